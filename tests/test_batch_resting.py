"""What a paper of a batch rests on: a change of any of it has the paper drafted again, anything else does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_office import run
from tests.office import AGENCY
from tests.test_batch_files import FIGURES, UNITS, Office
from tests.test_unit_tasks import BATCH, DECISION, LETTER
from tests.test_unit_tasks import FIGURES as DECISION_FIGURES


def written(out: Path, change: Callable[[], object], *args: str | Path) -> set[str]:
    """The names of the drafts that a run writes after a change."""
    before = {p: p.stat().st_mtime_ns for p in out.rglob('*.docx')}
    change()
    code, said = run(*args, '-o', out)
    assert code == 0, said
    after = {p: p.stat().st_mtime_ns for p in out.rglob('*.docx')}
    return {p.relative_to(out).as_posix() for p in after if before.get(p) != after[p]}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / 'data')


@pytest.mark.parametrize(
    ('name', 'text', 'changed'),
    [
        ('nam/xa-a/so-lieu.yaml', FIGURES.format(one=91, two=21), {'xã A/bao-cao quý I.docx'}),
        ('nam/xa-b/them.yaml', 'so_lieu:\n  khac:\n    thuc_hien: 1 vụ\n', set()),
        ('nam/xa-c/so-lieu.yaml', FIGURES.format(one=1, two=2), set()),
        ('co-quan/ubnd-moi.yaml', 'ten: X\nten_tren_van_ban: [X]\nviet_tat: X\ndia_danh: X\n', set()),
        ('khac/van-ban.yaml', 'loai: báo cáo\n', set()),
        (
            'nam/don-vi.yaml',
            UNITS.replace('ten: xã B/C', 'ten: xã B'),
            {'xã B/bao-cao quý I.docx', 'xã B/bao-cao 6 tháng.docx'},
        ),
        (
            'nam/don-vi.yaml',
            f'{UNITS}  - ma: xa-d\n    ten: xã D\n    co_quan_ban_hanh: ubnd-xa-a\n',
            {'xã D/bao-cao quý I.docx', 'xã D/bao-cao 6 tháng.docx'},
        ),
    ],
)
def test_what_is_written_after_a_change(
    office: Office, tmp_path: Path, name: str, text: str, changed: set[str]
) -> None:
    office.write('nam/xa-d/so-lieu.yaml', FIGURES.format(one=5, two=6))
    out, batch = tmp_path / 'out', office.root / 'nam/dot.yaml'
    assert run(batch, '-o', out)[0] == 0
    assert written(out, lambda: office.write(name, text), batch) == {f'nam/{c}' for c in changed}


def letters(root: Path) -> Path:
    files = {
        'co-quan/ubnd.yaml': AGENCY,
        'goc/quyet-dinh.yaml': DECISION,
        'goc/so-lieu.yaml': DECISION_FIGURES,
        'thu/giao-viec.yaml': LETTER,
        'thu/dot.yaml': BATCH,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding='utf-8')
    return root / 'thu/dot.yaml'


def test_letters_rest_on_the_decision_and_its_figures(tmp_path: Path) -> None:
    batch, out = letters(tmp_path / 'data'), tmp_path / 'out'
    assert run(batch, '-o', out)[0] == 0
    figures = tmp_path / 'data/goc/so-lieu.yaml'
    change = DECISION_FIGURES.replace('70', '75')
    assert written(out, lambda: figures.write_text(change), batch) == {
        'thu/giao-viec/Phòng Tài chính huyện.docx'
    }
    more = tmp_path / 'data/goc/them.yaml'
    assert written(out, lambda: more.write_text('so_lieu:\n  b:\n    thuc_hien: 1 vụ\n'), batch) == set()


def test_another_template_or_option_has_all_drafted_again(office: Office, tmp_path: Path) -> None:
    out, batch = tmp_path / 'out', office.root / 'nam/dot.yaml'
    assert run(batch, '-o', out)[0] == 0
    assert len(written(out, lambda: None, batch, '--nen', 'nhanh')) == 4
    assert len(written(out, lambda: None, batch, '--nen', 'nhanh')) == 0
