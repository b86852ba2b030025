"""Whether the main text refers to each appendix, and to none that the paper has not (Phụ lục I, Phần III khoản 1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from baocao.errors import Level
from baocao.regexes import regex
from baocao.text import Data, Ref, Text
from baocao.vietnamese import roman
from baocao.view.model import View
from baocao.view.notes import texts_of
from baocao.view.numbering import appendix_number
from baocao.view.writer import Writer

_ROMAN = r'[IVXLC]{1,7}(?!\w)'
_NAME = r'[Pp]hụ\s+lục'
_MENTION = regex(
    rf'{_NAME}(?:\s+số)?\s+(?P<first>{_ROMAN})(?P<more>(?:\s*(?:,|;|và|đến|-|–)\s*(?:{_NAME}\s+)?{_ROMAN})*)'
)
_ALONE = regex(rf'{_NAME}(?!\w)(?!(?:\s+số)?\s+{_ROMAN})')
_MORE = regex(rf'(?P<range>đến|-|–)?\s*(?:{_NAME}\s+)?(?P<number>{_ROMAN})')

#: what tells that the appendix belongs to another text: its name behind, its symbol before; "này" means this one
_JOINED = (
    r'[\s,]*(?:Phần\s+\S+\s+)?(?:(?:được\s+)?ban\s+hành\s+)?(?:đính\s+)?'
    r'(?:kèm(?:\s+theo)?|của|thuộc|tại|trong)?\s*'
    r'(?:Luật|Bộ luật|Nghị|Thông tư|Quyết định|Kế hoạch|Chỉ thị|Công văn|Quy|Chương trình|Đề án|Tờ trình|Báo cáo|'
    r'Hướng dẫn|Văn bản)(?!\w)'
)
_OF_THIS = regex(rf'{_JOINED}(?:\s+\w+)?\s+này')
_NAMED = regex(_JOINED)
_AFTER_SYMBOL = regex(r'\d/[^\s,;]+,?\s*(?:tại\s+)?$')
_NUMBERS = {roman(n): n for n in range(1, 400)}


class _Mention(Struct, frozen=True):
    """A place that names an appendix of this paper: its number (0: none is said), its text and offset there."""

    number: int
    text: Text
    at: int
    length: int


def check_appendices(writer: Writer, view: View) -> None:
    """Each appendix that the main text leaves out, and each number in it that no appendix has, at its place."""
    van_ban = writer.ho_so.van_ban
    every = van_ban.phu_luc
    main = texts_of(view.noi_dung, view.van_ban_kem_theo, view.chu_thich)
    found = [mention for text in main if "hụ" in text.plain for mention in _mentions(text)]
    said = {mention.number for mention in found} | set(_referred(writer, main) if every else ())
    for i, _ in enumerate(every):
        if i + 1 in said or (len(every) == 1 and 0 in said):
            continue
        name = f"Phụ lục {appendix_number(van_ban, i)}".strip()
        code = every[i].ma or 'mã'
        how = "" if every[i].ma else "ghi «ma» cho phụ lục rồi "
        writer.report(
            'TT010',
            Level.LOI,
            f'phu_luc.{i}',
            f"Lời văn không dẫn đến {name} (Phụ lục I, Phần III khoản 1 Nghị định 30/2020/NĐ-CP).",
            f"Ở chỗ cần dẫn, {how}viết ${{phu_luc.{code}}}, hoặc viết «{name}».",
        )
    for mention in found:
        if mention.number > len(every):
            _beyond(writer, mention, len(every))


def _beyond(writer: Writer, mention: _Mention, count: int) -> None:
    place = _typed_at(mention)
    if place is None:
        return
    name = f"Phụ lục {roman(mention.number)}"
    if count:
        writer.report_at(
            'TT011',
            Level.LOI,
            place,
            f"Lời văn dẫn {name} nhưng văn bản chỉ có {count} phụ lục.",
            "Viết ${phu_luc.mã} để số luôn đúng, hoặc sửa lại số.",
        )
        return
    writer.report_at(
        'TT012',
        Level.CANH_BAO,
        place,
        f"Lời văn dẫn {name} nhưng văn bản không có phụ lục nào.",
        "Ghi phụ lục ở «phu_luc», phụ lục gửi thành tệp riêng thì thêm «gui_rieng: có»; "
        "phụ lục của văn bản khác thì ghi rõ tên văn bản ngay sau.",
    )


def _typed_at(mention: _Mention) -> tuple[str, int, int] | None:
    """The place of a mention in the data; None where it was not typed."""
    start = 0
    for piece in mention.text:
        end = start + len(piece.text)
        if start <= mention.at < end:
            if not isinstance(piece, Data):
                return None
            return piece.path, piece.at + mention.at - start, mention.length
        start = end
    return None


def _mentions(text: Text) -> Iterator[_Mention]:
    flat = text.plain
    for found in _MENTION.finditer(flat):
        if _of_another(flat, found):
            continue
        last = _NUMBERS.get(found['first'], 0)
        numbers = [last]
        for more in _MORE.finditer(found['more']):
            number = _NUMBERS.get(more['number'], 0)
            numbers += range(last + 1, number) if more['range'] else ()
            numbers.append(number)
            last = number
        for number in filter(None, numbers):
            yield _Mention(number, text, found.start(), found.end() - found.start())
    for found in _ALONE.finditer(flat):
        if not _of_another(flat, found):
            yield _Mention(0, text, found.start(), found.end() - found.start())


def _of_another(flat: str, found: re.Match[str]) -> bool:
    """True where the words around a mention give the appendix to another text."""
    if _OF_THIS.match(flat, found.end()):
        return False
    before = flat[max(0, found.start() - 60) : found.start()]
    return _NAMED.match(flat, found.end()) is not None or _AFTER_SYMBOL.search(before) is not None


def _referred(writer: Writer, main: Iterable[Text]) -> Iterator[int]:
    """The numbers of the appendices that references name."""
    for text in main:
        for piece in text.pieces:
            kind, _, code = piece.figure.partition('.') if isinstance(piece, Ref) else ('', '', '')
            if kind == 'phu_luc':
                yield int(writer.numbers.places[code].path.rpartition('.')[2]) + 1
