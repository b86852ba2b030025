"""Sections after the signature and tables in the Word file: its XML, and its pages as LibreOffice lays them out."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from judges import judge
from lxml import etree
from office import NBSP, decision, office, report
from pages import Line, bare, plain, render, sizes
from test_types import letter
from test_view_sections import issuing

from baocao.mau import Templates
from baocao.mau.files import folder_of_program
from baocao.pipeline import draft

FOLDER = folder_of_program().path
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
#: CT_SectPr (ISO 29500-1, 17.6.17)
SECTION_ORDER = (
    'headerReference',
    'footerReference',
    'footnotePr',
    'endnotePr',
    'type',
    'pgSz',
    'pgMar',
    'paperSrc',
    'pgBorders',
    'lnNumType',
    'pgNumType',
    'cols',
    'formProt',
    'vAlign',
    'noEndnote',
    'titlePg',
    'textDirection',
    'bidi',
    'rtlGutter',
    'docGrid',
    'printerSettings',
    'sectPrChange',
)
UPRIGHT, LYING = ('11906', '16838', None), ('16838', '11906', 'landscape')
LARGE, LARGE_LYING = ('16838', '23811', None), ('23811', '16838', 'landscape')


@dataclass(frozen=True)
class Word:
    """A draft: its bytes, and its parts as trees."""

    data: bytes

    def part(self, name: str = 'word/document.xml') -> etree._Element:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return etree.fromstring(archive.read(name))

    def body(self) -> etree._Element:
        found = self.part().find(f'{W}body')
        assert found is not None
        return found

    def marks(self) -> list[etree._Element]:
        """The section marks in order."""
        return list(self.body().iter(f'{W}sectPr'))

    def target(self, mark: etree._Element, kind: str, page: str) -> str | None:
        """The part that a section refers to as its header or footer of a kind of page."""
        ids = [e.get(f'{R}id') for e in mark.findall(f'{W}{kind}Reference') if e.get(f'{W}type') == page]
        relations = self.part('word/_rels/document.xml.rels')
        targets = {e.get('Id'): e.get('Target') for e in relations}
        assert len(ids) <= 1
        return targets[ids[0]] if ids else None


@pytest.fixture(scope='module')
def templates() -> Templates:
    return Templates()


def made(root: Path, paper: str, templates: Templates, agency: str | None = None) -> Word:
    own = office(root, paper, agency) if agency else office(root, paper)
    return Word(draft(own.workspace, own.paper, templates).data)


def value(element: etree._Element, *path: str) -> str | None:
    """The value of an element below another; None where there is none."""
    found = element.find('/'.join(f'{W}{name}' for name in path))
    return None if found is None else found.get(f'{W}val')


def text(element: etree._Element) -> str:
    return ''.join(t.text or '' for t in element.iter(f'{W}t')).replace(NBSP, ' ')


def sections(word: Word) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Each section mark with the children of the body that belong to its section."""
    held: list[etree._Element] = []
    for child in word.body():
        mark = child if child.tag == f'{W}sectPr' else child.find(f'{W}pPr/{W}sectPr')
        if child.tag != f'{W}sectPr':
            held.append(child)
        if mark is not None:
            yield mark, held
            held = []


def paper_size(mark: etree._Element) -> tuple[str | None, str | None, str | None]:
    size = mark.find(f'{W}pgSz')
    assert size is not None
    return size.get(f'{W}w'), size.get(f'{W}h'), size.get(f'{W}orient')


def text_width(mark: etree._Element) -> int:
    margins = mark.find(f'{W}pgMar')
    assert margins is not None
    sides = sum(int(margins.get(f'{W}{side}') or 0) for side in ('left', 'right'))
    return int(paper_size(mark)[0] or 0) - sides


def data_tables(parts: list[etree._Element]) -> list[etree._Element]:
    """The tables of the data; those of header and signature have no borders."""
    return [
        part for part in parts if part.tag == f'{W}tbl' and part.find(f'{W}tblPr/{W}tblBorders') is not None
    ]


TABLE = 'bang: {cot: [TT, Nội dung], hang: [1 | Thu, 2 | Chi]}'
MIXED = f'''
- tieu_de: Một
  {TABLE}
- tieu_de: Hai
  huong: ngang
  noi_dung: Đoạn.
  {TABLE}
- tieu_de: Ba
  huong: ngang
  kho: A3
  {TABLE}
- tieu_de: Bốn
  kho: A3
  noi_dung: Đoạn.
'''
PLAN = report('- noi_dung: Xem Phụ lục I, II, III, IV.', loai="kế hoạch", phu_luc=MIXED)
CONTACT = '''\
ten: Ủy ban nhân dân huyện Minh Long
ten_tren_van_ban: [Ủy ban nhân dân, huyện Minh Long]
viet_tat: UBND
dia_danh: Minh Long
lien_he: ["Địa chỉ: thị trấn", "Điện thoại: 000"]
nguoi_ky: [{chuc_vu: Chủ tịch, ho_ten: Đinh Văn An}]
'''


# Section marks ----------------------------------------------------------------------------------------------


def test_each_appendix_is_a_section_of_its_own_paper(tmp_path: Path, templates: Templates) -> None:
    marks = made(tmp_path, PLAN, templates).marks()
    assert [paper_size(mark) for mark in marks] == [UPRIGHT, UPRIGHT, LYING, LARGE_LYING, LARGE]


def test_marks_have_their_children_in_the_order_of_the_schema(tmp_path: Path, templates: Templates) -> None:
    for mark in made(tmp_path, PLAN, templates).marks():
        names = [etree.QName(child).localname for child in mark]
        assert names == sorted(names, key=SECTION_ORDER.index)


def test_pages_of_each_section_are_numbered_from_one(tmp_path: Path, templates: Templates) -> None:
    word = made(tmp_path, PLAN, templates)
    for mark in word.marks():
        start = mark.find(f'{W}pgNumType')
        assert start is not None and start.get(f'{W}start') == '1'
        assert mark.find(f'{W}titlePg') is not None
        assert [word.target(mark, 'header', page) for page in ('default', 'first')] == [
            'header1.xml',
            'header2.xml',
        ]
        assert mark.find(f'{W}footerReference') is None
    assert [value(mark, 'type') for mark in word.marks()] == [None, *['nextPage'] * 4]


@pytest.mark.parametrize(
    ('paper', 'template'),
    [
        (report(), 'van-ban-co-ten-loai.docx'),
        (decision(), 'quyet-dinh.docx'),
        (letter(), 'cong-van.docx'),
        (
            report(loai="kế hoạch", phu_luc='- tieu_de: A\n  gui_rieng: có', bo_cuc='- Xem Phụ lục'),
            'van-ban-co-ten-loai.docx',
        ),
    ],
)
def test_without_sections_the_mark_is_that_of_the_template(
    paper: str, template: str, tmp_path: Path, templates: Templates
) -> None:
    (own,) = made(tmp_path, paper, templates).marks()
    (first,) = Word((FOLDER / template).read_bytes()).marks()
    assert etree.tostring(own, method='c14n', exclusive=True) == etree.tostring(
        first, method='c14n', exclusive=True
    )
    parent = own.getparent()
    assert parent is not None and parent.tag == f'{W}body' and parent[-1] is own


def test_the_mark_of_the_paper_moves_before_its_appendices(tmp_path: Path, templates: Templates) -> None:
    first, *others = sections(made(tmp_path, PLAN, templates))
    (own,) = Word((FOLDER / 'van-ban-co-ten-loai.docx').read_bytes()).marks()
    assert etree.tostring(first[0], method='c14n', exclusive=True) == etree.tostring(
        own, method='c14n', exclusive=True
    )
    assert "Nơi nhận:" in ''.join(map(text, first[1]))
    titles = [[text(p) for p in parts[:2]] for _, parts in others]
    assert titles == [
        ["Phụ lục I", "MỘT"],
        ["Phụ lục II", "HAI"],
        ["Phụ lục III", "BA"],
        ["Phụ lục IV", "BỐN"],
    ]


def test_the_address_stands_on_the_first_page_of_a_letter_only(tmp_path: Path, templates: Templates) -> None:
    paper = letter(
        noi_dung="Xem Phụ lục I, II", phu_luc='- {tieu_de: A, noi_dung: x}\n- {tieu_de: B, noi_dung: y}'
    )
    word = made(tmp_path, paper, templates, CONTACT)
    first, *others = (word.target(mark, 'footer', 'first') for mark in word.marks())
    assert first is not None and "Địa chỉ: thị trấn" in text(word.part(f'word/{first}'))
    assert len(others) == 2 and len(set(others)) == 1
    assert others[0] is not None and text(word.part(f'word/{others[0]}')) == ''


def test_the_text_of_a_decision_comes_before_its_appendices(tmp_path: Path, templates: Templates) -> None:
    paper = issuing(
        '- tieu_de: A\n', phu_luc='- {tieu_de: B, noi_dung: x}', dieu='- Ban hành kèm theo Phụ lục'
    )
    _, (_, attached), (_, appendix) = sections(made(tmp_path, paper, templates))
    words = [text(part) for part in attached]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words[1] and "Số:" not in words[1]
    assert words[2:4] == ["QUY CHẾ", "Làm việc"]
    assert [text(part) for part in appendix][:2] == ["Phụ lục", "B"]


# Tables -----------------------------------------------------------------------------------------------------


def test_a_table_is_as_wide_as_the_text_of_its_own_page(tmp_path: Path, templates: Templates) -> None:
    paper = PLAN.replace('- noi_dung: Xem', f'- {TABLE}\n    noi_dung: Xem')
    widths = []
    for mark, parts in sections(made(tmp_path, paper, templates)):
        for table in data_tables(parts):
            grid = [int(column.get(f'{W}w') or 0) for column in table.iterfind(f'{W}tblGrid/{W}gridCol')]
            assert sum(grid) == text_width(mark) and min(grid) > 0
            widths.append(sum(grid))
    assert widths == [9354, 9354, 14286, 21259]


COLUMNS = '[TT, {ten: Năm, cot_con: [{ten: Tỉnh, cot_con: [A, B]}, C]}, Ghi chú]'
ROWS = '[{nhom: Nhóm}, 1 | 2 | 3 | 4 | 5, {tong: Cộng | = | = | =}]'
MERGED = report(f'- noi_dung: Bảng\n  bang: {{cot: {COLUMNS}, so_cot: có, hang: {ROWS}}}')


def test_cells_fill_the_grid_and_merge_as_the_heads_ask(tmp_path: Path, templates: Templates) -> None:
    (table,) = data_tables(list(made(tmp_path, MERGED, templates).body()))
    grid = [int(column.get(f'{W}w') or 0) for column in table.iterfind(f'{W}tblGrid/{W}gridCol')]
    shape = []
    for tr in table.iterfind(f'{W}tr'):
        line, column = [], 0
        for cell in tr.iterfind(f'{W}tc'):
            span = int(value(cell, 'tcPr', 'gridSpan') or 1)
            width = cell.find(f'{W}tcPr/{W}tcW')
            assert width is not None
            assert int(width.get(f'{W}w') or 0) == sum(grid[column : column + span])
            merge = cell.find(f'{W}tcPr/{W}vMerge')
            line.append((text(cell), span, '' if merge is None else merge.get(f'{W}val') or 'continue'))
            assert cell[-1].tag == f'{W}p'
            column += span
        assert column == len(grid) == 5
        shape.append(line)
    assert shape == [
        [("TT", 1, 'restart'), ("Năm", 3, ''), ("Ghi chú", 1, 'restart')],
        [("", 1, 'continue'), ("Tỉnh", 2, ''), ("C", 1, 'restart'), ("", 1, 'continue')],
        [("", 1, 'continue'), ("A", 1, ''), ("B", 1, ''), ("", 1, 'continue'), ("", 1, 'continue')],
        [(f'({i})', 1, '') for i in range(1, 6)],
        [("Nhóm", 5, '')],
        [(str(i), 1, '') for i in range(1, 6)],
        [("Cộng", 2, ''), ("3", 1, ''), ("4", 1, ''), ("5", 1, '')],
    ]


def test_heads_repeat_and_no_row_is_split(tmp_path: Path, templates: Templates) -> None:
    (table,) = data_tables(list(made(tmp_path, MERGED, templates).body()))
    rows = list(table.iterfind(f'{W}tr'))
    assert [tr.find(f'{W}trPr/{W}tblHeader') is not None for tr in rows] == [True] * 4 + [False] * 3
    assert all(tr.find(f'{W}trPr/{W}cantSplit') is not None for tr in rows)


def test_a_group_stays_with_its_first_row_and_the_last_row_with_the_end(
    tmp_path: Path, templates: Templates
) -> None:
    (table,) = data_tables(list(made(tmp_path, MERGED, templates).body()))
    kept = [
        all(p.find(f'{W}pPr/{W}keepNext') is not None for p in tr.iter(f'{W}p'))
        for tr in table.iterfind(f'{W}tr')
    ]
    assert kept[4:] == [True, False, True]


def test_tables_are_set_apart(tmp_path: Path, templates: Templates) -> None:
    """Word joins two tables that touch, and gives a document that ends with one a line of its own."""
    bo_cuc = f'- noi_dung: Như sau.\n  {TABLE}\n  bang_nhiem_vu: tất cả\n  chu_tri: Phòng A\n- {{tieu_de: B, {TABLE}}}'
    phu_luc = f'- {{tieu_de: A, {TABLE}, bang_nhiem_vu: tất cả}}'
    paper = report(bo_cuc.replace('Như', 'Xem Phụ lục, như'), phu_luc=phu_luc)
    body = made(tmp_path, paper, templates).body()
    tables = data_tables(list(body))
    assert len(tables) == 5
    for table in tables:
        before, after = table.getprevious(), table.getnext()
        assert before is not None and before.tag == f'{W}p'
        assert after is not None and after.tag == f'{W}p'


def test_a_text_before_a_table_is_set_off_and_kept_with_it(tmp_path: Path, templates: Templates) -> None:
    paper = report(
        f'- noi_dung: Như sau\n  {TABLE}\n- noi_dung: Hai\n  bang: {{ten: Tên, cot: [A], hang: [x]}}'
    )
    first, second = data_tables(list(made(tmp_path, paper, templates).body()))
    spacer = first.getprevious()
    assert spacer is not None and text(spacer) == '' and spacer.find(f'{W}pPr/{W}keepNext') is not None
    above = spacer.getprevious()
    assert above is not None and text(above) == "I. Như sau"
    assert above.find(f'{W}pPr/{W}keepNext') is not None
    title = second.getprevious()
    assert title is not None and text(title) == "Tên"


HOSTILE = (
    'A & B <c> "d"',
    '{{ 7*7 }}',
    '{% for x in y %}',
    '{{p noi_dung }}',
    ']]>&amp; <w:p/>',
    '=SUM(A1)',
    '__class__',
    '😀',
)


def test_text_is_data_in_cells_titles_and_appendices(tmp_path: Path, templates: Templates) -> None:
    quoted = {'heads': list(HOSTILE), 'row': ' | '.join(HOSTILE), 'title': HOSTILE[0]}
    heads, row, title = (json.dumps(value, ensure_ascii=False) for value in quoted.values())
    around = f'ten: {title}, don_vi: {title}, ghi_chu: {title}'
    appendix = f'- tieu_de: {title}\n  noi_dung: {title}\n  bang: {{{around}, cot: {heads}, hang: [{row}]}}'
    word = made(tmp_path, report('- noi_dung: Xem Phụ lục', phu_luc=appendix), templates)
    found = [text(p) for p in word.body().iter(f'{W}p')]
    assert [found.count(one) for one in HOSTILE] == [5, *[2] * 7]
    assert found.count(HOSTILE[0].upper()) == 1 and found.count(f"Đơn vị tính: {HOSTILE[0]}") == 1


def test_same_view_same_bytes(tmp_path: Path) -> None:
    one, two = (made(tmp_path / name, PLAN, Templates()).data for name in 'ab')
    assert one == two


def test_notes_are_numbered_through_text_cells_and_appendices(tmp_path: Path, templates: Templates) -> None:
    paper = issuing(
        '- tieu_de: A[^b]\n  bang: {cot: ["B[^c]"], hang: ["x[^d]"]}\n',
        dieu="- Ban hành kèm theo Quyết định này[^a]; Phụ lục",
        phu_luc='- tieu_de: B\n  noi_dung: y[^e]',
        chu_thich='\ne: E\nd: D\nc: C\nb: B\na: A',
    )
    word = made(tmp_path, paper, templates)
    references = [int(e.get(f'{W}id') or 0) for e in word.body().iter(f'{W}footnoteReference')]
    assert references == [1, 2, 3, 4, 5]
    notes = {e.get(f'{W}id'): text(e).strip() for e in word.part('word/footnotes.xml')}
    assert [notes[str(i)] for i in references] == ['A', 'B', 'C', 'D', 'E']


def test_a_note_in_a_title_of_an_appendix_is_a_note(tmp_path: Path, templates: Templates) -> None:
    paper = report('- noi_dung: Xem Phụ lục', phu_luc='- tieu_de: B[^a]\n  noi_dung: y', chu_thich='\na: A')
    word = made(tmp_path, paper, templates)
    assert len(list(word.body().iter(f'{W}footnoteReference'))) == 1


# Pages ------------------------------------------------------------------------------------------------------

LONG_ROWS = (
    '['
    + ', '.join(f'{i} | Công trình đường giao thông nông thôn tuyến số {i} | {i}' for i in range(1, 121))
    + ']'
)
LONG = f'bang: {{ten: Bảng dài, cot: [TT, TENCOTLAPLAI, Số], hang: {LONG_ROWS}}}'
BODY = "Kinh tế của huyện tiếp tục phát triển, đời sống Nhân dân được nâng lên. " * 4
A4, A4_LYING, A3_LYING = (210, 297), (297, 210), (420, 297)


def plan(items: int, phu_luc: str | None, rows: int = 0) -> str:
    """A plan of so many items, the table of its first appendix of so many rows."""
    text = ''.join(f'- noi_dung: {BODY}\n' for _ in range(items))
    short = ', '.join(f'{i} | Hàng' for i in range(rows))
    return report(
        text + '- noi_dung: Xem Phụ lục I, II, III.',
        loai="kế hoạch",
        phu_luc=phu_luc and phu_luc.replace('ROWS', f'[{short}]'),
    )


ONE = f'- tieu_de: Một\n  {LONG}'
THREE = f'{ONE}\n- tieu_de: Hai\n  huong: ngang\n  {LONG}\n- tieu_de: Ba\n  huong: ngang\n  kho: A3\n  noi_dung: Đoạn.'
SWEPT = (
    '- tieu_de: Một\n  bang: {cot: [TT, Tên], hang: ROWS}\n'
    '- tieu_de: Hai\n  huong: ngang\n  noi_dung: Đoạn.\n- tieu_de: Ba\n  noi_dung: Đoạn.'
)
PAPERS = {
    'none': plan(3, None).replace(' Xem Phụ lục I, II, III.', ' Hết.'),
    'one': plan(3, ONE).replace('Phụ lục I, II, III', 'Phụ lục'),
    'three': plan(9, THREE),
    'decision': issuing(
        '- chuong: A\n  muc_con:\n    - tieu_de: Phạm vi\n      noi_dung: Đoạn.\n',
        dieu='- Ban hành kèm theo Quyết định này Quy chế và Phụ lục',
        phu_luc='- tieu_de: B\n  noi_dung: Đoạn.',
    ),
    'letter': letter(noi_dung="Xem Phụ lục.", phu_luc='- tieu_de: B\n  noi_dung: Đoạn.'),
    'many': letter(
        kinh_gui=''.join(f'- Ủy ban nhân dân xã thứ {i} trên địa bàn tỉnh Quảng Ngãi\n' for i in range(60))
    ),
    **{f'swept-{i}': plan(i, SWEPT, 25 + 3 * i) for i in range(1, 9)},
}


@dataclass(frozen=True)
class Printed:
    pages: list[list[Line]]
    sizes: list[tuple[int, int]]

    def starts(self) -> list[int]:
        """The pages on which an appendix or the text of a decision begins."""
        begins = re.compile(bare("Phụ lục") + r'[IVX]*$|QUYCHẾ$', re.MULTILINE)
        return [i for i, page in enumerate(self.pages) if begins.search(plain(page))]


@pytest.fixture(scope='module')
def printed(
    tmp_path_factory: pytest.TempPathFactory, office_suite: str, templates: Templates
) -> dict[str, Printed]:
    """Every paper as its pages."""
    folder = tmp_path_factory.mktemp('sections')
    drafts = [folder / f'{name}.docx' for name in PAPERS]
    for path, paper in zip(drafts, PAPERS.values(), strict=True):
        own = CONTACT if path.stem == 'letter' else None
        path.write_bytes(made(folder / path.stem, paper, templates, own).data)
    every = render(drafts, folder, office_suite)
    return {
        path.stem: Printed(pages, sizes(path.with_suffix('.pdf')))
        for path, pages in zip(drafts, every, strict=True)
    }


@pytest.mark.parametrize(
    ('name', 'first', 'following'),
    [
        ('none', A4, []),
        ('one', A4, [A4]),
        ('three', A4, [A4, A4_LYING, A3_LYING]),
        ('decision', A4, [A4, A4]),
        ('letter', A4, [A4]),
    ],
)
def test_pages_have_the_paper_of_their_section(
    name: str, first: tuple[int, int], following: list[tuple[int, int]], printed: dict[str, Printed]
) -> None:
    paper = printed[name]
    starts = paper.starts()
    assert [paper.sizes[at] for at in starts] == following
    edges = [0, *starts, len(paper.pages)]
    found = [set(paper.sizes[start:end]) for start, end in pairwise(edges)]
    assert found == [{size} for size in (first, *following)]


@pytest.mark.parametrize('name', PAPERS)
def test_no_page_is_blank(name: str, printed: dict[str, Printed]) -> None:
    for number, page in enumerate(printed[name].pages, 1):
        words = [line.text for line in page if not line.text.isdigit()]
        assert words, number


@pytest.mark.parametrize('name', PAPERS)
def test_page_numbers_begin_anew_and_the_first_shows_none(name: str, printed: dict[str, Printed]) -> None:
    paper = printed[name]
    starts = [0, *paper.starts()]
    for at, page in enumerate(paper.pages):
        number = at - max(start for start in starts if start <= at) + 1
        shown = [line.text for line in page[:1] if line.text.isdigit()]
        assert shown == ([str(number)] if number > 1 else []), at


@pytest.mark.parametrize('name', PAPERS)
def test_the_signature_stands_whole_before_the_sections(name: str, printed: dict[str, Printed]) -> None:
    paper = printed[name]
    last = (*paper.starts(), len(paper.pages))[0] - 1
    holders = [i for i, page in enumerate(paper.pages) if bare("Nơi nhận:") in plain(page)]
    assert holders == [last]
    assert bare("Đinh Văn An") in plain(paper.pages[last])
    assert './.' in plain(paper.pages[last])


def test_the_sweep_brings_the_signature_to_many_heights(printed: dict[str, Printed]) -> None:
    heights = [
        line.height
        for name, paper in printed.items()
        if name.startswith('swept')
        for page in paper.pages
        for line in page
        if bare("Nơi nhận:") in bare(line.text)
    ]
    assert len(heights) == 8 and max(heights) - min(heights) > 200


@pytest.mark.parametrize(('name', 'at'), [('one', 0), ('three', 0), ('three', 1)])
def test_the_head_of_a_long_table_is_repeated(name: str, at: int, printed: dict[str, Printed]) -> None:
    paper = printed[name]
    starts = [*paper.starts(), len(paper.pages)]
    own = paper.pages[starts[at] : starts[at + 1]]
    assert len(own) >= 3
    for page in own:
        assert plain(page).count('TENCOTLAPLAI') == 1
    titles = [bare("Bảng dài") in plain(page) for page in own]
    assert titles == [True, *[False] * (len(own) - 1)]


def test_the_address_is_on_the_first_page_of_the_letter_only(printed: dict[str, Printed]) -> None:
    assert [bare("Địa chỉ: thị trấn") in plain(page) for page in printed['letter'].pages] == [True, False]


def test_many_addressees_begin_on_the_first_page_and_run_over(printed: dict[str, Printed]) -> None:
    first, second = printed['many'].pages
    assert bare("Kính gửi:") in plain(first) and bare("xã thứ 9 trên") in plain(first)
    assert bare("xã thứ 59 trên") in plain(second)


def test_no_judge_finds_fault(tmp_path: Path, templates: Templates) -> None:
    papers = {
        **{name: paper for name, paper in PAPERS.items() if not name.startswith('swept')},
        'plan': PLAN,
        'merged': MERGED,
        'urgent': report(do_khan="hỏa tốc", do_mat="mật"),
    }
    drafts = []
    for name, paper in papers.items():
        path = tmp_path / f'{name}.docx'
        path.write_bytes(made(tmp_path / name, paper, templates, CONTACT if name == 'letter' else None).data)
        drafts.append(path)
    judge(drafts)
