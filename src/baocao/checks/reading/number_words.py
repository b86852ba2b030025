"""The words around a number: what makes it inexact, and the noun that it counts."""

from __future__ import annotations

import re

from baocao.regexes import regex

#: what may stand right before a word
OPENING = '([{“"«*-–—;,.:'

#: words and signs that make a number inexact
_HEDGES = (
    'khoảng', 'trên', 'hơn', 'gần', 'dưới', 'xấp xỉ', 'chừng', 'tối thiểu', 'ít nhất', 'tối đa', 'không quá', 'không dưới',
    'ngót', 'quá', 'vượt', '<', '>', '≤', '≥', 'từ', 'đến', '~',
)  # fmt: skip
_SIGNS_OF_HEDGE = tuple(h for h in _HEDGES if not h[0].isalpha())
_WORDS_OF_HEDGE = frozenset(h for h in _HEDGES if h[0].isalpha())
_LAST_OF_HEDGE = frozenset(h.split()[-1] for h in _WORDS_OF_HEDGE)
#: where `trên` says on what, or who
_NO_HEDGES = frozenset(('dựa trên', 'cấp trên', 'bên trên', 'phía trên'))
_LINK = regex(r'\s+(?:(?:cho|là|đối với|thuộc)\s+)?(?:(?:các|những)\s+)?', re.IGNORECASE)
#: a word; the superior number of a note behind it is none of its letters
_LETTERS = r'[^\W\d_¹²³⁰⁴-⁹]+'
_LETTER_RUN = regex(_LETTERS)
_WORDS = regex(_LETTERS + r'(?:[ \u00a0-]+' + _LETTERS + '){0,5}')
#: words that end a noun: what follows says something of it
_STOPS = frozenset(
    'được đã đang có là và của cho tại trên trong với theo để so đạt chiếm tăng giảm bằng hoàn không chưa còn ước do từ đến thuộc'
    ' về ở bị vào gồm bao như thì mà khi sau trước này đó nêu nhưng hoặc vượt hay nằm qua cùng lên xuống nhằm nhờ vì các những'
    ' một hiện vẫn cũng sẽ phải phát góp gắn dự cần tập mỗi nữa nay kể khoảng hơn gần thực tham'.split()
)
#: the second halves that make a stop word the beginning of a noun
_NOUNS_OF_STOPS = {
    'dự': ('án', 'toán'), 'hiện': ('vật',), 'bao': ('bì',), 'cùng': (), 'thực': ('vật', 'phẩm', 'tập'), 'tập': ('thể', 'đoàn'),
    'cần': ('trục',), 'trước': (), 'phát': ('minh', 'ngôn'), 'qua': (), 'hoàn': (), 'tham': ('luận',),
}  # fmt: skip


def noun_behind(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The noun counted by a number that ends at an offset, up to four words in small letters, and where it ends; the
    offset itself where there is none."""
    gap, first = text[at : at + 1], text[at + 1 : at + 2]
    if not gap.isspace() or not (first.isalnum() or first.isspace()):
        return (), at
    link = _LINK.match(text, at)
    found = _WORDS.match(text, link.end()) if link else None
    if found is None:
        return (), at
    words = _LETTER_RUN.findall(found[0])
    counted: list[str] = []
    stop, begin = at, found.start()
    for word in words[:4]:
        lower = word.casefold()
        if lower in _STOPS:
            following = words[len(counted) + 1].casefold() if len(counted) + 1 < len(words) else ''
            if following not in _NOUNS_OF_STOPS.get(lower, ()):
                break
        if counted and word[0].isupper():
            break
        counted.append(lower)
        begin = stop = text.index(word, begin) + len(word)
    return tuple(counted), stop


def hedge(text: str, at: int) -> str:
    """The word or sign right before an offset that makes a number there inexact, empty for none."""
    words = text[max(0, at - 16) : at].casefold().split()
    if not words:
        return ''
    if words[-1].endswith(_SIGNS_OF_HEDGE):
        return words[-1][-1]
    last = words[-1].lstrip(OPENING)
    if last not in _LAST_OF_HEDGE:
        return ''
    two = f'{words[-2].lstrip(OPENING)} {last}' if len(words) > 1 else last
    if two in _WORDS_OF_HEDGE:
        return two
    return last if last in _WORDS_OF_HEDGE and two not in _NO_HEDGES else ''
