"""A quick proof that a part is sound: its paragraphs and rows by their shapes, which many papers share.

Texts and numbers are a paper's own; what is left of a paragraph without them, its shape, is that of thousands. A shape
is judged once by the rules of `structure`, all of which look at an element and what is near it; a sound one that
defines nothing gives way to an empty paragraph, and only what remains of the part is judged as a whole. Replacements keep
each `<` and the name after it, so that a part that is not well-formed never becomes so.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from baocao.word.structure import MOST_NESTED, Facts, broken, facts, is_deep, relation_ids
from baocao.word.wordml import XML_HEAD
from baocao.word.xml import XmlFault, parse_own

#: a longer shape is shared by nobody (bytes); a longer remainder is not remembered
_LONGEST_SHAPE, _LONGEST_REST = 4096, 1 << 16
#: libxml2 refuses a text of ten million bytes
_LONGEST_PART = 9_000_000
_ROOT = re.compile(rb'(?:%b)?<w:[a-zA-Z]+((?: [^<>]*)?)>' % re.escape(XML_HEAD))
#: what means something from afar: comments and sections of letters, instructions, namespaces, ids of XML itself, content
#: that stands there twice
_FAR = (b'<!', b'<?', b'xmlns', b'xml:id', b':Fallback')
_OTHER_REFERENCE = re.compile(rb'&(?!amp;|lt;|gt;|quot;|#9;|#10;)')
_TEXT = re.compile(rb'<w:t xml:space="preserve">[^<]*')
_START = re.compile(rb'<w:bookmarkStart w:id="(\d+)" w:name="(_bc\d+)"/>')
_END = re.compile(rb'<w:bookmarkEnd w:id="(\d+)"/>')
_CONTROL = re.compile(rb'<w:tag w:val="[^"<]*"/><w:id w:val="(\d+)"/>')
_NOTE = re.compile(rb'<w:footnoteReference w:id="(\d+)"/>')


class Sound(Struct, frozen=True):
    """What a sound part uses and defines, in no order, and the ids of relationships that it uses."""

    facts: Facts
    relations: frozenset[str]


class _Level(Struct, frozen=True):
    """An element whose shapes are looked at: its tags, what a sound one gives way to, what stands around it."""

    begin: bytes
    end: bytes
    instead: bytes
    before: bytes
    after: bytes


_LEVELS: Final = (
    _Level(b'<w:p>', b'</w:p>', b'<w:p/>', b'', b''),
    _Level(
        b'<w:tr>',
        b'</w:tr>',
        b'<w:tr><w:tc><w:p/></w:tc></w:tr>',
        b'<w:tbl><w:tblGrid/>',
        b'</w:tbl>',
    ),
)


def proved(data: bytes) -> Sound | None:
    """What a part of WordprocessingML uses and defines where it is surely sound; None where one must look closer.

    `data` must hold no control characters and no letters but those that `xml.is_surely_nfc` knows.
    """
    root = _ROOT.match(data)
    if root is None or not is_simple(data):
        return None
    rest, own = _without_numbers(_TEXT.sub(b'<w:t>', data[root.end() :]))
    uses: list[Facts] = []
    for level in _LEVELS:
        rest = _without_shapes(rest, level, root.group(1), uses)
    judge = _remembered if len(rest) <= _LONGEST_REST else _judged
    whole = judge(root.group(), rest)
    return None if whole is None else Sound(_joined(whole.facts, own, uses), whole.relations)


def is_simple(data: bytes) -> bool:
    """True for UTF-8 with no reference but those of signs, which any text may hold."""
    if len(data) > _LONGEST_PART or (
        b']' in data and b']]>' in data
    ):  # one letter is sought far faster than three
        return False
    if b'&' in data and _OTHER_REFERENCE.search(data) is not None:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _without_numbers(data: bytes) -> tuple[bytes, Facts]:
    """The part without the numbers of bookmarks, controls and notes that count on, and these numbers."""
    starts = _START.split(data)
    ends = _END.split(b'<w:bookmarkStart/>'.join(starts[::3]))
    controls = _CONTROL.split(b'<w:bookmarkEnd/>'.join(ends[::2]))
    rest = b'<w:tag/><w:id/>'.join(controls[::2])
    notes = _NOTE.split(rest) if b'<w:footnoteReference w' in rest else [rest]
    found = Facts(
        bookmark_ids=_texts(starts[1::3]),
        bookmark_names=_texts(starts[2::3]),
        bookmark_ends=_texts(ends[1::2]),
        controls=_texts(controls[1::2]),
        footnote_refs=_texts(notes[1::2]),
    )
    return b'<w:footnoteReference/>'.join(notes[::2]), found


def _texts(found: list[bytes]) -> tuple[str, ...]:
    return tuple(b' '.join(found).decode().split())


def _without_shapes(data: bytes, level: _Level, root: bytes, uses: list[Facts]) -> bytes:
    """The part without the innermost elements of a level that are surely sound; adds the styles that they use."""
    *chunks, last = data.split(level.end)
    known: dict[bytes, Facts | None] = {}
    kept: list[bytes] = []
    for chunk in chunks:
        at = chunk.rfind(level.begin)
        shape = chunk[at:] if at >= 0 else b''
        if shape in known:
            found = known[shape]
        elif 0 < len(shape) <= _LONGEST_SHAPE:
            found = known[shape] = _shape(shape, level, root)
        else:
            found = None
        kept += (chunk, level.end) if found is None else (chunk[:at], level.instead)
    uses += [found for found in known.values() if found is not None]
    kept.append(last)
    return b''.join(kept)


# Pure functions of bytes that many documents share; the caches cannot change a result.
@lru_cache(maxsize=512)
def _shape(shape: bytes, level: _Level, root: bytes) -> Facts | None:
    """The styles and numberings that a sound element without its end tag uses; None where it is not sound, or defines or
    refers to anything else. `root` are the attributes of the part's root."""
    around = (
        b'<w:body>',
        level.before,
        shape,
        level.end,
        level.after,
        b'<w:p/><w:sectPr/></w:body></w:document>',
    )
    found = _judged(b'<w:document%b>' % root, b''.join(around))
    if found is None or found.relations:
        return None
    used = found.facts
    plain = Facts(
        paragraph_styles=tuple(set(used.paragraph_styles)),
        run_styles=tuple(set(used.run_styles)),
        table_styles=tuple(set(used.table_styles)),
        numbers=tuple(set(used.numbers)),
    )
    others = replace(used, paragraph_styles=(), run_styles=(), table_styles=(), numbers=())
    return plain if others == Facts() else None


@lru_cache(maxsize=64)
def _remembered(head: bytes, rest: bytes) -> Sound | None:
    return _judged(head, rest)


def _judged(head: bytes, rest: bytes) -> Sound | None:
    """What is used after the tag of a root, by the rules for single elements; None where it is not sound."""
    if any(sign in rest for sign in _FAR):
        return None
    try:
        root = parse_own(head + rest)
    except XmlFault:
        return None
    nested = rest.count(b'</') > MOST_NESTED  # each element in which others stand has an end tag
    if (nested and is_deep(root)) or next(broken(root), None) is not None:
        return None
    return Sound(facts(root), frozenset(relation_ids(root)))


def _joined(whole: Facts, own: Facts, uses: list[Facts]) -> Facts:
    return replace(
        whole,
        footnote_refs=whole.footnote_refs + own.footnote_refs,
        controls=whole.controls + own.controls,
        bookmark_ids=whole.bookmark_ids + own.bookmark_ids,
        bookmark_names=whole.bookmark_names + own.bookmark_names,
        bookmark_ends=whole.bookmark_ends + own.bookmark_ends,
        paragraph_styles=_all(whole.paragraph_styles, [f.paragraph_styles for f in uses]),
        run_styles=_all(whole.run_styles, [f.run_styles for f in uses]),
        table_styles=_all(whole.table_styles, [f.table_styles for f in uses]),
        numbers=_all(whole.numbers, [f.numbers for f in uses]),
    )


def _all(first: tuple[str, ...], others: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(set(first).union(*others))
