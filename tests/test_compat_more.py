"""Further constructs that the engine prints as docxtpl does: nested tables, odd tags, whatever Word puts around them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from docxtpl_twin import twin
from test_compat import VALUES
from wordfile import cell, par, run, table, word_file

GROUPS = [
    {'name': 'G1', 'rows': [{'a': '1', 'b': 'x'}, {'a': '2', 'b': 'y'}]},
    {'name': 'G2', 'rows': [{'a': '3', 'b': 'z'}]},
]


def texts(*lines: str) -> str:
    """A paragraph for each text, which is XML."""
    return ''.join(map(par, lines))


def cells(*lines: str) -> str:
    """A row of cells."""
    return ''.join(map(cell, lines))


BODIES: Mapping[str, str] = {
    'vm in nested rows': table(
        cells('h', 'h', 'h'),
        cells('{%tr for g in groups %}', '', ''),
        cells('{%tr for r in g.rows %}', '', ''),
        cells('{% vm %}{{ g.name }}', '{{ r.a }}', '{% vm %}{{ loop.index }}'),
        cells('{%tr endfor %}', '', ''),
        cells('{%tr endfor %}', '', ''),
        columns=3,
    ),
    'text around vm': table(
        cells('h', 'h'),
        cells('{%tr for g in groups %}', ''),
        cells('pre {% vm %} post {{ g.name }}', '{{ mix }}'),
        cells('{%tr endfor %}', ''),
    ),
    'paragraphs in a cell': table(
        cell(par('{%p for x in xs %}'), par('{{ x }} {{ mix }}'), par('{%p endfor %}'), par('e'))
        + cell('{{ n }}')
    ),
    'one of two tables': texts('{%p if yes %}')
    + table(cells('{{ a }}', 'b'))
    + texts('{%p else %}')
    + table(cells('c', 'd', 'e'), columns=3)
    + texts('{%p endif %}'),
    'cells that become fewer': table(
        cells('{%tc for x in d.z %}', '{{ x }}', '{%tc endfor %}', 'last'),
        cells('{%tc for x in d.z %}', '{{ x }}', '{%tc endfor %}', 'last'),
        columns=6,
    ),
    'colspan in a loop': table(
        cells('h', 'h', 'h'),
        cells('{%tr for g in groups %}', '', ''),
        cell('{% colspan g.rows|length + 1 %}{{ g.name }}'),
        cells('{%tr endfor %}', '', ''),
        columns=3,
    ),
    'hm in a wide cell': table(
        cell('{%tc for x in xs %}')
        + '<w:tc><w:tcPr><w:tcW w:w="1" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>'
        + par('{% hm %}{{ n }}')
        + '</w:tc>'
        + cell('{%tc endfor %}'),
        cells('{%tc for x in xs %}', '{{ x }}', '{{ x }}', '{%tc endfor %}'),
        columns=4,
    ),
    'a row in a control': table('<w:tr>' + cells('a', 'b') + '</w:tr>')
    + '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="100"/></w:tblGrid><w:sdt><w:sdtContent><w:tr>'
    + cells('{{ a }}', 'x')
    + '</w:tr></w:sdtContent></w:sdt></w:tbl>',
    'comments with dashes': texts('a {#- x -#} b {{ n }}', '{# {{ a }} {% if %} #}c'),
    'dashes at one end': texts('{%- if yes %}x{%- endif %}', 'y {{ n }}'),
    'a counter': texts(
        '{%p set ns = namespace(i=0) %}',
        '{%p for x in xs %}',
        '{%p set ns.i = ns.i + loop.index %}',
        '{{ ns.i }}',
        '{%p endfor %}',
        '{{ ns.i }}',
    ),
    'one of two runs': par(
        run('a '),
        run('{%r if yes %}'),
        run('{{ a }}', '<w:b/>'),
        run('{%r else %}'),
        run('no'),
        run('{%r endif %}'),
        run(' z{{ mix }}'),
    ),
    'two run variables': par(run('{{r n }}{{r n }}'), run('x')),
    'a tab in a tag': par('<w:r><w:t>{{ a</w:t><w:tab/><w:t> }}</w:t></w:r>'),
    'a break in a tag': par('<w:r><w:t>{% if</w:t><w:br/><w:t> yes %}x{% endif %}</w:t></w:r>'),
    'proofing marks in a tag': '<w:p><w:r><w:t>{{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r>'
    '<w:t>mix</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t>}}</w:t></w:r></w:p>',
    'no spaces': texts('{{a}}{{ n}}{%if yes%}x{%endif%}{{mix}}'),
    'percent signs': texts('{% if n % 2 == 1 %}odd{% endif %} 50% {{ n % 3 }} %}'),
    'braces': texts('{ {{ n }} } {x} }} { {'),
    'literals of dicts': texts('{{ {"a": {"b": 1}}["a"]["b"] }}{{ {} }}'),
    'tags in literals': texts('{{ "{%p" }}{{ "%}" if no else "x" }}'),
    'the result of a field': par(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        '<w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run('{{ mix }}'),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
    'tracked changes': '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>{{ nl }}</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="a"><w:r><w:delText>{{ a }}</w:delText></w:r></w:del></w:p>',
    'a formula': '<w:p><m:oMath><m:r><m:t>{{ nl }}{{ a }}</m:t></m:r></m:oMath></w:p>',
    'sections in a loop': texts('{%p for x in xs %}')
    + '<w:p><w:pPr><w:sectPr><w:pgSz w:w="1" w:h="2"/></w:sectPr></w:pPr><w:r><w:t>{{ mix }}</w:t></w:r></w:p>'
    + texts('{%p endfor %}'),
    'a bookmark': par(
        '<w:bookmarkStart w:id="0" w:name="b"/>', run('{{ mix }}'), '<w:bookmarkEnd w:id="0"/>'
    ),
    'Vietnamese names': texts('{% set tên = a %}{{ tên }}'),
    'many values': texts(*['{{ a }}' * 50] * 20),
    'a long constant': texts('x' * 200000, '{{ a }}'),
}


@pytest.mark.parametrize('name', BODIES)
def test_a_construct_is_printed_as_by_docxtpl(name: str) -> None:
    assert twin(word_file(BODIES[name]), {**VALUES, 'groups': GROUPS}) == []
