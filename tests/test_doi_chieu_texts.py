"""The texts for the checks of figures are whole: enough of them, none twice, and the words they name stand in them."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from doi_chieu import FAMILIES, TEXTS, cases


def test_there_is_a_file_for_each_of_the_eight_families() -> None:
    assert FAMILIES == ('citations', 'counts', 'met', 'order', 'ratios', 'repeats', 'shares', 'sums')


@pytest.mark.parametrize('family', FAMILIES)
def test_there_are_enough_texts_of_both_kinds(family: str) -> None:
    guilty = [case for case in cases(family) if case.guilty]
    assert len(guilty) >= 15
    assert len([case for case in guilty if not case.hard]) >= 12
    assert len(cases(family)) - len(guilty) >= 25


@pytest.mark.parametrize('family', FAMILIES)
def test_the_words_concerned_stand_in_the_text_and_have_a_reason(family: str) -> None:
    for case in cases(family):
        assert case.why, case.id
        for word in case.words:
            assert any(word in text for text in (case.text, *case.others)), (case.id, word)


@pytest.mark.parametrize('family', FAMILIES)
def test_the_file_is_composed_unicode(family: str) -> None:
    text = (TEXTS / f'{family}.yaml').read_text(encoding='utf-8')
    assert unicodedata.normalize('NFC', text) == text


def test_no_text_stands_twice() -> None:
    papers = Counter((case.text, case.others) for family in FAMILIES for case in cases(family))
    assert [text for (text, _), times in papers.items() if times > 1] == []
