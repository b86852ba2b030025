"""The value of a cell -> the text that is shown, the Vietnamese way."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from msgspec import Struct

from baocao.sheet.formats import show, show_text
from baocao.vietnamese import BadDate, Ngay, short_date

_ESCAPED = re.compile(r'_x([0-9A-Fa-f]{4})_')
_LITERALS = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]', re.DOTALL)
#: signs without width that hide in copied text, and line breaks of other systems
_BREAKS = re.compile('\r\n?|[\x0b\x0c\x85\u2028\u2029]')


class Shown(Struct, frozen=True):
    """The text of a cell; `understood` is false where its format is not, and the plain value stands instead."""

    text: str
    is_number: bool = False
    understood: bool = True


def shown_value(value: object, code: str) -> Shown:
    """The text of a value under a number format."""
    if value is None:
        return Shown('')
    if isinstance(value, bool):
        return Shown("ĐÚNG" if value else "SAI")
    if isinstance(value, int | float):
        return _number(value, code)
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value, code)
    text = clean(str(value))
    return Shown(show_text(text, code) if text.strip() else '')


def clean(text: str) -> str:
    """The text in NFC, its lines kept, without signs that cannot be printed."""
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    text = _BREAKS.sub('\n', text).replace('\t', ' ')
    kept = ''.join(c for c in text if c == '\n' or unicodedata.category(c) not in ('Cc', 'Cf', 'Cs', 'Cn'))
    lines = [line.strip() for line in unicodedata.normalize('NFC', kept).split('\n')]
    return '\n'.join(lines).strip('\n')


def _number(value: int | float, code: str) -> Shown:
    if isinstance(value, float) and not isfinite(value):
        return Shown(str(value), True, False)
    shown = show(Decimal(repr(value)), code)
    return Shown(shown.text, shown.is_number, shown.is_known)


def _moment(value: datetime | date | time | timedelta, code: str) -> Shown:
    """A date as offices write it (05/3/2023), a time as 08:30, a length of time as 30:15."""
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        sign, seconds = '-' if seconds < 0 else '', abs(seconds)
        text = f'{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}'
        return Shown(text + (f':{seconds % 60:02d}' if 's' in code.lower() else ''))
    asked = _asked(code)
    day = '' if isinstance(value, time) else _date_text(value, asked & set('dmy'))
    hour = '' if isinstance(value, date) and not isinstance(value, datetime) else _time_text(value, asked)
    understood = day is not None and 'w' not in asked and bool(day or hour)
    if isinstance(value, time) and asked & set('dmy'):
        understood = False
    if not understood:
        return Shown(' '.join(p for p in (day or _numeric(value), hour) if p), understood=False)
    return Shown(' '.join(p for p in (day, hour) if p))


def _asked(code: str) -> set[str]:
    """What a format asks for: d, m, y of a date, h, n (minutes), s of a time, w for a name of a weekday."""
    bare = _LITERALS.sub(' ', code.split(';')[0]).lower().replace('am/pm', ' ').replace('a/p', ' ')
    runs = re.findall(r'y+|m+|d+|h+|s+', bare)
    asked = set()
    for i, run in enumerate(runs):
        sign = run[0]
        if sign == 'm' and ((i and runs[i - 1][0] == 'h') or (i + 1 < len(runs) and runs[i + 1][0] == 's')):
            sign = 'n'
        if sign == 'd' and len(run) > 2:
            sign = 'w'
        asked.add(sign)
    return asked


def _date_text(value: date | time, asked: set[str]) -> str | None:
    """The parts of a date that are asked for; None where they make no date of an office."""
    if not isinstance(value, date):
        return ''
    try:
        full = short_date(Ngay(value.day, value.month, value.year))
    except BadDate:
        return None
    match ''.join(sorted(asked)):
        case 'dmy':
            return full
        case 'my':
            return short_date(Ngay(None, value.month, value.year))
        case 'dm':
            return full.rpartition('/')[0]
        case 'y':
            return str(value.year)
        case '':
            return ''
    return None


def _numeric(value: date | time) -> str:
    return f'{value.day:02d}/{value.month}/{value.year}' if isinstance(value, date) else ''


def _time_text(value: date | time, asked: set[str]) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return ''
    if not asked & set('hns') and isinstance(value, datetime):
        return ''
    assert isinstance(value, datetime | time)
    return f'{value.hour:02d}:{value.minute:02d}' + (f':{value.second:02d}' if 's' in asked else '')
