"""A part as it is written anew for each view."""

from __future__ import annotations

from dataclasses import dataclass

from baocao.word.nodes import Nodes


@dataclass(frozen=True, slots=True)
class Program:
    """A part that is written anew for each view. `width` is the text width of its page in twips; `keeps` tells that its
    values may stand in controls."""

    part: str
    place: str
    in_body: bool
    nodes: Nodes
    width: int
    keeps: bool = True
