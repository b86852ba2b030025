"""Counts that a sentence divides by state: what is done and what is not make the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from itertools import combinations
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.fit import divides
from baocao.checks.reading.reckoning import added, shown
from baocao.checks.reading.tokens import Sort, Token, same_noun
from baocao.checks.sums.parts import OPENER, Figure, Part
from baocao.errors import Level
from baocao.regexes import regex


class State(Enum):
    """What a count says of the things it counts."""

    DONE = 'done'
    OPEN = 'open'
    OTHER = 'other'


class Counted(NamedTuple):
    """A count with its state."""

    figure: Figure
    state: State


#: what is judged one by one, so that each is done or not
_JUDGED = frozenset(
    (
        'chỉ tiêu', 'nhiệm vụ', 'tiêu chí', 'kiến nghị', 'mục tiêu', 'công việc', 'đầu việc', 'hồ sơ', 'đơn', 'đơn thư',
        'vụ', 'vụ việc', 'việc', 'nội dung',
    )
)  # fmt: skip
_WHOLE = regex(
    r'(?<!\w)(?:tổng\s+(?:số|cộng)|(?:trong\s+)?tổng\s+số|trong\s+số|trong)(?:\s+[^\W\d_]+){0,6}:?\s*$|(?<!\w)giao\s+$',
    re.IGNORECASE,
)
_FIRM = regex(r'(?<!\w)tổng\s+(?:số|cộng)(?:\s+[^\W\d_]+){0,6}:?\s*$', re.IGNORECASE)
_OPEN = regex(
    r'(?<!\w)(?:(?:không|chưa)\s+(?:đạt|hoàn\s+thành|thực\s+hiện|giải\s+quyết|triển\s+khai|xử\s+lý|được|có|nêu|đánh\s+giá|đủ|xong|đến)'
    r'|còn\s+lại|đang)(?!\w)',
    re.IGNORECASE,
)
_DONE = regex(
    r'(?<!\w)(?:hoàn\s+thành|đạt|đã\s+(?:thực\s+hiện|giải\s+quyết|xử\s+lý|triển\s+khai)|vượt)(?!\w)',
    re.IGNORECASE,
)
#: what is only some of the done or of the open
_SOME = regex(r'(?<!\w)(?:hạn|chậm|sớm|muộn|dự\s+kiến|tăng|giảm|so\s+với|mới|bổ\s+sung)(?!\w)', re.IGNORECASE)
#: words behind a judgement that judge in one respect only
_RESPECT = regex(
    r'(?:đạt|không\s+đạt|chưa\s+đạt)\s+(?!kế|yêu|và|so|theo|mục|chỉ\s+tiêu\s+(?:đề|kế)|trên|từ|vượt|nghị|là|gồm|do|vì|bao)[^\W\d_]',
    re.IGNORECASE,
)


def check_states(paper: Paper) -> Iterator[Conflict]:
    """Totals that the counts of what is done and what is open do not make."""
    for block in paper.numeral_blocks.values():
        for position, sentence in enumerate(block):
            if len(sentence.tokens) > 1 and any(map(_is_judged, sentence.tokens)):
                following = block[position + 1 : position + 3]
                yield from _check(sentence, following)


def _check(sentence: Sentence, following: Sequence[Sentence]) -> Iterator[Conflict]:
    for at, token in enumerate(sentence.tokens):
        if not _is_judged(token) or not token.is_exact:
            continue
        if token.sort is Sort.PAIR:
            counted = (
                Counted(Figure(sentence.passage, token, Part.DONE), State.DONE),
                *_counted(sentence, at, token),
            )
            total = Figure(sentence.passage, token, Part.ALL)
        elif token.is_count and _WHOLE.search(
            sentence.passage.text, max(sentence.start, token.start - 60), token.start
        ):
            counted = tuple(_counted(sentence, at, token))
            total = Figure(sentence.passage, token, Part.AMOUNT)
        elif token.is_count and (counted := _remaining(sentence, at, token)):
            total = Figure(sentence.passage, token, Part.AMOUNT)
        else:
            continue
        if (conflict := _conflict(total, counted, sentence, following)) is not None:
            yield conflict
            return


def _remaining(sentence: Sentence, at: int, total: Token) -> tuple[Counted, ...]:
    """What is done and what is left (`còn`) of a total that no word calls so, where nothing else may be the whole:
    `Có 77 đơn; đã giải quyết 66 đơn, còn 11 đơn đang giải quyết`."""
    text = sentence.passage.text
    if any(same_noun(t.noun, total.noun) for t in sentence.tokens[:at]):
        return ()
    counted = tuple(_counted(sentence, at, total))
    two = len(counted) == 2 and [c.state for c in counted] == [State.DONE, State.OPEN]
    if not two or counted[0].figure.token.noun[:1] != total.noun[:1]:
        return ()
    left = counted[1].figure.token
    return (
        counted
        if re.search(r'(?<!\w)còn\s+$', text[max(0, left.start - 8) : left.start], re.IGNORECASE)
        else ()
    )


def _is_judged(token: Token) -> bool:
    if not token.noun or (token.noun[0] not in _JUDGED and ' '.join(token.noun[:2]) not in _JUDGED):
        return False
    return token.sort is not Sort.PAIR or divides(token)


def _counted(sentence: Sentence, at: int, total: Token) -> Iterator[Counted]:
    """The counts of the same things behind a total, with their states, up to the next total."""
    text, tokens = sentence.passage.text, sentence.tokens
    depth = _depth(text, sentence.start, total.start)
    seen = total.sort is Sort.PAIR
    nested = False
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        before = tokens[place - 1].stop
        nested = nested and ';' not in text[before : token.start]
        if seen and OPENER.search(text, before, token.start):
            nested = True
        plain = token.sort is Sort.AMOUNT and not token.unit and token.decimals == (0,)
        same = plain and (same_noun(token.noun, total.noun) or not token.noun)
        if token.sort is Sort.PAIR and same_noun(token.noun, total.noun):
            return
        name = ' '.join(total.noun[:2])
        if not token.noun and text[before : token.start].rstrip().lower().endswith(name):
            continue  # the name of one of them: chỉ tiêu 1
        if not same or _depth(text, sentence.start, token.start) > depth:
            continue
        if token.noun and _WHOLE.search(text, before, token.start):
            return
        state = State.OTHER if nested else _state(sentence, place)
        if token.noun or state is not State.OTHER:
            seen = True
            yield Counted(Figure(sentence.passage, token, Part.AMOUNT), state)


def _depth(text: str, start: int, at: int) -> int:
    return text.count('(', start, at) - text.count(')', start, at)


_BREAK = regex(r'[,;()]|(?<!\w)và(?!\w)(?!\s+(?:vượt|dự\s+kiến))', re.IGNORECASE)


def _state(sentence: Sentence, place: int) -> State:
    """The state that the words around a count tell."""
    text, tokens = sentence.passage.text, sentence.tokens
    token = tokens[place]
    begin = tokens[place - 1].stop if place else sentence.start
    for found in _BREAK.finditer(text, begin, token.start):
        begin = found.end()
    after = _BREAK.search(text, token.stop, sentence.end)
    end = after.start() if after else sentence.end
    words = f'{text[begin : token.start]} {text[token.end : end]}'
    if _OPEN.search(words):
        return State.OTHER if _RESPECT.search(words) else State.OPEN
    if _DONE.search(words) and not _SOME.search(words):
        return State.OTHER if _RESPECT.search(words) else State.DONE
    return State.OTHER


def _conflict(
    total: Figure, counted: Sequence[Counted], sentence: Sentence, following: Sequence[Sentence]
) -> Conflict | None:
    done = [c.figure for c in counted if c.state is State.DONE]
    left = [c.figure for c in counted if c.state is State.OPEN]
    if not done or not left or not all(f.token.is_exact for f in (*done, *left)):
        return None
    firm = total.part is Part.ALL or _FIRM.search(sentence.text, 0, total.token.start - sentence.start)
    if not firm and all(f.value > total.value for f in (*done, *left)):
        return None  # of another whole
    others = [c.figure for c in counted if c.state is State.OTHER]
    apart = _are_apart(sentence, done)
    if _may_be_whole(total, done, left, others, len(done) if apart else 1) or _said_later(
        total, (*done, *left), following
    ):
        return None
    parts = (*done, *left)
    made = sum((p.value for p in parts), Decimal(0))
    rest = re.search(r'(?<!\w)còn(?!\w)', sentence.text)
    certain = total.part is Part.AMOUNT or made > total.value or rest is not None
    if apart and _may_be_whole(total, done, left, others, 1):
        certain = False  # unusual, but what surpassed may be counted again
    missing = f" ({int(total.value - made)} chưa được nêu)" if made < total.value else ""
    return Conflict(
        'SL215' if certain else 'SL216',
        Level.LOI if certain else Level.CANH_BAO,
        (total.spot, *(p.spot for p in parts if p.spot != total.spot)),
        f"{added(parts)}, không phải {shown(total)}{missing}.",
        "So lại tổng số với số đã đạt và chưa đạt; sửa số sai hoặc nêu nốt phần còn lại.",
    )


def _are_apart(sentence: Sentence, done: Sequence[Figure]) -> bool:
    """True where the counts of what is done name what surpassed its plan before what reached it: none of them is a
    part of another, as in `14 chỉ tiêu đạt, 05 chỉ tiêu vượt` the second may be."""
    text = sentence.passage.text
    said = [_BREAK.split(text[f.token.end : sentence.end], maxsplit=1)[0].casefold() for f in done]
    first, *others = ('vượt' in words and 'đạt' not in words for words in said)
    return first and bool(others) and not any(others)


def _may_be_whole(
    total: Figure, done: list[Figure], left: list[Figure], others: list[Figure], least: int
) -> bool:
    """True where some reading makes the whole: others may belong to it, and of the done, `least` of them at least,
    one may be a part of another."""
    base = sum((f.value for f in left), Decimal(0))
    for count in range(least, len(done) + 1):
        for chosen in combinations(done[:6], count):
            made = base + sum((f.value for f in chosen), Decimal(0))
            for more in range(len(others[:5]) + 1):
                for rest in combinations(others[:5], more):
                    if made + sum((f.value for f in rest), Decimal(0)) == total.value:
                        return True
    return False


def _said_later(total: Figure, parts: Sequence[Figure], following: Sequence[Sentence]) -> bool:
    """True where the next sentences name what is missing."""
    missing = total.value - sum((p.value for p in parts), Decimal(0))
    return any(
        t.sort is Sort.AMOUNT and same_noun(t.noun, total.token.noun) and t.value == missing
        for s in following
        for t in s.tokens
    )
