"""Dates that the calendar lacks."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.tokens import Token
from baocao.errors import Level
from baocao.regexes import regex

#: `ngày` as a length of time: `mỗi ngày 32/40 hồ sơ`
_SPAN = regex(r'(?:mỗi|một|hàng|hằng|số|trong|cả|bình\s+quân|suốt|theo)\s+ngày\s+$', re.IGNORECASE)
_POINT = regex(
    r'(?:đến|trước|từ|sau|vào|tới|hết|kể\s+từ|chậm\s+nhất|hạn)(?:\s+(?:hết|là))?\s+ngày\s+$', re.IGNORECASE
)
_YEAR = regex(r'(?<!\w)(?<!mỗi )(?<!một )(?<!hàng )(?<!hằng )(?<!cả )năm\s+$', re.IGNORECASE)
_NOUN = regex(r'\s+[^\W\d_]')
_LUNAR = regex(r'[^;.]{0,20}?(?:âm\s+lịch|ÂL)(?!\w)', re.IGNORECASE)
_CODE = regex(r'[\w:.-]$')


def bad_dates(paper: Paper) -> Iterator[Conflict]:
    """SL263 for every date whose day or month does not exist."""
    for sentence in paper.with_numerals:
        for token in sentence.tokens:
            if len(token.text) == 4 and _is_far_year(sentence, token):
                yield Conflict(
                    'SL263',
                    Level.CANH_BAO,
                    (sentence.spot(token),),
                    f"Năm {token.text} còn rất xa, có thể gõ nhầm một chữ số.",
                    "Kiểm tra lại năm.",
                )
    for sentence, token in paper.dates:
        if not token.valid and _is_date(sentence, token):
            yield Conflict(
                'SL263',
                Level.LOI,
                (sentence.spot(token),),
                _problem(token),
                "Sửa ngày, tháng cho đúng lịch.",
            )


def _is_far_year(sentence: Sentence, token: Token) -> bool:
    """True for a numeral of four letters after `năm` that is a year after 2199: with no noun, so no amount of a year."""
    if token.text <= '2199' or token.noun or token.unit or not token.text.isdigit():
        return False
    before = sentence.passage.text[max(0, token.start - 14) : token.start]
    return _YEAR.search(before) is not None


def _is_date(sentence: Sentence, token: Token) -> bool:
    """True where the numeral can be nothing else than a date."""
    text = sentence.passage.text
    year, _, day = token.date
    if _LUNAR.match(text, token.end) and (day or 0) <= 30:
        return False
    before = text[max(0, token.start - 24) : token.start]
    if year is not None:
        led = re.search(r'(?:ngày|tháng)\s+$', before, re.IGNORECASE) is not None
        return led or ('-' not in token.text and day is not None and not _CODE.search(before))
    if '-' in token.text or _SPAN.search(before):
        return False
    return _POINT.search(before) is not None or not _NOUN.match(text, token.end)


def _problem(token: Token) -> str:
    year, month, day = token.date
    if month is not None and not 1 <= month <= 12:
        return f"Không có tháng {month}: một năm chỉ có 12 tháng."
    last = calendar.monthrange(year or 2024, month)[1] if month else 31
    of = f"Tháng {month}" + (f" năm {year}" if year else "") if month else "Một tháng"
    return f"Không có ngày {day}: {of} chỉ có {last} ngày."
