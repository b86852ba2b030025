"""Disks that die, refuse or forget at a chosen operation."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from baocao.output.files import Disk, Files


class Crash(BaseException):
    """The process is dead: nothing that it wanted to clean up is done."""


@dataclass
class Script:
    """What happens at the operation `at` (from 1 on): 'before' or 'after' it the process dies, or it is cut
    in the 'middle' (half a write), or it is refused once with the error `number`."""

    at: int = 0
    when: str = 'never'
    number: int = 0
    calls: list[str] = field(default_factory=list)
    dead: bool = False

    def run(self, name: str, real: Callable[..., object], *args: object) -> object:
        if self.dead:
            raise Crash
        self.calls.append(name)
        if len(self.calls) != self.at:
            return real(*args)
        if self.number:
            raise OSError(self.number, os.strerror(self.number))
        self.dead = True
        if self.when == 'after':
            with suppress(OSError):
                real(*args)
        elif self.when == 'middle' and name == 'write':
            handle, data = args
            assert isinstance(data, memoryview)
            real(handle, data[: len(data) // 2])
        raise Crash


class ScriptedDisk:
    """The real disk, every operation of it under a script."""

    def __init__(self, script: Script, disk: Files | None = None) -> None:
        self._script = script
        self._disk = disk or Disk()

    def __getattr__(self, name: str) -> Callable[..., object]:
        real = getattr(self._disk, name)
        return lambda *args: self._script.run(name, real, *args)


class VolatileDisk(Disk):
    """A disk that loses, when the power goes, all that was not synced: bytes of files and names in folders."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: dict[int, Path] = {}
        self._unsynced: dict[Path, int] = {}  # the bytes of the file that are on the disk
        self._renames: list[tuple[Path, bytes | None]] = []

    def open_new(self, path: Path) -> int:
        handle = super().open_new(path)
        self._paths[handle] = path
        return handle

    def open_append(self, path: Path) -> int:
        handle = super().open_append(path)
        self._paths[handle] = path
        return handle

    def write(self, handle: int, data: memoryview) -> int:
        self._unsynced.setdefault(self._paths[handle], os.fstat(handle).st_size)
        return super().write(handle, data)

    def sync(self, handle: int) -> None:
        super().sync(handle)
        self._unsynced.pop(self._paths[handle], None)

    def replace(self, source: Path, target: Path) -> None:
        old = target.read_bytes() if target.exists() else None
        super().replace(source, target)
        self._renames.append((target, old))
        if source in self._unsynced:
            self._unsynced[target] = self._unsynced.pop(source)

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._renames = [(t, old) for t, old in self._renames if t.parent != folder]

    def power_off(self, keep_renames_of: str) -> None:
        """Forget what was not synced. Renames that were not synced survive only under one folder: systems
        may bring them to the disk in any order."""
        for path, kept in self._unsynced.items():
            if path.exists():
                path.write_bytes(path.read_bytes()[:kept])
        for target, old in reversed(self._renames):
            if target.parent.name == keep_renames_of:
                continue
            if old is None:
                target.unlink(missing_ok=True)
            else:
                target.write_bytes(old)
