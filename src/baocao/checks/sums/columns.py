"""The columns of a table against the rows of their totals."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper
from baocao.checks.reading.grid import Entry, Grid, grids
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

_TOTAL = regex(
    r'(?:tổng(?:\s+(?:số|cộng|cộng\s+chung|chung|toàn\s+\w+))?|cộng(?:\s+chung)?|tổng\s+\(.*\)|toàn\s+(?:tỉnh|thành\s+phố|huyện|xã))(?:\s*\(.*\))?\s*:?',
    re.IGNORECASE | re.DOTALL,
)
_NOT_ADDED = regex(
    r'%|(?:tỷ|tỉ)\s+(?:lệ|trọng)|bình\s+quân|so\s+(?:sánh|với)|năng\s+suất|đơn\s+giá|mật\s+độ|tốc\s+độ|(?<!\w)(?:TT|STT|năm(?!\s+(?:học\s+)?\d)|điểm|hạng|giá|mã)(?!\w)',
    re.IGNORECASE,
)


class Block(NamedTuple):
    """A row of totals, the rows that are its parts, and those of the same reach that are not."""

    total: dict[int, Entry]
    parts: tuple[dict[int, Entry], ...]
    left: tuple[dict[int, Entry], ...] = ()


class Added(NamedTuple):
    """A column of a block: the total, the figures of the parts."""

    total: Entry
    parts: tuple[Entry, ...]

    @property
    def sum(self) -> Decimal:
        """The sum of the parts."""
        return sum((p.value for p in self.parts if p.value is not None), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """How far the parts miss the total."""
        return abs(self.sum - (self.total.value or Decimal(0)))

    @property
    def slack(self) -> Decimal:
        """How far rounding may have moved them, where the column has decimals (a whole number leaves out its zeros)."""
        figures = [e for e in (self.total, *self.parts) if not e.is_blank]
        decimals = max(e.decimals for e in figures)
        return Decimal(5).scaleb(-decimals - 1) * len(figures) if decimals else Decimal(0)

    @property
    def is_between(self) -> bool:
        """True where the total lies among the parts, as an average does."""
        values = [p.value for p in self.parts if p.value is not None]
        return self.total.value is not None and min(values) <= self.total.value <= max(values)


def check_sum_columns(paper: Paper) -> Iterator[Conflict]:
    """The cells of totals that their column does not make.

    One column that adds up exactly proves which rows are the parts; only then are the other columns held to it.
    """
    for grid in grids(paper):
        for block in _blocks(grid):
            yield from _judged(grid, block)


def _blocks(grid: Grid) -> Iterator[Block]:
    """The totals of a table with their parts: of the whole table, and of each group under a Roman number."""
    rows = grid.rows
    signs = [_sign(row) for row in rows]
    charges = {i for i, row in enumerate(rows) if not _level(signs[i]) and _is_charge(row)}
    totals = [i for i, row in enumerate(rows) if _is_total(row)]
    for i in totals:
        below = [j for j in range(i + 1, len(rows)) if j not in totals]
        above = [j for j in range(i) if j not in totals]
        for side in (below, above):
            for parts in _choices(signs, side, charges):
                left = tuple(rows[j] for j in side if j not in parts)
                yield Block(rows[i], tuple(rows[j] for j in parts), left)
    for i, sign in enumerate(signs):
        if level := _level(sign):
            under = []
            for j in range(i + 1, len(rows)):
                if j in totals or (_level(signs[j]) and _level(signs[j]) <= level):
                    break
                under.append(j)
            for parts in _choices(signs, under, charges):
                yield Block(rows[i], tuple(rows[j] for j in parts))


def _choices(signs: Sequence[str], places: list[int], charges: Container[int]) -> Iterator[list[int]]:
    """The rows that may be parts: those of the highest level among some with what is charged on them, or all."""
    levels = [_level(signs[j]) for j in places]
    known = [level for level in levels if level]
    top = [j for j, at in zip(places, levels, strict=True) if known and (at == min(known) or j in charges)]
    if len(top) > 1:
        yield top
    if len(places) > 1 and top != places:
        yield places


def _sign(row: dict[int, Entry]) -> str:
    """The number that leads a row."""
    return row[min(row)].text.strip('.() ') if row else ''


@lru_cache(maxsize=512)
def _level(sign: str) -> int:
    """1 for capital letters and Roman numbers, 2 for numbers, 3 for 1.1 and small letters, 4 for dashes; 0 without."""
    if re.fullmatch(r'[A-ZĐ]', sign) and sign not in 'IVX':
        return 1
    if re.fullmatch(r'[IVXL]+', sign):
        return 2
    if re.fullmatch(r'\d{1,3}', sign):
        return 3
    if re.fullmatch(r'\d{1,2}(?:\.\d{1,2})+|[a-zđ]', sign):
        return 4
    return 5 if sign in ('-', '–', '+') else 0


def _is_total(row: dict[int, Entry]) -> bool:
    return any(entry.value is None and _names_total(entry.text) for entry in islice(row.values(), 2))


@lru_cache(maxsize=1024)
def _names_total(text: str) -> bool:
    return _TOTAL.fullmatch(text) is not None


#: a row without a number that is charged on those above it: `Thuế GTGT 8%` between `Cộng` and `Tổng cộng`
_CHARGE = regex(r'(?:tiền\s+|chi\s+phí\s+)?(?:thuế|dự\s+phòng|quản\s+lý)(?!\w)', re.IGNORECASE)


def _is_charge(row: dict[int, Entry]) -> bool:
    return any(_CHARGE.match(entry.text) for entry in islice(row.values(), 2) if entry.value is None)


def _judged(grid: Grid, block: Block) -> Iterator[Conflict]:
    columns = [a for column in block.total if (a := _added(grid, block, column)) is not None]
    exact = [a for a in columns if a.gap == 0 and a.total.value]
    digits = sum(len(a.total.text.replace('.', '').replace(',', '')) for a in exact)
    if not exact and len(columns) == 1 and _is_plain(block, columns[0].total.cell.column):
        yield from _doubtful(columns[0])
    if not exact or digits < 3:
        return
    for one in columns:
        if one.gap <= one.slack or one.is_between:
            continue
        terms = ' + '.join(p.text for p in one.parts if not p.is_blank)
        made = _shown(one.sum)
        many = sum(not p.is_blank for p in one.parts) > 8
        summed = f"Các hàng cộng lại là {made}" if many else f"{terms} = {made}"
        yield Conflict(
            'SL214',
            Level.LOI,
            (one.total.spot, *(p.spot for p in one.parts if not p.is_blank)),
            f"{summed}, không phải {one.total.text}.",
            "So lại ô tổng và các ô của cột với số liệu gốc, rồi sửa ô sai.",
        )


def _is_plain(block: Block, column: int) -> bool:
    """True where the rows are numbered one after the other, with charges behind them, and none is a part of another;
    no row without a number may be left out with a figure in the column: it may be added or taken off."""
    signs = [_sign(row) for row in block.parts if _level(_sign(row)) or not _is_charge(row)]
    loose = (row for row in block.left if not _level(_sign(row)) and column in row)
    return signs == [str(i) for i in range(1, len(signs) + 1)] and all(r[column].value is None for r in loose)


def _doubtful(one: Added) -> Iterator[Conflict]:
    """A column of its own that does not make its total: nothing proves that it is to be added."""
    total = one.total.value or Decimal(0)
    if one.gap <= one.slack or one.is_between or not total / 2 <= one.sum <= total * 2:
        return
    yield Conflict(
        'SL216',
        Level.CANH_BAO,
        (one.total.spot, *(p.spot for p in one.parts if not p.is_blank)),
        f"Các hàng cộng lại là {_shown(one.sum)}, không phải {one.total.text}.",
        "So lại ô tổng và các ô của cột với số liệu gốc, rồi sửa ô sai.",
    )


def _shown(value: Decimal) -> str:
    return format_number(value.normalize() if value % 1 else int(value))


def _added(grid: Grid, block: Block, column: int) -> Added | None:
    """A column of numbers with its total; None where it is not one to be added."""
    total = block.total[column]
    if total.value is None or column == min(block.total) or _NOT_ADDED.search(grid.heads.get(column, '')):
        return None
    cells = [row.get(column) for row in block.parts]
    parts = tuple(c for c in cells if c is not None)
    figures = [p for p in parts if p.value is not None]
    if len(parts) < len(cells) or len(figures) < 2 or any(p.value is None and not p.is_blank for p in parts):
        return None
    return None if '%' in total.text else Added(total, parts)
