"""The pen of one render: writes bytes, opens and closes runs, remembers what was printed."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.text import Data, Glue, Mark, NoteRef, Piece, Ref, Text
from baocao.word.fields import Fields, kept_path, segment_end
from baocao.word.formats import Format, Item
from baocao.word.wordml import in_text

LARGEST_PART = 60 * 1024 * 1024
#: turns of all loops of a part; a paper of 10,000 tasks takes a hundredth of them
MOST_TURNS = 5_000_000
#: chunks after which the length of a part is looked at again
_LOOK = 4096
#: what XML 1.0 cannot carry as it is (2.2 Char); a bare carriage return would be read back as a line feed
_ILLEGAL = re.compile('[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]')
_SPECIAL = re.compile('[\x00-\x1f&<>\ud800-\udfff\ufffe\uffff]')
_BREAKS = re.compile('([\t\n])')
_BREAK = {'\t': b'<w:tab/>', '\n': b'<w:br/>'}


class Ledger(Struct):
    """What one render gathers over all its parts. `notes` are the keys of notes in order of reference;
    `fields` the controls of a draft, None for a text that goes to be signed."""

    name: str
    frame: list[Any]
    printed: set[tuple[str, int]] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    first_note: int = 1
    findings: dict[Finding, None] = field(default_factory=dict)
    fields: Fields | None = None

    def add(
        self, code: str, place: str, problem: str, remedy: str, excerpt: str = '', level: Level = Level.CHAN
    ) -> None:
        """Note a finding once."""
        found = Finding(code, level, Span(self.name, place=place), problem, remedy, excerpt)
        self.findings[found] = None


def piece_key(piece: Data | Ref) -> tuple[str, int]:
    """What tells one piece from another when it is asked whether it was printed."""
    if isinstance(piece, Data) or piece.path:
        return piece.path, piece.at
    return f'${{{piece.figure}.{piece.field}}}', -1


def check_legal(text: str, place: str, ledger: Ledger) -> bool:
    """False with a finding where the text holds characters that XML 1.0 cannot carry."""
    found = _ILLEGAL.findall(text)
    if not found:
        return True
    codes = ', '.join(dict.fromkeys(f'U+{ord(c):04X}' for c in found))
    ledger.add(
        'MB302',
        place,
        f"Chữ «{_ILLEGAL.sub('□', text[:60])}» có ký tự không ghi được vào tệp Word: {codes}.",
        "Hãy xóa ký tự ẩn đó trong dữ liệu (gõ lại đoạn chữ quanh nó).",
    )
    return False


#: pieces that may stand in a control
_KEPT = (Data, Ref)
_TEXT = b'<w:t xml:space="preserve">'
_END_TEXT, _END_RUN, _END_BOTH = b'</w:t>', b'</w:r>', b'</w:t></w:r>'


class Pen:
    """Writes one part. `in_body` allows note references; `width` is the text width of the page in twips; `keeps`
    tells that values may stand in controls, if the document has any."""

    __slots__ = (
        '_counted',
        '_in_text',
        '_run',
        '_size',
        '_turns',
        'fields',
        'in_body',
        'ledger',
        'lines',
        'marks',
        'measured',
        'out',
        'place',
        'width',
    )

    def __init__(self, ledger: Ledger, place: str, in_body: bool, width: int, keeps: bool = True) -> None:
        self.ledger, self.place, self.in_body, self.width = ledger, place, in_body, width
        self.fields = ledger.fields if keeps else None
        self.out: list[bytes] = []
        self.lines: dict[int, float] = {}
        self.marks: list[int] = []
        self.measured: float | None = None
        self._counted = self._size = self._turns = 0
        self._run: bytes | None = None
        self._in_text = False

    def put(self, data: bytes) -> None:
        """Append bytes as they are."""
        self.out.append(data)

    def turn(self) -> None:
        """Told at each turn of a loop, where alone a part can outgrow its bound. Raises BaoCaoError where it does."""
        self._turns += 1
        if len(self.out) - self._counted < _LOOK and self._turns < MOST_TURNS:
            return
        self._size += sum(map(len, self.out[self._counted :]))
        self._counted = len(self.out)
        if self._size > LARGEST_PART or self._turns >= MOST_TURNS:
            self.ledger.add(
                'MB303',
                self.place,
                f"Phần này dài quá {LARGEST_PART // 1024 // 1024} MiB hoặc lặp quá {MOST_TURNS} lượt nên bị dừng lại.",
                "Hãy xem lại vòng lặp lồng nhau trong mẫu, hoặc tách văn bản.",
            )
            raise BaoCaoError(*self.ledger.findings)

    def close(self) -> None:
        """Close the run that is open, if any."""
        if self._run is not None:
            self.out.append(_END_BOTH if self._in_text else _END_RUN)
            self._run, self._in_text = None, False

    def constant(self, data: bytes) -> None:
        """Write XML between runs."""
        self.close()
        self.out.append(data)

    def item(self, item: Item) -> None:
        """Write fixed content of a run."""
        run = item.format.runs[0]
        if item.is_text:
            self._text(run, item.data)
        else:
            self._element(run, item.data)
        if self.measured is not None:
            self.measured += item.width

    def text(self, value: Text, site: Format, place: str, keeps: bool = True) -> None:
        """Write the pieces of a text at a site and remember them as printed; with `keeps`, in controls."""
        fields = self.fields
        if fields is None or not keeps:
            self._pieces(value.pieces, site, place)
            return
        pieces = value.pieces
        at, length = 0, len(pieces)
        while at < length:
            first, end = pieces[at], at + 1
            path = kept_path(first)
            if not path or not isinstance(first, _KEPT):
                self._pieces((first,), site, place)
                at = end
                continue
            if end < length and isinstance(first, Data):
                end = segment_end(pieces, at, path)
            if end - at == 1:
                self._alone(path, first, fields, site, place)
            else:
                inside = pieces[at:end]
                begin, after = fields.open(path, first, in_text(''.join([p.text for p in inside])))
                self.constant(begin)
                self._pieces(inside, site, place)
                self.constant(after)
            at = end

    def _alone(self, path: str, piece: Data | Ref, fields: Fields, site: Format, place: str) -> None:
        """Write a piece that fills a control by itself, as most do."""
        text = piece.text
        if _SPECIAL.search(text) is not None:
            begin, after = fields.open(path, piece, in_text(text))
            self.constant(begin)
            self._pieces((piece,), site, place)
            self.constant(after)
            return
        begin, after = fields.open(path, piece, text)
        self.ledger.printed.add(piece_key(piece))
        if self.measured is not None:
            self.measured += site.width(text, piece.marks)
        self.close()
        self.out += (begin, site.runs[piece.marks], _TEXT, text.encode(), _END_BOTH, after)

    def _pieces(self, pieces: tuple[Piece, ...], site: Format, place: str) -> None:
        printed = self.ledger.printed
        for piece in pieces:
            if isinstance(piece, NoteRef):
                self.note(piece.key, site, place)
                continue
            if not isinstance(piece, Glue):
                printed.add(piece_key(piece))
            if piece.text:
                self.chars(piece.text, piece.marks, site, place)

    def chars(self, text: str, marks: Mark, site: Format, place: str) -> None:
        """Write characters: escaped, tabs and line feeds as elements, illegal ones as a finding."""
        run = site.runs[marks]
        if self.measured is not None:
            _, broken, line = text.rpartition('\n')
            self.measured = site.width(line, marks) if broken else self.measured + site.width(line, marks)
        if _SPECIAL.search(text) is None:
            self._text(run, text.encode())
            return
        if not check_legal(text, place, self.ledger):
            return
        for part in _BREAKS.split(in_text(text)):
            if part in _BREAK:
                self._element(run, _BREAK[part])
            elif part:
                self._text(run, part.encode())

    def note(self, key: str, site: Format, place: str) -> None:
        """Write a reference to a footnote and give it the next number."""
        if not self.in_body:
            self.ledger.add(
                'MB308',
                place,
                f"Chú thích «{key}» được dẫn ở ngoài thân văn bản.",
                "Hãy dẫn chú thích trong thân văn bản; đầu trang, chân trang và chú thích không có chú thích.",
                level=Level.LOI,
            )
            return
        self.ledger.notes.append(key)
        number = self.ledger.first_note + len(self.ledger.notes) - 1
        reference = b'%b<w:footnoteReference w:id="%d"/></w:r>' % (site.note, number)
        begin, end = self.fields.note(key) if self.fields is not None else (b'', b'')
        self.constant(begin + reference + end)

    def _text(self, run: bytes, data: bytes) -> None:
        if self._run is not run:
            self.close()
            self.out += (run, _TEXT, data)
            self._run, self._in_text = run, True
        elif self._in_text:
            self.out.append(data)
        else:
            self.out += (_TEXT, data)
            self._in_text = True

    def _element(self, run: bytes, data: bytes) -> None:
        if self._run is not run:
            self.close()
            self.out += (run, data)
            self._run = run
        elif self._in_text:
            self.out += (_END_TEXT, data)
            self._in_text = False
        else:
            self.out.append(data)

    def data(self) -> bytes:
        """Everything written."""
        self.close()
        return b''.join(self.out)
