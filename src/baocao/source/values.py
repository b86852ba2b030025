"""The values of the line scan: quoted texts, bracketed values and blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.errors import Level
from baocao.source import signs
from baocao.source.bare import ITEM, BareTexts
from baocao.source.draft import Draft


class Values(BareTexts):
    """Reads a value of any style; what it takes up is `draft.last`."""

    def _value(self, draft: Draft, at: int, parent: int) -> None:
        """Reads the value at offset `at` of the line, whose parent stands at column `parent`."""
        self.pending, self.block_before = None, None
        found = signs.PROPERTY.match(draft.line, at)
        if found:
            draft.head += found.group()
            at = found.end()
        text = draft.line[at:]
        draft.value_at = at
        if not text:
            self.pending = parent
        elif text[0] in '"\'':
            self._quoted(draft, at, parent)
        elif text[0] in '[{':
            self._flow(draft, at, parent)
        elif text[0] in '|>':
            self._block(draft, at, parent)
        elif signs.ALIAS.match(text):
            return
        elif text[0] in signs.FIRST_SIGNS or re.match(r'[-?](?:[ \t]|$)', text):
            draft.trap('YM026', at, len(text), text, text[0])
            self._plain(draft, at, parent)
        else:
            self._plain(draft, at, parent)

    # Quoted texts

    def _quoted(self, draft: Draft, at: int, parent: int) -> None:
        quote = draft.line[at]
        end, number = signs.close_quote(draft.line, at + 1, quote), draft.first
        if end < 0:
            number, end = self._close_below(draft.first, parent, quote)
        text = draft.line[at:]
        if end < 0:
            draft.trap('YM028', at, len(text), text, quote)
            draft.write(signs.escaped(text.rstrip(' \t')))
            draft.certain = False
            return
        draft.last = number
        self._escapes(draft, at, end, quote)
        tail = self.lines[number][end:]
        if tail.strip(' \t') and not re.match(r'[ \t]+#', tail):
            self._after_quote(draft, at, number, end, parent)
        elif number > draft.first and draft.changed and draft.fixed is None:
            draft.fixed = [draft.head + text, *self.lines[draft.first + 1 : number + 1]]

    def _close_below(self, first: int, parent: int, quote: str) -> tuple[int, int]:
        """Line and offset where a quote of an earlier line closes; an entry at the level of the parent, or
        above it, shows that it was never closed."""
        for number in range(first + 1, len(self.lines)):
            line = self.lines[number]
            taken = len(line) - len(line.lstrip(' \t'))
            if taken <= parent and signs.ENTRY_LIKE.match(line, taken):
                break
            end = signs.close_quote(line, 0, quote)
            if end >= 0:
                return number, end
        return first, -1

    def _escapes(self, draft: Draft, at: int, end: int, quote: str) -> None:
        if quote == "'" or '\\' not in ''.join(self.lines[draft.first : draft.last + 1]):
            return
        for number in range(draft.first, draft.last + 1):
            line = self.lines[number]
            start = at if number == draft.first else 0
            stop = end if number == draft.last else len(line)
            text = signs.PAIRED_ESCAPE.sub('  ', line[start:stop])
            for code, pattern in (('YM036', signs.BAD_ESCAPE), ('YM061', signs.SURROGATE_ESCAPE)):
                for found in pattern.finditer(text):
                    shown = line[start + found.start() :][: max(len(found.group()), 6)]
                    draft.trap(code, start + found.start(), len(found.group()), shown, line=number)
        if draft.traps and draft.traps[-1].code in ('YM036', 'YM061'):
            draft.certain = False
            inner = draft.line[at + 1 : end - 1] if draft.last == draft.first else 'x'
            draft.fixed = [draft.head + signs.escaped(inner) + self.lines[draft.last][end:]]

    def _after_quote(self, draft: Draft, at: int, number: int, end: int, parent: int) -> None:
        tail = self.lines[number][end:]
        draft.trap('YM027', end, len(tail), tail, line=number)
        if number > draft.first:
            draft.drop()
            return
        draft.inline(_unwrapped(draft.line[at:].rstrip(' \t'), end - at), parent, '')

    # Bracketed values

    def _flow(self, draft: Draft, at: int, parent: int) -> None:
        brackets = signs.Brackets()
        for number, line, start in self._flow_lines(draft, at, parent):
            end = brackets.feed(line, start)
            if end >= 0:
                draft.last = number
                self._after_bracket(draft, at, line[end:], number, parent)
                return
        text = draft.line[at:]
        draft.trap('YM029', at, len(text), text, text[0])
        draft.certain = False
        draft.write(signs.escaped(text.rstrip(' \t')))

    def _flow_lines(self, draft: Draft, at: int, parent: int) -> Iterator[tuple[int, str, int]]:
        yield draft.first, draft.line, at
        for number in range(draft.first + 1, len(self.lines)):
            line = self.lines[number]
            taken = len(line) - len(line.lstrip(' \t'))
            if taken <= parent and signs.ENTRY_LIKE.match(line, taken):
                return
            yield number, line, 0

    def _after_bracket(self, draft: Draft, at: int, tail: str, number: int, parent: int) -> None:
        text = draft.line[at:]
        if not tail.strip(' \t') or re.match(r'[ \t]+#', tail):
            if draft.changed and draft.last > draft.first:
                draft.fixed = [draft.head + text, *self.lines[draft.first + 1 : number + 1]]
            return
        if number > draft.first:
            draft.trap('YM029', at, len(text), text, text[0])
            draft.drop()
            return
        draft.trap('YM026', at, len(text), text, text[0])
        self._plain(draft, at, parent)

    # Blocks

    def _block(self, draft: Draft, at: int, parent: int) -> None:
        text = draft.line[at:]
        deeper = self._next(draft.first)[0] > parent
        if signs.BLOCK_HEADER.match(text):
            self._block_lines(draft, text, [], parent)
        elif signs.DIGIT_HEADER.match(text):
            draft.trap('YM031', at, len(text), text)
            if deeper:
                draft.certain, draft.changed = False, True
                self._block_lines(draft, text[0], [], parent)
            else:
                draft.inline(text.rstrip(' \t'), parent, '')
        elif deeper or (text[0] == '|' and '|' not in text[1:]):
            words = text[1:].lstrip('+-').strip(' \t') if text[1:2] in '+-' else text[1:].strip(' \t')
            draft.trap('YM030', at, len(text), words, text[0])
            draft.changed = True
            self._block_lines(draft, text[0], [words], parent)
        else:  # a row of a table whose first cell is empty, too
            draft.trap('YM026', at, len(text), text, text[0])
            self._plain(draft, at, parent)

    def _block_lines(self, draft: Draft, header: str, lead: list[str], parent: int) -> None:
        """Consumes the lines of a block; lines that YAML would not take into it are mended into it."""
        content: int | None = None
        mended: list[str] = []
        blanks: list[int] = []
        for number in range(draft.first + 1, len(self.lines)):
            line = self.lines[number]
            bare = len(line) - len(line.lstrip(' '))
            if bare == len(line) or (content is None and signs.blank(line)):
                mended.append(line)
                blanks += [number] if content is None else []
                continue
            if content is None or bare < content:
                width, kind, taken = signs.indentation(line, self.tab)
                if width <= parent:
                    break
                if content is None:
                    content = width
                    self._blank_lead(draft, blanks, mended, content)
                line = self._pull_in(draft, number, (width, kind, taken), content)
            mended.append(line)
            draft.last = number
        self._close_block(draft, header, lead, mended, content, parent)

    def _blank_lead(self, draft: Draft, blanks: list[int], mended: list[str], content: int) -> None:
        for number in blanks:
            if len(self.lines[number]) > content or '\t' in self.lines[number]:
                draft.trap('YM033', 0, len(self.lines[number]), '', line=number)
                mended[number - draft.first - 1] = ''
                draft.changed = True

    def _pull_in(self, draft: Draft, number: int, indent: tuple[int, str, int], content: int) -> str:
        width, kind, taken = indent
        line = self.lines[number]
        if not kind and width == content:
            return line
        if taken == len(line):
            draft.odd_gap(0, line, number)
            return ''
        if kind:
            draft.odd_gap(0, line[:taken], number)
        else:
            draft.trap('YM032', taken, len(line) - taken, line[taken:], line=number)
            draft.changed = True
        return ' ' * max(width, content) + line[taken:]

    def _close_block(
        self, draft: Draft, header: str, lead: list[str], mended: list[str], content: int | None, parent: int
    ) -> None:
        indent = parent + 2 if content is None else content
        self.block_before = indent
        del mended[draft.last - draft.first :]
        if content is None and not lead:
            level = Level.CANH_BAO
            draft.trap('YM055', draft.value_at or 0, len(header), header.strip(), level=level)
        if header[0] == '>':
            header = self._folded_items(draft, header, mended)
        if draft.changed:
            draft.fixed = [draft.head + header, *signs.block(lead, indent), *mended]

    def _folded_items(self, draft: Draft, header: str, mended: list[str]) -> str:
        for offset, line in enumerate(mended):
            if ITEM.match(line.strip(' ')):
                draft.trap('YM056', 0, len(line), line, line=draft.first + 1 + offset)
                draft.certain, draft.changed = False, True
                return '|' + header[1:]
        return header


def _unwrapped(text: str, closed: int) -> str:
    """The text without its outer quotes where the quote that closed it too early stands inside a word, or
    opens one: `'it's'`, `"Đề án "X" năm"`. Else the quotes are the clerk's own: `"Đề án" và "Kế hoạch"`."""
    quote = text[0]
    inside = text[closed : closed + 1].isalnum() or text[closed - 2 : closed - 1] == ' '
    return text[1:-1] if inside and len(text) > 2 and text.endswith(quote) else text
