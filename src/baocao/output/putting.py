"""The steps by which texts come to stand in an `out/`, for a group of them at once."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from baocao.errors import BaoCaoError
from baocao.output import faults
from baocao.output.drafts import Fate, Kind, Seen, Verdict, is_open_elsewhere, judge, look
from baocao.output.files import (
    Files,
    close,
    discard,
    is_real_folder,
    make_folder,
    temporary_name,
    write_new,
)
from baocao.output.keeping import Changed, keep
from baocao.output.names import beside_name
from baocao.output.outcome import Saved, Status
from baocao.output.record import Record, Records

BESIDE_LIMIT = 999
_STATUS = {Fate.NEW: Status.MOI, Fate.UPDATE: Status.CAP_NHAT, Fate.SAME: Status.KHONG_DOI}


class Text(Struct, frozen=True):
    """A text that wants to stand at `relative`: its bytes, or the temporary file where they lie whole already."""

    relative: PurePosixPath
    digest: str
    inputs: Mapping[str, str]
    data: bytes = b''
    laid: Path | None = None


class _Job(Struct):
    """One text on its way. `place` is the name that is tried now: the text's own, then those beside it."""

    text: Text
    place: PurePosixPath
    number: int = 0  # of the name beside
    reason: str = ''  # the code that says why the text's own place was left alone
    intents: list[Record] = field(default_factory=list)
    fate: Fate = Fate.NEW
    seen: Seen = Seen(Kind.ABSENT)
    temporary: Path | None = None
    kept: Path | None = None
    outcome: Saved | BaoCaoError | None = None

    @property
    def beside_of(self) -> str:
        return str(self.text.relative) if self.number else ''


class Putting:
    """The steps over one held folder. `require_hold` raises OSError where the lock is gone."""

    def __init__(
        self,
        root: Path,
        state: PurePosixPath,
        files: Files,
        records: Records,
        is_untouched: Callable[[bytes], bool | None],
        require_hold: Callable[[], None],
        replace_edited: bool,
    ) -> None:
        self._root = root
        self._state = state
        self._files = files
        self._records = records
        self._is_untouched = is_untouched
        self._require_hold = require_hold
        self._replace_edited = replace_edited

    def put(self, texts: Sequence[Text]) -> list[Saved | BaoCaoError]:
        """What became of each text, in their order; one that fails costs only itself."""
        jobs = [_Job(text, text.relative) for text in texts]
        try:
            while waiting := [job for job in jobs if job.outcome is None]:
                self._round(waiting)
        except BaseException:
            for job in jobs:
                self._discard(job)
            raise
        return [job.outcome for job in jobs if job.outcome is not None]

    def judge(self, place: PurePosixPath, record: Record | None, digest: str, beside_of: str) -> Verdict:
        """The fate of a text with the hash `digest` at `place`."""
        replace = self._replace_edited and not beside_of
        return judge(self._files, self._root / place, record, digest, beside_of, self._is_untouched, replace)

    def are_real_folders(self, relative: PurePosixPath) -> bool:
        """Whether the folder and those above it, up to the root, are folders and no links."""
        folder = self._root / relative
        for _ in relative.parts:
            if not is_real_folder(self._files.status(folder)):
                return False
            folder = folder.parent
        return True

    def left(self, relative: PurePosixPath, reason: str, beside: PurePosixPath) -> Saved:
        """The result where the place itself was left alone, for the reason of that code."""
        path, there = self._root / relative, self._root / beside
        return Saved(path, Status.DA_CO_NGUOI_SUA, there, (faults.left_alone(reason, path, there),))

    def _round(self, jobs: Sequence[_Job]) -> None:
        """One try of each job; a name that two of them want is for the first, the other waits for the next round."""
        claimed: set[PurePosixPath] = set()
        ready = [job for job in jobs if self._tried(job, partial(self._prepare, claimed))]
        done: dict[Path, list[_Job]] = {}
        for job in self._recorded(ready):
            if self._tried(job, self._publish):
                done.setdefault((self._root / job.place).parent, []).append(job)
        for folder, published in done.items():
            try:
                self._files.sync_folder(folder)
            except OSError as error:
                for job in published:
                    self._fail(job, error)

    def _prepare(self, claimed: set[PurePosixPath], job: _Job) -> bool:
        """Find the name that the text may take and lay a temporary file beside it; False where it has to wait."""
        self._require_hold()
        self._make_folders(job.place.parent)
        while job.place not in claimed:
            claimed.add(job.place)
            record = self._records.read(job.place)
            verdict = self.judge(job.place, record, job.text.digest, job.beside_of)
            intent = verdict.next_record(job.place, job.text.digest, job.text.inputs, job.beside_of)
            # of a place that is left, too: so that the new text is known as ours when a person moves it there
            if intent != record and (verdict.fate is not Fate.LEFT or not job.number):
                job.intents.append(intent)
            reason = verdict.reason or self._lay(job, verdict)
            if not reason:
                return True
            self._move_on(job, reason)
        return False

    def _lay(self, job: _Job, verdict: Verdict) -> str:
        """Lay the temporary file, after a copy of what it will replace; the code of the reason where that changed."""
        job.fate, job.seen = verdict.fate, verdict.seen
        path = self._root / job.place
        if job.fate is Fate.SAME:
            return ''
        if job.fate is Fate.REPLACE:
            try:
                job.kept = keep(self._files, self._root, self._state, job.place, job.seen)
            except Changed:
                return 'BN207'
        mode = job.seen.mode if job.seen.kind is Kind.FILE else None
        if job.text.laid is not None:
            self._set_mode(job.text.laid, mode)
            job.temporary = job.text.laid
        else:
            temporary = temporary_name(path)
            write_new(self._files, temporary, job.text.data, mode)
            job.temporary = temporary
        return ''

    def _recorded(self, jobs: Sequence[_Job]) -> list[_Job]:
        """The jobs whose intents are on the disk: all in one write, or each alone where that is refused."""
        try:
            self._records.write([intent for job in jobs for intent in job.intents])
        except OSError as error:
            if len(jobs) == 1:
                self._fail(jobs[0], error)
                return []
            return [job for job in jobs if self._tried(job, self._record_alone)]
        for job in jobs:
            job.intents.clear()
        return list(jobs)

    def _record_alone(self, job: _Job) -> bool:
        self._records.write(job.intents)
        job.intents.clear()
        return True

    def _publish(self, job: _Job) -> bool:
        """Whether the text took its name just now; where it may not, the job goes on to the next name."""
        if job.temporary is None:
            job.outcome = self._saved(job)
            return False
        if reason := self._rename(job.temporary, job.place, job.seen):
            self._discard(job)
            self._move_on(job, reason)
            return False
        job.temporary = None
        job.outcome = self._saved(job)
        return True

    def _rename(self, temporary: Path, place: PurePosixPath, seen: Seen) -> str:
        """Rename where the target still is what was `seen`; else the code of the reason, nothing done."""
        self._require_hold()
        path = self._root / place
        if not self.are_real_folders(place.parent):
            raise NotADirectoryError(errno.ENOTDIR, 'no longer a real folder', str(path.parent))
        now = look(self._files, path)
        if now != seen:
            return {Kind.IN_THE_WAY: 'BN205', Kind.UNREADABLE: 'BN206'}.get(now.kind, 'BN207')
        if seen.kind is Kind.FILE and is_open_elsewhere(self._files, path):
            return 'BN202'
        try:
            self._files.replace(temporary, path)
        except (IsADirectoryError, PermissionError) as error:
            if seen.kind is Kind.ABSENT and isinstance(error, PermissionError):
                raise
            return 'BN203' if isinstance(error, PermissionError) else 'BN205'
        return ''

    def _saved(self, job: _Job) -> Saved:
        if job.number:
            return self.left(job.text.relative, job.reason, job.place)
        path = self._root / job.place
        if job.kept is not None:
            return Saved(path, Status.DA_THAY, None, (faults.replaced(path, job.kept),), job.kept)
        return Saved(path, _STATUS[job.fate])

    def _move_on(self, job: _Job, reason: str) -> None:
        """Go on to the next name beside the text's own. Raises BaoCaoError where there is none."""
        job.reason = job.reason or reason
        job.number += 1
        job.kept = None
        if job.number > BESIDE_LIMIT:
            raise BaoCaoError(faults.no_free_name(self._root / job.text.relative))
        job.place = beside_name(job.text.relative, job.number)

    def _tried(self, job: _Job, step: Callable[[_Job], bool]) -> bool:
        """What the step answers; False where it fails, which ends the job."""
        try:
            return step(job)
        except OSError as error:
            self._fail(job, error)
        except BaoCaoError as error:
            self._end(job, error)
        return False

    def _fail(self, job: _Job, error: OSError) -> None:
        self._end(job, BaoCaoError(faults.disk_fault(error, self._root / job.text.relative)))

    def _end(self, job: _Job, error: BaoCaoError) -> None:
        self._discard(job)
        job.outcome = error

    def _discard(self, job: _Job) -> None:
        if job.temporary is not None and job.text.laid is None:
            discard(self._files, job.temporary)
        job.temporary = None

    def _set_mode(self, path: Path, mode: int | None) -> None:
        if mode is None:
            return
        handle = self._files.open_old(path)
        try:
            self._files.set_mode(handle, mode)
        finally:
            close(self._files, handle)

    def _make_folders(self, relative: PurePosixPath) -> None:
        for folder in (*reversed(relative.parents), relative):
            if folder.name:  # the root itself is never made again: its lock would be another one
                make_folder(self._files, self._root / folder)
