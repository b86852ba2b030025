"""What a batch tells: a row for each paper, what disagrees between papers, and the counts of both; as JSON lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from enum import Enum

from msgspec import Struct, field

from baocao.errors import Finding, Level

#: papers of a kind, and codes, that the table at the end of a batch names
NAMED = 20


class RowStatus(Enum):
    """What became of a paper; the value is the word that people read."""

    MOI = "mới"
    CAP_NHAT = "cập nhật"
    KHONG_DOI = "không đổi"
    DA_CO_NGUOI_SUA = "đã có người sửa"
    DA_THAY = "đã thay bản sửa"
    HONG = "hỏng"


class Row(Struct, frozen=True):
    """One paper of a batch: its data file as shown, unit and period (empty where it has none), what became of it.

    `path` is the place of the draft relative to `out/` (empty where nothing was made), `beside` that of the new text
    beside a person's file, or of the copy kept of a file that was replaced. `chi_tieu` counts its judged targets.
    """

    paper: str
    don_vi: str
    ky: str
    status: RowStatus
    path: str
    beside: str
    findings: tuple[Finding, ...]
    mau: tuple[str, ...]
    chi_tieu: Mapping[str, int]

    @property
    def is_faulty(self) -> bool:
        """True where a finding of it is a fault."""
        return any(f.level.is_fault for f in self.findings)


class Across(Struct, frozen=True):
    """What disagrees between the papers of a folder or a unit."""

    name: str
    findings: tuple[Finding, ...]


class Tally(Struct):
    """Counts of rows by status, of findings by level and by code; the first rows that need somebody, the first finding
    of each code. Its size does not grow with the papers."""

    by_status: Counter[RowStatus] = field(default_factory=Counter)
    by_level: Counter[Level] = field(default_factory=Counter)
    by_code: Counter[str] = field(default_factory=Counter)
    failed: list[Row] = field(default_factory=list)
    edited: list[Row] = field(default_factory=list)
    firsts: dict[str, Finding] = field(default_factory=dict)

    def add(self, row: Row | Across) -> None:
        """Count one more."""
        if isinstance(row, Row):
            self.by_status[row.status] += 1
            self._name(row)
        for finding in row.findings:
            self.by_level[finding.level] += 1
            self.by_code[finding.code] += 1
            self.firsts.setdefault(finding.code, finding)

    def _name(self, row: Row) -> None:
        """Keep a row that needs somebody, up to `NAMED` of a kind."""
        if row.status is RowStatus.HONG and len(self.failed) < NAMED:
            self.failed.append(row)
        elif row.status is RowStatus.DA_CO_NGUOI_SUA and len(self.edited) < NAMED:
            self.edited.append(row)

    @property
    def papers(self) -> int:
        """How many papers were counted."""
        return self.by_status.total()

    @property
    def faults(self) -> int:
        """How many findings are faults."""
        return sum(count for level, count in self.by_level.items() if level.is_fault)


def finding_record(finding: Finding) -> dict[str, object]:
    """A finding as a JSON object."""
    span = finding.span
    return {
        'code': finding.code,
        'level': finding.level.value,
        'file': span.file,
        'line': span.line or None,
        'column': span.column or None,
        'end_line': span.end_line or None,
        'end_column': span.end_column or None,
        'place': span.place or None,
        'problem': finding.problem,
        'remedy': finding.remedy,
        'excerpt': finding.excerpt or None,
    }


def to_json(row: Row | Across) -> str:
    """A row, or what disagrees between papers, as one line of JSON; letters that no encoding can write are escaped."""
    findings = [finding_record(f) for f in row.findings]
    record: dict[str, object]
    if isinstance(row, Across):
        record = {'kind': 'across', 'name': row.name, 'findings': findings}
    else:
        record = {
            'kind': 'paper',
            'paper': row.paper,
            'don_vi': row.don_vi or None,
            'ky': row.ky or None,
            'status': row.status.value,
            'path': row.path or None,
            'beside': row.beside or None,
            'mau': list(row.mau),
            'chi_tieu': dict(row.chi_tieu),
            'findings': findings,
        }
    return json.dumps(record, ensure_ascii=False).encode('utf-8', 'backslashreplace').decode()
