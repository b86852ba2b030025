"""What Word leaves in a part: dropped before the tags are looked at, or told apart from them."""

from __future__ import annotations

from lxml import etree

from baocao.word.wordml import RPR, RUN, TBL, TR, W14, W15, P, T, remove, w

# A bound control is refilled by Word from a property or a custom part when the draft is opened, and one that
# shows its placeholder counts as empty: what was printed into it would be lost (17.5.2.6, 17.5.2.39).
_REFILLED = (w('dataBinding'), f'{{{W15}}}dataBinding', w('showingPlcHdr'))

#: bookmarks that office programs set by themselves where the cursor was and where something was copied
_AUTOMATIC = ('_GoBack', '_Hlk', 'OLE_LINK', '__DdeLink__')


def clean(root: etree._Element) -> None:
    """Drop what Word leaves behind and what must not be repeated: proofing marks, revision ids, comments."""
    for item in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        if item.getparent() is not None:
            remove(item)
    for item in list(root.iter(w('proofErr'), w('lastRenderedPageBreak'), *_REFILLED)):
        remove(item)
    gone = {
        b.get(w('id'))
        for b in root.iter(w('bookmarkStart'))
        if (b.get(w('name')) or '').startswith(_AUTOMATIC)
    }
    for item in list(root.iter(w('bookmarkStart'), w('bookmarkEnd'))):
        if item.get(w('id')) in gone:
            remove(item)
    for item in root.iter(P, RUN, TR, w('sectPr'), TBL):
        for name in list(item.attrib):
            if str(name).startswith((w('rsid'), f'{{{W14}}}paraId', f'{{{W14}}}textId')):
                del item.attrib[name]


def adjacent(runs: list[etree._Element | None], elements: list[etree._Element]) -> bool:
    """True where nothing but plain text stands between the first and the last run of a tag."""
    plain = (RPR, T, w('tab'), w('br'))
    for run in runs:
        if run is None or (len(runs) > 1 and any(c.tag not in plain for c in run)):
            return False
    if len(elements) > 1 and len(runs) == 1 and runs[0] is not None:
        inside = list(runs[0])
        between = inside[inside.index(elements[0]) : inside.index(elements[-1])]
        return all(c.tag in plain for c in between)
    first, last = runs[0], runs[-1]
    step = first
    while step is not None and step is not last:
        step = step.getnext()
        if step is not None and (step.tag != RUN or any(c.tag not in plain for c in step)):
            return False
    return True


def inside_fields(root: etree._Element) -> set[etree._Element]:
    """The `w:t` elements between the begin and the end of complex fields."""
    depth, found = 0, set()
    for element in root.iter(w('fldChar'), T):
        if element.tag == T:
            if depth:
                found.add(element)
        elif element.get(w('fldCharType')) == 'begin':
            depth += 1
        elif element.get(w('fldCharType')) == 'end':
            depth = max(0, depth - 1)
    return found
