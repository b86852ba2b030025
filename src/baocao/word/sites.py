"""Sites: what surrounds a printed value. Runs of a tagged paragraph are taken apart into texts with a format."""

from __future__ import annotations

import copy

from lxml import etree

from baocao.text import Mark
from baocao.word.formats import Format, Item
from baocao.word.styles import Styles
from baocao.word.tags import TARGET, instruction
from baocao.word.wordml import PPR, RPR, RPR_ORDER, RUN, T, W, bare, flag, in_text, own, put, value, w

MARKS = 16
_SDT = w('sdt')
_INSIDE = {w(n) for n in ('tab', 'br', 'cr', 'noBreakHyphen', 'softHyphen')}


class Formats:
    """The formats of one part, made once per run properties and paragraph style."""

    def __init__(self, styles: Styles, namespaces: dict[str | None, str], note_style: str) -> None:
        self.styles, self.namespaces, self.note_style = styles, namespaces, note_style
        self._known: dict[tuple[str, str | None], Format] = {}
        self._bytes: dict[bytes, bytes] = {}

    def of(self, rpr: etree._Element | None, paragraph_style: str | None) -> Format:
        """The format of a run with these properties in a paragraph of this style."""
        key = ('' if rpr is None else bare(rpr, self.namespaces), paragraph_style)
        if key not in self._known:
            runs = tuple(self._run(marked(rpr, Mark(m))) for m in range(MARKS))
            reference = _copy(rpr)
            put(reference, flag('rStyle', val=self.note_style), RPR_ORDER)
            self._known[key] = Format(runs, self._run(reference), self.styles.look(paragraph_style, rpr))
        return self._known[key]

    def _run(self, rpr: etree._Element) -> bytes:
        inner = bare(rpr, self.namespaces) if len(rpr) else ''
        data = f'<w:r>{inner}'.encode()
        return self._bytes.setdefault(data, data)


def _copy(rpr: etree._Element | None) -> etree._Element:
    return etree.Element(RPR, nsmap={'w': W}) if rpr is None else copy.deepcopy(rpr)


def marked(rpr: etree._Element | None, marks: Mark) -> etree._Element:
    """The run properties with the marks added in schema order (17.3.2.28); superscript wins over subscript."""
    found = _copy(rpr)
    for mark, names in ((Mark.BOLD, ('b', 'bCs')), (Mark.ITALIC, ('i', 'iCs'))):
        if marks & mark:
            for name in names:
                put(found, flag(name), RPR_ORDER)
    if marks & (Mark.SUPERSCRIPT | Mark.SUBSCRIPT):
        raised = 'superscript' if marks & Mark.SUPERSCRIPT else 'subscript'
        put(found, flag('vertAlign', val=raised), RPR_ORDER)
    return found


class Runs:
    """Takes the runs of paragraphs apart; collects fixed items and the sites of tags."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats
        self.items: list[Item] = []
        self.sites: dict[int, Format] = {}
        self.quiet: set[int] = set()

    def take_apart(self, paragraph: etree._Element) -> None:
        """Replace each run that holds text by instructions; other content keeps a run of its own."""
        style = value(paragraph.find(PPR), 'pStyle')
        for run in list(own(paragraph, RUN)):
            self._run(run, self.formats.of(run.find(RPR), style))

    def _run(self, run: etree._Element, site: Format) -> None:
        parent = run.getparent()
        if parent is None:
            return
        made: list[etree._Element] = []
        for child in list(run):
            if child.tag == RPR:
                continue
            if child.tag == T:
                made += self._text(child, site)
            elif child.tag in _INSIDE:
                made.append(self._item(Item(site, bare(child, self.formats.namespaces).encode(), False)))
            else:
                made.append(_alone(run, child))
        at, tail = parent.index(run), run.tail
        parent[at : at + 1] = made
        if made:
            made[-1].tail = tail

    def _text(self, text: etree._Element, site: Format) -> list[etree._Element]:
        made = [self._fixed(text.text, site)] if text.text else []
        for child in list(text):
            if isinstance(child, etree._ProcessingInstruction) and child.target == TARGET:
                number = (child.text or '')[1:]
                self.sites[int(number)] = site
                if next(text.iterancestors(_SDT), None) is not None:
                    self.quiet.add(int(number))
                made.append(instruction('t', int(number)))
            if child.tail:
                made.append(self._fixed(child.tail, site))
        return made

    def _fixed(self, text: str, site: Format) -> etree._Element:
        data = in_text(text).encode()
        return self._item(Item(site, data, True, site.width(text, Mark.NONE)))

    def _item(self, item: Item) -> etree._Element:
        self.items.append(item)
        return instruction('i', len(self.items) - 1)


def _alone(run: etree._Element, child: etree._Element) -> etree._Element:
    """A run with the same properties that holds only this child."""
    made = etree.Element(RUN)
    properties = run.find(RPR)
    if properties is not None:
        made.append(copy.deepcopy(properties))
    child.tail = None
    made.append(child)
    return made
