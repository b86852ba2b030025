"""Part 4: what a larger body costs, in memory and in time.

Memory: each measurement is a child process of its own. It prints a small paper first (so that everything is loaded), notes
its resident memory, prints the paper once, and tells how far its peak rose above that. The growth is that of the largest
body less that of the body x1. The data that an engine is given are loaded before; the whole path reads its files itself.

Time: all sizes of a paper in turn in each round; `linear` is the time for each further body between the two largest sizes
over that between the two smallest, so that the fixed part of a document does not hide a growth that is worse than linear.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from baocao.mau import Templates

from . import engines, whole
from .aims import Notes
from .rounds import Told, Work, interleaved, steepening
from .table import Table
from .workloads import Workload

MIB = 1 << 20
CHILD = Path(__file__).parent / 'growth_child.py'
#: whose memory is measured besides that of our engine with each deflater
OTHERS = ('docxtpl', 'script', 'whole')


def kinds() -> tuple[str, ...]:
    """Whose memory is measured."""
    return (*OTHERS, *engines.usable_deflaters())


def columns() -> list[str]:
    """The columns of the table of this part."""
    return [*(f'{kind} MiB' for kind in kinds()), 'engine linear', 'whole linear']


def row(works: Mapping[int, Workload], rounds: int, table: Table, notes: Notes) -> None:
    """Add a paper to the table, given its workloads by the size of the body; what it says of the aims to the notes."""
    small, large = works[min(works)], works[max(works)]
    grown = {kind: (peak(kind, large, small) - peak(kind, small, small)) / MIB for kind in kinds()}
    cells = {f'{kind} MiB': f'{growth:.1f}' for kind, growth in grown.items()}
    for kind, growth in grown.items():
        if kind == 'whole':
            notes.note('whole memory', large.label, growth)
        elif kind not in OTHERS:
            notes.note('memory', f'{large.label}, {kind}', growth)
    for name, make in (('engine', _by_engine), ('whole', _by_files)):
        if (growth_of_time := linear(works.values(), rounds, make)) is not None:
            notes.note('linear' if name == 'engine' else 'whole linear', large.label, growth_of_time)
            cells[f'{name} linear'] = f'{growth_of_time:.2f}'
    table.add(large.label, cells)


def linear(works: Iterable[Workload], rounds: int, make: Callable[[Workload], Work]) -> float | None:
    """How much steeper the time grows at last than at first; None where nothing can be said."""
    times = interleaved({str(work.paper.times): make(work) for work in works}, rounds)
    return steepening({int(size): t.ms for size, t in times.items()})


def _by_engine(work: Workload) -> Work:
    return partial(engines.compiled(work).render, work.mapping)


def _by_files(work: Workload) -> Work:
    """The whole path, each run over another text."""
    templates, texts = Templates(), whole.variants(work.paper.path.read_text(encoding='utf-8'))

    def run() -> Told:
        work.paper.path.write_text(next(texts), encoding='utf-8')
        return Told(whole.seconds(partial(whole.ours, work.paper, templates)))

    return run


def peak(kind: str, work: Workload, warm: Workload) -> int:
    """The bytes by which the peak of a child process rises over its resident memory while it prints a paper."""
    orders = json.dumps({'kind': kind, 'works': [_order(warm), _order(work)]})
    told = subprocess.run(
        [sys.executable, str(CHILD)], input=orders, capture_output=True, text=True, check=True
    )
    return int(told.stdout.split()[0])


def _order(work: Workload) -> dict[str, object]:
    return {
        'template': str(work.template),
        'mapping': work.mapping,
        'path': str(work.paper.path),
        'inputs': [str(work.paper.workspace.root / name) for name in work.inputs],
    }
