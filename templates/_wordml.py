"""Pieces of WordprocessingML that the templates are put together from. Lengths in twips, sizes in half points."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
NBSP = '\N{NO-BREAK SPACE}'


def bold(size: int = 0) -> str:
    """Run properties: bold, of that size (0: the size of what it is based on)."""
    return '<w:b/><w:bCs/>' + sized(size)


def italic(size: int = 0) -> str:
    return '<w:i/><w:iCs/>' + sized(size)


def sized(size: int) -> str:
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ''


def spacing(before: int = 0, after: int = 0, line: int = 240, rule: str = 'auto') -> str:
    """Paragraph property: room before and after, line height (240 is a single line where the rule is auto)."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def indents(side: int) -> str:
    """Paragraph property: the same indent left and right."""
    return f'<w:ind w:left="{side}" w:right="{side}"/>'


def run(text: str, r: str = '') -> str:
    """A run of text; its outer spaces are kept."""
    properties = f'<w:rPr>{r}</w:rPr>' if r else ''
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, *runs: str, p: str = '') -> str:
    """A paragraph of a style; texts stand for plain runs."""
    content = ''.join(r if r.startswith('<w:') else run(r) for r in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{p}</w:pPr>{content}</w:p>'


def loop(names: str, style: str, text: str = "{{ dong }}") -> str:
    """One paragraph of a style for each item; each tag stands alone in its paragraph."""
    tags = (f'{{%p for dong in {names} %}}', text, '{%p endfor %}')
    return ''.join(paragraph(style, tag) for tag in tags)


def shown_if(name: str, content: str, style: str = 'Normal') -> str:
    """Content that stands only where the name prints something."""
    return paragraph(style, f'{{%p if {name} %}}') + content + paragraph(style, '{%p endif %}')


def rule(style: str, side: int) -> str:
    """The rule under a heading line: a thin paragraph with a bottom border and equal indents."""
    return paragraph(style, p=indents(side))


@dataclass(frozen=True)
class Row:
    """A table row: its cells' contents and its properties."""

    cells: tuple[str, ...]
    properties: str = ''

    def xml(self, widths: tuple[int, ...]) -> str:
        cells = ''.join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
            for width, content in zip(widths, self.cells, strict=True)
        )
        properties = f'<w:trPr>{self.properties}</w:trPr>' if self.properties else ''
        return f'<w:tr>{properties}{cells}</w:tr>'


def table(
    widths: tuple[int, ...], rows: list[Row], centred: bool = False, margin: int = 0, line: str = ''
) -> str:
    """A table of fixed columns, without a style. `line` is the colour of its grid; empty: no borders."""
    edges = ('top', 'left', 'bottom', 'right', 'insideH', 'insideV') if line else ()
    drawn = ''.join(f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="{line}"/>' for e in edges)
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        + ('<w:jc w:val="center"/>' if centred else '')
        + (f'<w:tblBorders>{drawn}</w:tblBorders>' if drawn else '')
        + f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" w:type="dxa"/>'
        f'<w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar>'
    )
    grid = ''.join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = ''.join(row.xml(widths) for row in rows)
    return f'<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
