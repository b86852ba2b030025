"""Makes the Word templates of this folder, the same bytes each time: `python templates/build.py [FOLDER]`.

The files are meant to be opened in Word and restyled; running this script again brings back the originals.
"""

from __future__ import annotations

import sys
from pathlib import Path

from _package import TEXT_WIDTH, package, zipped
from _styles import BLOCKS, BODY, FRAME, GUIDE, KEEP_NEXT, NORMAL, SECTION_FRAME
from _wordml import NBSP, Row, bold, indents, loop, paragraph, rule, run, shown_if, table

from baocao.view.model import KINDS

#: 64 mm and 107 mm, centred on the text and 3 mm wider than it on either side (the Decree's own samples do so
#: too): the longest place and date in 14 pt and the Quốc hiệu in bold 13 pt then stay on one line
HEADER_COLUMNS = (3628, 6066)
SIGNATURE_COLUMNS = (4536, TEXT_WIDTH - 4536)
FRAGMENT_COLUMNS = (2778, TEXT_WIDTH - 2778)
MOTTO = "Độc lập - Tự do - Hạnh phúc"
#: lengths of rules as they look in the template; a draft gets those of its own lines
MOTTO_WIDTH, NAME_RULE, TITLE_RULE = 3424, 1247, 3402


def issuer_and_nation() -> tuple[str, str]:
    """Ô 2 and ô 1, each with its rule."""
    left, right = HEADER_COLUMNS
    names = (
        loop('co_quan_chu_quan', 'CoQuanChuQuan')
        + loop('co_quan', 'CoQuanBanHanh')
        + rule('DuongKe', (left - NAME_RULE) // 2)
    )
    nation = (
        paragraph('QuocHieu', "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + paragraph('TieuNgu', MOTTO)
        + rule('DuongKeDai', (right - MOTTO_WIDTH) // 2)
    )
    return names, nation


def header_table(under_number: str = '') -> str:
    """Ô 1 to 4, 10a and 10b: issuing body and national title; number and date; the draft mark under the number.

    A line of 1 pt stands before the table: LibreOffice sets an empty line above a paper with footnotes that
    begins with a table, and in Word it gives the cursor a place.
    """
    names, nation = issuer_and_nation()
    number = paragraph('SoKyHieu', "Số: {{ so_ky_hieu }}") + under_number
    mark = shown_if('du_thao', paragraph('DuThao', "{{ du_thao }}"), 'SoKyHieu')
    date = paragraph('DiaDanhNgay', "{{ dia_danh_ngay }}")
    rows = [Row((names, nation)), Row((number + stamps() + mark, date))]
    return paragraph('DongAn') + table(HEADER_COLUMNS, rows, centred=True)


#: marks of secrecy and urgency with the widths of their frames in mm (Phụ lục I, Phần I, Mục II khoản 10 for those
#: of urgency; those of secrecy are drawn alike)
STAMPS = {
    'do_mat': (("MẬT", 20), ("TỐI MẬT", 30), ("TUYỆT MẬT", 40)),
    'do_khan': (("KHẨN", 20), ("THƯỢNG KHẨN", 40), ("HỎA TỐC", 30)),
}


def stamps() -> str:
    """Ô 10a and 10b under the number: red, framed, each word as wide as the Decree says; a line of room above."""
    done = ''
    for name, words in STAMPS.items():
        content = ''
        for word, width in words:
            side = (HEADER_COLUMNS[0] - round(width * 56.7)) // 2
            shown = paragraph('DauKhan', f"{{{{ {name} }}}}", p=indents(side))
            content += shown_if(f'{name} == "{word}"', shown, 'SoKyHieu')
        done += shown_if(name, paragraph('KhoangTrong') + content, 'SoKyHieu')
    return done


def addressees() -> str:
    """Ô 9a: one addressee on the line of "Kính gửi:", several below each other with their dashes under the colon."""
    one = paragraph('KinhGui', "Kính gửi: {{ kinh_gui_mot }}")
    several = paragraph('KinhGui', "Kính gửi:") + loop('kinh_gui', 'DongKinhGui', "- {{ dong }}")
    room = paragraph('KhoangTrong')
    return shown_if('kinh_gui_mot', one + room, 'KinhGui') + shown_if('kinh_gui', several + room, 'KinhGui')


def title() -> str:
    """Ô 5a: type, subject and the rule under them."""
    return (
        paragraph('TenLoai', "{{ ten_loai }}")
        + paragraph('TrichYeu', "{{ trich_yeu }}")
        + rule('DuongKe', (TEXT_WIDTH - TITLE_RULE) // 2)
        + paragraph('KhoangTrong')
    )


def signature_table() -> str:
    """Ô 7 and 9b side by side in one row that is never split; four blank lines leave room for the signature.

    The line of 1 pt after the table is the paragraph that Word wants there; it never makes a page of its own.
    """
    recipients = paragraph('NoiNhan', "Nơi nhận:") + loop('noi_nhan', 'DongNoiNhan', "- {{ dong }}")
    signer = (
        loop('quyen_han', 'QuyenHan')
        + paragraph('ChoKy') * 4
        + shown_if('ho_ten', paragraph('HoTen', "{{ ho_ten }}"), 'HoTen')
    )
    return (
        paragraph('KhoangTrong', p=KEEP_NEXT)
        + table(SIGNATURE_COLUMNS, [Row((recipients, signer), '<w:cantSplit/>')])
        + paragraph('DongAn')
    )


def decision() -> str:
    """Mẫu 1.2: header, type, authority, bases, the word of command, Điều, signature."""
    return (
        header_table()
        + title()
        + shown_if('tham_quyen', paragraph('ThamQuyen', "{{ tham_quyen }}"), 'ThamQuyen')
        + loop('can_cu', 'CanCu')
        + paragraph('Lenh', "QUYẾT ĐỊNH:")
        + paragraph('ThanVanBan', "{{p noi_dung }}")
        + signature_table()
    )


def named_type() -> str:
    """Mẫu 1.4 and 1.7: header, type, addressees and bases where there are any, text, signature."""
    return (
        header_table()
        + title()
        + addressees()
        + loop('can_cu', 'CanCu')
        + paragraph('ThanVanBan', "{{p noi_dung }}")
        + signature_table()
    )


def letter() -> str:
    """Mẫu 1.5: header with the subject under the number, addressees, text, signature."""
    return (
        header_table(paragraph('TrichYeuCongVan', "V/v {{ trich_yeu }}"))
        + paragraph('KhoangTrong')
        + addressees()
        + loop('can_cu', 'CanCu')
        + paragraph('ThanVanBan', "{{p noi_dung }}")
        + signature_table()
    )


def contact() -> str:
    """Ô 13 at the foot of page 1: a rule as wide as the text, address, phone, mail, web."""
    lines = paragraph('KeChanTrang') + loop('lien_he', 'ChanTrang')
    return shown_if('lien_he', lines, 'ChanTrang') + paragraph('DongAn')


def together_with(name: str) -> str:
    """The line "Kèm theo …" under the title of an appendix or attached text, and the rule under it."""
    return paragraph('KemTheo', f"{{{{ {name}.kem_theo }}}}") + rule(
        'DuongKe', (TEXT_WIDTH - TITLE_RULE) // 2
    )


def appendix() -> str:
    """Mẫu 2.1 and 2.2: number where there are several, title in capitals, "Kèm theo …", rule, content."""
    return (
        shown_if('phu_luc.so', paragraph('SoPhuLuc', f"Phụ lục{NBSP}{{{{ phu_luc.so }}}}"), 'SoPhuLuc')
        + shown_if('not phu_luc.so', paragraph('SoPhuLuc', "Phụ lục"), 'SoPhuLuc')
        + paragraph('TenPhuLuc', "{{ phu_luc.tieu_de }}")
        + together_with('phu_luc')
        + paragraph('KhoangTrong')
        + paragraph('ThanVanBan', "{{p phu_luc.noi_dung }}")
    )


def attached_text() -> str:
    """Mẫu 1.3, the text that is issued: header without number and date, type, subject, "Kèm theo …", text."""
    text = 'van_ban_kem_theo'
    return (
        paragraph('DongAn')
        + table(HEADER_COLUMNS, [Row(issuer_and_nation())], centred=True)
        + paragraph('TenLoai', f"{{{{ {text}.ten_loai }}}}")
        + paragraph('TrichYeu', f"{{{{ {text}.trich_yeu }}}}")
        + together_with(text)
        + paragraph('KhoangTrong')
        + paragraph('ThanVanBan', f"{{{{p {text}.noi_dung }}}}")
    )


def numbered(style: str) -> str:
    """A sample with the number as the view gives it, then the text."""
    return paragraph(style, "{{ khoi.so }} {{ khoi.noi_dung }}")


def duty(words: str) -> str:
    """A sample of a line of task assignment."""
    return paragraph('PhanCong', f"+ {words}: {{{{ khoi.noi_dung }}}}")


def centred_heading(word: str) -> str:
    """A sample of two lines: the word with its number, then the title (Phụ lục I, Phần I, Mục II khoản 6)."""
    return paragraph('Phan', f"{word}{NBSP}{{{{ khoi.so }}}}") + paragraph('TenPhan', "{{ khoi.noi_dung }}")


DIEU = f"Điều{NBSP}{{{{ khoi.so }}}}."
#: kind of block -> its sample paragraphs; the explanations are those of KINDS
SAMPLES: dict[str, str] = {
    'phan': centred_heading("Phần"),
    'chuong': centred_heading("Chương"),
    'muc': centred_heading("Mục"),
    'tieu_muc': centred_heading("Tiểu mục"),
    'muc_la_ma': numbered('MucLaMa'),
    'muc_so': numbered('MucSo'),
    'muc_so_kep': numbered('MucSoKep'),
    'muc_chu': numbered('MucChu'),
    'muc_gach': numbered('MucGach'),
    'muc_tron': paragraph('MucTron', "{{ khoi.noi_dung }}"),
    'dieu': paragraph('Dieu', run(DIEU, bold()), run(" {{ khoi.noi_dung }}")),
    'dieu_tieu_de': paragraph('DieuTieuDe', f"{DIEU} {{{{ khoi.noi_dung }}}}"),
    'khoan': numbered('Khoan'),
    'doan': paragraph('ThanVanBan', "{{ khoi.noi_dung }}"),
    'gach': paragraph('GachDauDong', "- {{ khoi.noi_dung }}"),
    'cong': paragraph('DauCong', "+ {{ khoi.noi_dung }}"),
    'chi_dao': duty("Chỉ đạo thực hiện"),
    'chu_tri': duty("Cơ quan chủ trì tham mưu"),
    'co_quan_tham_muu': duty("Cơ quan tham mưu"),
    'co_quan_thuc_hien': duty("Cơ quan thực hiện"),
    'phoi_hop': duty("Cơ quan phối hợp"),
    'thoi_han': duty("Thời hạn"),
    'tien_do': duty("Tiến độ thực hiện"),
    'san_pham': duty("Sản phẩm"),
    'nhom_chi_tieu': numbered('NhomChiTieu'),
    'chi_tieu': numbered('ChiTieu'),
    'ten_bang': paragraph('TenBang', "{{ khoi.noi_dung }}"),
    'don_vi_tinh': paragraph('DonViTinh', "Đơn vị tính: {{ khoi.noi_dung }}"),
    'o_dau_bang': paragraph('ODauBang', "{{ khoi.noi_dung }}"),
    'o_so_cot': paragraph('OSoCot', "{{ khoi.noi_dung }}"),
    'o_chu': paragraph('OChu', "{{ khoi.noi_dung }}"),
    'o_giua': paragraph('OGiua', "{{ khoi.noi_dung }}"),
    'o_so': paragraph('OSo', "{{ khoi.noi_dung }}"),
    'ghi_chu_bang': paragraph('GhiChuBang', "{{ khoi.noi_dung }}"),
}
#: braces here would be tags
GUIDANCE = (
    "Mỗi hàng của bảng là mẫu cho một loại đoạn trong thân văn bản; mọi văn bản soạn ra đều dùng chung tệp này.",
    "Được sửa ở cột phải: chữ cố định (ví dụ «+ Chỉ đạo thực hiện:»), phông chữ, cỡ chữ, thụt dòng, giãn cách, "
    "và các kiểu (Styles) của từng loại đoạn như «Mục La Mã», «Phân công», «Chỉ tiêu».",
    "Kiểu «Thân văn bản» và các kiểu khác có cùng tên trong tệp mẫu của loại văn bản (quyet-dinh.docx, "
    "van-ban-co-ten-loai.docx, cong-van.docx) thì sửa ở tệp mẫu đó, vì kiểu ở tệp mẫu được ưu tiên.",
    "Không sửa: tên khối in đậm ở cột trái và phần nằm trong dấu ngoặc nhọn.",
)


def fragment() -> str:
    """The shared fragment: guidance for the clerk, and a row of samples for each kind of block."""
    head = Row(
        (paragraph('DauCot', "Loại khối"), paragraph('DauCot', "Đoạn mẫu")), '<w:cantSplit/><w:tblHeader/>'
    )
    rows = [
        Row((paragraph('TenKhoi', kind) + paragraph('GiaiThich', words), SAMPLES[kind]), '<w:cantSplit/>')
        for kind, words in KINDS.items()
    ]
    return (
        paragraph('TieuDeHuongDan', "Các đoạn mẫu của thân văn bản")
        + ''.join(paragraph('HuongDan', line) for line in GUIDANCE)
        + table(FRAGMENT_COLUMNS, [head, *rows], margin=108, line='A6A6A6')
        + paragraph('DongAn')
    )


def templates() -> dict[str, dict[str, str]]:
    """The parts of each template by the name of its file."""
    end = next(style for style in FRAME if style.id == 'DongAn')
    shared = (NORMAL, *GUIDE, BODY, *BLOCKS, end)
    return {
        'quyet-dinh.docx': package(decision(), "Mẫu quyết định (Mẫu 1.2)", FRAME),
        'van-ban-co-ten-loai.docx': package(named_type(), "Mẫu văn bản có tên loại (Mẫu 1.4)", FRAME),
        'cong-van.docx': package(letter(), "Mẫu công văn (Mẫu 1.5)", FRAME, first_footer=contact()),
        'phu-luc.docx': package(appendix(), "Mẫu phụ lục (Mẫu 2.1, 2.2)", SECTION_FRAME, page_numbers=False),
        'van-ban-kem-theo.docx': package(
            attached_text(), "Mẫu văn bản kèm theo quyết định (Mẫu 1.3)", SECTION_FRAME, page_numbers=False
        ),
        'khoi-noi-dung.docx': package(
            fragment(), "Các đoạn mẫu của thân văn bản", shared, page_numbers=False
        ),
    }


def write(folder: Path) -> None:
    """Write all templates into a folder."""
    for name, parts in templates().items():
        (folder / name).write_bytes(zipped(parts))


if __name__ == '__main__':
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
