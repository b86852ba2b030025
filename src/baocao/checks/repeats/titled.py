"""The years of the subject of a paper, told again where it opens, in its headings and where it closes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper, Sentence, once
from baocao.checks.reading.identity import identity
from baocao.checks.reading.tokens import Sort, Token
from baocao.checks.reading.words import subject, words_of
from baocao.errors import Level
from baocao.prose import Kind
from baocao.regexes import regex

CODE = 'SL241'
_HEAD, _LONG = 40, 300


class Title(NamedTuple):
    """The subject of a paper: its years with where they stand, the words before each, all its words as
    written and those that matter."""

    years: tuple[tuple[int, Sentence, Token], ...]
    leads: tuple[tuple[str, ...], ...]
    text: str
    words: frozenset[str]
    last: int  # the passage that closes it


def check(paper: Paper) -> Iterator[Conflict]:
    """Years of the paper that its subject does not know."""
    own = title(paper)
    if own is None:
        return
    known = {year for year, _, _ in own.years}
    closing = len(paper.blocks) * 17 // 20
    for i, block in paper.numeral_blocks.items():
        passage = paper.prose.passages[i]
        if i < own.last or passage.cell is not None or passage.note:
            continue
        for sentence in block:
            for token in sentence.tokens:
                year = _year(token) if token.sort is Sort.YEAR else None
                if year is None or year in known:
                    continue
                level = _level(sentence, token, own, year, i >= closing)
                if level is not None:
                    yield _conflict(sentence, token, year, own, level)


def _year(token: Token) -> int | None:
    return int(token.numbers[0]) if token.sort is Sort.YEAR and len(token.numbers) == 1 else None


_UP_TO = regex(r'(?:đến|hướng|nhìn|kỳ|đoạn)(?:\s+năm)?\s*$')
_ABOUT = regex(r'\W*(?:v/v|về(?:\s+việc)?)\s', re.IGNORECASE)


@once
def title(paper: Paper) -> Title | None:
    """The lines from the one that names the type to the first that belongs to the body."""
    loai = identity(paper).loai
    if loai is None:
        return None
    at = next((i for i, p in enumerate(paper.prose.passages[:_HEAD]) if _opens(p.text, loai)), None)
    if at is None:
        return None
    years: list[tuple[int, Sentence, Token]] = []
    leads: list[tuple[str, ...]] = []
    text = ''
    last = at
    for i, passage in enumerate(paper.prose.passages[at:_HEAD], at):
        begun = len(text.split()) > len(loai.split())  # the line of the type may hold nothing else
        if last > at and (
            len(passage.text) > _LONG or passage.sign or (begun and passage.text.startswith(_BODY))
        ):
            break
        last += 1
        for sentence in paper.numeral_blocks.get(i, ()):
            for token in sentence.tokens:
                year = _year(token)
                lead = passage.text[: token.start]
                if year is not None and not _UP_TO.search(lead):
                    years.append((year, sentence, token))
                    leads.append(_lead(f'{text} {lead}'))
        text += f' {passage.text}'
    if not years:
        return None
    return Title(tuple(years), tuple(leads), text.strip(), _words(text), last)


#: what a heading may have besides the words of the subject
_NUMBERS = frozenset('phần|thứ|i|ii|iii|iv|v|đánh|giá'.split('|'))


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    words = (
        ' '.join(text.casefold().split())
        .replace('ủy ban nhân dân', 'ubnd')
        .replace('uỷ ban nhân dân', 'ubnd')
    )
    return subject(words_of(words))[0] - _NUMBERS


_BODY = ('Căn cứ', 'CĂN CỨ', 'Thực hiện', 'Theo', 'Xét', 'Kính gửi', 'Năm', 'Trong')


def _opens(text: str, loai: str) -> bool:
    shown = text.strip(' #*_\t\u00a0')
    return shown.startswith(loai.upper()) or shown == loai.capitalize()


_PLACES = frozenset('của tỉnh thành phố huyện xã phường năm'.split())


def _lead(text: str) -> tuple[str, ...]:
    """The words right before a year, the nearest first, without those that name the territory."""
    return tuple(word for word in reversed(words_of(text[-160:])) if word not in _PLACES)


_OPENING = regex(r'(?:như\s+sau|sau)\s*[:.]?\s*$')


def _level(sentence: Sentence, token: Token, own: Title, year: int, closing: bool) -> Level | None:
    """How sure it is that a year stands in words that speak of the paper itself; None where they do not."""
    passage, text = sentence.passage, sentence.text
    beside = any(_year(t) in {y for y, _, _ in own.years} for t in sentence.tokens)
    if text.startswith('Trên đây là'):
        more = len({_year(t) for t in sentence.tokens} - {None}) > len({y for y, _, _ in own.years})
        return None if beside and more and _is_next(year, own) else Level.LOI
    if passage.kind is Kind.HEADING or (passage.text.isupper() and len(passage.text) < _LONG):
        words = _words(passage.text)
        same = words <= own.words and sum(len(w.split()) for w in words) >= 4
        return Level.LOI if same and not _is_next(year, own) else None
    if beside or any(t.sort is Sort.CITATION for t in sentence.tokens) or 'kết quả' in text.casefold():
        return None
    lead = _lead(passage.text[sentence.start : token.start])
    alike = max(_common(lead, other) for other in own.leads)
    if alike >= 11 or (alike >= 5 and _OPENING.search(text) is not None):
        return Level.LOI
    carried = {*lead[alike : alike + 6]}
    return Level.CANH_BAO if closing and alike >= 5 and {'tổ', 'chức', 'thực', 'hiện'} <= carried else None


def _is_next(year: int, own: Title) -> bool:
    """True for the year before or after those of the subject, which a paper may speak of in like words."""
    return any(abs(year - known) == 1 for known, _, _ in own.years)


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    for i, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return i
    return min(len(one), len(other))


def _conflict(sentence: Sentence, token: Token, year: int, own: Title, level: Level) -> Conflict:
    nearest, where, stands = min(own.years, key=lambda named: abs(named[0] - year))
    years = ", ".join(dict.fromkeys(str(y) for y, _, _ in own.years))
    return Conflict(
        CODE,
        level,
        (sentence.spot(token), where.spot(stands)),
        f"Ở đây ghi năm {year}, còn tên gọi của văn bản nói về năm {years}.",
        f"Đối chiếu với trích yếu (năm {nearest}) rồi sửa năm ghi nhầm.",
    )
