"""To whom a paper goes: "Kính gửi:" above the text, "Nơi nhận:" beside the signature (ô 9)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from baocao.errors import Level
from baocao.models import CongVan, QuyetDinh
from baocao.regexes import regex
from baocao.text import Data, Glue, Text
from baocao.vietnamese import upper_first
from baocao.view.writer import NBSP, Writer, ended, stripped

#: the types that may be addressed (Phụ lục I, Phần I, Mục II khoản 9 điểm a)
_WITH_ADDRESSEES = ("tờ trình", "báo cáo", "giấy ủy quyền", "phiếu gửi", "phiếu chuyển", "phiếu báo")

#: the types of them that always are
_ADDRESSED = ("công văn", "tờ trình")

#: the item of the recipients that stands for the usual ones of the agency
_USUAL = '${thuong_dung}'

#: the last line: what the office keeps
_KEPT = regex(r'\s*Lưu:\s*VT\b')

#: "Như Điều 2", "Như các Điều 1, 2 và Điều 3"
_AS_DIEU = regex(r'như (?:các )?điều\s+\d+(?:\s*(?:[,;-]|và)\s*(?:điều\s+)?\d+)*', re.IGNORECASE)


def addressees(writer: Writer) -> tuple[Text | None, tuple[Text, ...]]:
    """What follows "Kính gửi:" (ô 9a): one addressee on the same line, or the lines of several with their marks."""
    van_ban = writer.ho_so.van_ban
    typed = getattr(van_ban, 'kinh_gui', ())
    if typed and not isinstance(van_ban, CongVan) and writer.ho_so.the_loai.ten not in _WITH_ADDRESSEES:
        writer.report(
            'TT002',
            Level.CANH_BAO,
            'kinh_gui',
            f"{upper_first(writer.ho_so.the_loai.ten)} không ghi «Kính gửi» (Phụ lục I, Mục II khoản 9).",
            "Xóa «kinh_gui» và ghi nơi gửi ở «noi_nhan».",
        )
    if not typed and writer.ho_so.the_loai.ten in _ADDRESSED:
        writer.report(
            'TT005',
            Level.LOI,
            'loai',
            f"{upper_first(writer.ho_so.the_loai.ten)} chưa ghi nơi gửi đến (Phụ lục I, Mục II khoản 9).",
            "Thêm «kinh_gui: …», nhiều nơi thì mỗi nơi một dòng mở đầu bằng «- ».",
        )
    lines = [stripped(undashed(writer.line(v, f'kinh_gui.{i}'))) for i, v in enumerate(typed)]
    if len(lines) == 1:
        return ended(lines[0], '.'), ()
    last = len(lines) - 1
    return None, tuple(ended(line, '.' if i == last else ';') for i, line in enumerate(lines))


def recipients(writer: Writer) -> tuple[Text, ...]:
    """The lines after "Nơi nhận:": `;` after each, `.` after the last, which is "Lưu: VT, ..." (N03, N04)."""
    van_ban = writer.ho_so.van_ban
    places = _recipients(writer)
    lines = [stripped(undashed(writer.line(value, path))) for path, value in places]
    last = len(lines) - 1
    if not lines:
        return ()
    if not _KEPT.match(lines[last].plain):
        remedy = "Viết dòng cuối theo mẫu: \"Lưu: VT, đơn vị soạn thảo\"."
        writer.report(
            'TT001',
            Level.CANH_BAO,
            places[last][0],
            "Nơi nhận phải kết thúc bằng dòng «Lưu: VT, …» (Phụ lục I, Mục II khoản 9).",
            remedy,
        )
    if getattr(van_ban, 'kinh_gui', ()) and not lines[0].plain.casefold().startswith("như trên"):
        lines.insert(0, Text.glue("Như trên"))
        last += 1
    if isinstance(van_ban, QuyetDinh):
        _check_dieu(writer, [path for path, _ in places], lines, len(van_ban.dieu))
    return tuple(ended(line, '.' if i == last else ';') for i, line in enumerate(lines))


def _recipients(writer: Writer) -> list[tuple[str, str]]:
    """The recipients with their paths: the paper's own, the agency's usual ones where it names none or where
    `${thuong_dung}` stands, without their line "Lưu: …" where the paper has its own."""
    own = [(f'noi_nhan.{i}', v) for i, v in enumerate(writer.ho_so.van_ban.noi_nhan)]
    kept = any(_KEPT.match(v) for _, v in own)
    usual = [
        (f'co_quan:noi_nhan.{i}', v)
        for i, v in enumerate(writer.ho_so.co_quan.noi_nhan)
        if not (kept and _KEPT.match(v))
    ]
    places: list[tuple[str, str]] = []
    for path, value in own or [('noi_nhan', _USUAL)]:
        if value.strip() != _USUAL:
            places.append((path, value))
            continue
        places += usual
        if not writer.ho_so.co_quan.noi_nhan:
            writer.report(
                'DL072',
                Level.CHAN,
                path,
                "Văn bản chưa ghi nơi nhận, hồ sơ cơ quan cũng không có nơi nhận thường dùng.",
                "Ghi «noi_nhan» ở văn bản, dòng cuối \"Lưu: VT, …\"; hoặc ghi «noi_nhan» ở hồ sơ cơ quan.",
            )
    return places


def undashed(line: Text) -> Text:
    """The line without the dash typed before it, which the template prints where one is due."""
    first, rest = next(iter(line), None), line.pieces[1:]
    if isinstance(first, Glue) and first.text == '- ':
        return Text(rest)
    dash = re.match(r'–\s+', first.text) if isinstance(first, Data) else None
    if dash is None or not isinstance(first, Data):
        return line
    return Text((replace(first, text=first.text[dash.end() :], at=first.at + dash.end()), *rest))


def _check_dieu(writer: Writer, paths: list[str], lines: list[Text], count: int) -> None:
    for path, line in zip(paths, lines, strict=True):
        found = _AS_DIEU.match(line.plain)
        if found and any(int(number) > count for number in re.findall(r'\d+', found[0])):
            writer.report(
                'DL061',
                Level.LOI,
                path,
                f"Nơi nhận ghi «{line.plain.replace(NBSP, ' ')}» nhưng quyết định chỉ có {count} Điều.",
                f"Sửa thành «Như Điều {count}» hoặc Điều thi hành đúng.",
            )
