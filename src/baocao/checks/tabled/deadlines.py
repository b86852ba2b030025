"""Deadlines of tasks that the body and a table of tasks give differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper, Spot
from baocao.checks.reading.grid import Entry, grids
from baocao.checks.reading.tokens import Sort, Token, read
from baocao.checks.tabled.judged_rows import CERTAIN
from baocao.checks.tabled.target_rows import worded
from baocao.errors import Level
from baocao.prose import Passage
from baocao.regexes import regex

#: year, month, day; None where not given
_Date = tuple[int | None, int | None, int | None]
_NAME = regex(r'nhiệm\s+vụ|nội\s+dung|công\s+việc|tên\s+(?:việc|đề\s+án)', re.IGNORECASE)
_HEAD = regex(r'thời\s+(?:hạn|gian)|tiến\s+độ|hạn\s+hoàn\s+thành', re.IGNORECASE)
_LABEL = regex(r'[^\w:]*[^:\d]{3,60}:')
_DEADLINE = regex(
    r'[^\w:]*(?:thời\s+(?:hạn|gian)|tiến\s+độ|hạn)(?:\s+(?:hoàn\s+thành|thực\s+hiện)){0,2}\s*:',
    re.IGNORECASE,
)
#: what was done, not what is due
_PAST = regex(r'(?<!\w)(?:đã|chậm|gia\s+hạn|điều\s+chỉnh|lùi|thực\s+tế)(?!\w)', re.IGNORECASE)
#: deadlines for a report of a task, not for the task
_REPORT = regex(r'báo\s+cáo|trình|gửi|bắt\s+đầu', re.IGNORECASE)


class _Due(NamedTuple):
    """The one date of a deadline and where it stands."""

    date: _Date
    spot: Spot


def check(paper: Paper) -> Iterator[Conflict]:
    """The deadlines of the body that the row of the same task has otherwise."""
    rows = [(name, due) for grid in grids(paper) for name, due in _listed(grid.rows, grid.heads)]
    if not rows:
        return
    tasks = list(_tasks(paper.prose.passages))
    listed = _single([(_key(name.text), due) for name, due in rows])
    told = _single([(_key(task.text[task.start :]), due) for task, due in tasks])
    names = {_key(name.text): name.text for name, _ in rows}
    for key, due in told.items():
        row = listed.get(key)
        if row is not None and _differ(due.date, row.date):
            yield _conflict(names[key], due, row)


def _single(found: Sequence[tuple[tuple[str, ...], _Due | None]]) -> dict[tuple[str, ...], _Due]:
    """The deadlines by the words of their tasks, of tasks that are named once and have one date."""
    every: dict[tuple[str, ...], list[_Due | None]] = defaultdict(list)
    for key, due in found:
        every[key].append(due)
    return {key: dues[0] for key, dues in every.items() if len(dues) == 1 and dues[0] and len(key) > 3}


def _key(text: str) -> tuple[str, ...]:
    return tuple(word for word, _ in worded(text))


def _listed(rows: Sequence[dict[int, Entry]], heads: dict[int, str]) -> Iterator[tuple[Entry, _Due | None]]:
    names = [c for c, head in heads.items() if _NAME.search(head)]
    columns = [
        c for c, head in heads.items() if _HEAD.search(head) and not _REPORT.search(head) and c not in names
    ]
    if len(names) != 1 or len(columns) != 1:
        return
    for row in rows:
        name, cell = row.get(names[0]), row.get(columns[0])
        if name is not None and cell is not None and not name.is_blank:
            yield name, _due(cell.passage, cell.passage.start) if _is_whole(cell) else None


def _is_whole(cell: Entry) -> bool:
    """True where the cell is one paragraph."""
    return cell.text == cell.passage.text.strip(' *_')


def _tasks(passages: Sequence[Passage]) -> Iterator[tuple[Passage, _Due | None]]:
    """The tasks of the body that a deadline follows before the next task."""
    task: Passage | None = None
    for passage in passages:
        if passage.cell is not None or passage.note:
            task = None
        elif task is not None and (label := _DEADLINE.match(passage.text)):
            yield task, _due(passage, label.end())
        elif not _LABEL.match(passage.text) or not passage.sign or passage.sign not in '+-–•':
            task = passage


def _due(passage: Passage, start: int) -> _Due | None:
    """The only date of a text from an offset on; None where it has none or several, or tells how the task went."""
    tokens = read(passage.text, start)
    if _PAST.search(passage.text, start):
        return None
    if len(tokens) != 1 or (date := _date(tokens[0])) is None:
        return None
    return _Due(date, Spot(passage, tokens[0].start, tokens[0].end))


_ODD = regex(r'(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})')


def _date(token: Token) -> _Date | None:
    if token.sort is Sort.DATE:
        return token.date
    odd = _ODD.fullmatch(token.text)  # a year that no date of our time has
    return (int(odd[3]), int(odd[2]), int(odd[1])) if odd else None


def _differ(one: _Date, other: _Date) -> bool:
    return any(a != b for a, b in zip(one, other, strict=True) if a is not None and b is not None)


def _conflict(name: str, due: _Due, row: _Due) -> Conflict:
    words = name.split()
    label = ' '.join(words[:12]) + ('…' if len(words) > 12 else '')
    return Conflict(
        CERTAIN,
        Level.LOI,
        (due.spot, row.spot),
        f"Thời hạn của nhiệm vụ “{label}” ở đây là {due.spot.text}, trong bảng là {row.spot.text}.",
        "Đối chiếu hai chỗ với chương trình, kế hoạch được giao rồi sửa cho khớp.",
    )
