"""Any Word file -> its prose. The file is nobody's: it may be old, half revised, or made to do harm."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.prose import Kind, Passage, Prose, composed, leading_sign
from baocao.word.counting import DASHES, Counting
from baocao.word.letters import REFERENCES
from baocao.word.listing import Listing
from baocao.word.looks import Looks
from baocao.word.package import Package, read_package
from baocao.word.story import Paragraph, Story
from baocao.word.styles import Styles
from baocao.word.where import WordPlace
from baocao.word.wordml import BODY, ENDNOTE, FOOTNOTE, w
from baocao.word.xml import parse

#: Paragraphs that are read of one file; a paper of 10,000 tasks has about half as many.
MAX_PARAGRAPHS: Final = 200_000
_LONGEST_HEADING = 300
_ID, _TYPE = w('id'), w('type')
_NOTES = {REFERENCES[0]: ('footnotes', FOOTNOTE), REFERENCES[1]: ('endnotes', ENDNOTE)}


class Document(Struct, frozen=True):
    """A Word file that was read: its prose, and the package that its places belong to."""

    prose: Prose
    package: Package


def read_document(source: Path | bytes, name: str) -> Document:
    """The prose of any .docx; `name` is the file as the user named it.

    Tracked changes are read as accepted; hidden text, field codes and what is deleted are left out; notes come after
    the body in the order of their references. Raises BaoCaoError with all findings, MB001 to MB032 and MB061.
    """
    package = read_package(source, name)
    return Document(Prose(name, tuple(_Reading(package, name).passages())), package)


def body_story(root: etree._Element, looks: Looks) -> Iterator[Paragraph]:
    """The paragraphs of the body of a main part, with the numbers that the places of its passages hold."""
    body = root.find(BODY)
    return iter(()) if body is None else Story(root, looks).read(body)


def looks_of(package: Package) -> Looks:
    """The looks of the styles of a file."""
    return Looks(Styles(_root(package, 'styles')))


def _root(package: Package, kind: str) -> etree._Element | None:
    part = next(iter(package.related(package.main_part, kind)), '')
    return parse(package.parts[part]) if part in package.xml_parts else None


class _Note(Struct, frozen=True):
    """A note that is referred to: its kind of reference, its id, its key, the place of the reference."""

    kind: str
    id: str
    key: str
    paragraph: int
    anchor: int


class _Reading:
    """The passages of one file while it is read."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._looks = looks_of(package)
        self._listing = Listing(_root(package, 'numbering'))
        self._notes: dict[tuple[str, str], _Note] = {}
        self._counted = Counter[str]()
        self._left = MAX_PARAGRAPHS

    def passages(self) -> Iterator[Passage]:
        root = parse(self._package.parts[self._package.main_part])
        paragraphs = self._bounded(body_story(root, self._looks))
        yield from self._body(paragraphs)
        yield from self._all_notes()

    def _bounded(self, paragraphs: Iterator[Paragraph]) -> list[Paragraph]:
        found = list(islice(paragraphs, self._left + 1))
        if len(found) > self._left:
            problem = f"Văn bản có hơn {MAX_PARAGRAPHS // 1000}.000 đoạn, vượt mức chương trình đọc."
            remedy = "Chia văn bản thành nhiều tệp nhỏ hơn rồi rà soát từng tệp."
            raise BaoCaoError(Finding('MB061', Level.CHAN, Span(self._name), problem, remedy))
        self._left -= len(found)
        return found

    def _body(self, paragraphs: Sequence[Paragraph]) -> Iterator[Passage]:
        counting = Counting(paragraphs)
        for paragraph in paragraphs:
            passage = self._passage(paragraph)
            text, sign = (passage.text, passage.sign) if passage else ('', '')
            place, kind, cell = counting.place(paragraph, text, sign)
            if passage is not None:
                number, anchor = paragraph.box or (paragraph.number, -1)
                where = WordPlace(self._name, place, text, number, anchor)
                yield replace(passage, where=where, kind=kind or passage.kind, cell=cell)

    def _passage(self, paragraph: Paragraph, referring: bool = True) -> Passage | None:
        """The passage of a paragraph without its place; None where it shows no letters. Notes refer to none."""
        look, letters = paragraph.look, paragraph.letters
        label = self._listing.label(look.number, look.depth)
        text, offsets = composed(letters.raw)
        notes = tuple(
            (bisect_left(offsets, anchor.at), self._key(paragraph, index))
            for index, anchor in enumerate(letters.anchors if referring else ())
            if anchor.element.tag in REFERENCES
        )
        if not text.strip():
            return None
        sign, start = leading_sign(text)
        if label:
            sign, start = label, len(text) - len(text.lstrip())
        kind = Kind.ITEM if sign else Kind.PARAGRAPH
        bold = letters.bold and ((bool(sign) and sign not in DASHES) or look.jc == 'center')
        outlined = look.level is not None and not sign.startswith("Điều")  # an Điều may be all text
        if (outlined or bold) and _is_heading(text):
            kind = Kind.HEADING
        where = WordPlace(self._name, '', text, paragraph.number)
        return Passage(text, where, kind, sign, start, notes=notes)

    def _key(self, paragraph: Paragraph, index: int) -> str:
        """The key of the note that an anchor refers to, given in the order of the references."""
        reference = paragraph.letters.anchors[index].element
        kind, ident = str(reference.tag), reference.get(_ID) or ''
        if (kind, ident) not in self._notes:
            self._counted[kind] += 1
            key = f"{'cuối ' if kind == REFERENCES[1] else ''}{self._counted[kind]}"
            number, anchor = paragraph.box or (paragraph.number, index)
            self._notes[kind, ident] = _Note(kind, ident, key, number, anchor)
        return self._notes[kind, ident].key

    def _all_notes(self) -> Iterator[Passage]:
        for kind, (part, tag) in _NOTES.items():
            root = _root(self._package, part) if any(k == kind for k, _ in self._notes) else None
            if root is None:
                continue
            story = Story(root, self._looks)
            elements: dict[str, etree._Element] = {}
            for element in root.iter(tag):
                elements.setdefault(element.get(_ID) or '', element)
            for note in [n for n in self._notes.values() if n.kind == kind]:
                if note.id in elements and not elements[note.id].get(_TYPE):
                    yield from self._note(note, self._bounded(story.read(elements[note.id])))

    def _note(self, note: _Note, paragraphs: Sequence[Paragraph]) -> Iterator[Passage]:
        for paragraph in paragraphs:
            passage = self._passage(paragraph, referring=False)
            if passage is not None:
                place = f"chú thích {note.key}"
                where = WordPlace(self._name, place, passage.text, note.paragraph, note.anchor)
                yield replace(passage, where=where, kind=Kind.NOTE, note=note.key)


def _is_heading(text: str) -> bool:
    """True for a line that may name what follows; a whole sentence does not."""
    return len(text) <= _LONGEST_HEADING and not text.rstrip().endswith(('.', ';', './.'))
