"""The named formats serve templates as they serve data."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from test_soan import office, report

from baocao.errors import BaoCaoError
from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]


def drafted(folder: Path, tag: str) -> bytes:
    """A report through a template whose line of the type is this tag."""
    templates = folder / 'templates'
    shutil.copytree(ROOT / 'templates', templates, ignore=shutil.ignore_patterns('.*', '__pycache__'))
    path = templates / 'van-ban-co-ten-loai.docx'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts['word/document.xml'].replace(b'{{ ten_loai }}', tag.encode())
    assert body != parts['word/document.xml']
    with zipfile.ZipFile(path, 'w') as archive:
        for name, data in {**parts, 'word/document.xml': body}.items():
            archive.writestr(name, data)
    ((workspace, paper),) = open_paths((str(office(folder / 'data', bc=report())),)).papers
    return draft(workspace, paper, Templates(templates)).data


def test_a_format_changes_what_a_tag_prints(tmp_path: Path) -> None:
    data = drafted(tmp_path, '{{ ten_loai|viet_hoa_dau }} {{ ten_loai|thuong }}')
    (tmp_path / 'bc.docx').write_bytes(data)
    with zipfile.ZipFile(tmp_path / 'bc.docx') as archive:
        assert "BÁO CÁO báo cáo" in archive.read('word/document.xml').decode()


def test_a_value_that_does_not_fit_its_format_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(BaoCaoError) as told:
        drafted(tmp_path, '{{ ten_loai|bang_chu }}')
    (finding,) = told.value.findings
    assert finding.code == 'MB401'
    assert finding.span.file == 'templates/van-ban-co-ten-loai.docx'
    assert 'bang_chu' in finding.span.place


def test_an_unknown_format_is_found_when_the_template_is_compiled(tmp_path: Path) -> None:
    with pytest.raises(BaoCaoError) as told:
        drafted(tmp_path, '{{ ten_loai|chu_hoa }}')
    assert [f.code for f in told.value.findings] == ['MB235']
