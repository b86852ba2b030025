"""What a check sees of a paper, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, NamedTuple, TypeVar, overload

from baocao.checks.reading.tokens import Sort, Token, has_digits, read
from baocao.errors import Finding, Level
from baocao.prose import Passage, Prose, sentences


class Spot(NamedTuple):
    """A part of a passage: offsets into its text, the end exclusive."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words at the spot."""
        return self.passage.text[self.start : self.end]


class Conflict(NamedTuple):
    """What disagrees: the spots concerned, the one to be mended first; what is wrong with the sum shown, and how to
    mend it. `code` and `level` are those of the finding."""

    code: str
    level: Level
    spots: tuple[Spot, ...]
    problem: str
    remedy: str

    @property
    def finding(self) -> Finding:
        """The conflict as a finding at its first spot."""
        spot = self.spots[0]
        span, excerpt = spot.passage.where.told(spot.start, spot.end)
        return Finding(self.code, self.level, span, self.problem, self.remedy, excerpt)


class Sentence(NamedTuple):
    """A sentence of a passage with the tokens in it (offsets are those of the passage)."""

    passage: Passage
    start: int
    end: int
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.passage.text[self.start : self.end]

    def spot(self, token: Token) -> Spot:
        """The spot of a token."""
        return Spot(self.passage, token.start, token.end)

    def clauses(self) -> Iterator[tuple[int, int]]:
        """The parts between semicolons, as offsets of the passage."""
        start = self.start
        for i in range(self.start, self.end):
            if self.passage.text[i] == ';':
                yield start, i
                start = i + 1
        yield start, self.end

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens in a part of the sentence."""
        return tuple(t for t in self.tokens if start <= t.start and t.end <= end)


class Blocks(Sequence[tuple[Sentence, ...]]):
    """The sentences of each passage; a passage is read when it is first asked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._read: list[tuple[Sentence, ...] | None] = [None] * len(passages)

    def __len__(self) -> int:
        return len(self._passages)

    @overload
    def __getitem__(self, at: int) -> tuple[Sentence, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[tuple[Sentence, ...], ...]: ...

    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        block = self._read[at]
        if block is None:
            block = self._read[at] = _read(self._passages[at])
        return block


@dataclass(frozen=True)
class Paper:
    """A paper under check: its prose, read once into sentences and tokens."""

    prose: Prose
    #: what checks made of the paper, by what made it
    made: dict[Callable[..., Any], Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in reading order."""
        return tuple(s for block in self.blocks for s in block)

    @cached_property
    def blocks(self) -> Blocks:
        """The sentences of each passage, in step with `prose.passages`."""
        return Blocks(self.prose.passages)

    @cached_property
    def numeral_blocks(self) -> Mapping[int, tuple[Sentence, ...]]:
        """The blocks that have numerals, by the position of their passage: fewer than half of all, and all that most
        checks need."""
        passages = enumerate(self.prose.passages)
        return {at: self.blocks[at] for at, p in passages if has_digits(p.text, p.start)}

    @cached_property
    def with_numerals(self) -> tuple[Sentence, ...]:
        """The sentences that have numerals, in reading order."""
        return tuple(s for block in self.numeral_blocks.values() for s in block if s.tokens)

    @cached_property
    def dates(self) -> tuple[tuple[Sentence, Token], ...]:
        """The dates with their sentences, in reading order."""
        return tuple([(s, t) for s in self.with_numerals for t in s.tokens if t.sort is Sort.DATE])


Made = TypeVar('Made')


def once(make: Callable[[Paper], Made]) -> Callable[[Paper], Made]:
    """The same reading of a paper, made once for all checks that ask for it; what it returns never changes."""

    @wraps(make)
    def kept(paper: Paper) -> Made:
        if make not in paper.made:
            paper.made[make] = make(paper)
        found: Made = paper.made[make]
        return found

    return kept


#: numerals in one paragraph; what has more is data typed in a row, which would cost more than it can prove
MOST_NUMERALS = 600


def _read(passage: Passage) -> tuple[Sentence, ...]:
    tokens = read(passage.text, passage.start)
    if len(tokens) > MOST_NUMERALS:
        return (Sentence(passage, passage.start, len(passage.text), ()),)
    found: list[Sentence] = []
    first = 0
    for start, end in sentences(passage.text, passage.start):
        behind = first
        while behind < len(tokens) and tokens[behind].start < end:
            behind += 1
        found.append(Sentence(passage, start, end, tokens[first:behind]))
        first = behind
    return tuple(found)
