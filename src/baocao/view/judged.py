"""The targets of a paper judged: what is proposed by plans and results, and what was set by hand."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from msgspec import Struct

from baocao.judgement import MucDanhGia, judge, judge_rate, so_far, together
from baocao.loading import HoSo
from baocao.models import ChiTieu, ConSo, DanhGia
from baocao.quy_dinh import thresholds
from baocao.vietnamese import Ky
from baocao.view.figures import done_of_total
from baocao.view.times import plan_day


class Judged(Struct, frozen=True):
    """A target with its place in the data, what is proposed of it, and what was set by hand for the period."""

    path: str
    chi_tieu: ChiTieu
    proposed: MucDanhGia
    by_hand: tuple[int, DanhGia] | None

    @property
    def muc(self) -> MucDanhGia:
        """How the target stands: what was set by hand is never changed."""
        return MucDanhGia(self.by_hand[1].muc) if self.by_hand else self.proposed


def judged(ho_so: HoSo) -> tuple[Judged, ...]:
    """Every target of the files beside the paper, judged in its period; none where it has no period."""
    ky = ho_so.van_ban.ky_bao_cao
    if ky is None:
        return ()
    return tuple(
        _judged(ho_so, ky, f'{key}:chi_tieu.{i}', chi_tieu)
        for key, i, chi_tieu in ho_so.targets()
        if chi_tieu.nhom is None
    )


def _judged(ho_so: HoSo, ky: Ky, path: str, chi_tieu: ChiTieu) -> Judged:
    hand = next(((i, one) for i, one in enumerate(chi_tieu.danh_gia) if (one.ky or 'nam') == ky.ma), None)
    return Judged(path, chi_tieu, proposed(ho_so, ky, chi_tieu, ho_so.co_quan.co_ban_dat == "có"), hand)


def proposed(ho_so: HoSo, ky: Ky, chi_tieu: ChiTieu, almost: bool) -> MucDanhGia:
    """What the table of `baocao.judgement` proposes for a target in a period."""
    figures: list[ConSo] = []
    givers: tuple[str, ...] = ()
    if chi_tieu.has_figures and not any(code in chi_tieu.chi_so for code in chi_tieu.danh_gia_theo):
        figures, givers = [chi_tieu], chi_tieu.danh_gia_theo
    else:
        deciding = chi_tieu.danh_gia_theo or _deciding(chi_tieu)
        figures = [chi_tieu.chi_so[code] for code in deciding if code in chi_tieu.chi_so]
    found = together(_of_figure(ho_so, ky, figure, givers, almost) for figure in figures)
    return found if ky.is_whole_year else so_far(found)


def _of_figure(ho_so: HoSo, ky: Ky, figure: ConSo, givers: tuple[str, ...], almost: bool) -> MucDanhGia:
    """One figure against its plans; where none of them is a number, against the official rates of them."""
    day = plan_day(ho_so)
    shares = thresholds(day or datetime.date(ho_so.van_ban.nam, 12, 31))
    value = done_of_total(figure, ky.ma)
    plans = [
        plan for g, (_, plan) in figure.plans(day).items() if plan.numbers and (not givers or g in givers)
    ]
    if value is not None and plans:
        chieu = figure.chieu or "tăng"
        return together(judge(plan, value.quantity, shares, chieu, almost) for plan in plans)
    names = [f'so_{giver}' for giver in givers] or [n for n in figure.cong_bo if not n.endswith('_cung_ky')]
    rates = [figure.cong_bo.get(name, {}) for name in names]
    told = [by_period.get(ky.ma, by_period.get(f'uoc_{ky.ma}')) for by_period in rates]
    return together(judge_rate(rate, shares, almost) for rate in told if rate is not None)


def _deciding(chi_tieu: ChiTieu) -> tuple[str, ...]:
    """The figures of a target that decide: all but the components, which stand behind "trong đó" in its sentence."""
    components = _components(chi_tieu.cau or '')
    return tuple(code for code in chi_tieu.chi_so if code not in components) or tuple(chi_tieu.chi_so)


@lru_cache(maxsize=256)
def _components(sentence: str) -> frozenset[str]:
    """The codes of the figures that a sentence names behind "trong đó"."""
    found: set[str] = set()
    for opening in re.finditer(r"(\()?\s*(?<!\w)trong đó(?!\w)", sentence, re.IGNORECASE):
        closing = re.compile(r'\)' if opening[1] else r'\.\s').search(sentence, opening.end())
        part = sentence[opening.end() : closing.start() if closing else len(sentence)]
        found |= {code.strip() for code in re.findall(r'\$\{\s*([a-z0-9_]+)', part)}
    return frozenset(found)
