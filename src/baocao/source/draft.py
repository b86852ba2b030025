"""A statement while it is read: its traps, and the text that it should have been."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from baocao.errors import Level
from baocao.source import signs
from baocao.source.traps import Statement, Trap

_LONG = 80
"""Letters from which a mended text moves into a block."""


class Draft:
    """Grows into a Statement. `head` is the mended text of the first line before the value."""

    __slots__ = (
        'alone',
        'certain',
        'changed',
        'columns',
        'first',
        'fixed',
        'head',
        'key',
        'key_head',
        'last',
        'line',
        'traps',
        'value_at',
    )

    def __init__(self, number: int, line: str, head: str) -> None:
        self.first = self.last = number
        self.line = line
        self.head = self.key_head = head
        self.key = ''
        self.columns: tuple[int, ...] = ()
        self.traps: list[Trap] = []
        self.fixed: list[str] | None = None
        self.certain = True
        self.changed = False
        self.alone = False
        self.value_at: int | None = None

    def trap(
        self, code: str, column: int, width: int, shown: str, sign: str = '', line: int | None = None,
        level: Level = Level.CHAN,
    ) -> None:  # fmt: skip
        number = self.first if line is None else line
        self.traps.append(Trap(code, number, column, width, shown.strip(), sign, level))

    def odd_indent(self, kind: str, taken: int) -> None:
        """Notes an indentation that is not made of spaces."""
        if kind:
            self.odd_gap(0, self.line[:taken])

    def odd_gap(self, column: int, gap: str, line: int | None = None) -> None:
        """Notes blanks that YAML does not take for spaces."""
        names = self.odd_names(gap)
        self.trap('YM021' if names else 'YM020', column, len(gap), names, line=line)
        self.changed = True

    @staticmethod
    def odd_names(text: str) -> str:
        """The odd blanks in `text` by code point and name."""
        found = dict.fromkeys(signs.ODD_BLANK.findall(text))
        return ', '.join(f'U+{ord(sign):04X} {unicodedata.name(sign, "")}'.strip() for sign in found)

    def write(self, value: str) -> None:
        """The first line mended, with `value` as typed."""
        self.fixed = [self.head + value]

    def drop(self) -> None:
        """Leaves the statement out when reading on; nobody can know where it belongs."""
        self.certain = False
        self.fixed = [''] * (self.last - self.first + 1)

    def inline(self, text: str, parent: int, comment: str) -> None:
        """Mends a bare text of one line: quotes, or a block where it is long or full of quotes."""
        best = signs.quoted(text)
        roomy = not comment and not self.alone
        if best is None or (roomy and len(text) > _LONG):
            if roomy:
                self.block([text], parent)
                return
            best = best or signs.escaped(text)
        self.fixed = [self.head + best + comment]

    def block(self, texts: Sequence[str], parent: int) -> None:
        """Mends a bare text to a block of its lines below the head."""
        self.fixed = [self.head.rstrip() + ' |', *signs.block(texts, parent + 2)]
        if self.alone:
            self.certain = False

    def close(self) -> Statement:
        """The finished statement."""
        if self.fixed is None and self.changed and self.last == self.first:
            tail = self.line[self.value_at :] if self.value_at is not None else ''
            self.fixed = [self.head + tail]
        fixed = tuple(self.fixed) if self.fixed is not None else None
        return Statement(self.first, self.last, self.columns, tuple(self.traps), fixed, self.certain)
