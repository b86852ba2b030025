"""The last look at a draft before it is published: would Word open it, and is every reference met?

Only the parts that the run has changed are parsed and judged. Of the others, which come unchanged from the
template, the facts are remembered by their bytes, so that a batch pays for them once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from lxml import etree
from msgspec import Struct, field

from baocao.errors import Finding, Level, Span
from baocao.word import shapes
from baocao.word.fields import is_memory
from baocao.word.opc import (
    OFFICE_DOCUMENT,
    TYPES_PART,
    Relationship,
    folded,
    is_xml,
    read_relationships,
    read_types,
    source_of,
)
from baocao.word.structure import ENOUGH, Facts, broken, facts, relation_ids
from baocao.word.xml import W, XmlFault, is_surely_nfc, parse_own

_REMEDY = (
    "Đây là lỗi của chương trình, không phải của dữ liệu, và bản thảo chưa được ghi ra. "
    "Xin gửi thông báo này cùng tệp dữ liệu cho người bảo trì."
)
_SIGNS = bytes(range(0x20, 0x7F)) + b'\t\n\r'
_HIGH = bytes(range(0x80, 0x100))
_C1 = re.compile(rb'\xc2[\x80-\x9f]')
_REFERENCE = re.compile(rb'&#(x?)0*([0-9A-Fa-f]{1,7});')
_STORIES = re.compile(r'wordprocessingml\.(?:document\.main|header|footer|footnotes|endnotes|comments)\+xml$')
_BODY, _P, _T, _STYLE, _NUM = (f'{{{W}}}{n}' for n in ('body', 'p', 't', 'style', 'num'))
_STYLE_ID, _TYPE, _NUM_ID = (f'{{{W}}}{n}' for n in ('styleId', 'type', 'numId'))
#: parts of custom XML are read by programs alone, and refer to nothing
_FOR_PROGRAMS = 'customXml/'
#: the id of a relationship that is none
_NO_ID = frozenset(('',))
_MAX_BOOKMARK = 40  # ISO 29500-1, 17.13.6.2; Word cuts longer names and then finds two alike


class Fault(Struct, frozen=True):
    """A fault of a package: its code, the part, what is wrong, and words near it."""

    code: str
    part: str
    problem: str
    near: str = ''


def check_output(parts: Mapping[str, bytes], changed: Collection[str], name: str) -> tuple[Finding, ...]:
    """The findings HT101 to HT124, all `chặn`, about a draft that is to be written; `name` is its file.

    `changed` are the parts that differ from the template's; the others are trusted. Nothing is raised.
    """
    return tuple(
        Finding(
            f.code, Level.CHAN, Span(name, place=f"thành phần {f.part}" if f.part else ''),
            f"Bản thảo vừa tạo không lành: {f.problem}.", _REMEDY, f.near,
        )
        for f in faults(parts, changed)
    )  # fmt: skip


def faults(parts: Mapping[str, bytes], changed: Collection[str]) -> list[Fault]:
    """The faults of the changed parts, and of the references between them and the others.

    A look by shapes comes first, which is quick and never finds a broken part sound; only where it is in doubt, the
    parts are judged element by element.
    """
    if next(_Check(parts, frozenset(changed), by_shapes=True).run(), None) is None:
        return []
    return _enough(_Check(parts, frozenset(changed)).run())


def _enough(found: Iterable[Fault]) -> list[Fault]:
    seen: Counter[tuple[str, str]] = Counter()
    kept: list[Fault] = []
    for fault in found:
        key = (fault.code, fault.part)
        seen[key] += 1
        if seen[key] <= ENOUGH:
            kept.append(fault)
    return kept


class Frame(Struct, frozen=True):
    """What a package says of its parts: which are XML, which of them are stories, the ids of the relationships of
    each, the document itself ('' where there is none), the first part that it names under each kind of relationship,
    and all parts that it names; what is wrong with all this."""

    xml: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    main: str = ''
    kinds: Mapping[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Check:
    """One look at one package. `by_shapes` serves to find out whether there is any fault, not which."""

    def __init__(self, parts: Mapping[str, bytes], changed: frozenset[str], by_shapes: bool = False) -> None:
        self._parts = parts
        self._by_shapes = by_shapes
        self._changed = changed
        self._frame = Frame()
        self._facts: dict[str, Facts] = {}

    def run(self) -> Iterator[Fault]:
        """All faults, the package's own first. Ends early where parts cannot be told apart."""
        if TYPES_PART not in self._parts:
            yield Fault('HT122', TYPES_PART, "thiếu danh mục kiểu nội dung")
            return
        relations = tuple([(n, data) for n, data in self._parts.items() if n.endswith('.rels')])
        try:
            self._frame = _remembered_frame(self._parts[TYPES_PART], relations, tuple(self._parts))
        except XmlFault as fault:
            yield Fault('HT101', TYPES_PART, f"danh mục hoặc liên kết sai cú pháp XML{_at(fault)}")
            return
        yield from self._frame.faults
        if not self._frame.main:
            yield Fault('HT122', '', "không có phần thân văn bản")
            return
        for part in self._parts:
            if part in self._changed and part != TYPES_PART and not part.endswith('.rels'):
                yield from self._faults_of_part(part)
        yield from self._faults_between(self._frame.main)

    def _faults_of_part(self, part: str) -> Iterator[Fault]:
        """What one changed part tells by itself; its facts are kept."""
        data = self._parts[part]
        if part not in self._frame.xml:
            return
        is_story, known = part in self._frame.stories, self._frame.ids.get(part, _NO_ID)
        shown = not part.startswith(_FOR_PROGRAMS)
        if shown and _has_controls(data):
            yield Fault('HT102', part, "có ký tự điều khiển trong văn bản")
        if self._by_shapes and (is_story or not shown) and self._is_proved(part, known):
            return
        try:
            root = parse_own(data)
        except XmlFault as fault:
            yield Fault('HT101', part, f"sai cú pháp XML{_at(fault)}")
            return
        if not shown:
            return
        if not is_surely_nfc(data):
            yield from (
                Fault('HT103', part, "chữ chưa ở dạng Unicode dựng sẵn", t[:80]) for t in _texts_not_nfc(root)
            )
        for id_ in dict.fromkeys(relation_ids(root)):
            if id_ not in known:
                yield Fault('HT111', part, f"dùng liên kết «{id_}» không được khai")
        if is_story:
            self._facts[part] = facts(root)
            for code, problem, element in broken(root):
                yield Fault(code, part, problem, _near(element))

    def _is_proved(self, part: str, known: frozenset[str]) -> bool:
        """True where a part is surely sound by its shapes; the facts of a story are kept."""
        data = self._parts[part]
        if not is_surely_nfc(data):
            return False
        if part.startswith(_FOR_PROGRAMS):
            return is_memory(data) and shapes.is_simple(data) and not _has_controls(data)
        found = shapes.proved(data)
        if found is None or not found.relations <= known:
            return False
        self._facts[part] = found.facts
        return True

    def _faults_between(self, main: str) -> Iterator[Fault]:
        """Ids and references over the stories of the document; the glossary's stories are a world of their own."""
        stories = (main, *self._frame.named)
        for part in stories:
            if part not in self._facts and part in self._frame.stories:
                try:
                    self._facts[part] = _remembered_facts(self._parts[part])
                except XmlFault:
                    continue  # told above where the part is ours
        known = {p: self._facts[p] for p in stories if p in self._facts}
        changed = {p: f for p, f in known.items() if p in self._changed}
        yield from self._faults_of_notes(main, known)
        yield from _faults_of_ids(known, changed)
        for part, found in changed.items():
            yield from _faults_of_bookmarks(part, found)
        yield from self._faults_of_styles(changed)

    def _faults_of_notes(self, main: str, known: Mapping[str, Facts]) -> Iterator[Fault]:
        for kind in ('footnote', 'endnote', 'comment'):
            part = self._frame.kinds.get(f'{kind}s', '')
            if main not in known or not {main, part} & self._changed:
                continue
            notes = known[part] if part in known else Facts()
            used = Counter[str](getattr(known[main], f'{kind}_refs'))
            usable = set(notes.notes) - set(notes.separators)
            for id_, count in Counter(notes.notes).items():
                if count > 1:
                    yield Fault('HT106', part, f"hai chú thích hoặc nhận xét cùng mã «{id_}»")
            for id_ in used:
                if id_ not in usable:
                    yield Fault('HT104', main, f"dẫn tới chú thích hoặc nhận xét «{id_}» không có")
            for id_ in notes.notes:
                if id_ in usable and used[id_] != 1:
                    yield Fault(
                        'HT105', part, f"chú thích hoặc nhận xét «{id_}» được dẫn {used[id_]} lần, phải là 1"
                    )

    def _faults_of_styles(self, changed: Mapping[str, Facts]) -> Iterator[Fault]:
        def related(kind: str) -> bytes:
            return self._parts.get(self._frame.kinds.get(kind, ''), b'')

        try:
            styles = _remembered_styles(related('styles'))
            numbers = _remembered_numbers(related('numbering'))
        except XmlFault:
            return  # told above where the part is ours
        for part, found in changed.items():
            used = (
                ('paragraph', found.paragraph_styles),
                ('character', found.run_styles),
                ('table', found.table_styles),
            )
            for kind, ids in used:
                for id_ in dict.fromkeys(ids):
                    if styles.get(id_) != kind:
                        yield Fault('HT121', part, f"dùng kiểu «{id_}» chưa được định nghĩa")
            for id_ in dict.fromkeys(found.numbers):
                if id_ != '0' and id_ not in numbers:
                    yield Fault('HT124', part, f"dùng danh sách đánh số «{id_}» chưa được định nghĩa")


def _faults_of_ids(known: Mapping[str, Facts], changed: Mapping[str, Facts]) -> Iterator[Fault]:
    """Ids used twice over all stories, where a changed one takes part."""
    kinds = (
        ('HT107', 'bookmark_names', "dấu trang (bookmark) cùng tên"),
        ('HT108', 'drawings', "hình vẽ cùng mã"),
        ('HT109', 'controls', "ô nội dung (content control) cùng mã"),
        ('HT110', 'paragraphs', "đoạn văn cùng mã"),
    )
    for code, name, what in kinds:
        ids = [id_ for found in known.values() for id_ in getattr(found, name)]
        if len(ids) == len(set(ids)):
            continue
        counts = Counter(ids)
        for part, found in changed.items():
            for id_ in dict.fromkeys(getattr(found, name)):
                if counts[id_] > 1:
                    yield Fault(code, part, f"có {counts[id_]} {what} «{id_}»")


def _faults_of_bookmarks(part: str, found: Facts) -> Iterator[Fault]:
    starts, ends = Counter(found.bookmark_ids), Counter(found.bookmark_ends)
    each_once = starts == ends and starts.total() == len(starts)
    for id_ in () if each_once else {**starts, **ends}:
        if starts[id_] != 1 or ends[id_] != 1:
            problem = f"dấu trang (bookmark) mã «{id_}» mở {starts[id_]} lần và đóng {ends[id_]} lần"
            yield Fault('HT125', part, problem)
    for name in found.bookmark_names:
        if not name or len(name) > _MAX_BOOKMARK:
            yield Fault(
                'HT126', part, f"tên dấu trang (bookmark) «{name}» rỗng hoặc dài quá {_MAX_BOOKMARK} ký tự"
            )


def _has_controls(data: bytes) -> bool:
    """True for C0 (but tab and line ends), DEL and C1, as bytes or as character references."""
    others = data.translate(None, _SIGNS)
    if others.translate(None, _HIGH) or (_C1.search(others) and _C1.search(data)):
        return True
    found = _REFERENCE.findall(data) if b'&#' in data else ()
    numbers = {int(digits, 16) if x else int(digits) for x, digits in found if x or digits.isdigit()}
    return any((n < 0x20 and n not in (9, 10, 13)) or 0x7F <= n < 0xA0 for n in numbers)


def _texts_not_nfc(root: etree._Element) -> Iterator[str]:
    """Texts of paragraphs (of elements where a part has none) that are not in form C."""
    paragraphs = [''.join(t.text or '' for t in p.iter(_T)) for p in root.iter(_P)]
    texts = paragraphs or [e.text or '' for e in root.iter()]
    return (t for t in texts if not unicodedata.is_normalized('NFC', t))


def _near(element: etree._Element) -> str:
    """Words by which the place is found: those of the element, or of what is around it below the body."""
    for around in (element, *element.iterancestors()):
        if around.tag == _BODY or around.getparent() is None:
            break
        text = ''.join(t.text or '' for t in around.iter(_T)).strip()
        if text:
            return text[:80]
    return ''


def _at(fault: XmlFault) -> str:
    return f" ở dòng {fault.line}, cột {fault.column}" if fault.line else ''


# Pure functions of bytes that many documents of one template share; the cache cannot change a result.
@lru_cache(maxsize=32)
def _remembered_frame(
    types: bytes, relations: tuple[tuple[str, bytes], ...], names: tuple[str, ...]
) -> Frame:
    """The frame of a package. Raises XmlFault."""
    parts = folded(names)
    known = read_types(parse_own(types), names)
    found = {
        source: tuple(read_relationships(parse_own(data), source, parts))
        for part, data in relations
        if (source := source_of(part)) is not None
    }
    main = next((r.part for r in found.get('', ()) if r.type == OFFICE_DOCUMENT), '')
    kinds: dict[str, str] = {}
    for relation in found.get(main, ()):
        if relation.part:
            kinds.setdefault(relation.kind, relation.part)
    return Frame(
        frozenset(n for n in names if is_xml(n, known.get(n, ''))),
        frozenset(n for n, content_type in known.items() if _STORIES.search(content_type)),
        {source: _NO_ID.union(r.id for r in of) for source, of in found.items()},
        main,
        kinds,
        tuple(dict.fromkeys(r.part for r in found.get(main, ()) if r.part)),
        tuple(_faults_of_frame(known, found, frozenset(names))),
    )


def _faults_of_frame(
    types: Mapping[str, str], relations: Mapping[str, tuple[Relationship, ...]], names: frozenset[str]
) -> Iterator[Fault]:
    for part, content_type in types.items():
        if not content_type:
            yield Fault('HT113', part, f"«{part}» không có kiểu nội dung")
    for source, found in relations.items():
        if source and source not in names:
            yield Fault('HT112', source, f"có liên kết của «{source}» nhưng không có thành phần này")
        for id_, count in Counter(r.id for r in found).items():
            if count > 1:
                yield Fault('HT112', source, f"hai liên kết cùng mã «{id_}»")
        for r in found:
            if not r.part and not r.leads_outside:
                yield Fault('HT112', source, f"liên kết «{r.id}» trỏ tới «{r.target}» không có trong tệp")


@lru_cache(maxsize=32)
def _remembered_facts(data: bytes) -> Facts:
    return facts(parse_own(data))


@lru_cache(maxsize=8)
def _remembered_styles(data: bytes) -> Mapping[str, str]:
    root = parse_own(data) if data else None
    found = () if root is None else root.iter(_STYLE)
    return {s.get(_STYLE_ID) or '': s.get(_TYPE) or 'paragraph' for s in found}


@lru_cache(maxsize=8)
def _remembered_numbers(data: bytes) -> frozenset[str]:
    root = parse_own(data) if data else None
    return frozenset() if root is None else frozenset(n.get(_NUM_ID) or '' for n in root.iter(_NUM))
