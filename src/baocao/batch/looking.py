"""Which papers of a batch are what an earlier run left: their inputs, their draft and what was told of them.

It reads and writes nothing, so that children may do it where there are thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath

from msgspec import Struct

from baocao.batch.jobs import Job
from baocao.batch.keeping import CLAIMS, RESULTS, Keeping, Kept, digest_of
from baocao.batch.work import Root
from baocao.output import OutputFolder, Saved
from baocao.workspace import Traces

#: papers that are looked at as one job
_PART = 32


class Left(Struct, frozen=True):
    """What an earlier run left of a paper that is unchanged: what is kept of it, and how its draft stands."""

    kept: Kept
    saved: Saved


class Looking(Struct, frozen=True):
    """The work of looking at papers: small, since it travels to children."""

    out: Path
    replace_edited: bool
    roots: tuple[Root, ...]

    def start(self) -> Callable[[tuple[Job, ...]], tuple[Left | None, ...]]:
        """The function that looks at some papers, in their order; None for each that has to be drafted."""
        folder = OutputFolder(self.out, replace_edited=self.replace_edited)
        keeping = Keeping(folder.journal(RESULTS), folder.journal(CLAIMS))
        traces = [Traces(root.path, root.told) for root in self.roots]

        def left(job: Job) -> Left | None:
            own = {job.crossing.name: job.crossing.hash} if job.crossing is not None else {}
            hold = partial(traces[job.root].hold, own=own)
            found = folder.unchanged(PurePosixPath(job.place), hold)
            if found is None:
                return None
            footprint, saved = found
            kept = keeping.of(job.place)
            if kept is None or kept.footprint != digest_of(footprint):
                return None
            return Left(kept, saved)

        return lambda jobs: tuple(map(left, jobs))


def parts(jobs: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    """The papers in parts, as they are looked at."""
    rest = iter(jobs)
    while part := tuple(islice(rest, _PART)):
        yield part
