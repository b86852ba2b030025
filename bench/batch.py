"""How a batch is drafted, beside a docxtpl loop: `python bench/batch.py`. What it measures stands in bench/README.md.

Options: --papers N (10000) or --units N, --quick (100 papers), --parts forms,speed,memory,processes,unchanged,dask,
--rounds N (of speed, processes, unchanged and dask; 1), --peer form,blocks,all-blocks (docxtpl loops;
all), --peer-papers N (of the loops, whose rates are per paper; 3000),
--plain (`baocao soan` over copies of the forms in place of the batch
command; forms, speed, memory and unchanged alone), --folder PLACE (where the offices are written; else a temporary folder).
Instead of the table: --make FOLDER writes the office of the batch, and measures nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from measuring import per_form, trees, units
from measuring.aims import Notes
from measuring.offices import PEERS, Office, cluster
from measuring.table import Table
from measuring.trees import Run

PAPERS, QUICK = 10_000, 100
#: papers that the part `forms` makes; each costs several runs
_MOST_BY_FORM = 120
PROCESSES = 2
MIB = 1024 * 1024


class Setting(NamedTuple):
    """What the parts share: the folder for their offices, how many papers, rounds, whether without the batch command."""

    folder: Path
    papers: int
    rounds: int
    plain: bool
    peers: tuple[str, ...]
    peer_papers: int


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    if options.make:
        make = units.make_plain if options.plain else units.make
        print(make(options.make, _units(options.papers)))
        return
    print(f'cores: {os.cpu_count()}; load before: {os.getloadavg()[0]:.1f}')
    notes = Notes()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        setting = Setting(
            Path(folder), options.papers, options.rounds, options.plain, options.peer, options.peer_papers
        )
        for part in options.parts:
            PARTS[part](setting, notes)
    if notes.noted:
        notes.print()


def _speed(setting: Setting, notes: Notes) -> None:
    """Ours beside the docxtpl loops, each in two processes; the loops over at most so many papers."""
    processes = 1 if setting.plain else PROCESSES
    table = Table(f'Ours and docxtpl loops, processes: {processes}', _COLUMNS)
    fewer = min(setting.papers, setting.peer_papers)
    with _office(setting, setting.papers) as office, _office(setting, fewer) as small:
        small.make_mappings()
        trees.run(small.ours(processes))
        sides: dict[str, Callable[[], Run]] = {
            'ours': lambda: _fresh(office, office.ours(processes), office.out)
        }
        for name in setting.peers:
            sides[name] = lambda name=name: _compared(small, small.peer(processes, name))
        for number, found in _rounds(sides, setting.rounds):
            for name, run in found.items():
                of = office if name == 'ours' else small
                label = name if name == 'ours' else f'docxtpl {name}'
                table.add(f'{label}, round {number}', _cells(of, run))
            for name in setting.peers:
                share = office.papers / small.papers
                wall = found[name].wall * share / found['ours'].wall
                cpu = found[name].cpu * share / found['ours'].cpu
                ratios = {'papers/s': f'{wall:.2f}x', 'CPU ms/paper': f'{cpu:.2f}x'}
                table.add(f'docxtpl {name} / ours, round {number}', ratios)
                notes.note(f'batch {name}', f'round {number}', wall)


def _compared(office: Office, command: list[str]) -> Run:
    """A docxtpl loop whose texts are ours."""
    run = _fresh(office, command, office.peer_out)
    office.assert_same_texts()
    return run


def _memory(setting: Setting, notes: Notes) -> None:
    """The peak of memory of all processes together over a tenth, a hundredth of the papers and all of them."""
    table = Table('Peak of memory of all processes together', _COLUMNS)
    peaks = []
    for papers in (setting.papers // 100, setting.papers // 10, setting.papers):
        with _office(setting, max(papers, 1)) as office:
            run = trees.run(office.ours(PROCESSES), memory=True)
            office.assert_complete(office.out)
            peaks.append(run.peak)
            table.add(f'{office.papers} papers', _cells(office, run))
    notes.note('batch memory', f'{setting.papers} papers', peaks[-1] / peaks[0])


def _processes(setting: Setting, notes: Notes) -> None:
    """None, one and two child processes, in turn."""
    table = Table('Ours by number of child processes', _COLUMNS)
    with _office(setting, setting.papers) as office:
        sides = {
            f'{n} processes': (lambda n=n: _fresh(office, office.ours(n), office.out)) for n in (0, 1, 2)
        }
        for number, found in _rounds(sides, setting.rounds):
            for name, run in found.items():
                table.add(f'{name}, round {number}', _cells(office, run))
            one, two = found['1 processes'], found['2 processes']
            table.add(f'1 / 2, round {number}', {'wall s': f'{one.wall / two.wall:.2f}x'})
            notes.note('batch processes', f'round {number}', one.wall / two.wall)


def _unchanged(setting: Setting, notes: Notes) -> None:
    """A run, and the same again with nothing changed."""
    table = Table('Again with nothing changed', _COLUMNS)
    with _office(setting, setting.papers) as office:
        first = _fresh(office, office.ours(PROCESSES), office.out)
        before = _stamps(office.out)
        table.add('first', _cells(office, first))
        for number in range(1, setting.rounds + 1):
            again = _whole(office, office.ours(PROCESSES), office.out)
            assert _stamps(office.out) == before, 'a paper was written again'
            table.add(f'again, {number}', _cells(office, again))
            notes.note('batch unchanged', f'run {number}', first.wall / again.wall)


def _dask(setting: Setting, notes: Notes) -> None:
    """A Dask scheduler and two workers that were there before, beside two child processes."""
    table = Table('Dask with two workers beside two child processes', _COLUMNS)
    with _office(setting, setting.papers) as office, cluster() as dask:

        def by_dask() -> Run:
            before = dask.cpu()
            run = _fresh(office, office.ours(None, dask.address), office.out)
            return Run(run.wall, run.cpu + dask.cpu() - before)

        sides: dict[str, Callable[[], Run]] = {
            '2 processes': lambda: _fresh(office, office.ours(PROCESSES), office.out),
            'Dask': by_dask,
        }
        for number, found in _rounds(sides, setting.rounds):
            for name, run in found.items():
                table.add(f'{name}, round {number}', _cells(office, run))
            share = found['2 processes'].wall / found['Dask'].wall
            table.add(f'2 processes / Dask, round {number}', {'wall s': f'{share:.2f}x'})


def _forms(setting: Setting, notes: Notes) -> None:
    """Each form by itself, without the command: what a paper costs in one process."""
    table = Table('One form after the other in one process, CPU', per_form.COLUMNS)
    with _office(setting._replace(plain=True), min(setting.papers, _MOST_BY_FORM)) as office:
        for form, times in per_form.measure(office).items():
            per_form.row(form, times, table)


PARTS: dict[str, Callable[[Setting, Notes], None]] = {
    'forms': _forms,
    'speed': _speed,
    'memory': _memory,
    'processes': _processes,
    'unchanged': _unchanged,
    'dask': _dask,
}
#: the parts that can be measured without the batch command
_PLAIN_PARTS = ('forms', 'speed', 'memory', 'unchanged')
_COLUMNS = ('papers', 'wall s', 'papers/s', 'CPU s', 'CPU ms/paper', 'peak MiB (PSS)')


@contextmanager
def _office(setting: Setting, papers: int) -> Iterator[Office]:
    """An office of its own with so many papers or a few more; it is removed afterwards."""
    with tempfile.TemporaryDirectory(dir=setting.folder) as folder:
        office = Office(Path(folder), _units(papers), setting.plain)
        office.make()
        yield office


def _units(papers: int) -> int:
    return -(-papers // len(units.FORMS))


def _fresh(office: Office, command: list[str], out: Path) -> Run:
    """A command that writes all papers into a folder that is not there; what was written before is on disk, so that
    no run waits for another's."""
    shutil.rmtree(out, ignore_errors=True)
    os.sync()
    return _whole(office, command, out)


def _whole(office: Office, command: list[str], out: Path) -> Run:
    """A command that has to leave all papers in a folder."""
    run = trees.run(command)
    office.assert_complete(out)
    return run


def _rounds(sides: Mapping[str, Callable[[], Run]], rounds: int) -> Iterator[tuple[int, dict[str, Run]]]:
    """Each side once in each round; every other round in the opposite order."""
    for number in range(1, rounds + 1):
        names = list(sides) if number % 2 else list(sides)[::-1]
        yield number, {name: sides[name]() for name in names}


def _stamps(out: Path) -> dict[Path, int]:
    """When each paper was written last."""
    return {path: path.stat().st_mtime_ns for path in out.rglob('*.docx')}


def _cells(office: Office, run: Run) -> dict[str, str]:
    cells = {
        'papers': str(office.papers),
        'wall s': f'{run.wall:.2f}',
        'papers/s': f'{office.papers / run.wall:.1f}',
        'CPU s': f'{run.cpu:.2f}',
        'CPU ms/paper': f'{1000 * run.cpu / office.papers:.1f}',
    }
    return cells | ({'peak MiB (PSS)': f'{run.peak / MIB:.1f}'} if run.peak else {})


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument('--papers', type=int)
    parser.add_argument('--units', type=int)
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--parts', type=lambda text: text.split(','))
    parser.add_argument('--rounds', type=int, default=1)
    parser.add_argument('--peer', type=lambda text: tuple(text.split(',')), default=PEERS)
    parser.add_argument('--peer-papers', type=int, default=3000)
    parser.add_argument('--plain', action='store_true')
    parser.add_argument('--folder', type=Path)
    parser.add_argument('--make', type=Path)
    options = parser.parse_args(arguments)
    known = _PLAIN_PARTS if options.plain else tuple(PARTS)
    if strange := {*options.peer} - {*PEERS}:
        parser.error(f'{", ".join(sorted(strange))}: known are {", ".join(PEERS)}')
    options.parts = options.parts or list(known)
    if unknown := {*options.parts} - {*known}:
        parser.error(f'{", ".join(sorted(unknown))}: known are {", ".join(known)}')
    if options.units is not None:
        options.papers = options.units * len(units.FORMS)
    options.papers = options.papers or (QUICK if options.quick else PAPERS)
    return options


if __name__ == '__main__':
    main(sys.argv[1:])
