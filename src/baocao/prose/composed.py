"""Text in Unicode form C, with the way back to the text as it stands in a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence


def composed(raw: str) -> tuple[str, Sequence[int]]:
    """The text in form C; for each of its offsets, its end included, the offset in the raw text."""
    if unicodedata.is_normalized('NFC', raw):
        return raw, range(len(raw) + 1)
    pieces: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(raw):
        piece = unicodedata.normalize('NFC', cluster)
        pieces.append(piece)
        offsets += [start] * len(piece)
    return ''.join(pieces), [*offsets, len(raw)]


def _clusters(raw: str) -> Iterator[tuple[int, str]]:
    """Each letter with the marks that combine with it."""
    start = 0
    for i in range(1, len(raw) + 1):
        if i == len(raw) or not _combines(raw[i - 1 : i + 1]):
            yield start, raw[start:i]
            start = i


def _combines(pair: str) -> bool:
    """True where the second letter belongs to the first: a mark, or one that form C joins with it (Hangul)."""
    return bool(unicodedata.combining(pair[1])) or (
        pair[1] >= '\u0900' and len(unicodedata.normalize('NFC', pair)) < 2
    )
