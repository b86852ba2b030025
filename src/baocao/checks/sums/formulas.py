"""The columns of a table whose head gives them as a sum of others: `(3=4+5)`, `6 = 4 - 5`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baocao.checks.model import Conflict, Paper
from baocao.checks.reading.grid import Entry, Grid, grids
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

_FORMULA = regex(
    r'(?<![\d.,/])\(?\s*(?P<made>\d{1,2})\s*\)?\s*=\s*(?P<terms>\(?\d{1,2}\)?(?:\s*[-–+]\s*\(?\d{1,2}\)?)+)(?!\s*[/:*x×\d])'
)
_TERM = regex(r'(?P<sign>[-–+]?)\s*\(?(?P<number>\d{1,2})\)?')


def check_row_formulas(paper: Paper) -> Iterator[Conflict]:
    """The cells that the formula in their head does not make, where most rows of the column fit."""
    for grid in grids(paper):
        for column, head in grid.heads.items():
            formula = _FORMULA.search(head)
            terms = _terms(grid, formula['terms']) if formula else ()
            if terms:
                yield from _judged(grid, column, terms)


def _terms(grid: Grid, typed: str) -> tuple[tuple[int, int], ...]:
    """The columns of a formula with their signs; empty where one is not in the table."""
    found = [
        (-1 if m['sign'] in ('-', '–') else 1, grid.numbers.get(int(m['number'])))
        for m in _TERM.finditer(typed)
    ]
    terms = tuple((sign, column) for sign, column in found if column is not None)
    return terms if len(terms) == len(found) else ()


def _judged(grid: Grid, column: int, terms: tuple[tuple[int, int], ...]) -> Iterator[Conflict]:
    good = 0
    wrong: list[tuple[Entry, list[Entry], Decimal]] = []
    for row in grid.rows:
        made = row.get(column)
        cells = [row.get(c) for _, c in terms]
        parts = [c for c in cells if c is not None and (c.value is not None or c.is_blank)]
        if made is None or made.value is None or len(parts) < len(cells) or all(p.is_blank for p in parts):
            continue
        total = sum((s * (p.value or Decimal(0)) for (s, _), p in zip(terms, parts, strict=True)), Decimal(0))
        decimals = max(e.decimals for e in (made, *parts))
        slack = Decimal(5).scaleb(-decimals - 1) * (len(parts) + 1) if decimals else Decimal(0)
        if abs(total - made.value) <= slack:
            good += 1
        else:
            wrong.append((made, parts, total))
    if good <= len(wrong):
        return
    for made, parts, total in wrong:
        shown = ' '.join(
            f"{'' if i == 0 and s > 0 else '+' if s > 0 else '-'} {p.text if not p.is_blank else '0'}".strip()
            for i, ((s, _), p) in enumerate(zip(terms, parts, strict=True))
        )
        yield Conflict(
            'SL214',
            Level.LOI,
            (made.spot, *(p.spot for p in parts if not p.is_blank)),
            f"{shown} = {format_number(total.normalize() if total % 1 else int(total))}, không phải {made.text}.",
            "So lại các ô của hàng này với số liệu gốc theo công thức ở đầu cột, rồi sửa ô sai.",
        )
