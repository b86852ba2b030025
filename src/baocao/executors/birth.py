"""How a child process begins: forked or started anew, rid of what is its parent's, bound to die with it."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn, Protocol

from baocao.executors.protocol import Work
from baocao.executors.serving import Bounds, serve

if sys.platform == 'win32':
    from multiprocessing.connection import PipeConnection

#: the program of a child that is started anew: its handles, its parent, then where it finds modules
_PROGRAM = (
    'import sys; own, sys.path[:] = sys.argv[1:4], sys.argv[4:]; '
    'from baocao.executors.birth import begin; begin(*map(int, own))'
)
_PR_SET_PDEATHSIG = 1


class Process(Protocol):
    """A running child. `grown` is by how many bytes it held more memory, at its worst, than this process, whose peak it
    may begin with; known when it has ended, 0 where the system does not tell."""

    pid: int
    grown: int

    def kill(self) -> None:
        """End it, whatever it does; nothing where it has ended."""

    def poll(self) -> int | None:
        """Its exit code, negative for the signal that ended it; None while it runs."""


class Posix:
    """A child that was forked, or started by `Popen`, which is told its end."""

    def __init__(self, pid: int, popen: subprocess.Popen[bytes] | None = None) -> None:
        self.pid = pid
        self.grown = 0
        self._popen = popen
        self._code: int | None = None

    def kill(self) -> None:
        """See `Process.kill`."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def poll(self) -> int | None:
        """See `Process.poll`."""
        if self._code is not None:
            return self._code
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        if pid:
            self._code = os.waitstatus_to_exitcode(status)
            self.grown = _beyond_ours(usage.ru_maxrss)
            if self._popen is not None:
                self._popen.returncode = self._code
        return self._code


def _beyond_ours(peak: int) -> int:
    import resource

    unit = 1 if sys.platform == 'darwin' else 1024
    return max(0, peak - resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit


class Windows:
    """A child on Windows, which does not tell its memory."""

    def __init__(self, popen: subprocess.Popen[bytes]) -> None:
        self.pid = popen.pid
        self.grown = 0
        self.kill = popen.kill
        self.poll = popen.poll


def may_fork() -> bool:
    """True where a fork is safe: one thread in this process, and a system whose own libraries stand it (not macOS)."""
    if not hasattr(os, 'fork') or sys.platform == 'darwin' or threading.active_count() > 1:
        return False
    try:
        return len(list(Path('/proc/self/task').iterdir())) == 1  # threads of libraries too
    except OSError:
        return True


def fork(work: Work[Any, Any], jobs: Connection, outcomes: Connection, bounds: Bounds) -> Process:
    """A child that shares what this process has loaded: ten milliseconds."""
    parent = os.getpid()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()  # else the child holds a copy of what is not yet written
    pid = os.fork()
    if pid:
        return Posix(pid)
    try:
        gc.freeze()  # what is inherited is never collected, so its pages stay shared
        _let_go((jobs.fileno(), outcomes.fileno()))
        _settle(parent, bounds)
        serve(work.start, jobs, outcomes, bounds)
    finally:
        os._exit(1)


def spawn(jobs: Connection, outcomes: Connection) -> Process:
    """A child with an interpreter of its own: some tenths of a second. It waits for its bounds and its work, pickled, as
    the first two messages."""
    handles = [jobs.fileno(), outcomes.fileno()]
    arguments = [sys.executable, '-c', _PROGRAM, *map(str, handles), str(os.getpid()), *sys.path]
    if sys.platform == 'win32':
        for handle in handles:
            os.set_handle_inheritable(handle, True)
        info = subprocess.STARTUPINFO(lpAttributeList={'handle_list': handles})
        return Windows(subprocess.Popen(arguments, stdin=subprocess.DEVNULL, startupinfo=info))
    popen = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, pass_fds=handles)
    return Posix(popen.pid, popen)


def begin(jobs_handle: int, outcomes_handle: int, parent: int) -> NoReturn:
    """Where a child that was started anew begins."""
    jobs, outcomes = _opened(jobs_handle, outcomes_handle)
    try:
        bounds = pickle.loads(jobs.recv_bytes())
        work = jobs.recv_bytes()
    except (EOFError, OSError):  # the parent is gone already
        os._exit(0)
    _settle(parent, bounds)
    serve(lambda: pickle.loads(work).start(), jobs, outcomes, bounds)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C and TERM wait for the end of this block, so that no child is started and forgotten, or left half ended."""
    if not hasattr(signal, 'pthread_sigmask'):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _opened(jobs: int, outcomes: int) -> tuple[Connection, Connection]:
    if sys.platform == 'win32':
        return PipeConnection(jobs, writable=False), PipeConnection(outcomes, readable=False)
    return Connection(jobs, writable=False), Connection(outcomes, readable=False)


def _settle(parent: int, bounds: Bounds) -> None:
    """Make this process a worker: quiet, deaf to Ctrl-C (its parent decides), bound in memory, bound to its parent.

    Where the parent dies, the end of the pipe of jobs ends a child that lets other threads run; on Linux the system
    ends any child.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, 'pthread_sigmask'):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in range(3):
        os.dup2(nowhere, handle)
    _die_with(parent)
    if sys.platform != 'win32':
        import resource

        # the data of the process alone counts: not what is only reserved, nor files that are mapped
        kind = resource.RLIMIT_DATA
        _, most = resource.getrlimit(kind)
        wanted = _data() + bounds.memory
        bound = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (bound, most))


def _data() -> int:
    """The bytes that this process starts with, which a forked child has from its parent; 0 where there is no telling."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path('/proc/self/statm').read_text().split()[5]) * os.sysconf('SC_PAGE_SIZE')
    return 0


def _die_with(parent: int) -> None:
    """Have the system end this process when its parent dies, where it does that."""
    if sys.platform == 'linux':
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before that
            os._exit(0)


def _let_go(own: tuple[int, ...]) -> None:
    """Close what a forked child inherited: files, locks and pipes of its parent, the other children's pipes among them.

    Each handle is pointed at nothing, since objects that still know its number would close another file by it.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for folder in (Path('/proc/self/fd'), Path('/dev/fd')):
        with contextlib.suppress(OSError):
            handles = [int(entry.name) for entry in folder.iterdir()]
            break
    else:
        return
    for handle in handles:
        if handle > 2 and handle not in (*own, nowhere):
            with contextlib.suppress(OSError):  # it was the one of the listing itself
                os.dup2(nowhere, handle, inheritable=False)
