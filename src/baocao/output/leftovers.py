"""What dead runs left half-written in an `out/`, taken away."""

from __future__ import annotations

import os
from pathlib import Path

from baocao.output.files import TEMPORARY, TEMPORARY_START, Files

_LIMIT = 200_000  # names looked at: an `out/` in a home folder must not cost a walk of it


def clear_leftovers(files: Files, root: Path, state: str) -> None:
    """Take away the temporary files of dead runs, known by their names, in all of `root` and directly in its folder
    `state`; what resists stays. Folders inside `state` are not looked into."""
    left = _LIMIT
    folders = [root]
    _clear(files, root / state, [])
    while folders and left > 0:
        folder = folders.pop()
        inner: list[str] = []
        left -= _clear(files, folder, inner)
        folders += [folder / name for name in inner if name != state or folder != root]


def _clear(files: Files, folder: Path, inner: list[str]) -> int:
    """How many names the folder holds; those of its folders are put into `inner`."""
    try:
        entries = files.entries(folder)
    except OSError:
        return 0
    for entry in entries:
        name = entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                inner.append(name)
            elif name.startswith(TEMPORARY_START) and _is_temporary(entry):
                files.remove(folder / name)
        except OSError:
            continue
    return len(entries)


def _is_temporary(entry: os.DirEntry[str]) -> bool:
    return TEMPORARY.fullmatch(entry.name) is not None and entry.is_file(follow_symlinks=False)
