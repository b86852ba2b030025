"""Copies of the program's templates for an office: put where nothing stands, never over what the office has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from baocao.errors import Finding, Level, Span
from baocao.mau.files import NAMES, folder_of_program
from baocao.output import make_folder_for, put_new


class Copied(Struct, frozen=True):
    """What became of one file: `made` is True where it was written; `kept` the finding where another one stands."""

    path: Path
    made: bool
    kept: Finding | None = None


def copy(folder: Path) -> Iterator[Copied]:
    """Copy every template into the folder, which is made where it is not there.

    A file that is there is left as it is: one that differs is told. Raises BaoCaoError where the disk refuses.
    """
    make_folder_for(folder)
    source = folder_of_program().path
    for name in NAMES:
        data, target = (source / name).read_bytes(), folder / name
        if put_new(target, data):
            yield Copied(target, True)
        else:
            yield Copied(target, False, None if _is(target, data) else _kept(target))


def _is(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _kept(path: Path) -> Finding:
    return Finding(
        'BN208',
        Level.CANH_BAO,
        Span(str(path)),
        "Ở đây đã có một tệp khác cùng tên, nên tệp đó được giữ nguyên và mẫu này không được chép.",
        "Muốn lấy mẫu có sẵn thì chép vào thư mục khác, rồi so sánh hai tệp.",
    )
