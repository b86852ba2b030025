"""The rows that claims of a paper are stored as; whatever claims share stands once."""

from __future__ import annotations

from msgspec import Struct

from baocao.checks.citations.issuers import Issuer
from baocao.checks.excuses import Excuse
from baocao.checks.reading.context import Context
from baocao.checks.reading.tokens import Token
from baocao.prose import Cell, Kind

#: a line that a finding shows: its text, or its indent and the part of a passage that it is
Line = str | tuple[int, int, int, int]
#: a spot of a passage: offsets, then file, line, column, end line, end column, words of the place, excerpt; file and words by
#: their ordinal among `words`, the excerpt by its ordinal among `lines`
Place = tuple[int, int, int, int, int, int, int, int, int]
#: a spot by passage and offsets
SpotRow = tuple[int, int, int]


class PassageRow(Struct, frozen=True, array_like=True):
    """A passage: its text, and the places of the spots that claims name."""

    text: str
    kind: Kind
    sign: str
    start: int
    cell: Cell | None
    note: str
    notes: tuple[tuple[int, str], ...]
    places: tuple[Place, ...]


class SentenceRow(Struct, frozen=True, array_like=True):
    """A sentence of a passage by its ordinal, with its tokens."""

    passage: int
    start: int
    end: int
    tokens: tuple[Token, ...]


class FiguresRow(Struct, frozen=True, array_like=True):
    """What is told in one area and period: each figure as sentence, token in it, context."""

    area: str
    period: str
    figures: int


class JudgingRow(Struct, frozen=True, array_like=True):
    """A claim that a plan was met or missed."""

    sentence: int
    start: int
    end: int
    met: bool
    words: tuple[str, ...]


class ToldRow(Struct, frozen=True, array_like=True):
    name: str
    area: str
    year: int | None
    plans: bool
    figures: int
    claims: tuple[JudgingRow, ...]


class CitedRow(Struct, frozen=True, array_like=True):
    """A citation; `dated` and `spoken` are tokens of its sentence, negative for none."""

    sentence: int
    start: int
    end: int
    loai: str
    number: str
    year: int | None
    symbol: str
    name: str
    issuer: Issuer
    date: tuple[int, int, int] | None
    dated: int
    subject: tuple[str, ...]
    spoken: int
    about: int
    office: Issuer


class NamesRow(Struct, frozen=True, array_like=True):
    """A list of names, by its spots."""

    file: str
    phrase: tuple[str, ...]
    head: str
    count: int | None
    names: tuple[SpotRow, ...]
    keys: tuple[str, ...]


class Stored(Struct, frozen=True, array_like=True):
    """All that is stored of the claims of a paper; rows refer to each other by ordinal."""

    words: tuple[str, ...]
    lines: tuple[Line, ...]
    passages: tuple[PassageRow, ...]
    sentences: tuple[SentenceRow, ...]
    contexts: tuple[Context, ...]
    figures: tuple[tuple[tuple[int, int, int], ...], ...]
    repeats: tuple[FiguresRow, ...]
    plans: tuple[ToldRow, ...]
    citations: tuple[CitedRow, ...]
    names: tuple[NamesRow, ...]
    excuses: tuple[Excuse, ...]
