"""A section after the signature as it is written: its mark, its paper, its own pages (ISO 29500-1, 17.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from baocao.word.nodes import Nodes, run_all
from baocao.word.pen import Pen

#: the slot of the section while its file prints it; loops of the file come after it and its turn
SECTION_SLOT = 1
_BREAK = (
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    b'<w:rPr><w:sz w:val="2"/></w:rPr>%b</w:pPr></w:p>'
)
#: the paragraph that Word wants after the last table of a document (17.2.2), too thin for a page of its own
_LAST = _BREAK % b''
#: widths and heights of paper in twips, upright
_PAPER = {'A4': (11906, 16838), 'A3': (16838, 23811)}


class Layout(Struct, frozen=True):
    """What a section prints and how wide its margins are, in twips: top, right, bottom, left, header, footer."""

    nodes: Nodes
    margins: tuple[int, int, int, int, int, int]


class Sections(Struct, frozen=True):
    """Closes the body: its own section mark, and after it each section that the view has, in order.

    `layouts` maps the name of a field of the view to the layout of its sections; `main` is the mark of the
    paper's own section, `references` the headers and footers of the others.
    """

    layouts: Mapping[str, Layout]
    main: bytes
    references: bytes
    first_page: bool

    def run(self, pen: Pen) -> None:
        frame, width, mark = pen.ledger.frame, pen.width, self.main
        for layout, item in self._items(frame[0]):
            pen.constant(_BREAK % mark)
            mark, pen.width = self._mark(layout, item)
            frame[SECTION_SLOT] = item
            run_all(layout.nodes, pen)
        if pen.out and pen.out[-1].endswith(b'</w:tbl>'):
            pen.constant(_LAST)
        pen.constant(mark)
        pen.width = width

    def _items(self, view: Any) -> list[tuple[Layout, Any]]:
        found = []
        for name, layout in self.layouts.items():
            value = getattr(view, name)
            items = value if isinstance(value, tuple) else () if value is None else (value,)
            found += [(layout, item) for item in items]
        return found

    def _mark(self, layout: Layout, item: Any) -> tuple[bytes, int]:
        """The section mark of an item and the width of its text in twips."""
        wide = getattr(item, 'ngang', False)
        short, long = _PAPER[getattr(item, 'kho', 'A4')]
        across, down = (long, short) if wide else (short, long)
        turned = ' w:orient="landscape"' if wide else ''
        top, right, bottom, left, header, footer = layout.margins
        first = '<w:titlePg/>' if self.first_page else ''
        mark = (
            f'<w:type w:val="nextPage"/><w:pgSz w:w="{across}" w:h="{down}"{turned}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
            f'w:header="{header}" w:footer="{footer}" w:gutter="0"/><w:pgNumType w:start="1"/>{first}'
        )
        return b'<w:sectPr>' + self.references + mark.encode() + b'</w:sectPr>', across - left - right
