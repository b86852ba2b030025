"""Where a paper divides totals: the lists inside sentences, the items below a line, the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from baocao.checks.model import Paper, Sentence
from baocao.checks.reading.tokens import Sort
from baocao.checks.sums.partitions import partition_of
from baocao.checks.sums.parts import (
    COLON,
    OPENER,
    Cover,
    Figure,
    Listing,
    Row,
    brackets,
    closing,
    entries,
    entry,
    figures,
    may_open,
)
from baocao.prose import Kind, Passage
from baocao.regexes import regex


def listings(paper: Paper) -> Iterator[Listing]:
    """Every list of a paper that words open: inside a sentence, as items below a line, in a note."""
    blocks = paper.numeral_blocks
    for at, passage in enumerate(paper.prose.passages):
        for position, sentence in enumerate(blocks.get(at, ())):
            if len(sentence.tokens) > 1 and _has_sizes(sentence):
                yield from _inside(paper, at, position, sentence)
                yield from _bracketed(sentence)
                yield from _behind_colons(sentence)
        if passage.kind not in (Kind.CELL, Kind.FRAME) and passage.opens_list:
            yield from _below(paper, at)
        for offset, key in passage.notes:
            yield from _noted(paper, paper.blocks[at], offset, key)


_SIZES = (Sort.AMOUNT, Sort.PAIR)


def _has_sizes(sentence: Sentence) -> bool:
    """True where a sentence tells more than one size, as every list does."""
    return len([t for t in sentence.tokens if t.sort in _SIZES and not t.is_rate]) > 1


def _inside(paper: Paper, at: int, position: int, sentence: Sentence) -> Iterator[Listing]:
    """The lists inside a sentence, each opened by words."""
    text = sentence.passage.text
    if not may_open(text, sentence.start, sentence.end):
        return
    for opener in OPENER.finditer(text, sentence.start, sentence.end):
        if not any(t.start >= opener.end() for t in sentence.tokens):
            return
        bracket, end = brackets(text, sentence.start, opener.start(), sentence.end)
        rows, whole = entries(sentence, opener.end(), end)
        if not rows:
            continue
        lead, totals = _lead(paper, at, position, sentence, opener.start(), bracket)
        announced = ':' in opener[0]
        near = announced or any(t.passage is sentence.passage for t in totals)
        if opener['some'] and not announced and text.find(';', opener.end(), end) >= 0:
            whole = False  # the selection may end at the semicolon
        if totals and (near or partition_of([row.label for row in rows])):
            near = announced or all(sentence.start <= t.token.start for t in totals)
            yield Listing(lead, totals, rows, _cover(opener), whole, near)


_OTHER_SIZES = regex(r'kế\s+hoạch|(?<!\w)KH|dự\s+toán|cùng\s+kỳ|năm\s+trước|so\s+với|đạt', re.IGNORECASE)


def _bracketed(sentence: Sentence) -> Iterator[Listing]:
    """The lists that stand in brackets right behind a total, without words that open them: a selection perhaps."""
    text = sentence.passage.text
    if text.find('(', sentence.start, sentence.end) < 0:
        return
    for at in (i for i in range(sentence.start, sentence.end) if text[i] == '('):
        end = closing(text, at + 1, sentence.end)
        inside = sum(t.sort is Sort.AMOUNT and not t.is_rate for t in sentence.within(at, end))
        if inside < 2 or OPENER.search(text, at, end) or _OTHER_SIZES.search(text, at, end):
            continue
        before = [t for t in sentence.tokens if t.end <= at][-1:]
        totals = tuple(figures(sentence.passage, before, sentence.start))
        rows, whole = entries(sentence, at + 1, end)
        if totals and len(rows) > 1 and not re.search(r'[;,()]', text[before[0].stop : at]):
            yield Listing(text[sentence.start : at], totals, rows, Cover.SOME, whole)


def _behind_colons(sentence: Sentence) -> Iterator[Listing]:
    """The lists of counts behind a count and a colon, each entry opened by its count."""
    text = sentence.passage.text
    if text.find(':', sentence.start, sentence.end) < 0:
        return
    for token in sentence.tokens:
        colon = COLON.match(text, token.stop) if token.is_count else None
        if colon is None or OPENER.search(text, token.stop, colon.end()):
            continue
        rows, whole = entries(sentence, colon.end(), sentence.end)
        opened = all(not text[r.start : r.figures[0].token.start].strip() for r in rows)
        if len(rows) > 1 and opened:
            totals = tuple(figures(sentence.passage, [token], sentence.start))
            yield Listing(text[sentence.start : colon.start()], totals, rows, Cover.LIKELY, whole)


def _cover(opener: re.Match[str]) -> Cover:
    return Cover.WHOLE if opener['whole'] else Cover.SOME


def _lead(
    paper: Paper, at: int, position: int, sentence: Sentence, end: int, bracket: int
) -> tuple[str, tuple[Figure, ...]]:
    """The words before a list, and the figures in them that may be its totals: of its own clause, else before the
    bracket, else of the sentence before where the list opens a sentence."""
    text = sentence.passage.text
    begin = max(bracket + 1, sentence.start)
    clause = max(begin, text.rfind(';', begin, end) + 1)
    if found := _totals(sentence, clause, end):
        return text[clause:end], found
    if bracket >= 0:
        clause = max(sentence.start, text.rfind(';', sentence.start, bracket) + 1)
        return text[clause:bracket], _totals(sentence, clause, bracket)
    if clause > begin or text[sentence.start : end].strip(' *_-–+('):
        before = max(begin, text.rfind(';', begin, max(begin, clause - 1)) + 1)
        own = text[clause:end].strip(' *_-–+(')
        return text[before:end], () if own or clause == begin else _totals(sentence, before, end)
    previous = _previous(paper, at, position)
    if previous is None:
        return '', ()
    return previous.text, _totals(previous, previous.start, previous.end)


def _previous(paper: Paper, at: int, position: int) -> Sentence | None:
    if position:
        return paper.blocks[at][position - 1]
    here = paper.prose.passages[at]
    if at == 0 or here.kind in (Kind.CELL, Kind.FRAME, Kind.NOTE) or here.sign:
        return None
    before, sentences = paper.prose.passages[at - 1], paper.blocks[at - 1]
    return sentences[-1] if sentences and before.kind in (Kind.PARAGRAPH, Kind.ITEM) else None


def _totals(sentence: Sentence, start: int, end: int) -> tuple[Figure, ...]:
    """The figures of a part of a sentence, without those in brackets where others stand outside."""
    text = sentence.passage.text
    found = tuple(figures(sentence.passage, sentence.within(start, end), start))
    return tuple(f for f in found if brackets(text, start, f.token.start, end)[0] < 0) or found


def _below(paper: Paper, at: int) -> Iterator[Listing]:
    """The list of items below a line that ends with a colon."""
    passages, sentences = paper.prose.passages, paper.blocks[at]
    if not sentences:
        return
    last = sentences[-1]
    text = last.passage.text
    opener = OPENER.search(text, last.start, last.end)
    closing = opener if opener and not any(t.start >= opener.end() for t in last.tokens) else None
    end = closing.start() if closing else last.end
    totals = _totals(last, max(last.start, text.rfind(';', last.start, end) + 1), end)
    if not totals and closing and not last.text[: end - last.start].strip(' *_'):
        previous = _previous(paper, at, len(sentences) - 1)
        totals = _totals(previous, previous.start, previous.end) if previous else ()
    if not totals:
        return
    rows: list[Row] = []
    kinds: list[str] = []
    for below in range(at + 1, len(passages)):
        item = passages[below]
        level = _level(item)
        if not level or (kinds and level not in kinds and level not in '+•'):
            break
        kinds.append(level)
        if level == kinds[0] and item.note == passages[at].note:
            rows.append(_item_row(item, paper.blocks[below]))
    found = tuple(r for r in rows if r.figures)
    if found:
        cover = _cover(closing) if closing else Cover.SOME
        yield Listing(last.text, totals, found, cover, len(found) == len(rows))


def _level(passage: Passage) -> str:
    """The kind of sign that leads an item; empty for what is no item."""
    if passage.kind not in (Kind.ITEM, Kind.NOTE, Kind.PARAGRAPH) or not passage.sign:
        return ''
    sign = passage.sign.strip('().')
    return (
        '-' if sign in '-–—' else sign if sign in '+•▪' else '1' if sign.replace('.', '').isdigit() else 'a'
    )


def _item_row(passage: Passage, sentences: Sequence[Sentence]) -> Row:
    """An item as one entry: its first sentence, up to a list of its own."""
    if not sentences:
        return Row(passage, passage.start, passage.start, ())
    return entry(sentences[0], sentences[0].start, sentences[0].end)


def _noted(paper: Paper, sentences: Sequence[Sentence], offset: int, key: str) -> Iterator[Listing]:
    """The list in a note, with the totals in the sentence that refers to it and in the one before."""
    position = next((i for i, s in enumerate(sentences) if s.start <= offset <= s.end), None)
    notes = [(p, b) for i, p in enumerate(paper.prose.passages) if p.note == key and (b := paper.blocks[i])]
    if position is None or not notes:
        return
    here = sentences[position]
    before = sentences[position - 1] if position else None
    totals = (
        *(_totals(before, before.start, before.end) if before else ()),
        *_totals(here, here.start, offset),
    )
    if not totals:
        return
    first = notes[0][1][0]
    opener = OPENER.search(first.passage.text, first.start, first.end)
    start = opener.end() if opener else first.start
    if len(notes) == 1:
        rows, whole = entries(first, start, first.end)
    else:
        items = [entry(first, start, first.end), *(_item_row(p, b) for p, b in notes[1:])]
        rows = tuple(r for r in items if r.figures)
        whole = len(rows) >= len(items) - 1
    if rows and not all(_OTHER_PERIOD.match(row.label) for row in rows):
        yield Listing(here.text, totals, rows, _cover(opener) if opener else Cover.SOME, whole)


#: what opens an entry that tells the size of another period: `tháng 10/2025: 05 vụ; cùng kỳ năm 2024: 06 vụ`
_OTHER_PERIOD = regex(
    r'(?:trong\s+|số\s+liệu\s+)?(?:(?:tháng|quý|năm)\s+(?:[\divx]|trước)|cùng\s+kỳ|kỳ\s+trước)', re.IGNORECASE
)
