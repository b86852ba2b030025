"""What checking the figures costs beside reading the YAML, over the samples: `python bench/checking.py`.

CPU time of one process, the two in turn in each round, medians; `ratio` is checking over reading. Reading is bytes
-> nodes with places of all files of a paper; checking is View -> prose -> numerals -> all checks and claims.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / 'tests'))

from samples import PAPERS, sample_names  # noqa: E402

from baocao.checks import Paper, check, collect  # noqa: E402
from baocao.loading import load  # noqa: E402
from baocao.source import read  # noqa: E402
from baocao.view import build, prose_of  # noqa: E402

ROUNDS = 15


def main() -> None:
    print(f'{"paper":62} {"reading ms":>10} {"checking ms":>11} {"ratio":>6}')
    sums = [0.0, 0.0]
    for name in sample_names():
        workspace, paper = PAPERS[name]
        ho_so = load(workspace, paper)
        view = build(ho_so)[0]
        files = [(workspace.root / place).read_bytes() for place in ho_so.inputs]

        def reading(files: list[bytes] = files) -> None:
            for data in files:
                read(data, 'x.yaml')

        def checking(view: object = view, ho_so: object = ho_so) -> None:
            checked = Paper(prose_of(view, ho_so))
            check(checked)
            collect(checked)

        times = interleaved(reading, checking)
        sums = [a + b for a, b in zip(sums, times, strict=True)]
        print(_line(name, *times))
    print(_line('all', *sums))


def interleaved(*works: Callable[[], None]) -> list[float]:
    """The median CPU time of each work in milliseconds, all of them in each round."""
    spent: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(ROUNDS):
        for work, times in zip(works, spent, strict=True):
            begun = time.process_time()
            work()
            times.append((time.process_time() - begun) * 1000)
    return [statistics.median(times) for times in spent]


def _line(name: str, reading: float, checking: float) -> str:
    return f'{name:62} {reading:>10.1f} {checking:>11.1f} {checking / reading:>6.2f}'


if __name__ == '__main__':
    main()
