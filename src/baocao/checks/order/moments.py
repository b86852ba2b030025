"""Days of the week that are not those of their dates; quarters of a period told backwards (SL273)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.reading.tokens import Token
from baocao.errors import Level
from baocao.regexes import regex

CODE = 'SL273'

_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_BY_WORD = {'hai': 0, 'ba': 1, 'tư': 2, 'năm': 3, 'sáu': 4, 'bảy': 5, 'bẩy': 5}
#: a day of the week right before its date; a rank (`lần thứ hai, ngày …`) has other words before it
_WEEKDAY = regex(
    r'(?:^|[,:;(–-]|\d|(?<!\w)(?:giờ|phút|sáng|trưa|chiều|tối|vào|buổi|là|ngày))\s*'
    r'(?P<day>thứ\s+(?P<word>hai|ba|tư|năm|sáu|bảy|bẩy)|chủ\s+nhật)[\s,(]*(?:ngày\s+)?$',
    re.IGNORECASE,
)


def check(paper: Paper) -> Iterator[Conflict]:
    """Days of the week and quarters that the calendar contradicts."""
    for sentence, token in paper.dates:
        if token.valid and None not in token.date:
            yield from _weekday(sentence, token)
    for sentence in paper.with_numerals:
        if sentence.passage.text.find("uý", sentence.start, sentence.end) >= 0:
            yield from _quarters(sentence)


def _weekday(sentence: Sentence, token: Token) -> Iterator[Conflict]:
    """`thứ Sáu, ngày 09/10/2025`, which is a Thursday."""
    year, month, day = token.date
    if year is None or month is None or day is None:
        return
    begin = max(sentence.start, token.start - 40)
    before = sentence.passage.text[begin : token.start]
    folded = before.casefold()
    found = _WEEKDAY.search(before) if 'thứ' in folded or 'chủ' in folded else None
    if found is None:
        return
    told = 6 if found['word'] is None else _BY_WORD[found['word'].casefold()]
    true = datetime.date(year, month, day).weekday()
    if told == true:
        return
    named = Spot(sentence.passage, begin + found.start('day'), begin + found.end('day'))
    yield Conflict(
        CODE,
        Level.LOI,
        (sentence.spot(token), named),
        f"Ngày {token.text} là {_DAYS[true]}, không phải {_DAYS[told]}.",
        "Đối chiếu lịch, rồi sửa thứ hoặc ngày.",
    )


_QUARTERS = {'I': 1, 'II': 2, 'III': 3, 'IV': 4}
_PERIOD = regex(
    r'(?<!\w)từ\s+quý\s+(?P<one>I{1,3}|IV)(?:\s+năm\s+|\s?/\s?)(?P<year>\d{4})\s+(?:đến|tới)\s+(?:hết\s+)?'
    r'(?P<end>quý\s+(?P<other>I{1,3}|IV)(?:\s+năm\s+|\s?/\s?)(?P<last>\d{4}))(?!\d)',
    re.IGNORECASE,
)


def _quarters(sentence: Sentence) -> Iterator[Conflict]:
    """`từ quý IV năm 2025 đến quý II năm 2025`."""
    for found in _PERIOD.finditer(sentence.passage.text, sentence.start, sentence.end):
        first, last = _QUARTERS[found['one'].upper()], _QUARTERS[found['other'].upper()]
        if (int(found['year']), first) > (int(found['last']), last):
            yield Conflict(
                CODE,
                Level.LOI,
                (Spot(sentence.passage, found.start('end'), found.end('end')),),
                f"Từ quý {found['one']}/{found['year']} đến quý {found['other']}/{found['last']}:"
                " mốc sau đứng trước mốc đầu.",
                "Đối chiếu hai mốc thời gian, rồi sửa mốc ghi nhầm.",
            )
