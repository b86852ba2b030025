"""Tables and drawings of a body: docxtpl repairs the grids and numbers the drawings; here it is done beforehand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from lxml import etree

from baocao.word.engine.marks import MARK, Unsettled, marks
from baocao.word.wordml import TBL, TC, TR, w
from baocao.word.xml import WP

_DOCPR, _GRID, _COLUMN, _SPAN = f'{{{WP}}}docPr', w('tblGrid'), w('gridCol'), w('gridSpan')
_GRID_SOURCE = re.compile(r'<w:tblGrid>.*?</w:tblGrid>|<w:tblGrid/>', re.DOTALL)
_DOCPR_SOURCE = re.compile(r'<wp:docPr(?=[ />])[^>]*?>')
_DOCPR_ID = re.compile(r'( id=)(?:"[^"]*"|\'[^\']*\')')
#: docxtpl numbers drawings from here
FIRST_DRAWING = 1001


def settled(root: etree._Element, source: str) -> str:
    """The source with the numbers of drawings and the grids of tables that docxtpl would write. Changes the root."""
    depths = _depths(root)
    drawings = list(root.iter(_DOCPR))
    if any(depths[e] for e in drawings):
        raise Unsettled
    varied = [_varies(table, depths) for table in root.iter(TBL)]
    if drawings:
        source = _numbered(source, len(drawings))
    return _regridded(root, source, varied) if varied else source


def _depths(root: etree._Element) -> dict[etree._Element, int]:
    """In how many blocks each element stands."""
    left = Counter(number for _, name, number in marks(root, 'c') if not name)
    opened: set[str] = set()
    found: dict[etree._Element, int] = {}
    for item in root.iter():
        if not isinstance(item, etree._ProcessingInstruction):
            found[item] = len(opened)
        elif item.target == 'c':
            number = item.text or ''
            left[number] -= 1
            (opened.add if left[number] else opened.discard)(number)
    return found


def _varies(table: etree._Element, depths: Mapping[etree._Element, int]) -> bool:
    """True where the rows of a table depend on blocks; Unsettled where its grid may."""
    for item in table.iter(etree.ProcessingInstruction):
        if next(item.iterancestors(TR, TC, TBL)).tag == TR:
            raise Unsettled
    for element in table.iter(_SPAN, _COLUMN):
        if any(MARK.search(str(v)) for v in element.attrib.values()):
            raise Unsettled
    grid = table.find(_GRID)
    rows = list(table.iter(TR))
    if grid is None or all(depths[row] == depths[table] for row in rows):
        return False
    columns = len(grid.findall(_COLUMN))
    fixed = [_width(row) for row in rows if depths[row] == depths[table]]
    if max(len(row.findall(TC)) for row in rows) > columns or max(fixed, default=0) < columns:
        raise Unsettled
    return True


def _width(row: etree._Element) -> int:
    """Columns that the cells of a row cover."""
    spans = (cell.find(f'{w("tcPr")}/{_SPAN}') for cell in row.findall(TC))
    return sum(1 if span is None else int(span.get(w('val')) or 1) for span in spans)


def _numbered(source: str, count: int) -> str:
    """The source with its drawings numbered in order."""
    found = _DOCPR_SOURCE.findall(source)
    if len(found) != count or any('{' in tag for tag in found):
        raise Unsettled
    number = FIRST_DRAWING

    def numbered(match: re.Match[str]) -> str:
        nonlocal number
        text, replaced = _DOCPR_ID.subn(rf'\g<1>"{number}"', match.group(), count=1)
        if not replaced:
            text = match.group().replace('<wp:docPr', f'<wp:docPr id="{number}"', 1)
        number += 1
        return text

    return _DOCPR_SOURCE.sub(numbered, source)


def _regridded(root: etree._Element, source: str, varied: list[bool]) -> str:
    """The source with the grids of tables that never vary as docxtpl leaves them."""
    tables = list(root.iter(TBL))
    before = [_columns(table) for table in tables]
    repair(root)
    new: list[Callable[[str], str]] = []
    for old, columns, varies in zip(before, map(_columns, tables), varied, strict=True):
        new.append(str if varies or columns == old else partial(_grid, columns))
    if len(_GRID_SOURCE.findall(source)) != len(new):
        raise Unsettled
    order = iter(new)
    return _GRID_SOURCE.sub(lambda match: next(order)(match.group()), source)


def _columns(table: etree._Element) -> tuple[str | None, ...]:
    """The widths of the columns; none for a table without a grid."""
    return tuple(c.get(w('w')) for c in table.iterfind(f'{_GRID}/{_COLUMN}'))


def _grid(columns: tuple[str | None, ...], _: str) -> str:
    cells = ('<w:gridCol/>' if c is None else f'<w:gridCol w:w="{c}"/>' for c in columns)
    return f'<w:tblGrid>{"".join(cells)}</w:tblGrid>'


# ---------------------------------------------------------------- what docxtpl does to every output


def repair(root: etree._Element) -> None:
    """Give every table as many columns as its rows have cells, and the widths that docxtpl's `fix_tables` computes.

    A table at which docxtpl fails (no grid, no widths, a span that is no number) stays as it is.
    """
    for table in root.iter(TBL):
        grid = table.find(_GRID)
        if grid is not None:
            with suppress(TypeError, ValueError):
                _repair(grid, list(table.iter(TR)), next(table.iter(_SPAN), None) is not None)


def _repair(grid: etree._Element, rows: list[etree._Element], has_spans: bool) -> None:
    columns = grid.findall(_COLUMN)
    widths = [float(c.get(w('w')) or 'nan') for c in columns]
    cells = [len(row.findall(TC)) for row in rows]
    covered = max(map(_width, rows) if has_spans else cells, default=0)
    lacking = max(cells, default=0) - len(columns)
    if lacking > 0 and sum(widths) > 0:
        average, new = sum(widths) / len(columns), sum(widths) / (len(columns) + lacking)
        widths = [float(int(width)) for width in (*(x * new / average for x in widths), *[new] * lacking)]
    elif covered >= len(widths):
        return
    if covered < len(widths):
        gone, widths = sum(widths[covered:]), widths[:covered]
        extra = int(gone / len(widths)) if widths else 0
        widths = [width + extra for width in widths]
    _fit(grid, columns, [int(width) for width in widths])


def _fit(grid: etree._Element, columns: list[etree._Element], widths: Sequence[int]) -> None:
    for column in columns[len(widths) :]:
        grid.remove(column)
    columns = columns + [etree.SubElement(grid, _COLUMN) for _ in widths[len(columns) :]]
    for column, width in zip(columns, widths, strict=False):
        column.set(w('w'), str(width))


def number(root: etree._Element) -> None:
    """Number the drawings in order, as docxtpl's `fix_docpr_ids` does."""
    for identity, drawing in enumerate(root.iter(_DOCPR), FIRST_DRAWING):
        drawing.set('id', str(identity))
