"""The figures file: targets as sentences with figures, by group, and other named figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated

from pydantic import model_validator

from baocao.models.con_so import FIELDS, ConSo, KeHoach, MaKyChinhThuc, TheoKy
from baocao.models.fields import (
    CODE_RULE,
    Dong,
    Fate,
    Khung,
    Ma,
    MaSoLieu,
    choice,
    fault,
    group_as_list,
    text_as_item,
    text_as_list,
    truong,
)
from baocao.models.forms import any_of, not_together, rules, typed
from baocao.models.validators import After, Before
from baocao.vietnamese import Quantity

#: the judgements that may be set by hand
BY_HAND = ("vượt", "đạt", "cơ bản đạt", "không đạt", "chưa đủ số liệu")


class ChiSo(ConSo, title="Chỉ số"):
    """One figure of a target: its plans by giver (the key '' where one plan is enough)."""

    ten: Dong | None = truong("Tên", "Tên của số này trong bảng chỉ tiêu, ví dụ: Dịch vụ.", default=None)
    ke_hoach: KeHoach = truong(
        "Kế hoạch", "Mức kế hoạch giao, ví dụ: 11,47% hoặc trên 7.000 tỷ đồng.", min_length=1
    )


class DanhGia(Khung, title="Đánh giá"):
    """A judgement set by hand, with its reason."""

    muc: Annotated[str, After(choice(*BY_HAND))] = truong(
        "Mức", f"Một trong: {', '.join(BY_HAND)}.", Fate.CHOOSES
    )
    ly_do: Dong = truong("Lý do", "Vì sao đánh giá như vậy; không in.", Fate.DATA)
    ky: MaKyChinhThuc | None = truong(
        "Kỳ", "Kỳ được đánh giá, ví dụ: 9_thang; bỏ trống là cả năm.", Fate.CHOOSES, default=None
    )


_GROUP_ALONE = "Tách thành hai dòng: «- nhom: …» rồi «- ma: …»."
_WHOLE_TARGET = "Mỗi chỉ tiêu cần «ma» (mã) và «cau» (cả câu chỉ tiêu); dòng mở nhóm chỉ có «nhom»."
_BESIDE_GROUP = (
    'ma', 'ten', 'cau', 'ke_hoach', 'dieu_chinh', 'thuc_hien', 'cung_ky', 'cong_bo', 'nguon', 'pham_vi',
    'pham_vi_cung_ky', 'so_sanh_duoc', 'chieu', 'chi_so', 'danh_gia_theo', 'danh_gia',
)  # fmt: skip


class ChiTieu(ConSo, title="Chỉ tiêu"):
    """A target, or (with `nhom` alone) the head of the group that the following targets belong to."""

    model_config = rules(
        any_of(_WHOLE_TARGET, ('ma', 'cau'), ('nhom',)),
        not_together(_GROUP_ALONE, _BESIDE_GROUP, 'nhom'),
    )

    nhom: Dong | None = truong("Nhóm chỉ tiêu", "Tên nhóm; các chỉ tiêu sau đó thuộc nhóm này.", default=None)
    ma: MaSoLieu | None = truong("Mã chỉ tiêu", "Mã để nơi khác gọi đến.", Fate.DATA, default=None)
    ten: Dong | None = truong(
        "Tên chỉ tiêu",
        "Tên trong bảng chỉ tiêu và trong danh sách chỉ tiêu đạt, không đạt; bỏ trống thì bảng in cả câu.",
        default=None,
    )
    cau: Dong | None = truong(
        "Câu chỉ tiêu", "Cả câu, chỗ có số viết ${mã}; không gõ dấu kết thúc.", default=None
    )
    chi_so: dict[MaSoLieu, ChiSo] = truong(
        "Chỉ số", "Các số trong câu, mỗi số một mã.", Fate.CHOOSES, default_factory=dict
    )
    danh_gia_theo: Annotated[tuple[Ma, ...], Before(text_as_list)] = truong(
        "Đánh giá theo",
        "Mã các số (hoặc bên giao) quyết định chỉ tiêu đạt hay không; bỏ trống thì mọi số, trừ các số sau «trong đó».",
        Fate.CHOOSES,
        default=(),
    )
    danh_gia: Annotated[tuple[DanhGia, ...], Before(group_as_list)] = truong(
        "Đánh giá", "Mức đánh giá do người soạn ấn định, có lý do.", Fate.CHOOSES, default=()
    )

    @model_validator(mode='after')
    def _one_kind(self) -> ChiTieu:
        if self.nhom is not None:
            if any(getattr(self, key) for key in _BESIDE_GROUP):
                raise fault(
                    'SL002',
                    "Dòng mở nhóm chỉ tiêu (nhom) không đi cùng ma, cau, ke_hoach, chi_so.",
                    _GROUP_ALONE,
                )
            return self
        absent = [key for key, value in (('ma', self.ma), ('cau', self.cau)) if not value]
        if absent:
            raise fault(
                'SL003',
                f"Chỉ tiêu thiếu {' và '.join(absent)}.",
                _WHOLE_TARGET,
            )
        return self

    def figures(self, day: datetime.date | None = None) -> Iterator[tuple[str, tuple[str, ...], Quantity]]:
        """Each plan that holds on a day (None: as first given), as (name in `${}`, place under the target, quantity)."""
        for giver, (place, quantity) in self.plans(day).items():
            yield '.'.join(('ke_hoach', giver)).strip('.'), place, quantity
        for key, chi_so in self.chi_so.items():
            for giver, (place, quantity) in chi_so.plans(day).items():
                yield '.'.join((key, giver)).strip('.'), ('chi_so', key, *place), quantity


_PART_RULE = f"{CODE_RULE} Các tên sau đã có nghĩa riêng nên không đặt cho thành phần: {', '.join(FIELDS)}."


def _part(value: str) -> str:
    if value in FIELDS:
        raise fault('SL023', f"Mã «{value}» là tên riêng của tham chiếu.", _PART_RULE)
    return value


MaThanhPhan = Annotated[
    Ma, After(_part), typed(_PART_RULE, f'^(?!(?:{"|".join(FIELDS)})$)[a-z][a-z0-9_]{{0,63}}$')
]


class ThanhPhan(ConSo, title="Thành phần"):
    """A figure, or a pair of done and total."""

    tong_so: TheoKy | None = truong(
        "Tổng số",
        "Tổng số phải làm, theo kỳ như «thuc_hien»; in dạng 22/23 vụ.",
        Fate.ASKED,
        default=None,
    )


class SoLieuKhac(ThanhPhan, title="Số liệu khác"):
    """A named figure that is no target; with `gom`, the parts that make it."""

    gom: dict[MaThanhPhan, Annotated[ThanhPhan, Before(text_as_item('thuc_hien'))]] = truong(
        "Gồm",
        "Các thành phần, mỗi thành phần một mã; cộng lại phải bằng số chung, hoặc số chung do chương trình cộng.",
        Fate.CHOOSES,
        default_factory=dict,
    )


_NOTHING = "Ghi các chỉ tiêu ở «chi_tieu», các số liệu khác ở «so_lieu»."


class SoLieu(Khung, title="Tệp số liệu"):
    """All the figures of one file: the targets in their order, and the other named figures."""

    model_config = rules(any_of(_NOTHING, ('chi_tieu',), ('so_lieu',)))

    chi_tieu: tuple[ChiTieu, ...] = truong(
        "Chỉ tiêu", "Các chỉ tiêu theo thứ tự in.", default=(), min_length=1
    )
    so_lieu: dict[MaSoLieu, Annotated[SoLieuKhac, Before(text_as_item('thuc_hien'))]] = truong(
        "Số liệu khác", "Các số liệu không phải chỉ tiêu, mỗi số một mã.", Fate.CHOOSES, default_factory=dict
    )
