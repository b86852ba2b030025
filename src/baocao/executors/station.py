"""The part of a run that lives in a worker of a cluster: its children, and the files that were carried there."""

from __future__ import annotations

import sys
import threading
import time
import weakref
from pathlib import Path
from typing import Any

from msgspec import Struct

from baocao import __version__
from baocao.errors import BaoCaoError
from baocao.executors import faults
from baocao.executors.carried import Carried, Unpacked
from baocao.executors.crew import Crew
from baocao.executors.protocol import Work
from baocao.executors.serving import Bounds


class Origin(Struct, frozen=True):
    """What decides which bytes a worker makes: the version of Python, and of this program."""

    python: str
    program: str


def origin() -> Origin:
    """That of this process."""
    return Origin(f'{sys.version_info[0]}.{sys.version_info[1]}', __version__)


def itself(station: Station) -> Station:
    """The task that brings a station to the cluster."""
    return station


def chunk(station: Station, jobs: list[Any]) -> tuple[list[Any], float]:
    """The task of a cluster: some jobs, their outcomes in the same order and the seconds they took."""
    began = time.monotonic()
    return station.outcomes(jobs), time.monotonic() - began


class Station:
    """A work at one worker. Copies travel as what they are made from; the cluster drops them, and so all that they hold
    here, when nobody needs the run any more.

    The threads of a worker share it: each has a child at a time, kept for the next chunk.
    """

    def __init__(self, work: Work[Any, Any], bounds: Bounds, sent_from: Origin) -> None:
        self._made_of = work, bounds, sent_from
        self._held = _Held()
        weakref.finalize(self, self._held.close)

    def __reduce__(self) -> tuple[type[Station], tuple[Work[Any, Any], Bounds, Origin]]:
        return Station, self._made_of

    def outcomes(self, jobs: list[Any]) -> list[Any]:
        """The outcome of each job. Raises BaoCaoError in a worker that would not make the same as the sender."""
        work, bounds, sent_from = self._made_of
        here = origin()
        if here.python != sent_from.python:
            raise BaoCaoError(faults.other_python(_place(), here.python, sent_from.python))
        if here != sent_from:
            raise BaoCaoError(faults.other_program(_place(), here.program, sent_from.program))
        crew = self._held.crew(work, bounds)
        places: dict[int, list[int]] = {}
        for at, job in enumerate(jobs):
            places.setdefault(id(job), []).append(at)
        found: list[Any] = [None] * len(jobs)
        for job, outcome in crew.run(jobs):
            found[places[id(job)].pop()] = outcome
        self._held.give_back(crew)
        return found


class _Held:
    """What a station holds: children that are free, and unpacked files."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: list[Crew[Any, Any]] = []
        self._unpacked: Unpacked | None = None

    def crew(self, work: Work[Any, Any], bounds: Bounds) -> Crew[Any, Any]:
        with self._lock:
            if self._free:
                return self._free.pop()
            if isinstance(work, Carried):
                self._unpacked = self._unpacked or Unpacked(work, _folder())
                work = self._unpacked.work
        return Crew(work, 1, bounds)

    def give_back(self, crew: Crew[Any, Any]) -> None:
        with self._lock:
            self._free.append(crew)

    def close(self) -> None:
        """End the children and remove the files."""
        while self._free:
            self._free.pop().end(patience=0.0)
        if self._unpacked is not None:
            self._unpacked.close()


def _folder() -> Path:
    """The folder of this worker, which the cluster clears even after a worker that was killed."""
    from distributed import get_worker

    return Path(get_worker().local_directory)


def _place() -> str:
    from distributed import get_worker

    return str(get_worker().address)
