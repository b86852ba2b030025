"""Excuses: conflicts that a person has looked at and lets stand, each with the reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from msgspec import Struct

from baocao.checks.model import Conflict
from baocao.errors import Finding, Level, Span

#: findings that there may be between papers
ACROSS = frozenset(('SL242', 'SL252', 'SL262', 'SL267', 'SL272'))


class Excuse(Struct, frozen=True):
    """What is let stand: the code of the finding, words of the sentence that it concerns (empty: any), and the place
    of the excuse itself with its line. `used` where it has excused something in its own paper."""

    code: str
    words: str
    span: Span
    excerpt: str = ''
    used: bool = False

    @property
    def is_across(self) -> bool:
        """True where the finding may be one between papers, which a paper alone cannot have."""
        return self.code in ACROSS

    def covers(self, conflict: Conflict) -> bool:
        """True where the code is that of the conflict and the words stand in a passage that it names."""
        if conflict.code != self.code:
            return False
        wanted = _flat(self.words)
        return not wanted or any(wanted in _flat(spot.passage.text) for spot in conflict.spots)

    @property
    def unused(self) -> Finding:
        """The finding of an excuse that excuses nothing."""
        said = f" ở «{self.words}»" if self.words else ""
        return Finding(
            'SL290',
            Level.CANH_BAO,
            self.span,
            f"Không có phát hiện {self.code} nào{said} để chấp nhận.",
            "Xóa mục này trong «chap_nhan», hoặc sửa lại mã và lời cho khớp với phát hiện.",
            self.excerpt,
        )


def sift(
    conflicts: Iterable[Conflict], excuses: Sequence[Excuse]
) -> tuple[tuple[Conflict, ...], tuple[Excuse, ...]]:
    """The conflicts that no excuse covers, and the excuses that cover none."""
    kept: list[Conflict] = []
    used: set[Excuse] = set()
    for conflict in conflicts:
        covering = [excuse for excuse in excuses if excuse.covers(conflict)]
        used.update(covering)
        if not covering:
            kept.append(conflict)
    return tuple(kept), tuple(excuse for excuse in excuses if excuse not in used)


def _flat(text: str) -> str:
    return ' '.join(unicodedata.normalize('NFC', text).split()).casefold()
