"""The days from which the data of a report are, against its period."""

from __future__ import annotations

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.order import data_window
from baocao.errors import Level
from baocao.prose import read_plain


def _check(text: str) -> list[Conflict]:
    return list(data_window.check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'spot', 'period'),
    [
        ("9 tháng đầu năm 2023 (số liệu từ ngày 15/12/2022 đến ngày 14/9/2024)", '14/9/2024', "9 tháng đầu năm 2023"),
        ("9 tháng đầu năm 2023 (số liệu từ ngày 15/12/2021 đến ngày 14/9/2023)", '15/12/2021', "9 tháng đầu năm 2023"),
        ("6 tháng đầu năm 2023 (số liệu tính từ ngày 15/12/2022 đến hết ngày 14/9/2023)", '14/9/2023', "6 tháng đầu"),
        ("quý III năm 2023, số liệu lấy từ ngày 15/3/2023 đến ngày 14/9/2023", '15/3/2023', "quý III năm 2023"),
        ("quý I/2024 (số liệu từ ngày 15/12/2024 đến ngày 14/3/2025)", '15/12/2024', "quý I/2024"),
        ("6 tháng cuối năm 2023 (số liệu từ ngày 15/6/2023 đến ngày 14/6/2023)", '14/6/2023', "6 tháng cuối"),
    ],
)  # fmt: skip
def test_data_of_another_time_are_told(text: str, spot: str, period: str) -> None:
    (conflict,) = _check(f"Kết quả {text} như sau:")
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL274', Level.CANH_BAO, spot)
    assert period in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "9 tháng đầu năm 2023 (số liệu từ ngày 15/12/2022 đến ngày 14/9/2023)",
        "9 tháng đầu năm 2023 (số liệu từ ngày 15/12/2022 đến ngày 15/9/2023)",
        "9 tháng năm 2023 (số liệu từ ngày 01/01/2023 đến ngày 30/9/2023)",
        "9 tháng đầu năm 2023 (số liệu từ ngày 15/12/2022 đến ngày 20/8/2023)",
        "6 tháng đầu năm 2024 (số liệu tính từ ngày 15/12/2023 đến hết ngày 14/6/2024)",
        "6 tháng cuối năm 2023 (số liệu từ ngày 15/6/2023 đến ngày 14/12/2023)",
        "quý I/2024 (số liệu từ ngày 15/12/2023 đến ngày 14/3/2024)",
        "quý IV năm 2024 (số liệu từ ngày 15/9/2024 đến ngày 14/12/2024)",
        "quý I/2024 (số liệu lũy kế từ ngày 15/12/2021 đến ngày 14/3/2024)",
        "năm 2023 (số liệu từ ngày 15/12/2022 đến ngày 14/12/2023)",
        "6 tháng đầu năm 2023 và cả nhiệm kỳ (số liệu từ ngày 01/01/2021 đến ngày 14/6/2023)",
        "9 tháng đầu năm 2023, trong đó đợt cao điểm từ ngày 01/5/2022 đến ngày 30/6/2022",
        "tình hình 5 năm (số liệu từ ngày 01/01/2016 đến ngày 31/12/2020)",
        "3 tháng cuối năm 2023 có hội nghị từ ngày 02/10/2023 đến ngày 05/10/2023",
    ],
)
def test_data_of_the_period_are_left_alone(text: str) -> None:
    assert _check(f"Kết quả {text} như sau:") == []
