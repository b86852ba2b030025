"""A child as its parent sees it: what it was given, what it said, how long it takes, how it ended."""

from __future__ import annotations

import contextlib
import pickle
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe
from typing import Any

from msgspec import Struct

from baocao.executors.birth import Process, fork, may_fork, spawn
from baocao.executors.protocol import Failure, Kind, Work
from baocao.executors.serving import NO_MEMORY, Bounds, Done, Ready, Started, Unready

#: seconds for a child to start, on a machine that is very busy
_START = 60.0

#: bytes of outcomes that wait in a pipe while the parent is away: the workers go on meanwhile
_ROOM = 1 << 20

#: bytes of jobs that a child may not yet have read: a pipe takes them without making the parent wait
_UNREAD = 1 << 15


class Task(Struct):
    """A job on its way: as it travels, the seconds its first attempt took, whether there was one."""

    job: Any
    told: bytes
    spent: float = 0.0
    again: bool = False


class Child:
    """A child process with its pipes. Raises OSError where the system gives no process."""

    def __init__(self, work: Work[Any, Any], bounds: Bounds, method: str | None) -> None:
        self.pending: deque[Task] = deque()
        self.is_ready = False
        self._bounds = bounds
        self._heard = time.monotonic()
        self._started: float | None = None
        forked = method == 'fork' or (method is None and may_fork())
        first = () if forked else (pickle.dumps(bounds), pickle.dumps(work))
        theirs, self._jobs = Pipe(duplex=False)
        self.outcomes, says = Pipe(duplex=False)
        try:
            _widen(self.outcomes)
            self._process: Process = fork(work, theirs, says, bounds) if forked else spawn(theirs, says)
        except BaseException:
            self._jobs.close()
            self.outcomes.close()
            raise
        finally:
            theirs.close()
            says.close()
        with contextlib.suppress(OSError):  # it died: told by the end of its other pipe
            for message in first:
                self._jobs.send_bytes(message)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_alone(self) -> bool:
        """True while it has a second attempt, beside which it gets nothing."""
        return bool(self.pending) and self.pending[0].again

    @property
    def running(self) -> Task | None:
        """The job that it is known to have begun."""
        return self.pending[0] if self._started is not None else None

    def takes(self, task: Task) -> bool:
        """True where the pipe takes the job at once."""
        unread = sum(len(other.told) for other in self.pending)
        return not self.pending or unread + len(task.told) <= _UNREAD

    def give(self, task: Task) -> None:
        """Send a job."""
        if not self.pending:
            self._heard = time.monotonic()
        self.pending.append(task)
        with contextlib.suppress(OSError):  # it died: told by the end of its other pipe
            self._jobs.send_bytes(task.told)

    def hear(self) -> tuple[Task, Any, float] | None:
        """Read one message; of a job that is done the task, its outcome and its seconds.

        EOFError or OSError where the child is gone; what `work.start` raised is raised here.
        """
        data = self.outcomes.recv_bytes()
        self._heard = time.monotonic()
        try:
            message = pickle.loads(data)
        except Exception:
            message = Done(Failure(Kind.BUG, traceback.format_exc()), 0.0)
        if isinstance(message, Ready):
            self.is_ready = True
        elif isinstance(message, Unready):
            raise _raised(message)
        elif isinstance(message, Started):
            self._started = message.at
        else:
            self._started = None
            return self.pending.popleft(), message.outcome, message.seconds
        return None

    def last_words(self) -> Iterator[tuple[Task, Any]]:
        """The jobs, with their outcomes, that a child told before its end."""
        with contextlib.suppress(EOFError, OSError):
            while self.outcomes.poll(0):
                if (done := self.hear()) is not None:
                    yield done[0], done[1]
        self.outcomes.close()

    @property
    def due(self) -> float | None:
        """When it must have spoken, by the monotonic clock; None where nothing is awaited."""
        if not self.is_ready:
            return self._heard + _START
        if not self.pending:
            return None
        return (self._heard if self._started is None else self._started) + self._allowed(self.pending[0])

    def is_overdue(self) -> bool:
        """True where it should have spoken by now and nothing of it waits to be read."""
        due = self.due
        return due is not None and time.monotonic() > due and not self.has_spoken()

    def has_spoken(self) -> bool:
        """True where a message, or its end, waits to be read."""
        try:
            return self.outcomes.poll(0)
        except OSError:
            return True

    def spent(self) -> float:
        """Seconds of the job that it is known to have begun, no more than it was allowed."""
        if self._started is None:
            return 0.0
        return min(time.monotonic() - self._started, self._allowed(self.pending[0]))

    def dismiss(self) -> None:
        """Tell it that there are no more jobs: it ends by itself where it still can."""
        self._jobs.close()

    def end(self, patience: float = 0.0) -> Failure:
        """End it, after some seconds of patience, and leave no zombie; how it ended."""
        self.dismiss()
        self._wait(patience)
        self._process.kill()
        self._wait(1.0)
        code = self._process.poll()
        if code == NO_MEMORY or (_is_fatal(code) and self._process.grown > self._bounds.memory / 2):
            return Failure(Kind.MEMORY, f"quá {self._bounds.memory >> 20} MiB")
        return Failure(Kind.CRASHED, _told(code))

    def _wait(self, patience: float) -> None:
        until = time.monotonic() + patience
        while self._process.poll() is None and time.monotonic() < until:
            time.sleep(0.001)

    def _allowed(self, task: Task) -> float:
        """Two thirds of the time for the first attempt, at most, and for the second what is left."""
        return min(self._bounds.limit * 2 / 3, self._bounds.limit - task.spent)


def _is_fatal(code: int | None) -> bool:
    """True for the ends that lack of memory brings outside of Python."""
    return code is not None and -code in (signal.SIGABRT, signal.SIGSEGV, getattr(signal, 'SIGKILL', 9))


def _told(code: int | None) -> str:
    if code is None or code >= 0:
        return f"mã thoát {code}"
    try:
        return f"tín hiệu {signal.Signals(-code).name}"
    except ValueError:
        return f"tín hiệu {-code}"


def _raised(message: Unready) -> BaseException:
    """What `work.start` raised in the child."""
    try:
        error = pickle.loads(message.error)
    except Exception:
        error = None
    return error if isinstance(error, BaseException) else RuntimeError(message.detail)


def _widen(pipe: Connection) -> None:
    """More room in a pipe, where the system gives it."""
    if sys.platform == 'linux':
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _ROOM)
