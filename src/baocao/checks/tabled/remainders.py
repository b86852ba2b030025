"""What is left of a total: total less done makes what the sentence says is left (còn)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper, Sentence, Spot, once
from baocao.checks.reading.fit import divides
from baocao.checks.reading.tokens import Sort, Token, same_unit
from baocao.checks.tabled.judged_rows import CERTAIN, DOUBT
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

_LEFT = regex(
    r'(?:^|[,;.()]|(?<!\w)(?:và|nay|hiện|vẫn|số|vốn)(?!\w))\s*còn\s+(?P<firm>lại\s+)?(?:phải\s+(?:giải\s+ngân|thực\s+hiện)\s+)?(?:là\s+|có\s+)?$',
    re.IGNORECASE,
)
#: what is still to be done with what is left
_OPEN = regex(
    r'(?:\s+[^\W\d_]+){0,4}?\s+(?:phải|cần|(?P<some>chưa|đang|sẽ|chuyển|tiếp\s+tục))(?!\w)|\s*(?:trong\s+\d+\s+tháng[^.;,]*)?(?:[.;,)]|$)',
    re.IGNORECASE,
)
#: what is left of something else
_OTHERS = regex(
    r'[^;.,()]{0,30}(?<!\w)(?:của|(?:năm|kỳ)\s+trước|kéo\s+dài|chuyển\s+(?:nguồn|sang))(?!\w)', re.IGNORECASE
)


class _Whole(NamedTuple):
    """A total and what is done of it: values in their unit, how far rounding may have moved each, the spots."""

    done: Decimal
    total: Decimal
    slack: Decimal
    spots: tuple[Spot, ...]
    shown: str

    @property
    def left(self) -> Decimal:
        """Total less done."""
        return self.total - self.done


def check(paper: Paper) -> Iterator[Conflict]:
    """Remainders that total and done of the same sentence, or of the only sentence on the same things, do not
    leave."""
    for sentence in paper.with_numerals:
        tokens = sentence.tokens
        if len(tokens) < 2 or 'còn' not in sentence.passage.text:
            continue
        for at, token in enumerate(tokens[1:], 1):
            if token.sort is Sort.AMOUNT and not token.is_rate and not token.hedge:
                yield from _judged(sentence, at, token)
    yield from _elsewhere(paper)


def _judged(sentence: Sentence, at: int, left: Token) -> Iterator[Conflict]:
    text, tokens = sentence.passage.text, sentence.tokens
    said = _LEFT.search(text, max(sentence.start, left.start - 40), left.start)
    tail = _OPEN.match(text, left.stop)
    if said is None or not (said['firm'] or tail) or _OTHERS.match(text, left.stop):
        return
    lead = text[sentence.start : left.start].casefold()
    if not said['firm'] and any(word not in lead for word in left.noun[1:]):
        return  # of other things: còn 2 xã nghèo
    wholes = list(_wholes(sentence, tokens[:at], left))
    behind = [t for t in tokens[at + 1 :] if t.sort is Sort.AMOUNT and same_unit(t, left)]
    if not wholes or (behind and left.value < max(w.left for w in wholes)):
        return
    if any(_fits(group, left) for n in range(1, len(wholes) + 1) for group in combinations(wholes[-4:], n)):
        return
    whole = wholes[0]
    # a part of what is left may be told alone: còn 12 tỷ đồng đang khiếu nại
    firm = bool(said['firm'] or (tail and tail['some'] is None)) or left.value > whole.left
    slip = abs(whole.left - left.value) <= whole.slack
    yield _conflict(sentence, whole, left, certain=firm and not slip and len(wholes) == 1)


def _fits(wholes: Sequence[_Whole], left: Token) -> bool:
    gap = abs(sum((w.left for w in wholes), Decimal(0)) - left.value)
    return gap <= (left.half if left.unit else 0)


def _wholes(sentence: Sentence, before: Sequence[Token], left: Token) -> Iterator[_Whole]:
    """The pairs of done and total before a remainder, or else the total and the done told as two amounts."""
    pairs = [t for t in before if t.sort is Sort.PAIR and divides(t) and same_unit(t, left) and not t.hedge]
    for pair in pairs:
        if pair.numbers[0] <= pair.numbers[1]:
            done, total = pair.numbers[0] * pair.scale, pair.numbers[1] * pair.scale
            one, other = (part.strip() for part in pair.text.split('/', 1))
            shown = f'{other} - {one}'
            yield _Whole(done, total, _slack(pair), (sentence.spot(pair),), shown)
    amounts = [t for t in before if t.sort is Sort.AMOUNT and same_unit(t, left)]
    if pairs or len(amounts) != 2 or any(t.hedge for t in amounts) or not left.unit:
        return
    total_token, done_token = amounts
    if not _is_whole(sentence, total_token) or not _is_done(sentence, done_token):
        return
    if total_token.value > done_token.value:
        spots = (sentence.spot(total_token), sentence.spot(done_token))
        shown = f'{total_token.text} - {done_token.text}'
        yield _Whole(done_token.value, total_token.value, max(map(_slack, amounts)), spots, shown)


def _slack(token: Token) -> Decimal:
    """The last written digit: how far rounding may move a difference; 0 for counts."""
    if not token.unit:
        return Decimal(0)
    return Decimal(1).scaleb(-min(token.decimals)) * token.scale


_TOTAL = regex(
    r'(?<!\w)(?:tổng(?:\s+[^\W\d_]+){0,5}|kế\s+hoạch(?:\s+[^\W\d_]+){0,3}|dự\s+toán(?:\s+[^\W\d_]+){0,3}|được\s+giao)[\s:]*$',
    re.IGNORECASE,
)
_DONE = regex(
    r'(?<!\w)(?:giải\s+ngân|thanh\s+toán|thực\s+hiện|chi|thu\s+hồi|sử\s+dụng)(?:\s+(?:được|là|đạt))?\s*$',
    re.IGNORECASE,
)


def _is_whole(sentence: Sentence, token: Token) -> bool:
    return (
        _TOTAL.search(sentence.passage.text, max(sentence.start, token.start - 60), token.start) is not None
    )


def _is_done(sentence: Sentence, token: Token) -> bool:
    return _DONE.search(sentence.passage.text, max(sentence.start, token.start - 30), token.start) is not None


def _conflict(sentence: Sentence, whole: _Whole, left: Token, certain: bool) -> Conflict:
    made = whole.left / left.scale
    shown = format_number(made.normalize() if made % 1 else made.to_integral_value())
    unit = ' '.join(sentence.passage.text[left.end : left.stop].split()[:2])
    return Conflict(
        CERTAIN if certain else DOUBT,
        Level.LOI if certain else Level.CANH_BAO,
        # of counts the total comes first: what divides counts by state says the same of it
        (sentence.spot(left), *whole.spots) if left.unit else (*whole.spots, sentence.spot(left)),
        f"{whole.shown} = {shown}, không phải {left.text} {unit}".rstrip() + ".",
        "So lại tổng số, số đã làm và số còn lại với số liệu gốc, rồi sửa số sai.",
    )


# --- told in another sentence ---

_REST = regex(r'(?P<things>[^;.()\d]{4,45}?)\s+còn\s+lại(?P<after>[^;.]*)', re.IGNORECASE)
_OF_BEFORE = regex(r'\d|(?:năm|kỳ)\s+trước|chuyển\s+sang|của', re.IGNORECASE)


def _elsewhere(paper: Paper) -> Iterator[Conflict]:
    """Counts of what is left (04 vụ khiếu nại, tố cáo còn lại) that pairs of done and total do not leave, where one
    sentence alone has pairs of these things."""
    for sentence in paper.with_numerals:
        if 'còn lại' not in sentence.passage.text:
            continue
        for token in sentence.tokens:
            if not token.is_count or token.hedge:
                continue
            rest = _REST.match(sentence.passage.text, token.end, sentence.end)
            if rest is not None and not _OF_BEFORE.search(rest['after']):
                yield from _against_pairs(paper, sentence, token, rest['things'])


def _is_sum(whole: _Whole, wholes: Sequence[_Whole]) -> bool:
    """True where a pair is the sum of the others."""
    others = [w for w in wholes if w is not whole]
    return len(others) > 1 and whole.total == sum(w.total for w in others)


@once
def _with_pairs(paper: Paper) -> tuple[Sentence, ...]:
    """The sentences that tell of done and total as a pair."""
    return tuple(s for s in paper.with_numerals if any(t.sort is Sort.PAIR for t in s.tokens))


def _has_all(words: Collection[str], text: str) -> bool:
    """True where each of the words stands in a text as a word."""
    return all(word in text for word in words) and set(words) <= set(re.findall(r'[^\W\d_]+', text))


def _against_pairs(paper: Paper, sentence: Sentence, left: Token, things: str) -> Iterator[Conflict]:
    words = {word for word in re.findall(r'[^\W\d_]+', things.casefold()) if word != 'và'} - {left.noun[0]}
    if len(words) < 2:
        return
    telling = [
        (other, wholes)
        for other in _with_pairs(paper)
        if other is not sentence
        if _has_all(words, other.text.casefold())
        if (wholes := tuple(_wholes(other, other.tokens, left)))
    ]
    if len(telling) != 1:
        return
    _, wholes = telling[0]
    parts = [w for w in wholes if not _is_sum(w, wholes)][:4]
    groups = [g for n in range(2, len(parts) + 1) for g in combinations(parts, n)]
    if not any(_fits(group, left) for group in (*((w,) for w in wholes), *groups)):
        shown = "; ".join(f"{w.shown} = {format_number(w.left)}" for w in wholes[-4:])
        yield Conflict(
            DOUBT,
            Level.CANH_BAO,
            (sentence.spot(left), *(spot for w in wholes for spot in w.spots)),
            f"Ở đây ghi còn lại {left.text} {left.noun[0]}, nhưng số đã nêu để lại: {shown}.",
            "So lại tổng số, số đã làm và số còn lại với số liệu gốc, rồi sửa số sai.",
        )
