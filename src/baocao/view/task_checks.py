"""What the states of tasks contradict: each other, the deadlines, the sentences that count them."""

from __future__ import annotations

from collections import defaultdict

from baocao.errors import Level
from baocao.loading.task_states import MEASURES, PARTS, Doubt, Standing, Tally, deadline
from baocao.loading.task_walk import Assigned, assigned
from baocao.vietnamese import Ngay, format_number, short_date
from baocao.view.task_counts import path_in
from baocao.view.writer import Writer

#: counts that say whether tasks were done in time
_TIMED = ('hoan_thanh_dung_han', 'hoan_thanh_tre_han')


def check_states(writer: Writer) -> None:
    """Findings of the states in the paper itself and in the papers whose tasks it counts.

    The deadlines are compared with the day of the paper only where it tells how tasks stand.
    """
    for task in assigned(writer.ho_so.van_ban):
        _possible(writer, '', task)
    for code, tally in writer.tallies.items():
        if code:
            for task in assigned(writer.ho_so.task_papers.papers[code]):
                _possible(writer, code, task)
        is_reminder = (
            not code and writer.ho_so.giao is not None
        )  # what is late is what such a letter is about
        if not is_reminder and any(measure != 'tong' for measure, _ in tally.asked):
            _doubts(writer, code, tally)
        _timing(writer, tally)
        _selections(writer, tally)


def _possible(writer: Writer, code: str, task: Assigned) -> None:
    """A state stands on a task, and an extension is one."""
    path, extended = path_in(code, task.path), task.node.gia_han_den
    if not task.is_task:
        key = next(k for k in ('tinh_trang', 'ngay_hoan_thanh', 'gia_han_den') if getattr(task.node, k))
        writer.report(
            'DL153',
            Level.LOI,
            f'{path}.{key}',
            f"Mục này không phải là một nhiệm vụ (không có dòng phân công nào) nên «{key}» không được đếm.",
            "Chuyển dòng này xuống nhiệm vụ bên dưới, hoặc ghi «chu_tri: …» ở mục này.",
        )
    elif extended and task.thoi_han and extended.first_day <= task.thoi_han.first_day:
        writer.report(
            'DL152',
            Level.CHAN,
            f'{path}.gia_han_den',
            f"Nhiệm vụ gia hạn đến {short_date(extended)}, không sau thời hạn {short_date(task.thoi_han)}.",
            "Sửa «gia_han_den» hoặc «thoi_han»; chưa gia hạn thì xóa dòng «gia_han_den».",
        )


def _doubts(writer: Writer, code: str, tally: Tally) -> None:
    """States that the deadlines contradict on the day, each at its task; days after the day together."""
    reporting = writer.ho_so.place('').file if code else "văn bản này"
    day = f"ngày {short_date(tally.day)} mà {reporting} tính đến"
    for one in tally.tasks:
        path, due = path_in(code, one.task.path), deadline(one.task)
        if one.doubt is Doubt.OVERDUE and due:
            state = one.task.node.tinh_trang
            writer.report(
                'DL154',
                Level.CANH_BAO,
                f'{path}.tinh_trang',
                f"Nhiệm vụ ghi «{state}», trong khi {_due(one.task, due)} là trước {day}; vẫn được đếm là {state}.",
                "Ghi «ngay_hoan_thanh: …» nếu đã xong, «gia_han_den: …» nếu được gia hạn thêm, hoặc «tinh_trang: chậm».",
            )
        elif one.doubt is Doubt.UNSAID and due:
            writer.report(
                'DL155',
                Level.CANH_BAO,
                f'{path}.{"gia_han_den" if one.task.node.gia_han_den else "thoi_han"}',
                f"Nhiệm vụ chưa ghi đã xong hay chưa, {_due(one.task, due)} là trước {day}, nên được đếm là chậm.",
                "Ghi «ngay_hoan_thanh: …» nếu đã xong, «tinh_trang: chậm» nếu chưa.",
            )
    _later(writer, code, [one for one in tally.tasks if one.doubt is Doubt.LATER], day)


def _due(task: Assigned, due: Ngay) -> str:
    return f"{'hạn mới' if task.node.gia_han_den else 'thời hạn'} {short_date(due)}"


def _later(writer: Writer, code: str, tasks: list[Standing], day: str) -> None:
    if not tasks:
        return
    paths = [path_in(code, f'{one.task.path}.ngay_hoan_thanh') for one in tasks]
    lines = ", ".join(str(writer.ho_so.place(path).line) for path in paths)
    writer.report(
        'DL156',
        Level.GOI_Y,
        paths[0],
        f"Có {len(tasks)} nhiệm vụ hoàn thành sau {day} (dòng {lines}), nên được đếm là chưa xong.",
        "Kiểm tra các ngày đó và ngày ban hành của báo cáo; nếu đúng thì để nguyên.",
    )


def _timing(writer: Writer, tally: Tally) -> None:
    """Tasks that are done, in time or late nobody knows, where a text counts those in time or late."""
    unknown = tally.of('hoan_thanh_chua_ro_han')
    place = next((place for measure, place in tally.asked if measure in _TIMED), None)
    if not unknown or place is None:
        return
    timed = " + ".join(format_number(tally.count(measure)) for measure in _TIMED)
    done = format_number(tally.count('hoan_thanh'))
    writer.report_at(
        'DL157',
        Level.CANH_BAO,
        place,
        f"Trong {done} nhiệm vụ hoàn thành, {len(unknown)} nhiệm vụ chưa rõ đúng hay trễ hạn "
        f"(đúng hạn + trễ hạn = {timed}).",
        "Ghi «ngay_hoan_thanh» và «thoi_han» của các nhiệm vụ đó, hoặc nêu thêm ${nhiem_vu.hoan_thanh_chua_ro_han}.",
    )


def _selections(writer: Writer, tally: Tally) -> None:
    """Values that tell the total and several states, but not all that some task is in."""
    by_path: dict[str, list[tuple[str, tuple[str, int, int]]]] = defaultdict(list)
    for measure, place in tally.asked:
        by_path[place[0]].append((measure, place))
    for asked in by_path.values():
        measures = dict(asked)
        total = measures.pop('tong', None)
        named = [m for m in measures if not (m.startswith('hoan_thanh_') and 'hoan_thanh' in measures)]
        if total is None or len(named) < 2 or 'tom_tat' in measures:
            continue
        told = {state for measure in named for state in MEASURES[measure]}
        left = [(words, _untold(tally, part, told)) for part, words in PARTS.items()]
        if missing := ", ".join(f"{words} {count}" for words, count in left if count):
            counts = [tally.count(measure) for measure in named]
            writer.report_at(
                'DL158',
                Level.GOI_Y,
                total,
                f"Nêu tổng số {len(tally.tasks)} nhiệm vụ, nhưng các tình trạng nêu ở đây cộng lại là "
                f"{' + '.join(map(str, counts))} = {sum(counts)}; chưa nêu: {missing}.",
                "Nêu thêm các tình trạng còn lại, hoặc dùng ${nhiem_vu.tom_tat}; cố ý chỉ nêu một phần thì để nguyên.",
            )


def _untold(tally: Tally, part: str, told: set[str]) -> int:
    return sum(1 for one in tally.of(part) if one.state not in told)
