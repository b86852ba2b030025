"""The table of tasks, made of the tasks that the paper has anyway, with who does them."""

from __future__ import annotations

import difflib

from baocao.errors import Level
from baocao.models import ThanMuc
from baocao.text import Text
from baocao.view.model import Bang, Hang, Khoi, O
from baocao.view.numbering import asks_all
from baocao.view.tables import head_row, table_block
from baocao.view.target_tables import without_notes
from baocao.view.task_cells import state_texts
from baocao.view.writer import Task, Writer, stripped

#: the columns of a table of tasks, whether it shows products and states; a date of two figures each fits the fifth
#: column, and that of the state, on an upright A4 page
_TASK_WIDTHS = {
    (False, False): (6, 38, 20, 20, 16),
    (True, False): (6, 30, 17, 18, 16, 13),
    (False, True): (6, 29, 16, 16, 16, 17),
    (True, True): (6, 21, 14, 14, 16, 12, 17),
}
#: the lines of a task that name who answers for it
_LEADS = ('chu_tri', 'co_quan_tham_muu', 'co_quan_thuc_hien')


def task_table(writer: Writer, node: ThanMuc, path: str) -> list[Khoi]:
    """The tasks written so far as a table: ordinal, task, lead, helpers, time, product where any has one, and in a
    report the state where any has one."""
    tasks = _chosen_tasks(writer, node.bang_nhiem_vu, f'{path}.bang_nhiem_vu')
    if not tasks:
        return []
    writer.task_tables.append((f'{path}.bang_nhiem_vu', node.bang_nhiem_vu, len(tasks)))
    products = [tuple(duty[key] for key in ('san_pham',) if key in duty) for _, _, duty in tasks]
    states = [(state,) if state else () for state in state_texts(writer, tasks, f'{path}.bang_nhiem_vu')]
    more = {name: cells for name, cells in (("Sản phẩm", products), ("Tình trạng", states)) if any(cells)}
    heads = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn, tiến độ", *more]
    rows = [head_row(*heads)]
    for i, task in enumerate(tasks):
        rows.append(_task_row(task, i + 1, *(cells[i] for cells in more.values())))
    return [table_block(Bang(_TASK_WIDTHS[any(products), any(states)], tuple(rows)))]


def _task_row(task: Task, count: int, *more: tuple[Text, ...]) -> Hang:
    _, first, duty = task
    content = (first,) if first else ()
    leads = tuple(duty[key] for key in _LEADS if key in duty)
    times = tuple(duty[key] for key in ('thoi_han', 'tien_do') if key in duty)
    helpers = tuple(duty[key] for key in ('phoi_hop',) if key in duty)
    cells = [content, leads, helpers, times, *more]
    written = (O(tuple(stripped(without_notes(t)) for t in texts)) for texts in cells)
    return Hang((O((Text.glue(str(count)),), 'o_giua'), *written))


def _chosen_tasks(writer: Writer, codes: tuple[str, ...], path: str) -> list[Task]:
    """The tasks of the paper, or those below the nodes of these codes."""
    every = writer.tasks
    if not every:
        writer.report(
            'DL079',
            Level.CHAN,
            path,
            "Trước chỗ này chưa có nhiệm vụ nào để in thành bảng.",
            "Đặt bảng ở phụ lục hoặc sau các mục có «chu_tri», hoặc xóa dòng này.",
        )
        return []
    if asks_all(codes):
        return list(every)
    known = {code: place.path for code, place in writer.numbers.places.items()}
    for i, code in enumerate(codes):
        place = known.get(code)
        if not _tasks_below(writer, (code,)):
            near = difflib.get_close_matches(code, known, 1)
            writer.report(
                'DL080',
                Level.CHAN,
                f'{path}.{i}',
                f"Không có mục nào mang mã «{code}» có nhiệm vụ." if place is None else
                f"Dưới mục «{code}» không có nhiệm vụ nào.",
                f"Có phải là «{near[0]}»?" if near and place is None else
                "Ghi «ma: …» ở mục cần lấy nhiệm vụ, hoặc viết «tất cả».",
            )  # fmt: skip
    return _tasks_below(writer, codes)


def _tasks_below(writer: Writer, codes: tuple[str, ...]) -> list[Task]:
    """The tasks written so far: all, or those below the nodes of these codes, each once."""
    if asks_all(codes):
        return list(writer.tasks)
    places = [place.path for code in codes if (place := writer.numbers.places.get(code))]
    found = {task[0]: task for at in places for task in writer.tasks if f'{task[0]}.'.startswith(f'{at}.')}
    return list(found.values())


def check_task_tables(writer: Writer) -> None:
    """Tables of tasks that stand before some of their tasks, which they do not show."""
    for path, codes, count in writer.task_tables:
        missing = len(_tasks_below(writer, codes)) - count
        if missing:
            writer.report(
                'DL090',
                Level.LOI,
                path,
                f"Bảng này không có {missing} nhiệm vụ đứng sau nó.",
                "Chuyển bảng xuống phụ lục hoặc xuống sau các nhiệm vụ, hoặc chỉ ghi mã các mục đứng trước.",
            )
