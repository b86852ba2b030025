"""Dates as offices write them: padded days, months padded only 01 and 02, refusals with the right form."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.vietnamese import (
    BadDate,
    Ngay,
    first_months,
    last_months,
    long_date,
    month_of_year,
    month_year,
    parse_date,
    quarter,
    quarter_of_year,
    roman,
    short_date,
    whole_year,
)


@pytest.mark.parametrize(
    ('typed', 'date'),
    [
        ('05/3/2020', Ngay(5, 3, 2020)),
        ('5/03/2020', Ngay(5, 3, 2020)),
        ('29/02/2024', Ngay(29, 2, 2024)),
        ('3/2020', Ngay(None, 3, 2020)),
        ('01/2023', Ngay(None, 1, 2023)),
        ('tháng 3/2020', Ngay(None, 3, 2020)),
        ('Tháng 3 năm 2020', Ngay(None, 3, 2020)),
        ('ngày 05 tháng 3 năm 2020', Ngay(5, 3, 2020)),
        ('  Ngày  05  tháng 3\nnăm 2020 ', Ngay(5, 3, 2020)),
        ('ngày 05/3/2020', Ngay(5, 3, 2020)),
    ],
)
def test_dates_are_read(typed: str, date: Ngay) -> None:
    assert parse_date(typed) == date


@pytest.mark.parametrize(
    ('typed', 'part_of_remedy'),
    [
        ('31/02/2020', 'từ 01 đến 29'),
        ('29/02/2023', 'từ 01 đến 28'),
        ('31/4/2023', 'từ 01 đến 30'),
        ('0/3/2020', 'từ 01 đến 31'),
        ('05/13/2020', '13/5/2020'),
        ('13/2020', 'từ 1 đến 12'),
        ('31/13/2020', 'từ 1 đến 12'),
        ('5/3/20', 'Viết 05/3/2020.'),
        ('2020-03-05', 'Viết 05/3/2020.'),
        ('2020/03/05', 'Viết 05/3/2020.'),
        ('2020-03', 'Viết 3/2020.'),
        ('5.3.2020', 'Viết 05/3/2020.'),
        ('5-3-2020', 'Viết 05/3/2020.'),
        ('05 / 3 / 2020', 'Viết 05/3/2020.'),
        ('20/3', '20/3/2024'),
        ('29/02', '29/02/2024'),
        ('20/13', 'từ 1 đến 12'),
        ('2020-13-45', 'từ 1 đến 12'),
        ('2020-13-05', '13/5/2020'),
        ('05/3/1020', 'Viết đúng năm'),
        ('2023', '05/3/2020'),
        ('٥/3/2020', '05/3/2020'),
        ('', '05/3/2020'),
        ('hôm nay', '05/3/2020'),
        ('9' * 500, '05/3/2020'),
    ],
)
def test_wrong_dates_are_refused_with_the_mend(typed: str, part_of_remedy: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_date(typed)
    assert part_of_remedy in caught.value.remedy
    assert 0 < len(caught.value.problem) < 150


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)))
def test_every_day_reads_back(day: datetime.date) -> None:
    date = Ngay(day.day, day.month, day.year)
    assert parse_date(short_date(date)) == date
    assert parse_date(long_date(date)) == date
    assert (date.first_day, date.last_day, date.full) == (day, day, (day.year, day.month, day.day))
    assert f'tháng {"0" if day.month < 3 else ""}{day.month} ' in long_date(date)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused_calmly(typed: str) -> None:
    try:
        parse_date(typed)
    except BadDate as bad:
        assert bad.problem and bad.remedy


def test_forms() -> None:
    assert long_date(Ngay(5, 3, 2020)) == 'ngày 05 tháng 3 năm 2020'
    assert short_date(Ngay(1, 2, 2022)) == '01/02/2022'
    assert short_date(Ngay(22, 12, 2022)) == '22/12/2022'
    assert month_year(Ngay(None, 2, 2023)) == 'tháng 02/2023'
    assert month_year(Ngay(5, 12, 2023)) == 'tháng 12/2023'
    assert str(Ngay(None, None, 2023)) == '2023'


def test_room_for_what_is_written_in_by_hand() -> None:
    room = '\u00a0' * 5
    assert long_date(Ngay(None, 1, 2023)) == f'ngày{room}tháng 01 năm 2023'
    assert long_date(Ngay(None, None, 2023)) == f'ngày{room}tháng{room}năm 2023'


def test_a_date_that_is_not_full() -> None:
    assert Ngay(None, 2, 2023).full is None
    assert Ngay(None, 2, 2023).last_day == datetime.date(2023, 2, 28)
    assert Ngay(None, None, 2023).last_day == datetime.date(2023, 12, 31)
    with pytest.raises(BadDate):
        short_date(Ngay(None, None, 2023))
    with pytest.raises(BadDate):
        month_year(Ngay(None, None, 2023))
    with pytest.raises(BadDate):
        Ngay(5, None, 2023)


def test_periods() -> None:
    assert [quarter(n) for n in (1, 2, 3, 4)] == ['Quý I', 'Quý II', 'Quý III', 'Quý IV']
    assert quarter_of_year(3, 2023) == 'Quý III năm 2023'
    assert first_months(6, 2023) == '6 tháng đầu năm 2023'
    assert first_months(9, 2023) == '9 tháng đầu năm 2023'
    assert last_months(6, 2023) == '6 tháng cuối năm 2023'
    assert month_of_year(2, 2023) == 'tháng 02 năm 2023'
    assert whole_year(2023) == 'năm 2023'


def test_periods_that_do_not_exist() -> None:
    for wrong in (
        lambda: quarter(5),
        lambda: quarter(0),
        lambda: first_months(12, 2023),
        lambda: last_months(0, 2023),
        lambda: month_of_year(13, 2023),
        lambda: whole_year(23),
        lambda: roman(0),
        lambda: roman(4000),
    ):
        with pytest.raises(BadDate):
            wrong()


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(number: int) -> None:
    values = {'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100, 'D': 500, 'M': 1000}
    signs = [values[sign] for sign in roman(number)]
    assert sum(-v if v < max(signs[i:]) else v for i, v in enumerate(signs)) == number
    assert not any(roman(number).count(sign * 4) for sign in 'IXCM')
