"""The numbers of the levels: computed, continued after a number set by hand, written as the Decree says."""

from __future__ import annotations

import re

from msgspec import Struct

from baocao.vietnamese import letter, place_of, roman

#: levels below the root of a plan, report or directive (Phụ lục I, Mục V, row 6b), and below an Điều (row 6a)
OUTLINE = ('I.', '1.', 'a)', '-', '+')
BELOW_DIEU = ('1.', 'a)', '-', '+')
#: levels below a Chương, a Mục or a Tiểu mục
BELOW_CHUONG = ('Điều', *BELOW_DIEU)
SIGNS = ('-', '+')

_DOTTED = re.compile(r'[0-9]{1,6}(?:\.[0-9]{1,6}){0,9}\.?')
_LAST_ROMAN = 99


class Label(Struct, frozen=True):
    """A number as printed (bare for an Điều), its style, and the chain of Arabic numbers above it (for 1.1.)."""

    text: str
    style: str
    chain: tuple[int, ...] = ()


class Counter:
    """Numbers the children of one node, in the first of the styles given."""

    def __init__(self, styles: tuple[str, ...], chain: tuple[int, ...] = (), count: int = 0) -> None:
        self.style = styles[0] if styles else '-'
        self.below = styles[1:] or SIGNS
        self.chain = chain
        self.count = count

    def next(self) -> Label:
        """The next number. Raises ValueError where the letters of the alphabet run out."""
        if self.style in SIGNS:
            return Label(self.style, self.style, self.chain)
        self.count += 1
        return Label(self._written(), self.style, self._chain())

    def given(self, text: str) -> Label:
        """A number set by hand; the count goes on from it where it is a number of this style."""
        typed = text.strip()
        chain = tuple(map(int, typed.rstrip('.').split('.'))) if _DOTTED.fullmatch(typed) else ()
        if self.style == '1.1.' and chain:
            self.chain, self.count = chain[:-1] or self.chain, chain[-1]
        elif self.style not in SIGNS:
            self.count = self._read(typed) or self.count + 1
        return Label(typed, self.style, chain or self._chain())

    def _read(self, typed: str) -> int:
        """The place of a number of this style; 0 where it is of another."""
        match self.style:
            case 'I.':
                bare = typed.removesuffix('.')
                return next((n for n in range(1, _LAST_ROMAN + 1) if roman(n) == bare), 0)
            case 'a)':
                return place_of(typed.removesuffix(')')) or 0
            case '(1)':
                return int(typed[1:-1]) if re.fullmatch(r'\([0-9]{1,6}\)', typed) else 0
            case _:
                return int(typed.rstrip('.')) if re.fullmatch(r'[0-9]{1,6}\.?', typed) else 0

    def _chain(self) -> tuple[int, ...]:
        return (*self.chain, self.count) if self.style == '1.1.' else (self.count,)

    def _written(self) -> str:
        match self.style:
            case 'I.':
                return f'{roman(self.count)}.'
            case '1.1.':
                return '.'.join(map(str, (*self.chain, self.count))) + '.'
            case 'a)':
                return f'{letter(self.count)})'
            case '(1)':
                return f'({self.count})'
            case 'Điều':
                return str(self.count)
            case _:
                return f'{self.count}.'


def styles_below(own: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    """The styles of the levels below a node: its own, then the signs; the default where it sets none."""
    return (*own, *(s for s in SIGNS if s not in own)) if own else default
