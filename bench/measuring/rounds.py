"""Works measured in turn: CPU times of each in each round, and what they say of each other."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: what one round of a work may do: itself, several times, in this process; or anything that tells its own CPU time
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Times:
    """CPU seconds of one work, a value for each round."""

    seconds: tuple[float, ...]

    @property
    def ms(self) -> float:
        """The median in milliseconds."""
        return statistics.median(self.seconds) * 1000

    def over(self, other: Times) -> Ratio:
        """How many times as long this took as the other, by rounds."""
        return Ratio(tuple(a / b for a, b in zip(self.seconds, other.seconds, strict=True)))


@dataclass(frozen=True, slots=True)
class Ratio:
    """The ratio of two works in each round."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        return f'{_short(self.median)} ({_short(min(self.values))}-{_short(max(self.values))})'


def _short(ratio: float) -> str:
    return f'{ratio:.0f}' if ratio >= 100 else f'{ratio:.1f}' if ratio >= 10 else f'{ratio:.2f}'


@dataclass(frozen=True, slots=True)
class Told:
    """A work that tells the CPU seconds it took, because it runs in another process."""

    seconds: float


def interleaved(works: Mapping[str, Work], rounds: int, least: float = 0.02) -> dict[str, Times]:
    """The times of the works, all of them in each round, in turn; one round before the first warms them up.

    A short work is repeated within a round until it has taken about `least` seconds, and its time divided.
    """
    repeats = {name: _repeats(work, least) for name, work in works.items()}
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(_once(work, repeats[name]))
    return {name: Times(tuple(values)) for name, values in found.items()}


def steepening(ms: Mapping[int, float]) -> float | None:
    """How much steeper the time of a paper grows at last than at first, by sizes of its body: 1 is linear, whatever the
    fixed part. None where there are not three sizes, or the growth at first is too small to be told from chance."""
    if len(ms) < 3:
        return None
    sizes = sorted(ms)
    if ms[sizes[1]] < 1.5 * ms[sizes[0]]:
        return None
    first, last = ((ms[b] - ms[a]) / (b - a) for a, b in (sizes[:2], sizes[-2:]))
    return last / first


def _once(work: Work, repeats: int) -> float:
    """The seconds of a work; garbage of the one before is not charged to it."""
    gc.collect()
    begun = time.process_time()
    told = [work() for _ in range(repeats)]
    spent = time.process_time() - begun
    if isinstance(told[0], Told):
        spent = sum(t.seconds for t in told if isinstance(t, Told))
    return spent / repeats


def _repeats(work: Work, least: float) -> int:
    work()
    return max(1, round(least / max(_once(work, 1), 1e-6)))
