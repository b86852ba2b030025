"""The guilty and the innocent texts for the checks of figures (tests/material/doi_chieu)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from baocao.checks import Conflict, Paper, check, collect, compare
from baocao.prose import Prose, read_plain

TEXTS = Path(__file__).parent / 'material/doi_chieu'
FAMILIES = tuple(sorted(path.stem for path in TEXTS.glob('*.yaml')))


@dataclass(frozen=True, slots=True)
class Case:
    """A paper with the others of its folder. `words` are what a finding may point at, none for an innocent text."""

    family: str
    number: int
    text: str
    others: tuple[str, ...]
    words: tuple[str, ...]
    why: str
    hard: bool = False

    @property
    def guilty(self) -> bool:
        return bool(self.words)

    @property
    def id(self) -> str:
        """Name of the case in a test report, e.g. `sums-guilty-3`."""
        return f'{self.family}-{"guilty" if self.guilty else "innocent"}-{self.number}'


def cases(family: str) -> tuple[Case, ...]:
    """The cases of a family, the guilty ones first; raises where a case lacks a key or has one too many."""
    data = yaml.safe_load((TEXTS / f'{family}.yaml').read_text(encoding='utf-8'))
    if list(data) != ['co_loi', 'khong_loi']:
        raise ValueError(f'{family}.yaml: co_loi and khong_loi are needed, in this order')
    guilty = [_guilty(family, number, **case) for number, case in enumerate(data['co_loi'], 1)]
    innocent = [_innocent(family, number, **case) for number, case in enumerate(data['khong_loi'], 1)]
    return (*guilty, *innocent)


def _guilty(
    family: str,
    number: int,
    text: str,
    cho: list[str],
    vi: str,
    cung: list[str] | None = None,
    kho: bool = False,
) -> Case:
    return Case(family, number, text, tuple(cung or ()), tuple(cho), vi, kho)


def _innocent(family: str, number: int, text: str, bay: str, cung: list[str] | None = None) -> Case:
    return Case(family, number, text, tuple(cung or ()), (), bay)


def found(case: Case, read: Callable[[str, str], Prose] = read_plain) -> list[Conflict]:
    """What the checks say of the papers of a case, each alone and all together. `read` makes the prose of a text."""
    papers = [Paper(read(text, f'{i}.txt')) for i, text in enumerate((case.text, *case.others))]
    alone = [conflict for paper in papers for conflict in check(paper)]
    return [*alone, *compare([collect(paper) for paper in papers])]


def concerns(conflict: Conflict, case: Case) -> bool:
    """True where a spot of the conflict holds the words of the case, or is a part of them."""
    for spot in conflict.spots:
        around = spot.passage.text[max(0, spot.start - 3) : spot.end + 12]
        if any(word in around or spot.text in word for word in case.words):
            return True
    return False
