"""What tags cannot say: rules under heading lines, tables that may lose their rows, keep-with-next.

Decree 30/2020, Phụ lục I, Phần I, Mục II: the rule under the name of the body (2) and under the trích yếu (5a)
is 1/3 to 1/2 of the text line; the one under the motto (1) is as long as the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from baocao.word.nodes import Fill, KeepNext, MeasureClose, MeasureOpen, Node, Rule, WholeClose, WholeOpen
from baocao.word.styles import Styles
from baocao.word.tags import TARGET, instruction
from baocao.word.wordml import (
    ENDNOTE,
    FOOTNOTE,
    FTR,
    HDR,
    PPR,
    PPR_ORDER,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    P,
    W,
    paragraph_properties,
    position,
    value,
    w,
)

#: the names of the styles of rules; their ids too, so that a rule stays one where only its style's name is changed
RULE_SHARES = {'đường kẻ': 0.4, 'đường kẻ dài': 1.0}
_RULE_IDS = {'DuongKe': 0.4, 'DuongKeDai': 1.0}
_CELL_MARGIN = 108
#: A4 with the margins of the Decree, 30 mm left and 15 mm right (Phụ lục I, Phần I, Mục I, khoản 3)
PAGE_TEXT_WIDTH = 9354
_FILLED = (TC, HDR, FTR, FOOTNOTE, ENDNOTE)


class Layout:
    """Puts instructions into one part; `nodes` are what they stand for."""

    def __init__(self, styles: Styles, page_width: int) -> None:
        self.styles, self.page_width = styles, page_width
        self.nodes: list[Node] = []

    def instruction(self, node: Node) -> etree._ProcessingInstruction:
        """The instruction that stands for a node of this part."""
        self.nodes.append(node)
        return instruction('n', len(self.nodes) - 1)

    def share(self, paragraph: etree._Element) -> float | None:
        """The share of the line above that a rule paragraph takes; None for other paragraphs."""
        return rule_share(paragraph, self.styles)

    def rules(self, root: etree._Element) -> tuple[dict[etree._Element, int], list[etree._Element]]:
        """The paragraphs above rules with their containers' numbers; the rule paragraphs."""
        above: dict[etree._Element, int] = {}
        rules = [p for p in root.iter(P) if self.share(p) is not None]
        containers: dict[etree._Element, int] = {}
        for rule in rules:
            parent = rule.getparent()
            if parent is None:
                continue
            number = containers.setdefault(parent, len(containers))
            for before in rule.itersiblings(P, preceding=True):
                if self.share(before) is None:
                    above[before] = number
        for rule in rules:
            parent = rule.getparent()
            if parent is not None:
                self._rule(rule, containers[parent])
        return above, rules

    def _rule(self, paragraph: etree._Element, container: int) -> None:
        properties = paragraph_properties(paragraph)
        for old in properties.findall(w('ind')):
            properties.remove(old)
        width = container_width(paragraph, self.styles, self.page_width)
        node = Rule(container, self.share(paragraph) or 1.0, width)
        properties.insert(position(properties, 'ind', PPR_ORDER), self.instruction(node))

    def measure(self, paragraph: etree._Element, container: int) -> None:
        """Let the pen measure what this paragraph prints."""
        first = 1 if paragraph.find(PPR) is not None else 0
        paragraph.insert(first, self.instruction(MeasureOpen()))
        paragraph.append(self.instruction(MeasureClose(container)))

    def keep_next(self, paragraph: etree._Element, slot: int) -> None:
        """Let the block in the slot decide on keep-with-next, unless the sample always has it."""
        properties = paragraph_properties(paragraph)
        if properties.find(w('keepNext')) is None:
            properties.insert(position(properties, 'keepNext', PPR_ORDER), self.instruction(KeepNext(slot)))

    def guard(self, root: etree._Element) -> None:
        """Guard the tables, rows and cells whose direct content depends on tags."""
        for element in reversed(list(root.iter(TBL, TR))):
            if _tagged(element):
                element.addprevious(self.instruction(WholeOpen()))
                element.addnext(self.instruction(WholeClose('tr' if element.tag == TBL else 'tc')))
        for element in reversed(list(root.iter(*_FILLED))):
            if _tagged(element):
                element.append(self.instruction(Fill()))


def rule_share(paragraph: etree._Element, styles: Styles) -> float | None:
    """The share of the line above that a rule paragraph takes, by its style; None for other paragraphs."""
    ident = value(paragraph.find(PPR), 'pStyle')
    by_name = RULE_SHARES.get(styles.name(ident).casefold())
    return _RULE_IDS.get(ident or '') if by_name is None else by_name


def _tagged(element: etree._Element) -> bool:
    """True where a tag stands among the children, also inside a content control."""
    for child in element:
        if isinstance(child, etree._ProcessingInstruction):
            if child.target == TARGET:
                return True
        elif child.tag == w('sdt'):
            inner = child.find(SDT_CONTENT)
            if inner is not None and _tagged(inner):
                return True
    return False


def container_width(paragraph: etree._Element, styles: Styles, page_width: int) -> int:
    """The width in twips that the paragraph has: its cell without margins, or the text of the page."""
    cell = next(paragraph.iterancestors(TC), None)
    if cell is None:
        return _section_width(paragraph) or page_width
    table = next(cell.iterancestors(TBL), None)
    return max(1, _cell_width(cell) - sum(_margin(cell, table, styles, s) for s in ('left', 'right')))


def _cell_width(cell: etree._Element) -> int:
    own = cell.find(f'{w("tcPr")}/{w("tcW")}')
    if own is not None and own.get(w('type'), 'dxa') == 'dxa' and (own.get(w('w')) or '').isdigit():
        return int(own.get(w('w')) or 0)
    row, table = cell.getparent(), next(cell.iterancestors(TBL), None)
    if row is None or table is None:
        return PAGE_TEXT_WIDTH
    grid = [int(c.get(w('w')) or 0) for c in table.iterfind(f'{w("tblGrid")}/{w("gridCol")}')]
    start = sum(_span(c) for c in cell.itersiblings(TC, preceding=True))
    return sum(grid[start : start + _span(cell)]) or PAGE_TEXT_WIDTH


def _span(cell: etree._Element) -> int:
    found = value(cell, 'tcPr', 'gridSpan') or '1'
    return int(found) if found.isdigit() else 1


def _margin(cell: etree._Element, table: etree._Element | None, styles: Styles, side: str) -> int:
    for found in _margin_sources(cell, table, styles):
        for name in (side, {'left': 'start', 'right': 'end'}[side]):
            element = found.find(w(name))
            if element is not None and (element.get(w('w')) or '').isdigit():
                return int(element.get(w('w')) or 0)
    return _CELL_MARGIN


def _margin_sources(
    cell: etree._Element, table: etree._Element | None, styles: Styles
) -> Iterator[etree._Element]:
    yield from cell.iterfind(f'{w("tcPr")}/{w("tcMar")}')
    if table is not None:
        yield from table.iterfind(f'{w("tblPr")}/{w("tblCellMar")}')
        style = styles.by_id.get(value(table, 'tblPr', 'tblStyle') or '')
        if style is not None:
            yield from style.iterfind(f'{w("tblPr")}/{w("tblCellMar")}')


def page_text_width(root: etree._Element) -> int:
    """The text width of the last section of a document in twips."""
    found = root.find(f'{{{W}}}body/{{{W}}}sectPr')
    return (_width(found) if found is not None else None) or PAGE_TEXT_WIDTH


def _section_width(paragraph: etree._Element) -> int | None:
    """The text width of the paragraph's section: the first section mark from it on."""
    for item in (paragraph, *paragraph.itersiblings(P, w('sectPr'))):
        found = item if item.tag == w('sectPr') else item.find(f'{PPR}/{w("sectPr")}')
        if found is not None:
            return _width(found)
    return None


def _width(section: etree._Element) -> int | None:
    size, margins = section.find(w('pgSz')), section.find(w('pgMar'))
    if size is None or margins is None:
        return None
    try:
        return (
            int(size.get(w('w')) or 0) - int(margins.get(w('left')) or 0) - int(margins.get(w('right')) or 0)
        )
    except ValueError:
        return None
