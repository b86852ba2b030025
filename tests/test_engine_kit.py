"""What the tests of the engine share: Word files made in memory, and readers of what came out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec import Struct

from baocao.errors import BaoCaoError, Finding
from baocao.text import Data, Mark, Piece, Text
from baocao.view.model import KINDS
from baocao.word import Rendered, Template, compile

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
_R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
_ML = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701"'
    ' w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Rule"><w:name w:val="Đường kẻ"/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Long"><w:name w:val="Đường kẻ dài"/></w:style>'
)


def t(text: str, path: str = 'x', marks: Mark = Mark.NONE) -> Text:
    """A text of one typed piece."""
    return Text((Data(text, path, 0, marks),))


def texts(*pieces: Piece) -> Text:
    return Text(pieces)


EMPTY = Text()


class Person(Struct, frozen=True):
    ten: Text
    vai: str = ''
    nho: tuple[Text, ...] = ()


NOBODY = Person(EMPTY)


class Little(Struct, frozen=True):
    """A small view for the tests of the dialect."""

    ten: Text = EMPTY
    dong: tuple[Text, ...] = ()
    nguoi: tuple[Person, ...] = ()
    vang: Text | None = None
    so: int = 0
    loai: str = ''
    mot: Person = NOBODY
    co: bool = False


def p(text: str, ppr: str = '', rpr: str = '') -> str:
    """A paragraph of one run."""
    return f'<w:p>{ppr and f"<w:pPr>{ppr}</w:pPr>"}{r(text, rpr)}</w:p>'


def r(text: str, rpr: str = '') -> str:
    escaped = text.replace('&', '&amp;').replace('<', '&lt;')
    return f'<w:r>{rpr and f"<w:rPr>{rpr}</w:rPr>"}<w:t xml:space="preserve">{escaped}</w:t></w:r>'


def cell(inner: str, width: int = 4000) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>'


def row(*cells: str, header: bool = False) -> str:
    return f'<w:tr>{"<w:trPr><w:tblHeader/></w:trPr>" if header else ""}{"".join(cells)}</w:tr>'


def table(*rows: str, columns: int = 2) -> str:
    grid = '<w:gridCol w:w="4000"/>' * columns
    width = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f'<w:tbl>{width}<w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def docx(
    body: str,
    header: str | None = None,
    footnotes: str | None = None,
    styles: str = '',
    title: str = '',
    more: dict[str, str] | None = None,
) -> bytes:
    """A whole small .docx; `more` are further parts with their XML."""
    kinds = {'styles': f'<w:styles xmlns:w="{W}">{STYLES}{styles}</w:styles>'}
    section = SECTION
    if header is not None:
        kinds['header'] = f'<w:hdr xmlns:w="{W}">{header}</w:hdr>'
        section = section.replace('<w:pgSz', '<w:headerReference w:type="default" r:id="rIdheader"/><w:pgSz')
    if footnotes is not None:
        kinds['footnotes'] = (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
            f'</w:r></w:p></w:footnote>{footnotes}</w:footnotes>'
        )
    parts = {
        '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_ML}document.main+xml"/>'
        + ''.join(f'<Override PartName="/word/{k}.xml" ContentType="{_ML}{k}+xml"/>' for k in kinds)
        + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.'
        'core-properties+xml"/></Types>',
        '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
        'core-properties" Target="docProps/core.xml"/></Relationships>',
        'word/document.xml': f'<w:document xmlns:w="{W}" xmlns:r="{_R}"><w:body>{body}{section}</w:body></w:document>',
        'word/_rels/document.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships">'
        + ''.join(f'<Relationship Id="rId{k}" Type="{_R}/{k}" Target="{k}.xml"/>' for k in kinds)
        + '</Relationships>',
        'docProps/core.xml': '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        '<dc:creator>Một người nào đó</dc:creator></cp:coreProperties>',
        **{f'word/{k}.xml': v for k, v in kinds.items()},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, _HEAD + xml)
    return out.getvalue()


def fragment(
    samples: dict[str, str] | None = None, without: str = '', extra: str = '', **options: Any
) -> bytes:
    """A shared fragment with every kind of block; `samples` replace the plain ones."""
    plain = p('{% if khoi.so %}{{ khoi.so }} {% endif %}{{ khoi.noi_dung }}')
    rows = [row(cell(p('Loại khối')), cell(p('Đoạn mẫu')), header=True)]
    rows += [
        row(cell(p(k) + p(KINDS[k])), cell((samples or {}).get(k, plain))) for k in KINDS if k != without
    ]
    return docx(table(*rows, extra) + p(''), **options)


def made(
    tmp: Path, data: bytes, view_type: type = Little, sample: bytes | None = None, **options: Any
) -> Template:
    """The compiled template of these bytes."""
    path = tmp / 'mau.docx'
    path.write_bytes(data)
    shared = None
    if sample is not None:
        shared = tmp / 'doan_mau.docx'
        shared.write_bytes(sample)
    return compile(path, 'mau.docx', shared, view_type, **options)


def faults(
    tmp: Path, body: str, view_type: type = Little, sample: bytes | None = None, **options: Any
) -> list[Finding]:
    """The findings with which compiling fails; a template that compiles fails the test."""
    with pytest.raises(BaoCaoError) as caught:
        made(tmp, docx(body, **options), view_type, sample)
    return list(caught.value.findings)


def codes(tmp: Path, body: str, **options: Any) -> list[str]:
    return [f.code for f in faults(tmp, body, **options)]


def part(rendered: Rendered | bytes, name: str = 'word/document.xml') -> etree._Element:
    return etree.fromstring(raw(rendered, name))


def raw(rendered: Rendered | bytes, name: str = 'word/document.xml') -> bytes:
    data = rendered if isinstance(rendered, bytes) else rendered.data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def lines(rendered: Rendered | bytes, name: str = 'word/document.xml') -> list[str]:
    """The paragraphs of a part as text; tabs and line breaks as characters."""
    signs = {f'{{{W}}}tab': '\t', f'{{{W}}}br': '\n'}
    found = []
    for paragraph in part(rendered, name).iter(f'{{{W}}}p'):
        out = [signs.get(str(e.tag)) or (e.text or '') for e in paragraph.iter(f'{{{W}}}t', *signs)]
        found.append(''.join(out))
    return found


def printed(tmp: Path, body: str, view: Any, **options: Any) -> list[str]:
    """The paragraphs that a template of this body prints for the view."""
    return lines(made(tmp, docx(body, **options), type(view)).render(view))
