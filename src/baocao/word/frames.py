"""What stands around the body of an official paper, told by its words: Word files of others name no parts.

The words are those of Decree 30/2020/NĐ-CP, Phụ lục I: motto, number, bases, recipients, powers of the signer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

HEAD, FOOT = "phần đầu văn bản", "phần nơi nhận, chữ ký"

_MOTTO = re.compile(
    r'cộng h(?:òa|oà) xã hội chủ nghĩa|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam', re.IGNORECASE
)
_ADDRESSED = re.compile(r'\W*kính gửi\b', re.IGNORECASE)
_RECIPIENTS = re.compile(r'\W*nơi nhận\b', re.IGNORECASE)
_SIGNER = re.compile(r'(?:TM|KT|TL|TUQ|Q)\.\s?[A-ZĐÀ-Ỹ]{2}')
_NUMBER = re.compile(r'\s*số\s*:', re.IGNORECASE)
_BASIS = re.compile(r'\W*(?:căn cứ|theo đề nghị|xét (?:đề nghị|tờ trình))\b[^\n]*[;,.]\s*$', re.IGNORECASE)
_APPENDIX = re.compile(r'\s*phụ lục\b', re.IGNORECASE)
_OF_TABLE = re.compile(r'\W*(?:bảng|biểu|đơn vị|đvt)\b', re.IGNORECASE)
_LONGEST_LIST = 60
_LARGEST = 100  # paragraphs: a whole paper may be typed into one table
_PARTS = re.compile(r'\s*(?:phần|chương|mục|điều)\s+[\dIVX]', re.IGNORECASE)


def of_table(texts: Sequence[str]) -> str:
    """HEAD or FOOT for a table that only arranges such parts; '' for a table of data."""
    if len(texts) > _LARGEST:
        return ''
    rows = [line for text in texts for line in text.split('\n')]
    if any(_RECIPIENTS.match(t) or _SIGNER.match(t.strip()) for t in rows):
        return FOOT
    return HEAD if any(_MOTTO.search(t) or _ADDRESSED.match(t) for t in rows) else ''


class Frame:
    """Which paragraphs of the body, told one after the other, stand around it."""

    def __init__(self) -> None:
        self._front = True
        self._addressed = False
        self._signed = False
        self._left = 0

    def holds(self, text: str, centred: bool, numbered: bool) -> bool:
        """True where the next paragraph of the body belongs to the frame; numbered ones and those of the outline
        never do."""
        if numbered or _PARTS.match(text):
            self._front, self._left = False, 0
            return False
        if _RECIPIENTS.match(text) or _SIGNER.match(text.strip()):
            self._left, self._signed = _LONGEST_LIST, True
        elif _APPENDIX.match(text) and centred:
            self._front, self._left = True, 0
        if self._left:
            self._left -= 1
            return True
        if self._front:
            addressed = bool(_ADDRESSED.match(text))
            listed = self._addressed and text.lstrip().startswith(('-', '–', '+')) and len(text) < 200
            self._addressed = addressed or listed
            self._front = (
                (centred and not _OF_TABLE.match(text)) or addressed or listed or text.isupper() or bool(_NUMBER.match(text))
                or bool(_MOTTO.search(text)) or bool(_BASIS.match(text))
            )  # fmt: skip
        return self._front

    def turn_page(self) -> None:
        """A section of the file ends here: after the signature an appendix may follow, with a front of its own."""
        self._front, self._left = self._front or self._signed, 0

    def break_off(self, table: str) -> None:
        """A table stands here: one of the frame (HEAD, FOOT), or ('') of the data."""
        self._front = self._front and table == HEAD
        self._signed = self._signed or table == FOOT
        self._left = 0
