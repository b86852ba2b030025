"""Official rates against our own division: only what rounding cannot explain is said, with the sum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baocao.errors import Finding, Level
from baocao.loading.told import Loc, Told
from baocao.models import ConSo, value_of
from baocao.vietnamese import Kind, Quantity, So, format_number, period_of_key, rate_sign, scale


def rates(at: Told, loc: Loc, figure: ConSo) -> Iterator[Finding]:
    """Official rates that are none, and those that our own division cannot confirm."""
    for name, by_period in figure.cong_bo.items():
        for key, rate in by_period.items():
            place = (*loc, 'cong_bo', name, key)
            if rate.kind is not Kind.ONE or not rate.is_percent:
                yield at.said(
                    'SL027',
                    Level.CHAN,
                    place,
                    f"Tỷ lệ công bố «{rate.text}» không phải là một số phần trăm.",
                    "Ghi một số kèm dấu %, ví dụ: 98,95%.",
                )
                continue
            result = value_of(figure.thuc_hien, period_of_key(key).ma)
            if result is None or _number(result[1]) is None:
                continue
            bases = [base for base in _bases(figure, name, key) if _own_rate(result[1], base, name)]
            if bases and not any(_agree(result[1], base, name, rate.numbers[0]) for base in bases):
                base = bases[-1]
                own = _own_rate(result[1], base, name)
                assert own is not None
                yield at.said(
                    'SL029',
                    Level.CANH_BAO,
                    place,
                    f"«{name}» ghi {rate.numbers[0].text}%, nhưng {result[1].numbers[0].text} : "
                    f"{base.numbers[0].text} {_worded(name)} {format_number(own, max(2, rate.numbers[0].decimals))}%.",
                    "Đối chiếu lại tỷ lệ, kết quả và số so sánh với nguồn.",
                )


def _bases(figure: ConSo, name: str, key: str) -> list[Quantity]:
    """What an official rate is a share of: each version of a plan, or the same period."""
    if name.endswith('_cung_ky'):
        found = value_of(figure.cung_ky, period_of_key(key).ma)
        comparable = figure.pham_vi_cung_ky is None or figure.so_sanh_duoc is not None
        return [found[1]] if found and comparable else []
    versions = [figure.ke_hoach or {}, *(change.ke_hoach for change in figure.dieu_chinh)]
    giver = '' if name == 'so_ke_hoach' else name.removeprefix('so_')
    if not giver and len(figure.ke_hoach or {}) == 1:
        (giver,) = figure.ke_hoach or {}
    return [plans[giver] for plans in versions if giver in plans]


def _number(quantity: Quantity) -> So | None:
    return quantity.numbers[0] if quantity.kind is Kind.ONE and quantity.numbers[0].decimal > 0 else None


def _own_rate(result: Quantity, base: Quantity, name: str) -> Decimal | None:
    """The rate by our own division; None where the two are no such numbers."""
    factor = scale(result.unit, base.unit)
    if factor is None or _number(result) is None or _number(base) is None:
        return None
    if name.startswith(('tang', 'giam')) and rate_sign(result.unit):
        return None  # a rate changes by points, of which nobody knows how they were published
    return _moved(result.numbers[0].decimal * factor / base.numbers[0].decimal * 100, name)


def _moved(share: Decimal, name: str) -> Decimal:
    """The share as the rate of this name tells it."""
    return {'tang_cung_ky': share - 100, 'giam_cung_ky': 100 - share}.get(name, share)


def _worded(name: str) -> str:
    return (
        "cho mức tăng" if name.startswith('tang') else "cho mức giảm" if name.startswith('giam') else "bằng"
    )


def _agree(result: Quantity, base: Quantity, name: str, rate: So) -> bool:
    """True where numbers that are rounded to those typed may give that rate."""
    factor = scale(result.unit, base.unit) or Decimal(1)
    (low, high), (least, most) = _around(result.numbers[0]), _around(base.numbers[0])
    if least <= 0:
        return True
    ends = _moved(low * factor / most * 100, name), _moved(high * factor / least * 100, name)
    lowest, highest = _around(rate)
    return min(ends) <= highest and lowest <= max(ends)


def _around(number: So) -> tuple[Decimal, Decimal]:
    """What a rounded number may have been."""
    half = Decimal(1).scaleb(-number.decimals) / 2
    return number.decimal - half, number.decimal + half
