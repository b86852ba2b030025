"""Collector of the findings of one template: all of them are told at once."""

from __future__ import annotations

from baocao.errors import BaoCaoError, Finding, Level, Span


class Faults:
    """Findings gathered while one template is compiled. `name` is the template as the user knows it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._found: dict[Finding, None] = {}

    @property
    def found(self) -> tuple[Finding, ...]:
        """The findings so far, each once, in the order in which they were met."""
        return tuple(self._found)

    def add(
        self,
        code: str,
        place: str,
        problem: str,
        remedy: str,
        excerpt: str = '',
        level: Level = Level.CHAN,
    ) -> None:
        """Note a fault at a place inside the Word file; the excerpt is the tag."""
        self.extend(Finding(code, level, Span(self.name, place=place), problem, remedy, excerpt))

    def extend(self, *findings: Finding) -> None:
        """Note findings made elsewhere."""
        self._found.update(dict.fromkeys(findings))

    @property
    def stop(self) -> bool:
        """True where something was found that forbids using the file."""
        return any(f.level.stops for f in self._found)

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """The findings that do not stop."""
        return tuple(f for f in self._found if not f.level.stops)

    def raise_stopping(self) -> None:
        """Raise BaoCaoError with everything that stops, if anything does."""
        if self.stop:
            raise BaoCaoError(*(f for f in self._found if f.level.stops))
