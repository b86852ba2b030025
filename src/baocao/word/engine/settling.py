"""Tables and drawings of a body: docxtpl repairs the grids and numbers the drawings; here it is done beforehand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from docxtpl import DocxTemplate
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


def settled(text: str, root: etree._Element, source: str) -> str:
    """The source with the numbers of drawings and the grids of tables that docxtpl would write."""
    depths = _depths(root)
    drawings = list(root.iter(_DOCPR))
    if any(depths[e] for e in drawings):
        raise Unsettled
    tables = list(root.iter(TBL))
    varied = [_varies(table, depths) for table in tables]
    if drawings:
        source = _numbered(source, len(drawings))
    return _regridded(text, source, tables, varied) if tables else source


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
    if len(_DOCPR_SOURCE.findall(source)) != count:
        raise Unsettled
    number = FIRST_DRAWING

    def numbered(match: re.Match[str]) -> str:
        nonlocal number
        text, found = _DOCPR_ID.subn(rf'\g<1>"{number}"', match.group(), count=1)
        if not found:
            text = match.group().replace('<wp:docPr', f'<wp:docPr id="{number}"', 1)
        number += 1
        return text

    return _DOCPR_SOURCE.sub(numbered, source)


def _regridded(text: str, source: str, tables: list[etree._Element], varied: list[bool]) -> str:
    """The source with the grids of tables that never vary as docxtpl's `fix_tables` leaves them."""
    try:
        fixed = list(DocxTemplate(None).fix_tables(text).iter(TBL))
    except (AttributeError, TypeError, ValueError, ZeroDivisionError):
        raise Unsettled from None  # docxtpl fails at this table
    new: list[Callable[[re.Match[str]], str]] = []
    for before, after, varies in zip(tables, fixed, varied, strict=True):
        widths = [_widths(t) for t in (before, after)]
        if varies or widths[0] == widths[1]:
            new.append(lambda match: match.group())
        else:
            new.append(lambda _, columns=widths[1]: _grid(columns))  # type: ignore[misc]
    if len(_GRID_SOURCE.findall(source)) != len(new):
        raise Unsettled
    order = iter(new)
    return _GRID_SOURCE.sub(lambda match: next(order)(match), source)


def _widths(table: etree._Element) -> list[str | None]:
    grid = table.find(_GRID)
    return [] if grid is None else [c.get(w('w')) for c in grid.findall(_COLUMN)]


def _grid(columns: list[str | None]) -> str:
    cells = ('<w:gridCol/>' if c is None else f'<w:gridCol w:w="{c}"/>' for c in columns)
    return f'<w:tblGrid>{"".join(cells)}</w:tblGrid>'
