"""Safe reading of XML parts, and the namespaces of the package and of WordprocessingML."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from lxml import etree

W: Final = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R: Final = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
WP: Final = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'
W14: Final = 'http://schemas.microsoft.com/office/word/2010/wordml'
MC: Final = 'http://schemas.openxmlformats.org/markup-compatibility/2006'
M: Final = 'http://schemas.openxmlformats.org/officeDocument/2006/math'
RELATIONSHIPS: Final = 'http://schemas.openxmlformats.org/package/2006/relationships'
CONTENT_TYPES: Final = 'http://schemas.openxmlformats.org/package/2006/content-types'
NAMESPACES: Final = {'w': W, 'r': R, 'wp': WP, 'w14': W14, 'mc': MC, 'm': M}

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: An XML part may be this long (bytes); a paper of 10,000 tasks is below it.
MAX_BYTES: Final = 30 << 20
#: Elements, texts and twice the attributes of a part. A tree costs up to 150 bytes for each, so that
#: `<a/> <a/> ...` within MAX_BYTES would take gigabytes; this keeps it near 500 MB. Word's own markup comes to
#: a third of it when the part is as long as MAX_BYTES allows.
MAX_WEIGHT: Final = 3_500_000

_DECLARED = re.compile(rb'^<\?xml\s[^>]*?encoding\s*=\s*["\']([^"\']*)["\']')
_DECLARATION = re.compile(r'^<\?xml\s[^>]*?\?>\s*')
_ASCII = bytes(range(0x80))
_HARMLESS = bytes(range(0x80, 0xC0)) + bytes(range(0xC2, 0xC7)) + b'\xe1\xe2'


class Why(Enum):
    """Kinds of reasons for which XML is refused."""

    ENCODING = 'encoding'
    DOCTYPE = 'doctype'
    SIZE = 'size'
    SYNTAX = 'syntax'


class XmlFault(Exception):
    """XML that is refused: why, and the 1-based line and column (0 where the whole part is meant)."""

    def __init__(self, why: Why, line: int = 0, column: int = 0) -> None:
        super().__init__(why, line, column)
        self.why = why
        self.line = line
        self.column = column


def to_utf8(data: bytes) -> bytes:
    """The part in UTF-8 without a byte order mark; UTF-16 is recoded.

    Only these two are allowed (ISO 29500-2, 9.1.2.5); anything else raises XmlFault, because a guard that
    looks at bytes must see the same letters as the parser.
    """
    if data.startswith(b'\xef\xbb\xbf'):
        data = data[3:]
    elif data.startswith((b'\xff\xfe', b'\xfe\xff', b'<\x00', b'\x00<')):
        return _from_utf16(data)
    declared = _DECLARED.match(data[:400])
    if declared and declared.group(1).lower() not in (b'utf-8', b'utf8', b'us-ascii', b'ascii'):
        raise XmlFault(Why.ENCODING)
    return data


def _from_utf16(data: bytes) -> bytes:
    little = data.startswith((b'\xff\xfe', b'<\x00'))
    marked = not data.startswith((b'<\x00', b'\x00<'))
    try:
        text = data[2 if marked else 0 :].decode('utf-16-le' if little else 'utf-16-be')
    except UnicodeDecodeError:
        raise XmlFault(Why.ENCODING) from None
    return (HEAD + _DECLARATION.sub('', text, count=1)).encode('utf-8')


def parse(data: bytes) -> etree._Element:
    """The root of an XML part in UTF-8. No entity, no DTD, no network, no repair; the cost is bounded.

    Raises XmlFault.
    """
    if len(data) > MAX_BYTES or _weight(data) > MAX_WEIGHT:
        raise XmlFault(Why.SIZE)
    # Neither can stand in a part in another sense: in text `<` is escaped.
    if b'<!DOCTYPE' in data or b'<!ENTITY' in data:
        raise XmlFault(Why.DOCTYPE)
    return parse_own(data)


def _weight(data: bytes) -> int:
    """At least the number of elements and texts and twice that of attributes; nothing hides from it, since
    an element needs its `<`, a text a `>` before it that no `<` follows, an attribute its `=`."""
    elements = data.count(b'<') - data.count(b'</')
    texts = data.count(b'>') - data.count(b'><')
    return elements + texts + 2 * data.count(b'=')


def parse_own(data: bytes) -> etree._Element:
    """As `parse`, without its bounds: for parts that this program has just written."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise XmlFault(Why.SYNTAX, line or 0, column or 0) from None
    except ValueError:
        raise XmlFault(Why.SYNTAX) from None


def is_surely_nfc(data: bytes) -> bool:
    """True where UTF-8 text is in normalisation form C, and so is any part of it put beside any other.

    False means only that one must look closer. It answers for Vietnamese without decoding: the letters of
    U+0080-01BF, U+1E80-1EFF and U+2002-203F neither combine nor decompose into anything else.
    """
    high = data.translate(None, _ASCII)  # a letter's bytes stay together
    return (
        not high.translate(None, _HARMLESS)
        and high.count(b'\xe1') == high.count(b'\xe1\xba') + high.count(b'\xe1\xbb')
        and high.count(b'\xe2') == high.count(b'\xe2\x80')
        and b'\xe2\x80\x80' not in high
        and b'\xe2\x80\x81' not in high
    )
