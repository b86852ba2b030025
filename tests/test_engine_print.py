"""What is printed is what was given: marks, escapes, hostile texts, properties, nothing lost, equal bytes."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_engine_kit import Little, Person, W, docx, fragment, lines, made, p, part, r, raw, t, texts

from baocao import seal
from baocao.errors import BaoCaoError, Level
from baocao.text import Data, Glue, Mark, Ref, Text
from baocao.view.model import KINDS, Khoi, ThuocTinh, View
from baocao.word import Template

HOSTILE = [
    '{{ 7*7 }}',
    '{% for x in y %}{% endfor %}',
    '{%p if x %}',
    '{# bỏ #}',
    '{_{ 7*7 }_}',
    '{_% x %_}',
    '\\a \\n \\f \\t',
    '&amp; &lt;b&gt; < > " \'',
    '</w:t></w:r></w:p><w:p/>',
    '<?b t0?>',
    '<!--p0-->',
    ']]>',
    '${a.b} %s {0}',
    '\u200b\u00ad\ufeff x \u2028',
    '😀𐍈',
    '  hai  dấu cách  ',
]


def view(**change: Any) -> View:
    """A whole view; what is not named is empty."""
    values: dict[str, Any] = {
        'ten_loai': Text(),
        'trich_yeu': Text(),
        'co_quan': (),
        'so_ky_hieu': Text(),
        'dia_danh_ngay': Text(),
        'noi_dung': (),
        'noi_nhan': (),
        'quyen_han': (),
        'thuoc_tinh': ThuocTinh('Báo cáo', 'UBND', 'Kết quả'),
    }
    return View(**{**values, **change})


@pytest.mark.parametrize('text', HOSTILE)
def test_hostile_text_is_printed_as_it_is_everywhere(tmp_path: Path, text: str) -> None:
    note = f'<w:footnote w:id="1">{p("{{ trich_yeu }}")}</w:footnote>'
    body = p('{{ trich_yeu }}').replace('</w:p>', '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>')
    data = docx(body, header=p('{{ trich_yeu }}'), footnotes=note, title='{{ 1/0 }}')
    template = made(tmp_path, data, View)
    rendered = template.render(view(trich_yeu=t(text, 'trich_yeu'), thuoc_tinh=ThuocTinh(text, text, text)))
    assert lines(rendered) == [text]
    assert lines(rendered, 'word/header.xml') == [text]
    assert lines(rendered, 'word/footnotes.xml')[-1] == text
    assert rendered.findings == ()
    core = part(rendered, 'docProps/core.xml')
    assert [e.text for e in core.iter('{http://purl.org/dc/elements/1.1/}*')] == [text, text, text, 'vi-VN']


_LEGAL = st.text(
    st.characters(exclude_categories=('Cs', 'Cc'), exclude_characters='\ufffe\uffff')
    | st.sampled_from('\t\n{}%&<> '),
    max_size=60,
).filter(lambda s: not any(ord(c) & 0xFFFE == 0xFFFE for c in s))


@pytest.fixture(scope='module')
def plain_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return made(tmp_path_factory.mktemp('mau'), docx(p('[{{ ten }}]')))


@settings(max_examples=150)
@given(st.lists(st.tuples(_LEGAL, st.integers(0, 15)), max_size=6))
def test_any_text_comes_out_equal(plain_template: Template, pieces: list[tuple[str, int]]) -> None:
    value = Text(tuple(Data(s, 'ten', i, Mark(m)) for i, (s, m) in enumerate(pieces)))
    rendered = plain_template.render(Little(ten=value))
    assert lines(rendered) == [f'[{value.plain}]']
    assert rendered.findings == ()


@pytest.mark.parametrize('sign', ['\x00', '\x07', '\x0b', '\x0c', '\x1b', '\r', '\ud800', '\ufffe', '\uffff'])
def test_characters_that_xml_cannot_carry_are_found_not_dropped(tmp_path: Path, sign: str) -> None:
    template = made(tmp_path, docx(p('{{ ten }}')))
    with pytest.raises(BaoCaoError) as caught:
        template.render(Little(ten=t(f'a{sign}b')))
    found = caught.value.findings[0]
    assert (found.code, found.span.place) == ('MB302', 'thân văn bản, đoạn 1')
    assert f'U+{ord(sign):04X}' in found.problem
    with pytest.raises(BaoCaoError) as caught:
        made(tmp_path, docx(p('x')), View).render(view(thuoc_tinh=ThuocTinh(f'a{sign}', '', '')))
    assert 'MB302' in [f.code for f in caught.value.findings]


def test_a_missing_value_is_found_with_its_place(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('x') + p('{{ ten }}')))
    with pytest.raises(BaoCaoError) as caught:
        template.render(Little(ten=None))  # type: ignore[arg-type]
    found = caught.value.findings[0]
    assert (found.code, found.span.place, found.excerpt) == ('MB301', 'thân văn bản, đoạn 2', '{{ ten }}')


def _runs(xml: bytes) -> list[tuple[list[str], str]]:
    root = etree.fromstring(xml)
    found = []
    for run in root.iter(f'{{{W}}}r'):
        properties = run.find(f'{{{W}}}rPr')
        names = [] if properties is None else [e.tag.rpartition('}')[2] for e in properties]
        found.append((names, ''.join(e.text or '' for e in run.iter(f'{{{W}}}t'))))
    return found


def test_marks_join_the_run_properties_in_schema_order(tmp_path: Path) -> None:
    own = '<w:rFonts w:ascii="Arial"/><w:caps/><w:color w:val="FF0000"/><w:sz w:val="30"/><w:lang w:val="vi-VN"/>'
    value = texts(
        Data('a', 'x'),
        Glue('b', Mark.BOLD),
        Data('c', 'x', 1, Mark.BOLD),
        Data('d', 'x', 2, Mark.BOLD | Mark.ITALIC | Mark.SUPERSCRIPT),
        Data('e', 'x', 3, Mark.SUBSCRIPT),
    )
    template = made(tmp_path, docx(p('< {{ ten }} >', rpr=own)))
    xml = raw(template.render(Little(ten=value), sealed=False))
    base = ['rFonts', 'caps', 'color', 'sz', 'lang']
    assert _runs(xml) == [
        (base, '< a'),
        (['rFonts', 'b', 'bCs', 'caps', 'color', 'sz', 'lang'], 'bc'),
        (['rFonts', 'b', 'bCs', 'i', 'iCs', 'caps', 'color', 'sz', 'vertAlign', 'lang'], 'd'),
        (['rFonts', 'caps', 'color', 'sz', 'vertAlign', 'lang'], 'e'),
        (base, ' >'),
    ]
    assert b'w:val="subscript"' in xml
    assert b'w:val="superscript"' in xml


def test_a_mark_beats_a_property_that_says_no(tmp_path: Path) -> None:
    rpr = '<w:b w:val="0"/><w:vertAlign w:val="baseline"/>'
    value = t('x', marks=Mark.BOLD | Mark.SUPERSCRIPT)
    xml = raw(made(tmp_path, docx(p('{{ ten }}', rpr=rpr))).render(Little(ten=value)))
    assert b'<w:rPr><w:b/><w:bCs/><w:vertAlign w:val="superscript"/></w:rPr>' in xml


def test_a_mark_that_changes_nothing_opens_no_run(tmp_path: Path) -> None:
    value = texts(Data('a', 'x'), Data('b', 'x', 1, Mark.BOLD))
    xml = raw(made(tmp_path, docx(p('{{ ten }}', rpr='<w:b/><w:bCs/>'))).render(Little(ten=value)))
    assert _runs(xml) == [(['b', 'bCs'], 'ab')]


def test_tabs_and_breaks_become_elements(tmp_path: Path) -> None:
    xml = raw(made(tmp_path, docx(p('{{ ten }}'))).render(Little(ten=t('a\tb\n\nc'))))
    text = b'<w:t xml:space="preserve">'
    assert text + b'a</w:t><w:tab/>' + text + b'b</w:t><w:br/><w:br/>' + text + b'c</w:t></w:r>' in xml


def test_fixed_content_of_a_tagged_paragraph_stays(tmp_path: Path) -> None:
    body = (
        '<w:p>'
        + r('a ')
        + '<w:r><w:rPr><w:i/></w:rPr><w:t>x</w:t><w:tab/><w:br w:type="page"/><w:sym w:font="Wingdings" '
        'w:char="F0FC"/><w:t>{{ ten }}</w:t><w:noBreakHyphen/></w:r></w:p>'
    )
    xml = raw(made(tmp_path, docx(body)).render(Little(ten=t('T'))))
    order = [
        xml.index(s)
        for s in (b'<w:tab/>', b'<w:br w:type="page"/>', b'<w:sym ', b'>T<', b'<w:noBreakHyphen/>')
    ]
    assert order == sorted(order)
    assert xml.count(b'<w:rPr><w:i/></w:rPr>') >= 3


def test_same_view_same_bytes(tmp_path: Path) -> None:
    data = docx(p('{{ ten }}{% for d in dong %}{{ d }}{% endfor %}'), header=p('{{ loai }}'))
    value = Little(ten=t('a'), dong=(t('b'), t('c')), loai='d')
    first = made(tmp_path, data)
    again = made(tmp_path, data)
    assert first.render(value).data == first.render(value).data == again.render(value).data


def test_what_is_printed_nowhere_is_found_once_per_path(tmp_path: Path) -> None:
    shown = '{% if so == 1 %}{{ ten }}{% for d in dong %}{{ d }}{% endfor %}{% endif %}{{ mot.ten }}'
    template = made(tmp_path, docx(p(shown)))
    value = Little(
        ten=texts(Data('a', 'ten', 0), Data('b', 'ten', 1), Glue('keo')),
        mot=Person(texts(Data('thấy', 'mot.ten'), Ref('7', 'chi_so', 'so'))),
        dong=(t('c', 'dong.0'), texts(Ref('9', 'chi_so', 'so'), Ref('8', 'chi_so', 'ke_hoach'))),
    )
    found = template.render(value).findings
    assert [f.code for f in found] == ['MB304'] * 3
    assert [
        '«ten»' in found[0].problem,
        '«dong.0»' in found[1].problem,
        'chi_so.ke_hoach' in found[2].problem,
    ] == [True] * 3
    assert {f.level for f in found} == {Level.LOI}
    assert [f.code for f in template.render(Little(ten=t('a', 'ten'), so=1)).findings] == []


def test_a_field_that_no_tag_prints_is_found_once_whatever_it_holds(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('{{ ten }}{% if vang %}!{% endif %}')))
    value = Little(ten=t('a', 'ten'), dong=(t('b', 'dong.0'), t('c', 'dong.1')), vang=Text.glue('DỰ THẢO'))
    found = template.render(value).findings
    assert [(f.code, f.level) for f in found] == [('MB304', Level.LOI)] * 2
    assert "«dong»: nội dung («b» và 1 chỗ khác)" in found[0].problem
    assert "«vang»: nội dung («DỰ THẢO»)" in found[1].problem


def test_pieces_of_one_value_are_asked_one_by_one(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('{{ ten }}')))
    value = Little(ten=texts(Data('a', 'muc', 0)), dong=(texts(Data('b', 'muc', 5)),))
    assert [f.code for f in template.render(value).findings] == ['MB304']


def test_properties_come_from_the_view_only(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('{{ ten_loai }}'), title='Mẫu cũ'), View)
    dated = template.render(view(thuoc_tinh=ThuocTinh('T & t', 'Ủy ban', 'S', (2023, 6, 5))))
    core = raw(dated, 'docProps/core.xml').decode()
    assert 'T &amp; t' in core
    assert core.count('2023-06-05T00:00:00Z') == 2
    assert 'Một người nào đó' not in core
    assert 'lastModifiedBy' not in core
    undated = raw(template.render(view()), 'docProps/core.xml')
    assert b'created' not in undated
    assert b'modified' not in undated
    assert b'baocao' in raw(dated, 'docProps/app.xml')


def test_the_document_is_sealed(tmp_path: Path) -> None:
    data = made(tmp_path, docx(p('{{ ten_loai }}')), View).render(view()).data
    assert seal.is_untouched(data) is True
    assert b'/docProps/custom.xml' in raw(data, '[Content_Types].xml')
    assert raw(data, '_rels/.rels').count(b'docProps/custom.xml') == 1


def test_other_views_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        made(tmp_path, docx(p('x'))).render(view())


def test_output_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('baocao.word.pen.LARGEST_PART', 1 << 16)
    loops = (
        '{% for a in dong %}{% for b in dong %}{% for c in dong %}{{ c }}{% endfor %}{% endfor %}{% endfor %}'
    )
    template = made(tmp_path, docx(p(loops)))
    with pytest.raises(BaoCaoError) as caught:
        template.render(Little(dong=tuple(t('x') for _ in range(1000))))
    assert caught.value.findings[-1].code == 'MB303'


def test_ten_thousand_blocks_take_seconds_at_most(tmp_path: Path) -> None:
    template = made(tmp_path, docx(p('{{p noi_dung }}')), View, fragment())
    blocks = tuple(
        Khoi(list(KINDS)[i % 23], t(f'Nội dung {i} ' * 10, f'k.{i}'), Text.glue('1.')) for i in range(10_000)
    )
    start = perf_counter()
    rendered = template.render(view(noi_dung=blocks))
    assert perf_counter() - start < 5
    assert len([x for x in lines(rendered) if x]) == 10_000
