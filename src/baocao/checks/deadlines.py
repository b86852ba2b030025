"""The deadline of a task told in the body and in the row of a table that has the same task."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.tokens import Sort, Token
from baocao.errors import Level
from baocao.prose import Passage

CODE = 'SL241'
_Due = tuple[Sentence, Token]
_DEADLINE = re.compile(
    r'(?:thời\s+hạn|tiến\s+độ|thời\s+gian\s+hoàn\s+thành|hoàn\s+thành)(?!\w)', re.IGNORECASE
)
#: words: a shorter task may stand in a paper twice
_LEAST = 6


def check(paper: Paper) -> Iterator[Conflict]:
    """Deadlines in tables that differ from those of the body."""
    if not any(p.cell for p in paper.prose.passages):
        return
    tasks = _tasks(paper)
    rows: dict[tuple[int, int], list[_Due]] = defaultdict(list)
    named: dict[tuple[int, int], str] = {}
    for passage, block in zip(paper.prose.passages, paper.blocks, strict=True):
        if passage.cell is None or passage.cell.head:
            continue
        row = (passage.cell.table, passage.cell.row)
        dates = _dates(block)
        if len(dates) == 1 and len(passage.text) <= 30:
            rows[row] += dates
        elif (words := _words(passage)) in tasks:
            named[row] = words
    for row, words in named.items():
        due = rows.get(row, [])
        if len(due) == 1 and due[0][1].date != tasks[words][1].date:
            yield _conflict(due[0], tasks[words])


def _tasks(paper: Paper) -> dict[str, _Due]:
    """The tasks of the body that have one deadline: their words, the deadline."""
    found: dict[str, list[_Due]] = defaultdict(list)
    task = ''
    for passage, block in zip(paper.prose.passages, paper.blocks, strict=True):
        if passage.cell is not None:
            continue
        if passage.sign and passage.sign[0] not in '-–—+•▪':
            task = _words(passage)
        elif task and _DEADLINE.match(passage.text, passage.start):
            found[task] += _dates(block)
    return {
        words: dates[0] for words, dates in found.items() if len(dates) == 1 and words.count(' ') >= _LEAST
    }


def _dates(block: tuple[Sentence, ...]) -> list[_Due]:
    return [(s, t) for s in block for t in s.tokens if t.sort is Sort.DATE and None not in t.date]


def _words(passage: Passage) -> str:
    return ' '.join(re.findall(r'\w+', passage.text[passage.start :].casefold()))


def _conflict(cell: _Due, body: _Due) -> Conflict:
    return Conflict(
        CODE,
        Level.LOI,
        (cell[0].spot(cell[1]), body[0].spot(body[1])),
        f"Thời hạn của cùng một nhiệm vụ: trong bảng là {cell[1].text}, trong nội dung là {body[1].text}.",
        "Đối chiếu hai chỗ rồi sửa thời hạn ghi nhầm.",
    )
