"""Fields that remember: every printed value stands in a hidden control that carries its path in the data, and a part
of the draft tells what was printed there.

Controls are flat: run-level, never in one another, never around the reference of a note (17.5.2.29). Beside each
stands a hidden bookmark (17.13.6.2), for programs that drop controls. What the program itself added (numbers, `;`)
stands outside: it is not read back. A text that goes to be signed has none of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from lxml import etree
from msgspec import Struct, field

from baocao.text import Data, Glue, Piece, Ref, Text
from baocao.word import assembly
from baocao.word.wordml import W15, XML_HEAD, w
from baocao.word.xml import MC

#: the namespace of the part that remembers; its last number changes with its form
MEMORY: str = 'urn:baocao:ban-thao:1'
#: the longest tag that Word keeps (17.5.2.42)
LONGEST_TAG = 64
_BOOKMARK = '_bc'
_BEGIN = (
    b'<w:bookmarkStart w:id="%d" w:name="_bc%d"/><w:sdt><w:sdtPr><w:tag w:val="%b"/><w:id w:val="%d"/>'
    b'<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>'
)
_END = b'</w:sdtContent></w:sdt><w:bookmarkEnd w:id="%d"/>'
#: ids that a draft may need one after another
_ROOM = 1_000_000
_STORE = '{8F4B0A5E-6C1D-4E0B-9A57-3B1E0C5D2A61}'
_STORE_NAMESPACE = 'http://schemas.openxmlformats.org/officeDocument/2006/customXml'
_STORE_TYPE = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml'
_ROOT = re.compile(r'<[A-Za-z_][^>]*?(?=/?>)')
_NEEDS_ESCAPE, _MARKUP = re.compile('[&<>"\t\n]'), re.compile('[&<>]')


def segment_end(pieces: tuple[Piece, ...], at: int, path: str) -> int:
    """Where the control that begins with a piece of a value ends. White space that the program set anew inside the
    value stays in it; a reference and what follows it do not."""
    end, length = at + 1, len(pieces)
    while end < length:
        piece = pieces[end]
        if _continues(piece, path):
            end += 1
        elif isinstance(piece, Glue) and piece.text.isspace() and _continues_at(pieces, end + 1, path):
            end += 2
        else:
            break
    return end


def kept_path(piece: Piece) -> str:
    """The path by which a piece is kept in a control: of typed data its own, of a reference what it printed; '' for a
    piece that gets no control."""
    if isinstance(piece, Data):
        return '' if piece.derived or not piece.text else piece.path
    if isinstance(piece, Ref) and piece.text:
        return f'${{{name_of(piece)}}}'
    return ''


def _continues(piece: Piece, path: str) -> bool:
    return isinstance(piece, Data) and piece.path == path and not piece.derived


def _continues_at(pieces: tuple[Piece, ...], at: int, path: str) -> bool:
    return at < len(pieces) and _continues(pieces[at], path)


def name_of(piece: Ref) -> str:
    """What a reference printed: figure, field where the figure's name does not end with it, format."""
    name = piece.figure
    if piece.field and name.rpartition('.')[2] != piece.field:
        name = f'{name}.{piece.field}'
    return f'{name}|{piece.format}' if piece.format else name


class Fields(Struct):
    """The controls of one draft: gives each its number, and keeps what was printed in it."""

    first: int = 1
    _number: int = 0
    _seen: dict[str, int] = field(default_factory=dict)
    _notes: dict[str, int] = field(default_factory=dict)
    _kept: list[str] = field(default_factory=list)

    def open(self, path: str, first: Data | Ref, text: str) -> tuple[bytes, bytes]:
        """What stands before the runs of a control and what after them; `first` is its first piece, `text` all that
        is printed in it, `path` as `kept_path` gives it."""
        number = self._next()
        times = self._seen[path] = self._seen.get(path, 0) + 1
        shown = path if _NEEDS_ESCAPE.search(path) is None else _escaped(path)
        tag = shown if times == 1 else f'{shown}#{times}'
        if len(path) > LONGEST_TAG - 12 and len(path) + len(tag) - len(shown) > LONGEST_TAG:
            tag = f'#{number}'
        if _MARKUP.search(text) is not None:
            text = _content(text)
        if isinstance(first, Data):
            self._kept.append(f'<o so="{number}" duong-dan="{shown}" tu="{first.at}">{text}</o>')
        else:
            place = f' duong-dan="{_escaped(first.path)}" tu="{first.at}"' if first.path else ''
            self._kept.append(f'<o so="{number}"{place} tham-chieu="{shown[2:-1]}">{text}</o>')
        return _BEGIN % (number, number, tag.encode(), number), _END % number

    def note(self, key: str) -> tuple[bytes, bytes]:
        """What stands before and after the reference of a note: a bookmark, since a control around it brings
        down LibreOffice."""
        number = self._notes[key] = self._next()
        begin = f'<w:bookmarkStart w:id="{number}" w:name="{_BOOKMARK}{number}"/>'
        return begin.encode(), b'<w:bookmarkEnd w:id="%d"/>' % number

    def keep_note(self, key: str, paragraphs: Iterable[Text]) -> None:
        """Keep the printed paragraphs of a note with the bookmark of its reference."""
        for text in paragraphs:
            path = next((p.path for p in text.pieces if isinstance(p, Data)), '')
            self._kept.append(
                f'<o so="{self._notes[key]}" duong-dan="{_escaped(path)}" tu="0" chu-thich="{_escaped(key)}">'
                f'{_content(text.plain)}</o>'
            )

    def memory(self, origin: str) -> bytes:
        """The part that remembers: number, path, offset in the value and printed text of each control. `origin` is
        the paper's place among the data."""
        head = f'<ban-thao xmlns="{MEMORY}" van-ban="{_escaped(origin)}">'
        return XML_HEAD + ''.join((head, *self._kept, '</ban-thao>')).encode()

    def _next(self) -> int:
        number = self.first + self._number
        self._number += 1
        return number


def _content(text: str) -> str:
    """The text for the content of an element."""
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def _escaped(text: str) -> str:
    """The text for an attribute, where line feeds and tabs survive only as references."""
    if _NEEDS_ESCAPE.search(text) is None:
        return text
    for sign, name in (
        ('&', '&amp;'),
        ('<', '&lt;'),
        ('>', '&gt;'),
        ('"', '&quot;'),
        ('\t', '&#9;'),
        ('\n', '&#10;'),
    ):
        text = text.replace(sign, name)
    return text


def first_free(roots: Iterable[etree._Element]) -> int:
    """The first of many numbers that no bookmark and no control of a template has, as id or as name."""
    used: set[int] = set()
    for root in roots:
        for element in root.iter(w('bookmarkStart'), w('bookmarkEnd'), w('sdtPr')):
            own = element.find(w('id')) if element.tag == w('sdtPr') else element
            ident = None if own is None else own.get(w('val')) or own.get(w('id'))
            name = (element.get(w('name')) or '').removeprefix(_BOOKMARK)
            used.update(int(n) for n in (ident or '', name) if n.isdecimal())
    start = 1
    for number in sorted(used):
        if start <= number < start + _ROOM:
            start = number + 1
    return start


def declared(xml: str) -> str:
    """The XML of a part with the namespace of hidden controls, which older programs may pass over.

    Raises ValueError where the prefix means something else in the part.
    """
    found = _ROOT.search(xml, xml.index('?>') + 2 if xml.startswith('<?xml') else 0)
    if found is None:
        return xml
    head = found.group()
    if f'xmlns:w15="{W15}"' not in head:
        if 'xmlns:w15=' in head:
            raise ValueError('the prefix w15 is not that of Word 2013')
        head += f' xmlns:w15="{W15}"'
    prefix = next(iter(re.findall(rf'xmlns:([\w.-]+)="{re.escape(MC)}"', head)), '')
    if not prefix:
        prefix = 'mc'
        head += f' xmlns:mc="{MC}"'
    passed = re.search(rf' {prefix}:Ignorable="([^"]*)"', head)
    if passed is None:
        head += f' {prefix}:Ignorable="w15"'
    elif 'w15' not in passed.group(1).split():
        head = head.replace(
            passed.group(), f' {prefix}:Ignorable="{passed.group(1)} w15"'.replace('=" ', '="')
        )
    return xml[: found.start()] + head + xml[found.end() :]


def add_memory(parts: dict[str, bytes], main: str) -> str:
    """The name of the part that remembers, put into the package with what belongs to it (ISO 29500-1, 22.5)."""
    number = next(n for n in count(1) if f'customXml/item{n}.xml' not in parts)
    name, about = f'customXml/item{number}.xml', f'customXml/itemProps{number}.xml'
    assembly.add(parts, name, b'', 'application/xml')
    assembly.relate(parts, main, assembly.office('customXml'), name)
    properties = (
        f'<ds:datastoreItem xmlns:ds="{_STORE_NAMESPACE}" ds:itemID="{_STORE}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{MEMORY}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    assembly.add(parts, about, XML_HEAD + properties.encode(), _STORE_TYPE)
    assembly.relate(parts, name, assembly.office('customXmlProps'), about)
    return name
