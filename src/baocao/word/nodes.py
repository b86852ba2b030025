"""The compiled template: a tree of frozen nodes, each of which knows how to write itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Protocol

from msgspec import Struct

from baocao.errors import Level
from baocao.text import Mark, Text
from baocao.view.model import Khoi
from baocao.word import tables
from baocao.word.formats import Format, Item
from baocao.word.pen import Pen
from baocao.word.values import Expression


class Node(Protocol):
    """One step of a render."""

    def run(self, pen: Pen) -> None: ...


Nodes = tuple[Node, ...]


def run_all(nodes: Nodes, pen: Pen) -> None:
    """Write the nodes in order."""
    for node in nodes:
        node.run(pen)


class Constant(Struct, frozen=True):
    data: bytes

    def run(self, pen: Pen) -> None:
        pen.constant(self.data)


class Fixed(Struct, frozen=True):
    item: Item

    def run(self, pen: Pen) -> None:
        pen.item(self.item)


class Print(Struct, frozen=True):
    """A value printed at a site; `tag` and `place` name it where it cannot be printed. `keeps` tells that it may
    stand in controls."""

    value: Expression
    site: Format
    place: str
    tag: str
    keeps: bool = True

    def run(self, pen: Pen) -> None:
        value = self.value(pen.ledger.frame)
        if isinstance(value, Text):
            pen.text(value, self.site, self.place, self.keeps)
        elif value is None:
            pen.ledger.add(
                'MB301',
                self.place,
                f"Thẻ {self.tag} không có giá trị để in.",
                "Hãy điền trường đó trong dữ liệu, hoặc đặt thẻ trong {% if … %}.",
                self.tag,
            )
        elif text := str(value):
            pen.chars(text, Mark.NONE, self.site, self.place)


class If(Struct, frozen=True):
    """The first branch whose condition holds; a condition of None always holds."""

    branches: tuple[tuple[Expression | None, Nodes], ...]

    def run(self, pen: Pen) -> None:
        for condition, body in self.branches:
            if condition is None or condition(pen.ledger.frame):
                run_all(body, pen)
                return


class Turn(Struct, frozen=True):
    """What `loop` is inside a loop."""

    index0: int
    length: int

    @property
    def index(self) -> int:
        return self.index0 + 1

    @property
    def first(self) -> bool:
        return self.index0 == 0

    @property
    def last(self) -> bool:
        return self.index0 + 1 == self.length


class For(Struct, frozen=True):
    """The body once for each item; the item in `slot`, the turn in the slot after it."""

    value: Expression
    slot: int
    body: Nodes

    def run(self, pen: Pen) -> None:
        frame = pen.ledger.frame
        items = self.value(frame)
        for number, item in enumerate(items):
            frame[self.slot] = item
            frame[self.slot + 1] = Turn(number, len(items))
            run_all(self.body, pen)
            pen.turn()


class Blocks(Struct, frozen=True):
    """The blocks of a body, each by the sample paragraphs of its kind; a table by those of its cells."""

    value: Expression
    slot: int
    kinds: Mapping[str, Nodes]
    place: str

    def run(self, pen: Pen) -> None:
        before = ''
        for block in self.value(pen.ledger.frame):
            if block.bang is not None:
                if before not in tables.WITHOUT_SPACER:
                    pen.constant(tables.SPACER)
                tables.write(pen, block.bang, pen.width, partial(self.show, pen))
            else:
                self.show(pen, block)
            before = block.kieu
            pen.turn()

    def show(self, pen: Pen, block: Khoi) -> None:
        """Print one block by the sample of its kind."""
        body = self.kinds.get(block.kieu)
        if body is None:
            pen.ledger.add(
                'MB309',
                self.place,
                f"Khối loại «{block.kieu}» không có đoạn mẫu.",
                f"Hãy thêm hàng «{block.kieu}» vào tệp đoạn mẫu.",
            )
            return
        pen.ledger.frame[self.slot] = block
        run_all(body, pen)


class KeepNext(Struct, frozen=True):
    """`w:keepNext` where the block in the slot must stay with the next one (17.3.1.15)."""

    slot: int

    def run(self, pen: Pen) -> None:
        if pen.ledger.frame[self.slot].giu_voi_sau:
            pen.put(b'<w:keepNext/>')


class WholeOpen(Struct, frozen=True):
    """Where a table or row begins that its tags may leave empty."""

    def run(self, pen: Pen) -> None:
        pen.close()
        pen.marks.append(len(pen.out))


class WholeClose(Struct, frozen=True):
    """Takes the table back where no row was written, the row where no cell was: Word refuses such files."""

    child: str

    def run(self, pen: Pen) -> None:
        pen.close()
        mark = pen.marks.pop()
        written = b''.join(pen.out[mark:])
        found = re.search(rf'<w:{self.child}[ >/]'.encode(), written)
        pen.out[mark:] = [written] if found else []


_NEEDS_PARAGRAPH = re.compile(rb'(<w:(tc|hdr|ftr|footnote|endnote)( [^>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)$')


class Fill(Struct, frozen=True):
    """An empty paragraph at the end of a cell whose tags printed none: a cell must end with one (17.4.65)."""

    def run(self, pen: Pen) -> None:
        pen.close()
        last = next((chunk for chunk in reversed(pen.out) if chunk), b'')
        if _NEEDS_PARAGRAPH.search(last, max(0, len(last) - 2000)):
            pen.put(b'<w:p/>')


class MeasureOpen(Struct, frozen=True):
    def run(self, pen: Pen) -> None:
        pen.measured = 0.0


class MeasureClose(Struct, frozen=True):
    """Remembers the width of the line for the rule under it; an empty paragraph changes nothing."""

    container: int

    def run(self, pen: Pen) -> None:
        if pen.measured:
            pen.lines[self.container] = pen.measured
        pen.measured = None


#: a text that does not fit its line is taken to fill this share of it
WRAPPED = 0.9


class Rule(Struct, frozen=True):
    """The indents of a rule: `share` of the text line above it, centred in `width` twips (0: the page's text)."""

    container: int
    share: float
    width: int

    def run(self, pen: Pen) -> None:
        width = self.width or pen.width
        line = pen.lines.get(self.container, width * WRAPPED)
        line = width * WRAPPED if line > width else line
        side = max(0, round((width - line * self.share) / 2))
        pen.put(b'<w:ind w:left="%d" w:right="%d" w:firstLine="0"/>' % (side, side))


class Notes(Struct, frozen=True):
    """The footnotes that were referred to, in order (17.11.10)."""

    properties: bytes
    site: Format

    def run(self, pen: Pen) -> None:
        view, ledger = pen.ledger.frame[0], pen.ledger
        notes = {n.ma: n for n in getattr(view, 'chu_thich', ())}
        for number, key in enumerate(ledger.notes, ledger.first_note):
            note = notes.get(key)
            if note is None:
                ledger.add(
                    'MB305',
                    pen.place,
                    f"Chú thích «{key}» được dẫn nhưng không có nội dung.",
                    f"Hãy thêm mục «{key}» vào chu_thich, hoặc xóa chỗ dẫn [^{key}].",
                )
                continue
            if ledger.fields is not None:
                ledger.fields.keep_note(key, note.cac_doan)
            pen.constant(b'<w:footnote w:id="%d">' % number)
            for index, text in enumerate(note.cac_doan or (Text(),)):
                pen.constant(b'<w:p>' + self.properties)
                if index == 0:
                    pen.put(self.site.note + b'<w:footnoteRef/></w:r>')
                    pen.chars(' ', Mark.NONE, self.site, pen.place)
                pen.text(text, self.site, f"{pen.place}, chú thích «{key}»")
                pen.constant(b'</w:p>')
            pen.constant(b'</w:footnote>')
        self._count(pen, set(notes))

    def _count(self, pen: Pen, keys: set[str]) -> None:
        ledger = pen.ledger
        for key in sorted(keys - set(ledger.notes)):
            ledger.add(
                'MB306',
                pen.place,
                f"Chú thích «{key}» không được dẫn ở đâu trong văn bản.",
                f"Hãy dẫn nó bằng [^{key}] trong nội dung, hoặc xóa nó khỏi chu_thich.",
                level=Level.LOI,
            )
        for key in dict.fromkeys(k for k in ledger.notes if ledger.notes.count(k) > 1):
            ledger.add(
                'MB307',
                pen.place,
                f"Chú thích «{key}» được dẫn {ledger.notes.count(key)} lần.",
                "Hãy để mỗi chú thích được dẫn một lần; chỗ sau viết thành chú thích khác.",
                level=Level.LOI,
            )
