"""What a paper says of itself before its body begins: type, number, date, year, issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from baocao.checks.model import Paper, Sentence, Spot, once
from baocao.checks.reading.tokens import Sort
from baocao.prose import Kind
from baocao.quy_dinh.the_loai import NGOAI_PHAM_VI, THE_LOAI
from baocao.regexes import regex
from baocao.vietnamese.dates import BadDate, Ngay


@dataclass(frozen=True, slots=True)
class Identity:
    """A paper as its head names it, None for what it does not tell.

    `loai` is the type in small letters (`quyết định`), `so` its number as typed and `ky_hieu` its symbol without
    spaces (`QĐ-UBND`; the year in a number such as `59/2019/NĐ-CP` belongs to neither). `ngay` may lack its day or
    month, which are blank in a draft. `nam` is the first year that the subject speaks of (`năm 2023 và nhiệm vụ
    trọng tâm năm 2024`: 2023), a year of a span or after `đến` left out. `co_quan` is the issuer as written.
    `dated` is where the date of issue stands.
    """

    loai: str | None = None
    so: str | None = None
    ky_hieu: str | None = None
    ngay: Ngay | None = None
    nam: int | None = None
    co_quan: str | None = None
    dated: Spot | None = field(default=None, compare=False, repr=False)


#: how many passages are read at most before the body must have begun
_MOST = 60
_LONG = 250  # letters: a longer paragraph is no line of a head

_TYPES = tuple(sorted({*(t.ten for t in THE_LOAI), *NGOAI_PHAM_VI}, key=len, reverse=True))
_TYPE_OF_SYMBOL = {t.viet_tat: t.ten for t in THE_LOAI if t.viet_tat} | {
    "NĐ": "nghị định", 'TT': "thông tư", 'KL': "kết luận", 'L': "luật", 'PL': "pháp lệnh",
}  # fmt: skip

#: nothing behind it but another cell or the place of issue: a line of the body that cites a text goes on
_NUMBER = regex(
    r'(?:^|[|\t])\W*(?:[^\W\d_]+\s+){0,2}?(?i:số)\s*:?\s*(?P<so>\d{1,5}[a-zđ]?)?[\s.…_]*(?:/\s*(?:19|20)\d\d\s*)?'
    r'[-/]\s*(?P<symbol>[A-ZĐ][\w&.]*(?:\s?[-/–]\s?[A-ZĐ][\w&.]*)*)(?=[\s*_]*(?:$|[|\t]|[^\d,]{2,40},[\s*_]*ngày\s))'
)
_BLANK = r'[\s.…_]*'
#: the place in front and nothing behind: a subject may tell the date of another text
_DATE = regex(
    rf'(?:^|[|\t])[\s*_]*(?:[^\d,|\t]{{2,40}},[\s*_]*)?(?P<date>ngày{_BLANK}(?P<day>\d{{1,2}})?{_BLANK}tháng{_BLANK}'
    rf'(?P<month>\d{{1,2}})?{_BLANK}năm\s*(?P<year>(?:19|20|21)\d\d))[\s.*_]*(?:$|[|\t])',
    re.IGNORECASE,
)
_BODY = regex(
    r'\W*(?:căn\s+cứ|xét|theo\s+đề\s+nghị|kính\s+gửi|phần\s+(?:thứ|[IVX\d])|chương\s+[IVX\d]|điều\s+1)(?!\w)',
    re.I,
)
_ABOUT = regex(r'\W*(?:v/v|về(?:\s+việc)?)(?!\w)', re.IGNORECASE)
_MOTTO = regex(r'cộng\s+h(?:òa|oà)\s+xã\s+hội|độc\s+lập\s*[-–]|đảng\s+cộng\s+sản', re.IGNORECASE)
_AGENCY = regex(
    r'(?:(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CHÁNH VĂN PHÒNG|TỔNG CỤC TRƯỞNG|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC) )?'
    r'(?:[ỦU][YỶ] BAN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|THƯỜNG TRỰC|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|BỘ|SỞ|VĂN PHÒNG|PHÒNG'
    r'|BAN(?! HÀNH)|CỤC|CHI CỤC|TỔNG CỤC'
    r'|TRUNG TÂM|TRƯỜNG|CÔNG AN|VIỆN|KHO BẠC|BẢO HIỂM|THANH TRA|(?:TỈNH|THÀNH|HUYỆN|THỊ|QUẬN|ĐẢNG) [ỦU][YỶ])(?!\w)'
)
_AREA = regex(r'(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ|PHƯỜNG|ĐẶC KHU)(?!\w)')
_UP_TO = regex(
    r'(?:đến|tới|khóa|khoá|nhiệm kỳ|giai đoạn|định hướng|tầm nhìn)(?:\s+(?:hết|cuối))?(?:\s+năm)?\s*$', re.I
)


@once
def identity(paper: Paper) -> Identity:
    """What the head of the paper tells."""
    head = tuple(_head(paper))
    texts = tuple(_line(s) for s in head)
    number = next((m for s in head if (m := _NUMBER.search(s.passage.text))), None)
    symbol = re.sub(r'\s', '', number['symbol']).replace('–', '-') if number else None
    at, loai, start = _type(head, texts)
    ngay, dated = _date(head)
    return Identity(
        loai or _type_of(symbol),
        number['so'] if number else None,
        symbol,
        ngay,
        _year(head, texts, at, start),
        _issuer(texts, at),
        dated,
    )


def _head(paper: Paper) -> Iterator[Sentence]:
    """The first passages, each as one sentence, up to where the body begins; the motto is cut off."""
    framed = False
    for at, passage in enumerate(paper.prose.passages[:_MOST]):
        if not passage.text[passage.start :].strip():
            continue
        is_told = passage.text.rstrip().endswith(('.', ';', ':'))
        if _BODY.match(passage.text) or (framed and passage.kind is not Kind.FRAME and is_told):
            return
        framed = passage.kind is Kind.FRAME
        tokens = tuple(t for sentence in paper.numeral_blocks.get(at, ()) for t in sentence.tokens)
        yield Sentence(passage, 0, len(passage.text), tokens)
        if len(passage.text) > _LONG:
            return


def _line(sentence: Sentence) -> str:
    text = sentence.text
    motto = _MOTTO.search(text)
    return ' '.join(text[: motto.start() if motto else None].strip(' \t\u00a0#*_|').split())


def _type(head: tuple[Sentence, ...], texts: tuple[str, ...]) -> tuple[int, str | None, int]:
    """Which line names the type (the number of lines where none does), the type, where the subject begins in it."""
    for at, (sentence, text) in enumerate(zip(head, texts, strict=True)):
        loai = _leading_type(text)
        found = text[: len(loai)]
        if loai and (found.isupper() or found == text):
            last = found.split()[-1]
            return at, loai, sentence.text.index(last) + len(last)
    return len(head), None, 0


def _leading_type(text: str) -> str:
    """The type in small letters that a line begins with, empty for none."""
    folded = text.casefold()
    if not folded.startswith(_TYPES):
        return ''
    for loai in _TYPES:
        if folded.startswith(loai) and not _WORD_GOES_ON.match(folded, len(loai)):
            return loai
    return ''


_WORD_GOES_ON = regex(r'\w')


def _type_of(symbol: str | None) -> str | None:
    """The type that a symbol tells; a letter has the agency where others have their type."""
    if not symbol:
        return None
    first = re.split(r'[-/]', symbol)[0]
    return _TYPE_OF_SYMBOL.get(
        first, "công văn" if first in ('UBND', "HĐND") or first.startswith('S') else None
    )


def _date(head: tuple[Sentence, ...]) -> tuple[Ngay | None, Spot | None]:
    for sentence in head:
        found = _DATE.search(sentence.text)
        if found is None:
            continue
        day, month = (int(found[g]) if found[g] else None for g in ('day', 'month'))
        try:
            ngay = Ngay(day if month else None, month, int(found['year']))
        except BadDate:
            return None, None
        return ngay, Spot(sentence.passage, *found.span('date'))
    return None, None


def _year(head: tuple[Sentence, ...], texts: tuple[str, ...], at: int, start: int) -> int | None:
    """The first year of the subject: the rest of the line of the type and the lines below it, or a line that opens
    with `về` or `V/v`."""
    if at == len(head):
        at = next((i for i, text in enumerate(texts) if _ABOUT.match(text)), at)
        start = 0
    for i in range(at, len(head)):
        text = texts[i]
        if _DATE.search(head[i].text):
            continue
        if i > at and (
            head[i].passage.sign or len(text) > _LONG or _AGENCY.match(text) or text.endswith('.')
        ):
            return None
        for token in head[i].tokens:
            before = head[i].text[: token.start]
            if token.start < start or _UP_TO.search(before):
                continue
            if token.sort is Sort.YEAR and len(token.numbers) == 1:
                return int(token.numbers[0])
            if token.sort is Sort.DATE and token.date[2] is None and token.date[0]:
                return token.date[0]
        start = 0
    return None


def _issuer(texts: tuple[str, ...], at: int) -> str | None:
    """The line between subject and bases that names who decides, or else the last agency above the number."""
    below = [t for t in texts[at + 1 :] if t.isupper() and _AGENCY.match(t)]
    if whole := next((t for t in below if _AREA.search(t)), ''):
        return whole.rstrip(',:;')
    above: list[str] = []
    for text in texts[:at]:
        if not text.isupper():
            continue
        if _AGENCY.match(text):
            above.append(text)
        elif above and _AREA.match(text):
            above[-1] += f' {text}'
    named = above or below
    return named[-1] if named else None
