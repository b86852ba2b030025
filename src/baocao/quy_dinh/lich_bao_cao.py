"""The calendar of periodic reports: from which day to which day the data of a period are gathered.

Sources: Điều 12 Nghị định số 09/2019/NĐ-CP ngày 24/01/2019 for months, quarters, half a year and a year. It does
not know a period of nine months: that window is a rule of one province, which others follow in practice. Deadlines
are left by Điều 13 to the text that asks for each report (before the 20th of the last month in Thông tư số
06/2022/TT-UBDT, the 10th in other offices), so there is none here: an office writes its own into its profile.
Newer texts set other windows for single reports (01/01 to 31/12 in Nghị định số 266/2026/NĐ-CP), likewise.
Checked on 22/11/2026.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct

from baocao.vietnamese import Ky, spelled


class MocNgay(Struct, frozen=True):
    """A day of a month, seen from the first or the last month of a period: `thang` months away from it (-1: the
    one before). A day that the month lacks is its last one."""

    ngay: int
    thang: int = 0

    def of(self, year: int, month: int) -> datetime.date:
        """The day, seen from this month."""
        years, months = divmod(month - 1 + self.thang, 12)
        last = calendar.monthrange(year + years, months + 1)[1]
        return datetime.date(year + years, months + 1, min(self.ngay, last))

    def __str__(self) -> str:
        return {-1: f"{self.ngay} tháng trước", 1: f"{self.ngay} tháng sau"}.get(self.thang, str(self.ngay))


class KyHan(Struct, frozen=True):
    """When the data of some kinds of periods begin (seen from their first month), end, and are due (both seen from
    their last month; None where no text says); the source, and since when it holds."""

    loai: tuple[str, ...]
    tu: MocNgay
    den: MocNgay
    han_nop: MocNgay | None
    nguon: str
    hieu_luc_tu: datetime.date
    hieu_luc_den: datetime.date | None = None


class KhoangSoLieu(Struct, frozen=True):
    """The first and the last day of the data of a period, and the day the report is due (None: not known)."""

    tu: datetime.date
    den: datetime.date
    han_nop: datetime.date | None


LICH_BAO_CAO: tuple[KyHan, ...] = (
    KyHan(
        ('thang', 'quy', '6_thang', 'nam'),
        MocNgay(15, -1),
        MocNgay(14),
        None,
        "Điều 12 Nghị định số 09/2019/NĐ-CP",
        datetime.date(2019, 1, 24),
    ),
    # The day of that decision is not known here: its year stands for it.
    KyHan(
        ('9_thang',),
        MocNgay(15, -1),
        MocNgay(14),
        None,
        "Quyết định số 01/2023/QĐ-UBND của Ủy ban nhân dân tỉnh Khánh Hòa (quy định của địa phương)",
        datetime.date(2023, 1, 1),
    ),
)

DAY_MARK_RULE = "Viết ngày trong tháng, ví dụ: 14; thuộc tháng liền trước hoặc liền sau thì viết 15 tháng trước, 5 tháng sau."
DAY_MARK_PATTERN = rf'^\s*(?:0?[1-9]|[12][0-9]|3[01])(?:\s+{spelled("tháng")}\s+(?:{spelled("trước")}|{spelled("sau")}))?\s*$'


def parse_day_mark(text: str) -> MocNgay | None:
    """The day that `14`, `15 tháng trước` or `5 tháng sau` means; None for anything else."""
    typed = ' '.join(unicodedata.normalize('NFC', text).split()).casefold()
    match = re.fullmatch(r'(0?[1-9]|[12][0-9]|3[01])(?: tháng (trước|sau))?', typed)
    return MocNgay(int(match[1]), {"trước": -1, "sau": 1}.get(match[2] or '', 0)) if match else None


def window(ky: Ky, year: int, own: Iterable[KyHan] = ()) -> KhoangSoLieu | None:
    """The days of a period of a year, by the entries of the office (`own`), else by the dated list above.

    Of several that hold at the end of the period, the one that holds since the latest day. None where none does.
    """
    first, last = ky.months
    closing = datetime.date(year, last, calendar.monthrange(year, last)[1])
    for entries in (tuple(own), LICH_BAO_CAO):
        fitting = [
            entry
            for entry in entries
            if ky.loai in entry.loai
            and entry.hieu_luc_tu <= closing
            and (entry.hieu_luc_den is None or closing <= entry.hieu_luc_den)
        ]
        if fitting:
            held = max(fitting, key=lambda entry: entry.hieu_luc_tu)
            due = held.han_nop.of(year, last) if held.han_nop else None
            return KhoangSoLieu(held.tu.of(year, first), held.den.of(year, last), due)
    return None
