"""Units that papers are written for, and the tasks of another paper that each of them gets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from baocao.errors import Finding
from baocao.loading.leads import Lead, leads_of, same_name
from baocao.loading.task_states import MEASURES, deadline, standing
from baocao.models import CHAM, CHUA_XONG, MOI_NHIEM_VU, SAP_DEN_HAN, DonViSoan, Dot, VanBan
from baocao.vietnamese import Ngay, fold
from baocao.workspace import Workspace


class Unit(Struct, frozen=True, array_like=True):
    """A unit with its code: one of a list, or an agency that a task names."""

    ma: str
    ten: str
    co_quan_ban_hanh: str | None = None
    thong_tin: Mapping[str, str] = field(default_factory=dict)


class Asked(Struct, frozen=True, array_like=True):
    """Which tasks of another paper (its place in the root) are handed out: as `Dot` says it."""

    tu: str
    ca_phoi_hop: bool
    nhiem_vu: tuple[str, ...]
    tinh_den: Ngay | None
    sap_den_han: int


def asked_of(dot: Dot, tu: PurePosixPath) -> Asked:
    """What a crossing asks of the tasks of a paper."""
    return Asked(str(tu), dot.ca_phoi_hop, dot.nhiem_vu, dot.tinh_den, dot.sap_den_han)


def tasks_for(asked: Asked, unit: Unit, leads: tuple[Lead, ...]) -> tuple[Lead, ...]:
    """The tasks of a unit that a crossing asks for, in the order of the paper that gives them."""
    mine = same_name(unit.ten)
    return tuple(lead for lead in leads if _is_of(lead, mine, asked) and is_asked(lead, asked))


def _is_of(lead: Lead, name: str, asked: Asked) -> bool:
    names = (*lead.leads, *lead.helpers) if asked.ca_phoi_hop else lead.leads
    return any(same_name(other) == name for other in names)


def is_asked(lead: Lead, asked: Asked) -> bool:
    """True where the task stands, on the day of the crossing, as one of the words that it asks for."""
    day = asked.tinh_den
    if day is None or MOI_NHIEM_VU in asked.nhiem_vu:
        return True
    state = standing(lead.task, day).state
    if state in MEASURES['hoan_thanh']:
        return False
    due = deadline(lead.task)
    left = (due.first_day - day.first_day).days if due is not None else None
    is_late = state == 'cham' or (left is not None and left < 0)
    is_near = left is not None and 0 <= left <= asked.sap_den_han
    stands = {CHUA_XONG: True, CHAM: is_late, SAP_DEN_HAN: is_near}
    return any(stands.get(word, False) for word in asked.nhiem_vu)


def leads_in(workspace: Workspace, place: PurePosixPath, findings: list[Finding]) -> tuple[Lead, ...]:
    """The tasks of a paper with who answers for them, read once; what is wrong with the paper is added."""
    from baocao.loading.load import paper_of  # which reads papers with what this module says of them

    if ('leads', place) not in workspace.kept:
        van_ban: VanBan | None = paper_of(workspace, place, findings)
        workspace.kept['leads', place] = leads_of(van_ban) if van_ban else ()
    found = workspace.kept['leads', place]
    assert isinstance(found, tuple)
    return found


def code_of_name(name: str) -> str:
    """A code made of a name: `phong-kinh-te`."""
    return re.sub(r'[^a-z0-9]+', '-', fold(name, fold_d=True)).strip('-')[:64].strip('-')


def unit_of(one: DonViSoan) -> Unit:
    """A unit as it was typed; its code is made of its name where none was typed."""
    ten = ' '.join(one.ten.split())
    return Unit(one.ma or code_of_name(ten), ten, one.co_quan_ban_hanh, one.thong_tin)
