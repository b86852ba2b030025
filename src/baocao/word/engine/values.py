"""Where values stand in a part: in which run and paragraph, so that docxtpl's line breaks are known beforehand."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from docxtpl import DocxTemplate
from lxml import etree

from baocao.word.engine.emitting import INERT, Breaks, breaks, permitted
from baocao.word.engine.marks import MARK, Unsettled, marks
from baocao.word.wordml import RUN, P, T
from baocao.word.xml import parse_own

# docxtpl's own, in `resolve_listing`
_PARAGRAPH = re.compile(r'<w:p(?: [^>]*)?>.*?</w:p>', re.DOTALL)
_RUN = re.compile(r'<w:r(?: [^>]*)?>.*?</w:r>', re.DOTALL)
_TEXT = re.compile(r'<w:t(?: [^>]*)?>.*?</w:t>', re.DOTALL)
_PPR, _RPR = re.compile(r'<w:pPr>.*?</w:pPr>'), re.compile(r'<w:rPr>.*?</w:rPr>')
_P_BEGIN, _R_BEGIN = re.compile(r'<w:p(?: [^>]*)?>'), re.compile(r'<w:r(?: [^>]*)?>')
_BREAK = re.compile('[\n\t\a\f]')


def sites(text: str, root: etree._Element, count: int, keeps_spaces: bool) -> list[Breaks | None]:
    """How each value breaks lines: known, not known, or inert since it is not printed as text."""
    found: list[Breaks | None] = [None] * count
    places = list(marks(root, 's'))
    if len(places) != count:
        raise Unsettled  # a value stands in a comment, where no escaping helps
    for element, name, number in places:
        if name or element.tag != T:
            if not name and (not keeps_spaces or element.tag == RUN):
                raise Unsettled
            found[int(number)] = INERT
    wrapped = _wrapped(root)
    homes = _homes(text)
    for paragraph in _PARAGRAPH.finditer(text):
        start = _own_start(_P_BEGIN, text, paragraph.start(), paragraph.end())
        for run in _RUN.finditer(text, start if start >= 0 else paragraph.start(), paragraph.end()):
            for t in _TEXT.finditer(text, run.start(), run.end()):
                if _BREAK.search(t.group()):
                    raise Unsettled
                known = _properties(text, homes, (start, paragraph.end()), run.span(), t.span())
                for mark in MARK.finditer(t.group()):
                    if mark.group(1) == 's' and known is not None:
                        found[int(mark.group(2))] = breaks(*known, is_wrapped=mark.group(2) in wrapped)
    return found


def _homes(text: str) -> list[tuple[int, int, int]]:
    """Each border of a block: its position, and where the block begins and ends."""
    at: dict[str, list[int]] = {}
    for mark in MARK.finditer(text):
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
    """The numbers of the values in runs that a link or a control wraps."""
    texts = set(_wrapped_texts(root))
    return {number for element, name, number in marks(root, 's') if not name and element in texts}


def _wrapped_texts(root: etree._Element) -> Iterator[etree._Element]:
    for run in root.iter(RUN):
        parent = run.getparent()
        if parent is not None and parent.tag != P:
            yield from run.iterchildren(T)


def resolved(text: str) -> str:
    """A part as text, its breaks as docxtpl writes them."""
    docxtpl = DocxTemplate(None)
    return _PARAGRAPH.sub(
        lambda m: docxtpl.resolve_listing(m.group()) if _BREAK.search(m.group()) else m.group(), text
    )


def unwrapped(text: str) -> str:
    """A part as text, its breaks not yet put, with new lines for the new paragraphs in runs that a link or a
    control wraps. Raises XmlFault."""
    signs = {'\a': '\ue007', '\f': '\ue00c', '\r': '\ue00d'}
    for sign, stand_in in signs.items():
        text = text.replace(sign, stand_in)
    root = parse_own(permitted(text).encode())
    for element in _wrapped_texts(root):
        element.text = (element.text or '').replace('\ue007', '\n').replace('\ue00c', '\n')
    text = etree.tostring(root, encoding='unicode')
    for sign, stand_in in signs.items():
        text = text.replace(stand_in, sign)
    return text


def _properties(
    text: str,
    homes: list[tuple[int, int, int]],
    paragraph: tuple[int, int],
    run: tuple[int, int],
    t: tuple[int, int],
) -> tuple[str, str] | None:
    """The properties of the run and of the paragraph around one text; None where they depend on a block."""
    begin = _own_start(_R_BEGIN, text, *run)
    if (
        begin < 0
        or paragraph[0] < 0
        or not _within(homes, (begin, run[1]), t)
        or not _within(homes, paragraph, paragraph)
    ):
        return None
    in_run, in_paragraph = _RPR.search(text, begin, run[1]), _PPR.search(text, *paragraph)
    properties = (in_run.group() if in_run else '', in_paragraph.group() if in_paragraph else '')
    if any(MARK.search(p) for p in properties) or (in_run and in_run.start() > t[0]):
        return None
    first = bisect(homes, (paragraph[0],))
    if in_paragraph and first < len(homes) and homes[first][0] < in_paragraph.end():
        return None
    return properties
