"""How another text is cited: in full the first time, short afterwards, a law by its name (Phụ lục I, Phần I,
Mục II khoản 6 điểm b), and whether the paper may cite it at its date."""

from __future__ import annotations

import datetime

from baocao.errors import Level
from baocao.models import VanBan, VanBanDan
from baocao.vietnamese import Ngay, lower_first, short_date, upper_first
from baocao.view.writer import Writer

#: the list whose lines cite in full, a law with its date (Phụ lục I, Phần I, Mục II khoản 6 điểm a)
_BASES = 'can_cu.'


def cite(writer: Writer, code: str, asked: str, place: tuple[str, int, int], shown: str) -> tuple[str, str]:
    """The words for the text of a code that the paper may cite, and which form they have: `day_du`, `lan_dau`
    or `ngan`. `asked` is `day_du`, `ngan` or empty; doubts about dates are reported with `shown`."""
    found = writer.ho_so.citable[code]
    _check_dates(writer, found, place, shown)
    first = code not in writer.cited
    writer.cited.add(code)
    form = asked or ('day_du' if place[0].startswith(_BASES) else 'lan_dau' if first else 'ngan')
    return in_words(found, form), form


def in_words(found: VanBanDan, form: str) -> str:
    """The words for a text: `day_du` as in the căn cứ, `lan_dau` as first in the text, `ngan` as later on."""
    kind = upper_first(' '.join(found.loai.split()))
    if found.khong_so:
        name = _flat(found.ten or '')
        named = name if name.casefold().startswith(kind.casefold()) else f'{kind} {name}'
        return f"{named} ngày {short_date(found.ngay)}" if form == 'day_du' else named
    number = f"{kind} số {found.so}"
    if form == 'ngan':
        return number
    subject = lower_first(_flat(found.trich_yeu or '')).rstrip(' .;,')
    return f"{number} ngày {short_date(found.ngay)} của {_flat(found.co_quan or '')} {subject}"


def _flat(value: str) -> str:
    return ' '.join(value.split())


def _check_dates(writer: Writer, found: VanBanDan, place: tuple[str, int, int], shown: str) -> None:
    """A paper cites no text that is younger than itself; one that was not in force is doubted."""
    first, last = _days(writer.ho_so.van_ban)
    day = found.ngay.first_day
    if writer.ho_so.van_ban.ngay_ban_hanh is not None and day > last:
        writer.report_at(
            'DL115',
            Level.LOI,
            place,
            f"{shown} ban hành ngày {short_date(found.ngay)}, sau ngày của văn bản này.",
            "Kiểm tra ngày của hai văn bản, hoặc dẫn văn bản đã có vào lúc ban hành.",
        )
    instead = f"Dẫn văn bản thay thế: {found.thay_the_boi}." if found.thay_the_boi else ""
    if found.hieu_luc_den is not None and first > found.hieu_luc_den.last_day:
        _doubt(writer, place, f"{shown} hết hiệu lực sau ngày {short_date(found.hieu_luc_den)}.", instead)
    elif found.hieu_luc_tu is not None and last < found.hieu_luc_tu.first_day:
        _doubt(writer, place, f"{shown} chưa có hiệu lực trước ngày {short_date(found.hieu_luc_tu)}.", '')


def _doubt(writer: Writer, place: tuple[str, int, int], problem: str, remedy: str) -> None:
    remedy = remedy or "Kiểm tra lại hiệu lực của văn bản được dẫn vào lúc ban hành."
    writer.report_at('DL116', Level.CANH_BAO, place, problem, remedy)


def _days(van_ban: VanBan) -> tuple[datetime.date, datetime.date]:
    """The first and the last day that the paper may be dated."""
    day = van_ban.ngay_ban_hanh or Ngay(None, None, van_ban.nam)
    return day.first_day, day.last_day
