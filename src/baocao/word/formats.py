"""The format of a run, and what stands in runs as it is: what the pen needs to know of a site."""

from __future__ import annotations

from msgspec import Struct

from baocao.text import Mark
from baocao.word.styles import Look
from baocao.word.widths import text_width


class Format(Struct, frozen=True):
    """The openings of a run, one for each combination of marks, and the one of a note reference.

    Equal openings are the same object, so that the pen sees with `is` whether a run can go on.
    """

    runs: tuple[bytes, ...]
    note: bytes
    look: Look

    def width(self, text: str, marks: Mark) -> float:
        """The width of a text at this site in twips."""
        look = self.look
        return text_width(
            text.upper() if look.caps else text, look.points, look.bold or bool(marks & Mark.BOLD)
        )


class Item(Struct, frozen=True):
    """Fixed content of a run at its site: escaped text, or an element such as a tab."""

    format: Format
    data: bytes
    is_text: bool
    width: float = 0.0
