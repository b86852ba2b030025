"""Who issued a cited text: names and abbreviations of one agency are one issuer."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from baocao.regexes import regex
from baocao.vietnamese.letters import tone_key


class Kin(Enum):
    """How two issuers stand to each other."""

    SAME = 'same'
    MAYBE = 'maybe'  # one of them is not told, or told too shortly
    OTHER = 'other'


class Issuer(NamedTuple):
    """An agency: what it is (`ubnd`, `hđnd`, `cấp ủy`, `chính phủ`, or the first words of its name), of which level
    (`tỉnh`, `thành phố`, …) and which place, in small letters. Empty where not told."""

    organ: str = ''
    level: str = ''
    place: str = ''


UNTOLD = Issuer()

_LEVEL = r'(?P<level>tỉnh|thành\s+phố|tp|huyện|quận|thị\s+xã|tx|thị\s+trấn|xã|phường|đặc\s+khu)(?!\w)\.?'
_UPPER = 'A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ'
_PLACE = rf'(?:\s*(?P<place>(?!Kh(?:óa|oá))[{_UPPER}]\w*(?:\s+[{_UPPER}]\w*){{0,3}}))?'
_AREA = rf'(?:\s+(?i:{_LEVEL}){_PLACE})?'
_PARTY = (
    r'(?:hội\s+nghị\s+)?(?:lần\s+thứ\s+\w+\s+)?(?:của\s+)?'
    r'(?:(?:ban\s+thường\s+vụ|btv|thường\s+trực|ban\s+chấp\s+hành|bch)\s+)?'
)
_ORGANS = (
    ('ubnd', rf'(?i:(?:(?:phó\s+)?chủ\s+tịch\s+)?(?:[ủu][ỷy]\s+ban\s+nhân\s+dân|ubnd)){_AREA}'),
    ('hđnd', rf'(?i:(?:thường\s+trực\s+)?(?:hội\s+đồng\s+nhân\s+dân|hđnd)){_AREA}'),
    ('quốc hội', r'(?i:quốc\s+hội)(?!\w)'),
    ('ubtvqh', r'(?i:[ủu][ỷy]\s+ban\s+thường\s+vụ\s+quốc\s+hội|ubtvqh)(?!\w)'),
    ('thủ tướng', r'(?i:thủ\s+tướng)(?!\w)'),
    ('chính phủ', r'(?i:chính\s+phủ)(?!\w)'),
    (
        'trung ương',
        rf'(?i:{_PARTY}(?:bộ\s+chính\s+trị|ban\s+bí\s+thư|trung\s+ương(?:\s+đảng)?|tw)(?!\w))',
    ),
    ('cấp ủy', rf'(?i:{_PARTY}(?P<party>tỉnh|thành|huyện|quận|thị|đảng)\s+[ủu][ỷy])(?!\w){_PLACE}'),
    ('cấp ủy', rf'(?i:{_PARTY}đảng\s+bộ){_AREA}'),
    (
        '',
        r'(?i:(?:bộ\s+trưởng|giám\s+đốc|cục\s+trưởng|chánh|trưởng)\s+)?(?P<other>(?i:(?:bộ|sở|cục|chi\s+cục|tổng\s+cục|ban|văn\s+phòng'
        r'|phòng|thanh\s+tra|kho\s+bạc|ngân\s+hàng|tòa\s+án|viện)(?:\s+\w+){1,2}))',
    ),
)
_SHAPES = tuple((organ, regex(shape)) for organ, shape in _ORGANS)
_LEVELS = {'tp': "thành phố", 'tx': "thị xã", "thành": "thành phố", "thị": "thị xã"}
#: agencies of which a paper knows one of their kind only
_SINGLE = frozenset(('quốc hội', 'ubtvqh', 'thủ tướng', 'chính phủ', 'trung ương'))
_CENTRAL = regex(r'(?:-CP|-TTg|/TW|QH\d+)$|^(?:CP|TTg|TTLT-.*|TT-B[A-Z]+)$')


def read_issuer(text: str, start: int = 0, stop: int | None = None) -> tuple[Issuer, int]:
    """The agency whose name begins at an offset and ends before another, and where it ends; (UNTOLD, start) where none does."""
    for organ, shape in _SHAPES:
        found = shape.match(text, start, len(text) if stop is None else stop)
        if found is None:
            continue
        parts = found.groupdict()
        name = organ or tone_key(parts['other'])
        level = ' '.join((parts.get('level') or parts.get('party') or '').casefold().split())
        return Issuer(name, _LEVELS.get(level, level), tone_key(parts.get('place') or '')), found.end()
    return UNTOLD, start


@lru_cache(maxsize=1024)
def is_central(symbol: str) -> bool:
    """True where the symbol alone tells the one issuer there is: `NĐ-CP`, `QH14`, `TT-BTC`, `NQ/TW`."""
    return _CENTRAL.search(symbol) is not None


def kin(one: Issuer, other: Issuer, symbol: str, within: bool) -> Kin:
    """Whether two texts of one symbol have one issuer. `within` one paper, the province is always the same one;
    between papers it must be named."""
    if is_central(symbol):
        return Kin.SAME
    if not one.organ or not other.organ:
        return Kin.MAYBE
    if one.organ != other.organ:
        return Kin.OTHER
    if one.level and other.level and one.level != other.level:
        return Kin.OTHER
    if one.place and other.place:
        return Kin.SAME if one.place == other.place else Kin.OTHER
    if one.organ in _SINGLE:
        return Kin.SAME
    single = within and one.level == other.level and one.level in ("tỉnh", "thành phố")
    return Kin.SAME if single else Kin.MAYBE


def at_home(issuer: Issuer, office: Issuer) -> Issuer:
    """The issuer with its place filled in from the office whose paper cites it, where both are of one level."""
    if issuer.place or not office.place or issuer.level != office.level:
        return issuer
    return Issuer(issuer.organ, issuer.level, office.place)
