"""Turns typed values into Text: inline marks, no-break spaces, ending marks, and findings with places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct, field

from baocao.errors import Finding, Level, Span
from baocao.loading import HoSo
from baocao.loading.task_states import Tally
from baocao.markup import Fault, ProseBlock, Reference, Refs, parse_inline, parse_prose
from baocao.text import Data, Glue, NoteRef, Piece, Text, retold
from baocao.vietnamese import no_break
from baocao.view.figures import Figure
from baocao.view.judged import Judged
from baocao.view.model import ChuThich, Khoi
from baocao.view.numbering import Numbering

NBSP = '\N{NO-BREAK SPACE}'

#: findings of one kind that are told of one value, so that a hostile one costs no more than a sound one
MANY = 20

#: marks that the program sets at the end of a line, so that a typed one gives way to it
_ENDINGS = '.;,'


#: what stands before an item that continues a line
_SIGNS = {'gach': '- ', 'cong': '+ '}

#: what divides the cells of a row
_BAR = re.compile(r'(?<!\\)\|')
#: a reference, whose bars stand before formats and divide no cells
_REFERENCE = re.compile(r'(?<!\\)\$\{[^{}]*\}')

#: a task: the path of its node, its heading or first paragraph, and the lines of its duty by key
Task = tuple[str, Text, Mapping[str, Text]]


class Writer(Struct, frozen=True):
    """Writes the texts of one paper and collects what is found on the way.

    `numbers` are those of its nodes, computed before, as are its `figures` by name and its targets `judged`;
    `resolve` gives what a `${…}` prints. `references` are the references to notes that were read: key, path, offset
    in the value. `cited` are the codes of the texts cited so far: texts are written in the order in which they are
    read. `tasks` are the tasks in that order, `task_tables` the tables of them: path, codes asked for, how many tasks
    were printed. `tallies` are the states of the tasks that were counted or shown, by the code of their paper, '' for
    the paper itself. `openings` are the heading and paragraphs of each node by its path, before who does it;
    `borrowed` the footnotes that came with tasks of another paper.
    """

    ho_so: HoSo
    numbers: Numbering
    resolve: Callable[[Writer, Reference, str], Text]
    figures: Mapping[str, Figure]
    judged: tuple[Judged, ...]
    findings: list[Finding] = field(default_factory=list)
    references: list[tuple[str, str, int]] = field(default_factory=list)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    tasks: list[Task] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)
    task_tables: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    openings: dict[str, tuple[Khoi, ...]] = field(default_factory=dict)
    borrowed: dict[str, ChuThich] = field(default_factory=dict)

    def line(self, value: str, path: str, own: Refs | None = None) -> Text:
        """The text of a value of one paragraph. Its line breaks are spaces; `own` are the names that hold in
        this value alone."""
        blocks = self._parsed(value, path, own)
        joined: list[Piece] = []
        for i, block in enumerate(blocks):
            if i:
                joined.append(Glue(' '))
            if sign := _SIGNS.get(block.kind):
                joined.append(Glue(sign))
            joined += block.text.pieces
        return unbroken(Text(tuple(joined)))

    def title(self, value: str, path: str) -> Text:
        """The text of a title: its line breaks are where the drafter wants them."""
        done = Text()
        start = 0
        for line in value.split('\n'):
            lead = len(line) - len(line.lstrip())
            if line.strip():
                text = self.inline(line.strip(), path, start + lead)
                done = done + Text.glue('\n') + text if done else text
            start += len(line) + 1
        self._remember(done.notes, value, path)
        return unbroken(done)

    def cells(self, value: str, path: str) -> Iterator[Text]:
        """The texts of the cells of a row; its line breaks are spaces."""
        start = 0
        flat = value.replace('\n', ' ')
        for length in cell_lengths(flat):
            part = flat[start : start + length]
            lead = len(part) - len(part.lstrip())
            text = self.inline(part.strip(), path, start + lead)
            self._remember(text.notes, value, path)
            yield unbroken(text)
            start += length + 1

    def inline(self, value: str, path: str, at: int) -> Text:
        """The text of a part of a value, which begins at an offset of it; its notes are not remembered."""
        text, faults = parse_inline(value, path, at, self._refs(path, None))
        self._report(faults, path)
        return text

    def prose(self, value: str, path: str) -> tuple[ProseBlock, ...]:
        """The paragraphs and items of a value."""
        return tuple([ProseBlock(b.kind, unbroken(b.text)) for b in self._parsed(value, path, None)])

    def _refs(self, path: str, own: Refs | None) -> Refs:
        """What the references of a value print: by the names of the value itself, else by those of the paper."""

        def refs(reference: Reference) -> Text | None:
            found = own(reference) if own else None
            return found if found is not None else self.resolve(self, reference, path)

        return refs

    def _parsed(self, value: str, path: str, own: Refs | None) -> tuple[ProseBlock, ...]:
        blocks, faults = parse_prose(value, path, self._refs(path, own))
        self._report(faults, path)
        if '[^' in value:
            self._remember(tuple(key for block in blocks for key in block.text.notes), value, path)
        return blocks

    def _remember(self, keys: tuple[str, ...], value: str, path: str) -> None:
        at = 0
        for key in keys:
            found = re.compile(r'(?<!\\)\[\^' + re.escape(key) + r'\]').search(value, at)
            at = found.start() if found else at
            self.references.append((key, path, at))
            at += 1

    def _report(self, faults: Iterable[Fault], path: str) -> None:
        for fault in faults:
            part = (path, fault.offset, fault.length)
            self.report_at('DL040', Level.CHAN, part, fault.problem, fault.remedy)

    def report(self, code: str, level: Level, path: str, problem: str, remedy: str) -> None:
        """A finding at the place of a path."""
        self._add(code, level, path, self.ho_so.place(path), problem, remedy)

    def report_at(
        self, code: str, level: Level, part: tuple[str, int, int], problem: str, remedy: str
    ) -> None:
        """A finding at a part of a value: path, offset, length."""
        path, at, length = part
        self.told[code, path] += 1
        if self.told[code, path] > MANY:
            if self.told[code, path] == MANY + 1:
                self._add(
                    code,
                    level,
                    path,
                    self.ho_so.place(path),
                    f"Ngoài {MANY} chỗ đã nêu, đoạn này còn những chỗ khác có cùng lỗi.",
                    "Sửa các chỗ đã nêu rồi chạy lại.",
                )
            return
        self._add(code, level, path, self.ho_so.place(path, at, length), problem, remedy)

    def _add(self, code: str, level: Level, path: str, span: Span, problem: str, remedy: str) -> None:
        self.findings.append(Finding(code, level, span, problem, remedy, self.ho_so.excerpt(path, span)))


def cell_lengths(value: str) -> list[int]:
    """The lengths of the cells of a row as typed, divided by bars that no backslash precedes and that stand in
    no reference."""
    return list(map(len, _BAR.split(_REFERENCE.sub(_masked, value))))


def _masked(reference: re.Match[str]) -> str:
    return reference[0].replace('|', '/')


def plain(value: str, path: str) -> Text:
    """A value that holds no marks, such as a number or a post; its line breaks are spaces."""
    lead = len(value) - len(value.lstrip())
    return Text((Data(re.sub(r'[ \t]*\n\s*', ' ', value.strip()), path, lead),))


def unbroken(text: Text) -> Text:
    """The same text with no-break spaces where a break would tear a number from its word."""
    spots = no_break(text.plain)
    if not spots:
        return text
    done: list[Piece] = []
    offset = 0
    for piece in text:
        end = offset + len(piece.text)
        cuts = [s - offset for s in spots if offset <= s < end]
        if cuts:
            done += _cut(piece, cuts)
        else:
            done.append(piece)
        offset = end
    return Text(tuple(done))


def solid(text: Text) -> Text:
    """The same text, which no line break tears: every space is a no-break space."""
    cuts = ([i for i, sign in enumerate(piece.text) if sign == ' '] for piece in text)
    return Text(tuple(part for piece, own in zip(text, cuts, strict=True) for part in _cut(piece, own)))


def _cut(piece: Piece, cuts: list[int]) -> list[Piece]:
    """A piece with the spaces at these offsets replaced by no-break spaces."""
    if not isinstance(piece, Data):
        letters = list(piece.text)
        for cut in cuts:
            letters[cut] = NBSP
        return [retold(piece, ''.join(letters))]
    parts: list[Piece] = []
    start = 0
    for cut in cuts:
        if piece.text[start:cut]:
            parts.append(
                Data(piece.text[start:cut], piece.path, piece.at + start, piece.marks, piece.derived)
            )
        parts.append(Glue(NBSP, piece.marks))
        start = cut + 1
    if piece.text[start:]:
        parts.append(Data(piece.text[start:], piece.path, piece.at + start, piece.marks, piece.derived))
    return parts


def ended(text: Text, mark: str) -> Text:
    """The text with this mark at its end in place of a typed `.`, `;` or `,`; nothing is added after an
    ellipsis, a question or an exclamation mark unless the mark closes the whole paper."""
    bare = stripped(text)
    last = bare.plain[-1:]
    if mark in ('.', ';') and last in ('…', '?', '!'):
        return bare
    return bare + Text.glue(mark)


def stripped(text: Text) -> Text:
    """The text without the ending marks and spaces typed at its end; three dots stay."""
    if text.pieces and (plain := text.pieces[-1].text) and not (plain[-1].isspace() or plain[-1] in _ENDINGS):
        return text
    pieces = list(text.pieces)
    notes: list[Piece] = []
    while pieces:
        last = pieces.pop()
        if isinstance(last, NoteRef):
            notes.append(last)
            continue
        bare = last.text.rstrip()
        if bare.endswith('./.'):
            bare = bare[:-3].rstrip()
        elif not bare.endswith('...'):
            bare = bare.rstrip(_ENDINGS).rstrip()
        if bare:
            pieces.append(last if bare == last.text else retold(last, bare))
            break
    return Text((*pieces, *reversed(notes)))
