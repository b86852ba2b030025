"""Inline marks and blocks of prose: what a person types in a `|` block becomes pieces with their places."""

from baocao.markup.blocks import split_blocks
from baocao.markup.inline import Fault, ProseBlock, Reference, Refs, escape, parse_inline, parse_prose

__all__ = [
    'Fault',
    'ProseBlock',
    'Reference',
    'Refs',
    'escape',
    'parse_inline',
    'parse_prose',
    'split_blocks',
]
