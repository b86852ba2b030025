"""Sentences of reports in which every figure agrees: no check of sums, ratios or shares may speak of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.checks import shares
from baocao.checks.model import Paper
from baocao.checks.ratios import pairs as ratios
from baocao.checks.sums import totals as sums
from baocao.prose import read_plain

SENTENCES = (Path(__file__).parent / 'material/doi_chieu/so-lieu-khop.txt').read_text(encoding='utf-8')


def _said(text: str) -> list[str]:
    paper = Paper(read_plain(text, 'x.txt'))
    return [c.problem for check in (ratios.check, sums.check, shares.check) for c in check(paper)]


@pytest.mark.parametrize('text', SENTENCES.splitlines())
def test_a_sentence_whose_figures_agree_is_left_alone(text: str) -> None:
    assert _said(text) == []


def test_the_sentences_are_left_alone_one_after_the_other_as_well() -> None:
    assert _said(SENTENCES) == []
