"""Templates that were opened and saved by LibreOffice still print every paper, word for word and page for page."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree
from own_templates import TEMPLATES, W, office, own, parts_of, words
from pages import render

from baocao.mau import NAMES, Templates, check
from baocao.pipeline import draft
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]


def convert(files: Iterable[Path], kind: str, folder: Path, suite: str) -> Path:
    """The files as LibreOffice saves them in another format, in a folder of their own."""
    target = folder / kind.partition(':')[0]
    subprocess.run(
        [
            *(suite, '--headless', '--norestore', f'-env:UserInstallation={(folder / "profile").as_uri()}'),
            *('--convert-to', kind, '--outdir', str(target)),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return target


@pytest.fixture(scope='module')
def saved(tmp_path_factory: pytest.TempPathFactory, office_suite: str) -> dict[str, Path]:
    """Folders of all templates: saved again as .docx, and in Arial by way of .odt."""
    folder = tmp_path_factory.mktemp('mau')
    same = convert([TEMPLATES / name for name in NAMES], 'docx:MS Word 2007 XML', folder / 'a', office_suite)
    sans = [own(folder / 'sans', name, ('Times New Roman', 'Arial'), part='styles') for name in NAMES]
    odt = convert(sans, 'odt', folder / 'b', office_suite)
    arial = convert(sorted(odt.iterdir()), 'docx:MS Word 2007 XML', folder / 'b', office_suite)
    return {'docx': same, 'odt': arial}


def drafts(data: Path, mau: Path | None, folder: Path) -> dict[str, Path]:
    """The drafts of all papers; a finding of any level fails."""
    templates, made = Templates(given=None if mau is None else str(mau)), {}
    folder.mkdir(parents=True)
    for workspace, relative in open_paths((str(data),)).papers:
        document = draft(workspace, relative, templates)
        assert [(f.code, f.problem) for f in document.findings] == []
        assert len(document.mau) == (0 if mau is None else 4)
        name = f'{relative.parent.name}.{relative.stem}'
        made[name] = folder / f'{name}.docx'
        made[name].write_bytes(document.data)
    return made


@pytest.mark.parametrize('route', ['docx', 'odt'])
def test_the_check_finds_nothing_in_them(saved: dict[str, Path], route: str) -> None:
    rows = list(check([str(saved[route])]))
    assert sorted(row.role for row in rows) == sorted(NAMES)
    assert [f for row in rows for f in row.findings] == []


@pytest.fixture(scope='module')
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The drafts of the program's own templates."""
    folder = tmp_path_factory.mktemp('usual')
    return drafts(office(folder), None, folder / 'drafts')


@pytest.mark.parametrize('route', ['docx', 'odt'])
def test_every_paper_keeps_its_words(
    saved: dict[str, Path], usual: dict[str, Path], route: str, tmp_path: Path
) -> None:
    adapted = drafts(office(tmp_path), saved[route], tmp_path / 'own')
    assert adapted.keys() == usual.keys() and len(adapted) == 4
    for name, path in adapted.items():
        assert sorted(words(path)) == sorted(words(usual[name])), name


def test_the_samples_keep_their_words(saved: dict[str, Path], tmp_path: Path) -> None:
    before = drafts(ROOT / 'data', None, tmp_path / 'usual')
    after = drafts(ROOT / 'data', saved['docx'], tmp_path / 'own')
    assert {n: sorted(words(p)) for n, p in after.items()} == {n: sorted(words(p)) for n, p in before.items()}


def test_the_pages_are_those_of_the_program(
    saved: dict[str, Path], usual: dict[str, Path], tmp_path: Path, office_suite: str
) -> None:
    adapted = drafts(office(tmp_path), saved['docx'], tmp_path / 'own')
    (tmp_path / 'usual').mkdir()
    before = render(usual.values(), tmp_path / 'usual', office_suite)
    after = render(adapted.values(), tmp_path / 'own', office_suite)
    assert sorted(map(len, before)) == [1, 1, 2, 2] and list(map(len, after)) == list(map(len, before))
    for old, new in zip(before, after, strict=True):
        for one, two in zip(old, new, strict=True):
            assert [line.text for line in two] == [line.text for line in one]
            moved = [abs(a.height - b.height) for a, b in zip(one, two, strict=True)]
            assert max(moved, default=0) < 3


def test_a_font_chosen_there_is_the_font_of_the_draft(saved: dict[str, Path], tmp_path: Path) -> None:
    made = drafts(office(tmp_path), saved['odt'], tmp_path / 'own')
    for path in made.values():
        sheet = etree.fromstring(parts_of(path)['word/styles.xml'])
        fonts = {f.get(f'{W}ascii') for f in sheet.iter(f'{W}rFonts')}
        assert 'Arial' in fonts and 'Times New Roman' not in fonts
