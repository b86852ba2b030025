"""The place of a passage in a Word file: for people (paragraph, cell, note) and for what writes into the file."""

from __future__ import annotations

from msgspec import Struct

from baocao.errors import Span
from baocao.prose import sentences

_LONGEST = 160  # letters of a sentence that is shown whole
_AROUND = 50  # letters shown on each side of the words of a longer one


class WordPlace(Struct, frozen=True):
    """A paragraph of a Word file. `place` says where it is in words that people can follow by counting.

    `paragraph` is its number in the body as `story.Story` counts. The words of a note or of a text box are found by
    what they hang on: then `anchor` is its ordinal among the anchors of that paragraph, otherwise -1.
    """

    file: str
    place: str
    text: str
    paragraph: int
    anchor: int = -1

    def span(self, start: int, end: int) -> Span:
        """The file and the place of the paragraph."""
        return Span(self.file, place=self.place)

    def excerpt(self, start: int, end: int) -> str:
        """The sentence around the words, or about a hundred letters of a long one."""
        within = [(a, b) for a, b in sentences(self.text) if a < max(end, start + 1) and b > start]
        first = min((a for a, _ in within), default=0)
        last = max((b for _, b in within), default=len(self.text))
        if last - first <= _LONGEST:
            return ' '.join(self.text[first:last].split())
        left, right = max(first, start - _AROUND), min(last, max(end, start) + _AROUND)
        if left > first:
            left = _after_space(self.text, left, start)
        if right < last:
            space = self.text.rfind(' ', end, right)
            right = space if space > end else right
        shown = ' '.join(self.text[left:right].split())
        return f"{'…' if left > first else ''}{shown}{'…' if right < last else ''}"

    def told(self, start: int, end: int) -> tuple[Span, str]:
        """The place and the sentence."""
        return self.span(start, end), self.excerpt(start, end)


def _after_space(text: str, left: int, start: int) -> int:
    space = text.find(' ', left, start)
    return left if space < 0 else space + 1
