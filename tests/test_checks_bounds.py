"""Papers of any size are checked in bounded work, and what is not read is said."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from baocao.checks import Paper, check, collect
from baocao.prose import read_plain


@pytest.mark.parametrize(
    'text',
    [
        "đạt 95% " * 5000,
        ';'.join(["22/23 vụ, đạt 95,65%"] * 5000),
        "5 năm 2021-2025 " * 5000,
        '2' * 50_000,
        '(' * 50_000 + '1',
        "07 xã " + ', '.join(["Tịnh Khê"] * 5000),
    ],
)
def test_a_paragraph_full_of_numerals_ends_and_is_told(text: str) -> None:
    paper = Paper(read_plain(text, 'x.txt'))
    found = check(paper, hinting=True)
    collect(paper)
    told = [c.code for c in found]
    assert ('SL291' in told) == (text.count('9') + text.count('5 năm') > 600)


def _calls(lines: int) -> int:
    """How many functions are called to check a report of so many lines."""
    text = '\n'.join(
        f"- Xã thứ {i}: giải quyết {i % 97 + 1}/{i % 97 + 3} vụ, đạt {i % 50},5% kế hoạch; có {i} hộ, "
        f"kinh phí {i},{i % 10} tỷ đồng."
        for i in range(lines)
    )
    profile = cProfile.Profile()
    profile.enable()
    paper = Paper(read_plain(text, 'x.txt'))
    check(paper)
    collect(paper)
    profile.disable()
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_the_work_grows_with_the_length_of_a_paper_and_not_with_its_square() -> None:
    assert _calls(2000) < 3 * _calls(1000)
