"""The structure of a workbook and of one sheet: what is there, hidden, merged and not yet computed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.parsers import expat

from msgspec import Struct, field

_MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
_RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
_PACKAGE = '{http://schemas.openxmlformats.org/package/2006/relationships}'
_CELL = re.compile(r'\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})')
#: the width of a column that says none, in characters
_WIDTH = 8.43
#: more merged cells are no work of a person
MOST_MERGES = 20_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Broken(Exception):
    """The parts of a workbook do not fit together."""


class Box(Struct, frozen=True):
    """A range of cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    def meets(self, other: Box) -> bool:
        """True where the two have a cell in common."""
        return not (
            self.bottom < other.top
            or other.bottom < self.top
            or self.right < other.left
            or other.right < self.left
        )

    def around(self, other: Box) -> Box:
        """The least range that holds both."""
        return Box(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )


class Named(Struct, frozen=True):
    """A sheet of a workbook: its title, place (from 1), part, and whether people see it."""

    title: str
    number: int
    part: str
    visible: bool


def sheets_of(parts: Mapping[str, bytes]) -> tuple[Named, ...]:
    """The sheets of cells in their order. Raises Broken."""
    office = [t for k, t in _relations(parts, '_rels/.rels').values() if k.endswith('/officeDocument')]
    main = office[0] if office else ''
    folder, name = posixpath.split(main)
    if main not in parts:
        raise Broken
    relations = _relations(parts, f'{folder}/_rels/{name}.rels'.lstrip('/'), folder)
    found = []
    for i, element in enumerate(_tree(parts[main]).iterfind(f'{_MAIN}sheets/{_MAIN}sheet'), 1):
        kind, target = relations.get(element.get(f'{_RELATION}id', ''), ('', ''))
        if kind.endswith('/worksheet') and target in parts:
            visible = element.get('state', 'visible') == 'visible'
            found.append(Named(element.get('name', ''), i, target, visible))
    if not found:
        raise Broken
    return tuple(found)


def _relations(parts: Mapping[str, bytes], part: str, folder: str = '') -> dict[str, tuple[str, str]]:
    """Kind and target of each relationship by its id."""
    if part not in parts:
        raise Broken
    found = {}
    for element in _tree(parts[part]).iterfind(f'{_PACKAGE}Relationship'):
        target = element.get('Target', '')
        whole = target[1:] if target.startswith('/') else posixpath.normpath(posixpath.join(folder, target))
        found[element.get('Id', '')] = (element.get('Type', ''), whole)
    return found


def _tree(content: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError:
        raise Broken from None


def box_of(text: str) -> Box:
    """The range that a text such as `A1:F20` or `B7` names. Raises Broken where it names none."""
    first, _, last = text.partition(':')
    top, left = position(first)
    bottom, right = position(last or first)
    if bottom > LAST_ROW or right > LAST_COLUMN:
        raise Broken
    return Box(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def position(text: str) -> tuple[int, int]:
    """Row and column of a cell by its name. Raises Broken."""
    found = _CELL.fullmatch(text)
    if found is None:
        raise Broken
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord('A') + 1
    return int(found[2]), column


def name_of(row: int, column: int) -> str:
    """The name of a cell: `B7`."""
    return letters(column) + str(row)


def letters(column: int) -> str:
    """The name of a column: `B`."""
    name = ''
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord('A') + rest) + name
    return name


class Structure(Struct):
    """What one sheet says beside its values. `used` is the range of all cells with a value, None for none;
    `waiting` are the formulas of which the file keeps no value."""

    used: Box | None = None
    merged: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    wide: dict[int, float] = field(default_factory=dict)
    width: float = _WIDTH
    waiting: set[tuple[int, int]] = field(default_factory=set)

    def width_of(self, column: int) -> float:
        """The width of a column in characters."""
        return self.wide.get(column, self.width)


def structure_of(content: bytes) -> Structure:
    """The structure of a sheet's part. Raises Broken."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator='}')
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, KeyError):
        raise Broken from None
    return reader.found


class _Reader:
    """Takes the elements of a sheet as they come."""

    def __init__(self) -> None:
        self.found = Structure()
        self.row = self.column = self.named = 0
        self.kind = ''
        self.formula = self.value = self.inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition('}')[2]:
            case 'c':
                self._cell(attributes)
            case 'row':
                self.row = int(attributes.get('r', self.row + 1))
                self.column = 0
                if not 1 <= self.row <= LAST_ROW:
                    raise ValueError
                if _true(attributes.get('hidden')):
                    self.found.hidden_rows.add(self.row)
            case 'v' | 't':
                self.inside = True
            case 'f':
                self.formula = True
            case 'col':
                self._columns(attributes)
            case 'mergeCell':
                if len(self.found.merged) >= MOST_MERGES:
                    raise Broken
                self.found.merged.append(box_or_error(attributes.get('ref', '')))
            case 'sheetFormatPr':
                self.found.width = _width(attributes.get('defaultColWidth', str(_WIDTH)))

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        if 'r' in attributes:
            box = box_or_error(attributes['r'])
            self.column = box.left
            if box.top != self.row:
                raise ValueError
        self.kind = attributes.get('t', 'n')
        self.formula = self.value = False

    def _columns(self, attributes: dict[str, str]) -> None:
        first, last = int(attributes['min']), int(attributes['max'])
        self.named += max(0, last - first + 1)
        if not 1 <= first <= LAST_COLUMN or self.named > 2 * LAST_COLUMN:
            raise ValueError
        if _true(attributes.get('hidden')):
            self.found.hidden_columns.update(range(first, last + 1))
        if 'width' in attributes:
            self.found.wide.update(dict.fromkeys(range(first, last + 1), _width(attributes['width'])))

    def characters(self, text: str) -> None:
        if self.inside and text.strip():
            self.value = True

    def end(self, name: str) -> None:
        match name.rpartition('}')[2]:
            case 'v' | 't':
                self.inside = False
            case 'c':
                if self.formula and not self.value and self.kind != 'str':
                    self.found.waiting.add((self.row, self.column))
                elif not self.value:
                    return
                here = Box(self.row, self.column, self.row, self.column)
                self.found.used = self.found.used.around(here) if self.found.used else here


def box_or_error(text: str) -> Box:
    """As box_of; ValueError is what ends a parse."""
    try:
        return box_of(text)
    except Broken:
        raise ValueError(text) from None


def _width(text: str) -> float:
    """A width as a spreadsheet allows it, 0 to 255 characters."""
    width = float(text)
    if not 0 <= width <= 255:
        raise ValueError(text)
    return width


def _true(value: str | None) -> bool:
    return value in ('1', 'true')
