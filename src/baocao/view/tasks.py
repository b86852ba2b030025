"""Tasks: who leads, who helps, by when; defaults inherited from the nodes above."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from baocao.errors import Level
from baocao.markup import Reference
from baocao.models import TASK_LINES, DonVi, Muc, PhanCong
from baocao.text import Data, Glue, Piece, Text
from baocao.vietnamese import lower_first, short_date
from baocao.view.model import Khoi
from baocao.view.writer import Writer, ended, plain, stripped

#: a default that opens with one of these loses its capital where it continues a line (Phụ lục II)
_COMMON_OPENERS = ("Các ", "Những ", "Một số ")

#: words stand before `${chung}`, marks apart
_CONTINUES = re.compile(r'[\s*]*[^\s*$].*?\$\{\s*chung', re.DOTALL)

#: lines that stand in for a lead and a helper
_MERGED = ('co_quan_tham_muu', 'co_quan_thuc_hien')


class Duty(Struct, frozen=True):
    """The lines of a task by key, as texts without their ending mark."""

    lines: Mapping[str, Text] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.lines)


NONE = Duty()


def own_duty(writer: Writer, node: PhanCong, path: str, inherited: Duty) -> Duty:
    """What a node itself says of its task; `${chung}` stands for the inherited default of that line."""
    if node.chu_tri and any(getattr(node, key) for key in _MERGED):
        writer.report(
            'DL070',
            Level.CHAN,
            path,
            "Mục này vừa có «chu_tri» vừa có «co_quan_tham_muu» hoặc «co_quan_thuc_hien».",
            "Giữ một trong hai: «chu_tri» (kèm «phoi_hop»), hoặc dòng gộp cả chủ trì và phối hợp.",
        )
    lines: dict[str, Text] = {}
    for key in TASK_LINES:
        value = getattr(node, key)
        if not value:
            continue
        place = f'{path}.{key}'
        if key == 'thoi_han':
            lines[key] = plain(short_date(value), place)
        elif isinstance(value, str):
            lines[key] = _with_default(writer, value, place, inherited.lines.get(key))
        else:
            lines[key] = _agencies(writer, value, place, inherited.lines.get(key))
    return Duty(lines)


def merged(inherited: Duty, own: Duty) -> Duty:
    """The task with the defaults filled in; a merged line replaces the inherited lead and helper."""
    base = dict(inherited.lines)
    if any(key in own.lines for key in _MERGED):
        for key in ('chu_tri', 'phoi_hop', *_MERGED):
            base.pop(key, None)
    if 'chu_tri' in own.lines:
        for key in _MERGED:
            base.pop(key, None)
    return Duty({**base, **own.lines})


def duty_blocks(writer: Writer, duty: Duty, node: Muc, path: str) -> list[Khoi]:
    """The lines of a task, each with its final dot."""
    if not any(key in duty.lines for key in ('chu_tri', *_MERGED)):
        writer.report(
            'DL050',
            Level.CANH_BAO,
            path,
            "Nhiệm vụ này chưa có cơ quan chủ trì.",
            "Thêm «chu_tri: …», hoặc «phan_cong: không» nếu mục này không giao nhiệm vụ.",
        )
    return [Khoi(key, ended(duty.lines[key], '.')) for key in TASK_LINES if key in duty.lines]


def _with_default(writer: Writer, value: str, path: str, default: Text | None) -> Text:
    def chung(reference: Reference) -> Text | None:
        if reference.name != 'chung':
            return None
        if default is None:
            writer.report(
                'DL051',
                Level.CHAN,
                path,
                "${chung} không có phần phân công chung nào để thay vào.",
                "Thêm dòng này vào «phan_cong_chung» của mục trên, hoặc viết rõ cơ quan tại đây.",
            )
            return Text()
        return _continued(default) if _CONTINUES.match(value) else default

    return writer.line(value, path, chung)


def _continued(default: Text) -> Text:
    if not default.plain.startswith(_COMMON_OPENERS):
        return default
    first, *rest = default.pieces
    if not isinstance(first, Data | Glue):
        return default
    lowered: Piece = (
        Data(lower_first(first.text), first.path, first.at, first.marks)
        if isinstance(first, Data)
        else Glue(lower_first(first.text), first.marks)
    )
    return Text((lowered, *rest))


def _agencies(writer: Writer, agencies: tuple[DonVi, ...], path: str, default: Text | None) -> Text:
    """One agency as typed; several divided by `;`, numbered where they answer for different things."""
    texts = []
    for i, agency in enumerate(agencies):
        name = _with_default(writer, agency.co_quan, f'{path}.{i}.co_quan', default)
        if agency.doi_voi:
            scope = writer.line(agency.doi_voi, f'{path}.{i}.doi_voi')
            name = stripped(name) + Text.glue(" đối với ") + scope
        texts.append(stripped(name) if len(agencies) > 1 else name)
    numbered = len(agencies) > 1 and any(a.doi_voi for a in agencies)
    joined = Text()
    for i, text in enumerate(texts):
        if i:
            joined += Text.glue('; ')
        joined += (Text.glue(f'({i + 1}) ') + text) if numbered else text
    return joined
