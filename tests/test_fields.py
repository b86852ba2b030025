"""Fields that remember: every printed value stands in a hidden, flat control with its path, and the draft keeps what
was printed; a text to be signed has nothing of it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec import Struct
from samples import PAPERS, sample_names
from test_engine_kit import Little, docx, made, p, texts

from baocao.loading import load
from baocao.mau import Templates
from baocao.text import Data, Glue, Mark, NoteRef, Piece, Ref, Text
from baocao.view import build
from baocao.word.fields import LONGEST_TAG, MEMORY, Fields, declared, first_free, kept_path, segment_end

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
W15 = '{http://schemas.microsoft.com/office/word/2012/wordml}'
ITEM = 'customXml/item1.xml'


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def letters(element: etree._Element) -> str:
    found = []
    for e in element.iter(f'{W}t', f'{W}br', f'{W}tab'):
        found.append({f'{W}br': '\n', f'{W}tab': '\t'}.get(str(e.tag)) or e.text or '')
    return ''.join(found)


def memory(parts: dict[str, bytes]) -> dict[int, etree._Element]:
    return {int(o.get('so') or ''): o for o in etree.fromstring(parts[ITEM])}


def controls(parts: dict[str, bytes]) -> Iterator[etree._Element]:
    for name, data in parts.items():
        if name.startswith('word/') and name.endswith('.xml'):
            yield from etree.fromstring(data).iter(f'{W}sdt')


def ident(control: etree._Element) -> int:
    return int(control.find(f'{W}sdtPr/{W}id').get(f'{W}val'))  # type: ignore[union-attr]


def pieces(value: Any) -> Iterator[Piece]:
    if isinstance(value, Text):
        yield from value.pieces
    elif isinstance(value, tuple):
        for item in value:
            yield from pieces(item)
    elif isinstance(value, Struct):
        for f in value.__struct_fields__:
            yield from pieces(getattr(value, f))


@pytest.mark.parametrize('name', sample_names())
class TestSamples:
    def drawn(self, name: str, sealed: bool = True) -> tuple[Any, dict[str, bytes]]:
        workspace, paper = PAPERS[name]
        ho_so = load(workspace, paper)
        view = build(ho_so)[0]
        template = Templates().of(type(ho_so.van_ban), workspace)
        return view, parts_of(template.render(view, sealed=sealed, origin=paper.as_posix()).data)

    def test_controls_are_flat_hidden_and_hold_what_the_memory_says(self, name: str) -> None:
        _, parts = self.drawn(name)
        kept = memory(parts)
        found = list(controls(parts))
        assert found
        for control in found:
            properties = control.find(f'{W}sdtPr')
            assert properties is not None
            assert [etree.QName(e).localname for e in properties] == ['tag', 'id', 'appearance']
            assert properties.find(f'{W15}appearance').get(f'{W15}val') == 'hidden'  # type: ignore[union-attr]
            assert len(properties.find(f'{W}tag').get(f'{W}val')) <= LONGEST_TAG  # type: ignore[union-attr, arg-type]
            assert control.getparent().tag == f'{W}p'  # type: ignore[union-attr]
            assert {e.tag for e in control.find(f'{W}sdtContent')} == {f'{W}r'}  # type: ignore[union-attr]
            assert not list(control.iter(f'{W}footnoteReference'))
            assert letters(control) == kept[ident(control)].text
            before, after = control.getprevious(), control.getnext()
            assert before is not None and after is not None
            assert before.get(f'{W}name') == f'_bc{ident(control)}'
            assert before.get(f'{W}id') == after.get(f'{W}id') == str(ident(control))
        numbers = [ident(c) for c in found]
        assert len(set(numbers)) == len(numbers)
        assert not list(etree.fromstring(parts['word/footnotes.xml']).iter(f'{W}sdt'))

    def test_every_value_that_is_printed_is_kept_with_its_path(self, name: str) -> None:
        view, parts = self.drawn(name)
        kept = list(etree.fromstring(parts[ITEM]))
        printed = Counter(
            (q.path, q.text) for q in pieces(view) if isinstance(q, Data) and not q.derived and q.text.strip()
        )
        texts_by_path: dict[str, list[str]] = {}
        for o in kept:
            texts_by_path.setdefault(o.get('duong-dan') or '', []).append(o.text or '')
        missing = [key for key in printed if not any(key[1] in t for t in texts_by_path.get(key[0], []))]
        assert missing == []

    def test_a_text_to_be_signed_remembers_nothing(self, name: str) -> None:
        _, parts = self.drawn(name, sealed=False)
        assert not [n for n in parts if n.startswith('customXml') or n == 'docProps/custom.xml']
        assert not list(controls(parts))
        whole = b''.join(parts.values())
        assert b'_bc1' not in whole and MEMORY.encode() not in whole

    def test_what_people_read_is_the_same_with_and_without(self, name: str) -> None:
        _, parts = self.drawn(name)
        _, clean = self.drawn(name, sealed=False)
        for part_name in ('word/document.xml', 'word/footnotes.xml'):
            one, other = (etree.fromstring(found[part_name]) for found in (parts, clean))
            assert [letters(e) for e in one.iter(f'{W}p')] == [letters(e) for e in other.iter(f'{W}p')]

    def test_the_memory_names_the_paper(self, name: str) -> None:
        _, parts = self.drawn(name)
        root = etree.fromstring(parts[ITEM])
        assert root.tag == f'{{{MEMORY}}}ban-thao'
        assert root.get('van-ban') == PAPERS[name][1].as_posix()


def shown(tmp_path: Path, value: Text, body: str = p('< {{ ten }} >')) -> dict[str, bytes]:
    return parts_of(made(tmp_path, docx(body)).render(Little(ten=value)).data)


def tags(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    return [
        (c.find(f'{W}sdtPr/{W}tag').get(f'{W}val') or '', letters(c))  # type: ignore[union-attr]
        for c in controls(parts)
    ]


def test_one_value_is_one_control_also_with_marks_and_breaks_of_the_program(tmp_path: Path) -> None:
    value = texts(Data('đậm', 'a', 2, Mark.BOLD), Glue('\n'), Data('thường', 'a', 7), Glue(';'))
    assert tags(shown(tmp_path, value)) == [('a', 'đậm\nthường')]


def test_a_reference_and_a_note_part_a_value(tmp_path: Path) -> None:
    value = texts(Data('trước ', 'a'), Ref('5', 'gdp', 'ke_hoach'), Data(' sau', 'a', 20), Glue('.'))
    parts = shown(tmp_path, value)
    assert tags(parts) == [('a', 'trước '), ('${gdp.ke_hoach}', '5'), ('a#2', ' sau')]
    assert [(o.get('duong-dan'), o.get('tu'), o.get('tham-chieu')) for o in memory(parts).values()] == [
        ('a', '0', None),
        (None, None, 'gdp.ke_hoach'),
        ('a', '20', None),
    ]


def test_glue_between_values_stands_outside(tmp_path: Path) -> None:
    value = texts(Glue('1. '), Data('x', 'a'), Glue(' '), Data('y', 'b'), Glue('; '), Data('z', 'b', 3))
    assert tags(shown(tmp_path, value)) == [('a', 'x'), ('b', 'y'), ('b#2', 'z')]


def test_a_value_in_capitals_has_no_control(tmp_path: Path) -> None:
    assert tags(shown(tmp_path, texts(Data('chữ', 'a')).upper())) == []
    assert tags(shown(tmp_path, texts(Data('CHỮ', 'a')), p('{{ ten|upper }}'))) == []
    assert tags(shown(tmp_path, texts(Data('CHỮ', 'a')).upper())) == [('a', 'CHỮ')]


def test_a_long_path_is_told_by_the_memory_alone(tmp_path: Path) -> None:
    path = 'bo_cuc.' + 'muc_con.0.' * 9 + 'noi_dung'
    parts = shown(tmp_path, texts(Data('x', path)))
    assert tags(parts) == [('#1', 'x')]
    assert memory(parts)[1].get('duong-dan') == path


def test_signs_in_values_and_paths_survive(tmp_path: Path) -> None:
    path, text = 'a & "b" <c>.yaml:x', 'Đ & < > " {{ x }} \t y\nz 😀'
    parts = shown(tmp_path, texts(Data(text, path)))
    assert tags(parts) == [(path, text)]
    assert (memory(parts)[1].get('duong-dan'), memory(parts)[1].text) == (path, text)


def test_no_control_stands_in_a_control_of_the_template(tmp_path: Path) -> None:
    own = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    run = '<w:r><w:t>{{ ten }}</w:t></w:r>'
    for body in (f'<w:p>{own.format(run)}</w:p>', own.format(p('{{ ten }}'))):
        parts = shown(tmp_path, texts(Data('x', 'a')), body)
        assert [ident(c) for c in controls(parts)] == [7]
        assert letters(etree.fromstring(parts['word/document.xml'])) == 'x'


def test_numbers_begin_after_those_of_the_template(tmp_path: Path) -> None:
    mark = '<w:bookmarkStart w:id="4" w:name="_bc9"/><w:bookmarkEnd w:id="4"/>'
    own = '<w:sdt><w:sdtPr><w:id w:val="12"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    parts = shown(tmp_path, texts(Data('x', 'a')), f'<w:p>{mark}</w:p>{own}{p("{{ ten }}")}')
    assert [ident(c) for c in controls(parts)] == [12, 13]


def test_large_numbers_of_a_template_are_no_reason_to_begin_late() -> None:
    root = etree.fromstring(f'<a xmlns:w="{W[1:-1]}"><w:bookmarkStart w:id="2147483647" w:name="x"/></a>')
    assert first_free([root]) == 1


def test_the_reference_of_a_note_stands_between_bookmarks_and_the_note_is_kept() -> None:
    kept = Fields()
    begin, end = kept.note('khoa')
    kept.keep_note('khoa', [texts(Data('một', 'chu_thich.khoa')), texts(Data('hai', 'chu_thich.khoa', 5))])
    assert b'w:name="_bc1"' in begin and end == b'<w:bookmarkEnd w:id="1"/>'
    root = etree.fromstring(kept.memory('x.yaml'))
    assert [(o.get('so'), o.get('tu'), o.get('chu-thich'), o.text) for o in root] == [
        ('1', '0', 'khoa', 'một'),
        ('1', '5', 'khoa', 'hai'),
    ]


def test_a_note_that_two_places_refer_to_is_kept_with_each() -> None:
    kept = Fields()
    for _ in range(2):
        kept.note('khoa')
    for _ in range(2):
        kept.keep_note('khoa', [texts(Glue('một'))])
    root = etree.fromstring(kept.memory('x.yaml'))
    assert [(o.get('so'), o.get('duong-dan'), o.text) for o in root] == [
        ('1', None, 'một'),
        ('2', None, 'một'),
    ]


def test_the_namespace_of_hidden_controls_may_be_passed_over() -> None:
    mc = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
    for xml in (
        '<w:document xmlns:w="x"><w:body/></w:document>',
        f'<w:document xmlns:w="x" xmlns:m="{mc}" xmlns:w14="y" m:Ignorable="w14"><w:body/></w:document>',
        f'<w:document xmlns:w="x" xmlns:mc="{mc}" mc:Ignorable=""><w:body/></w:document>',
        '<w:hdr xmlns:w="x"/>',
    ):
        root = etree.fromstring(declared(xml))
        assert root.nsmap['w15'] == W15[1:-1]
        assert 'w15' in (root.get(f'{{{mc}}}Ignorable') or '').split()
        assert declared(declared(xml)) == declared(xml)
    with pytest.raises(ValueError, match='w15'):
        declared('<w:document xmlns:w="x" xmlns:w15="other"/>')
    with pytest.raises(ValueError, match='mc'):
        declared('<w:document xmlns:w="x" xmlns:mc="other"/>')


_TEXT = st.text(st.characters(exclude_categories=['Cs', 'Cc', 'Cn']), min_size=1, max_size=8)
_PIECES = st.lists(
    st.one_of(
        st.builds(Data, _TEXT, st.sampled_from(['a', 'b', '']), st.integers(0, 9), derived=st.booleans()),
        st.builds(Glue, st.sampled_from(['\n', '\u00a0', '; ', '1. '])),
        st.builds(Ref, _TEXT, st.just('gdp'), st.just('ke_hoach')),
        st.just(NoteRef('k')),
    ),
    max_size=8,
).map(tuple)


@given(_PIECES)
def test_controls_hold_one_path_and_lose_no_piece(value: tuple[Piece, ...]) -> None:
    at, seen = 0, 0
    while at < len(value):
        path = kept_path(value[at])
        end = segment_end(value, at, path) if path and isinstance(value[at], Data) else at + 1
        inside = value[at:end]
        seen += len(inside)
        if path and isinstance(value[at], Data):
            assert {q.path for q in inside if isinstance(q, Data)} == {path}
            assert all(q.text.isspace() for q in inside if isinstance(q, Glue))
            assert isinstance(inside[-1], Data)
            assert not any(isinstance(q, Ref | NoteRef) for q in inside)
        at = end
    assert seen == len(value)


def test_libreoffice_keeps_the_bookmarks_and_the_memory(office_suite: str, tmp_path: Path) -> None:
    name = 'tp-quang-ngai-2023.quyet-dinh-nhiem-vu-giai-phap'
    workspace, paper = PAPERS[name]
    ho_so = load(workspace, paper)
    template = Templates().of(type(ho_so.van_ban), workspace)
    data = template.render(build(ho_so)[0], origin=paper.as_posix()).data
    (tmp_path / 'x.docx').write_bytes(data)
    command = [
        office_suite,
        '--headless',
        f'-env:UserInstallation={(tmp_path / "lo").as_uri()}',
        '--convert-to',
    ]
    command += ['docx:MS Word 2007 XML', '--outdir', str(tmp_path / 'again'), str(tmp_path / 'x.docx')]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    before, after = parts_of(data), parts_of((tmp_path / 'again' / 'x.docx').read_bytes())

    def marks(parts: dict[str, bytes]) -> set[str]:
        root = etree.fromstring(parts['word/document.xml'])
        names = (e.get(f'{W}name') or '' for e in root.iter(f'{W}bookmarkStart'))
        return {n for n in names if n.startswith('_bc')}

    assert marks(after) >= marks(before) != set()
    assert [(o.attrib, o.text) for o in memory(after).values()] == [
        (o.attrib, o.text) for o in memory(before).values()
    ]
