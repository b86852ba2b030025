"""Patterns of what people may type for given words: for editors, which look at a text before it is read."""

from __future__ import annotations

import re
import unicodedata

from baocao.vietnamese.letters import TONES

_VOWELS = "aăâeêioôơuưy"
_SIGNS = re.compile(r'[\^$\\.*+?()\[\]{}|/]')


def spelled(text: str, moving_tone: bool = False) -> str:
    """The pattern of a text in any case, composed or not, with any blanks between its words.

    `moving_tone` also takes the tone on another vowel of the word, as `tone_key` does (`hòa`, `hoà`). Read
    alike by Python and by JavaScript.
    """
    words = unicodedata.normalize('NFC', text).split()
    return r'\s+'.join(_moving(word) if moving_tone else _letters(word) for word in words)


def literal(text: str) -> str:
    """The pattern of a text as it stands, composed or not. `re.escape` escapes signs that JavaScript forbids to be
    escaped."""
    forms = dict.fromkeys(unicodedata.normalize(form, text) for form in ('NFC', 'NFD'))
    escaped = [_SIGNS.sub(r'\\\g<0>', form) for form in forms]
    return escaped[0] if len(escaped) == 1 else f'(?:{"|".join(escaped)})'


def _letters(word: str) -> str:
    return ''.join(_letter(sign) for sign in word)


def _letter(sign: str) -> str:
    cases = dict.fromkeys((sign, sign.lower(), sign.upper()))
    forms = list(dict.fromkeys(unicodedata.normalize(form, c) for form in ('NFC', 'NFD') for c in cases))
    if len(forms) == 1:
        return literal(sign)
    short = ''.join(form for form in forms if len(form) == 1)
    return f'[{short}]' if len(short) == len(forms) else f'(?:{"|".join(forms)})'


def _moving(word: str) -> str:
    """The word with its tone on any one of its vowels."""
    apart = unicodedata.normalize('NFD', word)
    tone = ''.join(c for c in apart if c in TONES)
    bare = unicodedata.normalize('NFC', ''.join(c for c in apart if c not in TONES))
    if not tone:
        return _letters(word)
    placed = [
        bare[:at] + unicodedata.normalize('NFC', sign + tone) + bare[at + 1 :]
        for at, sign in enumerate(bare)
        if sign.lower() in _VOWELS
    ]
    return f'(?:{"|".join(_letters(form) for form in placed)})'
