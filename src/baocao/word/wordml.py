"""WordprocessingML names and the child orders of the schema (ISO 29500-1, 17.3.1.26 pPr, 17.3.2.28 rPr)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
W14 = 'http://schemas.microsoft.com/office/word/2010/wordml'
W15 = 'http://schemas.microsoft.com/office/word/2012/wordml'
XML_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_RPR_CHILDREN = (
    'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof '
    'snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd '
    'fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange'
)
RPR_ORDER = tuple(_RPR_CHILDREN.split())
_PPR_CHILDREN = (
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr '
    'shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE '
    'autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents '
    'suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr '
    'sectPr pPrChange'
)
PPR_ORDER = tuple(_PPR_CHILDREN.split())


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f'{{{W}}}{name}'


P, PPR, RUN, RPR, T, TBL, TR, TC = (w(n) for n in ('p', 'pPr', 'r', 'rPr', 't', 'tbl', 'tr', 'tc'))
BODY, HDR, FTR, FOOTNOTE, ENDNOTE, SDT_CONTENT = (
    w(n) for n in ('body', 'hdr', 'ftr', 'footnote', 'endnote', 'sdtContent')
)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return str(element.tag).rpartition('}')[2] if isinstance(element.tag, str) else ''


def value(element: etree._Element | None, *path: str) -> str | None:
    """`w:val` of the element found by the path of names; None where it is absent."""
    for name in path:
        if element is None:
            return None
        element = element.find(w(name))
    return None if element is None else element.get(w('val'))


def position(parent: etree._Element, name: str, order: tuple[str, ...]) -> int:
    """The index at which a child of that name keeps the schema's order."""
    rank = order.index(name)
    for index, child in enumerate(parent):
        known = local(child)
        if known in order and order.index(known) > rank:
            return index
    return len(parent)


def put(parent: etree._Element, child: etree._Element, order: tuple[str, ...]) -> None:
    """Insert the child in schema order in place of one of the same name."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    parent.insert(position(parent, local(child), order), child)


def flag(name: str, **attributes: str) -> etree._Element:
    """A new element with attributes of the main namespace."""
    return etree.Element(w(name), {w(k): v for k, v in attributes.items()})


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """The `w:pPr` of the paragraph, made where it is absent."""
    found = paragraph.find(PPR)
    if found is None:
        found = etree.Element(PPR)
        paragraph.insert(0, found)
    return found


def paragraph_of(element: etree._Element) -> etree._Element | None:
    """The nearest paragraph around the element, or None."""
    return next(element.iterancestors(P), None)


def own(paragraph: etree._Element, name: str) -> Iterator[etree._Element]:
    """The descendants of that name whose nearest paragraph is this one (text boxes hold paragraphs too)."""
    return (e for e in paragraph.iter(name) if paragraph_of(e) is paragraph)


def remove(element: etree._Element) -> None:
    """Take the element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or '') + element.tail
        else:
            before.tail = (before.tail or '') + element.tail
    parent.remove(element)


def in_text(text: str) -> str:
    """The text escaped for the content of an element, where quotes are no signs (XML 1.0, 2.4)."""
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def bare(element: etree._Element, around: dict[str | None, str]) -> str:
    """The XML of an element without the namespace declarations that already hold around it."""
    text = etree.tostring(element, encoding='unicode', with_tail=False)
    if not isinstance(element.tag, str):
        return text
    head, mark, rest = text.partition('>')
    for prefix, uri in around.items():
        name = f'xmlns:{prefix}' if prefix else 'xmlns'
        head = head.replace(f' {name}="{uri}"', '', 1)
    return head + mark + rest
