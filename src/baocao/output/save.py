"""The safe way of bytes to `out/`: whole or not at all, and never over what a person did.

The order of steps for one document, none of which may be moved: look at what stands there; write a temporary
file in the same folder and bring it to the disk; record the intent; look once more; rename; bring the folder
to the disk. A crash between any two leaves the whole old or the whole new file, and a record that knows both.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import TracebackType

from msgspec import Struct

from baocao.errors import BaoCaoError, Finding
from baocao.output import faults
from baocao.output.drafts import Fate, Kind, Seen, Verdict, is_open_elsewhere, judge, look
from baocao.output.files import DISK, Files, discard, is_real_folder, make_folder, write_new
from baocao.output.lock import Grip, Lock
from baocao.output.names import beside_name
from baocao.output.record import TEMPORARY, Records, temporary_name
from baocao.seal import is_untouched as seal_is_untouched

STATE = '.baocao'
_BESIDE_LIMIT = 999
_CLEAN_LIMIT = 50_000  # names looked at for leftovers: an `out/` in a home folder must not cost a walk of it


class Status(Enum):
    """What became of a document; the value is the word that people read."""

    MOI = "mới"
    CAP_NHAT = "cập nhật"
    KHONG_DOI = "không đổi"
    DA_CO_NGUOI_SUA = "đã có người sửa"


class Saved(Struct, frozen=True):
    """The result for one document. `beside` is the file with the new text where `path` was left alone;
    the one finding then says why."""

    path: Path
    status: Status
    beside: Path | None = None
    findings: tuple[Finding, ...] = ()


class OutputFolder:
    """An `out/` held by this process alone, from `with` to the end of the block.

    Entering makes the folder, takes the lock and clears what dead runs left half-written. Raises BaoCaoError:
    HT201 where another run holds it, other HT2xx where the disk refuses (`faults.exit_code` tells them
    apart). Threads may save different documents at the same time; a forked child may not save.
    """

    def __init__(
        self,
        root: Path,
        *,
        files: Files = DISK,
        grip: Grip | None = None,
        is_untouched: Callable[[bytes], bool | None] = seal_is_untouched,
    ) -> None:
        self.root = root
        self._files = files
        self._is_untouched = is_untouched
        self._lock = Lock(root / STATE / 'khoa', files, grip)
        self._records = Records(root / STATE / 'ghi-nhan', files)

    def __enter__(self) -> OutputFolder:
        self._make_root()
        with _told(self.root / STATE):
            if make_folder(self._files, self.root / STATE):
                with suppress(OSError):  # the folder above may belong to somebody else
                    self._files.sync_folder(self.root.parent)
        try:
            self._lock.take()
        except BlockingIOError as error:
            raise BaoCaoError(faults.in_use(self.root)) from error
        except OSError as error:
            raise BaoCaoError(faults.lock_fault(error, self.root / STATE / 'khoa')) from error
        try:
            self._clear_leftovers()
        except BaseException:
            self._lock.let_go()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._lock.let_go()

    def save(self, relative: PurePosixPath, data: bytes, inputs: Mapping[str, str]) -> Saved:
        """What became of the document: `data` stands whole at `relative`, or beside it where a person's file,
        or anything else that may not be replaced, holds that name.

        `inputs` are the hashes that the text was made from, for `finished` of a later run. Raises
        BaoCaoError (HT2xx) where the disk refuses or `relative` leaves the folder; what stood there stands.
        """
        path = self.root / _checked(relative)
        digest = sha256(data).hexdigest()
        with _told(path):
            self._require_hold()
            self._make_folders(relative.parent)
            first = self._put(relative, data, digest, inputs, '')
            if isinstance(first, Status):
                return Saved(path, first)
            for beside in _besides(relative):
                if isinstance(self._put(beside, data, digest, inputs, str(relative)), Status):
                    return self._left(relative, first, beside)
        raise BaoCaoError(faults.no_free_name(path))

    def edited(self, relative: PurePosixPath) -> Path | None:
        """The file at a draft's place where it is not, or not only, our text; None where nothing stands there
        or the draft is as we wrote it. Changes nothing."""
        path = self.root / _checked(relative)
        with _told(path):
            verdict = self._judge(relative, '', '')
        return path if verdict.fate is Fate.LEFT and not verdict.ours else None

    def finished(self, relative: PurePosixPath, inputs: Mapping[str, str]) -> Saved | None:
        """What `save` would answer, where an earlier run made the document of the same `inputs` and it still
        stands, at its place or beside a person's file; None where it has to be made. Changes nothing."""
        record = self._records.read(_checked(relative))
        if record is None or record.beside_of or dict(record.inputs) != dict(inputs):
            return None
        try:
            if not self._are_real_folders(relative.parent):
                return None
        except OSError:
            return None
        first = self._judge(relative, record.new, '')
        if first.fate is Fate.SAME:
            return Saved(self.root / relative, Status.KHONG_DOI)
        if first.fate is not Fate.LEFT:
            return None
        for beside in _besides(relative):
            there = self._judge(beside, record.new, str(relative))
            if there.fate is Fate.SAME:
                return self._left(relative, first.reason, beside)
            if there.fate is not Fate.LEFT:
                return None
        return None

    def _left(self, relative: PurePosixPath, reason: str, beside: PurePosixPath) -> Saved:
        path, there = self.root / relative, self.root / beside
        return Saved(path, Status.DA_CO_NGUOI_SUA, there, (faults.left_alone(reason, path, there),))

    def _judge(self, place: PurePosixPath, digest: str, beside_of: str) -> Verdict:
        record = self._records.read(place)
        return judge(self._files, self.root / place, record, digest, beside_of, self._is_untouched)

    def _put(
        self, place: PurePosixPath, data: bytes, digest: str, inputs: Mapping[str, str], beside_of: str
    ) -> Status | str:
        """What became of `place`, or the code that says why it was left alone."""
        verdict = self._judge(place, digest, beside_of)
        intent = verdict.next_record(place, digest, inputs, beside_of)
        if verdict.fate in (Fate.SAME, Fate.LEFT):
            # so that the new text is known as ours when a person moves it from beside to this place
            if intent != verdict.record and (verdict.fate is Fate.SAME or not beside_of):
                self._records.write(intent)
            return Status.KHONG_DOI if verdict.fate is Fate.SAME else verdict.reason
        path = self.root / place
        temporary = temporary_name(path)
        seen = verdict.seen
        try:
            write_new(self._files, temporary, data, seen.mode if seen.kind is Kind.FILE else None)
            if intent != verdict.record:
                self._records.write(intent)
            reason = self._publish(temporary, place, seen)
        except BaseException:
            discard(self._files, temporary)
            raise
        if reason:
            discard(self._files, temporary)
            return reason
        self._files.sync_folder(path.parent)
        return Status.MOI if verdict.fate is Fate.NEW else Status.CAP_NHAT

    def _publish(self, temporary: Path, place: PurePosixPath, seen: Seen) -> str:
        """Rename where the target still is what was `seen`; else the code of the reason, nothing done."""
        self._require_hold()
        path = self.root / place
        if not self._are_real_folders(place.parent):
            raise NotADirectoryError(errno.ENOTDIR, 'no longer a real folder', str(path.parent))
        now = look(self._files, path)
        if now != seen:
            return {Kind.IN_THE_WAY: 'BN205', Kind.UNREADABLE: 'BN206'}.get(now.kind, 'BN207')
        if seen.kind is Kind.FILE and is_open_elsewhere(self._files, path):
            return 'BN202'
        try:
            self._files.replace(temporary, path)
        except (IsADirectoryError, PermissionError) as error:
            if seen.kind is Kind.ABSENT and isinstance(error, PermissionError):
                raise
            return 'BN203' if isinstance(error, PermissionError) else 'BN205'
        return ''

    def _make_root(self) -> None:
        try:
            self._files.make_root(self.root)
        except (FileExistsError, NotADirectoryError) as error:
            raise BaoCaoError(faults.bad_root(self.root)) from error
        except OSError as error:
            bad = error.errno == errno.ELOOP
            raise BaoCaoError(
                faults.bad_root(self.root) if bad else faults.disk_fault(error, self.root)
            ) from error

    def _make_folders(self, relative: PurePosixPath) -> None:
        for folder in (*reversed(relative.parents), relative):
            if folder.name:  # the root itself is never made again: its lock would be another one
                make_folder(self._files, self.root / folder)

    def _are_real_folders(self, relative: PurePosixPath) -> bool:
        return all(
            is_real_folder(self._files.status(self.root / folder))
            for folder in (relative, *relative.parents)
            if folder.name
        )

    def _require_hold(self) -> None:
        if not self._lock.is_held():
            raise FileNotFoundError(errno.ENOENT, 'the lock is gone', str(self.root))

    def _clear_leftovers(self) -> None:
        """Take away the temporary files of dead runs, known by their names; what resists stays."""
        left = _CLEAN_LIMIT
        folders = [self.root / STATE / 'ghi-nhan', self.root]
        while folders and left > 0:
            folder = folders.pop()
            try:
                entries = self._files.entries(folder)
            except OSError:
                continue
            left -= len(entries)
            for entry in entries:
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False) and entry.name != STATE:
                        folders.append(folder / entry.name)
                    elif TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                        self._files.remove(folder / entry.name)


def _besides(relative: PurePosixPath) -> Iterator[PurePosixPath]:
    return (beside_name(relative, number) for number in range(1, _BESIDE_LIMIT + 1))


def _checked(relative: PurePosixPath) -> PurePosixPath:
    """The place itself; BaoCaoError (HT208) where it would not stand inside the folder."""
    text = str(relative)
    first = relative.parts[0].casefold().rstrip(' .') if relative.parts else ''
    bad = relative.is_absolute() or '..' in relative.parts or first in ('', STATE)
    bad = bad or any(c in '\\:\0' or '\ud800' <= c <= '\udfff' for c in text)
    if bad or TEMPORARY.fullmatch(relative.name):
        raise BaoCaoError(faults.leaves_folder(text))
    return relative


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a BaoCaoError."""
    try:
        yield
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error
