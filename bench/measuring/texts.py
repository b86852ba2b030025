"""What two documents are compared by: the texts of their paragraphs, or their parts."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from baocao.word.wordml import w

_SKIPPED = ('word/footnotes.xml', 'word/settings.xml')


def parts_of(data: bytes) -> dict[str, bytes]:
    """The members of a .docx by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraphs(data: bytes) -> list[str]:
    """The texts of all paragraphs that have one: those of the body, then those of the notes. Runs are joined, a line
    break is a line feed, and the place of a note is `[1]`."""
    parts = parts_of(data)
    found = []
    for name in ('word/document.xml', 'word/footnotes.xml'):
        for paragraph in etree.fromstring(parts[name]).iter(w('p')):
            found.append(''.join(_letters(paragraph)))
    return [text.strip() for text in found if text.strip()]


def _letters(paragraph: etree._Element) -> list[str]:
    found = []
    for element in paragraph.iter(w('t'), w('br'), w('footnoteReference')):
        if element.tag == w('t'):
            found.append(element.text or '')
        else:
            found.append('\n' if element.tag == w('br') else f'[{element.get(w("id"))}]')
    return found


def canonical(data: bytes) -> dict[str, bytes]:
    """The XML parts of a .docx after canonicalisation (C14N 1.0)."""
    return {
        name: etree.tostring(etree.fromstring(part), method='c14n')
        for name, part in parts_of(data).items()
        if name.endswith(('.xml', '.rels'))
    }
