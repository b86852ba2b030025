"""The letters of a paragraph as people see them, and the elements that they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree
from msgspec import Struct

from baocao.word.looks import Looks
from baocao.word.wordml import RPR, RUN, SDT_CONTENT, T, value, w
from baocao.word.xml import MC, M

_BREAKS = {w('tab'): '\t', w('ptab'): '\t', w('br'): '\n', w('cr'): '\n', w('noBreakHyphen'): '-'}
#: wrappers whose letters are shown: of tracked changes the outcome (17.13.5), of fields the result
_WRAPPERS = frozenset(
    w(n) for n in ('hyperlink', 'ins', 'moveTo', 'smartTag', 'fldSimple', 'customXml', 'dir', 'bdo', 'ruby')
) | {SDT_CONTENT, w('rubyBase')}
_FIELD, _SYMBOL, _SDT, _RUBY, BOX = (w(n) for n in ('fldChar', 'sym', 'sdt', 'ruby', 'txbxContent'))
REFERENCES = (w('footnoteReference'), w('endnoteReference'))
_HOLDERS = frozenset((w('drawing'), w('pict'), w('object')))
_ALTERNATIVES, _CHOICE, _FALLBACK = (f'{{{MC}}}{n}' for n in ('AlternateContent', 'Choice', 'Fallback'))
_MATH, _MATH_TEXT = f'{{{M}}}', f'{{{M}}}t'
_PLACEHOLDER = f'{w("sdtPr")}/{w("showingPlcHdr")}'
_TYPE, _CHARACTER = w('fldCharType'), w('char')

#: fonts of pictures keep their letters in the private area; a sign that is not known stands for itself
UNKNOWN_SIGN = '\ufffc'
_SYMBOLS = {
    0xF02D: '-', 0xF0B7: '•', 0xF0A7: '▪', 0xF06E: '▪', 0xF09F: '•', 0xF0D8: '•', 0xF076: '•', 0xF0FC: '✓', 0xF0E0: '→',
    0xF0B3: '≥', 0xF0A3: '≤', 0xF0B1: '±', 0xF0B4: '×', 0xF0B0: '°', 0xF0B8: '÷', 0xF0AE: '→', 0xF025: '%',
}  # fmt: skip
#: paragraphs that the code of a field may run over; a longer one is no field, and swallows no more of the text
_LONGEST_COMMAND = 5
#: raised digits are no numerals: powers, m², marks of notes that were typed
_RAISED = str.maketrans('0123456789', '⁰¹²³⁴⁵⁶⁷⁸⁹')


class Piece(Struct, frozen=True):
    """Letters of one element (`w:t`, or a tab, a break ...), with their offset in the paragraph."""

    start: int
    text: str
    element: etree._Element


class Anchor(Struct, frozen=True):
    """What hangs on a place of the text: the reference of a note, or the content of a text box, in its run."""

    at: int
    element: etree._Element
    run: etree._Element


@dataclass
class Letters:
    """The letters of one paragraph, as they stand in the file (`raw` need not be in form C)."""

    pieces: list[Piece] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    length: int = 0
    bold: bool = True

    def add(self, text: str, element: etree._Element) -> None:
        """Put letters at the end."""
        self.pieces.append(Piece(self.length, text, element))
        self.length += len(text)

    @cached_property
    def raw(self) -> str:
        """All letters; asked for when none will be added."""
        return ''.join(p.text for p in self.pieces)


@dataclass
class Walk:
    """The way through the paragraphs of one story, in their order: a field may begin in one and end in another.

    `whole` tells that every field of the story is closed; where one is not, none may swallow more than its paragraph.
    """

    looks: Looks
    whole: bool
    _fields: list[bool] = field(default_factory=list)  # of each open field: are we in its result?
    _commands: int = 0  # how many of them we are not
    _silent: int = 0  # paragraphs that end in a code

    def read(self, paragraph: etree._Element, hidden: bool, bold: bool, letters: Letters) -> None:
        """Add the letters of a paragraph, whose style may hide it or set it in bold."""
        self._children(paragraph, hidden, bold, letters)
        self._silent = self._silent + 1 if self._commands else 0
        if not self.whole or self._silent > _LONGEST_COMMAND:
            self._fields.clear()
            self._commands = 0

    def _children(self, parent: etree._Element, hidden: bool, bold: bool, letters: Letters) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, hidden, bold, letters)
            elif tag in _WRAPPERS:
                self._children(child, hidden, bold, letters)
            elif tag == _SDT:
                content = child.find(SDT_CONTENT)
                if content is not None and child.find(_PLACEHOLDER) is None:
                    self._children(content, hidden, bold, letters)
            elif tag == _ALTERNATIVES:
                chosen = _chosen(child)
                if chosen is not None:
                    self._children(chosen, hidden, bold, letters)
            elif isinstance(tag, str) and tag.startswith(_MATH):
                self._math(child, letters)

    def _run(self, run: etree._Element, hidden: bool, bold: bool, letters: Letters) -> None:
        properties, raised = run.find(RPR), False
        if properties is not None:
            hidden = self.looks.hides(properties, hidden)
            bold = self.looks.is_bold(properties, bold)
            raised = value(properties, 'vertAlign') == 'superscript'
        for child in run:
            tag = child.tag
            if tag == _FIELD:
                self._field(child.get(_TYPE))
            elif hidden or self._commands:
                continue
            elif tag == T:
                text = child.text or ''
                self._letters(text.translate(_RAISED) if raised else text, child, bold, letters)
            elif tag in _BREAKS:
                letters.add(_BREAKS[tag], child)
            elif tag == _SYMBOL:
                letters.add(_symbol(child), child)
            elif tag in REFERENCES:
                letters.anchors.append(Anchor(letters.length, child, run))
            elif tag in _HOLDERS or tag == _ALTERNATIVES:
                letters.anchors += (Anchor(letters.length, box, run) for box in boxes(child))
            elif tag == _RUBY:
                self._children(child, hidden, bold, letters)

    def _letters(self, text: str, element: etree._Element, bold: bool, letters: Letters) -> None:
        if text:
            letters.add(text if text.isascii() else text.translate(_SYMBOLS), element)
            letters.bold = letters.bold and (bold or not text.strip())

    def _field(self, kind: str | None) -> None:
        if kind == 'begin':
            self._fields.append(False)
            self._commands += 1
        elif kind == 'separate' and self._fields and not self._fields[-1]:
            self._fields[-1] = True
            self._commands -= 1
        elif kind == 'end' and self._fields:
            self._commands -= not self._fields.pop()

    def _math(self, formula: etree._Element, letters: Letters) -> None:
        if not self._commands:
            for element in formula.iter(_MATH_TEXT):
                self._letters(element.text or '', element, True, letters)


def boxes(element: etree._Element) -> list[etree._Element]:
    """The contents of the text boxes in a drawing, each once; a box within a box is left to its paragraph."""
    if element.tag == BOX:
        return [element]
    if element.tag == _ALTERNATIVES:
        chosen = _chosen(element)
        return [] if chosen is None else boxes(chosen)
    return [box for child in element for box in boxes(child)]


def is_whole(root: etree._Element) -> bool:
    """True where every field of a story is opened, parted and closed in order (17.16.18)."""
    opened = 0
    for mark in root.iter(_FIELD):
        opened += {'begin': 1, 'end': -1}.get(mark.get(_TYPE) or '', 0)
        if opened < 0:
            return False
    return not opened


def _chosen(alternatives: etree._Element) -> etree._Element | None:
    """What is shown of several forms of the same content: the first (ISO 29500-3, 7.6)."""
    found = alternatives.find(_CHOICE)
    return alternatives.find(_FALLBACK) if found is None else found


def _symbol(element: etree._Element) -> str:
    try:
        code = int((element.get(_CHARACTER) or '')[:6], 16)
    except ValueError:
        return UNKNOWN_SIGN
    code = code if code >= 0xF000 or code > 0xFF else code + 0xF000
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    return UNKNOWN_SIGN if 0xD800 <= code <= 0xF8FF or code > 0xFFFF else chr(code)
