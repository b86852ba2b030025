"""Dates and periods as offices write them (Decree 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4)."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata

from msgspec import Struct

from baocao.regexes import regex
from baocao.vietnamese.faults import BadValue, shown
from baocao.vietnamese.patterns import spelled

#: Room for a number to be written in by hand, between `ngày` and `tháng`, `tháng` and `năm`.
BLANK_DAY = '\u00a0' * 5
BLANK_MONTH = '\u00a0' * 5

FIRST_YEAR, LAST_YEAR = 1900, 2199

_ANY_LEAP_YEAR = 2024
_SAMPLE = "Viết ngày/tháng/năm, ví dụ: 05/3/2020, hoặc tháng/năm, ví dụ: 3/2020."


class BadDate(BadValue):
    """A text that is not a date, or a date that the calendar does not have."""


class Ngay(Struct, frozen=True):
    """A date of which the day, or day and month, may be unknown. Raises BadDate where no such day exists."""

    day: int | None
    month: int | None
    year: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise BadDate(
                f"Năm {self.year} nằm ngoài khoảng {FIRST_YEAR} đến {LAST_YEAR}.",
                "Viết đúng năm, ví dụ: 2023.",
            )
        if self.month is None:
            if self.day is not None:
                raise BadDate(f"Có ngày {self.day} nhưng thiếu tháng.", _SAMPLE)
            return
        if not 1 <= self.month <= 12:
            raise BadDate(f"Không có tháng {self.month}.", _remedy_of_month(self.day, self.month, self.year))
        last = calendar.monthrange(self.year, self.month)[1]
        if self.day is not None and not 1 <= self.day <= last:
            raise BadDate(
                f"Tháng {_month(self.month)} năm {self.year} không có ngày {self.day:02d}.",
                f"Sửa ngày: tháng này chỉ có các ngày từ 01 đến {last}.",
            )

    @property
    def full(self) -> tuple[int, int, int] | None:
        """(year, month, day), or None while the date is not full."""
        return None if self.day is None or self.month is None else (self.year, self.month, self.day)

    @property
    def first_day(self) -> datetime.date:
        """The earliest day that is meant."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The latest day that is meant."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        return str(self.year) if self.month is None else short_date(self)


def parse_date(text: str) -> Ngay:
    """The date that stands in `text`: `05/3/2020`, `3/2020`, `ngày 05 tháng 3 năm 2020`, `tháng 3 năm 2020`.

    The day may be left out, the year never. Raises BadDate with the corrected form where it can be told.
    """
    typed = ' '.join(unicodedata.normalize('NFC', text).split())
    for shape in _SHAPES:
        match = shape.fullmatch(typed)
        if match:
            parts = match.groupdict()
            day = int(parts['day']) if parts.get('day') else None
            return Ngay(day, int(parts['month']), int(parts['year']))
    raise _refusal(typed)


def long_date(date: Ngay) -> str:
    """`ngày 05 tháng 3 năm 2020`: the day always of two digits, the month only 01 and 02.

    The room of an unknown day or month stays blank, to be written in by hand.
    """
    day = BLANK_DAY if date.day is None else f' {date.day:02d} '
    month = BLANK_MONTH if date.month is None else f' {_month(date.month)} '
    return f"ngày{day}tháng{month}năm {date.year}"


def short_date(date: Ngay) -> str:
    """`05/3/2020`; `3/2020` where the day is unknown. Raises BadDate where the month is."""
    if date.month is None:
        raise BadDate(f"Chỉ có năm {date.year}, chưa có ngày và tháng.", _SAMPLE)
    day = '' if date.day is None else f'{date.day:02d}/'
    return f'{day}{_month(date.month)}/{date.year}'


def month_year(date: Ngay) -> str:
    """`tháng 02/2023`. Raises BadDate where the month is unknown."""
    if date.month is None:
        raise BadDate(f"Chỉ có năm {date.year}, chưa có tháng.", _SAMPLE)
    return f"tháng {_month(date.month)}/{date.year}"


def roman(number: int) -> str:
    """The Roman number of 1 to 3999. Raises BadDate (as for a quarter) outside."""
    if not 1 <= number <= 3999:
        raise BadDate(f"Không có số La Mã cho {number}.", "Chỉ dùng số từ 1 đến 3999.")
    out = ''
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def quarter(number: int) -> str:
    """`Quý I` to `Quý IV`. Raises BadDate for other numbers."""
    if not 1 <= number <= 4:
        raise BadDate(f"Không có quý {number}.", "Một năm có bốn quý, từ 1 đến 4.")
    return f"Quý {roman(number)}"


def quarter_of_year(number: int, year: int) -> str:
    """`Quý III năm 2023`."""
    return f'{quarter(number)} {whole_year(year)}'


def month_of_year(month: int, year: int) -> str:
    """`tháng 02 năm 2023`. Raises BadDate for a month that does not exist."""
    return f"tháng {_month(Ngay(None, month, year).month or month)} năm {year}"


def first_months(months: int, year: int) -> str:
    """`6 tháng đầu năm 2023`; the number is not padded. Raises BadDate outside 1 to 11."""
    return f"{_span(months)} tháng đầu {whole_year(year)}"


def last_months(months: int, year: int) -> str:
    """`6 tháng cuối năm 2023`. Raises BadDate outside 1 to 11."""
    return f"{_span(months)} tháng cuối {whole_year(year)}"


def whole_year(year: int) -> str:
    """`năm 2023`. Raises BadDate outside 1900 to 2199."""
    return f"năm {Ngay(None, None, year).year}"


def _span(months: int) -> int:
    if not 1 <= months <= 11:
        raise BadDate(
            f"Kỳ {months} tháng không nằm trong một năm.", "Chọn từ 1 đến 11 tháng, hoặc dùng kỳ cả năm."
        )
    return months


def _month(month: int) -> str:
    # Only 01 and 02 are padded: the other months of one digit cannot be mistaken for part of a larger one.
    return f'{month:02d}' if month <= 2 else str(month)


def _remedy_of_month(day: int | None, month: int, year: int) -> str:
    if day is not None and 1 <= day <= 12 and 1 <= month <= calendar.monthrange(year, day)[1]:
        return f"Viết ngày trước, tháng sau: {month:02d}/{_month(day)}/{year}."
    return "Một năm có 12 tháng: sửa tháng thành số từ 1 đến 12."


def _refusal(typed: str) -> BadDate:
    if not typed:
        return BadDate("Chưa có ngày tháng.", _SAMPLE)
    for shape, problem in _WRONG:
        match = shape.fullmatch(typed)
        if match:
            parts = {key: int(value) for key, value in match.groupdict().items() if value}
            return BadDate(f"Ngày {shown(typed)} {problem}.", _corrected(parts))
    return BadDate(f"{shown(typed)} không phải là ngày tháng.", _SAMPLE)


def _corrected(parts: dict[str, int]) -> str:
    year = parts.get('year', _ANY_LEAP_YEAR)
    try:
        date = short_date(Ngay(parts.get('day'), parts['month'], year if year >= 100 else 2000 + year))
        return f"Viết {date}." if 'year' in parts else f"Viết thêm năm đủ bốn chữ số, ví dụ: {date}."
    except BadDate as bad:
        return f'{bad.problem} {bad.remedy}'


_ROMAN = (
    (1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'),
    (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I'),
)  # fmt: skip
_DAY, _MONTH, _YEAR = r'(?P<day>[0-9]{1,2})', r'(?P<month>[0-9]{1,2})', r'(?P<year>[0-9]{4})'
_SHAPES = tuple(
    regex(shape, re.IGNORECASE)
    for shape in (
        rf"(?:ngày )?{_DAY}/{_MONTH}/{_YEAR}",
        rf"(?:tháng )?{_MONTH}/{_YEAR}",
        rf"(?:ngày {_DAY} )?tháng {_MONTH} năm {_YEAR}",
    )
)

#: What an editor may ask of a date before it is read: the shapes above in any spacing, whatever the calendar says.
_NGAY, _THANG, _NAM = (rf'{spelled(word)}\s+' for word in ("ngày", "tháng", "năm"))
FULL_DATE_PATTERN = (
    rf'^\s*(?:(?:{_NGAY})?[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}'
    rf'|{_NGAY}[0-9]{{1,2}}\s+{_THANG}[0-9]{{1,2}}\s+{_NAM}[0-9]{{4}})\s*$'
)
DATE_PATTERN = rf'{FULL_DATE_PATTERN}|^\s*(?:(?:{_THANG})?[0-9]{{1,2}}/[0-9]{{4}}|{_THANG}[0-9]{{1,2}}\s+{_NAM}[0-9]{{4}})\s*$'
_WRONG = tuple(
    (regex(shape, re.IGNORECASE), problem)
    for shape, problem in (
        (rf'{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}', "viết năm đứng trước"),
        (rf'{_YEAR}[-/.]{_MONTH}', "viết năm đứng trước"),
        (rf"(?:ngày )?{_DAY} ?[-./–] ?{_MONTH} ?[-./–] ?{_YEAR}", "không ngăn bằng dấu gạch chéo viết liền"),
        (rf"(?:tháng )?{_MONTH} ?[-./–] ?{_YEAR}", "không ngăn bằng dấu gạch chéo viết liền"),
        (rf"(?:ngày )?{_DAY}[-/.]{_MONTH}[-/.](?P<year>[0-9]{{2}})", "không ghi đủ bốn chữ số của năm"),
        (rf"(?:ngày )?{_DAY}[-/]{_MONTH}", "thiếu năm"),
        (rf"ngày {_DAY} tháng {_MONTH}", "thiếu năm"),
    )
)
