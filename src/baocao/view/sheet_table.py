"""A range of a spreadsheet as a table of the View: its texts as they stand, without marks and references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from baocao import models
from baocao.errors import Level
from baocao.loading.sheets import cell_path
from baocao.regexes import regex
from baocao.text import EMPTY, Data, Mark, Text
from baocao.view.model import Bang, Hang, O
from baocao.view.writer import Writer

if TYPE_CHECKING:
    from baocao.sheet import Cell, Sheet

#: a cell of the row A B (1) (2) (3=2/1) under the head
_COLUMN_NUMBER = regex(r'[(\[]?\s*(\d{1,2}|[A-ZĐ])\s*[)\]]?\s*(?:=.*)?')
_BY_ALIGN = {'left': 'o_chu', 'center': 'o_giua', 'right': 'o_so'}
_HEADS = 1
_LONGEST_WORD = 16


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
    return Bang(_widths(sheet), tuple(rows))


def _widths(sheet: Sheet) -> tuple[int, ...]:
    """The widths of the sheet, wider where a number or a date would break."""
    widths = list(sheet.widths)
    for row in _placed(sheet):
        for column, cell in row:
            if cell.column_span == 1:
                longest = max((len(word) for word in cell.text.split()), default=0)
                widths[column] = max(widths[column], min(longest, _LONGEST_WORD) + 2)
    return tuple(widths)


def _placed(sheet: Sheet) -> Iterator[list[tuple[int, Cell]]]:
    """The cells of each row with the columns they begin in."""
    taken = [0] * len(sheet.widths)
    for row in sheet.rows:
        done, column = [], 0
        for cell in row:
            while taken[column]:
                column += 1
            done.append((column, cell))
            for covered in range(column, column + cell.column_span):
                taken[covered] = cell.row_span
            column += cell.column_span
        taken = [max(0, left - 1) for left in taken]
        yield done


def _is_column_numbers(row: tuple[Cell, ...]) -> bool:
    """True for a row that numbers the columns: letters at first, then 1, 2, 3 (two columns only in parentheses:
    else they could be figures)."""
    filled = [cell.text.strip() for cell in row if cell.text]
    shapes = [_COLUMN_NUMBER.fullmatch(text) for text in filled]
    signs = [shape[1] for shape in shapes if shape]
    numbers = [sign for sign in signs if sign.isdecimal()]
    if len(signs) < len(filled) or not numbers or numbers[0] not in '12' or signs[-len(numbers) :] != numbers:
        return False
    sure = len(filled) > 2 or any(text.startswith('(') for text in filled)
    return sure and numbers == [str(int(numbers[0]) + i) for i in range(len(numbers))]


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
