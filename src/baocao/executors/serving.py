"""What a child process does: jobs in by one pipe, outcomes out by another, until its parent ends or is gone."""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import threading
import time
import traceback
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from typing import Any, NoReturn

from msgspec import Struct

from baocao.executors.protocol import Failure, attempt

#: how a child ends that has not even the memory to say so
NO_MEMORY = 86

#: jobs after which a child tidies up: what it began with is frozen, so the collector seldom goes through all by itself, and
#: what is freed (tuples above all) waits in lists meanwhile
_TIDY = 32

#: how long the child leaves it to its parent to end a job, in shares of the limit
_PATIENCE = 2.0


class Bounds(Struct, frozen=True):
    """What holds for a child: seconds for one job over both attempts, bytes of memory, the seconds after which an idle
    child ends by itself (None: never)."""

    limit: float
    memory: int
    idle: float | None = None


# What a child says, in this order: Ready or Unready; then for each job Started and Done. -----------------------


class Ready(Struct, frozen=True):
    """The work has started."""


class Unready(Struct, frozen=True):
    """The work did not start: the exception, pickled (empty where it cannot be), and its traceback."""

    error: bytes
    detail: str


class Started(Struct, frozen=True):
    """The next job begins, at this time of the monotonic clock, which all processes of a machine share."""

    at: float


class Done(Struct, frozen=True):
    """The outcome of the job, and the seconds it took."""

    outcome: Any
    seconds: float


def serve(
    start: Callable[[], Callable[[Any], Any]], jobs: Connection, outcomes: Connection, bounds: Bounds
) -> NoReturn:
    """Do jobs in this process, which ends with it, for its parent at the other ends of the pipes."""
    try:
        _serve(start, jobs, outcomes, bounds)
    except MemoryError:
        os._exit(NO_MEMORY)
    except (
        BaseException
    ):  # the parent is gone, or a job ended the process from within; the parent looks at the code
        os._exit(1)
    os._exit(0)


def _serve(
    start: Callable[[], Callable[[Any], Any]], jobs: Connection, outcomes: Connection, bounds: Bounds
) -> None:
    waiting: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(jobs, waiting), daemon=True).start()
    try:
        do = start()
    except (Exception, SystemExit) as error:
        outcomes.send_bytes(_pickled(_unready(error)))
        return
    outcomes.send_bytes(_pickled(Ready()))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in count(1):
        try:
            told = waiting.get(timeout=bounds.idle)
        except Empty:
            return
        began = time.monotonic()
        outcomes.send_bytes(_pickled(Started(began)))
        # a thread of the C library, which ends even a process that no longer lets Python run
        faulthandler.dump_traceback_later(bounds.limit * _PATIENCE, exit=True, file=nowhere)
        said = _said(do, told, began)
        faulthandler.cancel_dump_traceback_later()
        outcomes.send_bytes(said)
        del said  # it may be large, and the next job may take long
        if number % _TIDY == 1:
            gc.collect()
        if number == 1:
            gc.freeze()  # all that is loaded by now stays; a child that was not forked has frozen nothing yet


def _listen(jobs: Connection, waiting: SimpleQueue[bytes]) -> None:
    """Take jobs as they come. The end of the pipe is the end of the parent, or of its interest: the process ends at
    once, whatever it does."""
    try:
        while True:
            waiting.put(jobs.recv_bytes())
    except MemoryError:
        os._exit(NO_MEMORY)
    except BaseException:
        os._exit(0)


def _said(do: Callable[[Any], Any], told: bytes, began: float) -> bytes:
    """What goes to the parent of a job: its outcome, or that it cannot be sent."""
    job = attempt(pickle.loads, told)
    outcome = job if isinstance(job, Failure) else attempt(do, job)
    said = attempt(_pickled, Done(outcome, time.monotonic() - began))
    return _pickled(Done(said, time.monotonic() - began)) if isinstance(said, Failure) else said


def _pickled(message: object) -> bytes:
    return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def _unready(error: BaseException) -> Unready:
    detail = ''.join(traceback.format_exception(error))
    try:
        return Unready(_pickled(error), detail)
    except Exception:
        return Unready(b'', detail)
