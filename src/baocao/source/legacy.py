"""Vietnamese typed in the old encodings TCVN3 (ABC, fonts .Vn...) and VNI, read as if it were Unicode.

A word counts as old where it is no Vietnamese syllable as it stands, but is one after conversion; real
foreign names (Köln, Señor, café) are no syllables either way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from baocao.regexes import regex
from baocao.source.place import shorten

Convert = Callable[[str], str]

_TCVN3 = str.maketrans(
    '¡¢§£¤¥¦'
    + 'µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®'
    + 'ÌÐÎÏÑªÒÕÓÔÖ'
    + '×ÝØÜÞ'
    + 'ßãáâä«åèæçé¬êíëìî'
    + 'ïóñòô\u00adõøö÷ù'
    + 'úýûüþ',
    'ĂÂĐÊÔƠƯ'
    + 'àáảãạăằắẳẵặâầấẩẫậđ'
    + 'èéẻẽẹêềếểễệ'
    + 'ìíỉĩị'
    + 'òóỏõọôồốổỗộơờớởỡợ'
    + 'ùúủũụưừứửữự'
    + 'ỳýỷỹỵ',
)
_VNI_TONE = {'ù': '\u0301', 'ø': '\u0300', 'û': '\u0309', 'õ': '\u0303', 'ï': '\u0323'}
_VNI_HAT = {
    'â': '\u0302', 'á': '\u0302\u0301', 'à': '\u0302\u0300', 'å': '\u0302\u0309', 'ã': '\u0302\u0303',
    'ä': '\u0302\u0323',
}  # fmt: skip
_VNI_BREVE = {
    'ê': '\u0306', 'é': '\u0306\u0301', 'è': '\u0306\u0300', 'ú': '\u0306\u0309', 'ü': '\u0306\u0303',
    'ë': '\u0306\u0323',
}  # fmt: skip
_VNI_SINGLE = {'ñ': 'đ', 'ö': 'ư', 'ô': 'ơ', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'î': 'ỵ'}
_VNI_PAIR = regex('([aeouyôö])([ùøûõïâáàåãäêéèúüë])')

_ENOUGH = 20_000
"""Letters that tell an encoding; a longer text is not read to its end."""
_OLD = regex('[\u00a1-\u00ff]')
_NEW = regex('[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]')
_WORD = regex('[A-Za-z\u00a1-\u00ff]+')
_SYLLABLE = regex(
    '(?:ngh|ng|nh|ch|tr|th|ph|kh|gh|gi|qu|[bcdđghklmnprstvx])?'
    '(?:oai|oay|uay|uây|iêu|yêu|ươi|ươu|uôi|uyê|uya|oao|oeo|uêu|uyu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi'
    '|ôi|ơi|oo|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)'
    '(?:ch|nh|ng|[cmnpt])?'
)
_TONES = regex('[\u0300\u0301\u0303\u0309\u0323]')


class Legacy(Struct, frozen=True):
    """The first old word with the sentences; `sure` where at least two words agree."""

    sure: bool
    offset: int
    length: int
    problem: str
    remedy: str


def legacy(text: str) -> Legacy | None:
    """What a text in an old encoding is told; None for Unicode text.

    A text with a letter that only Unicode has (ơ, ư, ạ ...) is Unicode, whatever else stands in it.
    """
    if _NEW.search(text) or not _OLD.search(text):
        return None
    text = text[:_ENOUGH]
    words = [word for word in _WORD.finditer(text) if _is_foreign(word.group())]
    best: tuple[list[re.Match[str]], str, Convert] | None = None
    for name, convert in (("TCVN3 (phông .Vn...)", _from_tcvn3), ("VNI", _from_vni)):
        old = [word for word in words if _is_syllable(convert(word.group()))]
        if old and (best is None or len(old) > len(best[0])):
            best = old, name, convert
    return _told(text, *best) if best else None


def _told(text: str, old: list[re.Match[str]], name: str, convert: Convert) -> Legacy:
    sure = len({word.group() for word in old}) >= 2
    shown, better = shorten(text), shorten(convert(text))
    doubt = "được gõ" if sure else "có thể được gõ"
    return Legacy(
        sure,
        old[0].start(),
        len(old[0].group()),
        f"Chữ «{shown}» {doubt} bằng bảng mã cũ {name}, không phải Unicode; in ra sẽ sai chữ.",
        f"Chuyển đoạn này sang Unicode (ví dụ bằng công cụ chuyển mã của bộ gõ), thành «{better}».",
    )


@lru_cache(maxsize=1024)
def _is_foreign(word: str) -> bool:
    """True for a word with letters that Vietnamese has, which is none of its syllables."""
    return len(word) > 1 and word[0] != 'µ' and _OLD.search(word) is not None and not _is_syllable(word)


def _is_syllable(word: str) -> bool:
    marks = unicodedata.normalize('NFD', word.lower())
    tones = _TONES.findall(marks)
    bare = unicodedata.normalize('NFC', _TONES.sub('', marks))
    return len(tones) <= 1 and bool(_SYLLABLE.fullmatch(bare))


def _from_tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _from_vni(text: str) -> str:
    capital = text.upper() == text
    return ' '.join(_vni_word(word, capital) for word in text.split(' '))


def _vni_word(word: str, capital: bool) -> str:
    low = ''.join(sign.lower() if len(sign.lower()) == 1 else sign for sign in word)
    kept: list[str] = []
    at = 0
    while at < len(low):
        sign = _VNI_SINGLE.get(low[at], low[at])
        pair = _VNI_PAIR.match(low, at)
        marks = _vni_marks(low[at], pair.group(2)) if pair else ''
        if marks:
            sign = unicodedata.normalize('NFC', sign + marks)
        kept.append(sign.upper() if capital or word[at].isupper() else sign)
        at += 2 if marks else 1
    return ''.join(kept)


def _vni_marks(base: str, mark: str) -> str:
    if base in 'aeo' and mark in _VNI_HAT:
        return _VNI_HAT[mark]
    if base == 'a' and mark in _VNI_BREVE:
        return _VNI_BREVE[mark]
    return _VNI_TONE.get(mark, '')
