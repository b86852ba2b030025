"""All checks over texts that were written without sight of them (tests/material/doi_chieu_rieng).

The figures of the first run stand at the head of each file; they tell more of the checks than this test, which holds what
was mended since.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from doi_chieu import Case, concerns, found

TEXTS = Path(__file__).parent / 'material/doi_chieu_rieng'

#: guilty texts that the checks do not find, each with the reason
MISSED = {}


def _read(name: str) -> list[dict[str, Any]]:
    (cases,) = yaml.safe_load((TEXTS / f'{name}.yaml').read_text(encoding='utf-8')).values()
    return list(cases)


def _case(number: int, text: str, cho: tuple[str, ...] = (), cung: tuple[str, ...] = (), **told: str) -> Case:
    return Case('rieng', number, text, tuple(cung), tuple(cho), told.get('ten', ''))


GUILTY = [_case(number, **case) for number, case in enumerate(_read('co_loi'), 1)]
INNOCENT = [_case(number, **case) for number, case in enumerate(_read('khong_loi'), 1)]


@pytest.mark.parametrize('case', INNOCENT, ids=lambda case: str(case.number))
def test_nothing_is_said_of_an_innocent_paragraph(case: Case) -> None:
    assert [conflict.problem for conflict in found(case)] == []


@pytest.mark.parametrize('case', GUILTY, ids=lambda case: case.why)
def test_a_guilty_text_is_found_at_its_words_or_is_a_known_miss(case: Case) -> None:
    said = found(case)
    assert bool(said) == (case.why not in MISSED)
    assert all(concerns(conflict, case) for conflict in said)
