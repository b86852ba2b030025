"""More done than there is: `25/23 vụ` (SL202)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.checks.model import Conflict, Sentence
from baocao.checks.reading.fit import divides
from baocao.checks.reading.tokens import PERCENT
from baocao.errors import Level
from baocao.regexes import regex

#: things of which no more can be done than there are
_COUNTABLE = frozenset(
    'vụ vụ_việc đơn hồ_sơ xã phường huyện nhiệm_vụ chỉ_tiêu tiêu_chí kiến_nghị trường thôn biên_chế trường_hợp'.split()
)
_BEYOND = regex(r'(?<!\w)(?:vượt|kế\s+hoạch|KH|giao|quá|tăng|lần)(?!\w)', re.IGNORECASE)


def exceeding(sentence: Sentence) -> Iterator[Conflict]:
    """Pairs whose done is larger than the total, of things that cannot exceed it."""
    for token in sentence.tokens:
        if not divides(token) or token.unit or not token.noun or token.decimals != (0, 0):
            continue
        done, total = token.numbers
        dated = done <= 31 and total <= 12
        kind = token.noun[0] in _COUNTABLE or '_'.join(token.noun[:2]) in _COUNTABLE
        if done <= total or dated or not kind or _BEYOND.search(sentence.text):
            continue
        if any(t.unit == PERCENT and t.numbers[0] > 100 for t in sentence.tokens):
            continue
        yield Conflict(
            'SL202',
            Level.CANH_BAO,
            (sentence.spot(token),),
            f"Số đã thực hiện lớn hơn tổng số: {token.text}.",
            f"So lại {token.text} với số liệu gốc; có thể hai số bị đổi chỗ cho nhau.",
        )
