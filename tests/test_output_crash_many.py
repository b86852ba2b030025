"""Groups, replacing and reports that die, or are refused, at every single operation."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest
from faulty_disk import Crash, Script, ScriptedDisk, VolatileDisk
from msgspec import Struct

from baocao.errors import BaoCaoError, ExitCode
from baocao.output import Item, OutputFolder, Saved, exit_code
from baocao.output.files import DISK, Disk, Files

OLD, NEW, SAME = b'OLD ' * 5000, b'NEW! ' * 5000, b'same ' * 3000
PERSON = b'a person wrote this ' * 4000
COPY = f'({sha256(PERSON).hexdigest()[:12]}'

Outcomes = Sequence[Saved | BaoCaoError]


class Case(Struct, frozen=True):
    """A folder as some run left it, and what the next run does there."""

    prepare: Callable[[Path], None]
    run: Callable[[Path, Files], Outcomes]


def opened(root: Path, files: Files = DISK, replace_edited: bool = False) -> OutputFolder:
    return OutputFolder(root, files=files, is_untouched=lambda data: None, replace_edited=replace_edited)


def item(place: str, data: bytes) -> Item:
    return Item(PurePosixPath(place), data, {'data/bc.yaml': str(len(data))})


def some_of_each(root: Path) -> None:
    with opened(root) as folder:
        folder.save_all([item('a/1.docx', OLD), item('a/2.docx', OLD), item('b/3.docx', SAME)])
    (root / 'a/2.docx').write_bytes(PERSON)


def group(root: Path, files: Files) -> Outcomes:
    with opened(root, files) as folder:
        return folder.save_all(
            [item('a/1.docx', NEW), item('a/2.docx', NEW), item('b/3.docx', SAME), item('c/4.docx', NEW)]
        )


def an_edited_draft(root: Path) -> None:
    with opened(root) as folder:
        folder.save_all([item('a/1.docx', OLD), item('a/2.docx', OLD)])
    (root / 'a/2.docx').write_bytes(PERSON)


def replacing(root: Path, files: Files) -> Outcomes:
    with opened(root, files, replace_edited=True) as folder:
        return folder.save_all([item('a/1.docx', NEW), item('a/2.docx', NEW)])


def a_report(root: Path) -> None:
    with opened(root) as folder:
        folder.put_report('ket-qua.html', [OLD])


def an_edited_report(root: Path) -> None:
    a_report(root)
    (root / 'ket-qua.html').write_bytes(PERSON)


def report(root: Path, files: Files) -> Outcomes:
    with opened(root, files) as folder:
        return [folder.put_report('ket-qua.html', (NEW[at : at + 7000] for at in range(0, len(NEW), 7000)))]


CASES = {
    'group': Case(some_of_each, group),
    'replacing': Case(an_edited_draft, replacing),
    'report': Case(a_report, report),
    'edited report': Case(an_edited_report, report),
}


def shown(root: Path) -> dict[str, bytes]:
    """The files that people see, and people's copies; not the program's own notes."""
    names = [p.relative_to(root).as_posix() for p in root.rglob('*') if p.is_file() and p.suffix != '.tmp']
    return {n: (root / n).read_bytes() for n in names if n not in ('.baocao/khoa', '.baocao/nhat-ky')}


def temporaries(root: Path) -> list[Path]:
    return list(root.rglob('*.tmp'))


def everything(root: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.lstat().st_ino, p.lstat().st_mtime_ns) for p in root.rglob('*') if p.is_file()}


def is_more(name: str, data: bytes) -> bool:
    """Whether this is the new text beside a file that could not be read or replaced."""
    return "(bản mới" in name and data in (NEW, SAME)


class Stage:
    """A case with what stands before it, after it, and the operations of its run."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case, self._folder = case, folder
        case.prepare(folder / 'before')
        self.before = shown(folder / 'before')
        script = Script()
        for outcome in case.run(self.fresh('after'), ScriptedDisk(script)):
            assert isinstance(outcome, Saved)
        self.after = shown(folder / 'after')
        self.calls = script.calls
        assert NEW in self.after.values() and self.after != self.before
        assert {'open_new', 'write', 'sync', 'close', 'replace', 'sync_folder', 'status'} <= set(self.calls)

    def fresh(self, name: object) -> Path:
        """A copy of the folder as it was."""
        root = self._folder / str(name)
        shutil.copytree(self._folder / 'before', root)
        return root

    def check_whole(self, root: Path, more: bool = False) -> None:
        """Every file is whole, old or new, and a person's text is there; `more` allows the new
        text beside."""
        now = shown(root)
        for name, data in now.items():
            allowed = [self.before.get(name), self.after.get(name)]
            assert data in allowed or (more and is_more(name, data)), name
        assert now.keys() >= self.before.keys()
        for name, data in self.before.items():
            if data == PERSON and now[name] != PERSON:
                assert [n for n, text in now.items() if COPY in n and text == PERSON], name

    def check_resumed(self, root: Path, more: bool = False) -> None:
        """The next run ends as an undisturbed one, and the one after it has nothing to do."""
        self.case.run(root, DISK)
        now = shown(root)
        if more:
            now = {name: data for name, data in now.items() if name in self.after or not is_more(name, data)}
        assert now == self.after
        assert temporaries(root) == []
        quiet = everything(root)
        for outcome in self.case.run(root, DISK):
            assert isinstance(outcome, Saved) and outcome.status.value in ("không đổi", "đã có người sửa")
        assert everything(root) == quiet


@pytest.fixture(params=CASES.values(), ids=CASES)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    return Stage(request.param, tmp_path)


def moments(stage: Stage) -> Iterator[tuple[int, str]]:
    """Each operation, with the ways to die at it."""
    yield 1, 'before'
    for at, call in enumerate(stage.calls, 1):
        yield at, 'after'
        if call == 'write':
            yield at, 'middle'


def test_a_crash_at_every_operation(stage: Stage) -> None:
    for at, when in moments(stage):
        root = stage.fresh(f'{at} {when}')
        with pytest.raises(Crash):
            stage.case.run(root, ScriptedDisk(Script(at, when)))
        stage.check_whole(root)
        stage.check_resumed(root)


@pytest.mark.parametrize('survivor', ['nothing', '.baocao', 'a'])
def test_a_power_cut_at_every_operation(stage: Stage, survivor: str) -> None:
    for at in range(1, len(stage.calls) + 1):
        root = stage.fresh(at)
        disk = VolatileDisk()
        with pytest.raises(Crash):
            stage.case.run(root, ScriptedDisk(Script(at, 'after'), disk))
        disk.power_off(keep_renames_of=survivor)
        stage.check_whole(root)
        stage.check_resumed(root)


def test_a_power_cut_after_the_run_loses_nothing(stage: Stage) -> None:
    root = stage.fresh('cut')
    disk = VolatileDisk()
    stage.case.run(root, disk)
    disk.power_off(keep_renames_of='nothing')
    assert shown(root) == stage.after


@pytest.mark.parametrize('number', [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_an_error_at_every_operation(stage: Stage, number: int) -> None:
    told = 0
    for at in range(1, len(stage.calls) + 1):
        root = stage.fresh(at)
        script = Script(at, number=number)
        try:
            outcomes = stage.case.run(root, ScriptedDisk(script))
        except BaoCaoError as error:
            outcomes = [error]
        for outcome in outcomes:
            if isinstance(outcome, Saved):
                assert shown(root)[(outcome.beside or outcome.path).relative_to(root).as_posix()] in (
                    NEW,
                    SAME,
                )
            else:
                told += 1
                assert exit_code(outcome.findings) in (ExitCode.DISK, ExitCode.OUT_IN_USE)
        assert len([o for o in outcomes if isinstance(o, BaoCaoError)]) <= 2, script.calls[at - 1]
        stage.check_whole(root, more=True)
        if script.calls[at - 1] != 'remove':
            assert temporaries(root) == [], script.calls[at - 1]
        stage.check_resumed(root, more=True)
    assert told >= 10


@pytest.mark.parametrize('stop', [KeyboardInterrupt, MemoryError])
def test_a_stop_at_every_operation_leaves_no_temporary_file(stage: Stage, stop: type[BaseException]) -> None:
    class Stopping(Script):
        def run(self, name: str, real: Callable[..., object], *args: object) -> object:
            self.calls.append(name)
            if len(self.calls) == self.at:
                with suppress(OSError):
                    real(*args)
                raise stop
            return real(*args)

    for at in range(1, len(stage.calls) + 1):
        root = stage.fresh(at)
        with pytest.raises(stop):
            stage.case.run(root, ScriptedDisk(Stopping(at)))
        assert temporaries(root) == []
        stage.check_whole(root)
        stage.check_resumed(root)


def test_short_writes_are_carried_on(stage: Stage) -> None:
    class Slow(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            return super().write(handle, data[:997])

    root = stage.fresh('slow')
    stage.case.run(root, Slow())
    assert shown(root) == stage.after


def test_a_disk_that_stays_full(stage: Stage) -> None:
    class Full(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            super().write(handle, data[:100])
            raise OSError(errno.ENOSPC, 'full')

    root = stage.fresh('full')
    for _ in range(2):
        try:
            outcomes = stage.case.run(root, Full())
        except BaoCaoError as error:
            outcomes = [error]
        assert {o.findings[0].code for o in outcomes if isinstance(o, BaoCaoError)} == {'HT202'}
        assert shown(root) == stage.before
        assert temporaries(root) == []
    stage.check_resumed(root)


def lost(journal: Path) -> None:
    journal.unlink()


def garbage(journal: Path) -> None:
    journal.write_bytes(os.urandom(5000))


def cut_short(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:-1])


def a_folder(journal: Path) -> None:
    journal.unlink()
    journal.mkdir()


def a_link(journal: Path) -> None:
    journal.rename(journal.with_name('other'))
    journal.symlink_to('other')


@pytest.mark.parametrize('damage', [lost, garbage, cut_short, a_folder, a_link])
def test_no_damage_of_the_records_costs_a_person_s_text(stage: Stage, damage: Callable[[Path], None]) -> None:
    """The texts here carry no seal: without a record all are a person's, and so is the new text of a run before."""
    for damaged_after in (False, True):
        root = stage.fresh(damaged_after)
        if damaged_after:
            stage.case.run(root, DISK)
        before = shown(root)
        damage(root / '.baocao' / 'nhat-ky')
        with suppress(BaoCaoError):
            stage.case.run(root, DISK)
        now = shown(root)
        assert set(before.values()) - {OLD, NEW} <= set(now.values())
        for name, data in before.items():
            kept = [text for other, text in now.items() if '.baocao/luu' in other]
            assert (
                now[name] == data or (stage.case.run is replacing and data in kept) or damage is cut_short
            ), name
        assert temporaries(root) == []


def test_a_journal_cut_at_every_byte_of_its_last_lines(stage: Stage) -> None:
    root = stage.fresh('cut')
    stage.case.run(root, DISK)
    journal = root / '.baocao' / 'nhat-ky'
    whole, after = journal.read_bytes(), shown(root)
    for size in range(len(whole) - 1, len(whole) - 400, -13):
        trial = root.with_name(f'trial {size}')
        shutil.copytree(root, trial)
        (trial / '.baocao' / 'nhat-ky').write_bytes(whole[:size])
        stage.case.run(trial, DISK)
        now = shown(trial)
        persons = {name: data for name, data in after.items() if data == PERSON}
        assert persons.items() <= now.items()
        assert {data for name, data in now.items() if name in after} <= {OLD, NEW, SAME, PERSON}
        assert temporaries(trial) == []
        quiet = shown(trial)
        stage.case.run(trial, DISK)
        assert shown(trial) == quiet


@pytest.mark.parametrize('year', [1262304000, 2208988800], ids=['2010', '2040'])
def test_no_clock_makes_a_difference(stage: Stage, year: int) -> None:
    root = stage.fresh('clock')
    for path in [root, *root.rglob('*')]:
        os.utime(path, (year, year))
    stage.case.run(root, DISK)
    assert shown(root) == stage.after
    for path in [root, *root.rglob('*')]:
        os.utime(path, (year, year))
    quiet = everything(root)
    stage.case.run(root, DISK)
    assert everything(root) == quiet
