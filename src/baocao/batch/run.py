"""The batch: what is unchanged is skipped, the rest is drafted by workers and saved here, in groups; then all is told.

One process, this one, writes. Of ten thousand papers it holds a line each: rows lie in a journal of `out/`, drafts pass
through in groups, claims are read again group by group.
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from baocao import __version__
from baocao.batch.across import findings_of, groups
from baocao.batch.failures import told as told_of
from baocao.batch.held import Held
from baocao.batch.jobs import Job, find
from baocao.batch.keeping import CLAIMS, RESULTS, Keeping, Kept, digest_of
from baocao.batch.looking import Looking, parts
from baocao.batch.work import Drafting, Made, Refused, Root, prepare
from baocao.container import DEFLATERS
from baocao.executors import Executor, Failure, Work
from baocao.html import page
from baocao.mau import digest_of_templates
from baocao.output import Item, OutputFolder, Saved
from baocao.rows import Across, Row, RowStatus, Tally, to_json
from baocao.workspace import shown_in

if TYPE_CHECKING:
    from baocao.executors import Carried

#: the files in `out/` that tell what became of the papers
LINES, PAGE = 'ket-qua.jsonl', 'ket-qua.html'

#: drafts that are saved together, and the seconds that one waits for others
_GROUP, _WAIT = 16, 0.5

#: papers for which it is worth while to load beforehand what they share
_SEVERAL = 8


class Options(Struct, frozen=True):
    """What the user asks of a batch: templates, comments in the drafts, the deflater by name; `again` drafts what is
    unchanged too, `replace_edited` puts the new text in the place of a person's, of which a copy is kept; with `carry` the
    data travels to the workers, which do not see its folder."""

    mau: str | None = None
    comment: bool = False
    nen: str = 'chuan'
    again: bool = False
    replace_edited: bool = False
    carry: bool = False


class Batch:
    """A batch over one `out/`, held by this process from `with` to the end of the block.

    Making it finds the papers; entering takes the lock. Raises BaoCaoError where `out/` cannot be had.
    """

    def __init__(self, paths: Iterable[str], out: Path, options: Options) -> None:
        self._found = find(paths)
        self._again = options.again
        self._carry = options.carry
        self._drafting = _drafting(self._found.roots, options)
        self._held = Held(len(self._found.jobs))
        self._folder = OutputFolder(out, replace_edited=options.replace_edited)
        self._looking = Looking(out, options.replace_edited, self._drafting.roots)
        self.tally = Tally()

    def __enter__(self) -> Batch:
        self._folder.__enter__()
        try:
            results, claims = (self._folder.journal(name) for name in (RESULTS, CLAIMS))
            results.compact()
            claims.compact()
            self._keeping = Keeping(results, claims)
        except BaseException:
            self._folder.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.__exit__(kind, error, trace)

    @property
    def total(self) -> int:
        """How many papers the batch has, those that cannot be read among them."""
        return len(self._found.jobs) + len(self._found.failed)

    def unchanged(self, executor: Executor) -> Iterator[Row]:
        """The papers that cannot be read, and those whose inputs and draft are what they were; nothing is made. A part
        of them that could not be looked at is drafted again."""
        for row in self._found.failed:
            yield self._counted(row)
        if self._again or self._folder.is_new:
            return
        for jobs, found in executor.run(self._looking, parts(self._found.jobs.grouped())):
            for job, left in zip(jobs, () if isinstance(found, Failure) else found, strict=False):
                if left is not None:
                    yield self._counted(self._known(job, left.kept, left.saved))

    @property
    def waiting(self) -> array[int]:
        """The numbers of the papers that are not in a row yet; those of one unit, which share what is read, stand together."""
        return array('I', (n for n in self._found.jobs.by_group if not self._held.made_from[n]))

    def made(self, executor: Executor) -> Iterator[Row]:
        """The other papers, as they are done. Raises BaoCaoError where the templates cannot be used, the executor cannot
        be had, or the data cannot travel; what is saved by then stays."""
        work: Work[Job, Made | Refused] = self._carried() if self._carry else self._drafting
        group: list[tuple[Job, Made]] = []
        since = time.monotonic()
        waiting = self.waiting
        if len(waiting) >= _SEVERAL:
            prepare()
        for job, result in executor.run(work, map(self._found.jobs.__getitem__, waiting)):
            if isinstance(result, Made):
                since = since if group else time.monotonic()
                group.append((job, result))
            else:
                yield self._counted(self._failed(job, result))
            if len(group) >= _GROUP or (group and time.monotonic() - since > _WAIT):
                yield from self._saved(group)
                group = []
        yield from self._saved(group)

    def across(self) -> Iterator[Across]:
        """What is to be said of the batch files, and what disagrees between the papers of each folder and unit."""
        for told in self._found.findings:
            self.tally.add(told)
            yield told
        for name, jobs, claimed in groups(self._found.jobs, self._held.claims):
            if findings := findings_of(self._keeping, name, jobs, claimed):
                across = Across(self._name_of(jobs[0]), findings)
                self.tally.add(across)
                yield across

    def tell(self, across: tuple[Across, ...], title: str) -> Path:
        """The page that tells what became of the papers, beside it the same as JSON lines; both stay as they are where
        they tell the same already. Raises BaoCaoError where the disk refuses."""
        state = self._state(across)
        path = self._folder.root / PAGE
        if state == self._keeping.state() and path.exists() and path.with_name(LINES).exists():
            return path

        def rows() -> Iterator[Row | Across]:
            yield from self._found.failed
            yield from map(self._row, self._found.jobs)
            yield from across

        self._folder.put_report(LINES, (f'{to_json(row)}\n'.encode() for row in rows()))
        saved = self._folder.put_report(PAGE, page(rows, self.tally, title))
        with suppress(OSError):
            self._keeping.keep_state(state)
        return saved.beside or saved.path

    def _carried(self) -> Carried:
        from baocao.batch.parcel import parcel  # few runs send data

        return parcel(self._drafting, self._found.jobs)

    # One paper ---------------------------------------------------------------------------------------------

    def _saved(self, group: list[tuple[Job, Made]]) -> Iterator[Row]:
        """The rows of drafts, saved together. What is kept of them goes first: a run that is killed in between
        leaves nothing that was saved and is not known."""
        if not group:
            return
        kept = [self._kept(job, made) for job, made in group]
        with suppress(OSError):
            places = (job.place for job, _ in group)
            self._keeping.keep(list(zip(places, kept, (made.claims for _, made in group), strict=True)))
        items = [Item(PurePosixPath(job.place), made.data, made.footprint) for job, made in group]
        for (job, _), one, saved in zip(group, kept, self._folder.save_all(items), strict=True):
            if isinstance(saved, Saved):
                yield self._counted(self._known(job, one, saved))
            else:
                findings = (*one.row.findings, *saved.findings)
                yield self._counted(self._failed(job, Refused(findings)))

    def _kept(self, job: Job, made: Made) -> Kept:
        claims = sha256(made.claims).hexdigest()[:16] if made.claims else ''
        row = replace(self._blank(job), findings=made.findings, mau=made.mau, chi_tieu=made.chi_tieu)
        return Kept(row, digest_of(made.footprint), claims)

    def _known(self, job: Job, kept: Kept, saved: Saved) -> Row:
        """The row of a paper whose draft stands."""
        beside = self._relative(saved.beside or saved.kept)
        row = replace(
            kept.row,
            status=RowStatus(saved.status.value),
            path=job.place,
            beside=beside,
            findings=(*kept.row.findings, *saved.findings),
        )
        whole = bool(beside or saved.findings)
        claims = int(kept.claims or '0', 16)
        return self._held.come(job.number, row, int(kept.footprint[:16], 16) | 1, claims, whole)

    def _failed(self, job: Job, result: Refused | Failure) -> Row:
        if isinstance(result, Refused) and result.is_secret:
            with suppress(OSError):
                self._keeping.silence([job.place])
        findings = result.findings if isinstance(result, Refused) else (told_of(result, self._shown(job)),)
        row = replace(self._blank(job), status=RowStatus.HONG, path='', findings=findings)
        return self._held.come(job.number, row, 1, 0, True)

    def _row(self, job: Job) -> Row:
        """The row of a paper, from the journal where it is not held."""
        held = self._held.rows.get(job.number)
        if held is not None:
            return held
        kept = self._keeping.of(job.place)
        return replace(kept.row if kept else self._blank(job), status=self._held.status(job.number))

    def _blank(self, job: Job) -> Row:
        return Row(self._shown(job), job.don_vi, job.ky, RowStatus.MOI, job.place, '', (), (), {})

    def _counted(self, row: Row) -> Row:
        self.tally.add(row)
        return row

    def _shown(self, job: Job) -> str:
        return shown_in(self._drafting.roots[job.root].shown, job.paper)

    def _name_of(self, job: Job) -> str:
        folder = str(Path(self._shown(job)).parent)
        return f"{folder}, {job.don_vi}" if job.don_vi else folder

    def _relative(self, path: Path | None) -> str:
        return path.relative_to(self._folder.root).as_posix() if path is not None else ''

    def _state(self, across: tuple[Across, ...]) -> str:
        """The digest of what is to be told, but for which papers this run has written."""
        found = sha256(__version__.encode())
        for row in self._found.failed:
            found.update(to_json(row).encode())
        for job in self._found.jobs.grouped():
            found.update(f'{job.place}\0{self._held.made_from[job.number]}\n'.encode())
            if (known := self._held.rows.get(job.number)) is not None:
                found.update(to_json(known).encode())
        for one in across:
            found.update(to_json(one).encode())
        return found.hexdigest()


def _drafting(roots: tuple[tuple[Path, str], ...], options: Options) -> Drafting:
    """The work of the batch, with what the run says of all papers of a root."""
    said = {
        'baocao': __version__,
        'nén': DEFLATERS[options.nen]().record,
        'nhận xét': "có" if options.comment else "",
    }
    found = tuple(
        Root(root, shown, {**said, 'mẫu': digest_of_templates(root, options.mau), 'thư mục': shown})
        for root, shown in roots
    )
    mau_at = Path(os.path.abspath(options.mau)) if options.mau is not None else None
    return Drafting(found, options.mau, mau_at, options.comment, options.nen)
