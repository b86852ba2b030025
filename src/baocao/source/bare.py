"""The bare texts of the line scan, with the lines that YAML folds into them."""

from __future__ import annotations

from baocao.errors import Level
from baocao.regexes import regex
from baocao.source import signs
from baocao.source.draft import Draft

ITEM = regex(r'[-+](?:[ \t]|$)')
_NUMBER_OR_WORD = regex(r'[\w./%,-]+')


class BareTexts:
    """The state of a scan. `pending` is the column of a key or dash whose value stands below it;
    `block_before` the indentation of the block just read; `misfit` the line of a key too deep."""

    def __init__(self, lines: tuple[str, ...], tab: int) -> None:
        self.lines = lines
        self.tab = tab
        self.pending: int | None = None
        self.block_before: int | None = None
        self.misfit: tuple[int, int, bool] = (-1, 0, False)
        self.first = True

    def _next(self, number: int) -> tuple[int, str]:
        """Indentation and content of the next line with content; -1 at the end of the file."""
        for line in self.lines[number + 1 : number + 40]:
            if signs.blank(line):
                continue
            width, _, taken = signs.indentation(line, self.tab)
            if not line.startswith('#', taken):
                return width, line[taken:]
        return -1, ''

    def _plain(self, draft: Draft, at: int, parent: int) -> None:
        """A bare text and the lines that YAML folds into it; any trap so far is mended by quoting it all."""
        forced = bool(draft.traps) and draft.traps[-1].code in ('YM026', 'YM050')
        draft.value_at = at
        text = draft.line[at:]
        words, comment, cut = self._comment(draft, draft.first, at, text)
        nested = signs.KEY_END.search(words)
        if nested and not forced:
            draft.trap('YM025', at + nested.start(), 1, words)
            forced = True
        texts = [text.rstrip(' \t') if cut else words]
        more, bad = self._gather(draft, parent) if cut or not comment else ([], False)
        texts += more
        smart = not more and not comment and not forced and self._smart(draft, at, words)
        if forced or cut or bad:
            self._mend_plain(draft, texts, parent, '' if cut else comment)
        elif draft.changed and not smart and draft.last > draft.first:
            below = self.lines[draft.first + 1 : draft.last + 1]
            draft.fixed = [draft.head + text, *below]

    def _mend_plain(self, draft: Draft, texts: list[str], parent: int, comment: str) -> None:
        smart = signs.SMART.fullmatch(texts[0]) if len(texts) == 1 else None
        if smart:
            draft.inline(smart.group(1) or smart.group(2) or '', parent, comment)
        elif len(texts) == 1:
            draft.inline(texts[0], parent, comment)
        else:
            draft.block(texts, parent)

    def _comment(self, draft: Draft, number: int, at: int, text: str) -> tuple[str, str, bool]:
        """The text before ` #`, the comment with its blanks, and whether words of the text are lost by it."""
        found = signs.COMMENT.search(text)
        if not found:
            return text.rstrip(' \t'), '', False
        words, gap = text[: found.start()], found.group()[:-1]
        comment = text[found.end() - 1 :]
        verdict = signs.cut_by_comment(words, gap, comment)
        if verdict != 'comment':
            code, level = ('YM053', Level.CHAN) if verdict == 'cut' else ('YM054', Level.CANH_BAO)
            draft.trap(code, at + found.end() - 1, len(comment), comment, line=number, level=level)
        return words, gap + comment, verdict == 'cut'

    def _gather(self, draft: Draft, parent: int) -> tuple[list[str], bool]:
        """The continuation lines of a bare text, and whether one of them is a trap."""
        texts: list[str] = []
        bad, held = False, 0
        for number in range(draft.first + 1, len(self.lines)):
            line = self.lines[number]
            if signs.blank(line):
                held += 1
                continue
            width, kind, taken = signs.indentation(line, self.tab)
            bare = len(line) - len(line.lstrip(' '))
            if kind == 'odd' and bare > parent:
                width, kind, taken = bare, '', bare
            if width <= parent or taken == len(line) or line[taken] == '#':
                break
            if signs.IDENTIFIER_LINE.match(line, taken):
                self.misfit = (
                    number,
                    parent,
                    bool(draft.columns) and draft.columns[-1] == parent and not draft.key,
                )
                break
            before = len(draft.traps)
            if kind:
                draft.odd_gap(0, line[:taken], number)
            words, comment, cut = self._comment(draft, number, taken, line[taken:])
            self._continuation(draft, number, taken, words)
            bad = bad or any(trap.level is Level.CHAN for trap in draft.traps[before:])
            texts += [''] * held + [line[taken:].rstrip(' \t') if cut else words]
            held, draft.last = 0, number
            if comment and not cut:
                break
        return texts, bad

    def _continuation(self, draft: Draft, number: int, taken: int, words: str) -> None:
        nested = signs.KEY_END.search(words)
        if nested:
            draft.trap('YM025', taken + nested.start(), 1, words, line=number)
        elif ITEM.match(words) and words[0] == '-':
            draft.trap('YM038', taken, len(words), words, line=number)

    def _smart(self, draft: Draft, at: int, words: str) -> bool:
        """A bare text wholly within curly quotes. The mend is sure only where no quotes can be meant."""
        found = signs.SMART.fullmatch(words)
        if not found:
            return False
        inner = found.group(1) or found.group(2) or ''
        draft.trap('YM024', at, len(words), inner)
        draft.certain = bool(_NUMBER_OR_WORD.fullmatch(inner))
        draft.fixed = [draft.head + (signs.quoted(inner) or signs.escaped(inner))]
        return True
