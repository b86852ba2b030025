"""What an office does to its copies of the templates, as the engine meets it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from test_engine_kit import Little, W, codes, docx, fragment, lines, made, p, part, r, t
from test_engine_print import view

from baocao.errors import Level
from baocao.view import KINDS, Khoi, View
from baocao.word import compile, examine

AUTOMATIC = ('_GoBack', '_Hlk98765432', 'OLE_LINK1', '__DdeLink__12_345')


def marked(name: str, inner: str) -> str:
    return f'<w:bookmarkStart w:id="7" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="7"/>'


# --- what a template prints


def test_a_template_tells_which_fields_its_tags_print_and_where(tmp_path: Path) -> None:
    body = (
        p('{{ ten_loai|upper }} {% if do_mat %}x{% endif %}')
        + p('{%p for dong in can_cu %}')
        + p('{{ dong }}')
        + p('{%p endfor %}')
        + p('{{p noi_dung }}')
    )
    template = made(tmp_path, docx(body, header=p('{{ ten_loai }} {{ trich_yeu }}')), View, fragment())
    frame = {k: v for k, v in template.prints.items() if not k.startswith('khoi.')}
    assert frame == {
        'ten_loai': "thân văn bản, đoạn 1",
        'can_cu': "thân văn bản, đoạn 3",
        'noi_dung': "thân văn bản, đoạn 5",
        'trich_yeu': "đầu trang (header.xml), đoạn 1",
        'chu_thich': "chú thích cuối trang (footnotes.xml)",
    }
    assert {k for k in template.prints if k.startswith('khoi.')} == {
        f'khoi.{kind}.{field}' for kind in KINDS for field in ('so', 'noi_dung')
    }


def test_fields_of_records_and_of_sections_are_told_apart(tmp_path: Path) -> None:
    section = tmp_path / 'phu-luc.docx'
    section.write_bytes(docx(p('{{ phu_luc.tieu_de }}') + p('{{ ten_loai }}') + p('{{p phu_luc.noi_dung }}')))
    template = made(tmp_path, docx(p('{{ trich_yeu }}')), View, fragment(), sections={'phu_luc': section})
    assert {k for k in template.prints if not k.startswith('khoi.')} == {
        'trich_yeu',
        'phu_luc.tieu_de',
        'phu_luc.noi_dung',
        'phu_luc/ten_loai',
        'chu_thich',
    }


def test_examining_gives_the_findings_with_what_could_be_compiled(tmp_path: Path) -> None:
    path = tmp_path / 'mau.docx'
    path.write_bytes(docx(p('{{ ten }}{{ tne }}')))
    found = examine(path, 'mau.docx', None, Little)
    assert [(f.code, f.span.place) for f in found.findings] == [('MB230', "thân văn bản, đoạn 1")]
    assert found.template is not None and 'ten' in found.template.prints
    path.write_bytes(docx(p('{{ ten }}') + p('{{ ten')))
    torn = examine(path, 'mau.docx', None, Little)
    assert torn.template is None and [f.code for f in torn.findings] == ['MB201']
    path.write_bytes(b'PK')
    assert examine(path, 'mau.docx', None, Little).template is None


# --- a fragment copied from an older version


def test_kinds_that_an_older_fragment_lacks_are_printed_by_the_spare_one(tmp_path: Path) -> None:
    template, own, spare = (tmp_path / n for n in ('mau.docx', 'cu.docx', 'moi.docx'))
    template.write_bytes(docx(p('{{p noi_dung }}')))
    own.write_bytes(fragment({'doan': p('CŨ {{ khoi.noi_dung }}')}, without='gach'))
    samples = {'doan': p('MỚI {{ khoi.noi_dung }}'), 'gach': p('MỚI - {{ khoi.noi_dung }}')}
    spare.write_bytes(fragment(samples))
    compiled = compile(template, 'mau.docx', own, View, spare=spare, called=lambda path: f'm/{path.name}')
    doubts = [(f.code, f.level, f.span.file) for f in compiled.findings]
    assert doubts == [('MB253', Level.CANH_BAO, 'm/cu.docx')]
    assert 'gach' in compiled.findings[0].problem
    rendered = compiled.render(view(noi_dung=(Khoi('doan', t('a', 'a')), Khoi('gach', t('b', 'b')))))
    assert lines(rendered) == ['CŨ a', 'MỚI - b']
    assert [f.code for f in rendered.findings] == ['MB253']


def test_a_faulty_row_is_a_fault_even_where_there_is_a_spare(tmp_path: Path) -> None:
    template, own, spare = (tmp_path / n for n in ('mau.docx', 'cu.docx', 'moi.docx'))
    template.write_bytes(docx(p('{{p noi_dung }}')))
    own.write_bytes(fragment({'gach': p('{{ khoi.noidung }}')}))
    spare.write_bytes(fragment())
    found = examine(template, 'mau.docx', own, View, spare=spare)
    assert [(f.code, f.level.stops) for f in found.findings] == [('MB231', True)]


# --- what office programs leave behind


@pytest.mark.parametrize('name', AUTOMATIC)
def test_automatic_bookmarks_do_not_hinder_a_loop_or_a_tag(tmp_path: Path, name: str) -> None:
    loop = '{%p for d in dong %}', '{{ d }}', '{%p endfor %}'
    body = p(loop[0]) + f'<w:p>{marked(name, r(loop[1]))}</w:p>' + p(loop[2])
    assert lines(made(tmp_path, docx(body)).render(Little(dong=(t('a', 'dong.0'),)))) == ['a']
    split = f'<w:p>{r("{{ t")}{marked(name, r("en }}"))}</w:p>'
    assert lines(made(tmp_path, docx(split)).render(Little(ten=t('a', 'ten')))) == ['a']


def test_a_bookmark_of_a_person_in_a_loop_is_still_refused(tmp_path: Path) -> None:
    body = p('{%p for d in dong %}') + f'<w:p>{marked("Ten", r("{{ d }}"))}</w:p>' + p('{%p endfor %}')
    assert codes(tmp_path, body) == ['MB241']


NONE = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
ONE = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def styled(number: str) -> str:
    return (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Gốc"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{number}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Con"/><w:basedOn w:val="A"/></w:style>'
    )


def test_a_style_and_a_paragraph_may_say_that_they_are_not_numbered(tmp_path: Path) -> None:
    data = fragment(
        {'doan': p('{{ khoi.noi_dung }}', ppr=f'<w:pStyle w:val="B"/>{NONE}')}, styles=styled(NONE)
    )
    rendered = made(tmp_path, docx(p('{{p noi_dung }}')), View, data).render(
        view(noi_dung=(Khoi('doan', t('a', 'a')),))
    )
    assert lines(rendered) == ['a']
    assert part(rendered).find(f'.//{{{W}}}numPr') is None


def test_a_numbered_style_is_refused_also_by_what_it_leans_on(tmp_path: Path) -> None:
    data = fragment({'doan': p('{{ khoi.noi_dung }}', ppr='<w:pStyle w:val="B"/>')}, styles=styled(ONE))
    assert 'MB256' in codes(tmp_path, p('{{p noi_dung }}'), view_type=View, sample=data)


@pytest.mark.parametrize(
    ('ident', 'name', 'computed'),
    [('Ngk', "Đường kẻ", True), ('DuongKe', "Kẻ dưới tên", True), ('Ke', "Kẻ dưới tên", False)],
)
def test_a_rule_is_known_by_the_name_or_the_id_of_its_style(
    tmp_path: Path, ident: str, name: str, computed: bool
) -> None:
    style = f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/></w:style>'
    rule = p('', ppr=f'<w:pStyle w:val="{ident}"/><w:ind w:left="100" w:right="100"/>')
    data = docx(p('{{ ten }}') + rule)
    path = tmp_path / 'mau.docx'
    path.write_bytes(_with_style(data, style))
    rendered = compile(path, 'mau.docx', None, Little).render(Little(ten=t('Chữ ở trên', 'ten')))
    indents = part(rendered).find(f'.//{{{W}}}ind')
    assert indents is not None
    assert (indents.get(f'{{{W}}}left') != '100') is computed


def _with_style(data: bytes, style: str) -> bytes:
    """The document with one more style in place of the kit's own rules."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, 'w') as new:
        for name in old.namelist():
            content = old.read(name)
            if name == 'word/styles.xml':
                root = etree.fromstring(content)
                for known in root.findall(f'{{{W}}}style'):
                    if known.get(f'{{{W}}}styleId') in ('Rule', 'Long'):
                        root.remove(known)
                root.append(etree.fromstring(style.replace('<w:style ', f'<w:style xmlns:w="{W}" ', 1)))
                content = etree.tostring(root)
            new.writestr(name, content)
    return out.getvalue()
