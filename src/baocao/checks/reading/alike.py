"""Whether two figures may be one: rounded, hedged, or one of them mistyped."""

from __future__ import annotations

from decimal import Decimal
from operator import ne

from baocao.checks.reading.tokens import Sort, Token


def agree(one: Token, other: Token) -> bool:
    """True where one figure may be the other, rounded or hedged."""
    if one.numbers[1:] or other.numbers[1:]:
        return one.numbers == other.numbers
    if any(_bounds(a, b) for a, b in ((one, other), (other, one)) if a.hedge != b.hedge):
        return True
    gap = abs(one.value - other.value)
    if _round(one) != _round(other) and gap <= max(_round(one), _round(other)) / 2:
        return True
    hedges = {one.hedge, other.hedge}
    if hedges & _ABOUT and len(hedges) > 1:
        return gap * 20 <= max(abs(one.value), abs(other.value))
    return gap == 0


_ABOUT = frozenset(('khoảng', 'xấp xỉ', 'chừng', '~'))


def _bounds(bound: Token, token: Token) -> bool:
    """True where a figure keeps within the bound that another tells (dưới 5%, tối thiểu 40 ha)."""
    if bound.hedge in ('<', '≤', 'dưới', 'tối đa', 'không quá'):
        return token.value <= bound.value
    if bound.hedge in ('gần', 'ngót'):
        return bound.value * 9 <= token.value * 10 <= bound.value * 10
    if bound.hedge in ('hơn', 'trên', 'quá'):
        return bound.value * 10 <= token.value * 10 <= bound.value * 11
    return bound.hedge in ('>', '≥', 'tối thiểu', 'ít nhất', 'không dưới') and token.value >= bound.value


def _round(token: Token) -> Decimal:
    """The place of the last digit that is meant, in the unit of the figure: zeros are none after a hedge."""
    if token.decimals[0]:
        return Decimal(1).scaleb(-token.decimals[0]) * token.scale
    digits = str(int(token.numbers[0]))
    zeros = len(digits) - len(digits.rstrip('0')) if token.hedge and token.numbers[0] else 0
    return Decimal(1).scaleb(zeros) * token.scale


def digits_of(token: Token) -> str | None:
    """The digits of a figure without dots; None where a slip in them would prove nothing."""
    if token.sort not in (Sort.AMOUNT, Sort.RANGE):
        return None
    digits = token.text.rstrip('%‰ ').replace('.', '')
    if len(digits.lstrip('0').replace(',', '')) < 3 or (token.is_rate and digits == '100'):
        return None
    return digits


def shared_digits(one: str, other: str) -> int:
    """How many digits two numbers share that differ by one digit or by two neighbours swapped; 0 otherwise."""
    if len(one) != len(other) or sum(map(ne, one, other)) > 2:
        return 0
    commas = [[i for i, sign in enumerate(number) if sign == ','] for number in (one, other)]
    if commas[0] != commas[1]:
        return 0
    one, other = one.replace(',', ''), other.replace(',', '')
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = len(apart) == 2 and apart[1] - apart[0] == 1
    if len(apart) == 1 or (swapped and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]):
        return sum(c.isdigit() for c in one) - 1
    return 0
