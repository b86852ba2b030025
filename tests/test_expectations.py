"""What the checks say of the source papers, each by itself and those of one folder (tests/material/doi_chieu_nguon)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from baocao.errors import Finding, Level
from baocao.survey import survey

ROOT = Path(__file__).parents[1]
SOURCES = ROOT.parent / 'shared/seeds'
EXPECTED = ROOT / 'tests/material/doi_chieu_nguon'

ALONE: dict[str, dict[str, list[dict[str, str]]]] = yaml.safe_load(
    (EXPECTED / 'rieng.yaml').read_text('utf-8')
)
TOGETHER: dict[str, Any] = yaml.safe_load((EXPECTED / 'cung-thu-muc.yaml').read_text('utf-8'))

pytestmark = pytest.mark.skipif(
    not SOURCES.is_dir(), reason='the source papers do not lie beside the checkout'
)


def _words(finding: Finding) -> str:
    """The words of the line that a finding points at."""
    return finding.excerpt[finding.span.column - 1 : finding.span.end_column - 1]


def _told(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((f.code, _words(f)) for f in findings)


def _expected(listed: list[dict[str, str]]) -> list[tuple[str, str]]:
    return sorted((one['code'], one['words']) for one in listed)


@pytest.mark.parametrize('name', sorted(ALONE))
def test_a_source_alone_has_exactly_its_faults(name: str) -> None:
    found = [f for row in survey((str(SOURCES / name),)) for f in row.findings]
    expected = ALONE[name]
    assert _told([f for f in found if f.level.is_fault]) == _expected(expected.get('loi', []))
    assert _told([f for f in found if f.level is Level.CANH_BAO]) == _expected(expected.get('canh_bao', []))


@pytest.mark.parametrize('name', sorted(TOGETHER))
def test_sources_of_one_folder_disagree_exactly_there(tmp_path: Path, name: str) -> None:
    for file in TOGETHER[name]['files']:
        shutil.copy(SOURCES / file, tmp_path / file)
    found = [f for row in survey((str(tmp_path),)) if row.is_folder for f in row.findings]
    assert _told(found) == _expected(TOGETHER[TOGETHER[name].get('as', name)]['found'])
