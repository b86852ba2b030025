"""The few operations on the disk that saving is made of, each by itself, so that each can be made to fail."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from collections.abc import Generator, Iterable
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from typing import Protocol

_CHUNK = 1 << 20
_COMMON = getattr(os, 'O_CLOEXEC', 0) | getattr(os, 'O_BINARY', 0) | getattr(os, 'O_NOFOLLOW', 0)
TEMPORARY_START = '.baocao-'
TEMPORARY = re.compile(r'\.baocao-[0-9a-f]{16}-[0-9]+\.tmp')  # the names that temporary_in makes
_JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT, the symlink to a folder of old Windows


class Files(Protocol):
    """What saving asks of the disk. Every operation raises OSError where it fails."""

    def make_root(self, path: Path) -> None:
        """Make the folder and those above it; an existing one (also behind a symlink) is good."""

    def make_folder(self, path: Path) -> None: ...
    def status(self, path: Path) -> os.stat_result:
        """The status of the name itself; symlinks are not followed."""

    def entries(self, folder: Path) -> list[os.DirEntry[str]]: ...
    def open_lock(self, path: Path) -> int:
        """A handle to write with, the file made where it is absent and never cut; symlinks are refused."""

    def open_new(self, path: Path) -> int:
        """A handle to write with; FileExistsError where anything, also a symlink, stands there."""

    def open_old(self, path: Path) -> int:
        """A handle to read with; symlinks are refused."""

    def open_append(self, path: Path) -> int:
        """A handle to read with and to write at the end, the file made where it is absent; symlinks are refused."""

    def set_mode(self, handle: int, mode: int) -> None: ...
    def read(self, handle: int, size: int) -> bytes: ...
    def read_at(self, handle: int, offset: int, size: int) -> bytes: ...
    def write(self, handle: int, data: memoryview) -> int: ...
    def cut(self, handle: int, size: int) -> None:
        """Make the open file as short as `size` bytes."""

    def sync(self, handle: int) -> None: ...
    def close(self, handle: int) -> None: ...
    def replace(self, source: Path, target: Path) -> None: ...
    def remove(self, path: Path) -> None: ...
    def sync_folder(self, folder: Path) -> None:
        """Bring the names in the folder to the disk; nothing where the system knows no such thing."""


class Disk:
    """The real disk. A rename that is refused is tried again after each of `pauses` (seconds): on Windows a
    scanner of viruses holds new files for a moment."""

    def __init__(self, pauses: tuple[float, ...] = (0.05, 0.2, 0.5) if os.name == 'nt' else ()) -> None:
        self._pauses = pauses

    def make_root(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)

    def make_folder(self, path: Path) -> None:
        path.mkdir()

    def status(self, path: Path) -> os.stat_result:
        return path.lstat()

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        with os.scandir(folder) as found:
            return list(found)

    def open_lock(self, path: Path) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT | _COMMON, 0o666)

    def open_new(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _COMMON, 0o666)

    def open_old(self, path: Path) -> int:
        # O_NONBLOCK: a FIFO that slipped into the place must not hold the run
        return os.open(path, os.O_RDONLY | getattr(os, 'O_NONBLOCK', 0) | _COMMON)

    def open_append(self, path: Path) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _COMMON, 0o666)

    def set_mode(self, handle: int, mode: int) -> None:
        if hasattr(os, 'fchmod'):
            os.fchmod(handle, mode)

    def read(self, handle: int, size: int) -> bytes:
        return os.read(handle, size)

    def read_at(self, handle: int, offset: int, size: int) -> bytes:
        os.lseek(handle, offset, os.SEEK_SET)  # Windows has no pread; a handle is never shared by threads
        return os.read(handle, size)

    def write(self, handle: int, data: memoryview) -> int:
        return os.write(handle, data)

    def cut(self, handle: int, size: int) -> None:
        os.ftruncate(handle, size)

    def sync(self, handle: int) -> None:
        os.fsync(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        for pause in self._pauses:
            with suppress(PermissionError):
                source.replace(target)
                return
            time.sleep(pause)
        source.replace(target)

    def remove(self, path: Path) -> None:
        path.unlink()

    def sync_folder(self, folder: Path) -> None:
        if os.name == 'nt':
            return
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except PermissionError:  # a folder that may be written but not listed cannot be synced
            return
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
                raise
        finally:
            os.close(handle)


DISK: Files = Disk()


def is_real_folder(status: os.stat_result) -> bool:
    """True for a folder that is no symlink and no junction (of a status that did not follow symlinks)."""
    return stat.S_ISDIR(status.st_mode) and getattr(status, 'st_reparse_tag', 0) != _JUNCTION


def make_folder(files: Files, path: Path) -> bool:
    """Make or find the folder; True where it was made. NotADirectoryError where it is no real one."""
    try:
        real = is_real_folder(files.status(path))
    except FileNotFoundError:
        with suppress(FileExistsError):  # another thread of this run may be quicker
            files.make_folder(path)
            files.sync_folder(path.parent)
            return True
        real = is_real_folder(files.status(path))
    if not real:
        raise NotADirectoryError(errno.ENOTDIR, 'not a real folder', str(path))
    return False


def temporary_name(target: Path) -> Path:
    """The name, beside `target`, under which its new content is written first; it matches TEMPORARY."""
    return temporary_in(target.parent, target.name)


def temporary_in(folder: Path, what: str) -> Path:
    """The name in `folder` of the temporary file for `what`; it matches TEMPORARY."""
    mark = sha256(what.encode('utf-8', 'surrogateescape')).hexdigest()[:16]
    return folder / f'{TEMPORARY_START}{mark}-{os.getpid()}.tmp'


def read_file(files: Files, path: Path, limit: int) -> bytes:
    """The bytes of a regular file, at most `limit` and one more; OSError where it cannot be read."""
    parts: list[bytes] = []
    size = 0
    with closing(chunks_of(files, path)) as chunks:
        while size <= limit and (part := next(chunks, b'')):
            parts.append(part)
            size += len(part)
    return b''.join(parts)[: limit + 1]


def digest_file(files: Files, path: Path) -> str:
    """The SHA-256 of a file of any size, in hexadecimal."""
    digest = sha256()
    for part in chunks_of(files, path):
        digest.update(part)
    return digest.hexdigest()


def chunks_of(files: Files, path: Path) -> Generator[bytes, None, None]:
    """The content of a file, piece by piece; OSError where it cannot be read. Who stops early closes it."""
    handle = files.open_old(path)
    try:
        while part := files.read(handle, _CHUNK):
            yield part
    finally:
        close(files, handle)


def write_new(files: Files, path: Path, data: bytes, mode: int | None = None) -> None:
    """Make the file `path` with `data`, as `write_stream` does."""
    write_stream(files, path, (data,), mode)


def write_stream(
    files: Files, path: Path, chunks: Iterable[bytes], mode: int | None = None, *, sync: bool = True
) -> None:
    """Make the file `path` with the chunks, on the disk when this returns (but without `sync`); no file is left where
    it fails.

    `path` must be a temporary name of ours: what a dead run left there is taken away. `mode` None means
    what the system gives to new files.
    """
    try:
        try:
            handle = files.open_new(path)
        except FileExistsError:
            files.remove(path)
            handle = files.open_new(path)
        try:
            if mode is not None:
                files.set_mode(handle, mode)
        except BaseException:
            close(files, handle)
            raise
    except BaseException:
        discard(files, path)
        raise
    fill(files, handle, path, chunks, sync=sync)


def fill(files: Files, handle: int, path: Path, chunks: Iterable[bytes], *, sync: bool = True) -> None:
    """Write the chunks to a new file, on the disk and closed when this returns; the file is discarded where it fails."""
    try:
        try:
            for chunk in chunks:
                write_all(files, handle, path, chunk)
            if sync:
                files.sync(handle)
        except BaseException:
            close(files, handle)
            raise
        files.close(handle)  # some network disks tell a failed write only now
    except BaseException:
        discard(files, path)
        raise


def write_all(files: Files, handle: int, path: Path, data: bytes) -> None:
    """Write all of `data`, in as many steps as the system takes."""
    left = memoryview(data)
    while left:
        count = files.write(handle, left)
        if not count:
            raise OSError(errno.EIO, 'nothing was written', str(path))
        left = left[count:]


def write_over(files: Files, temporary: Path, target: Path, data: bytes) -> None:
    """Put `data` under the name `target` in one step; the old content stays where it fails."""
    write_new(files, temporary, data)
    try:
        files.replace(temporary, target)
    except BaseException:
        discard(files, temporary)
        raise
    files.sync_folder(target.parent)


def discard(files: Files, path: Path) -> None:
    """Take a temporary file of ours away, if it is there and can be taken away."""
    with suppress(OSError):
        files.remove(path)


def close(files: Files, handle: int) -> None:
    """Close the handle where nothing is lost if that fails."""
    with suppress(OSError):
        files.close(handle)
