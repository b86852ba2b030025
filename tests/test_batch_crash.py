"""A crash and a refusal of the disk at every operation of a whole batch, from the first folder to the page."""

from __future__ import annotations

import errno
import io
import shutil
import zipfile
from functools import partial
from pathlib import Path

import pytest

from baocao.batch import run as batch_run
from baocao.output import OutputFolder
from tests.batch_office import all_whole, drafts, leftovers, make, run, unit
from tests.faulty_disk import Crash, Script, ScriptedDisk

UNITS = 4
EDITED = 'xa-003/bao-cao.docx'
BESIDE = 'xa-003/bao-cao (bản mới).docx'
TOLD = ('ket-qua.jsonl', 'ket-qua.html')


class Office:
    """A batch whose second run makes one draft anew, finds one changed, one edited and one as it was."""

    def __init__(self, folder: Path) -> None:
        self.data = make(folder / 'data', UNITS)
        self.start = folder / 'start'
        assert run(self.data, '-o', self.start, '--tien-trinh', '0')[0] == 0
        self.old = drafts(self.start)
        (self.start / 'xa-000/bao-cao.docx').unlink()
        edited = self.start / EDITED
        edited.write_bytes(another(edited.read_bytes()))
        self.edited = edited.read_bytes()
        unit(self.data, 1, done=71)
        unit(self.data, 3, done=73)
        self.end = folder / 'end'
        shutil.copytree(self.start, self.end)
        assert run(self.data, '-o', self.end, '--tien-trinh', '0')[0] == 4
        self.new = drafts(self.end)
        assert set(self.new) == {*self.old, BESIDE}

    def run(self, out: Path, script: Script, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
        """The command on a scripted disk: its exit code (-1 where it died) and what it said."""
        with monkeypatch.context() as patched:
            disk = ScriptedDisk(script)
            patched.setattr(batch_run, 'OutputFolder', partial(OutputFolder, files=disk))
            try:
                return run(self.data, '-o', out, '--tien-trinh', '0')
            except Crash:
                return -1, ''

    def holds(self, out: Path) -> None:
        """AssertionError where a draft is neither the old nor the new one, or the edited one is touched."""
        all_whole(out)
        assert (out / EDITED).read_bytes() == self.edited
        for name, digest in drafts(out).items():
            if name != EDITED:
                home = name.replace(" (bản mới)", "")
                assert digest in (self.old.get(home), self.new.get(home), self.new.get(name)), name

    def goes_on(self, out: Path) -> None:
        """AssertionError where the next run does not end as an undisturbed one does; a text that was put beside a
        locked draft, and told so, may still stand there."""
        code, said = run(self.data, '-o', out, '--tien-trinh', '0')
        assert code == 4, said
        assert (out / EDITED).read_bytes() == self.edited
        found = drafts(out)
        assert found.items() >= self.new.items()
        for name in found.keys() - self.new.keys():
            assert found[name] == self.new[name.replace(" (bản mới)", "")], name
        assert leftovers(out) == []


def another(data: bytes) -> bytes:
    """A Word file that a person has added to."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(into, 'w') as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b'</w:body>', b'<w:p/></w:body>'))
    return into.getvalue()


@pytest.fixture(scope='module')
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp('office'))


@pytest.fixture(scope='module')
def calls(office: Office, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The operations of a run that is not disturbed."""
    out = tmp_path_factory.mktemp('calls') / 'out'
    shutil.copytree(office.start, out)
    script = Script()
    with pytest.MonkeyPatch.context() as patched:
        assert office.run(out, script, patched)[0] == 4
    assert drafts(out) == office.new
    return script.calls


#: what changes the disk; the rest only looks
WRITES = frozenset(
    ('make_root', 'make_folder', 'open_lock', 'open_new', 'open_append', 'set_mode', 'write', 'cut', 'sync',
     'close', 'replace', 'remove', 'sync_folder')
)  # fmt: skip


def points(calls: list[str]) -> list[int]:
    return [i for i, name in enumerate(calls, 1) if name in WRITES]


@pytest.mark.parametrize('when', ['before', 'middle', 'after'])
def test_a_crash_at_any_write_loses_nothing_and_the_next_run_goes_on(
    office: Office, calls: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    for at in points(calls):
        if when == 'middle' and calls[at - 1] != 'write':
            continue
        out = tmp_path / str(at)
        shutil.copytree(office.start, out)
        assert office.run(out, Script(at, when), monkeypatch)[0] == -1
        office.holds(out)
        office.goes_on(out)
        shutil.rmtree(out)


@pytest.mark.parametrize('number', [errno.ENOSPC, errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_a_refusal_at_any_write_is_told_and_the_next_run_goes_on(
    office: Office, calls: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    for at in points(calls):
        out = tmp_path / str(at)
        shutil.copytree(office.start, out)
        code, said = office.run(out, Script(at, number=number), monkeypatch)
        assert code in (3, 4, 5), (at, calls[at - 1], said)
        assert 'Traceback' not in said, (at, calls[at - 1])
        assert 'lỗi của chính nó' not in said, (at, calls[at - 1], said)
        if code == 4:
            texts = set(drafts(out).values())
            assert texts >= {d for n, d in office.new.items() if n != EDITED}, (at, calls[at - 1])
        office.holds(out)
        office.goes_on(out)
        shutil.rmtree(out)
