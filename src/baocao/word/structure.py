"""What Word demands of one part beyond well-formed XML, and the ids a part uses and defines.

Rules of paragraphs, runs and texts are XPath expressions that find only what may break them, so that a sound part costs a
few passes inside libxml2 and no Python per element. Tables have few elements beside these, and are looked at in one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, cast

from lxml import etree
from msgspec import Struct

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
_P, _BODY, _TBL, _GRID, _ROW, _CELL, _SDT, _CONTENT, _CUSTOM = (
    f'{{{W}}}{n}' for n in ('p', 'body', 'tbl', 'tblGrid', 'tr', 'tc', 'sdt', 'sdtContent', 'customXml')
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


#: element of a table -> code, what is wrong, whether an element breaks the rule
_TABLE_RULES: Final = {
    _CELL: (
        ('HT114', "ô của bảng không kết thúc bằng một đoạn văn", _is_open_cell),
        ('HT117', _MISPLACED, lambda e: not _is_child(e, _ROW) and _is_unwrapped(e)),
    ),
    _ROW: (
        ('HT115', _TABLE, _lacks('tc')),
        ('HT117', _MISPLACED, lambda e: not _is_child(e, _TBL) and _is_unwrapped(e)),
    ),
    _TBL: (
        ('HT115', _TABLE, _lacks('tr')),
        ('HT115', _TABLE, lambda e: e.find(_GRID) is None),
        ('HT117', _MISPLACED, lambda e: not _is_child(e, _BODY) and _is_loose_block(e)),
    ),
}


class _Rule(Struct, frozen=True):
    """Code, what is wrong, the elements it speaks of (None: always), the few of them to look at, whether one of them
    breaks it."""

    code: str
    problem: str
    tag: str | None
    search: Callable[[etree._Element], list[Any]]
    is_broken: Callable[[etree._Element], bool]


def _rule(
    code: str,
    problem: str,
    name: str,
    search: str,
    is_broken: Callable[[etree._Element], bool] = _always,
) -> _Rule:
    tag = f'{{{W}}}{name}' if name else None
    return _Rule(code, problem, tag, _path(search), is_broken)


_RULES: Final = (
    _rule(
        'HT117',
        _MISPLACED,
        'r',
        'descendant::w:r[not(parent::w:p or parent::w:sdtContent)]'
        ' | descendant::w:sdt[not(parent::w:p)]/w:sdtContent/w:r',
        _is_loose_run,
    ),
    _rule(
        'HT117',
        _MISPLACED,
        'p',
        'descendant::w:p[not(parent::w:body or parent::w:tc)]',
        _is_loose_block,
    ),
    _rule('HT118', _LOOSE_T, 't', 'descendant::w:t[not(parent::w:r) or *]'),
    _rule(
        'HT119',
        "chữ rơi ra ngoài thẻ chữ nên Word sẽ làm mất",
        '',
        'descendant::text()[not(parent::w:t)]/parent::*',
        _has_loose_text,
    ),
    _rule(
        'HT123',
        _EMPTY_STORY,
        '',
        'self::w:hdr | self::w:ftr | w:footnote | w:endnote | w:comment',
        _lacks('p', 'tbl'),
    ),
)

_FIELD, _FIELD_TYPE, _SECTION = (f'{{{W}}}{n}' for n in ('fldChar', 'fldCharType', 'sectPr'))
_SEPARATORS = ('separator', 'continuationSeparator', 'continuationNotice')
_ID, _NAME, _VAL = (f'{{{W}}}{n}' for n in ('id', 'name', 'val'))
_FALLBACK = f'{{{NAMESPACES["mc"]}}}Fallback'
_RELATIONS = _path('descendant::*/@r:*')
_CONTROL_IDS = _path('descendant::w:sdtPr/w:id')
_PARAGRAPH_IDS = _path('descendant::w:p[@w14:paraId]')
#: elements of which a part has few -> the list of their ids or styles, and the attribute that holds them
_RARE: Final = {
    f'{{{W}}}{name}': (kind, attribute)
    for kind, name, attribute in (
        ('footnote_refs', 'footnoteReference', _ID),
        ('endnote_refs', 'endnoteReference', _ID),
        ('comment_refs', 'commentReference', _ID),
        ('run_styles', 'rStyle', _VAL),
        ('table_styles', 'tblStyle', _VAL),
        ('numbers', 'numId', _VAL),
    )
}
_PARAGRAPH_STYLE = f'{{{W}}}pStyle'
_DRAWING, _START, _END = f'{{{NAMESPACES["wp"]}}}docPr', f'{{{W}}}bookmarkStart', f'{{{W}}}bookmarkEnd'
_PARAGRAPH_ID = f'{{{NAMESPACES["w14"]}}}paraId'
_NOTES = _path('w:footnote | w:endnote | w:comment')
#: libxml2 refuses elements in 256 others; real ones stand in less than thirty
MOST_NESTED: Final = 60
_DEEP = _path('/'.join('*' * MOST_NESTED))
_TYPE = f'{{{W}}}type'


class Facts(Struct, frozen=True):
    """What a part refers to and defines: ids as typed, in document order."""

    footnote_refs: tuple[str, ...] = ()
    endnote_refs: tuple[str, ...] = ()
    comment_refs: tuple[str, ...] = ()
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
    """The facts of a part of WordprocessingML."""
    lists: dict[str, tuple[str, ...]] = {}
    rare: dict[str, list[str]] = {kind: [] for kind, _ in _RARE.values()}
    for element in root.iter(*_RARE):
        kind, attribute = _RARE[str(element.tag)]
        if (value := element.get(attribute)) is not None:
            rare[kind].append(value)
    lists |= {kind: tuple(found) for kind, found in rare.items()}
    lists['paragraph_styles'] = _values(root.iter(_PARAGRAPH_STYLE), _VAL)
    once = _read_once(root)
    lists['drawings'] = _values(once(root.iter(_DRAWING)), 'id')
    lists['controls'] = _values(once(_CONTROL_IDS(root)), _VAL)
    lists['paragraphs'] = _values(once(_PARAGRAPH_IDS(root)), _PARAGRAPH_ID)
    starts = list(once(root.iter(_START)))
    lists['bookmark_ids'], lists['bookmark_names'] = _values(starts, _ID), _values(starts, _NAME)
    lists['bookmark_ends'] = _values(once(root.iter(_END)), _ID)
    notes = [(str(n.get(_ID)), n.get(_TYPE)) for n in _NOTES(root)]
    lists['notes'] = tuple(i for i, _ in notes)
    lists['separators'] = tuple(i for i, kind in notes if kind in _SEPARATORS)
    return Facts(**lists)


def relation_ids(root: etree._Element) -> list[str]:
    """The ids of relationships that a part uses (ISO 29500-1, 22.8)."""
    return _RELATIONS(root)


def is_deep(root: etree._Element) -> bool:
    """True where elements are nested deeper than in any paper, and libxml2's own bound is not far."""
    return bool(_DEEP(root))


def _values(elements: Iterable[etree._Element], attribute: str) -> tuple[str, ...]:
    """The values of an attribute, of the elements that have it."""
    return tuple([v for e in elements if (v := e.get(attribute)) is not None])


def _read_once(root: etree._Element) -> Callable[[Iterable[etree._Element]], Iterable[etree._Element]]:
    """A choice of elements that leaves out what text boxes hold a second time, in mc:Fallback, for older programs."""
    if next(root.iter(_FALLBACK), None) is None:
        return lambda elements: elements
    return lambda elements: [e for e in elements if next(e.iterancestors(_FALLBACK), None) is None]


def broken(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    """Code, description and element of each broken rule of structure, the first ENOUGH of each."""
    for rule in _RULES:
        if rule.tag is not None and next(root.iter(rule.tag), None) is None:
            continue
        for element in islice(filter(rule.is_broken, rule.search(root)), ENOUGH):
            yield rule.code, rule.problem, element
    yield from islice(_broken_tables(root), 3 * ENOUGH)
    yield from _broken_body(root)
    yield from islice(_broken_fields(root), ENOUGH)


def _broken_tables(root: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
    for element in root.iter(*_TABLE_RULES):
        for code, problem, is_broken in _TABLE_RULES[str(element.tag)]:
            if is_broken(element):
                yield code, problem, element


def _is_child(element: etree._Element, tag: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == tag


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
