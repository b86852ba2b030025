"""A file of a person changed at his own wish: the former text is kept beside it first."""

from __future__ import annotations

import os
from pathlib import Path

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.output import faults
from baocao.output.files import DISK, Files, discard, fill, write_new
from baocao.output.record import temporary_name

#: what is put behind the name of the copy; no command reads files of this name as data
KEPT = '.truoc-khi-chua'
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
        temporary = temporary_name(target)
        write_new(files, temporary, after, mode)
        try:
            if target.read_bytes() != before:
                discard(files, copy)
                raise BaoCaoError(_changed(path))
            files.replace(temporary, target)
        except BaseException:
            discard(files, temporary)
            raise
        files.sync_folder(target.parent)
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error
    return copy


def _keep(path: Path, data: bytes, files: Files) -> Path:
    """Write the copy under the first free name."""
    for number in range(1, _MOST + 1):
        copy = path.with_name(f'{path.name}{KEPT}' + (f'-{number}' if number > 1 else ''))
        try:
            handle = files.open_new(copy)
        except FileExistsError:
            continue
        fill(files, handle, copy, data)
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
