"""One figure: its plans by giver and as adjusted, its results by period, official rates, where it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any

from baocao.models.fields import (
    Dong,
    Fate,
    Khung,
    LuongSo,
    MaBenGiao,
    NgayDayDu,
    choice,
    fault,
    short,
    text_as_item,
    text_of,
    truong,
)
from baocao.models.forms import typed
from baocao.models.validators import After, Before
from baocao.regexes import regex
from baocao.vietnamese import (
    ESTIMATE,
    PERIOD_KEY,
    PERIOD_PATTERN,
    BadPeriod,
    Ky,
    Quantity,
    parse_period,
    spelled,
)

#: The fields of a figure that a reference may name behind it; no part and no figure of a target bears them.
FIELDS = (
    'thuc_hien', 'uoc', 'ke_hoach', 'cung_ky', 'tong_so', 'ty_le', 'tang_giam', 'con_lai', 'cong_bo', 'danh_gia',
    'nguon',
)  # fmt: skip

_FINAL_FORM = regex(PERIOD_KEY)
_KEY = f'(?:{ESTIMATE})?{PERIOD_KEY}'
_FINAL_RULE = "Kỳ viết là thang_1 … thang_12, quy_1 … quy_4, 6_thang, 9_thang, nam."
_KEY_FORM = regex(_KEY)
_KEY_RULE = f"{_FINAL_RULE[:-1]}; số ước thì thêm uoc_ đứng trước, ví dụ: uoc_nam."
_RATE = r'so_[a-z0-9_]{1,60}|(?:tang|giam)_cung_ky'
_RATE_FORM = regex(_RATE)
_RATE_RULE = (
    "Viết so_ke_hoach, so_cung_ky, tang_cung_ky, giam_cung_ky, hoặc so_<bên giao>, ví dụ: so_tinh_giao."
)


def _period_key(value: str) -> str:
    if not _KEY_FORM.fullmatch(value):
        raise fault('SL020', f"«{short(value)}» không phải là kỳ của số liệu.", _KEY_RULE)
    return value


def _final_key(value: str) -> str:
    if not _FINAL_FORM.fullmatch(value):
        raise fault('SL020', f"«{short(value)}» không phải là kỳ của số liệu.", _FINAL_RULE)
    return value


def _rate_key(value: str) -> str:
    if not _RATE_FORM.fullmatch(value):
        raise fault('SL021', f"«{short(value)}» không phải là tên của một tỷ lệ công bố.", _RATE_RULE)
    return value


_PERIOD_RULE = "Viết «tháng 3», «quý III», «6 tháng», «9 tháng» hoặc «năm»; năm nào thì ghi ở dòng «nam»."
_COMPARABLE_RULE = "Ghi vì sao so sánh được, ví dụ: số năm trước đã cộng lại theo địa giới mới."


def _period(value: Any) -> Ky:
    try:
        return parse_period(text_of(value))
    except BadPeriod as bad:
        raise fault('DL120', bad.problem, bad.remedy) from None


_NO_REASON = ("có", "không", "đúng", "được")


def _reason(value: str) -> str:
    if value.strip().casefold() in _NO_REASON:
        raise fault('SL022', f"«{short(value)}» chưa nói vì sao so sánh được.", _COMPARABLE_RULE)
    return value


MaKy = Annotated[str, After(_period_key), typed(_KEY_RULE, f'^{_KEY}$', ('nam', '9_thang', 'uoc_nam'))]
MaKyChinhThuc = Annotated[str, After(_final_key), typed(_FINAL_RULE, f'^{PERIOD_KEY}$', ('nam', '9_thang'))]
MaTyLe = Annotated[str, After(_rate_key), typed(_RATE_RULE, f'^(?:{_RATE})$', ('so_ke_hoach', 'so_cung_ky'))]
LyDoSoSanh = Annotated[
    Dong,
    After(_reason),
    typed(_COMPARABLE_RULE, rf'^(?!\s*(?:{"|".join(map(spelled, _NO_REASON))})\s*$)'),
]
KyBaoCao = Annotated[
    Ky,
    Before(_period),
    typed(_PERIOD_RULE, PERIOD_PATTERN, ("tháng 3", "quý III", "6 tháng", "9 tháng", "năm"), type=['string']),
]
#: values by period; a single one is that of the year
TheoKy = Annotated[dict[MaKy, LuongSo], Before(text_as_item('nam'))]
#: plans by giver; a single plan is the plan of nobody named
KeHoach = Annotated[dict[MaBenGiao, LuongSo], Before(text_as_item(''))]


class DieuChinh(Khung, title="Điều chỉnh kế hoạch"):
    """A plan adjusted: since when, to what, by which text."""

    ngay: NgayDayDu = truong(
        "Ngày điều chỉnh", "Văn bản từ ngày này dùng kế hoạch đã điều chỉnh.", Fate.CHOOSES
    )
    ke_hoach: KeHoach = truong(
        "Kế hoạch điều chỉnh",
        "Mức kế hoạch mới; nhiều bên giao thì chỉ ghi bên đã điều chỉnh.",
        Fate.CHOOSES,
        min_length=1,
    )
    theo: Dong = truong("Theo văn bản", "Văn bản điều chỉnh, ví dụ: Nghị quyết số 31/NQ-HĐND.", Fate.DATA)


class ConSo(Khung, title="Con số"):
    """What every figure may have; all of it is printed where a text asks for it."""

    ke_hoach: KeHoach | None = truong(
        "Kế hoạch", "Mức kế hoạch giao, ví dụ: 11,47% hoặc trên 7.000 tỷ đồng.", default=None
    )
    dieu_chinh: tuple[DieuChinh, ...] = truong(
        "Điều chỉnh", "Các lần điều chỉnh kế hoạch trong năm.", Fate.CHOOSES, default=()
    )
    thuc_hien: TheoKy | None = truong(
        "Thực hiện",
        "Kết quả theo kỳ (nam, 9_thang, quy_1 …); số ước thì viết uoc_nam, uoc_9_thang …; một số là của cả năm.",
        Fate.ASKED,
        default=None,
    )
    cung_ky: TheoKy | None = truong(
        "Cùng kỳ", "Kết quả cùng kỳ năm trước, theo kỳ như «thuc_hien».", Fate.ASKED, default=None
    )
    cong_bo: dict[MaTyLe, TheoKy] = truong(
        "Tỷ lệ công bố",
        "Tỷ lệ do cơ quan có thẩm quyền công bố, in như đã ghi: so_ke_hoach, so_cung_ky, tang_cung_ky, so_<bên giao>.",
        Fate.ASKED,
        default_factory=dict,
    )
    nguon: Dong | None = truong(
        "Nguồn", "Cơ quan cung cấp số liệu, ví dụ: Chi cục Thống kê.", Fate.ASKED, default=None
    )
    pham_vi: Dong | None = truong(
        "Phạm vi", "Phạm vi của kết quả, ví dụ: xã mới sau sắp xếp.", Fate.DATA, default=None
    )
    pham_vi_cung_ky: Dong | None = truong(
        "Phạm vi cùng kỳ",
        "Phạm vi của số cùng kỳ, khi khác với phạm vi của kết quả.",
        Fate.CHOOSES,
        default=None,
    )
    so_sanh_duoc: LyDoSoSanh | None = truong(
        "So sánh được", f"Chỉ ghi khi hai phạm vi khác nhau. {_COMPARABLE_RULE}", Fate.CHOOSES, default=None
    )
    chieu: Annotated[str, After(choice("tăng", "giảm", "không xét"))] | None = truong(
        "Chiều",
        "«giảm» khi số thấp hơn là tốt hơn (tỷ lệ hộ nghèo); «không xét» khi cao hay thấp đều không nói lên đạt (cơ cấu).",
        Fate.CHOOSES,
        default=None,
    )

    @property
    def has_figures(self) -> bool:
        """True where it says anything of its own."""
        return bool(self.ke_hoach or self.thuc_hien or self.cung_ky or self.cong_bo)

    def plans(self, day: datetime.date | None = None) -> Mapping[str, tuple[tuple[str, ...], Quantity]]:
        """The plans by giver that hold on a day (None: as first given), each with its place below the figure."""
        found: dict[str, tuple[tuple[str, ...], Quantity]] = {
            giver: (('ke_hoach', giver), quantity) for giver, quantity in (self.ke_hoach or {}).items()
        }
        if not self.dieu_chinh:
            return found
        changes = sorted(enumerate(self.dieu_chinh), key=lambda change: change[1].ngay.first_day)
        for at, change in changes:
            if day is not None and change.ngay.first_day <= day:
                for giver, quantity in change.ke_hoach.items():
                    found[giver] = ('dieu_chinh', str(at), 'ke_hoach', giver), quantity
        return found


def value_of(values: Mapping[str, Quantity] | None, ky: str) -> tuple[str, Quantity] | None:
    """The value of a period (its key without the sign of an estimate) with the key it stands under: the final one,
    else the estimate; None where there is neither."""
    for key in (ky, ESTIMATE + ky):
        if values and key in values:
            return key, values[key]
    return None
