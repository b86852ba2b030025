"""How a task stands: the state a person gives it, when it was done, until when it was extended."""

from __future__ import annotations

from typing import Annotated

from pydantic import ValidationInfo, field_validator

from baocao.models.fields import Fate, Khung, NgayDayDu, choice, fault, truong
from baocao.models.forms import one_of, rules
from baocao.models.validators import After
from baocao.vietnamese import Ngay

DA_HOAN_THANH = "đã hoàn thành"
DANG_THUC_HIEN = "đang thực hiện"
CHAM = "chậm"
GIA_HAN = "gia hạn"
CHUA_THUC_HIEN = "chưa thực hiện"

#: the states that may be given to a task, in the order in which they are told
STATES = (DA_HOAN_THANH, DANG_THUC_HIEN, CHAM, GIA_HAN, CHUA_THUC_HIEN)

#: states of a task that may have been extended
_EXTENDED = (DA_HOAN_THANH, CHAM, GIA_HAN)

_DONE_ONLY = (
    "Viết «tinh_trang: đã hoàn thành» (trễ hạn thì chương trình tự tính), hoặc xóa dòng ngay_hoan_thanh."
)
_EXTENDED_ONLY = "Viết «tinh_trang: gia hạn», hoặc xóa một trong hai dòng tinh_trang, gia_han_den."


class TinhTrang(Khung, title="Tình trạng"):
    """What is known of how a task goes. It belongs to the papers that report on it, not to the one that assigns it."""

    model_config = rules(
        one_of(_DONE_ONLY, ('ngay_hoan_thanh',), 'tinh_trang', DA_HOAN_THANH),
        one_of(_EXTENDED_ONLY, ('gia_han_den',), 'tinh_trang', *_EXTENDED),
    )

    tinh_trang: Annotated[str, After(choice(*STATES))] | None = truong(
        "Tình trạng",
        "«đã hoàn thành», «đang thực hiện», «chậm», «gia hạn» hoặc «chưa thực hiện»; báo cáo đếm bằng ${nhiem_vu…}.",
        Fate.CHOOSES,
        default=None,
    )
    ngay_hoan_thanh: NgayDayDu | None = truong(
        "Ngày hoàn thành", "Ngày nhiệm vụ đã xong, ví dụ: 28/3/2023.", Fate.CHOOSES, default=None
    )
    gia_han_den: NgayDayDu | None = truong(
        "Gia hạn đến", "Hạn mới đã được đồng ý, ví dụ: 30/6/2023.", Fate.CHOOSES, default=None
    )

    @field_validator('ngay_hoan_thanh')
    @classmethod
    def _only_when_done(cls, day: Ngay | None, info: ValidationInfo) -> Ngay | None:
        state = info.data.get('tinh_trang')
        if day is not None and state not in (None, DA_HOAN_THANH):
            raise fault('DL150', f"Nhiệm vụ có ngày hoàn thành nhưng tình trạng là «{state}».", _DONE_ONLY)
        return day

    @field_validator('gia_han_den')
    @classmethod
    def _only_when_extended(cls, day: Ngay | None, info: ValidationInfo) -> Ngay | None:
        state = info.data.get('tinh_trang')
        if day is not None and state not in (None, *_EXTENDED):
            raise fault('DL151', f"Nhiệm vụ đã được gia hạn nhưng tình trạng là «{state}».", _EXTENDED_ONLY)
        return day
