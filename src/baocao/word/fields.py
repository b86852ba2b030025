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
from typing import Final

from lxml import etree
from msgspec import Struct, field

from baocao.text import Data, Glue, Piece, Ref, Text
from baocao.word import assembly
from baocao.word.wordml import W15, XML_HEAD, in_text, w
from baocao.word.xml import MC

#: the namespace of the part that remembers; its last number changes with its form
MEMORY: Final = 'urn:baocao:ban-thao:1'
#: the longest tag that Word keeps (17.5.2.42)
LONGEST_TAG: Final = 64
_BOOKMARK = '_bc'
_MARK, _MARK_END = b'<w:bookmarkStart w:id="%d" w:name="_bc%d"/>', b'<w:bookmarkEnd w:id="%d"/>'
_BEGIN = _MARK + (
    b'<w:sdt><w:sdtPr><w:tag w:val="%b"/><w:id w:val="%d"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
    b'<w:sdtContent>'
)
_END = b'</w:sdtContent></w:sdt>' + _MARK_END
#: ids that a draft may need one after another
_ROOM = 1_000_000
_STORE = '{8F4B0A5E-6C1D-4E0B-9A57-3B1E0C5D2A61}'
_STORE_NAMESPACE = 'http://schemas.openxmlformats.org/officeDocument/2006/customXml'
_STORE_TYPE = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml'
_ROOT = re.compile(r'<[A-Za-z_][^>]*?(?=/?>)')
#: what `Fields.memory` writes
_FORM = re.compile(
    rb'%b<ban-thao xmlns="%b" van-ban="[^"<]*">(?:<o so="\d+"(?: duong-dan="[^"<]*" tu="-?\d+")?'
    rb'(?: tham-chieu="[^"<]*")?(?: chu-thich="[^"<]*")?>[^<]*</o>)*+</ban-thao>'
    % (re.escape(XML_HEAD), re.escape(MEMORY.encode()))
)
_NEEDS_ESCAPE = re.compile('[&<>"\t\n]')


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
    """The controls of one draft: gives each its number, `free` and those after it, and keeps what was printed in it."""

    free: int = 1
    _seen: dict[str, int] = field(default_factory=dict)
    _notes: dict[str, list[int]] = field(default_factory=dict)
    _kept: list[str] = field(default_factory=list)

    def open(self, path: str, first: Data | Ref, text: str) -> tuple[bytes, bytes]:
        """What stands before the runs of a control and what after them; `first` is its first piece, `text` all that
        is printed in it, escaped, `path` as `kept_path` gives it."""
        number = self.free
        self.free += 1
        times = self._seen[path] = self._seen.get(path, 0) + 1
        shown, turn = _escaped(path), '' if times == 1 else f'#{times}'
        tag = shown + turn if len(path) + len(turn) <= LONGEST_TAG else f'#{number}'
        if isinstance(first, Data):
            about = f' duong-dan="{shown}" tu="{first.at}"'
        else:
            place = f' duong-dan="{_escaped(first.path)}" tu="{first.at}"' if first.path else ''
            about = f'{place} tham-chieu="{shown[2:-1]}"'
        self._kept.append(f'<o so="{number}"{about}>{text}</o>')
        return _BEGIN % (number, number, tag.encode(), number), _END % number

    def note(self, key: str) -> tuple[bytes, bytes]:
        """What stands before and after the reference of a note: a bookmark, since a control around it brings
        down LibreOffice."""
        number = self.free
        self.free += 1
        self._notes.setdefault(key, []).append(number)
        return _MARK % (number, number), _MARK_END % number

    def keep_note(self, key: str, paragraphs: Iterable[Text]) -> None:
        """Keep the printed paragraphs of a note with the bookmark of its reference, of the first that has none yet."""
        number = self._notes[key].pop(0)
        for text in paragraphs:
            first = next((p for p in text.pieces if isinstance(p, Data)), None)
            place = f' duong-dan="{_escaped(first.path)}" tu="{first.at}"' if first is not None else ''
            self._kept.append(
                f'<o so="{number}"{place} chu-thich="{_escaped(key)}">{in_text(text.plain)}</o>'
            )

    def memory(self, origin: str) -> bytes:
        """The part that remembers: number, path, offset in the value and printed text of each control. `origin` is
        the paper's place among the data."""
        head = f'<ban-thao xmlns="{MEMORY}" van-ban="{_escaped(origin)}">'
        return XML_HEAD + ''.join((head, *self._kept, '</ban-thao>')).encode()


def is_memory(data: bytes) -> bool:
    """True for a part of the very form of `Fields.memory`, so that it is well-formed if its letters and references are."""
    return _FORM.fullmatch(data) is not None


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

    Raises ValueError where a prefix means something else in the part.
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
        if 'xmlns:mc=' in head:
            raise ValueError('the prefix mc is not that of markup compatibility')
        prefix = 'mc'
        head += f' xmlns:mc="{MC}"'
    passed = re.search(rf' {prefix}:Ignorable="([^"]*)"', head)
    if passed is None:
        head += f' {prefix}:Ignorable="w15"'
    elif 'w15' not in (known := passed.group(1).split()):
        head = head.replace(passed.group(), f' {prefix}:Ignorable="{" ".join((*known, "w15"))}"')
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
