"""Field codes of a Word file (ISO 29500-1, 17.16): which of them a template may hold, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

from lxml import etree
from msgspec import Struct, field

from baocao.word.xml import W

#: Fields that only look at the document itself and give the same text for the same document.
HARMLESS: Final = frozenset(
    ('PAGE', 'NUMPAGES', 'SECTIONPAGES', 'REF', 'PAGEREF', 'NOTEREF', 'STYLEREF', 'SEQ', 'TOC')
)
#: Fields that run programs, read files or reach the network when they are updated.
ACTIVE: Final = frozenset(
    (
        'DDE',
        'DDEAUTO',
        'INCLUDE',
        'INCLUDETEXT',
        'INCLUDEPICTURE',
        'LINK',
        'EMBED',
        'IMPORT',
        'DATABASE',
        'MACROBUTTON',
        'GOTOBUTTON',
        'RD',
        'AUTOTEXT',
        'AUTOTEXTLIST',
        'GLOSSARY',
        'PRINT',
        'HTMLACTIVEX',
        'CONTROL',
        'ADDIN',
        'PRIVATE',
    )
)
#: Fields whose result depends on the day or the clock.
OF_THE_DAY: Final = frozenset(('DATE', 'TIME', 'CREATEDATE', 'SAVEDATE', 'PRINTDATE', 'EDITTIME'))

_P, _CHAR, _SIMPLE, _T = (f'{{{W}}}{n}' for n in ('p', 'fldChar', 'fldSimple', 't'))
_CODES = (f'{{{W}}}instrText', f'{{{W}}}delInstrText')
_CHAR_TYPE, _INSTRUCTION = f'{{{W}}}fldCharType', f'{{{W}}}instr'
_MAX_DEPTH = 64  # Word gives up long before; a field below it has no name and so is refused
_NAME = re.compile(r'\s*([^\s"\\]+)')
# Only a place in this very document: HYPERLINK \l "bookmark", with switches that take nothing.
_INNER_LINK = re.compile(r'\s*HYPERLINK\s+\\l\s+("[^"\\]*"|[^\s"\\]+)(\s+\\[nh])*\s*', re.IGNORECASE)


class Danger(Enum):
    """Why a field is refused."""

    ACTIVE = 'active'
    LINK = 'link'
    DAY = 'day'
    UNKNOWN = 'unknown'


class Code(Struct, frozen=True):
    """A field code, joined over its runs, and the element where it begins."""

    text: str
    element: etree._Element
    holds_fields: bool

    @property
    def name(self) -> str:
        """The first word in capitals; empty where the code is built by the fields inside it."""
        found = _NAME.match(self.text)
        return found.group(1).upper() if found else ''

    @property
    def danger(self) -> Danger | None:
        """None for a harmless field."""
        name = self.name
        if name in HARMLESS:
            return None
        if name == 'HYPERLINK':
            return None if _INNER_LINK.fullmatch(self.text) and not self.holds_fields else Danger.LINK
        if name in ACTIVE:
            return Danger.ACTIVE
        return Danger.DAY if name in OF_THE_DAY else Danger.UNKNOWN


class _Open(Struct):
    element: etree._Element
    pieces: list[str] = field(default_factory=list)
    in_code: bool = True
    holds_fields: bool = False


def codes(root: etree._Element) -> Iterator[Code]:
    """All field codes of a part, inner ones before the field around them; also of fields never closed, and
    of codes that stand outside any field."""
    opened: list[_Open] = []
    for element in root.iter(_CHAR, _SIMPLE, _T, *_CODES):
        if element.tag == _SIMPLE:
            _mark_outer(opened)
            yield Code(element.get(_INSTRUCTION) or '', element, False)
        elif element.tag == _CHAR:
            kind = element.get(_CHAR_TYPE)
            if kind == 'begin' and len(opened) == _MAX_DEPTH:
                yield Code('', element, True)
            elif kind == 'begin':
                _mark_outer(opened)
                opened.append(_Open(element))
            elif kind == 'separate' and opened:
                opened[-1].in_code = False
            elif kind == 'end' and opened:
                yield _closed(opened.pop())
        elif opened and opened[-1].in_code:
            opened[-1].pieces.append(element.text or '')  # w:t too: Word reads all text before `separate`
        elif element.tag in _CODES and (element.text or '').strip():
            yield Code(element.text or '', element, False)
    while opened:
        yield _closed(opened.pop())


def _mark_outer(opened: list[_Open]) -> None:
    if opened and opened[-1].in_code:
        opened[-1].holds_fields = True


def _closed(found: _Open) -> Code:
    return Code(''.join(found.pieces), found.element, found.holds_fields)
