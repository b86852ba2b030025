"""Parts that make their total, and the percentages beside them: shares of the total, plans that they imply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from baocao.checks.model import Conflict, Spot
from baocao.checks.reading.fit import Fit, fit, rounded
from baocao.checks.reading.tokens import number
from baocao.checks.sums.parts import Figure
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

_SHARE = regex(
    r'[\s,*(]*chiếm\s+(?:(?:tỷ|tỉ)\s+(?:lệ|trọng)\s+)?(?P<rate>\d{1,3}(?:,\d+)?)\s?%\s*(?:[;,.)]|và\s|$)',
    re.IGNORECASE,
)
_OF_PLAN = regex(
    r'[\s,*]*(?:ước\s+)?(?:đạt|bằng)\s+(?P<rate>\d{1,3}(?:,\d+)?)\s?%\s*(?:so\s+(?:với\s+)?)?(?:kế\s+hoạch|KHV?|dự\s+toán)(?!\w)',
    re.IGNORECASE,
)


def check_portions(total: Figure, parts: Sequence[Figure]) -> Iterator[Conflict]:
    """The shares said of parts that are not those of the total they make."""
    for part in parts:
        said = _SHARE.match(part.passage.text, part.token.stop)
        if said is None or not total.value:
            continue
        typed = said['rate']
        decimals = len(typed.partition(',')[2])
        if fit(part.value, total.value, (part.half, total.half), number(typed), decimals) is not Fit.WRONG:
            continue
        exact = format_number(rounded(part.value * 100 / total.value, decimals), decimals)
        yield Conflict(
            'SL201',
            Level.LOI,
            (Spot(part.passage, said.start('rate'), said.end('rate')), part.spot, total.spot),
            f"{part.token.text}/{total.token.text} = {exact}%, không phải {typed}%.",
            "So lại thành phần, tổng và tỷ lệ với số liệu gốc, rồi sửa số sai.",
        )


def shares_make_whole(parts: Sequence[Figure]) -> bool:
    """True where a share is said of every part, and the shares make 100%: the parts are the whole."""
    said = [_SHARE.match(p.passage.text, p.token.stop) for p in parts]
    rates = [m['rate'] for m in said if m is not None]
    if len(rates) < len(parts) or len(rates) < 2:
        return False
    slack = sum((Decimal(5).scaleb(-len(r.partition(',')[2]) - 1) for r in rates), Decimal(0))
    return abs(sum((number(r) for r in rates), Decimal(0)) - 100) <= slack


def is_of_plan(total: Figure) -> bool:
    """True where a percentage of the plan stands behind a total."""
    return _OF_PLAN.match(total.passage.text, total.token.stop) is not None


def check_plans(total: Figure, parts: Sequence[Figure]) -> Iterator[Conflict]:
    """Total and parts with percentages of the plan, where the plans that they imply do not add up."""
    figures = (total, *parts)
    rates = [_OF_PLAN.match(f.passage.text, f.token.stop) for f in figures]
    plans = [_plan(f, r['rate']) for f, r in zip(figures, rates, strict=True) if r is not None]
    if len(plans) < len(figures):
        return
    low, high = [sum((p[i] for p in plans[1:]), Decimal(0)) for i in (0, 1)]
    if low <= plans[0][1] and plans[0][0] <= high:
        return
    spots = tuple(
        Spot(f.passage, r.start('rate'), r.end('rate')) for f, r in zip(figures, rates, strict=True) if r
    )
    scale = total.token.scale
    of_parts, of_total = (
        format_number(rounded((p[0] + p[1]) / 2 / scale, 0), 0) for p in ((low, high), plans[0])
    )
    yield Conflict(
        'SL216',
        Level.CANH_BAO,
        spots,
        f"Theo tỷ lệ đã ghi, kế hoạch của các thành phần cộng lại khoảng {of_parts}, của tổng khoảng {of_total}.",
        "So lại các tỷ lệ so với kế hoạch của tổng và của từng thành phần.",
    )


def _plan(figure: Figure, typed: str) -> tuple[Decimal, Decimal]:
    """The smallest and the largest plan of which a figure is the printed percentage."""
    rate = number(typed)
    half = Decimal(5).scaleb(-len(typed.partition(',')[2]) - 1)
    return (figure.value - figure.half) * 100 / (rate + half), (figure.value + figure.half) * 100 / (
        rate - half
    )
