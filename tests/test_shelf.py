"""Compiled templates kept between commands: the same documents, never a stale one, nothing lost where nothing is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec import Struct
from samples import PAPERS, sample_names

from baocao.loading import DRAFTED, load
from baocao.mau import Templates
from baocao.mau import shelf as shelves
from baocao.mau.shelf import Shelf
from baocao.view import View, build
from baocao.word import FILTERS, dumps, loads

ROOT = Path(__file__).parents[1]


def drawn(name: str, templates: Templates, sealed: bool = True) -> bytes:
    workspace, paper = PAPERS[name]
    ho_so = load(workspace, paper)
    template = templates.of(type(ho_so.van_ban), workspace)
    return template.render(build(ho_so)[0], sealed=sealed, origin=paper.as_posix()).data


@pytest.mark.parametrize('name', sample_names())
def test_a_kept_template_prints_the_same_bytes(name: str, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first = drawn(name, Templates(shelf=shelf)), drawn(name, Templates(shelf=shelf), sealed=False)
    assert list(tmp_path.glob('*.json'))
    again = drawn(name, Templates(shelf=shelf)), drawn(name, Templates(shelf=shelf), sealed=False)
    plain = drawn(name, Templates(shelf=Shelf(None))), drawn(name, Templates(shelf=Shelf(None)), sealed=False)
    assert first == again == plain


def test_a_template_is_equal_after_it_was_stored() -> None:
    templates = Templates(shelf=Shelf(None))
    for reader in dict.fromkeys(DRAFTED.values()):
        template = templates.of(reader)
        assert loads(dumps(template), View, FILTERS) == template


def test_equal_runs_are_one_object_after_reading() -> None:
    """The pen tells runs apart by identity."""
    template = Templates(shelf=Shelf(None)).of(next(iter(DRAFTED.values())))
    read = loads(dumps(template), View, FILTERS)
    found: dict[bytes, set[int]] = {}

    def walk(value: object) -> None:
        if isinstance(value, bytes) and value.startswith(b'<w:r>'):
            found.setdefault(value, set()).add(id(value))
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        elif isinstance(value, Struct):
            for name in value.__struct_fields__:
                walk(getattr(value, name))

    walk(read.programs)
    assert found
    assert all(len(ids) == 1 for ids in found.values())


@pytest.mark.parametrize(
    'broken',
    [
        b'',
        b'x',
        b'[]',
        b'[1,2]',
        b'[[0]]',
        b'[[99,0]]',
        b'[[0,5]]',
        b'{"a":1}',
        b'["a",[6,0,0]]',
        b'[[4,"!"]]',
        b'[["a"]]',
        b'[null,[0,0]]',
    ],
)
def test_what_is_no_template_is_refused(broken: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError)):
        loads(broken, View, FILTERS)


def test_a_torn_or_changed_entry_is_made_anew(tmp_path: Path) -> None:
    name, shelf = sample_names()[0], Shelf(tmp_path)
    good = drawn(name, Templates(shelf=shelf))
    (entry,) = tmp_path.glob('*.json')
    whole = entry.read_bytes()
    for torn in (whole[:-1], whole[: len(whole) // 2], b'', b'\0' * 100, whole.replace(b'w:p', b'w:q', 1)):
        entry.write_bytes(torn)
        assert drawn(name, Templates(shelf=shelf)) == good
        assert entry.read_bytes() == whole


def test_a_changed_file_is_another_entry(tmp_path: Path) -> None:
    folder = tmp_path / 'mau'
    shutil.copytree(ROOT / 'templates', folder, ignore=shutil.ignore_patterns('*.py', '__pycache__'))
    name, shelf = sample_names()[0], Shelf(tmp_path / 'kho')
    drawn(name, Templates(folder, shelf=shelf))
    other = folder / 'cong-van.docx'
    layout = folder / 'quyet-dinh.docx'
    other.write_bytes(other.read_bytes() + b'\0')  # not a file of a decision
    drawn(name, Templates(folder, shelf=shelf))
    assert len(list((tmp_path / 'kho').glob('*.json'))) == 1
    layout.write_bytes((ROOT / 'templates' / 'van-ban-co-ten-loai.docx').read_bytes())
    drawn(name, Templates(folder, shelf=shelf))
    assert len(list((tmp_path / 'kho').glob('*.json'))) == 2


def test_another_version_of_the_program_or_its_libraries_is_another_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Shelf(tmp_path).name(('a', 'b'))
    assert Shelf(tmp_path).name(('a', 'b')) == before
    assert Shelf(tmp_path).name(('ab', '')) != before
    monkeypatch.setattr(shelves, '__version__', '99')
    assert Shelf(tmp_path).name(('a', 'b')) != before
    monkeypatch.undo()
    monkeypatch.setattr(shelves, '_LIBRARIES', ('docxtpl',))
    assert Shelf(tmp_path).name(('a', 'b')) != before


def test_where_nothing_can_be_written_papers_are_drafted_all_the_same(tmp_path: Path) -> None:
    name = sample_names()[0]
    (tmp_path / 'file').write_text('x')
    good = drawn(name, Templates(shelf=Shelf(None)))
    assert drawn(name, Templates(shelf=Shelf(tmp_path / 'file'))) == good
    assert drawn(name, Templates(shelf=Shelf(tmp_path / 'file' / 'below'))) == good
    assert (tmp_path / 'file').read_text() == 'x'


def test_many_at_once_keep_whole_entries_and_leave_nothing_else(tmp_path: Path) -> None:
    name = sample_names()[0]
    templates = Templates(shelf=Shelf(None))
    workspace, paper = PAPERS[name]
    template = templates.of(type(load(workspace, paper).van_ban), workspace)
    shelf = Shelf(tmp_path)
    entry = shelf.name(('x',))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: shelf.keep(entry, template), range(40)))
    assert [p.name for p in tmp_path.iterdir()] == [f'{entry}.json']
    assert shelf.find(entry, View, FILTERS) == template


def test_old_entries_make_room(tmp_path: Path) -> None:
    template = Templates(shelf=Shelf(None)).of(next(iter(DRAFTED.values())))
    for number in range(60):
        path = tmp_path / f'{number:02}.json'
        path.write_bytes(b'x')
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    Shelf(tmp_path).keep('new', template)
    left = sorted(p.name for p in tmp_path.iterdir())
    assert len(left) == 40
    assert 'new.json' in left and '59.json' in left and '00.json' not in left


_LOADED = '''
import sys
from baocao.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
heavy = ('docxtpl', 'docx', 'jinja2', 'openpyxl', 'baocao.word.compiler', 'baocao.word.comments', 'baocao.survey')
print('LOADED', [name for name in heavy if name in sys.modules])
'''


def test_a_second_command_loads_nothing_that_compiles_templates(tmp_path: Path) -> None:
    environment = {**os.environ, 'XDG_CACHE_HOME': str(tmp_path / 'cache')}
    paper = ROOT / 'data' / 'xa-tinh-khe-2026' / 'giay-moi-hoi-nghi-trien-khai.yaml'
    for run, loaded in (('một', True), ('hai', False)):
        command = [sys.executable, '-c', _LOADED, 'soan', str(paper), '-o', str(tmp_path / run)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        line = done.stdout.splitlines()[-1]
        assert line.startswith('LOADED')
        assert ('docxtpl' in line) is loaded
        assert 'openpyxl' not in line and 'comments' not in line
    one, other = (next((tmp_path / run).rglob('*.docx')).read_bytes() for run in ('một', 'hai'))
    assert one == other
