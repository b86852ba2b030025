"""Sums of money in figures and in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.repeats.spelled import check, value_of
from baocao.errors import Level
from baocao.prose import read_plain
from baocao.vietnamese import in_words


def _found(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    'number', [0, 5, 10, 15, 21, 24, 105, 1010, 2023, 3_050_000, 1_001_000, 1_650_350_000_000]
)
@pytest.mark.parametrize('south', [False, True])
def test_words_name_the_number_they_were_made_of(number: int, south: bool) -> None:
    words = in_words(number, 'lẻ', "ngàn", False) if south else in_words(number)
    assert value_of(words) == Decimal(number)


@pytest.mark.parametrize(
    ('words', 'value'),
    [
        ("hai lăm triệu", 25_000_000),
        ("Một trăm hai mươi nhăm nghìn", 125_000),
        ("ba tỉ, hai trăm triệu chẵn", 3_200_000_000),
        ("một tỷ rưỡi", None),
        ("chẵn", None),
    ],
)
def test_short_forms_are_read_and_other_words_are_not(words: str, value: int | None) -> None:
    assert value_of(words) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ('text', 'shown'),
    [
        (
            "Tổng kinh phí là 125.500.000 đồng (Bằng chữ: Một trăm hai mươi lăm triệu đồng).",
            "“Một trăm hai mươi lăm triệu năm trăm nghìn đồng”",
        ),
        ("Thu nộp 41.760.000 đồng (Bốn mươi mốt triệu bảy trăm sáu mươi lăm nghìn đồng chẵn).", "41.760.000"),
        ("Số tiền: 2,5 tỷ đồng. Bằng chữ: Hai tỷ năm mươi triệu đồng./.", "“Hai tỷ năm trăm triệu đồng”"),
    ],
)
def test_words_that_name_another_sum_are_an_error(text: str, shown: str) -> None:
    (conflict,) = _found(text)
    assert (conflict.code, conflict.level) == ('SL241', Level.LOI)
    assert shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Kinh phí 742.000.000 đồng (Bảy trăm bốn mươi hai triệu đồng).",
        "Kinh phí 35.802.000 đồng (viết bằng chữ: Ba mươi lăm triệu, tám trăm lẻ hai ngàn đồng chẵn./.).",
        # so much for each, a share, another matter
        "Hỗ trợ 300.000.000 đồng (mười triệu đồng/hộ), hỗ trợ 30.000.000 đồng (một triệu đồng một hộ).",
        "Kinh phí khoảng 742.000.000 đồng (bảy trăm triệu đồng).",
        "Kinh phí 742.000.000 đồng, ba đồng chí phụ trách.",
        "Kinh phí 742.000.000 đồng (nguồn sự nghiệp), trong đó năm trăm triệu đồng của xã.",
    ],
)
def test_sums_that_agree_or_are_others_are_left_alone(text: str) -> None:
    assert _found(text) == []
