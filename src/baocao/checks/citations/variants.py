"""How citations are grouped and compared: which may be one text, and which of its variants is the odd one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from enum import Enum

from msgspec import Struct, field

from baocao.checks.citations.issuers import Issuer, Kin, kin
from baocao.checks.citations.reader import Citation
from baocao.errors import Level


class Like(Enum):
    """How what two citations are about compares."""

    ALIKE = 'alike'
    UNLIKE = 'unlike'
    UNTOLD = 'untold'


def likeness(one: Citation, other: Citation) -> Like:
    """Whether two citations are about the same, as far as both tell it (four words at least)."""
    count = min(len(one.subject), len(other.subject), 14)
    if count < 4:
        if one.name and other.name:
            return Like.ALIKE if one.name == other.name else Like.UNLIKE
        return Like.UNTOLD
    a, b = one.subject[:count], other.subject[:count]
    if a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.8:
        return Like.ALIKE
    return Like.UNLIKE


Pair = Callable[[Citation, Citation], Level | None]


class Scope(Struct, frozen=True):
    """Which citations are held against each other: all of one paper, or those of different papers. `homes` tells the
    paper of a citation (by its id) and the office of that paper; empty for one paper."""

    homes: Mapping[int, tuple[int, Issuer]] = field(default_factory=dict)

    @property
    def within(self) -> bool:
        """True for one paper."""
        return not self.homes

    def paper(self, cited: Citation) -> int:
        """The ordinal of the paper that cites."""
        return self.homes[id(cited)][0] if self.homes else 0

    def kin(self, one: Citation, other: Citation) -> Kin:
        """Whether both have one issuer; what offices of different places cite without place has not."""
        found = kin(one.issuer, other.issuer, one.symbol, self.within)
        if found is Kin.MAYBE and self.homes:
            offices = self.homes[id(one)][1], self.homes[id(other)][1]
            return Kin.OTHER if kin(*offices, '', within=False) is Kin.OTHER else found
        return found


#: how many variants of a text are compared, and how many citations of each: more say nothing new
_MOST_VARIANTS, _MOST = 24, 8


def grouped(
    cited: Iterable[Citation], key: Callable[[Citation], Hashable | None]
) -> Iterator[list[Citation]]:
    """The citations that share a key, where two or more do; None is no key."""
    groups: dict[Hashable, list[Citation]] = defaultdict(list)
    for citation in cited:
        found = key(citation)
        if found is not None:
            groups[found].append(citation)
    return (group for group in groups.values() if len(group) > 1)


def near_numbers(group: list[Citation]) -> Iterator[list[Citation]]:
    """The citations of a group whose numbers are equal but for one digit, for each such set."""
    if len({c.number for c in group}) < 2:
        return
    masks: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for citation in group:
        number = citation.number.rjust(2, '0')
        for i in range(len(number)):
            masks[number[:i], number[i + 1 :]].append(citation)
    yield from (near for near in masks.values() if len(near) > 1)


def odd_ones(
    group: list[Citation], variant: Callable[[Citation], Hashable], judge: Pair, scope: Scope
) -> Iterator[tuple[Citation, Citation, Level]]:
    """Each variant that disagrees with one told more often or earlier: a citation of each, and how surely."""
    variants: dict[Hashable, list[Citation]] = defaultdict(list)
    for citation in group:
        variants[variant(citation)].append(citation)
    if len(variants) < 2:
        return
    ordered = sorted(variants.values(), key=len, reverse=True)[:_MOST_VARIANTS]
    papers = [{scope.paper(c) for c in alike} for alike in ordered]
    for i, odd in enumerate(ordered):
        judged = [
            (one, other, level)
            for earlier, homes in zip(ordered[:i], papers, strict=False)
            for one in odd[:_MOST]
            if scope.within or scope.paper(one) not in homes
            for other in earlier[:_MOST]
            if (level := judge(one, other))
        ]
        if judged:
            yield next((j for j in judged if j[2] is Level.LOI), judged[0])


def swapped(one: str, other: str) -> bool:
    """True where one digit is another, a leading zero counted."""
    width = max(len(one), len(other), 2)
    return one_apart(one.rjust(width, '0'), other.rjust(width, '0'))


def same_subject(one: Citation, other: Citation) -> bool:
    """True where both tell one subject in full: the same words, or those of the shorter begin the longer."""
    count = min(len(one.subject), len(other.subject))
    if count < 6 or (count < 10 and len(one.subject) != len(other.subject)):
        return False
    return one.subject[:count] == other.subject[:count]


def one_apart(one: str, other: str) -> bool:
    """True where one letter was changed, left out or added."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
