"""Tables of the body: the paper's own rows, the targets and the tasks of its data, a range of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from baocao import models
from baocao.errors import Level
from baocao.models.fields import short
from baocao.regexes import regex
from baocao.text import EMPTY, Data, Mark, NoteRef, Text
from baocao.vietnamese import BadNumber, format_number, parse_number
from baocao.view.columns import NOTHING, kind_of, leaves, page_of, widths
from baocao.view.model import BANG, Bang, Hang, Khoi, O
from baocao.view.sheet_table import sheet_table
from baocao.view.writer import Writer, cell_lengths, stripped

#: a cell that asks for the sum of its column
SUM = '='
_SIGNS = {'gach': '- ', 'cong': '+ '}
_UNIT = regex(r'\s*(?:đơn vị tính|đvt)\s*:\s*(?=\S)', re.IGNORECASE)


def table_blocks(writer: Writer, bang: models.Bang, path: str) -> list[Khoi]:
    """The table with its title, unit and notes; nothing where its rows do not fit its columns, which is said."""
    blocks: list[Khoi] = []
    if bang.ten:
        blocks.append(Khoi('ten_bang', stripped(writer.line(bang.ten, f'{path}.ten'))))
    if bang.don_vi:
        blocks.append(Khoi('don_vi_tinh', _unit(writer, bang.don_vi, f'{path}.don_vi')))
    table = sheet_table(writer, bang, path) if bang.tu_tep else _typed(writer, bang, path)
    if table is None:
        return []
    blocks.append(table_block(table))
    if bang.ghi_chu:
        for note in writer.prose(bang.ghi_chu, f'{path}.ghi_chu'):
            blocks.append(Khoi('ghi_chu_bang', Text.glue(_SIGNS.get(note.kind, '')) + note.text))
    return blocks


def _unit(writer: Writer, value: str, path: str) -> Text:
    """The unit of measure, without the words that the program writes before it."""
    typed = stripped(writer.line(value, path))
    words = _UNIT.match(typed.plain)
    first = typed.pieces[0]
    if not words or not isinstance(first, Data) or len(first.text) <= words.end():
        return typed
    cut = words.end()
    return Text((replace(first, text=first.text[cut:], at=first.at + cut), *typed.pieces[1:]))


def table_block(table: Bang) -> Khoi:
    """The block of a table."""
    return Khoi(BANG, EMPTY, bang=table)


def bold(text: Text) -> Text:
    """The text in bold."""
    return Text(
        tuple(p if isinstance(p, NoteRef) else replace(p, marks=p.marks | Mark.BOLD) for p in text.pieces)
    )


def head_row(*heads: str) -> Hang:
    """A head of one row, in the program's own words."""
    return Hang(tuple(O((Text.glue(head),), 'o_dau_bang') for head in heads), dau=True)


def _typed(writer: Writer, bang: models.Bang, path: str) -> Bang | None:
    """The table of typed rows; None where a row does not fit, each said at its place."""
    columns = list(leaves(bang.cot))
    most = models.bang
    wide, long = len(columns) > most.MOST_COLUMNS, len(bang.hang) > most.MOST_ROWS
    if wide or long or len(columns) * len(bang.hang) > most.MOST_CELLS:
        writer.report(
            'DL073',
            Level.CHAN,
            path,
            f"Bảng có {len(columns)} cột, {len(bang.hang)} hàng, quá {most.MOST_COLUMNS} cột, "
            f"{most.MOST_ROWS} hàng hoặc {most.MOST_CELLS} ô.",
            "Tách thành nhiều bảng.",
        )
        return None
    heads = list(_heads(writer, bang.cot, f'{path}.cot'))
    numbers = _column_numbers(writer, bang, path, len(columns))
    rows = [_Row(writer, row, f'{path}.hang.{i}', len(columns)) for i, row in enumerate(bang.hang)]
    fitting = [row.fits() for row in rows]
    if numbers is None or not all(fitting):
        return None
    _fill_sums(writer, rows)
    texts = [[row.plain(i) for row in rows] for i in range(len(columns))]
    kinds = [kind_of(column, own) for column, own in zip(columns, texts, strict=True)]
    shares = widths(columns, texts, kinds, page_of(writer.ho_so.van_ban, path))
    return Bang(shares, (*heads, *numbers, *(row.row(kinds) for row in rows)))


def _depth(columns: tuple[models.Cot, ...]) -> int:
    return 1 + max((_depth(c.cot_con) for c in columns if c.cot_con), default=0)


def _heads(writer: Writer, columns: tuple[models.Cot, ...], path: str) -> Iterator[Hang]:
    """The rows of the head: a column without columns of its own reaches down to the last row."""
    level = [(c, f'{path}.{i}') for i, c in enumerate(columns)]
    for left in range(_depth(columns), 0, -1):
        cells = []
        below: list[tuple[models.Cot, str]] = []
        for column, at in level:
            text = stripped(writer.line(column.ten, f'{at}.ten'))
            inner = [(c, f'{at}.cot_con.{i}') for i, c in enumerate(column.cot_con)]
            below += inner
            wide = sum(1 for _ in leaves((column,)))
            cells.append(O((text,), 'o_dau_bang', wide, 1 if inner else left))
        yield Hang(tuple(cells), dau=True)
        level = below


def _column_numbers(writer: Writer, bang: models.Bang, path: str, count: int) -> tuple[Hang, ...] | None:
    """The row (1) (2) (3=2/1) under the head, none where it is not asked for; None where it does not fit."""
    if not bang.so_cot or bang.so_cot.strip().casefold() == "không":
        return ()
    if bang.so_cot.strip().casefold() == "có":
        texts = [Text.glue(f'({i + 1})') for i in range(count)]
    elif (found := len(cell_lengths(bang.so_cot))) != count:
        _report_count(writer, f'{path}.so_cot', found, count)
        return None
    else:
        texts = list(writer.cells(bang.so_cot, f'{path}.so_cot'))
    return (Hang(tuple(O((t,), 'o_so_cot') for t in texts), dau=True),)


def _report_count(writer: Writer, path: str, found: int, count: int) -> None:
    writer.report(
        'DL074',
        Level.CHAN,
        path,
        f"Hàng này có {found} ô, nhưng bảng có {count} cột.",
        f"Viết đủ {count} ô cách nhau dấu |, ô trống thì để trống giữa hai dấu |; muốn in dấu | thì viết \\|.",
    )


class _Row:
    """A typed row: its cells as texts; `lead` is how many columns the first cell covers."""

    def __init__(self, writer: Writer, row: models.HangBang, path: str, count: int) -> None:
        key = next(k for k in ('o', 'nhom', 'tong') if getattr(row, k) is not None)
        self.key, self.count, self.writer = key, count, writer
        self.path = f'{path}.{key}'
        typed = getattr(row, key)
        self.found = len(cell_lengths(typed))
        spare = count - self.found
        covers_all = key == 'nhom' and self.found == 1
        self.lead = spare + 1 if covers_all or (key == 'tong' and spare > 0) else 1
        self.cells = list(writer.cells(typed, self.path)) if self._fitting() else []

    def _fitting(self) -> bool:
        return self.found + self.lead - 1 == self.count

    def fits(self) -> bool:
        """Whether the row has a cell for each column; where it has not, that is said."""
        if not self._fitting():
            _report_count(self.writer, self.path, self.found, self.count)
        return self._fitting()

    def asking(self) -> dict[int, int]:
        """The columns whose sums this row asks for, each with the number of its cell."""
        return {
            i + self.lead - 1 if i else 0: i for i, cell in enumerate(self.cells) if cell.plain.strip() == SUM
        }

    def place(self, column: int) -> int:
        """The number of the cell that stands in a column."""
        return max(0, column - self.lead + 1)

    def plain(self, column: int) -> str:
        """The text in a column; empty under a cell that covers several."""
        return '' if self.lead > 1 and column < self.lead else self.cells[self.place(column)].plain

    def row(self, kinds: list[str]) -> Hang:
        done = []
        for i, cell in enumerate(self.cells):
            column = i + self.lead - 1 if i else 0
            kind = 'o_chu' if self.key == 'nhom' and self.lead > 1 else kinds[column]
            if self.key == 'tong' and i == 0 and self.lead > 1:
                kind = 'o_giua'
            done.append(O((cell if self.key == 'o' else bold(cell),), kind, self.lead if i == 0 else 1))
        return Hang(tuple(done), giu_voi_sau=self.key == 'nhom')


def _fill_sums(writer: Writer, rows: list[_Row]) -> None:
    """Put the sums of the ordinary rows above where a total row has `=`."""
    asking = {column: at for at, row in enumerate(rows) if row.key == 'tong' for column in row.asking()}
    sums = {column: (Decimal(0), 0) for column in asking}
    for at, row in enumerate(rows):
        if row.key == 'tong':
            for column, place in row.asking().items():
                row.cells[place] = Text.glue(format_number(*sums[column]))
        elif row.key == 'o':
            for column in (c for c, last in asking.items() if at < last):
                sums[column] = _added(writer, sums[column], row, column)


def _added(writer: Writer, total: tuple[Decimal, int], row: _Row, column: int) -> tuple[Decimal, int]:
    """A sum and its decimals with the number of a cell, which is said where it is none."""
    text = row.plain(column).strip()
    if text in NOTHING:
        return total
    try:
        number = parse_number(text)
    except BadNumber as bad:
        writer.report(
            'SL020',
            Level.CHAN,
            row.path,
            f"Ô «{short(text)}» ở cột {column + 1} không phải là số nên không cộng được vào hàng tổng.",
            bad.remedy,
        )
        return total
    return total[0] + number.decimal, max(total[1], number.decimals)
