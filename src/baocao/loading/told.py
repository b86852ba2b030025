"""Findings of a file, said at a location of it."""

from __future__ import annotations

from msgspec import Struct

from baocao.errors import Finding, Level
from baocao.loading.faults import existing, finding
from baocao.source import Source

Loc = tuple[str | int, ...]


class Told(Struct, frozen=True):
    """A source, and the findings of it."""

    source: Source

    def said(
        self, code: str, level: Level, loc: Loc, problem: str, remedy: str, key: bool = False
    ) -> Finding:
        span = self.source.span(existing(self.source, loc), key=key)
        return finding(code, self.source, span, problem, remedy, level)
