"""Budgets written as an outline: a line for each item with its one amount, sub-items below their item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct, field

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.reckoning import added, shown
from baocao.checks.reading.tokens import Sort
from baocao.checks.sums.parts import OPENER, Figure, figures
from baocao.errors import Level
from baocao.prose import Kind, Passage
from baocao.regexes import regex


class Item(Struct):
    """A line of an outline: its amount and the lines below it that belong to it."""

    figure: Figure
    below: list[Item] = field(default_factory=list)

    @property
    def gap(self) -> Decimal:
        """How far the lines below miss the amount."""
        return abs(sum((i.figure.value for i in self.below), Decimal(0)) - self.figure.value)

    @property
    def slack(self) -> Decimal:
        """How far rounding may have moved the amounts."""
        return sum((i.figure.half for i in self.below), self.figure.half)


def check_outlines(paper: Paper) -> Iterator[Conflict]:
    """The items that the items below them do not make, in outlines where others do."""
    for outline in _outlines(paper):
        divided = [item for item in outline if len(item.below) > 1]
        wrong = [item for item in divided if item.gap]
        good = len(divided) - len(wrong)
        if not good or len(wrong) > max(good, 2):
            continue
        for item in wrong:
            certain = good > 1 and item.gap > item.slack
            parts = [i.figure for i in item.below]
            yield Conflict(
                'SL211' if certain else 'SL216',
                Level.LOI if certain else Level.CANH_BAO,
                (item.figure.spot, *(p.spot for p in parts)),
                f"{added(parts)}, không phải {shown(item.figure)}.",
                "So lại khoản này và các khoản thành phần bên dưới với số liệu gốc, rồi sửa số sai.",
            )


_SIGN = regex(
    r'[\s*_]*(?P<sign>[IVXL]+(?=[.)])|[A-ZĐ](?=[.)])|\d{1,2}(?:\.\d{1,2})*(?=[.)]|\s+-?\s*[^\W\d_])|[a-zđ](?:\.\d{1,2})?(?=[.)])|[-–—+*•](?=\s))'
)


def _outlines(paper: Paper) -> Iterator[list[Item]]:
    """The runs of lines with one amount each, all items of a run in order."""
    run: list[Item] = []
    stack: list[tuple[str, Item]] = []
    for at, passage in enumerate(paper.prose.passages):
        sentences = paper.numeral_blocks.get(at, ())
        figure = _amount(passage, sentences) if sentences and passage.kind is not Kind.CELL else None
        if figure is None:
            if run and not _is_opener(passage):
                yield run
                run, stack = [], []
            continue
        if run and figure.token.unit != run[0].figure.token.unit:
            yield run
            run, stack = [], []
        item = Item(figure)
        kind = _kind(passage)
        if kind == 'root':
            stack = []
        while stack and kind in [k for k, _ in stack] and stack[-1][0] != kind:
            stack.pop()
        if stack and stack[-1][0] == kind:
            stack.pop()
        if stack:
            stack[-1][1].below.append(item)
        stack.append((kind, item))
        run.append(item)
    yield run


def _amount(passage: Passage, sentences: Sequence[Sentence]) -> Figure | None:
    """The one amount that closes a line `label: amount`; None where the line is another."""
    if passage.kind in (Kind.CELL, Kind.FRAME, Kind.NOTE) or len(sentences) > 2:
        return None  # `a.1. Vốn` looks like two sentences
    last = sentences[-1].tokens[-1:] if sentences else ()
    if (
        not last
        or last[0].sort is not Sort.AMOUNT
        or not last[0].unit
        or len(passage.text) - last[0].stop > 8
    ):
        return None
    found = [f for s in sentences if s.tokens for f in figures(passage, s.tokens) if f.token.unit]
    if len(found) != 1 or not found[0].token.is_exact:
        return None
    tail = passage.text[found[0].token.stop :].strip(' .;:,*_')
    label = passage.text[passage.start : found[0].token.start].rstrip(' *_')
    return found[0] if not tail and label.endswith((':', 'là')) else None


def _is_opener(passage: Passage) -> bool:
    """True for a line that only opens a list: `Bao gồm:`."""
    words = passage.text.strip(' *_+-')
    return OPENER.fullmatch(words) is not None


def _kind(passage: Passage) -> str:
    """The kind of sign that leads a line; `root` for the line of a total, empty for a line without a sign."""
    found = _SIGN.match(passage.text)
    sign = found['sign'] if found else passage.sign.strip('.)')
    words = passage.text[found.end() if found else 0 :].strip(' .):-').lower()
    if not sign:
        return 'root' if words.startswith('tổng') else ''
    if sign in '-–—':
        return '-'
    if sign in '+*•':
        return sign
    if sign.isdigit():
        return '1'
    if sign[0].isdigit():
        return '1' + '.1' * sign.count('.')
    if sign[0].islower():
        return 'a.1' if '.' in sign else 'a'
    return 'I' if re.fullmatch('[IVXL]+', sign) else 'A'
