"""The scan of lines before parsing: it tells structure from prose the way a clerk means them."""

from __future__ import annotations

import re

from baocao.errors import Level
from baocao.source import signs
from baocao.source.draft import Draft
from baocao.source.sound import sound
from baocao.source.traps import Statement
from baocao.source.values import Values

_MARKER = re.compile(r'(?:---|\.\.\.)(?:[ \t]|$)|%[A-Z]')

_DASHES = 60
"""Dashes read on one line: more are deeper than any file may be, and the composer says so."""


def scan(lines: tuple[str, ...], tab: int = 2) -> tuple[Statement, ...]:
    """The statements of a file, each with its traps. `tab` is the width that a tab is taken for."""
    return _Scanner(lines, tab).run()


class _Scanner(Values):
    """Walks the entries; the values (blocks, quotes, brackets, bare texts) are read by `Values`."""

    def run(self) -> tuple[Statement, ...]:
        found: list[Statement] = []
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            read = sound(self.lines, at) if self.misfit[0] != at else None
            if read is not None:
                statement, self.pending, self.block_before = read
                self.first = False
                found.append(statement)
                at = statement.last
            elif not signs.blank(line) and not self._marker(line):
                draft = self._entry(at)
                if draft is not None:
                    found.append(draft.close())
                    self._settle(found[-1])
                    at = draft.last
            at += 1
        return tuple(found)

    def _settle(self, statement: Statement) -> None:
        """A bare text that is mended to a block takes a line below it that lost its indentation, as a block does."""
        fixed = statement.fixed or ()
        if self.block_before is None and self.pending is None and statement.certain and len(fixed) > 1:
            self.block_before = len(fixed[-1]) - len(fixed[-1].lstrip(' '))

    def _marker(self, line: str) -> bool:
        if line[0] not in '-.%' or not _MARKER.match(line):
            return False
        self.pending, self.block_before, self.first = None, None, True
        return True

    def _entry(self, number: int) -> Draft | None:
        line = self.lines[number]
        width, kind, taken = signs.indentation(line, self.tab)
        if line.startswith('#', taken) and not kind:
            return None
        draft = Draft(number, line, ' ' * width)
        draft.odd_indent(kind, taken)
        if taken == len(line) or line[taken] == '#':
            draft.columns = ()
            draft.write(line[taken:])
            return draft
        at, column = self._dashes(draft, taken, width)
        self._misfit(draft, at)
        rest = line[at:]
        if not rest.strip(' \t') or rest[0] == '#':
            self._after_dash(draft, at, rest)
        else:
            self._content(draft, at, column)
        self.first = False
        return draft

    def _dashes(self, draft: Draft, at: int, column: int) -> tuple[int, int]:
        while len(draft.columns) < _DASHES and (found := signs.DASH.match(draft.line, at)):
            draft.columns += (column,)
            gap = found.group(1) or ''
            if gap.strip(' '):
                draft.odd_gap(at + 1, gap)
                gap = ' '
            draft.head += '-' + gap
            at = found.end()
            column += 1 + len(gap)
        return at, column

    def _misfit(self, draft: Draft, at: int) -> None:
        """A key that stands deeper than the text above it can have no place there."""
        line, column, dashed = self.misfit
        if line != draft.first:
            return
        draft.trap('YM045' if dashed else 'YM035', at, len(draft.line) - at, draft.line[at:])
        draft.certain = False
        draft.head = '#' if dashed else ' ' * column
        draft.changed = True

    def _after_dash(self, draft: Draft, at: int, rest: str) -> None:
        """`- ` with nothing, or only a comment, behind it: the value stands below."""
        self.pending = draft.columns[-1] if draft.columns else None
        self.block_before = None
        if self._lost_comment(draft, at, rest, self.pending if self.pending is not None else -1):
            self.pending = None

    def _content(self, draft: Draft, at: int, column: int) -> None:
        found = signs.PROPERTY.match(draft.line, at)
        if found:
            draft.head += found.group()
            column += len(found.group())
            at = found.end()
        dashed = draft.columns[-1] if draft.columns else None
        value = self._key(draft, at, column) if at < len(draft.line) else None
        if value is not None:
            self._keyed(draft, at, column, value, dashed)
        elif draft.traps and draft.traps[-1].code in ('YM015', 'YM016'):
            self.pending, self.block_before = None, None
        elif at == len(draft.line):
            self.pending = dashed if dashed is not None else self.pending
        elif dashed is not None:
            self._value(draft, at, dashed)
        elif self.pending is not None and column > self.pending:
            draft.alone = True
            self._value(draft, at, self.pending)
        else:
            self._stray(draft, at, column)

    def _keyed(self, draft: Draft, at: int, column: int, value: int, dashed: int | None) -> None:
        rest = draft.line[value:]
        bare_key = draft.key and not signs.IDENTIFIER.fullmatch(draft.key)
        if dashed is not None and bare_key and self._meant_as_text(draft, rest, dashed, column):
            draft.head = draft.key_head
            self.pending, self.block_before = None, None
            draft.trap('YM050', at, len(draft.line) - at, draft.line[at:].rstrip(' \t'))
            self._plain(draft, at, dashed)
            return
        draft.columns += (column,)
        if not rest or rest[0] == '#':
            self.pending, self.block_before = column, None
            if self._lost_comment(draft, value, rest, column):
                self.pending = None
            return
        self._value(draft, value, column)

    def _meant_as_text(self, draft: Draft, rest: str, dashed: int, column: int) -> bool:
        """`- Lưu: VT` in a list: true unless a mapping was plainly meant (further keys, or nested lines)."""
        if signs.BLOCK_HEADER.match(rest):
            return False
        width, below = self._next(draft.first)
        if not rest and width > dashed:
            return False
        return not (dashed < width <= column and signs.ENTRY_LIKE.match(below))

    def _key(self, draft: Draft, at: int, column: int) -> int | None:
        """The offset of the value where a key begins at `at`; None where the line is a text."""
        rest = draft.line[at:]
        draft.key_head = draft.head
        for read in (self._quoted_key, self._complex_key, self._mended_key, self._plain_key):
            value = read(draft, at, rest)
            if value is not None:
                return value if value >= 0 else None
        return None

    def _quoted_key(self, draft: Draft, at: int, rest: str) -> int | None:
        if rest[0] not in '"\'':
            return -1 if rest[0] in '[{|>' or signs.ALIAS.match(rest) else None
        end = signs.close_quote(draft.line, at + 1, rest[0])
        found = re.compile(r'[ \t]*:(?=[ \t]|$)').match(draft.line, end) if end > 0 else None
        return self._gap(draft, at, found.end(), draft.line[at : found.end()]) if found else -1

    def _complex_key(self, draft: Draft, at: int, rest: str) -> int | None:
        if not re.match(r'\?(?:[ \t]|$)', rest):
            return -1 if rest[0] in signs.FIRST_SIGNS else None
        draft.trap('YM015', at, len(rest), rest)
        below = self.lines[draft.first + 1 : draft.first + 2]
        if below and re.match(r' *:(?:[ \t]|$)', below[0]):
            draft.last += 1
        draft.drop()
        return -1

    def _mended_key(self, draft: Draft, at: int, rest: str) -> int | None:
        """Keys whose colon, blank or quotes are of the wrong kind."""
        for code, pattern in (
            ('YM024', signs.SMART_KEY),
            ('YM022', signs.WIDE_KEY),
            ('YM021', signs.ODD_KEY),
        ):
            found = pattern.match(rest)
            if found:
                shown = draft.odd_names(found.group()) if code == 'YM021' else found.group(1)
                draft.trap(code, at, found.end(), shown)
                return self._mended(draft, found.group(1), at + found.end())
        found = signs.TIGHT_KEY.match(rest)
        if found and (not draft.columns or self._next_is_sibling(draft, at)):
            draft.trap('YM023', at, found.end() + 1, rest)
            return self._mended(draft, found.group(1), at + found.end())
        return None

    def _next_is_sibling(self, draft: Draft, at: int) -> bool:
        width, below = self._next(draft.first)
        return width == at and bool(signs.IDENTIFIER_LINE.match(below))

    def _mended(self, draft: Draft, key: str, end: int) -> int:
        draft.head += key + ': '
        draft.key, draft.changed = key, True
        return end + len(draft.line[end:]) - len(draft.line[end:].lstrip(' \t'))

    def _plain_key(self, draft: Draft, at: int, rest: str) -> int | None:
        found = signs.COLON_OR_COMMENT.search(rest)
        if not found or found.group() == '#':
            return None
        if not found.start():
            draft.trap('YM016', at, len(rest), rest)
            draft.drop()
            return -1
        draft.key = rest[: found.start()].rstrip(' \t')
        return self._gap(draft, at, at + found.end(), rest[: found.end()])

    def _gap(self, draft: Draft, at: int, end: int, written: str) -> int:
        """Reads the blanks after a key's colon; a tab among them is no separator everywhere."""
        tail = draft.line[end:]
        gap = tail[: len(tail) - len(tail.lstrip(' \t'))]
        if '\t' in gap and len(gap) < len(tail):
            draft.trap('YM020', end, len(gap), '')
            gap, draft.changed = ' ', True
            draft.head += written + gap
            return end + len(tail) - len(tail.lstrip(' \t'))
        draft.head += written + gap
        return end + len(gap)

    def _stray(self, draft: Draft, at: int, column: int) -> None:
        """A text that belongs to nothing: prose that lost its indentation, or a key without its colon."""
        text = draft.line[at:]
        if self.first:
            self._value(draft, at, -1)
            if draft.last < len(self.lines) - 1 and self._next(draft.last)[0] >= 0:
                draft.traps = []
                draft.trap('YM034', at, len(text), text)
                draft.drop()
                self.misfit = (-1, 0, False)
            return
        draft.trap('YM034', at, len(text), text)
        draft.changed = True
        if self.block_before is not None:
            draft.head = ' ' * self.block_before
            draft.write(text)
        else:
            draft.drop()

    def _lost_comment(self, draft: Draft, at: int, rest: str, parent: int) -> bool:
        """`so: #5` reads as nothing: true where the sign sticks to a word and no value follows below."""
        if rest[:1] != '#' or rest[1:2] in ('', ' ', '\t', '#', '!'):
            return False
        width, below = self._next(draft.first)
        if width > parent or (width == parent and below.startswith('-') and draft.key):
            return False
        draft.trap('YM053', at, len(rest), rest, level=Level.CHAN)
        draft.inline(rest.rstrip(' \t'), parent, '')
        return True
