"""When a paper is: its date as far as it is known, and whether something dated was in force then."""

from __future__ import annotations

import calendar
import datetime

from baocao.loading import HoSo
from baocao.models import VanBan
from baocao.quy_dinh import KhoangSoLieu, window
from baocao.vietnamese import Ngay


def known(day: Ngay) -> tuple[int, ...]:
    """Year, month and day as far as they are known, the greatest first."""
    parts = (day.year, day.month, day.day)
    return tuple(p for p in parts if p is not None)


def time_of(van_ban: VanBan) -> tuple[int, ...]:
    """The date of a paper as far as it is known: its own, else the year it speaks of."""
    return known(van_ban.ngay_ban_hanh) if van_ban.ngay_ban_hanh else (van_ban.nam,)


def reporting_day(van_ban: VanBan) -> Ngay:
    """The day until which a paper reports: its own date, the last day that is meant where it is not full; without a
    date the end of the year it speaks of. Never the clock, so that the same data give the same paper."""
    last = (van_ban.ngay_ban_hanh or Ngay(None, None, van_ban.nam)).last_day
    return Ngay(last.day, last.month, last.year)


def too_early(van_ban: VanBan, start: Ngay | None) -> bool:
    """True where the paper is surely from before that day."""
    when = time_of(van_ban)
    return start is not None and when < known(start)[: len(when)]


def too_late(van_ban: VanBan, end: Ngay | None) -> bool:
    """True where the paper is surely from after that day."""
    when = time_of(van_ban)
    return end is not None and when > known(end)[: len(when)]


def in_force(van_ban: VanBan, start: Ngay | None, end: Ngay | None) -> bool:
    """True where something valid between two days (both included) may hold for the paper."""
    return not too_early(van_ban, start) and not too_late(van_ban, end)


def data_window(ho_so: HoSo) -> KhoangSoLieu | None:
    """The days of the data of the paper's period, by the office's own calendar, else by the rules; None where the
    paper has no period or no rule knows it."""
    ky = ho_so.van_ban.ky_bao_cao
    if ky is None:
        return None
    return window(ky, ho_so.van_ban.nam, (one.entry for one in ho_so.co_quan.lich_bao_cao))


def plan_day(ho_so: HoSo) -> datetime.date | None:
    """The day whose plans a paper uses: its own date, else the end of its period; None where it has neither, so that
    plans stand as first given."""
    van_ban = ho_so.van_ban
    if van_ban.ngay_ban_hanh is not None:
        return van_ban.ngay_ban_hanh.last_day
    if van_ban.ky_bao_cao is None:
        return None
    month = van_ban.ky_bao_cao.months[1]
    return datetime.date(van_ban.nam, month, calendar.monthrange(van_ban.nam, month)[1])
