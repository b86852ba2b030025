"""Files given to a person: put where nothing stands, never over anything."""

from __future__ import annotations

from pathlib import Path

from baocao.errors import BaoCaoError
from baocao.output import faults
from baocao.output.files import DISK, Files, fill, read_file
from baocao.output.names import commented_name

_MOST = 999


def make_folder_for(folder: Path, files: Files = DISK) -> None:
    """Make the folder and those above it, or find it. Raises BaoCaoError where that cannot be."""
    try:
        files.make_root(folder)
    except (FileExistsError, NotADirectoryError):
        raise BaoCaoError(faults.bad_root(folder)) from None
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, folder)) from error


def put_new(path: Path, data: bytes, files: Files = DISK) -> bool:
    """Write the file; False where anything of that name is there already, which is left as it is.

    Raises BaoCaoError where the disk refuses; then no part of the file is left.
    """
    try:
        handle = files.open_new(path)
    except FileExistsError:
        return False
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error
    try:
        fill(files, handle, path, (data,))
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error
    return True


def put_commented(original: Path, data: bytes, folder: Path | None = None, files: Files = DISK) -> Path:
    """The copy of `original` with comments in it: `x.nhan-xet.docx` beside it, or in `folder`, which is made.

    Nothing is ever replaced: where the name is taken by anything but the same bytes, the next number is used
    (`x.nhan-xet-2.docx`), since people answer comments in the copy. Raises BaoCaoError: what `put_new` and
    `make_folder_for` raise, BN221 where no name is free.
    """
    if folder is not None:
        make_folder_for(folder, files)
    for number in range(1, _MOST + 1):
        path = (folder or original.parent) / commented_name(original.name, number)
        if put_new(path, data, files) or _holds(path, data, files):
            return path
    raise BaoCaoError(faults.no_commented_name(original))


def _holds(path: Path, data: bytes, files: Files) -> bool:
    try:
        return read_file(files, path, len(data)) == data
    except OSError:
        return False
