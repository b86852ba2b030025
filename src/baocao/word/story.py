"""The paragraphs of a story (body, note, cell, text box) in reading order, each with its place in its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from baocao.prose import Cell
from baocao.word.letters import BOX, Letters, Walk, is_whole
from baocao.word.looks import Look, Looks
from baocao.word.wordml import PPR, RPR, SDT_CONTENT, TBL, TC, TR, P, value, w
from baocao.word.xml import MC

_SDT, _WRAPPERS = w('sdt'), frozenset(w(n) for n in ('customXml', 'ins', 'moveTo'))
_ALTERNATIVES, _CHOICE, _FALLBACK = (f'{{{MC}}}{n}' for n in ('AlternateContent', 'Choice', 'Fallback'))
_GONE = frozenset((w('del'), w('moveFrom')))
_VALUE, _OFF = w('val'), ('0', 'false', 'off')
_WIDEST = 63  # columns that Word gives a table; a cell that claims more cannot be right
_MARK = f'{PPR}/{RPR}'


class Paragraph(Struct, frozen=True):
    """A paragraph as it is read; several in the file where the marks between them are deleted but tracked.

    `number` is its ordinal in the story from 0. `cell` is its place in the innermost table, whose ordinal counts
    all tables of the story, `top` the ordinal of the outermost. In a text box `box` is the number of the paragraph
    around it and the ordinal of its anchor there.
    """

    number: int
    element: etree._Element
    letters: Letters
    look: Look
    cell: Cell | None = None
    top: int = -1
    box: tuple[int, int] | None = None


class _Around(Struct, frozen=True):
    """What stands around a paragraph."""

    cell: Cell | None = None
    top: int = -1
    box: tuple[int, int] | None = None


@dataclass
class Story:
    """The reading of one part: numbers of paragraphs and tables count over all of its containers."""

    root: etree._Element
    looks: Looks
    _walk: Walk = field(init=False)
    _paragraphs: int = 0
    _tables: int = 0

    def __post_init__(self) -> None:
        self._walk = Walk(self.looks, is_whole(self.root))

    def read(self, container: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs of the body or of a note; the same ones with the same numbers every time."""
        yield from self._blocks(container, _Around())

    def _blocks(self, container: etree._Element, around: _Around) -> Iterator[Paragraph]:
        letters, last = Letters(), None
        for block in blocks(container):
            if block.tag == TBL:
                yield from self._table(block, around)
                continue
            look, last = self.looks.of(block), block
            self._walk.read(block, look.hidden, look.bold, letters)
            if not _is_joined(block):
                yield from self._paragraph(block, letters, look, around)
                letters, last = Letters(), None
        if last is not None:
            yield from self._paragraph(last, letters, self.looks.of(last), around)

    def _paragraph(
        self, element: etree._Element, letters: Letters, look: Look, around: _Around
    ) -> Iterator[Paragraph]:
        number = self._paragraphs
        self._paragraphs += 1
        yield Paragraph(number, element, letters, look, around.cell, around.top, around.box)
        for index, anchor in enumerate(letters.anchors):
            if anchor.element.tag == BOX:
                yield from self._blocks(anchor.element, _Around(box=around.box or (number, index)))

    def _table(self, table: etree._Element, around: _Around) -> Iterator[Paragraph]:
        number = self._tables
        self._tables += 1
        top = number if around.top < 0 else around.top
        for cell, element in _cells(table, number):
            yield from self._blocks(element, replace(around, cell=cell, top=top))


def blocks(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, seen through controls and the outcome of tracked changes."""
    return _seen(container, (P, TBL))


def _seen(container: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    for child in container:
        inner: etree._Element | None = None
        if child.tag in wanted:
            yield child
        elif child.tag == _SDT:
            inner = child.find(SDT_CONTENT)
        elif child.tag in _WRAPPERS:
            inner = child
        elif child.tag == _ALTERNATIVES:
            inner = child.find(_CHOICE)
            inner = child.find(_FALLBACK) if inner is None else inner
        if inner is not None:
            yield from _seen(inner, wanted)


def _is_joined(paragraph: etree._Element) -> bool:
    """True where the mark of the paragraph is deleted, so that it runs on into the next (17.13.5.15)."""
    mark = paragraph.find(_MARK)
    return mark is not None and any(child.tag in _GONE for child in mark)


def _cells(table: etree._Element, number: int) -> list[tuple[Cell, etree._Element]]:
    """The cells of a table that are shown, row by row, with their place in the grid."""
    found: list[tuple[Cell, etree._Element]] = []
    open_cells: dict[int, int] = {}  # column -> index in `found` of the cell that merges downwards
    head, index = True, -1
    for row in _seen(table, (TR,)):
        properties = row.find(w('trPr'))
        if properties is not None and properties.find(w('del')) is not None:
            continue
        index += 1
        head = head and _is_on(properties, 'tblHeader')
        column = _count(properties, 'gridBefore', 0)
        above, open_cells = open_cells, {}
        left = -1
        for element in _seen(row, (TC,)):
            own = element.find(w('tcPr'))
            width = max(_count(own, 'gridSpan', 1), 1)
            if _merge(own, 'hMerge') == 'continue' and left >= 0:
                cell, around = found[left]
                found[left] = replace(cell, columns=cell.columns + width), around
            elif _merge(own, 'vMerge') == 'continue' and column in above:
                left = open_cells[column] = above[column]
                cell, around = found[left]
                found[left] = replace(cell, rows=index - cell.row + 1), around
            elif own is None or own.find(w('cellDel')) is None:
                left = len(found)
                found.append((Cell(number, index, column, 1, width, head), element))
                if _merge(own, 'vMerge'):
                    open_cells[column] = left
            column += width
    return found


def _merge(properties: etree._Element | None, name: str) -> str:
    """`restart`, `continue` (also where nothing is said, 17.4.85), '' for a cell that is not merged."""
    found = None if properties is None else properties.find(w(name))
    return '' if found is None else found.get(_VALUE) or 'continue'


def _count(properties: etree._Element | None, name: str, default: int) -> int:
    text = value(properties, name) or ''
    return min(int(text), _WIDEST) if text.isascii() and text.isdigit() and len(text) < 7 else default


def _is_on(properties: etree._Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(w(name))
    return found is not None and found.get(_VALUE) not in _OFF
