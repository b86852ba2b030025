"""What is shipped: sdist and wheel carry the templates, and the command works away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from baocao import __version__
from baocao.mau import FRAGMENT, SECTIONS, TEMPLATES

ROOT = Path(__file__).parents[1]
FILES = {*TEMPLATES.values(), *SECTIONS.values(), FRAGMENT}


@pytest.fixture(scope='module')
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel, made of a copy of the sources."""
    folder = tmp_path_factory.mktemp('built')
    sources = folder / 'sources'
    sources.mkdir()
    for name in ('src', 'templates', 'data', 'docs', 'pyproject.toml', 'README.md', 'LICENSE', 'tests'):
        path = ROOT / name
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, sources / name)
    subprocess.run(
        [sys.executable, '-m', 'hatchling', 'build', '-d', str(folder)],
        cwd=sources,
        check=True,
        capture_output=True,
    )
    return folder


def run(folder: Path, library: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The command of an unpacked wheel, in a folder that is no checkout."""
    code = 'import baocao, sys; assert baocao.__file__.startswith(sys.argv.pop(1)); from baocao.cli import main; main()'
    return subprocess.run(
        [sys.executable, '-c', code, str(library), *args],
        cwd=folder,
        env={**os.environ, 'PYTHONPATH': str(library)},
        capture_output=True,
        text=True,
        encoding='utf-8',
    )


def test_the_wheel_drafts_away_from_the_checkout(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob('*.whl')
    library = tmp_path / 'library'
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(library)
    assert {p.name for p in (library / 'baocao/templates').glob('*.docx')} == FILES
    office = tmp_path / 'office'
    shutil.copytree(ROOT / 'data', office / 'data')
    done = run(office, library, 'soan', 'data/')
    assert done.returncode == 0, done.stderr
    here = subprocess.run(
        [sys.executable, '-c', 'from baocao.cli import main; main()', 'soan', 'data/', '-o', 'out-here'],
        cwd=office,
        capture_output=True,
    )
    assert here.returncode == 0
    drafts = sorted(p.relative_to(office / 'out') for p in (office / 'out').rglob('*.docx'))
    assert len(drafts) >= 6
    for name in drafts:
        assert (office / 'out' / name).read_bytes() == (office / 'out-here' / name).read_bytes(), name


def test_the_wheel_tells_its_version(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob('*.whl')
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / 'library')
    done = run(tmp_path, tmp_path / 'library', '--version')
    assert (done.returncode, done.stdout) == (0, f'baocao {__version__}\n')


def test_the_sdist_has_what_a_build_needs(built: Path) -> None:
    (sdist,) = built.glob('*.tar.gz')
    with tarfile.open(sdist) as archive:
        names = {Path(name).as_posix().partition('/')[2] for name in archive.getnames()}
    assert {f'templates/{name}' for name in FILES} <= names
    assert {'pyproject.toml', 'README.md', 'LICENSE', 'templates/build.py', 'docs/so-tay.md'} <= names
    assert any(name.startswith('data/') and name.endswith('.yaml') for name in names)
    assert any(name.startswith('tests/test_') for name in names)
    assert not any('.git/' in name or '__pycache__' in name or name.startswith('out/') for name in names)
