"""What a paper writes in more than one way."""

from __future__ import annotations

from baocao.checks.hints import check
from baocao.checks.model import Conflict, Paper
from baocao.errors import Level
from baocao.prose import read_plain


def _check(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


def test_mixed_decimals_are_one_hint_with_the_rarer_ones() -> None:
    (hint,) = _check("đạt 95,65%; 92,3%; 97,44%; 100%.\nTỷ lệ 91,1% và 88,17%.")
    assert (hint.code, hint.level) == ('SL281', Level.GOI_Y)
    assert [spot.text for spot in hint.spots] == ['92,3%', '91,1%']
    assert "2 chữ số thập phân: 3 chỗ; 1 chữ số thập phân: 2 chỗ" in hint.problem


def test_padded_and_bare_counts_are_one_hint() -> None:
    (hint,) = _check(
        "công nhận 02 xã và 03 phường; lập 4 KCN mới; kế hoạch 5 năm; khách sạn 5 sao; kho 3 Lạc Viên"
    )
    assert (hint.code, [spot.text for spot in hint.spots]) == ('SL282', ['4'])
    assert "Cách ít dùng hơn: 4 KCN mới." in hint.problem


def test_spans_of_years_are_told_by_what_joins_them() -> None:
    (hint,) = _check("giai đoạn 2021-2025, 2026-2030 và 2021 – 2030; nhiệm kỳ 2021 - 2026")
    assert (hint.code, [spot.text for spot in hint.spots]) == ('SL283', ['2021 – 2030', '2021 - 2026'])
    assert "“2021-2025”: 2 chỗ; “2021 – 2025”: 1 chỗ; “2021 - 2025”: 1 chỗ" in hint.problem


def test_one_way_of_writing_gives_no_hint() -> None:
    assert not _check(
        "đạt 95,65%; 100%; 02 xã, 03 phường, 12 thôn; 5 năm 2021-2025; giai đoạn 2026-2030; 6,4 tỷ đồng"
    )
