"""The tables of a paper as grids of numbers: what a check of columns reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from baocao.checks.model import Paper, Spot, once
from baocao.checks.reading.tokens import number
from baocao.prose import Cell, Passage
from baocao.regexes import regex

_FIGURE = regex(r'[-−]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?(?=\s*%?\Z)')
#: what a figure begins with
_FIRST = frozenset('-−0123456789')
_NOTHING = frozenset(('', '-', '–', '—', '…', '...', 'x', 'X', '/'))
#: the number of a column that stands in its head
_PRINTED = regex(r'\(?\s*(\d{1,2})\s*\)?\s*(?:=|\Z)')
#: a row that numbers the columns: 1, (2), A, (5=4/3)
_ORDINAL = regex(r'\(?\s*(?:\d{1,2}|[A-ZĐ])\s*\)?(?:\s*=.*)?\Z', re.DOTALL)


class Entry(NamedTuple):
    """A cell with its words; `value` is the number that stands in it alone, with the decimals written, None where
    there is none."""

    cell: Cell
    passage: Passage
    text: str
    value: Decimal | None = None
    decimals: int = 0

    @property
    def is_blank(self) -> bool:
        """True where nothing or only a dash stands."""
        return self.text in _NOTHING

    @property
    def half(self) -> Decimal:
        """Half of the last written digit: how far rounding may have moved the value."""
        return Decimal(5).scaleb(-self.decimals - 1)

    @property
    def spot(self) -> Spot:
        """The spot of the words."""
        start = self.passage.start
        return Spot(self.passage, start, start + len(self.passage.text[start:].rstrip()))


class Grid(NamedTuple):
    """A table: its rows below the head, each by column; the words that stand over each column."""

    rows: tuple[dict[int, Entry], ...]
    heads: dict[int, str]
    numbers: dict[int, int]  # printed number of a column -> column

    def column(self, at: int) -> tuple[Entry | None, ...]:
        """The cells of a column, row by row."""
        return tuple(row.get(at) for row in self.rows)


@once
def grids(paper: Paper) -> tuple[Grid, ...]:
    """The tables of a paper in reading order."""
    return tuple(_grids(paper))


def _grids(paper: Paper) -> Iterator[Grid]:
    tables: dict[int, list[Passage]] = {}
    for passage in paper.prose.passages:
        if passage.cell is not None:
            tables.setdefault(passage.cell.table, []).append(passage)
    for passages in tables.values():
        if (grid := _grid(passages)) is not None:
            yield grid


def _grid(passages: list[Passage]) -> Grid | None:
    rows: dict[int, dict[int, list[Passage]]] = {}
    for passage in passages:
        if (cell := passage.cell) is not None:
            rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(passage)
    lines = [{column: _entry(rows[row][column]) for column in sorted(rows[row])} for row in sorted(rows)]
    head = _head(lines)
    if head == len(lines):
        return None
    heads: dict[int, str] = {}
    numbers: dict[int, int] = {}
    for line in lines[:head]:
        for column, entry in line.items():
            if digits := _PRINTED.match(entry.text):
                numbers.setdefault(int(digits[1]), column)
            for covered in range(column, column + entry.cell.columns):
                heads[covered] = f'{heads.get(covered, "")} {entry.text}'.strip()
    return Grid(tuple(lines[head:]), heads, numbers)


def _head(lines: list[dict[int, Entry]]) -> int:
    """How many rows from the top are the head of the table."""
    for at, line in enumerate(lines):
        marked = any(entry.cell.head for entry in line.values())
        if not marked and not _is_numbering(line) and any(e.value is not None for e in line.values()):
            return at
    return len(lines)


def _is_numbering(line: dict[int, Entry]) -> bool:
    """True for the row under the titles that numbers the columns."""
    said = [entry.text for entry in line.values() if entry.text]
    figures = [int(found[1]) for text in said if (found := _PRINTED.match(text))]
    run = all(b - a == 1 for a, b in pairwise(figures))
    return len(said) > 2 and run and all(_ORDINAL.match(text) for text in said)


def _entry(parts: list[Passage]) -> Entry:
    first = parts[0]
    text = first.text.strip() if len(parts) == 1 else ' '.join(p.text.strip() for p in parts)
    text = text.strip(' *_')
    # a sign that the reader of passages took for a numbering belongs to the words here
    found = _FIGURE.match(text) if len(parts) == 1 and text[:1] in _FIRST else None
    if found is None or first.cell is None:
        return Entry(first.cell or Cell(0, 0, 0), first, text)
    typed = found[0].replace('−', '-')
    return Entry(first.cell, first, text, number(typed), len(typed.partition(',')[2]))
