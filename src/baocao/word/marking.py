"""Marks put around words of a paragraph: runs are split there, and nothing of what people see changes."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Iterator
from itertools import count
from typing import Final

from lxml import etree

from baocao.word.letters import Letters, Piece
from baocao.word.wordml import RPR, RUN, P, T, local, w
from baocao.word.xml import MC, M

_SPACE: Final = '{http://www.w3.org/XML/1998/namespace}space'
_RUBY, _SDT, _ID = w('ruby'), w('sdt'), w('id')
_ALTERNATIVES, _MATH = f'{{{MC}}}AlternateContent', f'{{{M}}}'
#: controls that hold no runs of their own: text tied to a source, a choice, a date, a box to tick
_CLOSED = frozenset('text dataBinding comboBox dropDownList date checkbox docPartList docPartObj'.split())
#: changes of properties carry an id of their own, which may not stand twice (17.13.5)
_NUMBERED = frozenset(w(n) for n in ('rPrChange', 'ins', 'del', 'moveFrom', 'moveTo'))


class Marker:
    """Puts marks into the body of one part. Of several marks in one text, the last must be put first."""

    def __init__(self, root: etree._Element) -> None:
        used = {e.get(_ID) for e in root.iter(*_NUMBERED)}
        self._free = (str(n) for n in count(1) if str(n) not in used)

    def before(self, letters: Letters, at: int) -> etree._Element:
        """The element before which a mark stands right before the letter at an offset of the raw text."""
        piece = _piece(letters, at)
        return self.left_of(piece.element, at - piece.start)

    def after(self, letters: Letters, at: int) -> etree._Element:
        """The element after which a mark stands right after the letter that ends at an offset of the raw text."""
        piece = _piece(letters, at - 1)
        return self.right_of(piece.element, at - piece.start)

    def left_of(self, element: etree._Element, skipped: int = 0) -> etree._Element:
        """What begins with an element of a run, or with its text after the letters skipped."""
        host = _host(element)
        if host is not None:
            return host
        run = _run(element)
        first = next((e for e in run if e.tag != RPR), None)
        return run if element is first and not skipped else self._split(run, element, skipped)

    def right_of(self, element: etree._Element, taken: int = 0) -> etree._Element:
        """What ends with an element of a run, or (`taken`) with that many letters of its text."""
        host = _host(element)
        if host is not None:
            return host
        run = _run(element)
        size = len(element.text or '') if element.tag == T else 0
        taken = taken if taken and size else size
        if taken < size or element.getnext() is not None:
            self._split(run, element, taken, after=True)
        return run

    def _split(
        self, run: etree._Element, element: etree._Element, at: int, after: bool = False
    ) -> etree._Element:
        """The new run to the right: it has the rest of the element's text, and all that follows the element."""
        right = etree.Element(RUN, {str(k): str(v) for k, v in run.attrib.items()})
        properties = run.find(RPR)
        if properties is not None:
            right.append(self._copied(properties))
        following = list(element.itersiblings())
        size = len(element.text or '') if element.tag == T else 0
        if 0 < at < size:
            text = element.text or ''
            rest = copy.copy(element)
            rest.text, rest.tail, element.text = text[at:], None, text[:at]
            for half in (element, rest):
                half.set(_SPACE, 'preserve')
            following.insert(0, rest)
        elif not after:
            following.insert(0, element)
        right.extend(following)
        run.addnext(right)
        return right

    def _copied(self, properties: etree._Element) -> etree._Element:
        made = copy.deepcopy(properties)
        for element in made.iter(*_NUMBERED):
            element.set(_ID, next(self._free))
        return made


def holder(element: etree._Element) -> etree._Element:
    """The child of a run in which an element stands (a drawing around the content of a text box)."""
    for parent in element.iterancestors():
        if parent.tag == RUN:
            break
        element = parent
    return element


def _run(element: etree._Element) -> etree._Element:
    run = element.getparent()
    if run is None or run.tag != RUN:
        raise ValueError('letters stand in runs')
    return run


def _piece(letters: Letters, at: int) -> Piece:
    """The piece with the letter at an offset of the raw text."""
    return letters.pieces[bisect_right(letters.pieces, at, key=lambda piece: piece.start) - 1]


def _host(element: etree._Element) -> etree._Element | None:
    """The outermost thing around an element that takes no marks inside (a formula, a closed control); None."""
    host = None
    for parent in _between(element):
        if parent.tag == _RUBY:
            host = parent.getparent()
        elif parent.tag == _ALTERNATIVES or str(parent.tag).startswith(_MATH) or _is_closed(parent):
            host = parent
    return host


def _between(element: etree._Element) -> Iterator[etree._Element]:
    """What stands around an element inside its paragraph."""
    for parent in element.iterancestors():
        if parent.tag == P:
            return
        yield parent


def _is_closed(element: etree._Element) -> bool:
    properties = element.find(w('sdtPr')) if element.tag == _SDT else None
    return properties is not None and any(local(child) in _CLOSED for child in properties)
