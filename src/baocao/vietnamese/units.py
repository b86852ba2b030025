"""Units of figures: which can be compared, and how many of the one make the other."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

_SCALES = {
    'nghìn': Decimal(10**3), 'ngàn': Decimal(10**3), 'triệu': Decimal(10**6),
    'tỷ': Decimal(10**9), 'tỉ': Decimal(10**9),
}  # fmt: skip
_RATES = ('%', '‰')


def rate_sign(unit: str) -> str:
    """`%` or `‰` where the unit begins with it, else empty: such a figure is a rate."""
    return unit.strip()[:1] if unit.strip()[:1] in _RATES else ''


@lru_cache(maxsize=1024)
def scale(unit: str, other: str) -> Decimal | None:
    """How many of `other` one `unit` is (`tỷ đồng` in `triệu đồng`: 1000); None where they cannot be compared.

    A figure without a unit takes that of the other one, unless that is a rate. Of words behind a unit (`lao động
    trên địa bàn`) only one of the two needs to have them.
    """
    one, its_factor = _apart(unit)
    two, other_factor = _apart(other)
    if rate_sign(one) or rate_sign(two):
        return Decimal(1) if rate_sign(one) == rate_sign(two) else None
    if not unit.strip() or not other.strip():
        return Decimal(1)
    if one == two or f'{one} '.startswith(f'{two} ') or f'{two} '.startswith(f'{one} '):
        return its_factor / other_factor
    return None


def _apart(unit: str) -> tuple[str, Decimal]:
    """A unit without the words that multiply it (`nghìn tỷ đồng`: đồng, 10**12)."""
    words = unicodedata.normalize('NFC', unit).casefold().replace('m2', 'm²').replace('m3', 'm³').split()
    factor = Decimal(1)
    while len(words) > 1 and words[0] in _SCALES:
        factor *= _SCALES[words.pop(0)]
    return ' '.join(words), factor
