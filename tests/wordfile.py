"""Word files made of a few lines of XML."""

from __future__ import annotations

from baocao.word.package import write_package

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
_SPACES = {
    'w': W,
    'r': OFFICE,
    'm': 'http://schemas.openxmlformats.org/officeDocument/2006/math',
    'mc': 'http://schemas.openxmlformats.org/markup-compatibility/2006',
    'v': 'urn:schemas-microsoft-com:vml',
    'wp': 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
    'wps': 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape',
}
_NAMES = ' '.join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def run(text: str, properties: str = '') -> str:
    """A run of text."""
    head = f'<w:rPr>{properties}</w:rPr>' if properties else ''
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*content: str, properties: str = '') -> str:
    """A paragraph of runs; bare words become a run."""
    head = f'<w:pPr>{properties}</w:pPr>' if properties else ''
    return f'<w:p>{head}{"".join(c if c.startswith("<") else run(c) for c in content)}</w:p>'


def cell(*content: str, properties: str = '') -> str:
    """A cell of paragraphs."""
    blocks = ''.join(c if c.startswith(('<w:p>', '<w:tbl>')) else par(c) for c in content)
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{properties}</w:tcPr>{blocks}</w:tc>'


def table(*rows: str, columns: int = 2) -> str:
    """A table of rows, each the cells in it or a whole `w:tr`."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    made = ''.join(r if r.startswith('<w:tr>') else f'<w:tr>{r}</w:tr>' for r in rows)
    width = f'<w:tblPr><w:tblW w:w="{1000 * columns}" w:type="dxa"/></w:tblPr>'
    return f'<w:tbl>{width}<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'


def parts_of(body: str, **others: str) -> dict[str, bytes]:
    """The parts of a file with this body; others (`styles`, `numbering`, `footnotes`, `comments` ...) by kind, each
    the content of its root."""
    roots = {'styles': 'styles', 'numbering': 'numbering', 'footnotes': 'footnotes', 'endnotes': 'endnotes'}
    types, relations, parts = '', '', {}
    for number, (kind, content) in enumerate(others.items(), 1):
        root = roots.get(kind, kind)
        parts[f'word/{kind}.xml'] = f'<w:{root} {_NAMES}>{content}</w:{root}>'.encode()
        types += f'<Override PartName="/word/{kind}.xml" ContentType="{_TYPE}{kind}+xml"/>'
        relations += f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
    document = f'<w:document {_NAMES} mc:Ignorable=""><w:body>{body}{SECTION}</w:body></w:document>'
    rels = 'http://schemas.openxmlformats.org/package/2006/relationships'
    return {
        '[Content_Types].xml': (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{types}</Types>'
        ).encode(),
        '_rels/.rels': (
            f'<Relationships xmlns="{rels}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        'word/document.xml': document.encode(),
        'word/_rels/document.xml.rels': f'<Relationships xmlns="{rels}">{relations}</Relationships>'.encode(),
        **parts,
    }


def word_file(body: str, **others: str) -> bytes:
    """The file itself."""
    return write_package(parts_of(body, **others))
