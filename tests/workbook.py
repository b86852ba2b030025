"""Workbooks for tests: made by openpyxl, or written by hand where openpyxl would refuse."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl

from baocao.sheet import Sheet, read


def workbook(
    cells: Mapping[str, Any], formats: Mapping[str, str] | None = None, title: str = 'Biểu 1'
) -> Any:
    """A workbook of one sheet with these cells and number formats."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for at, value in cells.items():
        page[at] = value
    for at, code in (formats or {}).items():
        page[at].number_format = code
    return book


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(data: bytes, change: Mapping[str, bytes | None]) -> bytes:
    """The package with some parts replaced or added (None: left out)."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, content in change.items():
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


SHEET_PART = 'xl/worksheets/sheet1.xml'


def with_sheet(xml: str, data: bytes | None = None) -> bytes:
    """A workbook whose one sheet holds this XML between its root tags."""
    space = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    part = f'<worksheet xmlns="{space}">{xml}</worksheet>'.encode()
    return repacked(data or saved(workbook({})), {SHEET_PART: part})


def taken(data: bytes, sheet: str | None = None, area: str | None = None, **most: int) -> Sheet:
    """The sheet as read."""
    limits = {'most_columns': 40, 'most_rows': 5000, **most}
    return read(data, 'bieu.xlsx', sheet, area, **limits)


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]
