"""The registers: texts that papers cite, and the office's own papers that were issued."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import model_validator

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
from baocao.models.forms import Schema, absent, any_of, rules, typed
from baocao.models.validators import After
from baocao.regexes import regex
from baocao.vietnamese import spelled

#: types that are cited by name and date, without number and issuer (Phụ lục I, Phần I, Mục II khoản 6 điểm b)
KHONG_SO = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")

_TEP = regex(r'(?!\.{0,2}/)(?!.*/\.{0,2}/)[^\\:*?"<>|\x00-\x1f]{1,300}\.ya?ml', re.IGNORECASE)


_NUMBER_RULE = "Viết số và ký hiệu như in trên văn bản, không kèm chữ «số», ví dụ: 01/NQ-CP."
_PAPER_RULE = "Viết đường dẫn tính từ thư mục dữ liệu, ngăn bằng dấu /, ví dụ: 2023/quyet-dinh.yaml."
_PLAIN_RULE = "Viết thẳng nội dung cần in, không dùng ${…} và [^…]."


def _number(value: str) -> str:
    number = value.strip()
    if '\n' in number or re.match(r'số\b', number, re.IGNORECASE) or not re.search(r'\d', number):
        raise fault('DL110', f"«{short(value)}» không phải là số và ký hiệu của văn bản.", _NUMBER_RULE)
    return number


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
        raise fault('DL112', f"«{short(value)}» không phải là đường dẫn của một tệp văn bản.", _PAPER_RULE)
    return value


def _cited() -> Schema:
    """Which keys a text to cite has: a law its name, all others number, issuer and subject."""
    law = '|'.join(spelled(name) for name in KHONG_SO)
    whole = "Lần dẫn đầu phải ghi đủ: loại, số, ký hiệu, ngày, cơ quan ban hành, trích yếu."
    no_number = f"{', '.join(KHONG_SO)} được dẫn bằng tên và ngày, không có dòng này."
    return {
        'if': {'properties': {'loai': {'type': 'string', 'pattern': rf'^\s*(?:{law})\s*$'}}},
        'then': {
            'allOf': [any_of("Luật, pháp lệnh phải ghi tên (ten).", ('ten',))],
            'properties': {key: absent(no_number) for key in ('so', 'co_quan', 'trich_yeu')},
        },
        'else': {
            'allOf': [any_of(whole, ('so', 'co_quan', 'trich_yeu'))],
            'properties': {'ten': absent(f"«ten» chỉ dùng cho {', '.join(KHONG_SO)}.")},
        },
    }


DongNguyen = Annotated[Dong, After(_as_it_stands), typed(_PLAIN_RULE, r'^(?![\s\S]*(?:\$\{|\[\^))')]
_NUMBER_FORM = typed(_NUMBER_RULE, rf'^\s*(?!{spelled("số")}\s)[^\n]*[0-9]', ('01/NQ-CP', '1455/QĐ-UBND'))
_PAPER_FORM = typed(
    _PAPER_RULE,
    r'^(?!\.{0,2}/)(?!.*/\.{0,2}/)[^\\:*?"<>|\x00-\x1f]{1,300}\.[yY][aA]?[mM][lL]$',
    ('2023/quyet-dinh.yaml', '2023/bao-cao.yaml'),
    type=['string'],
)


class VanBanDan(Khung, title="Văn bản dẫn"):
    """A text that papers cite."""

    model_config = rules(_cited())

    ma: Ma = truong("Mã", "Mã để dẫn: ${vb.mã}.", Fate.DATA)
    loai: DongNguyen = truong("Loại văn bản", "Tên loại, ví dụ: luật, nghị định, nghị quyết, kết luận.")
    ten: DongNguyen | None = truong(
        "Tên", "Tên của luật, bộ luật, pháp lệnh, ví dụ: Tổ chức chính quyền địa phương.", default=None
    )
    so: Annotated[DongNguyen, After(_number), _NUMBER_FORM] | None = truong(
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


class CacVanBanDan(Khung, title="Sổ văn bản dẫn"):
    """A register of texts that papers cite."""

    van_ban_dan: tuple[VanBanDan, ...] = truong(
        "Văn bản dẫn", "Các văn bản được dẫn trong căn cứ và lời văn.", Fate.CHOOSES, min_length=1
    )


class VanBanBanHanh(Khung, title="Văn bản đã ban hành"):
    """A paper of the office that was issued."""

    ma: Ma | None = truong("Mã", "Mã để dẫn: ${vb.mã}.", Fate.DATA, default=None)
    tep: Annotated[Dong, After(_paper), _PAPER_FORM] = truong(
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


class SoDangKy(Khung, title="Sổ đăng ký văn bản đã ban hành"):
    """The register of the office's own papers, written by the program."""

    van_ban_da_ban_hanh: tuple[VanBanBanHanh, ...] | None = truong(
        "Văn bản đã ban hành", "Các văn bản đã được cấp số và ngày.", Fate.CHOOSES, default=None
    )

    @property
    def entries(self) -> tuple[VanBanBanHanh, ...]:
        """The papers in the order of the register."""
        return self.van_ban_da_ban_hanh or ()
