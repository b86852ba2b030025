"""Percents and changes of figures, as offices word them; each is rounded once, half up."""

from __future__ import annotations

import re
from decimal import Decimal

from baocao.models import ConSo
from baocao.vietnamese import Kind, Quantity, format_number, rate_sign, scale

#: decimals of a computed percent where nobody asks for others; a whole percent has none
DECIMALS = 2


def percent(one: Quantity, base: Quantity) -> Decimal | None:
    """The one in percent of the other; None where they are no two numbers that can be divided."""
    factor = scale(one.unit, base.unit)
    if factor is None or one.kind is not Kind.ONE or base.kind is not Kind.ONE or not base.numbers[0].decimal:
        return None
    return one.numbers[0].decimal * factor / base.numbers[0].decimal * 100


def shown(percent: Decimal, decimals: int | None) -> str:
    """A percent without its sign: to the decimals asked for, else two, or none where it is whole."""
    written = format_number(percent, DECIMALS if decimals is None else decimals)
    return written.removesuffix(',' + '0' * DECIMALS) if decimals is None else written


def change(now: Quantity, then: Quantity, decimals: int | None) -> str | None:
    """The change in words: `tăng 8,74%`, of rates `giảm 1,2 điểm %` (the sign stays on its line), `không đổi`; None
    where there is no telling."""
    rate = rate_sign(now.unit)
    if not rate:
        share = percent(now, then)
        if share is None or share <= 0:
            return None
        return _worded(share - 100, f'{shown(abs(share - 100), decimals)}%')
    if rate != rate_sign(then.unit) or now.kind is not Kind.ONE or then.kind is not Kind.ONE:
        return None
    points = now.numbers[0].decimal - then.numbers[0].decimal
    places = max(now.numbers[0].decimals, then.numbers[0].decimals) if decimals is None else decimals
    return _worded(points, f"{format_number(abs(points), places)} điểm\N{NO-BREAK SPACE}{rate}")


def _worded(difference: Decimal, amount: str) -> str:
    """What rounds to nothing is no change."""
    if not re.search(r'[1-9]', amount):
        return "không đổi"
    return f"tăng {amount}" if difference > 0 else f"giảm {amount}"


def comparable(con_so: ConSo) -> bool:
    """True where the same period has the scope of the result, or someone says why it may be compared."""
    other = con_so.pham_vi_cung_ky
    return other is None or other == con_so.pham_vi or con_so.so_sanh_duoc is not None
