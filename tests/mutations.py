"""One digit of a numeral changed in turn: what a check of figures catches of that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from claims import NBSP, Claim
from msgspec.structs import replace

from baocao.checks import Paper, check
from baocao.prose import Passage, Prose

_NUMERAL = re.compile(r'\d[\d.,/]*\d|\d')


@dataclass(frozen=True, slots=True)
class Mutation:
    """A paper in which one digit is another: which passage, the offset, the digit, and the words around it."""

    passage: int
    at: int
    digit: str
    around: str

    def of(self, prose: Prose) -> Prose:
        """The changed paper."""
        changed = list(prose.passages)
        old = changed[self.passage]
        text = old.text[: self.at] + self.digit + old.text[self.at + 1 :]
        changed[self.passage] = replace(old, text=text)
        return Prose(prose.name, tuple(changed))


def alarms(prose: Prose) -> set[tuple[str, str]]:
    """What the checks say of a paper: code and problem."""
    return {(c.code, c.problem) for c in check(Paper(prose))}


def is_caught(prose: Prose, mutation: Mutation, before: set[tuple[str, str]]) -> bool:
    """True where the changed paper has an alarm that the untouched one has not."""
    return bool(alarms(mutation.of(prose)) - before)


def of_span(passages: tuple[Passage, ...], passage: int, start: int, end: int) -> Iterator[Mutation]:
    """Each digit of a span changed to the next one, 9 to 0."""
    text = passages[passage].text
    for at in range(start, end):
        if text[at].isdigit():
            digit = str((int(text[at]) + 1) % 10)
            yield Mutation(
                passage, at, digit, f'{text[max(0, at - 30) : at]}[{digit}]{text[at + 1 : at + 30]}'
            )


def of_claim(prose: Prose, claim: Claim) -> list[Mutation]:
    """The mutations of a numeral of the list; none where the paper does not print its sentence in one passage."""
    span = claim.span()
    if span is None:
        return []
    before, _, _ = claim.sentence[: span[0]].rpartition(' | ')
    part = claim.sentence[len(before) + 3 if before else 0 :].partition(' | ')[0]
    lead = len(before) + 3 if before else 0
    for i, passage in enumerate(prose.passages):
        found = _flat(passage).find(part)
        if found >= 0 and (
            not before or (i and _flat(prose.passages[i - 1]).endswith(before.rpartition(' | ')[2]))
        ):
            return list(of_span(prose.passages, i, found + span[0] - lead, found + span[1] - lead))
    return []


def _flat(passage: Passage) -> str:
    return passage.text.replace(NBSP, ' ').replace('\n', ' ')


def of_all(prose: Prose) -> Iterator[Mutation]:
    """The mutations of every numeral of a paper."""
    for i, passage in enumerate(prose.passages):
        for numeral in _NUMERAL.finditer(passage.text):
            yield from of_span(prose.passages, i, numeral.start(), numeral.end())


def caught(
    prose: Prose, mutations: Mapping[Mutation, str] | list[Mutation]
) -> tuple[list[Mutation], list[Mutation]]:
    """The mutations that are caught, and those that are not."""
    before = alarms(prose)
    found: list[Mutation] = []
    missed: list[Mutation] = []
    for mutation in mutations:
        (found if is_caught(prose, mutation, before) else missed).append(mutation)
    return found, missed
