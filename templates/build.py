"""Makes the Word templates of this folder, the same bytes each time: `python templates/build.py [FOLDER]`.

The files are meant to be opened in Word and restyled; running this script again brings back the originals.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from _styles import (
    BOTTOM,
    FONT,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    TEXT_WIDTH,
    TOP,
    R,
    W,
    bold,
    loop,
    paragraph,
    rule,
    run,
    shown_if,
    styles_xml,
    table,
)

PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NBSP = '\N{NO-BREAK SPACE}'

#: header columns: 60 mm and 105 mm, so that the Quốc hiệu (13 pt bold) stays on one line
HEADER_COLUMNS = (3402, TEXT_WIDTH - 3402)
SIGNATURE_COLUMNS = (4536, TEXT_WIDTH - 4536)
MOTTO = "Độc lập - Tự do - Hạnh phúc"
MOTTO_WIDTH = 3424  # the motto in bold 14 pt: 60.4 mm


def header_table() -> str:
    """Ô 1 to 4: issuing body and national title; number and date; the draft mark under the number."""
    left, right = HEADER_COLUMNS
    names = (
        loop('co_quan_chu_quan', 'CoQuanChuQuan')
        + loop('co_quan', 'CoQuanBanHanh')
        + rule('DuongKe', (left - 1134) // 2)
    )
    nation = (
        paragraph('QuocHieu', "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + paragraph('TieuNgu', MOTTO)
        + rule('DuongKeDai', (right - MOTTO_WIDTH) // 2)
    )
    number = paragraph('SoKyHieu', "Số: {{ so_ky_hieu }}") + shown_if(
        'du_thao', paragraph('DuThao', "{{ du_thao }}"), 'SoKyHieu'
    )
    date = paragraph('DiaDanhNgay', "{{ dia_danh_ngay }}")
    return table(HEADER_COLUMNS, [('', [names, nation]), ('', [number, date])])


def title() -> str:
    """Ô 5a: type, subject and the rule under them."""
    return (
        paragraph('TenLoai', "{{ ten_loai }}")
        + paragraph('TrichYeu', "{{ trich_yeu }}")
        + rule('DuongKe', (TEXT_WIDTH - 3402) // 2)
        + paragraph('KetThucTieuDe')
    )


def signature_table() -> str:
    """Ô 7 and 9b side by side in one row that is never split; the blank lines leave room for the signature."""
    left = paragraph('NoiNhan', "Nơi nhận:") + loop('noi_nhan', 'DongNoiNhan', "- {{ dong }}")
    right = (
        loop('quyen_han', 'QuyenHan')
        + ''.join(paragraph('QuyenHan') for _ in range(4))
        + shown_if('ho_ten', paragraph('HoTen', "{{ ho_ten }}"), 'HoTen')
    )
    return (
        paragraph('KetThucTieuDe', p='<w:keepNext/>')
        + table(SIGNATURE_COLUMNS, [('<w:cantSplit/>', [left, right])])
        + paragraph('CuoiVanBan')
    )


def decision() -> str:
    """Mẫu 1.2: header, type, authority, bases, the word of command, Điều, signature."""
    return (
        header_table()
        + title()
        + shown_if('tham_quyen', paragraph('ThamQuyen', "{{ tham_quyen }}"), 'ThamQuyen')
        + loop('can_cu', 'CanCu')
        + paragraph('MenhLenh', "QUYẾT ĐỊNH:")
        + paragraph('ThanVanBan', "{{p noi_dung }}")
        + signature_table()
    )


def named_type() -> str:
    """Mẫu 1.4: header, type, text, signature."""
    return (
        header_table()
        + title()
        + loop('can_cu', 'CanCu')
        + paragraph('ThanVanBan', "{{p noi_dung }}")
        + signature_table()
    )


NUMBERED = "{{ khoi.so }} {{ khoi.noi_dung }}"

#: kind -> explanation for the clerk, and the sample paragraphs
SAMPLES: dict[str, tuple[str, str]] = {
    'phan': (
        "Phần: số ở một dòng, tên phần ở dòng dưới",
        paragraph('Phan', f"Phần{NBSP}{{{{ khoi.so }}}}") + paragraph('TenPhan', "{{ khoi.noi_dung }}"),
    ),
    'muc_la_ma': ("Tiêu đề đánh số I, II, III", paragraph('MucLaMa', NUMBERED)),
    'muc_so': ("Tiêu đề đánh số 1, 2, 3", paragraph('MucSo', NUMBERED)),
    'muc_so_kep': ("Tiêu đề đánh số 1.1, 1.2", paragraph('MucSoKep', NUMBERED)),
    'muc_chu': ("Tiêu đề đánh chữ a, b, c", paragraph('MucChu', NUMBERED)),
    'muc_gach': ("Tiêu đề sau gạch đầu dòng", paragraph('MucGach', NUMBERED)),
    'muc_tron': ("Tiêu đề không đánh số", paragraph('MucTron', "{{ khoi.noi_dung }}")),
    'dieu': (
        "Điều không có tiêu đề",
        paragraph('Dieu', run(f"Điều{NBSP}{{{{ khoi.so }}}}.", bold()), run(" {{ khoi.noi_dung }}")),
    ),
    'dieu_tieu_de': (
        "Điều có tiêu đề",
        paragraph('DieuTieuDe', f"Điều{NBSP}{{{{ khoi.so }}}}. {{{{ khoi.noi_dung }}}}"),
    ),
    'khoan': ("Đoạn có số ở đầu: 1. 1.1. a) (1)", paragraph('Khoan', NUMBERED)),
    'doan': ("Đoạn văn", paragraph('ThanVanBan', "{{ khoi.noi_dung }}")),
    'gach': ("Ý sau gạch đầu dòng", paragraph('GachDauDong', "- {{ khoi.noi_dung }}")),
    'cong': ("Ý sau dấu cộng", paragraph('DauCong', "+ {{ khoi.noi_dung }}")),
    'chi_dao': ("Phân công", paragraph('PhanCong', "+ Chỉ đạo thực hiện: {{ khoi.noi_dung }}")),
    'chu_tri': ("Phân công", paragraph('PhanCong', "+ Cơ quan chủ trì tham mưu: {{ khoi.noi_dung }}")),
    'co_quan_tham_muu': (
        "Phân công, khi không tách chủ trì và phối hợp",
        paragraph('PhanCong', "+ Cơ quan tham mưu: {{ khoi.noi_dung }}"),
    ),
    'co_quan_thuc_hien': (
        "Phân công, khi không tách chủ trì và phối hợp",
        paragraph('PhanCong', "+ Cơ quan thực hiện: {{ khoi.noi_dung }}"),
    ),
    'phoi_hop': ("Phân công", paragraph('PhanCong', "+ Cơ quan phối hợp: {{ khoi.noi_dung }}")),
    'thoi_han': ("Phân công", paragraph('PhanCong', "+ Thời hạn: {{ khoi.noi_dung }}")),
    'tien_do': ("Phân công", paragraph('PhanCong', "+ Tiến độ thực hiện: {{ khoi.noi_dung }}")),
    'san_pham': ("Phân công", paragraph('PhanCong', "+ Sản phẩm: {{ khoi.noi_dung }}")),
    'nhom_chi_tieu': ("Nhóm chỉ tiêu", paragraph('NhomChiTieu', NUMBERED)),
    'chi_tieu': ("Chỉ tiêu", paragraph('ChiTieu', NUMBERED)),
}


def fragment() -> str:
    """The shared fragment: one sample for each kind of block, in a table that a clerk can read."""
    head = (
        '<w:tblHeader/>',
        [paragraph('HuongDan', run("Loại khối", bold())), paragraph('HuongDan', run("Đoạn mẫu", bold()))],
    )
    rows = [
        ('<w:cantSplit/>', [paragraph('HuongDan', kind) + paragraph('HuongDan', words), sample])
        for kind, (words, sample) in SAMPLES.items()
    ]
    return (
        paragraph(
            'HuongDan',
            "Mỗi hàng dưới đây là mẫu của một loại đoạn trong thân văn bản. Sửa chữ cố định, phông chữ, cỡ chữ, "
            "khoảng cách ở cột phải thì mọi văn bản soạn ra sẽ theo. Không sửa cột trái và phần trong hai dấu ngoặc nhọn.",
        )
        + table((2551, TEXT_WIDTH - 2551), [head, *rows], borders=True)
        + paragraph('HuongDan')
    )


def document(body: str, page_numbers: bool) -> str:
    references = (
        '<w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" r:id="rId6"/>'
        if page_numbers
        else ''
    )
    first = '<w:titlePg/>' if page_numbers else ''
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>{references}'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" '
        f'w:left="{LEFT}" w:header="510" w:footer="510" w:gutter="0"/><w:pgNumType w:start="1"/>{first}</w:sectPr>'
        '</w:body></w:document>'
    )


def page_number() -> str:
    field = ''.join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        if kind
        else '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        for kind in ('begin', '', 'separate')
    )
    field += '<w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f'<w:hdr xmlns:w="{W}">{paragraph("Header", field)}</w:hdr>'


SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
FOOTNOTES = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
    'w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" '
    'w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/>'
    '</w:r></w:p></w:footnote></w:footnotes>'
)
FONTS = (
    f'<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
    '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
APP = f'<Properties xmlns="{OFFICE}/extended-properties"><Application>baocao</Application></Properties>'


def core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title>{title}</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>'
    )


def package(body: str, title: str, page_numbers: bool = True) -> dict[str, str]:
    """All parts of one template in their order in the file."""
    parts = {
        'word/document.xml': (f'{WORD}.document.main+xml', document(body, page_numbers)),
        'word/styles.xml': (f'{WORD}.styles+xml', styles_xml()),
        'word/settings.xml': (f'{WORD}.settings+xml', SETTINGS),
        'word/fontTable.xml': (f'{WORD}.fontTable+xml', FONTS),
        'word/footnotes.xml': (f'{WORD}.footnotes+xml', FOOTNOTES),
    }
    links = ['styles', 'settings', 'fontTable', 'footnotes']
    targets = ['styles.xml', 'settings.xml', 'fontTable.xml', 'footnotes.xml']
    if page_numbers:
        empty = f'<w:hdr xmlns:w="{W}">{paragraph("Header")}</w:hdr>'
        parts['word/header1.xml'] = (f'{WORD}.header+xml', page_number())
        parts['word/header2.xml'] = (f'{WORD}.header+xml', empty)
        links += ['header', 'header']
        targets += ['header1.xml', 'header2.xml']
    parts['docProps/core.xml'] = ('application/vnd.openxmlformats-package.core-properties+xml', core(title))
    parts['docProps/app.xml'] = ('application/vnd.openxmlformats-officedocument.extended-properties+xml', APP)
    overrides = ''.join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items()
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    root = relationships(
        (f'{OFFICE}/relationships/officeDocument', 'word/document.xml'),
        (f'{PACKAGE}/relationships/metadata/core-properties', 'docProps/core.xml'),
        (f'{OFFICE}/relationships/extended-properties', 'docProps/app.xml'),
    )
    inner = relationships(
        *((f'{OFFICE}/relationships/{link}', target) for link, target in zip(links, targets, strict=True))
    )
    return {
        '[Content_Types].xml': types,
        '_rels/.rels': root,
        'word/document.xml': parts.pop('word/document.xml')[1],
        'word/_rels/document.xml.rels': inner,
        **{name: content for name, (_, content) in parts.items()},
    }


def relationships(*pairs: tuple[str, str]) -> str:
    rows = ''.join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


TEMPLATES: dict[str, dict[str, str]] = {
    'quyet-dinh.docx': package(decision(), "Mẫu quyết định (Mẫu 1.2)"),
    'van-ban-co-ten-loai.docx': package(named_type(), "Mẫu văn bản có tên loại (Mẫu 1.4)"),
    'khoi-noi-dung.docx': package(fragment(), "Các đoạn mẫu của thân văn bản", page_numbers=False),
}


def write(folder: Path) -> None:
    """Write all templates into a folder."""
    for name, parts in TEMPLATES.items():
        with zipfile.ZipFile(folder / name, 'w') as archive:
            for part, content in parts.items():
                info = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                archive.writestr(info, (XML + content).encode(), compresslevel=9)


if __name__ == '__main__':
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
