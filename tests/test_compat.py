"""The engine prints what docxtpl prints: every tag, statement, test and filter of its documentation and Jinja's."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from xml.sax.saxutils import escape

import pytest
from docxtpl import Listing
from docxtpl_twin import compiled, is_direct, parts, twin
from jinja2.filters import FILTERS
from markupsafe import Markup
from wordfile import cell, par, run, table, word_file

BOLD, JUSTIFIED = '<w:b/>', '<w:jc w:val="both"/>'

VALUES: Mapping[str, Any] = {
    'a': 'A&B<c>"d"\'e',
    'nl': 'dòng 1\ndòng 2',
    'mix': 'a\nb\tc\ad\fe\n',
    'cr': 'a\r\nb\rc',
    'sp': ' ',
    'empty': '',
    'n': 5,
    'f': 2.5,
    'dec': decimal.Decimal('1.50'),
    'date': datetime.date(2024, 1, 2),
    'none': None,
    'yes': True,
    'no': False,
    'uni': 'Nguyễn Thị Ánh 😀 \u200b\ufeff',
    'xs': ['một', 'hai', 'ba'],
    'color': 'FF0000',
    'cols': ['c1', 'c2', 'c3', 'c4'],
    'd': {'k': 'v', 'items': 'it', 'z': [1, 2]},
    'o': SimpleNamespace(x='ox', y=[1, 2]),
    'lst': Listing('l1\nl2 <&>\apara'),
    'mk': Markup('m&amp;k\nz'),
    'html': '<b>x</b>',
    'rows': [
        {'ten': 'A', 'so': 1, 'con': ['x', 'y']},
        {'ten': 'B&C', 'so': 20, 'con': []},
        {'ten': 'Đ', 'so': 3, 'con': ['z']},
    ],
    'tree': [
        {'t': '1', 'c': [{'t': '1.1', 'c': []}, {'t': '1.2', 'c': [{'t': '1.2.1', 'c': []}]}]},
        {'t': '2', 'c': []},
    ],
}


def lines(*texts: str) -> str:
    """A paragraph for each text, which may hold `<` and `&` as people type them."""
    return ''.join(par(run(escape(text))) for text in texts)


def head(*names: str) -> str:
    """A row of cells."""
    return ''.join(cell(par(run(escape(name)))) for name in names)


BODIES: Mapping[str, str] = {
    # values
    'scalars': lines(
        '{{ a }}{{ n }} {{ f }} {{ dec }} {{ date }} {{ none }} {{ yes }} {{ uni }} {{ empty }}|{{ sp }}|'
    ),
    'containers': lines('{{ xs }} {{ d }} {{ rows }} {{ o.y }} {{ (1, 2) }} {{ [1, "x"] }} {{ {"a": 1} }}'),
    'undefined': lines(
        '{{ nobody }}{{ d.nobody }}{{ nobody or "o" }}{% for x in nobody %}x{% endfor %}{{ nobody|length }}'
    ),
    'access': lines(
        '{{ d.k }}{{ d["k"] }}{{ d["items"] }}{{ d.z.0 }}{{ d.z[1] }}{{ o.x }}{{ xs[1:] }}{{ xs[-1] }}{{ a[0] }}'
    ),
    'breaks': par('A ', run('{{ mix }}', BOLD), ' Z', properties=JUSTIFIED)
    + lines('{{ nl }}{{ mix }}', '{{ cr }}'),
    'escaped text': lines('{{ lst }}{{ mk }}{{ a|e }}{{ uni|safe|e }}'),
    'two texts of a run': par(
        '<w:r><w:t>a {{ mix }}</w:t><w:tab/><w:t>b {{ mix }}</w:t><w:br/><w:t>{{ nl }}</w:t></w:r>'
    ),
    'run variable': par('pre {{r n }} post', run('{{r uni }}', BOLD)),
    'paragraph variable': lines('{{p n }}', 'x'),
    'literals': lines(r'{{ "a\nb\tc" }}{{ "{_{" }}{{ 1_000 }}{{ 1e3 }}{{ true }}{{ "a" "b" }}{{ none }}'),
    # operators and tests
    'arithmetic': lines(
        '{{ n + 1 }} {{ n * 2 }} {{ n ** 2 }} {{ n // 2 }} {{ n / 2 }} {{ n % 3 }} {{ -n }} {{ +n }} {{ n - 1 }}'
    ),
    'text operators': lines(
        '{{ n ~ a }} {{ "x" * 3 }} {{ "%s-%d" % ("x", 3) }} {{ a + "b" }} {{ xs + [1] }} {{ "<" ~ lst }}'
    ),
    'logic': lines(
        '{{ not n }} {{ n and a }} {{ no or a }} {{ 1 < n <= 5 }} {{ n > 3 }} {{ "một" in xs }} {{ n not in xs }} {{ 1 if no }}'
    ),
    'tests': lines(
        '{{ n is odd }}{{ n is even }}{{ nobody is defined }}{{ nobody is undefined }}'
        '{{ n is number }}{{ a is string }}{{ xs is iterable }}'
        '{{ n is divisibleby 5 }}{{ none is none }}{{ n is in [5] }}'
        '{{ xs is sequence }}{{ d is mapping }}{{ n is eq 5 }}{{ n is gt 1 }}'
        '{{ n is sameas n }}{{ mk is escaped }}{{ "x" is lower }}'
        '{{ "X" is upper }}{{ yes is true }}{{ no is false }}{{ yes is boolean }}'
        '{{ n is integer }}{{ f is float }}{{ o.x is callable }}'
        '{{ "upper" is filter }}{{ "odd" is test }}{{ n is ne 3 }}{{ n is lt 3 }}'
        '{{ n is le 3 }}{{ n is ge 3 }}{{ n is not odd }}{{ xs == ["một"] }}{{ xs != rows }}{{ xs < cols }}'
    ),
    'methods': lines(
        '{{ a.replace("A", "x") }}{{ ", ".join(xs) }}{{ "ab".center(9) }}'
        '{{ xs.index("hai") }}{{ d.get("k") }}{{ "{} {x}".format(a, x=1) }}'
    ),
    'globals': lines(
        '{% for i in range(1, 9, 2) %}{{ i }}{% endfor %}'
        '{% set c = cycler("o", "e") %}{{ c.next() }}{{ c.next() }}{{ c.current }}'
        '{% set j = joiner(";") %}{{ j() }}{{ j() }}{{ dict(a=1).a }}{% set s = namespace(x=1) %}{% set s.x = 2 %}{{ s.x }}'
    ),
    # statements
    'if': lines(
        '{% if no %}1{% elif n == 5 %}2{% else %}3{% endif %}|{% if yes %}y{% endif %}|{% if n > 3 and n < 9 %}ok{% endif %}'
    ),
    'if with the same attribute': lines(
        '{%p for r in rows %}',
        '{% if r.so == 1 and r.ten %}một{% elif r.so == 20 or r.so == 30 %}{% if r.so > 5 %}nhiều{% endif %}'
        '{% elif r.so %}khác{% endif %}',
        '{% if not o.x %}1{% elif o.x == "ox" %}2{% endif %}{% if d.x is defined %}{% elif nobody %}{% else %}3{% endif %}',
        '{% if r.so|abs == 3 %}4{% elif r.so == 3 %}5{% else %}6{% endif %}',
        '{%p endfor %}',
    ),
    'if over runs': par('a{% if no %}b', run('B{% endif %} {{ nl }}', BOLD), ' {{ mix }}')
    + par('{% if yes %}', run('B{% endif %}{{ mix }}', BOLD)),
    'if over paragraphs': lines('a {% if no %} b', 'c {{ a }}', 'd {% endif %} e {{ mix }}'),
    'if beside a tab': par('<w:r><w:t>a {% if no %}</w:t><w:tab/><w:t>b{% endif %} {{ mix }}</w:t></w:r>'),
    'for': lines(
        '{% for x in xs %}{{ x }}{% if not loop.last %}, {% endif %}'
        '{% else %}none{% endfor %}{% for x in [] %}{% else %}none{% endfor %}'
    ),
    'loop': lines(
        '{%p for x in xs %}',
        '{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}'
        '{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.depth }}'
        '{{ loop.depth0 }}{{ loop.cycle("a", "b") }}{{ loop.previtem }}{{ loop.nextitem }}{{ loop.changed(x) }}',
        '{%p endfor %}',
    ),
    'for with a test': lines(
        '{%p for r in rows if r.so > 2 %}', '{{ loop.index }} {{ r.ten }}', '{%p endfor %}'
    ),
    'for over pairs': lines(
        '{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}{% for k in d %}{{ k }}{% endfor %}'
    ),
    'recursive text': lines(
        '{% for t in tree recursive %}({{ t.t }}{{ loop(t.c) }}){{ loop.depth }}{% endfor %}'
    ),
    'recursive paragraphs': lines(
        '{%p for t in tree recursive %}', '{{ t.t }} {{ nl }}', '{{p loop(t.c) }}', '{%p endfor %}'
    ),
    'set': lines(
        '{% set q = a ~ "!" %}{{ q }}{% set i, j = 1, 2 %}{{ i + j }}{% for x in xs %}{% set q = x %}{% endfor %}{{ q }}'
    ),
    'set block': lines(
        '{% set q %}({{ n }}{{ nl }}){% endset %}{{ q }}|{% set r | upper %}abc{{ uni }}{% endset %}{{ r }}'
    ),
    'append': lines(
        '{% set l = [] %}{% for x in xs %}{% set _ = l.append(x) %}{% endfor %}{{ l|join("-") }}'
    ),
    'macro': lines(
        '{% macro m(x, y=2) %}[{{ x }}:{{ y }}:{{ varargs }}:{{ kwargs }}]{% endmacro %}'
        '{{ m(a) }} {{ m(1, nl, 3, z=4) }} {{ m.name }}'
    ),
    'macro of paragraphs': lines(
        '{%p macro m(x) %}', 'Đoạn {{ x }} {{ nl }}', '{%p endmacro %}', '{{p m(1) }}', '{{p m(a) }}'
    ),
    'call': lines(
        '{% macro li(xs) %}{% for x in xs %}({{ caller(x) }}){% endfor %}'
        '{% endmacro %}{% call(x) li(xs) %}{{ x|upper }}{{ a }}{% endcall %}'
    ),
    'filter block': lines('{% filter upper %}abc {{ uni }} {{ nl }}{% endfilter %}'),
    'with': lines('{% with q = 3, r = a %}{{ q }}{{ r }}{% endwith %}{{ q }}'),
    'autoescape': lines(
        '{% autoescape false %}{{ n }} {{ mk }} {{ nl }}{% endautoescape %}'
        '{% autoescape yes %}{{ a }}{{ nl }}{% endautoescape %}{{ a }}'
    ),
    'own xml': lines('{{ "</w:t></w:r><w:r><w:t>x"|safe }} {{ mix }}'),
    'raw': lines('{% raw %}{{ a }} {% if %}{% endraw %} {{ a }}'),
    'block': lines('{% block x %}b {{ a }}{% endblock %}{{ self.x() }}'),
    'comments': lines('a{# c #}b', '{#p gone #}', 'z {{ a }}')
    + table(head('{#tr gone #}', ''), head('{{ n }}', 'x')),
    'white space': lines('a  {{- n -}}  b', ' {{ n -}} c'),
    'merged paragraphs': lines(
        'My house',
        '{%- if yes -%}',
        '\u00a0in town',
        '{%- else -%}',
        '\u00a0out',
        '{%- endif -%}',
        '\u00a0{{ a }}',
    ),
    'delimiters': lines('{_{ x }_} {_% y %_} {{ n }}'),
    # how Word writes tags
    'split over runs': par(
        'x {',
        run('{ a', BOLD),
        run(' }'),
        '} y',
        run('{'),
        run('% if n &gt; 3 %'),
        run('}big{% endif %}'),
        run('{{ '),
        run('nl', BOLD),
        ' }}',
    ),
    'smart quotes': lines('{{ d[“k”] }} {% if a == ‘x’ %}1{% else %}2{% endif %}'),
    'entities': par(run('{% if n &gt; 3 and n &lt; 9 %}ok{% endif %} &amp; {{ a }}')),
    'revision marks': '<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="both"/><w:rPr><w:b/></w:rPr></w:pPr>'
    '<w:r w:rsidRPr="00B"><w:rPr><w:b/></w:rPr><w:t>x {{ mix }}</w:t></w:r></w:p>',
    'empty paragraphs': '<w:p w:rsidR="00A1"/>'
    + lines('{%p for x in xs %}')
    + par('{{ mix }}', properties=JUSTIFIED)
    + '<w:p w:rsidR="00A1"/>'
    + lines('{%p endfor %}'),
    'empty run': '<w:p><w:r w:rsidR="00"/><w:r><w:rPr><w:i/></w:rPr><w:t>{{ mix }}</w:t></w:r></w:p>',
    'line ends of the template': '<w:p><w:r><w:t>a\nb\tc</w:t></w:r></w:p>' + lines('{{ a }}'),
    'link': par('<w:hyperlink w:anchor="x"><w:r><w:t>{{ nl }}{{ a }}</w:t></w:r></w:hyperlink>'),
    'control': f'<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr></w:sdtPr><w:sdtContent>{lines("{{ mix }}")}</w:sdtContent></w:sdt>',
    'field code': par('<w:r><w:instrText>{{ n }}</w:instrText></w:r>'),
    'attributes': (
        '<w:p><w:pPr><w:jc w:val="{% if yes %}both{% else %}left{% endif %}"/></w:pPr>'
        '<w:r><w:rPr><w:color w:val="{{ color }}"/></w:rPr><w:t>{{ mix }}</w:t></w:r></w:p>'
    ),
    'a comment of XML': par(run('{{ a }}'), '<w:r><!-- {{ n }} --><w:t>{{ mix }}</w:t></w:r>'),
    'what looks like a mark': par(run('<?s 0?>{{ a }}{{ n }}'))
    + par('\ue000s1\ue001{{ a }}', '\ue000c0\ue001'),
    'a drawing with a tag': par(
        '<w:r><w:drawing><wp:inline><wp:docPr descr="{{ a if n &gt; 3 }}" name="n" id="9"/></wp:inline></w:drawing></w:r>'
    ),
    # paragraphs, runs, rows, cells
    'paragraphs': lines(
        '{%p if no %}',
        'hidden',
        '{%p elif n == 5 %}',
        'shown {{ mix }}',
        '{%p else %}',
        'x',
        '{%p endif %}',
        'end',
    ),
    'nested paragraphs': lines(
        '{%p for r in rows %}',
        '{{ r.ten }}',
        '{%p for c in r.con %}',
        '- {{ c }}',
        '{%p else %}',
        '-',
        '{%p endfor %}',
        '{%p endfor %}',
    ),
    'runs': par(run('{%r for x in xs %}'), run('{{ x }},', BOLD), run('{%r endfor %}'), run('end')),
    'rows': table(
        head('H1', 'H2'),
        head('{%tr for r in rows %}', ''),
        head('{{ r.ten }}', '{{ r.so }} {{ mix }}'),
        head('{%tr endfor %}', ''),
    ),
    'rows without a head': table(
        head('{%tr for x in xs %}', ''), head('{{ x }}', 'b'), head('{%tr endfor %}', '')
    ),
    'no rows': table(head('{%tr for x in [] %}', ''), head('{{ x }}', 'b'), head('{%tr endfor %}', '')),
    'a wide row': table(
        head('H1', 'H2'), head('{%tr if no %}', ''), head('x', 'y', 'z'), head('{%tr endif %}', '')
    )
    + lines('{{ a }}'),
    'cells': table(*[head('{%tc for c in cols %}', '{{ c }}', '{%tc endfor %}')] * 2, columns=3),
    'fewer cells': table(*[head('{%tc for c in d.z %}', '{{ c }}', '{%tc endfor %}')] * 2, columns=3),
    'rows of cells': table(
        head('{%tc for c in cols %}', '{{ c }}', '{%tc endfor %}'),
        head('{%tr for r in rows %}', '', ''),
        head('{{ r.ten }}', '{%tc for c in cols %}', '{{ c }}', '{%tc endfor %}'),
        head('{%tr endfor %}', '', ''),
        columns=3,
    ),
    'colspan': table(head('{% colspan xs|length %}{{ a }}'), head('{{ n }}', 'b', 'c'), columns=3),
    'cellbg': table(
        head('h', 'h'),
        head('{%tr for x in xs %}', ''),
        head('{% cellbg color %}{{ x }}', '{% cellbg "00FF00" %}b'),
        head('{%tr endfor %}', ''),
    ),
    'vm': table(
        head('h', 'h'),
        head('{%tr for x in xs %}', ''),
        head('{% vm %}{{ x }}', '{{ loop.index }}'),
        head('{%tr endfor %}', ''),
    ),
    'hm': table(
        head('{%tc for x in xs %}', '{% hm %}{{ n }}', '{%tc endfor %}'),
        head('{%tc for x in xs %}', '{{ x }}', '{%tc endfor %}'),
        columns=3,
    ),
    'too many columns': table(head('a {{ n }}', 'b'), columns=4),
    'too few columns': table(head('a {{ n }}', 'b', 'c'), columns=2),
    'nested tables': table(cell(par('x'), table(head('{{ a }}', 'b', 'c'), columns=3), par('y')) + cell('z')),
    'tables in a loop': lines('{%p for r in rows %}')
    + table(head('{{ r.ten }}', '{{ mix }}'))
    + lines('{%p endfor %}'),
}

#: bodies that docxtpl's finish can change with the data: only these are parsed in every render
PARSED = {
    *(
        'recursive paragraphs',
        'macro of paragraphs',
        'block',
        'line ends of the template',
        'rows without a head',
    ),
    *('a comment of XML', 'what looks like a mark', 'a drawing with a tag'),
    *('no rows', 'a wide row', 'cells', 'fewer cells', 'rows of cells', 'colspan', 'hm'),
}


@pytest.mark.parametrize('name', BODIES)
def test_a_construct_is_printed_as_by_docxtpl(name: str) -> None:
    assert twin(word_file(BODIES[name]), VALUES) == []


@pytest.mark.parametrize('name', BODIES)
def test_only_what_data_can_change_is_parsed_in_each_render(name: str) -> None:
    assert is_direct(word_file(BODIES[name])) == (name not in PARSED)


EXPRESSIONS: Mapping[str, str] = {
    'abs': '-n|abs',
    'attr': 'o|attr("x")',
    'batch': 'xs|batch(2, "-")|list',
    'capitalize': 'uni|capitalize',
    'center': 'a|center(30)',
    'count': 'xs|count',
    'd': 'nobody|d("x")',
    'default': 'none|default("q", true)',
    'dictsort': 'd|dictsort|first',
    'e': 'html|e',
    'escape': 'html|escape',
    'filesizeformat': '12345|filesizeformat(true)',
    'first': 'xs|first',
    'float': '"2.5"|float',
    'forceescape': 'mk|forceescape',
    'format': '"%s %05d"|format(a, n)',
    'groupby': 'rows|groupby("so")',
    'indent': 'nl|indent(2, first=true)',
    'int': '"7"|int',
    'items': 'd|items|list',
    'join': 'rows|join("<", attribute="ten")',
    'last': 'xs|last',
    'length': 'xs|length',
    'list': 'a|list',
    'lower': 'uni|lower',
    'map': 'rows|map(attribute="ten")|join(", ") ~ xs|map("upper")|join',
    'max': '[1, 3, 2]|max',
    'min': '[3, 1, 2]|min',
    'pprint': 'd|pprint',
    'random': '[n]|random',
    'reject': 'xs|reject("eq", "hai")|list',
    'rejectattr': 'rows|rejectattr("so", "eq", 1)|map(attribute="ten")|list',
    'replace': 'a|replace("A", "<")',
    'reverse': 'xs|reverse|list',
    'round': '2.55|round(1, "floor")',
    'safe': 'uni|safe',
    'select': 'xs|select("ne", "hai")|list',
    'selectattr': 'rows|selectattr("so", "gt", 2)|list|length',
    'slice': 'xs|slice(2)|list',
    'sort': 'rows|sort(attribute="so", reverse=true)|map(attribute="ten")|join',
    'string': 'n|string',
    'striptags': 'html|striptags',
    'sum': 'rows|sum(attribute="so") + [1, 2]|sum',
    'title': 'uni|title',
    'tojson': 'd|tojson(indent=2)',
    'trim': '" x "|trim',
    'truncate': 'uni|truncate(8)',
    'unique': '["b", "a", "b"]|unique|list',
    'upper': 'a|upper',
    'urlencode': 'a|urlencode',
    'urlize': 'uni|urlize',
    'wordcount': 'uni|wordcount',
    'wordwrap': 'uni|wordwrap(6, wrapstring="|")',
    'xmlattr': '{"a": "b<"}|xmlattr',
}


def test_every_filter_of_jinja_is_among_these() -> None:
    assert set(EXPRESSIONS) == set(FILTERS)


@pytest.mark.parametrize('name', EXPRESSIONS)
def test_a_filter_prints_as_by_docxtpl(name: str) -> None:
    body = lines(f'{{{{ {EXPRESSIONS[name]} }}}}', f'{{% set x = {EXPRESSIONS[name]} %}}{{{{ x }}}}')
    assert twin(word_file(body), VALUES) == []


def test_filters_of_python_code_may_be_given() -> None:
    template = word_file(lines('{{ n|times(3) }} {{ uni|times(2)|upper }}'))
    assert twin(template, VALUES, {'times': lambda value, by: value * by}) == []


def test_a_context_that_does_not_say_what_it_prints_is_read_by_attribute_first() -> None:
    made = parts(compiled(word_file(lines('{% for k, v in d.items() %}{{ k }};{% endfor %}'))).render(VALUES))
    assert b'k;items;z;' in made['word/document.xml']
