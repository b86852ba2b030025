"""A table of the body written out: grid, merged heads that repeat, cells printed by the samples of their kinds.

ISO 29500-1, 17.4: `w:tblGrid` (17.4.48), `w:gridSpan` (17.4.17), `w:vMerge` (17.4.84), `w:tblHeader` (17.4.49),
`w:cantSplit` (17.4.6). Decree 30/2020 does not say how tables look: single lines, heads in bold, rows unsplit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from baocao.text import EMPTY
from baocao.view.model import Bang, Khoi, O
from baocao.word.pen import Pen

_EDGES = ('top', 'left', 'bottom', 'right', 'insideH', 'insideV')
_BORDERS = ''.join(f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for e in _EDGES)
_MARGINS = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
_CENTRED_KINDS = ('o_dau_bang', 'o_so_cot')
#: a line of 6 pt that stays with the table after it: sets it off from the text before it, and keeps two tables
#: apart, which Word would join
SPACER = (
    b'<w:p><w:pPr><w:keepNext/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    b'</w:pPr></w:p>'
)
#: what a table follows without such a line: nothing, its title, its unit
WITHOUT_SPACER = ('', 'ten_bang', 'don_vi_tinh')


class _Place(Struct, frozen=True):
    """A cell at a column of a row; `below` where it goes on from the row above."""

    cell: O
    column: int
    below: bool


def write(pen: Pen, table: Bang, width: int, show: Callable[[Khoi], None]) -> None:
    """Write the table `width` twips wide; `show` prints a block by the sample of its kind."""
    grid = columns(table.rong, width)
    pen.constant(
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>'.encode()
        + b''.join(b'<w:gridCol w:w="%d"/>' % w for w in grid)
        + b'</w:tblGrid>'
    )
    for row, places in zip(table.hang, _rows(table), strict=True):
        head = '<w:tblHeader/>' if row.dau else ''
        pen.constant(f'<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>'.encode())
        for place in places:
            _cell(pen, place, grid, row.giu_voi_sau, show)
        pen.constant(b'</w:tr>')
    pen.constant(b'</w:tbl>')


def _cell(pen: Pen, place: _Place, grid: tuple[int, ...], keep: bool, show: Callable[[Khoi], None]) -> None:
    cell = place.cell
    width = sum(grid[place.column : place.column + cell.so_cot])
    pen.constant(_cell_head(width, cell.so_cot, cell.so_hang, cell.kieu, place.below))
    for text in (EMPTY,) if place.below else cell.noi_dung or (EMPTY,):
        show(Khoi(cell.kieu, text, giu_voi_sau=keep))
    pen.constant(b'</w:tc>')


# A pure function of a few numbers that all rows of a table share; the cache cannot change a result.
@lru_cache(maxsize=256)
def _cell_head(width: int, so_cot: int, so_hang: int, kieu: str, below: bool) -> bytes:
    span = f'<w:gridSpan w:val="{so_cot}"/>' if so_cot > 1 else ''
    merge = ''
    if so_hang > 1:
        merge = '<w:vMerge/>' if below else '<w:vMerge w:val="restart"/>'
    middle = '<w:vAlign w:val="center"/>' if kieu in _CENTRED_KINDS or so_hang > 1 else ''
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{middle}</w:tcPr>'.encode()


def columns(shares: tuple[int, ...], width: int) -> tuple[int, ...]:
    """The widths of the columns in twips: their shares of `width`, exactly filled."""
    total, done, used = sum(shares), 0, 0
    found: list[int] = []
    for share in shares:
        done += share
        edge = round(width * done / total)
        found.append(edge - used)
        used = edge
    return tuple(found)


def _rows(table: Bang) -> Iterator[tuple[_Place, ...]]:
    """The cells of each row with their columns, those that go on from a row above among them.

    Raises ValueError where the cells do not fill the grid: the view guarantees that they do.
    """
    hanging: dict[int, tuple[O, int]] = {}
    for row in table.hang:
        places: list[_Place] = []
        waiting = iter(row.o)
        column = 0
        following: dict[int, tuple[O, int]] = {}
        while column < len(table.rong):
            above = hanging.get(column)
            cell = above[0] if above else next(waiting, None)
            if cell is None:
                raise ValueError('a row of a table ends before its last column')
            places.append(_Place(cell, column, above is not None))
            left = (above[1] if above else cell.so_hang) - 1
            if left:
                following[column] = (cell, left)
            column += cell.so_cot
        if column != len(table.rong) or next(waiting, None) is not None:
            raise ValueError('a row of a table is wider than its columns')
        hanging = following
        yield tuple(places)
