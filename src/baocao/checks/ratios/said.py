"""The percentage that is said of a ratio: right behind it, or right before it where brackets explain it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from baocao.checks.model import Sentence
from baocao.checks.ratios.each import is_of_each
from baocao.checks.reading.fit import Fit, divides, fit
from baocao.checks.reading.tokens import PER_MILLE, PERCENT, Sort, Token
from baocao.regexes import regex


class Ratio(NamedTuple):
    """Done over total as they stand in a sentence: offsets of both together, `stop` behind the unit. `sure` is False
    where another whole may be meant."""

    done: Decimal
    total: Decimal
    slack: tuple[Decimal, Decimal]
    start: int
    stop: int
    shown: str
    first: int  # positions among the tokens of the sentence
    last: int
    noun: tuple[str, ...] = ()
    sure: bool = True

    def fit(self, rate: Token) -> Fit:
        """How a rate agrees with the ratio."""
        whole = 1000 if rate.unit == PER_MILLE else 100
        return fit(self.done, self.total, self.slack, rate.numbers[0], rate.decimals[0], whole)


#: words that say how far a value moved, not what it is
MOVED = regex(
    r'(?<!\w)(?:tăng|giảm|vượt|hơn|thêm|bớt|chậm|nhanh|hụt)(?:\s+(?:lên|được|thêm|xuống|mức|khoảng))?\s*$',
    re.IGNORECASE,
)
#: the words that lead from a ratio to its percentage
_LINKS = frozenset(
    'đạt chiếm bằng tỷ tỉ lệ tương ứng đương trung bình quân là được hoàn thành với mức ước cả'.split()
)
_SIGNS = frozenset(',(–-:=*_)')
#: words between that speak of something else
_TURNS = frozenset('tăng giảm vượt còn cùng kỳ so đó nhưng mà'.split())
#: where no comma parts the percentage from the thing counted, these make it a property of the thing
_PROPERTIES = frozenset('có tỷ tỉ lệ với trên dưới từ mức độ'.split())
_BRACKETS = regex(r'\([^()]*\)')
_PIECES = regex(r'[^\W\d_]+|[^\w\s]|[\d_]+')
#: words behind a percentage that give it another base than the whole of the ratio
OTHER_BASE = regex(
    r'\s*(?:,\s*)?(?:so\s+(?:với\s+)?(?!\s*(?:kế|KH|dự|chỉ|tổng|mục))|cùng\s+kỳ|năm\s+(?:trước|ngoái|\d)|tháng\s|quý\s|bình\s+quân)',
    re.IGNORECASE,
)
_COUNTED_BASE = regex(r'\s*(?:trên\s+|trong\s+)?(?:tổng\s+)?số\s+(?P<noun>[^\W\d_]+)', re.IGNORECASE)


def behind(sentence: Sentence, ratio: Ratio) -> tuple[Token, ...]:
    """The percentages said right behind a ratio, the first of which is its own; empty where none is."""
    text, stop, own = sentence.passage.text, ratio.stop, 0
    for at in range(ratio.last + 1, len(sentence.tokens)):
        token = sentence.tokens[at]
        inside = text.count('(', stop, token.start) > text.count(')', stop, token.start)
        if inside and not token.is_rate:
            if divides(token) or _says_done(text, token):
                own = text.find(')', token.stop)  # the rates up to there are its own
            continue  # in brackets that describe what is counted
        if inside and token.start < own:
            continue
        if token.sort in (Sort.PAIR, Sort.RANGE) or (token.sort is Sort.AMOUNT and not token.is_rate):
            break
        if ';' in text[stop : token.start]:
            break
        if token.sort is Sort.AMOUNT and token.unit in (PERCENT, PER_MILLE):
            if ratio.done != ratio.total and is_of_each(text, ratio.noun, ratio.stop, token):
                break
            if (
                token.is_exact
                and leads(text, ratio.start, stop, token.start)
                and not _of_another(text, token, ratio.noun)
            ):
                return (token, *_listed(sentence, at))
            if not _apart(text, stop, token.start):
                break
    return ()


#: what was done of the whole, told in brackets behind what is left: `còn 3,8 ha/12,5 ha (đã bàn giao 8,7 ha, đạt 69,6%)`
_DONE = regex(r'\(\s*đã\s[^\d;,()]{0,30}$', re.IGNORECASE)


def _says_done(text: str, token: Token) -> bool:
    return _DONE.search(text, max(0, token.start - 40), token.start) is not None


def _listed(sentence: Sentence, at: int) -> Iterator[Token]:
    """The percentages that follow one in the same list: `95,65% và 100%`."""
    for one, other in zip(sentence.tokens[at:], sentence.tokens[at + 1 :], strict=False):
        between = sentence.passage.text[one.end : other.start].strip()
        if other.unit != PERCENT or between not in ('và', ',', ', và'):
            return
        yield other


def leads(text: str, start: int, stop: int, end: int) -> bool:
    """True where the words between a ratio (its start and stop) and a percentage only lead from one to the other."""
    between = _BRACKETS.sub(' ', text[stop:end])
    if ')' in between and ')' in _BRACKETS.sub(' ', text[start:end]):
        return False  # the percentage stands outside of the brackets that hold the ratio
    pieces = [p.lower() for p in _PIECES.findall(between)]
    links = 0
    while pieces and pieces[-1] in _LINKS:
        pieces.pop()
        links += 1
    parted = bool(pieces) and pieces[-1] in _SIGNS
    while pieces and pieces[-1] in _SIGNS:
        pieces.pop()
    if not pieces:
        return True
    if _TURNS.intersection(pieces) or len(pieces) > 30:
        return False
    return parted or (links > 0 and not _PROPERTIES.intersection(pieces))


def _apart(text: str, start: int, end: int) -> bool:
    """True where a percentage that is not of the ratio only describes what is counted, so that one may follow."""
    return end - start < 60 and ',' not in text[start:end]


def _of_another(text: str, rate: Token, noun: tuple[str, ...]) -> bool:
    """True where the words behind a percentage name another base than the ratio has."""
    if OTHER_BASE.match(text, rate.end):
        return True
    counted = _COUNTED_BASE.match(text, rate.end)
    return bool(counted and noun and counted['noun'].lower() != noun[0])


_OPENS = regex(
    r'(?:\s*(?P<words>[^,;()]{0,50}?)\s*\(\s*(?:tương\s+(?:ứng|đương)|đạt|bằng|là|với|có)?(?:\s+(?:với|là))?\s*'
    r'|\s*(?P<more>[^,;()]{0,40}?)\s*,?\s*tương\s+(?:ứng|đương)(?:\s+(?:với|là))*\s*)',
    re.IGNORECASE,
)


def ahead(sentence: Sentence, ratio: Ratio) -> Token | None:
    """The percentage right before a ratio that explains it in brackets."""
    if ratio.first == 0:
        return None
    rate, text = sentence.tokens[ratio.first - 1], sentence.passage.text
    if rate.sort is not Sort.AMOUNT or rate.unit not in (PERCENT, PER_MILLE) or not rate.is_exact:
        return None
    opens = _OPENS.fullmatch(text, rate.end, ratio.start)
    if opens is None or MOVED.search(text, max(0, rate.start - 16), rate.start):
        return None
    between = {p.lower() for p in _PIECES.findall(opens['words'] or opens['more'] or '')}
    return None if between & _TURNS or _of_another(text, rate, ratio.noun) else rate
