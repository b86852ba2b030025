"""The frame of a paper: header, type, authority, bases, recipients, signature (Phụ lục I, Phần I, Mục II)."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from baocao.errors import Level
from baocao.loading import HoSo
from baocao.models import CongVan, QuyetDinh, VanBan
from baocao.regexes import regex
from baocao.text import EMPTY, Data, Glue, Text
from baocao.vietnamese import Ngay, long_date, lower_first, upper_first
from baocao.view.model import ThuocTinh
from baocao.view.recipients import undashed
from baocao.view.writer import NBSP, Writer, ended, plain, stripped, unbroken

#: room for the number to be written in by hand (K09)
NUMBER_ROOM = NBSP * 7

DRAFT = Text.glue("DỰ THẢO")

#: names that keep their capital behind "V/v" (Phụ lục II), and words that keep it before another capital
_NAMES = regex(r'(?:Ủy ban|Uỷ ban|Hội đồng nhân dân|Chính phủ|Quốc hội|Nhà nước|Nhân dân|Tết)\b')
_NAME_OPENERS = ("Bộ", "Sở", "Ban", "Phòng", "Hội", "Đoàn", "Quỹ", "Luật", "Đảng")

#: words that open a basis of another kind than "Căn cứ"
_BASES = ("căn cứ ", "căn cứ: ", "thực hiện ", "theo ", "xét ", "trên cơ sở ", "để ")


def agency_lines(ho_so: HoSo) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """The lines of the parent body and of the issuing body, in capitals (ô 2)."""
    agency = ho_so.co_quan
    return (
        tuple(
            plain(v, f'co_quan:co_quan_chu_quan.{i}').upper() for i, v in enumerate(agency.co_quan_chu_quan)
        ),
        tuple(
            plain(v, f'co_quan:ten_tren_van_ban.{i}').upper() for i, v in enumerate(agency.ten_tren_van_ban)
        ),
    )


def kind(ho_so: HoSo) -> Text:
    """The name of the type in capitals (ô 5a); a letter has none (K12)."""
    return EMPTY if isinstance(ho_so.van_ban, CongVan) else plain(ho_so.the_loai.ten.upper(), 'loai')


def subject(writer: Writer) -> Text:
    """The trích yếu without a typed mark at its end; behind "V/v" in a letter, where it begins in lower case (K12)."""
    van_ban = writer.ho_so.van_ban
    typed = stripped(writer.title(van_ban.trich_yeu, 'trich_yeu'))
    opening = re.match(r'(?:v/v:?|về việc)\s+', typed.plain, re.IGNORECASE)
    if not isinstance(van_ban, CongVan):
        if opening and opening[0].casefold().startswith('v/v'):
            writer.report(
                'TT004',
                Level.LOI,
                'trich_yeu',
                "Chỉ công văn ghi «V/v»; văn bản có tên loại ghi trích yếu đầy đủ chữ (Mẫu 1.2 đến 1.4).",
                "Viết «Về việc …», hoặc bỏ «V/v».",
            )
        return typed
    first = typed.pieces[0] if typed.pieces else None
    if opening and isinstance(first, Data) and len(first.text) > opening.end():
        cut = opening.end()
        rest = replace(first, text=first.text[cut:], at=first.at + cut)
        typed = Text((rest, *typed.pieces[1:]))
    return typed if _is_name(typed.plain) else _first(typed, lower_first)


def _is_name(text: str) -> bool:
    """True where a text begins with an abbreviation or the name of a body."""
    first, second = (*text.split()[:2], '', '')[:2]
    return bool(
        first[:2].isupper() or _NAMES.match(text) or (first in _NAME_OPENERS and second[:1].isupper())
    )


def number_and_symbol(ho_so: HoSo) -> Text:
    """What follows "Số:": number (below 10 with a leading 0, K01) or room for it, `/`, type, `-`, agency (K02, K03)."""
    so = ho_so.van_ban.so
    number = Text((Data(f'{so:02d}', 'so'),)) if so is not None else Text.glue(NUMBER_ROOM)
    return number + symbol(ho_so)


def symbol(ho_so: HoSo) -> Text:
    """What follows the number: `/`, type, `-`, agency; in a letter `/`, agency, `-`, drafting unit (K02, K03, K12)."""
    van_ban, kind = ho_so.van_ban, ho_so.the_loai.viet_tat
    agency = plain(ho_so.co_quan.viet_tat, 'co_quan:viet_tat')
    if isinstance(van_ban, CongVan):
        return Text.glue('/') + agency + Text.glue('-') + plain(van_ban.don_vi_soan_thao, 'don_vi_soan_thao')
    return Text.glue(f'/{kind}-' if kind else '/') + agency


def place_and_date(ho_so: HoSo) -> Text:
    """Place and date of issue, with room for a day or month that is not known (K06, K09)."""
    van_ban = ho_so.van_ban
    day = van_ban.ngay_ban_hanh
    written = Data(long_date(day), 'ngay_ban_hanh') if day else Glue(long_date(Ngay(None, None, van_ban.nam)))
    return unbroken(Text((Data(ho_so.co_quan.dia_danh, 'co_quan:dia_danh'), Glue(', '), written)))


def draft_mark(van_ban: VanBan) -> Text | None:
    """DỰ THẢO, "Dự thảo lần n", or None; by default a paper is a draft until it has a number and a full date."""
    mark = van_ban.du_thao
    if mark is None:
        day = van_ban.ngay_ban_hanh
        mark = van_ban.so is None or day is None or day.day is None
    if mark is True:
        return DRAFT
    if mark is False:
        return None
    return Text((Glue("Dự thảo lần "), Data(str(mark), 'du_thao')))


def urgency(van_ban: VanBan) -> tuple[Text | None, Text | None]:
    """The marks of secrecy and of urgency in capitals (ô 10a, 10b), None where there is none."""
    secret, urgent = van_ban.do_mat, van_ban.do_khan
    return (
        plain(secret, 'do_mat').upper() if secret else None,
        plain(urgent, 'do_khan').upper() if urgent else None,
    )


def contact(ho_so: HoSo) -> tuple[Text, ...]:
    """The lines of address, phone, mail and web at the foot of a letter (ô 13); empty for other papers."""
    if not isinstance(ho_so.van_ban, CongVan):
        return ()
    return tuple(plain(v, f'co_quan:lien_he.{i}') for i, v in enumerate(ho_so.co_quan.lien_he))


def bases(writer: Writer) -> tuple[Text, ...]:
    """The lines of the legal basis, each on its own line, `;` after each and `.` after the last (B03, B04)."""
    van_ban = writer.ho_so.van_ban
    lines: list[Text] = []
    for i, value in enumerate(van_ban.can_cu):
        lines.append(_opened(undashed(writer.line(value, f'can_cu.{i}')), "Căn cứ "))
    if isinstance(van_ban, QuyetDinh) and van_ban.de_nghi:
        lines.append(_opened(writer.line(van_ban.de_nghi, 'de_nghi'), "Theo đề nghị của "))
    return tuple(ended(line, '.' if i == len(lines) - 1 else ';') for i, line in enumerate(lines))


def _opened(line: Text, opener: str) -> Text:
    """The line with its opening words, which are not set twice where they were typed, in whole or in part."""
    typed = line.plain.casefold()
    if typed.startswith(_BASES):
        return _first(line, upper_first)
    head, _, tail = opener.partition(' ')
    if tail and typed.startswith(tail.casefold()):
        return unbroken(Text.glue(f'{head} ') + _first(line, lower_first))
    return unbroken(Text.glue(opener) + line)


def _first(line: Text, change: Callable[[str], str]) -> Text:
    """The line with its first piece changed."""
    return Text(line.pieces[:1]).mapped(change) + Text(line.pieces[1:])


def properties(ho_so: HoSo, subject: Text) -> ThuocTinh:
    """Title, author and subject of the document; its date only where the paper has a full one."""
    day = ho_so.van_ban.ngay_ban_hanh
    title = ' '.join(subject.plain.split())
    kind = upper_first(ho_so.the_loai.ten)
    title = f"V/v {title}" if isinstance(ho_so.van_ban, CongVan) else title
    full = (day.year, day.month, day.day) if day and day.month and day.day else None
    return ThuocTinh(f"{kind} {title}", ho_so.co_quan.ten, kind, full)
