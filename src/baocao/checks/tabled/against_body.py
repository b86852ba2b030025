"""What the body of a paper says against its tables, and what is left of a total against what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from baocao.checks.model import Conflict, Paper, Spot
from baocao.checks.reading.alike import agree, shared_digits
from baocao.checks.reading.context import FIGURES, Stage, opening, title_period
from baocao.checks.reading.measures import Figure, Measures, Telling, figures
from baocao.checks.reading.tokens import PERCENT, Sort, Token, same_noun
from baocao.checks.reading.words import subject
from baocao.checks.tabled import deadlines, remainders
from baocao.checks.tabled.judged_rows import CERTAIN, DOUBT, check_rows
from baocao.checks.tabled.row_figures import LINKS, Said, figures_of, named, names_of
from baocao.checks.tabled.target_rows import Row, Value, target_rows
from baocao.errors import Level
from baocao.regexes import regex


def check(paper: Paper) -> Iterator[Conflict]:
    """Figures and deadlines that a table of the same paper gives differently, rows that contradict themselves,
    remainders that do not fit."""
    yield from remainders.check(paper)
    yield from deadlines.check(paper)
    rows = target_rows(paper)
    if rows:
        yield from check_rows(rows)
        yield from _against_body(rows, paper)


def _against_body(rows: Sequence[Row], paper: Paper) -> Iterator[Conflict]:
    """What the sentences of the body tell of the rows they name."""
    names = names_of(rows)
    if names is None:
        return
    measures = Measures()
    for sentence in paper.with_numerals:
        if sentence.passage.cell is not None or not any(t.sort in FIGURES for t in sentence.tokens):
            continue
        for row, end in named(sentence, names):
            told = tuple(figures_of(sentence, end, row))
            # most bodies and tables agree; what the figures measure is read only where they do not
            wrong = tuple(_compared(told, row))
            first = _figure_at(paper, told[0]) if wrong else None
            telling = measures.of(first) if first else None
            if telling and _same_time(telling, row, paper):
                yield from wrong


def _figure_at(paper: Paper, said: Said) -> Figure | None:
    passage, start = said.sentence.passage, said.token.start
    return next((f for f in figures(paper) if f.sentence.passage is passage and f.token.start == start), None)


_PERIOD = regex(r'\d+\s+tháng|tháng\s+\d+|quý\s+(?:[IV]+|\d)(?!\w)|tuần\s+\d+', re.IGNORECASE)
_YEAR = regex(r'(?:19|20)\d\d')


def _same_time(telling: Telling, row: Row, paper: Paper) -> bool:
    """True where the body and the column of results speak of one year and one part of it, both of what was reached."""
    head = row.heads['done']
    found = _PERIOD.search(head)
    period = ' '.join(found[0].casefold().split()).removeprefix('0') if found else ''
    told = telling.period or {title_period(paper)} - {''}
    if told != ({period} - {''} or {title_period(paper)} - {''}):
        return False
    years: set[int | None] = {int(year) for year in _YEAR.findall(head)} or {opening(paper).year}
    whole_year = 'ước' in head.casefold() and not period and title_period(paper)
    if telling.unit or telling.stage is Stage.PLAN or whole_year or len(years) != 1:
        return False
    return telling.year is None or years == {None} or telling.year in years


def _compared(told: Sequence[Said], row: Row) -> Iterator[Conflict]:
    """The figures of the body that the row has differently: certain where the row agrees in another figure or the
    digits differ by a slip."""
    wrong: list[tuple[Said, Value]] = []
    agreeing = 0
    for field, values in (('done', row.done), ('plan', row.plan), ('rate', row.rate), ('change', row.change)):
        own = [s for s in told if s.field == field and any(_comparable(s.token, v) for v in values)]
        if not own or any(not any(_comparable(s.token, v) for s in own) for v in values):
            continue
        lost = [s for s in own if not any(_agree(s, v) for v in values)]
        matched = len(own) - len(lost)
        agreeing += matched
        if matched < min(len(own), len(values)) and lost:
            free = [v for v in values if not any(_agree(s, v) for s in own)]
            wrong += [(lost[0], (free or [*values])[0])]
    for one, value in wrong:
        if row.deep and not agreeing:
            continue
        certain = agreeing > 0 or shared_digits(_digits(one.token), _digits(value.token)) >= 2
        yield _conflict(one, value, row, certain)


def _digits(token: Token) -> str:
    return token.text.rstrip('%‰ ').replace('.', '')


def _comparable(token: Token, value: Value) -> bool:
    if token.sort is not Sort.AMOUNT or value.token.sort is not Sort.AMOUNT:
        return False
    if token.unit or value.token.unit:
        return token.unit == value.token.unit
    narrower = subject(token.noun[len(value.token.noun) :])[0] - LINKS  # lao động nữ
    return same_noun(token.noun, value.token.noun) and not narrower


def _agree(said: Said, value: Value) -> bool:
    """True where a figure of the body is that of the cell, perhaps rounded."""
    if said.sign and value.sign and said.sign != value.sign:
        return False
    one, other = said.token, value.token
    if said.field == 'change' and not (said.sign and value.sign):
        return _same_change(said, value)
    if agree(one, other):
        return True
    for a, b in ((one, other), (other, one)):
        if not a.decimals[0] and a.numbers[0] and a.numbers[0] % 100 == 0:
            zeros = len(str(a.numbers[0])) - len(str(a.numbers[0]).rstrip('0'))
            if abs(a.value - b.value) * 2 <= 10**zeros * a.scale:
                return True
    return False


def _same_change(said: Said, value: Value) -> bool:
    """True where a change and a percentage of the year before are the same, or one of them may be either: tăng 8,74%
    is 108,74%."""
    shares = [_of_before(said.token, said.sign), _of_before(value.token, value.sign)]
    if None in shares or agree(said.token, value.token):
        return True
    one, other = (share for share in shares if share is not None)
    return abs(one - other) <= max(said.token.half, value.token.half)


def _of_before(token: Token, sign: int) -> Decimal | None:
    """What percentage of the year before a figure tells; None where it may be a change without its word."""
    if token.unit != PERCENT or token.hedge:
        return None
    if sign:
        return 100 + sign * token.value
    return token.value if token.value >= 50 else None


_COLUMNS = {'plan': "kế hoạch", 'done': "thực hiện", 'rate': "so với kế hoạch", 'change': "so với cùng kỳ"}


def _conflict(said: Said, value: Value, row: Row, certain: bool) -> Conflict:
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
