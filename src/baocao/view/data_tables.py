"""Tables made of data that the paper has anyway: the targets with their plans, the tasks with who does them."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from baocao.errors import Level
from baocao.models import ChiSo, ChiTieu, ThanMuc
from baocao.text import EMPTY, NoteRef, Ref, Text
from baocao.vietnamese import Quantity, upper_first
from baocao.view.model import Bang, Hang, Khoi, O
from baocao.view.numbering import ALL, asks_all
from baocao.view.tables import bold, head_row, table_block
from baocao.view.targets import Line, chosen, listed, sentence_of
from baocao.view.task_cells import state_texts
from baocao.view.writer import Task, Writer, stripped

_TARGET_WIDTHS = (6, 44, 16, 24)
#: the columns of a table of tasks, whether it shows products and states; a date of two figures each fits the fifth
#: column, and that of the state, on an upright A4 page
_TASK_WIDTHS = {
    (False, False): (6, 38, 20, 20, 16),
    (True, False): (6, 30, 17, 18, 16, 13),
    (False, True): (6, 29, 16, 16, 16, 17),
    (True, True): (6, 21, 14, 14, 16, 12, 17),
}
#: words between a measure and its figure
_LEADING = re.compile(r'(\s+(phấn đấu|đạt|là|còn|chiếm|ở mức|khoảng))+$')
#: the lines of a task that name who answers for it
_LEADS = ('chu_tri', 'co_quan_tham_muu', 'co_quan_thuc_hien')


def target_table(writer: Writer, node: ThanMuc, path: str) -> list[Khoi]:
    """The targets as a table: ordinal, name, unit, plan; a row for each figure of a target that names them.

    Notes stand in the list of the targets where the paper has one, else in the table.
    """
    lines = chosen(writer, node.bang_chi_tieu, f'{path}.bang_chi_tieu')
    year = writer.ho_so.van_ban.nam
    rows = [head_row("TT", "Chỉ tiêu", "Đơn vị tính", f"Kế hoạch năm {year}")]
    elsewhere = listed(writer.ho_so)
    count = 0
    for line in lines:
        chi_tieu, at = line[2], f'{line[0]}:chi_tieu.{line[1]}'
        again = ALL in elsewhere or chi_tieu.ma in elsewhere
        if chi_tieu.nhom is not None:
            head = bold(writer.line(chi_tieu.nhom, f'{at}.nhom'))
            rows.append(Hang((O((_without_notes(head) if again else head,), 'o_chu', 4),), giu_voi_sau=True))
            continue
        count += 1
        rows += _target_rows(writer, line, count, again)
    return [table_block(Bang(_TARGET_WIDTHS, tuple(rows)))] if lines else []


def _target_rows(writer: Writer, line: Line, count: int, again: bool) -> list[Hang]:
    """The rows of a target; `again` where a list of the paper prints it with its notes."""
    key, place, chi_tieu = line
    at = f'{key}:chi_tieu.{place}'
    own = dict(chi_tieu.ke_hoach or {})
    if not chi_tieu.ten:
        sentence = stripped(sentence_of(writer, chi_tieu, at))
        sentence = _without_notes(sentence) if again else sentence
        if chi_tieu.chi_so:
            return [_row(str(count), sentence, EMPTY, EMPTY)]
        return [_row(str(count), _measured(sentence), *_plans(chi_tieu, own, 'ke_hoach'))]
    name = stripped(writer.line(chi_tieu.ten, f'{at}.ten'))
    main = None if own else _main(chi_tieu.chi_so)
    plans = chi_tieu.chi_so[main].ke_hoach if main else own
    rows = [_row(str(count), name, *_plans(chi_tieu, plans, main or 'ke_hoach'))]
    for code, figure in chi_tieu.chi_so.items():
        if code != main:
            typed = writer.line(figure.ten, f'{at}.chi_so.{code}.ten') if figure.ten else EMPTY
            part = typed or Text.glue(upper_first(code.replace('_', ' ')))
            rows.append(_row('', Text.glue('- ') + part, *_plans(chi_tieu, figure.ke_hoach, code)))
    return rows


def _measured(sentence: Text) -> Text:
    """The sentence of a target without the figure at its end, and without the word that leads to it."""
    if len(sentence.pieces) < 2:  # nothing before the figure; no piece at all where a reference named nothing
        return sentence
    *rest, last = sentence.pieces
    several = sum(isinstance(piece, Ref) for piece in rest) > 0
    if several or not isinstance(last, Ref) or isinstance(rest[-1], NoteRef):
        return sentence
    lead = rest[-1]
    bare = _LEADING.sub('', lead.text.rstrip(' \N{NO-BREAK SPACE}:'))
    return Text((*rest[:-1], replace(lead, text=bare))) if bare.strip() else sentence


def _main(figures: dict[str, ChiSo]) -> str | None:
    """The figure that the target itself is about: the first one without a name of its own."""
    return next((code for code, figure in figures.items() if not figure.ten), None)


def _row(number: str, name: Text, unit: Text, plan: Text) -> Hang:
    cells = ((Text.glue(number), 'o_giua'), (name, 'o_chu'), (unit, 'o_giua'), (plan, 'o_giua'))
    return Hang(tuple(O((text,), kind) for text, kind in cells))


def _plans(chi_tieu: ChiTieu, by_giver: dict[str, Quantity], name: str) -> tuple[Text, Text]:
    """The unit and the plans of a figure, several of them divided by `;`."""
    unit = next((q.unit for q in by_giver.values() if q.unit), '')
    plans = EMPTY
    for giver, quantity in by_giver.items():
        figure = '.'.join(part for part in (str(chi_tieu.ma), name, giver) if part)
        value = quantity.text.removesuffix(quantity.unit).strip() if quantity.unit == unit else quantity.text
        plans += (Text.glue('; ') if plans else EMPTY) + Text((Ref(value, figure, 'ke_hoach'),))
    return Text.glue(unit.strip()), plans


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
    written = (O(tuple(stripped(_without_notes(t)) for t in texts)) for texts in cells)
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


def _without_notes(text: Text) -> Text:
    """The text without its notes, which stand where it is printed first."""
    return Text(tuple(p for p in text.pieces if not isinstance(p, NoteRef)))
