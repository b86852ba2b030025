"""Bytes of one YAML file -> Source: its text, its nodes, and the place of everything in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from collections.abc import Sequence as Items
from dataclasses import dataclass, field

from baocao.errors import Finding, Span, raise_if_stopping
from baocao.source.decode import decode
from baocao.source.examine import examine
from baocao.source.nodes import Mapping, Node, Scalar, Sequence, Value, plain
from baocao.source.offsets import Runs, runs_of, within
from baocao.source.place import Lines

Loc = Items[str | int]


def read(data: bytes, name: str) -> Source:
    """The file as text with places; `name` is the path as the user is shown it.

    Every scalar is text in NFC, only an empty one is None. Raises BaoCaoError with all findings where the
    file cannot be read as it was meant; doubts travel on in `Source.findings`.
    """
    lines = Lines(name, decode(data, name))
    examined = examine(lines)
    raise_if_stopping(examined.findings)
    if not isinstance(examined.root, Mapping):
        raise AssertionError('a file without a mapping at its root must carry a finding')
    value = plain(examined.root)
    assert isinstance(value, dict)
    sha256 = hashlib.sha256(data).hexdigest()
    return Source(name, lines.text, examined.root, examined.findings, sha256, lines, value)


@dataclass(frozen=True, slots=True)
class Source:
    """One file that was read. Offsets count letters of `text`: the file without its byte order mark, line
    breaks as line feeds, not normalised. `sha256` is that of the bytes."""

    name: str
    text: str
    root: Mapping
    findings: tuple[Finding, ...]
    sha256: str
    _lines: Lines = field(repr=False, compare=False)
    _value: dict[str, Value] = field(repr=False, compare=False)
    #: the texts in which places were asked for, with their runs
    _followed: dict[tuple[str | int, ...], tuple[Scalar, Runs | None]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def value(self) -> dict[str, Value]:
        """The data as dict, list, str and None; shared by all who ask for it, changed by none."""
        return self._value

    def find(self, loc: Loc) -> Node | None:
        """The node at a location; None where it is missing."""
        walked = self._walk(loc)
        return walked[-1][1] if len(walked) == len(loc) + 1 else None

    def beginning(self, loc: Loc) -> tuple[str | int, ...]:
        """The longest beginning of a location that the file really has (short forms leave out a level)."""
        found: list[str | int] = []
        node: Node = self.root
        for step in loc:
            entry = _entry(node, step)
            if entry is not None:
                found.append(step)
                node = entry[1]
            elif step != 0:  # what stands alone for a list is its first item
                break
        return tuple(found)

    def span(self, loc: Loc, key: bool = False) -> Span:
        """The place of the node at `loc`, or of its key.

        A missing node gives the place of the nearest parent: its key, else the beginning of its item. An
        empty value gives its key.
        """
        walked = self._walk(loc)
        own_key, node = walked[-1]
        missing = len(walked) <= len(loc)
        empty = isinstance(node, Scalar) and node.value is None
        if own_key is not None and (key or missing or empty):
            return self._lines.span(own_key.start, own_key.end)
        if missing or isinstance(node, Mapping | Sequence):
            return self._collection(node, missing or key)
        return self._lines.span(node.start, self._end(node))

    def span_in(self, loc: Loc, offset: int, length: int) -> Span:
        """The place of `length` letters at `offset` of the NFC value at `loc`, through quotes, folded lines
        and blocks; of what is no text, the place of the node."""
        place = tuple(loc)
        known = self._followed.get(place)
        if known is None:
            node = self.find(loc)
            if not isinstance(node, Scalar) or node.value is None:
                return self.span(loc)
            known = self._followed[place] = node, runs_of(self.text, node)
        node, runs = known
        return self._lines.span(*within(runs, node, offset, length))

    def line(self, n: int) -> str:
        """The n-th line of the file (1-based); empty past its end."""
        return self._lines.lines[n - 1] if 0 < n <= len(self._lines.lines) else ''

    def excerpt(self, span: Span) -> str:
        """The line on which the span begins."""
        return self.line(span.line)

    def _walk(self, loc: Iterable[str | int]) -> list[tuple[Scalar | None, Node]]:
        """The nodes on the way to `loc`, with their keys, as far as they exist."""
        way: list[tuple[Scalar | None, Node]] = [(None, self.root)]
        for step in loc:
            entry = _entry(way[-1][1], step)
            if entry is None:
                break
            way.append(entry)
        return way

    def _collection(self, node: Node, head: bool) -> Span:
        """A collection from its first sign to its end, or (`head`) to the end of its first line."""
        if not head:
            return self._lines.span(node.start, self._end(node))
        line, column = self._lines.position(node.start)
        return self._lines.on_line(line, column, max(1, len(self._lines.lines[line].rstrip()) - column))

    def _end(self, node: Node) -> int:
        """The end without the blank lines that YAML counts to a block."""
        end = node.end
        while end > node.start and self.text[end - 1] in ' \n':
            end -= 1
        return end


def _entry(node: Node, step: str | int) -> tuple[Scalar | None, Node] | None:
    """The key and the node of one step of a location; None where it is missing."""
    if isinstance(node, Mapping):
        return node.entry(str(step))
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
        return None, node.items[step]
    return None
