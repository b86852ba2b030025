"""What a compiled template prints: the fields of the view, read off the tree of its nodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from baocao.word.nodes import Blocks, For, If, Nodes, Notes, Print
from baocao.word.program import Program
from baocao.word.section import SECTION_SLOT, Sections
from baocao.word.values import KHOI_SLOT, Attribute, Expression, Filtered, Slot

#: the field that the notes part prints by itself
_NOTES = 'chu_thich'
#: what stands before the name of a field of the view, which is in slot 0
_VIEW = {0: ''}


def printed(programs: Iterable[Program]) -> Mapping[str, str]:
    """The fields that tags print, each with the place of its first tag, in the order of the file.

    A field is called by its path from the view (`trich_yeu`, `phu_luc.tieu_de`); one of a block by the kind of
    block whose sample prints it (`khoi.muc_so.noi_dung`); one of the view that a section after the signature
    prints once more by that section too (`van_ban_kem_theo/co_quan`). A list counts where its items are printed;
    a field that only conditions ask for is not printed.
    """
    found: dict[str, str] = {}
    for program in programs:
        for path, place in _walk(program.nodes, _VIEW, program.place):
            found.setdefault(path, place)
    return MappingProxyType(found)


def _walk(nodes: Nodes, known: Mapping[int, str], part: str) -> Iterator[tuple[str, str]]:
    """Path and place of everything printed; `known` gives the path of the value in each slot."""
    for node in nodes:
        match node:
            case Print():
                path = _path(node.value, known)
                if path:
                    yield path, node.place
            case If():
                for _, body in node.branches:
                    yield from _walk(body, known, part)
            case For():
                yield from _walk(node.body, {**known, node.slot: _path(node.value, known)}, part)
            case Blocks():
                yield _path(node.value, known), node.place
                for kind, body in node.kinds.items():
                    yield from _walk(body, {KHOI_SLOT: f'khoi.{kind}'}, part)
            case Sections():
                for name, layout in node.layouts.items():
                    yield from _walk(layout.nodes, {0: f'{name}/', SECTION_SLOT: name}, part)
            case Notes():
                yield _NOTES, part


def _path(value: Expression, known: Mapping[int, str]) -> str:
    """The path of an expression; '' for constants and whatever is no field."""
    match value:
        case Slot():
            return known.get(value.index, '')
        case Attribute(base=Slot(index=0)):
            return known[0] + value.name
        case Attribute():
            base = _path(value.base, known)
            return base and f'{base}.{value.name}'
        case Filtered():
            return _path(value.value, known)
    return ''
