"""The check of characters: what no paper may carry, and what is kept but said."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from baocao.errors import Level
from baocao.regexes import regex
from baocao.source.legacy import legacy

_NON = ''.join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_CONTROL = '\x00-\x08\x0b-\x1f\x7f-\x9f'
_BIDI = '\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069'
_PRIVATE = '\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd'
_HIDDEN_BELOW = (
    '\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff'
    '\uffa0\ufff0-\ufffb'
)
_HIDDEN = f'{_HIDDEN_BELOW}\U000e0000-\U000e0fff'
_BLOCKING = f'{_CONTROL}{_BIDI}\u2028\u2029\ud800-\udfff\ufdd0-\ufdef{_NON}'
BLOCKING = regex(f'[{_BLOCKING}]')
"""Characters that stop the reading wherever they stand in a file (line feed and tab are judged by place)."""

_SUSPECT = regex(f'[{_BLOCKING}{_HIDDEN}{_PRIVATE}\ufffd]')
_PERHAPS = regex(
    f'[{_CONTROL}{_BIDI}\u2028\u2029{_HIDDEN_BELOW}\ud800-\uf8ff\ufdd0-\ufdef\ufffd-\uffff\U00010000-\U0010ffff]'
)
"""All suspects below, and every sign above U+FFFF: one range for those leaves the rest to a table, which is fast."""
_KEY_SUSPECT = regex(f'[{_BLOCKING}{_HIDDEN}{_PRIVATE}\ufffd\n\t]')

_CONTROL_NAMES = {
    0x00: 'NUL', 0x07: 'BEL', 0x08: 'BACKSPACE', 0x09: 'TAB', 0x0A: 'LINE FEED', 0x0B: 'VERTICAL TAB',
    0x0C: 'FORM FEED', 0x0D: 'CARRIAGE RETURN', 0x1B: 'ESCAPE', 0x7F: 'DELETE', 0x85: 'NEXT LINE',
}  # fmt: skip


class Oddity(Struct, frozen=True):
    """A character (or a text in an old encoding) in doubt: offset and length in the text that was checked."""

    code: str
    level: Level
    offset: int
    length: int
    problem: str
    remedy: str


def name_of(sign: str) -> str:
    """Code point and English Unicode name, as font and character tools show them."""
    number = ord(sign)
    name = _CONTROL_NAMES.get(number) or unicodedata.name(sign, '')
    return f'U+{number:04X} {name}'.strip()


def check(text: str, key: bool = False) -> list[Oddity]:
    """The oddities of one scalar or key, each character once, at its first place.

    Line feeds are allowed in a value and tabs inside it; in a key neither.
    """
    pattern = _KEY_SUSPECT if key else _SUSPECT
    found: dict[str, int] = {}
    for match in pattern.finditer(text):
        if match.group() not in found and not _allowed(text, match.start()):
            found[match.group()] = match.start()
    return [*(oddity(sign, at) for sign, at in found.items()), *check_encoding(text)]


def check_encoding(text: str) -> list[Oddity]:
    """What is said of a text in an old encoding."""
    old = legacy(text)
    if old is None:
        return []
    code, level = ('YM067', Level.CHAN) if old.sure else ('YM068', Level.CANH_BAO)
    return [Oddity(code, level, old.offset, old.length, old.problem, old.remedy)]


def may_be_odd(text: str) -> bool:
    """False where no sign of a text is an oddity."""
    return _PERHAPS.search(text) is not None


def oddity(sign: str, offset: int) -> Oddity:
    """What is said about one character that is not allowed, or allowed with a doubt."""
    code, level, problem, remedy = _judge(sign)
    return Oddity(code, level, offset, 1, problem.format(name=name_of(sign)), remedy)


def _judge(sign: str) -> tuple[str, Level, str, str]:
    number = ord(sign)
    if sign in '\u2028\u2029':
        problem = "Có dấu ngắt dòng lạ ({name}), thường do dán từ trang web hoặc tệp PDF."
        return 'YM066', Level.CHAN, problem, "Xóa ký tự này rồi gõ phím Enter hoặc dấu cách thay vào."
    if number < 0x20 or 0x7F <= number < 0xA0:
        problem = "Có ký tự điều khiển ({name}), không in được và Word không nhận."
        return (
            'YM060',
            Level.CHAN,
            problem,
            ("Xóa ký tự này; nếu nó đến từ dấu gạch chéo ngược trong dấu nháy kép thì dùng dấu nháy đơn."),
        )
    if 0xD800 <= number < 0xE000 or 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE:
        problem = "Mã {name} không phải là một chữ trong bảng mã Unicode."
        return 'YM069', Level.CHAN, problem, "Xóa mã này và gõ lại chữ cần viết."
    if re.match(f'[{_BIDI}]', sign):
        problem = "Có ký tự đổi chiều chữ ({name}): chữ hiện trên màn hình có thể khác chữ thật."
        return 'YM062', Level.CHAN, problem, "Xóa ký tự này; cách chắc chắn là gõ lại cả cụm chữ."
    if number == 0xFFFD:
        problem = "Có ký tự thay thế ({name}): chữ gốc ở chỗ này đã mất khi chuyển mã."
        return 'YM065', Level.CANH_BAO, problem, "Xem lại bản gốc và gõ lại chữ bị mất."
    if re.match(f'[{_PRIVATE}]', sign):
        problem = "Có ký tự thuộc vùng dùng riêng ({name}); máy khác có thể hiện thành ô vuông."
        return 'YM064', Level.CANH_BAO, problem, "Thay bằng ký hiệu Unicode thông thường hoặc xóa đi."
    problem = "Có ký tự không nhìn thấy ({name}) nằm trong chữ; ký tự này được giữ nguyên."
    return 'YM063', Level.CANH_BAO, problem, "Nếu không cố ý, xóa ký tự này bằng cách gõ lại cụm chữ."


def _allowed(text: str, at: int) -> bool:
    """Joiners inside an emoji, and where a script needs them; tags of a flag."""
    sign, before, after = text[at], text[:at][-3:], text[at + 1 : at + 2]
    if sign in '\u200c\u200d' and before:
        shown = before.rstrip('\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff')[-1:]
        if sign == '\u200d' and shown and after and _pictorial(shown) and _pictorial(after):
            return True
        return 0x0600 <= ord(before[-1]) < 0x1CFF and unicodedata.category(before[-1])[0] in 'LM'
    if 0xE0020 <= ord(sign) <= 0xE007F:
        return text[:at].rstrip(''.join(map(chr, range(0xE0020, 0xE0080))))[-1:] == '\U0001f3f4'
    return False


def _pictorial(sign: str) -> bool:
    return unicodedata.category(sign) in ('So', 'Sk') or 0x1F000 <= ord(sign) < 0x20000


def skeleton(text: str) -> str:
    """The look of a key: composed, folded in case, without hidden signs, Cyrillic and Greek letters as the
    Latin letters they look like. Accents stay, and đ stays đ."""
    folded = unicodedata.normalize('NFKC', unicodedata.normalize('NFKC', text).casefold())
    visible = re.sub(f'[{_HIDDEN}{_BIDI}]', '', folded).translate(_LOOKALIKE)
    return ' '.join(visible.split())


_LOOKALIKE = str.maketrans(
    'асеорхуіјѕһԁԛԝӏвкмнтгзьαονρτυκιεχγ' + 'ɑɡıոսօ',
    'aceopxyijshdqwlbkmhtrzbaovptukiexy' + 'aginuo',
)
