"""A Dask cluster: the same outcomes as in one process, whatever becomes of its workers; calm words where it cannot be used."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster
from test_executors import BAD, SQUARES, is_gone, noted, outcomes, wait_for
from toys import Job, Reading, Refusing, Toys

from baocao.errors import BaoCaoError
from baocao.executors import Carried, Dask, Failure, Kind, Serial
from baocao.executors.station import Origin

MEMORY = 160 << 20

#: any port that is free
DASHBOARD = '127.0.0.1:0'


@pytest.fixture(scope='module')
def cluster() -> Iterator[LocalCluster]:
    """Two workers, each a process with a nurse that starts it again."""
    few = dask.config.set({'distributed.scheduler.allowed-failures': 1})
    with few, LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=DASHBOARD) as made:
        yield made


@pytest.fixture
def address(cluster: LocalCluster) -> str:
    wait_for(lambda: len(cluster.scheduler_info['workers']) == 2)  # one may have been killed
    return str(cluster.scheduler_address)


def codes(error: pytest.ExceptionInfo[BaoCaoError]) -> list[str]:
    return [finding.code for finding in error.value.findings]


def test_a_cluster_brings_what_the_reference_brings(address: str) -> None:
    jobs: list[Job] = [
        *SQUARES,
        ('divide',),
        ('quit',),
        ('bytes', 300_000),
        *[('square', n) for n in range(12, 400)],
    ]
    assert outcomes(Dask(address), jobs) == outcomes(Serial(), jobs)
    assert list(Dask(address).run(Toys(), [])) == []


def test_equal_jobs_are_each_done(address: str) -> None:
    assert outcomes(Dask(address), [('square', 2)] * 30) == {('square', 2): 4}


def test_a_bad_job_in_a_cluster_costs_only_itself(address: str, tmp_path: Path) -> None:
    deeds: list[Job] = [
        ('spin',),
        ('leave', 7),
        ('segfault',),
        ('eat',),
        ('function',),
        ('odd',),
    ]
    bad: dict[Job, Job] = {('note', str(tmp_path / str(n)), *deed): deed for n, deed in enumerate(deeds)}
    jobs = [*SQUARES[:4], *bad, *SQUARES[4:]]
    with Client(address, set_as_default=False) as client:
        workers = set(client.nthreads())
        found = outcomes(Dask(client, limit=1.8, memory=MEMORY), jobs)
        assert set(client.nthreads()) == workers, 'no worker was lost'
    assert {deed: found[job].kind for job, deed in bad.items()} == {deed: BAD[deed] for deed in deeds}
    assert all(found[job] == job[1] ** 2 for job in SQUARES)


def test_the_children_of_the_workers_end_with_the_run(address: str, tmp_path: Path) -> None:
    notes = tmp_path / 'notes'
    found = outcomes(Dask(address), [('note', str(notes), 'sleep', 0.02 + n / 1000) for n in range(40)])
    assert len(found) == 40
    children = set(noted(notes))
    assert len(children) == 2, 'kept from chunk to chunk'
    wait_for(lambda: all(map(is_gone, children)))


def test_closing_early_ends_the_run_in_the_cluster(address: str, tmp_path: Path) -> None:
    notes = tmp_path / 'notes'
    running = Dask(address).run(Toys(), [('note', str(notes), 'sleep', 0.1 + n / 1000) for n in range(200)])
    next(running)
    running.close()
    wait_for(lambda: all(map(is_gone, noted(notes))))
    assert len(noted(notes)) < 100


def test_a_worker_killed_in_the_middle_costs_nothing(cluster: LocalCluster, tmp_path: Path) -> None:
    jobs: list[Job] = [('note', str(tmp_path / 'notes'), 'sleep', 0.05 + n / 10_000) for n in range(60)]
    found: dict[Job, Any] = {}
    for job, outcome in Dask(cluster.scheduler_address).run(Toys(), jobs):
        found[job] = outcome
        if len(found) == 10:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)
    assert found == dict.fromkeys(jobs, 'slept')


def test_a_job_that_takes_its_workers_with_it_is_named(address: str) -> None:
    jobs: list[Job] = [*SQUARES, ('kill parent',)]
    found = outcomes(Dask(address, patience=60), jobs)
    assert found[('kill parent',)] == Failure(Kind.LOST, "2 lần")
    assert all(found[job] == job[1] ** 2 for job in SQUARES)


def test_files_travel_with_a_carried_work_and_are_removed_at_the_end(address: str) -> None:
    files = {'a.txt': b'first', 'đơn-vị/b.txt': b'x' * 300_000}
    carried = Carried.of(Reading(), files)
    jobs: list[Job] = [(name, number) for name in files for number in range(20)]
    for executor in (Serial(), Dask(address)):
        found = dict(executor.run(carried, jobs))
        assert {job: outcome[1] for job, outcome in found.items()} == {job: files[job[0]] for job in jobs}
        folders = {Path(outcome[0]) for outcome in found.values()}
        assert len(folders) <= 2, 'unpacked once in each worker'
        wait_for(lambda folders=folders: not any(folder.exists() for folder in folders))


def test_jobs_taken_before_their_iterator_fails_are_done_by_a_cluster_too(address: str) -> None:
    def jobs() -> Iterator[Job]:
        yield from SQUARES
        raise LookupError('no more')

    found = []
    with pytest.raises(LookupError, match='no more'):
        for job, _ in Dask(address).run(Toys(), jobs()):
            found.append(job)
    assert sorted(found) == sorted(SQUARES)


def test_a_work_that_does_not_start_in_a_cluster_says_why(address: str) -> None:
    with pytest.raises(BaoCaoError, match='Không được'):
        list(Dask(address).run(Refusing(), SQUARES))


# A cluster that cannot be used ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('cluster_address', 'code'),
    [
        ('tcp://127.0.0.1:1', 'HT242'),
        ('tcp://no-such-host.invalid:8786', 'HT242'),
        ('127.0.0.1', 'HT241'),
        ('ftp://127.0.0.1:8786', 'HT241'),
        ('tcp://127.0.0.1:99999', 'HT241'),
        ('', 'HT241'),
    ],
)
def test_an_address_where_no_cluster_is(cluster_address: str, code: str) -> None:
    with pytest.raises(BaoCaoError) as error:
        list(Dask(cluster_address, patience=0.3).run(Toys(), SQUARES))
    assert codes(error) == [code]
    assert error.value.findings[0].span.file == cluster_address


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, 'distributed', None)
    with pytest.raises(BaoCaoError) as error:
        list(Dask('tcp://127.0.0.1:8786').run(Toys(), SQUARES))
    assert codes(error) == ['HT240']


def test_a_cluster_without_workers() -> None:
    with LocalCluster(n_workers=0, dashboard_address=DASHBOARD) as empty, pytest.raises(BaoCaoError) as error:
        list(Dask(empty.scheduler_address, patience=0.3).run(Toys(), SQUARES))
    assert codes(error) == ['HT243']


@pytest.mark.parametrize(('own', 'code'), [(Origin('3.99', '0.1.0'), 'HT244'), (Origin('', '99'), 'HT245')])
def test_workers_that_would_make_something_else(
    own: Origin, code: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = own.python or f'{sys.version_info[0]}.{sys.version_info[1]}'
    own = Origin(python, own.program)
    monkeypatch.setattr('baocao.executors.dask.origin', lambda: own)
    with pytest.raises(BaoCaoError) as error:
        list(Dask(address).run(Toys(), SQUARES))
    assert set(codes(error)) == {code}
    monkeypatch.setattr(Dask, '_check', lambda *_: None)  # as if the workers had come later
    with pytest.raises(BaoCaoError) as error:
        list(Dask(address).run(Toys(), SQUARES))
    assert codes(error) == [code]


def test_a_cluster_whose_workers_all_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('baocao.executors.dask._COUNTED', 0.2)
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=DASHBOARD) as emptied:
        running = Dask(emptied.scheduler_address, patience=1).run(Toys(), [('sleep', 0.05)] * 200)
        next(running)
        emptied.scale(0)
        with pytest.raises(BaoCaoError) as error:
            list(running)
    assert codes(error) == ['HT243']


def test_a_cluster_that_is_lost_in_the_middle() -> None:
    with ExitStack() as stack:
        lost = stack.enter_context(
            LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=DASHBOARD)
        )
        running = Dask(lost.scheduler_address).run(Toys(), [('sleep', 0.05 + n / 1000) for n in range(200)])
        next(running)
        stack.close()
        began = time.monotonic()
        with pytest.raises(BaoCaoError) as error:
            list(running)
    assert codes(error) == ['HT246']
    assert time.monotonic() - began < 60
