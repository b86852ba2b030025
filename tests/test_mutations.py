"""One digit of each listed claim changed in turn in the printed samples: the checks tell it, and nothing else."""

from __future__ import annotations

import pytest
from claims import claims
from mutations import alarms, caught, of_claim
from samples import printed_prose, sample_names


@pytest.mark.parametrize('name', sample_names())
def test_an_untouched_sample_raises_no_alarm(name: str) -> None:
    assert alarms(printed_prose(name)) == set()


@pytest.mark.parametrize('name', sample_names())
def test_every_listed_numeral_is_found_in_the_printed_sample(name: str) -> None:
    missing = [str(c) for c in claims(name) if c.has_digits and not of_claim(printed_prose(name), c)]
    assert missing == []


def test_nineteen_of_twenty_changed_digits_of_the_claims_are_told() -> None:
    told = changed = 0
    for name in sample_names():
        prose = printed_prose(name)
        listed = {
            mutation for claim in claims(name) if claim.has_digits for mutation in of_claim(prose, claim)
        }
        found, missed = caught(prose, sorted(listed, key=lambda m: (m.passage, m.at)))
        told, changed = told + len(found), changed + len(found) + len(missed)
    assert changed > 800
    assert told / changed >= 0.95
