"""Shares of a whole above 100% (SL204): `tái công nhận 200% cơ sở y tế`, `tỷ lệ bao phủ đạt 196,1%`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.tokens import PERCENT, Sort, Token
from baocao.errors import Level
from baocao.regexes import regex

#: who is told whole, right behind the percent: no more of them can be reached than there are
_UNITS = regex(
    r'\s+(?:tổng\s+)?(?:số\s+)?(?:các\s+)?(?:cơ\s+sở\s+y\s+tế|trạm\s+y\s+tế|hộ\s+(?:dân|gia\s+đình|nghèo|cận\s+nghèo)|dân\s+số|xã|phường'
    r'|thị\s+trấn|thôn|ấp|khu\s+phố|tổ\s+dân\s+phố|huyện|cơ\s+quan|địa\s+phương|cán\s+bộ|công\s+chức|người\s+dân|chi\s+bộ'
    r'|chất\s+thải|rác\s+thải)(?!\w)',
    re.IGNORECASE,
)
#: rates of a whole, in the clause before the percent
_RATE = regex(
    r'(?<!\w)t[ỷỉ]\s+lệ\s+(?:bao\s+phủ|che\s+phủ|hộ|dân\s+số|người\s+dân|đô\s+thị\s+h(?:óa|oá))(?!\w)'
    r'(?P<between>[^;.:()%\d]{0,90})$',
    re.IGNORECASE,
)
#: what makes it a comparison with something else, which may well exceed 100%
_COMPARED = regex(
    r'(?<!\w)(?:tăng|giảm|vượt|gấp|bằng|so|hỗ\s+trợ|mức|lương|phụ\s+cấp|kế\s+hoạch|chỉ\s+tiêu|dự\s+toán|cùng\s+kỳ|nghị\s+quyết'
    r'|giao(?!\s+thông)|đề\s+ra|khoán|đăng\s+ký|mục\s+tiêu|công\s+suất|thu(?!\s+gom)|nộp|tiền|kinh\s+phí|vốn|(?<!nông\sthôn\s)mới)(?!\w)',
    re.IGNORECASE,
)


def check(paper: Paper) -> Iterator[Conflict]:
    """Percents above 100 where the words around name the whole of which they are a share."""
    for sentence in paper.with_numerals:
        for token in sentence.tokens:
            if token.unit == PERCENT and token.sort is Sort.AMOUNT and token.numbers[0] > 100:
                yield from _beyond(sentence, token)


def _beyond(sentence: Sentence, token: Token) -> Iterator[Conflict]:
    if _is_share(sentence, token):
        yield Conflict(
            'SL204',
            Level.CANH_BAO,
            (sentence.spot(token),),
            f"{token.text} lớn hơn toàn bộ (100%), trong khi câu nói về một phần của toàn bộ.",
            "Kiểm tra tỷ lệ; nếu là mức đạt so với kế hoạch hay so với kỳ khác thì nêu rõ.",
        )


def _is_share(sentence: Sentence, token: Token) -> bool:
    """True where neither the clause before nor that behind compares with a plan or with another time."""
    text = sentence.passage.text
    start, end = next((s, e) for s, e in sentence.clauses() if s <= token.start <= e)
    before = text[max(start, token.start - 140) : token.start].rpartition(',')[2]
    behind = re.split(r'[,.]\s', text[token.end : min(end, token.end + 90)])[0]
    if _UNITS.match(behind):
        return not _COMPARED.search(before) and not _COMPARED.search(behind)
    rate = _RATE.search(before)
    return rate is not None and not _COMPARED.search(rate['between']) and not _COMPARED.search(behind)
