"""The truth table of judgements: plan, result, what is proposed."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.judgement import MucDanhGia, judge, judge_rate, so_far, together
from baocao.quy_dinh import NGUONG_DANH_GIA, thresholds
from baocao.vietnamese import format_number, parse_quantity

NGUONG = thresholds(datetime.date(2023, 12, 31))
VUOT, DAT, CO_BAN, KHONG, CHUA = MucDanhGia
TABLE = [
    # one number, more is better
    ('50,6%', '50,7%', VUOT),
    ('50,6%', '50,6%', DAT),
    ('50,6%', '50,5%', KHONG),
    ('6.000 lao động', '6.350 lao động', VUOT),
    ('6.000 lao động', 'khoảng 6.350 lao động trên địa bàn', VUOT),
    ('98', '144 hộ', VUOT),
    ('02 trường', '2 trường', DAT),
    ('10,6 m²/người', '10,6 m2/người', DAT),
    ('phấn đấu 11,47%', '8,31%', KHONG),
    # rounding: as many decimals as the plan was typed with; a plan typed whole is compared exactly
    ('11,47%', '11,466%', DAT),
    ('11,47%', '11,464%', KHONG),
    ('50,6%', '50,64%', DAT),
    ('50,6%', '50,65%', VUOT),
    ('100%', '99,6%', KHONG),
    ('100%', '100,0%', DAT),
    ('7.000 tỷ đồng', '6.999,9 tỷ đồng', KHONG),
    # bounds
    ('trên 7.000 tỷ đồng', '7.000,4 tỷ đồng', DAT),
    ('trên 7.000 tỷ đồng', '7.000 tỷ đồng', KHONG),
    ('> 92,3%', '92,34%', DAT),
    ('từ 95% trở lên', '95%', DAT),
    ('từ 95% trở lên', '94,9%', KHONG),
    ('ít nhất 3 xã', '4 xã', DAT),
    ('< 7,5‰', '7,4‰', DAT),
    ('< 7,5‰', '7,5‰', KHONG),
    ('< 5%', '4,96%', DAT),
    ('dưới 5%', '5,2%', KHONG),
    ('không quá 3%', '3%', DAT),
    ('không quá 3%', '3,01%', KHONG),
    # ranges
    ('2,5-3,0%', '2,5%', DAT),
    ('2,5-3,0%', '3,04%', DAT),
    ('2,5-3,0%', '3,1%', VUOT),
    ('2,5-3,0%', '2,4%', KHONG),
    ('38.000-39.000 tỷ đồng', '38.500 tỷ đồng', DAT),
    # about: two percent of the plan to either side
    ('khoảng 50%', '49%', DAT),
    ('khoảng 50%', '48,9%', KHONG),
    ('khoảng 50%', '51,1%', VUOT),
    # units
    ('7.000 tỷ đồng', '7,1 nghìn tỷ đồng', VUOT),
    ('1,5 tỷ đồng', '1.500 triệu đồng', DAT),
    ('50%', '120 hộ', CHUA),
    ('50%', '50', CHUA),
    ('50%', '50‰', CHUA),
    ('5 xã', '5 trường', CHUA),
    # done of total
    ('23 vụ', '22/23 vụ', KHONG),
    ('100%', '16/16 vụ', DAT),
    ('95%', '22/23 vụ', VUOT),
    ('10/10 xã', '9/10 xã', KHONG),
    ('10/10 xã', '9/9 xã', CHUA),
    ('10/10 xã', '10 xã', CHUA),
    # words
    ('đạt và vượt dự toán', '3.981,809 tỷ đồng', CHUA),
    ('giữ vững ổn định chính trị', 'ổn định', CHUA),
    ('50%', 'đạt khá', CHUA),
    # results that are not exact: only where every value they may be agrees
    ('50%', 'trên 50%', VUOT),
    ('50%', 'trên 40%', CHUA),
    ('50%', 'dưới 50%', KHONG),
    ('50%', 'dưới 60%', CHUA),
    ('50%', 'ít nhất 50%', DAT),
    ('50%', '51-52%', VUOT),
    ('50%', '49-52%', CHUA),
    ('trên 50%', 'trên 50%', DAT),
]


@pytest.mark.parametrize(('plan', 'result', 'expected'), TABLE)
def test_the_table_where_more_is_better(plan: str, result: str, expected: MucDanhGia) -> None:
    assert judge(parse_quantity(plan), parse_quantity(result), NGUONG) is expected


@pytest.mark.parametrize(
    ('plan', 'result', 'expected'),
    [
        ('0,98%', '0,92%', VUOT),
        ('0,98%', '0,98%', DAT),
        ('0,98%', '1,10%', KHONG),
        ('khoảng 0,98%', '0,97%', DAT),
        ('khoảng 0,98%', '0,92%', VUOT),
        ('khoảng 0,98%', '1,01%', KHONG),
        ('2-3%', '1,9%', VUOT),
        ('2-3%', '3,1%', KHONG),
        # a bound says by itself which side is better
        ('trên 50%', '60%', DAT),
        ('trên 50%', '40%', KHONG),
    ],
)
def test_the_table_where_less_is_better(plan: str, result: str, expected: MucDanhGia) -> None:
    assert judge(parse_quantity(plan), parse_quantity(result), NGUONG, "giảm") is expected


@pytest.mark.parametrize(
    ('plan', 'result', 'expected'),
    [
        ('50,71%', '49,73%', CHUA),
        ('50,71%', '51%', CHUA),
        ('50,71%', '50,71%', DAT),
        ('khoảng 50%', '49,5%', DAT),
        ('khoảng 50%', '60%', CHUA),
        ('trên 50%', '40%', KHONG),
    ],
)
def test_the_table_where_neither_side_is_better(plan: str, result: str, expected: MucDanhGia) -> None:
    assert judge(parse_quantity(plan), parse_quantity(result), NGUONG, "không xét") is expected


@pytest.mark.parametrize(
    ('plan', 'result', 'lower', 'expected'),
    [
        ('100 hộ', '95 hộ', False, CO_BAN),
        ('100 hộ', '94 hộ', False, KHONG),
        ('100 hộ', '100 hộ', False, DAT),
        ('trên 100 hộ', '96 hộ', False, CO_BAN),
        ('0,95%', '1,00%', True, CO_BAN),
        ('0,95%', '1,01%', True, KHONG),
        ('< 9,5‰', '10‰', False, CO_BAN),
    ],
)
def test_almost_met_where_the_office_asks_for_it(
    plan: str, result: str, lower: bool, expected: MucDanhGia
) -> None:
    quantities = parse_quantity(plan), parse_quantity(result)
    chieu = "giảm" if lower else "tăng"
    assert judge(*quantities, NGUONG, chieu, almost=True) is expected
    assert judge(*quantities, NGUONG, chieu) is (DAT if expected is DAT else KHONG)


@pytest.mark.parametrize(
    ('rate', 'expected'),
    [('90,45%', KHONG), ('100%', DAT), ('114,74%', VUOT), ('đạt', CHUA), ('5 vụ', CHUA)],
)
def test_an_official_rate_is_met_at_a_hundred(rate: str, expected: MucDanhGia) -> None:
    assert judge_rate(parse_quantity(rate), NGUONG) is expected


@pytest.mark.parametrize(
    ('found', 'expected'),
    [
        ([VUOT, VUOT], VUOT),
        ([VUOT, DAT], DAT),
        ([DAT, CO_BAN], CO_BAN),
        ([DAT, CHUA], CHUA),
        ([CO_BAN, CHUA], CHUA),
        ([KHONG, CHUA], KHONG),
        ([], CHUA),
    ],
)
def test_several_figures_are_as_good_as_the_least(found: list[MucDanhGia], expected: MucDanhGia) -> None:
    assert together(found) is expected


def test_before_the_end_of_the_year_a_miss_is_open() -> None:
    assert [so_far(one) for one in MucDanhGia] == [VUOT, DAT, CHUA, CHUA, CHUA]


def test_the_thresholds_are_dated_and_have_a_source() -> None:
    assert all(one.nguon for one in NGUONG_DANH_GIA)
    assert thresholds(datetime.date(1999, 1, 1)) is NGUONG_DANH_GIA[0]
    assert (NGUONG.co_ban_dat, NGUONG.khoang) == (Decimal(95), Decimal(2))


@given(st.decimals(0, 10**6, places=3), st.decimals(0, 10**6, places=3))
def test_the_two_directions_mirror_each_other(plan: Decimal, result: Decimal) -> None:
    quantities = parse_quantity(f'{format_number(plan)} tỷ'), parse_quantity(f'{format_number(result)} tỷ')
    mirror = {VUOT: KHONG, DAT: DAT, KHONG: VUOT}
    assert judge(*quantities, NGUONG, "giảm") is mirror[judge(*quantities, NGUONG)]
