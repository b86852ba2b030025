"""Sums of money told in figures and again in words (SL241)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.reading.tokens import MONEY, Sort, Token
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import sum_in_words

CODE = 'SL241'

_DIGITS = {
    'không': 0, 'một': 1, 'mốt': 1, 'hai': 2, 'ba': 3, 'bốn': 4, 'tư': 4, 'năm': 5, 'lăm': 5, 'nhăm': 5, 'sáu': 6,
    'bảy': 7, 'bẩy': 7, 'tám': 8, 'chín': 9,
}  # fmt: skip
_POWERS = {'nghìn': 3, 'ngàn': 3, 'triệu': 6}
_SILENT = frozenset(('lẻ', 'linh', 'chẵn'))
_IN_WORDS = regex(
    r'[\s,.;*_]*(?:\([\s*_]*(?:(?:viết\s+)?bằng\s+chữ\s*(?:là)?\s*:?)?|(?:viết\s+)?bằng\s+chữ\s*(?:là)?\s*:?)[\s*_“"]*'
    r'(?P<words>[^\W\d_]+(?:[\s,]+[^\W\d_]+){1,40}?)\s+đồng(?:\s+chẵn)?[\s.*_/”"]*(?:[),;.]|$)',
    re.IGNORECASE,
)


def check(paper: Paper) -> Iterator[Conflict]:
    """The sums whose words name another sum than their figures."""
    for sentence in paper.with_numerals:
        for token in sentence.tokens:
            if token.sort is Sort.AMOUNT and token.unit == MONEY and token.is_exact:
                yield from _told_again(sentence, token)


def _told_again(sentence: Sentence, token: Token) -> Iterator[Conflict]:
    found = _IN_WORDS.match(sentence.passage.text, token.stop)
    told = value_of(found['words']) if found else None
    if found is None or told is None or told == token.value or token.value != token.value.to_integral_value():
        return
    typed = ' '.join(found['words'].split())
    yield Conflict(
        CODE,
        Level.LOI,
        (sentence.spot(token), Spot(sentence.passage, *found.span('words'))),
        f"Số tiền {token.text} đọc là “{sum_in_words(token.value)}”, còn bằng chữ lại ghi “{typed} đồng”.",
        "Đối chiếu số tiền bằng số và bằng chữ với chứng từ, rồi sửa chỗ ghi sai.",
    )


def value_of(words: str) -> Decimal | None:
    """The number that words name (`một tỷ hai trăm triệu`), None where one of them names none. Short forms (`hai lăm`)
    are read too."""
    total = section = group = 0
    pending: int | None = None
    named = False
    for word in re.split(r'[\s,]+', words.casefold()):
        if word in _SILENT:
            continue
        named = True
        if word in _DIGITS:
            group += 10 * (pending or 0)
            pending = _DIGITS[word]
        elif word == 'mười':
            group, pending = group + 10 + (pending or 0), None
        elif word in ('mươi', 'trăm'):
            group, pending = group + (pending or 0) * (10 if word == 'mươi' else 100), None
        elif word in _POWERS:
            section, group, pending = section + (group + (pending or 0)) * 10 ** _POWERS[word], 0, None
        elif word in ('tỷ', 'tỉ'):
            total = (total + section + group + (pending or 0)) * 10**9
            section, group, pending = 0, 0, None
        else:
            return None
    return Decimal(total + section + group + (pending or 0)) if named else None
