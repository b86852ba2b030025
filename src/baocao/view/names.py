"""References as read: their words, their formats, and the name that was perhaps meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from baocao.markup import Reference
from baocao.vietnamese import fold

_WORD = r'[a-z][a-z0-9_]*'
_NAME = re.compile(rf'({_WORD}(?:\.[a-z0-9][a-z0-9_]*)*)((?:\s*\|\s*{_WORD})*)', re.ASCII)

#: formats that say to how many decimals a computed number is rounded, so that it is rounded once
_ROUNDING = re.compile(r'(?:lam_tron|phan_tram)_([0-9])')


class Name(Struct, frozen=True):
    """A reference read: its words and its formats; `place` is the part of the value it stands in."""

    words: tuple[str, ...]
    forms: tuple[str, ...]
    place: tuple[str, int, int]
    shown: str


def read(reference: Reference, path: str) -> Name | None:
    """The words and formats of a reference; None where it does not follow the grammar."""
    parts = _parts(reference.name)
    if parts is None:
        return None
    return Name(*parts, (path, reference.offset, reference.length), f'${{{reference.name}}}')


@lru_cache(maxsize=1024)
def _parts(name: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The words and the formats of a name; None where it does not follow the grammar."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    return tuple(found[1].split('.')), tuple(form.strip() for form in found[2].split('|')[1:])


#: text, the field of the piece that is printed, and the formats still to be used; None where nothing is named
Printed = tuple[str, str, tuple[str, ...]]


def close(word: str, known: Iterable[str]) -> str | None:
    """The name that was perhaps meant."""
    found = difflib.get_close_matches(fold(word, fold_d=True), list(known), 1, 0.7)
    return found[0] if found else None


def as_typed(shown: str) -> str:
    return f"nếu muốn in chính các ký tự này thì viết \\{shown[:60]}."


def rounding(name: Name) -> tuple[int | None, tuple[str, ...]]:
    """To how many decimals the first format rounds a computed number (None where it is no such format), and the
    formats still to be used."""
    found = _ROUNDING.fullmatch(name.forms[0]) if name.forms else None
    return (int(found[1]), name.forms[1:]) if found else (None, name.forms)
