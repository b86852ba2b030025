"""The last look at a draft: one fault of each class, and no word about a sound one."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.errors import Finding, Level
from baocao.word import shapes, structure
from baocao.word.fields import MEMORY
from baocao.word.integrity import check_output
from baocao.word.wordml import XML_HEAD
from baocao.word.xml import XmlFault, is_surely_nfc, parse, parse_own

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
TYPES, MAIN, NOTES, STYLES, HEADER = (
    '[Content_Types].xml', 'word/document.xml', 'word/footnotes.xml', 'word/styles.xml', 'word/header1.xml',
)  # fmt: skip
WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
P = '<w:p><w:r><w:t>Xin chào</w:t></w:r></w:p>'
NOTE = '<w:footnote w:id="1"><w:p/></w:footnote>'
NOTE_REF = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
CELL = '<w:tc><w:tcPr/><w:p/></w:tc>'


def table(rows: str) -> str:
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{rows}</w:tbl>'


def control(inner: str, id_: int = 7) -> str:
    return f'<w:sdt><w:sdtPr><w:id w:val="{id_}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def relations(*items: tuple[str, str, str]) -> bytes:
    rows = ''.join(f'<Relationship Id="{i}" Type="{R}/{t}" Target="{g}"/>' for i, t, g in items)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'.encode()


def package(
    body: str = P, notes: str = '', header: str = P, section: str = '<w:sectPr/>'
) -> dict[str, bytes]:
    overrides = ''.join(
        f'<Override PartName="/{part}" ContentType="{WORD}.{kind}+xml"/>'
        for part, kind in (
            (MAIN, 'document.main'),
            (NOTES, 'footnotes'),
            (STYLES, 'styles'),
            (HEADER, 'header'),
        )
    )
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p/></w:footnote>'
    )
    return {
        TYPES: (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ).encode(),
        '_rels/.rels': relations(('rId1', 'officeDocument', MAIN)),
        'word/_rels/document.xml.rels': relations(
            ('rId1', 'styles', 'styles.xml'), ('rId2', 'footnotes', 'footnotes.xml'), ('rId3', 'header', 'header1.xml')
        ),
        MAIN: f'<w:document {SPACES}><w:body>{body}{section}</w:body></w:document>'.encode(),
        NOTES: f'<w:footnotes {SPACES}>{separators}{notes}</w:footnotes>'.encode(),
        HEADER: f'<w:hdr {SPACES}>{header}</w:hdr>'.encode(),
        STYLES: (
            f'<w:styles {SPACES}><w:style w:type="paragraph" w:styleId="Than"/>'
            '<w:style w:type="character" w:styleId="Dam"/><w:style w:styleId="MacDinh"/></w:styles>'
        ).encode(),
    }  # fmt: skip


def findings(
    parts: dict[str, bytes], changed: Collection[str] = (MAIN, NOTES, HEADER)
) -> tuple[Finding, ...]:
    found = check_output(parts, changed, 'mẫu.docx')
    for finding in found:
        assert finding.level is Level.CHAN and finding.span.file == 'mẫu.docx'
        assert finding.problem.endswith('.') and "lỗi của chương trình" in finding.remedy
    return found


def codes(parts: dict[str, bytes], changed: Collection[str] = (MAIN, NOTES, HEADER)) -> set[str]:
    return {f.code for f in findings(parts, changed)}


@pytest.mark.parametrize(
    'body',
    [
        P,
        table(f'<w:tr>{CELL}</w:tr>') + P,
        table(f'<w:tr><w:tc>{table(f"<w:tr>{CELL}</w:tr>")}<w:p/></w:tc></w:tr>'),
        table(f'<w:tr><w:tc>{control("<w:p/>")}</w:tc></w:tr>'),
        table(f'<w:tr><w:tc>{control("<w:p/>")}<w:bookmarkEnd w:id="1"/></w:tc></w:tr>').replace(
            '<w:tbl>', '<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p><w:tbl>'
        ),
        control(P) + f'<w:p>{control("<w:r><w:t>a</w:t></w:r>", 8)}</w:p>',
        table(control(f'<w:tr>{control(CELL, 9)}</w:tr>')),
        '<w:p><w:hyperlink w:anchor="a"><w:r><w:t xml:space="preserve"> a </w:t></w:r></w:hyperlink>'
        '<w:ins w:id="1"><w:r><w:t>b</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>c</w:delText></w:r></w:del></w:p>',
        f'<w:p>{field("begin")}<w:r><w:instrText> PAGE </w:instrText></w:r>{field("separate")}{field("end")}</w:p>',
        f'<w:p>{field("begin")}{field("begin")}{field("end")}{field("separate")}{field("end")}</w:p>',
        '<w:p><w:pPr><w:pStyle w:val="Than"/></w:pPr><w:r><w:rPr><w:rStyle w:val="Dam"/></w:rPr></w:r></w:p>',
        '<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>\n\t<w:p><w:bookmarkEnd w:id="1"/></w:p>',
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p><w:bookmarkStart w:id="1" w:name="a"/>'
        '<w:bookmarkEnd w:id="1"/></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:bookmarkStart w:id="1"'
        ' w:name="a"/><w:bookmarkEnd w:id="1"/></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>',
        '<w:p><w:r><w:t>Đề án «Ổn định» – 25\u00a0°C, \u201cđúng\u201d… {{ 7*7 }}</w:t></w:r></w:p>',
        '<w:p><w:r><w:drawing r:id="" r:embed="rId3"><wp:docPr id="1"/></w:drawing></w:r></w:p>',
    ],
)  # fmt: skip
def test_sound(body: str) -> None:
    assert findings(package(body)) == ()


@pytest.mark.parametrize(
    ('body', 'code'),
    [
        ('<w:p>', 'HT101'),
        ('<w:p><w:r><w:t>a & b</w:t></w:r></w:p>', 'HT101'),
        (P.replace('chào', 'ch\x07ào'), 'HT102'),
        (P.replace('chào', 'ch\x7fào'), 'HT102'),
        (P.replace('chào', 'ch\x85ào'), 'HT102'),
        (P.replace('chào', 'ch&#x9F;ào'), 'HT102'),
        (P.replace('chào', 'ch&#0000127;ào'), 'HT102'),
        (P.replace('chào', 'cha\u0300o'), 'HT103'),
        (P.replace('chào', '</w:t></w:r><w:r><w:t>a</w:t></w:r><w:r><w:t>\u0300o'), 'HT103'),
        (NOTE_REF, 'HT104'),
        (NOTE_REF.replace('"1"', '"0"'), 'HT104'),
        ('<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="2" w:name="a"/><w:bookmarkEnd w:id="1"/>'
         '<w:bookmarkEnd w:id="2"/></w:p>', 'HT107'),
        ('<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>', 'HT125'),
        ('<w:p><w:bookmarkEnd w:id="1"/></w:p>', 'HT125'),
        ('<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/></w:p>',
         'HT125'),
        (f'<w:p><w:bookmarkStart w:id="1" w:name="{"a" * 41}"/><w:bookmarkEnd w:id="1"/></w:p>', 'HT126'),
        ('<w:p><w:r><wp:docPr id="1"/><wp:docPr id="1"/></w:r></w:p>', 'HT108'),
        (control(P) + control(P), 'HT109'),
        ('<w:p w14:paraId="1A"/><w:p w14:paraId="1A"/>', 'HT110'),
        ('<w:p><w:hyperlink r:id="rId9"/></w:p>', 'HT111'),
        (table('<w:tr><w:tc/></w:tr>'), 'HT114'),
        (table(f'<w:tr><w:tc><w:p/>{table(f"<w:tr>{CELL}</w:tr>")}</w:tc></w:tr>'), 'HT114'),
        (table(f'<w:tr><w:tc>{control("")}</w:tc></w:tr>'), 'HT114'),
        (table(''), 'HT115'),
        (table('<w:tr><w:trPr/></w:tr>'), 'HT115'),
        (f'<w:tbl><w:tr>{CELL}</w:tr></w:tbl>', 'HT115'),
        ('<w:sectPr/>', 'HT116'),
        ('<w:r/>', 'HT117'),
        (control('<w:r/>'), 'HT117'),
        ('<w:ins w:id="1"><w:r/></w:ins>', 'HT117'),
        ('<w:p><w:r><w:r/></w:r></w:p>', 'HT117'),
        ('<w:p><w:p/></w:p>', 'HT117'),
        (f'<w:p>{control("<w:p/>")}</w:p>', 'HT117'),
        (f'<w:p>{table(f"<w:tr>{CELL}</w:tr>")}</w:p>', 'HT117'),
        (f'<w:tr>{CELL}</w:tr>', 'HT117'),
        (CELL, 'HT117'),
        ('<w:p><w:t>a</w:t></w:p>', 'HT118'),
        ('<w:p><w:r><w:t>a<w:br/></w:t></w:r></w:p>', 'HT118'),
        ('<w:p>a</w:p>', 'HT119'),
        ('<w:p/>a<w:p/>', 'HT119'),
        ('<w:p><w:r>\u00a0<w:t>b</w:t></w:r></w:p>', 'HT119'),
        (f'<w:p>{field("begin")}</w:p>', 'HT120'),
        (f'<w:p>{field("end")}</w:p>', 'HT120'),
        (f'<w:p>{field("begin")}{field("separate")}{field("separate")}{field("end")}</w:p>', 'HT120'),
        ('<w:p><w:pPr><w:pStyle w:val="La"/></w:pPr></w:p>', 'HT121'),
        ('<w:p><w:pPr><w:pStyle w:val="Dam"/></w:pPr></w:p>', 'HT121'),
        ('<w:p><w:r><w:rPr><w:rStyle w:val="La"/></w:rPr></w:r></w:p>', 'HT121'),
        (f'<w:tbl><w:tblPr><w:tblStyle w:val="La"/></w:tblPr><w:tblGrid/><w:tr>{CELL}</w:tr></w:tbl>', 'HT121'),
        ('<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:p>', 'HT124'),
    ],
)  # fmt: skip
def test_one_fault(body: str, code: str) -> None:
    found = codes(package(body))
    assert code in found
    assert found <= {code, 'HT101', 'HT115'}, (
        found
    )  # a control letter is also bad XML; a stray cell lacks its row


class TestNotes:
    def test_each_note_once(self) -> None:
        assert findings(package(NOTE_REF, NOTE)) == ()
        assert codes(package(P, NOTE)) == {'HT105'}
        assert codes(package(NOTE_REF * 2, NOTE)) == {'HT105'}
        assert codes(package(NOTE_REF, NOTE * 2)) == {'HT106'}

    def test_a_note_without_a_paragraph(self) -> None:
        assert codes(package(NOTE_REF, '<w:footnote w:id="1"/>')) == {'HT123'}

    def test_notes_count_where_only_one_of_the_two_parts_changed(self) -> None:
        assert codes(package(NOTE_REF), (MAIN,)) == {'HT104'}
        assert codes(package(P, NOTE), (NOTES,)) == {'HT105'}


class TestPackageLevel:
    def test_ids_over_parts(self) -> None:
        box = '<w:p><w:r><wp:docPr id="1"/></w:r></w:p>'
        assert codes(package(box, header=box), (MAIN,)) == {'HT108'}
        assert codes(package(P, header=box * 2), (MAIN,)) == set()

    def test_an_unchanged_part_is_trusted(self) -> None:
        broken = package(header='<w:p>a</w:p>')
        assert codes(broken, (MAIN, NOTES)) == set()
        assert codes(broken) == {'HT119'}

    def test_an_empty_header(self) -> None:
        assert codes(package(header='')) == {'HT123'}

    def test_no_section_at_the_end(self) -> None:
        assert codes(package(section='')) == {'HT116'}
        assert codes(package(section='<w:sectPr/><w:p/>')) == {'HT116'}

    def test_types_and_relationships(self) -> None:
        parts = package()
        assert codes({**parts, 'word/media/a.png': b''}) == {'HT113'}
        assert codes({n: c for n, c in parts.items() if n != STYLES}) == {'HT112'}
        assert codes({n: c for n, c in parts.items() if n != TYPES}) == {'HT122'}
        assert codes({n: c for n, c in parts.items() if n != '_rels/.rels'}) == {'HT122'}
        twice = relations(('a', 'styles', 'styles.xml'), ('a', 'footnotes', 'footnotes.xml'))
        assert codes({**parts, 'word/_rels/document.xml.rels': twice}) == {'HT112'}
        assert codes({**parts, 'word/_rels/ghost.xml.rels': relations()}) == {'HT112'}
        assert codes({**parts, '_rels/.rels': b'<a'}) == {'HT101'}

    def test_other_xml_parts(self) -> None:
        parts = {**package(), 'docProps/core.xml': b'<a>\xc2\x85</a>'}
        assert codes(parts, ('docProps/core.xml',)) == {'HT102'}
        parts['docProps/core.xml'] = '<a>Tie\u0302\u0301ng</a>'.encode()
        assert codes(parts, ('docProps/core.xml',)) == {'HT103'}

    @pytest.mark.parametrize(
        ('part', 'is_sound'),
        [
            ('<o so="1" duong-dan="muc.0" tu="0">Giao &amp; nhận</o><o so="2" tham-chieu="a">b</o>', True),
            ('<o so="1" duong-dan="a" tu="0">a & b</o>', False),
            ('<o so="1" duong-dan="a" tu="0">a &x; b</o>', False),
            ('<o so="1" duong-dan="a" tu="0">a ]]> b</o>', False),
            ('<o so="1" duong-dan="a" tu="0">a\x01b</o>', False),
            ('<o so="1" duong-dan="a" tu="0">a\ufffeb</o>', False),
            ('<o so="1" so="2">a</o>', False),
            ('<o so="1"><o so="2">a</o>', False),
            ('<o so="1">a</o></ban-thao><ban-thao>', False),
            ('<khac so="1">a</khac>', True),
        ],
    )
    def test_the_part_that_remembers(self, part: str, is_sound: bool) -> None:
        name, head = 'customXml/item1.xml', f'<ban-thao xmlns="{MEMORY}" van-ban="a.yaml">'
        parts = {**package(), name: XML_HEAD + f'{head}{part}</ban-thao>'.encode()}
        assert codes(parts, (name,)) == (set() if is_sound else {'HT101'})

    def test_place_and_words_near_the_fault(self) -> None:
        (only,) = findings(package(table('<w:tr><w:tc><w:p/></w:tc><w:tc/></w:tr>').replace('<w:p/>', P)))
        assert only.span.place == f"thành phần {MAIN}"
        assert only.excerpt == "Xin chào"


def test_thousands_of_faults_stay_few_findings() -> None:
    found = findings(package('<w:r/>' * 5000 + '<w:p>a</w:p>' * 5000))
    assert len(found) == 40


def test_a_long_paper_is_looked_at_in_time() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Than"/></w:pPr><w:r><w:t>Giao Sở Tài chính chủ trì</w:t></w:r></w:p>'
    ) * 20_000
    parts = package(body)
    start = time.monotonic()
    assert findings(parts) == ()
    assert time.monotonic() - start < 2


def story(body: str) -> bytes:
    """A part whose values stand in controls, as drafts have them, with a body between."""
    value = (
        '<w:bookmarkStart w:id="{0}" w:name="_bc{0}"/><w:sdt><w:sdtPr><w:tag w:val="muc.{0}"/><w:id w:val="{0}"/>'
        '</w:sdtPr><w:sdtContent><w:r><w:t xml:space="preserve">Giao &amp; nhận</w:t></w:r></w:sdtContent></w:sdt>'
        '<w:bookmarkEnd w:id="{0}"/>'
    )
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Than"/></w:pPr>{value}<w:r><w:t xml:space="preserve">;</w:t></w:r></w:p>'
    row = f'<w:tr><w:tc><w:tcPr/>{paragraph}</w:tc><w:tc><w:p/></w:tc></w:tr>'
    inside = paragraph.format(1) + table(row.format(2) + row.format(3)) + body + paragraph.format(4)
    return f'<w:document {SPACES}><w:body>{inside}<w:sectPr/></w:body></w:document>'.encode()


def assert_nothing_is_missed(data: bytes) -> None:
    """Where the look by shapes finds a part sound, so does the look at each element, and both see the same in it."""
    found = shapes.proved(data)
    if found is None:
        return
    root = parse_own(data)
    assert list(structure.broken(root)) == []
    assert set(structure.relation_ids(root)) == found.relations
    seen = structure.facts(root)
    for name in seen.__struct_fields__:
        one, other = Counter(getattr(seen, name)), Counter(getattr(found.facts, name))
        assert one == other or (name in ONCE and set(one) == set(other)), name


#: of these it is enough to know them once
ONCE = ('paragraph_styles', 'run_styles', 'table_styles', 'numbers')
PIECES = re.findall(r'<[^>]*>|[^<]+', story(NOTE_REF).decode())
ODD = (
    '<w:p>', '</w:p>', '<w:p/>', '<w:t xml:space="preserve">', '</w:t>', '<w:tr>', '</w:tr>', '<w:r/>', '<w:tc>', '</w:tc>',
    '<!--', '-->', '<![CDATA[', ']]>', '"', '<', '>', '&', '&lt;', 'x', '<?x?>', '<w:a b="', "<w:a b='<w:p>'/>", '<w:tag w:val="',
    '<w:p w14:paraId="1A"/>', '<w:bookmarkStart w:id="1" w:name="_bc1"/>', '<w:bookmarkEnd w:id="1"/>', field('begin'),
    f'<q:p xmlns:q="{W}"/>', f'<w:sdt xmlns:w="{R}">', '</w:sdt>', '<w:hyperlink r:id="rId9"/>', '<w:p a="1">',
)  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(PIECES) - 1), st.integers(0, 2), st.sampled_from(ODD) | st.sampled_from(PIECES)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_the_quick_look_at_shapes_misses_nothing(changes: list[tuple[int, int, str]]) -> None:
    pieces = list(PIECES)
    for at, instead_of, piece in changes:
        pieces[at : at + instead_of] = [piece]
    assert_nothing_is_missed(''.join(pieces).encode())


@pytest.mark.parametrize(
    'body',
    [
        P,
        NOTE_REF,
        '<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:p>',
        '<w:p><w:r><w:drawing r:embed="rId3"><wp:docPr id="1"/></w:drawing></w:r></w:p>',
        table(f'<w:tr><w:tc>{table(f"<w:tr>{CELL}</w:tr>")}<w:p/></w:tc></w:tr>'),
        '<w:p><w:r><w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent></w:r></w:p>',
    ],
)
def test_the_quick_look_at_shapes_knows_sound_papers(body: str) -> None:
    assert shapes.proved(story(body)) is not None
    assert_nothing_is_missed(story(body))


@pytest.mark.parametrize(
    'body',
    [
        '<w:p><w:r></w:p></w:r>',
        '<w:p><w:r><w:t xml:space="preserve">a & b</w:t></w:r></w:p>',
        '<w:p><w:r><w:t xml:space="preserve">a ]]> b</w:t></w:r></w:p>',
        '<w:p><w:r><w:t xml:space="preserve">a &x; b</w:t></w:r></w:p>',
        '<!-- <w:p> --></w:p>',
        f'<w:customXml xmlns:w="{R}"><w:p/></w:customXml>',
        '<w:a>' * 300 + '<w:p></w:p>' + '</w:a>' * 300,
        '<w:p xml:id="a"/>' * 2,
        '<w:p>' + '<w:r><w:t>a</w:t></w:r>' * 400 + 'a</w:p>',
    ],
)
def test_the_quick_look_at_shapes_is_in_doubt(body: str) -> None:
    assert shapes.proved(story(body)) is None


def test_the_quick_look_at_shapes_reads_no_other_coding() -> None:
    head = b'<?xml version="1.0" encoding="windows-1258"?>'
    assert shapes.proved(head + story(P)) is None
    assert (
        shapes.proved(
            story('<w:p><w:r><w:t xml:space="preserve">\u00e9</w:t></w:r></w:p>')
            .decode()
            .encode('latin-1', 'replace')
        )
        is None
    )


@given(st.text(), st.text())
def test_the_quick_look_at_normal_form_is_never_wrong(one: str, two: str) -> None:
    if is_surely_nfc(f'{one}<{two}'.encode('utf-8', 'replace')):
        assert unicodedata.is_normalized('NFC', one + two)


@given(st.text(st.sampled_from('aơưđĐẾếệỹ\u0300\u0301\u0323\u2000\u2001\u2002\u2013…«»\u1100\u212b\u01c5ạ')))
def test_the_quick_look_at_vietnamese(text: str) -> None:
    if is_surely_nfc(text.encode()):
        assert unicodedata.is_normalized('NFC', text)


def test_the_quick_look_knows_vietnamese() -> None:
    marks = '\u0300\u0301\u0303\u0309\u0323'
    letters = [unicodedata.normalize('NFC', v + m) for v in 'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY' for m in ('', *marks)]
    assert is_surely_nfc((''.join(letters) + 'đĐ«»“”‘’–…§°±½×÷\u00a0').encode())


def test_the_quick_look_at_every_letter() -> None:
    for code in (*range(0x20, 0xD800), *range(0xE000, 0x30000)):
        letter = chr(code)
        if is_surely_nfc(letter.encode()):
            assert unicodedata.is_normalized('NFC', letter) and not unicodedata.combining(letter)


def test_no_file_is_read_through_an_entity() -> None:
    with pytest.raises(XmlFault):
        parse(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
