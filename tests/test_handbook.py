"""The examples of the handbook: each is sound YAML, and the whole papers among them are drafted without a finding."""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePosixPath

import pytest
from workbook import saved, workbook

from baocao.loading import DRAFTED, check
from baocao.pipeline import Templates, draft
from baocao.quy_dinh import THE_LOAI
from baocao.source import read
from baocao.workspace import Workspace

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / 'docs/so-tay.md').read_text(encoding='utf-8')
EXAMPLES = re.findall(r'^```yaml\n(.+?)^```', TEXT, re.DOTALL | re.MULTILINE)
PAPERS = [example for example in EXAMPLES if example.startswith('loai: ')]
FILES = {
    'co-quan/vi-du.yaml': next(e for e in EXAMPLES if 'ten_tren_van_ban:' in e),
    '2026/so-lieu.yaml': next(e for e in EXAMPLES if e.startswith('chi_tieu:')),
}


def _first_line(example: str) -> str:
    return example.partition('\n')[0]


def office(root: Path) -> Workspace:
    """An office with the agencies of the samples."""
    shutil.copytree(ROOT / 'data/co-quan', root / 'co-quan')
    (root / '2026').mkdir()
    return Workspace(root, '')


def test_there_are_examples_of_each_kind_of_paper() -> None:
    assert [_first_line(paper) for paper in PAPERS] == [
        "loai: công văn",
        "loai: tờ trình",
        "loai: giấy mời",
        "loai: quyết định",
        "loai: kế hoạch",
    ]


@pytest.mark.parametrize('example', EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_is_sound_yaml(example: str) -> None:
    """A list stands for the items of an outline."""
    as_file = f'bo_cuc:\n{example}' if example.startswith('- ') else example
    source = read(as_file.encode(), 'so-tay.yaml')
    assert source.findings == ()
    assert source.value()


@pytest.mark.parametrize('paper', PAPERS, ids=_first_line)
def test_a_whole_paper_is_drafted(paper: str, tmp_path: Path) -> None:
    workspace = office(tmp_path)
    (tmp_path / '2026/vi-du.yaml').write_text(paper, encoding='utf-8')
    assert draft(workspace, PurePosixPath('2026/vi-du.yaml'), Templates()).findings == ()


@pytest.mark.parametrize('figures', [e for e in EXAMPLES if e.startswith('chi_tieu:')])
def test_figures_are_taken(figures: str, tmp_path: Path) -> None:
    workspace = office(tmp_path)
    (tmp_path / '2026/so-lieu.yaml').write_text(figures, encoding='utf-8')
    assert check(workspace, PurePosixPath('2026/so-lieu.yaml')) == ()


@pytest.mark.parametrize('lines', [e for e in EXAMPLES if e.startswith('lich_bao_cao:')])
def test_lines_of_an_agency_are_taken(lines: str, tmp_path: Path) -> None:
    workspace = office(tmp_path)
    (tmp_path / 'co-quan/vi-du.yaml').write_text(FILES['co-quan/vi-du.yaml'] + lines, encoding='utf-8')
    assert check(workspace, PurePosixPath('co-quan/vi-du.yaml')) == ()


@pytest.mark.parametrize('name', FILES)
def test_an_agency_and_figures_are_taken(name: str, tmp_path: Path) -> None:
    workspace = office(tmp_path)
    (tmp_path / name).write_text(FILES[name], encoding='utf-8')
    assert check(workspace, PurePosixPath(name)) == ()


@pytest.mark.parametrize('item', [e for e in EXAMPLES if e.startswith('- ')], ids=_first_line)
def test_an_item_of_an_outline_is_drafted(item: str, tmp_path: Path) -> None:
    workspace = office(tmp_path)
    frame = PAPERS[-1].partition('bo_cuc:')[0]
    paper = f'{frame}nguoi_ky: Chủ tịch\nbo_cuc:\n{item}'
    (tmp_path / '2026/vi-du.yaml').write_text(paper, encoding='utf-8')
    filled = {f'{column}{row}': row for column in 'ABCDEF' for row in range(3, 21)}
    (tmp_path / '2026/bieu-1.xlsx').write_bytes(saved(workbook(filled)))
    found = draft(workspace, PurePosixPath('2026/vi-du.yaml'), Templates()).findings
    assert [f for f in found if f.level.is_fault] == []


def test_the_table_of_types_tells_the_truth() -> None:
    section = re.search(r'^## Loại văn bản\n(.+?)^## ', TEXT, re.DOTALL | re.MULTILINE)
    assert section is not None
    drafted, _, refused = section[1].partition("Chưa soạn được:")
    refused = ' '.join(refused.partition('.')[0].split())
    cells = re.findall(r'^\| ([^|]+) \|', drafted, re.MULTILINE)[1:]
    assert sorted(name for cell in cells for name in cell.split(', ')) == sorted(DRAFTED)
    assert sorted(refused.split(', ')) == sorted({t.ten for t in THE_LOAI} - set(DRAFTED))
