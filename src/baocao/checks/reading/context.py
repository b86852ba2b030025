"""What stands around a figure: the year, the stage and the territory that a paper or its headings tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from baocao.checks.model import Paper, Sentence, once
from baocao.checks.reading.tokens import Sort, Token
from baocao.checks.reading.words import CAPITALS
from baocao.prose import Kind, Passage
from baocao.regexes import regex

#: the tokens that tell how much
FIGURES = (Sort.AMOUNT, Sort.PAIR, Sort.RANGE)


class Stage(Enum):
    """Whether a figure is planned or reached."""

    OPEN = 'open'
    PLAN = 'plan'
    RESULT = 'result'


class Context(NamedTuple):
    """What stands around a sentence: the year and the stage of its paper or heading, and the unit (huyện, xã, sở) whose
    part of the paper it is in, with the kind of sign of the heading that names it."""

    year: int | None = None
    stage: Stage = Stage.OPEN
    unit: str = ''
    sign: str = ''


_PLANS = ('QUYẾT ĐỊNH', 'KẾ HOẠCH', 'NGHỊ QUYẾT', 'CHỈ THỊ', 'CHƯƠNG TRÌNH', 'CÔNG ĐIỆN')


@once
def opening(paper: Paper) -> Context:
    """What the head of a paper tells: its year, and whether it plans or reports."""
    year: int | None = None
    stage = Stage.OPEN
    for at, passage in enumerate(paper.prose.passages[:40]):
        block = paper.numeral_blocks.get(at, ())
        text = passage.text.strip(' #*\t\u00a0')
        if stage is Stage.OPEN:
            if text.startswith('BÁO CÁO'):
                stage = Stage.RESULT
            elif text.startswith(_PLANS):
                stage = Stage.PLAN
        if year is None and len(text) < 300 and not text.startswith(('Căn cứ', 'Xét', 'Theo')):
            year = next((year_of(t) for s in block for t in s.tokens if t.sort is Sort.YEAR), None)
    return Context(year, stage)


_AHEAD = ('nhiệm vụ', 'phương hướng', 'mục tiêu', 'chỉ tiêu', 'giải pháp', 'kế hoạch')
DASHES = frozenset(('-', '–', '—', '+', '•', '▪'))
_BEHIND = ('kết quả', 'đánh giá', 'tình hình thực hiện', 'tồn tại', 'hạn chế', 'kiểm điểm')


def heading(passage: Passage, block: Sequence[Sentence], context: Context) -> Context:
    """The context after a passage: a heading may change the year and the stage."""
    text = passage.text
    if passage.sign in DASHES or passage.note:
        return context
    if not (passage.sign or passage.kind is Kind.HEADING or text.isupper()):
        return context
    tokens = [t for s in block for t in s.tokens]
    if any(t.sort in FIGURES and t.noun[:1] not in (('tháng',), ('năm',)) for t in tokens):
        return context
    folded = text.casefold()
    ahead, behind = any(w in folded for w in _AHEAD), any(w in folded for w in _BEHIND)
    years = {year_of(t) for t in tokens if t.sort is Sort.YEAR} - {None}
    stage = context.stage
    if ahead != behind:
        stage = Stage.PLAN if ahead else Stage.RESULT
    unit, sign = _unit(passage, context)
    return Context(years.pop() if len(years) == 1 else context.year, stage, unit, sign)


_UNIT = regex(
    r'(?:(?i:huyện|xã|phường|thị\s+xã|thị\s+trấn|quận|vùng|khu\s+vực|tỉnh|thành\s+phố|thôn|cụm|công\s+ty|trường|sở|ban|phòng|chi\s+cục'
    r'|đội|đồn))(?!\w)'
    rf'\s+[{CAPITALS}][^\W\d_]*(?:\s[{CAPITALS}][^\W\d_]*)*'
)


def _unit(passage: Passage, context: Context) -> tuple[str, str]:
    """The unit that a heading names; else that of the part, until a heading of the same kind of sign."""
    text, sign = passage.text, passage.sign
    kind = 'I' if sign[:1] in ('I', 'V', 'X') else '1' if sign[:1].isdigit() else sign[-1:]
    named = not text[passage.start + 1 :].islower() and not text.isupper()
    found = _UNIT.search(text) if named else None
    if found is not None:
        return ' '.join(found[0].casefold().split()), kind
    return ('', '') if kind in (context.sign, 'I') else (context.unit, context.sign)


def year_of(token: Token) -> int | None:
    return int(token.numbers[0]) if len(token.numbers) == 1 else None


_AREA = regex(r'(?:tỉnh|thành\s+phố|tp\.?|huyện|quận|thị\s+xã|thị\s+trấn|xã|phường|đặc\s+khu)(?!\w).*')


def area(issuer: str | None) -> str:
    """The territory of an issuer in small letters (`thành phố quảng ngãi`), empty where it names none."""
    found = _AREA.search(' '.join((issuer or '').casefold().split()))
    return found[0] if found else ''


_TITLE_PERIOD = regex(r'\d+\s+tháng|tháng\s+\d+|quý\s+(?:[IV]+|\d)(?!\w)|tuần\s+\d+', re.IGNORECASE)


@once
def title_period(paper: Paper) -> str:
    """The part of a year that the subject of a paper names (`9 tháng`, `quý iii`), empty where it names none."""
    for passage in paper.prose.passages[:30]:
        text = passage.text
        if len(text) > 300 or passage.sign:
            continue
        folded = text.casefold()
        if 'ngày' in folded or not any(unit in folded for unit in ('tháng', 'quý', 'tuần')):
            continue
        found = _TITLE_PERIOD.search(text)
        if found is not None:
            return ' '.join(found[0].casefold().split()).removeprefix('0')
    return ''
