"""The total of a pair that repeats an amount told just before it: kế hoạch vốn 352,542 tỷ đồng, giải ngân được
240,672/352,542 tỷ đồng."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.alike import shared_digits
from baocao.checks.reading.tokens import MONEY, Sort, Token, same_noun
from baocao.errors import Level
from baocao.regexes import regex

CODE = 'SL241'

_PLANNED = regex(r'(?:kế\s+hoạch|KHV?|dự\s+toán|tổng|được\s+giao|vốn)(?!\w)', re.IGNORECASE)


def check(paper: Paper) -> Iterator[Conflict]:
    """Pairs whose total is nearly an amount of the same unit that the paragraph tells just before."""
    for block in paper.numeral_blocks.values():
        before: list[tuple[Sentence, Token]] = []
        for sentence in block:
            for token in sentence.tokens:
                if token.sort is Sort.AMOUNT:
                    before.append((sentence, token))
                elif token.sort is Sort.PAIR and before:
                    yield from _total_of_pair(sentence, token, before)


def _total_of_pair(
    sentence: Sentence, pair: Token, before: Sequence[tuple[Sentence, Token]]
) -> Iterator[Conflict]:
    total = pair.numbers[1] * pair.scale
    alike = [(s, t) for s, t in before if _same_things(t, pair)]
    if not alike or any(t.value == total or _near_rounded(t, total) for _, t in alike):
        return
    for where, amount in reversed(alike[-3:]):
        level = _slip_of_total(where, amount, pair, total, alone=len(alike) == 1)
        if level is None:
            continue
        yield Conflict(
            CODE,
            level,
            (sentence.spot(pair), where.spot(amount)),
            f"Tổng trong “{pair.text.strip()}” là {_shown(pair.text.partition('/')[2], sentence, pair)}, nhưng ngay trước đó"
            f" nêu {_shown(amount.text, where, amount)}.",
            "Đối chiếu hai con số với số liệu gốc rồi sửa cho khớp.",
        )
        return


def _shown(number: str, sentence: Sentence, token: Token) -> str:
    unit = sentence.passage.text[token.end : token.stop] if token.unit == MONEY else ''
    return ' '.join(f'{number.strip()} {unit}'.split())


def _same_things(amount: Token, pair: Token) -> bool:
    if amount.unit or pair.unit:
        return amount.unit == pair.unit and not amount.is_rate
    return same_noun(amount.noun, pair.noun)


def _near_rounded(amount: Token, total: Decimal) -> bool:
    return abs(amount.value - total) <= amount.half


def _slip_of_total(
    where: Sentence, amount: Token, pair: Token, total: Decimal, *, alone: bool
) -> Level | None:
    """The level of a total that should repeat an amount: a slip of one digit, or nearly equal."""
    typed, repeated = amount.text.replace('.', ''), pair.text.partition('/')[2].strip('%‰ ').replace('.', '')
    shared = shared_digits(typed, repeated)
    planned = bool(_PLANNED.search(where.passage.text, max(where.start, amount.start - 120), amount.start))
    if shared >= 3 or (shared >= 2 and planned):
        return Level.LOI
    if shared >= 1 and planned and alone and amount.unit:
        return Level.LOI
    near = abs(amount.value - total) * 100 < total
    return Level.CANH_BAO if near and planned and total > 100 else None
