"""What the figures of a file say of each other, and names of it that lead nowhere: each finding at its place.

Nothing is changed and nothing guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from baocao.errors import Finding, Level
from baocao.loading.rates import rates
from baocao.loading.sums import pairs, sums
from baocao.loading.told import Loc, Told
from baocao.models import FIELDS, ChiTieu, ConSo, SoLieu, SoLieuKhac, ThanhPhan
from baocao.source import Source
from baocao.vietnamese import Quantity, doubts


def disagreeing(model: SoLieu, source: Source) -> Iterator[Finding]:
    """What is wrong or doubtful between the figures of a file, each at its place."""
    at = Told(source)
    for i, chi_tieu in enumerate(model.chi_tieu):
        loc: Loc = ('chi_tieu', i)
        yield from _names(at, loc, chi_tieu)
        yield from _figure(at, loc, chi_tieu, chi_tieu.nguon)
        for code, chi_so in chi_tieu.chi_so.items():
            yield from _figure(at, (*loc, 'chi_so', code), chi_so, chi_so.nguon or chi_tieu.nguon)
    for code, figure in model.so_lieu.items():
        yield from _named(at, ('so_lieu', code), figure)


def _names(at: Told, loc: Loc, chi_tieu: ChiTieu) -> Iterator[Finding]:
    """Names inside a target that lead nowhere, or to two things."""
    known = [*chi_tieu.chi_so, *(giver for giver in chi_tieu.ke_hoach or {} if giver)]
    for i, code in enumerate(chi_tieu.danh_gia_theo):
        if code not in known:
            yield at.said(
                'SL025',
                Level.CHAN,
                (*loc, 'danh_gia_theo', i),
                f"Chỉ tiêu này không có số nào mang mã «{code}».",
                f"Dùng mã trong «chi_so» hoặc bên giao: {', '.join(known)}." if known else
                "Bỏ dòng này: chỉ tiêu chỉ có một số.",
            )  # fmt: skip
    for code in chi_tieu.chi_so:
        if code == 'danh_gia' or (chi_tieu.has_figures and code in FIELDS):
            yield at.said(
                'SL032',
                Level.CHAN,
                (*loc, 'chi_so', code),
                f"Mã chỉ số «{code}» trùng với tên riêng của tham chiếu.",
                f"Đặt mã khác; các tên riêng: {', '.join(FIELDS)}.",
                key=True,
            )
    periods: set[str] = set()
    for i, judged in enumerate(chi_tieu.danh_gia):
        period = judged.ky or 'nam'
        if period in periods:
            yield at.said(
                'SL033',
                Level.CHAN,
                (*loc, 'danh_gia', i),
                f"Kỳ «{period}» được đánh giá hai lần.",
                "Chỉ giữ một đánh giá cho mỗi kỳ; kỳ khác thì ghi «ky», ví dụ: 9_thang.",
            )
        periods.add(period)


def _figure(at: Told, loc: Loc, figure: ConSo, source: str | None) -> Iterator[Finding]:
    """One figure: its adjusted plans, its rates, the way its numbers are written."""
    for i, change in enumerate(figure.dieu_chinh):
        for giver in change.ke_hoach:
            if giver not in (figure.ke_hoach or {}):
                known = [name for name in figure.ke_hoach or {} if name]
                yield at.said(
                    'SL026',
                    Level.CHAN,
                    (*loc, 'dieu_chinh', i, 'ke_hoach', giver),
                    f"Điều chỉnh kế hoạch của bên «{giver}», nhưng «ke_hoach» không có bên này." if giver else
                    "Điều chỉnh không nói kế hoạch của bên giao nào.",
                    f"Ghi kế hoạch theo bên giao: {', '.join(known)}." if known else
                    "Ghi kế hoạch ban đầu vào «ke_hoach» của số này, cùng bên giao.",
                )  # fmt: skip
    if figure.cong_bo and not source:
        yield at.said(
            'SL024',
            Level.CHAN,
            (*loc, 'cong_bo'),
            "Tỷ lệ công bố chưa có nguồn.",
            "Ghi «nguon: …» ở số này, ví dụ: Chi cục Thống kê.",
            key=True,
        )
    yield from _written(at, loc, figure)
    if figure.cong_bo:
        yield from rates(at, loc, figure)
    if isinstance(figure, ThanhPhan) and figure.tong_so:
        yield from pairs(at, loc, figure)


def _written(at: Told, loc: Loc, figure: ConSo) -> Iterator[Finding]:
    """Results that are doubtful as written."""
    for place, values in _results(figure):
        for key, quantity in values.items():
            if '${' in quantity.text or '[^' in quantity.text:
                yield at.said(
                    'SL034',
                    Level.CHAN,
                    (*loc, *place, key),
                    f"Số «{quantity.text}» có ${{…}} hoặc [^…], là dấu chỉ dùng được trong lời văn.",
                    "Ghi thẳng con số ở đây.",
                )
            for problem, remedy in doubts(quantity):
                yield at.said('SL004', Level.CANH_BAO, (*loc, *place, key), problem, remedy)


def _results(figure: ConSo) -> Iterator[tuple[Loc, Mapping[str, Quantity]]]:
    """The numbers of a figure but its first plans, with their places below it."""
    if figure.thuc_hien:
        yield ('thuc_hien',), figure.thuc_hien
    if figure.cung_ky:
        yield ('cung_ky',), figure.cung_ky
    if isinstance(figure, ThanhPhan) and figure.tong_so:
        yield ('tong_so',), figure.tong_so
    for name, values in figure.cong_bo.items():
        yield ('cong_bo', name), values
    for i, change in enumerate(figure.dieu_chinh):
        yield ('dieu_chinh', i, 'ke_hoach'), change.ke_hoach


def _named(at: Told, loc: Loc, figure: SoLieuKhac) -> Iterator[Finding]:
    """A named figure with its parts."""
    yield from _figure(at, loc, figure, figure.nguon)
    for code, part in figure.gom.items():
        yield from _figure(at, (*loc, 'gom', code), part, part.nguon or figure.nguon)
    yield from sums(at, loc, figure)
