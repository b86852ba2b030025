"""The types of administrative documents: names, abbreviations and sample layouts, as dated data.

Source: Decree 30/2020/NĐ-CP of 05/3/2020, Điều 7 (the 29 types), Phụ lục III, Mục I (abbreviations) and
Mục II (sample layouts). Checked against the original text on 22/11/2026.
"""

from __future__ import annotations

import datetime
import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from baocao.vietnamese.letters import fold, tone_key
from baocao.vietnamese.patterns import literal, spelled

#: The lists below hold for papers of this day and later.
EFFECTIVE_FROM = datetime.date(2020, 3, 5)

_LONGEST_NAME = 60


class TheLoai(Struct, frozen=True):
    """A type: its name in lower case, its abbreviation in the symbol (None: the Decree gives none), and the
    sample layouts of Phụ lục III, Mục II that show it (`1.4`; empty where none does)."""

    ten: str
    viet_tat: str | None
    mau: tuple[str, ...] = ()


#: Điều 7, in its order. `1.2` is the direct decision, `1.3` the one that issues another text with it.
THE_LOAI: tuple[TheLoai, ...] = (
    TheLoai("nghị quyết", 'NQ', ('1.1',)),
    TheLoai("quyết định", "QĐ", ('1.2', '1.3')),
    TheLoai("chỉ thị", 'CT', ('1.4',)),
    TheLoai("quy chế", 'QC', ('1.4',)),
    TheLoai("quy định", "QyĐ", ('1.4',)),
    TheLoai("thông cáo", 'TC', ('1.4',)),
    TheLoai("thông báo", 'TB', ('1.4',)),
    TheLoai("hướng dẫn", 'HD', ('1.4',)),
    TheLoai("chương trình", 'CTr', ('1.4',)),
    TheLoai("kế hoạch", 'KH', ('1.4',)),
    TheLoai("phương án", 'PA', ('1.4',)),
    TheLoai("đề án", "ĐA", ('1.4',)),
    TheLoai("dự án", 'DA', ('1.4',)),
    TheLoai("báo cáo", 'BC', ('1.4',)),
    TheLoai("biên bản", 'BB', ('1.9',)),
    TheLoai("tờ trình", 'TTr', ('1.4',)),
    TheLoai("hợp đồng", "HĐ"),
    TheLoai("công văn", None, ('1.5',)),
    TheLoai("công điện", "CĐ", ('1.6',)),
    TheLoai("bản ghi nhớ", 'BGN'),
    TheLoai("bản thỏa thuận", 'BTT'),
    TheLoai("giấy ủy quyền", 'GUQ', ('1.4',)),
    TheLoai("giấy mời", 'GM', ('1.7',)),
    TheLoai("giấy giới thiệu", 'GGT', ('1.8',)),
    TheLoai("giấy nghỉ phép", 'GNP', ('1.10',)),
    TheLoai("phiếu gửi", 'PG', ('1.4',)),
    TheLoai("phiếu chuyển", 'PC', ('1.4',)),
    TheLoai("phiếu báo", 'PB', ('1.4',)),
    TheLoai("thư công", None),
)

#: Copies of documents (Phụ lục III, Mục I, the second table): no types of their own.
BAN_SAO: tuple[TheLoai, ...] = (
    TheLoai("bản sao y", 'SY', ('3.1', '3.2')),
    TheLoai("bản trích sao", 'TrS', ('3.1', '3.2')),
    TheLoai("bản sao lục", 'SL', ('3.1', '3.2')),
)


#: Types outside the Decree, and why they are not drafted: laws and their kin follow Luật số 64/2025/QH15,
#: Party documents Quy định số 399-QĐ/TW of 09/01/2026. Checked on 22/11/2026.
_QUY_PHAM = "văn bản quy phạm pháp luật, soạn theo Luật Ban hành văn bản quy phạm pháp luật"
_CUA_DANG = "thể loại văn bản của Đảng, soạn theo Quy định số 399-QĐ/TW"
NGOAI_PHAM_VI: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "hiến pháp",
                "bộ luật",
                "luật",
                "pháp lệnh",
                "lệnh",
                "nghị định",
                "thông tư",
                "thông tư liên tịch",
                "nghị quyết liên tịch",
            ),
            _QUY_PHAM,
        ),
        **dict.fromkeys(("kết luận", "điều lệ đảng", "quy định của đảng"), _CUA_DANG),
    }
)


def beyond(name: str) -> str | None:
    """Why a type is outside the Decree, None where it is not known to be."""
    key = tone_key(unicodedata.normalize('NFC', name[: 4 * _LONGEST_NAME]).strip())
    return next((reason for ten, reason in NGOAI_PHAM_VI.items() if tone_key(ten) == key), None)


def find(name: str) -> TheLoai | None:
    """The type of that name (any case, either placement of the tone, `(cá biệt)` allowed) or abbreviation.

    An abbreviation must stand exactly as in the Decree: HĐ is not HD, ĐA is not DA. None for anything else.
    """
    typed = unicodedata.normalize('NFC', name[: 4 * _LONGEST_NAME]).strip()
    key = tone_key(typed.removesuffix("(cá biệt)"))
    return next((t for t, own in _keyed() if typed == t.viet_tat or own == key), None)


@cache
def _keyed() -> tuple[tuple[TheLoai, str], ...]:
    """The types with the keys of their names."""
    return tuple((t, tone_key(t.ten)) for t in THE_LOAI)


def pattern(kinds: Iterable[TheLoai]) -> str:
    """The pattern of all that `find` takes for one of the types, for editors."""
    names: list[str] = []
    for the_loai in kinds:
        names.append(f'{spelled(the_loai.ten, moving_tone=True)}(?:\\s*{spelled("(cá biệt)")})?')
        names += [literal(the_loai.viet_tat)] if the_loai.viet_tat else []
    return rf'^\s*(?:{"|".join(names)})\s*$'


def suggest(name: str, most: int = 3) -> tuple[TheLoai, ...]:
    """The types that were perhaps meant, the likeliest first: those that differ by accents only, then near
    spellings; at most `most`, often none."""
    typed = ' '.join(fold(name[: 4 * _LONGEST_NAME], fold_d=True).split())[:_LONGEST_NAME]
    names: dict[str, TheLoai] = {}
    for the_loai in THE_LOAI:
        names[fold(the_loai.ten, fold_d=True)] = the_loai
    by_abbreviation = [t for t in THE_LOAI if t.viet_tat and fold(t.viet_tat, fold_d=True) == typed]
    near = [names[n] for n in difflib.get_close_matches(typed, names, n=most, cutoff=0.7)]
    return tuple(dict.fromkeys(by_abbreviation + near))[:most]
