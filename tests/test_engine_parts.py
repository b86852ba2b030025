"""Footnotes, the shared fragment, styles, rules under heading lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from test_engine_kit import (
    SECTION,
    Little,
    W,
    cell,
    docx,
    faults,
    fragment,
    lines,
    made,
    p,
    part,
    r,
    raw,
    row,
    t,
    table,
    texts,
)
from test_engine_print import view

from baocao.errors import BaoCaoError, Level
from baocao.text import Data, Mark, NoteRef, Text
from baocao.view.model import KINDS, ChuThich, Khoi, View
from baocao.word import compile
from baocao.word.widths import text_width

VALIDATOR = Path(__file__).parents[2] / 'shared' / 'tools' / 'docx_validate.py'
SPACE = {'w': W}


def noted(text: str, key: str, path: str) -> Text:
    return texts(Data(text, path), NoteRef(key))


def notes(*keys: str) -> tuple[ChuThich, ...]:
    return tuple(ChuThich(k, (t(f'nói về {k}', f'ct.{k}'),)) for k in keys)


def ids(rendered: Any, name: str, tag: str) -> list[str]:
    return [e.get(f'{{{W}}}id') for e in part(rendered, name).iter(f'{{{W}}}{tag}')]


BODY = (
    p('{{ trich_yeu }}')
    + p('{%p for d in can_cu %}')
    + p('{{ d }}')
    + p('{%p endfor %}')
    + table(
        row(cell(p('{%tr for d in noi_nhan %}')), cell(p(''))),
        row(cell(p('- {{ d }}')), cell(p(''))),
        row(cell(p('{%tr endfor %}')), cell(p(''))),
    )
    + p('{{p noi_dung }}')
)


def test_notes_are_numbered_by_first_reference_over_the_whole_body(tmp_path: Path) -> None:
    template = made(tmp_path, docx(BODY), View, fragment())
    value = view(
        trich_yeu=noted('a', 'k4', 'ty'),
        can_cu=(noted('b', 'k1', 'cc.0'),),
        noi_nhan=(noted('c', 'k3', 'nn.0'),),
        noi_dung=(Khoi('doan', noted('d', 'k2', 'nd.0')),),
        chu_thich=notes('k1', 'k2', 'k3', 'k4'),
    )
    rendered = template.render(value)
    assert rendered.findings == ()
    assert ids(rendered, 'word/document.xml', 'footnoteReference') == ['1', '2', '3', '4']
    assert ids(rendered, 'word/footnotes.xml', 'footnote') == ['-1', '0', '1', '2', '3', '4']
    told = [x.strip() for x in lines(rendered, 'word/footnotes.xml') if x.strip()]
    assert told == ['nói về k4', 'nói về k1', 'nói về k3', 'nói về k2']


def test_a_note_has_its_mark_styles_paragraphs_and_marks(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="VBCT"><w:name w:val="footnote text"/></w:style>'
        '<w:style w:type="character" w:styleId="SoCT"><w:name w:val="Footnote Reference"/></w:style>'
    )
    template = made(tmp_path, docx(p('{{ trich_yeu }}', rpr='<w:b/>'), footnotes='', styles=styles), View)
    two = ChuThich('k', (texts(Data('một ', 'a'), Data('đậm', 'a', 4, Mark.BOLD)), t('hai', 'b')))
    rendered = template.render(view(trich_yeu=noted('x', 'k', 'ty'), chu_thich=(two,)))
    note = part(rendered, 'word/footnotes.xml').findall('w:footnote', SPACE)[-1]
    assert [s.get(f'{{{W}}}val') for s in note.iterfind('.//w:pStyle', SPACE)] == ['VBCT', 'VBCT']
    assert len(note.findall('.//w:footnoteRef', SPACE)) == 1
    assert lines(rendered, 'word/footnotes.xml')[-2:] == [' một đậm', 'hai']
    assert b'<w:r><w:rPr><w:rStyle w:val="SoCT"/><w:b/></w:rPr><w:footnoteReference w:id="1"/></w:r>' in raw(
        rendered
    )
    assert raw(rendered, 'word/styles.xml').count(b'<w:style ') == 5


def test_a_template_without_footnotes_gets_all_that_word_wants(tmp_path: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rIdstyles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'styles" Target="styles.xml"/><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/settings" Target="settings.xml"/></Relationships>'
    )
    inside = '<w:zoom w:percent="100"/><w:compat/><w:decimalSymbol w:val=","/>'
    settings = f'<w:settings xmlns:w="{W}">{inside}</w:settings>'
    more = {'word/settings.xml': settings, 'word/_rels/document.xml.rels': rels}
    rendered = made(tmp_path, docx(p('{{ trich_yeu }}'), more=more), View).render(
        view(trich_yeu=noted('x', 'k', 'ty'), chu_thich=notes('k'))
    )
    children = [etree.QName(e).localname for e in part(rendered, 'word/settings.xml')]
    assert children == ['zoom', 'footnotePr', 'compat', 'decimalSymbol']
    assert b'/word/footnotes.xml' in raw(rendered, '[Content_Types].xml')
    assert raw(rendered, 'word/_rels/document.xml.rels').count(b'Target="footnotes.xml"') == 1
    styles = part(rendered, 'word/styles.xml')
    assert {'footnote text', 'footnote reference'} <= {
        e.get(f'{{{W}}}val') for e in styles.iterfind('w:style/w:name', SPACE)
    }


def test_notes_of_the_template_keep_their_numbers(tmp_path: Path) -> None:
    own = '<w:p>' + r('x') + '<w:r><w:footnoteReference w:id="3"/></w:r></w:p>'
    note = f'<w:footnote w:id="3">{p("của mẫu")}</w:footnote>'
    rendered = made(tmp_path, docx(p('{{ trich_yeu }}') + own, footnotes=note), View).render(
        view(trich_yeu=noted('x', 'k', 'ty'), chu_thich=notes('k'))
    )
    assert ids(rendered, 'word/document.xml', 'footnoteReference') == ['4', '3']


def test_faults_of_notes(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('{{ trich_yeu }}{{ ten_loai }}'), header=p('{{ dia_danh_ngay }}')), View)
    with pytest.raises(BaoCaoError) as caught:
        template.render(view(trich_yeu=noted('x', 'thieu', 'ty')))
    assert [(f.code, f.level) for f in caught.value.findings] == [('MB305', Level.CHAN)]

    twice = template.render(
        view(trich_yeu=noted('x', 'k', 'a'), ten_loai=noted('y', 'k', 'b'), chu_thich=notes('k', 'la'))
    )
    assert [(f.code, f.level) for f in twice.findings] == [('MB306', Level.LOI), ('MB307', Level.LOI)]
    assert '«la»' in twice.findings[0].problem
    assert '«k»' in twice.findings[1].problem

    header = template.render(view(dia_danh_ngay=noted('x', 'k', 'a'), chu_thich=notes('k')))
    assert [f.code for f in header.findings] == ['MB308', 'MB306']
    assert header.findings[0].span.place == 'đầu trang (header.xml), đoạn 1'

    inside = ChuThich('k', (noted('x', 'k', 'ct'),))
    nested = template.render(view(trich_yeu=noted('x', 'k', 'a'), chu_thich=(inside,)))
    assert [f.code for f in nested.findings] == ['MB308']


# --- the shared fragment


def test_blocks_take_the_sample_of_their_kind(tmp_path: Path) -> None:
    samples = {
        'phan': p('Phần {{ khoi.so }}') + p('{{ khoi.noi_dung }}', ppr='<w:jc w:val="center"/>'),
        'chi_dao': p('+ Chỉ đạo thực hiện: {{ khoi.noi_dung }}'),
        'gach': p('{%p if khoi.so %}')
        + p('{{ khoi.so }} {{ khoi.noi_dung }}')
        + p('{%p else %}')
        + p('không số')
        + p('{%p endif %}'),
    }
    template = made(tmp_path, docx(p('{{p noi_dung }}')), View, fragment(samples))
    blocks = (
        Khoi('phan', t('Mở đầu', 'a'), Text.glue('I')),
        Khoi('chi_dao', t('UBND', 'b')),
        Khoi('gach', t('ý', 'c'), Text.glue('-')),
        Khoi('doan', t('{{ khoi.so }}', 'd')),
    )
    rendered = template.render(view(noi_dung=blocks))
    assert lines(rendered) == ['Phần I', 'Mở đầu', '+ Chỉ đạo thực hiện: UBND', '- ý', '{{ khoi.so }}']
    assert rendered.findings == ()


def test_every_kind_prints_and_keeps_with_the_next_where_asked(tmp_path: Path) -> None:
    ppr = '<w:pStyle w:val="Rule2"/><w:spacing w:after="60"/>'
    styles = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Rule2"><w:name w:val="Thân"/></w:style>'
    )
    samples = {k: p('{{ khoi.noi_dung }}', ppr=ppr) for k in KINDS}
    template = made(tmp_path, docx(p('{{p noi_dung }}')), View, fragment(samples, styles=styles))
    blocks = tuple(Khoi(k, t(k, k), giu_voi_sau=i % 2 == 0) for i, k in enumerate(KINDS))
    rendered = template.render(view(noi_dung=blocks))
    assert lines(rendered) == list(KINDS)
    properties = [[etree.QName(e).localname for e in pr] for pr in part(rendered).iter(f'{{{W}}}pPr')]
    assert properties[0] == ['pStyle', 'keepNext', 'spacing']
    assert properties[1] == ['pStyle', 'spacing']
    assert len([x for x in properties if 'keepNext' in x]) == (len(KINDS) + 1) // 2


def test_a_sample_without_properties_can_be_kept_with_the_next(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('{{p noi_dung }}')), View, fragment())
    xml = raw(template.render(view(noi_dung=(Khoi('doan', t('a', 'a'), giu_voi_sau=True),))))
    assert b'<w:p><w:pPr><w:keepNext/></w:pPr>' in xml


def test_styles_of_the_fragment_are_matched_by_name_or_brought_along(tmp_path: Path) -> None:
    theirs = (
        '<w:style w:type="paragraph" w:styleId="S1"><w:name w:val="Thân bài"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="S2"><w:name w:val="Riêng"/><w:basedOn w:val="S3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="S3"><w:name w:val="Gốc"/><w:next w:val="S1"/></w:style>'
        '<w:style w:type="character" w:styleId="C1"><w:name w:val="Nhấn"/></w:style>'
    )
    ours = (
        '<w:style w:type="paragraph" w:styleId="Body1"><w:name w:val="thân bài"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="S2"><w:name w:val="Khác hẳn"/></w:style>'
    )
    samples = {
        'doan': p('{{ khoi.noi_dung }}', ppr='<w:pStyle w:val="S1"/>'),
        'gach': p('{{ khoi.noi_dung }}', ppr='<w:pStyle w:val="S2"/>', rpr='<w:rStyle w:val="C1"/>'),
    }
    template = made(tmp_path, docx(p('{{p noi_dung }}'), styles=ours), View, fragment(samples, styles=theirs))
    rendered = template.render(view(noi_dung=(Khoi('doan', t('a', 'a')), Khoi('gach', t('b', 'b')))))
    used = [e.get(f'{{{W}}}val') for e in part(rendered).iterfind('.//w:pStyle', SPACE)]
    sheet = part(rendered, 'word/styles.xml')
    names = {
        s.get(f'{{{W}}}styleId'): s.find('w:name', SPACE).get(f'{{{W}}}val')
        for s in sheet.findall('w:style', SPACE)
    }
    assert [names[u] for u in used] == ['thân bài', 'Riêng']
    own = next(s for s in sheet.findall('w:style', SPACE) if s.get(f'{{{W}}}styleId') == used[1])
    base = own.find('w:basedOn', SPACE).get(f'{{{W}}}val')
    assert names[base] == 'Gốc'
    root = next(s for s in sheet.findall('w:style', SPACE) if s.get(f'{{{W}}}styleId') == base)
    assert names[root.find('w:next', SPACE).get(f'{{{W}}}val')] == 'thân bài'
    assert 'Nhấn' in names.values()


@pytest.mark.parametrize(
    ('data', 'code'),
    [
        (fragment(without='cong'), 'MB253'),
        (fragment(extra=row(cell(p('la_lung')), cell(p('x')))), 'MB254'),
        (fragment(extra=row(cell(p('doan')), cell(p('x')))), 'MB255'),
        (fragment(extra=row(cell(p('doan')), cell(p('x')), cell(p('y')))), 'MB252'),
        (fragment(extra=row(cell(p('Ghi chú')), cell(p('x')))), 'MB254'),
        (docx(p('không có bảng')), 'MB252'),
        (fragment({'doan': p('{{ khoi.so_ }}')}), 'MB231'),
        (fragment({'doan': p('{{ noi_dung }}')}), 'MB230'),
        (fragment({'doan': p('{{ khoi.noi_dung')}), 'MB201'),
        (fragment({'doan': p('{% if khoi.so %}')}), 'MB223'),
        (fragment({'doan': p('{%p if khoi.so %}'), 'gach': p('{%p endif %}')}), 'MB223'),
        (fragment({'doan': p('{{p khoi }}')}), 'MB238'),
        (fragment({'doan': p('x', ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')}), 'MB256'),
        (
            fragment({'doan': '<w:p><w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/></w:p>'}),
            'MB256',
        ),
        (fragment({'doan': table(row(cell(p('x')))) + p('')}), 'MB256'),
    ],
)
def test_faults_of_the_fragment(tmp_path: Path, data: bytes, code: str) -> None:
    found = faults(tmp_path, p('{{p noi_dung }}'), View, data)
    assert code in {f.code for f in found}
    assert {f.span.file for f in found} == {'doan_mau.docx'}
    assert all(f.span.place.startswith('tệp đoạn mẫu') for f in found if f.code >= 'MB200')


def test_faults_of_template_and_fragment_come_together(tmp_path: Path) -> None:
    found = faults(tmp_path, p('{{ khong_co }}') + p('{{p can_cu }}'), View, fragment(without='cong'))
    assert sorted(f.code for f in found) == ['MB230', 'MB238', 'MB253']


def test_blocks_need_the_fragment(tmp_path: Path) -> None:
    assert [f.code for f in faults(tmp_path, p('{{p noi_dung }}'), View)] == ['MB251']


def test_a_kind_without_sample_is_found(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('{{p noi_dung }}')), View, fragment())
    with pytest.raises(BaoCaoError) as caught:
        template.render(view(noi_dung=(Khoi('moi', t('a', 'a')),)))
    assert caught.value.findings[0].code == 'MB309'


def test_a_file_that_is_no_word_file_is_a_finding(tmp_path: Path) -> None:
    broken = tmp_path / 'hong.docx'
    broken.write_bytes(b'khong phai zip')
    with pytest.raises(BaoCaoError):
        compile(broken, 'hong.docx', None, Little)
    with pytest.raises(BaoCaoError):
        made(tmp_path, docx(p('{{p noi_dung }}')), View, b'khong phai zip')


# --- rules under heading lines


def indents(rendered: Any) -> list[tuple[int, int]]:
    found = part(rendered).iter(f'{{{W}}}ind')
    return [(int(e.get(f'{{{W}}}left')), int(e.get(f'{{{W}}}right'))) for e in found]


def rule(style: str = 'Rule') -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="center"/></w:pPr></w:p>'


def test_the_rule_is_two_fifths_of_the_line_above(tmp_path: Path) -> None:
    lines_ = p('{%p for d in dong %}') + p('{{ d }}', rpr='<w:b/><w:sz w:val="26"/>') + p('{%p endfor %}')
    template = made(tmp_path, docx(table(row(cell(lines_ + rule()), cell(p(''))))))
    name = 'THÀNH PHỐ HẢI PHÒNG'
    (left, right), *rest = indents(template.render(Little(dong=(t('ỦY BAN NHÂN DÂN DÀI'), t(name)))))
    width = 4000 - 2 * 108
    assert rest == []
    assert left == right
    assert width - 2 * left == pytest.approx(0.4 * text_width(name, 13, True), abs=2)


def test_a_wrapped_line_counts_as_nine_tenths(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('{{ ten }}') + rule()))
    page = 11906 - 1701 - 851
    (left, _) = indents(template.render(Little(ten=t('dài ' * 200))))[0]
    assert page - 2 * left == pytest.approx(0.4 * 0.9 * page, abs=2)


def test_the_long_rule_is_as_long_as_fixed_text(tmp_path: Path) -> None:
    motto = 'Độc lập - Tự do - Hạnh phúc'
    body = table(row(cell(p(motto, rpr='<w:b/><w:sz w:val="28"/>') + rule('Long'), 6000), cell(p(''))))
    (left, _) = indents(made(tmp_path, docx(body)).render(Little()))[0]
    length = 6000 - 216 - 2 * left
    assert length / 567 == pytest.approx(6.04, abs=0.03)
    assert b'<w:ind w:left="%d" w:right="%d" w:firstLine="0"/><w:jc' % (left, left) in raw(
        made(tmp_path, docx(body)).render(Little())
    )


def test_letters_with_marks_are_as_wide_as_their_base() -> None:
    assert text_width('ảạấộỵ', 14, False) == text_width('aaaoy', 14, False)
    assert text_width('a\u0301', 14, False) == text_width('a', 14, False)
    assert text_width('ợ', 14, True) == text_width('ơ', 14, True) > text_width('o', 14, True)
    assert text_width('n', 14, True) > text_width('n', 14, False)


# --- judged from outside


@pytest.mark.skipif(not VALIDATOR.exists(), reason='the schema judge is not at hand')
def test_a_rendered_file_is_valid_by_the_schemas(tmp_path: Path) -> None:
    body = p('{{ ten_loai }}', rpr='<w:color w:val="000000"/>') + rule() + BODY
    template = made(tmp_path, docx(body, header=p('{{ trich_yeu }}') + p('')), View, fragment())
    value = view(
        ten_loai=texts(Data('a\tb\n', 'x'), Data('c', 'x', 4, Mark(7))),
        can_cu=(noted('b', 'k1', 'cc.0'),),
        noi_dung=tuple(
            Khoi(k, t(f'nội dung {k}', k), Text.glue('1.'), i % 2 == 0) for i, k in enumerate(KINDS)
        ),
        chu_thich=notes('k1'),
    )
    out = tmp_path / 'ra.docx'
    out.write_bytes(template.render(value).data)
    found = subprocess.run(
        [sys.executable, str(VALIDATOR), str(out)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_section_is_kept(tmp_path: Path) -> None:
    assert SECTION.encode() in raw(made(tmp_path, docx(p('{{ ten }}'))).render(Little()))
