"""What the body of a paper says against its tables, and what is left of a total against what is done."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from baocao.checks import deadlines, remainders
from baocao.checks.alike import agree, shared_digits
from baocao.checks.context import FIGURES, Stage, opening, title_period
from baocao.checks.judged_rows import CERTAIN, DOUBT, check_rows
from baocao.checks.measures import Measures, Telling, figures
from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.target_rows import Row, Value, target_rows, worded
from baocao.checks.tokens import PERCENT, Sort, Token, same_noun
from baocao.checks.words import PEOPLE, subject, words_of
from baocao.errors import Level


def check(paper: Paper) -> Iterator[Conflict]:
    """Figures and deadlines that a table of the same paper gives differently, rows that contradict themselves,
    remainders that do not fit."""
    yield from remainders.check(paper)
    yield from deadlines.check(paper)
    rows = target_rows(paper)
    if rows:
        yield from check_rows(rows)
        yield from _against_body(rows, paper)


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure that the body tells of a row: the field of the row it belongs to, and tăng (1) or giảm (-1)."""

    field: str
    sentence: Sentence
    token: Token
    sign: int = 0

    @property
    def shown(self) -> str:
        """The figure with its unit."""
        token = self.token
        return ' '.join(self.sentence.passage.text[token.start : max(token.end, token.stop)].split())


def _against_body(rows: Sequence[Row], paper: Paper) -> Iterator[Conflict]:
    """What the sentences of the body tell of the rows they name."""
    names = Counter(row.words for row in rows)
    index: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if (
            names[row.words] == 1
            and len(row.words) > 2
            and row.words[0].isalpha()
            and len(_matter(row.name.text)) > 1
        ):
            index[row.words[0]].append(row)
    if not index:
        return
    told = {(id(f.sentence.passage), f.token.start): f for f in figures(paper)}
    measures = Measures()
    first_words = _any_of(index)
    for sentence in paper.with_numerals:
        if sentence.passage.cell is not None or not any(t.sort in FIGURES for t in sentence.tokens):
            continue
        for row, end in _named(sentence, first_words, index):
            said = tuple(_said(sentence, end, row))
            first = told.get((id(sentence.passage), said[0].token.start)) if said else None
            telling = measures.of(first) if first else None
            if telling and _same_time(telling, row, paper):
                yield from _compared(said, row)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the first words of names, as people spell them."""
    spelled = {*words, *(word.replace('tỷ', 'tỉ') for word in words)}
    return re.compile(rf'(?<!\w)(?:{"|".join(map(re.escape, sorted(spelled)))})(?!\w)', re.IGNORECASE)


def _matter(text: str) -> frozenset[str]:
    return subject(words_of(text))[0]


#: what may lead to the name of a measure without narrowing it
_LEADS = frozenset('đã ước có trong đó thực hiện kết quả về là và riêng cụ thể còn'.split())


def _named(
    sentence: Sentence, first_words: re.Pattern[str], index: dict[str, list[Row]]
) -> Iterator[tuple[Row, int]]:
    """The rows that a sentence names where a clause begins, each with the offset of the end of its name."""
    text = sentence.passage.text
    for hit in first_words.finditer(text, sentence.start, sentence.end):
        if not _begins(text, sentence.start, hit.start()):
            continue
        rows = index.get(words_of(hit[0])[0], [])
        if not rows:
            continue
        reach = max(len(row.name.text) for row in rows) * 2 + 20
        words = worded(text, hit.start(), min(sentence.end, hit.start() + reach))
        plain = tuple(word for word, _ in words)
        fitting = [row for row in rows if plain[: len(row.words)] == row.words]
        if fitting:
            row = max(fitting, key=lambda r: len(r.words))
            yield row, words[len(row.words) - 1][1][1]


#: words before a name that make its figures those of a plan or of another time
_NOT_REACHED = re.compile(
    r'(?<!\w)(?:(?:cả|cuối)\s+năm|kế\s+hoạch|mục\s+tiêu|chỉ\s+tiêu|ph[ấâ]n\s+đấu|dự\s+kiến|dự\s+toán)(?!\w)[^;]*$',
    re.IGNORECASE,
)


def _begins(text: str, start: int, at: int) -> bool:
    """True where a clause that may tell results begins at an offset, but for words that only lead to it."""
    if _NOT_REACHED.search(text, start, at):
        return False
    lead = re.split(r'[;,:.(]', text[start:at])[-1]
    return set(words_of(lead)) <= _LEADS


#: words between the figures of one measure: who gives the plan, what the figure is compared with
_LINKS = {
    PEOPLE,
    *'kế hoạch|dự toán|mục tiêu|vốn|hđnd|ubnd|nghị|quyết|hội|đồng|trung ương|chính|phủ|cấp|điểm|phần|trăm|cao|thấp|hơn'.split(
        '|'
    ),
    *'cơ|bản|mức|tổng|cũng|đều|vượt|không đạt|chưa đạt'.split('|'),
}
_OF_PLAN = re.compile(
    r'\W*(?:so\s+với\s+)?(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch|KHV?|dự\s+toán|DT|nghị\s+quyết|NQ)(?!\w)',
    re.IGNORECASE,
)
_COMPARED = re.compile(r'\W*so\s', re.IGNORECASE)
_TO_BEFORE = re.compile(r'\W*so(?:\s+với)?\s+(?:cùng\s+kỳ|năm\s+(?:trước|ngoái))', re.IGNORECASE)
_BRACKET = re.compile(r'\([^()\d]*\)')
_ENDS = re.compile(r'[;:(]|(?<!\w)(?:trong đó|riêng|nhưng|song|tuy)(?!\w)', re.IGNORECASE)
_TIMES = (('tháng',), ('năm',), ('ngày',), ('quý',), ('tuần',), ('tuổi',))


def _said(sentence: Sentence, end: int, row: Row) -> Iterator[_Said]:
    """The figures that follow the name of a row and speak of nothing else."""
    text = sentence.passage.text
    at = end
    count = 0
    for token in sentence.tokens:
        if token.start < end or token.sort not in FIGURES or token.noun[:1] in _TIMES:
            continue
        between = _BRACKET.sub(' ', text[at : token.start])
        if not count:
            between = between.lstrip(' :')
        if _ENDS.search(between) or not _is_link(between, row):
            return
        if not _is_link(_clause(text, token.stop, sentence.end), row):
            return
        field, sign = _field(between, text, token, count)
        if field:
            yield _Said(field, sentence, token, sign)
        elif not count:
            return
        count += 1
        at = token.stop


def _clause(text: str, start: int, end: int) -> str:
    """The rest of the clause behind a figure, brackets without figures left out."""
    return re.split(r'[;,.()]|\svà\s', _BRACKET.sub(' ', text[start:end]), maxsplit=1)[0]


def _is_link(words: str, row: Row) -> bool:
    return all(word in _LINKS for word in _matter(words) - {*row.words})


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
        return '', 0
    return ('done' if not count else ''), 0


_PERIOD = re.compile(r'\d+\s+tháng|tháng\s+\d+|quý\s+(?:[IV]+|\d)(?!\w)|tuần\s+\d+', re.IGNORECASE)
_YEAR = re.compile(r'(?:19|20)\d\d')


def _same_time(telling: Telling, row: Row, paper: Paper) -> bool:
    """True where the body and the column of results speak of one year and one part of it, both of what was reached."""
    head = row.heads['done']
    found = _PERIOD.search(head)
    period = ' '.join(found[0].casefold().split()).removeprefix('0') if found else ''
    told = telling.period or {title_period(paper)} - {''}
    if told != ({period} - {''} or {title_period(paper)} - {''}):
        return False
    years: set[int | None] = {int(year) for year in _YEAR.findall(head)} or {opening(paper).year}
    if telling.unit or telling.stage is Stage.PLAN or 'ước' in head.casefold() or len(years) != 1:
        return False
    return telling.year is None or years == {None} or telling.year in years


def _compared(said: Sequence[_Said], row: Row) -> Iterator[Conflict]:
    """The figures of the body that the row has differently: certain where the row agrees in another figure or the
    digits differ by a slip."""
    wrong: list[tuple[_Said, Value]] = []
    agreeing = 0
    for field, values in (('done', row.done), ('rate', row.rate), ('change', row.change)):
        own = [s for s in said if s.field == field and any(_comparable(s.token, v) for v in values)]
        if not own or any(not any(_comparable(s.token, v) for s in own) for v in values):
            continue
        lost = [s for s in own if not any(_agree(s, v) for v in values)]
        matched = len(own) - len(lost)
        agreeing += matched
        if matched < min(len(own), len(values)) and lost:
            free = [v for v in values if not any(_agree(s, v) for s in own)]
            wrong += [(lost[0], (free or [*values])[0])]
    for one, value in wrong:
        certain = agreeing > 0 or shared_digits(_digits(one.token), _digits(value.token)) >= 2
        yield _conflict(one, value, row, certain)


def _digits(token: Token) -> str:
    return token.text.rstrip('%‰ ').replace('.', '')


def _comparable(token: Token, value: Value) -> bool:
    if token.sort is not Sort.AMOUNT or value.token.sort is not Sort.AMOUNT:
        return False
    if token.unit or value.token.unit:
        return token.unit == value.token.unit
    narrower = subject(token.noun[len(value.token.noun) :])[0] - _LINKS  # lao động nữ
    return same_noun(token.noun, value.token.noun) and not narrower


def _agree(said: _Said, value: Value) -> bool:
    """True where a figure of the body is that of the cell, perhaps rounded."""
    if said.sign and value.sign and said.sign != value.sign:
        return False
    if said.field == 'change' and not value.sign and value.token.value >= 50:
        return True  # the cell may tell a percentage of the year before
    one, other = said.token, value.token
    if agree(one, other):
        return True
    for a, b in ((one, other), (other, one)):
        if not a.decimals[0] and a.numbers[0] and a.numbers[0] % 100 == 0:
            zeros = len(str(a.numbers[0])) - len(str(a.numbers[0]).rstrip('0'))
            if abs(a.value - b.value) * 2 <= 10**zeros * a.scale:
                return True
    return False


_COLUMNS = {'done': "thực hiện", 'rate': "so với kế hoạch", 'change': "so với cùng kỳ"}


def _conflict(said: _Said, value: Value, row: Row, certain: bool) -> Conflict:
    token = said.token
    sense = {1: "tăng ", -1: "giảm ", 0: ""}
    cell = value.shown if not value.sign else f'{sense[value.sign]}{value.shown}'
    return Conflict(
        CERTAIN if certain else DOUBT,
        Level.LOI if certain else Level.CANH_BAO,
        (Spot(said.sentence.passage, token.start, token.end), value.spot),
        f"“{row.name.text}” ở đây là {sense[said.sign]}{said.shown}, trong bảng (cột {_COLUMNS[said.field]}) là {cell}.",
        "Đối chiếu hai chỗ với số liệu gốc rồi sửa cho khớp.",
    )
