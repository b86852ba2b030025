"""Who answers for each task of a paper, by name: what letters to agencies are made from.

Several agencies in one line are told apart by `;`, and by `,` where an opening word of agencies follows
("Cục Thuế tỉnh, Cục Hải quan tỉnh", but "Sở Văn hóa, Thể thao và Du lịch"). "Sở A chủ trì, phối hợp với Sở B" is led by
Sở A. A name that means many ("Các sở, ban, ngành liên quan", "UBND cấp xã") is nobody's. "Sở Xây dựng và Sở Y tế" are two,
"Sở Kế hoạch và Đầu tư" is one; "UBND thành phố A, thị xã B và huyện C" are three UBND.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct

from baocao.loading.task_walk import Assigned, assigned
from baocao.models import DonVi, Muc, PhanCong, VanBan

#: who leads, and the lines that stand in for a lead
_LEADS = ('chu_tri', 'co_quan_tham_muu', 'co_quan_thuc_hien')
_HELPERS = ('phoi_hop',)

#: words that the name of an agency begins with
_OPENERS = (
    "ban", "bảo hiểm", "bộ", "bưu điện", "chi cục", "chi nhánh", "cơ quan", "công an", "công ty", "cục", "đài",
    "đoàn", "điện lực", "hạt", "hội", "huyện", "kho bạc", "liên đoàn", "mặt trận", "ngân hàng", "phòng", "quỹ", "sở",
    "tập đoàn", "thanh tra", "thành phố", "thị xã", "thống kê", "thuế", "tòa án", "tổ", "tổng công ty", "trạm",
    "trung tâm", "trường", "ubnd", "ủy ban", "vườn", "văn phòng", "viện", "xã", "phường", "thị trấn", "đặc khu",
    "các", "những", "tất cả",
)  # fmt: skip
_OPENING = re.compile(rf"(?:{'|'.join(map(re.escape, _OPENERS))})(?!\w)", re.IGNORECASE)
#: a name that means many
_MANY = re.compile(
    r"(?:(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|thủ trưởng|người đứng đầu)\s+)?"
    r"(?:(?:các|những|tất cả|mọi|toàn thể|cấp (?:tỉnh|huyện|xã))(?!\w)|(?:sở|ban),? (?:ban,? )?ngành(?!\w))"
    r"|(?:sở|ban|phòng|ngành|cơ quan|đơn vị|địa phương|huyện|xã|phường)$"
    r"|.*(?<!\w)liên quan$",
    re.IGNORECASE,
)
#: "và" between two agencies, not within the name of one ("Kế hoạch và Đầu tư", "Khu kinh tế và các Khu công nghiệp")
_AND = re.compile(
    r"\s+và\s+(?=(?:Sở|Cục|Chi cục|Ban Quản lý|Công an)\s|các (?:sở|ban|phòng|cơ quan|đơn vị|địa phương|huyện|xã)(?!\w))"
)
#: places whose committees are named once for all of them
_COMMITTEE = re.compile(r"(UBND|Ủy ban nhân dân)\s+(?:thành phố|thị xã|huyện|xã|phường|thị trấn|đặc khu)\s")
_PLACE = re.compile(r"(?:thành phố|thị xã|huyện|xã|phường|thị trấn|đặc khu)\s+(?=[^\W\d_])")
_AND_PLACE = re.compile(rf"\s+và\s+(?={_PLACE.pattern})")
_LEADING = re.compile(r"\s+(?:là cơ quan )?chủ trì(?!\w).*$", re.IGNORECASE | re.DOTALL)
_COMMON = re.compile(r'\$\{\s*chung\s*\}')


class Lead(Struct, frozen=True):
    """A task with the names of those who lead it and of those who help; `many` are names that mean many agencies."""

    task: Assigned
    leads: tuple[str, ...]
    helpers: tuple[str, ...]
    many: tuple[str, ...] = ()


class _Said(Struct, frozen=True):
    """What is said of who does a task, by line."""

    names: Mapping[str, tuple[str, ...]]


def leads_of(van_ban: VanBan) -> tuple[Lead, ...]:
    """The tasks of a paper in order, each with who answers for it."""
    tasks = {one.path: one for one in assigned(van_ban) if one.is_task}
    return tuple(_lead(tasks[path], said) for path, said in _nodes_of(van_ban) if path in tasks)


def same_name(name: str) -> str:
    """A key that is equal for two writings of one name."""
    return ' '.join(unicodedata.normalize('NFC', name).split()).casefold().rstrip('.;,')


def names_in(value: str) -> tuple[str, ...]:
    """The names of agencies in a line."""
    found: list[str] = []
    for part in re.split(r'\s*;\s*', ' '.join(value.split())):
        pieces = re.split(r',\s*', _LEADING.sub('', part))
        first = len(found)
        for piece in pieces:
            if len(found) > first and (_MANY.match(found[-1]) or not _OPENING.match(piece)):
                found[-1] += f', {piece}'
            else:
                found += _AND.split(piece)
        found[first:] = _committees(found[first:])
    return tuple(name.strip(' .') for name in found if name.strip(' .'))


def _committees(names: list[str]) -> list[str]:
    """The names of a line, where each place after a committee has its own committee."""
    found: list[str] = []
    committee = ''
    for name in names:
        opened = _COMMITTEE.match(name)
        committee = opened[1] if opened else committee if _PLACE.match(name) else ''
        parts = _AND_PLACE.split(name) if committee else [name]
        found += [f'{committee} {part}' if committee and _PLACE.match(part) else part for part in parts]
    return found


def _lead(task: Assigned, said: _Said) -> Lead:
    every = [name for line in _LEADS for name in said.names.get(line, ())]
    many = tuple(name for name in every if _MANY.match(name))
    helpers = tuple(n for line in _HELPERS for n in said.names.get(line, ()) if not _MANY.match(n))
    return Lead(task, tuple(dict.fromkeys(n for n in every if n not in many)), helpers, many)


def _nodes_of(van_ban: VanBan) -> Iterator[tuple[str, _Said]]:
    """Every node of the texts of a paper with who answers for it, in order."""
    none = _Said({})
    for name in ('dieu', 'bo_cuc'):
        yield from _below(getattr(van_ban, name, ()), name, none)
    if text := getattr(van_ban, 'van_ban_kem_theo', None):
        yield from _below(text.bo_cuc, 'van_ban_kem_theo.bo_cuc', none)
    for i, appendix in enumerate(van_ban.phu_luc):
        above = _with(none, appendix.phan_cong_chung)
        yield from _below(appendix.muc_con, f'phu_luc.{i}.muc_con', above)


def _below(nodes: tuple[Muc, ...], path: str, above: _Said) -> Iterator[tuple[str, _Said]]:
    for i, node in enumerate(nodes):
        inherited = _with(above, node.phan_cong_chung)
        yield f'{path}.{i}', _with(inherited, node)
        passed = inherited if node.phan_cong is None else _Said({})
        yield from _below(node.muc_con, f'{path}.{i}.muc_con', passed)


def _with(above: _Said, node: PhanCong | None) -> _Said:
    """What holds where a node says more: its own lines in the place of the inherited ones (`view.tasks.merged`)."""
    if node is None:
        return above
    own = {
        line: tuple(n for agency in agencies for n in _names(agency, above.names.get(line, ())))
        for line in (*_LEADS, *_HELPERS)
        if (agencies := getattr(node, line))
    }
    if not own:
        return above
    base = dict(above.names)
    if any(line in own for line in _LEADS[1:]):
        base = {}
    elif 'chu_tri' in own:
        base = {line: names for line, names in base.items() if line not in _LEADS[1:]}
    return _Said({**base, **own})


def _names(agency: DonVi, common: tuple[str, ...]) -> tuple[str, ...]:
    """The names in one line; `${chung}` stands for the inherited ones."""
    typed = agency.co_quan
    if not _COMMON.search(typed):
        return names_in(typed)
    return (*names_in(_COMMON.sub('', typed)), *common)
