"""Numbers and sums of money in words.

The reading is that of the official school books: inner groups keep `không trăm`, the decimals are read as
a number of their own (7,081 `bảy phẩy không trăm tám mươi mốt`).
"""

from __future__ import annotations

from decimal import Decimal

from baocao.vietnamese.faults import shown
from baocao.vietnamese.letters import upper_first
from baocao.vietnamese.numbers import MAX_DIGITS, BadNumber

_DIGITS = ("không", "một", 'hai', 'ba', "bốn", "năm", "sáu", "bảy", "tám", "chín")


def in_words(number: Decimal | int, linh: str = 'linh', nghin: str = "nghìn", tu: bool = True) -> str:
    """The number in words, in lower case: 1010 gives `một nghìn không trăm mười`.

    `linh` may be 'lẻ', `nghin` may be 'ngàn' (southern forms); `tu` false reads 24 as `hai mươi bốn`.
    Decimals are those that the value has (1.50 is `một phẩy năm mươi`). From a thousand million on `tỷ` is
    repeated once for each nine digits (10^18 is `một tỷ tỷ`). Raises BadNumber past 30 digits and for
    what is not a number.
    """
    value = Decimal(number)
    if not value.is_finite():
        raise BadNumber(f"«{value}» không phải là một số.", "Viết một số, ví dụ: 1.250.")
    if value.adjusted() >= MAX_DIGITS or len(value.as_tuple().digits) > MAX_DIGITS:
        raise BadNumber(f"Số {shown(str(value), 24)} dài hơn {MAX_DIGITS} chữ số.", "Kiểm tra lại số này.")
    whole, _, decimals = f'{value.copy_abs():f}'.partition('.')
    words = ["âm"] if value < 0 else []
    words += _whole(int(whole), linh, nghin, tu)
    if decimals:
        words += ["phẩy", *_fraction(decimals, linh, nghin, tu)]
    return ' '.join(words)


def sum_in_words(dong: Decimal | int, chan: bool = False, linh: str = 'linh', nghin: str = "nghìn") -> str:
    """A sum of whole đồng in words with a capital first letter: `Một tỷ không trăm năm mươi triệu đồng`.

    `chan` adds `chẵn`, as on vouchers. Raises BadNumber where the sum is not a whole number.
    """
    value = Decimal(dong)
    if not value.is_finite() or value != value.to_integral_value():
        raise BadNumber(f"Số tiền «{value}» không tròn đồng.", "Làm tròn đến đồng rồi mới viết bằng chữ.")
    words = in_words(int(value) if value.adjusted() < MAX_DIGITS else value, linh, nghin)
    return upper_first(f"{words} đồng chẵn" if chan else f"{words} đồng")


def ordinal_in_words(number: int) -> str:
    """The rank in words: `thứ nhất`, `thứ tư`, `thứ mười lăm`. Raises BadNumber below 1."""
    if number < 1:
        raise BadNumber(f"Không có thứ tự «{number}».", "Số thứ tự bắt đầu từ 1.")
    return "thứ " + {1: "nhất", 4: "tư"}.get(number, in_words(number))


def _whole(number: int, linh: str, nghin: str, tu: bool) -> list[str]:
    if number == 0:
        return [_DIGITS[0]]
    words: list[str] = []
    chunks: list[int] = []
    while number:
        number, chunk = divmod(number, 10**9)
        chunks.append(chunk)
    for power in range(len(chunks) - 1, -1, -1):
        if chunks[power]:
            words += _nine_digits(chunks[power], bool(words), linh, nghin, tu) + ["tỷ"] * power
    return words


def _nine_digits(number: int, inner: bool, linh: str, nghin: str, tu: bool) -> list[str]:
    words: list[str] = []
    for group, name in ((number // 10**6, ["triệu"]), (number // 1000 % 1000, [nghin]), (number % 1000, [])):
        if group:
            words += _three_digits(group, inner or bool(words), linh, tu) + name
    return words


def _three_digits(number: int, full: bool, linh: str, tu: bool) -> list[str]:
    """A group; `full` keeps `không trăm` and `linh` where digits stand before the group."""
    hundreds, tens, units = number // 100, number // 10 % 10, number % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return words + ([linh] if words and units else []) + ([_DIGITS[units]] if units else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if units == 1 and tens > 1:
        words.append("mốt")
    elif units == 4 and tens > 1 and tu:
        words.append("tư")
    elif units == 5:
        words.append("lăm")
    elif units:
        words.append(_DIGITS[units])
    return words


def _fraction(decimals: str, linh: str, nghin: str, tu: bool) -> list[str]:
    """One to three decimals are read as a number with its leading zeros; more of them, digit by digit."""
    if len(decimals) == 3 and decimals != '000':
        return _three_digits(int(decimals), True, linh, tu)
    if len(decimals) > 2 or decimals.startswith('0'):
        return [_DIGITS[int(digit)] for digit in decimals]
    return _whole(int(decimals), linh, nghin, tu)
