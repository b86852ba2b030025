"""A part as it is written anew for each view."""

from __future__ import annotations

from msgspec import Struct

from baocao.word.nodes import Nodes


class Program(Struct, frozen=True):
    """A part that is written anew for each view. `width` is the text width of its page in twips; `keeps` tells that its
    values may stand in controls."""

    part: str
    place: str
    in_body: bool
    nodes: Nodes
    width: int
    keeps: bool = True
