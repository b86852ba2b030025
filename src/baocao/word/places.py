"""Places inside a part of a Word file, in the words of the person who looks for them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from posixpath import basename

from lxml import etree

from baocao.word.wordml import (
    BODY,
    ENDNOTE,
    FOOTNOTE,
    SDT_CONTENT,
    TBL,
    TC,
    TR,
    P,
    local,
    own,
    paragraph_of,
    w,
)


class Area(Enum):
    """Kinds of parts that are filled in; the value names them."""

    BODY = "thân văn bản"
    HEADER = "đầu trang"
    FOOTER = "chân trang"
    FOOTNOTES = "chú thích cuối trang"
    ENDNOTES = "chú thích cuối văn bản"
    FRAGMENT = "tệp đoạn mẫu"
    SECTION = "mẫu phần sau chữ ký"


def area_name(area: Area, part: str) -> str:
    """`thân văn bản`, `đầu trang (header1.xml)`."""
    return (
        area.value if area in (Area.BODY, Area.FRAGMENT, Area.SECTION) else f'{area.value} ({basename(part)})'
    )


def paragraph_places(root: etree._Element, area: Area, part: str) -> dict[etree._Element, str]:
    """Every paragraph of the part with its place, counted from 1 within its cell or part."""
    found: dict[etree._Element, str] = {}
    name = area_name(area, part)
    body = root.find(BODY)
    if area in (Area.FOOTNOTES, Area.ENDNOTES):
        for note in root.iter(FOOTNOTE, ENDNOTE):
            _count(note, f"{name}, chú thích {note.get(w('id'))}", found)
    else:
        _count(root if body is None else body, name, found)
    for paragraph in root.iter(P):
        if paragraph not in found:
            outer = paragraph_of(paragraph)
            around = name if outer is None else found.get(outer, name)
            found[paragraph] = f"{around}, trong hộp văn bản"
    return found


def _count(container: etree._Element, prefix: str, found: dict[etree._Element, str]) -> None:
    paragraphs = tables = 0
    for child in _children(container):
        if child.tag == P:
            paragraphs += 1
            found[child] = f"{prefix}, đoạn {paragraphs}"
        elif child.tag == TBL:
            tables += 1
            _count_table(child, f"{prefix}, bảng {tables}", found)


def _count_table(table: etree._Element, prefix: str, found: dict[etree._Element, str]) -> None:
    for i, row in enumerate((r for r in _children(table) if r.tag == TR), 1):
        for j, cell in enumerate((c for c in _children(row) if c.tag == TC), 1):
            _count(cell, f"{prefix}, hàng {i}, ô {j}", found)


def _children(container: etree._Element) -> Iterator[etree._Element]:
    """Children, seen through content controls, custom XML and revisions."""
    for child in container:
        if child.tag == w('sdt'):
            inner = child.find(SDT_CONTENT)
            if inner is not None:
                yield from _children(inner)
        elif local(child) in ('ins', 'del', 'moveFrom', 'moveTo', 'customXml'):
            yield from _children(child)
        else:
            yield child


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of the paragraph's own `w:t` elements."""
    return ''.join(t.text or '' for t in own(paragraph, w('t')))
