"""What a paper of a batch does to its process in the tests, in a module that any worker can import."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict

from baocao.batch import run as batches
from baocao.batch.jobs import Job
from baocao.batch.work import Drafting, Made, Refused

#: the folder of the unit whose paper does it
BAD = 'xa-005'


def busy() -> None:
    """Never ends, and never lets another thread of Python run."""
    ctypes.PyDLL(None).sleep(60)


def hungry() -> None:
    """Takes more memory than a worker may."""
    held = []
    while True:
        held.append(bytearray(256 << 20))


def bug() -> None:
    raise RuntimeError('a fault of ours')


def kill_parent() -> None:
    """Ends the worker of a cluster that this process belongs to."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


DEEDS: Mapping[str, Callable[[], object]] = {
    'sleeps': lambda: time.sleep(60),
    'is slow': lambda: time.sleep(1.5),
    'holds the interpreter': busy,
    'ends its process': lambda: os._exit(3),
    'is killed': lambda: os.kill(os.getpid(), signal.SIGKILL),
    'breaks its process': lambda: ctypes.string_at(0),
    'eats memory': hungry,
    'meets a fault of ours': bug,
    'kills its worker': kill_parent,
}


class Wicked(Drafting, frozen=True):
    """The work of a batch in which one paper does a deed before it is drafted; with a `mark` once only, and the file
    says that it did."""

    deed: str
    mark: Path | None = None

    def start(self) -> Callable[[Job], Made | Refused]:
        make = super().start()

        def one(job: Job) -> Made | Refused:
            if BAD in str(job.paper) and not (self.mark and self.mark.exists()):
                if self.mark:
                    self.mark.touch()
                DEEDS[self.deed]()
            return make(job)

        return one


def put(monkeypatch: pytest.MonkeyPatch, deed: str, mark: Path | None = None) -> None:
    """Have the bad paper do it, in whatever process."""
    original = batches._drafting

    def other(*args: Any) -> Drafting:
        return Wicked(**asdict(original(*args)), deed=deed, mark=mark)

    monkeypatch.setattr(batches, '_drafting', other)
