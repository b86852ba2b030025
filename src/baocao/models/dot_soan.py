"""Batch files: which papers are crossed with which units and periods; and the files of units."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import model_validator

from baocao.models.con_so import KyBaoCao
from baocao.models.fields import (
    AGENCY_CODE,
    YES_NO,
    Dong,
    Fate,
    Khung,
    Ma,
    MaCoQuan,
    NgayDayDu,
    NgayThang,
    fault,
    short,
    text_as_item,
    text_as_list,
    text_of,
    truong,
    yes_no,
)
from baocao.models.forms import needs, rules, typed
from baocao.models.validators import After, Before
from baocao.vietnamese import spelled

#: the units of the file beside, and the agencies that lead the tasks of a paper
TAT_CA = "tất cả"
CO_QUAN_CHU_TRI = "cơ quan chủ trì"

#: which tasks a paper to a unit tells, by the word that asks for them
MOI_NHIEM_VU = "tất cả"
CHUA_XONG = "chưa hoàn thành"
CHAM = "chậm"
SAP_DEN_HAN = "sắp đến hạn"

_UNIT_RULE = (
    "Mã đơn vị gồm chữ thường không dấu, chữ số và gạch nối, ví dụ: xa-tinh-khe; "
    "thư mục số liệu của đơn vị mang tên này."
)
_DAYS = r'0*[1-9][0-9]{0,2}'
_DAYS_RULE = "Viết số ngày, ví dụ: 15 ngày."
_ASKED = (MOI_NHIEM_VU, CHUA_XONG, CHAM, SAP_DEN_HAN)
_ASKED_RULE = f"Viết một hoặc vài cách chọn, cách nhau dấu phẩy: {', '.join(_ASKED)}."


def _unit_code(value: str) -> str:
    if not AGENCY_CODE.fullmatch(value):
        raise fault('DL176', f"Mã đơn vị «{short(value)}» không đúng quy ước.", _UNIT_RULE)
    return value


def _days(value: Any) -> int:
    text = ' '.join(text_of(value).split())
    found = re.fullmatch(rf'({_DAYS})(?: ngày)?', text)
    if found is None:
        raise fault('DL177', f"«{short(text)}» không phải là số ngày.", _DAYS_RULE)
    return int(found[1])


def _asked(value: Any) -> tuple[str, ...]:
    words = [' '.join(word.split()).casefold() for word in text_of(value).split(',')]
    wrong = [word for word in words if word not in _ASKED]
    if wrong:
        raise fault('DL007', f"«{short(wrong[0])}» không phải là cách chọn nhiệm vụ.", _ASKED_RULE)
    return tuple(dict.fromkeys(words))


MaDonVi = Annotated[
    str,
    After(_unit_code),
    typed(_UNIT_RULE, f'^{AGENCY_CODE.pattern}$', ('xa-tinh-khe', 'phong-kinh-te')),
]
SoNgay = Annotated[
    int,
    Before(_days),
    typed(
        _DAYS_RULE,
        rf'^\s*{_DAYS}(?:\s{spelled("ngày")})?\s*$',
        ("15 ngày", "30 ngày"),
        type=['string', 'integer'],
    ),
]
CachChon = Annotated[
    tuple[str, ...],
    Before(_asked),
    typed(
        _ASKED_RULE,
        rf'^\s*(?:{"|".join(map(spelled, _ASKED))})(?:\s*,\s*(?:{"|".join(map(spelled, _ASKED))}))*\s*$',
        _ASKED,
        type=['string'],
    ),
]


class DonViSoan(Khung, title="Đơn vị"):
    """A unit that a paper is written for, to, or by."""

    ma: MaDonVi | None = truong(
        "Mã đơn vị",
        "Mã của đơn vị, cũng là tên thư mục số liệu của đơn vị; bỏ trống thì lấy từ tên.",
        Fate.CHOOSES,
        default=None,
    )
    ten: Dong = truong("Tên đơn vị", "Tên như in trên văn bản: ${don_vi}.", Fate.ASKED)
    co_quan_ban_hanh: MaCoQuan | None = truong(
        "Cơ quan ban hành",
        "Ghi khi chính đơn vị ban hành văn bản: tên tệp của đơn vị trong thư mục co-quan.",
        Fate.CHOOSES,
        default=None,
    )
    thong_tin: dict[Ma, Dong] = truong(
        "Thông tin", "Chữ khác nhau theo đơn vị, in bằng ${don_vi.mã}.", Fate.ASKED, default_factory=dict
    )


CacDonVi = Annotated[tuple[Annotated[DonViSoan, Before(text_as_item('ten'))], ...], Before(text_as_list)]


class DanhSachDonVi(Khung, title="Danh sách đơn vị"):
    """The file of units."""

    don_vi: CacDonVi = truong("Đơn vị", "Các đơn vị, mỗi đơn vị một mục.", Fate.CHOOSES, min_length=1)


class KySoan(Khung, title="Kỳ"):
    """A period that a paper is written for, with the date that it then bears."""

    ky: KyBaoCao = truong("Kỳ", "Kỳ báo cáo, ví dụ: quý I, 6 tháng, tháng 3.", Fate.CHOOSES)
    ngay_ban_hanh: NgayThang | None = truong(
        "Ngày ban hành", "Ngày ban hành của kỳ này, ví dụ: 3/2026.", Fate.CHOOSES, default=None
    )


_FROM_TASKS = "Ghi «nhiem_vu_tu» (mã văn bản giao nhiệm vụ) khi dùng các dòng này."


class Dot(Khung, title="Đợt soạn"):
    """One paper crossed with units and periods."""

    model_config = rules(
        needs(_FROM_TASKS, ('tinh_den', 'nhiem_vu', 'sap_den_han', 'ca_phoi_hop'), 'nhiem_vu_tu')
    )

    van_ban: Ma = truong(
        "Văn bản",
        "Mã của văn bản được soạn cho từng đơn vị: dòng ma của nó, không có thì tên tệp, thay gạch nối bằng gạch dưới.",
        Fate.CHOOSES,
    )
    don_vi: CacDonVi = truong(
        "Đơn vị",
        "«tất cả» (tệp danh sách đơn vị bên cạnh), «cơ quan chủ trì», hoặc danh sách mã, tên đơn vị.",
        Fate.CHOOSES,
        default=(),
    )
    ky_bao_cao: Annotated[tuple[Annotated[KySoan, Before(text_as_item('ky'))], ...], Before(text_as_list)] = (
        truong("Kỳ báo cáo", "Các kỳ, mỗi kỳ một văn bản.", Fate.CHOOSES, default=())
    )
    ten_tep: Dong | None = truong(
        "Tên tệp",
        "Mẫu tên tệp Word, ví dụ: giao-viec/${don_vi}; dấu / mở thư mục.",
        Fate.CHOOSES,
        default=None,
    )
    nhiem_vu_tu: Ma | None = truong(
        "Nhiệm vụ từ", "Mã của văn bản giao nhiệm vụ: quyết định, kế hoạch.", Fate.CHOOSES, default=None
    )
    ca_phoi_hop: Annotated[bool, Before(yes_no), YES_NO] = truong(
        "Cả phối hợp", "«có»: cả những nhiệm vụ mà đơn vị phối hợp.", Fate.CHOOSES, default=False
    )
    nhiem_vu: CachChon = truong("Chọn nhiệm vụ", _ASKED_RULE, Fate.CHOOSES, default=(MOI_NHIEM_VU,))
    tinh_den: NgayDayDu | None = truong(
        "Tính đến",
        "Ngày xét nhiệm vụ chậm, sắp đến hạn; máy không lấy ngày hôm nay.",
        Fate.CHOOSES,
        default=None,
    )
    sap_den_han: SoNgay = truong(
        "Sắp đến hạn", "Còn bao nhiêu ngày thì gọi là sắp đến hạn.", Fate.CHOOSES, default=15
    )

    @model_validator(mode='after')
    def _has_what_it_asks(self) -> Self:
        asks = set(self.nhiem_vu) - {MOI_NHIEM_VU}
        if self.nhiem_vu_tu is None and (asks or self.tinh_den or self.ca_phoi_hop):
            raise fault('DL178', "Đợt này chọn nhiệm vụ nhưng chưa nói của văn bản nào.", _FROM_TASKS)
        if asks and self.tinh_den is None:
            raise fault(
                'DL179',
                f"Đợt này chọn nhiệm vụ {', '.join(sorted(asks))} nhưng chưa có ngày để xét.",
                "Thêm «tinh_den», ví dụ: tinh_den: 30/9/2026.",
            )
        return self


class DotSoan(Khung, title="Tệp đợt soạn"):
    """The batch file."""

    dot_soan: tuple[Dot, ...] = truong("Đợt soạn", "Các đợt soạn hàng loạt.", Fate.CHOOSES, min_length=1)
