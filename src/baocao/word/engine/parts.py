"""The parts that are written anew in every render: straight as bytes, or as a whole with docxtpl's finish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from docx.oxml import parse_xml
from lxml import etree
from markupsafe import Markup
from msgspec import Struct

from baocao.container import Deflater, Packed
from baocao.errors import BaoCaoError
from baocao.word.engine import settling, told
from baocao.word.engine.bounds import Budget, Excess
from baocao.word.engine.emitting import NeedsParse, permitted, referred
from baocao.word.engine.generating import Program
from baocao.word.engine.opening import Source
from baocao.word.engine.shape import joined
from baocao.word.engine.told import Tag
from baocao.word.engine.values import resolved, unwrapped
from baocao.word.places import Area
from baocao.word.wordml import in_text
from baocao.word.xml import XmlFault, parse_own

#: bytes of a part; Word itself gives up before
MAX_OUTPUT: Final = 256 << 20
#: about as many bytes are given to the deflater at a time
_BATCH: Final = 1 << 16
_BODY_TAG = re.compile(r'<w:body[^>]*>')


class Part(Struct, frozen=True):
    """A part that is written anew: its program (None where every render is parsed), and what makes the one for the
    parse, once."""

    source: Source
    tags: tuple[Tag, ...]
    program: Program | None
    reference: Callable[[], Program]

    def packed(self, values: Mapping[str, Any], budget: Budget, deflater: Deflater, file: str) -> Packed:
        """The part as a member. Raises BaoCaoError."""
        if self.program is not None:
            left = budget.left
            try:
                return deflater.pack(self.chunks(self.program, values, budget, file))
            except NeedsParse:
                budget.left = left
        return deflater.packed(self.parsed(values, budget, file))

    def chunks(
        self, program: Program, values: Mapping[str, Any], budget: Budget, file: str
    ) -> Iterator[bytes]:
        """The bytes of the part, in batches."""
        yield self.source.before
        size, count = 0, 16
        try:
            pieces = program.run(values, budget)
            while batch := list(islice(pieces, count)):
                chunk = b''.join(batch)
                size = _limited(size + len(chunk))
                count = max(1, min(512, count * _BATCH // max(1, len(chunk))))
                yield chunk
        except NeedsParse:
            raise
        except Exception as error:
            raise self.told(program, error, file) from error
        yield self.source.after

    def parsed(self, values: Mapping[str, Any], budget: Budget, file: str) -> bytes:
        """The whole part, finished as docxtpl does it, but never repaired: what is no XML raises BaoCaoError."""
        reference = self.reference()
        found: list[str] = []
        size = 0
        try:
            for piece in reference.run(values, budget):
                size = _limited(size + len(piece))
                found.append(piece)
        except Exception as error:
            raise self.told(reference, error, file) from error
        try:
            text = _finished(referred(joined(''.join(found))), self.source)
        except XmlFault as fault:
            raise told.broken_xml(file, self.source.name, fault.line, fault.column) from None
        return b''.join((self.source.before, text, self.source.after))

    def told(self, program: Program, error: Exception, file: str) -> BaoCaoError:
        """The error with the place and the text of its tag."""
        number = program.tag_of(error.__traceback__)
        tag = self.tags[number - 1] if 0 < number <= len(self.tags) else Tag('', self.source.name)
        return told.render_error(error, file, tag.place, tag.text)


def _limited(size: int) -> int:
    if size > MAX_OUTPUT:
        raise Excess(f"văn bản dài quá {MAX_OUTPUT >> 20} MiB")
    return size


def _finished(text: str, source: Source) -> bytes:
    """What docxtpl and python-docx make of a part when they save it. Raises XmlFault where it is no XML."""
    data, root = _sound(text)
    if source.area is Area.FOOTNOTES:
        return data
    if source.area is not Area.BODY:
        return etree.tostring(parse_xml(data), encoding='UTF-8')  # drops white space between elements
    settling.repair(root)
    settling.number(root)
    body = etree.tostring(root, encoding='unicode')
    return _BODY_TAG.sub(lambda _: source.opening[1], body, count=1).encode()


def _sound(text: str) -> tuple[bytes, etree._Element]:
    """The text with its breaks, and its tree. Raises XmlFault."""
    data = permitted(resolved(text)).encode()
    try:
        return data, parse_own(data)
    except XmlFault:
        if '\a' not in text and '\f' not in text:
            raise
    data = permitted(resolved(unwrapped(text))).encode()
    return data, parse_own(data)


class Properties(Struct, frozen=True):
    """The part of the properties: its constants and, between them, programs.

    docxtpl escapes what it prints there and python-docx escapes it again: `&` reads `&amp;`. `once` does not.
    """

    part: str
    pieces: tuple[bytes | Program, ...]
    once: bool

    def packed(self, values: Mapping[str, Any], budget: Budget, deflater: Deflater, file: str) -> Packed:
        out: list[bytes] = []
        for piece in self.pieces:
            if isinstance(piece, bytes):
                out.append(piece)
                continue
            try:
                text = Markup(''.join(piece.run(values, budget)))
            except Exception as error:
                raise told.render_error(error, file, "thuộc tính của tệp", '') from error
            plain = text.unescape() if self.once else str(text)
            out.append(permitted(in_text(plain).replace('\r', '&#13;')).encode())
        return deflater.pack(out)
