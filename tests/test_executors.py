"""Workers: every job exactly once, whatever happens to the process that does it; nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from toys import Job, Refusing, Stillborn, Toys

from baocao.errors import BaoCaoError
from baocao.executors import Executor, Failure, Kind, Processes, Serial, processes_worth
from baocao.executors import processes as local

TESTS = Path(__file__).parent
SQUARES: list[Job] = [('square', number) for number in range(12)]
METHODS = pytest.mark.parametrize('method', ['fork', 'spawn'])
MEMORY = 160 << 20


def test_memory_is_bound_beyond_what_a_child_starts_with() -> None:
    ballast = bytearray(300 << 20)  # more than the bound, and a forked child has it from its parent
    ballast[:: 1 << 12] = b'x' * (len(ballast) >> 12)
    found = outcomes(Processes(1, memory=MEMORY), SQUARES)
    assert found == {job: job[1] ** 2 for job in SQUARES}
    del ballast


def outcomes(executor: Executor, jobs: list[Job]) -> dict[Job, Any]:
    """The outcome of each job, which comes exactly once."""
    done = list(executor.run(Toys(), jobs))
    assert Counter(job for job, _ in done) == Counter(jobs)
    return dict(done)


def is_gone(pid: int) -> bool:
    """True where no such process runs (one that nobody has buried runs no more)."""
    try:
        state = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == 'Z'


def is_buried(pid: int) -> bool:
    """True where the process is gone and its parent has asked how it ended."""
    return not Path(f'/proc/{pid}').exists()


def noted(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def wait_for(condition: Any, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, 'it did not happen'
        time.sleep(0.02)


# The same outcomes ---------------------------------------------------------------------------------------------


@METHODS
def test_children_bring_what_the_reference_brings(method: str) -> None:
    jobs: list[Job] = [
        *SQUARES,
        ('divide',),
        ('quit',),
        ('bytes', 300_000),
        ('no such deed',),
        ('square', 'a'),
    ]
    expected = outcomes(Serial(), jobs)
    assert expected['square', 3] == 9
    assert 'ZeroDivisionError' in expected[('divide',)].detail
    assert expected[('quit',)].kind is Kind.BUG
    assert outcomes(Processes(2, method=method), jobs) == expected


@METHODS
def test_a_thousand_tiny_jobs_are_done_once_each_by_all_children(method: str) -> None:
    jobs: list[Job] = [('square', number) for number in range(1000)]
    assert outcomes(Processes(2, method=method), jobs) == {job: job[1] ** 2 for job in jobs}


@METHODS
def test_a_child_tidies_up_now_and_then(method: str) -> None:
    jobs: list[Job] = [('collections',)] * 100
    counts = [found for _, found in Processes(1, method=method).run(Toys(), jobs)]
    assert counts[-1] >= counts[0] + 3


def test_no_job_needs_no_child() -> None:
    assert list(Processes(2).run(Stillborn(), [])) == []
    assert list(Serial().run(Toys(), [])) == []


def test_huge_results_arrive_whole() -> None:
    jobs: list[Job] = [('bytes', size) for size in (0, 1, 1 << 16, 1 << 20, 40 << 20)]
    assert outcomes(Processes(2), jobs) == {job: b'x' * job[1] for job in jobs}


def test_the_work_is_shared_by_the_children(tmp_path: Path) -> None:
    jobs: list[Job] = [('note', str(tmp_path / f'{number}'), 'sleep', 0.05) for number in range(12)]
    outcomes(Processes(3), jobs)
    assert len({pid for path in tmp_path.iterdir() for pid in noted(path)}) == 3


# Containment ---------------------------------------------------------------------------------------------------

BAD: dict[Job, Kind] = {
    ('sleep', 60): Kind.HUNG,
    ('spin',): Kind.HUNG,
    ('leave', 0): Kind.CRASHED,
    ('leave', 7): Kind.CRASHED,
    ('kill',): Kind.CRASHED,
    ('segfault',): Kind.CRASHED,
    ('odd',): Kind.CRASHED,
    ('eat',): Kind.MEMORY,
    ('divide',): Kind.BUG,
    ('function',): Kind.BUG,
    ('quit',): Kind.BUG,
    ('unreadable',): Kind.BUG,
}


@pytest.mark.parametrize('deed', BAD, ids=str)
def test_a_bad_job_costs_only_itself_after_one_retry(deed: Job, tmp_path: Path) -> None:
    path = tmp_path / 'tries'
    bad: Job = ('note', str(path), *deed)
    jobs = [*SQUARES[:4], bad, *SQUARES[4:]]
    found = outcomes(Processes(2, limit=1.2, memory=MEMORY, method='fork'), jobs)
    assert {job: found[job] for job in SQUARES} == {job: job[1] ** 2 for job in SQUARES}
    assert isinstance(found[bad], Failure) and found[bad].kind is BAD[deed], found[bad]
    tries = noted(path)
    assert len(tries) == len(set(tries)) == (1 if BAD[deed] is Kind.BUG else 2)
    assert all(map(is_buried, tries))


def test_bad_jobs_are_contained_in_children_started_anew_too() -> None:
    bad: list[Job] = [('sleep', 60), ('leave', 7), ('segfault',), ('eat',), ('function',)]
    jobs = [job for pair in zip(bad, SQUARES, strict=False) for job in pair]
    found = outcomes(Processes(2, limit=1.5, memory=MEMORY, method='spawn'), jobs)
    assert {job: found[job].kind for job in bad} == {job: BAD[job] for job in bad}
    assert all(found[job] == job[1] ** 2 for job in jobs if job[0] == 'square')


def test_a_single_bad_job_is_contained() -> None:
    assert outcomes(Processes(1), [('kill',)]) == {('kill',): Failure(Kind.CRASHED, "tín hiệu SIGKILL")}


def test_only_bad_jobs_are_all_named() -> None:
    jobs: list[Job] = [('leave', code) for code in range(1, 21)]
    found = outcomes(Processes(2), jobs)
    assert [found[job].detail for job in jobs] == [f"mã thoát {job[1]}" for job in jobs]


def test_both_attempts_together_take_no_longer_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / 'tries'
    began: list[float] = []

    def jobs() -> Iterator[Job]:
        began.append(time.monotonic())
        yield 'note', str(path), 'sleep', 60

    [(_, outcome)] = Processes(1, limit=1.8).run(Toys(), jobs())
    assert outcome == Failure(Kind.HUNG, "1.8 giây")
    assert 1.8 <= time.monotonic() - began[0] < 6
    assert len(noted(path)) == 2


@pytest.mark.parametrize('deed', [('kill',), ('leave', 1), ('sleep', 60), ('eat',)], ids=str)
def test_a_job_that_fails_once_succeeds_in_its_retry(deed: Job, tmp_path: Path) -> None:
    innocent: Job = ('once', str(tmp_path / 'flag'), *deed)
    found = outcomes(Processes(2, limit=1.5, memory=MEMORY), [*SQUARES, innocent])
    assert found[innocent] == 'done'


def test_children_killed_from_outside_cost_nothing(tmp_path: Path) -> None:
    jobs: list[Job] = [('note', str(tmp_path / f'{number}'), 'sleep', 0.03) for number in range(30)]
    found: dict[Job, Any] = {}
    for job, outcome in Processes(2).run(Toys(), jobs):
        found[job] = outcome
        if len(found) in (3, 9, 20):
            os.kill(noted(Path(job[1]))[-1], signal.SIGKILL)
    assert found == dict.fromkeys(jobs, 'slept')


def test_what_a_child_writes_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    for method in ('fork', 'spawn'):
        assert outcomes(Processes(1, method=method), [('speak',)]) == {('speak',): 'spoken'}
    assert capfd.readouterr() == ('', '')


# A slow consumer -----------------------------------------------------------------------------------------------


def test_a_slow_consumer_makes_the_children_wait(tmp_path: Path) -> None:
    notes, size = tmp_path / 'notes', 400_000
    jobs: list[Job] = [('note', str(notes), 'bytes', size)] * 60
    running = Processes(2).run(Toys(), jobs)
    assert next(running)[1] == b'x' * size
    time.sleep(0.5)
    assert len(noted(notes)) <= 1 + 2 * (1 + (1 << 20) // size + 1)
    assert [outcome for _, outcome in running] == [b'x' * size] * 59
    assert len(noted(notes)) == 60


def test_no_more_jobs_are_taken_than_children_may_hold() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[Job]:
        for number in range(1000):
            taken.append(number)
            yield 'square', number

    running = Processes(2).run(Toys(), jobs())
    for _ in range(100):
        next(running)
    time.sleep(0.2)
    assert len(taken) <= 100 + 2 * 32 + 1
    assert len(list(running)) == 900


def test_outcomes_that_wait_to_be_read_are_not_taken_for_a_hang() -> None:
    jobs: list[Job] = [('bytes', 400_000), *SQUARES] * 3
    running = Processes(2, limit=0.6).run(Toys(), jobs)
    found = [next(running)]
    time.sleep(1.0)
    found.append(next(running))
    time.sleep(1.0)
    found.extend(running)
    assert len(found) == len(jobs)
    assert [outcome for _, outcome in found if isinstance(outcome, Failure)] == []


# The end -------------------------------------------------------------------------------------------------------


@METHODS
def test_closing_early_ends_busy_children(method: str, tmp_path: Path) -> None:
    jobs: list[Job] = [('square', 1)] + [('note', str(tmp_path / f'{n}'), 'spin') for n in range(2)]
    running = Processes(3, method=method).run(Toys(), jobs)
    next(running)
    wait_for(lambda: all(noted(tmp_path / f'{n}') for n in range(2)))
    began = time.monotonic()
    running.close()
    assert time.monotonic() - began < 2
    assert all(is_buried(pid) for path in tmp_path.iterdir() for pid in noted(path))


def test_an_exception_of_the_consumer_ends_busy_children(tmp_path: Path) -> None:
    notes = tmp_path / 'notes'
    with pytest.raises(RuntimeError, match='of the consumer'):
        for _ in Processes(2).run(Toys(), [('note', str(notes), 'sleep', 60), ('square', 1)]):
            wait_for(lambda: noted(notes))
            raise RuntimeError('of the consumer')
    assert all(map(is_buried, noted(notes)))


def test_the_end_of_the_jobs_ends_the_children() -> None:
    found = outcomes(Processes(2), [('pid',), ('note', os.devnull, 'pid'), ('sleep', 0.1)])
    assert all(is_buried(pid) for pid in found.values() if isinstance(pid, int))


def test_jobs_taken_before_their_iterator_fails_are_done(tmp_path: Path) -> None:
    def jobs() -> Iterator[Job]:
        yield from SQUARES
        raise LookupError('no more')

    for executor in (Serial(), Processes(2)):
        found = []
        with pytest.raises(LookupError, match='no more'):
            for job, _ in executor.run(Toys(), jobs()):
                found.append(job)
        assert sorted(found) == sorted(SQUARES)


@METHODS
def test_a_work_that_does_not_start_says_why(method: str) -> None:
    for executor in (Serial(), Processes(2, method=method)):
        with pytest.raises(BaoCaoError, match='Không được'):
            list(executor.run(Refusing(), SQUARES))


def test_a_work_that_crashes_when_it_starts_ends_the_run() -> None:
    with pytest.raises(RuntimeError, match='before they begin'):
        list(Processes(2).run(Stillborn(), SQUARES))


PARENT = """
import signal, sys
from baocao.executors import Processes, birth
from toys import Toys
method, tie, notes, deed = sys.argv[1:5]
if tie != 'system':
    birth._die_with = lambda parent: None
class Terminated(BaseException): pass
def terminate(number, frame): raise Terminated
signal.signal(signal.SIGTERM, terminate)
try:
    limit = 2.0 if tie == 'watch' else 60
    job = ('note', notes, deed, 60) if deed == 'sleep' else ('note', notes, deed)
    for job, outcome in Processes(2, limit=limit, method=method).run(Toys(), [job] * 2):
        pass
except KeyboardInterrupt:
    sys.exit(130)
except Terminated:
    sys.exit(143)
"""


def parent(tmp_path: Path, *arguments: str) -> tuple[subprocess.Popen[str], list[int]]:
    """A process with two busy children, and these."""
    notes = tmp_path / 'notes'
    process = subprocess.Popen(
        [sys.executable, '-c', PARENT, *arguments[:2], str(notes), arguments[2]],
        env={**os.environ, 'PYTHONPATH': os.pathsep.join([str(TESTS.parent / 'src'), str(TESTS)])},
        start_new_session=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: len(noted(notes)) == 2)
    return process, noted(notes)


@pytest.mark.parametrize(
    ('method', 'tie', 'deed'),
    [
        ('fork', 'system', 'spin'),
        ('spawn', 'system', 'spin'),
        ('fork', 'pipe', 'sleep'),
        ('spawn', 'pipe', 'sleep'),
        ('fork', 'watch', 'spin'),
    ],
)
def test_busy_children_die_with_a_parent_that_is_killed(
    method: str, tie: str, deed: str, tmp_path: Path
) -> None:
    process, children = parent(tmp_path, method, tie, deed)
    process.kill()
    process.communicate()
    wait_for(lambda: all(map(is_gone, children)))


@pytest.mark.parametrize(('number', 'code'), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@METHODS
def test_a_signal_to_all_ends_all_without_a_word(
    method: str, number: signal.Signals, code: int, tmp_path: Path
) -> None:
    process, children = parent(tmp_path, method, 'system', 'spin')
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (code, '')
    assert all(map(is_gone, children))


# What a child inherits -----------------------------------------------------------------------------------------


@METHODS
def test_a_child_holds_nothing_of_its_parent(method: str, tmp_path: Path) -> None:
    path = tmp_path / 'open'
    with path.open('w') as held:
        os.set_inheritable(held.fileno(), True)
        found = outcomes(Processes(2, method=method), [('handles',), ('note', os.devnull, 'handles')])
    for open_files in found.values():
        assert str(path) not in open_files
        assert sum(name.startswith('pipe:') for name in open_files) == 2


def test_a_process_with_threads_does_not_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from baocao.executors import birth

    def no_fork(*_: object) -> None:
        raise AssertionError('forked')

    monkeypatch.setattr('baocao.executors.child.fork', no_fork)
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert not birth.may_fork()
        assert outcomes(Processes(1), [('square', 2)]) == {('square', 2): 4}
    finally:
        end.set()
        thread.join()


def test_the_last_child_is_enough_where_the_system_gives_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    from baocao.executors import crew

    started: list[object] = []

    class Scarce(crew.Child):
        def __init__(self, *arguments: Any) -> None:
            if any(not child.is_done for child in started):
                raise BlockingIOError('no more processes')
            super().__init__(*arguments)
            self.is_done = False
            started.append(self)

        def end(self, patience: float = 0.0) -> Failure:
            self.is_done = True
            return super().end(patience)

    monkeypatch.setattr(crew, 'Child', Scarce)
    found = outcomes(Processes(3), [*SQUARES, ('leave', 3)])
    assert found['leave', 3].kind is Kind.CRASHED
    assert all(found[job] == job[1] ** 2 for job in SQUARES)


@pytest.mark.parametrize(
    ('jobs', 'cores', 'worth'), [(0, 8, 1), (1, 8, 1), (7, 8, 1), (8, 8, 2), (999, 8, 8), (999, 1, 1)]
)
def test_children_are_as_many_as_are_worth_their_start(
    jobs: int, cores: int, worth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local.os, 'sched_getaffinity', lambda _: range(cores), raising=False)
    assert processes_worth(jobs) == worth
