"""The safe way of bytes to `out/`: whole or not at all, and never over what a person did.

The order of steps for one document, none of which may be moved: look at what stands there; where that is a person's
and is to be replaced, bring a copy of it to the disk; write a temporary file in the same folder and bring it to the
disk; record the intent; look once more; rename; bring the folder to the disk. A crash between any two leaves the
whole old or the whole new file, and a record that knows both. A group takes each step together (`putting`).
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import TracebackType

from baocao.errors import BaoCaoError
from baocao.output import faults
from baocao.output.drafts import Fate
from baocao.output.files import DISK, TEMPORARY, Files, discard, make_folder, temporary_in, write_stream
from baocao.output.journal import Journal
from baocao.output.leftovers import clear_leftovers
from baocao.output.lock import Grip, Lock
from baocao.output.names import beside_name
from baocao.output.outcome import Item, Saved, Status
from baocao.output.putting import BESIDE_LIMIT, Putting, Text
from baocao.output.record import Record, Records
from baocao.seal import is_untouched as seal_is_untouched

STATE = '.baocao'
_UNFIT = re.compile('[\\\\:\0\ud800-\udfff]')  # signs of drives and folders elsewhere, and what is no text


class OutputFolder:
    """An `out/` held by this process alone, from `with` to the end of the block.

    Entering makes the folder, takes the lock, clears what dead runs left half-written and the records of their
    garbage. Raises BaoCaoError: HT201 where another run holds it, other HT2xx where the disk refuses
    (`faults.exit_code` tells them apart). Threads may save different documents at the same time; a forked child
    may not save. With `replace_edited` a person's file is replaced once a copy of it stands in `.baocao/luu`. What
    only looks (`finished`, `recorded`, `edited`) needs no lock.
    """

    def __init__(
        self,
        root: Path,
        *,
        files: Files = DISK,
        grip: Grip | None = None,
        is_untouched: Callable[[bytes], bool | None] = seal_is_untouched,
        replace_edited: bool = False,
    ) -> None:
        self.root = root
        self._files = files
        self._lock = Lock(root / STATE / 'khoa', files, grip)
        self._records = Records(root / STATE / 'nhat-ky', files)
        self._putting = Putting(
            root,
            PurePosixPath(STATE),
            files,
            self._records,
            is_untouched,
            self._require_hold,
            replace_edited,
        )

    def __enter__(self) -> OutputFolder:
        self._make_root()
        with _told(self.root / STATE):
            if make_folder(self._files, self.root / STATE):
                with suppress(OSError):  # the folder above may belong to somebody else
                    self._files.sync_folder(self.root.parent)
        try:
            self._lock.take()
        except BlockingIOError as error:
            raise BaoCaoError(faults.in_use(self.root)) from error
        except OSError as error:
            raise BaoCaoError(faults.lock_fault(error, self.root / STATE / 'khoa')) from error
        try:
            clear_leftovers(self._files, self.root, STATE)
            self._records.compact()
        except BaseException:
            self._lock.let_go()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._lock.let_go()

    def save(self, relative: PurePosixPath, data: bytes, inputs: Mapping[str, str]) -> Saved:
        """What became of the document: `data` stands whole at `relative`, or beside it where a person's file,
        or anything else that may not be replaced, holds that name.

        `inputs` are the hashes that the text was made from, for `finished` of a later run. Raises
        BaoCaoError (HT2xx) where the disk refuses or `relative` leaves the folder; what stood there stands.
        """
        [saved] = self.save_all((Item(relative, data, inputs),))
        if isinstance(saved, BaoCaoError):
            raise saved
        return saved

    def save_all(self, items: Sequence[Item]) -> list[Saved | BaoCaoError]:
        """What became of each document, in their order: as `save` tells, an error in the place of its raising.

        The order of steps holds for each; the intents of all are brought to the disk at once, and so is each
        folder. A document that fails costs only itself.
        """
        bad: dict[int, BaoCaoError] = {}
        texts: list[Text] = []
        for index, item in enumerate(items):
            try:
                relative = _checked(item.relative)
            except BaoCaoError as error:
                bad[index] = error
            else:
                texts.append(Text(relative, sha256(item.data).hexdigest(), item.inputs, item.data))
        saved = iter(self._putting.put(texts))
        return [bad[index] if index in bad else next(saved) for index in range(len(items))]

    def put_report(self, name: str, chunks: Iterable[bytes]) -> Saved:
        """What became of a file of the program's own, such as a list of what a run did; as for `save`.

        The chunks are written as they come, none is kept; what `chunks` raises is passed on, nothing is then left.
        """
        relative = _checked(PurePosixPath(name))
        path = self.root / relative
        temporary = temporary_in(self.root / STATE, name)
        digest = sha256()

        def told() -> Iterator[bytes]:
            for chunk in chunks:
                digest.update(chunk)
                yield chunk

        try:
            with _told(path):
                self._require_hold()
                # in the folder of the state, so that the same bytes again change nothing in the folder of people
                write_stream(self._files, temporary, told())
            [saved] = self._putting.put((Text(relative, digest.hexdigest(), {}, laid=temporary),))
        finally:
            discard(self._files, temporary)
        if isinstance(saved, BaoCaoError):
            raise saved
        return saved

    def journal(self, name: str) -> Journal:
        """A journal of this folder for what may be lost, under a plain name beside the records; read when it is first
        asked. Who holds the lock may compact it."""
        return Journal(self.root / STATE / name, self._files, durable=False)

    @property
    def is_new(self) -> bool:
        """True where no document was ever recorded. Changes nothing."""
        return self._records.are_none()

    def edited(self, relative: PurePosixPath) -> Path | None:
        """The file at a draft's place where it is not, or not only, our text; None where nothing stands there
        or the draft is as we wrote it. Changes nothing."""
        path = self.root / _checked(relative)
        with _told(path):
            verdict = self._putting.judge(relative, self._records.read(relative), '', '')
        return path if verdict.fate in (Fate.LEFT, Fate.REPLACE) and not verdict.ours else None

    def finished(self, relative: PurePosixPath, inputs: Mapping[str, str]) -> Saved | None:
        """What `save` would answer, where an earlier run made the document of the same `inputs` and it still
        stands, at its place or beside a person's file; None where it has to be made. Changes nothing."""
        found = self.unchanged(relative, dict(inputs).__eq__)
        return found[1] if found is not None else None

    def unchanged(
        self, relative: PurePosixPath, hold: Callable[[Mapping[str, str]], bool]
    ) -> tuple[Mapping[str, str], Saved] | None:
        """What a document was last made from, where all that still holds, and what `save` would answer; None where it has
        to be made. Changes nothing."""
        with suppress(OSError):
            record = self._records.read(_checked(relative))
            if record is None or record.beside_of or not hold(record.inputs):
                return None
            saved = self._standing(relative, record)
            return (record.inputs, saved) if saved is not None else None
        return None

    def _standing(self, relative: PurePosixPath, record: Record) -> Saved | None:
        """What `save` would answer to the text of a record; None where it does not stand."""
        if not self._putting.are_real_folders(relative.parent):
            return None
        first = self._putting.judge(relative, record, record.new, '')
        if first.fate is Fate.SAME:
            return Saved(self.root / relative, Status.KHONG_DOI)
        if first.fate is not Fate.LEFT:
            return None
        for number in range(1, BESIDE_LIMIT + 1):
            beside = beside_name(relative, number)
            there = self._putting.judge(beside, self._records.read(beside), record.new, str(relative))
            if there.fate is Fate.SAME:
                return self._putting.left(relative, first.reason, beside)
            if there.fate is not Fate.LEFT:
                return None
        return None

    def _make_root(self) -> None:
        try:
            self._files.make_root(self.root)
        except (FileExistsError, NotADirectoryError) as error:
            raise BaoCaoError(faults.bad_root(self.root)) from error
        except OSError as error:
            bad = error.errno == errno.ELOOP
            raise BaoCaoError(
                faults.bad_root(self.root) if bad else faults.disk_fault(error, self.root)
            ) from error

    def _require_hold(self) -> None:
        if not self._lock.is_held():
            raise FileNotFoundError(errno.ENOENT, 'the lock is gone', str(self.root))


def _checked(relative: PurePosixPath) -> PurePosixPath:
    """The place itself; BaoCaoError (HT208) where it would not stand inside the folder."""
    text = str(relative)
    first = relative.parts[0].casefold().rstrip(' .') if relative.parts else ''
    bad = relative.is_absolute() or '..' in relative.parts or first in ('', STATE)
    bad = bad or _UNFIT.search(text) is not None
    if bad or TEMPORARY.fullmatch(relative.name):
        raise BaoCaoError(faults.leaves_folder(text))
    return relative


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a BaoCaoError."""
    try:
        yield
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error
