"""Percentages that each of the counted reached: `15/16 tổ đạt 100%, riêng tổ bầu cử số 9 đạt 98,45%`."""

from __future__ import annotations

import re

from baocao.checks.reading.tokens import Token
from baocao.regexes import regex

_REACHED = regex(r'[^,;()]{0,30}?\sđạt\s+(?:(?:tỷ|tỉ)\s+lệ\s+)?', re.IGNORECASE)
#: one or more of the counted that did not reach it
_SET_APART = regex(
    r'[^,;.()\d]{0,40}[,;(]\s*(?:(?:riêng|trừ|chỉ\s+(?:có|còn))(?!\w)|còn\s[^,;.()]{0,30}?\sđạt\s)',
    re.IGNORECASE,
)
#: who is in each of them: `8/10 trường đạt 100% giáo viên đạt chuẩn`
_MEMBERS = regex(
    r'\s+(?:số\s+)?(?P<noun>hộ|học|giáo|cán|đảng|cử|người|trẻ)'
    r'(?:(?<=hộ)|(?<=người)|(?<=trẻ)|\s+(?:sinh|viên|bộ|tri))(?!\w)',
    re.IGNORECASE,
)


def is_of_each(text: str, noun: tuple[str, ...], stop: int, rate: Token) -> bool:
    """True where a percentage behind a pair (its noun and its end) is no share of the counted, but what each of them
    reached: one is set apart behind it, or it tells of their members."""
    if not noun or _REACHED.fullmatch(text, stop, rate.start) is None:
        return False
    members = _MEMBERS.match(text, rate.end)
    of_members = members is not None and members['noun'].lower() != noun[0]
    return of_members or _SET_APART.match(text, rate.end) is not None
