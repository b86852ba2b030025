"""A view printed by a compiled template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from baocao import seal
from baocao.errors import BaoCaoError, Finding, Level, raise_if_stopping
from baocao.text import Data, Ref, Text
from baocao.word import assembly, integrity, package, properties
from baocao.word.blocks import FRAME_SIZE
from baocao.word.nodes import run_all
from baocao.word.parts import Program
from baocao.word.pen import Ledger, Pen, check_legal, piece_key


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished .docx and what is doubtful about it; findings that forbid writing are raised, not returned."""

    data: bytes
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template. `parts` are constant; `programs` write their parts anew for each view.

    `findings` are warnings about the template itself, told with every paper.
    """

    name: str
    view_type: type
    parts: Mapping[str, bytes]
    programs: tuple[Program, ...]
    first_note: int = 1
    findings: tuple[Finding, ...] = ()

    def render(self, view: Any, level: int = 6, sealed: bool = True) -> Rendered:
        """The document of a view, an instance of `view_type`. Same view, same bytes.

        `level` is the level of compression. A document that is not `sealed` carries no mark of this program
        that a reader does not see: so it goes to be signed. Raises BaoCaoError with all findings where one forbids writing:
        a value that is missing, a character that XML cannot carry, a note without text, a broken part.
        """
        if not isinstance(view, self.view_type):
            raise TypeError(f'{self.name} prints {self.view_type.__name__}, not {type(view).__name__}')
        ledger = Ledger(self.name, [view, *([None] * FRAME_SIZE)], first_note=self.first_note)
        parts = dict(self.parts)
        changed = {properties.CORE, seal.PART}
        for program in self.programs:
            pen = Pen(ledger, program.place, program.in_body, program.width)
            run_all(program.nodes, pen)
            parts[program.part] = pen.data()
            changed.add(program.part)
        _properties(getattr(view, 'thuoc_tinh', None), parts, ledger)
        _unprinted(view, ledger)
        raise_if_stopping(ledger.findings)
        del parts[seal.PART]
        if sealed:
            parts[seal.PART] = seal.make(parts)
        else:
            assembly.drop(parts, '', assembly.office('custom-properties'))
            changed -= {seal.PART}
        broken = integrity.check_output(parts, changed, self.name)
        if broken:
            raise BaoCaoError(*self.findings, *ledger.findings, *broken)
        return Rendered(package.write_package(parts, level), (*self.findings, *ledger.findings))


def _properties(found: Any, parts: dict[str, bytes], ledger: Ledger) -> None:
    texts = () if found is None else (found.tieu_de, found.tac_gia, found.chu_de)
    legal = [check_legal(text, "thuộc tính của tệp", ledger) for text in texts]
    if all(legal):
        parts[properties.CORE] = properties.core(found)


def _unprinted(view: Any, ledger: Ledger) -> None:
    """Find every piece of data that reached no page; notes that nobody refers to are found elsewhere."""
    paths: dict[str, str] = {}
    referred = set(ledger.notes)
    for piece in _pieces(view, referred):
        if piece.text.strip() and piece_key(piece) not in ledger.printed:
            paths.setdefault(piece_key(piece)[0], piece.text)
    for path, text in paths.items():
        shown = text if len(text) <= 60 else text[:59] + '…'
        ledger.add(
            'MB304',
            '',
            f"Nội dung của «{path}» («{shown}») không được in ra ở đâu trong văn bản.",
            "Hãy thêm thẻ in trường này vào mẫu, hoặc bỏ nội dung đó khỏi dữ liệu.",
            level=Level.LOI,
        )


def _pieces(value: Any, referred: set[str]) -> Iterator[Data | Ref]:
    if isinstance(value, Text):
        yield from (p for p in value.pieces if isinstance(p, Data | Ref))
    elif isinstance(value, tuple):
        for item in value:
            yield from _pieces(item, referred)
    elif is_dataclass(value):
        if hasattr(value, 'cac_doan') and getattr(value, 'ma', None) not in referred:
            return
        for field in fields(value):
            yield from _pieces(getattr(value, field.name), referred)
