"""Lists in running text that a count announces: where they begin, what they name, where they end."""

from __future__ import annotations

import re

from msgspec import Struct

from baocao.checks.counts.announcers import BODIES, MANY, PEOPLE, PLACES, noun_end, opener
from baocao.checks.model import Paper, Sentence, Spot, once
from baocao.checks.reading.splitting import (
    NO_NAMES,
    OPEN,
    Reading,
    has_name,
    is_open,
    names,
    of_commas,
    parts,
    read_list,
    until_turn,
)
from baocao.checks.reading.tokens import Token
from baocao.regexes import regex


class Listing(Struct, frozen=True):
    """A count with the names that stand after it.

    `head` is the noun in small letters, `phrase` the words from the count to the list. `counts` are the numbers of
    names the list may be read as; `sure` is True where all of them are proper names, `told` where a word or a colon
    says that they are the counted.
    """

    token: Token
    count: Spot
    head: str
    phrase: str
    names: tuple[Spot, ...]
    counts: frozenset[int]
    sure: bool
    told: bool


class Listings:
    """The lists of a paper that counts announce, each read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], Listing | None] = {}

    def of(self, sentence: Sentence, token: Token, head: str) -> Listing | None:
        """The list of a count in the same sentence; None where there is none."""
        place = (id(sentence), token.start)
        if place not in self._read:
            self._read[place] = listing(sentence, token, head)
        return self._read[place]


@once
def listings(paper: Paper) -> Listings:
    """The lists of a paper, not read yet."""
    return Listings()


def listing(sentence: Sentence, token: Token, head: str) -> Listing | None:
    """The list that a count announces in the same sentence; None for people, whom commas part from their posts."""
    if head in PEOPLE:
        return None
    if head in PLACES and (found := _apposed(sentence, token, head)):
        return found
    return (_of_bodies(sentence, token, head) if head in BODIES else None) or _opened(sentence, token, head)


def _of_bodies(sentence: Sentence, token: Token, head: str) -> Listing | None:
    """Names of bodies right after their noun: `03 lực lượng Công an, Quân sự, Biên phòng`; what the last of them is
    said to do ends with a comma at the latest."""
    text = sentence.passage.text
    at = _skip(text, noun_end(text, token, head))
    if not text[at : at + 1].isupper():
        return None
    clause = next(parts(text, at, sentence.end, ';'))
    items = until_turn(text, list(parts(text, *clause, ',')))
    found = of_commas(sentence, items, head, True) if OPEN.search(text, at, items[-1][1]) is None else None
    if found is None or len(found[0]) < 2 or any(len(text[s:e].split()) > 7 for s, e in found[0][:-1]):
        return None
    spots = tuple(Spot(sentence.passage, s, e) for s, e in found[0])
    return Listing(token, sentence.spot(token), head, head, spots, found[1], False, False)


def _apposed(sentence: Sentence, token: Token, head: str) -> Listing | None:
    """Names of places right after their noun."""
    at = _skip(sentence.passage.text, noun_end(sentence.passage.text, token, head))
    found = _places(sentence, at, sentence.end, head)
    if found is None:
        return None
    spans, counts, sure = found
    spots = tuple(Spot(sentence.passage, s, e) for s, e in spans)
    return Listing(token, sentence.spot(token), head, head, spots, counts, sure, False)


#: a name further on in the clause: the list may go on behind what is said of one place
_GOES_ON_BEHIND = regex(r'[^;.]*,\s*(?=[^\W\d_])')
_NEXT_COUNT = regex(r'\s+và\s+\d')
_BREAKS = regex(r'\s*[-–(:/]')


def _places(sentence: Sentence, at: int, stop: int, head: str) -> Reading | None:
    """Two or more names of places, up to the first word in small letters or the first place of another kind; at least
    so many where the list may go on behind it."""
    text = sentence.passage.text
    found, others, end = names(text, at, stop, head)
    if len(found) < 2 or _BREAKS.match(text, end, stop):
        return None
    behind = None if _NEXT_COUNT.match(text, end) else _GOES_ON_BEHIND.match(text, end, stop)
    goes_on = is_open(text, end) or (behind is not None and text[behind.end()].isupper())
    most = MANY if goes_on else len(found) + others
    either = others < 2 and most < MANY
    counts = frozenset((len(found), most) if either else range(len(found), most + 1))
    return found, counts, True


def _skip(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in '*_'):
        at += 1
    return at


#: what may stand between the opener and the first name
_CUE = regex(
    r'[\s:*_]*(?:(?:cụ\s+thể|gồm\s+có|bao\s+gồm|gồm|đó\s+là|là|như\s+sau|sau\s+đây|sau|có|các\s+(?:xã|phường|huyện|tỉnh|quận|thôn|thị\s+trấn))(?!\w)[\s,:*_]*)*',
    re.IGNORECASE,
)
_OF_KIND = regex(r'các\s+(?P<kind>xã|phường|huyện|tỉnh|quận|thôn|thị\s+trấn)', re.IGNORECASE)
#: what may be said to be a list (`03 trụ cột là ...`), and up to how many
_IDENTIFIED = {
    'trụ cột': MANY, 'khâu': MANY, 'đột phá': MANY, 'lĩnh vực': 9, 'nhóm': 9, 'cấp': 9, 'loại': 9, 'hình thức': 9,
    'nguyên tắc': 9, 'vùng': 9,
}  # fmt: skip


def _opened(sentence: Sentence, token: Token, head: str) -> Listing | None:
    """The list behind a bracket, a colon, `gồm` or `là`."""
    mark = opener(sentence, token)
    if mark is None:
        return None
    text = sentence.passage.text
    bracket = mark[0] == '('
    stop = _closing(text, mark.start(), sentence.end) if bracket else sentence.end
    if stop < 0:
        return None
    cue = _CUE.match(text, mark.end(), stop)
    begin = cue.end() if cue else mark.end()
    others = _OF_KIND.search(cue[0]) if cue else None
    if (others and others['kind'].casefold() != head) or (not bracket and _with_another(sentence, token)):
        return None
    told = bool(cue and cue[0].strip(' *_\u00a0')) or not bracket
    found = _places(sentence, begin, stop, head) if head in PLACES else None
    found = found or read_list(sentence, begin, stop, head, told and mark[0] != 'là')
    if found is None or (bracket and not told and not _fits(found, token)):
        return None
    spans, counts, sure = found
    if not sure and not (
        (told or _are_matters(sentence, spans, head))
        if bracket
        else mark[0] != 'là' or _are_listed(sentence, spans, token, head)
    ):
        return None
    phrase = ' '.join(text[token.end : mark.start()].split())
    spots = tuple(Spot(sentence.passage, s, e) for s, e in spans)
    return Listing(token, sentence.spot(token), head, phrase, spots, counts, sure, told)


#: what a bracket may name in small letters, without a word such as `gồm`
_NAMED_IN_BRACKETS = frozenset(('chỉ tiêu', 'tiêu chí', 'nhiệm vụ', 'lĩnh vực', 'trụ cột', 'chương trình'))


def _are_matters(sentence: Sentence, spans: list[tuple[int, int]], head: str) -> bool:
    """True for `02 chỉ tiêu không đạt (tốc độ tăng trưởng kinh tế, tổng thu ngân sách)`: two or more longer nouns."""
    words = [sentence.passage.text[s:e].split() for s, e in spans]
    return (
        head in _NAMED_IN_BRACKETS
        and len(words) > 1
        and all(len(w) > 2 and w[0].capitalize() not in NO_NAMES - {'Tổng'} for w in words)
    )


def _are_listed(sentence: Sentence, spans: list[tuple[int, int]], token: Token, head: str) -> bool:
    """True where what `là` opens is a list, and no word on what the counted are: things with names, or a noun that is
    said to be a list."""
    if len(spans) > 1 and all(has_name(sentence.passage.text[s:e]) for s, e in spans):
        return True
    return head in _IDENTIFIED and token.value <= _IDENTIFIED[head]


def _with_another(sentence: Sentence, token: Token) -> bool:
    """True where another count stands right before, so that the list may hold both: `06 xã và 01 thị trấn, gồm`."""
    text = sentence.passage.text
    before = max((t for t in sentence.tokens if t.start < token.start), key=lambda t: t.start, default=None)
    return (
        before is not None
        and before.is_count
        and text[before.stop : token.start].strip() in ('và', ',', ', và')
    )


def _fits(found: Reading, token: Token) -> bool:
    """True where a bracket without a word such as `gồm` can hold what is counted."""
    return len(found[0]) >= 2 or int(token.value) == 1


def _closing(text: str, at: int, stop: int) -> int:
    """Where the bracket that opens at `at` closes, -1 where it does not."""
    depth = 0
    for i in range(at, stop):
        depth += (text[i] == '(') - (text[i] == ')')
        if depth == 0:
            return i
    return -1
