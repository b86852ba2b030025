"""What the batch is measured with: an office with its batch, the templates of docxtpl, the commands of both sides."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import peer_forms, peer_mappings, units
from .texts import paragraphs
from .trees import baocao, cpu_of

_LOOP = Path(__file__).parent / 'peer_loop.py'
_BLOCKS = Path(__file__).parent / 'peer_blocks.py'
#: the docxtpl loops by name: text in the templates; a loop over blocks, with the form's kinds or with every kind
PEERS = ('form', *peer_mappings.KINDS)
#: how many units have their texts compared
_SAMPLE = 12
_CLUSTER_WORKERS = 2


@dataclass(frozen=True, slots=True)
class Office:
    """An office of so many units under a folder; `plain` has a copy of each form for each unit and no batch file."""

    folder: Path
    count: int
    plain: bool = False

    @property
    def papers(self) -> int:
        return self.count * len(units.FORMS)

    @property
    def out(self) -> Path:
        """Where our papers go."""
        return self.folder / 'ra'

    @property
    def peer_out(self) -> Path:
        return self.folder / 'ra-docxtpl'

    def make(self) -> None:
        """Write the office, and the templates of docxtpl."""
        units.make(self.folder / 'office', self.count)
        if self.plain:
            units.make_plain(self.folder / 'plain', self.count)
        (self.folder / 'peer').mkdir()
        with _scratch(self.folder / 'scratch') as scratch:
            for path in peer_forms.make(scratch).values():
                shutil.copy(path, self.folder / 'peer')

    def ours(self, processes: int | None, cluster: str = '') -> list[str]:
        """Our command, with as many child processes (0: none) or on a cluster."""
        if self.plain:
            return baocao('soan', str(self.folder / 'plain' / units.BATCH), '-o', str(self.out))
        batch = str(self.folder / 'office' / units.BATCH / units.BATCH_FILE)
        where = ('--cum', cluster) if cluster else ('--tien-trinh', str(processes))
        return baocao('soan-hang-loat', batch, '-o', str(self.out), *where)

    def make_mappings(self) -> None:
        """Write what the loops over blocks are given."""
        (self.folder / 'given').mkdir()
        peer_mappings.make(self.folder / 'given', self.count)

    def peer(self, processes: int, name: str = 'form') -> list[str]:
        """The command of a docxtpl loop."""
        if name != 'form':
            given = self.folder / 'given'
            blocks = (given / 'mappings', given / name, self.peer_out)
            return [sys.executable, str(_BLOCKS), *map(str, blocks), '--processes', str(processes)]
        places = (self.folder / 'office' / units.BATCH, self.folder / 'peer', self.peer_out)
        return [sys.executable, str(_LOOP), *map(str, places), '--processes', str(processes)]

    def assert_complete(self, out: Path) -> None:
        """Raise AssertionError where not every paper is there."""
        found = len(_documents(out))
        assert found == self.papers, f'{out}: {found} papers, expected {self.papers}'

    def assert_same_texts(self) -> None:
        """Raise AssertionError where a paper of ours and of docxtpl differ in a paragraph, over some units."""
        ours, theirs = _documents(self.out), _documents(self.peer_out)
        step = max(1, self.count // _SAMPLE)
        for unit in units.units(self.count)[::step]:
            for form in units.FORMS:
                pair = [paragraphs(found[unit.code, form.stem].read_bytes()) for found in (ours, theirs)]
                differing = [both for both in zip(*pair, strict=False) if both[0] != both[1]]
                assert pair[0] == pair[1], f'{unit.code}/{form.stem}: {differing[:3]}'


def _documents(out: Path) -> dict[tuple[str, str], Path]:
    """The papers of an output folder by unit and form, without the copies that are kept of them."""
    found = {}
    for path in out.rglob('*.docx'):
        if not any(part.startswith('.') for part in path.relative_to(out).parts):
            found[path.parent.name, path.stem.removesuffix('-iii')] = path
    return found


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask scheduler with its workers on this machine: its address, its processes."""

    address: str
    pids: tuple[int, ...]

    def cpu(self) -> float:
        """The CPU seconds that it has used since it began."""
        return cpu_of(self.pids)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A scheduler and two workers of one thread each, ready for work; they are ended afterwards."""
    from distributed import Client

    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        port = free.getsockname()[1]
    address = f'tcp://127.0.0.1:{port}'
    scheduler = ('scheduler', '--host', '127.0.0.1', '--port', str(port), '--no-dashboard')
    worker = ('worker', address, '--nthreads', '1', '--no-dashboard')
    started: list[subprocess.Popen[bytes]] = []
    try:
        for arguments in (scheduler, *[worker] * _CLUSTER_WORKERS):
            started.append(_dask(*arguments))
        with Client(address, timeout='60s') as client:
            client.wait_for_workers(_CLUSTER_WORKERS, timeout=60)
        yield Cluster(address, tuple(process.pid for process in started))
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(timeout=30)


def _dask(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, '-m', f'distributed.cli.dask_{arguments[0]}', *arguments[1:]]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
