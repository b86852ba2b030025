"""The outline of a paper (recursive): nodes, their tasks, the targets and tables they print; appendices."""

from __future__ import annotations

from typing import Annotated, Any

from baocao.models.bang import Bang
from baocao.models.fields import (
    YES_NO,
    Dong,
    Fate,
    Khung,
    Ma,
    NgayDayDu,
    VanXuoi,
    choice,
    fault,
    short,
    text_as_item,
    text_as_list,
    text_of,
    truong,
    yes_no,
)
from baocao.models.forms import typed
from baocao.models.tinh_trang import TinhTrang
from baocao.models.validators import After, Before
from baocao.vietnamese import literal, spelled

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
LABELS = ('Điều', 'I.', '1.', '1.1.', 'a)', '(1)', '-', '+')

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


_STYLE = '|'.join([*(literal(label) for label in sorted(LABELS, key=len, reverse=True)), spelled("gạch")])
_STYLES = typed(
    f"Viết số đầu tiên của từng cấp, cách nhau dấu cách, chọn trong: {'  '.join(LABELS)}.",
    rf'^\s*(?:{_STYLE})(?:\s+(?:{_STYLE}))*\s*$',
    ('I. 1. a)', 'I. 1. 1.1.', 'Điều 1. a)', '1. a) -'),
)


class DonVi(Khung, title="Cơ quan"):
    """An agency in a task, with what it answers for where several share one task."""

    co_quan: Dong = truong("Cơ quan", "Tên cơ quan, đơn vị.")
    doi_voi: Dong | None = truong("Đối với", "Phần việc cơ quan này chịu trách nhiệm.", default=None)


CacDonVi = Annotated[tuple[Annotated[DonVi, Before(text_as_item('co_quan'))], ...], Before(text_as_list)]


class PhanCong(Khung, title="Phân công"):
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
        "Tiến độ thực hiện",
        "Tiến độ bằng lời, ví dụ: Quý I năm 2023.",
        default=None,
        examples=["Quý I năm 2023", "Thường xuyên trong năm 2023"],
    )
    san_pham: Dong | None = truong("Sản phẩm", "Kết quả phải có, ví dụ: Quyết định phê duyệt.", default=None)


KieuDanhSo = Annotated[tuple[str, ...], Before(_label_styles), _STYLES]
MaChiTieu = Annotated[tuple[Dong, ...], Before(text_as_list)]


class ThanMuc(Khung, title="Thân mục"):
    """What stands below a heading: paragraphs, targets, tables, children with their numbers and task defaults."""

    ma: Ma | None = truong(
        "Mã", "Mã để nơi khác dẫn đến số của mục này, ví dụ: ${muc.mã}.", Fate.DATA, default=None
    )
    noi_dung: VanXuoi | None = truong(
        "Nội dung", "Các đoạn văn của mục; dòng trống mở đoạn mới.", default=None
    )
    loi_dan: VanXuoi | None = truong("Lời dẫn", "Đoạn dẫn ngay trước các mục con.", default=None)
    loi_ket: VanXuoi | None = truong("Lời kết", "Đoạn kết ngay sau các mục con.", default=None)
    kieu_danh_so: KieuDanhSo = truong(
        "Kiểu đánh số", "Cách đánh số các cấp dưới mục này, ví dụ: I. 1. 1.1.", Fate.CHOOSES, default=()
    )
    phan_cong_chung: PhanCong | None = truong(
        "Phân công chung", "Phân công mặc định của mọi nhiệm vụ bên dưới.", Fate.CHOOSES, default=None
    )
    chi_tieu: MaChiTieu = truong(
        "Chỉ tiêu", "«tất cả», hoặc danh sách mã chỉ tiêu in tại đây.", Fate.CHOOSES, default=()
    )
    danh_so_chi_tieu: Annotated[str, After(choice('(1)', '1.', '-'))] = truong(
        "Đánh số chỉ tiêu", "Kiểu số trước mỗi chỉ tiêu: (1), 1. hoặc -.", Fate.CHOOSES, default='(1)'
    )
    dau_cuoi_dong: Annotated[str, After(choice('.', ';'))] = truong(
        "Dấu cuối dòng", "Dấu kết thúc mỗi chỉ tiêu: «.» hoặc «;».", Fate.CHOOSES, default='.'
    )
    bang: Bang | None = truong("Bảng", "Bảng in tại đây.", Fate.CHOOSES, default=None)
    bang_chi_tieu: MaChiTieu = truong(
        "Bảng chỉ tiêu",
        "«tất cả», hoặc danh sách mã chỉ tiêu in thành bảng tại đây.",
        Fate.CHOOSES,
        default=(),
    )
    bang_nhiem_vu: Annotated[tuple[Dong, ...], Before(text_as_list)] = truong(
        "Bảng nhiệm vụ",
        "«tất cả», hoặc mã các mục có nhiệm vụ in thành bảng phân công tại đây.",
        Fate.CHOOSES,
        default=(),
    )
    nhiem_vu_cua_don_vi: Annotated[str, After(choice("danh sách", "bảng"))] | None = truong(
        "Nhiệm vụ của đơn vị",
        "«danh sách» hoặc «bảng»: trong văn bản của một đợt soạn, in tại đây các nhiệm vụ giao cho đơn vị.",
        Fate.CHOOSES,
        default=None,
    )
    muc_con: tuple[MucVietGon, ...] = truong("Mục con", "Các mục bên dưới.", Fate.CHOOSES, default=())


class Muc(ThanMuc, TinhTrang, PhanCong, title="Mục"):
    """A node of the outline: a part, a heading, an Điều, or a numbered item; children below it."""

    phan: Dong | None = truong("Phần", "Tên phần; số (Phần I, II …) do chương trình đánh.", default=None)
    chuong: Dong | None = truong(
        "Chương", "Tên chương; số (Chương I, II …) do chương trình đánh.", default=None
    )
    muc: Dong | None = truong(
        "Mục", "Tên mục đứng dòng riêng trong chương; số (Mục 1, 2 …) do chương trình đánh.", default=None
    )
    tieu_muc: Dong | None = truong(
        "Tiểu mục", "Tên tiểu mục trong mục; số (Tiểu mục 1, 2 …) do chương trình đánh.", default=None
    )
    tieu_de: Dong | None = truong("Tiêu đề", "Tiêu đề, in trên dòng riêng.", default=None)
    so: Dong | None = truong("Số", "Số tự đặt thay số tính sẵn; «không» là không đánh số.", default=None)
    la: Annotated[str, After(choice(*ROLES))] | None = truong(
        "Là", "Vai trò của mục trong văn bản, ví dụ: nhiem_vu.", Fate.DATA, default=None
    )
    nguyen_nhan: VanXuoi | None = truong(
        "Nguyên nhân", "Nguyên nhân của hạn chế nêu ở mục này.", default=None
    )
    phan_cong: Annotated[str, After(choice("không"))] | None = truong(
        "Phân công", "«không»: mục này không in phần phân công.", Fate.CHOOSES, default=None
    )
    chi_tieu_lien_quan: tuple[Ma, ...] = truong(
        "Chỉ tiêu liên quan", "Mã các chỉ tiêu mà hạn chế này nói đến.", Fate.DATA, default=()
    )


MucVietGon = Annotated[Muc, Before(text_as_item('noi_dung'))]


class PhuLuc(ThanMuc, title="Phụ lục"):
    """An appendix: a section of its own after the signature, or one that is sent apart (Phụ lục I, Phần III)."""

    tieu_de: Dong = truong("Tiêu đề", "Tên phụ lục, in hoa giữa dòng; số (I, II …) do chương trình đánh.")
    huong: Annotated[str, After(choice("dọc", "ngang"))] = truong(
        "Hướng giấy", "«dọc» hoặc «ngang».", Fate.CHOOSES, default="dọc"
    )
    kho: Annotated[str, After(choice('A4', 'A3'))] = truong(
        "Khổ giấy", "A4 hoặc A3.", Fate.CHOOSES, default='A4'
    )
    gui_rieng: Annotated[bool, Before(yes_no), YES_NO] = truong(
        "Gửi riêng",
        "«có»: phụ lục được dẫn trong văn bản nhưng gửi thành tệp riêng.",
        Fate.CHOOSES,
        default=False,
    )
