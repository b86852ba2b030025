"""Equal lists whose names differ: by one letter in one paper (SL271), across papers also by a whole name (SL272)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from msgspec import Struct

from baocao.checks.counts.announcers import BODIES, PLACES, announced
from baocao.checks.counts.lists import listings
from baocao.checks.model import Conflict, Paper, Sentence, Spot, once
from baocao.checks.reading.splitting import has_name, parts, proper
from baocao.checks.reading.splitting import names as names_of
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import fold, tone_key

#: a noun of places that names follow without a count
_MANY = regex(
    r'ác\s+(?P<head>xã|phường|huyện|quận|tỉnh|thôn|thị\s+trấn|ấp|khóm)\s+(?=[^\W\d_a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữự])'
)
_COLON = regex(r'ác\s+(?P<head>[^\W\d_]+(?:,?\s+[^\W\d_]+){0,2})\s*:\s*')
#: a colon behind what is said of places: `các xã đạt chuẩn nông thôn mới: A, B, C`
_SAID_OF = regex(
    r'ác\s+(?P<head>xã|phường|huyện|quận|tỉnh|thôn|thị\s+trấn|ấp|khóm)\s+[^\d:;.,()]{1,60}:\s*(?:gồm\s+)?'
)
_LONGEST = 8
#: how many names two lists must have for one other name to be a slip
_LEAST = 3
#: and how many to be sure of it
_SURE = 4
_MOST_SHOWN = 10


class NameList(Struct, frozen=True):
    """Names of one kind that a paper lists. `phrase` are the words from the count to the list, of which the first is
    the noun; `count` is None where none is stated. `keys` tell names apart: neither case, tone placement nor dashes do."""

    file: str
    phrase: tuple[str, ...]
    head: str
    count: int | None
    names: tuple[Spot, ...]
    keys: tuple[str, ...]


class Pair(NamedTuple):
    """Two lists of two papers, and the places of the names in which they differ."""

    one: NameList
    other: NameList
    place: int
    place_of_other: int


def check(paper: Paper) -> Iterator[Conflict]:
    """Names that differ by one letter at one place of two equal lists of the paper."""
    lists = collect(paper)
    groups: list[dict[str, list[Spot]]] = []
    for one, other in combinations(lists, 2):
        place = _aligned(one, other) if len(one.keys) == len(other.keys) else None
        if place is None:
            continue
        keys = one.keys[place], other.keys[place]
        if not _near(one.names[place], other.names[place]) or _together(frozenset(keys), lists):
            continue
        group = next((g for g in groups if not g.keys().isdisjoint(keys)), None)
        if group is None:
            groups.append(group := {})
        for key, spot in zip(keys, (one.names[place], other.names[place]), strict=True):
            if spot not in group.setdefault(key, []):
                group[key].append(spot)
    for group in groups:
        yield _in_one_paper(
            group, max(len(own.keys) for own in lists if not group.keys().isdisjoint(own.keys))
        )


@once
def collect(paper: Paper) -> tuple[NameList, ...]:
    """The lists of names of a paper, counted ones and those after `các xã`."""
    found: list[NameList] = []
    for at, passage in enumerate(paper.prose.passages):
        many = _has_lists(passage.text)
        for sentence in paper.blocks[at] if many else paper.numeral_blocks.get(at, ()):
            counted = list(_counted(paper, sentence)) if sentence.tokens else []
            found += counted
            if many:
                begun = {name.start for own in counted for name in own.names}
                lists = _uncounted(paper.prose.name, sentence)
                found += (own for own in lists if own.names[0].start not in begun)
    return tuple(found)


def _has_lists(text: str) -> bool:
    return 'ác' in text and (
        _MANY.search(text) is not None
        or (':' in text and (_COLON.search(text) or _SAID_OF.search(text)) is not None)
    )


def compare(papers: Sequence[tuple[NameList, ...]]) -> Iterator[Conflict]:
    """Lists of two papers that agree but for one name."""
    found: dict[tuple[str, str, str], list[Pair]] = {}
    lists = _Lists(papers)
    for one, other in lists.alike():
        pair = _across(one, other, lists)
        if pair:
            found.setdefault((one.file, other.file, one.keys[pair.place]), []).append(pair)
    for pairs in found.values():
        yield _between(pairs)


#: how many lists that share a trait are compared with each other at most
_CROWD = 60


class _Lists:
    """The lists of several papers by what two that disagree must share, so that the others are never held against each
    other."""

    def __init__(self, papers: Sequence[tuple[NameList, ...]]) -> None:
        self._lists = [(paper, own) for paper, lists in enumerate(papers) for own in lists]
        self._naming: dict[str, set[int]] = defaultdict(set)
        for i, (_, own) in enumerate(self._lists):
            for key in own.keys:
                self._naming[key].add(i)

    def alike(self) -> Iterator[tuple[NameList, NameList]]:
        """The pairs of lists of two papers that may disagree, in the order of the papers."""
        sharing: dict[Hashable, list[int]] = defaultdict(list)
        for i, (_, own) in enumerate(self._lists):
            for trait in _traits(own):
                sharing[trait].append(i)
        paper = [paper for paper, _ in self._lists]
        pairs = {pair for group in sharing.values() for pair in combinations(group[:_CROWD], 2)}
        for i, j in sorted(pairs, key=lambda pair: (paper[pair[0]], paper[pair[1]], pair)):
            if paper[i] != paper[j]:
                yield self._lists[i][1], self._lists[j][1]

    def together(self, one: str, other: str) -> bool:
        """True where two names stand side by side in a list: two things, whatever letters they share."""
        return not self._naming[one].isdisjoint(self._naming[other])


def _traits(own: NameList) -> Iterator[Hashable]:
    """What a list shares with any that disagrees with it: of the first three names two, where they differ at one place;
    count, noun and a name, where they differ by a whole name."""
    yield from ((own.head, i, own.keys[i], j, own.keys[j]) for i, j in _TWO_OF_THREE if j < len(own.keys))
    if own.count is not None and len(own.phrase) >= _LEAST:
        names = set(own.keys)
        counted = own.count, len(own.keys), own.phrase[0]
        yield from ((*counted, name) for name in names) if len(names) > 1 else (counted,)


_TWO_OF_THREE = ((0, 1), (0, 2), (1, 2))


def _counted(paper: Paper, sentence: Sentence) -> Iterator[NameList]:
    for token, head in announced(paper).get(id(sentence), ()):
        if head not in PLACES and head not in BODIES:
            continue
        found = listings(paper).of(sentence, token, head)
        if found and len(found.names) > 1 and all(name.text[:1].isupper() for name in found.names):
            phrase = tuple(re.findall(r'\w+', found.phrase.casefold()))
            yield _made(paper.prose.name, phrase, head, int(token.value), found.names)


def _uncounted(file: str, sentence: Sentence) -> Iterator[NameList]:
    """`các xã A, B, C`, and whatever has names behind a colon: `các dự án: cầu A, cầu B`."""
    passage = sentence.passage
    marks = (m for p in (_MANY, _SAID_OF) for m in p.finditer(passage.text, sentence.start, sentence.end))
    for mark in marks:
        if passage.text[mark.start() - 1 : mark.start()].casefold() != 'c':
            continue
        head = ' '.join(mark['head'].casefold().split())
        spans = names_of(passage.text, mark.end(), sentence.end, head)[0]
        if len(spans) >= _LEAST:
            yield _made(file, (head,), head, None, tuple(Spot(passage, s, e) for s, e in spans))
    if passage.text.find(':', sentence.start, sentence.end) < 0:
        return
    for mark in _COLON.finditer(passage.text, sentence.start, sentence.end):
        head = ' '.join(mark['head'].casefold().split())
        clause = next(parts(passage.text, mark.end(), sentence.end, ';'), (0, 0))
        spans = list(parts(passage.text, *clause, ','))
        if len(spans) >= _LEAST and all(_is_short_name(passage.text[s:e]) for s, e in spans):
            yield _made(
                file, (head,), head, None, tuple(Spot(passage, s, e) for s, e in _bare(passage.text, spans))
            )


def _is_short_name(words: str) -> bool:
    return has_name(words) and len(words.split()) <= _LONGEST


def _bare(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The names without the dot of the sentence."""
    start, end = spans[-1]
    return [*spans[:-1], (start, start + len(text[start:end].rstrip(' ./')))]


def _made(
    file: str, phrase: tuple[str, ...], head: str, count: int | None, names: tuple[Spot, ...]
) -> NameList:
    if head in PLACES:
        names = tuple(_place(name) for name in names)
    return NameList(file, phrase, head, count, names, tuple(_key(name.text, head) for name in names))


def _place(name: Spot) -> Spot:
    """The name alone, without what is said of the place behind it."""
    end = proper(name.passage.text, name.start, name.end)
    return Spot(name.passage, name.start, end) if end > name.start else name


def _key(name: str, head: str) -> str:
    """What makes a name itself: its letters, without case, the place of tones, dashes and the noun before it."""
    words = tone_key(_spaced(name))
    return words.removeprefix(tone_key(head)).strip() or words


def _spaced(name: str) -> str:
    """The words of a name, one space between them whatever stands there."""
    return re.sub(r'[-–—\s\u00a0*_“”"]+', ' ', name).strip()


def _together(pair: frozenset[str], lists: Iterable[NameList]) -> bool:
    """True where two names stand side by side in a list: two things, whatever letters they share."""
    return any(pair.issubset(own.keys) for own in lists)


def _aligned(one: NameList, other: NameList) -> int | None:
    """The one place at which two lists of the same kind and order differ; the longer may go on."""
    length = min(len(one.keys), len(other.keys))
    if one.head != other.head or length < _LEAST:
        return None
    apart = [i for i in range(length) if one.keys[i] != other.keys[i]]
    if len(apart) != 1:
        return None
    mine, theirs = one.keys[apart[0]], other.keys[apart[0]]
    return None if mine in other.keys or theirs in one.keys else apart[0]


def _near(one: Spot, other: Spot) -> bool:
    """True where two names are nearly one: another letter (or one more, one fewer), other accents of one letter, or the
    same first syllable and the same letters but for accents and đ."""
    first, second = _plain(one), _plain(other)
    if first.split()[:1] == second.split()[:1] and fold(first, fold_d=True) == fold(second, fold_d=True):
        return True
    if len(first) == len(second):
        return sum(a != b for a, b in zip(first, second, strict=True)) == 1
    short, long = sorted((first, second), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _plain(name: Spot) -> str:
    """The name in small letters, each with its accents in one character."""
    return unicodedata.normalize('NFC', _spaced(name.text).casefold())


def _in_one_paper(group: dict[str, list[Spot]], length: int) -> Conflict:
    """The spellings of one name; what is written less often, or later, is to be looked at first."""
    usual = max(group.values(), key=len)
    odd = [spots for spots in group.values() if spots is not usual]
    problem = (
        f"Các danh sách cùng thứ tự, chỉ khác một tên, mà các tên ấy gần như một:"
        f" ở đây là {odd[0][0].text}, nơi khác là {' và '.join(s[0].text for s in (*odd[1:], usual))}."
    )
    remedy = "Đối chiếu tên đúng, rồi viết như nhau ở mọi danh sách."
    code, level = ('SL271', Level.LOI) if length >= _SURE else ('SL272', Level.CANH_BAO)
    return Conflict(code, level, (*chain(*odd), *usual), problem, remedy)


def _across(one: NameList, other: NameList, lists: _Lists) -> Pair | None:
    """The names in which two lists of two papers differ, where they are nearly one name or the lists nearly one."""
    place = _aligned(one, other)
    if place is not None and _near(one.names[place], other.names[place]):
        same = lists.together(one.keys[place], other.keys[place])
        return None if same else Pair(one, other, place, place)
    return _other_name(one, other)


def _other_name(one: NameList, other: NameList) -> Pair | None:
    """The one whole name in which two lists differ that are announced by nearly the same words."""
    if one.count is None or one.count != other.count or len(one.keys) != len(other.keys):
        return None
    if min(len(one.phrase), len(other.phrase)) < _LEAST or not _same_phrase(one.phrase, other.phrase):
        return None
    mine, theirs = set(one.keys) - set(other.keys), set(other.keys) - set(one.keys)
    if len(mine) != 1 or len(theirs) != 1 or len(one.keys) < 2:
        return None
    return Pair(one, other, one.keys.index(mine.pop()), other.keys.index(theirs.pop()))


def _same_phrase(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where one phrase has all words of the other, and no more than two more."""
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) <= 2 and short[:1] == long[:1] and not set(short) - set(long)


def _between(pairs: Sequence[Pair]) -> Conflict:
    """All lists of one paper that name something else than a list of another, told once."""
    one, mine = pairs[0].one, pairs[0].one.names[pairs[0].place]
    theirs = {pair.other.keys[pair.place_of_other]: pair for pair in reversed(pairs)}
    others = tuple(pair.other.names[pair.place_of_other] for pair in reversed(theirs.values()))
    other = pairs[0].other
    problem = (
        f"Hai văn bản cùng kể {_told(one)} nhưng khác một tên: ở {one.file} là {mine.text} ({_list(one)});"
        f" ở {other.file} là {' và '.join(spot.text for spot in others)} ({_list(other)})."
    )
    remedy = "Xem hai nơi có cùng nói một việc không; nếu cùng, viết một tên."
    return Conflict('SL272', Level.CANH_BAO, (*others, mine), problem, remedy)


def _told(own: NameList) -> str:
    return ' '.join(own.phrase) if own.head not in PLACES else f"các {own.head}"


def _list(own: NameList) -> str:
    return ", ".join(name.text for name in own.names[:_MOST_SHOWN]) + (
        "…" if len(own.names) > _MOST_SHOWN else ""
    )
