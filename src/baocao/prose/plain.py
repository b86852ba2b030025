"""Plain text -> Prose: one passage a line, notes told by the superior numbers that open them."""

from __future__ import annotations

from msgspec import Struct

from baocao.errors import Span
from baocao.prose.composed import composed
from baocao.prose.model import Kind, Passage, Prose, leading_sign
from baocao.regexes import regex

_SUPERIOR = '⁰¹²³⁴⁵⁶⁷⁸⁹'
_MARK = regex(f'[{_SUPERIOR}]+')


class Line(Struct, frozen=True):
    """A line of a text file: `raw` as it stands there, of which the passage is the NFC form."""

    file: str
    number: int
    raw: str

    def span(self, start: int, end: int) -> Span:
        """Line and columns of a part of the passage."""
        _, columns = composed(self.raw)
        return Span(self.file, self.number, columns[start] + 1, self.number, columns[end] + 1)

    def excerpt(self, start: int, end: int) -> str:
        """The line itself."""
        return self.raw

    def told(self, start: int, end: int) -> tuple[Span, str]:
        """The place and the line."""
        return self.span(start, end), self.excerpt(start, end)


def read_plain(text: str, name: str) -> Prose:
    """The prose of a plain text. A line that a superior number opens is a note where an earlier line refers to that
    number; the items right below it belong to the note."""
    passages: list[Passage] = []
    referred: set[str] = set()
    note = ''
    for number, raw in enumerate(text.split('\n'), 1):
        line, _ = composed(raw.rstrip('\r'))
        if not line.strip():
            continue
        opener = _MARK.match(line.lstrip())
        if opener and opener[0] in referred:
            note = opener[0]
        elif not (note and leading_sign(line)[0] in ('-', '–', '+')):
            note = ''
        sign, start = leading_sign(line)
        if opener and note == opener[0]:
            start = line.index(opener[0]) + len(opener[0])
        marks = tuple((m.start(), m[0]) for m in _MARK.finditer(line, start) if m.start() > start)
        referred |= {key for _, key in marks}
        kind = Kind.NOTE if note else Kind.ITEM if sign else Kind.PARAGRAPH
        where = Line(name, number, raw.rstrip('\r'))
        passages.append(Passage(line, where, kind, sign, start, note=note, notes=marks))
    return Prose(name, tuple(passages))
