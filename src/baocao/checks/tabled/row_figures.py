"""The figures that a sentence tells of the rows of a table: the rows it names, and what follows their names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from baocao.checks.model import Sentence
from baocao.checks.reading.context import FIGURES
from baocao.checks.reading.fit import divides
from baocao.checks.reading.tokens import PERCENT, Sort, Token
from baocao.checks.reading.words import CAPITALS, PEOPLE, matter, words_of
from baocao.checks.tabled.target_rows import Row, worded
from baocao.regexes import regex


class Said(NamedTuple):
    """A figure that the body tells of a row: the field of the row it belongs to, and tăng (1) or giảm (-1)."""

    field: str
    sentence: Sentence
    token: Token
    sign: int = 0

    @property
    def shown(self) -> str:
        """The figure with its unit."""
        token, text = self.token, self.sentence.passage.text
        unit = _OTHER_SIDE.sub('', text[token.end : token.stop])
        return ' '.join(f'{text[token.start : token.end]}{unit}'.split())


_OTHER_SIDE = regex(r'^\s?/\s?[\d.,]+')


class Namesakes(NamedTuple):
    """The rows whose names begin with one word: the most words of a name, and how many letters of a text to read."""

    rows: tuple[Row, ...]
    most: int
    reach: int


class Names(NamedTuple):
    """The rows that sentences are searched for, by the first word of their names."""

    first: re.Pattern[str]
    rows: dict[str, Namesakes]


def names_of(rows: Sequence[Row]) -> Names | None:
    """The rows whose names tell one measure, no other row having the same name; None where there are none."""
    named = Counter(row.words for row in rows)
    index: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        alone = named[row.words] == 1 and len(row.words) > 2 and row.words[0].isalpha()
        if alone and len(matter(row.name.text)) > 1:
            index[row.words[0]].append(row)
    return (
        Names(_any_of(tuple(index)), {word: _namesakes(own) for word, own in index.items()})
        if index
        else None
    )


def _namesakes(rows: Sequence[Row]) -> Namesakes:
    most = max(len(row.words) for row in rows)
    return Namesakes(tuple(rows), most, max(len(row.name.text) for row in rows) * 2 + 20)


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the first words of names, as people spell them."""
    spelled = {*words, *(word.replace('tỷ', 'tỉ') for word in words)}
    return regex(rf'(?<!\w)(?:{"|".join(map(re.escape, sorted(spelled)))})(?!\w)', re.IGNORECASE)


#: what may lead to the name of a measure without narrowing it
_LEADS = frozenset('đã ước có trong đó thực hiện kết quả về là và riêng cụ thể còn'.split())


def named(sentence: Sentence, names: Names) -> Iterator[tuple[Row, int]]:
    """The rows that a sentence names where a clause begins, each with the offset of the end of its name."""
    text = sentence.passage.text
    for hit in names.first.finditer(text, sentence.start, sentence.end):
        own = names.rows.get(words_of(hit[0])[0])
        if own is None:
            continue
        reach = min(sentence.end, hit.start() + own.reach)
        words, ends = _first_words(text, hit.start(), reach, own.most)
        fitting = [row for row in own.rows if words[: len(row.words)] == row.words]
        if fitting and _begins(text, sentence.start, hit.start()):
            row = max(fitting, key=lambda r: len(r.words))
            yield row, hit.start() + ends[len(row.words) - 1]


def _first_words(text: str, start: int, end: int, most: int) -> _Words:
    """The first words of a part of a text, as many as are asked for or more. Up to a numeral they are those of every
    paper of the form."""
    numeral = _DIGIT.search(text, start, end)
    if numeral is not None:
        found = _words_kept(text[start : numeral.start()])
        if len(found[0]) >= most:
            return found
    return _words_kept(text[start:end])


_DIGIT = regex(r'\d')
#: words, and the offset where each ends
_Words = tuple[tuple[str, ...], tuple[int, ...]]


@lru_cache(maxsize=256)
def _words_kept(text: str) -> _Words:
    found = tuple(worded(text))
    return tuple([word for word, _ in found]), tuple([end for _, end in found])


#: words before a name that make its figures those of a plan or of another time
_NOT_REACHED = regex(
    r'(?<!\w)(?:(?:cả|cuối)\s+năm|kế\s+hoạch|mục\s+tiêu|chỉ\s+tiêu\s+(?:giao|kế|năm|đề)|ph[ấâ]n\s+đấu|dự\s+kiến|dự\s+toán)(?!\w)[^;]*$',
    re.IGNORECASE,
)
#: a part of the territory that a clause is of
_OF_PLACE = regex(
    rf'(?<!\w)(?i:xã|phường|huyện|thị\s+(?:xã|trấn)|thôn|khu\s+vực|vùng|cụm)\s+[{CAPITALS}][^;]*$'
)


def _begins(text: str, start: int, at: int) -> bool:
    """True where a clause that may tell results begins at an offset, but for words that only lead to it."""
    lead = text[max(start, at - 60) : at]
    lead = lead[max(lead.rfind(sign) for sign in ';,:.(') + 1 :]
    if not set(words_of(lead)) <= _LEADS:
        return False
    return not _NOT_REACHED.search(text, start, at) and not _OF_PLACE.search(text, start, at)


#: words between the figures of one measure: who gives the plan, what the figure is compared with
LINKS = {
    PEOPLE,
    *'kế hoạch|dự toán|mục tiêu|vốn|hđnd|ubnd|nghị|quyết|hội|đồng|trung ương|chính|phủ|cấp|điểm|phần|trăm|cao|thấp|hơn'.split(
        '|'
    ),
    *'cơ|bản|mức|tổng|cũng|đều|vượt|không đạt|chưa đạt'.split('|'),
}
#: words between a name and its first figure
_FIRST = {'tổng', 'mức', 'cơ', 'bản', 'số'}
_OF_PLAN = regex(
    r'\W*(?:so\s+với\s+)?(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch|KHV?|dự\s+toán|DT|nghị\s+quyết|NQ)(?!\w)',
    re.IGNORECASE,
)
_COMPARED = regex(r'\W*so\s', re.IGNORECASE)
_TO_BEFORE = regex(r'\W*so(?:\s+với)?\s+(?:cùng\s+kỳ|năm\s+(?:trước|ngoái))', re.IGNORECASE)
_BRACKET = regex(r'\([A-ZĐ-]+\)')  # an abbreviation
_PER = regex(r'(?:\s?/\s?[^\W\d_]+(?:\s(?:người|vụ))?)+')
_ENDS = regex(r'[;:(]|(?<!\w)(?:trong đó|riêng|nhưng|song|tuy)(?!\w)', re.IGNORECASE)
_TIMES = (('tháng',), ('năm',), ('ngày',), ('quý',), ('tuần',), ('tuổi',))


def figures_of(sentence: Sentence, end: int, row: Row) -> Iterator[Said]:
    """The figures that follow the name of a row and speak of nothing else."""
    text = sentence.passage.text
    at = end
    count = 0
    paired = False
    for token in sentence.tokens:
        if token.start < end or token.sort not in FIGURES or token.noun[:1] in _TIMES:
            continue
        between = _BRACKET.sub(' ', text[at : token.start])
        if not count:
            between = between.lstrip(' :')
        if _ENDS.search(between) or not (_is_link(between) if count else matter(between) <= _FIRST):
            return
        per = _PER.match(text, token.stop)
        if (per and not row.per) or not _is_link(
            _clause(text, per.end() if per else token.stop, sentence.end)
        ):
            return
        sides = _sides(token) if not count else ()
        field, sign = _field(between, text, token, count)
        if sides and field == 'done':
            paired = True
            yield Said('done', sentence, sides[0])
            yield Said('plan', sentence, sides[1])
        elif field or (paired and token.unit == PERCENT and not sign and _is_bare(text, token)):
            yield Said(field or 'rate', sentence, token, sign)
        elif not count:
            return
        count += 1
        at = token.stop


_SIDES = regex(r'([\d.,]+)\s?/\s?([\d.,]+)')


def _sides(token: Token) -> tuple[Token, ...]:
    """The result and the plan of a pair as amounts of its unit; none of other figures."""
    typed = _SIDES.fullmatch(token.text) if divides(token) else None
    if typed is None or token.is_rate:
        return ()
    return tuple(
        token._replace(
            sort=Sort.AMOUNT,
            start=token.start + typed.start(side + 1),
            end=token.start + typed.end(side + 1),
            text=typed[side + 1],
            numbers=(token.numbers[side],),
            decimals=(token.decimals[side],),
        )
        for side in (0, 1)
    )


def _is_bare(text: str, token: Token) -> bool:
    """True where nothing says what a percentage is of."""
    return text[token.stop : token.stop + 1] in ('', ',', ';', '.', ' ') and not _COMPARED.match(
        text, token.stop
    )


_CLAUSES = regex(r'[;,.()]|\svà\s')


def _clause(text: str, start: int, end: int) -> str:
    """The rest of the clause behind a figure, brackets without figures left out."""
    return _CLAUSES.split(_BRACKET.sub(' ', text[start:end]), maxsplit=1)[0]


def _is_link(words: str) -> bool:
    return matter(words) <= LINKS


def _field(between: str, text: str, token: Token, count: int) -> tuple[str, int]:
    """The field of a row that a figure belongs to, empty for none of them; tăng or giảm as 1 or -1."""
    last = words_of(between)[-3:]
    sign = 1 if 'tăng' in last else -1 if 'giảm' in last else 0
    if last and last[-1] in ('còn', 'lên', 'xuống', 'đến', 'từ'):
        sign = 0
    of_plan = token.unit == PERCENT and _OF_PLAN.match(text, token.end)
    if token.hedge in ('từ', 'vượt') or 'vượt' in last:
        return '', 0
    if sign:
        base = _COMPARED.match(text, token.stop) and not _TO_BEFORE.match(text, token.stop)
        return ('', 0) if of_plan or base else ('change', sign)
    if of_plan:
        return 'rate', 0
    if _COMPARED.match(text, token.stop):
        before = token.unit == PERCENT and count and _TO_BEFORE.match(text, token.stop)
        return ('change' if before else ''), 0
    return ('done' if not count else ''), 0
