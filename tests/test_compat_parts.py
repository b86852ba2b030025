"""The engine and docxtpl agree on every part: headers, notes, properties, drawings, what never changes, other texts."""

from __future__ import annotations

import io
import random
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docxtpl import Listing
from docxtpl_twin import by_docxtpl, compiled, differences, is_direct, parts, twin
from hypothesis import given, settings
from hypothesis import strategies as st
from random_template import body as random_body
from test_compat import BODIES, VALUES, lines
from wordfile import par, run, word_file

from baocao.container import Deflater, standard
from baocao.container.deflating import fast

ROOT = Path(__file__).parents[1]
SEPARATOR = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
DRAWING = '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="7" name="n"/></wp:inline></w:drawing></w:r>'
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="7" name="b"/><wps:txbx>'
    '<w:txbxContent>{text}</w:txbxContent></wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>'
    '<v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
)


def saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def text_of(data: bytes, part: str = 'word/document.xml') -> str:
    return parts(data)[part].decode()


def test_headers_and_footers_of_several_sections() -> None:
    document = Document()
    first = document.sections[0]
    first.header.paragraphs[0].text = 'H {{ mix }}'
    first.footer.paragraphs[0].text = 'F {% if yes %}{{ a }}{% endif %}'
    document.add_paragraph('b {{ a }}')
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.header.is_linked_to_previous = second.footer.is_linked_to_previous = False
    second.header.paragraphs[0].text = '{%p for x in xs %}'
    second.header.add_paragraph('{{ x }} {{ sp }}')
    second.header.add_paragraph('{%p endfor %}')
    second.footer.paragraphs[0].text = 'never changes'
    second.different_first_page_header_footer = True
    second.first_page_header.paragraphs[0].text = 'first {{ n }}'
    assert twin(saved(document), VALUES) == []


def test_white_space_between_the_paragraphs_of_a_header_goes_as_with_docxtpl() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = '{{p sp }}'
    document.sections[0].header.add_paragraph('x {{ sp }}{{ empty }} {% if yes %} {% endif %}')
    assert twin(saved(document), VALUES) == []
    assert not is_direct(saved(document))


def test_properties() -> None:
    document = Document()
    core = document.core_properties
    core.title, core.subject, core.author, core.keywords = (
        '{{ nl }} {{ n }}',
        's {{ cr }}',
        '{{ a }}',
        '{{ a }}',
    )
    core.comments, core.identifier = '{% for x in xs %}{{ x }};{% endfor %}', 'x\r\ny\n'
    assert twin(saved(document), VALUES) == []


def test_footnotes() -> None:
    notes = f'{SEPARATOR}<w:footnote w:id="1">{lines("n {{ mix }}")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{lines("{%p for x in xs %}", "{{ x }}", "{%p endfor %}")}</w:footnote>'
    references = ''.join(par('{{ a }}', f'<w:r><w:footnoteReference w:id="{i}"/></w:r>') for i in (1, 2))
    assert twin(word_file(references, footnotes=notes), VALUES) == []


@pytest.mark.parametrize('kind', ['endnote', 'comment'])
def test_parts_that_docxtpl_does_not_fill_in_keep_their_tags(kind: str) -> None:
    content = f'<w:{kind} w:id="1" w:author="x">{lines("{{ a }}")}</w:{kind}>'
    assert twin(word_file(lines('{{ a }}'), **{f'{kind}s': content}), VALUES) == []


def test_a_template_without_tags() -> None:
    assert twin(word_file(lines('abc') + par(DRAWING)), {}) == []


@pytest.mark.parametrize('template', ['quyet-dinh', 'cong-van', 'van-ban-co-ten-loai'])
def test_templates_of_the_program(template: str) -> None:
    assert twin((ROOT / f'templates/{template}.docx').read_bytes(), VALUES) == []


def test_drawings_are_numbered_in_order() -> None:
    template = word_file(par(DRAWING) + lines('{{ a }}') + par(DRAWING, run('{% if no %}x{% endif %}')))
    assert twin(template, VALUES) == []
    assert is_direct(template)


@pytest.mark.parametrize('tag', ['for x in xs', 'if no', 'if yes'])
def test_drawings_in_blocks_are_numbered_as_they_come(tag: str) -> None:
    body = (
        par(DRAWING)
        + lines(f'{{%p {tag} %}}')
        + par(DRAWING)
        + lines(f'{{%p end{tag.split()[0]} %}}')
        + par(DRAWING)
    )
    assert twin(word_file(body), VALUES) == []
    assert not is_direct(word_file(body))


def test_text_boxes() -> None:
    box = BOX.format(text=lines('{{ mix }}'))
    body = par('a {{ mix }}', box, run('after {{ mix }}'), run(' {{ nl }}', '<w:b/>')) + lines('{{ mix }}')
    assert twin(word_file(body), VALUES) == []


@pytest.mark.parametrize('seed', range(60))
def test_random_templates(seed: int) -> None:
    assert twin(word_file(random_body(random.Random(seed))), VALUES) == []


_TEXT = st.text(
    st.one_of(
        st.sampled_from('&<>"\'\n\t\a\f\r {}%#;áếđ'), st.characters(codec='utf-8', exclude_categories=['Cc'])
    )
)
_TEMPLATE = word_file(
    par('{{ x }}', run('|{{ x }}{{ y }}', '<w:b/>'), properties='<w:jc w:val="both"/>')
    + lines('{%p for z in zs %}', '{{ loop.index }} {{ z }}{% if z == x %}={% endif %}', '{%p endfor %}')
    + lines('{% set q %}{{ x }}{% endset %}{{ q }} {{ zs }} {{ listing }}')
)
_ENGINE = compiled(_TEMPLATE)


def _is_plain(text: str) -> bool:
    """True for text that docxtpl prints without loss: neither forbidden in XML nor taken for its own signs."""
    return not any(c in text for c in '\ufffe\uffff') and not any(
        s in text for s in ('{_{', '}_}', '{_%', '%_}')
    )


@settings(max_examples=150)
@given(_TEXT.filter(_is_plain), _TEXT.filter(_is_plain), st.lists(_TEXT.filter(_is_plain), max_size=3))
def test_any_text_is_printed_as_by_docxtpl(x: str, y: str, zs: list[str]) -> None:

    values = {'x': x, 'y': y, 'zs': zs, 'listing': Listing(y)}
    assert differences(by_docxtpl(_TEMPLATE, values), _ENGINE.render(values)) == []


def test_the_same_values_give_the_same_bytes_and_leave_nothing_behind() -> None:
    engine = compiled(word_file(BODIES['for'] + BODIES['macro'] + BODIES['rows']))
    first = engine.render(VALUES)
    other = engine.render({'xs': ['khác'], 'a': 'B'})
    assert engine.render(VALUES) == first
    assert engine.render({'xs': ['khác'], 'a': 'B'}) == other
    assert 'khác' in text_of(other)
    assert 'khác' not in text_of(first)


@pytest.mark.parametrize('deflater', [standard(1), fast(1), fast(6)], ids=lambda d: d.record)
def test_another_deflater_gives_the_same_parts(deflater: Any) -> None:
    engine = compiled(word_file(BODIES['loop']))
    assert parts(engine.render(VALUES, deflater)) == parts(engine.render(VALUES))


def test_files_are_not_larger_than_those_of_docxtpl() -> None:

    template = (ROOT / 'templates/quyet-dinh.docx').read_bytes()
    assert len(compiled(template).render(VALUES)) <= len(by_docxtpl(template, VALUES))


def test_a_longer_body_takes_hardly_more_memory() -> None:
    engine = compiled(word_file(lines('{%p for x in xs %}', '{{ x }} {{ loop.index }}', '{%p endfor %}')))
    peaks = []
    for times in (1, 50):
        values = {'xs': [f'Đoạn văn thứ {i}, dài như một đoạn văn thường. ' * 5 for i in range(200 * times)]}
        tracemalloc.start()
        engine.render(values)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 2 << 20


def test_values_that_print_nothing_do_not_end_the_part() -> None:
    template = word_file(lines('{% for x in xs %}{{ x }}{% endfor %}cuối'))
    values = {'xs': [''] * 5000 + ['gần']}
    assert differences(by_docxtpl(template, values), compiled(template).render(values)) == []


def test_parts_that_never_change_are_packed_when_the_template_is_compiled() -> None:
    engine = compiled((ROOT / 'templates/quyet-dinh.docx').read_bytes())
    packed: list[int] = []

    def pack(chunks: Any) -> Any:
        made = standard().pack(chunks)
        packed.append(made.size)
        return made

    files = parts(engine.render(VALUES, Deflater('counted', pack)))
    assert len(packed) == sum('{{ ' in text for text in _texts(ROOT / 'templates/quyet-dinh.docx'))
    assert len(files) > len(packed)


def _texts(path: Path) -> list[str]:
    stories = ('word/document', 'word/header', 'word/footer', 'word/footnotes')
    return [
        d.decode()
        for n, d in parts(path.read_bytes()).items()
        if n.startswith(stories) and n.endswith('.xml')
    ]
