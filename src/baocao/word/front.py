"""The front of the compiler: checks the tags of a part where Word split them, then numbers its paragraphs.

docxtpl's `patch_xml` works on the XML as a string, so it silently swallows or mangles what it was not made
for. Everything of that sort is found here, before it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from baocao.word.cleaning import adjacent, clean, inside_fields
from baocao.word.faults import Faults
from baocao.word.places import Area, area_name, paragraph_places
from baocao.word.wordml import TBL, TC, TR, P, T, local, own, w

_OPEN = re.compile(r'\{[{%#]')
_CLOSE = {'{{': '}}', '{%': '%}', '{#': '#}'}
_LETTER = re.compile(r'\{[{%#](p|tr|tc|r)(?=\s)')
_MISPLACED_LETTER = re.compile(r'\{[{%]-?\s+(p|tr|tc|r)\s+\S')
_CELL_TAG = re.compile(r'\{%-?\s*(colspan|cellbg|vm|hm)\b')
_TRACKED = (
    "Thẻ nằm trong phần sửa đổi đang được theo dõi (Track Changes).",
    "Hãy chấp nhận hoặc từ chối mọi sửa đổi rồi lưu lại mẫu.",
)
_REVISIONS = ('ins', 'del', 'moveFrom', 'moveTo')
_OBJECTS = (
    'drawing',
    'pict',
    'object',
    'fldChar',
    'instrText',
    'footnoteReference',
    'endnoteReference',
    'sym',
)


class Written(Struct, frozen=True):
    """A tag as it stands in a paragraph: its text, offsets in the paragraph, letter (p, tr, tc, r or '')."""

    text: str
    start: int
    end: int
    letter: str


class Front(Struct, frozen=True):
    """A checked part: its XML with numbered markers, the places of the numbers, the text that must survive.

    `written` are its whole tags with their places. `stops` says that joining them would only repeat what was
    found; `torn` that a statement is cut, so that the blocks of the others cannot be told.
    """

    xml: str
    places: tuple[str, ...]
    expected: tuple[tuple[str, str], ...]
    written: tuple[tuple[Written, str], ...]
    stops: bool
    torn: bool


def has_tags(text: str) -> bool:
    """True where the text opens a tag."""
    return _OPEN.search(text) is not None


def check(root: etree._Element, area: Area, part: str, faults: Faults) -> Front:
    """The part made ready for `patch_xml`. Faults of its tags are collected; the root is changed."""
    clean(root)
    return _Checker(root, area, part, faults).front()


class _Checker:
    def __init__(self, root: etree._Element, area: Area, part: str, faults: Faults) -> None:
        self.root, self.faults = root, faults
        self.name = area_name(area, part)
        self.places = paragraph_places(root, area, part)
        self.in_field = inside_fields(root)
        self.written: list[tuple[Written, str]] = []
        self.torn = False

    def front(self) -> Front:
        before = len(self.faults.found)
        expected: list[tuple[str, str]] = []
        markers: list[tuple[etree._Element, str]] = []
        previous: tuple[str, str] | None = None
        for paragraph in self.root.iter(P):
            place = self.places[paragraph]
            markers.append((paragraph, place))
            text = ''.join(t.text or '' for t in own(paragraph, T))
            if previous is not None and text:
                self.check_border(previous[1], text, previous[0])
            previous = (place, text) if text else previous
            if has_tags(text) or '}}' in text or '%}' in text:
                expected.append((place, self.paragraph(paragraph, text, place, markers)))
            elif text:
                expected.append((place, text))
        self.check_elsewhere()
        places = self.mark(markers)
        stops = any(f.code not in ('MB202', 'MB215') for f in self.faults.found[before:])
        xml = etree.tostring(self.root, encoding='unicode')
        return Front(xml, places, tuple(expected), tuple(self.written), stops, self.torn)

    def check_border(self, before: str, after: str, place: str) -> None:
        """`patch_xml` joins a brace at the end of one paragraph with the next one's first sign."""
        if (before[-1] == '{' and after[0] in '{%#') or (before[-1] in '%}#' and after[0] == '}'):
            self.torn = True
            self.faults.add(
                'MB201',
                place,
                "Một thẻ bị ngắt sang đoạn sau.",
                "Hãy gõ lại cả thẻ trong cùng một đoạn văn.",
                f'{before[-20:]}¶{after[:20]}',
            )

    def paragraph(
        self, paragraph: etree._Element, text: str, place: str, markers: list[tuple[etree._Element, str]]
    ) -> str:
        """Check one paragraph with tags; its text as it must come out, each tag as one NUL."""
        signs = [(t, i) for t in own(paragraph, T) for i in range(len(t.text or ''))]
        tags = list(self.scan(text, place))
        self.written += ((tag, place) for tag in tags)
        for tag in tags:
            self.check_position(paragraph, signs[tag.start : tag.end], tag, place)
            self.check_writing(tag, text, place)
        self.check_alone(paragraph, text, tags, place)
        for tag in tags:
            if tag.letter in ('tr', 'tc'):
                self.check_table(paragraph, tag, place, markers)
        for tag in reversed(tags):
            if tag.letter == 'r':
                element, index = signs[tag.start + 2]
                element.text = (element.text or '')[:index] + (element.text or '')[index + 1 :]
        out, at = [], 0
        for tag in tags:
            out += [text[at : tag.start], '\0']
            at = tag.end
        return ''.join((*out, text[at:]))

    def scan(self, text: str, place: str) -> Iterator[Written]:
        """The tags of a paragraph's text; unclosed and stray braces are found."""
        at = 0
        while True:
            found = _OPEN.search(text, at)
            between = text[at : found.start() if found else len(text)]
            stray = re.search(r'\}\}|%\}', between)
            if stray:
                self.faults.add(
                    'MB202',
                    place,
                    f"Dấu đóng thẻ «{stray.group()}» không có dấu mở.",
                    "Hãy thêm dấu mở thẻ, hoặc xóa dấu đóng.",
                    between[max(0, stray.start() - 30) : stray.end()],
                )
            if found is None:
                return
            closing = _CLOSE[found.group()]
            end = text.find(closing, found.end())
            other = _OPEN.search(text, found.end())
            if end < 0 or (other is not None and other.start() < end):
                self.faults.add(
                    'MB201',
                    place,
                    f"Thẻ mở bằng «{found.group()}» không được đóng bằng «{closing}» trong cùng đoạn.",
                    f"Hãy thêm «{closing}», và giữ cả thẻ trong một đoạn văn.",
                    text[found.start() : found.start() + 60],
                )
                self.torn = self.torn or closing == '%}'
                at = found.end() if other is None else other.start()
                continue
            at = end + len(closing)
            tag = text[found.start() : at]
            letter = _LETTER.match(tag)
            yield Written(tag, found.start(), at, letter.group(1) if letter else '')

    def check_position(
        self, paragraph: etree._Element, signs: list[tuple[etree._Element, int]], tag: Written, place: str
    ) -> None:
        """A tag must stand in plain runs of one container, with nothing but runs between its ends."""
        elements = list(dict.fromkeys(e for e, _ in signs))
        around = {local(a) for e in elements for a in e.iterancestors() if a is not self.root}
        if around & set(_REVISIONS):
            self.faults.add('MB208', place, *_TRACKED, tag.text)
            return
        where = self.forbidden(around, elements)
        if where:
            self.faults.add(
                'MB207',
                place,
                f"Thẻ nằm trong {where}, nơi chương trình không điền chữ.",
                "Hãy chuyển thẻ ra đoạn văn thường.",
                tag.text,
            )
            return
        runs = list(dict.fromkeys(e.getparent() for e in elements))
        if len({r.getparent() for r in runs if r is not None}) > 1 or not adjacent(runs, elements):
            self.faults.add(
                'MB209',
                place,
                "Có đối tượng khác (dấu trang, hình, liên kết …) nằm giữa các chữ của thẻ.",
                "Hãy xóa cả thẻ rồi gõ lại liền một mạch.",
                tag.text,
            )

    def forbidden(self, around: set[str], elements: list[etree._Element]) -> str:
        """The name of a surrounding in which nothing may be printed, or ''."""
        if around & {'txbxContent', 'textbox'}:
            return "hộp văn bản"
        if 'hyperlink' in around:
            return "siêu liên kết"
        if 'fldSimple' in around or any(e in self.in_field for e in elements):
            return "trường tự động (field)"
        if any(local(p) != 'r' for e in elements if (p := e.getparent()) is not None):
            return "chỗ đặc biệt"
        return ''

    def check_writing(self, tag: Written, text: str, place: str) -> None:
        """Faults in how the tag itself is written."""
        inner = tag.text[2 + len(tag.letter) : -2]
        if tag.letter and tag.text[2 + len(tag.letter)] != ' ':
            self.faults.add(
                'MB215',
                place,
                f"Sau chữ «{tag.letter}» của thẻ không phải dấu cách thường.",
                "Hãy gõ lại dấu cách đó bằng phím cách.",
                tag.text,
            )
        misplaced = _MISPLACED_LETTER.match(tag.text)
        if misplaced and not tag.letter:
            letter = misplaced.group(1)
            self.faults.add(
                'MB215',
                place,
                f"Chữ «{letter}» phải viết liền dấu mở thẻ.",
                f"Hãy viết {tag.text[:2]}{letter} {tag.text[misplaced.end() - 1 :]}",
                tag.text,
            )
        if tag.letter and re.search('[%}#]' if tag.text[1] == '#' else '[%}]', inner):
            self.faults.add(
                'MB206',
                place,
                f"Trong thẻ «{tag.letter}» có dấu % hoặc }}.",
                "Hãy bỏ dấu đó khỏi thẻ; việc tính và ghép chữ do chương trình làm sẵn.",
                tag.text,
            )
        if _CELL_TAG.match(tag.text):
            self.faults.add(
                'MB211',
                place,
                "Thẻ gộp ô, tô màu ô của docxtpl không dùng ở đây.",
                "Hãy gộp ô hoặc tô màu sẵn trong mẫu.",
                tag.text,
            )
        self.check_dashes(tag, text, place)

    def check_dashes(self, tag: Written, text: str, place: str) -> None:
        """`{%-` and `-%}` pull paragraphs together: they may only stand at a paragraph's edge."""
        if tag.text[1] == '#':
            return
        first, last = tag.text[2] == '-', tag.text[-3] == '-' and len(tag.text) > 5
        if not (first or last):
            return
        statement = tag.text[1] == '%'
        edge = (not first or not text[: tag.start]) and (not last or not text[tag.end :])
        if (tag.letter and last) or (statement and not edge):
            self.faults.add(
                'MB210',
                place,
                "Thẻ có dấu «-» nối đoạn nhưng đứng giữa đoạn hoặc là thẻ cả đoạn; chữ bên cạnh sẽ mất.",
                "Hãy bỏ dấu «-», hoặc đặt {%- ở đầu đoạn, -%} ở cuối đoạn.",
                tag.text,
            )

    def check_alone(self, paragraph: etree._Element, text: str, tags: list[Written], place: str) -> None:
        """A whole-paragraph tag must be alone: docxtpl throws the rest of the paragraph away."""
        whole = [t for t in tags if t.letter == 'p']
        if not whole:
            return
        if len(whole) > 1:
            self.faults.add(
                'MB204',
                place,
                f"Một đoạn có {len(whole)} thẻ chiếm cả đoạn.",
                "Hãy đặt mỗi thẻ {%p … %} hoặc {{p … }} vào một đoạn riêng.",
                ' '.join(t.text for t in whole),
            )
            return
        rest = (text[: whole[0].start] + text[whole[0].end :]).strip()
        objects = [o for name in _OBJECTS for o in own(paragraph, w(name))]
        if rest or objects or paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            beside = f"chữ «{rest}»" if rest else "đối tượng hoặc ngắt phần"
            self.faults.add(
                'MB203',
                place,
                f"Bên cạnh thẻ chiếm cả đoạn còn có {beside}, sẽ bị mất.",
                "Hãy chuyển phần đó sang đoạn khác, hoặc dùng thẻ thường không có chữ p.",
                whole[0].text,
            )

    def check_table(
        self, paragraph: etree._Element, tag: Written, place: str, markers: list[tuple[etree._Element, str]]
    ) -> None:
        """A row or cell tag must be alone in its row or cell."""
        outer = next(paragraph.iterancestors(TR if tag.letter == 'tr' else TC), None)
        word = "hàng" if tag.letter == 'tr' else "ô"
        if outer is None:
            self.faults.add(
                'MB205',
                place,
                f"Thẻ «{tag.letter}» đứng ngoài {word} của bảng.",
                "Hãy đặt thẻ vào trong bảng, hoặc dùng {%p … %} cho đoạn văn.",
                tag.text,
            )
            return
        markers.append((outer, place))
        rest = ''.join(t.text or '' for t in outer.iter(T)).replace(tag.text, '', 1).strip()
        if rest or outer.find(f'.//{TBL}') is not None:
            self.faults.add(
                'MB213',
                place,
                f"Trong {word} của thẻ «{tag.letter}» còn có chữ hoặc bảng khác, sẽ bị mất.",
                f"Hãy để thẻ một mình trong một {word} riêng.",
                f'{tag.text} {rest[:60]}'.strip(),
            )

    def check_elsewhere(self) -> None:
        """Tags in field codes, deleted text, attributes, drawings: nowhere but in `w:t`."""
        for element in self.root.iter(etree.Element):
            texts = [str(v) for v in element.attrib.values()]
            if element.tag != T:
                texts += [element.text or '', *(c.tail or '' for c in element)]
            found = next((t for t in texts if re.search(r'\{[{%]', t)), None)
            if found is not None:
                outer = element if element.tag == P else next(element.iterancestors(P), None)
                place = self.name if outer is None else self.places[outer]
                if local(element).startswith('del'):
                    self.faults.add('MB208', place, *_TRACKED, found[:80])
                    continue
                self.faults.add(
                    'MB207',
                    place,
                    f"Thẻ nằm trong <w:{local(element)}> (mã trường hoặc thuộc tính).",
                    "Hãy chuyển thẻ ra đoạn văn thường.",
                    found[:80],
                )

    def mark(self, markers: list[tuple[etree._Element, str]]) -> tuple[str, ...]:
        """Put the numbered comments before paragraphs, and before rows and cells that a tag removes."""
        for number, (element, _) in enumerate(markers):
            element.addprevious(etree.Comment(f'p{number}'))
        return tuple(place for _, place in markers)
