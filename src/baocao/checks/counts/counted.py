"""A stated count against the list that follows it, ending where the sentence turns (SL231, SL232)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from baocao.checks.counts.announcers import MANY, announced, is_matter
from baocao.checks.counts.items import items
from baocao.checks.counts.lists import listings
from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.reading.splitting import is_body
from baocao.checks.reading.tokens import Token
from baocao.errors import Level
from baocao.regexes import regex

_SHOWN = 12
_WORDS_SHOWN = 8


def check(paper: Paper) -> Iterator[Conflict]:
    """Counts that do not fit their lists: SL231 where the list is certain, SL232 where it may be read otherwise."""
    counted = announced(paper)
    for at, block in paper.numeral_blocks.items():
        for sentence in block:
            for token, head in counted.get(id(sentence), ()):
                conflict = _checked(paper, at, sentence, token, head)
                if conflict:
                    yield conflict


def _checked(paper: Paper, at: int, sentence: Sentence, token: Token, head: str) -> Conflict | None:
    found = items(paper, at, sentence, token, head) or listings(paper).of(sentence, token, head)
    if found is None or any(int(n) in found.counts for n in token.numbers):
        return None
    before = [
        t for t, noun in announced(paper).get(id(sentence), ()) if noun == head and t.start < token.start
    ]
    if before and _is_of_several(sentence, token, before, found.names):
        return None
    if _are_counted(sentence, token, found.names, head):
        return None
    stated, most, least = int(token.value), max(found.counts), min(found.counts)
    if most < 2 or (
        stated == 1 and least < 3 and not found.told and not all(is_body(n.text) for n in found.names)
    ):
        return None  # what stands in brackets after one thing may be its place
    if not found.sure and stated < least and not all(map(_whole, found.names)):
        return None
    sure = found.sure and stated > 1 and (most * 2 > stated or is_matter(head))
    return _conflict(sentence, token, found.names, (least, most), sure)


def _is_of_several(
    sentence: Sentence, token: Token, before: Sequence[Token], names: tuple[Spot, ...]
) -> bool:
    """True where other counts of the same noun share the list below: `12 chỉ tiêu, có 07 chỉ tiêu vượt, 03 chỉ tiêu
    đạt và 02 chỉ tiêu không đạt, cụ thể:`. It belongs to their total, to all, or to those worth telling."""
    text = sentence.passage.text
    if names[0].passage is sentence.passage or names[0].passage.note != sentence.passage.note:
        return False
    parallel = _AND_MORE.search(text, before[-1].stop, token.start) is not None
    return parallel or any(int(t.value) == len(names) for t in before)


_AND_MORE = regex(r'(?:,|(?<!\w)và)\s*$')


def _are_counted(sentence: Sentence, token: Token, names: Sequence[Spot], head: str) -> bool:
    """True where the first of the list has a count of the same noun behind its name: `11 trường: mầm non 04 trường,
    tiểu học 07 trường`. These are kinds, each with its number, and no names."""
    if _make(names, int(token.value)):
        return True
    first = names[0]
    return first.passage is sentence.passage and any(
        first.start < t.start < first.end and ' '.join(t.noun).startswith(head)
        for t in sentence.tokens
        if t.is_count
    )


_LAST_NUMBER = regex(r'\s(\d{1,3})$')


def _make(names: Sequence[Spot], total: int) -> bool:
    """True where bare numbers behind the names make the total: `24 dự án: hoàn thành 07, chuyển tiếp 11, mới 06`."""
    numbers = [_LAST_NUMBER.search(name.text) for name in names]
    return sum(int(n[1]) for n in numbers if n) == total and all(numbers)


def _whole(name: Spot) -> bool:
    """False for what is so short that it may be a part of the item before (`phát triển hạ tầng, đô thị`)."""
    return name.text[:1].isupper() or len(name.text.split()) > 2


def _conflict(
    sentence: Sentence, token: Token, names: tuple[Spot, ...], bounds: tuple[int, int], sure: bool
) -> Conflict:
    least, most = bounds
    told = f"{most}" if least == most else f"{least} đến {most}" if most < MANY else f"ít nhất {least}"
    number = token.numbers[0]
    count = sentence.spot(token)
    noun = _noun(sentence, token)
    shown = "; ".join(_short(name) for name in names[:_SHOWN]) + ("; …" if len(names) > _SHOWN else "")
    code, level = ('SL231', Level.LOI) if sure else ('SL232', Level.CANH_BAO)
    problem = f"Nêu {count.text} {noun} nhưng danh sách có {told} ({shown}), không phải {number}."
    remedy = "Đếm lại danh sách; sửa con số, hoặc thêm, bớt tên cho đủ."
    return Conflict(code, level, (count, *names), problem, remedy)


def _noun(sentence: Sentence, token: Token) -> str:
    """The counted noun as it stands there, up to its first mark."""
    words = re.split(r'[,;:.()¹²³⁰⁴-⁹]', sentence.passage.text[token.end : token.stop])[0].split()
    return ' '.join(words[: len(token.noun)])


def _short(name: Spot) -> str:
    words = name.text.split()
    return ' '.join(words[:_WORDS_SHOWN]) + (" …" if len(words) > _WORDS_SHOWN else "")
