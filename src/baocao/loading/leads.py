"""Who answers for each task of a paper, by name: what letters to agencies are made from.

Several agencies in one line are told apart by `;`, and by `,` where an opening word of agencies follows
("Cục Thuế tỉnh, Cục Hải quan tỉnh", but "Sở Văn hóa, Thể thao và Du lịch"). "Sở A chủ trì, phối hợp với Sở B" is led by
Sở A. A name that means many ("Các sở, ban, ngành liên quan", "UBND cấp xã") is nobody's. "Sở Xây dựng và Sở Y tế" are two,
"Sở Kế hoạch và Đầu tư" is one; "UBND thành phố A, thị xã B và huyện C" are three UBND.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from baocao.loading.task_walk import Assigned, assigned
from baocao.models import DonVi, PhanCong, VanBan
from baocao.regexes import regex

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
_OPENING = regex(rf"(?:{'|'.join(map(re.escape, _OPENERS))})(?!\w)", re.IGNORECASE)
#: a name that means many
_MANY = regex(
    r"(?:(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|thủ trưởng|người đứng đầu)\s+)?"
    r"(?:(?:các|những|tất cả|mọi|toàn thể|cấp (?:tỉnh|huyện|xã))(?!\w)|(?:sở|ban),? (?:ban,? )?ngành(?!\w))"
    r"|(?:sở|ban|phòng|ngành|cơ quan|đơn vị|địa phương|huyện|xã|phường)$"
    r"|.*(?<!\w)liên quan$",
    re.IGNORECASE,
)
#: "và" between two agencies, not within the name of one ("Kế hoạch và Đầu tư", "Khu kinh tế và các Khu công nghiệp")
_AND = regex(
    r"\s+và\s+(?=(?:Sở|Cục|Chi cục|Ban Quản lý|Công an)\s|các (?:sở|ban|phòng|cơ quan|đơn vị|địa phương|huyện|xã)(?!\w))"
)
#: places whose committees are named once for all of them
_COMMITTEE = regex(r"(UBND|Ủy ban nhân dân)\s+(?:thành phố|thị xã|huyện|xã|phường|thị trấn|đặc khu)\s")
_NAMED_PLACE = r"(?:thành phố|thị xã|huyện|xã|phường|thị trấn|đặc khu)\s+(?=[^\W\d_])"
_PLACE = regex(_NAMED_PLACE)
_AND_PLACE = regex(rf"\s+và\s+(?={_NAMED_PLACE})")
_LEADING = regex(r"\s+(?:là cơ quan )?chủ trì(?!\w).*$", re.IGNORECASE | re.DOTALL)
_COMMON = regex(r'\$\{\s*chung\s*\}')


class Lead(Struct, frozen=True):
    """A task with the names of those who lead it and of those who help; `many` are names that mean many agencies."""

    task: Assigned
    leads: tuple[str, ...]
    helpers: tuple[str, ...]
    many: tuple[str, ...] = ()


def leads_of(van_ban: VanBan) -> tuple[Lead, ...]:
    """The tasks of a paper in order, each with who answers for it."""
    return tuple(_lead(one) for one in assigned(van_ban) if one.is_task)


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


def _lead(task: Assigned) -> Lead:
    said: Mapping[str, tuple[str, ...]] = {}
    for node in (*task.common, task.node):
        said = _with(said, node)
    every = [name for line in _LEADS for name in said.get(line, ())]
    many = tuple(name for name in every if _MANY.match(name))
    helpers = tuple(name for line in _HELPERS for name in said.get(line, ()) if not _MANY.match(name))
    return Lead(task, tuple(dict.fromkeys(n for n in every if n not in many)), helpers, many)


def _with(above: Mapping[str, tuple[str, ...]], node: PhanCong) -> Mapping[str, tuple[str, ...]]:
    """Who does what, by line, where a node says more: its own lines in the place of the inherited ones
    (`view.tasks.merged`)."""
    own = {
        line: tuple(n for agency in agencies for n in _names(agency, above.get(line, ())))
        for line in (*_LEADS, *_HELPERS)
        if (agencies := getattr(node, line))
    }
    if not own:
        return above
    if any(line in own for line in _LEADS[1:]):
        return own
    kept = _HELPERS if 'chu_tri' in own else (*_LEADS, *_HELPERS)
    return {**{line: names for line, names in above.items() if line in kept}, **own}


def _names(agency: DonVi, common: tuple[str, ...]) -> tuple[str, ...]:
    """The names in one line; `${chung}` stands for the inherited ones."""
    typed = agency.co_quan
    if not _COMMON.search(typed):
        return names_in(typed)
    return (*names_in(_COMMON.sub('', typed)), *common)
