"""A table as Markdown, its columns known before the first row so that each row is printed when it is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Table:
    """Prints its head at once, then each row that is added; a cell that is not there is a dash."""

    def __init__(self, title: str, columns: Sequence[str]) -> None:
        self.columns = columns
        print(f'\n## {title}\n')
        print('| | ' + ' | '.join(columns) + ' |')
        print('|---' * (len(columns) + 1) + '|', flush=True)

    def add(self, label: str, cells: Mapping[str, str]) -> None:
        unknown = cells.keys() - set(self.columns)
        assert not unknown, unknown
        print(f'| {label} | ' + ' | '.join(cells.get(c, '-') for c in self.columns) + ' |', flush=True)
