"""A Word file as canonical text: parts, paragraphs with their styles, runs with their marks, notes, fields."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
_STORIES = ('word/document.xml', 'word/footnotes.xml', 'word/header1.xml', 'word/header2.xml')
_MARKS = {'b': 'đậm', 'i': 'nghiêng'}


def dump(data: bytes) -> str:
    """The dump of a .docx, without anything that depends on the deflater."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        lines = ['phần: ' + name for name in archive.namelist()]
        core = etree.fromstring(archive.read('docProps/core.xml'))
        lines += [f'thuộc tính {etree.QName(e).localname}: {e.text}' for e in core]
        for part in _STORIES:
            if part in archive.namelist():
                lines += ['', f'== {part}', *_story(etree.fromstring(archive.read(part)))]
        if 'customXml/item1.xml' in archive.namelist():
            lines += ['', '== ô nội dung', *_memory(etree.fromstring(archive.read('customXml/item1.xml')))]
    return '\n'.join(lines) + '\n'


def _memory(root: etree._Element) -> Iterator[str]:
    for own in root:
        place = f'{own.get("duong-dan", "")} {own.get("tu", "")}'.strip()
        yield f'{own.get("so")}: {place} {own.get("tham-chieu", "")}'.rstrip()


def _story(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f'{W}p', f'{W}tbl', f'{W}sectPr', f'{W}footnote'):
        tag = etree.QName(element).localname
        if tag == 'p':
            yield _paragraph(element)
        elif tag == 'footnote':
            yield f'-- chú thích {element.get(W + "id")}'
        else:
            yield f'-- {tag}'


def _paragraph(p: etree._Element) -> str:
    style = p.find(f'{W}pPr/{W}pStyle')
    keep = ' +giữ' if p.find(f'{W}pPr/{W}keepNext') is not None else ''
    name = style.get(W + 'val') if style is not None else ''
    return f'[{name}{keep}] ' + ''.join(_run(r) for r in p.iter(f'{W}r'))


def _run(r: etree._Element) -> str:
    text = ''
    for child in r:
        match etree.QName(child).localname:
            case 't':
                text += child.text or ''
            case 'tab':
                text += '\t'
            case 'br':
                text += '⏎'
            case 'footnoteReference':
                text += f'[^{child.get(W + "id")}]'
            case 'footnoteRef':
                text += '[^]'
            case 'instrText':
                text += f'«{(child.text or "").strip()}»'
    rpr = r.find(f'{W}rPr')
    marks = [word for tag, word in _MARKS.items() if rpr is not None and rpr.find(W + tag) is not None]
    align = rpr.find(f'{W}vertAlign') if rpr is not None else None
    if align is not None:
        marks.append(str(align.get(W + 'val')))
    return f'<{" ".join(marks)}|{text}>' if marks and text else text
