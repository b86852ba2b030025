"""Percentages of plan of a total and of the parts that make it."""

from __future__ import annotations

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.ratios.weighted import check
from baocao.prose import read_plain


def _found(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


def _text(
    total: str = '97,47', services: str = '95,38', industry: str = '98,75', opener: str = "Trong đó,"
) -> str:
    return (
        f"Giá trị sản xuất được 40.937 tỷ đồng, đạt {total}% kế hoạch, tăng 8,74% so với cùng kỳ. {opener} dịch vụ ước "
        f"thực hiện 16.480 tỷ đồng, đạt {services}% kế hoạch; công nghiệp ước thực hiện 21.784 tỷ đồng, đạt {industry}% "
        "kế hoạch; nông nghiệp ước thực hiện 2.673 tỷ đồng, đạt 100,45% kế hoạch."
    )


def test_plans_that_the_parts_imply_make_the_plan_of_the_total() -> None:
    assert _found(_text()) == []


@pytest.mark.parametrize(
    'text', [_text(total='98,47'), _text(total='97,57'), _text(services='95,48'), _text(industry='93,75')]
)
def test_a_changed_percentage_is_found_with_both_plans(text: str) -> None:
    (conflict,) = _found(text)
    assert conflict.code == 'SL203'
    assert 'kế hoạch cộng lại là khoảng' in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        _text(total='97,48'),  # within the rounding of the percentages
        _text(total='98,47', opener="Trên địa bàn,"),  # not said to be the parts
        _text(total='98,47').replace('2.673', '1.673'),  # the parts do not make the total
        _text(total='98,47').replace("100,45% kế hoạch", "100,45% dự toán"),  # of another base
    ],
)  # fmt: skip
def test_what_proves_nothing_is_left_alone(text: str) -> None:
    assert _found(text) == []
