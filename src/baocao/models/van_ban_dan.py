"""The registers: texts that papers cite, and the office's own papers that were issued."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from baocao.models.fields import (
    Dong,
    Fate,
    Khung,
    Ma,
    MaCoQuan,
    NgayDayDu,
    SoVanBan,
    fault,
    short,
    truong,
)

#: types that are cited by name and date, without number and issuer (Phụ lục I, Phần I, Mục II khoản 6 điểm b)
KHONG_SO = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")

_TEP = re.compile(r'(?!\.{0,2}/)(?!.*/\.{0,2}/)[^\\:*?"<>|\x00-\x1f]{1,300}\.ya?ml', re.IGNORECASE)


def _number(value: str) -> str:
    typed = value.strip()
    if '\n' in typed or re.match(r'số\b', typed, re.IGNORECASE) or not re.search(r'\d', typed):
        raise fault(
            'DL110',
            f"«{short(value)}» không phải là số và ký hiệu của văn bản.",
            "Viết số và ký hiệu như in trên văn bản, không kèm chữ «số», ví dụ: 01/NQ-CP.",
        )
    return typed


def _as_it_stands(value: str) -> str:
    if '${' in value or '[^' in value:
        raise fault(
            'DL111',
            "chỗ này được in đúng chữ đã gõ, không nhận ${…} và [^…].",
            "Viết thẳng nội dung cần in.",
        )
    return value


def _paper(value: str) -> str:
    if not _TEP.fullmatch(value):
        raise fault(
            'DL112',
            f"«{short(value)}» không phải là đường dẫn của một tệp văn bản.",
            "Viết đường dẫn tính từ thư mục dữ liệu, ngăn bằng dấu /, ví dụ: 2023/quyet-dinh.yaml.",
        )
    return value


DongNguyen = Annotated[Dong, AfterValidator(_as_it_stands)]


class VanBanDan(Khung):
    """A text that papers cite."""

    ma: Ma = truong("Mã", "Mã để dẫn: ${vb.mã}.", Fate.DATA)
    loai: DongNguyen = truong("Loại văn bản", "Tên loại, ví dụ: luật, nghị định, nghị quyết, kết luận.")
    ten: DongNguyen | None = truong(
        "Tên", "Tên của luật, bộ luật, pháp lệnh, ví dụ: Tổ chức chính quyền địa phương.", default=None
    )
    so: Annotated[DongNguyen, AfterValidator(_number)] | None = truong(
        "Số, ký hiệu", "Số và ký hiệu như in trên văn bản, ví dụ: 01/NQ-CP.", default=None
    )
    ngay: NgayDayDu = truong("Ngày", "Ngày ban hành, ví dụ: 06/01/2023.")
    co_quan: DongNguyen | None = truong("Cơ quan", "Cơ quan ban hành, ví dụ: Chính phủ.", default=None)
    trich_yeu: DongNguyen | None = truong(
        "Trích yếu", "Trích yếu, bắt đầu bằng «về …», «giao …» như khi dẫn trong câu.", default=None
    )
    hieu_luc_tu: NgayDayDu | None = truong(
        "Hiệu lực từ", "Ngày văn bản bắt đầu có hiệu lực.", Fate.DATA, default=None
    )
    hieu_luc_den: NgayDayDu | None = truong(
        "Hiệu lực đến", "Ngày cuối cùng văn bản còn hiệu lực.", Fate.DATA, default=None
    )
    thay_the_boi: DongNguyen | None = truong(
        "Thay thế bởi", "Văn bản thay thế, nêu ra khi dẫn văn bản đã hết hiệu lực.", Fate.DATA, default=None
    )

    @property
    def khong_so(self) -> bool:
        """True for a law, which is cited by its name."""
        return ' '.join(self.loai.split()).casefold() in KHONG_SO

    @model_validator(mode='after')
    def _is_whole(self) -> Self:
        law = self.khong_so
        wanted = ('ten',) if law else ('so', 'co_quan', 'trich_yeu')
        other = ('so', 'co_quan', 'trich_yeu') if law else ('ten',)
        absent = [key for key in wanted if getattr(self, key) is None]
        needless = [key for key in other if getattr(self, key) is not None]
        if law and needless:
            raise fault(
                'DL113',
                f"{self.loai} được dẫn bằng tên và ngày, không có {', '.join(needless)}.",
                "Xóa các dòng đó; tên ghi ở «ten», ví dụ: ten: Tổ chức chính quyền địa phương.",
            )
        if needless:
            raise fault(
                'DL113',
                f"«ten» chỉ dùng cho {', '.join(KHONG_SO)}.",
                "Ghi trích yếu ở «trich_yeu», ví dụ: trich_yeu: về công tác văn thư.",
            )
        if absent:
            raise fault(
                'DL114',
                f"Văn bản «{self.ma}» còn thiếu {', '.join(absent)}.",
                "Lần dẫn đầu phải ghi đủ: loại, số, ký hiệu, ngày, cơ quan ban hành, trích yếu; luật, pháp lệnh ghi tên.",
            )
        return self


class CacVanBanDan(Khung):
    """A register of texts that papers cite."""

    van_ban_dan: tuple[VanBanDan, ...] = truong(
        "Văn bản dẫn", "Các văn bản được dẫn trong căn cứ và lời văn.", Fate.CHOOSES, min_length=1
    )


class VanBanBanHanh(Khung):
    """A paper of the office that was issued."""

    ma: Ma | None = truong("Mã", "Mã để dẫn: ${vb.mã}.", Fate.DATA, default=None)
    tep: Annotated[Dong, AfterValidator(_paper)] = truong(
        "Tệp", "Tệp dữ liệu của văn bản, tính từ thư mục dữ liệu.", Fate.DATA
    )
    loai: DongNguyen = truong("Loại văn bản", "Tên loại, ví dụ: quyết định.")
    so: SoVanBan = truong("Số", "Số văn bản.")
    ky_hieu: DongNguyen = truong("Ký hiệu", "Ký hiệu sau số, ví dụ: QĐ-UBND.")
    ngay: NgayDayDu = truong("Ngày", "Ngày ban hành.")
    co_quan: MaCoQuan = truong("Cơ quan", "Mã cơ quan ban hành trong thư mục co-quan.", Fate.CHOOSES)
    tham_quyen: DongNguyen | None = truong(
        "Thẩm quyền ban hành", "Chức vụ, khi người đứng đầu tự ban hành, ví dụ: Chủ tịch.", default=None
    )
    trich_yeu: DongNguyen = truong("Trích yếu", "Trích yếu nội dung văn bản.")


class SoDangKy(Khung):
    """The register of the office's own papers, written by the program."""

    van_ban_da_ban_hanh: tuple[VanBanBanHanh, ...] | None = truong(
        "Văn bản đã ban hành", "Các văn bản đã được cấp số và ngày.", Fate.CHOOSES, default=None
    )

    @property
    def entries(self) -> tuple[VanBanBanHanh, ...]:
        """The papers in the order of the register."""
        return self.van_ban_da_ban_hanh or ()
