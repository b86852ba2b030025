"""Claims of a report against the plan that another paper of its folder sets for the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from baocao.checks.met.claimed import LOWER, Claim, claiming, claims, run, subjects
from baocao.checks.model import Conflict, Paper, Spot
from baocao.checks.reading.context import area, title_period
from baocao.checks.reading.identity import identity
from baocao.checks.reading.measures import Figure, Kind, Measures, Telling, figures, size
from baocao.checks.reading.tokens import Sort, same_unit
from baocao.checks.reading.words import ACTORS, WEAK
from baocao.errors import Level

CODE = 'SL252'


class Told(NamedTuple):
    """What a paper tells that plans and claims are compared by: the territory and the year it is of (empty and None
    where it does not tell), its figures, and the claims of a report with the words of what they judge."""

    name: str
    area: str
    year: int | None
    plans: bool
    figures: tuple[Figure, ...]
    claims: tuple[tuple[Claim, frozenset[str]], ...]


def collect(paper: Paper) -> tuple[Told, ...]:
    """What a plan or a report of a whole year tells; nothing for papers of a part of the year."""
    head = identity(paper)
    if title_period(paper):
        return ()
    plans = head.loai in PLANS
    made = () if plans else tuple(_made(paper))
    if not plans and not made:
        return ()
    return (Told(paper.prose.name, area(head.co_quan), head.nam, plans, figures(paper), made),)


#: the types of papers that set plans
PLANS = ("quyết định", "kế hoạch", "nghị quyết", "chỉ thị", "chương trình")


def _made(paper: Paper) -> Iterator[tuple[Claim, frozenset[str]]]:
    for sentence in claiming(paper):
        for claim in claims(sentence):
            for words in subjects(claim):
                yield claim, words


def compare(papers: Sequence[tuple[Told, ...]]) -> Iterator[Conflict]:
    """Claims of reports that the plan of the year and the result told do not bear out."""
    told = [one for paper in papers for one in paper]
    plans = [one for one in told if one.plans]
    measures = Measures()
    planned: dict[tuple[int | None, str], _Planned] = {}
    for report in told:
        if report.plans or not plans or not report.claims:
            continue
        frame = report.year, report.area
        if frame not in planned:
            planned[frame] = _planned(report, plans, measures)
        if planned[frame]:
            yield from _judged(report, planned[frame], measures)


#: what plans tell, by the words of the measure
_Planned = Mapping[frozenset[str], Sequence[Telling]]
#: more plans than these of one year and one area are not those of one office
_MOST_PLANS = 60


def _planned(report: Told, plans: Sequence[Told], measures: Measures) -> _Planned:
    """What the plans of the year and the area of a report tell."""
    own = [one for one in plans if _one_year(one.year, report.year) and _one_area(one, report)]
    found: dict[frozenset[str], list[Telling]] = defaultdict(list)
    for one in own[:_MOST_PLANS]:
        for figure in one.figures:
            telling = measures.of(figure)
            if telling and _one_year(telling.year, report.year):
                found[_bare(telling.words)].append(telling)
    return found


def _one_year(one: int | None, other: int | None) -> bool:
    return one == other or one is None or other is None


def _one_area(one: Told, other: Told) -> bool:
    return one.area == other.area or not one.area or not other.area


def _judged(report: Told, planned: _Planned, measures: Measures) -> Iterator[Conflict]:
    results = [t for f in report.figures if (t := measures.of(f)) and _one_year(t.year, report.year)]
    said: set[tuple[int, int, int]] = set()
    for claim, words in report.claims:
        for result in _results(claim, words, results):
            plan = _plan(result, planned)
            at = (id(claim.sentence), claim.start, result.token.start)
            if plan is not None and at not in said and _is_wrong(claim, result, plan):
                said.add(at)
                yield _conflict(claim, result, plan)


def _results(claim: Claim, words: frozenset[str], results: Sequence[Telling]) -> Iterator[Telling]:
    """The results that a claim judges: those right beside it, or those of the measure it names."""
    beside = {t.start for t in run(claim)}
    for result in results:
        if beside:
            if result.sentence.passage is claim.sentence.passage and result.token.start in beside:
                yield result
        elif size(words) >= 2 and _bare(result.words) == _bare(words):
            yield result


def _bare(words: frozenset[str]) -> frozenset[str]:
    return words - WEAK - ACTORS


def _plan(result: Telling, planned: _Planned) -> Telling | None:
    """The plan of a result where the plan tells exactly one value of its measure."""
    wanted = _bare(result.words)
    same = [
        plan
        for plan in planned.get(wanted, ())
        if plan.kind is result.kind
        and plan.token.sort is Sort.AMOUNT is result.token.sort
        and same_unit(plan.token, result.token)
        and plan.period == result.period
        and _one_year(plan.year, result.year)
        and (plan.scope == result.scope or not plan.scope or not result.scope)
    ]
    if not wanted or len({plan.token.value for plan in same}) != 1:
        return None
    return same[0]


def _is_wrong(claim: Claim, result: Telling, plan: Telling) -> bool:
    if result.kind not in (Kind.LEVEL, Kind.UP, Kind.DOWN):
        return False
    measure = ' '.join(result.words)
    lower = plan.token.hedge in ('<', '≤', 'dưới', 'không quá', 'tối đa')
    lower = lower or (result.kind is not Kind.DOWN and LOWER.search(measure) is not None)
    reached, planned = result.token.value, plan.token.value
    if reached == planned:
        return False
    return claim.met != (reached < planned if lower else reached > planned)


def _conflict(claim: Claim, result: Telling, plan: Telling) -> Conflict:
    words = ' '.join(claim.spot.text.split())
    name = plan.spot.passage.where.span(plan.spot.start, plan.spot.end).file
    return Conflict(
        CODE,
        Level.LOI,
        (claim.spot, Spot(result.sentence.passage, result.token.start, result.token.end), plan.spot),
        f"Báo cáo ghi “{words}” nhưng kết quả là {result.shown}, còn kế hoạch trong {name} là {plan.shown}.",
        "Đối chiếu kết quả và kế hoạch được giao, rồi sửa số liệu hoặc lời đánh giá.",
    )
