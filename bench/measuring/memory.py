"""Part 4: the memory that one document takes, by the size of its body.

Each measurement is a child process of its own: it prints a small paper first (so that everything is loaded), notes its
resident memory, prints the paper once, and tells how far its peak rose above that. The growth is that of the body x50
less that of the body x1. The data that an engine is given are loaded before; the whole path reads its files itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .table import Table
from .workloads import Workload

MIB = 1 << 20
CHILD = Path(__file__).parent / 'memory_child.py'
#: what is measured without our engine, and the columns
OTHERS = ('docxtpl', 'whole', 'script')


def columns(kinds: Iterable[str]) -> list[str]:
    return [f'{kind} MiB' for kind in kinds]


def row(small: Workload, large: Workload, kinds: Iterable[str], table: Table) -> None:
    """Add to the table how many MiB more the large paper takes than the small one, by what prints it."""
    grown = {kind: peak(kind, large, small) - peak(kind, small, small) for kind in kinds}
    table.add(large.label, {f'{kind} MiB': f'{growth / MIB:.1f}' for kind, growth in grown.items()})


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
