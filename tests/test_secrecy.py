"""Secret papers: every finding has its place, none has a word of the paper."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from office import office, report
from workbook import saved, workbook

from baocao.secrecy import is_secret

#: words that stand in the paper below and nowhere in the program
WORDS = (
    "Phương án bảo vệ hồ Thạch Nham",
    "kịch bản số bảy",
    "Hoàng Văn Kín",
    "trạm gác phía Tây",
    "ttram gac",
)

FAULTY = report(
    do_mat='tối mật',
    trich_yeu="Phương án bảo vệ hồ Thạch Nham",
    mo_dau='|\nTheo kịch bản số bảy, ${khong_co} và [^khong_co] do Hoàng Văn Kín phụ trách.',
    bo_cuc='- tieu_de: Lực lượng ở trạm gác phía Tây\n  ttram gac: x\n  kieu_danh_so: kịch bản số bảy',
    so='trạm gác phía Tây',
)
BROKEN = FAULTY.replace('mo_dau: |', 'mo_dau: "kịch bản số bảy') + '\tx: Hoàng Văn Kín\n'
UNFIT = report(
    do_mat='mật',
    mo_dau='|\nkịch bản số bảy ${khong_co} của Hoàng Văn Kín[^khong_co].',
    trich_yeu="V/v trạm gác phía Tây",
)


def told(folder: Path, *command: str) -> str:
    code = 'from baocao.cli import main; main()'
    done = subprocess.run(
        [sys.executable, '-c', code, *command], cwd=folder, capture_output=True, text=True, encoding='utf-8'
    )
    assert done.returncode == 1, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize('paper', [FAULTY, BROKEN, UNFIT], ids=['faulty', 'broken', 'unfit'])
@pytest.mark.parametrize(
    'command', [['soan', '.'], ['soan', '.', '--json'], ['ra-soat', '.'], ['ra-soat', '.', '--json']]
)
def test_nothing_of_a_secret_paper_is_told(tmp_path: Path, paper: str, command: list[str]) -> None:
    office(tmp_path, paper)
    out = told(tmp_path, *command)
    assert '2023/vb.yaml' in out
    for word in WORDS:
        assert word not in out
        assert word not in json.dumps(out, ensure_ascii=False)
    for path in tmp_path.rglob('*'):
        if path.is_file() and path.suffix in ('.json', '.jsonl', '.html', '.log'):
            assert not any(word in path.read_text(encoding='utf-8') for word in WORDS), path


@pytest.mark.parametrize('paper', [FAULTY, BROKEN, UNFIT], ids=['faulty', 'broken', 'unfit'])
def test_the_same_paper_without_the_mark_is_quoted(tmp_path: Path, paper: str) -> None:
    open_paper = '\n'.join(line for line in paper.splitlines() if not line.startswith('do_mat')) + '\n'
    office(tmp_path, open_paper)
    out = told(tmp_path, 'soan', '.')
    assert any(word in out for word in WORDS)


@pytest.mark.parametrize('command', [['soan', '.'], ['ra-soat', '.', '--json']])
@pytest.mark.parametrize('more', ['', '\n    trang_tinh: kịch bản số tám'], ids=['error', 'no sheet'])
def test_nothing_of_a_spreadsheet_of_a_secret_paper_is_told(
    tmp_path: Path, more: str, command: list[str]
) -> None:
    table = f'- tieu_de: Lực lượng\n  bang:\n    tu_tep: bieu-1.xlsx{more}'
    office(tmp_path, report(table, do_mat='mật'))
    book = workbook({'A1': 'Tên', 'A2': '#N/A', 'B2': 'trạm gác phía Tây'}, title='kịch bản số bảy')
    (tmp_path / '2023/bieu-1.xlsx').write_bytes(saved(book))
    out = told(tmp_path, *command)
    assert 'bieu-1.xlsx' in out or 'vb.yaml' in out
    assert not any(word in out for word in (*WORDS, 'kịch bản số tám'))


@pytest.mark.parametrize(
    ('text', 'secret'),
    [
        ('do_mat: mật\n', True),
        ('loai: x\n  do_mat : tối mật\n', True),
        ('"do_mat": mật', True),
        ('do_mat:\n', False),
        ('do_mat: # chưa rõ\n', False),
        ('# do_mat: mật\n', False),
        ('ghi_chu: do_mat: mật\n', False),
    ],
)
def test_the_mark_is_seen_in_any_file(text: str, secret: bool) -> None:
    assert is_secret(text) is secret
