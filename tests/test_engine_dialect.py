"""The tag dialect: what prints, and which faults of a template are found before anything is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_engine_kit import (
    Little,
    Person,
    W,
    cell,
    codes,
    docx,
    faults,
    lines,
    made,
    p,
    part,
    printed,
    r,
    raw,
    row,
    t,
    table,
)

from baocao.errors import BaoCaoError
from baocao.word import FILTERS

ASIDE = cell(p(''))


def test_prints_text_words_and_numbers(tmp_path: Path) -> None:
    view = Little(ten=t('Hải Phòng'), so=7, loai='báo cáo')
    assert printed(tmp_path, p('{{ ten }} có {{ so }} {{loai}}.'), view) == ['Hải Phòng có 7 báo cáo.']


def test_joins_tags_that_word_split_over_runs(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ te</w:t>'
        '</w:r><w:proofErr w:type="spellEnd"/><w:r><w:t xml:space="preserve">n }} x </w:t></w:r></w:p>'
    )
    assert printed(tmp_path, body, Little(ten=t('A'))) == ['A x ']


@pytest.mark.parametrize('quotes', ['“”', '‘’', "''", '""'])
def test_reads_curly_quotes_in_tags(tmp_path: Path, quotes: str) -> None:
    tag = f'{{% if loai == {quotes[0]}a{quotes[1]} %}}đúng{{% else %}}sai{{% endif %}}'
    assert printed(tmp_path, p(tag), Little(loai='a')) == ['đúng']
    assert printed(tmp_path, p(tag), Little(loai='b')) == ['sai']


def test_loops_over_paragraphs_rows_and_inside_a_paragraph(tmp_path: Path) -> None:
    body = (
        p('{%p for d in dong %}')
        + p('{{ loop.index }}/{{ loop.length }} {{ d }}{% if not loop.last %};{% endif %}')
        + p('{%p endfor %}')
        + p('{% for d in dong %}[{{ d }}]{% endfor %}')
        + table(
            row(cell(p('{%tr for n in nguoi %}')), ASIDE),
            row(cell(p('{{ n.ten }}')), cell(p('{{ n.vai }}'))),
            row(cell(p('{%tr endfor %}')), ASIDE),
        )
    )
    view = Little(dong=(t('a'), t('b')), nguoi=(Person(t('X'), 'v'), Person(t('Y'), 'w')))
    assert printed(tmp_path, body, view) == ['1/2 a;', '2/2 b', '[a][b]', 'X', 'v', 'Y', 'w']


def test_loops_nest_and_loop_is_the_innermost(tmp_path: Path) -> None:
    body = (
        p('{%p for n in nguoi %}')
        + p(
            '{{ loop.index }}{% for d in n.nho %}, {{ loop.index0 }}{{ d }}{{ n.vai }}{% endfor %}.{{ loop.index }}'
        )
        + p('{%p endfor %}')
    )
    people = (Person(t('X'), 'v', (t('a'), t('b'))), Person(t('Y'), 'w'))
    assert printed(tmp_path, body, Little(nguoi=people)) == ['1, 0av, 1bv.1', '2.2']


def test_cells_repeat_with_tc(tmp_path: Path) -> None:
    body = table(
        row(cell(p('{%tc for d in dong %}')), cell(p('{{ d }}')), cell(p('{%tc endfor %}'))), columns=3
    )
    assert printed(tmp_path, body, Little(dong=(t('a'), t('b'), t('c')))) == ['a', 'b', 'c']


@pytest.mark.parametrize(
    ('condition', 'view', 'holds'),
    [
        ('ten', Little(ten=t('x')), True),
        ('ten', Little(), False),
        ('not ten', Little(), True),
        ('dong', Little(dong=(t('a'),)), True),
        ('vang', Little(vang=t('x')), True),
        ('vang is none', Little(), True),
        ('vang is defined', Little(), False),
        ('vang != none', Little(vang=t('x')), True),
        ("ten == 'x'", Little(ten=t('x')), True),
        ("loai in ('a', 'b')", Little(loai='b'), True),
        ("loai not in ('a', 'b')", Little(loai='b'), False),
        ('so == 3 and co', Little(so=3, co=True), True),
        ('so == 3 or co', Little(so=4), False),
        ('mot.ten', Little(mot=Person(t('x'))), True),
    ],
)
def test_conditions(tmp_path: Path, condition: str, view: Little, holds: bool) -> None:
    body = p(f'{{% if {condition} %}}có{{% else %}}không{{% endif %}}')
    assert printed(tmp_path, body, view) == ['có' if holds else 'không']


def test_elif_takes_the_first_branch_that_holds(tmp_path: Path) -> None:
    body = p("{% if so == 1 %}một{% elif so == 2 %}hai{% elif so == 2 %}lại{% else %}khác{% endif %}")
    assert [printed(tmp_path, body, Little(so=n)) for n in (1, 2, 3)] == [['một'], ['hai'], ['khác']]


@pytest.mark.parametrize(
    'body',
    [
        '{% if vang %}{{ vang }}{% endif %}',
        '{% if vang and vang %}{{ vang }}{% endif %}',
        '{% if not vang %}-{% else %}{{ vang }}{% endif %}',
        '{% if vang is none %}-{% else %}{{ vang }}{% endif %}',
        '{% if vang is not none %}{{ vang }}{% endif %}',
        '{% if so == 1 %}-{% elif vang %}{{ vang }}{% endif %}',
        '{% if not vang or so == 1 %}-{% else %}{{ vang }}{% endif %}',
    ],
)
def test_a_guarded_value_may_be_printed(tmp_path: Path, body: str) -> None:
    assert printed(tmp_path, p(body), Little(vang=t('đây')))[-1] == 'đây'


@pytest.mark.parametrize(
    'body',
    [
        '{{ vang }}',
        '{{ vang|upper }}',
        '{% if vang or so == 1 %}{{ vang }}{% endif %}',
        '{% if vang %}{% else %}{{ vang }}{% endif %}',
        '{% if vang %}x{% endif %}{{ vang }}',
        '{% if not vang %}{{ vang }}{% endif %}',
    ],
)
def test_an_optional_value_needs_a_guard(tmp_path: Path, body: str) -> None:
    assert codes(tmp_path, p(body)) == ['MB234']


def test_comments_and_r_tags_and_dashes(tmp_path: Path) -> None:
    body = p('a {# {{ ten }} bỏ #}b') + p('{#p cả đoạn #}') + p('x {{r ten }} y {%r if so %}!{%r endif %}')
    # an r tag is the same as a plain one: marks keep the run's own properties anyway
    assert printed(tmp_path, body.replace(' {{ ten }} bỏ', ' bỏ'), Little(ten=t('T'), so=1)) == [
        'a b',
        'x T y !',
    ]
    assert printed(tmp_path, p('a {{- ten -}} b'), Little(ten=t('T'))) == ['aTb']
    joined = p('một') + p('{%- if so %} hai{% endif %}')
    assert printed(tmp_path, joined, Little(so=1)) == ['một hai']


def test_filters_are_the_ones_given(tmp_path: Path) -> None:
    def shout(text: str) -> str:
        return text + '!'

    body = docx(p('{{ ten|upper }} {{ loai|keu|upper }}'))
    template = made(tmp_path, body, filters={**FILTERS, 'keu': shout})
    assert lines(template.render(Little(ten=t('đà nẵng'), loai='a'))) == ['ĐÀ NẴNG A!']
    assert codes(tmp_path, p('{{ ten|uper }}{{ ten|safe }}{{ ten|upper(3) }}{{ so|upper }}')) == [
        'MB235',
        'MB235',
        'MB236',
        'MB236',
    ]


def test_an_emptied_cell_keeps_a_paragraph_and_an_emptied_table_goes(tmp_path: Path) -> None:
    body = table(
        row(cell(p('{%p for d in dong %}') + p('{{ d }}') + p('{%p endfor %}')), ASIDE),
    ) + table(
        row(cell(p('{%tr for d in dong %}')), ASIDE),
        row(cell(p('{{ d }}')), ASIDE),
        row(cell(p('{%tr endfor %}')), ASIDE),
    )
    root = part(made(tmp_path, docx(body)).render(Little()))
    space = {'w': root.nsmap['w']}
    assert len(root.findall('.//w:tbl', space)) == 1
    assert all(len(c.findall('w:p', space)) == 1 for c in root.iter(f'{{{space["w"]}}}tc'))


def test_an_empty_value_leaves_no_empty_run(tmp_path: Path) -> None:
    body = (
        p('{{ ten }}') + '<w:p>' + r('{% if so %}') + r('{{ ten }}', '<w:b/>') + r('{% endif %}') + '</w:p>'
    )
    xml = raw(made(tmp_path, docx(body)).render(Little()))
    assert b'<w:r>' not in xml
    assert b'<w:r/>' not in xml


def test_a_condition_over_runs_keeps_each_run_its_own(tmp_path: Path) -> None:
    body = '<w:p>' + r('a {% if so %}') + r('{{ ten }}', '<w:b/>') + r('{% endif %} z', '<w:i/>') + '</w:p>'
    template = made(tmp_path, docx(body))
    with_it = raw(template.render(Little(ten=t('T'), so=1)))
    assert b'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">T</w:t></w:r>' in with_it
    assert b'<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> z</w:t></w:r>' in with_it


@pytest.mark.parametrize(
    ('text', 'code'),
    [
        ('{{ ten', 'MB201'),
        ('{% if ten', 'MB201'),
        ('{{ ten {{ so }}', 'MB201'),
        ('ten }}', 'MB202'),
        ('{{p noi }} chữ', 'MB203 MB230'),
        ('{%p if ten %}{%p endif %}', 'MB204'),
        ('{%tr for d in dong %}{% endfor %}', 'MB205'),
        ('{%tc for d in dong %}{% endfor %}', 'MB205'),
        ('{%p if loai == "5%" %}', 'MB206 MB223'),
        ('{% colspan so %}', 'MB211'),
        ('{% cellbg loai %}', 'MB211'),
        ('{% vm %}', 'MB211'),
        ('{%p if ten -%}', 'MB210 MB223'),
        ('chữ {%- if ten %}{% endif %}', 'MB210'),
        ('{% p if ten %}', 'MB215'),
        ('{%p\u00a0if ten %}{% endif %}', 'MB203 MB215'),
        ('{% unless ten %}', 'MB221'),
        ('{% %}', 'MB221'),
        ("{% set x = 1 %}", 'MB222'),
        ("{% include 'a' %}", 'MB222'),
        ("{% import 'a' as b %}", 'MB222'),
        ('{% macro m() %}', 'MB222'),
        ('{% raw %}', 'MB222'),
        ('{% extends "a" %}', 'MB222'),
        ('{% if ten %}', 'MB223'),
        ('{% for d in dong %}', 'MB223'),
        ('{% endif %}', 'MB224'),
        ('{% endfor %}', 'MB224'),
        ('{% else %}', 'MB224'),
        ('{% if ten %}{% else %}{% elif so %}{% endif %}', 'MB224'),
        ('{% for dong %}{% endfor %}', 'MB227'),
        ('{% for a, b in dong %}{% endfor %}', 'MB227'),
        ('{{ }}', 'MB228'),
        ('{{ ten. }}', 'MB228'),
        ('{{ ((((ten }}', 'MB228'),
        ('{{ khong_co }}', 'MB230'),
        ('{{ loop.index }}', 'MB230'),
        ('{{ mot.tuoi }}', 'MB231'),
        ('{{ ten.plain }}', 'MB231'),
        ('{{ mot.__class__ }}', 'MB231'),
        ('{{ ten.__init__.__globals__ }}', 'MB231'),
        ('{% for d in ten %}{% endfor %}', 'MB232'),
        ('{% for d in loai %}{% endfor %}', 'MB232'),
        ('{{ dong }}', 'MB233'),
        ('{{ mot }}', 'MB233'),
        ('{{ co }}', 'MB233'),
        ('{{ none }}', 'MB233'),
        ('{% if so == "3" %}{% endif %}', 'MB237'),
        ('{% if mot %}{% endif %}', 'MB237'),
        ('{{p ten }}', 'MB238'),
        ('{{p dong }}', 'MB238'),
        ('{% for ten in dong %}{% endfor %}', 'MB240'),
        ('{% for loop in dong %}{% endfor %}', 'MB240'),
        ('{% for _d in dong %}{% endfor %}', 'MB240'),
        ('{{ ' + 'not ' * 120 + 'ten }}', 'MB242'),
        ('{{ 7*7 }}', 'MB229'),
        ("{{ 'A'*3000000000 }}", 'MB229'),
        ('{{ 9**9**9 }}', 'MB229'),
        ('{{ 1/0 }}', 'MB229'),
        ('{{ range(10) }}', 'MB229'),
        ('{{ ten.mapped(ten) }}', 'MB229'),
        ('{{ dong[0] }}', 'MB229'),
        ("{{ ten ~ loai }}", 'MB229'),
        ('{{ ten if so else loai }}', 'MB229'),
        ('{% if so > 3 %}{% endif %}', 'MB229'),
        ("{% if 'a' in loai %}{% endif %}", 'MB229'),
        ('{% for d in range(9) %}{% endfor %}', 'MB229'),
        ('{% for d in dong if d %}{% endfor %}', 'MB229'),
        ('{% if ten is divisibleby(3) %}{% endif %}', 'MB229'),
        ('{{ cycler }}', 'MB230'),
        ('{{ self }}', 'MB230'),
    ],
)
def test_finds_faults_of_tags(tmp_path: Path, text: str, code: str) -> None:
    found = faults(tmp_path, p('đầu') + p(text))
    assert sorted({f.code for f in found}) == code.split()
    assert all(f.span.place == 'thân văn bản, đoạn 2' and f.span.file == 'mau.docx' for f in found)


def test_finds_tags_over_paragraphs(tmp_path: Path) -> None:
    assert 'MB201' in codes(tmp_path, p('{{ te') + p('n }}'))
    assert codes(tmp_path, p('a {') + p('{ ten }}'))[0] == 'MB201'
    assert codes(tmp_path, p('{{ ten }') + p('}'))[0] == 'MB201'


def test_a_tag_is_told_as_it_is_written(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, p('{%p if ten %}') + p('chữ'))
    assert (found.code, found.excerpt) == ('MB223', '{%p if ten %}')
    assert '{%p endif %}' in found.remedy
    (row_tag,) = faults(
        tmp_path, table(row(cell(p('{%tr for d in khong %}')), ASIDE), row(cell(p('{%tr endfor %}')), ASIDE))
    )
    assert row_tag.excerpt == '{%tr for d in khong %}'


def test_a_loop_without_end_is_blamed_alone(tmp_path: Path) -> None:
    loop = p('{%p for d in dong %}') + p('{{ d }}')
    end = p('{%p endfor %}')
    found = faults(tmp_path, loop + loop + end + loop + end)
    assert [(f.code, f.span.place) for f in found] == [('MB223', 'thân văn bản, đoạn 1')]
    nested = faults(tmp_path, loop + loop + end + end)
    assert [(f.code, f.span.place) for f in nested] == [('MB240', 'thân văn bản, đoạn 3')]


def test_word_does_not_refill_what_was_printed_into_a_control(tmp_path: Path) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:id w:val="5"/><w:showingPlcHdr/>'
        '<w:dataBinding w:xpath="/a" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/><w:text/></w:sdtPr>'
        f'<w:sdtContent>{r("{{ ten }}")}</w:sdtContent></w:sdt>'
    )
    out = raw(made(tmp_path, docx(f'<w:p>{control}</w:p>')).render(Little(ten=t('An'))))
    assert b'<w:sdtContent>' in out and b'An' in out
    assert b'dataBinding' not in out and b'showingPlcHdr' not in out


def test_deleted_tags_are_mended_by_settling_the_review(tmp_path: Path) -> None:
    gone = '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ ten }}</w:delText></w:r></w:del></w:p>'
    found = [f for f in faults(tmp_path, gone) if f.code == 'MB208']
    assert len(found) == 1 and 'chấp nhận hoặc từ chối' in found[0].remedy


def test_a_warning_about_the_template_comes_with_every_paper(tmp_path: Path) -> None:
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Lan"><w:p/></w:comment></w:comments>'
    template = made(tmp_path, docx(p('{{ ten }}'), more={'word/comments.xml': comments}))
    for name in ('An', 'Bình'):
        (found,) = template.render(Little(ten=t(name))).findings
        assert found.code == 'MB060' and 'Lan' in found.problem


def test_finds_blocks_that_end_elsewhere(tmp_path: Path) -> None:
    over_paragraphs = faults(tmp_path, p('a {% if ten %}') + p('b {% endif %}'))
    assert [f.code for f in over_paragraphs] == ['MB225']
    assert over_paragraphs[0].span.place == 'thân văn bản, đoạn 2'
    assert 'đoạn 1' in over_paragraphs[0].problem
    assert codes(tmp_path, p('{%p if ten %}') + table(row(cell(p('{%p endif %}') + p('')), ASIDE))) == [
        'MB225'
    ]
    assert codes(tmp_path, p('{%p if ten %}') + p('{% endif %}')) == ['MB225']


def test_crossed_blocks_are_found(tmp_path: Path) -> None:
    assert 'MB223' in codes(tmp_path, p('{% for d in dong %}{% if d %}{% endfor %}{% endif %}'))


def test_nesting_is_bounded(tmp_path: Path) -> None:
    deep = ''.join(f'{{% for d{n} in dong %}}' for n in range(11)) + '{% endfor %}' * 11
    assert 'MB226' in codes(tmp_path, p(deep))
    fine = ''.join(f'{{% for d{n} in dong %}}' for n in range(10)) + '{{ d9 }}{{ d0 }}' + '{% endfor %}' * 10
    assert printed(tmp_path, p(fine), Little(dong=(t('x'),))) == ['xx']


@pytest.mark.parametrize(
    ('body', 'code'),
    [
        ('<w:p><w:hyperlink r:id="rId9">' + r('{{ ten }}') + '</w:hyperlink></w:p>', 'MB207'),
        ('<w:p><w:fldSimple w:instr="DATE">' + r('{{ ten }}') + '</w:fldSimple></w:p>', 'MB207'),
        ('<w:p><w:r><w:instrText>{{ ten }}</w:instrText></w:r></w:p>', 'MB207'),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            + r('{{ ten }}')
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
            'MB207',
        ),
        ('<w:p><w:pPr><w:pStyle w:val="{{ loai }}"/></w:pPr></w:p>', 'MB207'),
        ('<w:p><w:ins w:id="1" w:author="a">' + r('{{ ten }}') + '</w:ins></w:p>', 'MB208'),
        ('<w:p>' + r('{{ te') + '<w:ins w:id="1" w:author="a">' + r('n }}') + '</w:ins></w:p>', 'MB208'),
        (
            '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{{ ten }}</w:delText></w:r></w:del></w:p>',
            'MB208',
        ),
        ('<w:p>' + r('{{ te') + '<w:bookmarkStart w:id="1" w:name="x"/>' + r('n }}') + '</w:p>', 'MB209'),
        ('<w:p>' + r('{{ te') + '<w:r><w:footnoteReference w:id="1"/></w:r>' + r('n }}') + '</w:p>', 'MB209'),
    ],
)
def test_finds_tags_in_places_that_print_nothing(tmp_path: Path, body: str, code: str) -> None:
    # other rooms find what they do not allow in any template (links, fields, dangling notes) under MB0xx
    assert {c for c in codes(tmp_path, body) if c >= 'MB200'} == {code}


def test_finds_tags_beside_objects_and_sections(tmp_path: Path) -> None:
    body = '<w:p><w:pPr><w:sectPr/></w:pPr>' + r('{%p if ten %}') + '</w:p>' + p('{%p endif %}')
    assert codes(tmp_path, body) == ['MB203']


def test_finds_text_beside_a_row_tag(tmp_path: Path) -> None:
    body = table(
        row(cell(p('{%tr for d in dong %}')), cell(p('chữ'))),
        row(cell(p('{{ d }}')), ASIDE),
        row(cell(p('{%tr endfor %}')), ASIDE),
    )
    found = faults(tmp_path, body)
    assert [(f.code, f.span.place) for f in found] == [('MB213', 'thân văn bản, bảng 1, hàng 1, ô 1, đoạn 1')]


def test_finds_what_must_not_be_repeated(tmp_path: Path) -> None:
    body = (
        p('{%p for d in dong %}')
        + '<w:p><w:bookmarkStart w:id="1" w:name="a"/>'
        + r('{{ d }}')
        + '<w:bookmarkEnd w:id="1"/></w:p>'
        + p('{%p endfor %}')
    )
    assert codes(tmp_path, body) == ['MB241']


def test_finds_faults_in_headers_and_footnotes_by_their_place(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="1">{p("{{ hai }}")}</w:footnote>'
    body = '<w:p>' + r('{{ ba }}') + '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    found = faults(tmp_path, body, header=p('') + p('{{ mot_ }}'), footnotes=note)
    assert [(f.span.place, f.code) for f in found] == [
        ('thân văn bản, đoạn 1', 'MB230'),
        ('đầu trang (header.xml), đoạn 2', 'MB230'),
        ('chú thích cuối trang (footnotes.xml), chú thích 1, đoạn 1', 'MB230'),
    ]
    assert 'mot' in found[1].remedy


def test_tells_all_faults_at_once(tmp_path: Path) -> None:
    body = p('{{ tenn }}') + p('{{ ten') + p('{{ dong }}') + p('{%p if so %} chữ') + p('{%p endif %}')
    assert sorted(codes(tmp_path, body)) == ['MB201', 'MB203', 'MB230', 'MB233']
    found = faults(tmp_path, p('{{ tenn }}'))
    assert '«ten»' in found[0].remedy
    assert found[0].excerpt == '{{ tenn }}'


def test_finds_tags_in_parts_that_nobody_fills_in(tmp_path: Path) -> None:
    comments = {
        'word/comments.xml': f'<w:comments xmlns:w="{part(docx("")).nsmap["w"]}">{p("{{ ten }}")}</w:comments>'
    }
    assert codes(tmp_path, p('x'), more=comments) == ['MB207']


_SCRAPS = [
    '{{ ten }}', '{{ d }}', '{{ vang }}', '{% if so %}', '{% else %}', '{% endif %}', '{% for d in dong %}',
    '{% endfor %}', '{%p if ten %}', '{%p endif %}', '{%p for d in dong %}',
    '{%p endfor %}', '{%tr for d in dong %}', '{%tr endfor %}',
    '{%tc for d in dong %}', '{%tc endfor %}', '{%- if so %}', '{%r if so %}', '{{r ten }}', '{# a #}', '{#p a #}',
    'chữ', '{', '}', '%', '-%}', '{{', '}}', '&', '<', ' ',
]  # fmt: skip


@st.composite
def _soup(draw: st.DrawFn) -> str:
    """A body of scraps of tags in paragraphs and cells, cut into runs anywhere, sometimes inside a sound loop."""

    def paragraph() -> str:
        text = ''.join(draw(st.lists(st.sampled_from(_SCRAPS), max_size=3)))
        cut = draw(st.integers(0, len(text)))
        return f'<w:p>{r(text[:cut])}{r(text[cut:], "<w:b/>")}</w:p>'

    inner = ''.join(paragraph() for _ in range(draw(st.integers(1, 2))))
    match draw(st.sampled_from(['plain', 'loop', 'rows', 'cell'])):
        case 'loop':
            return p('{%p for d in dong %}') + inner + p('{%p endfor %}') + paragraph()
        case 'rows':
            first, last = (row(cell(p(f'{{%tr {s} %}}')), ASIDE) for s in ('for d in dong', 'endfor'))
            return table(first, row(cell(inner), cell(paragraph())), last)
        case 'cell':
            return table(row(cell(inner), cell(paragraph())))
    return inner


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_soup())
def test_any_soup_of_tags_is_refused_or_prints_a_sound_file(tmp_path: Path, body: str) -> None:
    try:
        template = made(tmp_path, docx(body))
    except BaoCaoError as error:
        assert error.findings
        return
    for view in (Little(), Little(ten=t('T'), dong=(t('a', 'd.0'), t('b', 'd.1')), so=1, vang=t('v', 'v'))):
        template.render(view)
