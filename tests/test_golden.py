"""The sample papers as golden text; `python -m pytest --accept` renews the dumps."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from dump import dump

from baocao.loading import Planned, plan
from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.workspace import Workspace, kind_of, open_paths

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / 'tests/golden'
JUDGES = ROOT.parent / 'shared/tools'


def drafts() -> dict[str, bytes]:
    """Each sample by its name."""
    templates = Templates()
    found = open_paths((str(ROOT / 'data'),))
    assert not found.failed
    return {
        _name(relative): draft(workspace, relative, templates).data for workspace, relative in found.papers
    }


def _name(relative: PurePosixPath) -> str:
    return f'{relative.parent.name}.{relative.stem}'


def _crossed() -> dict[str, tuple[Workspace, Planned]]:
    """The first paper of each crossing of the batch files of the samples, by name."""
    found: dict[str, tuple[Workspace, Planned]] = {}
    for workspace, relative in open_paths((str(ROOT / 'data'),), papers_only=False).others:
        if kind_of(workspace.source(relative)) == 'dot_soan':
            for one in plan(workspace, relative).papers:
                if one.dot not in {p.dot for _, p in found.values() if p.crossing.tep == str(relative)}:
                    found[f'{_name(one.paper)}.{one.crossing.don_vi}'] = workspace, one
    return found


CROSSED = _crossed()
SAMPLES = tuple(_name(relative) for _, relative in open_paths((str(ROOT / 'data'),)).papers)


@pytest.mark.parametrize('name', SAMPLES)
def test_sample_is_drafted_as_before(name: str, accept: bool) -> None:
    made = dump(drafts()[name])
    kept = GOLDEN / f'{name}.txt'
    if accept:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(made, encoding='utf-8')
    assert made == kept.read_text(encoding='utf-8')


@pytest.mark.parametrize('name', CROSSED)
def test_sample_of_a_batch_is_drafted_as_before(name: str, accept: bool) -> None:
    workspace, one = CROSSED[name]
    document = draft(workspace, one.paper, Templates(), crossing=one.crossing)
    made = dump(document.data)
    kept = GOLDEN / f'{name}.txt'
    if accept:
        kept.write_text(made, encoding='utf-8')
    assert made == kept.read_text(encoding='utf-8')
    assert document.findings == ()


def test_the_samples_are_drafted_without_any_finding() -> None:
    templates = Templates()
    for workspace, relative in open_paths((str(ROOT / 'data'),)).papers:
        assert draft(workspace, relative, templates).findings == ()


def test_the_decision_has_the_structure_of_its_source() -> None:
    text = dump(drafts()['tp-quang-ngai-2023.quyet-dinh-nhiem-vu-giai-phap'])
    assert text.count('+ Chỉ đạo thực hiện: ') == 24
    assert text.count('+ Cơ quan chủ trì tham mưu: ') == 22
    assert text.count('+ Cơ quan tham mưu: ') == 2
    assert text.count('+ Tiến độ thực hiện: ') == 24
    assert len(re.findall(r'^\[ChiTieu\] \(\d+\) ', text, re.MULTILINE)) == 16
    assert [int(n) for n in re.findall(r'<đậm\|Điều\s(\d)\.>', text)] + [
        int(n) for n in re.findall(r'^\[DieuTieuDe\] Điều\s(\d)\.', text, re.MULTILINE)
    ] == [1, 3, 4, 2]
    assert re.findall(r'^\[Khoan\] ([a-zđ])\) ', text, re.MULTILINE) == ['a', 'b', 'c', 'd', 'đ']
    for figure in (
        '11,47%',
        '13,36%',
        '50,71%',
        '7.000',
        '50,6%',
        '10,6 m²/người',
        '< 7,5‰',
        '6.000',
        '0,98%',
    ):
        assert figure in text.replace('\N{NO-BREAK SPACE}', ' ')


def test_the_report_has_the_figures_of_its_source_and_not_its_faults() -> None:
    text = dump(drafts()['tp-quang-ngai-2023.bao-cao-kiem-diem']).replace('\N{NO-BREAK SPACE}', ' ')
    for figure in (
        '8,31%',
        '40.937',
        '396,617/528,547',
        '75,04%',
        '22/23',
        '16/16',
        '38/39',
        '97,44%',
        '3.981,809',
        '361',
    ):
        assert figure in text, figure
    for fault in ('36/39', '92,3%', 'Nghĩa Đồng', 'Nghĩa Đông', 'Phần thứ'):
        assert fault not in text, fault


@pytest.mark.skipif(not JUDGES.is_dir(), reason='the outside judges are not at hand')
@pytest.mark.parametrize('judge', [['docx_validate.py'], ['docx_oracle.py', '--strict']], ids=lambda j: j[0])
def test_no_judge_finds_fault_with_a_sample(judge: list[str], tmp_path: Path) -> None:
    for name, data in drafts().items():
        path = tmp_path / f'{name}.docx'
        path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, str(JUDGES / judge[0]), *judge[1:], str(path)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout
