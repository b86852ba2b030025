"""A table of a spreadsheet as it is shown: rows of cells with their texts, and what was found in it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from baocao.errors import Finding

#: how the text of a cell stands; '' where the kind of its value decides
Align = Literal['', 'left', 'center', 'right']


class Cell(Struct, frozen=True):
    """A cell: the text that is shown, its name in the sheet (`B7`), the rows and columns it covers."""

    text: str
    at: str
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    align: Align = ''
    is_number: bool = False


class Sheet(Struct, frozen=True):
    """The shown part of a sheet: its title and place in the workbook (from 1), the widths of its columns, and
    for each row the cells that begin in it. Cells and spans fill the grid exactly. `findings` never stop."""

    title: str
    number: int
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    findings: tuple[Finding, ...] = ()


def place_of(title: str, at: str = '') -> str:
    """Where in a workbook something stands, in Vietnamese."""
    return f"trang tính «{title}», ô {at}" if at else f"trang tính «{title}»"
