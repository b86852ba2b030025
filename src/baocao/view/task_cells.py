"""How tasks stand, as the cells of a table of tasks show it."""

from __future__ import annotations

from collections.abc import Sequence

from baocao.loading.task_states import Standing, stated
from baocao.loading.task_walk import says_state
from baocao.text import EMPTY, Data, Text
from baocao.vietnamese import short_date, upper_first
from baocao.view.task_counts import tally_of
from baocao.view.writer import Task, Writer, plain

#: the type that reports; papers that assign tasks show no states, which come to be known after they are issued
_REPORT = "báo cáo"


def state_texts(writer: Writer, tasks: Sequence[Task], path: str) -> list[Text]:
    """The states of the tasks of a table at this path on the day of the paper, as they are counted; empty texts for
    tasks of which nothing is said, and for all where no state was typed or the paper is no report."""
    found = tally_of(writer, '') if writer.ho_so.the_loai.ten == _REPORT else None
    known = {one.task.path: one for one in found.tasks} if found else {}
    shown = [known[task[0]] for task in tasks if task[0] in known]
    if found is None or not any(says_state(one.task.node) for one in shown):
        return [EMPTY] * len(tasks)
    found.asked.append(('tinh_trang', (path, 0, 0)))
    return [state_text(known[task[0]]) if task[0] in known else EMPTY for task in tasks]


def state_text(one: Standing) -> Text:
    """How a task stands, in words; empty where nothing is known."""
    node, path = one.task.node, one.task.path
    words = stated(one.state)
    if words is None:
        return EMPTY
    said = Text.glue(upper_first(words))
    if node.tinh_trang == words:
        said = Text((Data(upper_first(words), f'{path}.tinh_trang', 0),))
    if node.ngay_hoan_thanh and one.state.startswith('hoan_thanh'):
        said += Text.glue(' ') + plain(short_date(node.ngay_hoan_thanh), f'{path}.ngay_hoan_thanh')
    if one.state == 'hoan_thanh_tre_han':
        said += Text.glue(", trễ hạn")
    if node.gia_han_den and one.state == 'gia_han':
        said += Text.glue(" đến ") + plain(short_date(node.gia_han_den), f'{path}.gia_han_den')
    return said
