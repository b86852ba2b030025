"""All families of checks over one paper, and over what the papers of a folder claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from baocao.checks import hints, names, shares
from baocao.checks.citations import family as citations
from baocao.checks.counts import counted as counts
from baocao.checks.met import judged as met
from baocao.checks.met import plans
from baocao.checks.model import MOST_NUMERALS, Conflict, Paper, Spot
from baocao.checks.order import data_window, due, own_year
from baocao.checks.order import ordered as order
from baocao.checks.ratios import beyond_whole, weighted
from baocao.checks.ratios import pairs as ratios
from baocao.checks.reading.tokens import read
from baocao.checks.repeats import measured as repeats
from baocao.checks.sums import totals as sums
from baocao.checks.tabled import against_body as tabled
from baocao.errors import Level

Check = Callable[[Paper], Iterator[Conflict]]

#: the families in the order of their certainty: the first to speak of a numeral is heard
FAMILIES: tuple[Check, ...] = (
    citations.check,
    ratios.check,
    sums.check,
    weighted.check,
    shares.check,
    counts.check,
    names.check,
    order.check,
    met.check,
    repeats.check,
    tabled.check,
    beyond_whole.check,
    data_window.check,
    due.check,
    own_year.check,
)

#: what is only hinted at, on request
HINTS: tuple[Check, ...] = (hints.check,)


class Across(NamedTuple):
    """A family that compares papers: what it collects from each, and what disagrees between them."""

    collect: Callable[[Paper], tuple[Any, ...]]
    compare: Callable[[Sequence[tuple[Any, ...]]], Iterator[Conflict]]


ACROSS: Mapping[str, Across] = {
    'citations': Across(citations.collect, citations.compare),
    'names': Across(names.collect, names.compare),
    'plans': Across(plans.collect, plans.compare),
    'repeats': Across(repeats.collect, repeats.compare),
}

#: what a paper claims, by family: it can be kept and compared later, without the paper
Claims = Mapping[str, tuple[Any, ...]]


def check(paper: Paper, hinting: bool = False) -> tuple[Conflict, ...]:
    """What disagrees inside a paper, in reading order; one conflict for a numeral. With `hinting` also what is only
    uneven in form."""
    found: dict[tuple[int, int, int], Conflict] = {}
    order = {id(passage): i for i, passage in enumerate(paper.prose.passages)}
    for family in FAMILIES + (HINTS if hinting else ()):
        for conflict in family(paper):
            spot = conflict.spots[0]
            found.setdefault((order.get(id(spot.passage), 0), spot.start, spot.end), conflict)
    for conflict in _unread(paper):
        found.setdefault((order[id(conflict.spots[0].passage)], 0, 0), conflict)
    return tuple(found[place] for place in sorted(found))


def _unread(paper: Paper) -> Iterator[Conflict]:
    """The paragraphs that are too full of numerals to be compared (SL291)."""
    for block in paper.numeral_blocks.values():
        passage = block[0].passage if len(block) == 1 else None  # it is not parted into sentences
        if passage is not None and not block[0].tokens and len(passage.text) > MOST_NUMERALS:
            count = len(read(passage.text, passage.start))
            if count > MOST_NUMERALS:
                yield Conflict(
                    'SL291',
                    Level.CANH_BAO,
                    (Spot(passage, passage.start, min(passage.start + 40, len(passage.text))),),
                    f"Đoạn này có {count} con số nên không được đối chiếu (nhiều nhất {MOST_NUMERALS} con số một đoạn).",
                    "Chia đoạn, hoặc chuyển các số vào bảng.",
                )


def collect(paper: Paper) -> Claims:
    """What a paper claims that may be compared with other papers of its folder."""
    return {name: family.collect(paper) for name, family in ACROSS.items()}


def compare(papers: Sequence[Claims]) -> tuple[Conflict, ...]:
    """What disagrees between papers; one conflict for a spot."""
    found: dict[Spot, Conflict] = {}
    for name, family in ACROSS.items():
        for conflict in family.compare([claims.get(name, ()) for claims in papers]):
            found.setdefault(conflict.spots[0], conflict)
    return tuple(found.values())
