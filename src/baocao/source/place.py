"""Places: offsets in the text of a file as lines and columns, 1-based, counted in code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from baocao.errors import Finding, Level, Span

SHOWN = 60
"""Letters of a typed value that a sentence repeats."""

_EXCERPT = 1000


def shorten(text: str, limit: int = SHOWN) -> str:
    """`text` on one line, cut to about `limit` letters with an ellipsis."""
    flat = re.sub(r'\s+', ' ', text[: 4 * limit]).strip()
    return flat if len(flat) <= limit and len(text) <= 4 * limit else flat[: limit - 1].rstrip() + '…'


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text whose line breaks are line feeds, with the way from an offset to its place."""

    name: str
    text: str
    lines: tuple[str, ...] = field(init=False)
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        lines = tuple(self.text.split('\n'))
        starts, at = [], 0
        for line in lines:
            starts.append(at)
            at += len(line) + 1
        object.__setattr__(self, 'lines', lines)
        object.__setattr__(self, 'starts', tuple(starts))

    def position(self, offset: int) -> tuple[int, int]:
        """0-based line and column of an offset; past the end gives the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]

    def span(self, start: int, end: int) -> Span:
        """The place of text[start:end]."""
        line, column = self.position(start)
        last, end_column = self.position(max(start, end))
        return Span(self.name, line + 1, column + 1, last + 1, end_column + 1)

    def on_line(self, line: int, column: int = 0, width: int | None = None) -> Span:
        """The place of `width` letters (None: the rest of the line) at a 0-based line and column."""
        length = len(self.lines[line])
        end = length if width is None else min(column + width, length)
        return Span(self.name, line + 1, column + 1, line + 1, max(column, end) + 1)

    def excerpt(self, span: Span) -> str:
        """The line on which the span begins; empty where the whole file is meant."""
        return self.lines[span.line - 1][:_EXCERPT] if 0 < span.line <= len(self.lines) else ''

    def finding(self, code: str, span: Span, problem: str, remedy: str, level: Level = Level.CHAN) -> Finding:
        """A finding with the line of its place as excerpt."""
        return Finding(code, level, span, problem, remedy, self.excerpt(span))
