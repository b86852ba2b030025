"""Batch files: one paper crossed with units and periods, and with the tasks that another paper gives each unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from msgspec import Struct

from baocao.errors import BaoCaoError, Finding
from baocao.loading.batch_file import FIELD, BatchFile, read
from baocao.loading.faults import finding
from baocao.loading.units import Asked, Unit, asked_of
from baocao.models import Dot, KySoan
from baocao.models.fields import short
from baocao.source import Source
from baocao.vietnamese import Ky, Ngay
from baocao.workspace import Workspace


class Crossing(Struct, frozen=True, array_like=True):
    """What a batch file (its place in the root) says of one of its papers; it is small, and workers need no more.

    `name` stands for it among the inputs of the paper, with `hash`, the digest of all that is said here.
    """

    tep: str
    name: str
    hash: str
    unit: Unit | None = None
    ky: Ky | None = None
    ngay_ban_hanh: Ngay | None = None
    asked: Asked | None = None

    @property
    def don_vi(self) -> str:
        """The code of the unit; empty where there is none."""
        return self.unit.ma if self.unit is not None else ''

    @property
    def folder(self) -> PurePosixPath | None:
        """The folder of the unit's own figures, beside the batch file."""
        return PurePosixPath(self.tep).parent / self.unit.ma if self.unit is not None else None


class Planned(Struct, frozen=True):
    """A paper of a batch: which of its crossings it is of, its form, what is said of it, the name that its draft asks for
    (with `/` for folders, without a suffix), the words of unit and period."""

    dot: int
    paper: PurePosixPath
    crossing: Crossing
    name: PurePosixPath
    don_vi: str
    ky: str


class Plan(Struct, frozen=True):
    """All papers of a batch file in its order. Findings never stop."""

    papers: tuple[Planned, ...]
    findings: tuple[Finding, ...]


def plan(workspace: Workspace, tep: PurePosixPath) -> Plan:
    """The papers of a batch file. Raises BaoCaoError with all findings where any stops."""
    file = read(workspace, tep)
    papers: list[Planned] = []
    findings = list(file.findings)
    for i, dot in enumerate(file.model.dot_soan):
        form = workspace.source(file.forms[i]).value()
        findings += _lacking(file, i, dot, form)
        names: dict[str, Planned] = {}
        for one in _planned(file, tep, i, dot, form):
            before = names.setdefault(str(one.name), one)
            if before is not one:
                findings.append(_same_name(file.source, i, dot, before, one))
                break
            papers.append(one)
    if any(f.level.stops for f in findings):
        raise BaoCaoError(*findings)
    return Plan(tuple(papers), tuple(findings))


# Names --------------------------------------------------------------------------------------------------


def _planned(
    file: BatchFile, tep: PurePosixPath, i: int, dot: Dot, form: Mapping[str, object]
) -> Iterator[Planned]:
    paper = file.forms[i]
    pattern = dot.ten_tep or _usual_name(dot)
    units: Mapping[str, Unit | None] = file.units[i] if dot.don_vi else {'': None}
    periods: tuple[KySoan | None, ...] = dot.ky_bao_cao or (None,)
    for ma, unit in units.items():
        for ky in periods:
            said = {
                'van_ban': paper.stem,
                'nam': str(form.get('nam', '')),
                'ky': ky.ky.short if ky else str(form.get('ky_bao_cao') or ''),
            }
            if unit is not None:
                said |= {'don_vi': unit.ten, 'don_vi.ma': ma}
                said |= {f'don_vi.{key}': value for key, value in unit.thong_tin.items()}
            name = FIELD.sub(partial(_filled, said), pattern)
            place = PurePosixPath('/'.join(part.strip() or '-' for part in name.split('/')))
            whom, when = unit.ten if unit else '', ky.ky.short if ky else ''
            yield Planned(i, paper, _crossing(file, tep, i, unit, ky), place, whom, when)


def _filled(said: Mapping[str, str], found: re.Match[str]) -> str:
    """What stands in a name for a field; a `/` in a value makes no folder."""
    return ' '.join(said.get(found[1], found[0]).split()).replace('/', '-')


def _lacking(file: BatchFile, i: int, dot: Dot, form: Mapping[str, object]) -> Iterator[Finding]:
    """Fields in the pattern of names that have no value for a paper of the crossing."""
    for name in dict.fromkeys(FIELD.findall(dot.ten_tep or '')):
        without: tuple[str, str] | None = None
        part = name.partition('.')[2]
        if name.startswith('don_vi') and not dot.don_vi:
            without = "đợt này không có đơn vị nào.", "Thêm «don_vi» vào đợt này"
        elif part and part != 'ma':
            units = [unit.ten for unit in file.units[i].values() if part not in unit.thong_tin]
            more = f" và {len(units) - 3} đơn vị nữa" if len(units) > 3 else ""
            listed = ", ".join(f"«{short(ten, 50)}»" for ten in units[:3])
            if units:
                without = (
                    f"{listed}{more} không có phần này.",
                    f"Ghi «{part}» vào «thong_tin» của từng đơn vị",
                )
        elif name == 'ky' and not dot.ky_bao_cao and not form.get('ky_bao_cao'):
            without = "đợt này và văn bản đều chưa có kỳ báo cáo.", "Thêm «ky_bao_cao» vào đợt này"
        elif name == 'nam' and not form.get('nam'):
            without = "văn bản chưa ghi năm.", "Thêm «nam» vào văn bản"
        if without is not None:
            yield finding(
                'DL171',
                file.source,
                file.source.span(('dot_soan', i, 'ten_tep')),
                f"${{{name}}} trong tên tệp: {without[0]}",
                f"{without[1]}, hoặc bỏ ${{{name}}} khỏi «ten_tep».",
            )


def _usual_name(dot: Dot) -> str:
    parts = (["${don_vi}"] if dot.don_vi else []) + (["${ky}"] if dot.ky_bao_cao else [])
    return '${van_ban}/' + ' - '.join(parts) if parts else '${van_ban}'


def _same_name(source: Source, i: int, dot: Dot, one: Planned, other: Planned) -> Finding:
    """Two papers of a crossing that ask for one name."""
    missing = []
    if one.crossing.don_vi != other.crossing.don_vi:
        missing.append("${don_vi}" if one.don_vi != other.don_vi and "${don_vi}" not in (dot.ten_tep or '') else
                       "${don_vi.ma}")  # fmt: skip
    if one.ky != other.ky:
        missing.append("${ky}")
    return finding(
        'DL187',
        source,
        source.span(('dot_soan', i, 'ten_tep')),
        f"Nhiều văn bản của đợt này có cùng tên tệp «{one.name}».",
        f"Thêm {' và '.join(missing)} vào «ten_tep».",
    )


def _crossing(file: BatchFile, tep: PurePosixPath, i: int, unit: Unit | None, ky: KySoan | None) -> Crossing:
    """What a crossing says of one of its papers. The digest holds nothing of the others."""
    dot, giver = file.model.dot_soan[i], file.givers[i]
    period = ky.ky.ma if ky is not None else ''
    own = (unit.ma, unit.ten, unit.co_quan_ban_hanh, sorted(unit.thong_tin.items())) if unit else None
    told = repr((file.said[i], own, ky)).encode('utf-8', 'surrogatepass')
    return Crossing(
        str(tep),
        f'{tep}#{dot.van_ban}.{period}.{unit.ma if unit else ""}',
        sha256(told).hexdigest()[:32],
        unit,
        ky.ky if ky is not None else None,
        ky.ngay_ban_hanh if ky is not None else None,
        asked_of(dot, giver) if giver is not None else None,
    )
