"""How near a result must come to a plan: the shares that no text sets and every office uses.

No rule defines "cơ bản đạt" or says how wide "khoảng" is. The values are those of common practice, dated so that
another may follow, and an office is judged by "cơ bản đạt" only where its profile asks for it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct


class NguongDanhGia(Struct, frozen=True):
    """`co_ban_dat`: the least share of a plan (percent) that counts as almost met. `khoang`: how far (percent of the
    plan) a result may lie from a plan of "about"."""

    co_ban_dat: Decimal
    khoang: Decimal
    nguon: str
    hieu_luc_tu: datetime.date


NGUONG_DANH_GIA: tuple[NguongDanhGia, ...] = (
    NguongDanhGia(Decimal(95), Decimal(2), "thực hành", datetime.date(2020, 3, 5)),
)


@lru_cache(maxsize=64)
def thresholds(day: datetime.date) -> NguongDanhGia:
    """The shares that hold on a day; the first ones for days before them."""
    held = [one for one in NGUONG_DANH_GIA if one.hieu_luc_tu <= day]
    return max(held or NGUONG_DANH_GIA[:1], key=lambda one: one.hieu_luc_tu)
