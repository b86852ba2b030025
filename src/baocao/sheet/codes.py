"""The codes of Excel's number formats, taken apart: sections, conditions, tokens (ISO 29500-1, 18.8.31)."""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

TokenKind = Literal[
    'literal', 'digit', 'point', 'comma', 'percent', 'date', 'elapsed', 'noon', 'text', 'general', 'unknown'
]

#: Letters of a code that Excel takes.
_LONGEST = 255
_COLOUR = re.compile(r'(?:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]{1,2})', re.IGNORECASE)
_CONDITION = re.compile(r'(<=|>=|<>|<|>|=)\s*(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)')
_COMPARED = {
    '<=': operator.le,
    '>=': operator.ge,
    '<>': operator.ne,
    '<': operator.lt,
    '>': operator.gt,
    '=': operator.eq,
}
_NOON = re.compile(r'AM/PM|A/P', re.IGNORECASE)
_DATE = re.compile(r'([dmyhs])\1*', re.IGNORECASE)


class Token(Struct, frozen=True):
    """A sign of a code: a literal with its text, a place for a digit (`0`, `#`, `?`), a part of a date (`dd`)."""

    kind: TokenKind
    text: str = ''


SectionKind = Literal['number', 'date', 'text', 'general', 'unknown']


class Section(Struct, frozen=True):
    """One of the sections that semicolons divide, and what it can show."""

    tokens: tuple[Token, ...]
    kind: SectionKind
    condition: tuple[str, Decimal] | None = None

    def holds(self, value: Decimal) -> bool:
        """True where the section's condition is met, or it has none."""
        return self.condition is None or bool(_COMPARED[self.condition[0]](value, self.condition[1]))


class Form(Struct, frozen=True):
    """A format: its sections for numbers (none where the code cannot be told), and the one for texts."""

    numbers: tuple[Section, ...]
    text: Section | None = None


def parse(code: str) -> Form:
    """The format that a code writes."""
    if len(code) > _LONGEST:
        return Form(())
    sections = list(_sections(code))
    last = sections[-1]
    has_text = any(t.kind == 'text' for t in last.tokens)
    if len(sections) > 4:
        return Form(())
    if len(sections) == 4:
        return Form(tuple(sections[:3]), last)
    if has_text and len(sections) > 1:
        return Form(tuple(sections[:-1]), last)
    return Form(tuple(sections), last if has_text else None)


def _sections(code: str) -> Iterator[Section]:
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for token in (*_tokens(code), None):
        if token is None:
            yield Section(tuple(tokens), _kind(tokens), condition)
            tokens, condition = [], None
        elif isinstance(token, Token):
            tokens.append(token)
        else:
            condition = token


def _kind(tokens: Sequence[Token]) -> SectionKind:
    counts = Counter(t.kind for t in tokens)
    is_date = bool(counts['date'] or counts['elapsed'] or counts['noon'])
    if counts['unknown'] or (is_date and counts.keys() & {'digit', 'percent', 'text', 'general'}):
        return 'unknown'
    if is_date:
        return 'date'
    if counts['digit']:
        is_fraction = any(t.kind == 'literal' and t.text == '/' for t in tokens)
        return 'unknown' if counts['point'] > 1 or is_fraction or counts['text'] else 'number'
    return 'text' if counts['text'] else 'general' if counts['general'] else 'number'


def _tokens(code: str) -> Iterator[Token | tuple[str, Decimal] | None]:
    """The tokens of a code; None between sections, a pair for a condition."""
    at = 0
    while at < len(code):
        sign, rest = code[at], code[at + 1 : at + 2]
        at += 1
        if sign == ';':
            yield None
        elif sign == '"':
            end = code.find('"', at)
            end = len(code) if end < 0 else end
            yield Token('literal', code[at:end])
            at = end + 1
        elif sign == '\\':
            yield Token('literal', rest)
            at += 1
        elif sign in '_*':  # room as wide as a sign, or filled with it
            yield Token('literal', ' ' if sign == '_' or rest == ' ' else '')
            at += 1
        elif sign == '[':
            end = code.find(']', at)
            end = len(code) if end < 0 else end
            yield from _bracket(code[at:end])
            at = end + 1
        elif match := _NOON.match(code, at - 1):
            yield Token('noon')
            at = match.end()
        elif code[at - 1 : at + 6].lower() == 'general':
            yield Token('general')
            at += 6
        elif match := _DATE.match(code, at - 1):
            yield Token('date', match[0].lower())
            at = match.end()
        else:
            yield _sign(sign)


def _sign(sign: str) -> Token:
    if sign in '0#?':
        return Token('digit', sign)
    if sign == '.':
        return Token('point', sign)
    if sign == ',':
        return Token('comma', sign)
    if sign == '%':
        return Token('percent', sign)
    if sign == '@':
        return Token('text')
    if sign.isascii() and sign.isalpha():
        return Token('unknown')
    return Token('literal', sign)


def _bracket(content: str) -> Iterator[Token | tuple[str, Decimal]]:
    """What stands in square brackets: a currency with its language, a colour, a condition, time elapsed."""
    if content.startswith('$'):
        yield Token('literal', content[1:].partition('-')[0])
    elif re.fullmatch('h+|m+|s+', content, re.IGNORECASE):
        yield Token('elapsed', content.lower())
    elif match := _CONDITION.fullmatch(content.strip()):
        yield match[1], Decimal(match[2])
    elif not _COLOUR.fullmatch(content.strip()):
        yield Token('unknown')
