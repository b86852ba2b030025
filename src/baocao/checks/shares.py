"""Shares that are said to make a whole: they must add up to 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.reading.tokens import PERCENT, Sort, Token
from baocao.checks.sums.partitions import PARTITIONS, lacks_taxes, partition_of
from baocao.errors import Level
from baocao.prose import Kind, Passage
from baocao.regexes import regex
from baocao.vietnamese import format_number


class Share(NamedTuple):
    """A percentage with the words that name its part, in small letters."""

    passage: Passage
    token: Token
    label: str


def check(paper: Paper) -> Iterator[Conflict]:
    """The shares of a whole that do not make 100%."""
    for sentence in paper.with_numerals:
        if sentence.passage.text.count(PERCENT, sentence.start, sentence.end) < 2:
            continue
        if sum(t.unit == PERCENT for t in sentence.tokens) > 1 and _SHARE.search(sentence.text):
            shares = tuple(_shares(sentence))
            yield from _judged(sentence.text, shares, _is_announced(sentence, shares))
    yield from _below(paper)


_OF_STRUCTURE = r'cơ\s+cấu|(?:tỷ|tỉ)\s+trọng|xếp\s+loại|hài\s+lòng|phân\s+bổ\s+theo\s+(?:tỷ|tỉ)\s+lệ'
_STRUCTURE = regex(_OF_STRUCTURE, re.IGNORECASE)
_SHARE = regex(rf'chiếm|{_OF_STRUCTURE}', re.IGNORECASE)
_TAKES = regex(r'chiếm(?:\s+(?:(?:tỷ|tỉ)\s+(?:lệ|trọng)|là))?\s*$', re.IGNORECASE)
#: a rate of growth, of a plan
_RATE = regex(
    r'(?<!\w)(?:tăng|giảm|vượt|hơn|đạt|bằng|hoàn\s+thành)(?:\s+(?:thêm|lên|được))?\s*$', re.IGNORECASE
)
#: where grades are told, `hoàn thành` is one of them
_GRADES = regex(r'xếp\s+loại', re.IGNORECASE)
_RATE_OF_GRADES = regex(r'(?<!\w)(?:tăng|giảm|vượt|hơn)(?:\s+(?:thêm|lên|được))?\s*$', re.IGNORECASE)
_OF_PLAN = regex(r'\s*(?:so\s|kế\s+hoạch|KH|dự\s+toán|cùng\s+kỳ|điểm)', re.IGNORECASE)


def _shares(sentence: Sentence) -> Iterator[Share]:
    """The shares of a sentence: what `chiếm` tells, else every percentage where a structure is spoken of."""
    text = sentence.passage.text
    found = [t for t in sentence.tokens if t.unit == PERCENT and not _OF_PLAN.match(text, t.end)]
    taking = [t for t in found if _TAKES.search(text, max(sentence.start, t.start - 24), t.start)]
    if len(taking) > 1:
        found = taking
    else:
        structure = _STRUCTURE.search(text, sentence.start, sentence.end)
        if structure is None:
            return
        rate = _RATE_OF_GRADES if _GRADES.fullmatch(structure[0]) else _RATE
        found = [
            t
            for t in found
            if t.start > structure.start() and not rate.search(text, max(0, t.start - 20), t.start)
        ]
    begin = sentence.start
    for token in found:
        if _depth(text, sentence.start, token.start) == _depth(text, sentence.start, found[0].start):
            yield Share(sentence.passage, token, text[begin : token.start].lower())
            begin = token.end


def _depth(text: str, start: int, at: int) -> int:
    return text.count('(', start, at) - text.count(')', start, at)


_ANNOUNCED = regex(r'cơ\s+cấu[^:;,.%]*:', re.IGNORECASE)
_SELECTED = regex(
    r'chủ\s+yếu|chính|trong\s+đó|một\s+số|(?<!\w)và\s+(?:các|những|một\s+số)\s|\.\.\.|…', re.IGNORECASE
)
_THREE = regex(r'(?:ba|0?3)\s+khu\s+vực', re.IGNORECASE)


def _is_announced(sentence: Sentence, shares: Sequence[Share]) -> bool:
    """True where the words before a list say that it holds the whole: `Cơ cấu nguồn vốn: ...`, `ba khu vực`."""
    if len(shares) < 3 or _SELECTED.search(sentence.text):
        return False
    lead = sentence.passage.text[sentence.start : shares[0].token.start]
    if len(shares) == 3 and _THREE.search(lead):
        return True
    # one share for each entry
    between = [re.findall('[,;]| và ', s.label) for s in shares[1:]]
    return bool(_ANNOUNCED.search(lead)) and all(len(marks) == 1 for marks in between)


def _judged(lead: str, shares: Sequence[Share], announced: bool = False) -> Iterator[Conflict]:
    """What is wrong with the shares of a list, which may tell several wholes one after the other."""
    announced = announced and _is_one_whole(shares)
    for group in (tuple(shares),) if announced else tuple(_groups(shares)):
        labels = [share.label for share in group]
        partition = partition_of(labels)
        total = sum((s.token.numbers[0] for s in group), Decimal(0))
        whole = announced or (partition is not None and (partition.sure or total > 100))
        slack = sum((s.token.half for s in group), Decimal(0))
        if not whole or not _is_exact(group) or total == 100 or abs(total - 100) < slack:
            continue
        if lacks_taxes(lead, labels, 1 - total / 100):
            continue
        terms = ' + '.join(s.token.text.rstrip('% ') for s in group)
        yield Conflict(
            'SL221',
            Level.LOI,
            tuple(Spot(s.passage, s.token.start, s.token.end) for s in group),
            f"{terms} = {format_number(total)}%, không phải 100%.",
            "So lại tỷ trọng của từng thành phần với số liệu gốc, rồi sửa số sai.",
        )


def _is_one_whole(shares: Sequence[Share]) -> bool:
    """True where the shares come near to 100%, so that they are those of one whole."""
    return 80 <= sum(s.token.numbers[0] for s in shares) <= 120


def _is_exact(group: Sequence[Share]) -> bool:
    return all(s.token.sort is Sort.AMOUNT and s.token.is_exact for s in group)


_NEXT = regex(r'(?:cơ\s+cấu|xếp\s+loại)(?!\w)')


def _groups(shares: Sequence[Share]) -> Iterator[Sequence[Share]]:
    """The shares of one whole: a part that is named again, and another structure, open the next."""
    group: list[Share] = []
    seen: set[tuple[int, int]] = set()
    for share in shares:
        parts = set(_parts(share.label))
        if parts & seen or (group and _NEXT.search(share.label)):
            yield group
            group, seen = [], set()
        group.append(share)
        seen |= parts
    yield group


def _parts(label: str) -> Iterator[tuple[int, int]]:
    """The parts of known wholes that a label names."""
    for i, partition in enumerate(PARTITIONS):
        yield from ((i, j) for j, part in enumerate(partition.parts) if part.search(label))


def _below(paper: Paper) -> Iterator[Conflict]:
    """Shares as items below a line that announces a structure."""
    passages = paper.prose.passages
    for at, passage in enumerate(passages):
        if passage.kind in (Kind.CELL, Kind.FRAME) or not passage.opens_list:
            continue
        if not _STRUCTURE.search(passage.text):
            continue
        shares: list[Share] = []
        for below in range(at + 1, len(passages)):
            item = passages[below]
            rates = [t for s in paper.numeral_blocks.get(below, ()) for t in s.tokens if t.unit == PERCENT]
            if not item.sign or len(rates) != 1 or _RATE.search(item.text, 0, rates[0].start):
                break
            shares.append(Share(item, rates[0], item.text[item.start : rates[0].start].lower()))
        yield from _judged(passage.text, shares)
