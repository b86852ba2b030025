"""The body of an invitation (Mẫu 1.7): who is invited, to what, who presides, when, where, what to know."""

from __future__ import annotations

from baocao.models import GiayMoi
from baocao.text import Text
from baocao.view.model import Khoi
from baocao.view.outline import paragraphs
from baocao.view.writer import Writer, ended, plain


def invitation(writer: Writer, van_ban: GiayMoi) -> list[Khoi]:
    """The blocks of an invitation; several guests stand below each other."""
    opening = plain(writer.ho_so.co_quan.ten, 'co_quan:ten') + Text.glue(" trân trọng kính mời:")
    guests = [writer.line(v, f'kinh_moi.{i}') for i, v in enumerate(van_ban.kinh_moi)]
    blocks: list[Khoi] = []
    if len(guests) == 1:
        blocks.append(Khoi('doan', opening + Text.glue(' ') + ended(guests[0], '.')))
    else:
        blocks.append(Khoi('doan', opening, giu_voi_sau=True))
        for i, guest in enumerate(guests):
            mark = '.' if i == len(guests) - 1 else ';'
            blocks.append(Khoi('gach', ended(guest, mark), Text.glue('-')))
    lines = (
        ("Tới dự", 'toi_du', van_ban.toi_du),
        ("Chủ trì", 'chu_tri', van_ban.chu_tri),
        ("Thời gian", 'thoi_gian', van_ban.thoi_gian),
        ("Địa điểm", 'dia_diem', van_ban.dia_diem),
    )
    for words, key, value in lines:
        if value:
            text = Text.glue(f'{words}: ') + writer.line(value, key)
            blocks.append(Khoi('doan', ended(text, '.')))
    return blocks + paragraphs(writer, van_ban.luu_y, 'luu_y')
