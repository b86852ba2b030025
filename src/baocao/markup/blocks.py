"""The paragraphs and items of a value of prose, each with the way back to the value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

BlockKind = Literal['doan', 'gach', 'cong']

_ITEM = re.compile(r'[-+](?:[ \t]+|$)')
_BLANKS = ' \t\r'


class Block(Struct, frozen=True):
    """A paragraph (`doan`), dash item (`gach`) or plus item (`cong`) of a value, without its dash or plus.

    `text` still has its marks; a line break inside it is one space. `start` is the offset of its first
    character in the value (of the dash where the item is empty). `segments` are pairs (offset in `text`,
    offset in the value), one for each stretch that stands together in both.
    """

    kind: BlockKind
    text: str
    start: int
    segments: tuple[tuple[int, int], ...]

    def offset(self, at: int) -> int:
        """The place in the value of the character `at` of the text."""
        if len(self.segments) == 1:
            return self.segments[0][1] + at
        mine, theirs = self.segments[max(0, bisect_right(self.segments, at, key=lambda s: s[0]) - 1)]
        return theirs + at - mine


def split_blocks(value: str) -> tuple[Block, ...]:
    """The paragraphs and items of a value of prose, in order.

    A blank line ends a block; a line that begins with `- ` or `+ ` opens an item; other lines continue the
    block, joined with one space. Blanks at both ends of a line are dropped, those inside stay.
    """
    whole = value.strip(_BLANKS + '\n')
    if '\n' not in whole and whole[:1] not in ('', '-', '+'):
        start = value.index(whole[0])
        return (Block('doan', whole, start, ((0, start),)),)
    blocks: list[Block] = []
    lines: list[tuple[int, str]] = []
    kind: BlockKind = 'doan'

    def close() -> None:
        if lines:
            blocks.append(_joined(kind, lines))
            lines.clear()

    start = 0
    for typed in value.split('\n'):
        line = typed.strip(_BLANKS)
        if not line:
            close()
        else:
            at = start + typed.index(line[0])
            opening = _ITEM.match(line) if line[0] in '-+' else None
            if opening:
                close()
                kind = 'gach' if line[0] == '-' else 'cong'
                text = line[opening.end() :]
                lines.append((at + opening.end() if text else at, text))
            else:
                kind = kind if lines else 'doan'
                lines.append((at, line))
        start += len(typed) + 1
    close()
    return tuple(blocks)


def _joined(kind: BlockKind, lines: Sequence[tuple[int, str]]) -> Block:
    """One block of its lines. The space of a line break stands for the character behind the line's text."""
    if len(lines) == 1:
        return Block(kind, lines[0][1], lines[0][0], ((0, lines[0][0]),))
    parts: list[str] = []
    segments: list[tuple[int, int]] = []
    length = end = 0
    for start, line in lines:
        if parts and parts != ['']:
            parts.append(' ')
            length += 1
            end += 1
        if not segments or start != end:
            if segments and segments[-1][0] == length:
                segments.pop()
            segments.append((length, start))
        parts.append(line)
        length += len(line)
        end = start + len(line)
    return Block(kind, ''.join(parts), lines[0][0], tuple(segments))
