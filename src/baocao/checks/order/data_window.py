"""The days from which the data of a report are, against the part of the year that it is about (SL274)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.tokens import Sort, Token
from baocao.errors import Level
from baocao.regexes import regex

#: months by which the data may begin or end beside their period: the offices close their books in the middle of one
_BESIDE = 1

_DATA = regex(r'(?<!\w)số\s+liệu(?![^;:.()\d]*l[ũu][ỹy]\s+kế)[^;:.()\d]{0,40}\stừ\s+ngày\s+$', re.IGNORECASE)
_UNTIL = regex(r'\s*(?:đến|tới)\s+(?:hết\s+)?ngày\s+')
_PERIOD = regex(
    r'(?<!\w)(?:(?P<months>0?[36]|0?9)\s+tháng(?P<half>\s+(?:đầu|cuối))?|quý\s+(?P<quarter>I{1,3}|IV|[1-4]))(?:\s+năm\s+|/)(?P<year>\d{4})'
    r'(?!\d)',
    re.IGNORECASE,
)
_QUARTERS = {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4, '1': 1, '2': 2, '3': 3, '4': 4}


def check(paper: Paper) -> Iterator[Conflict]:
    """`9 tháng đầu năm 2023 (số liệu từ ngày 15/12/2022 đến ngày 14/9/2024)`."""
    for sentence in paper.with_numerals:
        for one, other in pairwise(sentence.tokens):
            if one.sort is other.sort is Sort.DATE and None not in (*one.date, *other.date):
                yield from _window(sentence, one, other)


def _window(sentence: Sentence, one: Token, other: Token) -> Iterator[Conflict]:
    text = sentence.passage.text
    data = _DATA.search(text, max(sentence.start, one.start - 60), one.start)
    if data is None or not _UNTIL.fullmatch(text, one.end, other.start) or not (one.valid and other.valid):
        return
    named = None
    for found in _PERIOD.finditer(text, sentence.start, data.start()):
        named = found
    if named is None or text[named.end() : data.start()].strip(' \u00a0(,'):
        return
    first, last = _months(named)
    for token, due in ((one, first), (other, last)):
        if abs(_month(token) - due) > _BESIDE:
            yield Conflict(
                'SL274',
                Level.CANH_BAO,
                (sentence.spot(token),),
                f"Số liệu từ {one.text} đến {other.text} không phải của {named[0]}.",
                "Đối chiếu khoảng thời gian chốt số liệu với kỳ báo cáo.",
            )
            return


def _months(named: re.Match[str]) -> tuple[int, int]:
    """The first and the last month of a period, counted from the year 0."""
    year = 12 * int(named['year'])
    if named['quarter']:
        quarter = _QUARTERS[named['quarter'].casefold()]
        return year + 3 * quarter - 2, year + 3 * quarter
    months = int(named['months'])
    if (named['half'] or '').strip().casefold() == "cuối":
        return year + 13 - months, year + 12
    return year + 1, year + months


def _month(token: Token) -> int:
    year, month, _ = token.date
    return 12 * (year or 0) + (month or 0)
