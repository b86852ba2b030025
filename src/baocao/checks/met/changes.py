"""A change told with both its values: tăng từ 100 lên 120 tỷ đồng, tăng 20%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.tokens import PERCENT, Sort, Token, same_unit
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

CODE = 'SL251'

#: a word right before the second value; `trở lên` makes the first one a bound
_LINK = regex(r'(?<!\w)(?<!trở\s)(lên|xuống|còn)(?!\w)', re.IGNORECASE)
#: places in a ranking fall where they grow better
_RANK = regex(r'(?<!\w)(?:hạng|vị\s+trí|thứ|bậc|xếp|ngày|giờ|phút)(?!\w)', re.IGNORECASE)
_GROWS, _FALLS = (
    regex(r'(?<!\w)tăng(?!\w)', re.IGNORECASE),
    regex(r'(?<!\w)giảm(?!\w)', re.IGNORECASE),
)
_CHANGE = regex(r'(?<!\w)(tăng|giảm)(?:\s+(?:thêm|khoảng|được|là|tương\s+đương|trưởng))*\s*$', re.IGNORECASE)


def check(paper: Paper) -> Iterator[Conflict]:
    """Changes that go the other way than told, or whose percentage the two values do not give."""
    for sentence in paper.with_numerals:
        for one, other in pairwise(sentence.tokens):
            if one.hedge == 'từ' and other.sort is one.sort is Sort.AMOUNT:
                yield from _change(sentence, one, other)


def _change(sentence: Sentence, one: Token, other: Token) -> Iterator[Conflict]:
    text = sentence.passage.text
    between = text[one.stop : other.start]
    link = _LINK.search(between)
    if link is None or ';' in between or not _same(one, other):
        return
    before = text[max(sentence.start, one.start - 60) : one.start]
    if _RANK.search(before) or _RANK.search(text[one.start : other.stop + 12]):
        return
    lead = re.split(r'[;,(]', before)[-1]
    way = link[1].casefold()
    up = way == 'lên' and not _FALLS.search(lead)
    down = way in ('xuống', 'còn') and not _GROWS.search(lead)
    first, last = _values(one, other)
    if (up and last < first) or (down and last > first):
        said = "tăng" if up else "giảm"
        yield Conflict(
            CODE,
            Level.LOI,
            (sentence.spot(other), sentence.spot(one)),
            f"Câu nói {said} nhưng “{_flat(text[one.start : other.stop])}”:"
            f" {other.text} {'nhỏ' if up else 'lớn'} hơn {one.text}.",
            "Đối chiếu hai con số với số liệu gốc, hoặc sửa lại chữ tăng, giảm.",
        )
    elif up or down:
        yield from _percentage(sentence, one, other)


def _values(one: Token, other: Token) -> tuple[Decimal, Decimal]:
    """Both values in one unit: where only the second has one, it is that of both."""
    if other.unit and not one.unit and not one.noun:
        return one.numbers[0] * other.scale, other.value
    return one.value, other.value


def _same(one: Token, other: Token) -> bool:
    return same_unit(one, other) or not (one.unit or one.noun) or not (other.unit or other.noun)


def _percentage(sentence: Sentence, one: Token, other: Token) -> Iterator[Conflict]:
    """The percentage of change in the clause of both values, held against them."""
    text = sentence.passage.text
    rate = _rate(sentence.tokens, one, other, text)
    first, last = _values(one, other)
    if rate is None or not first:
        return
    scale = other.scale
    low, high = bounds(first, last, _half(one) * scale, _half(other) * scale)
    told = rate.value
    slack = rate.half
    if low - slack <= told <= high + slack:
        return
    if one.is_rate and abs(abs(last - first) - told) <= slack + _half(one) + _half(other):
        return
    exact = abs(last - first) / first * 100
    shown = format_number(exact, max(1, rate.decimals[0]))
    verb = "tăng" if last > first else "giảm"
    yield Conflict(
        CODE,
        Level.LOI,
        (sentence.spot(rate), sentence.spot(one), sentence.spot(other)),
        f"Từ {one.text} đến {other.text} là {verb} {shown}%, không phải {rate.text}.",
        "Đối chiếu hai con số và tỷ lệ với số liệu gốc rồi sửa cho khớp.",
    )


def _half(token: Token) -> Decimal:
    return Decimal(5).scaleb(-token.decimals[0] - 1)


def bounds(first: Decimal, last: Decimal, half: Decimal, other: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the greatest percentage of change that the written digits of both values allow."""
    ends = [
        abs(b - a) / a * 100
        for a in (first - half, first + half)
        for b in (last - other, last + other)
        if a > 0
    ]
    exact = abs(last - first) / first * 100
    return min((exact, *ends)), max((exact, *ends))


def _rate(tokens: Sequence[Token], one: Token, other: Token, text: str) -> Token | None:
    """The percentage that stands right after the two values, or right before them."""
    i = tokens.index(one)
    around = (*tokens[max(0, i - 1) : i], *tokens[i + 2 : i + 3])
    for token in around:
        if token.sort is not Sort.AMOUNT or token.unit != PERCENT or token.hedge:
            continue
        said = _CHANGE.search(text, max(0, token.start - 30), token.start)
        if said is None:
            continue
        gap = text[other.stop : said.start()] if token.start > other.start else text[token.stop : one.start]
        apart = _OTHER_BASE.match(text, token.end) or _YEARLY.search(
            text, max(0, said.start() - 24), token.end + 6
        )
        if len(gap) <= 40 and ';' not in gap and '. ' not in gap and not apart:
            return token
    return None


#: what a percentage is compared with other than the first of both values
_OTHER_BASE = regex(
    r'\s*(?:so\s+(?:với\s+)?)?(?:kế\s+hoạch|KH|dự\s+toán|tháng|quý|cùng\s+kỳ|mục\s+tiêu)', re.IGNORECASE
)
_YEARLY = regex(r'bình\s+quân|trung\s+bình|mỗi\s+năm|h[aằ]ng\s+năm|/\s?năm', re.IGNORECASE)


def _flat(text: str) -> str:
    return ' '.join(text.split())
