"""A Dask cluster, for those who outgrow one machine. What a cluster does itself is left to it: it knows which workers
there are, and runs again what a lost one had.

Each worker of the cluster has child processes of its own for the jobs, so that a bad job costs only itself there too.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from baocao.errors import BaoCaoError
from baocao.executors import faults
from baocao.executors.processes import LIMIT, MEMORY
from baocao.executors.protocol import Failure, J, Kind, R, Work
from baocao.executors.serving import Bounds
from baocao.executors.station import Origin, Station, chunk, itself, origin

if TYPE_CHECKING:
    from distributed import Client, Future

#: seconds of work in one task, and the most jobs of it
_WORTH, _MOST = 0.5, 32

#: tasks for each thread of the cluster: the one that runs and one that waits for it
_AHEAD = 2

#: seconds after which the threads of the cluster are counted again, since workers come and go; one that starts again
#: after a crash takes as long
_COUNTED = 5.0

#: seconds that an idle child stays with its worker, should this process be gone without a word
_IDLE = 300.0

_ADDRESS = re.compile(r'((tcp|tls|wss?)://)?(\[[0-9a-fA-F:.%]+\]|[^\s:/@]+):(?P<port>\d{1,5})/?')


class Dask:
    """Runs jobs in a Dask cluster: at the address of its scheduler (`tcp://…:8786`), or through a client that stays open.

    `limit` and `memory` hold for each job as in `Processes`; `patience` are the seconds to wait for the cluster and its
    first worker. A job whose worker is lost again and again is LOST. `run` raises BaoCaoError where the cluster cannot be
    used.
    """

    def __init__(
        self,
        cluster: str | Client,
        limit: float = LIMIT,
        memory: int = MEMORY,
        patience: float = 10.0,
    ) -> None:
        self._cluster = cluster
        self._bounds = Bounds(limit, memory, _IDLE)
        self._patience = patience

    def run(self, work: Work[J, R], jobs: Iterable[J]) -> Iterator[tuple[J, R | Failure]]:
        """See `Executor.run`. The work may be `Carried`."""
        with self._client() as client:
            address = str(client.scheduler.address)
            self._check(client, address)
            run = _Run(client, address, self._patience, Station(work, self._bounds, origin()), iter(jobs))
            try:
                yield from run.outcomes()
            except _lost() as error:
                raise BaoCaoError(faults.gone(address)) from error
            finally:
                run.close()

    @contextmanager
    def _client(self) -> Iterator[Client]:
        try:
            import distributed
        except ImportError as error:
            raise BaoCaoError(faults.no_library(str(self._cluster))) from error
        if not isinstance(self._cluster, str):
            yield self._cluster
            return
        found = _ADDRESS.fullmatch(self._cluster)
        if found is None or not 0 < int(found['port']) < 1 << 16:
            raise BaoCaoError(faults.no_address(self._cluster))
        for name in ('distributed.client', 'distributed.core'):
            logging.getLogger(name).setLevel(
                logging.CRITICAL
            )  # else tracebacks on the screen beside the finding
        try:
            client = distributed.Client(self._cluster, timeout=self._patience, set_as_default=False)
        except (TypeError, FileNotFoundError) as error:  # what TLS says without its files
            raise BaoCaoError(faults.no_certificate(self._cluster)) from error
        except (OSError, ValueError) as error:
            raise BaoCaoError(faults.unreachable(self._cluster, self._patience)) from error
        with client:
            yield client

    def _check(self, client: Client, address: str) -> None:
        """Raise BaoCaoError where there is no worker, or one that would not make the same."""
        try:
            client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError as error:
            raise BaoCaoError(faults.no_worker(address)) from error
        own = origin()
        versions = client.get_versions(check=False)['workers']
        other = {
            worker: found
            for worker, told in versions.items()
            if not (found := str(told['host']['python'])).startswith(f'{own.python}.')
        }
        if other:
            raise BaoCaoError(*(faults.other_python(w, found, own.python) for w, found in other.items()))
        try:
            programs: dict[str, Origin] = {**client.run(origin), address: client.run_on_scheduler(origin)}
        except (
            Exception
        ) as error:  # whatever is said where our modules are not known; the scheduler reads tasks too
            raise BaoCaoError(faults.other_program(address, '', own.program)) from error
        strange = {worker: found for worker, found in programs.items() if found != own}
        if strange:
            raise BaoCaoError(
                *(
                    faults.other_program(worker, found.program, own.program)
                    for worker, found in strange.items()
                )
            )


class _Run:
    """One run over a cluster: the tasks that it has, no more than it can use."""

    def __init__(
        self, client: Client, address: str, patience: float, station: Station, jobs: Iterator[Any]
    ) -> None:
        import dask

        self._client = client
        self._address = address
        self._patience = patience
        self._jobs = jobs
        self._error: Exception | None = None
        self._tasks: dict[Future, list[Any]] = {}
        self._average = _WORTH / 2
        self._threads = 1
        self._served = time.monotonic()
        self._counted = float('-inf')
        # what is carried may be large, and is sent once; as a task it is made again wherever it is lost
        with dask.config.set({'distributed.admin.large-graph-warning-threshold': '10GB'}):
            self._station = client.submit(itself, station, pure=False)

    def outcomes(self) -> Iterator[tuple[Any, Any]]:
        """Every job with its outcome."""
        self._finished([self._station])
        if self._station.status == 'error':
            self._station.result()  # raises why
        self._hand_out()
        while self._tasks:
            for task in self._finished([*self._tasks]):
                jobs = self._tasks.pop(task)
                self._hand_out()
                yield from self._outcomes(task, jobs)
        if self._error is not None:
            raise self._error

    def close(self) -> None:
        """Let the cluster forget all of it."""
        self._client.cancel([*self._tasks, self._station])
        self._tasks.clear()
        del self._station

    def _hand_out(self) -> None:
        self._count()
        while len(self._tasks) < self._threads * _AHEAD and (jobs := self._take()):
            task = self._submit(jobs)
            self._tasks[task] = jobs

    def _count(self) -> None:
        """Count the threads of the cluster now and then. Raises BaoCaoError where there have been none for long."""
        now = time.monotonic()
        if now - self._counted < _COUNTED:
            return
        self._counted = now
        if threads := sum(self._client.nthreads().values()):
            self._threads, self._served = threads, now
        elif now - self._served > self._patience:
            raise BaoCaoError(faults.no_worker(self._address))

    def _finished(self, tasks: list[Future]) -> set[Future]:
        """Those that are done, once one is."""
        from distributed import wait

        while True:
            try:
                with self._client.as_current():
                    return set(wait(tasks, timeout=_COUNTED, return_when='FIRST_COMPLETED').done)
            except TimeoutError:
                self._count()

    def _take(self) -> list[Any]:
        """The next jobs; none where there are no more, or where their iterator failed: what was taken is done first."""
        size = min(max(1, round(_WORTH / self._average)), _MOST)
        jobs: list[Any] = []
        try:
            jobs.extend(islice(self._jobs, size))
        except Exception as error:
            self._error, self._jobs = error, iter(())
        return jobs

    def _submit(self, jobs: list[Any]) -> Future:
        return self._client.submit(chunk, self._station, jobs, pure=False)

    def _outcomes(self, task: Future, jobs: list[Any]) -> Iterator[tuple[Any, Any]]:
        from distributed import KilledWorker

        try:
            outcomes, seconds = task.result()
        except KilledWorker as error:
            if len(jobs) == 1:
                yield jobs[0], Failure(Kind.LOST, f"{_deaths(error)} lần")
                return
            for job in jobs:
                alone = self._submit([job])
                self._finished([alone])
                yield from self._outcomes(alone, [job])
            return
        self._average += (max(seconds / len(jobs), 1e-6) - self._average) / 4
        yield from zip(jobs, outcomes, strict=True)


def _deaths(error: Any) -> int:
    """How many workers were lost under a task, its first included."""
    return int(getattr(error, 'allowed_failures', 3)) + 1


def _lost() -> tuple[type[BaseException], ...]:
    """What is raised where the scheduler is gone."""
    from distributed import CancelledError
    from distributed.comm import CommClosedError

    return CancelledError, CommClosedError
