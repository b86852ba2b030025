"""Inline marks of prose: what a person types becomes pieces with their places.

Nothing typed is lost: every character of a value either stands in a Data piece or is a mark that was
understood. Marks that are not understood stay as text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, field

from baocao.markup.blocks import Block, BlockKind, split_blocks
from baocao.text import Data, Mark, NoteRef, Piece, Text, marked

#: Longest text of one superscript or subscript.
MAX_RAISED = 20


class Reference(Struct, frozen=True):
    """A `${…}` of a value: what stands between the braces without the blanks at its ends, the offset of its `$`
    in the value, and its length there."""

    name: str
    offset: int
    length: int


#: gives the text of a reference, None where it knows no such name
Refs = Callable[[Reference], Text | None]


class Fault(Struct, frozen=True):
    """What is wrong inside a value: offset in the value and length, problem and remedy in Vietnamese."""

    offset: int
    length: int
    problem: str
    remedy: str


class ProseBlock(Struct, frozen=True):
    """A block with its marks read."""

    kind: BlockKind
    text: Text


def parse_inline(
    value: str, path: str, at: int = 0, refs: Refs | None = None
) -> tuple[Text, tuple[Fault, ...]]:
    """The pieces of one paragraph and the faults in it; `at` is added to every offset.

    Marks: `**bold**`, `*italic*`, `***both***`, `^superscript^`, `~subscript~`, `[^note]`, and a backslash
    before any of `\\* ^ ~ [ $ - + |` or itself. `${name}` is resolved by `refs` (None: unknown name); without
    `refs` it is a fault. A faulty reference stays in the text as typed. No exception.
    """
    return _read(Block('doan', value, at, ((0, at),)), path, refs)


def parse_prose(
    value: str, path: str, refs: Refs | None = None
) -> tuple[tuple[ProseBlock, ...], tuple[Fault, ...]]:
    """The blocks of a value of prose and the faults in them; an empty value has no blocks."""
    blocks: list[ProseBlock] = []
    faults: list[Fault] = []
    for block in split_blocks(value):
        text, found = _read(block, path, refs)
        faults += found
        if not block.text:
            faults.append(
                Fault(
                    block.start,
                    1,
                    "Ý này chưa có nội dung.",
                    "Viết nội dung sau dấu đầu dòng, hoặc xóa dòng này.",
                )
            )
        blocks.append(ProseBlock(block.kind, text))
    return tuple(blocks), tuple(faults)


def escape(text: str) -> str:
    """The text with a backslash before every character that could be a mark, also at the start of a line.

    `parse_inline(escape(text))` prints `text` again.
    """
    marked = re.sub(r'[\\*^~\[$]', r'\\\g<0>', text)
    return re.sub(r'^([ \t]*)([-+])(?=[ \t]|\r?$)', r'\1\\\2', marked, flags=re.MULTILINE)


_SPECIAL = re.compile(r'[\\*^~\[$]')
_SPECIAL_BUT_REFERENCE = re.compile(r'[\\*^~\[]')
_ESCAPED = re.compile(r'\\[\\*^~\[$+|-]')
_NOTE = re.compile(r'\[\^([\w-]+)\]')
_STARS = re.compile(r'\*+')
#: a reference, or one that is not closed (without its group)
_OPENING = re.compile(r'\$\{(?:([^{}\n]*)\})?')
_RAISED = {
    sign: re.compile(
        rf'{re.escape(sign)}((?:[^\s\\*^~$]|{_ESCAPED.pattern}){{1,{MAX_RAISED}}})(?<!\[){re.escape(sign)}'
    )
    for sign in '^~'
}


#: marks by their value: a flag is dear to make
_LOOKS = tuple(Mark(value) for value in range(16))


def _read(block: Block, path: str, refs: Refs | None) -> tuple[Text, tuple[Fault, ...]]:
    """The pieces of a block and the faults in it."""
    if _SPECIAL.search(block.text) is None:
        if len(block.segments) == 1 and block.text:
            return Text((Data(block.text, path, block.segments[0][1]),)), ()
        return Text(tuple(_data(block, path, 0, len(block.text), Mark.NONE))), ()
    return _Inline(block, path, refs).read()


class _Node(Struct, eq=False):
    """A stretch of the text between two decisions: literal text, a note, a resolved reference, or stars.

    A run of stars is closing stars, then stars left over (literal), then opening stars: one star is
    italic, two are bold, three are both.
    """

    start: int
    end: int
    marks: Mark = Mark.NONE
    inserted: tuple[Piece, ...] | None = None
    closes: list[int] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)
    can_open: bool = False
    can_close: bool = False
    is_stars: bool = False

    @property
    def left(self) -> int:
        """Stars not yet paired."""
        return self.end - self.start - sum(self.closes) - sum(self.opens)


class _Inline:
    """Reads the marks of one block: first the nodes from left to right, then the pairs of stars."""

    def __init__(self, block: Block, path: str, refs: Refs | None) -> None:
        self.block, self.text, self.path, self.refs = block, block.text, path, refs
        self.nodes: list[_Node] = []
        self.stars: list[_Node] = []
        self.faults: list[Fault] = []

    def read(self) -> tuple[Text, tuple[Fault, ...]]:
        if _SPECIAL_BUT_REFERENCE.search(self.text) is None:
            return Text(tuple(self._with_references())), tuple(self.faults)
        at = 0
        while at < len(self.text):
            special = _SPECIAL.search(self.text, at)
            if special is None:
                break
            self._literal(at, special.start())
            at = self._special(special.start())
        self._literal(at, len(self.text))
        _pair_stars(self.stars)
        return Text(tuple(self._pieces())), tuple(self.faults)

    def _with_references(self) -> Iterator[Piece]:
        """The pieces of a text that holds no other mark than references."""
        start = 0
        for opening in _OPENING.finditer(self.text):
            inserted = self._resolved(opening.start(), opening.end(), opening[1])
            if inserted is not None:
                yield from _data(self.block, self.path, start, opening.start(), Mark.NONE)
                yield from inserted
                start = opening.end()
        yield from _data(self.block, self.path, start, len(self.text), Mark.NONE)

    def _literal(self, start: int, end: int, marks: Mark = Mark.NONE) -> int:
        if start < end:
            last = self.nodes[-1] if self.nodes else None
            if (
                last
                and last.end == start
                and last.marks == marks
                and last.inserted is None
                and not last.is_stars
            ):
                last.end = end
            else:
                self.nodes.append(_Node(start, end, marks))
        return end

    def _special(self, at: int) -> int:
        """Take the mark at `at`; the place behind it. What is no mark is literal."""
        match self.text[at]:
            case '\\' if _ESCAPED.match(self.text, at):
                return self._literal(at + 1, at + 2)
            case '*':
                return self._star(at)
            case '^' | '~':
                return self._raised(at)
            case '[' if note := _NOTE.match(self.text, at):
                self.nodes.append(_Node(at, note.end(), inserted=(NoteRef(note[1]),)))
                return note.end()
            case '$' if self.text.startswith('{', at + 1):
                return self._reference(at)
        return self._literal(at, at + 1)

    def _star(self, at: int) -> int:
        run = _STARS.match(self.text, at)
        assert run is not None
        if run.end() - at > 3:
            return self._literal(at, run.end())
        before = self.text[at - 1] if at else ' '
        after = self.text[run.end()] if run.end() < len(self.text) else ' '
        node = _Node(at, run.end(), is_stars=True)
        node.can_open = not _is_word(before) and not after.isspace()
        node.can_close = not _is_word(after) and not before.isspace()
        self.nodes.append(node)
        self.stars.append(node)
        return run.end()

    def _raised(self, at: int) -> int:
        sign = self.text[at]
        match = _RAISED[sign].match(self.text, at)
        if match is None or (sign == '~' and self._approximates(at, match.end())):
            return self._literal(at, at + 1)
        mark = Mark.SUPERSCRIPT if sign == '^' else Mark.SUBSCRIPT
        for char in re.finditer(rf'{_ESCAPED.pattern}|.', match[1]):
            start = match.start(1) + char.start()
            self._literal(start + len(char[0]) - 1, start + len(char[0]), mark)
        return match.end()

    def _approximates(self, start: int, end: int) -> bool:
        """`~5-~7%`: the tilde before a number that means "about"."""
        return (
            (start == 0 or not _is_word(self.text[start - 1]))
            and end < len(self.text)
            and _is_word(self.text[end])
        )

    def _reference(self, at: int) -> int:
        opening = _OPENING.match(self.text, at)
        assert opening is not None
        inserted = self._resolved(at, opening.end(), opening[1])
        if inserted is None:
            return self._literal(at, opening.end())
        self.nodes.append(_Node(at, opening.end(), inserted=inserted))
        return opening.end()

    def _resolved(self, at: int, end: int, name: str | None) -> tuple[Piece, ...] | None:
        """What the reference from `at` to `end` prints (`name` is None where it is not closed); None, with a fault,
        where it stays as typed."""
        place = self.block.offset(at), self._length(at, end)
        found = self.refs(Reference(name.strip(), *place)) if name is not None and self.refs else None
        if found is not None:
            return found.pieces
        typed = self.text[at:end] if end - at <= 60 else self.text[at : at + 60] + "…"
        if name is None:
            problem, remedy = "Tham chiếu mở bằng «${» nhưng không có dấu «}» đóng lại.", "Thêm dấu } sau tên"
        elif self.refs is None:
            problem, remedy = (
                f"Trong lời văn chưa dùng được tham chiếu «{typed}».",
                "Viết thẳng nội dung cần in",
            )
        else:
            problem, remedy = f"Không có gì mang tên «{typed}».", "Sửa lại tên cho đúng"
        remedy += f"; nếu muốn in chính các ký tự này thì viết \\{typed}."
        self.faults.append(Fault(*place, problem, remedy))
        return None

    def _length(self, start: int, end: int) -> int:
        return self.block.offset(end - 1) + 1 - self.block.offset(start)

    def _pieces(self) -> Iterator[Piece]:
        """Neighbours of one look become one piece, as far as they stand together in the value."""
        start, end, look = 0, 0, Mark.NONE
        for node, marks in self._looks():
            first, last = node.start + sum(node.closes), node.end - sum(node.opens)
            if node.inserted is None and first == last:
                continue
            if node.inserted is not None or first != end or marks != look:
                yield from _data(self.block, self.path, start, end, look)
                start, look = first, marks
            for piece in node.inserted or ():
                yield marked(piece, marks) if marks else piece
            start, end = (start, last) if node.inserted is None else (last, last)
        yield from _data(self.block, self.path, start, end, look)

    def _looks(self) -> Iterator[tuple[_Node, Mark]]:
        """Each node with the marks that hold there."""
        bold = italic = 0
        for node in self.nodes:
            for count in node.closes:
                bold -= count > 1
                italic -= count != 2
            if bold or italic:
                yield node, _LOOKS[int(node.marks) | (1 if bold else 0) | (2 if italic else 0)]
            else:
                yield node, node.marks
            for count in node.opens:
                bold += count > 1
                italic += count != 2


def _data(block: Block, path: str, start: int, end: int, marks: Mark) -> Iterator[Data]:
    """The letters of a block from `start` to `end` as typed, cut where they do not stand together in the value."""
    if len(block.segments) == 1:
        if start < end:
            yield Data(block.text[start:end], path, block.segments[0][1] + start, marks)
        return
    for first, last in _stretches(block.segments, start, end):
        yield Data(block.text[first:last], path, block.offset(first), marks)


def _stretches(segments: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """`start` to `end` cut where the value has something between that the text has not."""
    index = bisect_right(segments, start, key=lambda s: s[0])
    while start < end:
        stop = min(end, segments[index][0]) if index < len(segments) else end
        yield start, stop
        start, index = stop, index + 1


def _pair_stars(stars: Sequence[_Node]) -> None:
    """Pair closing stars with the nearest fitting opening ones; what finds no partner stays literal.

    Two stars are one sign (bold), one star another (italic); three are both and may pair one after the
    other. `bottom` remembers below which height no opener fits a closer of that length: linear time.
    """
    openers: list[_Node] = []
    bottom = {1: 0, 2: 0, 3: 0}
    for node in stars:
        while node.can_close and node.left:
            want = node.left
            place = next(
                (i for i in range(len(openers) - 1, bottom[want] - 1, -1) if _fits(openers[i].left, want)), -1
            )
            if place < 0:
                bottom[want] = len(openers)
                break
            opener = openers[place]
            count = min(want, opener.left)
            opener.opens.append(count)
            node.closes.append(count)
            del openers[place + (1 if opener.left else 0) :]
            bottom = {length: min(height, len(openers)) for length, height in bottom.items()}
        if node.can_open and node.left:
            openers.append(node)


def _fits(opening: int, closing: int) -> bool:
    return opening == closing or 3 in (opening, closing)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == '_' or unicodedata.combining(char) > 0
