"""Copies of what people wrote, in `out/.baocao/luu/`, made before a new text takes the place. Nothing here is removed."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path, PurePosixPath

from baocao.output.drafts import Kind, Seen, look
from baocao.output.files import Files, chunks_of, discard, make_folder, temporary_in, write_stream
from baocao.output.names import kept_name

KEPT = 'luu'
_MOST = 999


class Changed(Exception):
    """The file is no longer what was seen."""


def keep(files: Files, root: Path, state: PurePosixPath, place: PurePosixPath, seen: Seen) -> Path:
    """The copy, whole and on the disk, of what was `seen` at `place`: in the folder `state`, under the mirrored
    folders and a name that tells the first 12 digits of its hash; the same bytes are one copy.

    Raises Changed where the file is no longer what was seen, OSError where the disk refuses or all
    names are taken by something else.
    """
    folder = state / KEPT / place.parent
    for part in (*reversed(folder.parents), folder):
        if part.name:
            make_folder(files, root / part)
    for number in range(1, _MOST + 1):
        copy = root / folder / kept_name(place, seen.digest[:12], number).name
        there = look(files, copy)
        if there.kind is Kind.FILE and there.digest == seen.digest:
            files.sync_folder(copy.parent)  # it may be the copy of a run that died before this
            return copy
        if there.kind is Kind.UNREADABLE:
            raise OSError(errno.EIO, 'the copy cannot be read', str(copy))
        if there.kind is Kind.ABSENT:
            # outside of this folder, where nothing is ever cleared
            _copy(files, root / place, temporary_in(root / state, str(folder / copy.name)), copy, seen)
            return copy
    raise FileExistsError(errno.EEXIST, 'no name is free', str(root / folder))


def _copy(files: Files, source: Path, temporary: Path, copy: Path, seen: Seen) -> None:
    digest = sha256()

    def noted(chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            digest.update(chunk)
            yield chunk

    try:
        with closing(chunks_of(files, source)) as chunks:
            write_stream(files, temporary, noted(chunks), seen.mode)
    except FileNotFoundError as error:
        raise Changed(str(source)) from error
    try:
        if digest.hexdigest() != seen.digest:
            raise Changed(str(source))
        files.replace(temporary, copy)
    except BaseException:
        discard(files, temporary)
        raise
    files.sync_folder(copy.parent)
