"""The labels that Word puts before numbered paragraphs (17.9): `1.`, `a)`, `II.`, a dash for bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from msgspec import Struct

from baocao.word.wordml import value, w

UNTOLD = '#'  # a number of a kind that is not computed here
_BULLETS = '-–—+•▪'
_DEPTHS = 9
_LONGEST = 40
_PLACE = re.compile(r'%([1-9])')
_ID, _NUM_ID, _DEPTH = w('abstractNumId'), w('numId'), w('ilvl')
_ROMAN = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), 'M CM D CD C XC L XL X IX V IV I'.split(), strict=True)
)  # fmt: skip


class _Level(Struct, frozen=True):
    """One level of a list: the kind of its numbers, its text with places, its first number, the level (from 1)
    after which it begins anew (0: never)."""

    kind: str = 'decimal'
    text: str = ''
    start: int = 1
    restart: int = -1


@dataclass
class Listing:
    """The lists of a file with the numbers reached so far; paragraphs are told to it in reading order."""

    root: etree._Element | None
    _numbers: dict[str, etree._Element] = field(default_factory=dict)
    _lists: dict[str, etree._Element] = field(default_factory=dict)
    _by_style: dict[str, etree._Element] = field(default_factory=dict)
    _levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    _reached: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        self._numbers = {n.get(_NUM_ID) or '': n for n in self.root.findall(w('num'))}
        for definition in self.root.findall(w('abstractNum')):
            self._lists[definition.get(_ID) or ''] = definition
            style = value(definition, 'styleLink')
            if style:
                self._by_style.setdefault(style, definition)

    def label(self, number: str | None, depth: str | None) -> str:
        """The label of the next paragraph of a list at a depth (both as typed); '' where it has none."""
        element = self._numbers.get(number or '')
        level = int(depth) if depth and depth in '012345678' and len(depth) == 1 else 0
        if element is None or number is None:
            return ''
        key = value(element, 'abstractNumId') or ''
        here = self._level(number, level)
        reached = self._count(number, key, level, here)
        if here.kind == 'bullet':
            return here.text if here.text and here.text in _BULLETS else '-'
        if here.kind == 'none':
            return ''

        def shown(place: re.Match[str]) -> str:
            other = int(place[1]) - 1
            at = self._level(number, other)
            count = reached[other]
            return _number(at.start if count is None else count, at.kind)

        label = _PLACE.sub(shown, here.text).strip()
        return UNTOLD if UNTOLD in label else label[:_LONGEST]

    def _count(self, number: str, key: str, level: int, here: _Level) -> list[int | None]:
        reached = self._reached.setdefault(key, [None] * _DEPTHS)
        before = reached[level]
        anew = (number, level) not in self._begun and self._override(number, level) is not None
        self._begun.add((number, level))
        reached[level] = here.start if before is None or anew else before + 1
        for deeper in range(level + 1, _DEPTHS):
            restart = self._level(number, deeper).restart
            if restart < 0 or level < restart:
                reached[deeper] = None
        return reached

    def _override(self, number: str, level: int) -> int | None:
        element = self._overriding(number, level)
        return _integer(value(element, 'startOverride')) if element is not None else None

    def _overriding(self, number: str, level: int) -> etree._Element | None:
        found = islice(self._numbers[number].iterchildren(w('lvlOverride')), _DEPTHS)
        return next((o for o in found if o.get(_DEPTH) == str(level)), None)

    def _level(self, number: str, level: int) -> _Level:
        key = (number, level)
        if key not in self._levels:
            self._levels[key] = self._read(number, level)
        return self._levels[key]

    def _read(self, number: str, level: int) -> _Level:
        definition = self._lists.get(value(self._numbers[number], 'abstractNumId') or '')
        link = value(definition, 'numStyleLink')
        if link:
            definition = self._by_style.get(link, definition)
        override = self._overriding(number, level)
        elements = [override.find(w('lvl')) if override is not None else None]
        if definition is not None:
            levels = islice(definition.iterchildren(w('lvl')), _DEPTHS)
            elements += [e for e in levels if e.get(_DEPTH) == str(level)][:1]
        element = next((e for e in elements if e is not None), None)
        if element is None:
            return _Level('none')
        start = self._override(number, level)
        if start is None:
            start = _integer(value(element, 'start'))
        restart = _integer(value(element, 'lvlRestart'))
        return _Level(
            value(element, 'numFmt') or 'decimal',
            (value(element, 'lvlText') or '')[:_LONGEST],
            0 if start is None else start,
            -1 if restart is None else restart,
        )


def _integer(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def _number(count: int, kind: str) -> str:
    """A number as a list shows it; `#` for other kinds, and where no list could be so long."""
    if kind in ('decimal', 'decimalZero'):
        return f'{count:02d}' if kind == 'decimalZero' else str(count)
    if kind in ('lowerLetter', 'upperLetter') and 1 <= count <= 26 * 4:
        letter = chr(ord('a') + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if kind == 'lowerLetter' else letter.upper()
    if kind in ('lowerRoman', 'upperRoman') and 1 <= count < 4000:
        roman = ''
        for amount, letters in _ROMAN:
            roman += letters * (count // amount)
            count %= amount
        return roman.lower() if kind == 'lowerRoman' else roman
    return '' if kind == 'none' else UNTOLD
