"""The papers: what they share, and the layouts drafted today."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import model_validator

from baocao.models.chap_nhan import ChapNhan
from baocao.models.con_so import KyBaoCao
from baocao.models.fields import (
    Dong,
    Fate,
    Khung,
    Ma,
    MaChuThich,
    MaCoQuan,
    Nam,
    NgayThang,
    SoVanBan,
    VanXuoi,
    choice,
    fault,
    short,
    text_as_item,
    text_as_list,
    text_of,
    truong,
)
from baocao.models.forms import any_of, rules, typed
from baocao.models.muc import KieuDanhSo, MucVietGon, PhuLuc
from baocao.models.validators import After, Before
from baocao.vietnamese import spelled

#: Urgency (Phụ lục I, Phần I, Mục II khoản 10) and secrecy (the law on state secrets), the least first.
DO_KHAN = ("khẩn", "thượng khẩn", "hỏa tốc")
DO_MAT = ("mật", "tối mật", "tuyệt mật")


def _draft_mark(value: Any) -> bool | int:
    value = text_of(value)
    if match := re.fullmatch(r'(?:lần )?([1-9]\d?)', value.strip().casefold()):
        return int(match[1])
    word = ' '.join(value.split()).casefold()
    if word not in ("có", "không"):
        raise fault(
            'DL007',
            f"«{short(value)}» không phải là giá trị dùng được ở đây.",
            "Viết «có», «không», hoặc lần dự thảo bằng số, ví dụ: 2.",
        )
    return word == "có"


_DRAFT = typed(
    "Viết «có», «không», hoặc lần dự thảo bằng số, ví dụ: 2.",
    rf'^\s*(?:(?:{spelled("lần")}\s)?[1-9][0-9]?|{spelled("có")}|{spelled("không")})\s*$',
    type=['string', 'integer'],
    minimum=1,
    maximum=99,
    words=("có", "không"),
)


class NguoiKy(Khung, title="Người ký"):
    """Who signs: a post of the agency file, or a post with its own name."""

    chuc_vu: Dong = truong("Chức vụ", "Chức vụ người ký, ví dụ: Chủ tịch, Phó Chủ tịch, Quyền Chủ tịch.")
    ho_ten: Dong | None = truong("Họ tên", "Họ tên; bỏ trống thì lấy ở hồ sơ cơ quan.", default=None)
    hinh_thuc: Annotated[str, After(choice("thừa lệnh", "thừa ủy quyền"))] | None = truong(
        "Hình thức ký",
        "«thừa lệnh» (TL.) hoặc «thừa ủy quyền» (TUQ.); TM., KT., Q. do chương trình viết.",
        Fate.CHOOSES,
        default=None,
    )


class VanBan(Khung, title="Văn bản"):
    """What every paper has."""

    loai: Dong = truong("Loại văn bản", "Tên loại theo Điều 7, ví dụ: quyết định, báo cáo.")
    ma: Ma | None = truong(
        "Mã", "Mã để văn bản khác dẫn đến văn bản này; bỏ trống thì lấy tên tệp.", Fate.DATA, default=None
    )
    co_quan_ban_hanh: MaCoQuan = truong(
        "Cơ quan ban hành", "Tên tệp của cơ quan trong thư mục co-quan.", Fate.CHOOSES
    )
    tham_quyen: Dong | None = truong(
        "Thẩm quyền ban hành",
        "Chỉ ghi khi người đứng đầu tự ban hành, ví dụ: Chủ tịch; bỏ trống là cơ quan ban hành.",
        Fate.CHOOSES,
        default=None,
    )
    nam: Nam = truong("Năm", "Năm mà văn bản nói đến.", Fate.CHOOSES)
    ky_bao_cao: KyBaoCao | None = truong(
        "Kỳ báo cáo",
        "«tháng 3», «quý III», «6 tháng», «9 tháng» hoặc «năm»: kỳ của các kết quả mà văn bản in bằng ${…}.",
        Fate.CHOOSES,
        default=None,
    )
    so: SoVanBan | None = truong("Số", "Số văn bản; chưa có thì bỏ dòng này.", default=None)
    ngay_ban_hanh: NgayThang | None = truong(
        "Ngày ban hành", "Ví dụ: 05/3/2023; chưa biết ngày thì viết 3/2023.", default=None
    )
    du_thao: Annotated[bool | int, Before(_draft_mark), _DRAFT] | None = truong(
        "Dự thảo", "«có», «không», hoặc lần dự thảo (ví dụ: 2).", Fate.CHOOSES, default=None
    )
    do_khan: Annotated[str, After(choice(*DO_KHAN))] | None = truong(
        "Độ khẩn", "«khẩn», «thượng khẩn» hoặc «hỏa tốc», do người có thẩm quyền quyết định.", default=None
    )
    do_mat: Annotated[str, After(choice(*DO_MAT))] | None = truong(
        "Độ mật", "«mật», «tối mật» hoặc «tuyệt mật», theo pháp luật về bảo vệ bí mật nhà nước.", default=None
    )
    trich_yeu: Dong = truong("Trích yếu", "Trích yếu nội dung văn bản.")
    chu_thich: dict[MaChuThich, VanXuoi] = truong(
        "Chú thích", "Chú thích cuối trang; trong câu viết [^mã].", default_factory=dict
    )
    phu_luc: tuple[PhuLuc, ...] = truong(
        "Phụ lục", "Các phụ lục; trong lời văn dẫn bằng ${phu_luc.mã}.", Fate.CHOOSES, default=()
    )
    noi_nhan: tuple[Dong, ...] = truong(
        "Nơi nhận",
        "Từng nơi nhận, không gõ gạch đầu dòng và dấu cuối dòng; bỏ trống thì lấy nơi nhận thường dùng ở hồ sơ cơ quan.",
        default=(),
    )
    nguoi_ky: Annotated[NguoiKy, Before(text_as_item('chuc_vu'))] = truong(
        "Người ký", "Chức vụ người ký; họ tên lấy ở hồ sơ cơ quan.", Fate.CHOOSES
    )
    can_cu: tuple[Dong, ...] = truong(
        "Căn cứ", "Từng căn cứ, không gõ chữ «Căn cứ» và dấu cuối dòng.", default=()
    )
    chap_nhan: tuple[ChapNhan, ...] = truong(
        "Chấp nhận",
        "Các phát hiện khi đối chiếu số liệu đã xem và giữ nguyên, kèm lý do.",
        Fate.DATA,
        default=(),
    )


class VanBanKemTheo(Khung, title="Văn bản kèm theo"):
    """The text that an indirect decision issues or approves, Mẫu 1.3: a page of its own, without number and date."""

    loai: Dong = truong("Loại văn bản", "Tên loại của văn bản kèm theo, ví dụ: quy chế, kế hoạch.")
    trich_yeu: Dong = truong("Trích yếu", "Trích yếu nội dung văn bản kèm theo.")
    mo_dau: VanXuoi | None = truong("Mở đầu", "Các đoạn mở đầu.", default=None)
    kieu_danh_so: KieuDanhSo = truong(
        "Kiểu đánh số",
        "Cách đánh số các cấp, ví dụ: Điều 1. a); mặc định là I. 1. a).",
        Fate.CHOOSES,
        default=(),
    )
    bo_cuc: tuple[MucVietGon, ...] = truong(
        "Bố cục", "Các phần, chương, mục, điều của văn bản kèm theo.", Fate.CHOOSES, min_length=1
    )
    ket_thuc: VanXuoi | None = truong("Kết thúc", "Các đoạn kết; dấu ./. do chương trình viết.", default=None)


class QuyetDinh(VanBan, title="Quyết định"):
    """A decision: direct, Mẫu 1.2, or indirect with the text that it issues, Mẫu 1.3."""

    de_nghi: Dong | None = truong("Đề nghị", "Người đề nghị ban hành, in ở dòng căn cứ cuối.", default=None)
    dieu: tuple[MucVietGon, ...] = truong("Điều", "Các Điều của quyết định.", Fate.CHOOSES, min_length=1)
    van_ban_kem_theo: VanBanKemTheo | None = truong(
        "Văn bản kèm theo",
        "Văn bản được ban hành hoặc phê duyệt kèm theo quyết định gián tiếp.",
        Fate.CHOOSES,
        default=None,
    )


_NO_BODY = "Viết «bo_cuc» (các phần, mục), hoặc «noi_dung» khi văn bản không chia mục."


class _CoThan(VanBan, title="Văn bản"):
    """A paper whose body is prose, or an outline between opening and closing paragraphs."""

    model_config = rules(any_of(_NO_BODY, ('bo_cuc',), ('noi_dung',)))

    kinh_gui: Annotated[tuple[Dong, ...], Before(text_as_list)] = truong(
        "Kính gửi",
        "Nơi gửi đến, in trên phần nội dung; chỉ dùng ở công văn, tờ trình, báo cáo gửi cấp trên.",
        default=(),
    )
    mo_dau: VanXuoi | None = truong("Mở đầu", "Các đoạn mở đầu.", default=None)
    noi_dung: VanXuoi | None = truong(
        "Nội dung", "Toàn bộ nội dung, khi văn bản không chia thành mục.", default=None
    )
    kieu_danh_so: KieuDanhSo = truong(
        "Kiểu đánh số", "Cách đánh số các cấp, ví dụ: 1. a); mặc định là I. 1. a).", Fate.CHOOSES, default=()
    )
    bo_cuc: tuple[MucVietGon, ...] = truong("Bố cục", "Các phần, mục của văn bản.", Fate.CHOOSES, default=())
    ket_thuc: VanXuoi | None = truong("Kết thúc", "Các đoạn kết; dấu ./. do chương trình viết.", default=None)

    @model_validator(mode='after')
    def _has_body(self) -> Self:
        if not self.bo_cuc and not self.noi_dung:
            raise fault(
                'DL028',
                "Văn bản chưa có nội dung.",
                _NO_BODY,
            )
        return self


class VanBanCoTenLoai(_CoThan, title="Văn bản có tên loại"):
    """A paper with a named type, Mẫu 1.4."""


class CongVan(_CoThan, title="Công văn"):
    """An official letter, Mẫu 1.5: no type above its subject, the drafting unit in its symbol."""

    don_vi_soan_thao: Dong = truong(
        "Đơn vị soạn thảo", "Chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực, đứng cuối ký hiệu, ví dụ: VX."
    )


class GiayMoi(VanBan, title="Giấy mời"):
    """An invitation, Mẫu 1.7."""

    kinh_moi: Annotated[tuple[Dong, ...], Before(text_as_list)] = truong(
        "Kính mời", "Người hoặc cơ quan được mời, mỗi nơi một dòng.", min_length=1
    )
    toi_du: Dong = truong("Tới dự", "Tên cuộc họp, hội nghị.")
    chu_tri: Dong | None = truong("Chủ trì", "Người chủ trì cuộc họp.", default=None)
    thoi_gian: Dong = truong("Thời gian", "Giờ và ngày họp, ví dụ: 08 giờ 00 ngày 05/3/2026.")
    dia_diem: Dong = truong("Địa điểm", "Nơi họp.")
    luu_y: VanXuoi | None = truong("Lưu ý", "Những điều người dự họp cần biết.", default=None)
