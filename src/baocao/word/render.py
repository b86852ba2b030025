"""A view printed by a compiled template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from baocao import seal
from baocao.container import Deflater, Packed, deflate, standard
from baocao.errors import BaoCaoError, Finding, raise_if_stopping
from baocao.word import integrity, package, properties
from baocao.word.fields import Fields
from baocao.word.nodes import run_all
from baocao.word.pen import Ledger, Pen, check_legal
from baocao.word.program import Program
from baocao.word.unprinted import tell_unprinted
from baocao.word.values import FRAME_SIZE


class Rendered(Struct, frozen=True):
    """A finished .docx and what is doubtful about it; findings that forbid writing are raised, not returned."""

    data: bytes
    findings: tuple[Finding, ...]


class Kept(Struct, frozen=True):
    """A part that no data changes: its bytes, the member of the zip that it is copied as, its digest."""

    data: bytes
    packed: Packed
    digest: bytes

    @classmethod
    def of(cls, data: bytes) -> Kept:
        """The part; packed once, it is packed as well as can be."""
        return cls(data, deflate(data, 9), seal.part_digest(data))


class Template(Struct, frozen=True):
    """A compiled template. `programs` write their parts anew for each view.

    The other parts are constant: `drafts` those of a draft, which has the part `memory` and a seal besides, `clean`
    those of a text that goes to be signed. The numbers of notes and of controls begin at `first_note` and
    `first_field`, after the template's own. `prints` are the fields that its tags print, with the place of the first
    tag of each (see `prints.printed`). `findings` are warnings about the template itself, told with every paper.
    """

    name: str
    view_type: type
    drafts: Mapping[str, Kept]
    clean: Mapping[str, Kept]
    memory: str
    programs: tuple[Program, ...]
    first_note: int = 1
    first_field: int = 1
    findings: tuple[Finding, ...] = ()
    prints: Mapping[str, str] = field(default_factory=dict)

    def render(
        self, view: Any, deflater: Deflater | None = None, sealed: bool = True, origin: str = ''
    ) -> Rendered:
        """The document of a view, an instance of `view_type`. Same view, same bytes.

        `deflater` packs the parts, zlib at level 6 where none is given. A document that is not `sealed` carries no
        mark of this program that a reader does not see: so it goes to be signed. A sealed one remembers what each
        printed value came from, and `origin`, the paper's place among the data. Raises BaoCaoError with all
        findings where one forbids writing: a value that is missing, a character that XML cannot carry, a note
        without text, a broken part.
        """
        if not isinstance(view, self.view_type):
            raise TypeError(f'{self.name} prints {self.view_type.__name__}, not {type(view).__name__}')
        fields = Fields(self.first_field) if sealed else None
        frame = [view, *([None] * FRAME_SIZE)]
        ledger = Ledger(self.name, frame, first_note=self.first_note, fields=fields)
        written: dict[str, bytes] = {}
        for program in self.programs:
            pen = Pen(ledger, program.place, program.in_body, program.width, program.keeps)
            run_all(program.nodes, pen)
            written[program.part] = pen.data()
        _properties(getattr(view, 'thuoc_tinh', None), written, ledger)
        tell_unprinted(view, self.prints, ledger)
        raise_if_stopping(ledger.findings)
        kept = self.clean
        if fields is not None:
            kept = self.drafts
            written[self.memory] = fields.memory(origin)
            written[seal.PART] = _seal(kept, written)
        parts = {**{name: part.data for name, part in kept.items()}, **written}
        broken = integrity.check_output(parts, written.keys(), self.name)
        if broken:
            raise BaoCaoError(*self.findings, *ledger.findings, *broken)
        deflater = deflater or standard()
        packed = {name: deflater.packed(data) for name, data in written.items()}
        members = {**{name: part.packed for name, part in kept.items()}, **packed}
        return Rendered(package.write_package(members), (*self.findings, *ledger.findings))


def _properties(found: Any, written: dict[str, bytes], ledger: Ledger) -> None:
    texts = () if found is None else (found.tieu_de, found.tac_gia, found.chu_de)
    legal = [check_legal(text, "thuộc tính của tệp", ledger) for text in texts]
    if all(legal):
        written[properties.CORE] = properties.core(found)


def _seal(kept: Mapping[str, Kept], written: Mapping[str, bytes]) -> bytes:
    digests = {name: part.digest for name, part in kept.items()}
    digests |= {name: seal.part_digest(data) for name, data in written.items()}
    return seal.make(digests)
