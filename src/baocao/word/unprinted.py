"""What a render printed nowhere: no value that was supplied may be lost in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct

from baocao.errors import Level
from baocao.text import Data, Ref, Text
from baocao.word.pen import Ledger, piece_key


def tell_unprinted(view: Any, prints: Mapping[str, str], ledger: Ledger) -> None:
    """Find everything that reached no page: one finding for a field that the template never prints, else one for
    each path of the data. Notes that nobody refers to are found elsewhere."""
    known = {path.partition('.')[0] for path in prints}
    printed, referred = ledger.printed, set(ledger.notes)
    paths: dict[str, str] = {}
    for name in _names(view.__class__):
        value = getattr(view, name)
        found: list[Data | Ref] = []
        _gather((value,), referred, found)
        lost = [p for p in found if piece_key(p) not in printed and p.text.strip()]
        if name in known:
            for piece in lost:
                paths.setdefault(piece_key(piece)[0], piece.text)
            continue
        texts = [p.text for p in lost]
        if not texts and not any(p.text.strip() for p in found):
            texts = [t for t in _texts(value) if t.strip()]
        if texts:
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


@lru_cache(maxsize=64)
def _names(kind: type[object]) -> tuple[str, ...]:
    """The names of the fields of a record; none of any other type."""
    return kind.__struct_fields__ if issubclass(kind, Struct) else ()


def _gather(values: Iterable[Any], referred: set[str], found: list[Data | Ref]) -> None:
    """Add the pieces that came from data, those of notes only where the note is referred to."""
    for value in values:
        kind = value.__class__
        if kind in _PLAIN:
            continue
        if kind is Text:
            found += [p for p in value.pieces if p.__class__ is Data or p.__class__ is Ref]
        elif isinstance(value, tuple):
            _gather(value, referred, found)
        else:
            is_note, read = _reader(kind)
            if not is_note or getattr(value, 'ma', None) in referred:
                _gather(read(value), referred, found)


@lru_cache(maxsize=64)
def _reader(kind: Any) -> tuple[bool, Callable[[Any], Iterable[Any]]]:
    """Whether a record of this type is a note, and what reads all its fields; nothing of any other type."""
    names = _names(kind)
    if len(names) > 1:
        return 'cac_doan' in names, attrgetter(*names)
    return 'cac_doan' in names, lambda value: [getattr(value, name) for name in names]


#: what holds no pieces
_PLAIN = frozenset((str, int, bool, type(None)))
