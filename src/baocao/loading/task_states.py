"""How the tasks of a paper stand on a day, by what is said of them: a partition, so that counts add up.

| said of the task                               | counted on the day as                                 |
|------------------------------------------------|-------------------------------------------------------|
| a day of completion, not after the day         | done: in time, late by its deadline, or unknown       |
| a day of completion after the day              | late, extended, or being done (doubt: LATER)          |
| a state given by hand                          | that state (doubt: OVERDUE where the deadline passed) |
| an extension that runs until the day or longer | extended                                              |
| nothing, the deadline before the day           | late (doubt: UNSAID)                                  |
| nothing                                        | unknown                                               |

The deadline is the extended one where there is one, else `thoi_han`. A task is in time on the day of its deadline.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from baocao.loading.task_walk import Assigned, assigned
from baocao.models import VanBan
from baocao.models.tinh_trang import CHAM, CHUA_THUC_HIEN, DA_HOAN_THANH, DANG_THUC_HIEN, GIA_HAN
from baocao.vietnamese import Ngay

#: each state by hand and what it counts as
_BY_HAND = {
    DA_HOAN_THANH: 'hoan_thanh_chua_ro_han',
    DANG_THUC_HIEN: 'dang_thuc_hien',
    CHAM: 'cham',
    GIA_HAN: 'gia_han',
    CHUA_THUC_HIEN: 'chua_thuc_hien',
}

_DONE = ('hoan_thanh_dung_han', 'hoan_thanh_tre_han', 'hoan_thanh_chua_ro_han')

#: the states that make the whole, in the order in which they are told, with their words
PARTS: Mapping[str, str] = {
    'hoan_thanh': "hoàn thành",
    'dang_thuc_hien': "đang thực hiện",
    'cham': "chậm",
    'gia_han': "gia hạn",
    'chua_thuc_hien': "chưa thực hiện",
    'chua_ro': "chưa nêu tình trạng",
}

#: what may be counted, and the states on the day that it holds
MEASURES: Mapping[str, tuple[str, ...]] = {
    'tong': (*_DONE, *(part for part in PARTS if part != 'hoan_thanh')),
    'hoan_thanh': _DONE,
    **{part: (part,) for part in (*_DONE, *PARTS) if part != 'hoan_thanh'},
}


class Doubt(Enum):
    """Why the state of a task on the day is told to the drafter."""

    NONE = ''
    OVERDUE = 'overdue'
    UNSAID = 'unsaid'
    LATER = 'later'


class Standing(Struct, frozen=True):
    """A task with its state on the day: one of the words that `MEASURES['tong']` lists."""

    task: Assigned
    state: str
    doubt: Doubt = Doubt.NONE


class Tally(Struct, frozen=True):
    """The tasks of one paper as they stand on a day; `by_state` is how many are in each state.

    `asked` are the counts that were printed: the measure and the place of the reference (path, offset, length).
    `listed` are the letters of each list of titles.
    """

    day: Ngay
    tasks: tuple[Standing, ...]
    by_state: Mapping[str, int]
    asked: list[tuple[str, tuple[str, int, int]]] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)

    def of(self, measure: str) -> tuple[Standing, ...]:
        """The tasks that a measure counts."""
        return tuple(one for one in self.tasks if one.state in MEASURES[measure])

    def count(self, measure: str) -> int:
        """How many tasks a measure counts."""
        return sum(self.by_state.get(state, 0) for state in MEASURES[measure])


def tally(van_ban: VanBan, day: Ngay) -> Tally:
    """The tasks of a paper as they stand on a full day."""
    tasks = tuple(standing(task, day) for task in assigned(van_ban) if task.is_task)
    return Tally(day, tasks, Counter(one.state for one in tasks))


def stated(state: str) -> str | None:
    """The words that a person would type for a state of a task on a day; None where nothing is known."""
    if state in _DONE:
        return DA_HOAN_THANH
    return next((words for words, counted in _BY_HAND.items() if counted == state), None)


def deadline(task: Assigned) -> Ngay | None:
    """The deadline that holds for a task."""
    return task.node.gia_han_den or task.thoi_han


def standing(task: Assigned, day: Ngay) -> Standing:
    """The state of a task on a full day."""
    node, due = task.node, deadline(task)
    overdue = due is not None and due.first_day < day.first_day
    done = node.ngay_hoan_thanh
    if done is not None and done.first_day <= day.first_day:
        return Standing(task, _done(done, due))
    if done is not None:
        state = 'cham' if overdue else 'gia_han' if node.gia_han_den else 'dang_thuc_hien'
        return Standing(task, state, Doubt.LATER)
    if node.tinh_trang is not None:
        doubted = overdue and _may_be_overdue(task)
        return Standing(task, _BY_HAND[node.tinh_trang], Doubt.OVERDUE if doubted else Doubt.NONE)
    if overdue:
        return Standing(task, 'cham', Doubt.UNSAID)
    return Standing(task, 'gia_han' if node.gia_han_den else 'chua_ro')


def _done(done: Ngay, due: Ngay | None) -> str:
    if due is None:
        return 'hoan_thanh_chua_ro_han'
    return 'hoan_thanh_tre_han' if done.first_day > due.first_day else 'hoan_thanh_dung_han'


def _may_be_overdue(task: Assigned) -> bool:
    """True for a state that a passed deadline contradicts; an extension without its day has an unknown one."""
    state = task.node.tinh_trang
    if state == GIA_HAN:
        return task.node.gia_han_den is not None
    return state in (DANG_THUC_HIEN, CHUA_THUC_HIEN)
