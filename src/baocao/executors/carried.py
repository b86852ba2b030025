"""A work whose files travel with it, to workers that do not see the folder they are in."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from baocao.executors.protocol import Work


class Movable(Protocol):
    """A work that finds its files in whatever folder they are put into."""

    def at(self, folder: Path) -> Work[Any, Any]:
        """The same work over the files in this folder."""
        ...


class Unpacked:
    """The files of a carried work in a folder of this process, gone when this is closed or forgotten."""

    def __init__(self, carried: Carried, inside: Path | None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix='baocao-', dir=inside, ignore_cleanup_errors=True)
        with zipfile.ZipFile(io.BytesIO(carried.packed)) as pack:
            pack.extractall(self._folder.name)  # never leads out of the folder
        self.work = carried.work.at(Path(self._folder.name))

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()


class Carried(Struct, frozen=True):
    """A work with the files that it reads, packed once; each worker of a cluster unpacks them once.

    On one machine it has no use: there every worker sees the folder.
    """

    work: Movable
    packed: bytes

    @classmethod
    def of(cls, work: Movable, files: Mapping[str, bytes]) -> Carried:
        """The work with its files: contents by name, relative to the folder, with `/` between the parts."""
        pack = io.BytesIO()
        with zipfile.ZipFile(pack, 'w', zipfile.ZIP_DEFLATED) as into:
            for name, data in files.items():
                into.writestr(name, data)
        return cls(work, pack.getvalue())

    def start(self) -> Callable[[Any], Any]:
        """See `Work.start`; the folder is there as long as the function is used."""
        unpacked = Unpacked(self, None)
        return partial(_do, unpacked.work.start(), unpacked)


def _do(do: Callable[[Any], Any], _: Unpacked, job: Any) -> Any:
    """Do a job while its files are held."""
    return do(job)
