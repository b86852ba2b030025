"""Letters: the series of điểm, keys for matching Vietnamese words, and where a line must not break."""

from __future__ import annotations

import re
import unicodedata

from baocao.vietnamese.faults import BadValue

#: Letters of điểm in the order of the Vietnamese alphabet, as the Decree itself uses them: no ă â ê ô ơ ư,
#: no f j w z (Decree 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6).
SERIES = "abcdđeghiklmnopqrstuvxy"

#: the marks of the tones, apart from their letters
TONES = {'\u0300', '\u0301', '\u0303', '\u0309', '\u0323'}


class BadLetter(BadValue):
    """A place that the series of letters does not have."""


def letter(place: int) -> str:
    """The letter of the điểm at `place`, from 1: 5 gives `đ`. Raises BadLetter outside 1 to 23."""
    if not 1 <= place <= len(SERIES):
        raise BadLetter(
            f"Không có chữ cái cho điểm thứ {place}: dãy điểm chỉ có {len(SERIES)} chữ, từ a đến y.",
            "Tách nội dung thành nhiều khoản hơn, hoặc đánh số các ý bằng chữ số.",
        )
    return SERIES[place - 1]


def place_of(letter: str) -> int | None:
    """The place of a điểm letter in the series, from 1, or None where the series does not have it (`f`)."""
    return SERIES.index(letter) + 1 if len(letter) == 1 and letter in SERIES else None


def fold(text: str, fold_d: bool = False) -> str:
    """The text without accents and case, for matching and did-you-mean: `Hòa Đức` gives `hoa đuc`.

    `đ` stays a letter of its own (HĐ is not HD) unless `fold_d`.
    """
    bare = ''.join(c for c in unicodedata.normalize('NFD', text) if not unicodedata.combining(c)).casefold()
    return unicodedata.normalize('NFC', bare.replace("đ", 'd') if fold_d else bare)


def tone_key(text: str) -> str:
    """A key that is the same for both placements of the tone (`hòa`, `hoà`), for any case and spacing.

    The tone of each word moves behind it; accents that make another letter (ă, ơ, đ) stay.
    """
    words = (_tone_last(word) for word in unicodedata.normalize('NFD', text.casefold()).split())
    return unicodedata.normalize('NFC', ' '.join(words))


def upper_first(text: str) -> str:
    """The text (NFC) with its first character in capitals; the rest as it stands."""
    text = unicodedata.normalize('NFC', text)
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text (NFC) with its first character in lower case; the rest as it stands."""
    text = unicodedata.normalize('NFC', text)
    return text[:1].lower() + text[1:]


def no_break(text: str) -> tuple[int, ...]:
    """Offsets, in order, of the spaces at which a line must not break.

    These stand between a number and the unit or money word that follows it, and between the name of a
    part of a text (Điều, khoản, điểm, Phụ lục, Quý ...) and its number, letter or Roman number.
    """
    return tuple([m.end() for m in _BEFORE_SPACE.finditer(text)])


def _tone_last(word: str) -> str:
    tones = ''.join(c for c in word if c in TONES)
    return ''.join(c for c in word if c not in TONES) + tones


# The patterns below match up to the space; what follows is looked ahead, so that neighbours may share words.
_UNITS = r"""
    (?:(?:nghìn|ngàn)\ )?(?:tỷ|tỉ|triệu|nghìn|ngàn)\ (?:đồng|USD) | đồng(?!\ (?:chí|bào)) | USD
    | (?:ha|km|m|cm|mm)[²³23]? | kg | tấn(?!\ công) | tạ | lít | MW | kW | kWh
"""
_ROMAN = r'(?=[IVXLC])C{0,3}(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})'
# the first signs stand alone before all else, so that no other place of a text is tried
_BEFORE_SPACE = re.compile(
    rf"""[0-9ĐđKkPCMQq](?:
    (?<=[0-9])(?=\ (?:{_UNITS})(?![\w²³]))
    | (?<![\w-].)(?:
        (?:(?<=Đ)iều|(?<=[Kk])hoản|(?<=P)hụ\ lục|(?<=P)hần|(?<=C)hương|(?<=M)ục|(?<=[Qq])uý)
            (?=\ (?:[0-9]+|{_ROMAN})(?!\w))
        | (?<=[Đđ])iểm(?=\ (?:[0-9]+|{_ROMAN}|[{SERIES[:-1]}]|y(?!\ (?:tế|học|khoa|dược|tá|sĩ|bác)))(?!\w))
        | (?:(?<=P)hụ\ lục|(?<=P)hần|(?<=M)ục)(?=\ [A-ZĐ](?!\w))
    ))""",
    re.VERBOSE,
)
