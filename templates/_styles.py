"""The named styles of the templates. Sizes in half points, lengths in twips.

Values follow Decree 30/2020/NĐ-CP, Phụ lục I, Phần I; where it gives a range, the choice is the one of its own
samples (Quốc hiệu 13, Tiêu ngữ 14, số 13, địa danh 14, nội dung 14, nơi nhận 12 and 11).

The styles of the kinds of blocks stand in the shared fragment only: a draft takes them from there, unless its
template has one of the same name. So they are restyled once for all papers. Names hold no comma and no
semicolon, which Word takes for the border between two names of one style.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from _wordml import W, bold, indents, italic, sized, spacing

FONT = 'Times New Roman'
FIRST_LINE = 720  # 12.7 mm (Mục II khoản 6: 1 cm or 1.27 cm)
BEFORE = 120  # 6 pt, the least room between paragraphs (Mục II khoản 6)
LINE = 264  # 1.1 lines, between single and 1.5 (Mục II khoản 6)

CENTRE = '<w:jc w:val="center"/>'
KEEP_NEXT = '<w:keepNext/>'
KEEP = KEEP_NEXT + '<w:keepLines/>'
BUILT_IN = ('Normal', 'header', 'footnote text', 'footnote reference')


@dataclass(frozen=True)
class Style:
    """A named style: its id, the name a clerk sees, paragraph and run properties, what it is based on."""

    id: str
    name: str
    p: str = ''
    r: str = ''
    based_on: str = 'Normal'
    next: str = ''
    kind: str = 'paragraph'

    def xml(self, priority: int) -> str:
        """The style; `priority` is its place in Word's list of styles."""
        default = ' w:default="1"' if self.id == 'Normal' else ''
        custom = '' if self.name in BUILT_IN else ' w:customStyle="1"'
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ''
        following = f'<w:next w:val="{self.next}"/>' if self.next else ''
        p = f'<w:pPr>{self.p}</w:pPr>' if self.p else ''
        r = f'<w:rPr>{self.r}</w:rPr>' if self.r else ''
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{self.id}">'
            f'<w:name w:val={quoteattr(self.name)}/>{based}{following}'
            f'<w:uiPriority w:val="{priority}"/><w:qFormat/>{p}{r}</w:style>'
        )


def centred(before: int = 0, after: int = 0, keep: str = '') -> str:
    return keep + spacing(before, after) + CENTRE


def boxed(edges: tuple[tuple[str, int], ...]) -> str:
    """Paragraph borders: edge and its distance from the text in points."""
    lines = ''.join(f'<w:{e} w:val="single" w:sz="6" w:space="{s}" w:color="auto"/>' for e, s in edges)
    return f'<w:pBdr>{lines}</w:pBdr>'


def block(id: str, name: str, p: str = '', r: str = '', level: int = -1, keep: str = KEEP) -> Style:
    """The style of a kind of block; one with a level shows in Word's navigation pane and keeps with the next."""
    if level < 0:
        return Style(id, name, p, r, 'ThanVanBan')
    return Style(id, name, f'{keep}{p}<w:outlineLvl w:val="{level}"/>', r, 'ThanVanBan', 'ThanVanBan')


RULE = KEEP_NEXT + boxed((('bottom', 0),)) + spacing(20, 0, 60, 'exact') + CENTRE

NORMAL = Style('Normal', 'Normal', '<w:widowControl/>' + spacing(), based_on='')
BODY = Style(
    'ThanVanBan',
    "Thân văn bản",
    spacing(BEFORE, 0, LINE) + f'<w:ind w:firstLine="{FIRST_LINE}"/><w:jc w:val="both"/>',
)

#: header, title, bases, signature, notes: what the templates themselves print
FRAME = (
    NORMAL,
    Style('QuocHieu', "Quốc hiệu", centred(), bold(26), next='TieuNgu'),
    Style('TieuNgu', "Tiêu ngữ", centred(), bold(28)),
    Style('CoQuanChuQuan', "Cơ quan chủ quản", centred(), sized(26)),
    Style('CoQuanBanHanh', "Cơ quan ban hành", centred(), bold(26)),
    Style('DuongKe', "Đường kẻ", RULE, sized(4)),
    Style('DuongKeDai', "Đường kẻ dài", RULE, sized(4)),
    Style('SoKyHieu', "Số ký hiệu", centred(BEFORE), sized(26)),
    Style('DiaDanhNgay', "Địa danh ngày tháng", centred(BEFORE), italic(28)),
    Style(
        'DuThao',
        "Dự thảo",
        boxed((('top', 2), ('left', 4), ('bottom', 2), ('right', 4))) + spacing(200) + indents(822) + CENTRE,
        bold(26),
    ),
    Style(
        'DauKhan',
        "Dấu khẩn mật",
        boxed((('top', 3), ('left', 4), ('bottom', 3), ('right', 4))) + spacing(0, 60, 330, 'exact') + CENTRE,
        bold(26).replace('<w:sz ', '<w:color w:val="FF0000"/><w:sz '),
    ),
    Style('TrichYeuCongVan', "Trích yếu công văn", centred(BEFORE), sized(24)),
    Style('KinhGui', "Kính gửi", KEEP_NEXT + spacing(BEFORE) + '<w:ind w:left="1701"/>'),
    Style('DongKinhGui', "Dòng kính gửi", spacing(20) + '<w:ind w:left="2855" w:hanging="166"/>'),
    Style('KeChanTrang', "Kẻ chân trang", boxed((('top', 0),)) + spacing(0, 0, 60, 'exact'), sized(4)),
    Style('ChanTrang', "Chân trang", centred(), sized(22)),
    Style('TenLoai', "Tên loại", centred(320, 0, KEEP_NEXT), bold(28), next='TrichYeu'),
    Style('TrichYeu', "Trích yếu", KEEP_NEXT + spacing() + indents(567) + CENTRE, bold(28)),
    Style('KhoangTrong', "Khoảng trống", spacing(0, 0, 200, 'exact'), sized(8)),
    Style('ThamQuyen', "Thẩm quyền", centred(BEFORE, BEFORE, KEEP_NEXT), bold(28)),
    Style('CanCu', "Căn cứ", r=italic(), based_on='ThanVanBan'),
    Style('Lenh', "Lệnh", centred(180, BEFORE, KEEP_NEXT), bold(28)),
    BODY,
    Style('NoiNhan', "Nơi nhận", KEEP + spacing(), bold() + italic(24)),
    Style('DongNoiNhan', "Dòng nơi nhận", KEEP + spacing(), sized(22)),
    Style('QuyenHan', "Quyền hạn", centred(keep=KEEP), bold(28)),
    Style('ChoKy', "Chỗ ký", centred(keep=KEEP), sized(28)),
    Style('HoTen', "Họ tên", centred(keep=KEEP), bold(28)),
    Style('DongAn', "Dòng ẩn", spacing(0, 0, 20, 'exact'), sized(2)),
    Style('Header', 'header', centred(), sized(28)),
    Style('FootnoteText', 'footnote text', spacing(20) + '<w:jc w:val="both"/>', sized(20)),
    Style(
        'FootnoteReference',
        'footnote reference',
        r='<w:vertAlign w:val="superscript"/>',
        based_on='',
        kind='character',
    ),
)

#: what the files of the sections after the signature print: an appendix, an attached text
SECTION_FRAME = (
    *(
        s
        for s in FRAME
        if s.id not in ('SoKyHieu', 'DiaDanhNgay', 'DuThao', 'NoiNhan', 'DongNoiNhan', 'QuyenHan')
    ),
    Style('SoPhuLuc', "Số phụ lục", centred(0, 0, KEEP), bold(28), next='TenPhuLuc'),
    Style('TenPhuLuc', "Tên phụ lục", centred(0, 0, KEEP), bold(28)),
    Style('KemTheo', "Kèm theo", centred(0, 0, KEEP), italic(28)),
)

#: the kinds of blocks of the body (Phụ lục I, Phần I, Mục V, dòng 6)
BLOCKS = (
    Style(
        'Phan',
        "Phần",
        centred(240, 0, KEEP) + '<w:outlineLvl w:val="0"/>',
        bold(28),
        next='TenPhan',
    ),
    Style('TenPhan', "Tên phần", centred(0, BEFORE, KEEP), bold(28), next='ThanVanBan'),
    block('Dieu', "Điều", level=0, keep=''),
    block('DieuTieuDe', "Điều có tiêu đề", r=bold(), level=0),
    block('MucLaMa', "Mục La Mã", r=bold(), level=1),
    block('MucSo', "Mục số", r=bold(), level=2),
    block('MucTron', "Mục không số", r=bold(), level=2),
    block('MucSoKep', "Mục số kép", r=bold(), level=3),
    block('MucChu', "Mục chữ", level=3),
    block('MucGach', "Mục gạch", r=italic(), level=4),
    block('Khoan', "Khoản"),
    block('GachDauDong', "Gạch đầu dòng"),
    block('DauCong', "Dấu cộng"),
    block('PhanCong', "Phân công"),
    block('NhomChiTieu', "Nhóm chỉ tiêu", r=bold(), level=2),
    block('ChiTieu', "Chỉ tiêu"),
    Style('TenBang', "Tên bảng", centred(BEFORE, 60, KEEP), bold(28)),
    Style('DonViTinh', "Đơn vị tính", KEEP_NEXT + spacing(0, 60) + '<w:jc w:val="right"/>', italic(26)),
    Style('ODauBang', "Ô đầu bảng", KEEP_NEXT + spacing(40, 40) + CENTRE, bold(26)),
    Style('OSoCot', "Ô số cột", KEEP_NEXT + spacing(20, 20) + CENTRE, italic(24)),
    Style('OChu', "Ô chữ", spacing(40, 40), sized(26)),
    Style('OGiua', "Ô giữa", spacing(40, 40) + CENTRE, sized(26)),
    Style('OSo', "Ô số", spacing(40, 40) + '<w:jc w:val="right"/>', sized(26)),
    Style('GhiChuBang', "Ghi chú bảng", spacing(60, 0) + '<w:jc w:val="both"/>', italic(26)),
)

GREY = '<w:color w:val="595959"/>'
#: what speaks to the clerk in the fragment
GUIDE = (
    Style('TieuDeHuongDan', "Tiêu đề hướng dẫn", KEEP_NEXT + spacing(0, BEFORE), bold(26)),
    Style('HuongDan', "Hướng dẫn", spacing(0, 80), sized(22)),
    Style('DauCot', "Đầu cột", spacing(40, 40), bold(22)),
    Style('TenKhoi', "Tên khối", spacing(BEFORE, 0), bold(22), next='GiaiThich'),
    Style('GiaiThich', "Giải thích", spacing(0, 60), GREY + sized(18)),
)

#: what Word leans on where a paragraph, run, table or list names no style (17.7.4.17)
_DEFAULTS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def styles_xml(styles: Iterable[Style]) -> str:
    """word/styles.xml with these styles in this order; Word's own are hidden so that a clerk sees only ours."""
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        f'{sized(28)}<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault/></w:docDefaults><w:latentStyles w:defLockedState="0" w:defUIPriority="99" '
        'w:defSemiHidden="1" w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
        + _DEFAULTS
        + ''.join(style.xml(priority) for priority, style in enumerate(styles, 1))
        + '</w:styles>'
    )
