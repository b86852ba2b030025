"""Where the time of one paper goes, by modules: the whole path of ours, and docxtpl."""

from __future__ import annotations

import cProfile
import pstats
import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import cast

from baocao.mau import Templates

from . import engines, whole
from .workloads import Workload

RUNS = 5
_PACKAGE = re.compile(r'.*/(?:site-packages|src|python3\.\d+)/(.+)\.py$')


def print_profile(work: Workload) -> None:
    """Print for ours and for docxtpl the share of each module, without what it calls in others; C functions stand by
    their names."""
    templates = Templates()
    _print(f'ours, {work.label}', partial(whole.ours, work.paper, templates))
    _print(f'docxtpl, {work.label}', partial(engines.docxtpl, work))


def _print(title: str, run: Callable[[], object]) -> None:
    run()
    profile = cProfile.Profile()
    for _ in range(RUNS):
        profile.runcall(run)
    own: dict[str, float] = defaultdict(float)
    for (file, _, function), (_, _, seconds, _, _) in cast('_Stats', pstats.Stats(profile)).stats.items():
        found = _PACKAGE.match(file)
        own[found[1] if found else f'{function}'] += seconds
    total = sum(own.values())
    print(f'\n## {title}: {1000 * total / RUNS:.1f} ms under the profiler\n')
    for name, seconds in sorted(own.items(), key=lambda pair: -pair[1])[:25]:
        print(f'{100 * seconds / total:5.1f} %  {name}')


class _Stats:
    """What pstats keeps: (file, line, function) -> (calls, primitive calls, own seconds, seconds, callers)."""

    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
