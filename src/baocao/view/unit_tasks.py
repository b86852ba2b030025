"""The tasks that a letter hands out to its unit: as the paper that gives them writes them, in a list or a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from baocao.errors import Level
from baocao.loading import NguonGiao
from baocao.models import ThanMuc
from baocao.text import EMPTY, Glue, NoteRef, Piece, Text
from baocao.view.model import Bang, ChuThich, Hang, Khoi, O
from baocao.view.tables import head_row, table_block
from baocao.view.target_tables import without_notes
from baocao.view.task_cells import state_text
from baocao.view.task_counts import tally_of
from baocao.view.writer import Writer, ended, stripped

if TYPE_CHECKING:
    from baocao.loading import Lead

#: lines of a task in a letter to one who leads it, in the order of the form
_LINES = ('chi_dao', 'phoi_hop', 'thoi_han', 'tien_do', 'san_pham')
_LEADS = ('chu_tri', 'co_quan_tham_muu', 'co_quan_thuc_hien')

#: widths of the columns by their heads
_WIDTHS = {
    "TT": 6,
    "Nhiệm vụ": 38,
    "Cơ quan chủ trì": 18,
    "Cơ quan phối hợp": 20,
    "Thời hạn, tiến độ": 16,
    "Sản phẩm": 14,
    "Tình trạng": 15,
}


class _Written(Struct, frozen=True):
    """A task as its own paper writes it, with paths that lead there: its paragraphs and its lines by key."""

    opening: tuple[Khoi, ...]
    lines: Mapping[str, Text]
    notes: tuple[ChuThich, ...]

    @property
    def first(self) -> Text:
        """Its heading or first paragraph."""
        return self.opening[0].noi_dung if self.opening else EMPTY


def unit_blocks(writer: Writer, node: ThanMuc, path: str) -> list[Khoi]:
    """The tasks of the unit at a node that asks for them."""
    giao = writer.ho_so.giao
    if giao is None:
        writer.report(
            'DL192',
            Level.CHAN,
            f'{path}.nhiem_vu_cua_don_vi',
            "Chỗ này in nhiệm vụ của từng đơn vị, nhưng văn bản không được soạn theo đợt giao nhiệm vụ nào.",
            "Soạn bằng «baocao soan-hang-loat TỆP_ĐỢT.yaml», trong tệp đợt ghi «nhiem_vu_tu».",
        )
        return []
    every = _every(giao.tu)
    found = [(lead, every[lead.task.path]) for lead in giao.nhiem_vu]
    if not found:
        writer.report(
            'DL193',
            Level.CHAN,
            f'{path}.nhiem_vu_cua_don_vi',
            "Đơn vị này không có nhiệm vụ nào được chọn để in.",
            "Bỏ đơn vị này khỏi đợt, hoặc xem lại cách chọn nhiệm vụ.",
        )
    for _, task in found:
        writer.borrowed.update({note.ma: note for note in task.notes})
    if node.nhiem_vu_cua_don_vi == "bảng":
        return [_table(writer, found, f'{path}.nhiem_vu_cua_don_vi')] if found else []
    return [block for i, (lead, task) in enumerate(found) for block in _listed(i + 1, lead, task)]


def _listed(number: int, lead: Lead, task: _Written) -> list[Khoi]:
    """A task as a numbered paragraph with its lines below."""
    first = Khoi('khoan', ended(task.first, '.'), Text.glue(f'{number}.'))
    keys = (*(_LEADS if len(lead.leads) > 1 or lead.many else ()), *_LINES)
    lines = [Khoi(key, ended(task.lines[key], '.')) for key in keys if key in task.lines]
    return [first, *task.opening[1:], *lines]


def _table(writer: Writer, found: list[tuple[Lead, _Written]], path: str) -> Khoi:
    """The tasks as a table, with the columns that any of them fills."""
    tally = tally_of(writer, '')
    states = [state_text(one) for one in tally.tasks] if tally else []
    shared = any(len(lead.leads) > 1 or lead.many for lead, _ in found)
    columns: dict[str, list[tuple[Text, ...]]] = {
        "Nhiệm vụ": [tuple(b.noi_dung for b in task.opening) for _, task in found],
        "Cơ quan chủ trì": [_of(task, *_LEADS) if shared else () for _, task in found],
        "Cơ quan phối hợp": [_of(task, 'phoi_hop') for _, task in found],
        "Thời hạn, tiến độ": [_of(task, 'thoi_han', 'tien_do') for _, task in found],
        "Sản phẩm": [_of(task, 'san_pham') for _, task in found],
        "Tình trạng": [(state,) if state else () for state in states],
    }
    if tally and any(states):
        tally.asked.append(('tinh_trang', (path, 0, 0)))
    used = {head: cells for head, cells in columns.items() if head == "Nhiệm vụ" or any(cells)}
    rows = [head_row("TT", *used)]
    for i in range(len(found)):
        cells = (O(tuple(stripped(without_notes(t)) for t in column[i])) for column in used.values())
        rows.append(Hang((O((Text.glue(str(i + 1)),), 'o_giua'), *cells)))
    return table_block(Bang(tuple(_WIDTHS[head] for head in ("TT", *used)), tuple(rows)))


def _of(task: _Written, *keys: str) -> tuple[Text, ...]:
    return tuple(task.lines[key] for key in keys if key in task.lines)


def _every(giver: NguonGiao) -> Mapping[str, _Written]:
    """All tasks of a paper by path, written once for all letters."""
    if 'nhiem_vu' not in giver.made:
        from baocao.view.build import tasks_of  # which writes papers with what this module prints

        tasks, openings, notes = tasks_of(giver.ho_so)
        known = {note.ma: note for note in notes}
        giver.made['nhiem_vu'] = {
            path: _written(giver, openings.get(path, ()), lines, known) for path, _, lines in tasks
        }
    found: Mapping[str, _Written] = giver.made['nhiem_vu']
    return found


def _written(
    giver: NguonGiao, opening: tuple[Khoi, ...], lines: Mapping[str, Text], known: Mapping[str, ChuThich]
) -> _Written:
    texts = [*(block.noi_dung for block in opening), *lines.values()]
    keys = dict.fromkeys(key for text in texts for key in text.notes if key in known)
    notes = (known[key] for key in keys)
    return _Written(
        tuple(replace(block, noi_dung=_moved(giver, block.noi_dung)) for block in opening),
        {key: _moved(giver, text) for key, text in lines.items()},
        tuple(ChuThich(giver.key_of(n.ma), tuple(_moved(giver, text) for text in n.cac_doan)) for n in notes),
    )


def _moved(giver: NguonGiao, text: Text) -> Text:
    """A text of another paper as it stands in a letter: its pieces lead back to that paper."""
    return Text(tuple(_moved_piece(giver, piece) for piece in text))


def _moved_piece(giver: NguonGiao, piece: Piece) -> Piece:
    if isinstance(piece, Glue):
        return piece
    if isinstance(piece, NoteRef):
        return NoteRef(giver.key_of(piece.key))
    return replace(piece, path=giver.path_of(piece.path)) if piece.path else piece
