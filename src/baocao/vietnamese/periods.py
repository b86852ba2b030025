"""Reporting periods of a year: as people type them, as keys of the figures, as titles and sentences word them."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from baocao.vietnamese.dates import (
    first_months,
    last_months,
    month_of_year,
    quarter_of_year,
    roman,
    whole_year,
)
from baocao.vietnamese.faults import BadValue, shown
from baocao.vietnamese.patterns import spelled

#: The key of a period in the figures, and the sign of an estimate before it.
PERIOD_KEY = r'(?:thang_(?:[1-9]|1[0-2])|quy_[1-4]|[69]_thang|nam)'
ESTIMATE = 'uoc_'

_SAMPLE = "Viết «tháng 3», «quý III», «6 tháng», «9 tháng» hoặc «năm»; năm nào thì lấy ở dòng «nam»."
_QUARTERS = ('I', 'II', 'III', 'IV')


class BadPeriod(BadValue):
    """A text that is not a reporting period."""


class Ky(Struct, frozen=True):
    """A period of a year: `loai` is `thang`, `quy`, `6_thang`, `9_thang` or `nam`; `so` tells which month or
    quarter, and is 0 for the others."""

    loai: str
    so: int = 0

    @property
    def ma(self) -> str:
        """The key of the figures: `thang_3`, `quy_1`, `9_thang`, `nam`."""
        return f'{self.loai}_{self.so}' if self.so else self.loai

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last month."""
        match self.loai:
            case 'thang':
                return self.so, self.so
            case 'quy':
                return 3 * self.so - 2, 3 * self.so
            case 'nam':
                return 1, 12
        return 1, int(self.loai[0])

    @property
    def is_whole_year(self) -> bool:
        """True for the year, whose results are the last word on a plan of the year."""
        return self.loai == 'nam'

    @property
    def short(self) -> str:
        """Without its year: `tháng 3`, `quý III`, `9 tháng`, `năm`."""
        match self.loai:
            case 'thang':
                return f"tháng {self.so}"
            case 'quy':
                return f"quý {roman(self.so)}"
            case 'nam':
                return "năm"
        return f"{self.loai[0]} tháng"

    def words(self, year: int) -> str:
        """With its year: `tháng 02 năm 2023`, `Quý III năm 2023`, `9 tháng đầu năm 2023`, `năm 2023`."""
        match self.loai:
            case 'thang':
                return month_of_year(self.so, year)
            case 'quy':
                return quarter_of_year(self.so, year)
            case 'nam':
                return whole_year(year)
        return first_months(int(self.loai[0]), year)

    def told(self, field: str, year: int) -> str | None:
        """What `${ky.field}` prints of the period alone: itself (an empty field), `nam`, `nam_truoc`, `cung_ky`, and
        `con_lai`, the months that are left of the year; None for another field, or where no month is left."""
        match field:
            case '':
                return self.words(year)
            case 'nam':
                return str(year)
            case 'nam_truoc':
                return str(year - 1)
            case 'cung_ky':
                return f"cùng kỳ năm {year - 1}"
            case 'con_lai' if self.months[1] < 12:
                return last_months(12 - self.months[1], year)
        return None


def parse_period(text: str) -> Ky:
    """The period that stands in `text`: `tháng 3`, `quý III` (or 3), `6 tháng`, `9 tháng đầu năm`, `năm`.

    The year is not part of it. Raises BadPeriod.
    """
    typed = ' '.join(unicodedata.normalize('NFC', text).split()).casefold()
    if match := re.fullmatch(r'tháng 0?([1-9]|1[0-2])', typed):
        return Ky('thang', int(match[1]))
    if match := re.fullmatch(r'quý (i{1,3}|iv|[1-4])', typed):
        number = match[1].upper()
        return Ky('quy', int(number) if number.isdigit() else _QUARTERS.index(number) + 1)
    if match := re.fullmatch(r'0?([69]) tháng(?: đầu năm)?', typed):
        return Ky(f'{match[1]}_thang')
    if typed in ("năm", "cả năm"):
        return Ky('nam')
    raise BadPeriod(f"{shown(text)} không phải là kỳ báo cáo.", _SAMPLE)


def period_of_key(key: str) -> Ky:
    """The period of a key of the figures, with or without the sign of an estimate."""
    bare = key.removeprefix(ESTIMATE)
    kind, _, number = bare.rpartition('_')
    return Ky(kind, int(number)) if kind in ('thang', 'quy') else Ky(bare)


#: What an editor may ask of a period before it is read.
_QUARTER = '|'.join(spelled(number) for number in _QUARTERS)
PERIOD_PATTERN = (
    rf'^\s*(?:{spelled("tháng")}\s+0?(?:[1-9]|1[0-2])'
    rf'|{spelled("quý")}\s+(?:{_QUARTER}|[1-4])'
    rf'|0?[69]\s+{spelled("tháng")}(?:\s+{spelled("đầu năm")})?'
    rf'|(?:{spelled("cả")}\s+)?{spelled("năm")})\s*$'
)
