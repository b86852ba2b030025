"""Comments written into a Word file, each on the very words that it is about; all else stays as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from typing import Final

from lxml import etree
from msgspec import Struct

from baocao import seal
from baocao.container import Deflater, shown
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.prose import Where, composed
from baocao.word import assembly, integrity, notes
from baocao.word.letters import Letters
from baocao.word.looks import Looks
from baocao.word.marking import Marker, holder
from baocao.word.opc import folded, relationships_name
from baocao.word.package import Package, read_package, write_package
from baocao.word.reader import body_story
from baocao.word.styles import Styles
from baocao.word.where import WordPlace
from baocao.word.wordml import RPR, RUN, P, T, flag, w
from baocao.word.xml import W, parse

AUTHOR: Final = 'baocao'
INITIALS: Final = 'BC'
_PART, _TYPE = (
    'word/comments.xml',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml',
)
_ID, _COMMENT = w('id'), w('comment')
_MARKS = (w('commentRangeStart'), w('commentRangeEnd'), w('commentReference'))
_TERMS = 'http://purl.org/dc/terms/'
_DAY = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')
_ILLEGAL = re.compile('[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_SIGNED = re.compile(r'digital-signature', re.IGNORECASE)
_SPACE = '{http://www.w3.org/XML/1998/namespace}space'
_QUOTED = 100


class Comment(Struct, frozen=True):
    """A comment on words of a passage (offsets of its text, the end exclusive): its paragraphs, who says it.

    `where` is the place that the reader gave the passage.
    """

    where: Where
    start: int
    end: int
    paragraphs: tuple[str, ...]
    author: str = AUTHOR
    initials: str = INITIALS

    @property
    def place(self) -> WordPlace:
        """The place in the Word file. Raises TypeError for the place of another kind of file."""
        if not isinstance(self.where, WordPlace):
            raise TypeError('a comment goes into a Word file')
        return self.where

    @property
    def words(self) -> tuple[int, int]:
        """The offsets, within the text and around one letter at least."""
        start = max(0, min(self.start, len(self.place.text) - 1))
        return start, max(start + 1, min(self.end, len(self.place.text)))


def with_comments(
    source: bytes | Package,
    comments: Sequence[Comment],
    name: str,
    sealed: bool = False,
    deflater: Deflater | None = None,
) -> bytes:
    """The file with the comments added to those it has; the places are those of `reader.read_document` for it.

    Word takes no comments in notes and text boxes: those stand at the reference of the note or around the box, and
    say so. The date is the document's own, or none. Same input, same bytes; of the other parts only those change
    that must know of the comments. The seal of a draft is left as it is, and so broken: the copy is a person's; with
    `sealed` it is renewed, for a draft that the program itself writes with its comments.
    Raises BaoCaoError: what `read_package` raises, MB062 for a file with a digital signature.
    """
    package = source if isinstance(source, Package) else read_package(source, name)
    if _is_signed(package):
        problem = "Tệp có chữ ký số; ghi thêm nhận xét sẽ làm hỏng chữ ký, nên không ghi."
        remedy = "Dùng bản .docx chưa ký số để ghi nhận xét, hoặc đọc các phát hiện in ra màn hình."
        raise BaoCaoError(Finding('MB062', Level.CHAN, Span(name), problem, remedy))
    parts = dict(package.parts)
    if comments:
        _write(parts, package, comments)
    if sealed and seal.PART in parts:
        parts[seal.PART] = seal.make({n: seal.part_digest(data) for n, data in parts.items()})
        changed = [part for part, data in parts.items() if package.parts.get(part) != data]
        if broken := integrity.check_output(parts, changed, name):
            raise BaoCaoError(*broken)
    return write_package(parts, deflater)


def _is_signed(package: Package) -> bool:
    kinds = [*package.content_types.values(), *(r.type for r in package.relationships())]
    return any(map(_SIGNED.search, kinds)) or any(
        n.lower().startswith('_xmlsignatures/') for n in package.parts
    )


def _write(parts: dict[str, bytes], package: Package, comments: Sequence[Comment]) -> None:
    main = package.main_part
    rels = relationships_name(main)
    written = folded(parts).get(rels.casefold(), rels)  # names of parts are equal in any case of letters
    if written != rels:
        parts[rels] = parts.pop(written)
    sheet = next(iter(package.related(main, 'styles')), '')
    styles = Styles(parse(parts[sheet]) if sheet else None)
    body = parse(parts[main])
    part = next(iter(package.related(main, 'comments')), '') or _free_name(parts)
    listing = parse(parts[part]) if part in parts else etree.Element(w('comments'), nsmap={'w': W})
    used = {e.get(_ID) for root in (body, listing) for e in root.iter(_COMMENT, *_MARKS)}
    free = (n for n in map(str, count()) if n not in used)
    numbered = [(next(free), comment) for comment in _in_order(comments)]
    text, reference = styles.require_comment_styles()
    _mark(body, Looks(styles), numbered, reference)
    day = _day(package)
    listing.extend(_made(ident, comment, text, reference, day) for ident, comment in numbered)
    parts[main] = _bytes(body)
    if part in parts:
        parts[part] = _bytes(listing)
    else:
        assembly.add(parts, part, _bytes(listing), _TYPE)
        assembly.relate(parts, main, assembly.office('comments'), part)
    notes.ensure_styles(parts, main, styles)


def _free_name(parts: Mapping[str, bytes]) -> str:
    """The first of `word/comments.xml`, `word/comments2.xml` ... that no part has, in any case of letters."""
    names = folded(parts)
    return next(n for n in chain([_PART], (f'word/comments{i}.xml' for i in count(2))) if n not in names)


def _in_order(comments: Sequence[Comment]) -> list[Comment]:
    """The comments as people meet them in the text; those on one place as given."""
    return sorted(comments, key=lambda c: (c.place.paragraph, c.place.anchor >= 0, c.place.anchor, c.words))


def _mark(
    body: etree._Element, looks: Looks, numbered: Sequence[tuple[str, Comment]], reference: str
) -> None:
    """Put the marks of all comments around their words."""
    by_paragraph: dict[int, list[tuple[str, Comment]]] = {}
    for ident, comment in numbered:
        by_paragraph.setdefault(comment.place.paragraph, []).append((ident, comment))
    found = [(p.letters, by_paragraph[p.number]) for p in body_story(body, looks) if p.number in by_paragraph]
    marker = Marker(body)
    for letters, own in found:
        for ident, comment in own:
            if comment.place.anchor >= 0:
                element = holder(letters.anchors[comment.place.anchor].element)
                marker.left_of(element).addprevious(flag('commentRangeStart', id=ident))
                _close(marker.right_of(element), ident, reference)
        _mark_words(marker, letters, [(i, c) for i, c in own if c.place.anchor < 0], reference)


def _mark_words(marker: Marker, letters: Letters, own: Sequence[tuple[str, Comment]], reference: str) -> None:
    """Marks in one text, the last first; where one comment ends and another begins, the end stands first."""
    _, raw = composed(letters.raw)
    starts = [(raw[comment.words[0]], 1, -i, ident) for i, (ident, comment) in enumerate(own)]
    ends = [(raw[comment.words[1]], 0, i, ident) for i, (ident, comment) in enumerate(own)]
    marks = sorted([*starts, *ends], reverse=True)
    for (offset, opens), group in groupby(marks, key=lambda mark: mark[:2]):
        found = marker.before(letters, offset) if opens else marker.after(letters, offset)
        for *_, ident in group:
            if opens:
                found.addprevious(flag('commentRangeStart', id=ident))
            else:
                _close(found, ident, reference)


def _close(last: etree._Element, ident: str, reference: str) -> None:
    run = etree.Element(RUN)
    etree.SubElement(run, RPR).append(flag('rStyle', val=reference))
    run.append(flag('commentReference', id=ident))
    last.addnext(run)
    last.addnext(flag('commentRangeEnd', id=ident))


def _made(ident: str, comment: Comment, text: str, reference: str, day: str) -> etree._Element:
    author = {'author': _legal(comment.author), **({'date': day} if day else {})}
    made = flag('comment', id=ident, **author, initials=_legal(comment.initials))
    for number, words in enumerate(_paragraphs(comment)):
        paragraph = etree.SubElement(made, P)
        etree.SubElement(paragraph, w('pPr')).append(flag('pStyle', val=text))
        if not number:
            run = etree.SubElement(paragraph, RUN)
            etree.SubElement(run, RPR).append(flag('rStyle', val=reference))
            run.append(flag('annotationRef'))
        element = etree.SubElement(etree.SubElement(paragraph, RUN), T, {_SPACE: 'preserve'})
        element.text = words
    return made


def _paragraphs(comment: Comment) -> Iterator[str]:
    place, (start, end) = comment.place, comment.words
    if place.anchor >= 0:
        words = ' '.join(shown(place.text[start:end]).split())[:_QUOTED]
        yield f"Nhận xét này nói về «{words}» trong {place.place}."
    for text in comment.paragraphs or ("",):
        yield from _legal(text).split('\n')


def _legal(text: str) -> str:
    return unicodedata.normalize('NFC', _ILLEGAL.sub('\ufffd', text))


def _day(package: Package) -> str:
    """The date of the document's last change, else of its making, as its properties tell it; '' where they do not."""
    part = next(iter(package.related('', 'core-properties')), '')
    root = parse(package.parts[part]) if part in package.xml_parts else None
    texts = (
        '' if root is None else root.findtext(f'.//{{{_TERMS}}}{n}') or '' for n in ('modified', 'created')
    )
    return next((t.strip() for t in texts if _DAY.fullmatch(t.strip())), '')


def _bytes(root: etree._Element) -> bytes:
    """The part with what stands before its root."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding='UTF-8', standalone=True)
