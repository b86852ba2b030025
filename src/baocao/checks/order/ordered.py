"""Dates and periods out of order: SL273 where the text itself proves it, SL274 where it is only doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from baocao.checks.model import Conflict, Paper, Sentence, Spot
from baocao.checks.order import moments
from baocao.checks.order.timeline import LATEST, OLDEST, Parts, against_its_date, first_day, last_day
from baocao.checks.reading.tokens import Sort, Token
from baocao.errors import Level
from baocao.regexes import regex

#: a plan that begins late in a year may end early in the next
_LATE, _EARLY = 9, 6

_REMEDY = "Đối chiếu hai mốc thời gian, rồi sửa mốc ghi nhầm."


def check(paper: Paper) -> Iterator[Conflict]:
    """What stands in a wrong order: dates, years, bounds, deadlines."""
    yield from against_its_date(paper)
    yield from moments.check(paper)
    for sentence in paper.with_numerals:
        tokens = sentence.tokens
        for token in tokens:
            if len(token.text) > 3 and _may_lack_year(token):
                yield from _no_year(sentence, token)
            if token.sort is Sort.YEAR and len(token.numbers) == 2:
                yield from _span(sentence, token)
            elif token.sort is Sort.RANGE:
                yield from _bounds(sentence, token)
            elif token.sort is Sort.DATE:
                yield from _quarter(sentence, token)
        if len(tokens) < 2:
            continue
        known = [t for t in tokens if t.sort is not Sort.OTHER]
        if not any(t.sort is Sort.DATE or t.sort is Sort.YEAR for t in known[1:]):
            continue
        for i in range(len(known) - 2):
            if known[i].noun[:1] in (('ngày',), ('tháng',)):
                yield from _duration(sentence, *known[i : i + 3])
        for one, other in pairwise(known):
            if other.sort in (Sort.DATE, Sort.YEAR):
                yield from _period(sentence, one, other)
                yield from _length(sentence, one, other)
                yield from _stage(sentence, one, other)


# --- periods ----------------------------------------------------------------------------------------------------------

_TO = regex(r'[\s,]*(?:năm\s+(?P<year>\d{4})\s+)?(?:đến|tới|[-–—])\s*(?:hết\s+)?(?:ngày|tháng|năm)?\s*')
_FROM = regex(r'(?<!\w)từ\s+(?:ngày|tháng|năm|đầu\s+năm)?\s*$', re.IGNORECASE)
_YEAR_BEHIND = regex(r'\s*(?:,\s*)?năm\s+(?P<year>(?:19|20|21)\d\d)')


def _period(sentence: Sentence, one: Token, other: Token) -> Iterator[Conflict]:
    """`từ ngày 20/9/2023 đến ngày 15/9/2023`."""
    text = sentence.passage.text
    if one.sort is not other.sort or _TO.fullmatch(text, one.end, other.start) is None:
        return
    if _FROM.search(text, max(sentence.start, one.start - 16), one.start) is None:
        return
    if one.sort is Sort.YEAR:
        if len(one.numbers) == len(other.numbers) == 1 and one.numbers[0] > other.numbers[0]:
            yield _backwards(sentence, one, other, True)
        return
    early, late = _dated(text, one, other)
    if not one.valid or not other.valid:
        return
    if early[0] is None or late[0] is None:
        yield from _in_one_year(sentence, one, other, early, late)
    elif first_day(early) > last_day(late):
        yield _backwards(sentence, one, other, True)


def _backwards(sentence: Sentence, one: Token, other: Token, sure: bool) -> Conflict:
    problem = f"Từ {one.text} đến {other.text}: mốc sau đứng trước mốc đầu."
    return _conflict(sentence, (other, one), problem, sure)


def _dated(text: str, one: Token, other: Token) -> tuple[Parts, Parts]:
    """Year, month and day of two dates; the year of the second may stand behind it."""
    late = other.date
    if late[0] is None and (behind := _YEAR_BEHIND.match(text, other.end)):
        late = (int(behind['year']), late[1], late[2])
    return one.date, late


def _in_one_year(
    sentence: Sentence, one: Token, other: Token, early: Parts, late: Parts
) -> Iterator[Conflict]:
    """Dates of which the first has no year: days of one month tell; else a year may have turned between them, and
    only where it has not is there a doubt."""
    month, day = early[1], early[2]
    if late[1] is None or late[2] is None or day is None or (month is None and late[0] is None):
        return
    if month is None or month == late[1]:
        if day > late[2]:
            yield _backwards(sentence, one, other, month is not None)
    elif month > late[1] and late[0] is not None and not (month >= _LATE and late[1] <= _EARLY):
        yield _backwards(sentence, one, other, False)


# --- years ------------------------------------------------------------------------------------------------------------

_NAMED = regex(
    r'(?<!\w)(?P<name>giai\s+đoạn|nhiệm\s+kỳ|thời\s+kỳ|năm\s+học|niên\s+khóa|niên\s+độ|kế\s+hoạch)(?:\s+mới)?[\s(:]*(?:\d{4}\s?[-–]\s?\d{4}(?:,|\s+và)?\s*)*$',
    re.IGNORECASE,
)


_SEVERAL = regex(r'(?<!\w)(?:các|những|hai|ba|\d+)\s+năm\s+học', re.IGNORECASE)


def _span(sentence: Sentence, token: Token) -> Iterator[Conflict]:
    """`giai đoạn 2025-2021`, `năm học 2023-2022`."""
    text = sentence.passage.text
    begin, end = map(int, token.numbers)
    found = _NAMED.search(text, max(sentence.start, token.start - 60), token.start)
    name = ' '.join(found['name'].casefold().split()) if found else ''
    if begin > end and name:  # years of birth may be counted back
        problem = f"Khoảng năm {token.text} đi ngược: {begin} sau {end}."
        yield _conflict(sentence, (token,), problem, True)
    elif (
        name == 'năm học'
        and end != begin + 1
        and not _SEVERAL.search(text, max(0, token.start - 20), token.start)
    ):
        problem = f"Một năm học nối hai năm liền nhau, còn {token.text} cách nhau {end - begin} năm."
        yield _conflict(sentence, (token,), problem, end == begin)


_YEARS = regex(r'(?<!\d)(?P<one>\d{4})(?:\s?[-–—]\s?(?P<two>\d{4}))?')
_OF_YEAR = regex(
    r'(?<!\w)(?:năm|giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|năm\s+học|kỳ\s+đầu|tháng)(?:\s+mới)?[\s(]+$',
    re.IGNORECASE,
)


def _no_year(sentence: Sentence, token: Token) -> Iterator[Conflict]:
    """A year that no paper of today can mean: `tháng 02/3023`, `giai đoạn 0021-2025`."""
    if token.sort is Sort.OTHER:
        yield from _no_day(sentence, token)
    if token.unit or token.sort in (Sort.CITATION, Sort.OTHER):
        return
    if all(OLDEST <= year <= LATEST for year in _years_of(token)):
        return
    if token.sort is Sort.DATE or _are_years(sentence, token):
        problem = f"{token.text} không thể là mốc năm: năm nằm ngoài khoảng {OLDEST} đến {LATEST}."
        yield _conflict(sentence, (token,), problem, token.sort is not Sort.AMOUNT)


def _may_lack_year(token: Token) -> bool:
    """False for most numerals: years of our time, numbers of texts, amounts with a unit or of other lengths."""
    if token.sort in (Sort.YEAR, Sort.CITATION):
        return token.sort is Sort.YEAR and (max(token.numbers) > LATEST or min(token.numbers) < OLDEST)
    if token.sort is Sort.OTHER:
        return '/' in token.text
    if token.sort is Sort.AMOUNT:
        return not token.unit and len(token.text) == 4
    return True


_DAY = regex(r'(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?P<year>\d{4})')
_TERM = regex(r'(?<!\w)(?:thời\s+hạn|hạn|hoàn\s+thành|xong|tiến\s+độ)\s*:?\s*$', re.IGNORECASE)


def _no_day(sentence: Sentence, token: Token) -> Iterator[Conflict]:
    """`31/3/3026` where a deadline stands, or as all of a cell: no date has that year, so it is read as none."""
    found = _DAY.fullmatch(token.text)
    if found is None or OLDEST <= int(found['year']) <= LATEST:
        return
    passage = sentence.passage
    alone = passage.cell is not None and passage.text.strip() == token.text
    if alone or _TERM.search(passage.text, max(sentence.start, token.start - 24), token.start):
        problem = f"{token.text} không thể là mốc thời gian: năm nằm ngoài khoảng {OLDEST} đến {LATEST}."
        yield _conflict(sentence, (token,), problem, False)


def _years_of(token: Token) -> list[int]:
    """The year of a date, or the numerals of four digits that may be years."""
    if token.sort is Sort.DATE:
        return [token.date[0]] if token.date[0] is not None else []
    if token.sort is Sort.PAIR:
        month, _, year = token.text.replace(' ', '').partition('/')
        return [int(year)] if len(year) == 4 and len(month) < 3 and year.isdigit() else []
    found = _YEARS.fullmatch(token.text)
    return [int(year) for year in found.groups() if year] if found else []


def _are_years(sentence: Sentence, token: Token) -> bool:
    """True where the words before numerals of four digits say that they are years."""
    text = sentence.passage.text
    named = _OF_YEAR.search(text, max(sentence.start, token.start - 18), token.start) is not None
    if token.sort is Sort.PAIR:
        return named
    two = len(token.text) > 4
    joined = two or _SECOND.fullmatch(text, max(sentence.start, token.start - 5), token.start) is not None
    return (named and (joined or not token.noun)) or (joined and not two)


#: what stands before the second year of a span
_SECOND = regex(r'\d{4}[-–]')
_SPAN = regex(r'\s+năm\s*(?:,?\s*(?:thời\s+kỳ|giai\s+đoạn)\s*)?[(,]?\s*')
_PLAN = regex(
    r'(?<!\w)(?:kế\s+hoạch|quy\s+hoạch|xã\s+hội|sử\s+dụng\s+đất|phát\s+triển|trung\s+hạn|tài\s+chính|đầu\s+tư\s+công)(?:\s+[^\W\d]+){0,8}\s+$',
    re.IGNORECASE,
)


def _length(sentence: Sentence, one: Token, other: Token) -> Iterator[Conflict]:
    """`kế hoạch 5 năm 2021-2026`: the first and the last year are both of the plan."""
    text = sentence.passage.text
    if one.noun[:1] != ('năm',) or one.sort is not Sort.AMOUNT or one.hedge or len(other.numbers) != 2:
        return
    if other.sort is not Sort.YEAR or _SPAN.fullmatch(text, one.end, other.start) is None:
        return
    stated, years = int(one.numbers[0]), int(other.numbers[1] - other.numbers[0]) + 1
    if years < 1 or stated == years:
        return
    begin = max(sentence.start, one.start - 60)
    term = 'nhiệm kỳ' in text[begin : other.end + 30].casefold()
    plan = not term and _PLAN.search(text, begin, one.start) is not None
    if stated == years - 1 and not plan:
        return  # from one anniversary to the next
    problem = f"{other.text} gồm {years} năm (tính cả năm đầu và năm cuối), không phải {one.text} năm."
    yield _conflict(sentence, (one, other), problem, plan)


_VISION = regex(r'[\s,;(]*(?:và\s+)?(?:tầm\s+nhìn|định\s+hướng)\s+(?:đến\s+)?(?:năm\s+)?', re.IGNORECASE)
_LASTING = regex(
    r'\s+(?:ngày|tháng)(?:\s+liên\s+tục)?[\s,(:]*(?:kể\s+)?từ\s+(?:ngày|tháng)\s+', re.IGNORECASE
)


def _duration(sentence: Sentence, count: Token, one: Token, other: Token) -> Iterator[Conflict]:
    """`trong 03 ngày, từ ngày 10/6/2025 đến hết ngày 15/6/2025`; the last day may be counted or not."""
    text = sentence.passage.text
    if (
        not one.sort is other.sort is Sort.DATE
        or not (one.valid and other.valid)
        or count.sort is not Sort.AMOUNT
    ):
        return
    if not _LASTING.fullmatch(text, count.end, one.start) or not _TO.fullmatch(text, one.end, other.start):
        return
    early, late = _dated(text, one, other)
    early = (early[0] or late[0], early[1], early[2])
    if early[0] is None or late[0] is None or early[1] is None or late[1] is None:
        return
    if count.noun[0] == 'ngày' and early[2] and late[2]:
        lasts, unit = (first_day(late) - first_day(early)).days, "ngày"
    elif count.noun[0] == 'tháng' and not early[2] and not late[2]:
        lasts, unit = 12 * (late[0] - early[0]) + late[1] - early[1], "tháng"
    else:
        return
    if lasts >= 0 and count.numbers[0] not in (lasts, lasts + 1):
        problem = f"Từ {one.text} đến {other.text} là {lasts + 1} {unit} (tính cả đầu và cuối), không phải {count.text}."
        yield _conflict(sentence, (count, one, other), problem, not count.hedge)


_STAGE = regex(
    r'[\s,;(]*(?:[^\W\d]+\s+){0,6}?(?:kỳ\s+đầu|giai\s+đoạn\s+(?:1|I|đầu))\s*(?:\(|từ\s+năm|:|,)?\s*',
    re.IGNORECASE,
)


def _stage(sentence: Sentence, one: Token, other: Token) -> Iterator[Conflict]:
    """`thời kỳ 2021-2030, kế hoạch kỳ đầu (2021-2025)`: the first stage begins with the whole; `tầm nhìn đến năm 2050`
    lies behind it."""
    text = sentence.passage.text
    if one.sort is not Sort.YEAR or other.sort is not Sort.YEAR or len(one.numbers) != 2:
        return
    if _VISION.fullmatch(text, one.end, other.start) and len(other.numbers) == 1:
        if other.numbers[0] <= one.numbers[1]:
            problem = f"Tầm nhìn đến năm {other.text} không vượt quá thời kỳ {one.text}."
            yield _conflict(sentence, (other, one), problem, True)
        return
    if _STAGE.fullmatch(text, one.end, other.start) is None or one.numbers[0] == other.numbers[0]:
        return
    problem = (
        f"Giai đoạn đầu bắt đầu từ {other.numbers[0]}, còn cả thời kỳ {one.text} bắt đầu từ {one.numbers[0]}."
    )
    yield _conflict(sentence, (other, one), problem, True)


# --- bounds -----------------------------------------------------------------------------------------------------------

_FALLS = regex(r'(?<!\w)(?:giảm|hạ|rút|thấp|xuống|lùi|còn)(?!\w)', re.IGNORECASE)


def _bounds(sentence: Sentence, token: Token) -> Iterator[Conflict]:
    """`71-70%`: the lower bound stands first."""
    low, high = token.numbers
    if low <= high or (not token.unit and not token.noun) or sentence.passage.cell:
        return
    text = sentence.passage.text
    spelled = 'đến' in token.text or 'tới' in token.text
    if _FALLS.search(text, max(sentence.start, token.start - 30), token.start):
        return
    if token.hedge == 'từ' and not spelled:  # told from above: từ 5-3 triệu đồng tùy loại hộ
        return
    problem = f"Khoảng {token.text} đi ngược: {_plain(low)} lớn hơn {_plain(high)}."
    yield _conflict(sentence, (token,), problem, bool(token.unit) and not spelled)


def _plain(value: object) -> str:
    return str(value).replace('.', ',')


# --- quarters ---------------------------------------------------------------------------------------------------------

_QUARTERS = {'I': 1, 'II': 2, 'III': 3, 'IV': 4, '1': 1, '2': 2, '3': 3, '4': 4}
_QUARTER = regex(
    r'(?<!\w)[Qq]uý\s+(?P<quarter>I{1,3}|IV|[1-4])(?:\s+năm\s+(?P<long>\d{4})|/(?P<short>\d{4}))?'
    r'\s*(?:\(|,)\s*(?:chậm\s+nhất|xong|hoàn\s+thành|tức)?\s*(?:trước|là|vào|trong)?\s*(?:ngày|tháng)?\s*$'
)


def _quarter(sentence: Sentence, token: Token) -> Iterator[Conflict]:
    """`Quý I (trước ngày 30/6/2023)`: a date of another quarter; the month after the quarter may be its report's."""
    year, month, _ = token.date
    text, begin = sentence.passage.text, max(sentence.start, token.start - 60)
    if month is None or not token.valid or text.find('uý', begin, token.start) < 0:
        return
    found = _QUARTER.search(text, begin, token.start)
    if found is None:
        return
    quarter = _QUARTERS[found['quarter']]
    named = found['long'] or found['short']
    months = month + (12 * (year - int(named)) if year and named else 0)
    if year and not named and quarter == 4 and month == 1:
        return
    if not 3 * quarter - 2 <= months <= 3 * quarter + 1:
        problem = f"Quý {found['quarter']} là các tháng {3 * quarter - 2} đến {3 * quarter}, còn {token.text} ở ngoài."
        yield _conflict(sentence, (token,), problem, False)


def _conflict(sentence: Sentence, tokens: tuple[Token, ...], problem: str, sure: bool) -> Conflict:
    code, level = ('SL273', Level.LOI) if sure else ('SL274', Level.CANH_BAO)
    spots = tuple(Spot(sentence.passage, t.start, t.end) for t in tokens)
    return Conflict(code, level, spots, problem, _REMEDY)
