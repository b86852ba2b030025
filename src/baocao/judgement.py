"""Judges results against plans: a pure function that only proposes, by the table below.

    plan                        result                              proposed
    --------------------------  ----------------------------------  ------------------------------
    50,6%                       more / the same / less              vượt / đạt / không đạt
    50,6%  (chieu: giảm)        less / the same / more              vượt / đạt / không đạt
    50,6%  (chieu: không xét)   the same / another                  đạt / chưa đủ số liệu
    trên 7.000 (>)              more / not more                     đạt / không đạt
    từ 95% trở lên (≥)          not less / less                     đạt / không đạt
    dưới 5% (<), không quá (≤)  less (or the same) / more           đạt / không đạt
    2,5-3,0%                    above / inside / below              vượt / đạt / không đạt
    khoảng 0,98%                the same, inside plan ± tolerance   as for a range
    22/23 vụ                    the same total: done against done   as for 50,6%
    đạt và vượt dự toán         an official rate of the plan        as for 100%
    đạt và vượt dự toán         anything else                       chưa đủ số liệu
    any                         absent, in words, in another unit   chưa đủ số liệu
    any                         "trên 50%", a range                 only where every value it may be agrees

A bound of a plan says by itself which side is better, and cannot be exceeded, only kept. Elsewhere more is better,
unless the figure declares `chieu: giảm` (less is better) or `chieu: không xét` (neither is, as in the shares of a
whole: a person judges).

Rounding: a plan typed with decimals is a measure, so the result is rounded half up to as many before the two are
compared (11,466% meets 11,47%, 50,64% does not exceed 50,6%). A plan typed whole is a goal and compared exactly
(99,6% does not meet 100%), as is every bound: what is printed never decides against what was measured.

Almost met: where the office asks for it, a miss by less than the dated threshold is `cơ bản đạt`.

Before the end of the year, plans of the year are compared with what there is so far: what is kept may be told, what is
missed is not yet (`chưa đủ số liệu`).

Several figures or givers: one missed is a missed target; one without data leaves it open; else the least of them.
Components (figures behind "trong đó") do not decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import Enum

from msgspec import Struct

from baocao.quy_dinh import NguongDanhGia
from baocao.vietnamese import Bound, Kind, Quantity, So, rate_sign, scale


class MucDanhGia(Enum):
    """How a target stands; the value is the word that people read."""

    VUOT = "vượt"
    DAT = "đạt"
    CO_BAN_DAT = "cơ bản đạt"
    KHONG_DAT = "không đạt"
    CHUA_DU_SO_LIEU = "chưa đủ số liệu"

    @property
    def is_met(self) -> bool:
        return self in (MucDanhGia.VUOT, MucDanhGia.DAT)

    @property
    def is_missed(self) -> bool:
        return self in (MucDanhGia.KHONG_DAT, MucDanhGia.CO_BAN_DAT)


_OPEN = MucDanhGia.CHUA_DU_SO_LIEU
#: the better, the later
_ORDER = (MucDanhGia.KHONG_DAT, _OPEN, MucDanhGia.CO_BAN_DAT, MucDanhGia.DAT, MucDanhGia.VUOT)

#: a value, and -1, 0 or 1 where what is meant lies just below it, on it, or just above
_Point = tuple[Decimal, int]
_FAR = Decimal('Infinity')


class _Region(Struct, frozen=True):
    """The values that keep a plan, both ends included; `decimals` to which a result is rounded at each end (None:
    compared as it is); whether less is better."""

    low: _Point
    high: _Point
    decimals: tuple[int | None, int | None]
    lower_is_better: bool


def judge(
    plan: Quantity,
    result: Quantity,
    nguong: NguongDanhGia,
    chieu: str = "tăng",
    almost: bool = False,
) -> MucDanhGia:
    """What the table proposes for a result of the whole year: `chieu` is `tăng`, `giảm` or `không xét`; `almost` where
    the office uses "cơ bản đạt"."""
    goal, points = _comparable(plan, result)
    region = _region(plan, goal, nguong, chieu == "giảm")
    if region is None or not points:
        return _OPEN
    found = {_placed(region, point, nguong.co_ban_dat if almost else None) for point in points}
    if chieu == "không xét" and plan.bound in (Bound.EXACT, Bound.ABOUT):
        return MucDanhGia.DAT if found == {MucDanhGia.DAT} else _OPEN
    if len(found) == 1:
        return found.pop()
    if all(one.is_met for one in found):
        return MucDanhGia.DAT
    return MucDanhGia.KHONG_DAT if all(one.is_missed for one in found) else _OPEN


def judge_rate(rate: Quantity, nguong: NguongDanhGia, almost: bool = False) -> MucDanhGia:
    """What an official rate of the plan says: a hundred percent is met."""
    hundred = Quantity('100%', Kind.ONE, (So(Decimal(100), '100'),), ((0, 3),), unit='%')
    return judge(hundred, rate, nguong, almost=almost) if rate.is_percent else _OPEN


def so_far(found: MucDanhGia) -> MucDanhGia:
    """A judgement before the end of the year: what is missed is not yet."""
    return _OPEN if found.is_missed else found


def together(found: Iterable[MucDanhGia]) -> MucDanhGia:
    """The judgement of a target by those of its figures; open where it has none."""
    return min(found, key=_ORDER.index, default=_OPEN)


def _comparable(plan: Quantity, result: Quantity) -> tuple[tuple[So, ...], list[_Point]]:
    """The numbers of the plan and the ends of what the result may be, in the plan's unit; none where the two cannot
    be compared."""
    goal = plan.numbers
    if result.kind is Kind.PAIR:
        done, total = (number.decimal for number in result.numbers)
        if plan.kind is Kind.PAIR:
            same = total == goal[1].decimal and scale(result.unit, plan.unit) == 1
            return goal[:1], [(done, 0)] if same else []
        if rate_sign(plan.unit) == '%' and not rate_sign(result.unit):
            return goal, [(done / total * 100, 0)] if total else []
    elif plan.kind is Kind.PAIR:
        return goal, []
    factor = scale(result.unit, plan.unit)
    if factor is None or result.kind in (Kind.WORDS, Kind.MIXED):
        return goal, []
    values = [number.decimal * factor for number in result.numbers]
    if result.kind is Kind.RANGE:
        return goal, [(min(values), 0), (max(values), 0)]
    return goal, _ends(values[0], result.bound)


def _ends(value: Decimal, bound: Bound) -> list[_Point]:
    match bound:
        case Bound.ABOVE:
            return [(value, 1), (_FAR, 0)]
        case Bound.AT_LEAST:
            return [(value, 0), (_FAR, 0)]
        case Bound.BELOW:
            return [(value, -1), (-_FAR, 0)]
        case Bound.AT_MOST:
            return [(value, 0), (-_FAR, 0)]
    return [(value, 0)]


def _region(
    plan: Quantity, goal: tuple[So, ...], nguong: NguongDanhGia, lower_is_better: bool
) -> _Region | None:
    """The values that keep a plan; None where it names none."""
    if not goal or plan.kind in (Kind.WORDS, Kind.MIXED):
        return None
    first, last = goal[0].decimal, goal[-1].decimal
    if plan.kind is Kind.RANGE and plan.bound is not Bound.ABOUT:
        if plan.bound is not Bound.EXACT or first > last:
            return None
        return _Region((first, 0), (last, 0), (_decimals(goal[0]), _decimals(goal[-1])), lower_is_better)
    match plan.bound:
        case Bound.ABOVE:
            return _Region((first, 1), (_FAR, 0), (None, None), False)
        case Bound.AT_LEAST:
            return _Region((first, 0), (_FAR, 0), (None, None), False)
        case Bound.BELOW:
            return _Region((-_FAR, 0), (first, -1), (None, None), True)
        case Bound.AT_MOST:
            return _Region((-_FAR, 0), (first, 0), (None, None), True)
        case Bound.ABOUT:
            part = nguong.khoang / 100
            ends = (first - abs(first) * part, 0), (last + abs(last) * part, 0)
            return _Region(*ends, (None, None), lower_is_better)
    return _Region((first, 0), (last, 0), (_decimals(goal[0]), _decimals(goal[-1])), lower_is_better)


def _decimals(number: So) -> int | None:
    return number.decimals or None


def _placed(region: _Region, point: _Point, almost: Decimal | None) -> MucDanhGia:
    """A value that the result may be, against the values that keep the plan."""
    below = _rounded(point, region.decimals[0]) < region.low
    above = _rounded(point, region.decimals[1]) > region.high
    if not below and not above:
        return MucDanhGia.DAT
    if above is not region.lower_is_better:
        return MucDanhGia.VUOT
    edge = region.high[0] if above else region.low[0]
    return MucDanhGia.CO_BAN_DAT if _nearly(point[0], edge, almost, above) else MucDanhGia.KHONG_DAT


def _nearly(value: Decimal, edge: Decimal, almost: Decimal | None, above: bool) -> bool:
    if almost is None or edge <= 0 or not value.is_finite():
        return False
    return value * almost <= edge * 100 if above else value * 100 >= edge * almost


def _rounded(point: _Point, decimals: int | None) -> _Point:
    value, side = point
    if decimals is None or not value.is_finite():
        return point
    with localcontext() as context:
        context.prec = 60
        rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded, side if rounded == value else 0
