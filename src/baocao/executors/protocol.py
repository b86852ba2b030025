"""What all workers share: the work, its jobs, what became of a job that was not done."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Protocol, TypeVar

from msgspec import Struct

J = TypeVar('J')
R = TypeVar('R')
J_contra = TypeVar('J_contra', contravariant=True)
R_co = TypeVar('R_co', covariant=True)

#: characters of a traceback that travel; its end tells most
_TOLD = 20_000


class Kind(Enum):
    """Why a job was not done, twice: no end in time, its process ended, too much memory; once is enough for an
    exception (BUG). LOST: workers of a cluster vanished again and again under it."""

    HUNG = 'hung'
    CRASHED = 'crashed'
    MEMORY = 'memory'
    BUG = 'bug'
    LOST = 'lost'


class Failure(Struct, frozen=True):
    """What became of a job in the end. `detail` is the traceback of a BUG, else a few words in Vietnamese."""

    kind: Kind
    detail: str


class Work(Protocol[J_contra, R_co]):
    """What is to be done with each job; small and picklable, of a module that workers can import."""

    def start(self) -> Callable[[J_contra], R_co]:
        """The function for one job; asked for once in each worker. What it raises ends the run."""
        ...


class Executor(Protocol):
    """Runs a work over jobs."""

    def run(self, work: Work[J, R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Failure]]:
        """Every job exactly once with its outcome, in the order of completion.

        Jobs are taken as they are needed; whoever takes outcomes slowly makes the workers wait. Closing the iterator, or
        an exception in it, ends all workers. Raises what `work.start` or the iterator of the jobs raises.
        """
        ...


def attempt(do: Callable[[J], R], job: J) -> R | Failure:
    """The result of one job, or how it failed. Interruptions (other exceptions than Exception and SystemExit) pass."""
    try:
        return do(job)
    except MemoryError:
        return Failure(Kind.MEMORY, "")
    except (Exception, SystemExit):
        return Failure(Kind.BUG, traceback.format_exc()[-_TOLD:])
