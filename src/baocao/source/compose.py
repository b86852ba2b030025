"""Events of PyYAML -> nodes. Depth, size and everything outside the plain subset is judged on the events,
before any node stands, so that no input is deep or manifold enough to hurt."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Any

import yaml
from msgspec import Struct, field

from baocao.errors import Finding
from baocao.source.chars import skeleton
from baocao.source.nodes import Mapping, Node, Scalar, Sequence
from baocao.source.place import Lines, shorten

DEPTH_CAP = 50
NODE_CAP = 400_000

LOADER: Any = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
"""libyaml's scanner where it was built in, else PyYAML's own: ten times slower, the same nodes."""

_PLAIN_KEY = re.compile(r'[a-z0-9_-]+')
_IDENTIFIER = re.compile(r'[a-z][a-z0-9_.-]*')
_CUT_NUMBER = re.compile(r'\d,\d')


class _Frame(Struct):
    """A collection that is still open; of a mapping `key` waits for its value."""

    mapping: bool
    start: int
    flow: bool
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    key: Scalar | None = None


class _Enough(Exception):
    """The file is refused as a whole; nothing further is read."""


class Composer:
    """Composes one text. `root` is None for an empty file, `findings` what was refused on the way."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self._stack: list[_Frame] = []
        self._documents = 0
        self._nodes = 0

    def run(self, loader: Any = LOADER) -> Node | None:
        """The root node. Raises yaml.YAMLError where the text breaks YAML's grammar."""
        source = loader(self.lines.text)
        try:
            while (event := source.get_event()) is not None:
                if type(event) is yaml.ScalarEvent:
                    self._scalar(event)
                else:
                    self._take(event)
        except _Enough:
            pass
        finally:
            source.dispose()
        return self.root

    def _say(self, code: str, start: int, end: int, problem: str, remedy: str) -> None:
        self.findings.append(
            self.lines.finding(code, self.lines.span(start, max(end, start + 1)), problem, remedy)
        )

    def _take(self, event: yaml.Event) -> None:
        kind = type(event)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        raw = event.value
        style = event.style or ''
        if not raw and not style:
            node = Scalar(None, '', start, end)
        elif raw.isascii() or unicodedata.is_normalized('NFC', raw):
            node = Scalar(raw, style, start, end)
        else:
            node = Scalar(unicodedata.normalize('NFC', raw), style, start, end, raw)
        self._add(node)

    def _open(self, event: Any, mapping: bool) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        start = event.start_mark.index
        if len(self._stack) >= DEPTH_CAP:
            problem = f"Dữ liệu lồng sâu quá {DEPTH_CAP} cấp."
            self._say('YM008', start, start + 1, problem, "Bớt cấp lồng nhau; văn bản chỉ có vài cấp mục.")
            raise _Enough
        self._stack.append(_Frame(mapping, start, bool(event.flow_style)))

    def _close(self, event: Any) -> None:
        frame = self._stack.pop()
        end = event.end_mark.index if frame.flow else frame.start
        if frame.mapping:
            if frame.entries and not frame.flow:
                end = max(frame.entries[-1][0].end, frame.entries[-1][1].end)
            node: Node = Mapping(tuple(frame.entries), frame.start, end, frame.flow)
            self._check_keys(frame.entries)
        else:
            if frame.items and not frame.flow:
                end = frame.items[-1].end
            node = Sequence(tuple(frame.items), frame.start, end, frame.flow)
        if frame.flow:
            self._check_flow(frame)
        self._add(node)

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        shown = self.lines.text[start:end]
        self._say(
            'YM011', start, end, f"«{shorten(shown)}» là tham chiếu (alias) của YAML, dữ liệu này không dùng.",
            "Viết đủ nội dung ở chỗ này; nếu dấu «*» là chữ (ví dụ *nghiêng*) thì đặt đoạn chữ trong khối «|».",
        )  # fmt: skip
        self._add(Scalar('', '"', start, end))

    def _document(self, event: Any) -> None:
        self._documents += 1
        start, end = event.start_mark.index, event.end_mark.index
        if event.version or event.tags:
            problem = "Tệp có dòng chỉ thị «%» của YAML, dữ liệu này không dùng."
            self._say(
                'YM014', start, end, problem, "Xóa dòng bắt đầu bằng dấu «%» và dòng «---» ngay sau đó."
            )
        if self._documents > 1:
            problem = "Tệp có nhiều tài liệu, ngăn cách bằng dòng «---»; mỗi tệp chỉ chứa một."
            self._say(
                'YM007', start, end, problem, "Tách phần sau dòng «---» sang tệp khác, hoặc xóa dòng «---»."
            )
            raise _Enough

    def _refuse_properties(self, event: Any) -> None:
        start = event.start_mark.index
        end = start + 1
        text = self.lines.text
        while end < len(text) and not text[end].isspace():
            end += 1
        shown = shorten(text[start:end])
        if event.anchor is not None:
            problem = f"«{shown}» là neo (anchor) của YAML, dữ liệu này không dùng."
            remedy = "Xóa neo; nếu dấu «&» là chữ thì đặt đoạn chữ trong dấu nháy hoặc khối «|»."
            self._say('YM010', start, end, problem, remedy)
        if event.tag is not None:
            problem = f"«{shown}» là nhãn kiểu (tag) của YAML, dữ liệu này không dùng."
            remedy = "Xóa nhãn; nếu dấu «!» là chữ thì đặt đoạn chữ trong dấu nháy hoặc khối «|»."
            self._say('YM012', start, end, problem, remedy)

    def _add(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > NODE_CAP:
            problem = f"Tệp có quá {NODE_CAP // 1000}.000 mục."
            self._say('YM009', node.start, node.start + 1, problem, "Tách dữ liệu thành nhiều tệp.")
            raise _Enough
        if not self._stack:
            self.root = node
            return
        frame = self._stack[-1]
        if not frame.mapping:
            frame.items.append(node)
        elif frame.key is None:
            frame.key = self._key(node)
        else:
            frame.entries.append((frame.key, node))
            frame.key = None

    def _key(self, node: Node) -> Scalar:
        if type(node) is Scalar and node.value and node.value != '<<':
            return node
        if not isinstance(node, Scalar):
            problem = "Khóa phải là chữ, ở đây khóa lại là một danh sách hoặc một nhóm."
            self._say(
                'YM017',
                node.start,
                node.end,
                problem,
                "Viết dạng «khóa: giá trị», khóa là chữ thường không dấu.",
            )
            return Scalar('', '"', node.start, node.start + 1)
        if node.value is None or not node.value:
            self._say(
                'YM016',
                node.start,
                node.end,
                "Thiếu khóa trước dấu hai chấm.",
                "Viết khóa trước dấu hai chấm.",
            )
        elif node.value == '<<' and not node.style:
            problem = "«<<» là phép trộn (merge key) của YAML, dữ liệu này không dùng."
            self._say('YM013', node.start, node.end, problem, "Xóa dòng này và viết đủ các khóa cần dùng.")
        return node

    # Keys that are one to the reader

    def _check_keys(self, entries: list[tuple[Scalar, Node]]) -> None:
        seen: dict[str, Scalar] = {}
        for key, _ in entries:
            value = key.value or ''
            before = seen.setdefault(value, key)
            if before is not key and value:
                self._twice(key, before)
        if not all(map(_PLAIN_KEY.fullmatch, seen)):
            self._confusable(seen)

    def _twice(self, key: Scalar, before: Scalar) -> None:
        line = self.lines.position(before.start)[0] + 1
        problem = f"Khóa «{shorten(key.value or '')}» đã có ở dòng {line}."
        self._say('YM040', key.start, key.end, problem, "Giữ lại một trong hai, gộp nội dung nếu cần.")

    def _confusable(self, keys: dict[str, Scalar]) -> None:
        looks: dict[str, Scalar] = {}
        for value, key in keys.items():
            look = skeleton(value)
            before = looks.setdefault(look, key)
            if before is not key:
                line = self.lines.position(before.start)[0] + 1
                problem = f"Khóa «{shorten(value)}» trông giống hệt khóa «{shorten(before.value or '')}» ở dòng {line}."
                remedy = "Giữ lại một trong hai; gõ khóa bằng chữ thường không dấu."
                self._say('YM041', key.start, key.end, problem, remedy)
            elif value != look and _IDENTIFIER.fullmatch(look) and not value.isascii():
                odd = ', '.join(
                    f'«{sign}» U+{ord(sign):04X}' for sign in dict.fromkeys(value) if not sign.isascii()
                )
                problem = f"Khóa «{shorten(value)}» có chữ lạ trông giống chữ Latin: {odd}."
                self._say('YM042', key.start, key.end, problem, f"Gõ lại khóa: {look}")

    # Flow style: a comma cuts

    def _check_flow(self, frame: _Frame) -> None:
        pairs = [(node.start, node) for node in frame.items] + [
            (key.start, node) for key, node in frame.entries
        ]
        cut = False
        for (_, left), (start, _) in pairwise(pairs):
            end = left.end
            around = self.lines.text[max(0, end - 1) : start + 1]
            if isinstance(left, Scalar) and not left.style and _CUT_NUMBER.fullmatch(around):
                cut = True
                self._cut_number(left.start, start)
        if cut:
            return
        for key, node in frame.entries:
            if (
                node == Scalar(None, '', node.start, node.end)
                and ':' not in self.lines.text[key.end : node.end + 1]
            ):
                shown = shorten(key.value or '')
                problem = f"Trong ngoặc, dấu phẩy cắt «{shown}» thành một khóa riêng không có giá trị."
                remedy = "Viết mỗi khóa một dòng, không dùng ngoặc «{}»; hoặc đặt giá trị có dấu phẩy trong dấu nháy."
                self._say('YM052', key.start, key.end, problem, remedy)
                return

    def _cut_number(self, start: int, at: int) -> None:
        text = self.lines.text
        end = at
        while end < len(text) and text[end] not in ',]}\n':
            end += 1
        shown = shorten(text[start:end].rstrip())
        problem = f"Trong ngoặc, dấu phẩy cắt số «{shown}» thành hai mục."
        remedy = f'Viết mỗi mục một dòng, không dùng ngoặc; hoặc đặt số trong dấu nháy: "{shown}".'
        self._say('YM051', start, end, problem, remedy)
