"""Templates may bring no active content and nothing from outside: one case of each class."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from baocao.errors import Finding, Level
from baocao.word.package import read_package, write_package
from baocao.word.safety import MAX_FINDINGS, check_template

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
MICROSOFT = 'http://schemas.microsoft.com/office/2006/relationships'
MAIN, SETTINGS = 'word/document.xml', 'word/settings.xml'
WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
P = '<w:p><w:r><w:t>Xin chào</w:t></w:r></w:p>'


def relation(kind: str, target: str, external: bool = False, id_: str = 'rId7') -> str:
    full = kind if ':' in kind else f'{OFFICE}/{kind}'
    mode = ' TargetMode="External"' if external else ''
    return f'<Relationship Id="{id_}" Type="{full}" Target="{target}"{mode}/>'


def rels(*rows: str) -> bytes:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'
    ).encode()


def document(body: str) -> bytes:
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<w:body>{body}<w:sectPr/></w:body></w:document>'
    ).encode()


def check(
    body: str = P,
    main_rels: str = '',
    root_rels: str = '',
    parts: Mapping[str, bytes] | None = None,
    types: str = '',
    settings: str = '',
) -> tuple[Finding, ...]:
    content = {
        '[Content_Types].xml': (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="bin" ContentType="application/octet-stream"/>'
            f'<Override PartName="/{MAIN}" ContentType="{WORD}.document.main+xml"/>'
            f'<Override PartName="/{SETTINGS}" ContentType="{WORD}.settings+xml"/>{types}</Types>'
        ).encode(),
        '_rels/.rels': rels(relation('officeDocument', MAIN, id_='rId1') + root_rels),
        'word/_rels/document.xml.rels': rels(relation('settings', 'settings.xml', id_='rId1') + main_rels),
        MAIN: document(body),
        SETTINGS: f'<w:settings xmlns:w="{W}" xmlns:r="{OFFICE}">{settings}</w:settings>'.encode(),
        **(parts or {}),
    }
    found = check_template(read_package(write_package(content), 'mẫu.docx'), 'mẫu.docx')
    for finding in found:
        assert finding.span.file == 'mẫu.docx'
        assert finding.problem.endswith('.') and finding.remedy.endswith('.')
        assert finding.level is (Level.CANH_BAO if finding.code in ('MB057', 'MB060') else Level.CHAN)
    return found


def codes(*args: object, **kwargs: object) -> set[str]:
    return {f.code for f in check(*args, **kwargs)}  # type: ignore[arg-type]


def complex_field(*pieces: str) -> str:
    """A field whose code is cut into runs."""
    runs = ''.join(f'<w:r><w:instrText xml:space="preserve">{p}</w:instrText></w:r>' for p in pieces)
    return mark('begin') + runs + mark('separate') + '<w:r><w:t>1</w:t></w:r>' + mark('end')


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def p(content: str) -> str:
    return f'<w:p>{content}</w:p>'


class TestRelationships:
    def test_a_plain_template(self) -> None:
        picture = relation('image', 'media/a.png')
        assert check(main_rels=picture, parts={'word/media/a.png': b'x'}) == ()

    @pytest.mark.parametrize(
        ('kind', 'target'),
        [
            ('hyperlink', 'https://example.vn/'),
            ('hyperlink', 'mailto:a@example.vn'),
            ('image', 'http://example.vn/a.png'),
            ('image', '\\\\may-chu\\chung\\a.png'),
            ('image', 'file:///C:/a.png'),
            ('header', 'x.xml'),
            (f'{MICROSOFT}/anything', 'a'),
        ],
    )
    def test_external(self, kind: str, target: str) -> None:
        (only,) = check(main_rels=relation(kind, target, external=True))
        assert only.code == 'MB040'
        assert target in only.problem and only.span.place == f"thành phần {MAIN}"

    @pytest.mark.parametrize(
        'target',
        ['http://example.vn/a.png', 'FILE:///etc/passwd', '\\\\may\\a.png', '//may/a.png', 'C:\\a.png'],
    )
    def test_external_without_saying_so(self, target: str) -> None:
        assert codes(main_rels=relation('image', target)) == {'MB040'}

    def test_of_the_package_and_of_other_parts(self) -> None:
        assert codes(root_rels=relation('image', 'http://example.vn/x', external=True)) == {'MB040'}
        template = rels(relation('attachedTemplate', 'file:///C:/x.dotm', external=True))
        assert codes(parts={'word/_rels/settings.xml.rels': template}) == {'MB042'}

    @pytest.mark.parametrize(
        ('kind', 'code'),
        [
            ('attachedTemplate', 'MB042'),
            ('oleObject', 'MB043'),
            ('package', 'MB043'),
            (f'{MICROSOFT}/vbaProject', 'MB044'),
            (f'{MICROSOFT}/wordVbaData', 'MB044'),
            ('control', 'MB045'),
            ('aFChunk', 'MB046'),
            ('AFCHUNK', 'MB046'),
            ('subDocument', 'MB047'),
            ('mailMergeSource', 'MB048'),
            ('mailMergeHeaderSource', 'MB048'),
            (f'{MICROSOFT}/recipientData', 'MB048'),
            ('http://schemas.microsoft.com/office/2011/relationships/webextension', 'MB049'),
            ('http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes', 'MB049'),
            (f'{MICROSOFT}/ui/extensibility', 'MB050'),
            (f'{MICROSOFT}/keyMapCustomizations', 'MB050'),
            ('frame', 'MB051'),
            (
                'http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin',
                'MB052',
            ),
        ],
    )
    @pytest.mark.parametrize('external', [True, False])
    def test_active_kinds(self, kind: str, code: str, external: bool) -> None:
        assert codes(main_rels=relation(kind, 'x.bin', external), parts={'word/x.bin': b'x'}) == {code}


class TestParts:
    @pytest.mark.parametrize(
        ('name', 'code'),
        [
            ('word/vbaProject.bin', 'MB044'),
            ('word/activeX/activeX1.bin', 'MB045'),
            ('word/embeddings/oleObject1.bin', 'MB043'),
            ('customUI/customUI.bin', 'MB050'),
            ('word/webextensions/taskpanes.bin', 'MB049'),
            ('_xmlsignatures/origin.bin', 'MB052'),
        ],
    )
    def test_by_name_even_where_nothing_points_there(self, name: str, code: str) -> None:
        (only,) = check(parts={name: b'x'})
        assert (only.code, only.span.place) == (code, f"thành phần {name}")

    @pytest.mark.parametrize(
        ('content_type', 'code'),
        [
            ('application/vnd.ms-office.vbaProject', 'MB044'),
            ('application/vnd.openxmlformats-officedocument.oleObject', 'MB043'),
            ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'MB043'),
            ('application/vnd.ms-office.activeX', 'MB045'),
            ('text/html', 'MB046'),
            ('application/rtf', 'MB046'),
            ('application/vnd.ms-office.webextension', 'MB049'),
        ],
    )
    def test_by_type_under_an_innocent_name(self, content_type: str, code: str) -> None:
        types = f'<Override PartName="/word/a.bin" ContentType="{content_type}"/>'
        assert codes(types=types, parts={'word/a.bin': b'x'}) == {code}


class TestContent:
    @pytest.mark.parametrize(
        ('body', 'code'),
        [
            ('<w:altChunk r:id=""/>', 'MB046'),
            (p('<w:subDoc r:id=""/>'), 'MB047'),
            (p('<w:r><w:object><o:OLEObject/></w:object></w:r>'), 'MB043'),
            (p('<w:r><w:object><w:objectEmbed/></w:object></w:r>'), 'MB043'),
            (p('<w:r><w:object><w:control w:name="x"/></w:object></w:r>'), 'MB045'),
            (p('<w:r><w:fldChar><w:ffData><w:entryMacro w:val="x"/></w:ffData></w:fldChar></w:r>'), 'MB044'),
            (p('<w:r><w:pict><v:imagedata src="http://example.vn/a.png"/></w:pict></w:r>'), 'MB041'),
            (p('<w:r><w:pict><v:shape href="javascript:x"/></w:pict></w:r>'), 'MB041'),
            (p('<w:r><w:pict><v:imagedata o:href=" FILE:///etc/passwd"/></w:pict></w:r>'), 'MB041'),
            (p('<w:r><w:pict><v:fill anything="\\\\may-chu\\chung"/></w:pict></w:r>'), 'MB041'),
        ],
    )  # fmt: skip
    def test_active_or_outside(self, body: str, code: str) -> None:
        found = check(P + body)
        assert {f.code for f in found} - {'MB058'} == {code}  # some of these are broken as well
        if body.startswith('<w:p>'):
            assert found[0].span.place == "thân văn bản, đoạn 2"

    def test_alternative_texts_may_name_the_place_a_picture_came_from(self) -> None:
        drawing = '<w:r><w:drawing><wp:docPr id="1" name="\\\\may\\a" descr="File:Emblem of Vietnam.svg"/></w:drawing></w:r>'
        assert check(p(drawing)) == ()

    def test_settings(self) -> None:
        assert codes(settings='<w:attachedTemplate r:id=""/>') == {'MB042'}
        assert codes(settings='<w:mailMerge><w:query w:val="x"/></w:mailMerge>') == {'MB048'}

    def test_protection_is_a_warning(self) -> None:
        assert codes(settings='<w:documentProtection w:edit="readOnly" w:enforcement="1"/>') == {'MB057'}
        assert codes(settings='<w:documentProtection w:edit="readOnly" w:enforcement="0"/>') == set()
        assert codes(settings='<w:writeProtection w:recommended="1"/>') == {'MB057'}

    @pytest.mark.parametrize(
        'change',
        [
            p('<w:ins w:id="1" w:author="Lan"><w:r><w:t>x</w:t></w:r></w:ins>'),
            p('<w:del w:id="1" w:author="Lan"><w:r><w:delText>x</w:delText></w:r></w:del>'),
            p('<w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="Lan"><w:rPr/></w:rPrChange></w:rPr></w:r>'),
            p('<w:pPr><w:rPr><w:ins w:id="1" w:author="Lan"/></w:rPr></w:pPr>'),
        ],
    )
    def test_tracked_changes_would_go_out_with_every_paper(self, change: str) -> None:
        (found,) = check(P + change + change)
        assert (found.code, found.span.place) == ('MB059', "thân văn bản, đoạn 2")
        assert 'Lan' in found.problem

    def test_comments_are_a_warning(self) -> None:
        comments = (
            f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Lan">{P}</w:comment></w:comments>'
        )
        types = f'<Override PartName="/word/comments.xml" ContentType="{WORD}.comments+xml"/>'
        found = check(
            P + p('<w:r><w:commentReference w:id="0"/></w:r>'),
            main_rels=relation('comments', 'comments.xml'),
            parts={'word/comments.xml': comments.encode()},
            types=types,
        )
        assert [f.code for f in found] == ['MB060']

    def test_a_flood_of_warnings_hides_nothing(self) -> None:
        flood = '<w:writeProtection/>' * 20_000
        assert codes(p('<w:fldSimple w:instr="DDE x"/>'), settings=flood) == {'MB053', 'MB057'}

    def test_what_a_draft_would_be_blamed_for_is_told_of_the_template(self) -> None:
        found = check(p('<w:r><w:footnoteReference w:id="3"/></w:r>') + '<w:tbl><w:tblGrid/></w:tbl>')
        assert [f.code for f in found] == ['MB058', 'MB058']
        assert codes('<w:p/>' * 2) == set()


class TestFields:
    @pytest.mark.parametrize(
        'code',
        [
            'PAGE', ' page \\* MERGEFORMAT ', 'NUMPAGES', 'SECTIONPAGES', 'REF a \\h', 'PAGEREF _Toc1 \\h', 'NOTEREF a',
            'STYLEREF "Heading 1"', 'SEQ Bang \\* ARABIC', 'TOC \\o "1-3" \\h \\z', ' HYPERLINK \\l "_Toc1" ',
            'HYPERLINK \\l _Toc1 \\h',
        ],
    )  # fmt: skip
    def test_harmless(self, code: str) -> None:
        assert check(p(complex_field(code))) == ()
        quoted = code.replace('"', '&quot;')
        assert check(p(f'<w:fldSimple w:instr="{quoted}"/>')) == ()

    @pytest.mark.parametrize(
        'name',
        'DDE DDEAUTO INCLUDETEXT INCLUDEPICTURE LINK EMBED IMPORT DATABASE MACROBUTTON GOTOBUTTON RD AUTOTEXT PRINT'.split(),
    )
    def test_active(self, name: str) -> None:
        for field in (
            complex_field(f' {name} a b'),
            complex_field(*name),
            complex_field(f'\t{name.lower()}', ' c:\\\\x'),
            f'<w:fldSimple w:instr=" {name.title()} x"/>',
            mark('begin') + f'<w:r><w:t>{name} x</w:t></w:r>' + mark('end'),
            mark('begin') + f'<w:r><w:delInstrText>{name} x</w:delInstrText></w:r>' + mark('end'),
        ):
            (only,) = check(P + p(field))
            assert (only.code, only.span.place) == ('MB053', "thân văn bản, đoạn 2")
            assert name in only.problem and only.excerpt

    @pytest.mark.parametrize(
        'code',
        ['HYPERLINK "http://example.vn"', 'HYPERLINK x.docx', 'HYPERLINK \\l a "http://x"', 'HYPERLINK'],
    )
    def test_links_that_lead_out(self, code: str) -> None:
        assert codes(p(complex_field(code))) == {'MB054'}

    def test_a_link_built_by_a_field_inside(self) -> None:
        inner = complex_field('REF a')
        text = '<w:r><w:instrText>HYPERLINK \\l "a" </w:instrText></w:r>'
        assert codes(p(mark('begin') + text + inner + mark('end'))) == {'MB054'}

    @pytest.mark.parametrize('name', ['DATE', 'TIME', 'CREATEDATE', 'SAVEDATE', 'PRINTDATE', 'EDITTIME'])
    def test_fields_of_the_day(self, name: str) -> None:
        assert codes(p(complex_field(f'{name} \\@ "dd/MM/yyyy"'))) == {'MB055'}

    @pytest.mark.parametrize(
        'code',
        ['MERGEFIELD a', 'QUOTE 68 68 69', 'FILENAME', 'IF 1 = 1 a b', '= 2 + 2', '', '"DDE" x', 'PAGEX'],
    )
    def test_all_others_are_refused(self, code: str) -> None:
        assert codes(p(complex_field(code))) == {'MB056'}

    def test_a_name_built_by_a_field_inside(self) -> None:
        assert codes(p(mark('begin') + complex_field('REF a') + mark('end'))) == {'MB056'}

    def test_nested(self) -> None:
        outer = (
            mark('begin')
            + '<w:r><w:instrText>PAGE </w:instrText></w:r>'
            + complex_field('DDE a')
            + mark('end')
        )
        assert codes(p(outer)) == {'MB053'}

    def test_over_paragraphs_and_never_closed(self) -> None:
        begin, code = mark('begin'), '<w:r><w:instrText>{}</w:instrText></w:r>'
        assert codes(p(begin + code.format('DDE')) + p(code.format('AUTO x') + mark('end'))) == {'MB053'}
        assert codes(p(begin + code.format('DDE x'))) == {'MB053', 'MB058'}
        assert codes(p(code.format('DDE x'))) == {'MB053'}

    def test_in_a_header_and_in_a_cell(self) -> None:
        header = f'<w:hdr xmlns:w="{W}">{P}{p(complex_field("DDE a"))}</w:hdr>'.encode()
        types = f'<Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/>'
        found = check(
            main_rels=relation('header', 'header1.xml'), parts={'word/header1.xml': header}, types=types
        )
        assert [(f.code, f.span.place) for f in found] == [('MB053', "đầu trang (header1.xml), đoạn 2")]
        cell = f'<w:tbl><w:tblGrid/><w:tr><w:tc>{p(complex_field("DDE a"))}</w:tc></w:tr></w:tbl>'
        assert [f.span.place for f in check(cell)] == ["thân văn bản, bảng 1, hàng 1, ô 1, đoạn 1"]

    def test_in_a_part_that_nothing_points_to(self) -> None:
        glossary = (
            f'<w:glossaryDocument xmlns:w="{W}">{p(complex_field("DDE a"))}</w:glossaryDocument>'.encode()
        )
        assert codes(parts={'word/glossary/document.xml': glossary}) == {'MB053'}


@pytest.mark.parametrize(
    'body',
    [
        ''.join(p(f'<w:fldSimple w:instr="DDE {i}"/>') for i in range(20_000)),
        p('<w:fldSimple w:instr="DDE"/>' * 50_000),
        p(mark('begin') * 30_000),
        ''.join(f'<w:altChunk r:id="" w:x="{i}"/>' for i in range(20_000)),
    ],
    ids=['different', 'same', 'nested', 'elements'],
)
def test_floods_are_answered_in_time(body: str) -> None:
    start = time.monotonic()
    found = check(body)
    assert 0 < len(found) <= MAX_FINDINGS
    assert any(f.level.stops for f in found)
    assert time.monotonic() - start < 4  # reading included, on a busy machine


def test_all_findings_come_at_once() -> None:
    body = p(complex_field('DDE a')) + p(complex_field('DATE')) + '<w:altChunk r:id=""/>'
    found = codes(
        body,
        main_rels=relation('hyperlink', 'http://example.vn', external=True),
        parts={'word/vbaProject.bin': b''},
    )
    assert found == {'MB040', 'MB044', 'MB046', 'MB053', 'MB055'}
