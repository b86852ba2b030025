"""The View: a paper flattened into what a template prints. Templates see these names and no others."""

from __future__ import annotations

from msgspec import Struct

from baocao.text import EMPTY, Text

#: kind of block -> what it is, in the words of the shared fragment of sample paragraphs.
KINDS: dict[str, str] = {
    'phan': "Phần: số ở một dòng, tên phần ở dòng dưới",
    'chuong': "Chương: số ở một dòng, tên chương ở dòng dưới",
    'muc': "Mục: số ở một dòng, tên mục ở dòng dưới",
    'tieu_muc': "Tiểu mục: số ở một dòng, tên tiểu mục ở dòng dưới",
    'muc_la_ma': "Tiêu đề đánh số La Mã (I. II. III.)",
    'muc_so': "Tiêu đề đánh số 1. 2. 3.",
    'muc_so_kep': "Tiêu đề đánh số 1.1. 1.2.",
    'muc_chu': "Tiêu đề đánh chữ a) b) c)",
    'muc_gach': "Tiêu đề sau gạch đầu dòng",
    'muc_tron': "Tiêu đề không đánh số",
    'dieu': "Điều không có tiêu đề: số Điều rồi đến nội dung",
    'dieu_tieu_de': "Điều có tiêu đề",
    'khoan': "Đoạn có số ở đầu: 1. 1.1. a) (1)",
    'doan': "Đoạn văn",
    'gach': "Ý sau gạch đầu dòng",
    'cong': "Ý sau dấu cộng",
    'chi_dao': "Phân công: chỉ đạo thực hiện",
    'chu_tri': "Phân công: cơ quan chủ trì tham mưu",
    'co_quan_tham_muu': "Phân công: cơ quan tham mưu (khi không tách chủ trì và phối hợp)",
    'co_quan_thuc_hien': "Phân công: cơ quan thực hiện (khi không tách chủ trì và phối hợp)",
    'phoi_hop': "Phân công: cơ quan phối hợp",
    'thoi_han': "Phân công: thời hạn",
    'tien_do': "Phân công: tiến độ thực hiện",
    'san_pham': "Phân công: sản phẩm",
    'nhom_chi_tieu': "Nhóm chỉ tiêu",
    'chi_tieu': "Chỉ tiêu",
    'ten_bang': "Tên bảng",
    'don_vi_tinh': "Đơn vị tính trên bảng",
    'o_dau_bang': "Ô đầu bảng",
    'o_so_cot': "Ô số thứ tự cột",
    'o_chu': "Ô chữ, căn trái",
    'o_giua': "Ô căn giữa",
    'o_so': "Ô số, căn phải",
    'ghi_chu_bang': "Ghi chú dưới bảng",
}

#: the kind of block that is a table: its cells are printed by the kinds of cells above
BANG = 'bang'


class O(Struct, frozen=True):  # noqa: E742 - the domain's word for a cell
    """A cell of a table: its paragraphs, the kind of block that prints each, the columns and rows it covers."""

    noi_dung: tuple[Text, ...]
    kieu: str = 'o_chu'
    so_cot: int = 1
    so_hang: int = 1


class Hang(Struct, frozen=True):
    """A row of a table: the cells that begin in it, left to right. `dau` rows are repeated on every page;
    `giu_voi_sau` keeps the row on the page of what follows it."""

    o: tuple[O, ...]
    dau: bool = False
    giu_voi_sau: bool = False


class Bang(Struct, frozen=True):
    """A table: the relative widths of its columns, and its rows; cells and spans fill the grid exactly."""

    rong: tuple[int, ...]
    hang: tuple[Hang, ...]


class Khoi(Struct, frozen=True):
    """One block of the body: a paragraph (two for a Phần, a Chương, a Mục), or a table.

    `kieu` is one of KINDS, or BANG with its table in `bang`. `so` is the number as printed, with its sign
    (`1.`, `a)`, `(3)`, `-`), for phan, chuong, muc, tieu_muc and dieu the bare number (`I`, `2`).
    `giu_voi_sau` keeps the block on the page of the next one.
    """

    kieu: str
    noi_dung: Text
    so: Text = EMPTY
    giu_voi_sau: bool = False
    bang: Bang | None = None


class ChuThich(Struct, frozen=True):
    """A footnote: its key and its paragraphs (at least one)."""

    ma: str
    cac_doan: tuple[Text, ...]


class PhuLuc(Struct, frozen=True):
    """An appendix, a section of its own: `so` is empty where it is the only one, `kem_theo` the line under its
    title, `ngang` a landscape page, `kho` the paper (A4 or A3)."""

    so: Text
    tieu_de: Text
    kem_theo: Text
    noi_dung: tuple[Khoi, ...]
    ngang: bool = False
    kho: str = 'A4'


class KemTheo(Struct, frozen=True):
    """The text that an indirect decision issues (Mẫu 1.3): a section of its own, without number and date."""

    ten_loai: Text
    trich_yeu: Text
    kem_theo: Text
    noi_dung: tuple[Khoi, ...]


class ThuocTinh(Struct, frozen=True):
    """Document properties. `ngay` is the paper's own date as (year, month, day), None while it is not full."""

    tieu_de: str
    tac_gia: str
    chu_de: str
    ngay: tuple[int, int, int] | None = None


class View(Struct, frozen=True):
    """What a template can print; every name is a tag of the templates.

    Header (Decree 30/2020, Phụ lục I, Phần I, Mục II): `co_quan_chu_quan` and `co_quan` are the lines of
    ô 2, `so_ky_hieu` follows the word "Số:" (blank room where there is no number), `dia_danh_ngay` is ô 4,
    `du_thao` the draft mark or None. `ten_loai` (capitals) and `trich_yeu` are ô 5a. `tham_quyen`
    (the issuing body, capitals) and `can_cu` (one line each, with its mark) are empty for papers without
    them. `noi_dung` is the body. `noi_nhan` are the lines after "Nơi nhận:" with their marks, without the
    dash. `quyen_han` are the lines of ô 7a, `ho_ten` is ô 7b or None while unknown.

    `do_mat` and `do_khan` are ô 10a and 10b (capitals), `kinh_gui_mot` ô 9a for one addressee, `kinh_gui` its
    lines for several, `lien_he` ô 13. `van_ban_kem_theo` and `phu_luc` are the sections after the signature.
    """

    ten_loai: Text
    trich_yeu: Text
    co_quan: tuple[Text, ...]
    so_ky_hieu: Text
    dia_danh_ngay: Text
    noi_dung: tuple[Khoi, ...]
    noi_nhan: tuple[Text, ...]
    quyen_han: tuple[Text, ...]
    thuoc_tinh: ThuocTinh
    ho_ten: Text | None = None
    co_quan_chu_quan: tuple[Text, ...] = ()
    du_thao: Text | None = None
    tham_quyen: Text | None = None
    can_cu: tuple[Text, ...] = ()
    do_mat: Text | None = None
    do_khan: Text | None = None
    kinh_gui_mot: Text | None = None
    kinh_gui: tuple[Text, ...] = ()
    lien_he: tuple[Text, ...] = ()
    van_ban_kem_theo: KemTheo | None = None
    phu_luc: tuple[PhuLuc, ...] = ()
    chu_thich: tuple[ChuThich, ...] = ()
