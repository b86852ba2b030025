"""Findings, the one exception that carries them, and exit codes. Leans on the standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, IntEnum

from msgspec import Struct


class Level(Enum):
    """How much a finding weighs; the value is the word that people read."""

    CHAN = "chặn"
    LOI = "lỗi"
    CANH_BAO = "cảnh báo"
    GOI_Y = "gợi ý"

    @property
    def stops(self) -> bool:
        """True where nothing may be written."""
        return self is Level.CHAN

    @property
    def is_fault(self) -> bool:
        """True where the command ends with exit code 1."""
        return self in (Level.CHAN, Level.LOI)


class Span(Struct, frozen=True, order=True):
    """A place: file as the user named it, 1-based line and column (0 where the whole file is meant).

    `end_line` and `end_column` close the span (exclusive column; 0 where unknown). `place` says in
    Vietnamese where inside a Word file the fault stands (part, paragraph or cell, tag), since a .docx
    has no lines.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    place: str = ''


class Finding(Struct, frozen=True):
    """One fault: where, what is wrong, how to mend it. Neither sentence may be empty.

    `code` is stable and never reused: two letters (YM YAML, DL data, SL figures, MB template, TT form,
    BN a draft on disk, HT system) and three digits. `excerpt` is the text of the faulty source line(s),
    or the faulty tag of a template; empty where nothing helps.
    """

    code: str
    level: Level
    span: Span
    problem: str
    remedy: str
    excerpt: str = ''

    def __post_init__(self) -> None:
        if not self.problem.strip() or not self.remedy.strip():
            raise ValueError(f'finding {self.code} lacks its problem or its remedy')


class BaoCaoError(Exception):
    """Raised once at the end of a hop with all its findings; its whole state is `args`, so it pickles."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self.args)

    def __str__(self) -> str:
        return '; '.join(
            f'{f.span.file}:{f.span.line}:{f.span.column}: {f.code} {f.problem}' for f in self.findings
        )


class ExitCode(IntEnum):
    """What the process tells the shell."""

    GOOD = 0
    FINDINGS = 1
    USAGE = 2
    OUT_IN_USE = 3
    EDITED_DRAFT = 4
    DISK = 5
    OUR_BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143


def raise_if_stopping(findings: Iterable[Finding]) -> None:
    """Raise BaoCaoError with *all* findings where at least one of them forbids writing."""
    found = tuple(findings)
    if any(f.level.stops for f in found):
        raise BaoCaoError(*found)
