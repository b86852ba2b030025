"""What Word demands of one part beyond well-formed XML, and the ids a part uses and defines.

The rules are XPath expressions that find only what breaks them, so that a sound part costs a few passes
inside libxml2 and no Python per element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, cast

from lxml import etree

from baocao.word.xml import NAMESPACES, W

#: Faults of one kind in one part beyond these say nothing new to whoever mends the program.
ENOUGH: Final = 20


def _path(expression: str) -> Callable[[etree._Element], list[Any]]:
    """A search for elements or for the values of attributes."""
    return cast(
        Callable[[etree._Element], list[Any]],
        etree.XPath(expression, namespaces=NAMESPACES, smart_strings=False),
    )


def _names(*names: str) -> frozenset[str]:
    return frozenset(f'{{{W}}}{n}' for n in names)


_STORIES = ('body', 'tc', 'hdr', 'ftr', 'footnote', 'endnote', 'comment', 'txbxContent', 'docPartBody')
_BLOCKS = _names('p', 'tbl', 'sdt', 'customXml', 'altChunk')
_NO_RUN = _names(*_STORIES, 'tr', 'tbl', 'r', 't', 'pPr', 'rPr', 'sdt')
_NO_BLOCK = _names('p', 'r', 't', 'tr', 'tbl', 'hyperlink', 'ins', 'del', 'sdt')
_WRAPPERS = _names('sdtContent', 'customXml')
_INLINE = _names('p', 'hyperlink', 'ins', 'del', 'smartTag', 'fldSimple')
_TEXTS = _names('t', 'delText', 'instrText', 'delInstrText', 'fldData', 'binData')
_P, _ROW, _CELL, _SDT, _CONTENT, _CUSTOM = (
    f'{{{W}}}{n}' for n in ('p', 'tr', 'tc', 'sdt', 'sdtContent', 'customXml')
)


def _is_open_cell(cell: etree._Element) -> bool:
    """True where the last block, seen through content controls, is no paragraph."""
    last = next((e for e in cell.iterchildren(reversed=True) if e.tag in _BLOCKS), None)
    while last is not None and last.tag in (_SDT, _CUSTOM):
        content = last.find(_CONTENT) if last.tag == _SDT else last
        children = () if content is None else content.iterchildren(reversed=True)
        last = next((e for e in children if e.tag in _BLOCKS), None)
    return last is None or last.tag != _P


def _lacks(*names: str) -> Callable[[etree._Element], bool]:
    """True where neither one of the children nor a wrapper of such children is there."""
    wanted = _names(*names, 'sdt', 'customXml')
    return lambda element: not any(child.tag in wanted for child in element)


def _is_loose_run(run: etree._Element) -> bool:
    parent = run.getparent()
    return parent is None or parent.tag in _NO_RUN or next(run.iterancestors(_P), None) is None


def _is_loose_block(block: etree._Element) -> bool:
    parent = block.getparent()
    if parent is None or parent.tag in _NO_BLOCK:
        return True
    control = parent.getparent() if parent.tag == _CONTENT else None
    outer = control.getparent() if control is not None else None
    return outer is not None and outer.tag in _INLINE


def _is_unwrapped(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is None or parent.tag not in _WRAPPERS


def _has_loose_text(element: etree._Element) -> bool:
    if element.tag in _TEXTS or not str(element.tag).startswith(f'{{{W}}}'):
        return False
    return any((text or '').strip(' \t\r\n') for text in (element.text, *(c.tail for c in element)))


def _always(_: etree._Element) -> bool:
    return True


_TABLE = "bảng thiếu hàng, thiếu ô hoặc thiếu khai báo độ rộng cột"
_MISPLACED = "thành phần đặt sai chỗ (đoạn, bảng, hàng, ô hoặc cụm chữ)"
_LOOSE_T = "chữ nằm ngoài cụm chữ (w:t ngoài w:r), hoặc có thẻ lồng trong chữ"
_EMPTY_STORY = "đầu trang, chân trang, chú thích hoặc nhận xét không có đoạn văn nào"
#: code, what is wrong, the few elements to look at, whether one of them breaks the rule
_RULES: Final = (
    (
        'HT114',
        "ô của bảng không kết thúc bằng một đoạn văn",
        _path('descendant::w:tc[not(*[last()][self::w:p])]'),
        _is_open_cell,
    ),
    ('HT115', _TABLE, _path('descendant::w:tr[not(w:tc)]'), _lacks('tc')),
    ('HT115', _TABLE, _path('descendant::w:tbl[not(w:tr)]'), _lacks('tr')),
    ('HT115', _TABLE, _path('descendant::w:tbl[not(w:tblGrid)]'), _always),
    ('HT117', _MISPLACED, _path('descendant::w:r[not(parent::w:p)]'), _is_loose_run),
    ('HT117', _MISPLACED, _path('descendant::w:p[not(parent::w:body or parent::w:tc)]'), _is_loose_block),
    ('HT117', _MISPLACED, _path('descendant::w:tbl[not(parent::w:body)]'), _is_loose_block),
    ('HT117', _MISPLACED, _path('descendant::w:tr[not(parent::w:tbl)]'), _is_unwrapped),
    ('HT117', _MISPLACED, _path('descendant::w:tc[not(parent::w:tr)]'), _is_unwrapped),
    ('HT118', _LOOSE_T, _path('descendant::w:t[not(parent::w:r)]'), _always),
    ('HT118', _LOOSE_T, _path('descendant::w:t[*]'), _always),
    (
        'HT119',
        "chữ rơi ra ngoài thẻ chữ nên Word sẽ làm mất",
        _path('descendant::text()[not(parent::w:t)]/parent::*'),
        _has_loose_text,
    ),
    (
        'HT123',
        _EMPTY_STORY,
        _path('self::w:hdr | self::w:ftr | w:footnote | w:endnote | w:comment'),
        _lacks('p', 'tbl'),
    ),
)

# Text boxes stand twice, in mc:Choice and in mc:Fallback: only one of them is ever read.
_ONCE = '[not(ancestor::mc:Fallback)]'
_ID, _NAME, _VAL = (f'{{{NAMESPACES["w"]}}}{n}' for n in ('id', 'name', 'val'))
_FIELD, _FIELD_TYPE, _BODY, _SECTION = (f'{{{W}}}{n}' for n in ('fldChar', 'fldCharType', 'body', 'sectPr'))
_SEPARATORS = ('separator', 'continuationSeparator', 'continuationNotice')
_LISTS: Final = {
    'footnote_refs': _path('descendant::w:footnoteReference/@w:id'),
    'endnote_refs': _path('descendant::w:endnoteReference/@w:id'),
    'comment_refs': _path('descendant::w:commentReference/@w:id'),
    'relations': _path('descendant::*/@r:*'),
    'drawings': _path(f'descendant::wp:docPr{_ONCE}/@id'),
    'controls': _path(f'descendant::w:sdtPr{_ONCE}/w:id/@w:val'),
    'paragraphs': _path(f'descendant::w:p{_ONCE}/@w14:paraId'),
    'bookmark_ids': _path(f'descendant::w:bookmarkStart{_ONCE}/@w:id'),
    'bookmark_names': _path(f'descendant::w:bookmarkStart{_ONCE}/@w:name'),
    'bookmark_ends': _path(f'descendant::w:bookmarkEnd{_ONCE}/@w:id'),
    'paragraph_styles': _path('descendant::w:pPr/w:pStyle/@w:val'),
    'run_styles': _path('descendant::w:rPr/w:rStyle/@w:val'),
    'table_styles': _path('descendant::w:tblPr/w:tblStyle/@w:val'),
    'numbers': _path('descendant::w:numPr/w:numId/@w:val'),
}
_NOTES = _path('w:footnote | w:endnote | w:comment')
_TYPE = f'{{{W}}}type'


@dataclass(frozen=True, slots=True)
class Facts:
    """What a part refers to and defines: ids as typed, in document order."""

    footnote_refs: tuple[str, ...] = ()
    endnote_refs: tuple[str, ...] = ()
    comment_refs: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    drawings: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    bookmark_ids: tuple[str, ...] = ()
    bookmark_names: tuple[str, ...] = ()
    bookmark_ends: tuple[str, ...] = ()
    paragraph_styles: tuple[str, ...] = ()
    run_styles: tuple[str, ...] = ()
    table_styles: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()


def facts(root: etree._Element) -> Facts:
    """The facts of a part of WordprocessingML, or of any other XML (then mostly the relations)."""
    lists: dict[str, Any] = {key: tuple(path(root)) for key, path in _LISTS.items()}
    notes = [(str(n.get(_ID)), n.get(_TYPE)) for n in _NOTES(root)]
    lists['notes'] = tuple(i for i, _ in notes)
    lists['separators'] = tuple(i for i, kind in notes if kind in _SEPARATORS)
    return Facts(**lists)


def broken(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """Code, description and element of each broken rule of structure, the first ENOUGH of each."""
    for code, problem, path, is_broken in _RULES:
        for element in islice(filter(is_broken, path(root)), ENOUGH):
            yield code, problem, element
    yield from _broken_body(root)
    yield from islice(_broken_fields(root), ENOUGH)


def _broken_body(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    body = root.find(_BODY)
    if body is None:
        return
    sections = body.findall(_SECTION)
    last = next(body.iterchildren('*', reversed=True), None)
    if len(sections) != 1 or last is not sections[0]:
        yield 'HT116', "thân văn bản không kết thúc bằng khai báo trang (w:sectPr)", body


def _broken_fields(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    problem = "trường tự động của Word (số trang, tham chiếu) không mở, đóng cân nhau"
    opened: list[tuple[etree._Element, bool]] = []
    for mark in root.iter(_FIELD):
        kind = mark.get(_FIELD_TYPE)
        if kind == 'begin':
            opened.append((mark, False))
        elif kind == 'separate' and opened and not opened[-1][1]:
            opened[-1] = (opened[-1][0], True)
        elif kind == 'end' and opened:
            opened.pop()
        else:
            yield 'HT120', problem, mark
    for mark, _ in opened:
        yield 'HT120', problem, mark
