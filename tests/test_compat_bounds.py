"""A template from anybody: what it may not reach, what it may not cost, and how its faults are told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from docxtpl_twin import compiled
from test_compat import VALUES, lines
from wordfile import cell, par, run, table, word_file

from baocao.errors import BaoCaoError, Finding

_GROWN = '{% set s = namespace(x=[1]) %}{% for i in range(100) %}{% set s.x = [s.x, s.x] %}{% endfor %}'

TOO_MUCH = [
    '{{ "A" * 3000000000 }}',
    '{{ 3000000000 * [1] }}',
    '{{ 9 ** (9 ** 9) }}',
    '{{ 9 ** 9999999 }}',
    '{{ "x"|center(10**9) }}',
    '{{ "x"|center(1000000000) }}',
    '{{ "x".center(1000000000) }}',
    '{{ "x".zfill(1000000000) }}',
    '{{ "%1000000000d" % 1 }}',
    '{{ "%*d" % (1000000000, 1) }}',
    '{{ "%1000000000d"|format(1) }}',
    '{{ "{:1000000000}".format(1) }}',
    '{{ "{:{}}".format(1, 10**9) }}',
    '{{ "{a:{b}}".format_map({"a": 1, "b": 10**9}) }}',
    '{{ "x"|indent(10**9, first=true) }}',
    '{{ [1]|batch(10**9, "x")|list }}',
    '{{ [1]|slice(10**9)|list|length }}',
    '{{ "x"|wordwrap(1, wrapstring="y" * 4000000) }}',
    '{{ (5).to_bytes(10**9, "big") }}',
    '{{ ("a" * 40000)|replace("a", "b" * 40000) }}',
    '{{ ("a" * 40000).replace("a", "b" * 40000) }}',
    '{{ ["x" * 40000] * 100000 }}',
    '{{ (["x" * 40000] * 100000)|join }}',
    '{{ ",".join(["x" * 40000] * 100000) }}',
    '{{ ("x" * 100000).join(["a"] * 100000) }}',
    '{{ ("\t" * 1000000).expandtabs(1000) }}',
    '{{ "x".translate({120: "b" * 400000}) * 100 }}',
    '{{ lipsum(n=1000000) }}',
    '{{ "a"|tojson(indent=1000000) }}',
    '{{ "http://a.vn"|urlize(target="x" * 1000000) }}',
    '{{ ([[1] * 900000] * 9)|sum(start=[]) }}',
    '{% for i in range(10**9) %}x{% endfor %}',
    '{{ range(10**9)|list|length }}',
    '{{ range(10**9)|map("string")|join }}',
    '{% for i in range(9999) %}{% for j in range(9999) %}{{ i }}{% endfor %}{% endfor %}',
    '{% for i in range(9999) %}{% for j in range(9999)|map("abs") %}{% endfor %}{% endfor %}',
    '{% set s = namespace(x="a") %}{% for i in range(99) %}{% set s.x = s.x ~ s.x %}{% endfor %}',
    '{% set s = namespace(x="a") %}{% for i in range(99) %}{% set s.x = s.x + s.x %}{% endfor %}',
    '{% set s = namespace(x="a") %}{% for i in range(99) %}{% set s.x %}{{ s.x }}{{ s.x }}{% endset %}{% endfor %}',
    '{% set s = namespace(x=3) %}{% for i in range(99) %}{% set s.x = s.x * s.x %}{% endfor %}',
    '{% set x = [1] %}{% for i in range(99) %}{% set _ = x.extend(x) %}{% endfor %}',
    '{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}',
    _GROWN + '{{ s.x }}',
    _GROWN + '{{ s.x|string|length }}',
    _GROWN + '{{ s.x ~ "" }}',
    _GROWN + '{{ s.x|tojson }}',
    _GROWN + '{{ "%s" % s.x }}',
    _GROWN + '{{ "{}".format(s.x) }}',
    _GROWN + '{{ [s.x]|map("upper")|list }}',
    _GROWN + '{{ s.x|center(5) }}',
    _GROWN + '{{ s.x|sort }}',
    _GROWN.replace('s ', 't ').replace('s.', 't.') + _GROWN + '{% if s.x == t.x %}{% endif %}',
    _GROWN.replace('s ', 't ').replace('s.', 't.') + _GROWN + '{% if s.x is eq t.x %}{% endif %}',
]

FORBIDDEN = [
    '{{ "".__class__.__mro__ }}',
    '{{ ""["__class__"] }}',
    '{{ ""|attr("__class__") }}',
    '{{ [""]|map(attribute="__class__")|list }}',
    '{{ o.__init__.__globals__ }}',
    '{{ "{0.__class__}".format(a) }}',
    '{{ cycler.__init__.__globals__.os }}',
    '{{ self.__class__ }}',
    '{{ lipsum.__globals__ }}',
    '{{ dict.mro() }}',
    '{{ o["__dict__"] }}',
    '{{ xs|map("attr", "__class__")|list }}',
    '{{ xs|map(attribute="__class__.x")|list }}',
    '{{ (1).__class__ }}',
    '{{ range.__globals__ }}',
    '{{ o._hidden }}',
]


def fault(body: str, values: Any = VALUES, **options: Any) -> Finding:
    with pytest.raises(BaoCaoError) as caught:
        compiled(word_file(body), **options).render(values)
    return caught.value.findings[0]


@pytest.mark.parametrize('tag', TOO_MUCH)
def test_what_costs_too_much_stops_at_once(tag: str) -> None:
    assert fault(par(run(tag))).code == 'MB412'


@pytest.mark.parametrize('tag', FORBIDDEN)
def test_the_insides_of_python_are_out_of_reach(tag: str) -> None:
    assert fault(lines(tag), {**VALUES, 'o': SimpleNamespace(x=1, _hidden=2)}).code == 'MB413'


def test_a_key_with_an_underscore_is_data() -> None:
    assert b'>ok<' in _document('{{ d._id }}', {'d': {'_id': 'ok'}})


def test_what_an_honest_template_needs_is_far_below_the_bounds() -> None:
    rows = [{'ten': f'Dòng {i}', 'so': [1, 2, 3]} for i in range(10_000)]
    body = lines(
        '{%p for r in rows %}',
        '{{ loop.index }} {{ r.ten|upper }} {% for s in r.so %}{{ s }}{% endfor %}',
        '{%p endfor %}',
    )
    assert 'DÒNG 9999'.encode() in _document(body, {'rows': rows})


def _document(body: str, values: Any) -> bytes:
    from docxtpl_twin import parts

    return parts(compiled(word_file(body if body.startswith('<') else lines(body))).render(values))[
        'word/document.xml'
    ]


@pytest.mark.parametrize(
    ('tag', 'code'),
    [
        ('{{ 1 / 0 }}', 'MB411'),
        ('{{ a + 1 }}', 'MB411'),
        ('{{ nobody.x.y }}', 'MB416'),
        ('{% include "x" %}', 'MB417'),
        ('{% import "x" as y %}', 'MB417'),
        ('{% extends "x" %}', 'MB417'),
        ('{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', 'MB411'),
        ('{{ a|nofilter }}', 'MB410'),
        ('{{ a is notest }}', 'MB410'),
        ('{{ a b }}', 'MB410'),
        ('{% foo %}', 'MB410'),
        ('{% if a %}', 'MB410'),
        ('{{ a( }}', 'MB410'),
        ('{% for x in xs recursive %}{{ loop(xs) }}{% endfor %}', 'MB411'),
    ],
)
def test_a_fault_of_a_tag_is_told_with_its_kind(tag: str, code: str) -> None:
    found = fault(lines(tag))
    assert (found.code, found.span.file) == (code, 'mau.docx')
    assert found.span.place.startswith('thân văn bản')


@pytest.mark.parametrize(
    'bad', ['{{ 1 / x }}', '{% if 1 / x %}{% endif %}', '{{ (1 / x)|abs }}', '{% set y = 1 / x %}']
)
def test_an_error_names_paragraph_and_tag(bad: str) -> None:
    body = lines(
        'một {{ a }}',
        '{%p for x in [1, 0] %}',
        f'hai {{{{ x }}}} {bad} {{{{ x }}}}',
        '{%p endfor %}',
        '{{ a }}',
    )
    found = fault(body)
    assert found.span.place == 'thân văn bản, đoạn 3'
    assert found.excerpt == bad if 'endif' not in bad else '{% if 1 / x %}'


def test_an_error_in_a_statement_that_had_a_paragraph_of_its_own_names_it() -> None:
    found = fault(lines('{{ a }}', '{%p for x in 1 / 0 %}', '{%p endfor %}'))
    assert (found.span.place, found.excerpt) == ('thân văn bản, đoạn 2', '{% for x in 1 / 0 %}')


def test_an_error_in_a_table_names_row_and_cell() -> None:
    rows = (
        cell('{%tr for x in xs %}') + cell(''),
        cell('a') + cell('{{ x }}{{ 1 / 0 }}'),
        cell('{%tr endfor %}') + cell(''),
    )
    found = fault(table(*rows))
    assert (found.span.place, found.excerpt) == ('thân văn bản, bảng 1, hàng 2, ô 2, đoạn 1', '{{ 1 / 0 }}')


def test_an_error_in_a_footnote_or_a_property_names_it() -> None:
    note = f'<w:footnote w:id="1">{lines("{{ 1 / 0 }}")}</w:footnote>'
    with pytest.raises(BaoCaoError) as caught:
        compiled(word_file(par('a', '<w:r><w:footnoteReference w:id="1"/></w:r>'), footnotes=note)).render({})
    assert caught.value.findings[0].span.place.startswith('chú thích cuối trang (footnotes.xml), chú thích 1')


def test_a_filter_of_python_code_may_raise_its_own_finding() -> None:
    def stop(value: Any) -> Any:
        raise BaoCaoError(*compiled(word_file(lines('{%p if a %}b', '{%p endif %}'))).findings)

    assert fault(lines('{{ a|stop }}'), filters={'stop': stop}).code == 'MB203'
