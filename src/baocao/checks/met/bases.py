"""A change told with the value it is measured from in brackets: đạt 1.265 tỷ đồng, tăng 10% so với cùng kỳ năm trước
(1.150 tỷ đồng); 385 ha, vượt 10% kế hoạch (350 ha)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from baocao.checks.met.changes import bounds
from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.tokens import PERCENT, Sort, Token, same_unit
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

CODE = 'SL251'

_BASE = r'(?:cùng\s+kỳ|năm|tháng|quý|kế\s+hoạch|KH|dự\s+toán|chỉ\s+tiêu|đầu\s+năm)(?!\w)'
#: from a value to how much it changed, right behind it
_CHANGED = regex(
    r'[^\d;,.()]{0,25},\s*(?:đã\s+|ước\s+)?(?P<way>tăng|giảm|vượt|thấp\s+hơn|cao\s+hơn)\s+(?:thêm\s+)?',
    re.IGNORECASE,
)
#: from there to the base in brackets, of which the words may name the year
_FROM = regex(
    rf'\s*(?:so\s+(?:với\s+)?)?{_BASE}[^;,.()]{{0,45}}\(\s*(?:là|đạt|{_BASE}[^;,.()\d]{{0,20}}(?:\d{{4}})?:?)?\s*|'
    rf'\s*\(\s*{_BASE}[^;,.()\d]{{0,20}}(?:\d{{4}})?\s*(?:là|đạt|:)?\s*',
    re.IGNORECASE,
)
#: values of which the change is told at the prices of another year, or of a mean
_AT_PRICES = regex(r'(?<!\w)giá(?!\w)|GRDP|GDP|GTSX|VA(?!\w)|sản\s+phẩm\s+trên|bình\s+quân', re.IGNORECASE)


def check(paper: Paper) -> Iterator[Conflict]:
    """Percentages of change that value and base do not give."""
    for sentence in paper.with_numerals:
        text = sentence.passage.text
        if len(sentence.tokens) < 3 or text.find(PERCENT, sentence.start, sentence.end) < 0:
            continue
        if text.find('(', sentence.start, sentence.end) < 0:
            continue
        sizes = [t for t in sentence.tokens if t.sort is Sort.AMOUNT]
        if len(sizes) < 3 or _AT_PRICES.search(sentence.text):
            continue
        for value, rate, base in zip(sizes, sizes[1:], sizes[2:], strict=False):
            if rate.unit == PERCENT and rate.hedge in ('', 'vượt') and not base.is_rate:
                yield from _judged(sentence, value, rate, base)


def _judged(sentence: Sentence, value: Token, rate: Token, base: Token) -> Iterator[Conflict]:
    text = sentence.passage.text
    changed = _CHANGED.fullmatch(text, value.stop, rate.start)
    if (
        changed is None
        or _FROM.fullmatch(text, rate.end, base.start) is None
        or text[base.stop : base.stop + 1] != ')'
    ):
        return
    if not (value.is_exact and base.is_exact and base.value and same_unit(value, base)):
        return
    fell = changed['way'].casefold() in ('giảm', 'thấp hơn')
    slacks = [t.half if t.unit else Decimal(0) for t in (base, value)]
    low, high = bounds(base.value, value.value, *slacks)
    fits = low - rate.half <= rate.value <= high + rate.half
    if value.value == base.value or (fits and (value.value < base.value) == fell):
        return
    share = abs(value.value - base.value) / base.value * 100
    verb = "giảm" if value.value < base.value else "tăng"
    shown = format_number(share.quantize(rate.half * 2), rate.decimals[0])
    yield Conflict(
        CODE,
        Level.CANH_BAO,
        (sentence.spot(rate), sentence.spot(value), sentence.spot(base)),
        f"{value.text} so với {base.text} là {verb} {shown}%, ở đây ghi {changed['way']} {rate.text}.",
        "Đối chiếu hai con số và tỷ lệ với số liệu gốc rồi sửa cho khớp.",
    )
