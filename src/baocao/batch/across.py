"""What disagrees between the papers of a batch: those of one folder and one unit, never those of different units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby

from baocao.batch.jobs import Job, Jobs
from baocao.batch.keeping import Compared, Keeping
from baocao.checks import Claims, Excuse, compare, restore, sift
from baocao.errors import Finding


def groups(jobs: Jobs, marks: Sequence[int]) -> Iterator[tuple[str, tuple[Job, ...], tuple[int, ...]]]:
    """Each group of two papers or more whose claims may be compared: its name in the journal, the papers, the digests
    of what they claim (`marks`, in step with all jobs; 0 where a paper claims nothing)."""
    for group, members in groupby(jobs.grouped(), key=lambda job: job.group):
        found = tuple(job for job in members if marks[job.number])
        if len(found) > 1:
            yield '\0'.join(map(str, group)), found, tuple(marks[job.number] for job in found)


def findings_of(
    keeping: Keeping, name: str, jobs: Iterable[Job], marks: tuple[int, ...]
) -> tuple[Finding, ...]:
    """What disagrees between the papers of a group, and the excuses that excuse nothing; read from the journal
    where they were compared before with the same claims."""
    known = keeping.compared(name)
    if known is not None and known.claims == marks:
        return known.findings
    found = _compared(keeping, jobs)
    with suppress(OSError):  # the next run compares them again
        keeping.keep_compared(name, Compared(marks, found))
    return found


def _compared(keeping: Keeping, jobs: Iterable[Job]) -> tuple[Finding, ...]:
    claims: list[Claims] = []
    excuses: list[Excuse] = []
    for job in jobs:
        try:
            claimed, let_stand = restore(keeping.claims_of(job.place))
        except ValueError:  # lost or of another version: the paper is drafted again by the next run
            continue
        claims.append(claimed)
        excuses += let_stand
    if len(claims) < 2:
        return ()
    kept, idle = sift(compare(claims), excuses)
    return (*(c.finding for c in kept), *(e.unused for e in idle if not e.used))
