"""Whose is the file that stands where a document goes: ours, to be replaced, or a person's, to be left?"""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable, Mapping
from enum import Enum, auto
from hashlib import sha256
from pathlib import Path, PurePosixPath

from msgspec import Struct

from baocao.output.files import Files, digest_file, read_file
from baocao.output.record import Record

_HASH_LENGTH = 64
_LIMIT = 256 << 20  # larger files are none of ours; they are not read at all


class Kind(Enum):
    """What stands under a name."""

    ABSENT = auto()
    FILE = auto()
    IN_THE_WAY = auto()  # a folder, a symlink, a device
    UNREADABLE = auto()


class Seen(Struct, frozen=True):
    """One look at a name; two looks are equal while nothing that matters has changed."""

    kind: Kind
    digest: str = ''
    mode: int = 0

    @property
    def is_read(self) -> bool:
        """Whether the digest is that of the bytes; of a file larger than any draft only the size is known."""
        return len(self.digest) == _HASH_LENGTH


class Fate(Enum):
    """What is to be done with what stands there."""

    NEW = auto()
    UPDATE = auto()
    SAME = auto()
    REPLACE = auto()  # a person's file, of which a copy is kept first
    LEFT = auto()


class Verdict(Struct, frozen=True):
    """The fate of a name, with what was seen. `reason` is the code of the finding where it is LEFT;
    `ours` is True where the file is text of ours, even if it must be left."""

    fate: Fate
    seen: Seen
    record: Record | None
    reason: str = ''
    ours: bool = False

    def next_record(
        self, place: PurePosixPath, digest: str, inputs: Mapping[str, str], beside_of: str
    ) -> Record:
        """The record to stand before the text `digest` takes the place.

        Only text of ours ever enters it: a person's file is never the `previous`.
        """
        previous = None
        if self.ours:
            previous = self.seen.digest if self.seen.digest != digest else None
        if previous is None and self.record:
            previous = self.record.new if self.record.new != digest else self.record.previous
        return Record(str(place), digest, previous, dict(inputs), beside_of)


def look(files: Files, path: Path) -> Seen:
    """What stands at `path` now; symlinks are not followed. OSError only where the name is too long to be."""
    try:
        status = files.status(path)
    except (FileNotFoundError, NotADirectoryError):
        return Seen(Kind.ABSENT)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise
        return Seen(Kind.UNREADABLE)
    if not stat.S_ISREG(status.st_mode):
        return Seen(Kind.IN_THE_WAY)
    mode = stat.S_IMODE(status.st_mode) & 0o777
    if status.st_size > _LIMIT:
        return Seen(Kind.FILE, f'{status.st_size} bytes', mode)
    try:
        return Seen(Kind.FILE, digest_file(files, path), mode)
    except OSError:
        return Seen(Kind.UNREADABLE)


def judge(
    files: Files,
    path: Path,
    record: Record | None,
    digest: str,
    beside_of: str,
    is_untouched: Callable[[bytes], bool | None],
    replace_edited: bool = False,
) -> Verdict:
    """The fate of what stands at `path`, where a text with the hash `digest` wants to go.

    A file is ours where its hash is the previous or the new one of the record; without a record, where it
    proves by its own seal that nobody changed it. A record of another paper (`beside_of` differs) makes a
    file foreign. With `replace_edited` a person's file is to be replaced where nothing else stands against it.
    """
    seen = look(files, path)
    foreign = record is not None and record.beside_of != beside_of
    if seen.kind is Kind.ABSENT:
        # Word takes the file away for a moment while it saves: a draft of ours that is open is not gone
        if record and not foreign and is_open_elsewhere(files, path):
            return Verdict(Fate.LEFT, seen, record, 'BN202')
        return Verdict(Fate.NEW, seen, record)
    if seen.kind is Kind.IN_THE_WAY:
        return Verdict(Fate.LEFT, seen, record, 'BN205')
    if seen.kind is Kind.UNREADABLE:
        return Verdict(Fate.LEFT, seen, record, 'BN206')
    if foreign:
        return Verdict(Fate.LEFT, seen, record, 'BN201')
    if seen.digest == digest:
        return Verdict(Fate.SAME, seen, record, ours=True)
    if record:
        ours = seen.digest in (record.new, record.previous)
    else:
        ours = _is_sealed(files, path, seen.digest, is_untouched)
    if not ours and not (replace_edited and seen.is_read):
        return Verdict(Fate.LEFT, seen, record, 'BN201')
    if is_open_elsewhere(files, path):
        return Verdict(Fate.LEFT, seen, record, 'BN202', ours=ours)
    if not seen.mode & stat.S_IWUSR:
        return Verdict(Fate.LEFT, seen, record, 'BN204', ours=ours)
    return Verdict(Fate.UPDATE if ours else Fate.REPLACE, seen, record, ours=ours)


def is_open_elsewhere(files: Files, path: Path) -> bool:
    """True where Word or LibreOffice keeps its lock file beside `path`.

    Word puts `~$` before a short name, and in the place of the first letters of a longer one: of one letter
    where the stem has seven, of two from eight on.
    """
    name, length = path.name, len(path.stem)
    names = [f'~${name}', f'.~lock.{name}#']
    if length >= 7:
        names.append(f'~${name[1:]}')
    if length >= 8:
        names.append(f'~${name[2:]}')
    return any(_exists(files, path.with_name(n)) for n in names)


def _exists(files: Files, path: Path) -> bool:
    try:
        files.status(path)
    except OSError:
        return False
    return True


def _is_sealed(files: Files, path: Path, digest: str, is_untouched: Callable[[bytes], bool | None]) -> bool:
    """True where the bytes that were hashed carry an unbroken seal of ours."""
    try:
        data = read_file(files, path, _LIMIT)
    except OSError:
        return False
    return len(data) <= _LIMIT and sha256(data).hexdigest() == digest and is_untouched(data) is True
