"""Claims of a paper as bytes, so that a later run compares them with those of other papers without drafting it again.

The bytes hold what a comparison asks of a passage (its text, its sign, whether it is a cell) and the places of the spots
that a conflict may name. Passages, sentences and lines stand there once, whatever claims share them. It is JSON, deflated
(which tells damage by its checksum), behind a line with the version.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache

import msgspec
from msgspec import Struct

from baocao.checks.citations.family import Claim as Cited
from baocao.checks.citations.reader import Citation
from baocao.checks.excuses import Excuse
from baocao.checks.met.claimed import Claim as Judging
from baocao.checks.met.plans import Told
from baocao.checks.model import Sentence, Spot
from baocao.checks.names import NameList
from baocao.checks.reading.context import Context
from baocao.checks.reading.measures import Figure
from baocao.checks.repeats.measured import Claim as Telling
from baocao.checks.run import Claims
from baocao.checks.stored_rows import (
    CitedRow,
    FiguresRow,
    JudgingRow,
    Line,
    NamesRow,
    PassageRow,
    Place,
    SentenceRow,
    SpotRow,
    Stored,
    ToldRow,
)
from baocao.errors import Span
from baocao.prose import Passage

#: the first line, with the version of the form
_HEAD = b'baocao-claims 1\n'
#: bytes of JSON; what is longer is not read
_MOST = 64 << 20
#: zlib's fastest level leaves a third of the bytes, its slower ones little less
_LEVEL = 1


class Kept(Struct, frozen=True):
    """The places of a passage that was stored: those of the spots that its claims name."""

    file: str
    places: dict[tuple[int, int], tuple[Span, str]]

    def span(self, start: int, end: int) -> Span:
        """The place of a spot; the whole file for what no claim names."""
        return self.told(start, end)[0]

    def excerpt(self, start: int, end: int) -> str:
        """The line of a spot; empty for what no claim names."""
        return self.told(start, end)[1]

    def told(self, start: int, end: int) -> tuple[Span, str]:
        """The place and the line of a spot."""
        return self.places.get((start, end), (Span(self.file), ''))


def store(claims: Claims, excuses: Iterable[Excuse]) -> bytes:
    """The claims of a paper, as `collect` gives them, and its excuses as bytes for `restore`."""
    body = msgspec.json.encode(_Writer().stored(claims, tuple(excuses)))
    return _HEAD + zlib.compress(body, _LEVEL)


def restore(data: bytes) -> tuple[Claims, tuple[Excuse, ...]]:
    """The claims and excuses that were stored. Raises ValueError where the bytes are damaged or of another version."""
    if not data.startswith(_HEAD):
        raise ValueError('no claims of this version')
    opener = zlib.decompressobj()
    try:
        body = opener.decompress(data[len(_HEAD) :], _MOST)
        if not opener.eof or opener.unused_data:
            raise ValueError('claims that are cut off, too long or followed by something else')
        stored = _decoder().decode(body)
        return _claims(stored), stored.excuses
    except (zlib.error, msgspec.MsgspecError, IndexError, ArithmeticError) as error:
        raise ValueError('claims that cannot be read') from error


@cache
def _decoder() -> msgspec.json.Decoder[Stored]:
    return msgspec.json.Decoder(Stored)


class _Writer:
    """Gives what claims share its ordinal."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._lines: dict[str, int] = {}
        self._told: list[Line] = []
        self._passages: dict[int, tuple[int, Passage, dict[tuple[int, int], Place]]] = {}
        self._sentences: dict[int, int] = {}
        self._rows: list[SentenceRow] = []
        self._contexts: dict[Context, int] = {}
        self._runs: dict[int, int] = {}
        self._figures: list[tuple[tuple[int, int, int], ...]] = []

    def stored(self, claims: Claims, excuses: tuple[Excuse, ...]) -> Stored:
        repeats = tuple(
            [FiguresRow(c.area, c.period, self._run(c.figures)) for c in claims.get('repeats', ())]
        )
        plans = tuple([self._told_of(told) for told in claims.get('plans', ())])
        citations = tuple([self._cited(claim) for claim in claims.get('citations', ())])
        names = tuple([self._listed(own) for own in claims.get('names', ())])
        passages = tuple(
            [
                PassageRow(p.text, p.kind, p.sign, p.start, p.cell, p.note, p.notes, tuple(places.values()))
                for _, p, places in self._passages.values()
            ]
        )
        return Stored(
            tuple(self._words),
            tuple(self._told),
            passages,
            tuple(self._rows),
            tuple(self._contexts),
            tuple(self._figures),
            repeats,
            plans,
            citations,
            names,
            excuses,
        )

    def _passage(self, passage: Passage) -> tuple[int, Passage, dict[tuple[int, int], Place]]:
        found = self._passages.get(id(passage))
        if found is None:
            found = self._passages[id(passage)] = (len(self._passages), passage, {})
        return found

    def _spot(self, spot: Spot) -> SpotRow:
        """The spot by passage and offsets; its place and line are kept with the passage."""
        passage, start, end = spot
        ordinal, _, places = self._passage(passage)
        if (start, end) not in places:
            span, line = passage.where.told(start, end)
            excerpt = self._line(line, passage.text, ordinal)
            places[start, end] = (
                start,
                end,
                self._word(span.file),
                span.line,
                span.column,
                span.end_line,
                span.end_column,
                self._word(span.place),
                excerpt,
            )
        return ordinal, start, end

    def _word(self, text: str) -> int:
        return self._words.setdefault(text, len(self._words))

    def _line(self, line: str, text: str, passage: int) -> int:
        """The ordinal of a line, which mostly repeats the text of its passage behind an indent."""
        found = self._lines.get(line)
        if found is None:
            found = self._lines[line] = len(self._told)
            bare = line.lstrip(' ')
            at = text.find(bare)
            self._told.append((len(line) - len(bare), passage, at, at + len(bare)) if at >= 0 else line)
        return found

    def _sentence(self, sentence: Sentence) -> int:
        found = self._sentences.get(id(sentence))
        if found is None:
            found = self._sentences[id(sentence)] = len(self._rows)
            ordinal = self._passage(sentence.passage)[0]
            self._rows.append(SentenceRow(ordinal, sentence.start, sentence.end, sentence.tokens))
        return found

    def _run(self, figures: tuple[Figure, ...]) -> int:
        """The ordinal of the figures of a paper, which two families share."""
        found = self._runs.get(id(figures))
        if found is None:
            found = self._runs[id(figures)] = len(self._figures)
            self._figures.append(tuple([self._figure(figure) for figure in figures]))
        return found

    def _figure(self, figure: Figure) -> tuple[int, int, int]:
        sentence, token, context = figure
        self._spot(sentence.spot(token))
        at = self._contexts.setdefault(context, len(self._contexts))
        return self._sentence(sentence), sentence.tokens.index(token), at

    def _told_of(self, told: Told) -> ToldRow:
        claims = tuple([self._judging(claim, words) for claim, words in told.claims])
        return ToldRow(told.name, told.area, told.year, told.plans, self._run(told.figures), claims)

    def _judging(self, claim: Judging, words: frozenset[str]) -> JudgingRow:
        self._spot(claim.spot)
        return JudgingRow(
            self._sentence(claim.sentence), claim.start, claim.end, claim.met, tuple(sorted(words))
        )

    def _cited(self, claim: Cited) -> CitedRow:
        cited = claim.cited
        self._spot(cited.spot)
        self._spot(cited.day_spot)
        tokens = cited.sentence.tokens
        return CitedRow(
            self._sentence(cited.sentence),
            cited.start,
            cited.end,
            cited.loai,
            cited.number,
            cited.year,
            cited.symbol,
            cited.name,
            cited.issuer,
            cited.date,
            tokens.index(cited.dated) if cited.dated else -1,
            cited.subject,
            tokens.index(cited.spoken) if cited.spoken else -1,
            cited.about,
            claim.office,
        )

    def _listed(self, own: NameList) -> NamesRow:
        names = tuple([self._spot(name) for name in own.names])
        return NamesRow(own.file, own.phrase, own.head, own.count, names, own.keys)


def _claims(stored: Stored) -> Claims:
    lines: list[str] = []
    for line in stored.lines:
        if isinstance(line, str):
            lines.append(line)
        else:
            indent, at, start, end = line
            lines.append(' ' * indent + stored.passages[at].text[start:end])
    passages = [_passage(row, stored.words, lines) for row in stored.passages]
    sentences = [Sentence(passages[s.passage], s.start, s.end, s.tokens) for s in stored.sentences]
    runs = [
        tuple([Figure(sentences[s], sentences[s].tokens[t], stored.contexts[c]) for s, t, c in run])
        for run in stored.figures
    ]
    return {
        'citations': tuple([_cited(row, sentences[row.sentence]) for row in stored.citations]),
        'names': tuple([_listed(row, passages) for row in stored.names]),
        'plans': tuple([_told(row, sentences, runs[row.figures]) for row in stored.plans]),
        'repeats': tuple([Telling(row.area, row.period, runs[row.figures]) for row in stored.repeats]),
    }


def _passage(row: PassageRow, words: tuple[str, ...], lines: list[str]) -> Passage:
    places = {
        (start, end): (Span(words[file], line, column, end_line, end_column, words[place]), lines[excerpt])
        for start, end, file, line, column, end_line, end_column, place, excerpt in row.places
    }
    where = Kept(words[0] if words else '', places)
    return Passage(row.text, where, row.kind, row.sign, row.start, row.cell, row.note, row.notes)


def _told(row: ToldRow, sentences: list[Sentence], figures: tuple[Figure, ...]) -> Told:
    claims = tuple(
        [(Judging(sentences[c.sentence], c.start, c.end, c.met), frozenset(c.words)) for c in row.claims]
    )
    return Told(row.name, row.area, row.year, row.plans, figures, claims)


def _cited(row: CitedRow, sentence: Sentence) -> Cited:
    dated = sentence.tokens[row.dated] if row.dated >= 0 else None
    spoken = sentence.tokens[row.spoken] if row.spoken >= 0 else None
    cited = Citation(
        sentence,
        row.start,
        row.end,
        row.loai,
        row.number,
        row.year,
        row.symbol,
        row.name,
        row.issuer,
        row.date,
        dated,
        row.subject,
        spoken,
        row.about,
    )
    return Cited(cited, row.office)


def _listed(row: NamesRow, passages: list[Passage]) -> NameList:
    spots = tuple([Spot(passages[at], start, end) for at, start, end in row.names])
    return NameList(row.file, row.phrase, row.head, row.count, spots, row.keys)
