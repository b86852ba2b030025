"""All checks over the guilty and the innocent texts: what must be found is found, nothing else is said."""

from __future__ import annotations

import pytest
from doi_chieu import FAMILIES, cases, concerns, found

#: guilty texts that the checks do not find, each with the reason
MISSED = {
    'order-guilty-13': "a list of persons in another paper, told by one letter: their number is not stated",
}


@pytest.mark.parametrize('family', FAMILIES)
def test_the_guilty_texts_are_found_at_their_words(family: str) -> None:
    guilty = [case for case in cases(family) if case.guilty and not case.hard]
    missed = {case.id for case in guilty if not any(concerns(c, case) for c in found(case))}
    assert missed == {name for name in MISSED if name.startswith(family)}


@pytest.mark.parametrize('family', FAMILIES)
def test_nothing_is_said_of_the_innocent_texts(family: str) -> None:
    said = {case.id: [c.problem for c in found(case)] for case in cases(family) if not case.guilty}
    assert {name: problems for name, problems in said.items() if problems} == {}


@pytest.mark.parametrize('family', FAMILIES)
def test_a_guilty_text_has_its_own_fault_only(family: str) -> None:
    said = {
        case.id: [c.problem for c in found(case) if not concerns(c, case)]
        for case in cases(family)
        if case.guilty
    }
    assert {name: problems for name, problems in said.items() if problems} == {}
