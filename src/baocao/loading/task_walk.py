"""The tasks of a paper found in its model, before any text is written: which they are, and their deadlines.

The rule of what is a task is that of the outline, which writes the tasks: `is_task`.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from msgspec import Struct

from baocao.models import (
    TASK_LINES,
    CongVan,
    Muc,
    PhanCong,
    QuyetDinh,
    ThanMuc,
    TinhTrang,
    VanBan,
    VanBanCoTenLoai,
)
from baocao.vietnamese import Ngay

#: all lines of a task, and all that tells its state, of a node
_LINES = attrgetter(*TASK_LINES)
_STATE = attrgetter(*TinhTrang.model_fields)


class Assigned(Struct, frozen=True):
    """A task by its path and node; `thoi_han` is its deadline, its own or the one it inherits, `common` the defaults that
    hold for it, the outermost first. `is_task` is false for a node that bears a state without being a task."""

    path: str
    node: Muc
    thoi_han: Ngay | None
    is_task: bool = True
    common: tuple[PhanCong, ...] = ()


class _Defaults(Struct, frozen=True):
    """What a node inherits: whether any line of a task, the deadline, and what all of it was said in."""

    any: bool = False
    thoi_han: Ngay | None = None
    common: tuple[PhanCong, ...] = ()


def is_task(node: Muc, inherited: bool) -> bool:
    """True where a node prints the lines of a task: its own, or as a leaf those that it inherits."""
    leaf = not node.muc_con and not node.chi_tieu
    return node.phan_cong is None and (_says(node) or (leaf and inherited))


def says_state(node: Muc) -> bool:
    """True where anything was typed of how a task goes."""
    return any(_STATE(node))


def assigned(van_ban: VanBan) -> tuple[Assigned, ...]:
    """The tasks of all texts of a paper that are printed with it, and the nodes that bear a state without being one."""
    return tuple(_paper(van_ban))


def _says(node: PhanCong) -> bool:
    return any(_LINES(node))


def _paper(van_ban: VanBan) -> Iterator[Assigned]:
    if isinstance(van_ban, QuyetDinh):
        yield from _nodes(van_ban.dieu, 'dieu', _Defaults())
        if text := van_ban.van_ban_kem_theo:
            yield from _nodes(text.bo_cuc, 'van_ban_kem_theo.bo_cuc', _Defaults())
    elif isinstance(van_ban, VanBanCoTenLoai | CongVan):
        yield from _nodes(van_ban.bo_cuc, 'bo_cuc', _Defaults())
    for i, appendix in enumerate(van_ban.phu_luc):
        if not appendix.gui_rieng:
            path = f'phu_luc.{i}'
            yield from _nodes(appendix.muc_con, f'{path}.muc_con', _below(appendix, _Defaults()))


def _below(node: ThanMuc, above: _Defaults) -> _Defaults:
    common = node.phan_cong_chung
    if common is None:
        return above
    return _Defaults(above.any or _says(common), common.thoi_han or above.thoi_han, (*above.common, common))


def _nodes(nodes: tuple[Muc, ...], path: str, above: _Defaults) -> Iterator[Assigned]:
    for i, node in enumerate(nodes):
        at, inherited = f'{path}.{i}', _below(node, above)
        task = is_task(node, inherited.any)
        if task or says_state(node):
            yield Assigned(at, node, node.thoi_han or inherited.thoi_han, task, inherited.common)
        passed = inherited if node.phan_cong is None else _Defaults()
        yield from _nodes(node.muc_con, f'{at}.muc_con', passed)
