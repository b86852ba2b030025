"""The composed nodes of a file: every scalar is text, and every node knows its offsets in the file."""

from __future__ import annotations

from msgspec import Struct

Value = None | str | list['Value'] | dict[str, 'Value']


class Scalar(Struct, frozen=True):
    """A text. `value` is in NFC, None where nothing was typed; `raw` is the value before NFC (None where
    equal). `style` is '' plain, or one of `'`, `"`, `|`, `>`. `start` and `end` are offsets in the file."""

    value: str | None
    style: str
    start: int
    end: int
    raw: str | None = None


class Mapping(Struct, frozen=True):
    """Keys with their nodes, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int
    flow: bool = False

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        """The key and the node under `key`; None where it is missing."""
        for entry in self.entries:
            if entry[0].value == key:
                return entry
        return None


class Sequence(Struct, frozen=True):
    """The items of a list."""

    items: tuple[Node, ...]
    start: int
    end: int
    flow: bool = False


Node = Scalar | Mapping | Sequence


def plain(node: Node) -> Value:
    """The node as dict, list, str or None. Depth was bounded when the node was composed."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value or '': plain(value) for key, value in node.entries}
