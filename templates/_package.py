"""The parts of a lean Word package (ISO/IEC 29500) and its bytes, the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from _styles import FONT, Style, styles_xml
from _wordml import R, W, paragraph, run

#: A4 with the margins of the Decree (Phụ lục I, Phần I, Mục I): top and bottom 20 mm, left 30 mm, right 15 mm
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = 1134, 1134, 1701, 851
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT

_PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
_OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
_WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
_FONTS = (
    f'<w:fonts xmlns:w="{W}"><w:font w:name="{FONT}"><w:panose1 w:val="02020603050405020304"/>'
    '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)
_APP = f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>baocao</Application></Properties>'


def _document(body: str, page_numbers: bool, first_footer: bool) -> str:
    headers = (
        '<w:headerReference w:type="default" r:id="rId5"/><w:headerReference w:type="first" r:id="rId6"/>'
        if page_numbers
        else ''
    )
    headers += '<w:footerReference w:type="first" r:id="rId7"/>' if first_footer else ''
    first = '<w:titlePg/>' if page_numbers else ''
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>{headers}'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{TOP}" w:right="{RIGHT}" '
        f'w:bottom="{BOTTOM}" w:left="{LEFT}" w:header="510" w:footer="510" w:gutter="0"/>'
        f'<w:pgNumType w:start="1"/>{first}</w:sectPr></w:body></w:document>'
    )


def _header(*runs: str) -> str:
    return f'<w:hdr xmlns:w="{W}">{paragraph("Header", *runs)}</w:hdr>'


def _page_number() -> str:
    """The header from page 2 on: the number of the page, centred (Phụ lục I, Phần I, Mục I khoản 7)."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return _header(mark('begin'), instruction, mark('separate'), run('2'), mark('end'))


def _footnotes() -> str:
    """The lines above the notes; the notes themselves come from the data."""
    single = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    notes = ''.join(
        f'<w:footnote w:type="{kind}" w:id="{i}"><w:p>{single}<w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for i, kind in ((-1, 'separator'), (0, 'continuationSeparator'))
    )
    return f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
        '<dc:language>vi-VN</dc:language></cp:coreProperties>'
    )


def _relationships(*pairs: tuple[str, str]) -> str:
    rows = ''.join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def package(
    body: str, title: str, styles: Iterable[Style], page_numbers: bool = True, first_footer: str = ''
) -> dict[str, str]:
    """All parts of one template in their order in the file; `first_footer` is the content of page 1's footer."""
    inner = {
        'styles.xml': ('styles', styles_xml(styles)),
        'settings.xml': ('settings', _SETTINGS),
        'fontTable.xml': ('fontTable', _FONTS),
        'footnotes.xml': ('footnotes', _footnotes()),
    }
    if page_numbers:
        inner |= {'header1.xml': ('header', _page_number()), 'header2.xml': ('header', _header())}
    if first_footer:
        inner['footer1.xml'] = ('footer', f'<w:ftr xmlns:w="{W}">{first_footer}</w:ftr>')
    types = {'word/document.xml': f'{_WORD}.document.main+xml'}
    types |= {f'word/{name}': f'{_WORD}.{kind}+xml' for name, (kind, _) in inner.items()}
    types['docProps/core.xml'] = 'application/vnd.openxmlformats-package.core-properties+xml'
    types['docProps/app.xml'] = 'application/vnd.openxmlformats-officedocument.extended-properties+xml'
    overrides = ''.join(f'<Override PartName="/{n}" ContentType="{t}"/>' for n, t in types.items())
    return {
        '[Content_Types].xml': f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        '_rels/.rels': _relationships(
            (f'{_OFFICE}/relationships/officeDocument', 'word/document.xml'),
            (f'{_PACKAGE}/relationships/metadata/core-properties', 'docProps/core.xml'),
            (f'{_OFFICE}/relationships/extended-properties', 'docProps/app.xml'),
        ),
        'word/document.xml': _document(body, page_numbers, bool(first_footer)),
        'word/_rels/document.xml.rels': _relationships(
            *((f'{_OFFICE}/relationships/{kind}', name) for name, (kind, _) in inner.items())
        ),
        **{f'word/{name}': content for name, (_, content) in inner.items()},
        'docProps/core.xml': _core(title),
        'docProps/app.xml': _APP,
    }


def zipped(parts: dict[str, str]) -> bytes:
    """The package as one file: fixed order, fixed dates."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w') as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, (_XML + content).encode(), compresslevel=9)
    return file.getvalue()
