"""Whether printed figures agree as far as their rounding allows."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Enum

from baocao.checks.reading.tokens import Sort, Token
from baocao.regexes import regex


class Fit(Enum):
    """How a printed figure agrees with the reckoned one."""

    GOOD = 'good'
    CUT = 'cut'  # the decimals are cut off instead of rounded
    EVEN = 'even'  # rounding of the operands would allow it, but equal operands make 100% and no other
    WRONG = 'wrong'


def fit(
    done: Decimal,
    total: Decimal,
    slack: tuple[Decimal, Decimal],
    rate: Decimal,
    decimals: int,
    whole: int = 100,
) -> Fit:
    """How a rate with its printed decimals agrees with done / total. `slack` is how far rounding may have moved
    done and total, 0 for counts; `whole` is 100 for percent, 1000 for per mille."""
    exact = done * whole / total
    half = Decimal(5).scaleb(-decimals - 1)
    if abs(exact - rate) <= half:
        return Fit.GOOD
    low = max(done - slack[0], Decimal(0)) * whole / (total + slack[1])
    high = (done + slack[0]) * whole / max(total - slack[1], total / 2)
    if low - half <= rate <= high + half:
        crossed = (done < total) != (rate < whole) or (done == total) != (rate == whole)
        return Fit.EVEN if crossed else Fit.GOOD
    if exact.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN) == rate:
        return Fit.CUT
    return Fit.WRONG


_INNER = regex(r'\d\s+(?P<noun>[^\W\d_]+)\s?/')


def divides(token: Token) -> bool:
    """True for a pair that is done/total, not two sizes side by side: `866 lượt/964 lượt người`, `24/7`."""
    if token.sort is not Sort.PAIR or not token.numbers[1] or token.text == '24/7':
        return False
    inner = _INNER.search(token.text)
    if inner is None or token.unit:
        return inner is None or 'đồng' in token.text or inner['noun'].lower() == token.unit
    return token.noun == (inner['noun'].lower(),)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The value with so many decimals, half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
