"""The mend of YAML's traps in a file: bare texts, tabs, wrong colons and quotes; no other line is touched."""

from __future__ import annotations

import codecs
import re
from difflib import SequenceMatcher

from msgspec import Struct

from baocao.source.decode import decode
from baocao.source.examine import examine
from baocao.source.place import Lines
from baocao.source.scan import scan
from baocao.source.traps import Statement

_TABS = (2, 4, 8, 1)
_ROUNDS = 6
_OTHER = frozenset(
    (
        'YM040',
        'YM041',
        'YM042',
        'YM060',
        'YM062',
        'YM066',
        'YM067',
        'YM069',
        'YM008',
        'YM009',
        'YM010',
        'YM011',
    )
)
"""Faults that stand on a line for reasons of their own, which no mend of a trap can take away."""
_WORD = re.compile(r'\w+')


class Change(Struct, frozen=True):
    """One mended place: its first line (1-based, in the file before), the lines before and after."""

    line: int
    before: str
    after: str


class Mended(Struct, frozen=True):
    """The file after the mend (the same bytes where nothing was mended) and what changed, in order."""

    text: bytes
    changes: tuple[Change, ...]


def mend(data: bytes, name: str) -> Mended:
    """The file with every trap mended whose meaning is beyond doubt.

    Words are never lost, added or moved; byte order mark, line breaks and all other lines stay as they are.
    What would still be a fault after the mend is left as typed. The mend of a mended file changes nothing.
    Raises BaoCaoError where the bytes are no text.
    """
    decoded = decode(data, name)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b''
    raw = data[len(mark) :].decode('utf-8').split('\n')
    lines = Lines(name, decoded)
    if [line.removesuffix('\r') for line in raw[:-1]] + raw[-1:] != list(lines.lines):
        return Mended(data, ())
    done, rounds = lines, 0
    changes: tuple[Change, ...] = ()
    while chosen := _best(done):
        changes = tuple(_change(done, statement) for statement in chosen)
        raw = _spliced(raw, chosen)
        done = Lines(name, '\n'.join(_spliced(list(done.lines), chosen)))
        rounds += 1
        if rounds == _ROUNDS:
            return Mended(data, ())
    if rounds > 1:
        changes = _compared(lines.lines, done.lines)
    return Mended(mark + '\n'.join(raw).encode(), changes) if rounds else Mended(data, ())


def _compared(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[Change, ...]:
    """What changed over several rounds; a line that was only added is shown with its neighbour."""
    changes: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == 'equal':
            continue
        if a == b or c == d:
            a, b, c, d = (a - 1, b, c - 1, d) if a else (a, b + 1, c, d + 1)
        changes.append(Change(a + 1, '\n'.join(before[a:b]), '\n'.join(after[c:d])))
    return tuple(changes)


def _best(lines: Lines) -> list[Statement]:
    """The mends under the width of a tab that leaves the fewest faults."""
    best: tuple[int, list[Statement]] | None = None
    for tab in _TABS if '\t' in lines.text else _TABS[:1]:
        chosen, left = _choose(lines, tab)
        if best is None or left < best[0]:
            best = left, chosen
        if not left:
            break
    return best[1] if best else []


def _change(lines: Lines, statement: Statement) -> Change:
    """Only the lines that differ, so that a long block shows its one bad line."""
    before = list(lines.lines[statement.first : statement.last + 1])
    after = list(statement.fixed or ())
    first = 0
    while first < min(len(before), len(after)) - 1 and before[first] == after[first]:
        first += 1
    while len(before) > first + 1 and len(after) > first + 1 and before[-1] == after[-1]:
        before.pop()
        after.pop()
    return Change(statement.first + first + 1, '\n'.join(before[first:]), '\n'.join(after[first:]))


def _choose(lines: Lines, tab: int) -> tuple[list[Statement], int]:
    """The statements to mend, and how many findings that stop would be left with them."""
    chosen = [
        s for s in scan(lines.lines, tab) if s.fixed is not None and s.certain and _keeps_words(lines, s)
    ]
    for _ in range(_ROUNDS):
        left, bad = _left(lines, chosen, tab)
        if not bad:
            return chosen, left
        chosen = [s for n, s in enumerate(chosen) if n not in bad]
    return [], _left(lines, [], tab)[0]


def _keeps_words(lines: Lines, statement: Statement) -> bool:
    before = '\n'.join(lines.lines[statement.first : statement.last + 1])
    after = '\n'.join(statement.fixed or ())
    return before != after and _WORD.findall(before) == _WORD.findall(after)


def _left(lines: Lines, chosen: list[Statement], tab: int) -> tuple[int, set[int]]:
    """The traps left after the mend, and the mends on whose lines one of them stands."""
    texts = Lines(lines.name, '\n'.join(_spliced(list(lines.lines), chosen)))
    findings = examine(texts, tab, limit=len(texts.lines) + 1).findings
    stopping = {f.span.line for f in findings if f.level.stops and f.code not in _OTHER}
    bad: set[int] = set()
    shift = 0
    for number, statement in enumerate(chosen):
        first = statement.first + shift + 1
        count = len(statement.fixed or ())
        if any(line in stopping for line in range(first, first + count)):
            bad.add(number)
        shift += count - (statement.last - statement.first + 1)
    return len(stopping), bad


def _spliced(texts: list[str], chosen: list[Statement]) -> list[str]:
    """The lines with the mended ones in place; added lines end the way the first line of their place does."""
    result: list[str] = []
    at = 0
    for statement in chosen:
        result += texts[at : statement.first]
        ending = '\r' if texts[statement.first].endswith('\r') else ''
        last = texts[statement.last]
        fixed = [line + ending for line in statement.fixed or ()]
        if fixed and not last.endswith('\r'):
            fixed[-1] = fixed[-1].removesuffix('\r')
        result += fixed
        at = statement.last + 1
    return result + texts[at:]
