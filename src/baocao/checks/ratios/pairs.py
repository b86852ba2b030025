"""Done over total against the percentage that is said of it.

A percentage belongs to a pair that stands right before it (`22/23 vụ, đạt 95,65%`) or right behind it in brackets
(`tỷ lệ 95,65% (22/23 vụ)`); nothing pairs across a semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.ratios.columns import check_columns
from baocao.checks.ratios.exceeding import exceeding
from baocao.checks.ratios.said import MOVED, OTHER_BASE, Ratio, ahead, behind, leads
from baocao.checks.reading.fit import Fit, divides, rounded
from baocao.checks.reading.tokens import PER_MILLE, PERCENT, Sort, Token, same_unit
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number


def check(paper: Paper) -> Iterator[Conflict]:
    """The percentages that do not fit their done and total, in the text and in the columns of tables."""
    for sentence in paper.with_numerals:
        if any(t.sort is Sort.PAIR and not t.is_rate for t in sentence.tokens):
            yield from exceeding(sentence)
        # a percentage alone, as in most cells of tables, is of nothing
        if len(sentence.tokens) > 1 and any(t.sort is Sort.AMOUNT and t.is_rate for t in sentence.tokens):
            yield from _rates(sentence)
    yield from check_columns(paper)


def _rates(sentence: Sentence) -> Iterator[Conflict]:
    ratios = tuple(_ratios(sentence))
    taken: set[int] = set()
    for position, ratio in enumerate(ratios):
        before = _run(sentence, ratios, position)
        if rates := behind(sentence, ratio):
            taken.add(rates[0].start)
            if not _of_first_whole(sentence, rates[0], ratio, ratios[:position]):
                yield from _judged(sentence, ratio, rates, before)
    for ratio in ratios:
        rate = ahead(sentence, ratio)
        if rate and rate.start not in taken and not behind(sentence, ratio):
            taken.add(rate.start)
            yield from _judged(sentence, ratio, (rate,), ())
    for token in sentence.tokens:
        if token.sort is Sort.AMOUNT and token.unit == PERCENT and token.start not in taken:
            yield from _of_the_whole(sentence, token)


_OF_ALL = regex(r'\s*(?:so\s+với\s+|trên\s+)?tổng\s+số\s', re.IGNORECASE)


def _of_first_whole(sentence: Sentence, rate: Token, ratio: Ratio, before: Sequence[Ratio]) -> bool:
    """True for `có mặt 6/7 thành viên; 6/6 thành viên nhất trí (bằng 85,7% tổng số thành viên)`."""
    return _OF_ALL.match(sentence.passage.text, rate.end) is not None and any(
        one.noun == ratio.noun and one._replace(done=ratio.done).fit(rate) is Fit.GOOD for one in before
    )


def _ratios(sentence: Sentence) -> Iterator[Ratio]:
    """What the sentence divides: pairs, and two amounts that words join as done and total."""
    tokens, text = sentence.tokens, sentence.passage.text
    for at, token in enumerate(tokens):
        if token.is_exact and divides(token):
            yield _of_pair(token, at)
        elif token.sort is Sort.AMOUNT and not token.is_rate and at + 1 < len(tokens):
            after = tokens[at + 1]
            if after.sort is not Sort.AMOUNT or after.is_rate or not after.numbers[0]:
                continue
            joint = _JOINT.fullmatch(text, token.stop, after.start)
            alike = (
                same_unit(token, after) or not (token.unit or token.noun) or not (after.unit or after.noun)
            )
            exact = token.is_exact and (after.is_exact or bool(joint and joint['on']))
            if joint and alike and exact and not MOVED.search(text, max(0, token.start - 16), token.start):
                yield _of_two(token, after, at, at + 1)


#: what joins done and total: `22 vụ trên tổng số 23 vụ`, `22 trên 23`, `22 vụ/23 vụ`, `6.350 (kế hoạch 6.000)`
_PLAN = r'(?:kế\s+hoạch|KHV?|dự\s+toán|chỉ\s+tiêu)'
_JOINT = regex(
    r'[^\d;,()]{0,30}?(?:(?:trên|trong|/)\s*(?:tổng\s+số|tổng|số)[^\d;,()]{0,30}?'
    rf'|\s(?P<on>trên)\s+|/|/\s*{_PLAN}\s+|\s*\(\s*{_PLAN}[^\d;,()]{{0,25}}?)\s*',
    re.IGNORECASE,
)
#: how many zeros a word of money stands for
_POWERS = {'tỷ': 9, 'tỉ': 9, 'triệu': 6, 'nghìn': 3}
_INNER_UNIT = regex(r'(?P<word>tỷ|tỉ|triệu|nghìn)\s*đồng\s?/', re.IGNORECASE)


def _of_pair(token: Token, at: int) -> Ratio:
    done, total = token.numbers
    inner = _INNER_UNIT.search(token.text)
    power = Decimal(1).scaleb(_POWERS[inner['word'].lower()]) if inner and token.unit else token.scale
    halves = [Decimal(5).scaleb(-d - 1) if token.unit or d else Decimal(0) for d in token.decimals]
    return Ratio(
        done * power,
        total * token.scale,
        (halves[0] * power, halves[1] * token.scale),
        token.start,
        token.stop,
        token.text,
        at,
        at,
        token.noun,
    )


def _of_two(done: Token, total: Token, first: int, last: int, sure: bool = True) -> Ratio:
    slack = tuple(t.half if t.unit or t.decimals[0] else Decimal(0) for t in (done, total))
    scales = (done.scale, total.scale) if done.unit == total.unit else (Decimal(1), Decimal(1))
    return Ratio(
        done.numbers[0] * scales[0],
        total.numbers[0] * scales[1],
        (slack[0], slack[1]),
        min(done.start, total.start),
        max(done.stop, total.stop),
        f'{done.text}/{total.text}',
        first,
        last,
        total.noun or done.noun,
        sure,
    )


def _run(sentence: Sentence, ratios: Sequence[Ratio], position: int) -> tuple[Ratio, ...]:
    """The ratios right before one that share what is said behind them: `22/23 và 16/16 vụ, đạt ...`."""
    run: list[Ratio] = []
    text, later = sentence.passage.text, ratios[position]
    for ratio in reversed(ratios[:position]):
        if ratio.last + 1 != later.first or ';' in text[ratio.stop : later.start]:
            break
        run.append(ratio)
        later = ratio
    return tuple(reversed(run))


def _judged(
    sentence: Sentence, ratio: Ratio, rates: tuple[Token, ...], before: tuple[Ratio, ...]
) -> Iterator[Conflict]:
    """What is wrong with the percentages behind a ratio, or behind a run of ratios that ends with it."""
    run = (*before, ratio)
    if len(run) == len(rates) > 1:
        for one, rate in zip(run, rates, strict=True):
            if one.fit(rate) is not Fit.GOOD:
                yield from _conflict(sentence, one, rate, one.fit(rate), one.sure)
        return
    found = ratio.fit(rates[0])
    if found is Fit.GOOD or any(ratio.fit(rate) is Fit.GOOD for rate in rates[1:]):
        return
    if before and any(one.fit(rates[0]) is Fit.GOOD for one in (*before, _sum(run))):
        return
    yield from _conflict(sentence, ratio, rates[0], found, ratio.sure and not before)


def _sum(run: tuple[Ratio, ...]) -> Ratio:
    first = run[0]
    done, total = sum((r.done for r in run), Decimal(0)), sum((r.total for r in run), Decimal(0))
    return Ratio(done, total, first.slack, first.start, first.stop, '', first.first, first.last)


def _conflict(sentence: Sentence, ratio: Ratio, rate: Token, found: Fit, sure: bool) -> Iterator[Conflict]:
    passage = sentence.passage
    whole = 1000 if rate.unit == PER_MILLE else 100
    exact = format_number(rounded(ratio.done * whole / ratio.total, rate.decimals[0]), rate.decimals[0])
    spots = (Spot(passage, rate.start, rate.end), Spot(passage, ratio.start, ratio.stop))
    if found is Fit.CUT:
        yield Conflict(
            'SL202',
            Level.CANH_BAO,
            spots,
            f"{ratio.shown} = {exact}{rate.unit} khi làm tròn, ở đây ghi {rate.text} (cắt bớt số lẻ).",
            f"Ghi {exact}{rate.unit} nếu các tỷ lệ khác trong văn bản được làm tròn.",
        )
        return
    certain = sure and found is Fit.WRONG
    yield Conflict(
        'SL201' if certain else 'SL202',
        Level.LOI if certain else Level.CANH_BAO,
        spots,
        f"{ratio.shown} = {exact}{rate.unit}, không phải {rate.text}.",
        f"So lại {ratio.shown} và tỷ lệ {rate.text} với số liệu gốc, rồi sửa số sai.",
    )


_WHOLE_BEFORE = regex(
    r'(?<!\w)(?:tổng\s+(?:số|cộng)|trong(?!\s+(?:số\s+)?đó(?!\w))(?:\s+(?:tổng\s+)?số)?)(?:\s+[^\W\d_]+){0,5}:?\s*$|(?<!\w)tổng\s[^\d;()]{0,60}$',
    re.IGNORECASE,
)
_PLAN_BEFORE = regex(rf'(?<!\w){_PLAN}(?!\w)[^,;()\d%]{{0,40}}$', re.IGNORECASE)
_RESULT_BEFORE = regex(
    r'(?<!\w)(?:thực\s+hiện|giải\s+ngân|kết\s+quả|đã|đạt|giải\s+quyết|hoàn\s+thành)(?!\w)[^,;()\d%]{0,40}$',
    re.IGNORECASE,
)
_PLAN_BEHIND = regex(
    rf'\s*(?:so\s+(?:với\s+)?)?{_PLAN}[^,;()\d]{{0,40}}?(?:\(\s*(?:{_PLAN}[^,;()\d]{{0,20}}?)?|\slà\s+)(?:là\s+)?:?\s*',
    re.IGNORECASE,
)
_BARE_END = regex(
    rf'\s*(?:[*_]*\s*[.,;:)]|$|trên\s+tổng\s+số|tổng\s+số|{_PLAN}\s*(?:năm|vốn|giao|đề\s+ra)?\s*(?:[.,;:)]|$)|và\s)',
    re.IGNORECASE,
)


def _of_the_whole(sentence: Sentence, rate: Token) -> Iterator[Conflict]:
    """What is wrong with a percentage behind an amount whose whole or plan the clause has named before."""
    text, tokens = sentence.passage.text, sentence.tokens
    at = tokens.index(rate)
    done = tokens[at - 1] if at else rate
    plain = done.sort is Sort.AMOUNT and not done.is_rate and done.is_exact and rate.is_exact
    if not plain or not leads(text, done.start, done.stop, rate.start) or OTHER_BASE.match(text, rate.end):
        return
    after = tokens[at + 1] if at + 1 < len(tokens) else rate
    if after is not rate and same_unit(done, after) and _PLAN_BEHIND.fullmatch(text, rate.end, after.start):
        candidates = [(at + 1, after)]
    elif _BARE_END.match(text, rate.end):
        of_plan = _PLAN_WORD.match(text, rate.end) is not None
        candidates = list(_named_wholes(sentence, at - 1, done, of_plan))
    else:
        return
    wholes = [_of_two(done, total, at - 1, at - 1) for _, total in candidates if total.numbers[0]]
    chain = [t for t in tokens[: at - 1] if t.sort is Sort.AMOUNT and not t.is_rate and same_unit(t, done)]
    others = [_of_two(done, t, at - 1, at - 1) for t in chain if t.numbers[0]]
    if not wholes or any(ratio.fit(rate) is Fit.GOOD for ratio in (*wholes, *others)):
        return
    sure = len(wholes) == 1 and len(chain) <= 1
    yield from _conflict(sentence, wholes[-1], rate, wholes[-1].fit(rate), sure)


_PLAN_WORD = regex(rf'\s*{_PLAN}(?!\w)', re.IGNORECASE)


def _named_wholes(sentence: Sentence, last: int, done: Token, of_plan: bool) -> Iterator[tuple[int, Token]]:
    """The amounts before one, in its clause, that words call the plan or (not `of_plan`) the whole."""
    text = sentence.passage.text
    result = _RESULT_BEFORE.search(text, sentence.start, done.start) is not None
    for at, token in enumerate(sentence.tokens[:last]):
        if token.sort is not Sort.AMOUNT or not token.is_exact or not same_unit(token, done):
            continue
        begin = max(sentence.start, sentence.tokens[at - 1].stop if at else 0)
        planned = result and _PLAN_BEFORE.search(text, begin, token.start)
        whole = not of_plan and token.value >= done.value and _WHOLE_BEFORE.search(text, begin, token.start)
        part = not of_plan and token.value >= done.value and _is_part(sentence, token, done)
        if (planned or whole or part) and ';' not in text[token.stop : done.start]:
            yield at, token


_SELECTED = regex(
    r'\s*(?:\([^()]*\)\s*)?,?\s*\(?trong\s+(?:số\s+)?đó\s*[:,]?\s*(?:có\s+)?[^\d;.():]{0,40}', re.IGNORECASE
)
_SHARE = regex(r'\s*[,(]?\s*chiếm\s+(?:(?:tỷ|tỉ)\s+(?:lệ|trọng)\s+)?\d', re.IGNORECASE)


def _is_part(sentence: Sentence, whole: Token, part: Token) -> bool:
    """True for `286 đảng viên, trong đó nữ 98 đảng viên, chiếm 34,3%`: the first part told of a whole, and its share."""
    text = sentence.passage.text
    return bool(_SELECTED.fullmatch(text, whole.stop, part.start) and _SHARE.match(text, part.stop))
