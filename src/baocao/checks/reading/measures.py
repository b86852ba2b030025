"""The measure a figure speaks of: what is counted, how, when, where, and whether it is planned or reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from baocao.checks.model import Paper, Sentence, Spot, once
from baocao.checks.reading.context import DASHES, FIGURES, Context, Stage, heading, opening, year_of
from baocao.checks.reading.tokens import PERCENT, Sort, Token
from baocao.checks.reading.words import CAPITALS, matter, subject, words_of
from baocao.regexes import regex


class Kind(Enum):
    """What a figure says of its measure."""

    LEVEL = 'level'  # đạt 96%, là 3.981,809 tỷ đồng
    UP = 'up'  # tăng 8,74%
    DOWN = 'down'  # giảm 98 hộ
    SHARE = 'share'  # chiếm 49,73%
    OF_PLAN = 'of plan'  # đạt 97,47% kế hoạch
    TO_BEFORE = 'to before'  # bằng 98,95% so với cùng kỳ
    FROM = 'from'  # từ 100 (lên 120)
    TIMES = 'times'  # gấp 1,5 lần


class Telling(NamedTuple):
    """A figure told of a measure.

    `words` are what is measured (compounds as one word), `own` how many of them the clause of the figure gives by
    itself, `scope` the territories it names; `year` the year it speaks of (None where nothing tells), `period` what
    narrows it (months, a quarter, a day, a span of years); `label` the words as they stand; `unit` the unit
    (huyện, sở) whose part of the paper the figure stands in; `core` the words of the clause alone, without what
    leads to it.
    """

    sentence: Sentence
    token: Token
    kind: Kind
    words: frozenset[str]
    own: int
    scope: frozenset[str]
    stage: Stage
    year: int | None
    period: frozenset[str]
    label: str
    unit: str
    core: frozenset[str]

    @property
    def spot(self) -> Spot:
        """Where the figure stands."""
        return Spot(self.sentence.passage, self.token.start, self.token.end)

    @property
    def shown(self) -> str:
        """The figure with its unit as it stands."""
        token = self.token
        return ' '.join(self.sentence.passage.text[token.start : max(token.end, token.stop)].split())


class Figure(NamedTuple):
    """A figure whose measure is not read yet; reading costs more than finding it."""

    sentence: Sentence
    token: Token
    context: Context


@once
def figures(paper: Paper) -> tuple[Figure, ...]:
    """Every figure of the running text in reading order. Cells of tables are left out."""
    return tuple(_figures(paper))


def _figures(paper: Paper) -> Iterator[Figure]:
    context = opening(paper)
    for at, passage in enumerate(paper.prose.passages):
        if passage.cell is not None:
            continue
        block = paper.numeral_blocks.get(at, ())
        if len(passage.text) <= 180 and passage.sign not in DASHES:
            context = heading(passage, block, context)
        for sentence in block:
            for token in sentence.tokens:
                if token.sort in FIGURES:
                    yield Figure(sentence, token, context)


class Measures:
    """The measures of figures. A sentence is read once, and no further than to the last figure asked for."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, int], tuple[Iterator[Telling], dict[int, Telling]]] = {}

    def of(self, figure: Figure) -> Telling | None:
        """The measure of a figure; None for a number that only qualifies another (dưới 5 tuổi)."""
        sentence, at = figure.sentence, figure.token.start
        key = (id(sentence.passage), sentence.start)
        if key not in self._open:
            self._open[key] = (_Reader(sentence, figure.context).read(), {})
        rest, told = self._open[key]
        while at not in told:
            telling = next(rest, None)
            if telling is None:
                return None
            told[telling.token.start] = telling
        return told[at]


def read(sentence: Sentence, context: Context) -> tuple[Telling, ...]:
    """The figures of a sentence with their measures."""
    return tuple(_Reader(sentence, context).read())


def size(words: frozenset[str]) -> int:
    """How many syllables the words of a measure have."""
    return sum(word.count(' ') + 1 for word in words)


#: what parts the clauses of a sentence
_SPLIT = regex(r'([;,():]|\s(?:và|còn|nhưng|tuy)\s)')
_BRACKET = regex(r'\([^()]*\)')
#: numbers that tell of what, not how much: dưới 5 tuổi, 03 sao, 6 tháng
_QUALIFIERS = frozenset('tuổi sao tháng năm ngày quý tuần giờ phút lần buổi tầng'.split())
_PER = regex(r'(?:trên|/)\s*$')
_UP, _DOWN = frozenset(('tăng', 'trưởng')), frozenset(('giảm',))
_OF_PLAN = regex(
    r'\W*(?:so\s+với\s+)?(?:(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch|KH(?:V|ĐTC)?|dự\s+toán|DT|nghị\s+quyết|NQ)(?!\w))',
    re.IGNORECASE,
)
_TO_BEFORE = regex(
    r'\W*(?:so(?:\s+với)?\s+|của\s+|với\s+)?(?:cùng\s+kỳ|CK(?!\w)|năm\s+(?:trước|ngoái|20))', re.IGNORECASE
)
_AFTER_LEVEL = frozenset(('còn', 'xuống', 'lên', 'đến', 'thành'))
_TAIL_ENDS = regex(r'\s(?:để|nhằm|góp|do|nhờ|vì|gắn|nhưng|song|tuy|trong đó|qua đó|đồng thời)\s')


#: a name of two words or more
_PROPER = regex(rf'[{CAPITALS}][^\W\d_]+(?:\s[{CAPITALS}][^\W\d_]+)+')
#: names that follow a count: 07 xã Tịnh Khê, Tịnh Ấn Tây và Nghĩa Phú
_NAME = rf'[{CAPITALS}][^\W\d_]*(?:\s[{CAPITALS}][^\W\d_]*)*'
NAMES = regex(rf'\s[^\W\d_]+(?:\s[^\W\d_]+)?:?\s{_NAME}(?:(?:,|\svà)\s(?:[^\W\d_]+\s)?{_NAME})+')


#: parts of a year, and (group 1) what ends one
_PARTS = regex(
    r'(?<!\w)(?:(cả\s+năm|cuối\s+năm)|\d{1,2}\s+(?:tháng|quý)|(?:tháng|tuần|đợt)\s+\d{1,2}(?![\w/.]|\s+năm)|quý\s+(?:\d|[IV]{1,3})|đầu\s+năm'
    r'|(?:lũy|luỹ)\s+kế)(?!\w)',
    re.IGNORECASE,
)


#: what tells that a figure is of an earlier time
_EARLIER = regex(r'(?<!\w)(?:cùng\s+kỳ|năm\s+(?:trước|ngoái)|trước\s+(?:đây|đó))', re.IGNORECASE)


class _Reader:
    """Reads the figures of one sentence from left to right, keeping what a figure without words of its own leans
    on: the measure told before it, and the measure that a colon or a bracket opens."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self._sentence = sentence
        self._text = sentence.passage.text
        self._context = context
        self._figures = [t for t in sentence.tokens if t.sort in FIGURES and not _qualifies(t, self._text)]
        self._others = [t for t in sentence.tokens if t.sort in (Sort.YEAR, Sort.DATE)]
        self._parts = self._parts_of_the_year()
        self._wished = False
        self._head: frozenset[str] = frozenset()
        self._scope: frozenset[str] = frozenset()
        self._parent: frozenset[str] = frozenset()
        self._parent_kind = self._head_kind = Kind.LEVEL
        self._label = ''

    def read(self) -> Iterator[Telling]:
        """The figures with their measures."""
        at = self._sentence.start
        figures = self._figures
        for i, token in enumerate(figures):
            gap = self._text[at : token.start]
            if i and (parts := _SPLIT.split(gap, maxsplit=1))[1:]:
                gap = parts[1] + parts[2]  # what stands before belongs to the figure told before
            end = figures[i + 1].start if i + 1 < len(figures) else self._sentence.end
            at = token.stop if token.unit else token.end
            yield self._telling(token, gap, self._text[at:end])

    def _telling(self, token: Token, gap: str, rest: str) -> Telling:
        before, opened = self._before(gap, bool(token.noun))
        tail = _tail(rest)
        raw = words_of(before)
        own, scope = subject([*raw, *_qualified(before)])
        after, more = subject(words_of(tail))
        names = frozenset(name.casefold() for name in _PROPER.findall(f'{before} | {tail}'))
        after |= names
        kind = self._kind(token, raw, rest)
        if opened is not None:
            self._parent, self._parent_kind = opened, self._head_kind
        if own:
            self._head, self._scope = own, scope
            self._label = ' '.join(before.split())
            if kind is Kind.LEVEL and token.is_rate and self._parent:
                kind = self._parent_kind
            self._head_kind = kind
        period, year = self._period(token, rest, before, kind)
        return Telling(
            self._sentence,
            token,
            kind,
            (own or self._head) | after | self._parent,
            len(own) + (len(after) if not token.unit else 0),
            (scope if own else self._scope) | more,
            self._stage(gap, raw),
            year,
            period,
            self._label,
            self._context.unit,
            own | after,
        )

    def _before(self, gap: str, counted: bool) -> tuple[str, frozenset[str] | None]:
        """The words that lead to a figure, and the parent that a colon or a bracket in between opens."""
        opened: frozenset[str] | None = None
        if ')' in gap:
            flat = _BRACKET.sub(' ', gap)
            if ')' in flat:
                opened = frozenset()
                flat = flat[flat.rindex(')') + 1 :]
            gap = flat
        if '(' in gap or 'trong đó' in gap.casefold():
            opened = self._head
            gap = re.split(r'\(|trong đó', gap, flags=re.IGNORECASE)[-1]
        parts = _SPLIT.split(gap[-300:])
        own = re.split(r'ph[ấâ]n\s+đấu', parts.pop(), flags=re.IGNORECASE)[-1]
        own = _both(parts, own)
        if counted and len(own.split()) > 1:
            parts = [] if ':' not in parts else parts[: len(parts) - parts[::-1].index(':')]
        while parts and size(matter(own)) < 2:
            sign = parts.pop().strip()
            if sign == ';' or (sign in (',', 'và', 'còn', 'nhưng', 'tuy') and len(parts) < 2 and self._head):
                break
            own = f'{parts.pop()} {own}' if parts else own
        own = _both(parts, own)
        if ':' in parts:
            colon = len(parts) - 1 - parts[::-1].index(':')
            named = ' '.join(parts[max(0, colon - 1) : colon])
            lead = subject([*words_of(named), *_qualified(named)])[0]
            opened = lead | (opened or frozenset())
        return own.lstrip(' :,'), opened

    def _kind(self, token: Token, raw: Sequence[str], rest: str) -> Kind:
        last = raw[-4:]
        if token.hedge == 'từ':
            return Kind.FROM
        if token.noun[:1] == ('lần',):
            return Kind.TIMES
        up, down = _UP.intersection(last), _DOWN.intersection(last)
        if last and last[-1] in _AFTER_LEVEL:
            up = down = frozenset()
        if token.unit == PERCENT and token.hedge != 'vượt' and not up and not down:
            if _OF_PLAN.match(rest):
                return Kind.OF_PLAN
            if _TO_BEFORE.match(rest):
                return Kind.TO_BEFORE
        if up or down:
            return Kind.UP if up else Kind.DOWN
        if 'chiếm' in last or 'trọng' in last:
            return Kind.SHARE
        if token.is_rate and {'tốc', 'độ'} <= set(raw):
            return Kind.UP
        return Kind.LEVEL

    def _stage(self, gap: str, raw: Sequence[str]) -> Stage:
        folded = gap.casefold()
        self._wished = self._wished or 'phấn đấu' in folded or 'phân đấu' in folded
        if self._wished or 'dự kiến' in folded:
            return Stage.PLAN
        words = set(raw)
        if {'ước', 'đã'} & words or 'giải ngân' in folded or 'thực hiện được' in folded:
            return Stage.RESULT
        if {'kế', 'hoạch'} <= words or {'chỉ', 'tiêu'} <= words or {'dự', 'toán'} <= words:
            return Stage.PLAN
        return self._context.stage

    def _period(self, token: Token, rest: str, before: str, kind: Kind) -> tuple[frozenset[str], int | None]:
        """What narrows the time of a figure, and its year: what is told nearest before it, or in its own clause."""
        reach = token.stop + len(_SPLIT.split(rest, maxsplit=1)[0]) if rest else token.stop
        keys: set[str] = set()
        year: int | None = None
        for other in self._others:
            if other.start >= max(reach, token.stop):
                break
            if not self._compares(other.start):
                keys, year = _keys(other)
        for start, part in self._parts:
            if start < reach:
                keys = {part} if part else set()
        if kind in (Kind.LEVEL, Kind.SHARE) and _EARLIER.search(before[-40:]):
            keys.add('trước')
        return frozenset(keys), year if year is not None else self._context.year

    def _compares(self, at: int) -> bool:
        """True where a time is only what a figure is compared with."""
        lead = self._text[max(self._sentence.start, at - 24) : at].casefold()
        lead = lead[max(lead.rfind(sign) for sign in ';,(') + 1 :]
        return 'cùng kỳ' in lead or 'so với' in lead or 'so năm' in lead or 'so cùng' in lead

    def _parts_of_the_year(self) -> list[tuple[int, str]]:
        sentence = self._sentence
        found = _PARTS.finditer(self._text, sentence.start, sentence.end)
        return [
            (m.start(), '' if m[1] else ' '.join(m[0].casefold().split()).removeprefix('0'))
            for m in found
            if not self._compares(m.start())
        ]


#: what makes a clause of its own of the words before `và`
_SAID = frozenset('giảm tăng đạt còn có được là chiếm'.split())


def _both(parts: list[str], own: str) -> str:
    """The words that lead to a figure, with those before `và` (taken off the parts) where it is one figure for both:
    `tổng số hộ nghèo và hộ cận nghèo`, `hộ nghèo và hộ cận nghèo`."""
    if len(parts) < 2 or parts[-1].strip() != 'và':
        return own
    first, second = parts[-2].casefold().split(), own.casefold().split()
    alike = bool(first and second) and (first[0] == 'tổng' or first[0] == second[0])
    if not alike or _SAID.intersection(first):
        return own
    del parts[-2:]
    return f'{" ".join(first)} và {own}'


def _keys(token: Token) -> tuple[set[str], int | None]:
    if token.sort is Sort.YEAR:
        year = year_of(token)
        return (set(), year) if year is not None else ({token.text.replace(' ', '')}, None)
    of_year, month, day = token.date
    if (month, day) == (12, 31):
        return set(), of_year
    return {f'{day or ""}/{month or ""}'}, of_year


def _qualifies(token: Token, text: str) -> bool:
    """True for a number that tells of what a measure is, not how much of it there is."""
    if token.sort is Sort.PAIR or token.unit:
        return False
    if not token.noun:
        return token.sort is Sort.AMOUNT and not _ends_clause(text, token.end)
    if token.noun[0] in _QUALIFIERS and token.noun[0] != 'lần':
        return True
    return bool(
        token.decimals[0] == 0
        and token.numbers[0] >= 100
        and token.hedge == 'trên'
        and token.noun[0] in ('dân', 'người')
    )


def _ends_clause(text: str, at: int) -> bool:
    rest = text[at : at + 3].lstrip()
    return not rest or rest[0] in ';,.)'


_QUALIFIED = regex(r'(\d+)\s+(tuổi|sao)')
#: parts of a place or of a work that bear a number: thôn 1, mũi 2, dự án 3
_NUMBERED = regex(
    r'(?<!\w)(thôn|tổ|khu|phố|ấp|khóm|mũi|khóa|lớp|tầng|lô|cụm|vùng|nhóm|án|loại|hạng|độ|cấp|đoạn|điểm|trạm|trường|phòng)'
    r'\s+(?:số\s+)?(\d+|[IVX]+|[A-ZĐ])(?![\w.,]*\d|\w)',
    re.IGNORECASE,
)


def _qualified(text: str) -> list[str]:
    """The qualifying numbers of a clause as words: `5 tuổi`, `thôn 1`."""
    found = [f'{word} {sign}'.casefold() for word, sign in _NUMBERED.findall(text)]
    if 'tuổi' in text or 'sao' in text:
        found += (f'{int(n)} {word}' for n, word in _QUALIFIED.findall(text))
    return found


def _tail(rest: str) -> str:
    """The words after a figure that still tell what it measures."""
    first = _SPLIT.split(rest[:140], maxsplit=1)[0]
    names = NAMES.match(rest)
    if names is not None:
        return names[0]
    first = first.split('. ')[0]
    return _TAIL_ENDS.split(first, maxsplit=1)[0]
