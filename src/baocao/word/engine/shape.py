"""What the shape of a part tells before any data: where values stand in it, and what docxtpl's finish would do.

docxtpl finishes each part over its whole output: regular expressions turn line breaks into XML, a parse repairs
the grid of tables and numbers the drawings. Here the template's constants are laid out in order, with marks for
values and for the borders of blocks (a skeleton); its regular expressions and lxml are asked once, and the answer
holds for every output as long as blocks can only repeat or drop well-formed pieces.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from docxtpl import DocxTemplate
from jinja2 import nodes
from lxml import etree

from baocao.word.engine.emitting import INERT, Breaks, breaks
from baocao.word.engine.generating import constant
from baocao.word.wordml import RUN, TBL, TC, TR, P, T, w
from baocao.word.xml import WP, XmlFault, parse_own

_PARAGRAPH_BREAK = re.compile(r'\n<w:p([ >])')
# docxtpl's own, in `resolve_listing`
_PARAGRAPH = re.compile(r'<w:p(?: [^>]*)?>.*?</w:p>', re.DOTALL)
_RUN = re.compile(r'<w:r(?: [^>]*)?>.*?</w:r>', re.DOTALL)
_TEXT = re.compile(r'<w:t(?: [^>]*)?>.*?</w:t>', re.DOTALL)
_PPR, _RPR = re.compile(r'<w:pPr>.*?</w:pPr>'), re.compile(r'<w:rPr>.*?</w:rPr>')
_P_BEGIN, _R_BEGIN = re.compile(r'<w:p(?: [^>]*)?>'), re.compile(r'<w:r(?: [^>]*)?>')
_MARK = re.compile(r'<\?([cs]) (\d+)\?>|\ue000([cs])(\d+)\ue001')
_BREAK = re.compile('[\n\t\a\f]')
_DOCPR, _GRID, _COLUMN, _SPAN = f'{{{WP}}}docPr', w('tblGrid'), w('gridCol'), w('gridSpan')
_GRID_SOURCE = re.compile(r'<w:tblGrid>.*?</w:tblGrid>|<w:tblGrid/>', re.DOTALL)
_DOCPR_SOURCE = re.compile(r'<wp:docPr(?=[ />])[^>]*?>')
_DOCPR_ID = re.compile(r'( id=)(?:"[^"]*"|\'[^\']*\')')
#: docxtpl numbers drawings from here
FIRST_DRAWING = 1001


def joined(text: str) -> str:
    """The text without the line ends that docxtpl puts before paragraphs for Jinja's sake."""
    return _PARAGRAPH_BREAK.sub(r'<w:p\1', text)


def split(text: str) -> str:
    """The text with these line ends."""
    return re.sub(r'<w:p([ >])', r'\n<w:p\1', text)


class Unsettled(Exception):
    """The part must be written as a whole, finished and parsed in every render."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known: how the values of `printed` break lines, in their order (None: not known), and the source with
    grids of tables and numbers of drawings as docxtpl would leave them."""

    sites: tuple[Breaks | None, ...]
    source: str


@dataclass(slots=True)
class _Skeleton:
    """The constants of a template in order, with marks `<?s N?>` for values and `<?c N?>` for borders of block N."""

    pieces: list[str] = field(default_factory=list)
    values: list[nodes.Node] = field(default_factory=list)
    blocks: int = 0
    in_tag: bool = False

    def walk(self, tree: Iterable[nodes.Node]) -> None:
        for node in tree:
            if isinstance(node, nodes.Output):
                for child in node.nodes:
                    self.text(child.data) if isinstance(child, nodes.TemplateData) else self.value(child)
            elif isinstance(node, nodes.If):
                self.block(node.body, *(e.body for e in node.elif_), node.else_)
            elif isinstance(node, nodes.For) and not node.recursive:
                self.block(node.body, node.else_)
            elif isinstance(node, (nodes.With, nodes.Scope, nodes.ScopedEvalContextModifier)):
                self.walk(node.body)
            elif isinstance(node, (nodes.For, nodes.CallBlock, nodes.FilterBlock)):
                self.captured(node.body)
                self.value(node)
            elif isinstance(node, (nodes.Macro, nodes.AssignBlock)):
                self.captured(node.body)
            elif not isinstance(node, (nodes.Assign, nodes.ExprStmt)):
                raise Unsettled  # blocks, includes, imports: no such thing without a loader but errors

    def captured(self, body: Iterable[nodes.Node]) -> None:
        """What is captured may be printed anywhere: only text is harmless."""
        if any('<' in data.data for node in body for data in _data(node)):
            raise Unsettled

    def text(self, data: str) -> None:
        data = joined(constant(data))
        begin, end = data.rfind('<'), data.rfind('>')
        self.in_tag = begin > end if begin != end else self.in_tag
        self.pieces.append(data)

    def mark(self, kind: str, number: int) -> None:
        self.pieces.append(f'\ue000{kind}{number}\ue001' if self.in_tag else f'<?{kind} {number}?>')

    def value(self, node: nodes.Node) -> None:
        self.mark('s', len(self.values))
        self.values.append(node)

    def block(self, *bodies: list[nodes.Node]) -> None:
        number = self.blocks
        self.blocks += 1
        for body in bodies:
            self.mark('c', number)
            self.walk(body)
        self.mark('c', number)


def _data(node: nodes.Node) -> Iterable[nodes.TemplateData]:
    if isinstance(node, nodes.TemplateData):
        yield node
    yield from node.find_all(nodes.TemplateData)


def printed(tree: nodes.Template) -> list[nodes.Node]:
    """The nodes whose values go straight to the output, in its order. Raises Unsettled."""
    skeleton = _Skeleton()
    skeleton.walk(tree.body)
    return skeleton.values


def shape(tree: nodes.Template, source: str, is_body: bool, keeps_spaces: bool) -> Shape:
    """The shape of a part. Raises Unsettled where every render has to be parsed.

    `is_body`: docxtpl repairs tables and numbers drawings there. `keeps_spaces`: white space between elements
    survives; where it does not, a value there unsettles the part.
    """
    skeleton = _Skeleton()
    skeleton.walk(tree.body)
    text = ''.join(skeleton.pieces)
    try:
        root = parse_own(text.encode())
    except (XmlFault, UnicodeEncodeError):
        raise Unsettled from None
    _Borders(root, text).check()
    sites = _sites(text, root, len(skeleton.values), keeps_spaces)
    return Shape(tuple(sites), _settle(text, root, source) if is_body else source)


# ---------------------------------------------------------------- blocks


class _Borders:
    """The borders of blocks: what lies between two of one block must be droppable and repeatable."""

    def __init__(self, root: etree._Element, text: str) -> None:
        self.where: dict[str, list[tuple[etree._Element, str]]] = {}
        for item in root.iter():
            if isinstance(item, etree._ProcessingInstruction):
                parent = item.getparent()
                if item.target == 'c' and parent is not None:
                    self.where.setdefault(item.text or '', []).append((parent, ''))
            elif isinstance(item, etree._Element):
                for name, value in item.attrib.items():
                    for mark in _MARK.finditer(str(value)):
                        if mark.group(3) == 'c':
                            self.where.setdefault(mark.group(4), []).append((item, str(name)))
        self.count = len(re.findall(r'<\?c \d+\?>|\ue000c\d+\ue001', text))

    def check(self) -> None:
        if sum(map(len, self.where.values())) != self.count:
            raise Unsettled  # a mark stands outside of the root or in a comment
        for borders in self.where.values():
            if len(set(borders)) == 1:
                continue
            if any(name for _, name in borders):
                raise Unsettled
            parents = [parent for parent, _ in borders]
            if len({_path(p) for p in parents}) > 1 or len({_cell(p) for p in parents}) > 1:
                raise Unsettled


def _path(element: etree._Element) -> tuple[str, ...]:
    return (str(element.tag), *(str(a.tag) for a in element.iterancestors()))


def _cell(element: etree._Element) -> etree._Element | None:
    """The nearest piece of a table around."""
    if element.tag in (TBL, TR, TC):
        return element
    return next(element.iterancestors(TBL, TR, TC), None)


# ---------------------------------------------------------------- values


def _sites(text: str, root: etree._Element, count: int, keeps_spaces: bool) -> list[Breaks | None]:
    """How each value breaks lines: known, not known, or inert since it is not printed as text."""
    found: list[Breaks | None] = [None] * count
    for item in root.iter():
        if isinstance(item, etree._ProcessingInstruction) and item.target == 's':
            parent = item.getparent()
            if parent is not None and parent.tag != T:
                if not keeps_spaces or parent.tag == RUN:
                    raise Unsettled
                found[int(item.text or '0')] = INERT
        elif isinstance(item, etree._Element):
            for value in item.attrib.values():
                for mark in _MARK.finditer(str(value)):
                    if mark.group(3) == 's':
                        found[int(mark.group(4))] = INERT
    wrapped = _wrapped(root)
    homes = _homes(text)
    for paragraph in _PARAGRAPH.finditer(text):
        start = _own_start(_P_BEGIN, text, paragraph.start(), paragraph.end())
        for run in _RUN.finditer(text, start if start >= 0 else paragraph.start(), paragraph.end()):
            for t in _TEXT.finditer(text, run.start(), run.end()):
                if _BREAK.search(t.group()):
                    raise Unsettled
                known = None if start < 0 else _properties(text, homes, (start, paragraph.end()), run.span(), t.span())
                for mark in _MARK.finditer(t.group()):
                    if mark.group(1) == 's' and known is not None:
                        found[int(mark.group(2))] = breaks(*known, is_wrapped=mark.group(2) in wrapped)
    return found


def _homes(text: str) -> list[tuple[int, int, int]]:
    """Each border of a block: its position, and where the block begins and ends."""
    at: dict[str, list[int]] = {}
    for mark in _MARK.finditer(text):
        kind, number = (mark.group(1) or mark.group(3)), (mark.group(2) or mark.group(4))
        if kind == 'c':
            at.setdefault(number, []).append(mark.start())
    return sorted((position, where[0], where[-1]) for where in at.values() for position in where)


def _own_start(begin: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the element of a match really begins (an empty one before it may have been caught); -1 for nested."""
    openings = [m for m in begin.finditer(text, start, end) if not m.group().endswith('/>')]
    last = [m.start() for m in begin.finditer(text, start, end)][-1]
    return last if len(openings) == 1 and openings[0].start() == last else -1


def _within(homes: list[tuple[int, int, int]], span: tuple[int, int], around: tuple[int, int]) -> bool:
    """True where the blocks with a border in the span lie wholly in what is around."""
    first = bisect(homes, (span[0],))
    for position, start, end in homes[first:]:
        if position >= span[1]:
            return True
        if start < around[0] or end >= around[1]:
            return False
    return True


def _wrapped(root: etree._Element) -> set[str]:
    """The numbers of the values in runs that stand in something within their paragraph."""
    return {
        item.text or ''
        for run in root.iter(RUN)
        if (parent := run.getparent()) is not None and parent.tag != P
        for item in run.iter(etree.ProcessingInstruction)
        if item.target == 's'
    }


def _properties(
    text: str,
    homes: list[tuple[int, int, int]],
    paragraph: tuple[int, int],
    run: tuple[int, int],
    t: tuple[int, int],
) -> tuple[str, str] | None:
    """The properties of the run and of the paragraph around one text; None where they depend on a block."""
    begin = _own_start(_R_BEGIN, text, *run)
    if begin < 0 or not _within(homes, (begin, run[1]), t) or not _within(homes, paragraph, paragraph):
        return None
    in_run, in_paragraph = _RPR.search(text, begin, run[1]), _PPR.search(text, *paragraph)
    properties = (in_run.group() if in_run else '', in_paragraph.group() if in_paragraph else '')
    if any(_MARK.search(p) for p in properties) or (in_run and in_run.start() > t[0]):
        return None
    first = bisect(homes, (paragraph[0],))
    if in_paragraph and first < len(homes) and homes[first][0] < in_paragraph.end():
        return None
    return properties


# ---------------------------------------------------------------- tables and drawings


def _settle(text: str, root: etree._Element, source: str) -> str:
    """The source with the numbers of drawings and the grids of tables that docxtpl would write."""
    depths = _depths(root)
    drawings = [e for e in root.iter(_DOCPR)]
    if any(depths[e] for e in drawings):
        raise Unsettled
    tables = list(root.iter(TBL))
    varied = [_varies(table, depths) for table in tables]
    if drawings:
        source = _numbered(source, len(drawings))
    return _regridded(text, source, tables, varied) if tables else source


def _depths(root: etree._Element) -> dict[etree._Element, int]:
    """In how many blocks each element stands."""
    left: dict[str, int] = {}
    for item in root.iter(etree.ProcessingInstruction):
        if item.target == 'c':
            left[item.text or ''] = left.get(item.text or '', 0) + 1
    opened: set[str] = set()
    found: dict[etree._Element, int] = {}
    for item in root.iter():
        if isinstance(item, etree._ProcessingInstruction):
            if item.target == 'c':
                number = item.text or ''
                left[number] -= 1
                (opened.add if left[number] else opened.discard)(number)
        else:
            found[item] = len(opened)
    return found


def _varies(table: etree._Element, depths: Mapping[etree._Element, int]) -> bool:
    """True where the rows of a table depend on blocks; Unsettled where its grid may."""
    for item in table.iter(etree.ProcessingInstruction):
        if next(item.iterancestors(TR, TC, TBL)).tag == TR:
            raise Unsettled
    for element in table.iter(_SPAN, _COLUMN):
        if any(_MARK.search(str(v)) for v in element.attrib.values()):
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
