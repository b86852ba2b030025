"""The templates: made reproducibly, in the form that the Decree asks for, and open to a clerk's restyling.

Values are those of Decree 30/2020/NĐ-CP, Phụ lục I, Phần I, written down here a second time on purpose.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from baocao.mau import FRAGMENT, SECTIONS, TEMPLATES, Templates
from baocao.pipeline import draft
from baocao.view import KINDS
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / 'templates'
JUDGES = ROOT.parent / 'shared/tools'
PAPERS = tuple(dict.fromkeys(TEMPLATES.values()))
AFTER = tuple(SECTIONS.values())
ALL = (*PAPERS, *AFTER, FRAGMENT)
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
TWIPS_PER_MM = 1440 / 25.4
#: what both a template and the fragment need
SHARED = {'Normal', "Thân văn bản", "Dòng ẩn"}

AGENCY = """\
ten: Ủy ban nhân dân Thành phố Hồ Chí Minh
ten_tren_van_ban:
  - ỦY BAN NHÂN DÂN
  - THÀNH PHỐ HỒ CHÍ MINH
viet_tat: UBND
dia_danh: Thành phố Hồ Chí Minh
nguoi_ky:
  - chuc_vu: Chủ tịch
    ho_ten: Nguyễn Văn An
"""
DECISION = """\
loai: quyết định
co_quan_ban_hanh: hcm
nam: 2026
so: 5
du_thao: 12
ngay_ban_hanh: 5/11/2026
trich_yeu: Ban hành Quy chế làm việc
can_cu:
  - Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025
dieu:
  - tieu_de: Ban hành Quy chế
    noi_dung: |
      Ban hành Quy chế làm việc[^so].
  - Quyết định này có hiệu lực thi hành kể từ ngày ký.
chu_thich:
  so: |
    Thay cho Quy chế cũ.
noi_nhan:
  - Như Điều 2
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
PLAN = """\
loai: kế hoạch
co_quan_ban_hanh: hcm
nam: 2026
trich_yeu: Chuyển đổi số năm 2026
bo_cuc:
  - tieu_de: Mục đích
    muc_con:
      - Hoàn thiện hạ tầng.
noi_nhan:
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def tree(name: str, part: str) -> etree._Element:
    return etree.fromstring(parts(FOLDER / name)[part])


def body(name: str) -> etree._Element:
    found = tree(name, 'word/document.xml').find(f'{W}body')
    assert found is not None
    return found


def text(element: etree._Element) -> str:
    return ''.join(t.text or '' for t in element.iter(f'{W}t'))


def value(element: etree._Element | None, path: str, attribute: str = 'val') -> str | None:
    found = element.find('/'.join(W + step for step in path.split('/'))) if element is not None else None
    return None if found is None else found.get(W + attribute)


class Sheet:
    """The style sheet of a template, by the names that a clerk sees."""

    def __init__(self, name: str) -> None:
        self.root = tree(name, 'word/styles.xml')
        self.by_id = {s.get(f'{W}styleId'): s for s in self.root.iter(f'{W}style')}
        self.by_name = {value(s, 'name'): s for s in self.by_id.values()}

    def layers(self, style: str) -> Iterator[etree._Element]:
        """The style and all that it is based on, then the defaults of the file."""
        found: etree._Element | None = self.by_name[style]
        while found is not None:
            yield found
            found = self.by_id.get(value(found, 'basedOn'))
        defaults = self.root.find(f'{W}docDefaults/{W}rPrDefault')
        assert defaults is not None
        yield defaults

    def effective(self, style: str, path: str, attribute: str = 'val') -> str | None:
        layers = list(self.layers(style))
        return next((v for s in layers if (v := value(s, path, attribute)) is not None), None)

    def has(self, style: str, path: str) -> bool:
        steps = '/'.join(W + step for step in path.split('/'))
        return any(layer.find(steps) is not None for layer in self.layers(style))

    def name_of(self, paragraph: etree._Element) -> str:
        return value(self.by_id[value(paragraph, 'pPr/pStyle')], 'name') or ''


# --- the files


def test_the_script_makes_the_templates_that_are_kept(tmp_path: Path) -> None:
    folders = [tmp_path / 'one', tmp_path / 'two']
    for folder, seed in zip(folders, '12', strict=True):
        folder.mkdir()
        command = [sys.executable, str(FOLDER / 'build.py'), str(folder)]
        subprocess.run(command, check=True, env={**os.environ, 'PYTHONHASHSEED': seed, 'TZ': f'UTC-{seed}'})
    one, two = ({p.name: p.read_bytes() for p in folder.glob('*.docx')} for folder in folders)
    assert one == two
    assert sorted(one) == sorted(ALL) == sorted(p.name for p in FOLDER.glob('*.docx'))
    for name in ALL:
        made, kept = parts(folders[0] / name), parts(FOLDER / name)
        assert list(made) == list(kept) and made == kept, name


@pytest.mark.parametrize('name', ALL)
def test_the_package_is_lean_and_dated_1980(name: str) -> None:
    with zipfile.ZipFile(FOLDER / name) as archive:
        infos = archive.infolist()
    assert infos[0].filename == '[Content_Types].xml'
    assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert sum(i.file_size for i in infos) < 40_000


@pytest.mark.skipif(not JUDGES.is_dir(), reason='the outside judges are not at hand')
@pytest.mark.parametrize('name', ALL)
def test_the_judges_find_nothing_but_the_tags(name: str) -> None:
    for judge, tag in (('docx_validate.py', '[jinja]'), ('docx_oracle.py', 'JINJA:')):
        command = [sys.executable, str(JUDGES / judge), str(FOLDER / name)]
        done = subprocess.run(command, capture_output=True, text=True, encoding='utf-8')
        lines = [line for line in done.stdout.splitlines() if line.startswith(' ') and line.strip()]
        assert lines, done.stdout + done.stderr
        assert [line for line in lines if tag not in line] == []


def test_every_template_compiles_without_a_finding() -> None:
    templates = Templates(FOLDER)
    for reader in TEMPLATES:
        assert templates.of(reader).name.endswith('.docx')


@pytest.mark.parametrize('name', ALL)
def test_word_2013_mode_and_note_separators(name: str) -> None:
    settings = [etree.QName(e).localname for e in tree(name, 'word/settings.xml')]
    assert settings.index('footnotePr') < settings.index('compat')
    mode = tree(name, 'word/settings.xml').find(f'.//{W}compatSetting')
    assert mode is not None and (mode.get(f'{W}name'), mode.get(f'{W}val')) == ('compatibilityMode', '15')
    notes = [(n.get(f'{W}id'), n.get(f'{W}type')) for n in tree(name, 'word/footnotes.xml')]
    assert notes == [('-1', 'separator'), ('0', 'continuationSeparator')]


# --- styles: what a clerk sees and changes


@pytest.mark.parametrize('name', ALL)
def test_styles_have_sound_names(name: str) -> None:
    sheet = Sheet(name)
    assert len(sheet.by_name) == len(sheet.by_id)
    built_in = {'Normal', 'header', 'footnote text', 'footnote reference'}
    built_in |= {'Default Paragraph Font', 'Normal Table', 'No List'}
    for ident, style in sheet.by_id.items():
        shown = value(style, 'name') or ''
        assert ident is not None and ident.isascii() and ident.isalnum()
        assert not set(',;') & set(shown), shown  # Word reads them as the border between two names
        assert (style.get(f'{W}customStyle') == '1') == (shown not in built_in), shown
        for link in ('basedOn', 'next', 'link'):
            assert value(style, link) in (None, *sheet.by_id), (shown, link)
    used = {e.get(f'{W}val') for e in body(name).iter(f'{W}pStyle', f'{W}rStyle')}
    assert used <= set(sheet.by_id)
    for paragraph in body(name).iter(f'{W}p'):
        assert value(paragraph, 'pPr/pStyle'), text(paragraph)


@pytest.mark.parametrize('name', ALL)
def test_the_font_is_times_new_roman_in_vietnamese_and_black(name: str) -> None:
    sheet = Sheet(name)
    fonts = sheet.root.find(f'{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts')
    assert fonts is not None
    assert dict(fonts.attrib) == {W + f: 'Times New Roman' for f in ('ascii', 'hAnsi', 'eastAsia', 'cs')}
    assert sheet.effective('Normal', 'rPr/lang') == 'vi-VN'
    assert [f for s in sheet.by_id.values() for f in s.iter(f'{W}rFonts')] == []
    coloured = {n for n, s in sheet.by_name.items() if s.find(f'{W}rPr/{W}color') is not None}
    assert coloured == ({"Giải thích"} if name == FRAGMENT else {"Dấu khẩn mật"})


def test_a_kind_of_block_has_its_style_in_one_file() -> None:
    """A draft takes the template's style before the fragment's, so a second copy would hide the clerk's change."""
    fragment = {s for s in Sheet(FRAGMENT).by_name if s is not None}
    defaults = {'Default Paragraph Font', 'Normal Table', 'No List'}
    for name in (*PAPERS, *AFTER):
        assert fragment & set(Sheet(name).by_name) - defaults == SHARED


#: style, size in points, bold, italic, alignment (table of Mục V; ranges: the choice of the Decree's samples)
LOOKS = (
    ("Quốc hiệu", (12, 13), True, False, 'center'),
    ("Tiêu ngữ", (13, 14), True, False, 'center'),
    ("Cơ quan chủ quản", (12, 13), False, False, 'center'),
    ("Cơ quan ban hành", (12, 13), True, False, 'center'),
    ("Số ký hiệu", (13, 13), False, False, 'center'),
    ("Địa danh ngày tháng", (13, 14), False, True, 'center'),
    ("Dự thảo", (12, 14), True, False, 'center'),
    ("Tên loại", (13, 14), True, False, 'center'),
    ("Trích yếu", (13, 14), True, False, 'center'),
    ("Thẩm quyền", (13, 14), True, False, 'center'),
    ("Căn cứ", (13, 14), False, True, 'both'),
    ("Lệnh", (13, 14), True, False, 'center'),
    ("Thân văn bản", (13, 14), False, False, 'both'),
    ("Nơi nhận", (12, 12), True, True, None),
    ("Dòng nơi nhận", (11, 11), False, False, None),
    ("Quyền hạn", (13, 14), True, False, 'center'),
    ("Họ tên", (13, 14), True, False, 'center'),
    ('header', (13, 14), False, False, 'center'),
    ('footnote text', (10, 11), False, False, 'both'),
)
BLOCK_LOOKS = (
    ("Phần", True, False, 'center', 0),
    ("Tên phần", True, False, 'center', None),
    ("Điều", False, False, 'both', 0),
    ("Điều có tiêu đề", True, False, 'both', 0),
    ("Mục La Mã", True, False, 'both', 1),
    ("Mục số", True, False, 'both', 2),
    ("Mục không số", True, False, 'both', 2),
    ("Mục số kép", True, False, 'both', 3),
    ("Mục chữ", False, False, 'both', 3),
    ("Mục gạch", False, True, 'both', 4),
    ("Khoản", False, False, 'both', None),
    ("Gạch đầu dòng", False, False, 'both', None),
    ("Dấu cộng", False, False, 'both', None),
    ("Phân công", False, False, 'both', None),
    ("Nhóm chỉ tiêu", True, False, 'both', 2),
    ("Chỉ tiêu", False, False, 'both', None),
)


@pytest.mark.parametrize('name', PAPERS)
@pytest.mark.parametrize(('style', 'sizes', 'bold', 'italic', 'side'), LOOKS, ids=[look[0] for look in LOOKS])
def test_the_parts_of_a_paper_look_as_the_decree_says(
    name: str, style: str, sizes: tuple[int, int], bold: bool, italic: bool, side: str | None
) -> None:
    sheet = Sheet(name)
    assert sizes[0] * 2 <= int(sheet.effective(style, 'rPr/sz') or 0) <= sizes[1] * 2
    assert (sheet.has(style, 'rPr/b'), sheet.has(style, 'rPr/i')) == (bold, italic)
    assert sheet.effective(style, 'pPr/jc') == side


@pytest.mark.parametrize(
    ('style', 'bold', 'italic', 'side', 'level'), BLOCK_LOOKS, ids=[look[0] for look in BLOCK_LOOKS]
)
def test_the_blocks_look_as_the_decree_says(
    style: str, bold: bool, italic: bool, side: str, level: int | None
) -> None:
    sheet = Sheet(FRAGMENT)
    assert sheet.effective(style, 'rPr/sz') in ('26', '28')
    assert (sheet.has(style, 'rPr/b'), sheet.has(style, 'rPr/i')) == (bold, italic)
    assert sheet.effective(style, 'pPr/jc') == side
    assert sheet.effective(style, 'pPr/outlineLvl') == (None if level is None else str(level))
    if level is not None and style != "Điều":
        assert sheet.has(style, 'pPr/keepNext')
    if side == 'both':
        assert sheet.effective(style, 'pPr/ind', 'firstLine') in ('567', '720')


@pytest.mark.parametrize('name', ALL)
def test_the_body_text_has_its_indent_and_room(name: str) -> None:
    sheet = Sheet(name)
    assert sheet.effective("Thân văn bản", 'pPr/ind', 'firstLine') in ('567', '720')  # 1 cm or 1.27 cm
    assert int(sheet.effective("Thân văn bản", 'pPr/spacing', 'before') or 0) >= 6 * 20
    assert 240 <= int(sheet.effective("Thân văn bản", 'pPr/spacing', 'line') or 0) <= 360
    assert sheet.effective("Thân văn bản", 'pPr/spacing', 'lineRule') == 'auto'
    assert sheet.has("Thân văn bản", 'pPr/widowControl')


# --- pages and tables


@pytest.mark.parametrize('name', ALL)
def test_the_page_is_a4_with_the_margins_of_the_decree(name: str) -> None:
    section = body(name).find(f'{W}sectPr')
    assert section is not None
    size, margins = section.find(f'{W}pgSz'), section.find(f'{W}pgMar')
    assert size is not None and margins is not None
    found = [round(int(size.get(W + side) or 0) / TWIPS_PER_MM) for side in ('w', 'h')]
    assert found == [210, 297]
    limits = {'top': (20, 25), 'bottom': (20, 25), 'left': (30, 35), 'right': (15, 20)}
    for side, (least, most) in limits.items():
        assert least - 0.1 <= int(margins.get(W + side) or 0) / TWIPS_PER_MM <= most + 0.1, side


@pytest.mark.parametrize('name', PAPERS)
def test_pages_are_numbered_from_the_second(name: str) -> None:
    section = body(name).find(f'{W}sectPr')
    assert section is not None and section.find(f'{W}titlePg') is not None
    kinds = [h.get(f'{W}type') for h in section.iter(f'{W}headerReference')]
    assert kinds == ['default', 'first']
    later, first = tree(name, 'word/header1.xml'), tree(name, 'word/header2.xml')
    assert text(first) == '' and [i.text for i in first.iter(f'{W}instrText')] == []
    assert [(i.text or '').strip() for i in later.iter(f'{W}instrText')] == ['PAGE']
    marks = [f.get(f'{W}fldCharType') for f in later.iter(f'{W}fldChar')]
    assert marks == ['begin', 'separate', 'end']


@pytest.mark.parametrize('name', PAPERS)
def test_the_tables_have_fixed_columns_without_borders(name: str) -> None:
    tables = body(name).findall(f'{W}tbl')
    assert len(tables) == 2
    for table in tables:
        grid = [c.get(f'{W}w') for c in table.iter(f'{W}gridCol')]
        assert value(table, 'tblPr/tblLayout', 'type') == 'fixed'
        assert value(table, 'tblPr/tblW', 'w') == str(sum(int(w or 0) for w in grid))
        assert table.find(f'{W}tblPr/{W}tblBorders') is None and table.find(f'{W}tblPr/{W}tblStyle') is None
        for row in table.findall(f'{W}tr'):
            assert [value(c, 'tcPr/tcW', 'w') for c in row.findall(f'{W}tc')] == grid
    left, right = (int(c.get(f'{W}w') or 0) / TWIPS_PER_MM for c in tables[0].iter(f'{W}gridCol'))
    assert 60 <= left <= 70 and right >= 103
    assert value(tables[0], 'tblPr/jc') == 'center'
    assert left + right - (210 - 30 - 15) <= 8  # at most 4 mm beyond the text on either side


@pytest.mark.parametrize('name', PAPERS)
def test_rules_are_thin_paragraphs_with_equal_indents(name: str) -> None:
    sheet = Sheet(name)
    rules = [p for p in body(name).iter(f'{W}p') if sheet.name_of(p).startswith("Đường kẻ")]
    under_title = [] if name == 'cong-van.docx' else ["Đường kẻ"]
    assert [sheet.name_of(p) for p in rules] == ["Đường kẻ", "Đường kẻ dài", *under_title]
    for paragraph in rules:
        indents = paragraph.find(f'{W}pPr/{W}ind')
        assert indents is not None and indents.get(f'{W}left') == indents.get(f'{W}right')
        name_of = sheet.name_of(paragraph)
        assert sheet.effective(name_of, 'pPr/spacing', 'line') == '60'
        assert sheet.effective(name_of, 'pPr/spacing', 'lineRule') == 'exact'
        assert sheet.effective(name_of, 'pPr/pBdr/bottom') == 'single'
        assert sheet.effective(name_of, 'pPr/pBdr/bottom', 'sz') in ('4', '5', '6')
    column = round(107 * TWIPS_PER_MM)
    motto = column - 2 * int(value(rules[1], 'pPr/ind', 'left') or 0)
    assert motto / TWIPS_PER_MM == pytest.approx(60.4, abs=0.2)


@pytest.mark.parametrize('name', PAPERS)
def test_the_signature_row_stays_whole_and_with_what_is_before_it(name: str) -> None:
    sheet = Sheet(name)
    table = body(name).findall(f'{W}tbl')[1]
    rows = table.findall(f'{W}tr')
    assert len(rows) == 1 and rows[0].find(f'{W}trPr/{W}cantSplit') is not None
    for paragraph in rows[0].iter(f'{W}p'):
        assert sheet.has(sheet.name_of(paragraph), 'pPr/keepNext'), text(paragraph)
    before, after = table.getprevious(), table.getnext()
    assert before is not None and before.find(f'{W}pPr/{W}keepNext') is not None
    assert after is not None and text(after) == ''
    last = sheet.name_of(after)
    assert sheet.effective(last, 'pPr/spacing', 'line') == '20'
    assert sheet.effective(last, 'pPr/spacing', 'lineRule') == 'exact'
    blanks = [p for p in rows[0].iter(f'{W}p') if sheet.name_of(p) == "Chỗ ký"]
    assert 3 <= len(blanks) <= 4 and all(text(p) == '' for p in blanks)


@pytest.mark.parametrize('name', PAPERS)
def test_the_parts_stand_in_the_order_of_the_samples(name: str) -> None:
    """Mẫu 1.2, 1.4 and 1.5 of Phụ lục III."""
    found = [t for p in body(name).iter(f'{W}p') if (t := text(p))]
    stamps = ['if do_mat', '{{ do_mat }}', 'if do_khan', '{{ do_khan }}', '{{ du_thao }}']
    order = ['{{ so_ky_hieu }}', *stamps, '{{ dia_danh_ngay }}', '{{ ten_loai }}', '{{ trich_yeu }}']
    addressees = ['{{ kinh_gui_mot }}', 'in kinh_gui']
    if name == 'quyet-dinh.docx':
        order += ['{{ tham_quyen }}', 'in can_cu', "QUYẾT ĐỊNH:"]
    elif name == 'cong-van.docx':
        order = ['{{ so_ky_hieu }}', 'V/v {{ trich_yeu }}', *stamps, '{{ dia_danh_ngay }}', *addressees]
    else:
        order += addressees
    order += ['{{p noi_dung }}', "Nơi nhận:", 'in noi_nhan', 'in quyen_han', '{{ ho_ten }}']
    places = [next(i for i, line in enumerate(found) if part in line) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize('name', PAPERS)
def test_tags_of_whole_paragraphs_stand_alone(name: str) -> None:
    for paragraph in body(name).iter(f'{W}p'):
        line = text(paragraph)
        if re.search(r'\{[{%]p ', line):
            assert re.fullmatch(r'\{(%p [^%]*%|\{p [^}]*\})\}', line), line


# --- the fragment


def test_the_fragment_has_one_sample_for_each_kind() -> None:
    sheet = Sheet(FRAGMENT)
    tables = body(FRAGMENT).findall(f'{W}tbl')
    assert len(tables) == 1
    head, *rows = tables[0].findall(f'{W}tr')
    assert head.find(f'{W}trPr/{W}tblHeader') is not None
    assert [text(cell) for cell in head.findall(f'{W}tc')] == ["Loại khối", "Đoạn mẫu"]
    found = {}
    for row in rows:
        left, right = row.findall(f'{W}tc')
        kind, words = left.findall(f'{W}p')
        found[text(kind)] = text(words)
        assert sheet.has(sheet.name_of(words), 'rPr/color')
        assert int(sheet.effective(sheet.name_of(words), 'rPr/sz') or 0) < 22
        assert '{{ khoi.noi_dung }}' in text(right), text(kind)
    assert list(found.items()) == list(KINDS.items())


def test_the_fragment_speaks_to_the_clerk_first() -> None:
    before = []
    for element in body(FRAGMENT):
        if element.tag == f'{W}tbl':
            break
        before.append(text(element))
    assert 3 <= len(before) <= 6 and all(before)
    for name in PAPERS:
        assert any(name in line for line in before)
    assert not re.search(r'\{[{%#]', ''.join(before))


# --- drafts


def office(folder: Path) -> Path:
    """A small office with one decision and one plan."""
    (folder / 'data/co-quan').mkdir(parents=True)
    (folder / 'data/hcm').mkdir()
    (folder / 'data/co-quan/hcm.yaml').write_text(AGENCY, encoding='utf-8')
    (folder / 'data/hcm/quyet-dinh.yaml').write_text(DECISION, encoding='utf-8')
    (folder / 'data/hcm/ke-hoach.yaml').write_text(PLAN, encoding='utf-8')
    return folder / 'data'


def drafts(data: Path, templates: Path) -> dict[str, bytes]:
    compiled = Templates(templates)
    found = open_paths((str(data),))
    assert not found.failed
    return {relative.stem: draft(workspace, relative, compiled).data for workspace, relative in found.papers}


def changed(path: Path, part: str, old: str, new: str) -> None:
    """Rewrite a template with one change, as a clerk's save would."""
    kept = parts(path)
    content = kept[part].decode()
    assert content.count(old) == 1
    kept[part] = content.replace(old, new).encode()
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            archive.writestr(name, data)


def styled(data: bytes, style: str, folder: Path) -> str:
    """The style of a draft by its name, as XML."""
    path = folder / 'made.docx'
    path.write_bytes(data)
    root = etree.fromstring(parts(path)['word/styles.xml'])
    found = [s for s in root.iter(f'{W}style') if value(s, 'name') == style]
    assert len(found) == 1
    return etree.tostring(found[0], encoding='unicode')


def test_a_heading_restyled_in_the_fragment_changes_every_paper(tmp_path: Path) -> None:
    data, folder = office(tmp_path), tmp_path / 'templates'
    shutil.copytree(FOLDER, folder)
    size = '<w:name w:val="{}"/><w:basedOn w:val="ThanVanBan"/>'
    for style in ("Mục La Mã", "Điều có tiêu đề"):
        old = size.format(style)
        changed(folder / FRAGMENT, 'word/styles.xml', old, old.replace('ThanVanBan', 'Normal'))
    made = drafts(data, folder)
    assert 'w:basedOn w:val="Normal"' in styled(made['ke-hoach'], "Mục La Mã", tmp_path)
    assert 'w:basedOn w:val="Normal"' in styled(made['quyet-dinh'], "Điều có tiêu đề", tmp_path)


def test_fixed_words_changed_in_the_fragment_change_every_paper(tmp_path: Path) -> None:
    data, folder = office(tmp_path), tmp_path / 'templates'
    shutil.copytree(FOLDER, folder)
    (data / 'hcm/ke-hoach.yaml').write_text(
        PLAN.replace(
            '      - Hoàn thiện hạ tầng.\n',
            '      - noi_dung: |\n          Hoàn thiện hạ tầng.\n        chi_dao: UBND Thành phố\n',
        ),
        encoding='utf-8',
    )
    changed(folder / FRAGMENT, 'word/document.xml', ">+ Chỉ đạo thực hiện:", ">+ Lãnh đạo phụ trách:")
    path = tmp_path / 'made.docx'
    path.write_bytes(drafts(data, folder)['ke-hoach'])
    shown = parts(path)['word/document.xml'].decode()
    assert "+ Lãnh đạo phụ trách: " in shown and "Chỉ đạo thực hiện" not in shown


def test_body_text_restyled_in_a_template_changes_its_papers_only(tmp_path: Path) -> None:
    data, folder = office(tmp_path), tmp_path / 'templates'
    shutil.copytree(FOLDER, folder)
    changed(folder / 'quyet-dinh.docx', 'word/styles.xml', 'w:firstLine="720"', 'w:firstLine="567"')
    made = drafts(data, folder)
    assert 'w:firstLine="567"' in styled(made['quyet-dinh'], "Thân văn bản", tmp_path)
    assert 'w:firstLine="720"' in styled(made['ke-hoach'], "Thân văn bản", tmp_path)


@dataclass(frozen=True)
class Word:
    """A word on page 1: its text and its box in points from the left and from the top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Page:
    """The words of page 1, found by the phrases they make."""

    def __init__(self, pdf: Path) -> None:
        command = ['pdftotext', '-bbox', str(pdf), '-']
        shown = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
        root = etree.fromstring(shown.replace(b'&nbsp;', b' '), etree.XMLParser(load_dtd=False))
        pages = [e for e in root.iter() if etree.QName(e).localname == 'page']
        self.count = len(pages)
        self.words = [
            Word(e.text or '', *(float(e.get(k) or 0) for k in ('xMin', 'yMin', 'xMax', 'yMax')))
            for e in pages[0]
        ]

    def line(self, phrase: str) -> Word:
        """The phrase as one box; only where it stands on one line does it count."""
        wanted = phrase.split()
        for i in range(len(self.words)):
            found = self.words[i : i + len(wanted)]
            level = [w.bottom for w in found]
            if [w.text for w in found] == wanted and max(level) - min(level) < 1:
                return Word(phrase, found[0].left, found[0].top, found[-1].right, found[0].bottom)
        raise AssertionError(f'{phrase} not on one line of the page: {" ".join(w.text for w in self.words)}')


def middle(word: Word) -> float:
    return (word.left + word.right) / 2


@pytest.fixture(scope='module')
def printed(tmp_path_factory: pytest.TempPathFactory, office_suite: str) -> dict[str, Page]:
    """The first pages of the two drafts, with the longest place name of the country."""
    folder = tmp_path_factory.mktemp('printed')
    made = drafts(office(folder), FOLDER)
    for name, data in made.items():
        (folder / f'{name}.docx').write_bytes(data)
    profile = (folder / 'profile').as_uri()
    command = [office_suite, '--headless', f'-env:UserInstallation={profile}', '--convert-to', 'pdf']
    command += ['--outdir', str(folder), *(str(folder / f'{name}.docx') for name in made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: Page(folder / f'{name}.pdf') for name in made}


def test_the_header_columns_are_each_centred(printed: dict[str, Page]) -> None:
    for page in printed.values():
        nation = page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        body, city = page.line("ỦY BAN NHÂN DÂN"), page.line("THÀNH PHỐ HỒ CHÍ MINH")
        assert middle(page.line("Độc lập - Tự do - Hạnh phúc")) == pytest.approx(middle(nation), abs=1)
        assert middle(body) == pytest.approx(middle(city), abs=1)
        assert body.top == pytest.approx(nation.top, abs=1)
        assert city.right + 12 < nation.left  # the columns do not run into each other


def test_number_and_date_stand_on_one_line_under_their_columns(printed: dict[str, Page]) -> None:
    page = printed['quyet-dinh']
    number = page.line("Số: 05/QĐ-UBND")
    date = page.line("Thành phố Hồ Chí Minh, ngày 05 tháng 11 năm 2026")
    assert number.bottom == pytest.approx(date.bottom, abs=2.5)
    assert middle(number) == pytest.approx(middle(page.line("THÀNH PHỐ HỒ CHÍ MINH")), abs=1)
    assert middle(date) == pytest.approx(middle(page.line("Độc lập - Tự do - Hạnh phúc")), abs=1)
    mark = page.line("Dự thảo lần 12")
    assert mark.top > number.bottom and middle(mark) == pytest.approx(middle(number), abs=1)


def test_titles_are_centred_on_the_text(printed: dict[str, Page]) -> None:
    centre = (30 + (210 - 30 - 15) / 2) / 25.4 * 72
    assert middle(printed['ke-hoach'].line("KẾ HOẠCH")) == pytest.approx(centre, abs=1)
    for phrase in ("Ban hành Quy chế làm việc", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "QUYẾT ĐỊNH:"):
        assert middle(printed['quyet-dinh'].line(phrase)) == pytest.approx(centre, abs=1)


def test_the_text_keeps_inside_the_margins(printed: dict[str, Page]) -> None:
    left, right = 30 / 25.4 * 72, (210 - 15) / 25.4 * 72
    foot = (297 - 20) / 25.4 * 72  # the box of a word reaches a little lower than its letters
    for name, title in (('quyet-dinh', "QUYẾT ĐỊNH:"), ('ke-hoach', "KẾ HOẠCH")):
        page = printed[name]
        below = [w for w in page.words if w.top > page.line(title).bottom]
        assert below
        for word in below:
            assert left - 0.5 <= word.left and word.right <= right + 0.5 and word.bottom <= foot + 3, word


def test_a_paper_starts_at_the_top_with_and_without_footnotes(printed: dict[str, Page]) -> None:
    assert printed['quyet-dinh'].line("Thay cho Quy chế cũ.")
    tops = [page.line("ỦY BAN NHÂN DÂN").top for page in printed.values()]
    assert len(tops) == 2 and max(tops) - min(tops) < 0.5
    assert tops[0] == pytest.approx(20 / 25.4 * 72, abs=3)


def test_the_signature_faces_the_recipients(printed: dict[str, Page]) -> None:
    for page in printed.values():
        assert page.count == 1
        power, name = page.line("TM. ỦY BAN NHÂN DÂN"), page.line("Nguyễn Văn An")
        recipients = page.line("Nơi nhận:")
        assert recipients.top == pytest.approx(power.top, abs=2)
        assert recipients.left == pytest.approx(30 / 25.4 * 72, abs=1)
        assert middle(power) == pytest.approx(middle(name), abs=1)
        assert 45 < name.top - page.line("CHỦ TỊCH").bottom < 90  # room for the signature
