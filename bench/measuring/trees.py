"""A command measured as a whole: wall clock, CPU time and memory of its process and of all that it starts.

Linux: memory and the CPU time of processes that were there before are read from /proc.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: seconds between two looks at memory
_INTERVAL = 0.08
_PSS = re.compile(rb'^Pss:\s+(\d+) kB', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the wall, CPU seconds of the process and of its children that ended, and the peak of memory in bytes
    where it was asked for (else 0): the largest sum of the proportional set sizes (PSS: pages that processes share
    count once) of the process and its descendants."""

    wall: float
    cpu: float
    peak: int = 0


class Failed(Exception):
    """A command that is measured ended with another code than 0 or FINDINGS; the text is the end of what it said."""


#: how ours ends where a paper has a finding: in ten thousand made-up papers one or two figures look like a slip
FINDINGS = 1


def run(command: Sequence[str], memory: bool = False) -> Run:
    """A command from its start to its end, its output thrown away. Raises Failed."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        watch = _Watch(process.pid) if memory else None
        said = process.stderr.read()[-2000:]
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    peak = watch.stop() if watch is not None else 0
    if process.returncode not in (0, FINDINGS):
        raise Failed(f'{" ".join(command)}: {process.returncode}\n{said.decode(errors="replace")}')
    return Run(wall, usage.ru_utime + usage.ru_stime, peak)


class _Watch:
    """Looks at the memory of a tree of processes until it is stopped."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._ended = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(_INTERVAL):
            self._peak = max(self._peak, sum(map(_pss, tree(self._pid))))

    def stop(self) -> int:
        self._ended.set()
        self._thread.join()
        return self._peak


def tree(pid: int) -> Iterator[int]:
    """A process and its descendants; one that has just ended may be among them."""
    yield pid
    with suppress(OSError):
        for thread in Path(f'/proc/{pid}/task').iterdir():
            with suppress(OSError):
                for child in (thread / 'children').read_text().split():
                    yield from tree(int(child))


def _pss(pid: int) -> int:
    """0 where the process has ended."""
    try:
        found = _PSS.search(Path(f'/proc/{pid}/smaps_rollup').read_bytes())
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0


def cpu_of(pids: Sequence[int]) -> float:
    """The CPU seconds that running processes and their descendants have used since they began."""
    ticks = 0
    for pid in {found for root in pids for found in tree(root)}:
        with suppress(OSError):
            fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf('SC_CLK_TCK')


def baocao(*arguments: str) -> list[str]:
    """The command of `baocao` in this environment."""
    return [sys.executable, '-c', 'from baocao.cli import program; program()', *arguments]
