"""The signs of a YAML line: where quotes and brackets close, what is a key, what is a comment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from baocao.regexes import regex

ODD = '\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff\u180e'
"""Blanks that look like a space, or like nothing, and are not YAML's space (for a character class)."""

ODD_BLANK = regex(f'[{ODD}]')
INDENT = regex(f'[ \t{ODD}]*')
DASH = regex(f'-(?:( *\t[ \t]*| +|[{ODD}][ \t{ODD}]*)|$)')
KEY_END = regex(r':(?=[ \t]|$)')
COLON_OR_COMMENT = regex(r'(?:(?<=[ \t])|^)#|:(?=[ \t]|$)')
COMMENT = regex(r'(?<![ \t])[ \t]+#')
IDENTIFIER = regex(r'[a-z0-9_][a-z0-9_.-]*')
IDENTIFIER_LINE = regex(r'[a-z][a-z0-9_]*[ \t]*:(?:[ \t]|$)')
TIGHT_KEY = regex(rf'([a-z][a-z0-9_]*):(?=[^\s/{ODD}])')
ODD_KEY = regex(f'([a-z][a-z0-9_]*):[{ODD}][ \t{ODD}]*')
WIDE_KEY = regex(f'([a-z][a-z0-9_]*)[ \t]*[：﹕꞉∶][ \t{ODD}]*')
PROPERTY = regex(r'(?:(?:&[A-Za-z0-9_-]+|![!A-Za-z0-9_/:.<>%,-]*)(?:[ \t]+|$))+')
ALIAS = regex(r'\*[A-Za-z0-9_-]+[ \t]*(?::(?=[ \t]|$)|$|[ \t]#)')
BLOCK_HEADER = regex(r'[|>][+-]?(?:[ \t]+#(?: .*)?|[ \t]*)$')
DIGIT_HEADER = regex(r'[|>](?:[0-9]+[+-]?|[+-][0-9]+)[ \t]*(?:[ \t]#.*)?$')
SMART = regex(r'[“”„‟＂]([^“”„‟＂]*)[“”‟＂]|[‘’‚‛＇]([^‘’‚‛＇]*)[‘’‛＇]')
SMART_KEY = regex(r'[“”„‟＂‘’‚‛＇]([a-z][a-z0-9_]*)[“”‟＂‘’‛＇][ \t]*:(?=[ \t]|$)')
BAD_ESCAPE = regex(
    r"""\\(?:[^0abtnvfreN_LPxuU"/\\ \t\n]|x(?![0-9A-Fa-f]{2})|u(?![0-9A-Fa-f]{4})"""
    r"""|U(?!(?:000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{4}))"""
)
SURROGATE_ESCAPE = regex(r'\\(?:u|U0000)[dD][89A-Fa-f][0-9A-Fa-f]{2}')
PAIRED_ESCAPE = regex(r'\\\\')
ENTRY_LIKE = regex(r'-(?:[ \t]|$)|[^\s#"\'][^:#]*:(?:[ \t]|$)')
FIRST_SIGNS = frozenset('&*!%@`,]}')
"""Signs that cannot begin a bare text; brackets, quotes, `|`, `>` and `#` are judged on their own."""


def close_quote(text: str, start: int, quote: str) -> int:
    """Offset just after the quote that closes, looking from `start` (inside the quotes); -1 without one."""
    at = start
    while True:
        at = text.find(quote, at)
        if at < 0:
            return -1
        if quote == "'":
            if text[at + 1 : at + 2] != "'":
                return at + 1
            at += 2
            continue
        slashes = at
        while slashes > start and text[slashes - 1] == '\\':
            slashes -= 1
        if (at - slashes) % 2 == 0:
            return at + 1
        at += 1


class Brackets:
    """Counts the brackets of a flow value over its lines; quotes inside hide theirs."""

    _SIGN = re.compile(r"""[][{}"',:]|[^][{}"',:\s]+|\s+""")

    def __init__(self) -> None:
        self.open: list[str] = []
        self.quote = ''
        self.fresh = True

    def feed(self, text: str, start: int) -> int:
        """Offset just after the bracket that closes the value; -1 where it goes on after this line."""
        at = start
        while at < len(text):
            if self.quote:
                end = close_quote(text, at, self.quote)
                if end < 0:
                    return -1
                self.quote, self.fresh, at = '', False, end
                continue
            found = self._SIGN.match(text, at)
            sign = found.group() if found else text[at]
            at += len(sign)
            if sign[0] == '#' and (at == len(sign) or text[at - len(sign) - 1] in ' \t'):
                return -1
            if self._take(sign):
                return at
        return -1

    def _take(self, sign: str) -> bool:
        if sign in ('"', "'"):
            self.quote = sign if self.fresh else ''
        elif sign in ('[', '{'):
            self.open.append(sign)
            self.fresh = True
        elif sign in (']', '}'):
            self.open.pop()
            self.fresh = False
            return not self.open
        elif not sign.isspace():
            self.fresh = sign in (',', ':')
        return False


def quoted(text: str) -> str | None:
    """`text` between the quotes that need no change of it; None where both kinds, or a backslash, stand in it."""
    if '"' not in text and '\\' not in text:
        return f'"{text}"'
    return f"'{text}'" if "'" not in text else None


def escaped(text: str) -> str:
    """`text` between double quotes with its own quotes and backslashes escaped."""
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'


def cut_by_comment(text: str, gap: str, comment: str) -> str:
    """What ` #` does to a bare text: 'comment' (a plain comment), 'doubt', or 'cut' (words are lost).

    A comment is one where two blanks stand before the sign, or where the value is one word and the sign is
    followed by a blank. A sign stuck to a word, or inside an open bracket of prose, belongs to the text.
    """
    if text.count('(') > text.count(')') or text.count('“') > text.count('”'):
        return 'cut'
    tight = comment[1:2] not in ('', ' ', '\t', '#', '!')
    if len(gap) > 1 or gap == '\t':
        return 'doubt' if comment[1:2].isdigit() else 'comment'
    if tight:
        return 'cut'
    return 'doubt' if re.fullmatch(r'[\w./%,:-]+', text) else 'cut'


def indentation(line: str, tab: int) -> tuple[int, str, int]:
    """Columns of the indentation with tabs of `tab` columns; '' / 'tab' / 'odd'; letters it takes."""
    bare = len(line) - len(line.lstrip(' '))
    rest = line[bare : bare + 1]
    if not rest or (rest != '\t' and not ODD_BLANK.match(rest)):
        return bare, '', bare
    end = INDENT.match(line).end()  # type: ignore[union-attr]
    width, kind = 0, ''
    for sign in line[:end]:
        if sign == '\t':
            width += tab - width % tab
            kind = kind or 'tab'
        elif sign != ' ':
            width += sign not in '\u200b\ufeff\u180e'
            kind = 'odd'
        else:
            width += 1
    return width, kind, end


def blank(line: str) -> bool:
    """True where nothing but spaces and tabs stands on the line."""
    return not line.strip(' \t')


def block(texts: Sequence[str], indent: int) -> list[str]:
    """The lines of a block of prose, each on its indentation."""
    return [' ' * indent + text if text else '' for text in texts]
