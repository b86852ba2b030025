"""From a checked part to a tree in which every tag is one processing instruction that knows its place."""

from __future__ import annotations

import re
from xml.sax.saxutils import unescape

from lxml import etree
from msgspec import Struct

from baocao.word.faults import Faults
from baocao.word.front import Front
from baocao.word.wordml import T, remove

TARGET = 'b'
_TAG = re.compile(r'\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}', re.DOTALL)
_SPACE = re.compile(r'\s+')


class Tag(Struct, frozen=True):
    """A tag after joining: kind `{{`, `{%` or `{#`, the source inside, where it stands, its letter (p, tr, tc, r)."""

    kind: str
    source: str
    place: str
    letter: str = ''

    @property
    def word(self) -> str:
        """The first word of a statement."""
        return next(iter(self.source.split(maxsplit=1)), '')

    @property
    def rest(self) -> str:
        """What follows the first word."""
        return self.source[len(self.word) :].strip()

    @property
    def shown(self) -> str:
        """The tag as a person would write it."""
        return f'{self.kind}{self.letter} {self.source} {self.kind[1] if self.kind != "{{" else "}"}}}'


class Tree(Struct, frozen=True):
    """A part with its tags as instructions `<?b tN?>`, N counting `tags`."""

    root: etree._Element
    tags: tuple[Tag, ...]


def instruction(kind: str, number: int) -> etree._ProcessingInstruction:
    """The instruction that stands for something the program does at this point."""
    return etree.ProcessingInstruction(TARGET, f'{kind}{number}')


def join(front: Front, name: str, faults: Faults) -> Tree | None:
    """The part with its tags joined by docxtpl's `patch_xml`; None with a finding where that loses text."""
    from docxtpl import (
        DocxTemplate,  # half of what a command loads, and not needed once a template is compiled
    )

    patched = DocxTemplate(None).patch_xml(front.xml)
    raw: list[tuple[str, str]] = []
    marked = _mark(patched, raw)
    try:
        root = etree.fromstring(marked.encode(), _parser())
    except (etree.XMLSyntaxError, ValueError):
        _lost(front, '', name, faults)
        return None
    places = _places(root, front, len(raw))
    survived = ''.join(_text(root))
    if _SPACE.sub('', survived) != _SPACE.sub('', ''.join(t for _, t in front.expected)):
        _lost(front, survived, name, faults)
        return None
    letters = _letters(front, raw)
    return Tree(
        root,
        tuple(Tag(k, s, p or name, at) for (k, s), p, at in zip(raw, places, letters, strict=True)),
    )


def _letters(front: Front, raw: list[tuple[str, str]]) -> list[str]:
    """The letters that `patch_xml` took off the tags; none where the tags cannot be told apart."""
    written = [tag for tag, _ in front.written]
    if [tag.text[:2] for tag in written] != [kind for kind, _ in raw]:
        return [''] * len(raw)
    return [tag.letter for tag in written]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _mark(patched: str, raw: list[tuple[str, str]]) -> str:
    """Replace each tag by its instruction; `-` strips the white space beside it, as in Jinja."""
    out: list[str] = []
    at = 0
    strip_next = False
    for found in _TAG.finditer(patched):
        text, before = found.group(), patched[at : found.start()]
        inner = text[2:-2]
        before = before.lstrip() if strip_next else before
        if text[1] != '#' and inner.startswith('-'):
            before, inner = before.rstrip(), inner[1:]
        strip_next = text[1] != '#' and inner.endswith('-')
        inner = inner[:-1] if strip_next else inner
        out += [before, f'<?{TARGET} t{len(raw)}?>']
        raw.append((text[:2], unescape(inner, {'&quot;': '"', '&apos;': "'"}).strip()))
        at = found.end()
    rest = patched[at:]
    return ''.join((*out, rest.lstrip() if strip_next else rest))


def _places(root: etree._Element, front: Front, count: int) -> list[str]:
    """The place of each tag: that of the last marker before it. Takes the markers out."""
    places = [''] * count
    current = ''
    for item in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        if isinstance(item, etree._Comment):
            number = (item.text or '')[1:]
            current = front.places[int(number)] if number.isdigit() else current
            remove(item)
        elif isinstance(item, etree._ProcessingInstruction) and item.target == TARGET:
            places[int((item.text or '')[1:])] = current
    return places


def _text(root: etree._Element) -> list[str]:
    out: list[str] = []
    for item in root.iter(T, etree.ProcessingInstruction):
        if isinstance(item, etree._ProcessingInstruction):
            out.append('\0')
            parent = item.getparent()
            if parent is not None and parent.tag == T:
                out.append(item.tail or '')
        else:
            out.append(item.text or '')
    return out


def _lost(front: Front, survived: str, name: str, faults: Faults) -> None:
    """Name the first paragraph whose text did not come through."""
    got, at, place = _SPACE.sub('', survived), 0, name
    for where, text in front.expected:
        text = _SPACE.sub('', text)
        if got[at : at + len(text)] != text:
            place = where if survived else name
            break
        at += len(text)
    faults.add(
        'MB212',
        place,
        "Khi nối các thẻ bị Word ngắt quãng, một phần chữ hoặc cấu trúc của mẫu không còn nguyên.",
        "Hãy để mỗi thẻ chiếm cả đoạn, hàng, ô ở riêng một đoạn, hàng, ô; bỏ dấu «-» trong thẻ và bỏ bảng lồng.",
    )
