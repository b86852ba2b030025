"""The lock on an `out/`: held by one process, gone when that process dies, whatever kills it."""

from __future__ import annotations

import errno
import os
import sys
import weakref
from functools import partial
from pathlib import Path
from typing import Protocol

from baocao.output.files import DISK, Files

if sys.platform == 'win32':
    import msvcrt
else:
    import fcntl

_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK, getattr(errno, 'EDEADLOCK', errno.EDEADLK))


class Grip(Protocol):
    """How one system holds an open file. `take` raises BlockingIOError where another process holds it."""

    def take(self, handle: int) -> None: ...
    def let_go(self, handle: int) -> None: ...


class FlockGrip:
    """flock(2) of Linux and macOS; `flock` is `fcntl.flock`."""

    def __init__(self, system: _Flock) -> None:
        self._system = system

    def take(self, handle: int) -> None:
        try:
            self._system.flock(handle, self._system.LOCK_EX | self._system.LOCK_NB)
        except OSError as error:  # over NFS the refusal comes as EACCES
            raise _busy_or(error) from error

    def let_go(self, handle: int) -> None:
        self._system.flock(handle, self._system.LOCK_UN)


class MsvcrtGrip:
    """The twin on Windows: the first byte of the file, which need not exist, is locked."""

    def __init__(self, system: _Msvcrt) -> None:
        self._system = system

    def take(self, handle: int) -> None:
        try:
            self._system.locking(handle, self._system.LK_NBLCK, 1)
        except OSError as error:
            raise _busy_or(error) from error

    def let_go(self, handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        self._system.locking(handle, self._system.LK_UNLCK, 1)


class _Flock(Protocol):
    LOCK_EX: int
    LOCK_NB: int
    LOCK_UN: int

    def flock(self, fd: int, operation: int, /) -> None: ...


class _Msvcrt(Protocol):
    LK_NBLCK: int
    LK_UNLCK: int

    def locking(self, fd: int, mode: int, nbytes: int, /) -> None: ...


def system_grip() -> Grip:
    """The grip of the system that this runs on."""
    if sys.platform == 'win32':
        return MsvcrtGrip(msvcrt)
    return FlockGrip(fcntl)


class Lock:
    """A lock on the file `path`, which stays behind, empty and harmless, when the lock is let go."""

    def __init__(self, path: Path, files: Files = DISK, grip: Grip | None = None) -> None:
        self._path = path
        self._files = files
        self._grip = grip or system_grip()
        self._handle: int | None = None

    def take(self) -> None:
        """Take the lock; BlockingIOError where another run has it, OSError where the disk refuses."""
        handle = self._files.open_lock(self._path)
        try:
            self._grip.take(handle)
            self._handle = handle
            if not self.is_held():  # the file was removed, or replaced, between opening and locking
                raise FileNotFoundError(errno.ENOENT, 'the lock file vanished', str(self._path))
        except BaseException:
            self._handle = None
            os.close(handle)
            raise
        if hasattr(os, 'register_at_fork'):
            # a worker that outlives a killed run must not keep the next run out
            os.register_at_fork(after_in_child=partial(_forget, weakref.ref(self)))

    def is_held(self) -> bool:
        """True while this process holds the lock and the file still stands in its place. OSError where the
        disk does not tell."""
        if self._handle is None:
            return False
        try:
            return os.path.samestat(os.fstat(self._handle), self._files.status(self._path))
        except (FileNotFoundError, NotADirectoryError):
            return False

    def let_go(self) -> None:
        """Give the lock back; nothing where it is not held."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        try:
            self._grip.let_go(handle)
        finally:
            os.close(handle)

    def forget(self) -> None:
        """Close the handle without unlocking: for a forked child, which shares the lock with its parent."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)


def _forget(lock: weakref.ref[Lock]) -> None:
    if (held := lock()) is not None:
        held.forget()


def _busy_or(error: OSError) -> OSError:
    return BlockingIOError(*error.args) if error.errno in _BUSY else error
