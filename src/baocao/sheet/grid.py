"""The grid of the shown rows and columns of an area, its merged cells clipped to what is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from msgspec import Struct

from baocao.sheet.model import Align, Cell
from baocao.sheet.structure import Box, Structure, letters, name_of

#: row and column
Place = tuple[int, int]


class Value(Struct, frozen=True):
    """What a cell shows, and how."""

    text: str
    bold: bool = False
    align: Align = ''
    is_number: bool = False


class Grid:
    """The rows and columns of an area that are shown. `heads` are the cells that cover others: the cell whose
    value they show, their rows and columns. `overlap` names a cell where two merged ranges meet."""

    def __init__(self, structure: Structure, box: Box) -> None:
        self.structure, self.box = structure, box
        rows, columns = range(box.top, box.bottom + 1), range(box.left, box.right + 1)
        self.rows = [r for r in rows if r not in structure.hidden_rows]
        self.columns = [c for c in columns if c not in structure.hidden_columns]
        self.heads: dict[Place, tuple[Place, int, int]] = {}
        self.covered: set[Place] = set()
        self.overlap = ''

    def hidden(self) -> tuple[list[str], list[str]]:
        """The names of the hidden rows and columns."""
        box = self.box
        return (
            [str(r) for r in range(box.top, box.bottom + 1) if r in self.structure.hidden_rows],
            [letters(c) for c in range(box.left, box.right + 1) if c in self.structure.hidden_columns],
        )

    def merge(self) -> None:
        """Lay the merged ranges over the grid, until two of them meet."""
        for merged in self.structure.merged:
            if not merged.meets(self.box):
                continue
            rows = self.rows[bisect_left(self.rows, merged.top) : bisect_right(self.rows, merged.bottom)]
            columns = self.columns[
                bisect_left(self.columns, merged.left) : bisect_right(self.columns, merged.right)
            ]
            places = {(r, c) for r in rows for c in columns}
            if not places:
                continue
            if not places.isdisjoint(self.covered):
                self.overlap = name_of(rows[0], columns[0])
                return
            self.covered |= places
            self.heads[rows[0], columns[0]] = ((merged.top, merged.left), len(rows), len(columns))

    def needed(self) -> frozenset[Place]:
        """The cells whose values are shown."""
        alone = {(r, c) for r in self.rows for c in self.columns} - self.covered
        return frozenset(alone | {source for source, _, _ in self.heads.values()})

    def used(self, values: Mapping[Place, Value]) -> Box | None:
        """The least range that holds all that is shown; None where nothing is."""
        found: Box | None = None
        for r in self.rows:
            for c in self.columns:
                source = self.heads[r, c][0] if (r, c) in self.heads else (r, c)
                covered = (r, c) in self.covered and (r, c) not in self.heads
                filled = source in self.structure.waiting or values.get(source, Value('')).text
                if not covered and filled:
                    here = Box(r, c, r, c)
                    found = found.around(here) if found else here
        return found

    def widths(self) -> tuple[int, ...]:
        """The widths of the columns in characters."""
        return tuple(max(1, round(self.structure.width_of(c))) for c in self.columns)

    def filled(self, values: Mapping[Place, Value]) -> tuple[tuple[Cell, ...], ...]:
        """The rows, each with the cells that begin in it."""
        return tuple(
            tuple(
                self._cell((r, c), values)
                for c in self.columns
                if (r, c) not in self.covered or (r, c) in self.heads
            )
            for r in self.rows
        )

    def _cell(self, place: Place, values: Mapping[Place, Value]) -> Cell:
        source, rows, columns = self.heads.get(place, (place, 1, 1))
        value = values.get(source, Value(''))
        at = name_of(*source)
        return Cell(value.text, at, rows, columns, value.bold, value.align, value.is_number)
