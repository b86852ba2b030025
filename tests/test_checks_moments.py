"""Days of the week and quarters against the calendar."""

from __future__ import annotations

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.order.moments import check
from baocao.errors import Level
from baocao.prose import read_plain


def _found(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'spot', 'shown'),
    [
        ("Họp lúc 14 giờ 00, thứ Sáu, ngày 09/10/2025.", '09/10/2025', "là thứ Năm, không phải thứ Sáu"),
        (
            "Khai mạc sáng Chủ nhật (ngày 10 tháng 11 năm 2025).",
            '10 tháng 11 năm 2025',
            "là thứ Hai, không phải Chủ nhật",
        ),
        (
            "Thực hiện từ quý IV năm 2025 đến quý II năm 2025.",
            'quý II năm 2025',
            "Từ quý IV/2025 đến quý II/2025",
        ),
        ("Thời gian: từ Quý I/2026 đến hết quý III/2025.", 'quý III/2025', "mốc sau đứng trước mốc đầu"),
    ],
)
def test_what_the_calendar_contradicts_is_an_error(text: str, spot: str, shown: str) -> None:
    (conflict,) = _found(text)
    assert (conflict.code, conflict.level) == ('SL273', Level.LOI)
    assert conflict.spots[0].text == spot
    assert shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Họp lúc 07 giờ 30, thứ Ba, ngày 14/10/2025 và thứ Năm ngày 09/10/2025.",
        # ranks
        "Kỳ họp thứ hai, ngày 10/12/2025; phiên họp lần thứ tư ngày 09/10/2025; hội nghị thứ năm, ngày 14/10/2025.",
        "Chiều thứ Sáu, ngày 09/10 họp chuẩn bị.",  # no year
        "Làm việc từ thứ Hai đến thứ Sáu, ngày 30/02/2025 nghỉ.",  # no such date: told elsewhere
        "Thực hiện từ quý IV năm 2025 đến quý II năm 2026; từ quý IV đến quý II; từ quý I/2025 đến quý I/2025.",
    ],
)
def test_ranks_and_open_dates_are_left_alone(text: str) -> None:
    assert _found(text) == []
