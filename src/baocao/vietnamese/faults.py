"""The refusals of this room: what is wrong and how to mend it, in Vietnamese, without a place."""

from __future__ import annotations


class BadValue(ValueError):
    """A value that cannot be read. `problem` and `remedy` are Vietnamese sentences, never empty.

    Both stand in `args`, so the exception crosses processes; the caller knows the place and makes the
    finding.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f'{self.problem} {self.remedy}'


def shown(text: str, limit: int = 60) -> str:
    """The value as a sentence shows it: on one line, cut with an ellipsis past `limit` characters."""
    line = ' '.join(text[: limit * 4].split())
    cut = len(line) > limit or len(text) > limit * 4
    return f"«{line[:limit]}…»" if cut else f"«{line}»"
