"""Where the paragraphs of a body stand, counted as people count them, and which of them are its frame."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from baocao.prose import Cell, Kind, composed
from baocao.word import frames
from baocao.word.story import Paragraph
from baocao.word.wordml import PPR, w

DASHES = ('-', '–', '—', '+', '•', '▪')
_CENTRED = ('center', 'right', 'end')
_SECTION = f'{PPR}/{w("sectPr")}'


class Counting:
    """The places of the paragraphs of one body, asked for in reading order, empty ones too.

    Paragraphs that show nothing are not counted, nor are tables that only arrange the frame.
    """

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._frame = frames.Frame()
        self._tables = _tables(paragraphs)
        self._ordinals: dict[int, int] = {}  # of the tables that are data, in their order
        self._places: dict[int, str] = {}
        self._counted = 0
        self._top = -1
        self._ended = False

    def place(self, paragraph: Paragraph, text: str, sign: str) -> tuple[str, Kind | None, Cell | None]:
        """The place in words; the kind where the place decides it (CELL, FRAME); the cell with its table counted."""
        if self._ended:
            self._frame.turn_page()
        self._ended = paragraph.element.find(_SECTION) is not None
        if paragraph.box is not None:
            return f"hộp văn bản ở {self._places[paragraph.box[0]]}", None, None
        if paragraph.top not in (-1, self._top):
            self._frame.break_off(self._tables[paragraph.top])
        self._top = paragraph.top
        found = self._in_table(paragraph) if paragraph.cell else self._outside(paragraph, text, sign)
        self._places[paragraph.number] = found[0]
        return found

    def _in_table(self, paragraph: Paragraph) -> tuple[str, Kind, Cell | None]:
        around, cell = self._tables[paragraph.top], paragraph.cell
        if around or cell is None:
            return around, Kind.FRAME, None
        cell = replace(cell, table=self._ordinals.setdefault(cell.table, len(self._ordinals)))
        place = f"bảng {cell.table + 1}, hàng {cell.row + 1}, cột {cell.column + 1}"
        return place, Kind.CELL, cell

    def _outside(self, paragraph: Paragraph, text: str, sign: str) -> tuple[str, Kind | None, None]:
        if not text.strip():
            return f"sau đoạn {self._counted}" if self._counted else "đầu văn bản", None, None
        self._counted += 1
        numbered = bool(sign) and sign not in DASHES
        held = self._frame.holds(text, paragraph.look.jc in _CENTRED, numbered)
        kind = Kind.FRAME if held or paragraph.look.contents else None
        return f"đoạn {self._counted}", kind, None


def _tables(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """For each outermost table what part of the frame it arranges; '' for data."""
    texts: dict[int, list[str]] = {}
    for paragraph in paragraphs:
        if paragraph.top >= 0:
            texts.setdefault(paragraph.top, []).append(composed(paragraph.letters.raw)[0])
    return {top: frames.of_table(found) for top, found in texts.items()}
