"""What one paper writes in more than one way: decimals of percentages (SL281), counts below ten (SL282), spans of years
(SL283). One hint a kind for a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.tokens import PERCENT, Sort, Token
from baocao.errors import Level

#: a numeral, the sentence it stands in, and how it is written there
Use = tuple[Sentence, Token, str]

#: fixed names that are not padded: 5 năm, 6 tháng, khách sạn 5 sao, liên kết 4 nhà
_FIXED = frozenset('năm tháng tuổi sao tầng cấp khóa khoá lần ngày giờ phút tuần quý nhà sản'.split())
_SHOWN = 4


def check(paper: Paper) -> Iterator[Conflict]:
    """The hints for a paper, at most one of each kind."""
    decimals: list[Use] = []
    counts: list[Use] = []
    spans: list[Use] = []
    for sentence in paper.with_numerals:
        for token in sentence.tokens:
            if token.sort is Sort.AMOUNT and token.unit == PERCENT and token.decimals[0]:
                decimals.append((sentence, token, f"{token.decimals[0]} chữ số thập phân"))
            elif token.sort is Sort.YEAR and len(token.numbers) == 2:
                spans.append((sentence, token, _joint(token)))
            elif token.is_count and token.value < 10 and _is_free(sentence, token):
                padded = token.text.startswith('0')
                counts.append(
                    (sentence, token, "có số 0 đứng trước" if padded else "không có số 0 đứng trước")
                )
    yield from _hint(
        'SL281', "Tỷ lệ phần trăm", decimals, "Viết cùng số chữ số thập phân, trừ nơi trích nguyên văn."
    )
    yield from _hint('SL282', "Số đếm dưới 10", counts, "Chọn một cách viết cho cả văn bản.")
    yield from _hint('SL283', "Khoảng năm", spans, "Chọn một dấu nối, một cách để khoảng trắng giữa hai năm.")


def _joint(token: Token) -> str:
    """What stands between the two years, with a sample."""
    joint = re.sub(r'\s+', ' ', token.text[4:-4])
    return f"“2021{joint}2025”"


def _is_free(sentence: Sentence, token: Token) -> bool:
    """False for a count in a fixed name, which is written as it is."""
    after = sentence.passage.text[token.end : token.end + 12].strip()
    named = after[:1].isupper() and after[1:2].islower()
    return token.noun[0] not in _FIXED and not named


def _hint(code: str, what: str, uses: list[Use], remedy: str) -> Iterator[Conflict]:
    """Nothing where all are written one way; else the ways with their numbers, and the first of the rarer ones."""
    numbers: dict[str, int] = {}
    for _, _, way in uses:
        numbers[way] = numbers.get(way, 0) + 1
    if len(numbers) < 2:
        return
    usual = max(numbers, key=lambda way: numbers[way])
    rare = [(sentence, token) for sentence, token, way in uses if way != usual]
    ways = "; ".join(f"{way}: {numbers[way]} chỗ" for way in sorted(numbers, key=lambda way: -numbers[way]))
    shown = ", ".join(_shown(*place) for place in rare[:_SHOWN]) + (
        " và nơi khác" if len(rare) > _SHOWN else ""
    )
    problem = f"{what} viết nhiều cách: {ways}. Cách ít dùng hơn: {shown}."
    spots = tuple(sentence.spot(token) for sentence, token in rare)
    yield Conflict(code, Level.GOI_Y, spots, problem, remedy)


def _shown(sentence: Sentence, token: Token) -> str:
    """The numeral with the words it counts."""
    words = sentence.passage.text[token.start : token.stop].split()
    return ' '.join(words if token.sort is Sort.YEAR else words[:3])
