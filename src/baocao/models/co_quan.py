"""An agency that issues papers: the lines of its header, its place, its posts."""

from __future__ import annotations

import re
from typing import Annotated, Any

from baocao.models.fields import (
    Dong,
    Fate,
    Khung,
    NgayDayDu,
    choice,
    fault,
    short,
    text_as_list,
    text_of,
    truong,
)
from baocao.models.forms import typed
from baocao.models.validators import After, Before
from baocao.quy_dinh import DAY_MARK_PATTERN, DAY_MARK_RULE, KyHan, MocNgay, parse_day_mark
from baocao.regexes import regex

_CUA_DANG = regex(
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


_PERIODS = {"tháng": 'thang', "quý": 'quy', "6 tháng": '6_thang', "9 tháng": '9_thang', "năm": 'nam'}


def _day_mark(value: Any) -> MocNgay:
    mark = parse_day_mark(text_of(value))
    if mark is None:
        raise fault('DL121', f"«{short(value)}» không phải là ngày trong tháng.", DAY_MARK_RULE)
    return mark


MocNgayThang = Annotated[
    MocNgay,
    Before(_day_mark),
    typed(
        DAY_MARK_RULE,
        DAY_MARK_PATTERN,
        ('14', "15 tháng trước"),
        type=['string', 'integer'],
        minimum=1,
        maximum=31,
    ),
]


class LichBaoCao(Khung, title="Lịch báo cáo"):
    """The window and the deadline of some kinds of periods that the office keeps, since a day."""

    ky: Annotated[tuple[Annotated[str, After(choice(*_PERIODS))], ...], Before(text_as_list)] = truong(
        "Kỳ", f"Các kỳ dùng lịch này: {', '.join(_PERIODS)}.", Fate.CHOOSES, min_length=1
    )
    tu_ngay: MocNgayThang = truong(
        "Từ ngày", "Ngày bắt đầu lấy số liệu, tính theo tháng đầu kỳ, ví dụ: 15 tháng trước.", Fate.CHOOSES
    )
    den_ngay: MocNgayThang = truong(
        "Đến ngày", "Ngày chốt số liệu, tính theo tháng cuối kỳ, ví dụ: 14.", Fate.CHOOSES
    )
    han_nop: MocNgayThang | None = truong(
        "Hạn nộp", "Hạn gửi báo cáo, tính theo tháng cuối kỳ, ví dụ: 20.", Fate.ASKED, default=None
    )
    nguon: Dong = truong("Nguồn", "Văn bản quy định lịch này.", Fate.DATA)
    hieu_luc_tu: NgayDayDu = truong("Hiệu lực từ", "Ngày bắt đầu áp dụng.", Fate.CHOOSES)
    hieu_luc_den: NgayDayDu | None = truong(
        "Hiệu lực đến", "Ngày cuối cùng áp dụng.", Fate.CHOOSES, default=None
    )

    @property
    def entry(self) -> KyHan:
        """As an entry of the dated list."""
        kinds = tuple(_PERIODS[ky] for ky in self.ky)
        until = self.hieu_luc_den.last_day if self.hieu_luc_den else None
        since = self.hieu_luc_tu.first_day
        return KyHan(kinds, self.tu_ngay, self.den_ngay, self.han_nop, self.nguon, since, until)


class CoQuan(Khung, title="Hồ sơ cơ quan"):
    """An agency profile, valid between two dates (both included; open where absent)."""

    ten: Annotated[Dong, After(_of_the_state)] = truong(
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
    ma_dinh_danh: Annotated[str, After(_exchange_code), _EXCHANGE_FORM] | None = truong(
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
    che_do: Annotated[str, After(choice("tập thể", "thủ trưởng"))] | None = truong(
        "Chế độ làm việc",
        "«tập thể» thì ký thay mặt (TM.), «thủ trưởng» thì người đứng đầu ký; Ủy ban nhân dân mặc định là tập thể.",
        Fate.CHOOSES,
        default=None,
    )
    lich_bao_cao: tuple[LichBaoCao, ...] = truong(
        "Lịch báo cáo",
        "Kỳ số liệu và hạn nộp mà cơ quan áp dụng khác với Nghị định số 09/2019/NĐ-CP.",
        Fate.CHOOSES,
        default=(),
    )
    co_ban_dat: Annotated[str, After(choice("có", "không"))] | None = truong(
        "Dùng mức «cơ bản đạt»",
        "«có» thì chỉ tiêu đạt từ 95% kế hoạch được đề nghị là «cơ bản đạt» thay vì «không đạt».",
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
