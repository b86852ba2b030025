"""Where the engine differs from docxtpl on purpose: what docxtpl does, and what the engine does instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText, RichTextParagraph
from docxtpl_twin import by_docxtpl, compiled, parts
from lxml import etree
from markupsafe import Markup
from test_compat import VALUES, lines
from wordfile import par, run, word_file

from baocao.errors import BaoCaoError, Level

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'


def words(data: bytes, part: str = 'word/document.xml') -> str:
    """The text of a part."""
    return ''.join(t.text or '' for t in etree.fromstring(parts(data)[part]).iter(f'{W}t'))


def both(
    body: str, values: dict[str, Any], part: str = 'word/document.xml', **others: str
) -> tuple[str, str]:
    """What docxtpl and the engine print."""
    template = word_file(body, **others)
    return words(by_docxtpl(template, values), part), words(compiled(template).render(values), part)


def refused(body: str, values: dict[str, Any] | None = None, **options: Any) -> str:
    with pytest.raises(BaoCaoError) as caught:
        compiled(word_file(body), **options).render(values or {})
    return caught.value.findings[0].code


@pytest.mark.parametrize('sign', ['\x00', '\x0b', '\x1f', '\ufffe'])
def test_a_sign_that_xml_forbids_takes_nothing_with_it(sign: str) -> None:
    docxtpl, engine = both(lines('{{ x }}', 'cuối {{ y }}'), {'x': f'a{sign}b & <c>', 'y': 'd & e'})
    assert docxtpl != 'ab & <c>cuối d & e'
    assert engine == 'ab & <c>cuối d & e'


def test_half_a_surrogate_costs_only_itself() -> None:
    template = word_file(lines('{{ x }}', 'cuối'))
    with pytest.raises(UnicodeEncodeError):
        words(by_docxtpl(template, {'x': 'a\ud800b & c'})).encode()
        raise UnicodeEncodeError('utf-8', '', 0, 1, 'docxtpl has dropped it with what follows')
    assert words(compiled(template).render({'x': 'a\ud800b & c'})) == 'a\ufffdb & ccuối'


def test_an_entity_that_a_filter_has_written_large_is_still_one() -> None:
    docxtpl, engine = both(lines('{% filter upper %}a {{ x }}{% endfilter %}'), {'x': 'b & <c>'})
    assert docxtpl == 'A B  C'
    assert engine == 'A B & <C>'


def test_a_bare_ampersand_in_text_marked_as_safe_is_kept() -> None:
    docxtpl, engine = both(lines('{{ x|safe }}'), {'x': 'a & b'})
    assert docxtpl == 'a  b'
    assert engine == 'a & b'


def test_xml_that_is_torn_stops_and_is_not_repaired() -> None:
    body = lines('{{ x|safe }}', 'cuối')
    assert words(by_docxtpl(word_file(body), {'x': '</w:t><b>'})) != ''
    assert refused(body, {'x': '</w:t><b>'}) == 'MB415'
    assert refused(body, {'x': Markup('1 < 2')}) == 'MB415'


def test_quotes_of_text_marked_as_safe_cannot_leave_an_attribute() -> None:
    body = '<w:p><w:pPr><w:jc w:val="{{ x|safe }}"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    assert refused(body, {'x': 'left" "'}) == 'MB415'
    made = parts(compiled(word_file(body)).render({'x': 'left'}))['word/document.xml']
    assert b'<w:jc w:val="left"/>' in made


def test_the_end_of_a_cdata_section_is_text() -> None:
    assert both(lines('{{ x }}{{ x|safe }}]]{{ y|safe }}'), {'x': 'a]]>b', 'y': '>'})[1] == 'a]]>ba]]>b]]>'


def test_a_footnote_is_filled_in_once_and_data_is_no_template() -> None:
    section = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>'
    note = f'<w:footnote w:id="1">{lines("{{ x }}")}</w:footnote>'
    body = par('a', '<w:r><w:footnoteReference w:id="1"/></w:r>') + section
    docxtpl, engine = both(body, {'x': '{{ 7*7 }}'}, 'word/footnotes.xml', footnotes=note)
    assert docxtpl == '49'
    assert engine == '{{ 7*7 }}'


def test_the_signs_for_delimiters_are_signs_in_the_template_only() -> None:
    docxtpl, engine = both(lines('{_{ {{ x }}'), {'x': 'a {_{ b %_}'})
    assert docxtpl == '{{ a {{ b %}'
    assert engine == '{{ a {_{ b %_}'


@pytest.mark.parametrize('sign', ['\a', '\f'])
def test_a_new_paragraph_within_a_link_is_a_new_line(sign: str) -> None:
    body = par('<w:hyperlink w:anchor="x"><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink>')
    template = word_file(body)
    docxtpl = etree.fromstring(parts(by_docxtpl(template, {'x': f'a{sign}b'}))['word/document.xml'])
    assert docxtpl.findall(f'.//{W}p/{W}p')
    engine = etree.fromstring(parts(compiled(template).render({'x': f'a{sign}b'}))['word/document.xml'])
    assert [t.text for t in engine.iter(f'{W}t')] == ['a', 'b']
    assert len(list(engine.iter(f'{W}p'))) == 1
    assert len(engine.findall(f'.//{W}hyperlink/{W}r/{W}br')) == 1


def test_also_where_the_part_is_parsed() -> None:
    body = par('<w:hyperlink w:anchor="x"><w:r><w:t>{{ x }}</w:t></w:r></w:hyperlink>') + lines(
        '{{ x }}{{ y }}'
    )
    made = compiled(word_file(body)).render({'x': 'a\ab', 'y': Markup('</w:t></w:r><w:r><w:t>c')})
    root = etree.fromstring(parts(made)['word/document.xml'])
    assert [''.join(p.itertext()) for p in root.iter(f'{W}p')] == ['ab', 'a', 'bc']


def test_a_template_without_properties_gets_no_date_of_today() -> None:
    template = word_file(lines('{{ a }}'))
    assert b'dcterms:modified' in parts(by_docxtpl(template, {}))['docProps/core.xml']
    assert b'dcterms:modified' not in parts(compiled(template).render({}))['docProps/core.xml']


def test_a_property_of_any_length_is_printed() -> None:
    import io

    from docx import Document

    document = Document()
    document.core_properties.title = '{{ x }}'
    made = io.BytesIO()
    document.save(made)
    with pytest.raises(ValueError, match='255'):
        by_docxtpl(made.getvalue(), {'x': 'đ' * 300})
    assert (
        'đ' * 300 in parts(compiled(made.getvalue()).render({'x': 'đ' * 300}))['docProps/core.xml'].decode()
    )
    strict = compiled(made.getvalue(), compat=False).render({'x': 'A & B'})
    assert b'A &amp; B' in parts(strict)['docProps/core.xml']


def test_a_table_without_a_grid_is_printed() -> None:
    template = word_file('<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>')
    with pytest.raises(AttributeError):
        by_docxtpl(template, {'x': 'a'})
    assert words(compiled(template).render({'x': 'a'})) == 'a'


@pytest.mark.parametrize(
    'value', [RichText('a'), RichTextParagraph('a'), InlineImage(DocxTemplate(''), 'x', Mm(1))]
)
def test_objects_of_docxtpl_are_told(value: Any) -> None:
    assert refused(lines('{{ x }}'), {'x': value}) == 'MB414'
    assert refused(lines('{% macro m() %}{{ x }}{% endmacro %}{{ m() }}'), {'x': value}) == 'MB414'


def test_templates_with_active_content_are_refused() -> None:
    body = lines('{{ x }}') + par('<w:r><w:instrText>INCLUDETEXT "http://x"</w:instrText></w:r>')
    template = par(
        '<w:fldSimple w:instr="INCLUDETEXT &quot;http://x&quot;"><w:r><w:t>a</w:t></w:r></w:fldSimple>'
    )
    assert refused(template + body) == 'MB053'


def test_faults_of_form_only_warn_in_compat_and_stop_without() -> None:
    body = '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>x</w:t></w:r></w:ins></w:p>' + lines(
        'chữ bên cạnh {%p if x %}', '{%p endif %}'
    )
    engine = compiled(word_file(body))
    assert {f.code for f in engine.findings} == {'MB059', 'MB203'}
    assert {f.level for f in engine.findings} == {Level.CANH_BAO}
    with pytest.raises(BaoCaoError) as caught:
        compiled(word_file(body), compat=False)
    assert {f.code for f in caught.value.findings} == {'MB059', 'MB203'}


def test_an_undefined_name_stops_without_compat() -> None:
    body = lines('{%p for x in xs %}', 'mục {{ x.ten }}', '{%p endfor %}')
    assert words(compiled(word_file(body)).render({'xs': [{}]})) == 'mục '
    with pytest.raises(BaoCaoError) as caught:
        compiled(word_file(body), compat=False).render({'xs': [{}]})
    found = caught.value.findings[0]
    assert (found.code, found.span.place, found.excerpt) == ('MB416', 'thân văn bản, đoạn 2', '{{ x.ten }}')


def test_without_compat_the_dialect_is_the_same() -> None:
    from test_compat import BODIES

    for name in ('vm', 'cellbg', 'for', 'rows', 'recursive text'):
        template = word_file(BODIES[name])
        strict = compiled(template, compat=False).render(VALUES)
        assert parts(strict) == parts(compiled(template).render(VALUES)), name


def test_a_path_may_be_text_as_with_docxtpl(tmp_path: Path) -> None:
    from baocao.word.engine import compile

    (tmp_path / 'mau.docx').write_bytes(word_file(par(run('{{ x }}'))))
    assert words(compile(str(tmp_path / 'mau.docx')).render({'x': 'a'})) == 'a'
