"""The figures file: targets as sentences with figures, by group (the plan side)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from baocao.models.fields import Dong, Fate, Khung, LuongSo, MaBenGiao, MaSoLieu, fault, text_as_item, truong
from baocao.models.forms import any_of, not_together, rules

#: plans by giver; a single plan is the plan of nobody named
KeHoach = Annotated[dict[MaBenGiao, LuongSo], BeforeValidator(text_as_item(''))]


class ChiSo(Khung, title="Chỉ số"):
    """One figure of a target: its plans by giver (the key '' where one plan is enough)."""

    ten: Dong | None = truong("Tên", "Tên của số này trong bảng chỉ tiêu, ví dụ: Dịch vụ.", default=None)
    ke_hoach: KeHoach = truong(
        "Kế hoạch", "Mức kế hoạch giao, ví dụ: 11,47% hoặc trên 7.000 tỷ đồng.", min_length=1
    )


_GROUP_ALONE = "Tách thành hai dòng: «- nhom: …» rồi «- ma: …»."
_WHOLE_TARGET = "Mỗi chỉ tiêu cần «ma» (mã) và «cau» (cả câu chỉ tiêu); dòng mở nhóm chỉ có «nhom»."


class ChiTieu(Khung, title="Chỉ tiêu"):
    """A target, or (with `nhom` alone) the head of the group that the following targets belong to."""

    model_config = rules(
        any_of(_WHOLE_TARGET, ('ma', 'cau'), ('nhom',)),
        not_together(_GROUP_ALONE, ('ma', 'ten', 'cau', 'ke_hoach', 'chi_so'), 'nhom'),
    )

    nhom: Dong | None = truong("Nhóm chỉ tiêu", "Tên nhóm; các chỉ tiêu sau đó thuộc nhóm này.", default=None)
    ma: MaSoLieu | None = truong("Mã chỉ tiêu", "Mã để nơi khác gọi đến.", Fate.DATA, default=None)
    ten: Dong | None = truong(
        "Tên chỉ tiêu", "Tên trong bảng chỉ tiêu; bỏ trống thì bảng in cả câu.", default=None
    )
    cau: Dong | None = truong(
        "Câu chỉ tiêu", "Cả câu, chỗ có số viết ${mã}; không gõ dấu kết thúc.", default=None
    )
    ke_hoach: KeHoach | None = truong(
        "Kế hoạch", "Mức kế hoạch khi chỉ tiêu có một số; trong câu viết ${ke_hoach}.", default=None
    )
    chi_so: dict[MaSoLieu, ChiSo] = truong(
        "Chỉ số", "Các số trong câu, mỗi số một mã.", Fate.CHOOSES, default_factory=dict
    )

    @model_validator(mode='after')
    def _one_kind(self) -> ChiTieu:
        if self.nhom is not None:
            if self.ma or self.ten or self.cau or self.ke_hoach or self.chi_so:
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

    def figures(self) -> Iterator[tuple[str, tuple[str, ...], Any]]:
        """Each figure as (name in `${}`, place under the target, quantity)."""
        for giver, quantity in (self.ke_hoach or {}).items():
            yield '.'.join(('ke_hoach', giver)).strip('.'), ('ke_hoach', giver), quantity
        for key, chi_so in self.chi_so.items():
            for giver, quantity in chi_so.ke_hoach.items():
                yield '.'.join((key, giver)).strip('.'), ('chi_so', key, 'ke_hoach', giver), quantity


class SoLieu(Khung, title="Tệp số liệu"):
    """All the targets of one figures file, in their order."""

    chi_tieu: tuple[ChiTieu, ...] = truong("Chỉ tiêu", "Các chỉ tiêu theo thứ tự in.", min_length=1)

    def by_code(self) -> Mapping[str, tuple[int, ChiTieu]]:
        """Target by its code, with its place in the list."""
        return {c.ma: (i, c) for i, c in enumerate(self.chi_tieu) if c.ma}
