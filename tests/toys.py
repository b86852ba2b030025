"""A work for the tests of the executors, in a module that children can import: each job tells what it does."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from baocao.errors import BaoCaoError, Finding, Level, Span

Job = tuple[Any, ...]


def square(number: int) -> int:
    return number * number


def pid() -> int:
    return os.getpid()


def note(path: str, then: str = 'pid', *rest: Any) -> Any:
    """Write down this process and go on."""
    with Path(path).open('a') as notes:
        notes.write(f'{os.getpid()}\n')
    return DEEDS[then](*rest)


def once(path: str, then: str, *rest: Any) -> Any:
    """Do it the first time only."""
    if Path(path).exists():
        return 'done'
    Path(path).touch()
    return DEEDS[then](*rest)


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return 'slept'


def spin() -> None:
    """Busy for ever without letting another thread of Python run."""
    re.match('(a+)+$', 'a' * 60 + 'b')


def leave(code: int) -> None:
    os._exit(code)


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kill_parent() -> None:
    time.sleep(0.5)  # a cluster gives up a worker that dies while it starts
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def segfault() -> None:
    ctypes.string_at(0)


def eat() -> None:
    held = []
    while True:
        held.append(bytes(1 << 22))  # counted though untouched, so quick on a busy machine


def divide() -> float:
    return 1 / 0


def function() -> Callable[[], int]:
    return lambda: 1


def quit_it() -> None:
    sys.exit(3)


class Odd(BaseException):
    pass


def odd() -> None:
    raise Odd


def bytes_of(size: int) -> bytes:
    return b'x' * size


def speak() -> str:
    print('words for nobody', flush=True)
    os.write(2, b'more words for nobody')
    return 'spoken'


def handles() -> list[str]:
    """The files that this process holds open."""
    found = []
    for entry in list(Path('/proc/self/fd').iterdir()):
        with contextlib.suppress(OSError):  # the one of the listing itself
            found.append(str(entry.readlink()))
    return found


def read(path: str) -> str:
    return Path(path).read_text(encoding='utf-8')


class Unreadable:
    """Can be sent, cannot be received."""

    def __reduce__(self) -> Any:
        return divide, ()


def collections() -> int:
    """How often the collector went through all that this process holds."""
    return int(gc.get_stats()[2]['collections'])


DEEDS: dict[str, Callable[..., Any]] = {
    'square': square,
    'pid': pid,
    'note': note,
    'once': once,
    'sleep': sleep,
    'spin': spin,
    'leave': leave,
    'kill': kill,
    'kill parent': kill_parent,
    'segfault': segfault,
    'eat': eat,
    'divide': divide,
    'function': function,
    'quit': quit_it,
    'odd': odd,
    'bytes': bytes_of,
    'speak': speak,
    'handles': handles,
    'read': read,
    'unreadable': Unreadable,
    'collections': collections,
}


def do(job: Job) -> Any:
    return DEEDS[job[0]](*job[1:])


class Toys(Struct, frozen=True):
    """Does what each job says."""

    def start(self) -> Callable[[Job], Any]:
        return do


class Refusing(Struct, frozen=True):
    """Does not start, and says why."""

    def start(self) -> Callable[[Job], Any]:
        raise BaoCaoError(Finding('HT999', Level.CHAN, Span('x'), 'Không được.', 'Thôi.'))


class Stillborn(Struct, frozen=True):
    """Takes its process with it when it starts."""

    def start(self) -> Callable[[Job], Any]:
        os._exit(5)


class Reading(Struct, frozen=True):
    """Reads files below a folder: a job is a name."""

    folder: str = ''

    def at(self, folder: Path) -> Reading:
        return Reading(str(folder))

    def start(self) -> Callable[[Job], Any]:
        return lambda job: (str(Path(self.folder)), (Path(self.folder) / job[0]).read_bytes())
