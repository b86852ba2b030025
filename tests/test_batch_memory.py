"""The memory of a batch does not grow with its papers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from baocao.batch.jobs import Job, Jobs, find
from baocao.batch.run import Options, _drafting
from baocao.batch.work import Drafting, Made, Refused, prepare
from baocao.executors import Processes
from tests.batch_office import make

UNITS = 260


class Counting(Drafting, frozen=True):
    """Tells of each job how many blocks of memory its process holds, in place of the draft."""

    def start(self) -> Callable[[Job], Made | Refused]:
        draft = super().start()

        def counted(job: Job) -> int:
            assert isinstance(draft(job), Made)
            return sys.getallocatedblocks()

        return counted  # type: ignore[return-value]


def _job(number: int) -> Job:
    return Job(
        number, 0, f'xa-{number % 7}/bc.yaml', f'xa-{number % 7}/bc-{number}.docx', None, f'xa-{number % 7}'
    )


def test_a_worker_holds_no_more_after_hundreds_of_papers(tmp_path: Path) -> None:
    found = find([str(make(tmp_path / 'data', UNITS))])
    work = _drafting(found.roots, Options())
    prepare()
    counting = Counting(work.roots, work.mau, work.mau_at, work.comment, work.nen)
    held = [blocks for _, blocks in Processes(1).run(counting, found.jobs)]
    assert len(held) == UNITS
    assert max(held[-64:]) < 1.02 * max(held[64:128])  # type: ignore[operator, type-var]


def test_jobs_are_held_packed_and_come_back_in_any_order() -> None:
    jobs = [_job(number) for number in range(1000)]
    held = Jobs(jobs)
    assert len(held) == 1000
    assert list(held) == jobs
    assert [held[number] for number in (999, 0, 500, 15, 16)] == [jobs[n] for n in (999, 0, 500, 15, 16)]
    assert [jobs[number].group for number in held.by_group] == sorted(job.group for job in jobs)
    assert sum(map(len, held._packed)) < 40 * len(jobs)
    assert list(Jobs([])) == []
    assert list(held.grouped()) == sorted(jobs, key=lambda job: (job.group, job.number))
    with pytest.raises(IndexError):
        held[2000]
