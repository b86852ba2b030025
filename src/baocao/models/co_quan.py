"""An agency that issues papers: the lines of its header, its place, its posts."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from baocao.models.fields import Dong, Fate, Khung, NgayDayDu, choice, fault, short, truong
from baocao.models.forms import typed

_CUA_DANG = re.compile(
    r'(Ban Chấp hành |Ban Thường vụ |Thường trực )?(Đảng (ủy|uỷ|bộ)|(Tỉnh|Thành|Huyện|Quận|Thị) (ủy|uỷ)|Chi (bộ|ủy|uỷ))\b',
    re.IGNORECASE,
)


def _of_the_state(value: str) -> str:
    if _CUA_DANG.match(value.strip()):
        raise fault(
            'DL084',
            f"«{short(value)}» là cơ quan của Đảng.",
            "Văn bản của Đảng soạn theo Quy định số 399-QĐ/TW, không theo Nghị định 30/2020/NĐ-CP, "
            "nên chương trình không soạn.",
        )
    return value


_EXCHANGE_CODE = r'[A-Z][0-9]{2}(?:\.[0-9]{1,3}){0,3}'
_EXCHANGE_RULE = "Viết một chữ cái in hoa, hai chữ số, rồi các nhóm số cách nhau dấu chấm, ví dụ: H48.12.03."
_EXCHANGE_FORM = typed(_EXCHANGE_RULE, rf'^\s*{_EXCHANGE_CODE}\s*$', ('H48', 'H48.12.03'), type=['string'])


def _exchange_code(value: str) -> str:
    """A code of agencies in the exchange of electronic documents (Quyết định số 20/2020/QĐ-TTg)."""
    if not re.fullmatch(_EXCHANGE_CODE, value.strip()):
        raise fault('DL029', f"Mã định danh «{short(value)}» không đúng quy ước.", _EXCHANGE_RULE)
    return value.strip()


class NguoiGiuChucVu(Khung, title="Chức vụ"):
    """A post and who holds it; the name may still be unknown."""

    chuc_vu: Dong = truong("Chức vụ", "Chức vụ ghi trên văn bản, ví dụ: Chủ tịch.", Fate.CHOOSES)
    ho_ten: Dong | None = truong(
        "Họ tên", "Họ và tên người giữ chức vụ, không ghi học hàm, học vị (Điều 13).", default=None
    )
    hieu_luc_tu: NgayDayDu | None = truong(
        "Hiệu lực từ", "Ngày bắt đầu giữ chức vụ.", Fate.DATA, default=None
    )
    hieu_luc_den: NgayDayDu | None = truong(
        "Hiệu lực đến", "Ngày cuối cùng giữ chức vụ.", Fate.DATA, default=None
    )


class CoQuan(Khung, title="Hồ sơ cơ quan"):
    """An agency profile, valid between two dates (both included; open where absent)."""

    ten: Annotated[Dong, AfterValidator(_of_the_state)] = truong(
        "Tên cơ quan", "Tên đầy đủ, viết hoa theo Phụ lục II.", Fate.CHOOSES
    )
    ten_tren_van_ban: tuple[Dong, ...] = truong(
        "Tên trên văn bản", "Từng dòng của tên cơ quan ở góc trên bên trái, chữ in hoa.", min_length=1
    )
    viet_tat: Dong = truong("Viết tắt", "Chữ viết tắt tên cơ quan trong ký hiệu, ví dụ: UBND.")
    dia_danh: Dong = truong("Địa danh", "Địa danh ghi trước ngày, tháng, năm.")
    hieu_luc_tu: NgayDayDu | None = truong(
        "Hiệu lực từ", "Ngày bắt đầu dùng hồ sơ này.", Fate.DATA, default=None
    )
    hieu_luc_den: NgayDayDu | None = truong(
        "Hiệu lực đến", "Ngày cuối cùng dùng hồ sơ này.", Fate.DATA, default=None
    )
    co_quan_chu_quan: tuple[Dong, ...] = truong(
        "Cơ quan chủ quản", "Các dòng tên cơ quan chủ quản trực tiếp, nếu có.", default=()
    )
    ma_dinh_danh: Annotated[str, AfterValidator(_exchange_code), _EXCHANGE_FORM] | None = truong(
        "Mã định danh",
        "Mã định danh điện tử để gửi, nhận văn bản qua trục liên thông, ví dụ: H48.12.03.",
        Fate.DATA,
        default=None,
    )
    lien_he: tuple[Dong, ...] = truong(
        "Liên hệ",
        "Địa chỉ, điện thoại, thư điện tử, trang thông tin: in ở chân trang đầu của công văn.",
        default=(),
    )
    noi_nhan: tuple[Dong, ...] = truong(
        "Nơi nhận thường dùng",
        "Nơi nhận của những văn bản không ghi «noi_nhan»; trong văn bản, «${thuong_dung}» là cả danh sách này.",
        default=(),
    )
    che_do: Annotated[str, AfterValidator(choice("tập thể", "thủ trưởng"))] | None = truong(
        "Chế độ làm việc",
        "«tập thể» thì ký thay mặt (TM.), «thủ trưởng» thì người đứng đầu ký; Ủy ban nhân dân mặc định là tập thể.",
        Fate.CHOOSES,
        default=None,
    )
    nguoi_ky: tuple[NguoiGiuChucVu, ...] = truong(
        "Người ký", "Các chức vụ ký văn bản; chức vụ ghi đầu tiên là người đứng đầu.", min_length=1
    )

    @property
    def tap_the(self) -> bool:
        """True where the body works collectively, so that its papers are signed TM. (Điều 13 khoản 2)."""
        if self.che_do is not None:
            return self.che_do == "tập thể"
        return self.ten.casefold().startswith(("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân"))

    @property
    def dung_dau(self) -> NguoiGiuChucVu:
        """The post of the head."""
        return self.nguoi_ky[0]
