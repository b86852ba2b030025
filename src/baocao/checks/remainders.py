"""What is left of a total: total less done makes what the sentence says is left (còn)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from baocao.checks.fit import divides
from baocao.checks.judged_rows import CERTAIN, DOUBT
from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.tokens import Sort, Token, same_unit
from baocao.errors import Level
from baocao.vietnamese import format_number

_LEFT = re.compile(
    r'(?:^|[,;.()]|(?<!\w)(?:và|nay|hiện|vẫn|số|vốn)(?!\w))\s*còn\s+(?P<firm>lại\s+)?(?:phải\s+(?:giải\s+ngân|thực\s+hiện)\s+)?(?:là\s+|có\s+)?$',
    re.IGNORECASE,
)
#: what is still to be done with what is left
_OPEN = re.compile(
    r'(?:\s+[^\W\d_]+){0,4}?\s+(?:phải|chưa|đang|cần|sẽ|chuyển|tiếp\s+tục)(?!\w)|\s*(?:trong\s+\d+\s+tháng[^.;,]*)?(?:[.;,)]|$)',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Whole:
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
    """Remainders that total and done of the same sentence do not leave."""
    for sentence in paper.sentences:
        tokens = sentence.tokens
        if len(tokens) < 2 or 'còn' not in sentence.passage.text:
            continue
        for at, token in enumerate(tokens[1:], 1):
            if token.sort is Sort.AMOUNT and not token.is_rate and not token.hedge:
                yield from _judged(sentence, at, token)


def _judged(sentence: Sentence, at: int, left: Token) -> Iterator[Conflict]:
    text, tokens = sentence.passage.text, sentence.tokens
    said = _LEFT.search(text, max(sentence.start, left.start - 40), left.start)
    if said is None or not (said['firm'] or _OPEN.match(text, left.stop if left.unit else left.end)):
        return
    wholes = list(_wholes(sentence, tokens[:at], left))
    behind = [t for t in tokens[at + 1 :] if t.sort is Sort.AMOUNT and same_unit(t, left)]
    if not wholes or (behind and left.value < max(w.left for w in wholes)):
        return
    if any(_fits(group, left) for n in range(1, len(wholes) + 1) for group in combinations(wholes[-4:], n)):
        return
    yield _conflict(sentence, wholes[-1] if len(wholes) < 2 else wholes[0], left)


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


_TOTAL = re.compile(
    r'(?<!\w)(?:tổng(?:\s+[^\W\d_]+){0,5}|kế\s+hoạch(?:\s+[^\W\d_]+){0,3}|dự\s+toán(?:\s+[^\W\d_]+){0,3}|được\s+giao)[\s:]*$',
    re.IGNORECASE,
)
_DONE = re.compile(
    r'(?<!\w)(?:giải\s+ngân|thanh\s+toán|thực\s+hiện|chi|thu\s+hồi|sử\s+dụng)(?:\s+(?:được|là|đạt))?\s*$',
    re.IGNORECASE,
)


def _is_whole(sentence: Sentence, token: Token) -> bool:
    return (
        _TOTAL.search(sentence.passage.text, max(sentence.start, token.start - 60), token.start) is not None
    )


def _is_done(sentence: Sentence, token: Token) -> bool:
    return _DONE.search(sentence.passage.text, max(sentence.start, token.start - 30), token.start) is not None


def _conflict(sentence: Sentence, whole: _Whole, left: Token) -> Conflict:
    certain = abs(whole.left - left.value) > whole.slack
    made = whole.left / left.scale
    shown = format_number(made.normalize() if made % 1 else made.to_integral_value())
    unit = ' '.join(sentence.passage.text[left.end : left.stop].split()[:2])
    return Conflict(
        CERTAIN if certain else DOUBT,
        Level.LOI if certain else Level.CANH_BAO,
        (sentence.spot(left), *whole.spots),
        f"{whole.shown} = {shown}, không phải {left.text} {unit}".rstrip() + ".",
        "So lại tổng số, số đã làm và số còn lại với số liệu gốc, rồi sửa số sai.",
    )
