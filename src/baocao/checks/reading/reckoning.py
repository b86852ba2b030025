"""Sums as people read them in a finding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from baocao.checks.sums.parts import Figure, Part
from baocao.vietnamese import format_number


def shown(figure: Figure) -> str:
    """A figure as written, with its unit or the first words of what it counts."""
    unit = figure.passage.text[figure.token.end : figure.token.stop].strip()
    if figure.token.unit == '' and figure.token.noun:
        unit = ' '.join(unit.split()[:2])
    return f'{_number(figure)} {unit}'.strip()


def _number(figure: Figure) -> str:
    if figure.part is Part.AMOUNT:
        return figure.token.text
    return format_number(figure.number, figure.token.decimals[figure.at])


def added(parts: Sequence[Figure]) -> str:
    """The parts and what they make, in the unit of the first: `6,4 + 352,542 = 358,942`."""
    scale = parts[0].token.scale
    alike = all(p.token.scale == scale for p in parts)
    total = sum((p.value for p in parts), Decimal(0)) / scale
    terms = ' + '.join(_number(p) if alike else shown(p) for p in parts)
    made = format_number(total.normalize() if total % 1 else total.to_integral_value())
    unit = '' if alike else parts[0].passage.text[parts[0].token.end : parts[0].token.stop]
    return f'{terms} = {made}{unit}'
