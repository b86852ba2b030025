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

from baocao.prose import Cell, Kind, Passage, Prose, read_plain

TEXTS = Path(__file__).parent / 'material/doi_chieu_rieng'

#: guilty texts that the checks do not find, each with the reason
MISSED = {
    'phụ lục': "three numbers behind one noun (Phụ lục I, II và III) are read as one name",
    'chữ viết số': "counts in words are no numerals to the checks",
    'hai văn bản': "reports of nine months and of the year are not compared, also where both tell of a year before",
    'bảng và lời': "the row of the table names the measure in too few words",
    'giờ ngược': "hours may run over midnight",
}


def _with_tables(text: str, name: str) -> Prose:
    """The prose of a text whose lines with bars are the rows of a table."""
    prose = read_plain(text, name)
    passages: list[Passage] = []
    for row, passage in enumerate(prose.passages):
        if ' | ' not in passage.text:
            passages.append(passage)
            continue
        for column, words in enumerate(passage.text.split('|')):
            passages.append(Passage(words.strip(), passage.where, Kind.CELL, cell=Cell(0, row, column)))
    return Prose(name, tuple(passages))


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
    said = found(case, _with_tables)
    assert bool(said) == (case.why not in MISSED)
    assert all(concerns(conflict, case) for conflict in said)
