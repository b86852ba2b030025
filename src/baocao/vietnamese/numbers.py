"""Numbers the Vietnamese way: a dot groups thousands, a comma opens the decimals, nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache, lru_cache

from msgspec import Struct

from baocao.regexes import regex
from baocao.vietnamese.faults import BadValue, shown

#: More digits than this in one number are refused: no figure of an office needs them.
MAX_DIGITS = 30

#: the pattern of a number without its sign
STRICT_NUMBER = r'(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?'
_STRICT = regex(f"[-−]?{STRICT_NUMBER}")
_SPACES = ' \u00a0\u2009\u202f'
_ONE_DIGIT = frozenset('123456789')
_SAMPLE = "Viết số theo lối Việt Nam, ví dụ: 1.250 hoặc 1.198,5."


class BadNumber(BadValue):
    """A text that is not a number written the Vietnamese way."""


class So(Struct, frozen=True):
    """A number: its value, the text as typed, and how many decimals were typed (they are never dropped)."""

    decimal: Decimal
    text: str
    decimals: int = 0

    @property
    def is_whole(self) -> bool:
        """True where no decimals were typed."""
        return self.decimals == 0

    @property
    def is_grouped(self) -> bool:
        """True where dots separate the thousands."""
        return '.' in self.text


def parse_number(text: str) -> So:
    """The number that stands in `text`, alone. `1.250` is one thousand two hundred and fifty.

    Raises BadNumber with the corrected form where one can be told (`90.45` -> 90,45).
    """
    typed = unicodedata.normalize('NFC', text).strip()
    if len(typed) > MAX_DIGITS and sum(c.isdecimal() for c in typed) > MAX_DIGITS:
        raise BadNumber(
            f"Số {shown(typed, 24)} dài hơn {MAX_DIGITS} chữ số.",
            f"Kiểm tra lại; một số chỉ được có tối đa {MAX_DIGITS} chữ số.",
        )
    if not _STRICT.fullmatch(typed):
        raise _refusal(typed)
    return strict_number(typed)


def strict_number(typed: str) -> So:
    """The number of a text that is known to be one."""
    whole, _, decimals = typed.replace("−", '-').replace('.', '').partition(',')
    return So(Decimal(f'{whole}.{decimals}' if decimals else whole), typed, len(decimals))


def corrected(text: str) -> str | None:
    """The form that was most likely meant by a wrongly written number, or None where there is no telling."""
    plain = ''.join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.strip())
    sign = '-' if plain[:1] in ('-', "−", "–") else ''
    body = plain.lstrip("+-−–").strip()
    for wrong, mend in _MENDS:
        if wrong.fullmatch(body):
            guess = mend(body)
            return sign + guess if _STRICT.fullmatch(guess) else None
    return None


def format_number(number: Decimal | int, decimals: int | None = None, group: bool = True) -> str:
    """The number as printed: dots between thousands (unless `group` is false), a comma before the decimals.

    `decimals` None keeps those that the value has; otherwise the value is rounded half up (0,25 -> 0,3).
    """
    value = Decimal(number)
    if not value.is_finite():
        raise BadNumber(f"«{value}» không phải là một số.", _SAMPLE)
    places = decimals if decimals is not None else max(0, -int(value.as_tuple().exponent))
    return _written(value, places, group)


# A pure function; a share or a change stands in the body of a paper and again in its table.
@lru_cache(maxsize=128)
def _written(value: Decimal, places: int, group: bool) -> str:
    """A finite number rounded to so many decimals, as printed."""
    with localcontext() as context:
        context.prec = max(MAX_DIGITS, value.adjusted() + 1) + places + 2
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        written = f"{value if value else abs(value):{',' if group else ''}.{places}f}"
    return written.translate(_signs())


@cache
def _signs() -> Mapping[int, str]:
    """The signs of an English number as Vietnamese ones, from CLDR; loaded where the first number is written."""
    from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol

    signs = {
        ',': get_group_symbol('vi'),
        '.': get_decimal_symbol('vi'),
        '-': get_minus_sign_symbol('vi'),
    }
    return str.maketrans(signs)


def format_percent(points: Decimal | int, decimals: int | None = None) -> str:
    """Percent points as printed: 75.0391 with two decimals gives `75,04%` (no space before the sign)."""
    return format_number(points, decimals) + '%'


def format_per_mille(points: Decimal | int, decimals: int | None = None) -> str:
    """Per mille points as printed: 7.5 gives `7,5‰`."""
    return format_number(points, decimals) + "‰"


def pad_count(text: str) -> str:
    """A whole number of one digit from 1 to 9 with a leading zero (`5` -> `05`); other numbers as typed.

    The zero before counts is the practice of offices. Raises BadNumber where `text` is not a number.
    """
    number = parse_number(text)
    return f'0{number.text}' if number.text in _ONE_DIGIT else number.text


def _refusal(typed: str) -> BadNumber:
    if not typed:
        return BadNumber("Chưa có số.", _SAMPLE)
    if not any(c.isdecimal() for c in typed):
        return BadNumber(f"{shown(typed)} không phải là một số.", _SAMPLE)
    mended = corrected(typed)
    problem = f"Số {shown(typed)} không viết theo lối Việt Nam ({_reason(typed)})."
    return BadNumber(problem, f"Viết {mended}." if mended else _SAMPLE)


def _reason(typed: str) -> str:
    if any(c.isdecimal() and not c.isascii() for c in typed):
        return "chữ số phải là 0 đến 9 thường"
    if re.search(f"[0-9][{_SPACES}_'’]", typed):
        return "hàng nghìn ngăn bằng dấu chấm"
    if typed[:1] in "+–" or re.search("[A-Za-zÀ-ỹ]", typed):
        return "chỉ dùng chữ số, dấu chấm, dấu phẩy và dấu trừ ở đầu"
    return "dấu chấm ngăn từng nhóm ba chữ số, dấu phẩy ngăn phần thập phân"


def _grouped(digits: str, decimals: str = '') -> str:
    whole = digits.lstrip('0') or '0'
    return f'{int(whole):,}'.replace(',', '.') + (f',{decimals}' if decimals else '')


def _from_point(body: str) -> str:
    whole, _, decimals = body.replace(',', '').rpartition('.')
    return _grouped(whole or '0', decimals)


def _joined(body: str) -> str:
    """Only the last of the dots stays."""
    whole, _, last = body.rpartition('.')
    return whole.replace('.', '') + '.' + last


def _from_power(body: str) -> str:
    with localcontext() as context:
        context.prec = MAX_DIGITS
        value = Decimal(body.replace(',', '.'))
        if abs(value.adjusted()) >= MAX_DIGITS:
            return ''
        whole, _, decimals = f'{value:f}'.partition('.')
    return _grouped(whole, decimals)


def _from_spaces(body: str) -> str:
    whole, _, decimals = re.sub(rf"[{_SPACES}_'’]", '', body).partition(',')
    return _grouped(whole.replace('.', ''), decimals)


#: What the wrong form looks like -> the right one. The first that fits decides.
_MENDS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_STRICT, lambda body: body),  # only the sign or the kind of digits was wrong
    (regex(r'0[0-9]{1,2}(?:\.[0-9]{3})+(?:,[0-9]+)?'), _from_spaces),
    (regex(r'[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]*\.[0-9]+'), _from_point),
    (regex(r'[0-9]{1,3}(?:,[0-9]{3}){2,}'), lambda body: _grouped(body.replace(',', ''))),
    (regex(r'[0-9]+(?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}'), _from_power),
    (regex(rf"[0-9]{{1,3}}(?:[{_SPACES}_'’.][0-9]{{3}})+(?:,[0-9]+)?"), _from_spaces),
    (regex(r'[0-9]{1,3}(?:\.[0-9]{3})+\.[0-9]{1,2}'), lambda body: _from_point(_joined(body))),
    (regex(r'[0-9.]+,'), lambda body: body[:-1]),
    (regex(r'[0-9]+(?:\.[0-9]{3})*\.'), lambda body: body[:-1]),
    (regex(r',[0-9]+'), lambda body: '0' + body),
)
