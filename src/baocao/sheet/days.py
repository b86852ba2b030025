"""Dates and times of a sheet as they are shown, written as offices write them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from baocao.sheet.codes import Token
from baocao.vietnamese import BadDate, Ngay, short_date

#: Excel believes that 1900 was a leap year: its numbers are one too high from the first of March on.
_LEAP = 60
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
#: the last day that a sheet knows, 31/12/9999
_LAST = 2_958_465
_DAY = 86_400


class _Moment(Struct, frozen=True):
    """A day and a time of it; `seconds` counts all that has passed since the first day."""

    date: datetime.date
    second: int
    seconds: int

    @property
    def hour(self) -> int:
        return self.second // 3600

    @property
    def minute(self) -> int:
        return self.second // 60 % 60


def day_text(tokens: tuple[Token, ...], value: Decimal, since_1904: bool) -> str | None:
    """The date or time that a number stands for; None where it is none that can be written."""
    moment = _moment(value, since_1904)
    parts = list(_parts(tokens))
    if moment is None:
        return None
    try:
        if any(p.kind == 'elapsed' for p in parts) or any(
            p.kind == 'literal' and any(c.isalpha() for c in p.text) for p in parts
        ):
            return ''.join(_worded(p, moment) for p in parts).strip()
        return _plain(parts, moment)
    except BadDate:
        return None


def _moment(value: Decimal, since_1904: bool) -> _Moment | None:
    if not 0 <= value <= _LAST:
        return None
    seconds = int((value * _DAY).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    days, second = divmod(seconds, _DAY)
    if since_1904:
        first = datetime.date(1904, 1, 1)
    else:
        if days == _LEAP:
            return None
        first = datetime.date(1899, 12, 31 if days < _LEAP else 30)
    try:
        return _Moment(first + datetime.timedelta(days=days), second, seconds)
    except OverflowError:
        return None


def _parts(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens with `n` for minutes: months and minutes share a letter, their neighbours tell which is meant."""
    dated = [i for i, t in enumerate(tokens) if t.kind in ('date', 'elapsed')]
    for i, token in enumerate(tokens):
        if token.kind == 'date' and token.text in ('m', 'mm'):
            at = dated.index(i)
            before = tokens[dated[at - 1]].text if at else ''
            after = tokens[dated[at + 1]].text if at + 1 < len(dated) else ''
            if before.startswith('h') or after.startswith('s'):
                yield Token('date', 'n' * len(token.text))
                continue
        yield token


def _plain(parts: list[Token], moment: _Moment) -> str:
    """A date and a time without words of their own: `05/3/2023`, `3/2023`, `08:30`, in the order of the format."""
    letters = [p.text[0] for p in parts if p.kind == 'date']
    date = _date({*letters}, moment.date)
    if any(p.text in ('ddd', 'dddd') for p in parts):
        only_name = not any(p.text in ('d', 'dd') for p in parts)
        name = _WEEKDAYS[moment.date.weekday()]
        rest = _date({*letters} - {'d'}, moment.date) if only_name else date
        date = f'{name}, {rest}' if rest else name
    time = _time({*letters}, moment, any(p.text == 'hh' or p.kind == 'noon' for p in parts))
    first_is_time = bool(letters) and letters[0] in 'hns'
    return ' '.join(p for p in ((time, date) if first_is_time else (date, time)) if p)


def _date(letters: set[str], day: datetime.date) -> str:
    if 'y' in letters and 'm' in letters:
        return short_date(Ngay(day.day if 'd' in letters else None, day.month, day.year))
    if 'm' in letters and 'd' in letters:
        return short_date(Ngay(day.day, day.month, day.year)).rpartition('/')[0]
    if 'm' in letters:
        return f'{day.month:02d}'
    if 'd' in letters:
        return f'{day.day:02d}'
    return str(Ngay(None, None, day.year)) if 'y' in letters else ''


def _time(letters: set[str], moment: _Moment, is_padded: bool) -> str:
    values = {'h': moment.hour, 'n': moment.minute, 's': moment.second % 60}
    shown = [values[letter] for letter in 'hns' if letter in letters]
    if not shown:
        return ''
    head = f'{shown[0]:02d}' if is_padded or 'h' not in letters else str(shown[0])
    return ':'.join((head, *(f'{v:02d}' for v in shown[1:])))


def _worded(part: Token, moment: _Moment) -> str:
    """One part of a format that has words between its parts, or counts hours past a day."""
    if part.kind == 'elapsed':
        size = {'h': 3600, 'm': 60, 's': 1}[part.text[0]]
        return str(moment.seconds // size).rjust(len(part.text), '0')
    if part.kind != 'date':
        return part.text
    letter, width = part.text[0], len(part.text)
    if letter == 'd' and width > 2:
        return _WEEKDAYS[moment.date.weekday()]
    if letter == 'y':
        return str(moment.date.year) if width > 2 else f'{moment.date.year % 100:02d}'
    values = {
        'd': moment.date.day,
        'm': moment.date.month,
        'h': moment.hour,
        'n': moment.minute,
        's': moment.second % 60,
    }
    return f'{values[letter]:02d}' if width == 2 else str(values[letter])
