"""Prose: what a check reads of a paper, alike whether it comes from a View, a Word file or plain text."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from msgspec import Struct

from baocao.errors import Span
from baocao.regexes import regex


class Kind(Enum):
    """What a passage is in its paper."""

    HEADING = 'heading'
    PARAGRAPH = 'paragraph'
    ITEM = 'item'  # a paragraph that a sign leads: a dash, a number, a letter
    CELL = 'cell'
    NOTE = 'note'
    FRAME = 'frame'  # what stands around the body: header, subject, bases, recipients, signature


class Where(Protocol):
    """The place of a passage: offsets of its text -> a place that a person finds."""

    def span(self, start: int, end: int) -> Span:
        """The place of a part of the text (offsets, the end exclusive)."""
        ...

    def excerpt(self, start: int, end: int) -> str:
        """The line or sentence that a finding shows for this part."""
        ...

    def told(self, start: int, end: int) -> tuple[Span, str]:
        """Both: the place of a part and what a finding shows for it."""
        ...


class Cell(Struct, frozen=True):
    """The place of a cell in its table: ordinals from 0 of the table in the paper, of the row and of the column
    of the grid, and how many of them it covers. `head` marks the rows that are repeated on every page."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False


class Passage(Struct, frozen=True, eq=False):
    """One paragraph, of the body, of a cell or of a note; a passage equals only itself.

    `text` is NFC, with no-break spaces as they are and the leading sign where it is typed; `sign` is that sign
    (`-`, `1.`, `a)`, `(3)`, `Điều 4.`), also where Word numbers the paragraph itself, and `start` the offset of the
    first word after it. `notes` are the notes referred to: offset, key; `note` is the key of the note that the
    passage itself belongs to.
    """

    text: str
    where: Where
    kind: Kind = Kind.PARAGRAPH
    sign: str = ''
    start: int = 0
    cell: Cell | None = None
    note: str = ''
    notes: tuple[tuple[int, str], ...] = ()

    @property
    def opens_list(self) -> bool:
        """True where the text ends with a colon."""
        text = self.text
        return text.endswith(':') or (text[-1:] in ' *_' and text.rstrip(' *_').endswith(':'))


class Prose(Struct, frozen=True):
    """All passages of one paper in reading order, each note after the body. `name` is the file as the user
    named it."""

    name: str
    passages: tuple[Passage, ...]


#: what leads an item: a dash, a plus, a bullet, a number or a letter with its sign, the number of an Điều
_SIGN = regex(
    r'[\s#*_]*(?P<sign>[-–—+•▪](?=\s)|\((?:\d{1,3}|[a-zđ])\)|\d{1,2}(?:\.\d{1,2})*\.?(?=\s+[^\W\d_a-zđ])|\d{1,2}(?:\.\d{1,2})*\)'
    r'|[a-zđ]\)|[IVXL]{1,6}\.(?=\s)|Điều\s+\d{1,3}\.)\s*'
)


def leading_sign(text: str) -> tuple[str, int]:
    """The sign that leads a paragraph, and the offset of the first word after it; ('', 0) where there is none."""
    found = _SIGN.match(text)
    if found is None or found.end() == len(text):
        return '', len(text) - len(text.lstrip())
    return ' '.join(found['sign'].split()), found.end()


#: words whose dot ends no sentence
_SHORT = frozenset(
    ('tp', 'tx', 'tt', 'ths', 'ts', 'pgs', 'gs', 'bs', 'kt', 'tm', 'tl', 'tuq', 'q', 'p', 'st', 'v.v')
)
_LONGEST_SHORT = max(map(len, _SHORT))
#: what ends a sentence inside a paragraph; it opens with a class of letters, so that the search runs over all else
_END = regex(
    r'[.!?…\n](?:(?<=\n)|[.!?…]*["”»)\]*]*(?=\s+["“«(\[*]*[^\W\d_a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]))'
)


#: letters of a text that may be one word
_WORD = 24


def sentences(text: str, start: int = 0) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph as offsets, from `start` on; they leave out the white space between them.

    A dot ends one before white space and a capital, but not after an abbreviation (`TP.`), an initial or a number
    that leads a line.
    """
    if len(text) <= _WORD and text.split() == [text]:  # a number in a cell
        return ((start, len(text)),) if start < len(text) else ()
    found: list[tuple[int, int]] = []
    begin = start
    for mark in _END.finditer(text, start):
        at, end = mark.span()
        if end == at + 1 and text[at] == '.' and _is_short(text[max(begin, at - 8) : at]):
            continue
        found.append(_stripped(text, begin, end))
        begin = end
    found.append(_stripped(text, begin, len(text)))
    return tuple([part for part in found if part[0] < part[1]])


def _is_short(before: str) -> bool:
    """True where a text ends with an abbreviation or an initial."""
    last = before.replace('\u00a0', ' ').rpartition(' ')[2]
    if len(last) > _LONGEST_SHORT:
        return False
    last = last.casefold()
    return last in _SHORT or (len(last) == 1 and last.isalpha())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without the white space at both ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
