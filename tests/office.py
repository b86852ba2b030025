"""A small office folder written from YAML strings, for the tests of the rooms between the files and Word."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from baocao.errors import BaoCaoError, Finding
from baocao.loading import HoSo, load
from baocao.text import Text
from baocao.view import View, build
from baocao.workspace import Workspace

NBSP = '\N{NO-BREAK SPACE}'

AGENCY = """\
ten: Ủy ban nhân dân huyện Minh Long
ten_tren_van_ban:
  - Ủy ban nhân dân
  - huyện Minh Long
viet_tat: UBND
dia_danh: Minh Long
nguoi_ky:
  - chuc_vu: Chủ tịch
    ho_ten: Đinh Văn An
  - chuc_vu: Phó Chủ tịch
    ho_ten: Lê Thị Bình
"""

#: A department: one person leads it, and it stands under a parent body.
DEPARTMENT = """\
ten: Sở Tài chính
ten_tren_van_ban:
  - Sở Tài chính
co_quan_chu_quan:
  - Ủy ban nhân dân tỉnh Quảng Ngãi
viet_tat: STC
dia_danh: Quảng Ngãi
nguoi_ky:
  - chuc_vu: Giám đốc
    ho_ten: Phạm Văn Cường
  - chuc_vu: Phó Giám đốc
    ho_ten: Võ Thị Dung
"""

FIGURES = """\
chi_tieu:
  - nhom: Kinh tế
  - ma: thu
    cau: Tổng thu đạt ${ke_hoach}
    ke_hoach: trên 7.000 tỷ đồng
  - ma: tang
    cau: Tăng trưởng ${va}, trong đó dịch vụ ${dich_vu}
    chi_so:
      va:
        ke_hoach: 11,47%
      dich_vu:
        ke_hoach: 13,36%
  - nhom: Xã hội
  - ma: ngheo
    cau: Hộ nghèo còn ${ke_hoach}
    ke_hoach: 0,98%
"""

_COMMON = {
    'co_quan_ban_hanh': 'ubnd',
    'nam': '2023',
    'trich_yeu': "Về việc thử",
    'noi_nhan': '- "Lưu: VT, TCKH"',
    'nguoi_ky': "Chủ tịch",
}


def _paper(defaults: dict[str, str], changes: dict[str, str | None]) -> str:
    lines: dict[str, str | None] = {**defaults, **changes}
    return ''.join(f'{key}:{_placed(value)}\n' for key, value in lines.items() if value is not None)


def _placed(value: str) -> str:
    """A value behind its key: on the same line where it is one, below and indented where it is several lines,
    a list, or begins with a line break; a `|` block keeps its sign beside the key."""
    text = textwrap.dedent(value).strip('\n')
    if text.startswith(('|', '"')) and not value.startswith('\n'):
        sign, _, rest = text.partition('\n')
        return f' {sign}\n{textwrap.indent(rest, "  ")}'.rstrip('\n')
    if '\n' in text or text.startswith('- ') or value.startswith('\n'):
        return '\n' + textwrap.indent(text, '  ')
    return f' {text}' if text else ''


def decision(dieu: str | None = '- Giao việc', **changes: str | None) -> str:
    """The YAML of a decision; each keyword replaces a root key (None leaves it out)."""
    return _paper({'loai': "quyết định", **_COMMON}, {'dieu': dieu, **changes})


def report(bo_cuc: str | None = '- tieu_de: Tình hình', **changes: str | None) -> str:
    """The YAML of a report; each keyword replaces a root key (None leaves it out)."""
    return _paper({'loai': "báo cáo", **_COMMON}, {'bo_cuc': bo_cuc, **changes})


@dataclass(frozen=True)
class Office:
    """The folder, and the one paper in it."""

    root: Path
    workspace: Workspace
    paper: PurePosixPath

    def load(self) -> HoSo:
        return load(self.workspace, self.paper)

    def build(self) -> tuple[View, tuple[Finding, ...]]:
        return build(self.load())

    def view(self) -> View:
        """The View; fails where anything is found."""
        view, findings = self.build()
        assert [(f.code, f.problem) for f in findings] == []
        return view

    def findings(self) -> tuple[Finding, ...]:
        """Everything found on the way to the View, raised or not; each one checked for its form."""
        try:
            found = self.build()[1]
        except BaoCaoError as error:
            found = error.findings
        for one in found:
            assert one.span.line > 0 and one.span.column > 0, one
            assert one.problem[0] == one.problem[0].upper() or one.problem[0] in '«$', one
            if not one.code.startswith('YM'):
                assert one.problem.endswith('.') and one.remedy.endswith(('.', '?')), one
        return found

    def codes(self) -> list[str]:
        return [f.code for f in self.findings()]

    def line(self, number: int) -> str:
        return (self.root / self.paper).read_text(encoding='utf-8').splitlines()[number - 1]


def office(
    root: Path,
    paper: str | None = None,
    agency: str | None = AGENCY,
    figures: str | None = None,
    files: Mapping[str, str] | None = None,
) -> Office:
    """An office with one paper, `2023/vb.yaml`, its agency `co-quan/ubnd.yaml` and, where given, its figures and
    other files by their place in the office."""
    (root / 'co-quan').mkdir(parents=True, exist_ok=True)
    (root / '2023').mkdir(exist_ok=True)
    if agency is not None:
        (root / 'co-quan/ubnd.yaml').write_text(agency, encoding='utf-8')
    if figures is not None:
        (root / '2023/so-lieu.yaml').write_text(figures, encoding='utf-8')
    (root / '2023/vb.yaml').write_text(report() if paper is None else paper, encoding='utf-8')
    for place, text in (files or {}).items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(textwrap.dedent(text), encoding='utf-8')
    return Office(root, Workspace(root, ''), PurePosixPath('2023/vb.yaml'))


def rows(view: View) -> list[tuple[str, str, str]]:
    """The body as (kind, number, text), no-break spaces shown as spaces."""
    return [(b.kieu, b.so.plain, b.noi_dung.plain.replace(NBSP, ' ')) for b in view.noi_dung]


def plains(texts: tuple[Text, ...]) -> list[str]:
    return [t.plain.replace(NBSP, ' ') for t in texts]
