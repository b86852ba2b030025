"""Parts that make a total, each with its percentage of plan: the plans that follow must make the plan of the total.

16.480 at 95,38% and 21.784 at 98,75% and 2.673 at 100,45% imply plans of 41.999 together; so does 40.937 at 97,47%. Each
figure is taken as the interval that its printed decimals allow, so that a conflict is beyond all rounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.tokens import MONEY, PERCENT, Sort, Token
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

#: the words between an amount and its percentage, and the base that it is a part of
_BETWEEN = regex(r'[\s,;(]*(?:bằng|đạt|đạt tỷ lệ|tương đương)\s+$')
_BASE = regex(r'\s*(?:so với\s+)?(kế hoạch|KHV|KH|dự toán|chỉ tiêu)(?![\w])')
_OPENS = regex(r'(?:trong đó|bao gồm|gồm|chia ra)(?!\w)', re.IGNORECASE)


class _Couple(NamedTuple):
    """An amount with its percentage of a base."""

    sentence: Sentence
    amount: Token
    rate: Token
    base: str

    @property
    def implied(self) -> tuple[Decimal, Decimal]:
        """The least and the greatest plan that the two allow, where a percentage may be rounded or cut."""
        half, wide = self.amount.half, self.rate.half
        low = (self.amount.value - half) / (self.rate.value + 2 * wide) * 100
        return low, (self.amount.value + half) / (self.rate.value - wide) * 100


def check(paper: Paper) -> Iterator[Conflict]:
    """Totals whose implied plan lies beyond what the plans of their parts allow (SL203)."""
    for block in paper.numeral_blocks.values():
        before: _Couple | None = None
        for sentence in block:
            couples = _couples(sentence)
            opener = _OPENS.search(sentence.text) if len(couples) > 1 else None
            if opener is not None:
                at = sentence.start + opener.start()
                total = next((c for c in reversed(couples) if c.rate.end <= at), before)
                parts = [c for c in couples if c.amount.start > at]
                if total is not None and total.base == (parts[0].base if parts else ''):
                    yield from _compared(total, parts)
            before = couples[-1] if couples else None


def _couples(sentence: Sentence) -> list[_Couple]:
    found: list[_Couple] = []
    if len(sentence.tokens) < 2:
        return found
    text = sentence.passage.text
    for amount, rate in zip(sentence.tokens, sentence.tokens[1:], strict=False):
        if (
            amount.sort is not Sort.AMOUNT
            or amount.unit != MONEY
            or rate.unit != PERCENT
            or not rate.is_exact
        ):
            continue
        base = _BASE.match(text, rate.end)
        if amount.is_exact and rate.value > 0 and base and _BETWEEN.fullmatch(text, amount.stop, rate.start):
            found.append(_Couple(sentence, amount, rate, base[1]))
    return found


def _compared(total: _Couple, parts: list[_Couple]) -> Iterator[Conflict]:
    same = [p for p in parts if p.base == total.base]
    room = total.amount.half + sum((p.amount.half for p in parts), Decimal(0))
    if len(same) < 2 or same != parts or abs(sum(p.amount.value for p in parts) - total.amount.value) > room:
        return
    low = sum((p.implied[0] for p in parts), Decimal(0))
    high = sum((p.implied[1] for p in parts), Decimal(0))
    least, most = total.implied
    if high >= least and low <= most:
        return
    unit = total.amount.scale
    shown = [format_number(round(v / unit)) for v in ((low + high) / 2, (least + most) / 2)]
    spots = (total.sentence.spot(total.rate), *(p.sentence.spot(p.rate) for p in parts))
    yield Conflict(
        'SL203',
        Level.LOI,
        spots,
        f"{total.rate.text} không khớp với tỷ lệ của các phần: theo các phần, {total.base} cộng lại là khoảng {shown[0]}; "
        f"theo tổng, {total.base} là khoảng {shown[1]}.",
        "Kiểm tra lại tỷ lệ của tổng và của từng phần.",
    )
