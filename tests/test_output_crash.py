"""A save that dies, or is refused, at every single operation: whole files, nothing lost, the next run resumes."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

import pytest
from faulty_disk import Crash, Script, ScriptedDisk, VolatileDisk

from baocao.errors import BaoCaoError, ExitCode
from baocao.output import OutputFolder, Saved, Status, exit_code
from baocao.output.files import Disk, Files

OLD, NEW, LATER = b'OLD ' * 5000, b'NEW! ' * 5000, b'later ' * 5000
PERSON = b'a person wrote this'
DOC = PurePosixPath('thang_6/bc.docx')
BESIDE = PurePosixPath("thang_6/bc (bản mới).docx")


def save(root: Path, data: bytes, files: Files | None = None) -> Saved:
    with OutputFolder(root, files=files or Disk(), is_untouched=lambda data: None) as folder:
        return folder.save(DOC, data, {'data/bc.yaml': str(len(data))})


def nothing(root: Path) -> None:
    pass


def ours(root: Path) -> None:
    save(root, OLD)


def edited(root: Path) -> None:
    save(root, OLD).path.write_bytes(PERSON)


def edited_twice(root: Path) -> None:
    edited(root)
    save(root, OLD)


SITUATIONS = [nothing, ours, edited, edited_twice]
PLACES = {nothing: DOC, ours: DOC, edited: BESIDE, edited_twice: BESIDE}


def shown(root: Path) -> dict[PurePosixPath, bytes]:
    names = (PurePosixPath(p.relative_to(root)) for p in root.rglob('*') if p.is_file())
    return {n: (root / n).read_bytes() for n in names if n.parts[0] != '.baocao' and n.suffix != '.tmp'}


def temporaries(root: Path) -> list[Path]:
    return list(root.rglob('*.tmp'))


def check_whole(root: Path, situation: Callable[[Path], None]) -> None:
    """Whole old or whole new under every name, and the person's text where it was."""
    files = shown(root)
    if situation in (edited, edited_twice):
        assert files.pop(DOC) == PERSON
    place = PLACES[situation]
    had_old = situation in (ours, edited_twice)
    assert files in ([{place: OLD}, {place: NEW}] if had_old else [{}, {place: NEW}])


def check_resumed(root: Path, situation: Callable[[Path], None]) -> None:
    """After one more run all is as if nothing had happened, and the text after that is ours to replace."""
    person = {DOC: PERSON} if situation in (edited, edited_twice) else {}
    save(root, NEW)
    assert shown(root) == {**person, PLACES[situation]: NEW}
    assert temporaries(root) == []
    save(root, LATER)
    assert shown(root) == {**person, PLACES[situation]: LATER}


def operations(root: Path, situation: Callable[[Path], None]) -> int:
    """How many operations the save takes in this situation."""
    situation(root)
    script = Script()
    save(root, NEW, ScriptedDisk(script))
    assert {'open_new', 'write', 'sync', 'close', 'replace', 'sync_folder', 'status'} <= set(script.calls)
    return len(script.calls)


def each(tmp_path: Path, situation: Callable[[Path], None]) -> Iterator[tuple[int, Path]]:
    for at in range(1, operations(tmp_path / 'count', situation) + 1):
        root = tmp_path / str(at)
        situation(root)
        yield at, root


@pytest.mark.parametrize('when', ['before', 'middle', 'after'])
@pytest.mark.parametrize('situation', SITUATIONS)
def test_a_crash_at_every_operation(tmp_path: Path, situation: Callable[[Path], None], when: str) -> None:
    for at, root in each(tmp_path, situation):
        with pytest.raises(Crash):
            save(root, NEW, ScriptedDisk(Script(at, when)))
        check_whole(root, situation)
        check_resumed(root, situation)


@pytest.mark.parametrize('survivor', ['nothing', '.baocao', 'thang_6'])
@pytest.mark.parametrize('situation', SITUATIONS)
def test_a_power_cut_at_every_operation(
    tmp_path: Path, situation: Callable[[Path], None], survivor: str
) -> None:
    for at, root in each(tmp_path, situation):
        disk = VolatileDisk()
        with pytest.raises(Crash):
            save(root, NEW, ScriptedDisk(Script(at, 'after'), disk))
        disk.power_off(keep_renames_of=survivor)
        check_whole(root, situation)
        # at once with another text: whatever survived, the old or the new, is known as ours
        person = {DOC: PERSON} if situation in (edited, edited_twice) else {}
        save(root, LATER)
        assert shown(root) == {**person, PLACES[situation]: LATER}


@pytest.mark.parametrize('situation', SITUATIONS)
def test_a_power_cut_after_the_save_loses_nothing(tmp_path: Path, situation: Callable[[Path], None]) -> None:
    situation(tmp_path)
    before = shown(tmp_path)
    disk = VolatileDisk()
    save(tmp_path, NEW, disk)
    disk.power_off(keep_renames_of='nothing')
    assert shown(tmp_path) == {**before, PLACES[situation]: NEW}


@pytest.mark.parametrize('number', [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize('situation', SITUATIONS)
def test_an_error_at_every_operation(tmp_path: Path, situation: Callable[[Path], None], number: int) -> None:
    told = 0
    for at, root in each(tmp_path, situation):
        script = Script(at, number=number)
        before = shown(root)
        try:
            saved = save(root, NEW, ScriptedDisk(script))
        except BaoCaoError as error:
            told += 1
            [finding] = error.findings
            assert finding.code == {errno.ENOSPC: 'HT202', errno.EIO: 'HT207'}[number]
            assert exit_code(error.findings) is ExitCode.DISK
            check_whole(root, situation)
        else:
            # an operation that may fail in silence, or a file that could not be read: the text is somewhere
            place = (saved.beside or saved.path).relative_to(root)
            assert shown(root)[PurePosixPath(place)] == NEW
            assert {n: t for n, t in before.items() if t == PERSON}.items() <= shown(root).items()
            assert saved.status is not Status.DA_CO_NGUOI_SUA or len(saved.findings) == 1
        assert temporaries(root) == [], script.calls[-1]
        person = {DOC: PERSON} if DOC in before and before[DOC] == PERSON else {}
        again = save(root, NEW)
        assert shown(root)[PurePosixPath((again.beside or again.path).relative_to(root))] == NEW
        assert person.items() <= shown(root).items()
        assert temporaries(root) == []
    assert told >= 10


def test_a_disk_that_stays_full(tmp_path: Path) -> None:
    class Full(Disk):
        def write(self, handle: int, data: memoryview) -> int:
            super().write(handle, data[:100])
            raise OSError(errno.ENOSPC, 'full')

    ours(tmp_path)
    for _ in range(2):
        with pytest.raises(BaoCaoError) as error:
            save(tmp_path, NEW, Full())
        assert error.value.findings[0].code == 'HT202'
        assert shown(tmp_path) == {DOC: OLD}
        assert temporaries(tmp_path) == []
    check_resumed(tmp_path, ours)


def test_a_disk_that_refuses_every_rename_of_ours(tmp_path: Path) -> None:
    """A sharing violation on every name: no endless search for a free one, no text lost, no temporary left."""

    class Stuck(Disk):
        def replace(self, source: Path, target: Path) -> None:
            if target.suffix == '.docx':
                raise PermissionError(errno.EACCES, 'held')
            super().replace(source, target)

    ours(tmp_path)
    with pytest.raises(BaoCaoError) as error:
        save(tmp_path, NEW, Stuck())
    assert error.value.findings[0].code == 'HT203'
    assert shown(tmp_path) == {DOC: OLD}
    assert temporaries(tmp_path) == []
    check_resumed(tmp_path, ours)


@pytest.mark.parametrize('stop', [KeyboardInterrupt, SystemExit, MemoryError])
def test_a_stop_at_every_operation_leaves_no_temporary_file(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    class Stopping(Script):
        def run(self, name: str, real: Callable[..., object], *args: object) -> object:
            self.calls.append(name)
            if len(self.calls) == self.at:
                with suppress(OSError):
                    real(*args)
                raise stop
            return real(*args)

    for at, root in each(tmp_path, ours):
        with pytest.raises(stop):
            save(root, NEW, ScriptedDisk(Stopping(at)))
        assert temporaries(root) == []
        check_whole(root, ours)
        check_resumed(root, ours)


def test_a_leftover_of_this_very_process_is_no_obstacle(tmp_path: Path) -> None:
    class Unremovable(Disk):
        def replace(self, source: Path, target: Path) -> None:
            if target.suffix == '.docx':
                raise OSError(errno.EIO, 'no')
            super().replace(source, target)

        def remove(self, path: Path) -> None:
            raise OSError(errno.EIO, 'no')

    ours(tmp_path)
    with OutputFolder(tmp_path, is_untouched=lambda data: None) as folder:
        with pytest.raises(BaoCaoError):
            folder_with(folder, Unremovable()).save(DOC, NEW, {})
        [left] = temporaries(tmp_path)
        left.write_bytes(b'longer than what comes' * 9000)
        assert folder.save(DOC, NEW, {}).status is Status.CAP_NHAT
    assert shown(tmp_path) == {DOC: NEW}
    assert temporaries(tmp_path) == []


def folder_with(folder: OutputFolder, files: Files) -> OutputFolder:
    """The same held folder over another disk."""
    other = OutputFolder(folder.root, files=files, is_untouched=lambda data: None)
    other._lock = folder._lock
    return other
