"""Days before and after the paper itself: deadlines that are past, plans for days gone by, a date that is not of its
time (SL274)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper, Sentence
from baocao.checks.reading.tokens import Sort, Token
from baocao.errors import Level
from baocao.prose import Kind
from baocao.regexes import regex

#: year, month and day, None where not told
Parts = tuple[int | None, int | None, int | None]

#: the years that a paper can mean
OLDEST, LATEST = 1900, 2100
#: how many passages from the top may hold the date of the paper, and how many behind it its title
_HEAD, _TITLE = 30, 7
#: how many years a deadline, and any day, may lie ahead; how far the year of the title may be from that of the paper
_AHEAD, _FAR, _APART = 5, 8, 2


class Dated(NamedTuple):
    """The date of a paper where it stands: its token, and the earliest day that it can mean."""

    at: int
    sentence: Sentence
    token: Token
    day: date


def first_day(parts: Parts) -> date:
    """The earliest day that is meant."""
    year, month, day = parts
    return date(year or 1, month or 1, day or 1)


def last_day(parts: Parts) -> date:
    """The latest day that is meant."""
    year, month, day = parts
    month = month or 12
    return date(year or 1, month, day or calendar.monthrange(year or 1, month)[1])


def against_its_date(paper: Paper) -> Iterator[Conflict]:
    """What does not fit the date of the paper; nothing where it has none."""
    dated = date_of(paper)
    if dated is None:
        return
    yield from _title(paper, dated)
    for sentence, token in paper.dates:
        year = token.date[0]
        if year is None or not token.valid or not OLDEST <= year <= LATEST:
            continue
        if last_day(token.date) < dated.day or year - dated.day.year > _AHEAD:
            yield from _day(sentence, token, dated.day)


_DATED = regex(r'(?:^|[,\t])\s*ngày\s+(?:\d|[\s\u00a0.…_]{2,}tháng)', re.IGNORECASE)


def date_of(paper: Paper) -> Dated | None:
    """The date of the paper (`TP. Trà Vinh, ngày 03 tháng 02 năm 2023`), the first of the month where the day is still
    to be filled in; None where no such line stands at its top."""
    for at, block in paper.numeral_blocks.items():
        if at >= _HEAD:
            break
        for sentence in block:
            if len(sentence.text) > 120 or not _DATED.search(sentence.text):
                continue
            for token in sentence.tokens:
                year, month, _ = token.date
                if token.sort is Sort.DATE and token.valid and year and month and year <= LATEST:
                    return Dated(at, sentence, token, first_day(token.date))
    return None


#: words before a year of a title that make it no year that the paper is about
_NOT_ABOUT = regex(
    r'(?<!\w)đến\s+(?:hết\s+)?năm\s*$|(?<!\w)(?:luật|hiến\s+pháp|pháp\s+lệnh|nghị\s+quyết|nghị\s+định|quyết\s+định|chỉ\s+thị|thông\s+tư'
    r'|kết\s+luận|tổng\s+kết|sửa\s+đổi|bãi\s+bỏ|thay\s+thế|từ\s+năm|kỷ\s+niệm|thành\s+lập)(?!\w)',
    re.IGNORECASE,
)


def _title(paper: Paper, dated: Dated) -> Iterator[Conflict]:
    """A paper on the year 2023 that is dated 2033."""
    years: list[tuple[Sentence, Token]] = []
    for block in paper.blocks[dated.at + 1 : dated.at + 1 + _TITLE]:
        for sentence in block:
            text = sentence.passage.text
            ended = sentence.passage.sign or text.lstrip().startswith(('Căn cứ', 'Kính gửi'))
            if (
                ended
                or len(text) > 400
                or any(t.sort is Sort.YEAR and len(t.numbers) == 2 for t in sentence.tokens)
            ):
                return  # the first part, or what is about a span of years
            years += (
                (sentence, t)
                for t in sentence.tokens
                if t.sort is Sort.YEAR and len(t.numbers) == 1 and not _NOT_ABOUT.search(text, 0, t.start)
            )
        if years:
            break
    if years and all(abs(int(t.numbers[0]) - dated.day.year) > _APART for _, t in years):
        sentence, token = years[0]
        problem = f"Văn bản ghi ngày {dated.token.text} mà nói về năm {token.text}."
        yield _doubt(dated.sentence, dated.token, problem, (sentence, token))


def _day(sentence: Sentence, token: Token, today: date) -> Iterator[Conflict]:
    """A day that is past, or far ahead, where the words make it one to come."""
    year = token.date[0] or today.year
    if sentence.passage.kind is Kind.NOTE or sentence.passage.cell:
        return
    before = sentence.passage.text[max(sentence.start, token.start - 90) : token.start]
    when = f"khi ban hành văn bản ({today:%m/%Y})"
    if _is_due(sentence, token, before):
        passed = "đã qua" if year <= today.year else f"còn {year - today.year} năm nữa"
        yield _doubt(sentence, token, f"Hạn {token.text} {passed} {when}.")
    elif year > today.year:
        if year - today.year >= _FAR and not _TERM.search(before):
            yield _doubt(sentence, token, f"Mốc {token.text} còn {year - today.year} năm nữa {when}.")
    elif _EXPECTED.search(before):
        yield _doubt(sentence, token, f"Việc còn dự kiến mà {token.text} đã qua {when}.")


#: a term may run for many years
_TERM = regex(r'(?<!\w)(?:đến|hạn|hiệu\s+lực|tới)\s+(?:hết\s+)?(?:ngày|tháng)?\s*$', re.IGNORECASE)
_EXPECTED = regex(r'(?<!\w)dự\s+kiến(?!\w)[^,.;:()]{0,60}$', re.IGNORECASE)
_LATEST_BY = regex(
    r'(?<!\w)chậm\s+nhất\s+(?:đến\s+|là\s+|vào\s+)?(?:hết\s+)?(?:ngày|tháng)\s*$', re.IGNORECASE
)
_BY = regex(r'(?<!\w)trước\s+(?:hết\s+)?(?:ngày|tháng)\s*$', re.IGNORECASE)
_DUTY = r'(?:gửi|báo\s+cáo|hoàn\s+thành|nộp|trình|xây\s+dựng|tổng\s+hợp|lập|xong|đăng\s+ký|ban\s+hành)(?!\w)'
_DUTY_BEFORE = regex(rf'(?<!\w){_DUTY}', re.IGNORECASE)
_DUTY_AFTER = regex(rf',?\s+(?:để\s+)?{_DUTY}')
_PAST = regex(
    r'(?<!\w)(?:đã|được|chưa|kể\s+từ|phát\s+sinh|có\s+hiệu\s+lực|quá\s+hạn|so\s+với'
    r'|(?:theo|tại|của)\s+(?:các\s+)?(?:quyết\s+định|nghị|kế\s+hoạch|luật|quy\s+định|thông\s+báo|chỉ\s+thị|công\s+văn))(?!\w)',
    re.IGNORECASE,
)


def _is_due(sentence: Sentence, token: Token, before: str) -> bool:
    """True where the words about a date make it a deadline that is set."""
    if _LATEST_BY.search(before):
        return 'đã' not in before.split()
    if not _BY.search(before):
        return False
    text = sentence.passage.text
    start, end = next((s, e) for s, e in sentence.clauses() if s <= token.start <= e)
    opening = not text[start : token.start].strip(' \u00a0-–+*').casefold().removeprefix('trước ngày').strip()
    if opening:
        return _DUTY_AFTER.match(text, token.end) is not None
    if _PAST.search(text, start, end):
        return False
    return bool(_DUTY_BEFORE.search(text, max(start, token.start - 90), token.start)) or bool(
        _DUTY_AFTER.match(text, token.end)
    )


def _doubt(
    sentence: Sentence, token: Token, problem: str, other: tuple[Sentence, Token] | None = None
) -> Conflict:
    spots = (sentence.spot(token), *((other[0].spot(other[1]),) if other else ()))
    remedy = "Đối chiếu với ngày của văn bản, rồi sửa mốc ghi nhầm."
    return Conflict('SL274', Level.CANH_BAO, spots, problem, remedy)
