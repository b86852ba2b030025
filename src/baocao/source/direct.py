"""The nodes of a file whose every line is plainly sound, made in one walk; all other files are left to the scan and to
YAML's parser, which judge and compose them. What is made here, they would make alike."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct, field

from baocao.source.compose import DEPTH_CAP, NODE_CAP
from baocao.source.nodes import Mapping, Node, Scalar, Sequence
from baocao.source.place import Lines

#: spaces, dashes and perhaps a key that reads as one to everybody, each with its one space; what follows them
_LINE = re.compile(r'( *)((?:- ){0,20})(?:([a-z0-9_][a-z0-9_-]{0,99}):(?: |$))?(.*)')
#: what may end a text behind a key, and what may make a key of a text without one
_CUT = re.compile(': | #|:$')
_KEY_LIKE = re.compile('[:#：﹕꞉∶]')
_QUOTED = re.compile(r""""[^"\\]*"|'[^']*'""")

#: nodes that one line makes at most: its dashes, a key and a value
_OF_A_LINE = 22


class _Doubt(Exception):
    """A line needs a closer look."""


class _Open(Struct):
    """A collection that goes on; of a mapping `key` waits for the value below it, of a list `waits` for an item."""

    column: int
    start: int
    mapping: bool
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: Scalar | None = None
    waits: bool = False

    def take(self, node: Node) -> None:
        """The value that was waited for."""
        if not self.mapping:
            self.items.append(node)
            self.waits = False
        else:
            assert self.key is not None
            name = self.key.value or ''
            if name in self.entries:
                raise _Doubt
            self.entries[name] = self.key, node
            self.key, self.waits = None, False

    def closed(self) -> Node:
        """The node of the collection, which has all its values."""
        if self.waits:
            raise _Doubt
        if self.mapping:
            entries = tuple(self.entries.values())
            return Mapping(entries, self.start, entries[-1][1].end)
        return Sequence(tuple(self.items), self.start, self.items[-1].end)


class Direct(Struct, frozen=True):
    """The root of a file, and of its texts those that hold other letters than ASCII's (no key does)."""

    root: Mapping
    lettered: tuple[Scalar, ...]


def direct(lines: Lines) -> Direct | None:
    """The nodes of a file; None where anything in it needs a closer look, and of a file without data."""
    text = lines.text
    if not text.replace('\n', '').isprintable() or len(lines.lines) * _OF_A_LINE > NODE_CAP:
        return None
    if not unicodedata.is_normalized('NFC', text):
        return None
    try:
        return _Walk(lines).run()
    except _Doubt:
        return None


class _Walk:
    """Reads the lines from the first to the last; the open collections stand inside each other."""

    def __init__(self, lines: Lines) -> None:
        self.text, self.lines, self.starts = lines.text, lines.lines, lines.starts
        self.open: list[_Open] = []
        self.lettered: list[Scalar] = []

    def run(self) -> Direct | None:
        at = 0
        while at < len(self.lines):
            at = self._line(at, self.lines[at])
        if not self.open:
            return None
        while len(self.open) > 1:
            self._close_top()
        root = self.open[0].closed()
        assert isinstance(root, Mapping)
        return Direct(root, tuple(self.lettered))

    def _line(self, at: int, line: str) -> int:
        """Reads what begins on a line; gives the line to go on with."""
        parts = _LINE.match(line)
        assert parts is not None
        indent, dashes, key, value = parts.groups()
        column, offset = len(indent), self.starts[at]
        if not dashes and key is None:
            if value and value[0] != '#':
                raise _Doubt
            return at + 1
        if dashes:
            for place in range(column, column + len(dashes), 2):
                self._entry(place, offset + place, False)
            column += len(dashes)
        if key is None:
            column -= 2
        else:
            start = offset + column
            self._entry(column, start, True).key = Scalar(key, '', start, start + len(key))
        if not value:
            if line[-1] != ':':
                raise _Doubt
            return at + 1
        start = offset + len(line) - len(value)
        if value[0] == '|':
            return self._block(at, column, start, value)
        self._take(self._scalar(value, start, key is not None))
        return at + 1

    def _take(self, node: Scalar) -> None:
        if node.value and not node.value.isascii():
            self.lettered.append(node)
        self.open[-1].take(node)

    def _entry(self, column: int, start: int, mapping: bool) -> _Open:
        """The collection of this kind that an entry at a column belongs to, opened where one waits for it."""
        if self.open:
            top = self.open[-1]
            while top.column > column:
                top = self._close_top()
            if top.column == column and not top.mapping and mapping and len(self.open) > 1:
                top = self._close_top()  # the list of a key stood at the key's own column
            if top.column == column and top.mapping == mapping:
                if top.waits:
                    raise _Doubt
                top.waits = True
                return top
            inside = top.column < column or (top.column == column and top.mapping and not mapping)
            if not (inside and top.waits) or len(self.open) >= DEPTH_CAP:
                raise _Doubt
        elif column or not mapping:
            raise _Doubt
        self.open.append(_Open(column, start, mapping, waits=True))
        return self.open[-1]

    def _close_top(self) -> _Open:
        """Closes the innermost collection; gives the one that it stood in."""
        node = self.open.pop().closed()
        around = self.open[-1]
        around.take(node)
        return around

    def _scalar(self, value: str, start: int, keyed: bool) -> Scalar:
        """A value on one line: a text that nothing can be taken for anything else in, or one in quotes."""
        first = value[0]
        if first.isalnum() or first in '($<;':
            if _KEY_LIKE.search(value) and (not keyed or _CUT.search(value)):
                raise _Doubt
            bare = value.rstrip(' ')
            return Scalar(bare, '', start, start + len(bare))
        if _QUOTED.fullmatch(value):
            return Scalar(value[1:-1], first, start, start + len(value))
        raise _Doubt

    def _block(self, at: int, column: int, start: int, sign: str) -> int:
        """A block whose lines all stand at its indentation, or deeper; its end is where the next content begins."""
        if sign not in ('|', '|-'):
            raise _Doubt
        first = self.lines[at + 1] if at + 1 < len(self.lines) else ''
        rest = first.lstrip(' ')
        indent = len(first) - len(rest)
        if indent <= column or not rest:
            raise _Doubt
        margin, taken = first[:indent], [rest]
        last = number = at + 1
        for number in range(at + 2, len(self.lines)):
            line = self.lines[number]
            bare = line.lstrip(' ')
            if line.startswith(margin):
                if not bare and len(line) > indent:
                    raise _Doubt
                taken.append(line[indent:])
            elif bare:
                if len(line) - len(bare) > column:
                    raise _Doubt
                break
            else:
                taken.append('')
            last = number if bare else last
        else:
            number = len(self.lines)
            if self.text[-1] != '\n':
                raise _Doubt
        value = '\n'.join(taken[: last - at]) + ('' if sign == '|-' else '\n')
        end = self.starts[number] if number < len(self.lines) else len(self.text)
        self._take(Scalar(value, '|', start, end))
        return number
