"""Tables of the body: the paper's own rows, the targets and the tasks of its data, a range of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from baocao import models
from baocao.errors import Level
from baocao.text import EMPTY, Mark, NoteRef, Text
from baocao.vietnamese import BadNumber, format_number, parse_number
from baocao.view.model import BANG, Bang, Hang, Khoi, O
from baocao.view.sheet_table import sheet_table
from baocao.view.writer import Writer, stripped

#: a cell that asks for the sum of its column
SUM = '='
_CELLS = re.compile(r'(?<!\\)\|')
_ALIGN = {"trái": 'o_chu', "giữa": 'o_giua', "phải": 'o_so'}
_NUMBER = re.compile(r'[<>≤≥~]?\s*[+-]?\d[\d.,]*(?:\s*-\s*\d[\d.,]*)?\s*[%‰]?')
_ORDINAL_HEADS = ('tt', 'stt', 'số tt', 'số thứ tự')
_WIDEST, _NARROWEST = 40, 4


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the grid: its kind of cell ('' where its content decides), its own share of the width."""

    head: str
    kind: str
    share: int | None


def table_blocks(writer: Writer, bang: models.Bang, path: str) -> list[Khoi]:
    """The table with its title, unit and notes; nothing where its rows do not fit its columns, which is said."""
    table = sheet_table(writer, bang, path) if bang.tu_tep else _typed(writer, bang, path)
    if table is None:
        return []
    blocks: list[Khoi] = []
    if bang.ten:
        blocks.append(Khoi('ten_bang', stripped(writer.line(bang.ten, f'{path}.ten'))))
    if bang.don_vi:
        blocks.append(Khoi('don_vi_tinh', stripped(writer.line(bang.don_vi, f'{path}.don_vi'))))
    blocks.append(table_block(table))
    if bang.ghi_chu:
        blocks += [Khoi('ghi_chu_bang', b.text) for b in writer.prose(bang.ghi_chu, f'{path}.ghi_chu')]
    return blocks


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
    columns = list(_leaves(bang.cot))
    if len(columns) > models.bang.MOST_COLUMNS or len(bang.hang) > models.bang.MOST_ROWS:
        writer.report(
            'DL073',
            Level.CHAN,
            path,
            f"Bảng có {len(columns)} cột, {len(bang.hang)} hàng, quá {models.bang.MOST_COLUMNS} cột hoặc "
            f"{models.bang.MOST_ROWS} hàng.",
            "Tách thành nhiều bảng.",
        )
        return None
    rows = [_Row(writer, row, f'{path}.hang.{i}', len(columns)) for i, row in enumerate(bang.hang)]
    numbers = _column_numbers(writer, bang, path, len(columns))
    if numbers is None or not all(row.fits() for row in rows):
        return None
    _fill_sums(writer, rows)
    kinds = [_kind(column, [r.plain(i) for r in rows]) for i, column in enumerate(columns)]
    body = tuple(row.row(kinds) for row in rows)
    return Bang(_shares(columns, rows), (*_heads(writer, bang.cot, f'{path}.cot'), *numbers, *body))


def _leaves(columns: tuple[models.Cot, ...]) -> Iterator[_Column]:
    for column in columns:
        if column.cot_con:
            yield from _leaves(column.cot_con)
        else:
            yield _Column(column.ten, _ALIGN.get(column.can or '', ''), column.rong)


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
            wide = sum(1 for _ in _leaves((column,)))
            cells.append(O((text,), 'o_dau_bang', wide, 1 if inner else left))
        yield Hang(tuple(cells), dau=True)
        level = below


def _column_numbers(writer: Writer, bang: models.Bang, path: str, count: int) -> tuple[Hang, ...] | None:
    """The row (1) (2) (3=2/1) under the head, none where it is not asked for; None where it does not fit."""
    if not bang.so_cot:
        return ()
    if bang.so_cot.strip().casefold() == "có":
        texts = [Text.glue(f'({i + 1})') for i in range(count)]
    else:
        texts = list(writer.cells(bang.so_cot, f'{path}.so_cot', _CELLS))
    if len(texts) != count:
        _report_count(writer, f'{path}.so_cot', len(texts), count)
        return None
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
        self.cells = list(writer.cells(getattr(row, key), self.path, _CELLS))
        spare = count - len(self.cells)
        covers_all = key == 'nhom' and len(self.cells) == 1
        self.lead = spare + 1 if covers_all or (key == 'tong' and spare > 0) else 1

    def fits(self) -> bool:
        if len(self.cells) + self.lead - 1 == self.count:
            return True
        _report_count(self.writer, self.path, len(self.cells), self.count)
        return False

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
        return Hang(tuple(done))


def _fill_sums(writer: Writer, rows: list[_Row]) -> None:
    """Put the sums of the ordinary rows above where a total row has `=`."""
    for at, row in enumerate(rows):
        if row.key != 'tong':
            continue
        for i, cell in enumerate(row.cells):
            if cell.plain.strip() == SUM:
                column = i + row.lead - 1 if i else 0
                above = [r for r in rows[:at] if r.key == 'o']
                row.cells[i] = _sum(writer, above, column, row.path)


def _sum(writer: Writer, rows: list[_Row], column: int, path: str) -> Text:
    total, decimals = Decimal(0), 0
    for row in rows:
        text = row.plain(column).strip()
        if not text:
            continue
        try:
            number = parse_number(text)
        except BadNumber as bad:
            writer.report(
                'SL020',
                Level.CHAN,
                row.path,
                f"Ô «{text}» ở cột {column + 1} không phải là số nên không cộng được vào hàng tổng.",
                bad.remedy,
            )
            return Text()
        total += number.decimal
        decimals = max(decimals, number.decimals)
    return Text.glue(format_number(total, decimals))


def _kind(column: _Column, texts: list[str]) -> str:
    """The kind of a column's cells: as asked, centred for ordinals, right for numbers, else left."""
    if column.kind:
        return column.kind
    if ' '.join(column.head.split()).casefold().strip('.') in _ORDINAL_HEADS:
        return 'o_giua'
    filled = [t.strip() for t in texts if t.strip() not in ('', '-', '…', '...', SUM)]
    return 'o_so' if filled and all(_NUMBER.fullmatch(t) for t in filled) else 'o_chu'


def _shares(columns: list[_Column], rows: list[_Row]) -> tuple[int, ...]:
    """The shares of the width: those asked for (1 where others ask), else by the longest text of a column."""
    if any(c.share for c in columns):
        return tuple(c.share or 1 for c in columns)
    found = []
    for i, column in enumerate(columns):
        words = max((len(w) for w in column.head.split()), default=1)
        longest = max((len(r.plain(i)) for r in rows), default=1)
        found.append(min(_WIDEST, max(_NARROWEST, words, longest)) + 2)
    return tuple(found)
