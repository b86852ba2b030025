"""A change told with its base in brackets."""

from __future__ import annotations

import pytest

from baocao.checks.met.bases import check
from baocao.checks.model import Conflict, Paper
from baocao.errors import Level
from baocao.prose import read_plain


def _found(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'rate', 'shown'),
    [
        ("Thu ngân sách đạt 1.265 tỷ đồng, tăng 8,5% so với cùng kỳ năm trước (1.150 tỷ đồng).", '8,5%', "tăng 10,0%"),
        ("Trồng mới 385 ha rừng, vượt 12,5% kế hoạch (350 ha).", '12,5%', "tăng 10,0%"),
        ("Xảy ra 58 vụ, tăng 9,4% so với năm 2023 (64 vụ).", '9,4%', "giảm 9,4%"),
        ("Khám cho 4.215 lượt, tăng 5,6% (cùng kỳ 4.030 lượt).", '5,6%', "tăng 4,6%"),
    ],
)  # fmt: skip
def test_a_percentage_that_its_base_does_not_give_is_a_doubt(text: str, rate: str, shown: str) -> None:
    (conflict,) = _found(text)
    assert (conflict.code, conflict.level) == ('SL251', Level.CANH_BAO)
    assert conflict.spots[0].text == rate
    assert shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Thu ngân sách đạt 1.265 tỷ đồng, tăng 10% so với cùng kỳ năm trước (1.150 tỷ đồng).",
        "Xảy ra 58 vụ, giảm 9,4% so với năm 2023 (64 vụ).",
        # measured at the prices of another year
        "GRDP đạt 40.937 tỷ đồng, tăng 8,1% so với năm 2022 (36.000 tỷ đồng).",
        "Doanh thu theo giá hiện hành đạt 1.265 tỷ đồng, tăng 8,5% so với năm trước (1.150 tỷ đồng).",
        # of a part, of another base, of more than one number
        "Thu đạt 1.265 tỷ đồng, trong đó thu nội địa tăng 8,5% so với cùng kỳ (1.150 tỷ đồng).",
        "Thu đạt 1.265 tỷ đồng, tăng 8,5% so với kế hoạch (1.150 tỷ đồng năm đầu, sau điều chỉnh).",
        "Thu đạt 1.265 tỷ đồng, tăng trên 8% so với cùng kỳ (1.150 tỷ đồng).",
        "Trồng 385 ha, tăng 12,5% so với cùng kỳ (350 cây).",
    ],
)
def test_what_fits_or_is_of_another_base_is_left_alone(text: str) -> None:
    assert _found(text) == []
