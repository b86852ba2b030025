"""The papers: what they share, the outline (recursive), tasks, and the two layouts drafted today."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from baocao.models.fields import (
    Dong,
    Fate,
    Khung,
    Ma,
    MaChuThich,
    MaCoQuan,
    Nam,
    NgayDayDu,
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

#: Roles that a node of the outline may declare.
ROLES = (
    'muc_tieu',
    'ket_qua',
    'ton_tai_han_che',
    'nguyen_nhan',
    'bai_hoc',
    'de_xuat_kien_nghi',
    'nhiem_vu',
    'to_chuc_thuc_hien',
)

#: Label styles, written as their first number; `-` and `+` follow where a list of them ends.
LABELS = ('I.', '1.', '1.1.', 'a)', '(1)', '-', '+')

#: The lines of a task, in the order they are printed.
TASK_LINES = (
    'chi_dao',
    'chu_tri',
    'co_quan_tham_muu',
    'co_quan_thuc_hien',
    'phoi_hop',
    'thoi_han',
    'tien_do',
    'san_pham',
)


def _label_styles(value: Any) -> tuple[str, ...]:
    value = text_of(value)
    styles = ['-' if word.casefold() == "gạch" else word for word in value.split()]
    wrong = [word for word in styles if word not in LABELS]
    if wrong or not styles:
        raise fault(
            'DL020',
            f"Kiểu đánh số «{short(' '.join(wrong) or value)}» không dùng được.",
            f"Viết số đầu tiên của từng cấp, cách nhau dấu cách, chọn trong: {'  '.join(LABELS)} "
            "(ví dụ: I. 1. 1.1.).",
        )
    return tuple(styles)


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


class DonVi(Khung):
    """An agency in a task, with what it answers for where several share one task."""

    co_quan: Dong = truong("Cơ quan", "Tên cơ quan, đơn vị.")
    doi_voi: Dong | None = truong("Đối với", "Phần việc cơ quan này chịu trách nhiệm.", default=None)


CacDonVi = Annotated[
    tuple[Annotated[DonVi, BeforeValidator(text_as_item('co_quan'))], ...], BeforeValidator(text_as_list)
]


class PhanCong(Khung):
    """Who does a task, with whom, and when."""

    chi_dao: Dong | None = truong("Chỉ đạo thực hiện", "Người hoặc cơ quan chỉ đạo.", default=None)
    chu_tri: CacDonVi = truong("Cơ quan chủ trì tham mưu", "Cơ quan chủ trì, một hoặc nhiều.", default=())
    co_quan_tham_muu: CacDonVi = truong(
        "Cơ quan tham mưu", "Dùng khi không tách chủ trì và phối hợp.", default=()
    )
    co_quan_thuc_hien: CacDonVi = truong(
        "Cơ quan thực hiện", "Dùng khi không tách chủ trì và phối hợp.", default=()
    )
    phoi_hop: CacDonVi = truong(
        "Cơ quan phối hợp", "Cơ quan phối hợp; ${chung} là phần đã nêu ở phan_cong_chung.", default=()
    )
    thoi_han: NgayDayDu | None = truong("Thời hạn", "Ngày phải xong, ví dụ: 31/3/2023.", default=None)
    tien_do: Dong | None = truong(
        "Tiến độ thực hiện", "Tiến độ bằng lời, ví dụ: Quý I năm 2023.", default=None
    )
    san_pham: Dong | None = truong("Sản phẩm", "Kết quả phải có, ví dụ: Quyết định phê duyệt.", default=None)


class Muc(PhanCong):
    """A node of the outline: a part, a heading, an Điều, or a numbered item; children below it."""

    phan: Dong | None = truong("Phần", "Tên phần; số (Phần I, II …) do chương trình đánh.", default=None)
    tieu_de: Dong | None = truong("Tiêu đề", "Tiêu đề, in trên dòng riêng.", default=None)
    so: Dong | None = truong("Số", "Số tự đặt thay số tính sẵn; «không» là không đánh số.", default=None)
    la: Annotated[str, AfterValidator(choice(*ROLES))] | None = truong(
        "Là", "Vai trò của mục trong văn bản, ví dụ: nhiem_vu.", Fate.DATA, default=None
    )
    noi_dung: VanXuoi | None = truong(
        "Nội dung", "Các đoạn văn của mục; dòng trống mở đoạn mới.", default=None
    )
    nguyen_nhan: VanXuoi | None = truong(
        "Nguyên nhân", "Nguyên nhân của hạn chế nêu ở mục này.", default=None
    )
    loi_dan: VanXuoi | None = truong("Lời dẫn", "Đoạn dẫn ngay trước các mục con.", default=None)
    loi_ket: VanXuoi | None = truong("Lời kết", "Đoạn kết ngay sau các mục con.", default=None)
    kieu_danh_so: Annotated[tuple[str, ...], BeforeValidator(_label_styles)] = truong(
        "Kiểu đánh số", "Cách đánh số các cấp dưới mục này, ví dụ: I. 1. 1.1.", Fate.CHOOSES, default=()
    )
    phan_cong_chung: PhanCong | None = truong(
        "Phân công chung", "Phân công mặc định của mọi nhiệm vụ bên dưới.", Fate.CHOOSES, default=None
    )
    phan_cong: Annotated[str, AfterValidator(choice("không"))] | None = truong(
        "Phân công", "«không»: mục này không in phần phân công.", Fate.CHOOSES, default=None
    )
    chi_tieu: Annotated[tuple[Dong, ...], BeforeValidator(text_as_list)] = truong(
        "Chỉ tiêu", "«tất cả», hoặc danh sách mã chỉ tiêu in tại đây.", Fate.CHOOSES, default=()
    )
    danh_so_chi_tieu: Annotated[str, AfterValidator(choice('(1)', '1.', '-'))] = truong(
        "Đánh số chỉ tiêu", "Kiểu số trước mỗi chỉ tiêu: (1), 1. hoặc -.", Fate.CHOOSES, default='(1)'
    )
    dau_cuoi_dong: Annotated[str, AfterValidator(choice('.', ';'))] = truong(
        "Dấu cuối dòng", "Dấu kết thúc mỗi chỉ tiêu: «.» hoặc «;».", Fate.CHOOSES, default='.'
    )
    chi_tieu_lien_quan: tuple[Ma, ...] = truong(
        "Chỉ tiêu liên quan", "Mã các chỉ tiêu mà hạn chế này nói đến.", Fate.DATA, default=()
    )
    muc_con: tuple[Annotated[Muc, BeforeValidator(text_as_item('noi_dung'))], ...] = truong(
        "Mục con", "Các mục bên dưới.", Fate.CHOOSES, default=()
    )


MucVietGon = Annotated[Muc, BeforeValidator(text_as_item('noi_dung'))]


class NguoiKy(Khung):
    """Who signs: a post of the agency file, or a post with its own name."""

    chuc_vu: Dong = truong("Chức vụ", "Chức vụ người ký, ví dụ: Chủ tịch, Phó Chủ tịch, Quyền Chủ tịch.")
    ho_ten: Dong | None = truong("Họ tên", "Họ tên; bỏ trống thì lấy ở hồ sơ cơ quan.", default=None)
    hinh_thuc: Annotated[str, AfterValidator(choice("thừa lệnh", "thừa ủy quyền"))] | None = truong(
        "Hình thức ký",
        "«thừa lệnh» (TL.) hoặc «thừa ủy quyền» (TUQ.); TM., KT., Q. do chương trình viết.",
        Fate.CHOOSES,
        default=None,
    )


class VanBan(Khung):
    """What every paper has."""

    loai: Dong = truong("Loại văn bản", "Tên loại theo Điều 7, ví dụ: quyết định, báo cáo.")
    co_quan_ban_hanh: MaCoQuan = truong(
        "Cơ quan ban hành", "Tên tệp của cơ quan trong thư mục co-quan.", Fate.CHOOSES
    )
    nam: Nam = truong("Năm", "Năm mà văn bản nói đến.", Fate.CHOOSES)
    so: SoVanBan | None = truong("Số", "Số văn bản; chưa có thì bỏ dòng này.", default=None)
    ngay_ban_hanh: NgayThang | None = truong(
        "Ngày ban hành", "Ví dụ: 05/3/2023; chưa biết ngày thì viết 3/2023.", default=None
    )
    du_thao: Annotated[bool | int, BeforeValidator(_draft_mark)] | None = truong(
        "Dự thảo", "«có», «không», hoặc lần dự thảo (ví dụ: 2).", Fate.CHOOSES, default=None
    )
    trich_yeu: Dong = truong("Trích yếu", "Trích yếu nội dung văn bản.")
    chu_thich: dict[MaChuThich, VanXuoi] = truong(
        "Chú thích", "Chú thích cuối trang; trong câu viết [^mã].", default_factory=dict
    )
    noi_nhan: tuple[Dong, ...] = truong(
        "Nơi nhận", "Từng nơi nhận, không gõ gạch đầu dòng và dấu cuối dòng.", min_length=1
    )
    nguoi_ky: Annotated[NguoiKy, BeforeValidator(text_as_item('chuc_vu'))] = truong(
        "Người ký", "Chức vụ người ký; họ tên lấy ở hồ sơ cơ quan.", Fate.CHOOSES
    )
    can_cu: tuple[Dong, ...] = truong(
        "Căn cứ", "Từng căn cứ, không gõ chữ «Căn cứ» và dấu cuối dòng.", default=()
    )


class QuyetDinh(VanBan):
    """A direct decision, Mẫu 1.2."""

    tham_quyen: Dong | None = truong(
        "Thẩm quyền ban hành",
        "Chỉ ghi khi người đứng đầu tự ban hành, ví dụ: Chủ tịch; bỏ trống là cơ quan ban hành.",
        Fate.CHOOSES,
        default=None,
    )
    de_nghi: Dong | None = truong("Đề nghị", "Người đề nghị ban hành, in ở dòng căn cứ cuối.", default=None)
    dieu: tuple[MucVietGon, ...] = truong("Điều", "Các Điều của quyết định.", Fate.CHOOSES, min_length=1)


class VanBanCoTenLoai(VanBan):
    """A paper with a named type, Mẫu 1.4."""

    mo_dau: VanXuoi | None = truong("Mở đầu", "Các đoạn mở đầu.", default=None)
    bo_cuc: tuple[MucVietGon, ...] = truong(
        "Bố cục", "Các phần, mục của văn bản.", Fate.CHOOSES, min_length=1
    )
    ket_thuc: VanXuoi | None = truong("Kết thúc", "Các đoạn kết; dấu ./. do chương trình viết.", default=None)
