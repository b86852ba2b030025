"""Statements of tags: blocks are paired, names resolved, and the stream of a part becomes nodes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from baocao.view.model import Khoi
from baocao.word.expressions import (
    Compiled,
    ExpressionFault,
    Scope,
    compile_condition,
    compile_expression,
    require,
)
from baocao.word.faults import Faults
from baocao.word.formats import Format, Item
from baocao.word.names import UNKNOWN, Kind, Shape, suggestion
from baocao.word.nodes import Blocks, Constant, Fixed, For, If, Node, Nodes, Print
from baocao.word.tags import Tag
from baocao.word.values import DEEPEST, FRAME_SIZE, KHOI_SLOT, Expression, Filtered, Filters

_SPLIT = re.compile(r'<\?b ([a-z]\d+)\?>')
_FOR = re.compile(r'([A-Za-z_]\w*)\s+in\s+(.+)', re.DOTALL)
_KEYWORDS = ('for', 'endfor', 'if', 'elif', 'else', 'endif')
_REFUSED = {
    'set': "đặt biến",
    'include': "chèn tệp khác",
    'import': "nạp tệp khác",
    'from': "nạp tệp khác",
    'extends': "kế thừa mẫu khác",
    'block': "khối kế thừa",
    'macro': "định nghĩa macro",
    'call': "gọi macro",
    'filter': "khối bộ lọc",
    'raw': "chữ thô",
    'with': "biến tạm",
    'autoescape': "chế độ thoát ký tự",
    'do': "lệnh",
    'break': "ngắt vòng lặp",
    'continue': "bỏ lượt lặp",
    'trans': "dịch",
}
#: faults that the front has told already
_SAID = ('p', 'tr', 'tc', 'r', 'colspan', 'cellbg', 'vm', 'hm')
_UNIQUE = re.compile(
    rb'<w:(bookmarkStart|sdt|commentRangeStart|footnoteReference|endnoteReference)[ >]|<wp:docPr '
)


class Material(Struct, frozen=True):
    """What the instructions of a stream stand for. `parents` numbers the container of each tag; `quiet` are
    the tags that stand in a control of the template, where no other may stand."""

    tags: tuple[Tag, ...]
    sites: Mapping[int, Format]
    items: tuple[Item, ...]
    nodes: tuple[Node, ...]
    parents: Mapping[int, tuple[int, str]]
    quiet: frozenset[int] = frozenset()


class Samples(Struct, frozen=True):
    """The shared fragment: nodes per kind of block; None where the template has no fragment."""

    kinds: Mapping[str, Nodes] | None
    in_fragment: bool = False


def build(
    xml: str,
    material: Material,
    scope: Scope,
    samples: Samples,
    filters: Filters,
    faults: Faults,
    slot: int = 1,
) -> Nodes:
    """The nodes of a part's XML. Faults are collected; what is faulty prints nothing."""
    return _Builder(xml, material, samples, filters, faults).all(scope, slot)


class _Builder:
    def __init__(
        self, xml: str, material: Material, samples: Samples, filters: Filters, faults: Faults
    ) -> None:
        self.bits = _SPLIT.split(xml)
        self.at = 0
        self.material, self.samples, self.filters, self.faults = material, samples, filters, faults
        self.waiting: list[tuple[str, ...]] = []
        self.loops = 0
        self.clashes: list[tuple[Tag, str]] = []

    def all(self, scope: Scope, slot: int) -> Nodes:
        nodes, _ = self.body(scope, slot, ())
        return nodes

    def body(self, scope: Scope, slot: int, closers: tuple[str, ...]) -> tuple[Nodes, int | None]:
        """Nodes up to a tag that closes this block, and the number of that tag (None at the end)."""
        nodes: list[Node] = []
        self.waiting.append(closers)
        closing: int | None = None
        while self.at < len(self.bits):
            bit = self.bits[self.at]
            self.at += 1
            if self.at % 2:
                if bit:
                    nodes.append(self.constant(bit.encode()))
                continue
            number = int(bit[1:])
            if bit[0] != 't':
                material = self.material
                nodes.append(Fixed(material.items[number]) if bit[0] == 'i' else material.nodes[number])
                continue
            tag = self.material.tags[number]
            if tag.kind == '{{':
                nodes += self.printed(number, tag, scope)
            elif tag.kind == '{%':
                word = tag.word
                if word in closers:
                    closing = number
                    break
                if any(word in outer for outer in self.waiting):
                    self.at -= 1
                    break
                nodes += self.statement(number, tag, scope, slot)
        self.waiting.pop()
        return tuple(nodes), closing

    def constant(self, data: bytes) -> Node:
        found = _UNIQUE.search(data) if self.loops else None
        if found:
            self.fault(
                'MB241',
                self.nearest(),
                "Trong vòng lặp có dấu trang, hình, chú thích hoặc ô nội dung; lặp lại sẽ làm hỏng tệp Word.",
                "Hãy bỏ đối tượng đó khỏi phần được lặp.",
            )
        return Constant(data)

    def nearest(self) -> Tag:
        """The last tag before the reading point."""
        for bit in self.bits[max(0, self.at - 2) :: -1]:
            if re.fullmatch(r't\d+', bit):
                return self.material.tags[int(bit[1:])]
        return self.material.tags[0]

    def fault(self, code: str, tag: Tag, problem: str, remedy: str) -> None:
        self.faults.add(code, tag.place, problem, remedy, tag.shown)

    def compiled(self, source: str, tag: Tag, scope: Scope, condition: bool = False) -> Compiled | None:
        try:
            compiler = compile_condition if condition else compile_expression
            return compiler(source, scope, self.filters)
        except ExpressionFault as fault:
            self.fault(fault.code, tag, fault.problem, fault.remedy)
            return None

    def printed(self, number: int, tag: Tag, scope: Scope) -> list[Node]:
        """A `{{ }}` tag: in a run it prints a value, in place of a paragraph the blocks of a body."""
        found = self.compiled(tag.source, tag, scope)
        site = self.material.sites.get(number)
        if found is None:
            return []
        if site is None:
            return self.blocks(number, tag, found)
        kind = found.shape.kind
        if kind is Kind.UNKNOWN:
            return []
        if kind not in (Kind.TEXT, Kind.WORD, Kind.NUMBER):
            hint = (
                f"Hãy lặp qua nó: {{% for muc in {found.path} %}} {{{{ muc }}}} {{% endfor %}}."
                if kind is Kind.LIST
                else "Hãy in một trường chữ của nó, hoặc dùng nó trong {% if … %}."
            )
            self.fault('MB233', tag, f"«{tag.source}» là {kind.value}, không in ra được.", hint)
            return []
        try:
            require(found)
        except ExpressionFault as fault:
            self.fault(fault.code, tag, fault.problem, fault.remedy)
            return []
        keeps = number not in self.material.quiet and not isinstance(found.value, Filtered)
        return [Print(found.value, site, tag.place, tag.shown, keeps)]

    def blocks(self, number: int, tag: Tag, found: Compiled) -> list[Node]:
        parent = self.material.parents.get(number, (0, ''))[1]
        item = found.shape.item
        if parent in ('tbl', 'tr'):
            self.fault(
                'MB239',
                tag,
                "Thẻ {{tr … }}, {{tc … }} không in được giá trị.",
                "Hãy dùng {%tr for … %} hoặc {%tc for … %} rồi in giá trị trong ô.",
            )
        elif (
            found.shape.kind is not Kind.LIST
            or item is None
            or item.record is not Khoi
            or found.shape.optional
        ):
            self.fault(
                'MB238',
                tag,
                f"Thẻ {{{{p … }}}} chỉ in danh sách khối nội dung, nhưng «{tag.source}» là {found.shape.kind.value}.",
                "Hãy dùng {{p noi_dung }}, hoặc thẻ thường {{ … }} trong một đoạn.",
            )
        elif self.samples.in_fragment:
            self.fault(
                'MB238',
                tag,
                "Trong tệp đoạn mẫu không dùng được thẻ {{p … }}.",
                "Hãy in trường của khối: {{ khoi.noi_dung }}.",
            )
        elif self.samples.kinds is None:
            self.fault(
                'MB251',
                tag,
                "Mẫu in các khối nội dung nhưng không có tệp đoạn mẫu dùng chung.",
                "Hãy đặt tệp đoạn mẫu cạnh mẫu và gọi lại.",
            )
        else:
            return [Blocks(found.value, KHOI_SLOT, self.samples.kinds, tag.place)]
        return []

    def statement(self, number: int, tag: Tag, scope: Scope, slot: int) -> list[Node]:
        word, rest = tag.word, tag.rest
        if word in ('if', 'for') and len(self.waiting) > DEEPEST:
            self.fault('MB226', tag, f"Các khối lồng nhau quá {DEEPEST} tầng.", "Hãy bớt tầng lồng của mẫu.")
            self.at = len(self.bits)
            return []
        if word == 'for':
            return self.loop(number, tag, rest, scope, slot)
        if word == 'if':
            return self.choice(number, tag, rest, scope, slot)
        if word in _KEYWORDS:
            self.fault(
                'MB224',
                tag,
                f"Thẻ {tag.shown} không có khối nào đang mở để đi cùng.",
                "Hãy xóa thẻ, hoặc thêm thẻ mở {% if … %}, {% for … %} trước nó.",
            )
        elif word in _SAID:
            return []
        elif word in _REFUSED:
            self.fault(
                'MB222',
                tag,
                f"Lệnh «{word}» ({_REFUSED[word]}) không được dùng trong mẫu.",
                "Hãy bỏ thẻ; mẫu chỉ dùng for, if, elif, else, endif, endfor.",
            )
        else:
            self.fault(
                'MB221',
                tag,
                f"Không có lệnh «{word}»." if word else "Thẻ lệnh để trống.",
                f"Hãy sửa: {suggestion(word, _KEYWORDS)}",
            )
        return []

    def loop(self, number: int, tag: Tag, rest: str, scope: Scope, slot: int) -> list[Node]:
        parts = _FOR.fullmatch(rest.strip())
        found: Compiled | None = None
        name = ''
        if parts is None:
            self.fault(
                'MB227',
                tag,
                "Vòng lặp viết chưa đúng.",
                "Hãy viết {% for muc in danh_sach %} … {% endfor %}.",
            )
        else:
            name = parts.group(1)
            if name in scope.names or name == 'loop' or name.startswith('_'):
                self.clashes.append((tag, name))
            found = self.compiled(parts.group(2), tag, scope)
        shape = self.item_shape(found, tag)
        inner = scope.binding(name, slot, shape) if name else scope
        self.loops += 1
        clashes = len(self.clashes)
        body, closing = self.body(inner, min(slot + 2, FRAME_SIZE - 2), ('endfor',))
        self.loops -= 1
        if closing is None:
            del self.clashes[clashes:]  # the loops that follow are inside only because this one has no end
        self.close(number, (closing,), tag, 'endfor')
        self.tell_clashes()
        return [] if found is None else [For(found.value, slot, body)]

    def tell_clashes(self) -> None:
        """Find the names of loops that meant something already, once the outermost loop is read."""
        if self.loops:
            return
        for tag, name in self.clashes:
            self.fault(
                'MB240',
                tag,
                f"Tên «{name}» của vòng lặp đã có nghĩa khác.",
                "Hãy đặt một tên khác, chưa dùng trong mẫu.",
            )
        self.clashes.clear()

    def item_shape(self, found: Compiled | None, tag: Tag) -> Shape:
        if found is None or found.shape.kind is Kind.UNKNOWN:
            return UNKNOWN
        if found.shape.kind is not Kind.LIST or found.shape.item is None:
            self.fault(
                'MB232',
                tag,
                f"Không lặp được: «{found.path or tag.source}» là {found.shape.kind.value}, không phải danh sách.",
                "Hãy lặp qua một danh sách, hoặc in thẳng bằng {{ … }}.",
            )
            return UNKNOWN
        try:
            require(found)
        except ExpressionFault as fault:
            self.fault(fault.code, tag, fault.problem, fault.remedy)
        return found.shape.item

    def choice(self, number: int, tag: Tag, rest: str, scope: Scope, slot: int) -> list[Node]:
        branches: list[tuple[Expression | None, Nodes]] = []
        closing: list[int | None] = []
        condition: str | None = rest
        at = tag
        while True:
            found = None if condition is None else self.compiled(condition, at, scope, condition=True)
            inside = scope.knowing(found.yes) if found else scope
            closers = ('endif',) if condition is None else ('elif', 'else', 'endif')
            body, end = self.body(inside, slot, closers)
            if condition is None or found is not None:
                branches.append((found.value if found else None, body))
            scope = scope.knowing(found.no) if found else scope
            closing.append(end)
            if end is None:
                break
            at = self.material.tags[end]
            if at.word == 'endif':
                break
            condition = at.rest if at.word == 'elif' else None
        self.close(number, tuple(closing), tag, 'endif')
        return [If(tuple(branches))]

    def close(self, number: int, closing: tuple[int | None, ...], tag: Tag, word: str) -> None:
        """Find blocks without an end, and blocks whose tags stand in different containers."""
        for end in closing:
            if end is None:
                self.fault(
                    'MB223',
                    tag,
                    f"Khối {tag.shown} không được đóng.",
                    f"Hãy thêm thẻ {{%{tag.letter} {word} %}} sau nó.",
                )
                return
            other = self.material.tags[end]
            if other.rest and other.word != 'elif':
                self.fault(
                    'MB224',
                    other,
                    f"Sau «{other.word}» còn có «{other.rest}».",
                    "Hãy bỏ phần thừa khỏi thẻ.",
                )
            if self.material.parents.get(number) != self.material.parents.get(end):
                self.fault(
                    'MB225',
                    other,
                    f"Khối mở bằng {tag.shown} ở {tag.place} nhưng thẻ {other.shown} lại ở {other.place}.",
                    "Hãy để các thẻ của khối trong cùng một đoạn, hoặc đều là thẻ cả đoạn {%p … %}, "
                    "cả hàng {%tr … %}, cả ô {%tc … %} cùng một bảng.",
                )
