"""Child processes of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from baocao.executors.crew import Crew
from baocao.executors.protocol import Failure, J, R, Work
from baocao.executors.serving import Bounds

#: jobs that are worth one more child
_WORTH = 4

#: seconds for one job, over both attempts
LIMIT = 15.0

#: bytes of memory of one child: a paper a hundred times the largest sample takes a third of it
MEMORY = 1 << 30


class Processes:
    """Runs jobs in `count` child processes, so that one that hangs, crashes or eats memory costs only itself.

    Such a job is tried once more, alone in a fresh child, and then named. `limit` is the wall clock in seconds for both
    attempts, two thirds for the first; `memory` the bytes that a child may use beyond those it starts with, where the
    system bounds it. `method` is 'fork' or 'spawn'; None chooses fork where it is safe.
    """

    def __init__(
        self, count: int, limit: float = LIMIT, memory: int = MEMORY, method: str | None = None
    ) -> None:
        self._count = count
        self._bounds = Bounds(limit, memory)
        self._method = method

    def run(self, work: Work[J, R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Failure]]:
        """See `Executor.run`."""
        crew: Crew[J, R] = Crew(work, self._count, self._bounds, self._method)
        yield from crew.run(jobs)
        crew.end()


def processes_worth(job_count: int) -> int:
    """How many children these jobs are worth here: one for a handful, at most one for each core of this process."""
    if hasattr(os, 'sched_getaffinity'):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return max(1, min(cores, job_count // _WORTH))
