"""A pair that is said to be the sum of the pairs beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.fit import divides
from baocao.checks.reading.tokens import Sort, Token, same_unit
from baocao.checks.sums.parts import OPENER
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

_TOGETHER = regex(r'(?<!\w)(?:tổng|chung|cộng|cả\s+(?:hai|2|ba|3))(?!\w)', re.IGNORECASE)
_WORD = regex(r'[^\W\d_]+')


def check_pair_sums(paper: Paper) -> Iterator[Conflict]:
    """The pairs whose done or total is not the sum of the pairs they name."""
    for sentence in paper.with_numerals:
        if len(sentence.tokens) < 3:
            continue
        pairs = [t for t in sentence.tokens if t.sort is Sort.PAIR and t.is_exact and divides(t)]
        if len(pairs) > 2:
            yield from _check(sentence, pairs)


def _check(sentence: Sentence, pairs: Sequence[Token]) -> Iterator[Conflict]:
    text = sentence.passage.text
    names = [_name(sentence, pair) for pair in pairs]
    for at, pair in enumerate(pairs):
        intro = names[at]
        before = [i for i in range(at) if same_unit(pairs[i], pair)]
        after = [i for i in range(at + 1, len(pairs)) if same_unit(pairs[i], pair)]
        opened = after and OPENER.search(text, pair.stop, pairs[after[0]].start)
        if _TOGETHER.search(intro) and len(before) > 1:
            named = _named(intro, names, before)
            yield from _unequal(sentence, pair, [pairs[i] for i in (named or before)], bool(named))
        elif opened and len(after) > 1 and (named := _named(intro, names, after)):
            yield from _unequal(sentence, pair, [pairs[i] for i in named], True)


def _name(sentence: Sentence, pair: Token) -> str:
    """The words that lead to a pair, from the numeral, semicolon or bracket before it on."""
    begin = max((t.end for t in sentence.tokens if t.end <= pair.start), default=sentence.start)
    text = sentence.passage.text
    begin = max(begin, text.rfind(';', begin, pair.start) + 1, text.rfind('(', begin, pair.start) + 1)
    return text[begin : pair.start].lower()


def _named(intro: str, names: Sequence[str], places: Sequence[int]) -> list[int]:
    """The pairs of which the words before a sum repeat two neighbouring words that no other of them has."""
    own = {i: _couples(names[i]) for i in places}
    said = _couples(intro)
    found = []
    for i in places:
        others = set().union(*(own[j] for j in places if j != i))
        if said & (own[i] - others):
            found.append(i)
    return found if len(found) > 1 else []


def _couples(words: str) -> set[tuple[str, str]]:
    found = _WORD.findall(words)
    return set(pairwise(found))


def _unequal(sentence: Sentence, total: Token, parts: Sequence[Token], named: bool) -> Iterator[Conflict]:
    sums = [sum((p.numbers[i] * p.scale for p in parts), Decimal(0)) / total.scale for i in (0, 1)]
    wrong = [i for i in (0, 1) if sums[i] != total.numbers[i]]
    if not wrong or (len(wrong) == 2 and not named):
        return
    shown = []
    for i in wrong:
        terms = ' + '.join(format_number(p.numbers[i], p.decimals[i]) for p in parts)
        is_, said = format_number(sums[i].normalize() if sums[i] % 1 else int(sums[i])), total.numbers[i]
        shown.append(f"{terms} = {is_}, không phải {format_number(said, total.decimals[i])}")
    yield Conflict(
        'SL213' if named else 'SL216',
        Level.LOI if named else Level.CANH_BAO,
        (sentence.spot(total), *(sentence.spot(p) for p in parts)),
        f"{'; '.join(shown)}.",
        f"So lại {total.text} với các cặp số mà nó cộng lại, rồi sửa số sai và tỷ lệ đi kèm.",
    )
