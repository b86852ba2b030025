"""Files given to a person: put where nothing stands, never over anything."""

from __future__ import annotations

from pathlib import Path

from baocao.errors import BaoCaoError
from baocao.output import faults
from baocao.output.files import DISK, Files, fill


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
        fill(files, handle, path, data)
    except OSError as error:
        raise BaoCaoError(faults.disk_fault(error, path)) from error
    return True
