"""The named styles of all templates, and the lean parts that a Word package needs. Sizes in half points and twips.

Values follow Decree 30/2020/NĐ-CP, Phụ lục I, Phần I; where it gives a range, the choice is the one of its own
samples (Quốc hiệu 13, Tiêu ngữ 14, số 13, địa danh 14, nội dung 14, nơi nhận 12 and 11).
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
FONT = 'Times New Roman'

#: A4 and margins: top and bottom 20 mm, left 30 mm, right 15 mm (P01, P02)
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = 1134, 1134, 1701, 851
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT

FIRST_LINE = 720  # 12.7 mm
BEFORE = 120  # 6 pt between paragraphs


@dataclass(frozen=True)
class Style:
    """A named style: its id, the name a clerk sees, what it is based on, paragraph and run properties."""

    id: str
    name: str
    based_on: str = 'Normal'
    p: str = ''
    r: str = ''
    next: str = ''
    kind: str = 'paragraph'

    def xml(self) -> str:
        default = ' w:default="1"' if self.id == 'Normal' else ''
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on and self.id != 'Normal' else ''
        following = f'<w:next w:val="{self.next}"/>' if self.next else ''
        p = f'<w:pPr>{self.p}</w:pPr>' if self.p else ''
        r = f'<w:rPr>{self.r}</w:rPr>' if self.r else ''
        return (
            f'<w:style w:type="{self.kind}"{default} w:styleId="{self.id}"><w:name w:val={quoteattr(self.name)}/>'
            f'{based}{following}<w:qFormat/>{p}{r}</w:style>'
        )


def bold(size: int = 0) -> str:
    return '<w:b/><w:bCs/>' + sized(size)


def italic(size: int = 0) -> str:
    return '<w:i/><w:iCs/>' + sized(size)


def sized(size: int) -> str:
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ''


def spacing(before: int = 0, after: int = 0, line: int = 240, rule: str = 'auto') -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def centred(before: int = 0, after: int = 0, keep: bool = False) -> str:
    return ('<w:keepNext/>' if keep else '') + spacing(before, after) + '<w:jc w:val="center"/>'


RULE = (
    '<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
    + spacing(20, 0, 60, 'exact')
    + '<w:jc w:val="center"/>'
)
KEEP = '<w:keepNext/><w:keepLines/>'


def block(
    id: str, name: str, p: str = '', r: str = '', based_on: str = 'ThanVanBan', level: int = -1
) -> Style:
    """A style of a kind of block; headings keep with the next line and show in the navigation pane."""
    outline = f'<w:outlineLvl w:val="{level}"/>' if level >= 0 else ''
    keep = '<w:keepNext/>' if level >= 0 else ''
    return Style(id, name, based_on, keep + p + outline, r, 'ThanVanBan' if level >= 0 else '')


STYLES = (
    Style('Normal', 'Normal', '', '<w:widowControl/>' + spacing()),
    Style('QuocHieu', "Quốc hiệu", p=centred(), r=bold(26), next='TieuNgu'),
    Style('TieuNgu', "Tiêu ngữ", p=centred(), r=bold(28)),
    Style('CoQuanChuQuan', "Cơ quan chủ quản", p=centred(), r=sized(26)),
    Style('CoQuanBanHanh', "Cơ quan ban hành", p=centred(), r=bold(26)),
    Style('DuongKe', "Đường kẻ", p=RULE, r=sized(4)),
    Style('DuongKeDai', "Đường kẻ dài", p=RULE, r=sized(4)),
    Style('SoKyHieu', "Số, ký hiệu", p=centred(BEFORE), r=sized(26)),
    Style('DiaDanhNgay', "Địa danh, ngày tháng", p=centred(BEFORE), r=italic(28)),
    Style(
        'DuThao',
        "Dự thảo",
        p='<w:pBdr><w:top w:val="single" w:sz="6" w:space="2" w:color="auto"/>'
        '<w:left w:val="single" w:sz="6" w:space="4" w:color="auto"/>'
        '<w:bottom w:val="single" w:sz="6" w:space="2" w:color="auto"/>'
        '<w:right w:val="single" w:sz="6" w:space="4" w:color="auto"/></w:pBdr>'
        + spacing(200)
        + '<w:ind w:left="794" w:right="794"/><w:jc w:val="center"/>',
        r=bold(26),
    ),
    Style('TenLoai', "Tên loại", p=centred(320, 0, True), r=bold(28), next='TrichYeu'),
    Style(
        'TrichYeu',
        "Trích yếu",
        p='<w:keepNext/>' + spacing() + '<w:ind w:left="964" w:right="964"/><w:jc w:val="center"/>',
        r=bold(28),
    ),
    Style('KetThucTieuDe', "Dưới trích yếu", p=spacing(0, 0, 200, 'exact'), r=sized(8)),
    Style('ThamQuyen', "Thẩm quyền ban hành", p=centred(BEFORE, BEFORE, True), r=bold(28)),
    Style('MenhLenh', "Mệnh lệnh", p=centred(180, BEFORE, True), r=bold(28)),
    Style(
        'ThanVanBan',
        "Thân văn bản",
        p=spacing(BEFORE, 0, 264) + f'<w:ind w:firstLine="{FIRST_LINE}"/><w:jc w:val="both"/>',
    ),
    block('CanCu', "Căn cứ", r=italic()),
    Style(
        'Phan',
        "Phần",
        p=KEEP + spacing(240) + '<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
        r=bold(),
        next='TenPhan',
    ),
    Style(
        'TenPhan',
        "Tên phần",
        p=KEEP + spacing(0, BEFORE) + '<w:jc w:val="center"/>',
        r=bold(),
        next='ThanVanBan',
    ),
    block('MucLaMa', "Mục I, II, III", r=bold(), level=1),
    block('MucSo', "Mục 1, 2, 3", r=bold(), level=2),
    block('MucSoKep', "Mục 1.1, 1.2", r=bold(), level=3),
    block('MucChu', "Mục a, b, c", level=3),
    block('MucGach', "Mục gạch đầu dòng", r=italic(), level=4),
    block('MucTron', "Mục không đánh số", r=bold(), level=2),
    block('Dieu', "Điều"),
    block('DieuTieuDe', "Điều có tiêu đề", r=bold(), level=1),
    block('Khoan', "Khoản, điểm"),
    block('GachDauDong', "Gạch đầu dòng"),
    block('DauCong', "Dấu cộng"),
    block('PhanCong', "Phân công"),
    block('NhomChiTieu', "Nhóm chỉ tiêu", r=bold(), level=2),
    block('ChiTieu', "Chỉ tiêu"),
    Style('NoiNhan', "Nơi nhận", p=KEEP + spacing(), r=bold() + italic(24)),
    Style('DongNoiNhan', "Dòng nơi nhận", p=KEEP + spacing(), r=sized(22)),
    Style('QuyenHan', "Quyền hạn, chức vụ", p=KEEP + spacing() + '<w:jc w:val="center"/>', r=bold(28)),
    Style('HoTen', "Họ tên người ký", p=KEEP + spacing() + '<w:jc w:val="center"/>', r=bold(28)),
    Style('CuoiVanBan', "Cuối văn bản", p=spacing(0, 0, 20, 'exact'), r=sized(2)),
    Style('Header', 'header', p=spacing() + '<w:jc w:val="center"/>', r=sized(28)),
    Style('FootnoteText', 'footnote text', p=spacing(20) + '<w:jc w:val="both"/>', r=sized(20)),
    Style(
        'FootnoteReference',
        'footnote reference',
        '',
        r='<w:vertAlign w:val="superscript"/>',
        kind='character',
    ),
    Style('HuongDan', "Hướng dẫn", p=spacing(0, BEFORE), r='<w:color w:val="595959"/>' + sized(22)),
)


def styles_xml() -> str:
    """word/styles.xml."""
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        f'{sized(28)}<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault/></w:docDefaults>' + ''.join(s.xml() for s in STYLES) + '</w:styles>'
    )


def run(text: str, r: str = '') -> str:
    """A run of text; its outer spaces are kept."""
    properties = f'<w:rPr>{r}</w:rPr>' if r else ''
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, *runs: str, p: str = '') -> str:
    """A paragraph of a style; texts stand for plain runs."""
    content = ''.join(r if r.startswith('<') else run(r) for r in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{p}</w:pPr>{content}</w:p>'


def loop(names: str, style: str, text: str = "{{ dong }}") -> str:
    """One paragraph of a style for each item."""
    return (
        paragraph(style, f"{{%p for dong in {names} %}}")
        + paragraph(style, text)
        + paragraph(style, "{%p endfor %}")
    )


def shown_if(name: str, content: str, style: str = 'Normal') -> str:
    """Content that stands only where the name prints something."""
    return paragraph(style, f"{{%p if {name} %}}") + content + paragraph(style, "{%p endif %}")


def rule(style: str, side: int) -> str:
    """The rule under a heading line: a thin paragraph with a bottom border and equal indents in twips."""
    return paragraph(style, p=f'<w:ind w:left="{side}" w:right="{side}"/>')


def table(widths: tuple[int, ...], rows: list[tuple[str, list[str]]], borders: bool = False) -> str:
    """A table of fixed columns; each row is its properties and its cells."""
    total = sum(widths)
    edges = ('top', 'left', 'bottom', 'right', 'insideH', 'insideV')
    line = 'w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"'
    drawn = (
        '<w:tblBorders>' + ''.join(f'<w:{e} {line}/>' for e in edges) + '</w:tblBorders>' if borders else ''
    )
    margin = 85 if borders else 0
    cells = ''.join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    body = ''
    for properties, contents in rows:
        body += f'<w:tr>{f"<w:trPr>{properties}</w:trPr>" if properties else ""}'
        for width, content in zip(widths, contents, strict=True):
            body += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        body += '</w:tr>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{drawn}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid>{cells}</w:tblGrid>{body}</w:tbl>'
    )
