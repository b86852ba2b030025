"""Plans said to be met or missed, against the figures that show it; changes told against both values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from baocao.checks import changes, plans
from baocao.checks.claimed import LOWER, Claim, claiming, claims, judged, listed, run
from baocao.checks.context import Context
from baocao.checks.measures import Figure, Kind, Measures, Telling, size
from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.tokens import PERCENT, Sort, Token, same_unit
from baocao.checks.words import WEAK
from baocao.errors import Level

INSIDE = 'SL251'
#: what is compared with the plans of other papers
collect, compare = plans.collect, plans.compare
_REMEDY = "Đối chiếu số liệu với kế hoạch được giao, rồi sửa số liệu hoặc lời đánh giá."


def check(paper: Paper) -> Iterator[Conflict]:
    """Claims that the figures beside them, or the same measure elsewhere in the paper, contradict; changes told with
    both values that do not give them."""
    yield from changes.check(paper)
    made = [claim for sentence in claiming(paper) for claim in claims(sentence)]
    for claim in made:
        beside = tuple(run(claim))
        yield from _percent(claim, beside)
        yield from _plan_in_brackets(claim, beside)
    yield from _elsewhere(made, paper)


# --- figures in the sentence of the claim ---

_PLAN_AFTER = re.compile(
    r'\s*(?:so\s+với\s+)?(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch|KHV?|dự\s+toán|nghị\s+quyết)(?!\w)(?!\s+vay)',
    re.IGNORECASE,
)
_PLAN_BEFORE = re.compile(
    r'(?:\(|/|so\s+với|,)\s*(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch|KH|dự\s+toán)(?:\s+(?:năm|giao|đề\s+ra|là|tỉnh|huyện|được)){0,3}\s*:?\s*$',
    re.IGNORECASE,
)


def _percent(claim: Claim, beside: Sequence[Token]) -> Iterator[Conflict]:
    text = claim.sentence.passage.text
    rates = [
        t
        for t in beside
        if t.sort is Sort.AMOUNT
        and t.unit == PERCENT
        and t.hedge != 'vượt'
        and _PLAN_AFTER.match(text, t.end)
    ]
    rates = [
        t
        for t in rates
        if not re.search(r'(?:vượt|tăng|giảm|thấp\s+hơn|cao\s+hơn|hụt|thiếu|còn)\s*$', text[: t.start][-12:])
    ]
    if not rates or LOWER.search(
        text, max(claim.sentence.start, min(rates[0].start, claim.start) - 120), max(claim.end, rates[-1].end)
    ):
        return
    wrong = [t for t in rates if (t.value < 100 if claim.met else t.value >= 100)]
    if len(wrong) == len(rates):
        rate = wrong[0]
        side = "chưa tới 100%" if claim.met else "từ 100% trở lên"
        yield Conflict(
            INSIDE,
            Level.LOI,
            (claim.spot, Spot(claim.sentence.passage, rate.start, rate.end)),
            f"Câu ghi “{_flat(claim.spot.text)}” nhưng {rate.text} {_flat(_plan_words(text, rate))} là {side}.",
            _REMEDY,
        )


def _plan_words(text: str, rate: Token) -> str:
    found = _PLAN_AFTER.match(text, rate.end)
    return found[0] if found else ''


_REDUCED = re.compile(r'giảm\s+(?:được\s+)?$', re.IGNORECASE)


def _plan_in_brackets(claim: Claim, beside: Sequence[Token]) -> Iterator[Conflict]:
    """`giảm 144 hộ nghèo (kế hoạch 98), vượt kế hoạch`: a plan told right after its result."""
    text = claim.sentence.passage.text
    ordered = sorted((t for t in claim.sentence.tokens if t.sort is Sort.AMOUNT), key=lambda t: t.start)
    for result, plan in pairwise(ordered):
        if plan not in beside or not _PLAN_BEFORE.search(text, result.stop, plan.start):
            continue
        if plan.hedge or not (
            same_unit(result, plan) or (not plan.unit and not plan.noun and plan.scale == 1 == result.scale)
        ):
            continue
        lead = text[max(claim.sentence.start, result.start - 90) : result.stop]
        lower = bool(LOWER.search(lead)) and not _REDUCED.search(
            text, max(0, result.start - 14), result.start
        )
        reached = result.value <= plan.value if lower else result.value >= plan.value
        surpassed = reached and result.value != plan.value
        if claim.met != (surpassed if claim.strict else reached):
            yield _against_plan(claim, result, plan, reached, INSIDE)


def _against_plan(claim: Claim, result: Token, plan: Token, reached: bool, code: str) -> Conflict:
    passage = claim.sentence.passage
    sense = "đạt" if reached else "không đạt"
    return Conflict(
        code,
        Level.LOI,
        (claim.spot, Spot(passage, result.start, result.end), Spot(passage, plan.start, plan.end)),
        f"Câu ghi “{_flat(claim.spot.text)}” nhưng kết quả {result.text} so với kế hoạch {plan.text} là {sense} kế hoạch.",
        _REMEDY,
    )


def _flat(text: str) -> str:
    return ' '.join(text.split())


# --- the measure of the claim elsewhere ---

#: words of a telling of percent of plan that name its giver
_GIVERS = frozenset(
    (
        'kế hoạch',
        'dự toán',
        'mục tiêu',
        'hđnd',
        'ubnd',
        'nghị',
        'quyết',
        'trung ương',
        'nhà nước',
        'hội',
        'đồng',
        'bộ',
    )
)


def _elsewhere(made: Sequence[Claim], paper: Paper) -> Iterator[Conflict]:
    """Claims without figures against the percentages of plan that the paper tells of the same measure."""
    bare = [(claim, words) for claim in made for words in (judged(claim), *listed(claim)) if size(words) >= 2]
    if not bare:
        return
    heads = {word.split()[0] for _, words in bare for word in words - WEAK - _GIVERS}
    measures = Measures()
    told = [
        telling
        for sentence in paper.sentences
        for token in sentence.tokens
        if token.unit == PERCENT and _may_be_of_plan(sentence, token, heads)
        if (telling := measures.of(Figure(sentence, token, Context()))) and telling.kind is Kind.OF_PLAN
    ]
    for claim, words in bare:
        wanted = words - WEAK - _GIVERS
        same = [t for t in told if t.words - WEAK - _GIVERS == wanted and t.sentence is not claim.sentence]
        wrong = [t for t in same if (t.token.value < 100 if claim.met else t.token.value >= 100)]
        if same and wrong == same and not LOWER.search(' '.join(wanted)):
            yield _against_rate(claim, wrong[0])


def _may_be_of_plan(sentence: Sentence, token: Token, heads: set[str]) -> bool:
    """False where a figure is surely no percentage of plan of a measure that begins with one of these words."""
    text = sentence.passage.text
    if not _PLAN_AFTER.match(text, token.end):
        return False
    lead = text[max(sentence.start, token.start - 250) : token.start].casefold()
    return 'nsnn' in lead or not heads.isdisjoint(lead.split())


def _against_rate(claim: Claim, rate: Telling) -> Conflict:
    span = rate.spot.passage.where.span(rate.spot.start, rate.spot.end)
    side = "chưa tới 100%" if claim.met else "từ 100% trở lên"
    place = (
        f" ở dòng {span.line}" if span.line and not span.place else f" ở {span.place}" if span.place else ""
    )
    return Conflict(
        INSIDE,
        Level.LOI,
        (claim.spot, rate.spot),
        f"Ở đây ghi “{_flat(claim.spot.text)}” nhưng “{_flat(rate.label)}”{place} là {rate.shown} kế hoạch, {side}.",
        _REMEDY,
    )
