"""Named sets and named spans told twice: 02 nhiệm vụ đột phá, 07 xã with their names, kế hoạch trung hạn 2021-2025."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.measures import NAMES, size
from baocao.checks.reading.tokens import Sort, Token
from baocao.checks.reading.words import matter, subject, words_of
from baocao.errors import Level
from baocao.regexes import regex

CODE = 'SL241'
_Told = tuple[Sentence, Token, frozenset[str]]


def check(paper: Paper) -> Iterator[Conflict]:
    """Counts of one named set, and spans of one named plan, that differ."""
    sets: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
    goals: dict[str, list[tuple[Sentence, Token]]] = defaultdict(list)
    spans: dict[str, list[tuple[Sentence, Token]]] = defaultdict(list)
    for sentence in paper.with_numerals:
        if sentence.passage.cell is not None:
            continue
        text = sentence.passage.text
        for token in sentence.tokens:
            if token.sort is Sort.YEAR and len(token.numbers) == 1:
                theme = _THEME.match(text, token.end) if text.endswith(_THEMES, 0, token.start) else None
                if theme is not None:
                    spans[f'chủ đề {theme[1].casefold()}'].append((sentence, token))
            elif token.sort is Sort.YEAR:
                name = _PLAN.search(text, max(sentence.start, token.start - 30), token.start)
                if name is not None:
                    spans[' '.join(name[1].casefold().split()).replace('05 ', '5 ')].append((sentence, token))
            elif token.is_count and token.numbers[0] < 100 and len(token.noun) >= 1:
                due = _DUE.match(text, token.end) if 'đến' in text else None
                if due is not None:
                    goals[' '.join(due[0].casefold().split())].append((sentence, token))
                after = _named(text, token.end, min(token.end + 120, sentence.end))
                if after:
                    sets[token.noun[:2] if len(token.noun) > 1 else token.noun].append(
                        (sentence, token, after)
                    )
    for places in goals.values():
        yield from _goals(places)
    for told in sets.values():
        yield from _sets(told)
    for places in spans.values():
        yield from _spans(places)


#: what makes a count one of a set that has its name
_SET = regex(
    r'\s*(?:nhiệm\s+vụ|khâu|lĩnh\s+vực|chương\s+trình|mũi|trụ\s+cột|hướng)(?:\s+[^\W\d_]+){0,2}?\s+'
    r'(?:đột\s+phá|trọng\s+tâm|chính|chủ\s+yếu|chiến\s+lược|mũi\s+nhọn|mục\s+tiêu\s+quốc\s+gia)(?!\w)',
    re.IGNORECASE,
)
#: a list that follows the name of a set
_LIST = regex(r'\s*(?:\([^()]*\)\s*)?(?:[,:]?\s*(?:gồm|bao\s+gồm|là)(?!\w)|:)', re.IGNORECASE)
#: a set that stands right before another: 02 nhiệm vụ đột phá và 02 nhiệm vụ trọng tâm
_CHAIN = regex(r'\d+(?:\s+[^\W\d_]+){2,5}\s+và\s+$')
_NEXT = regex(r'\s+và\s+\d+(?:\s+[^\W\d_]+){2,4}')
#: what is to be reached by a year: 07 xã trở thành phường đến năm 2025
_DUE = regex(r'(?:\s+[^\W\d_]+){3,9}\s+đến\s+năm\s+20\d\d(?![\d/-])')
#: the theme of a year: chủ đề năm 2023 của thành phố “…”
_THEMES = ('hủ đề năm ', 'hủ đề công tác năm ', 'hủ đề điều hành năm ')
_THEME = regex(r'[^“"”;.]{0,40}[“"]([^”"]{8,30})')
_PLAN = regex(r'(trung\s+hạn|\b0?5\s+năm|nhiệm\s+kỳ)\s+(?:giai\s+đoạn\s+|thời\s+kỳ\s+)?\(?$', re.IGNORECASE)


def _named(text: str, start: int, end: int) -> frozenset[str]:
    """The words that name a set between its count and `end`; none where it has no name."""
    after = text[start:end]
    names = NAMES.match(after) if not after.islower() else None
    if names is not None:
        return matter(names[0])
    name = _SET.match(after)
    if name is None:
        return frozenset()
    rest = after[name.end() :]
    if _LIST.match(rest):
        more = re.split(r'[;.]', rest, maxsplit=1)[0]
    else:
        following = _NEXT.match(rest)
        before = _CHAIN.search(text, max(0, start - 45), start - 2)
        more = ' '.join(m[0] for m in (following, before) if m)
    return subject(words_of(f'{name[0]} {more}'))[0]


def _sets(told: Sequence[_Told]) -> Iterator[Conflict]:
    for (first, one, names), (second, other, again) in combinations(told, 2):
        if one.numbers == other.numbers or first is second:
            continue
        apart, common = size(names ^ again), size(names & again)
        if common >= 6 and (apart <= 2 or (common >= 10 and apart * 3 <= common)):
            alone = sum(t.numbers == one.numbers and n == names for _, t, n in told) == 1
            level = Level.LOI if common > 6 else Level.CANH_BAO
            if alone and sum(t.numbers == other.numbers and n == again for _, t, n in told) > 1:
                yield _conflict(first, one, second, other, "Cùng một nhóm", level)
            else:
                yield _conflict(second, other, first, one, "Cùng một nhóm", level)
            return


def _goals(places: Sequence[tuple[Sentence, Token]]) -> Iterator[Conflict]:
    (first, one), *others = places
    for second, other in others:
        if other.numbers != one.numbers and second is not first:
            yield _conflict(second, other, first, one, "Cùng một mục tiêu", Level.CANH_BAO)
            return


def _spans(places: Sequence[tuple[Sentence, Token]]) -> Iterator[Conflict]:
    if len({token.numbers for _, token in places}) != 2:
        return
    for (first, one), (second, other) in combinations(places, 2):
        apart = sum(
            a != b for a, b in zip(*(''.join(map(str, t.numbers)) for t in (one, other)), strict=True)
        )
        if apart == 1:
            yield _conflict(second, other, first, one, "Cùng một tên gọi")
            return


def _conflict(
    second: Sentence, other: Token, first: Sentence, one: Token, what: str, level: Level = Level.LOI
) -> Conflict:
    here, there = (s.passage.text[t.start : t.stop] for s, t in ((second, other), (first, one)))
    return Conflict(
        CODE,
        level,
        (second.spot(other), first.spot(one)),
        f"{what} được nêu khác nhau ở hai chỗ: “{_line(here)}” ở đây, “{_line(there)}” ở chỗ kia.",
        "Đối chiếu hai chỗ rồi sửa cho khớp.",
    )


def _line(text: str) -> str:
    return ' '.join(text.split())
