"""The numerals of a text as people mean them: amounts with their unit, pairs, ranges, dates, numbers of texts.

A numeral is read once, by the longest reading that fits its place: what belongs to a date, to the number of a
text, to a scale or to a name is no amount.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from baocao.checks.reading.number_words import OPENING, hedge, noun_behind
from baocao.checks.reading.shapes import (
    AFTER_WORD,
    ALONE,
    CITATION,
    DATED,
    FIGURE,
    NEAR,
    NUMBERED,
    PLAIN,
    SIGN_OR_YEAR,
    SIGN_REST,
    UNIT,
)
from baocao.regexes import regex


class Sort(Enum):
    """What a numeral is."""

    AMOUNT = 'amount'  # 3.981,809 tỷ đồng; 02 xã; 8,31%
    PAIR = 'pair'  # done/total: 22/23 vụ
    RANGE = 'range'  # 70-71%
    DATE = 'date'  # 22/12/2022, ngày 22 tháng 12 năm 2022, tháng 12/2023, ngày 10/11
    YEAR = 'year'  # năm 2023, 2021-2025
    CITATION = 'citation'  # 7919/QĐ-UBND, 59/2020/NĐ-CP, 01-NQ/TU
    OTHER = 'other'  # a scale, an article, an ordinal, a sign, a part of a name


PERCENT, PER_MILLE, POINTS, MONEY = '%', '‰', 'điểm %', 'đồng'


class Token(NamedTuple):
    """A numeral: its sort, offsets of the whole with its unit words left out (`end` is where the numerals, the
    percent sign included, end; `stop` where the unit ends), and what it says.

    `numbers` are the values as written, without `scale` (1 but for money: 10^9 for tỷ); two for a pair or a range,
    one or two years for a year. `decimals` are those written of each. `unit` is PERCENT, PER_MILLE, POINTS, MONEY
    (đồng), a measure such as `ha`, or empty; `noun` are up to four words that follow a count, in small letters.
    `hedge` is the word before it that makes it inexact (`khoảng`, `trên`), `date` year, month, day (None where not
    given), `valid` False where the calendar has no such day. A tuple, since a paper has hundreds.
    """

    sort: Sort
    start: int
    end: int
    stop: int
    text: str
    numbers: tuple[Decimal, ...] = ()
    decimals: tuple[int, ...] = ()
    unit: str = ''
    noun: tuple[str, ...] = ()
    scale: Decimal = Decimal(1)
    hedge: str = ''
    date: tuple[int | None, int | None, int | None] = (None, None, None)
    valid: bool = True

    @property
    def value(self) -> Decimal:
        """The first number in its unit (money in đồng)."""
        return self.numbers[0] * self.scale

    @property
    def half(self) -> Decimal:
        """Half of the last written digit of the first number, in its unit: how far rounding may have moved it."""
        return Decimal(5).scaleb(-self.decimals[0] - 1) * self.scale

    @property
    def is_rate(self) -> bool:
        """True for percent, per mille and percentage points."""
        return self.unit in (PERCENT, PER_MILLE, POINTS)

    @property
    def is_count(self) -> bool:
        """True for a whole number of things that are named."""
        return self.sort is Sort.AMOUNT and not self.unit and bool(self.noun) and self.decimals == (0,)

    @property
    def is_exact(self) -> bool:
        """True where no word makes the number inexact."""
        return not self.hedge


def same_unit(one: Token, other: Token) -> bool:
    """True where two amounts measure the same kind of thing: both money, the same rate or measure, or counts whose
    nouns begin alike."""
    if one.unit or other.unit:
        return one.unit == other.unit
    return same_noun(one.noun, other.noun)


def same_noun(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where two nouns begin with the same two words, or one is a single word that begins the other."""
    length = min(len(one), len(other), 2)
    return length > 0 and one[:length] == other[:length]


#: the word right before a numeral, or the two, in small letters -> one of AFTER_WORD
_WORDS_BEFORE: Mapping[str, str] = {
    'ngày': 'ngay', 'tháng': 'thang', 'tỷ lệ': 'ty_le', 'tỉ lệ': 'ty_le', 'số': 'so',
    **dict.fromkeys(
        'điều khoản điểm mục chương phần mẫu biểu thứ khóa khoá độ quận tổ kỳ lô km ql đt lộ lớp hạng máy bậc lần'.split(),
        'muc',
    ),
    **dict.fromkeys(
        ('phụ lục', 'kỳ họp', 'giai đoạn', 'chỉ thị', 'nghị quyết', 'nghị định', 'thông tư', 'quyết định'), 'muc'
    ),
}  # fmt: skip
#: the last words of those of two
_SECOND_WORDS = frozenset(words.split()[1] for words in _WORDS_BEFORE if ' ' in words)
#: what stands before most years and makes nothing else of them
_OF_YEAR = ' năm '
#: words before `số` that make it a quantity
_OF_NUMBER = frozenset(('tổng', 'trong', 'trên', 'một'))
_SCALES: Mapping[str, int] = {'nghìn': 3, 'ngàn': 3, 'trăm': 2, 'vạn': 4, 'triệu': 6, 'tỷ': 9, 'tỉ': 9}


#: what every numeral begins with
_DIGIT = regex('[0-9]')


def has_digits(text: str, start: int = 0) -> bool:
    """True where a paragraph has numerals from an offset on."""
    return _DIGIT.search(text, start) is not None


def read(text: str, start: int = 0) -> tuple[Token, ...]:
    """The numerals of a paragraph from an offset on, in order, none overlapping."""
    return _read_kept(text, start) if len(text) <= _KEPT else _read_all(text, start)


#: letters of a text whose numerals are kept: cells, headings and bases, which papers of one form share
_KEPT = 400


def _read_all(text: str, start: int) -> tuple[Token, ...]:
    if not start and ALONE.fullmatch(text):
        return (_alone(text),)
    found: list[Token] = []
    at = start
    while digit := _DIGIT.search(text, at):
        first = digit.start()
        token = _token(text, first, at)
        found.append(token)
        at = token.end if token.end > first else first + 1
    return tuple(found)


def _alone(text: str) -> Token:
    """The amount that is all of a text, as in most cells of tables."""
    typed, end = text.removesuffix(PERCENT), len(text)
    unit = PERCENT if len(typed) < end else ''
    return Token(Sort.AMOUNT, 0, end, end, text, (number(typed),), (_decimals(typed),), unit)


_read_kept = lru_cache(maxsize=256)(_read_all)


def _token(text: str, at: int, begin: int) -> Token:
    """The numeral whose first digit stands at an offset; what stands before `begin` is read already."""
    before = text[max(begin, at - 20) : at]
    sign = before[-1:]
    if sign.isalpha() or (sign == '-' and before[-2:-1].isalpha()):  # m2, QH14, Covid-19
        return _other(text, at, SIGN_REST)
    if sign == '(' and NUMBERED.match(text, at):
        return _other(text, at, SIGN_REST)
    keyword = '' if not sign.isspace() or before.endswith(_OF_YEAR) else _keyword(before.casefold().split())
    match = AFTER_WORD[keyword].match(text, at) if keyword else None
    match = match or PLAIN.match(text, at) or _read(text, at)
    kind = match.lastgroup or ''  # the outer group closes last
    token = _READERS[kind](text, match)
    return _not_a_name(text, token) if kind == 'amount' and not (token.unit or token.noun) else token


def _read(text: str, at: int) -> re.Match[str]:
    near = text[at : at + NEAR]
    match = None
    if '/' in near or '-' in near:
        match = CITATION.match(text, at) or DATED.match(text, at)
    match = match or SIGN_OR_YEAR.match(text, at) or FIGURE.match(text, at)
    if match is None:  # FIGURE takes any digit
        raise AssertionError(text[at : at + 20])
    return match


def _keyword(words: list[str]) -> str:
    """What the last words before a numeral make of it, empty for nothing."""
    if not words:
        return ''
    if words[-1].rstrip(':') == 'số':
        before = _keyword(words[:-1])
        counted = len(words) > 1 and words[-2].lstrip(OPENING) in _OF_NUMBER
        return before if before == 'muc' else '' if counted else 'so'
    last = words[-1].lstrip(OPENING)
    found = _WORDS_BEFORE.get(last, '')
    if not found and last in _SECOND_WORDS and len(words) > 1:
        found = _WORDS_BEFORE.get(f'{words[-2].lstrip(OPENING)} {last}', '')
    return found


def _other(text: str, at: int, shape: re.Pattern[str]) -> Token:
    match = shape.match(text, at)
    end = match.end() if match else at + 1
    return Token(Sort.OTHER, at, end, end, text[at:end])


def number(text: str) -> Decimal:
    """The value of a numeral written the Vietnamese way."""
    if text.isdigit():
        return Decimal(text)
    return Decimal(text.replace('.', '').replace(',', '.'))


def _decimals(text: str) -> int:
    comma = text.find(',')
    return len(text) - comma - 1 if comma >= 0 else 0


def _plain(sort: Sort) -> Callable[[str, re.Match[str]], Token]:
    def make(text: str, match: re.Match[str]) -> Token:
        return Token(sort, match.start(), match.end(), match.end(), match[0])

    return make


def _date(year: str | None, month: str | None, day: str | None) -> Callable[[str, re.Match[str]], Token]:
    def make(text: str, match: re.Match[str]) -> Token:
        y, m, d = (int(match[g]) if g and match[g] else None for g in (year, month, day))
        return Token(
            Sort.DATE,
            match.start(),
            match.end(),
            match.end(),
            match[0],
            date=(y, m, d),
            valid=_exists(y, m, d),
        )

    return make


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if month is not None and not 1 <= month <= 12:
        return False
    last = 31 if month is None else calendar.monthrange(year or 2024, month)[1]
    return day is None or 1 <= day <= last


@lru_cache(maxsize=512)
def _year(text: str) -> Decimal:
    return Decimal(text)


def _years(*groups: str) -> Callable[[str, re.Match[str]], Token]:
    decimals = (0,) * len(groups)

    def make(text: str, match: re.Match[str]) -> Token:
        start, end = match.span()
        years = tuple([_year(match[g]) for g in groups])
        return Token(Sort.YEAR, start, end, end, match[0], years, decimals)

    return make


def _amount(text: str, match: re.Match[str]) -> Token:
    start, typed = match.start(), match['n']
    end, stop, unit, scale, noun = _measured(text, match.end())
    return Token(
        Sort.AMOUNT,
        start,
        end,
        stop,
        text[start:end],
        (number(typed),),
        (_decimals(typed),),
        unit,
        noun,
        scale,
        hedge(text, start),
    )


def _figure(sort: Sort, *groups: str) -> Callable[[str, re.Match[str]], Token]:
    def make(text: str, match: re.Match[str]) -> Token:
        typed = tuple([match[g] for g in groups])
        end, stop, unit, scale, noun = _measured(text, match.end())
        numbers = tuple(number(t) for t in typed)
        return Token(
            sort,
            match.start(),
            end,
            stop,
            text[match.start() : end],
            numbers,
            tuple(map(_decimals, typed)),
            unit,
            noun,
            scale,
            hedge(text, match.start()),
        )

    return make


_ONE = Decimal(1)


def _measured(text: str, at: int) -> tuple[int, int, str, Decimal, tuple[str, ...]]:
    """What follows a number: where the numerals end, where the unit ends, the unit, its scale, the noun counted."""
    if text[at : at + 1] == PERCENT:
        return at + 1, at + 1, PERCENT, _ONE, ()
    unit = UNIT.match(text, at)
    if unit is None:
        words, stop = noun_behind(text, at)
        return at, stop, '', _ONE, words
    if unit['rate']:
        sign = ' '.join(unit['rate'].split())
        rate = sign if sign in (PERCENT, PER_MILLE) else POINTS
        return unit.end(), unit.end(), rate, _ONE, ()
    if unit['money']:
        power = sum(_SCALES.get(word, 0) for word in unit['money'].casefold().split())
        return at, unit.end(), MONEY, Decimal(1).scaleb(power), ()
    return at, unit.end(), ' '.join(unit['measure'].split()), _ONE, ()


_LAST_WORD = regex(r'([^\W\d_][\w/-]*)[\s\u00a0]+$')


def _not_a_name(text: str, token: Token) -> Token:
    """The amount without unit and noun, or another sort where it is the last part of a name (`Khu 1,`, `Giang Biên 2`)."""
    if token.decimals[0] or not token.start:
        return token
    word = _LAST_WORD.search(text, max(0, token.start - 24), token.start)
    first = word is None or not text[: word.start()].strip(' \t\u00a0-–+•*“"(')
    if word is None or first or not word[1][0].isupper():
        return token
    return Token(Sort.OTHER, token.start, token.end, token.end, token.text)


_READERS: Mapping[str, Callable[[str, re.Match[str]], Token]] = {
    'citation': _plain(Sort.CITATION),
    'long': _date('ly', 'lm', 'ld'),
    'lmonth': _date('my', 'mm', None),
    'short': _date('sy', 'sm', 'sd'),
    'smonth': _date('sy2', 'sm2', None),
    'dayonly': _date(None, 'dm', 'dd'),
    'span': _years('y1', 'y2'),
    'year': _years('y'),
    'pair': _figure(Sort.PAIR, 'a', 'b'),
    'range': _figure(Sort.RANGE, 'low', 'high'),
    'amount': _amount,
    'other': _plain(Sort.OTHER),
    'rest': _plain(Sort.OTHER),
}


def amounts(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The amounts among tokens."""
    return (t for t in tokens if t.sort is Sort.AMOUNT)
