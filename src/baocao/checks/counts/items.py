"""Lists that stand under a count: numbered parts of its paragraph, paragraphs with signs below it, its note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

from baocao.checks.counts.announcers import leads_on, opener
from baocao.checks.model import Paper, Sentence, Spot
from baocao.checks.reading.splitting import NUMBERED, read_list
from baocao.checks.reading.tokens import Token
from baocao.prose import Passage, leading_sign
from baocao.regexes import regex
from baocao.vietnamese import SERIES

_ROMAN = ('i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv')
_DASHES = '-–—'
_MAX_WORDS_OF_HEADING = 20


class Items(NamedTuple):
    """The items under a count: the first words of each, how many they may be, and whether that is sure."""

    names: tuple[Spot, ...]
    counts: frozenset[int]
    sure: bool
    told: bool = True


def items(paper: Paper, at: int, sentence: Sentence, token: Token, head: str) -> Items | None:
    """The items that a count in the passage `at` of the paper announces."""
    noted = _noted(paper, sentence, token, head)
    if noted is not None:
        return noted
    passage = sentence.passage
    mark = opener(sentence, token)
    if mark is None:
        return _under_heading(paper, at, sentence, token)
    if mark[0] == '(':
        return _numbered(paper, at, mark.end())
    rest = passage.text.find(':', mark.start())
    if rest < 0 or (mark[0] != ':' and passage.text[mark.end() : rest].strip()):
        return None
    if passage.text[rest + 1 :].strip(' *_\u00a0'):
        return _numbered(paper, at, rest + 1)
    found = _below(paper, at)
    return None if found and _is_of_report(sentence, token, head, found.names) else found


_REPORTS = regex(
    r'(?<!\w)(?:báo\s+cáo|thông\s+báo|tổng\s+hợp)\s+(?:về\s+)?(?:kết\s+quả|tình\s+hình|tiến\s+độ)(?!\w)',
    re.IGNORECASE,
)


def _is_of_report(sentence: Sentence, token: Token, head: str, names: Sequence[Spot]) -> bool:
    """True where `như sau:` opens the parts of a report (`báo cáo kết quả rà soát tại 06 xã như sau:` above `1. Kết quả
    chung`), not a list of what is counted, whose items would open with its noun."""
    text = sentence.passage.text
    told = _REPORTS.search(text, sentence.start, token.start) and 'như sau' in text[token.stop : sentence.end]
    return bool(told) and not all(name.text.casefold().startswith(head) for name in names)


def _numbered(paper: Paper, at: int, begin: int) -> Items | None:
    """`(1) ...; (2) ...` inside the paragraph, and in those below where it goes on there."""
    passage = paper.prose.passages[at]
    text = passage.text
    while begin < len(text) and text[begin] in ' \u00a0*_':
        begin += 1
    first = NUMBERED.match(text, begin)
    if first is None:
        return None
    starts = list(_signs(text, begin, first))
    names = tuple(_until(passage, s, e) for s, e in pairwise((*starts, len(text))))
    following = list(_container(paper, at))
    sign = first['open'] + _label(first['first'], len(names) + 1) + ')'
    if following and following[0].sign == sign:
        names += _run(following, len(names) + 1)
    elif len(names) < 2 or _left_open(text):
        return None
    return Items(names, frozenset((len(names),)), True)


def _until(passage: Passage, start: int, end: int) -> Spot:
    """The item from its sign to the next, without what ends it."""
    return Spot(passage, start, start + len(passage.text[start:end].rstrip(' ;,.*\u00a0')))


def _left_open(text: str) -> bool:
    return re.search(r'(?:…|\.\.\.|v\.\s?v\.?)\W*$', text) is not None


def _signs(text: str, begin: int, first: re.Match[str]) -> Iterator[int]:
    at = begin
    again = re.compile(r'(?<![\w(])' + re.escape(first[0]))
    for number in count(1):
        sign = re.compile(r'(?<![\w(])' + re.escape(f'{first["open"]}{_label(first["first"], number)})'))
        found = sign.search(text, at)
        restart = again.search(text, at) if number > 1 else None
        if found is None or (restart and restart.start() < found.start()):
            return
        yield found.start()
        at = found.end()


def _label(first: str, number: int) -> str:
    if first == '1':
        return str(number)
    series: Sequence[str] = _ROMAN if first == 'i' else SERIES
    return series[number - 1] if number <= len(series) else '?'


def _under_heading(paper: Paper, at: int, sentence: Sentence, token: Token) -> Items | None:
    """Numbered items under a heading that a count ends: `II. Các chỉ tiêu chủ yếu (16 chỉ tiêu)`."""
    passage = sentence.passage
    end = len(passage.text.rstrip(' .*_\u00a0'))
    if (
        len(passage.text.split()) > _MAX_WORDS_OF_HEADING
        or not leads_on(sentence, token, end)
        or sentence.end < end
    ):
        return None
    if re.search(r'[;:]', passage.text[token.stop :]):
        return None
    found = _below(paper, at)
    if found is None or _style(_sign(found.names[0].passage))[1] != 1:
        return None
    bracket = passage.text[token.stop : end].strip() == ')'
    return Items(found.names, found.counts, found.sure and bracket)


def _below(paper: Paper, at: int) -> Items | None:
    """The paragraphs with signs right below a passage."""
    following = list(_container(paper, at))
    if not following:
        return None
    style, number = _style(_sign(following[0]))
    parent, parent_number = _style(paper.prose.passages[at].sign)
    if not style or (number is not None and number != 1):
        return None
    if number is None:
        return _dashes(following, style, parent == style)
    names = _run(following, 1)
    counts = {len(names)}
    within = _style(_sign(following[1])) if len(following) > 1 else ('', None)
    if within[1] == 1 and within[0] != style:  # the items proper may stand below group headings
        nested = _run(following[1:], 1)
        counts.add(len(nested))
        names = nested if len(nested) > len(names) else names
    if parent == style and parent_number is not None and parent_number < len(names):
        counts |= set(range(parent_number, len(names)))
    return Items(names, frozenset(counts), len(names) > 1)


def _container(paper: Paper, at: int) -> Iterator[Passage]:
    """The passages after one that stand in the same body, cell or note."""
    passages = paper.prose.passages
    own = passages[at]
    for below in range(at + 1, len(passages)):
        passage = passages[below]
        if passage.note == own.note and passage.cell == own.cell:
            yield passage
        elif own.note or own.cell or passage.cell:
            return


def _run(following: Sequence[Passage], first: int) -> tuple[Spot, ...]:
    """The passages numbered on from `first`, whatever stands between them, up to one that is numbered otherwise."""
    style = _style(_sign(following[0]))[0]
    names: list[Spot] = []
    for passage in following:
        own, number = _style(_sign(passage))
        if own != style:
            continue
        if number != first + len(names):
            break
        names.append(_opening(passage))
    return tuple(names)


def _dashes(following: Sequence[Passage], style: str, like_parent: bool) -> Items | None:
    """Items led by dashes; where a plain paragraph stands between two, or the parent is led by one too, the list may
    end before. Only a note, or items that semicolons join, surely hold no other matter."""
    names: list[Spot] = []
    counts: set[int] = set()
    semicolons = False
    for i, passage in enumerate(following):
        own, number = _style(_sign(passage))
        if own != style:
            goes_on = any(_style(_sign(p))[0] == style for p in following[i + 1 : i + 2])
            if (own and number is None and style == '-') or (not own and goes_on):
                counts |= set() if own else {len(names)}
                continue
            break
        names.append(_opening(passage))
        ending = passage.text.rstrip(' *_\u00a0')
        if semicolons and ending.endswith('.'):
            break
        semicolons = semicolons or ending.endswith(';')
    if not names or _left_open(names[-1].passage.text):
        return None
    least = 1 if like_parent else len(names)
    counts |= set(range(least, len(names) + 1))
    closed = semicolons or bool(following[0].note)
    return Items(tuple(names), frozenset(counts), closed and len(names) > 1)


def _noted(paper: Paper, sentence: Sentence, token: Token, head: str) -> Items | None:
    """The items of the note to which the counted words refer."""
    passage = sentence.passage
    for offset, key in passage.notes:
        words = passage.text[token.stop : offset] if token.stop <= offset else ','
        if (
            not re.search(r'[,;:.()]', words)
            and len(words.split()) <= 8
            and leads_on(sentence, token, offset)
        ):
            return _of_note(paper, key, head)
    return None


def _of_note(paper: Paper, key: str, head: str) -> Items | None:
    places = [i for i, p in enumerate(paper.prose.passages) if p.note == key]
    notes = [paper.prose.passages[i] for i in places]
    if not notes:
        return None
    style, number = _style(_sign(notes[0]))
    if style and number is None:
        return _dashes(notes, style, False)
    if style and number == 1:
        names = _run(notes, 1)
        return Items(names, frozenset((len(names),)), len(names) > 1)
    if style or len(notes) > 1 or len(paper.blocks[places[0]]) != 1:
        return None
    numbered = _numbered(paper, places[0], notes[0].start)
    if numbered is not None:
        return numbered
    found = read_list(paper.blocks[places[0]][0], notes[0].start, len(notes[0].text), head, False)
    if found is None or not found[2] or len(found[0]) < 2:
        return None
    return Items(tuple(Spot(notes[0], s, e) for s, e in found[0]), found[1], True)


def _opening(passage: Passage) -> Spot:
    start = passage.start
    if passage.note and not passage.sign:
        start += leading_sign(passage.text[start:])[1]
    return _until(passage, start, len(passage.text))


def _sign(passage: Passage) -> str:
    """The sign of a passage, also behind the mark that opens a note."""
    return passage.sign or (leading_sign(passage.text[passage.start :])[0] if passage.note else '')


def _style(sign: str) -> tuple[str, int | None]:
    """The kind of a sign and its number, None for dashes; ('', None) where there is no sign."""
    if not sign or sign in '-–—+•▪':
        return ('-' if sign and sign in _DASHES else sign), None
    bare = sign.strip('().')
    if sign.startswith('Điều'):
        return 'Điều', int(sign.strip('Điều. '))
    if bare and set(bare) <= set('IVXL'):
        lower = bare.lower()
        return 'I', _ROMAN.index(lower) + 1 if lower in _ROMAN else 0
    if bare.replace('.', '').isdigit():
        prefix, _, last = bare.rpartition('.')
        return f'{sign[0] if sign[0] == "(" else ""}{prefix}#{sign[-1] if sign[-1] == ")" else "."}', int(
            last
        )
    place = SERIES.find(bare) + 1
    return ('(a' if sign[0] == '(' else 'a'), place
