"""All checks over the guilty and the innocent texts: what must be found is found, nothing else is said."""

from __future__ import annotations

import pytest
from doi_chieu import FAMILIES, Case, cases

from baocao.checks import Conflict, Paper, check, collect, compare
from baocao.prose import read_plain

#: guilty texts that the checks do not find, each with the reason
MISSED = {
    'order-guilty-13': "a list of persons in another paper, told by one letter: their number is not stated",
}


def _found(case: Case) -> list[Conflict]:
    papers = [Paper(read_plain(text, f'{i}.txt')) for i, text in enumerate((case.text, *case.others))]
    alone = [conflict for paper in papers for conflict in check(paper)]
    return [*alone, *compare([collect(paper) for paper in papers])]


def _concerns(conflict: Conflict, case: Case) -> bool:
    """True where a spot of the conflict holds the words of the case, or is a part of them."""
    for spot in conflict.spots:
        around = spot.passage.text[max(0, spot.start - 3) : spot.end + 12]
        if any(word in around or spot.text in word for word in case.words):
            return True
    return False


@pytest.mark.parametrize('family', FAMILIES)
def test_the_guilty_texts_are_found_at_their_words(family: str) -> None:
    guilty = [case for case in cases(family) if case.guilty and not case.hard]
    missed = {case.id for case in guilty if not any(_concerns(c, case) for c in _found(case))}
    assert missed == {name for name in MISSED if name.startswith(family)}


@pytest.mark.parametrize('family', FAMILIES)
def test_nothing_is_said_of_the_innocent_texts(family: str) -> None:
    said = {case.id: [c.problem for c in _found(case)] for case in cases(family) if not case.guilty}
    assert {name: problems for name, problems in said.items() if problems} == {}


@pytest.mark.parametrize('family', FAMILIES)
def test_a_guilty_text_has_its_own_fault_only(family: str) -> None:
    said = {
        case.id: [c.problem for c in _found(case) if not _concerns(c, case)]
        for case in cases(family)
        if case.guilty
    }
    assert {name: problems for name, problems in said.items() if problems} == {}
