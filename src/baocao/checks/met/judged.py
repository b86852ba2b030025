"""Plans said to be met or missed, against the figures that show it; changes told against both values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from baocao.checks.met import bases, changes, plans
from baocao.checks.met.claimed import LOWER, Claim, claiming, claims, givers, run, subjects
from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.reading.context import Context, title_period
from baocao.checks.reading.identity import identity
from baocao.checks.reading.measures import Figure, Kind, Measures, Telling, size
from baocao.checks.reading.tokens import PERCENT, Sort, Token, same_unit
from baocao.checks.reading.words import WEAK
from baocao.errors import Level
from baocao.regexes import regex

INSIDE = 'SL251'
#: what is compared with the plans of other papers
collect, compare = plans.collect, plans.compare
_REMEDY = "Đối chiếu số liệu với kế hoạch được giao, rồi sửa số liệu hoặc lời đánh giá."


def check(paper: Paper) -> Iterator[Conflict]:
    """Claims that the figures beside them, or the same measure elsewhere in the paper, contradict; changes told with
    both values that do not give them."""
    yield from changes.check(paper)
    yield from bases.check(paper)
    made = [claim for sentence in claiming(paper) for claim in claims(sentence)]
    for claim in made:
        beside = tuple(run(claim))
        yield from _percent(claim, beside)
        yield from _plan_in_brackets(claim, beside)
    yield from _elsewhere(made, paper)


# --- figures in the sentence of the claim ---

_PLAN_AFTER = regex(
    r'\s*(?:so\s+với\s+)?(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch|KHV?|dự\s+toán|nghị\s+quyết)(?!\w)(?!\s+vay)',
    re.IGNORECASE,
)
_PLAN_BEFORE = regex(
    r'(?:\(|/|so\s+với|,)\s*(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch|KH|dự\s+toán)'
    r'(?:\s+(?:năm|giao|đề\s+ra|là|tỉnh|huyện|được|giảm|còn|tăng|đạt)){0,3}\s*:?\s*$',
    re.IGNORECASE,
)
#: a plan told first: Kế hoạch tạo việc làm cho 6.000 lao động; thực hiện 5.450 lao động
_PLAN_FIRST = regex(
    r'(?:^|[;.(])\W*(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu)(?:\s+[^\W\d_]+){0,9}[:\s]+$', re.IGNORECASE
)
_THEN = regex(
    r'[;,]\s*(?:đã\s+|ước\s+)?(?:thực\s+hiện|kết\s+quả|đến\s+nay|đạt)(?:\s+(?:được|có|đã|là|đạt))*\s+$',
    re.IGNORECASE,
)


def _percent(claim: Claim, beside: Sequence[Token]) -> Iterator[Conflict]:
    """Percentages of plan, and pairs of result and plan, that do not bear the claim out."""
    text = claim.sentence.passage.text
    rates = [t for t in beside if _is_of_plan(text, t) and _of_one_giver(text, claim, t)]
    if not rates or _is_lower(claim, rates):
        return
    wrong = [t for t in rates if (_share(t) < 100 if claim.met else _share(t) >= 100)]
    if len(wrong) == len(rates):
        rate = wrong[0]
        side = "chưa tới 100%" if claim.met else "từ 100% trở lên"
        shown = f"{_flat(text[rate.start : rate.stop])} {_flat(_plan_words(text, rate))}"
        yield Conflict(
            INSIDE,
            Level.LOI,
            (claim.spot, Spot(claim.sentence.passage, rate.start, rate.end)),
            f"Câu ghi “{_flat(claim.spot.text)}” nhưng {shown} là {side}.",
            _REMEDY,
        )


_MORE = regex(r'(?:vượt|tăng|giảm|thấp\s+hơn|cao\s+hơn|hụt|thiếu|còn)\s*$', re.IGNORECASE)


def _is_of_plan(text: str, token: Token) -> bool:
    """True for a percentage of plan and for a pair of result and plan."""
    if not _PLAN_AFTER.match(text, token.stop):
        return False
    if token.sort is Sort.PAIR:
        return token.numbers[1] > 0
    return (
        token.sort is Sort.AMOUNT
        and token.unit == PERCENT
        and token.hedge != 'vượt'
        and not _MORE.search(text, max(0, token.start - 12), token.start)
    )


def _share(token: Token) -> Decimal:
    return token.numbers[0] / token.numbers[1] * 100 if token.sort is Sort.PAIR else token.value


def _of_one_giver(text: str, claim: Claim, rate: Token) -> bool:
    """True where claim and percentage do not name the plans of two givers."""
    one, other = givers(text, claim.end), givers(text, rate.stop)
    return not one or not other or bool(one & other)


def _is_lower(claim: Claim, rates: Sequence[Token]) -> bool:
    start = min(claim.start, *(t.start for t in rates)) - 120
    end = max(claim.end, *(t.stop for t in rates))
    return LOWER.search(claim.sentence.passage.text, max(claim.sentence.start, start), end) is not None


def _plan_words(text: str, rate: Token) -> str:
    found = _PLAN_AFTER.match(text, rate.stop)
    return found[0] if found else ''


_REDUCED = regex(r'giảm\s+(?:được\s+)?$', re.IGNORECASE)


def _plan_in_brackets(claim: Claim, beside: Sequence[Token]) -> Iterator[Conflict]:
    """`giảm 144 hộ nghèo (kế hoạch 98), vượt kế hoạch`: a plan told right after its result."""
    text = claim.sentence.passage.text
    ordered = [t for t in claim.sentence.tokens if t.sort is Sort.AMOUNT]
    for one, other in pairwise(ordered):
        couple = _result_and_plan(claim.sentence, one, other)
        if couple is None or not {one, other} & {*beside}:
            continue
        result, plan = couple
        if plan.hedge not in ('', 'dưới') or not _comparable(result, plan):
            continue
        lead = text[max(claim.sentence.start, result.start - 90) : result.stop]
        reduced = _REDUCED.search(text, max(0, result.start - 14), result.start)
        lower = LOWER.search(lead) is not None and reduced is None and not _is_size(claim)
        if plan.hedge and (not lower or result.value == plan.value):
            continue
        reached = result.value <= plan.value if lower else result.value >= plan.value
        surpassed = reached and result.value != plan.value
        if claim.met != (surpassed if claim.strict else reached):
            yield _against_plan(claim, result, plan, reached, INSIDE)


def _is_size(claim: Claim) -> bool:
    """True for a claim that only compares: `thấp hơn kế hoạch` is a success of what is better the smaller it is."""
    return claim.spot.text.casefold().startswith('thấp')


def _result_and_plan(sentence: Sentence, one: Token, other: Token) -> tuple[Token, Token] | None:
    """Which of two neighbours is the result and which its plan; None where they are not such a couple."""
    text = sentence.passage.text
    between = text[one.stop : other.start]
    if (
        _PLAN_BEFORE.search(between)
        or _is_plan_of_claim(text, one, other)
        or (between.strip() == '/' and _PLAN_AFTER.match(text, other.stop))
    ):
        return one, other
    if _THEN.search(between) and _PLAN_FIRST.search(text[max(0, sentence.start) : one.start]):
        return other, one
    return None


_CLAIMED_PLAN = regex(
    r'[^;().\d]{0,25},\s*(?:và\s+)?(?:không\s+đạt|chưa\s+đạt|thấp\s+hơn|đạt|(?:đạt\s+và\s+)?vượt)\s+(?:so\s+với\s+)?'
    r'(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|dự\s+toán)(?:\s+(?:năm|giao|đề\s+ra|được|cả))*\s*\(\s*(?:(?:là|còn|đạt)\s+)?(?:dưới\s+)?',
    re.IGNORECASE,
)


def _is_plan_of_claim(text: str, result: Token, plan: Token) -> bool:
    """True for `56,8 triệu đồng, vượt kế hoạch (58 triệu đồng)`: the plan alone in brackets right behind the claim."""
    told = _CLAIMED_PLAN.fullmatch(text, result.stop, plan.start)
    return told is not None and text[plan.stop : plan.stop + 1] == ')'


def _comparable(result: Token, plan: Token) -> bool:
    return same_unit(result, plan) or (not plan.unit and not plan.noun and plan.scale == 1 == result.scale)


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
    bare = [(claim, words) for claim in made for words in subjects(claim) if size(words) >= 2]
    if title_period(paper):  # a claim of the whole year is no claim of its part
        bare = [(claim, words) for claim, words in bare if not claim.met]
    if not bare:
        return
    wanted_words = [words - WEAK - _GIVERS for _, words in bare]
    measures = Measures()
    told = [
        telling
        for sentence in paper.with_numerals
        for token in sentence.tokens
        if token.unit == PERCENT and _may_be_of_plan(sentence, token, wanted_words)
        if (telling := measures.of(Figure(sentence, token, Context()))) and telling.kind is Kind.OF_PLAN
    ]
    for claim, words in bare:
        wanted = words - WEAK - _GIVERS
        same = [t for t in told if t.words - WEAK - _GIVERS == wanted and t.sentence is not claim.sentence]
        wrong = [t for t in same if (t.token.value < 100 if claim.met else t.token.value >= 100)]
        if same and wrong == same and not LOWER.search(' '.join(wanted)):
            if identity(paper).loai in plans.PLANS:
                return
            yield _against_rate(claim, wrong[0])


def _may_be_of_plan(sentence: Sentence, token: Token, wanted: Sequence[frozenset[str]]) -> bool:
    """False where a figure is surely no percentage of plan of a measure of these words."""
    text = sentence.passage.text
    if not _PLAN_AFTER.match(text, token.end):
        return False
    lead = text[max(sentence.start, token.start - 250) : token.start].casefold()
    lead = lead.replace('nsnn', 'ngân sách')
    return any(all(word in lead for word in words) for words in wanted)


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
