"""All rows of a batch, read once -> what the page shows of them, small enough to be held."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct, field

from baocao.errors import Finding
from baocao.html.lines import across_line, paper_line
from baocao.rows import Across, Row, RowStatus

#: places told of one code, and rows of a section whose first fault is told in words
PLACES, TOLD = 50, 200


class Section(Enum):
    """A list of papers in the page, in this order; the value is its heading."""

    HONG = "Văn bản hỏng, chưa soạn được"
    SUA = "Bản đã có người sửa"
    LOI = "Đã soạn, còn lỗi trong dữ liệu"
    CON_LAI = "Các văn bản còn lại"

    @property
    def anchor(self) -> str:
        return self.name.lower().replace('_', '-')


class Folded:
    """Lines of the page, held packed: they are alike, so ten thousand take some hundred kilobytes."""

    def __init__(self) -> None:
        self.lines = 0
        self._packer = zlib.compressobj(1)
        self._packed: list[bytes] = []

    def add(self, line: str) -> None:
        """Hold one more line."""
        self.lines += 1
        if packed := self._packer.compress(line.encode()):
            self._packed.append(packed)

    def chunks(self) -> Iterator[bytes]:
        """The lines in order; nothing may be added after."""
        unpacker = zlib.decompressobj()
        for packed in (*self._packed, self._packer.flush()):
            while packed:
                yield unpacker.decompress(packed, 1 << 16)
                packed = unpacker.unconsumed_tail
        yield unpacker.flush()


class Group(Struct):
    """The findings of one code: the first, how many, in how many papers, and where the first ones stand."""

    first: Finding
    number: int = 0
    papers: int = 0
    places: list[Finding] = field(default_factory=list)


class Gathered(Struct):
    """What the page shows: lines of papers by section, lines of what disagrees between papers, findings by code,
    judged targets by unit."""

    sections: dict[Section, Folded] = field(default_factory=lambda: {s: Folded() for s in Section})
    across: Folded = field(default_factory=Folded)
    groups: dict[str, Group] = field(default_factory=dict)
    units: dict[str, Counter[str]] = field(default_factory=dict)


def gather(rows: Iterable[Row | Across]) -> Gathered:
    """What the page shows of the rows."""
    found = Gathered()
    for row in rows:
        if isinstance(row, Across):
            if row.findings:
                found.across.add(across_line(row))
        else:
            lines = found.sections[section(row)]
            lines.add(paper_line(row, in_words=lines.lines < TOLD))
            if row.chi_tieu:
                _judged(found.units, _unit(row), Counter(row.chi_tieu))
        _grouped(found.groups, row)
    return found


def section(row: Row) -> Section:
    """Where in the page a paper stands."""
    if row.status is RowStatus.HONG:
        return Section.HONG
    if row.status is RowStatus.DA_CO_NGUOI_SUA:
        return Section.SUA
    return Section.LOI if row.is_faulty else Section.CON_LAI


def _unit(row: Row) -> str:
    """Whose targets a paper judges: those of its unit, or else of the folder that it lies in."""
    return row.don_vi or row.paper.rpartition('/')[0] or row.paper


def _judged(units: dict[str, Counter[str]], unit: str, found: Counter[str]) -> None:
    """Count a unit once, by the paper that judges most of its targets, the last of those: its other papers read the
    same figures, an earlier period is past."""
    if unit not in units or found.total() >= units[unit].total():
        units[unit] = found


def _grouped(groups: dict[str, Group], row: Row | Across) -> None:
    for finding in row.findings:
        group = groups.setdefault(finding.code, Group(finding))
        group.number += 1
        if len(group.places) < PLACES:
            group.places.append(finding)
    if isinstance(row, Row):
        for code in {finding.code for finding in row.findings}:
            groups[code].papers += 1
