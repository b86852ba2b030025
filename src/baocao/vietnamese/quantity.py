"""Quantities as a plan states them: a hedge, one number or a range, a unit; or words alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from baocao.regexes import regex
from baocao.vietnamese.faults import shown
from baocao.vietnamese.numbers import (
    MAX_DIGITS,
    STRICT_NUMBER,
    BadNumber,
    So,
    corrected,
    parse_number,
    strict_number,
)


class Kind(Enum):
    """How a quantity is built."""

    WORDS = 'words'  # no digits at all
    ONE = 'one'  # 50,6%
    RANGE = 'range'  # 2,5-3,0%
    PAIR = 'pair'  # done/total: 22/23 vụ
    MIXED = 'mixed'  # words with figures in them, which only have to be well written


class Bound(Enum):
    """What the hedge says of the number."""

    EXACT = 'exact'
    ABOUT = 'about'
    ABOVE = 'above'
    AT_LEAST = 'at_least'
    BELOW = 'below'
    AT_MOST = 'at_most'


#: Words before a number -> what they say. Those that say nothing of the bound are neutral.
_HEDGES: dict[str, Bound] = {
    'trên': Bound.ABOVE, 'hơn': Bound.ABOVE, 'quá': Bound.ABOVE, 'lớn hơn': Bound.ABOVE,
    'cao hơn': Bound.ABOVE, '>': Bound.ABOVE,
    'ít nhất': Bound.AT_LEAST, 'tối thiểu': Bound.AT_LEAST, 'không dưới': Bound.AT_LEAST,
    'không thấp hơn': Bound.AT_LEAST, 'không ít hơn': Bound.AT_LEAST, '≥': Bound.AT_LEAST,
    '>=': Bound.AT_LEAST,
    'dưới': Bound.BELOW, 'nhỏ hơn': Bound.BELOW, 'thấp hơn': Bound.BELOW, 'chưa đến': Bound.BELOW,
    'chưa tới': Bound.BELOW, '<': Bound.BELOW,
    'không quá': Bound.AT_MOST, 'tối đa': Bound.AT_MOST, 'không vượt quá': Bound.AT_MOST,
    'không trên': Bound.AT_MOST, 'không cao hơn': Bound.AT_MOST, 'không hơn': Bound.AT_MOST,
    'nhiều nhất': Bound.AT_MOST, '≤': Bound.AT_MOST, '<=': Bound.AT_MOST,
    'khoảng': Bound.ABOUT, 'gần': Bound.ABOUT, 'chừng': Bound.ABOUT, 'xấp xỉ': Bound.ABOUT,
    'ước': Bound.ABOUT, 'ước đạt': Bound.ABOUT, 'ước thực hiện': Bound.ABOUT, '~': Bound.ABOUT,
    '≈': Bound.ABOUT,
    'đạt': Bound.EXACT, 'phấn đấu': Bound.EXACT, 'bình quân': Bound.EXACT, 'từ': Bound.EXACT,
}  # fmt: skip
_AFTER = {"trở lên": Bound.AT_LEAST, "trở xuống": Bound.AT_MOST, "trở lại": Bound.AT_MOST}

_DIGIT = regex(r'\d')
_NUMBER = r"[-−]?[0-9](?:[0-9.,]*[0-9])?"
_LONGEST_FIRST = [re.escape(word).replace(r'\ ', r'\s+') for word in sorted(_HEDGES, key=len, reverse=True)]
_HEDGE = (
    f"(?:{'|'.join(word for word in _LONGEST_FIRST if word[0].isalpha())})(?=[\\s<>≤≥~≈]|[-−]?[0-9])"
    f"|{'|'.join(word for word in _LONGEST_FIRST if not word[0].isalpha())}"
)
_HEDGES_OF = regex(_HEDGE, re.IGNORECASE)
_BARE = (
    rf"(?P<low>{_NUMBER})(?:(?P<unit1>[^0-9]*?)(?P<sign>\s*[-–—/]\s*|\s+đến\s+|\s+tới\s+)(?P<high>{_NUMBER}))?"
    r'(?P<unit>.*)'
)
#: what begins with its number, and what may have a hedge before it
_BARE_SHAPE = regex(f'(?P<hedge>){_BARE}', re.IGNORECASE | re.DOTALL)
_SHAPE = regex(rf'(?P<hedge>(?:(?:{_HEDGE})\s*)*){_BARE}', re.IGNORECASE | re.DOTALL)
#: A digit that opens a number: not one that belongs to a sign such as m2, CO2, PM2.5.
_LOOSE_DIGIT = regex(r'(?<![^\W\d_])\d')
_LOOSE_NUMBER = regex(r'(?P<word>[^\W\d_]*)(?P<number>\d[\d.,]*)')
_LONGEST_SIGN = 4
_DATE_WITH_DOTS = regex(r'[0-9]{1,2}\.[0-9]{1,2}\.(?:19|20)[0-9]{2}')
#: A longer text is a sentence: it is not looked at as one quantity.
_LONGEST_SHAPE = 300
#: Ways of writing a number that a reader of words and digits would take apart.
_BROKEN = regex(
    r'(?<![\w.,])(?:[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:,[0-9]+)?(?![\w.,]?[0-9])'
    r'|[0-9][0-9.,]*[eE][-+]?[0-9]+|0[xXbBoO][0-9a-fA-F]+|[0-9]+(?:_[0-9]+)+)'
)
_NOT_A_NUMBER = {
    'nan',
    'inf',
    '-inf',
    'infinity',
    '-infinity',
    'null',
    'none',
    '#n/a',
    '#value!',
    '#ref!',
    '#div/0!',
}
#: Things that are counted whole: three decimals of them are most likely thousands.
_COUNTED = regex(
    r"\s*(?:hộ|người|lao động|xã|phường|thôn|cuộc|vụ|học sinh|lượt|dự án|doanh nghiệp|hợp tác xã)\b"
)


#: one strict number, or two as done/total, between words without digits, from which blanks or signs divide it
_USUAL = regex(rf'((?:\D*[ <>≤≥~≈])?)({STRICT_NUMBER})(?:/({STRICT_NUMBER}))?((?:[ %‰]\D*)?)')
_LONGEST_USUAL = 60


#: a rate whose sign stands apart
_APART = regex(r'([0-9])\s+([%‰])')


class Quantity(Struct, frozen=True):
    """A quantity as typed (NFC, trimmed). `numbers` in order of the text (two for a range or a pair, none
    for words), `spans` their places in `text`; `hedge` the words before the number and, after an ellipsis,
    those behind (`từ … trở lên`); `unit` what follows the numbers. A mixed quantity has no hedge, no unit.
    """

    text: str
    kind: Kind = Kind.WORDS
    numbers: tuple[So, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    hedge: str = ''
    bound: Bound = Bound.EXACT
    unit: str = ''

    @property
    def is_percent(self) -> bool:
        """True where the unit is the percent sign, with or without words after it."""
        return self.unit.startswith('%')

    def with_numbers(self, change: Callable[[So], str]) -> str:
        """The text with each number printed as `change` says; hedge, unit and signs stay."""
        out, end = '', 0
        for number, (start, stop) in zip(self.numbers, self.spans, strict=True):
            out += self.text[end:start] + change(number)
            end = stop
        return out + self.text[end:]


def parse_quantity(text: str) -> Quantity:
    """The quantity that `text` states (`trên 7.000 tỷ đồng`, `2,5-3,0%`, `đạt và vượt dự toán`).

    A text without digits is words. Every number in it must be written the Vietnamese way, else BadNumber
    with the corrected form.
    """
    typed = unicodedata.normalize('NFC', text).strip()
    return _usual(typed) or _any(typed)


def _usual(typed: str) -> Quantity | None:
    """The quantity of the usual text, a number or a pair between words; None where it needs a closer look.

    All but the numbers is as with any others in their place, so it is read once for the same words.
    """
    match = _USUAL.fullmatch(typed) if len(typed) <= _LONGEST_USUAL else None
    if match is None:
        return None
    before, number, other, behind = match.groups()
    if len(number) > MAX_DIGITS or (other and len(other) > MAX_DIGITS):
        return None
    frame = _framed(before, '1' if other is None else '1/1', behind)
    numbers: tuple[So, ...] = (strict_number(number),)
    spans: tuple[tuple[int, int], ...] = (match.span(2),)
    if other is not None:
        numbers, spans = (*numbers, strict_number(other)), (*spans, match.span(3))
    return Quantity(typed, frame.kind, numbers, spans, frame.hedge, frame.bound, frame.unit)


@lru_cache(maxsize=1024)
def _framed(before: str, numbers: str, behind: str) -> Quantity:
    """The quantity of ones between these words."""
    return _any(f'{before}{numbers}{behind}')


def _any(typed: str) -> Quantity:
    if typed.casefold().rstrip('% ') in _NOT_A_NUMBER:
        raise BadNumber(
            f"{shown(typed)} không phải là một số.", "Viết số hoặc lời, ví dụ: 50,6% hoặc trên 7.000 tỷ đồng."
        )
    if not _DIGIT.search(typed):
        return Quantity(typed)
    _require_well_written(typed)
    return _shaped(typed) or _mixed(typed)


def doubts(quantity: Quantity) -> list[tuple[str, str]]:
    """What looks mistaken in a quantity that can be read: (problem, remedy), none if all is well."""
    found: list[tuple[str, str]] = []
    for number in quantity.numbers:
        if number.is_grouped or number.decimals == 3:
            found += _doubt_of_dots(number, quantity)
    if ('%' in quantity.text or '‰' in quantity.text) and _APART.search(quantity.text):
        mended = _APART.sub(r'\1\2', quantity.text)
        found.append(
            (f"Có dấu cách trước dấu phần trăm trong {shown(quantity.text)}.", f"Viết liền: {mended}.")
        )
    if quantity.kind is Kind.RANGE and quantity.numbers[0].decimal > quantity.numbers[1].decimal:
        low, high = (n.text for n in quantity.numbers)
        swapped = iter((high, low))
        found.append((
            f"Khoảng {shown(quantity.text)} ghi số lớn trước số nhỏ.",
            f"Đổi lại thứ tự: {quantity.with_numbers(lambda _: next(swapped))}.",
        ))  # fmt: skip
    if quantity.numbers and quantity.text[-1] in '.,;':
        bare = quantity.text.rstrip('.,; ')
        found.append(
            (
                f"{shown(quantity.text)} có dấu câu ở cuối.",
                f"Viết {bare} (chương trình tự thêm dấu cuối câu).",
            )
        )
    if quantity.kind in (Kind.ONE, Kind.RANGE) and quantity.unit[:1].isalpha() and _sticks(quantity):
        end = quantity.spans[-1][1]
        mended = f'{quantity.text[:end]} {quantity.text[end:]}'
        found.append((f"Thiếu dấu cách giữa số và đơn vị trong {shown(quantity.text)}.", f"Viết {mended}."))
    return found


def _doubt_of_dots(number: So, quantity: Quantity) -> list[tuple[str, str]]:
    if quantity.is_percent and number.is_grouped and abs(number.decimal) > 100:
        other = number.text.replace(',', '').replace('.', ',', 1).replace('.', '')
        return [(
            f"{shown(quantity.text)} đọc là {number.text} phần trăm, lớn khác thường.",
            f"Nếu dấu chấm là dấu thập phân thì viết {other}%; nếu đúng là {number.text}% thì giữ nguyên.",
        )]  # fmt: skip
    if number.decimals == 3 and not number.is_grouped and _COUNTED.match(quantity.unit):
        other = number.text.replace(',', '.')
        return [(
            f"{shown(quantity.text)} có phần thập phân, nhưng đơn vị này đếm chẵn.",
            f"Nếu dấu phẩy là dấu ngăn hàng nghìn thì viết {other} {quantity.unit.strip()}.",
        )]  # fmt: skip
    return []


def _sticks(quantity: Quantity) -> bool:
    return not quantity.text[quantity.spans[-1][1]].isspace()


def _require_well_written(typed: str) -> None:
    for start, end in [m.span() for m in _BROKEN.finditer(typed)] + _loose_numbers(typed):
        number = typed[start:end]
        if _DATE_WITH_DOTS.fullmatch(number):
            raise BadNumber(f"Ngày {shown(number)} ngăn bằng dấu chấm.", f"Viết {number.replace('.', '/')}.")
        try:
            parse_number(number)
        except BadNumber as bad:
            mended = corrected(number)
            if mended is None:
                raise
            whole = shown(typed[:start] + mended + typed[end:])[1:-1]
            raise BadNumber(bad.problem, f"Viết {whole}.") from None


def _loose_numbers(typed: str) -> list[tuple[int, int]]:
    """Places of the numbers in a text, without marks of the sentence and digits of signs (m2, PM2.5)."""
    return [
        (match.start('number'), match.start('number') + len(match['number'].rstrip('.,')))
        for match in _LOOSE_NUMBER.finditer(typed)
        if not match['word'] or not match['word'].isascii() or len(match['word']) > _LONGEST_SIGN
    ]


def _shaped(typed: str) -> Quantity | None:
    """The quantity where the text is hedge, number or range, unit and nothing else."""
    if len(typed) > _LONGEST_SHAPE:
        return None
    match = (_BARE_SHAPE if '0' <= typed[0] <= '9' else _SHAPE).fullmatch(typed)
    if match is None:
        return None
    unit, after, bound = _split_after(match['unit'])
    names, first = ['low'], (match['unit1'] or '').strip()
    if match['high'] is not None:
        names.append('high')
        if first and not unit.startswith(first):
            return None  # two different units: the text is a sentence of its own
    if _LOOSE_DIGIT.search(unit) or (unit.startswith(('/', '.', ',')) and _LOOSE_DIGIT.search(match['unit'])):
        return None
    hedges = [' '.join(h.casefold().split()) for h in _HEDGES_OF.findall(match['hedge'] + ' ')]
    kind = Kind.ONE
    if match['high'] is not None:
        kind = Kind.PAIR if match['sign'].strip() == '/' else Kind.RANGE
    return Quantity(
        text=typed,
        kind=kind,
        numbers=tuple(parse_number(match[name]) for name in names),
        spans=tuple(match.span(name) for name in names),
        hedge=' '.join([*hedges, *(["…", after] if after else [])]),
        bound=bound
        or next((_HEDGES[h] for h in reversed(hedges) if _HEDGES[h] is not Bound.EXACT), Bound.EXACT),
        unit=unit,
    )


def _split_after(unit: str) -> tuple[str, str, Bound | None]:
    for words, bound in _AFTER.items():
        if unit.rstrip().casefold().endswith(words):
            return unit.rstrip()[: -len(words)].strip(), words, bound
    return unit.strip(), '', None


def _mixed(typed: str) -> Quantity:
    places = tuple(_loose_numbers(typed))
    numbers = tuple(parse_number(typed[start:end]) for start, end in places)
    return Quantity(typed, Kind.MIXED if numbers else Kind.WORDS, numbers, places)
