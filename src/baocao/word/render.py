"""A view printed by a compiled template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from baocao import seal
from baocao.container import Deflater
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

    `prints` are the fields that its tags print, with the place of the first tag of each (see `prints.printed`).
    `findings` are warnings about the template itself, told with every paper.
    """

    name: str
    view_type: type
    parts: Mapping[str, bytes]
    programs: tuple[Program, ...]
    first_note: int = 1
    findings: tuple[Finding, ...] = ()
    prints: Mapping[str, str] = field(default_factory=dict)

    def render(self, view: Any, deflater: Deflater | None = None, sealed: bool = True) -> Rendered:
        """The document of a view, an instance of `view_type`. Same view, same bytes.

        `deflater` packs the parts, zlib at level 6 where none is given. A document that is not `sealed` carries no
        mark of this program that a reader does not see: so it goes to be signed. Raises BaoCaoError with all
        findings where one forbids writing: a value that is missing, a character that XML cannot carry, a note
        without text, a broken part.
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
        _unprinted(view, self.prints, ledger)
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
        return Rendered(package.write_package(parts, deflater), (*self.findings, *ledger.findings))


def _properties(found: Any, parts: dict[str, bytes], ledger: Ledger) -> None:
    texts = () if found is None else (found.tieu_de, found.tac_gia, found.chu_de)
    legal = [check_legal(text, "thuộc tính của tệp", ledger) for text in texts]
    if all(legal):
        parts[properties.CORE] = properties.core(found)


def _unprinted(view: Any, prints: Mapping[str, str], ledger: Ledger) -> None:
    """Find everything that reached no page: one finding for a field that the template never prints, else one for
    each path of the data. Notes that nobody refers to are found elsewhere."""
    known = {path.partition('.')[0] for path in prints}
    paths: dict[str, str] = {}
    for name in (f.name for f in fields(view)):
        value = getattr(view, name)
        pieces = [p for p in _pieces(value, set(ledger.notes)) if p.text.strip()]
        lost = [p for p in pieces if piece_key(p) not in ledger.printed]
        texts = [p.text for p in lost] or ([] if pieces else [t for t in _texts(value) if t.strip()])
        if name in known:
            for piece in lost:
                paths.setdefault(piece_key(piece)[0], piece.text)
        elif texts:
            more = f" và {len(texts) - 1} chỗ khác" if len(texts) > 1 else ""
            _lost(f"Mẫu không có thẻ in «{name}»: nội dung («{_short(texts[0])}»{more})", ledger)
    for path, text in paths.items():
        _lost(f"Nội dung của «{path}» («{_short(text)}»)", ledger)


def _lost(what: str, ledger: Ledger) -> None:
    ledger.add(
        'MB304',
        '',
        f"{what} không được in ra ở đâu trong văn bản.",
        "Hãy thêm thẻ in trường này vào mẫu, hoặc bỏ nội dung đó khỏi dữ liệu.",
        level=Level.LOI,
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + '…'


def _texts(value: Any) -> Iterator[str]:
    """The words of a text or of a list of texts, also those that the program added."""
    for item in value if isinstance(value, tuple) else (value,):
        if isinstance(item, Text):
            yield item.plain


def _pieces(value: Any, referred: set[str]) -> Iterator[Data | Ref]:
    if isinstance(value, Text):
        yield from (p for p in value.pieces if isinstance(p, Data | Ref))
    elif isinstance(value, tuple):
        for item in value:
            yield from _pieces(item, referred)
    elif is_dataclass(value):
        if hasattr(value, 'cac_doan') and getattr(value, 'ma', None) not in referred:
            return
        for inner in fields(value):
            yield from _pieces(getattr(value, inner.name), referred)
