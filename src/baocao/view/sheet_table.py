"""A range of a spreadsheet as a table of the View: its texts as they stand, without marks and references."""

from __future__ import annotations

import re

from baocao import models
from baocao.errors import Level
from baocao.loading.sheets import cell_path
from baocao.sheet import Cell, Sheet
from baocao.text import EMPTY, Data, Mark, Text
from baocao.view.model import Bang, Hang, O
from baocao.view.writer import Writer

#: a cell of the row A B (1) (2) (3=2/1) under the head
_COLUMN_NUMBER = re.compile(r'[(\[]?\s*(\d{1,2}|[A-ZĐ])\s*[)\]]?\s*(?:=.*)?')
_BY_ALIGN = {'left': 'o_chu', 'center': 'o_giua', 'right': 'o_so'}
_HEADS = 1


def sheet_table(writer: Writer, bang: models.Bang, path: str) -> Bang | None:
    """The table; None where it has no row below its head, which is said at the table's own line."""
    sheet = writer.ho_so.sheets.of(bang)
    heads = _HEADS if bang.hang_dau is None else bang.hang_dau
    if heads >= len(sheet.rows):
        writer.report(
            'DL144',
            Level.CHAN,
            f'{path}.tu_tep' if bang.hang_dau is None else f'{path}.hang_dau',
            f"Bảng lấy từ trang tính «{sheet.title}» có {len(sheet.rows)} hàng, trong đó {heads} là hàng đầu bảng, "
            "nên không còn hàng nội dung nào.",
            "Sửa «vung» để lấy đủ các hàng, hoặc sửa «hang_dau» (số hàng đầu bảng).",
        )
        return None
    rows = []
    for i, row in enumerate(sheet.rows):
        numbered = 0 < i <= heads and _is_column_numbers(row)
        is_head = i < heads or (i == heads and numbered and heads > 0)
        rows.append(Hang(tuple(_cell(bang, sheet, c, is_head, numbered) for c in row), dau=is_head))
    return Bang(sheet.widths, tuple(rows))


def _is_column_numbers(row: tuple[Cell, ...]) -> bool:
    """True for a row that numbers the columns: letters or nothing at first, then 1, 2, 3 in every column."""
    shapes = [_COLUMN_NUMBER.fullmatch(cell.text.strip()) for cell in row if cell.text]
    signs = [shape[1] for shape in shapes if shape]
    numbers = [sign for sign in signs if sign.isdecimal()]
    letters = signs[: len(signs) - len(numbers)]
    return (
        len(signs) == len(shapes) > 1
        and len(numbers) > 1
        and not any(sign.isdecimal() for sign in letters)
        and numbers == [str(n) for n in range(int(numbers[0]), int(numbers[0]) + len(numbers))]
        and numbers[0] in '12'
    )


def _cell(bang: models.Bang, sheet: Sheet, cell: Cell, is_head: bool, numbered: bool) -> O:
    kind = _kind(cell)
    if is_head:
        kind = 'o_so_cot' if numbered else 'o_dau_bang'
    marks = Mark.BOLD if cell.bold and not is_head else Mark.NONE
    path = cell_path(bang, sheet.number, cell.at)
    text = Text((Data(cell.text, path, marks=marks),)) if cell.text else EMPTY
    return O((text,), kind, cell.column_span, cell.row_span)


def _kind(cell: Cell) -> str:
    if cell.align:
        return _BY_ALIGN[cell.align]
    return 'o_so' if cell.is_number else 'o_chu'
