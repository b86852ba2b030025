"""The same measure told twice with different values.

Figures are compared where there is reason to: their digits differ as a slip of the finger makes them differ (one
digit, two neighbours swapped), or the same head (tổng thu, tốc độ tăng trưởng …) leads to them. Only then their
measures are read, and these must be the same by every word that matters, in kind, unit, time, scope and stage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper, Spot
from baocao.checks.reading.alike import agree, digits_of, shared_digits
from baocao.checks.reading.context import Stage, area, title_period
from baocao.checks.reading.identity import identity
from baocao.checks.reading.measures import Figure, Kind, Measures, Telling, figures, size
from baocao.checks.reading.tokens import Sort, Token, same_unit
from baocao.checks.reading.words import ACTORS, EMPTY, WEAK
from baocao.checks.repeats import named, restated, spelled, titled
from baocao.errors import Level

INSIDE, ACROSS = 'SL241', 'SL242'


def check(paper: Paper) -> Iterator[Conflict]:
    """What one paper tells twice with different values."""
    yield from restated.check(paper)
    yield from spelled.check(paper)
    yield from named.check(paper)
    yield from titled.check(paper)

    yield from _disagreeing(figures(paper))


class Claim(NamedTuple):
    """The figures of one paper that another may tell again; `area` is that of its issuer, `period` the part of the
    year that its subject names, both empty where unknown."""

    area: str
    period: str
    figures: tuple[Figure, ...]


def collect(paper: Paper) -> tuple[Claim, ...]:
    """What a paper tells, to be compared with other papers."""
    return (Claim(area(identity(paper).co_quan), title_period(paper), figures(paper)),)


def compare(papers: Sequence[tuple[Claim, ...]]) -> Iterator[Conflict]:
    """What two papers tell with different values, where both speak of one area and one period. Where the area of one
    is not known, only slips of the finger are told."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claims in papers:
        for claim in claims:
            groups[claim.period].append(claim)
    said: set[tuple[int, int]] = set()
    for group in groups.values():
        if sum(not claim.area for claim in group) > _STRANGERS:
            group = [claim for claim in group if claim.area]
        for own in _by_area(group):
            yield from _between(own, said)


def _by_area(group: Sequence[Claim]) -> Iterable[list[Claim]]:
    """The claims of each area in the order of the papers, those of unknown areas with all."""
    unknown: list[Claim] = []
    areas: dict[str, list[Claim]] = {}
    for claim in group:
        if claim.area:
            areas.setdefault(claim.area, [*unknown]).append(claim)
        else:
            unknown.append(claim)
            for own in areas.values():
                own.append(claim)
    return areas.values() or (unknown,)


#: more papers of unknown areas than these are no papers of one office
_STRANGERS = 12


def _between(claims: Sequence[Claim], said: set[tuple[int, int]]) -> Iterator[Conflict]:
    """What papers of one area and period tell differently; `said` are the pairs told already."""
    if len(claims) < 2:
        return
    paper_of = {id(figure): i for i, claim in enumerate(claims) for figure in claim.figures}
    told = tuple(figure for claim in claims for figure in claim.figures)

    def may(one: Figure, other: Figure, alike: int) -> bool:
        first, second = paper_of[id(one)], paper_of[id(other)]
        known = bool(claims[first].area and claims[second].area)
        return first != second and (known or alike > 0) and (id(one), id(other)) not in said

    for conflict, one, other in _conflicts(told, ACROSS, may):
        said.add((id(one), id(other)))
        yield conflict


def _disagreeing(told: Sequence[Figure]) -> Iterator[Conflict]:
    for conflict, *_ in _conflicts(told, INSIDE, lambda one, other, alike: True):
        yield conflict


def _conflicts(
    told: Sequence[Figure], code: str, may: Callable[[Figure, Figure, int], bool]
) -> Iterator[tuple[Conflict, Figure, Figure]]:
    """The pairs of figures that disagree, of those that may be held against each other."""
    measures = Measures()
    series = _Series(told, measures)
    said: set[int] = set()
    for one, other, alike in (*_slips(told), *_same_heads(told)):
        if one.sentence is other.sentence or id(other) in said or agree(one.token, other.token):
            continue
        if one.context.unit != other.context.unit or not same_unit(one.token, other.token):
            continue
        if not may(one, other, alike) or (alike and _near(one).isdisjoint(_near(other))):
            continue
        first, second = measures.of(one), measures.of(other)
        if first is None or second is None:
            continue
        level = _verdict(first, second, alike)
        if level is None or series.has(first):
            continue
        if code == ACROSS and not _is_dated(first, second):
            if alike < 3:
                continue
            level = Level.CANH_BAO
        said.add(id(other))
        yield _conflict(first, second, code, level), one, other


def _near(figure: Figure) -> set[str]:
    """The words around a figure that may tell what it measures: what shares none need not be read."""
    sentence, token = figure.sentence, figure.token
    start, end = max(sentence.start, token.start - 90), min(sentence.end, token.stop + 30)
    return set(sentence.passage.text[start:end].casefold().split()) - EMPTY


def _is_dated(one: Telling, other: Telling) -> bool:
    """True where two papers tell of one year, both of what was reached or both of what is planned."""
    return one.year is not None and one.year == other.year and Stage.OPEN not in (one.stage, other.stage)


def _slips(told: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, int]]:
    """Pairs of figures whose digits differ by a slip, with the number of digits they share."""
    alike: dict[tuple[str, ...], list[tuple[str, Figure]]] = defaultdict(list)
    for figure in told:
        digits = digits_of(figure.token)
        if digits is None:
            continue
        unit, half = _unit(figure.token), len(digits) // 2
        typed = (digits, figure)
        length = str(len(digits))
        alike[unit, length, digits[:half], ''].append(typed)
        alike[unit, length, '', digits[half:]].append(typed)
        alike[unit, ''.join(sorted(digits))].append(typed)
    seen: set[tuple[int, int]] = set()
    for group in alike.values():
        if len(group) < 2:
            continue
        for (one, first), (other, second) in combinations(group[:_CROWD], 2):
            if one != other and (shared := shared_digits(one, other)) and (id(first), id(second)) not in seen:
                seen.add((id(first), id(second)))
                yield first, second, shared


#: how many figures of one shape are compared with each other at most
_CROWD = 60


def _unit(token: Token) -> str:
    return token.unit if token.unit else token.noun[0] if token.noun else ''


#: words that lead to a figure which a paper has only once, and how many words tell such figures apart
_HEADS = (('tổng', 2), ('tốc độ', 2), ('tỷ lệ', 4), ('tỉ lệ', 4), ('bình quân', 3))
_WINDOW = 110
#: more figures than these that one head leads to are a series
_SERIES = 12


def _same_heads(told: Sequence[Figure]) -> Iterator[tuple[Figure, Figure, int]]:
    """Pairs of figures that the same head leads to, told of different values."""
    led: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in told:
        token, sentence = figure.token, figure.sentence
        if token.sort is not Sort.AMOUNT or not (token.unit or token.numbers[0] >= 100):
            continue
        before = sentence.passage.text[max(sentence.start, token.start - _WINDOW) : token.start].casefold()
        before = before[max(before.rfind(c) for c in ';(') + 1 :]
        at, words = -1, 0
        for head, length in _HEADS:
            if (found := before.rfind(head)) > at:
                at, words = found, length
        if at >= 0:
            led[_unit(token), ' '.join(before[at:].split()[:words])].append(figure)
    for group in led.values():
        if 1 < len(group) <= _SERIES:
            for one, other in combinations(group, 2):
                if one.token.value != other.token.value and one.sentence is not other.sentence:
                    yield one, other, 0


_EVENTS = frozenset(
    'tổ ban cấp trao tặng kiểm thanh xử bắt tiếp khởi hỗ thẩm phê tuyên mở xảy điều vận lắp sửa trồng phạt duyệt khám'.split()
)


def _verdict(one: Telling, other: Telling, alike: int) -> Level | None:
    """How sure it is that two tellings are of the same measure; None where it is not."""
    if not _same_frame(one, other):
        return None
    if alike:
        return _of_slip(one, other, alike)
    if one.words != other.words or one.scope != other.scope or not (one.own and other.own):
        return None
    weight = size(one.words - WEAK)
    sure = weight >= 5 if one.token.unit else weight >= 6 and not _is_event(one)
    return Level.CANH_BAO if sure or (one.kind is Kind.UP and weight >= 2) else None


#: what a share is taken of, which one telling may name and another may not
_BASES = frozenset(('lao động', 'dân số', 'người', 'nhà nước', 'độ', 'tuổi', 'trẻ', 'em', 'địa phương'))


def _of_slip(one: Telling, other: Telling, alike: int) -> Level | None:
    """The same for figures whose digits differ by a slip."""
    left, right = one.words - WEAK - ACTORS, other.words - WEAK - ACTORS
    weight = size(left & right)
    if left == right:
        if weight >= (2 if alike >= 3 else 3):
            return Level.CANH_BAO if _is_event(one) or not (one.own and other.own) else Level.LOI
        growth = one.kind is other.kind is Kind.UP
        new = alike == 2 and bool({'mới', 'phát triển'} & one.words & other.words)
        said_again = alike >= 2 and _is_said_again(one, other)
        return Level.CANH_BAO if weight == 2 and (growth or new or said_again) else None
    if left < right or right < left:
        core = one.core - WEAK - ACTORS
        if alike >= 4 and core == other.core - WEAK - ACTORS and size(core) >= 3 and not _is_event(one):
            return Level.LOI
        if alike >= 3 and weight >= 3 and (left ^ right <= _BASES or _same_tail(one, other)):
            return Level.CANH_BAO
    return Level.CANH_BAO if alike >= 2 and _same_phrase(one, other, alike) else None


def _is_said_again(one: Telling, other: Telling) -> bool:
    """True where all words that lead to one figure in its sentence, six or more, lead to the other too, which may have
    others before them; never for two items of lists."""
    if one.year is None or (one.sentence.passage.sign and other.sentence.passage.sign):
        return False
    short, long = sorted(
        (t.sentence.passage.text[t.sentence.start : t.token.start].casefold().split() for t in (one, other)),
        key=len,
    )
    return len(short) >= 6 and long[-len(short) :] == short


def _same_phrase(one: Telling, other: Telling, alike: int) -> bool:
    """True where the very same words, five or more, lead to both figures, and what leads to these words does not tell
    the figures apart."""
    leads = [
        t.sentence.passage.text[max(t.sentence.start, t.token.start - 100) : t.token.start].casefold().split()
        for t in (one, other)
    ]
    common: set[str] = set()
    length = 0
    for a, b in zip(*map(reversed, leads), strict=False):
        if a != b:
            break
        common.add(a)
        length += 1
    if length < 5 or len(common - EMPTY) < 3 or _is_event(one):
        return False
    listed = one.sentence.passage.sign and other.sentence.passage.sign
    return one.words <= other.words or other.words <= one.words or (alike >= 4 and not listed)


def _same_tail(one: Telling, other: Telling) -> bool:
    """True where the very same words, six or more, follow both figures up to the end of the clause."""
    tails = [
        re.split(r'[.;,:()]', t.sentence.passage.text[t.token.stop : t.token.stop + 120], maxsplit=1)[0]
        .casefold()
        .split()
        for t in (one, other)
    ]
    return len(tails[0]) >= 6 and tails[0] == tails[1]


def _same_frame(one: Telling, other: Telling) -> bool:
    """True where kind, unit, time, stage and territory do not tell two figures apart."""
    if (
        one.kind is not other.kind
        or one.kind in (Kind.FROM, Kind.TIMES)
        or not same_unit(one.token, other.token)
    ):
        return False
    if one.period != other.period or (one.year != other.year and None not in (one.year, other.year)):
        return False
    if one.unit != other.unit:
        return False
    if one.stage is not other.stage and Stage.OPEN not in (one.stage, other.stage):
        return False
    return one.scope == other.scope or not one.scope or not other.scope


def _is_event(telling: Telling) -> bool:
    """True for a count of what happens again and again (lớp, cuộc, vụ), which may be told of two occasions."""
    return not telling.token.unit and bool(_EVENTS & telling.words) and 'tổng' not in telling.words


class _Series:
    """Which words lead to three values or more: they name a column, no single measure. Read once, when asked."""

    def __init__(self, told: Iterable[Figure], measures: Measures) -> None:
        self._told, self._measures = told, measures
        self._by_words: dict[frozenset[str], list[Telling]] | None = None

    def has(self, telling: Telling) -> bool:
        """True where figures of the same words and frame have three values or more."""
        if self._by_words is None:
            self._by_words = defaultdict(list)
            for figure in self._told:
                other = self._measures.of(figure) if figure.token.sort is Sort.AMOUNT else None
                if other is not None:
                    self._by_words[other.words].append(other)
        values = {telling.token.value}
        for other in self._by_words.get(telling.words, ()):
            if other.token.value not in values and _same_frame(other, telling):
                values.add(other.token.value)
                if len(values) > 2:
                    return True
        return False


def _conflict(first: Telling, second: Telling, code: str, level: Level) -> Conflict:
    where = "hai văn bản" if code == ACROSS else "hai chỗ"
    label = _label(second) or _label(first)
    same = f"Cùng một số liệu “{label}”" if label else "Cùng một số liệu"
    sure = "" if level is Level.LOI else "có vẻ "
    return Conflict(
        code,
        level,
        (second.spot, first.spot),
        f"{same} {sure}được nêu khác nhau ở {where}: {second.shown} ở đây, {first.shown} ở {_place(first.spot)}.",
        "Đối chiếu hai chỗ với số liệu gốc rồi sửa cho khớp; nếu là hai số liệu khác nhau (khác thời điểm, phạm vi)"
        " thì nói rõ trong câu.",
    )


def _label(telling: Telling) -> str:
    words = telling.label.strip(' *-–•+').split()
    return ' '.join(words[-12:])


def _place(spot: Spot) -> str:
    span = spot.passage.where.span(spot.start, spot.end)
    if span.line:
        return f"dòng {span.line}" if not span.place else span.place
    return span.place or "chỗ kia"
