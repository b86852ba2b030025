"""The reference: every job in this process, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from baocao.executors.protocol import Failure, J, R, Work, attempt


class Serial:
    """Runs jobs in this process. Nothing is contained but exceptions: a job that hangs or crashes takes all with it."""

    def run(self, work: Work[J, R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Failure]]:
        """See `Executor.run`; the order is that of the jobs."""
        do = work.start()
        for job in jobs:
            yield job, attempt(do, job)
