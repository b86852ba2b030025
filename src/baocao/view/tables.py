"""Tables of the body: the paper's own rows, the targets and the tasks of its data, a range of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from baocao import models
from baocao.errors import Level
from baocao.text import EMPTY, Data, Mark, NoteRef, Text
from baocao.vietnamese import BadNumber, format_number, parse_number
from baocao.view.model import BANG, Bang, Hang, Khoi, O
from baocao.view.writer import Writer, stripped

#: a cell that asks for the sum of its column, and cells that hold no number where others do
SUM = '='
_NOTHING = ('', '-', '–', '…', '...', 'x', 'X')
_CELLS = re.compile(r'(?<!\\)\|')
_ALIGN = {"trái": 'o_chu', "giữa": 'o_giua', "phải": 'o_so'}
_NUMBER = re.compile(r'[<>≤≥~]?\s*[+-]?\d[\d.,]*(?:\s*-\s*\d[\d.,]*)?\s*[%‰]?')
_TIME = re.compile(r'(?:\d{1,2}/)?\d{1,2}/\d{4}|(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?')
#: heads of columns that are centred: ordinals, units
_CENTRED_HEADS = ('tt', 'stt', 'số tt', 'số thứ tự', "đvt", "đơn vị", "đơn vị tính")
#: in letters of a table: the text of a page by its paper and whether it lies; the most and the least that a column
#: asks for, the most that its head asks for, and what stands beside the letters
_PAGES = {('A4', False): 70, ('A4', True): 107, ('A3', False): 107, ('A3', True): 159}
_WIDEST, _NARROWEST, _HEAD, _ROOM = 40, 3, 14, 2
_SIGNS = {'gach': '- ', 'cong': '+ '}
_UNIT = re.compile(r'\s*(?:đơn vị tính|đvt)\s*:\s*(?=\S)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the grid: its kind of cell ('' where its content decides), its own share of the width."""

    head: str
    kind: str
    share: int | None


def table_blocks(writer: Writer, bang: models.Bang, path: str) -> list[Khoi]:
    """The table with its title, unit and notes; nothing where its rows do not fit its columns, which is said."""
    table = _typed(writer, bang, path)
    if table is None:
        return []
    blocks: list[Khoi] = []
    if bang.ten:
        blocks.append(Khoi('ten_bang', stripped(writer.line(bang.ten, f'{path}.ten'))))
    if bang.don_vi:
        blocks.append(Khoi('don_vi_tinh', _unit(writer, bang.don_vi, f'{path}.don_vi')))
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
    fitting = [row.fits() for row in rows]
    if numbers is None or not all(fitting):
        return None
    _fill_sums(writer, rows)
    kinds = [_kind(column, [r.plain(i) for r in rows]) for i, column in enumerate(columns)]
    body = tuple(row.row(kinds) for row in rows)
    return Bang(
        _shares(columns, rows, kinds, _page(writer, path)),
        (*_heads(writer, bang.cot, f'{path}.cot'), *numbers, *body),
    )


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
    if not bang.so_cot or bang.so_cot.strip().casefold() == "không":
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
        return Hang(tuple(done), giu_voi_sau=self.key == 'nhom')


def _fill_sums(writer: Writer, rows: list[_Row]) -> None:
    """Put the sums of the ordinary rows above where a total row has `=`."""
    for at, row in enumerate(rows):
        if row.key != 'tong':
            continue
        for i, cell in enumerate(row.cells):
            if cell.plain.strip() == SUM:
                column = i + row.lead - 1 if i else 0
                above = [r for r in rows[:at] if r.key == 'o']
                row.cells[i] = _sum(writer, above, column)


def _sum(writer: Writer, rows: list[_Row], column: int) -> Text:
    total, decimals = Decimal(0), 0
    for row in rows:
        text = row.plain(column).strip()
        if text in _NOTHING:
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
    """The kind of a column's cells: as asked, centred for ordinals, units and dates, right for numbers, else left."""
    if column.kind:
        return column.kind
    if ' '.join(column.head.split()).casefold().strip('.') in _CENTRED_HEADS:
        return 'o_giua'
    filled = [t.strip() for t in texts if t.strip() not in (*_NOTHING, SUM)]
    if filled and all(_TIME.fullmatch(t) for t in filled):
        return 'o_giua'
    return 'o_so' if filled and all(_NUMBER.fullmatch(t) for t in filled) else 'o_chu'


def _page(writer: Writer, path: str) -> int:
    """The letters that a line of the page at a path holds: appendices may lie, or be of another size."""
    root, _, rest = path.partition('.')
    if root != 'phu_luc':
        return _PAGES['A4', False]
    appendix = writer.ho_so.van_ban.phu_luc[int(rest.partition('.')[0])]
    return _PAGES[appendix.kho, appendix.huong == "ngang"]


def _shares(columns: list[_Column], rows: list[_Row], kinds: list[str], page: int) -> tuple[int, ...]:
    """The shares of the width: those asked for (1 where others ask); else the best where they fit a line of `page`
    letters; else every column keeps its longest word whole as far as possible, the longest texts get the rest."""
    if any(c.share for c in columns):
        return tuple(c.share or 1 for c in columns)
    least, wanted, best = [], [], []
    for i, column in enumerate(columns):
        texts = [row.plain(i) for row in rows]
        word = max((len(word) for text in (column.head, *texts) for word in text.split()), default=0)
        longest = max(len(text) for text in texts)
        least.append(max(_NARROWEST, min(_WIDEST, word)) + _ROOM)
        wanted.append(max(least[-1], min(_WIDEST, longest) + _ROOM))
        best.append(max(wanted[-1], min(_HEAD, len(column.head)) + _ROOM))
    if sum(best) <= page:  # what is left goes to columns of text
        text = [width if kind == 'o_chu' else 0 for width, kind in zip(best, kinds, strict=True)]
        return _grown(best, text, page - sum(best))
    more = [high - low for low, high in zip(least, wanted, strict=True)]
    return _grown(least, more, max(0, page - sum(least)))


def _grown(widths: list[int], claims: list[int], spare: int) -> tuple[int, ...]:
    """The widths in tenths, each with its part of what is to spare."""
    total = sum(claims) or 1
    return tuple(10 * w + 10 * spare * claim // total for w, claim in zip(widths, claims, strict=True))
