"""What dead runs left half-written in an `out/`, taken away."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from baocao.output.files import TEMPORARY, TEMPORARY_START, Files

_LIMIT = 50_000  # names looked at: an `out/` in a home folder must not cost a walk of it


def clear_leftovers(files: Files, root: Path, state: str) -> None:
    """Take away the temporary files of dead runs, known by their names, in all of `root` and directly in its folder
    `state`; what resists stays. Folders inside `state` are not looked into."""
    left = _LIMIT
    folders = [root / state, root]
    while folders and left > 0:
        folder = folders.pop()
        try:
            entries = files.entries(folder)
        except OSError:
            continue
        left -= len(entries)
        _clear(files, folder, entries)
        if folder.parent != root or folder.name != state:
            folders += [folder / name for name in _folders(entries) if name != state or folder != root]


def _clear(files: Files, folder: Path, entries: Iterable[os.DirEntry[str]]) -> None:
    for entry in entries:
        name = entry.name
        if name.startswith(TEMPORARY_START) and TEMPORARY.fullmatch(name):
            with suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    files.remove(folder / name)


def _folders(entries: Iterable[os.DirEntry[str]]) -> list[str]:
    found: list[str] = []
    for entry in entries:
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False):
                found.append(entry.name)
    return found
