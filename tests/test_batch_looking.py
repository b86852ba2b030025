"""What an earlier run left is looked at here, or by children where there are thousands: with the same outcome."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from baocao.batch.looking import Looking
from baocao.executors import Processes, Serial
from tests.batch_office import drafts, make, run, unit

UNITS = 70


@pytest.fixture
def by_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have children look at any number of papers."""
    monkeypatch.setattr(sys.modules['baocao.cli.soan_hang_loat'], '_THOUSANDS', 1)


@pytest.fixture(scope='module')
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Data and drafts of a run in which nothing failed."""
    base = tmp_path_factory.mktemp('office')
    data, out = make(base / 'data', UNITS), base / 'out'
    assert run(data, '-o', out)[0] == 0
    return data, out


def test_children_find_that_nothing_changed_and_nothing_is_written(
    office: tuple[Path, Path], by_children: None
) -> None:
    data, out = office
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in out.rglob('*') if p.is_file()}
    code, said = run(data, '-o', out, '--tien-trinh', '2')
    assert code == 0
    assert f'không đổi       {UNITS}' in said
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in out.rglob('*') if p.is_file()} == before


def test_children_and_this_process_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers whose figures changed, whose draft a person edited, or is gone, or of which nothing is kept."""
    told = {}
    for name, most in (('here', 1000), ('children', 1)):
        monkeypatch.setattr(sys.modules['baocao.cli.soan_hang_loat'], '_THOUSANDS', most)
        monkeypatch.chdir(tmp_path)
        data, out = make(tmp_path / name / 'data', 40), tmp_path / name / 'out'
        monkeypatch.chdir(tmp_path / name)
        assert run('data', '-o', 'out')[0] == 0
        before = {p: p.stat().st_mtime_ns for p in out.rglob('*.docx')}
        unit(data, 3, done=77)
        edited = out / 'xa-005/bao-cao.docx'
        edited.write_bytes(edited.read_bytes() + b'edited by a person')
        unit(data, 5, done=78)
        (out / 'xa-007/bao-cao.docx').unlink()
        unit(data, 41)
        code, said = run('data', '-o', 'out', '--tien-trinh', '2')
        assert code == 4, said
        written = {p.relative_to(out) for p in out.rglob('*.docx') if before.get(p) != p.stat().st_mtime_ns}
        told[name] = (said, drafts(out), written, (out / 'ket-qua.jsonl').read_bytes())
    assert told['here'] == told['children']
    assert {p.parent.name for p in told['here'][2]} == {'xa-003', 'xa-005', 'xa-007', 'xa-041'}


def test_what_cannot_be_looked_at_is_drafted_again(
    office: tuple[Path, Path], by_children: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, out = office
    before = drafts(out)
    look = Looking.start

    def start(self: Looking):  # type: ignore[no-untyped-def]
        one = look(self)

        def left(jobs):  # type: ignore[no-untyped-def]
            if any('xa-040' in job.paper for job in jobs):
                os._exit(9)
            return one(jobs)

        return left

    monkeypatch.setattr(Looking, 'start', start)
    code, said = run(data, '-o', out, '--tien-trinh', '2')
    assert code == 0, said
    assert f'không đổi       {UNITS}' in said
    assert drafts(out) == before


def test_a_hundred_papers_are_looked_at_here(monkeypatch: pytest.MonkeyPatch) -> None:
    looker = sys.modules['baocao.cli.soan_hang_loat']._looker
    assert isinstance(looker(999, None), Serial)
    assert isinstance(looker(1000, None), Processes)
    assert isinstance(looker(1000, 3), Processes)
    assert isinstance(looker(100_000, 0), Serial)
