"""A file of the data changed in its place: the former text is kept beside it first."""

from __future__ import annotations

import os
from pathlib import Path

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.output import faults
from baocao.output.files import DISK, Files, discard, fill, temporary_name, write_new, write_over

#: what is put behind the name of the copy; no command reads files of this name as data
KEPT = '.truoc-khi-chua'
#: what is put behind the name of the one copy of a file that the program writes itself
FORMER = '.ban-truoc'
_MOST = 99


def rewrite(path: Path, before: bytes, after: bytes, files: Files = DISK) -> Path:
    """Put `after` in the place of `before` and give the copy that keeps `before`.

    The file is replaced in one step, its mode kept; a symlink stays and its target is changed. Raises
    BaoCaoError where the file is no longer `before` (somebody saved it meanwhile), or the disk refuses;
    then the file stands as it was.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = target.stat().st_mode & 0o777
        copy = _keep(path, before, files)
        try:
            _exchange(path, target, before, after, mode, files)
        except _Changed as changed:
            discard(files, copy)
            raise BaoCaoError(_changed(path)) from changed
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error
    return copy


def renew(
    path: Path, before: bytes | None, after: bytes, files: Files = DISK, keep: bool = True
) -> Path | None:
    """Put `after` in the place of `before` (None: there is no file yet) and give the one copy that keeps `before`,
    which the next call replaces; None where there is none.

    For files that the program writes again and again; those that it can make anew need no copy (`keep`).
    Otherwise as `rewrite`: one step, and where it fails the file stands as it was.
    """
    try:
        target = Path(os.path.realpath(path))
        if before is None:
            _exchange(path, target, None, after, None, files)
            return None
        mode = target.stat().st_mode & 0o777
        copy = path.with_name(f'{path.name}{FORMER}') if keep else None
        if copy is not None:
            write_over(files, temporary_name(copy), copy, before)
        _exchange(path, target, before, after, mode, files)
    except _Changed as changed:
        raise BaoCaoError(_changed(path)) from changed
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error
    return copy


class _Changed(Exception):
    """The file is no longer what it was when it was read."""


def _exchange(
    path: Path, target: Path, before: bytes | None, after: bytes, mode: int | None, files: Files
) -> None:
    temporary = temporary_name(target)
    write_new(files, temporary, after, mode)
    try:
        found = target.read_bytes() if before is not None or os.path.lexists(target) else None
        if found != before:
            raise _Changed(path)
        files.replace(temporary, target)
    except BaseException:
        discard(files, temporary)
        raise
    files.sync_folder(target.parent)


def _keep(path: Path, data: bytes, files: Files) -> Path:
    """Write the copy under the first free name."""
    for number in range(1, _MOST + 1):
        copy = path.with_name(f'{path.name}{KEPT}' + (f'-{number}' if number > 1 else ''))
        try:
            handle = files.open_new(copy)
        except FileExistsError:
            continue
        fill(files, handle, copy, (data,))
        return copy
    raise BaoCaoError(
        Finding(
            'HT212',
            Level.CHAN,
            Span(str(path)),
            "Đã có quá nhiều bản giữ lại trước khi chữa của tệp này.",
            f"Xóa bớt các tệp có đuôi «{KEPT}» rồi chạy lại.",
        )
    )


def _changed(path: Path) -> Finding:
    return Finding(
        'HT213',
        Level.CHAN,
        Span(str(path)),
        "Tệp này vừa được lưu trong lúc chương trình đang chữa, nên được giữ nguyên.",
        "Lưu và đóng tệp rồi chạy lại.",
    )
