"""The columns of a table that divide one column by another, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper
from baocao.checks.reading.fit import Fit, fit, rounded
from baocao.checks.reading.grid import Entry, Grid, grids
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number


class Division(NamedTuple):
    """Columns of a grid: rate = done / total. `written` is True where the head says so in a formula."""

    rate: int
    done: int
    total: int
    written: bool


def check_columns(paper: Paper) -> Iterator[Conflict]:
    """The cells whose percentage does not fit the cells it is reckoned from.

    Only where most rows of the column fit, so that the columns are understood rightly.
    """
    for grid in grids(paper):
        for division in _divisions(grid):
            yield from _judged(grid, division)


_FORMULA = regex(
    r'(?<![\d.,/])\(?\s*(?P<rate>\d{1,2})\s*\)?\s*=\s*\(?\s*(?P<done>\d{1,2})\s*\)?\s*[/:]\s*\(?\s*(?P<total>\d{1,2})\s*\)?'
)
_RATE_HEAD = regex(r'%|(?:tỷ|tỉ)\s+lệ', re.IGNORECASE)
_OF_PLAN = regex(
    r'đạt|hoàn\s+thành|so\s+(?:với\s+)?(?:kế\s+hoạch|KH|dự\s+toán)|(?:TH|thực\s+hiện)\s*/\s*(?:KH|kế\s+hoạch)|%\s*(?:KH|kế\s+hoạch)',
    re.IGNORECASE,
)
_PLAN_HEAD = regex(r'kế\s+hoạch|(?<!\w)KHV?(?!\w)|dự\s+toán|(?:được|chỉ\s+tiêu)\s+giao', re.IGNORECASE)
_DONE_HEAD = regex(r'thực\s+hiện|(?<!\w)TH(?!\w)|kết\s+quả|giải\s+ngân', re.IGNORECASE)
_BEFORE_HEAD = regex(r'cùng\s+kỳ|năm\s+trước', re.IGNORECASE)


def _divisions(grid: Grid) -> Iterator[Division]:
    written = False
    for column, head in grid.heads.items():
        formula = _FORMULA.search(head)
        if formula is None:
            continue
        places = [grid.numbers.get(int(formula[name])) for name in ('done', 'total')]
        if places[0] is not None and places[1] is not None:
            written = True
            yield Division(column, places[0], places[1], True)
    if not written:
        yield from _named(grid)


def _named(grid: Grid) -> Iterator[Division]:
    """The division that the words over the columns tell, where they tell but one."""
    rates = [c for c, head in grid.heads.items() if _RATE_HEAD.search(head)]
    plain = {c: head for c, head in grid.heads.items() if c not in rates and not _BEFORE_HEAD.search(head)}
    plans = [c for c, head in plain.items() if _PLAN_HEAD.search(head) and not _DONE_HEAD.search(head)]
    dones = [c for c, head in plain.items() if _DONE_HEAD.search(head) and c not in plans]
    wanted = [c for c in rates if _OF_PLAN.search(grid.heads[c]) and not _BEFORE_HEAD.search(grid.heads[c])]
    if len(plans) == len(dones) == len(wanted) == 1:
        yield Division(wanted[0], dones[0], plans[0], False)
    elif len(rates) == 1 and not _BEFORE_HEAD.search(grid.heads[rates[0]]):
        yield from _shown(grid, rates[0], [c for c in plain if c < rates[0]])


#: so many columns before a rate are tried, and so many of the last
_TRIED = 4


def _shown(grid: Grid, rate: int, columns: Sequence[int]) -> Iterator[Division]:
    """The division that the rows themselves show: the only two columns before the rate that make it in two rows or
    more, and in more than half of them. Rows of 0 and 100% show nothing."""
    found: list[Division] = []
    for done, total in permutations(columns[-_TRIED:], 2):
        fits = [_fit_of(row, Division(rate, done, total, False)) for row in grid.rows]
        told = [f for f in fits if f is not None]
        if told.count(Fit.GOOD) >= 2 and told.count(Fit.GOOD) * 2 > len(told):
            found.append(Division(rate, done, total, False))
    if len(found) == 1:
        yield found[0]


def _fit_of(row: Mapping[int, Entry], division: Division) -> Fit | None:
    rate, done, total = (row.get(c) for c in (division.rate, division.done, division.total))
    if rate is None or done is None or total is None or rate.value in (None, 0, 100):
        return None
    if rate.value is None or done.value is None or not total.value or total.value < 0:
        return None
    return fit(done.value, total.value, (_slack(done), _slack(total)), rate.value, rate.decimals)


def _judged(grid: Grid, division: Division) -> Iterator[Conflict]:
    good = 0
    wrong: list[tuple[Entry, Entry, Entry, Fit]] = []
    for row in grid.rows:
        rate, done, total = (row.get(c) for c in (division.rate, division.done, division.total))
        if rate is None or done is None or total is None or rate.value is None or done.value is None:
            continue
        if not total.value or total.value < 0:
            continue
        found = fit(done.value, total.value, (_slack(done), _slack(total)), rate.value, rate.decimals)
        if found is Fit.GOOD:
            good += 1
        elif division.written or not _is_reverse(rate, done, total):
            wrong.append((rate, done, total, found))
    if good < max(1 if division.written else 2, len(wrong)):
        return
    for rate, done, total, found in wrong:
        yield _conflict(rate, done, total, found)


def _is_reverse(rate: Entry, done: Entry, total: Entry) -> bool:
    """True where less is better, so that the plan is divided by the result (the rate of poor households)."""
    if not done.value or total.value is None or rate.value is None:
        return False
    slack = (_slack(total), _slack(done))
    return fit(total.value, done.value, slack, rate.value, rate.decimals) is Fit.GOOD


def _slack(entry: Entry) -> Decimal:
    """How far rounding may have moved a cell: small whole numbers are counts."""
    exact = not entry.decimals and entry.value is not None and entry.value < 1000
    return Decimal(0) if exact else entry.half


def _conflict(rate: Entry, done: Entry, total: Entry, found: Fit) -> Conflict:
    exact = (done.value or Decimal(0)) * 100 / (total.value or Decimal(1))
    shown = format_number(rounded(exact, rate.decimals), rate.decimals)
    certain = found is Fit.WRONG
    typed = rate.text if '%' in rate.text else f'{rate.text}%'
    return Conflict(
        'SL201' if certain else 'SL202',
        Level.LOI if certain else Level.CANH_BAO,
        (rate.spot, done.spot, total.spot),
        f"{done.text}/{total.text} = {shown}%, không phải {typed}.",
        "So lại ba ô của hàng này với số liệu gốc, rồi sửa ô sai.",
    )
