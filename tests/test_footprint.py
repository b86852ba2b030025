"""What a paper rests on is told by names and values, so that a later run knows without reading it whether it changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from baocao.workspace import Bounded, Traces

PAPER = PurePosixPath('xa/bao-cao.yaml')
FOLDERS = (PurePosixPath('xa'),)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / 'co-quan').mkdir()
    (tmp_path / 'co-quan/ubnd.yml').write_text('ten: x\nten_tren_van_ban: [X]\n')
    (tmp_path / 'xa').mkdir()
    (tmp_path / 'xa/bao-cao.yaml').write_text('loai: báo cáo\n')
    (tmp_path / 'xa/so-lieu.yaml').write_text('chi_tieu:\n  - ma: a\n')
    return tmp_path


def footprint(root: Path, told: dict[str, str] | None = None, codes: bool = False) -> dict[str, str]:
    traces = Traces(root, told or {'baocao': '1'})
    names = ('xa/bao-cao.yaml', 'xa/so-lieu.yaml', 'co-quan/ubnd.yml')
    return traces.footprint({n: traces.value(n) for n in names}, FOLDERS, codes)


def test_nothing_changed_holds(root: Path) -> None:
    assert Traces(root, {'baocao': '1'}).hold(footprint(root))


def test_another_version_does_not_hold(root: Path) -> None:
    assert not Traces(root, {'baocao': '2'}).hold(footprint(root))


CHANGES: dict[str, Callable[[Path], object]] = {
    'a figure': lambda r: (r / 'xa/so-lieu.yaml').write_text('chi_tieu:\n  - ma: b\n'),
    'the paper': lambda r: (r / 'xa/bao-cao.yaml').write_text('loai: kế hoạch\n'),
    'a file that is gone': lambda r: (r / 'xa/so-lieu.yaml').unlink(),
    'a second figures file': lambda r: (r / 'xa/so-lieu-2.yaml').write_text('so_lieu: {}\n'),
    'a register beside': lambda r: (r / 'xa/van-ban-dan.yaml').write_text('van_ban_dan: []\n'),
    'a register at the root': lambda r: (r / 'van-ban-dan.yaml').write_text('van_ban_dan: []\n'),
    'the register of issued papers': lambda r: (r / 'so-dang-ky.yaml').write_text(
        'van_ban_da_ban_hanh: []\n'
    ),
    'an agency file that goes before': lambda r: (r / 'co-quan/ubnd.yaml').write_text('ten: y\n'),
}


@pytest.mark.parametrize('name', CHANGES)
def test_a_change_is_seen(root: Path, name: str) -> None:
    before = footprint(root)
    CHANGES[name](root)
    assert not Traces(root, {'baocao': '1'}).hold(before)


STRANGERS: dict[str, Callable[[Path], object]] = {
    'another paper in the folder': lambda r: (r / 'xa/ke-hoach.yaml').write_text('loai: kế hoạch\n'),
    'another unit': lambda r: (r / 'xa-2').mkdir(),
    'another agency': lambda r: (r / 'co-quan/khac.yaml').write_text('ten: z\n'),
    'the same bytes again': lambda r: (r / 'xa/so-lieu.yaml').write_text('chi_tieu:\n  - ma: a\n'),
}


@pytest.mark.parametrize('name', STRANGERS)
def test_what_does_not_concern_the_paper_leaves_it_alone(root: Path, name: str) -> None:
    before = footprint(root)
    STRANGERS[name](root)
    assert Traces(root, {'baocao': '1'}).hold(before)


def test_codes_of_other_papers_concern_those_that_look_them_up(root: Path) -> None:
    plain, looking = footprint(root), footprint(root, codes=True)
    (root / 'khac').mkdir()
    (root / 'khac/quyet-dinh.yaml').write_text('loai: quyết định\nma: qd_moi\n')
    now = Traces(root, {'baocao': '1'})
    assert now.hold(plain)
    assert not now.hold(looking)


def test_a_bounded_mapping_keeps_what_was_used_last() -> None:
    kept: Bounded[str, int] = Bounded(2)
    kept['a'] = 1
    kept['b'] = 2
    assert kept['a'] == 1
    kept['c'] = 3
    assert 'b' not in kept
    assert (kept['a'], kept['c'], len(kept)) == (1, 3, 2)
