"""What was to be reached, and in how many of the measured papers it was."""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass

from .table import Table


@dataclass(frozen=True, slots=True)
class Aim:
    """A number that is to be at least, or at most, a limit."""

    words: str
    limit: float
    at_least: bool = True

    def fits(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


AIMS = {
    'chuan': Aim("engine, zlib 6: times as fast as docxtpl", 10),
    'docxtemplater': Aim("engine, zlib 6: times as fast as docxtemplater", 8),
    'chuan bytes': Aim("engine, zlib 6: % of docxtpl's bytes", 100, at_least=False),
    'nhanh': Aim("engine, nhanh: times as fast as docxtpl", 18),
    'nhanh bytes': Aim("engine, nhanh: % of docxtpl's bytes", 102, at_least=False),
    'rat-nhanh': Aim("engine, rat-nhanh: times as fast as docxtpl", 30),
    'rat-nhanh bytes': Aim("engine, rat-nhanh: % of docxtpl's bytes", 115, at_least=False),
    'linear': Aim("engine: growth of time at last over growth at first", 1.1, at_least=False),
    'whole': Aim("files to document: times as fast as the script", 5),
    'whole linear': Aim("files to document: the same growth of time", 1.1, at_least=False),
    'oneshot': Aim("one command: share of the script's time", 0.6, at_least=False),
    'memory': Aim("engine: MiB more for the largest body than for x1", 10, at_least=False),
    'whole memory': Aim("files to document: MiB more for the largest body than for x1", 10, at_least=False),
    'batch form': Aim("batch: times as many papers per second as docxtpl, text in the templates", 5),
    'batch blocks': Aim("batch: the same, docxtpl with a loop over the blocks of the form", 5),
    'batch all-blocks': Aim("batch: the same, docxtpl with a loop over every kind of block", 5),
    'batch memory': Aim("batch: peak of memory over that of a hundredth of the papers", 1.1, at_least=False),
    'batch processes': Aim("batch: times as fast with two processes as with one", 1.5),
    'batch unchanged': Aim("batch: times as fast with nothing changed", 20),
}


class Notes:
    """The values that the parts note for the aims while they measure."""

    def __init__(self) -> None:
        self.noted: dict[str, list[tuple[float, str, float | None]]] = defaultdict(list)

    def note(self, aim: str, label: str, value: float, floor: float | None = None) -> None:
        """Note a value for an aim; `floor` is what deflating and writing alone would reach."""
        assert aim in AIMS
        self.noted[aim].append((value, label, floor))

    def print(self) -> None:
        """The table of the aims that something was noted for."""
        table = Table(
            "Aims", ('aim', 'reached in', 'median', 'worst', 'of the missed, missed by the floor too')
        )
        for name, aim in AIMS.items():
            if not (found := self.noted.get(name)):
                continue
            missed = [entry for entry in found if not aim.fits(entry[0])]
            beyond = [floor for _, _, floor in missed if floor is not None and not aim.fits(floor)]
            worst, label, _ = min(found) if aim.at_least else max(found)
            cells = {
                'aim': f'{">=" if aim.at_least else "<="} {aim.limit:g}',
                'reached in': f'{len(found) - len(missed)} of {len(found)}',
                'median': f'{statistics.median(value for value, *_ in found):.3g}',
                'worst': f'{worst:.3g} ({label})',
            }
            if missed:
                cells['of the missed, missed by the floor too'] = f'{len(beyond)} of {len(missed)}'
            table.add(aim.words, cells)
