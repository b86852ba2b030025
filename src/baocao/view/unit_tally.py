"""How the tasks that a paper hands out to its unit stand on a day."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from baocao.loading import HoSo
from baocao.loading.task_states import Tally, standing
from baocao.view.times import reporting_day


def unit_tally(ho_so: HoSo) -> Tally:
    """The tasks that the paper hands out, each with the path that leads to it in the paper that gives it."""
    giao = ho_so.giao
    assert giao is not None
    day = giao.ngay or reporting_day(ho_so.van_ban)
    tasks = tuple(
        standing(replace(lead.task, path=giao.tu.path_of(lead.task.path)), day) for lead in giao.nhiem_vu
    )
    return Tally(day, tasks, Counter(one.state for one in tasks))
