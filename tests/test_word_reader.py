"""Word files of anybody are read as people see them, and every passage tells where it stands."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import time
import unicodedata
import zipfile
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from lxml import etree
from test_package import relations, sound, zipped
from wordfile import W, cell, par, parts_of, run, table, word_file

from baocao.errors import BaoCaoError
from baocao.loading import load
from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.prose import Cell, Kind, Passage
from baocao.text import Text
from baocao.view import build
from baocao.word import any_file, convert
from baocao.word.any_file import read_any
from baocao.word.convert import find_office, to_docx
from baocao.word.reader import read_document
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
FOOTNOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def passages(body: str, **others: str) -> tuple[Passage, ...]:
    return read_document(word_file(body, **others), 'a.docx').prose.passages


def texts(body: str, **others: str) -> list[str]:
    return [p.text for p in passages(body, **others)]


# What is seen


def test_text_is_whole_over_runs_links_controls_and_fields() -> None:
    link = f'<w:hyperlink w:anchor="x">{run("hai ")}</w:hyperlink>'
    control = f'<w:sdt><w:sdtPr/><w:sdtContent>{run("ba ")}</w:sdtContent></w:sdt>'
    tag = f'<w:smartTag w:uri="u" w:element="e">{run("bốn ")}</w:smartTag>'
    simple = f'<w:fldSimple w:instr=" PAGE ">{run("5 ")}</w:fldSimple>'
    assert texts(par('Một ', link, control, tag, simple, 'sáu')) == ['Một hai ba bốn 5 sáu']


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_field_shows_its_result_and_not_its_code() -> None:
    code = '<w:r><w:instrText> IF 1 = 1 </w:instrText></w:r>'
    inner = field('begin') + code + field('separate') + run('ẨN') + field('end')
    body = par(
        field('begin'), code, inner, run('lệnh'), field('separate'), run('kết quả'), field('end'), 'sau'
    )
    assert texts(body) == ['kết quảsau']


def test_a_field_over_two_paragraphs_keeps_its_code_hidden_in_both() -> None:
    opened = par('đầu', field('begin'), run('lệnh')) + par(run('lệnh nữa'), field('separate'), run('kết quả'))
    assert texts(opened + par(field('end'), 'cuối')) == ['đầu', 'kết quả', 'cuối']


def test_a_field_that_never_ends_swallows_only_its_paragraph() -> None:
    assert texts(par('đầu', field('begin'), run('lệnh')) + par('sau')) == ['đầu', 'sau']


def test_a_code_that_runs_on_swallows_a_few_paragraphs_at_most() -> None:
    body = par('đầu', field('begin'), run('lệnh')) + par('mất') * 5 + par('còn') + par(field('end'), 'cuối')
    assert texts(body) == ['đầu', 'còn', 'cuối']


def test_a_run_may_take_back_what_its_style_says() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/><w:rPr><w:b/><w:vanish/></w:rPr></w:style>'
    shown = run('1. Hiện', '<w:b w:val="0"/><w:vanish w:val="false"/>')
    (passage,) = passages(par('ẩn ', shown, properties='<w:pStyle w:val="P"/>'), styles=styles)
    assert passage.text == '1. Hiện' and passage.kind is Kind.ITEM


def test_signs_that_are_no_letters_are_told() -> None:
    signs = '<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t>'
    signs += '<w:sym w:font="Symbol" w:char="F0B3"/><w:softHyphen/><w:t>5</w:t></w:r>'
    assert texts(par(signs)) == ['2021-2025\ta\nb≥5']


def test_raised_digits_are_no_numerals() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert texts(par('20 km', run('2', raised), ' và 10', run('6', raised))) == ['20 km² và 10⁶']


def test_tracked_changes_are_read_as_accepted() -> None:
    old = '<w:r><w:delText>38</w:delText></w:r>'
    gone = f'<w:del w:id="1" w:author="a">{old}</w:del><w:moveFrom w:id="2" w:author="a">{run("đi")}</w:moveFrom>'
    new = f'<w:ins w:id="3" w:author="a">{run("39")}</w:ins><w:moveTo w:id="4" w:author="a">{run(" vụ")}</w:moveTo>'
    assert texts(par('Có ', gone, new)) == ['Có 39 vụ']


def test_a_deleted_mark_of_a_paragraph_joins_it_with_the_next() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = par('Đạt 38/39 vụ, ', properties=mark) + par('tỷ lệ 97,44%.') + par('Hết.')
    assert [(p.text, p.where.span(0, 1).place) for p in passages(body)] == [
        ('Đạt 38/39 vụ, tỷ lệ 97,44%.', 'đoạn 1'),
        ('Hết.', 'đoạn 2'),
    ]


def test_hidden_text_is_left_out_by_run_and_by_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:name w:val="ẩn"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Con"><w:name w:val="con"/><w:basedOn w:val="An"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = par(
        *('a', run('1', '<w:vanish/>'), run('2', '<w:rStyle w:val="Con"/>')),
        run('3', '<w:rStyle w:val="Con"/><w:vanish w:val="0"/>'),
    )
    assert texts(body + par('ẩn', properties='<w:pStyle w:val="P"/>'), styles=styles) == ['a3']


def test_the_text_is_composed_and_its_offsets_lead_back() -> None:
    raw = unicodedata.normalize('NFD', 'Ủy ban Đường Nguyễn')
    # the mark stands in another run than its letter
    (passage,) = passages(
        par(run(raw[:1]), run(raw[1:]), FOOTNOTE.format(1), ' sau'), footnotes=note(1, 'x')
    )[:1]
    assert passage.text == 'Ủy ban Đường Nguyễn sau'
    assert passage.notes == ((len('Ủy ban Đường Nguyễn'), '1'),)


def test_a_placeholder_is_no_text() -> None:
    control = '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    assert texts(par('a', control.format(run('Click here')), 'b')) == ['ab']


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:txbx><w:txbxContent>{0}'
    '</w:txbxContent></wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>'
    '<w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
)


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    found = passages(par('Trước ', BOX.format(par('Trong hộp')), 'sau') + par('Tiếp'))
    assert [(p.text, p.where.span(0, 1).place) for p in found] == [
        ('Trước sau', 'đoạn 1'),
        ('Trong hộp', 'hộp văn bản ở đoạn 1'),
        ('Tiếp', 'đoạn 2'),
    ]


def test_empty_paragraphs_are_not_counted() -> None:
    found = passages(par() + par('  ') + par('Một') + par() + par('Hai'))
    assert [p.where.span(0, 1).place for p in found] == ['đoạn 1', 'đoạn 2']


def test_the_excerpt_is_the_sentence_around_the_words() -> None:
    (passage,) = passages(par('Câu một dài. Có 36/39 vụ, đạt 92,3%. Câu ba.'))
    at = passage.text.index('36/39')
    assert passage.where.excerpt(at, at + 5) == 'Có 36/39 vụ, đạt 92,3%.'


def test_the_excerpt_of_a_long_sentence_is_cut_at_words() -> None:
    long = ' '.join(f'chữ{i}' for i in range(100))
    (passage,) = passages(par(f'{long} 36/39 {long}.'))
    at = passage.text.index('36/39')
    shown = passage.where.excerpt(at, at + 5)
    assert shown.startswith('…chữ') and shown.endswith('…') and '36/39' in shown and len(shown) <= 120
    assert all(word in f'{long} 36/39' for word in shown.strip('…').split())


# Notes


def note(ident: int, *paragraphs: str) -> str:
    mark = '<w:r><w:footnoteRef/></w:r>'
    first, *others = paragraphs
    return (
        f'<w:footnote w:id="{ident}">{par(mark, " " + first)}{"".join(par(o) for o in others)}</w:footnote>'
    )


def test_notes_follow_the_body_in_the_order_of_their_references() -> None:
    body = par('Vốn', FOOTNOTE.format(7), ' và thu', FOOTNOTE.format(3), '.')
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    found = passages(
        body, footnotes=separator + note(3, 'Ba.') + note(7, 'Bảy:', '- gồm 2;') + note(9, 'Mồ côi')
    )
    assert found[0].notes == ((3, '1'), (10, '2'))
    told = [(p.kind, p.note, p.text, p.sign, p.where.span(0, 1).place) for p in found[1:]]
    assert told == [
        (Kind.NOTE, '1', ' Bảy:', '', 'chú thích 1'),
        (Kind.NOTE, '1', '- gồm 2;', '-', 'chú thích 1'),
        (Kind.NOTE, '2', ' Ba.', '', 'chú thích 2'),
    ]


def test_endnotes_are_told_from_footnotes() -> None:
    end = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    found = passages(
        par('a', FOOTNOTE.format(1), end), footnotes=note(1, 'chân'), endnotes=note(1, 'cuối').replace('footnote', 'endnote')
    )  # fmt: skip
    assert found[0].notes == ((1, '1'), (1, 'cuối 1'))
    assert [(p.note, p.where.span(0, 1).place) for p in found[1:]] == [
        ('1', 'chú thích 1'),
        ('cuối 1', 'chú thích cuối 1'),
    ]


# Tables


def test_cells_know_their_place_in_the_grid() -> None:
    head = '<w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>'
    first, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    rows = (
        head.format(cell('TT', properties=first) + cell('Năm', properties=wide)),
        head.format(cell('', properties='<w:vMerge/>') + cell('KH') + cell('TH')),
        cell('1') + cell('10') + cell('12'),
    )
    found = passages(par('Trước') + table(*rows, columns=3))
    assert [(p.text, p.cell) for p in found[1:]] == [
        ('TT', Cell(0, 0, 0, 2, 1, True)),
        ('Năm', Cell(0, 0, 1, 1, 2, True)),
        ('KH', Cell(0, 1, 1, 1, 1, True)),
        ('TH', Cell(0, 1, 2, 1, 1, True)),
        ('1', Cell(0, 2, 0)),
        ('10', Cell(0, 2, 1)),
        ('12', Cell(0, 2, 2)),
    ]
    assert found[-1].where.span(0, 2).place == 'bảng 1, hàng 3, cột 3' and found[-1].kind is Kind.CELL


def test_rows_before_the_grid_and_rows_in_controls_keep_their_columns() -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("b")}</w:tr>'
    inside = f'<w:sdt><w:sdtPr/><w:sdtContent><w:tr>{cell("c")}{cell("d")}</w:tr></w:sdtContent></w:sdt>'
    rows = table(late).replace('</w:tbl>', inside + '</w:tbl>')
    assert [(p.text, p.cell) for p in passages(rows)] == [
        ('b', Cell(0, 0, 1)),
        ('c', Cell(0, 1, 0)),
        ('d', Cell(0, 1, 1)),
    ]


def test_a_deleted_row_is_gone_and_a_table_in_a_cell_is_a_table() -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>{cell("xóa")}{cell("9")}</w:tr>'
    inner = table(cell('trong') + cell('2'))
    found = passages(table(gone, cell('ngoài', inner, 'sau') + cell('1')))
    assert [(p.text, p.cell and (p.cell.table, p.cell.row, p.cell.column)) for p in found] == [
        ('ngoài', (0, 0, 0)),
        ('trong', (1, 0, 0)),
        ('2', (1, 0, 1)),
        ('sau', (0, 0, 0)),
        ('1', (0, 0, 1)),
    ]


# Numbers that Word writes itself

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%4."/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="+"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%3"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def item(number: int, depth: int, text: str = 'Mục') -> str:
    return par(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def signs(*body: str) -> list[str]:
    return [p.sign for p in passages(''.join(body), numbering=NUMBERING)]


def test_word_numbers_are_counted_at_every_depth() -> None:
    body = [item(1, d) for d in (0, 1, 2, 2, 1, 3, 3, 0, 1, 2)]
    assert signs(*body) == ['I.', '1.', 'a)', 'b)', '2.', '2.1.', '2.2.', 'II.', '1.', 'a)']


def test_bullets_are_dashes_and_unknown_numbers_are_told() -> None:
    assert signs(item(2, 0), item(2, 1), item(2, 2), item(9, 0), item(0, 0)) == ['-', '+', '#', '', '']


def test_a_list_begins_where_its_override_says() -> None:
    assert signs(item(1, 1), item(3, 1), item(3, 1), item(1, 1)) == ['1.', '5.', '6.', '7.']


def test_an_empty_item_counts_and_a_style_may_number() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Goc"><w:name w:val="gốc"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Con"><w:name w:val="con"/>'
        '<w:basedOn w:val="Goc"/></w:style>'
    )
    styled = par('Theo kiểu', properties='<w:pStyle w:val="Con"/>')
    found = passages(item(1, 0) + item(1, 0, '') + styled, numbering=NUMBERING, styles=styles)
    assert [(p.sign, p.start, p.kind) for p in found] == [('I.', 0, Kind.ITEM), ('III.', 0, Kind.ITEM)]


def test_a_list_without_bounds_costs_nothing() -> None:
    wild = NUMBERING.replace('w:start w:val="1"', 'w:start w:val="999999"')
    found = passages(item(1, 0) + item(1, 2), numbering=wild)
    assert [p.sign for p in found] == ['#', '#']


# What a paragraph is

HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Than"><w:name w:val="Thân"/><w:basedOn w:val="Muc"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
)


def test_headings_are_told_by_style_and_by_weight() -> None:
    body = (
        par('Kết quả', properties='<w:pStyle w:val="H1"/>')
        + par('1. Kinh tế', properties='<w:pStyle w:val="Muc"/>')
        + par('Thân bài', properties='<w:pStyle w:val="Than"/>')
        + par(run('2. Văn hóa', '<w:b/>'))
        + par(run('3. Đậm', '<w:b/>'), ' rồi thường')
        + par('Điều 1. Ban hành Quy chế này.', properties='<w:pStyle w:val="Muc"/>')
    )
    kinds = [p.kind for p in passages(body, styles=HEADINGS)]
    assert kinds == [Kind.HEADING, Kind.HEADING, Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM, Kind.ITEM]


def test_the_frame_of_an_official_paper_is_told_from_its_body() -> None:
    centred = '<w:jc w:val="center"/>'
    head = table(
        cell('ỦY BAN NHÂN DÂN', 'XÃ AN PHÚ', 'Số: 12/BC-UBND')
        + cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'An Phú, ngày 5 tháng 6 năm 2026')
    )
    foot = table(cell('Nơi nhận:', '- Như trên;') + cell('TM. ỦY BAN NHÂN DÂN', 'Đinh Văn An'))
    body = (
        head
        + par('QUYẾT ĐỊNH', properties=centred)
        + par('Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;')
        + par('Điều 1. Có 12 chỉ tiêu.')
        + table(cell('TT') + cell('Chỉ tiêu'))
        + par('Căn cứ kết quả trên, các phòng thực hiện./.')
        + foot
    )
    found = passages(body)
    assert [p.text for p in found if p.kind is not Kind.FRAME] == [
        'Điều 1. Có 12 chỉ tiêu.',
        'TT',
        'Chỉ tiêu',
        'Căn cứ kết quả trên, các phòng thực hiện./.',
    ]
    assert found[2].text == 'Số: 12/BC-UBND' and found[2].where.span(0, 1).place == 'phần đầu văn bản'
    assert next(p for p in found if p.text == 'TT').where.span(0, 1).place == 'bảng 1, hàng 1, cột 1'


def test_the_frame_ends_where_the_outline_begins_and_where_a_section_ends() -> None:
    centred = '<w:jc w:val="center"/>'
    body = (
        par('BÁO CÁO', properties=centred)
        + par('I. KẾT QUẢ')
        + par('Có 3 tổ.')
        + par('TM. ỦY BAN NHÂN DÂN', properties=centred)
        + par('Đinh Văn An', properties=f'{centred}<w:sectPr/>')
        + par('DANH SÁCH 3 TỔ', properties=centred)
        + par('Đơn vị tính: người', properties='<w:jc w:val="right"/>')
        + table(cell('Tổ 1') + cell('12'))
        + par('PHỤ LỤC II', properties=centred)
        + par('Bảng 3. Số người', properties=centred)
        + par('Có 12 người.')
    )
    assert [p.text for p in passages(body) if p.kind is Kind.FRAME] == [
        *('BÁO CÁO', 'TM. ỦY BAN NHÂN DÂN', 'Đinh Văn An', 'DANH SÁCH 3 TỔ', 'PHỤ LỤC II'),
    ]


def test_a_paper_typed_into_one_table_is_no_frame() -> None:
    rows = [cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM') + cell('a'), *[cell('b') + cell('c')] * 60]
    assert {p.kind for p in passages(table(*rows))} == {Kind.CELL}


def test_a_frame_typed_without_tables_is_told_too() -> None:
    body = (
        par('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
        + par('Kính gửi:')
        + par('- Sở Nội vụ;')
        + par('Thực hiện Công văn số 5/SNV, UBND xã báo cáo như sau:')
        + par('- Có 3 tổ.')
        + par('Nơi nhận:')
        + par('- Như trên.')
    )
    assert [p.text for p in passages(body) if p.kind is not Kind.FRAME] == [
        'Thực hiện Công văn số 5/SNV, UBND xã báo cáo như sau:',
        '- Có 3 tổ.',
    ]


# Our own drafts


def in_view(value: object) -> list[str]:
    """Every text of a View but those of the foot of the page."""
    if isinstance(value, Text):
        return [value.plain]
    if isinstance(value, tuple):
        return [t for inner in value for t in in_view(inner)]
    if is_dataclass(value):
        return [t for f in fields(value) if f.name != 'lien_he' for t in in_view(getattr(value, f.name))]
    return []


def samples() -> list[tuple[str, list[str], bytes]]:
    found = []
    templates = Templates()
    for workspace, relative in open_paths((str(ROOT / 'data'),)).papers:
        view, _ = build(load(workspace, relative))
        words = [
            ' '.join(line.split()) for text in in_view(view) for line in text.split('\n') if line.strip()
        ]
        found.append((str(relative), words, draft(workspace, relative, templates).data))
    return found


@pytest.fixture(scope='module')
def drafts() -> list[tuple[str, list[str], bytes]]:
    return samples()


def printed(data: bytes) -> list[str]:
    """The paragraphs of a draft that show letters: it has neither fields nor changes in its text."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in ('word/document.xml', 'word/footnotes.xml'):
            for paragraph in etree.fromstring(archive.read(part)).iter(f'{{{W}}}p'):
                signs = paragraph.iter(f'{{{W}}}t', f'{{{W}}}br')
                found.append(''.join(e.text or '' if e.tag == f'{{{W}}}t' else '\n' for e in signs))
    return [text for text in found if text.strip()]


def squeezed(passage: Passage) -> str:
    return ' '.join(passage.text.split())


def test_every_text_of_a_draft_is_read_and_nothing_else(drafts: list[tuple[str, list[str], bytes]]) -> None:
    assert len(drafts) >= 10
    for name, words, data in drafts:
        read = read_document(data, name).prose.passages
        whole = '\n'.join(map(squeezed, read))
        assert [w for w in words if w not in whole] == [], name
        assert sorted(p.text for p in read) == sorted(printed(data)), name


def test_a_draft_of_many_pages_is_read_at_once(drafts: list[tuple[str, list[str], bytes]]) -> None:
    _, _, data = max(drafts, key=lambda d: len(d[2]))
    times = []
    for _ in range(5):
        start = time.process_time()
        read_document(data, 'a.docx')
        times.append(time.process_time() - start)
    assert min(times) < 0.25  # about 0,04 s; the aim is 0,1 s


def test_a_draft_that_libreoffice_saved_reads_the_same(
    drafts: list[tuple[str, list[str], bytes]], office_suite: str, tmp_path: Path
) -> None:
    for number, (name, _, data) in enumerate(drafts[:3]):
        saved = to_docx(data, '.docx', name, shutil.which(office_suite))
        (tmp_path / f'{number}.docx').write_bytes(saved)
        before, after = read_document(data, name).prose.passages, read_document(saved, name).prose.passages
        assert [(squeezed(p), p.kind, p.sign, p.cell and p.cell.row) for p in after] == [
            (squeezed(p), p.kind, p.sign, p.cell and p.cell.row) for p in before
        ]


# Other kinds of files


def codes(path: Path) -> list[str]:
    with pytest.raises(BaoCaoError) as raised:
        read_any(path, path.name)
    assert all(f.remedy and f.problem for f in raised.value.findings)
    return [f.code for f in raised.value.findings]


def test_an_old_word_file_is_read_through_libreoffice(office_suite: str, tmp_path: Path) -> None:
    source = tmp_path / 'cu.docx'
    source.write_bytes(
        word_file(par('Đạt 38/39 vụ') + table(cell('TT') + cell('Số'), cell('1') + cell('12')) + par())
    )
    subprocess.run(
        [
            *(office_suite, '--headless', f'-env:UserInstallation={(tmp_path / "profile").as_uri()}'),
            *('--convert-to', 'doc:MS Word 97', '--outdir', str(tmp_path), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    read = read_any(tmp_path / 'cu.doc', 'cu.doc')
    assert [p.text for p in read.prose.passages] == ['Đạt 38/39 vụ', 'TT', 'Số', '1', '12']
    assert read.prose.name == 'cu.doc' and read.package is not None


def test_an_rtf_under_the_name_of_a_doc_is_read(office_suite: str, tmp_path: Path) -> None:
    path = tmp_path / 'a.doc'
    path.write_bytes(b'{\\rtf1\\ansi C\\u243? 12 t\\u7893?}')
    assert [p.text for p in read_any(path, 'a.doc').prose.passages] == ['Có 12 tổ']


OLE = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'


def test_without_libreoffice_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    monkeypatch.setattr(convert, '_USUAL', ())
    assert find_office() is None
    path = tmp_path / 'a.doc'
    path.write_bytes(OLE + 'WordDocument'.encode('utf-16-le') + bytes(600))
    assert codes(path) == ['HT012']


@pytest.mark.skipif(os.name == 'nt', reason='the program of this test is a script for sh')
def test_a_converter_that_hangs_is_stopped_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, alive = tmp_path / 'soffice', tmp_path / 'alive'
    program.write_text(f'#!/bin/sh\n(sleep 2; touch {alive}) &\nsleep 60\n')
    program.chmod(0o755)
    monkeypatch.setattr(convert, 'TIME_LIMIT', 1)
    start = time.monotonic()
    with pytest.raises(BaoCaoError) as raised:
        to_docx(b'x', '.doc', 'a.doc', str(program))
    assert [f.code for f in raised.value.findings] == ['HT013'] and time.monotonic() - start < 30
    time.sleep(2)
    assert not alive.exists()


@pytest.mark.skipif(os.name == 'nt', reason='the program of this test is a script for sh')
def test_a_converter_that_makes_nothing_is_told(tmp_path: Path) -> None:
    program = tmp_path / 'soffice'
    program.write_text('#!/bin/sh\nexit 0\n')
    program.chmod(0o755)
    with pytest.raises(BaoCaoError) as raised:
        to_docx(b'x', '.doc', 'a.doc', str(program))
    assert [f.code for f in raised.value.findings] == ['HT013']


@pytest.mark.parametrize('encoding', ['utf-8', 'utf-8-sig', 'utf-16'])
def test_plain_text_is_read_in_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / 'a.TXT'
    path.write_bytes('Tổng số 39 vụ\r\n- đạt 38'.encode(encoding))
    found = read_any(path, 'a.TXT').prose.passages
    assert [(p.text, p.where.span(0, 4).line) for p in found] == [('Tổng số 39 vụ', 1), ('- đạt 38', 2)]


TCVN3 = 'Uû ban nh©n d©n x· ®¹t 38/39 vô, céng hßa x· héi'


def test_text_in_an_old_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / 'a.txt'
    path.write_bytes(TCVN3.encode('latin-1'))
    assert codes(path) == ['HT014']
    path.write_text(TCVN3, encoding='utf-8')
    assert codes(path) == ['HT014']
    path.write_bytes(b'a\x00b')
    assert codes(path) == ['HT014']
    path.write_bytes('é'.encode('latin-1'))
    assert codes(path) == ['HT014']


def test_a_word_file_in_an_old_font_is_refused(tmp_path: Path) -> None:
    path = tmp_path / 'a.docx'
    path.write_bytes(word_file(par(TCVN3)))
    assert codes(path) == ['HT014']


def test_a_word_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / 'a.txt'
    path.write_bytes(word_file(par('Một')))
    assert [p.text for p in read_any(path, 'a.txt').prose.passages] == ['Một']


@pytest.mark.parametrize(
    ('name', 'data', 'code'),
    [
        ('a.pdf', b'%PDF-1.7', 'HT011'),
        ('a.txt', b'%PDF-1.7', 'HT011'),
        ('a.png', b'\x89PNG', 'HT011'),
        ('a.csv', b'a,b', 'HT011'),
        ('a.docx', b'%PDF-1.7', 'MB005'),
        ('a.docx', b'chu', 'MB032'),
        ('a.docx', b'', 'MB003'),
        ('a.doc', b'<html><body/></html>', 'MB005'),
        ('a.xls', OLE + 'Workbook'.encode('utf-16-le'), 'HT011'),
        ('a.doc', OLE + 'EncryptedPackage'.encode('utf-16-le'), 'MB007'),
        ('a', b'chu', 'HT011'),
        ('a.txt', b'x' * (any_file._MAX_TEXT + 1), 'HT015'),
    ],
)
def test_other_kinds_are_named(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert codes(path) == [code]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path / 'a.docx') == ['MB001']


# Harm


def test_files_that_lie_give_findings(tmp_path: Path) -> None:
    parts = sound()
    for change in (
        {'word/document.xml': b'<!DOCTYPE x><w:document/>'},
        {'word/document.xml': b'<w:document'},
        {'_rels/.rels': relations(('rId1', 'x', 'y'))},
        {'[Content_Types].xml': b'<Types/>'},
    ):
        path = tmp_path / 'a.docx'
        path.write_bytes(zipped({**parts, **change}))
        assert codes(path)


def test_deep_nesting_is_no_traceback() -> None:
    deep = '<w:ins w:id="1" w:author="a">' * 240 + run('sâu') + '</w:ins>' * 240
    assert texts(par(deep)) == ['sâu']
    nested = par('đáy')
    for _ in range(55):
        nested = table(cell(nested, 'x') + cell('y'))
    assert 'đáy' in texts(nested)


def test_strange_values_are_no_traceback() -> None:
    odd = (
        table(cell('a', properties='<w:gridSpan w:val="999999999"/>') + cell('b', properties='<w:gridSpan w:val="-1"/>'))
        + par('c', properties='<w:outlineLvl w:val="x"/><w:numPr><w:ilvl w:val="²"/><w:numId w:val="9"/></w:numPr>')
        + par('<w:r><w:sym w:font="x" w:char="zz"/><w:sym/><w:sym w:char="D800"/></w:r>', 'd')
        + par(field('end'), field('separate'), 'e')
        + par(FOOTNOTE.format(99), 'f')
    )  # fmt: skip
    loop = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    found = texts(odd + par('g', properties='<w:pStyle w:val="A"/>'), styles=loop, footnotes=note(1, 'x'))
    assert found == ['a', 'b', 'c', '\ufffc\ufffc\ufffcd', 'e', 'f', 'g']


def test_a_field_opened_a_hundred_thousand_times_costs_little() -> None:
    many = (field('begin') + field('separate')) * 50_000 + run('x') * 50_000
    start = time.process_time()
    packed = zipped(parts_of(par(many)), zipfile.ZIP_STORED)
    (passage,) = read_document(packed, 'a.docx').prose.passages
    assert len(passage.text) == 50_000
    assert time.process_time() - start < 20


def test_too_many_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('baocao.word.reader.MAX_PARAGRAPHS', 3)
    assert len(passages(par('a') * 3)) == 3
    with pytest.raises(BaoCaoError) as raised:
        passages(par('a') * 4)
    assert [f.code for f in raised.value.findings] == ['MB061']
