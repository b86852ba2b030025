"""What the shape of a part tells before any data: where values stand in it, and what docxtpl's finish would do.

docxtpl finishes each part over its whole output: regular expressions turn line breaks into XML, a parse repairs
the grid of tables and numbers the drawings. Here the template's constants are laid out in order, with marks for
values and for the borders of blocks (a skeleton); its regular expressions and lxml are asked once, and the answer
holds for every output as long as blocks can only repeat or drop well-formed pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import nodes
from lxml import etree
from msgspec import Struct, field

from baocao.word.engine.emitting import Breaks
from baocao.word.engine.generating import constant
from baocao.word.engine.marks import MARK, Unsettled, marks, written
from baocao.word.engine.settling import settled
from baocao.word.engine.values import sites
from baocao.word.wordml import TBL, TC, TR
from baocao.word.xml import XmlFault, parse_own


def joined(text: str) -> str:
    """The text without the line ends that docxtpl puts before paragraphs for Jinja's sake."""
    return text.replace('\n<w:p ', '<w:p ').replace('\n<w:p>', '<w:p>')


def split(text: str) -> str:
    """The text with these line ends."""
    return re.sub(r'<w:p([ >])', r'\n<w:p\1', text)


class Shape(Struct, frozen=True):
    """What is known: how the values of `printed` break lines, in their order (None: not known), and the source with
    grids of tables and numbers of drawings as docxtpl would leave them."""

    sites: tuple[Breaks | None, ...]
    source: str


class _Skeleton(Struct):
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
        if MARK.search(data):
            raise Unsettled  # the template has what looks like a mark
        begin, end = data.rfind('<'), data.rfind('>')
        self.in_tag = begin > end if begin != end else self.in_tag
        self.pieces.append(data)

    def mark(self, kind: str, number: int) -> None:
        self.pieces.append(written(kind, number, self.in_tag))

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
    found = sites(text, root, len(skeleton.values), keeps_spaces)
    return Shape(tuple(found), settled(root, source) if is_body else source)


# ---------------------------------------------------------------- blocks


class _Borders:
    """The borders of blocks: what lies between two of one block must be droppable and repeatable."""

    def __init__(self, root: etree._Element, text: str) -> None:
        self.where: dict[str, list[tuple[etree._Element, str]]] = {}
        for element, name, number in marks(root, 'c'):
            self.where.setdefault(number, []).append((element, name))
        self.count = sum('c' in mark.groups() for mark in MARK.finditer(text))

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
