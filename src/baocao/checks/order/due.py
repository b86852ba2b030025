"""What is due, and when it is needed: deadlines against the session that hears of them, against the one who sums them
up, against the campaign that they report on (SL274)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from baocao.checks.model import Conflict, Paper, Sentence, once
from baocao.checks.order.own_year import year_of_tasks
from baocao.checks.order.timeline import date_of, first_day, last_day
from baocao.checks.reading.identity import identity
from baocao.checks.reading.tokens import Sort, Token
from baocao.checks.repeats.titled import title
from baocao.errors import Level
from baocao.regexes import regex

_Due = tuple[Sentence, Token]

_BEFORE = regex(r'(?<!\w)(?:trước|chậm\s+nhất)\s+(?:là\s+|vào\s+)?(?:hết\s+)?ngày\s+$', re.IGNORECASE)
#: months between a report and the session it is for: a session is held soon after
_SOON = 6


def check(paper: Paper) -> Iterator[Conflict]:
    """Deadlines that come too late, or far too early, for what they are set for."""
    for block in paper.numeral_blocks.values():
        due = [
            (s, t)
            for s in block
            for t in s.tokens
            if t.sort is Sort.DATE and t.valid and None not in t.date and _is_due(s, t)
        ]
        if due:
            yield from _session(block, due)
            yield from _summed_up(due)
            yield from _own_plan(paper, due)
            yield from _list_of_names(paper, due)
            yield from _before_its_end(paper, due)
    yield from _long_campaign(paper)
    yield from _meeting(paper)


def _is_due(sentence: Sentence, token: Token) -> bool:
    text = sentence.passage.text
    return _BEFORE.search(text, max(sentence.start, token.start - 30), token.start) is not None


def _day(due: _Due) -> date:
    return first_day(due[1].date)


# --- sessions ---------------------------------------------------------------------------------------------------------

_SESSION = regex(
    r'(?<!\w)phiên\s+họp(?:\s+thường\s+kỳ)?(?:\s+vào)?\s+(?P<end>cuối\s+năm|tháng)\s+$', re.IGNORECASE
)
_FOR = regex(r'(?<!\w)(?:tổng\s+hợp|báo\s+cáo|trình)(?!\w)', re.IGNORECASE)


def _session(block: tuple[Sentence, ...], due: list[_Due]) -> Iterator[Conflict]:
    """`trước ngày 15/02/2023 … báo cáo UBND thành phố tại phiên họp thường kỳ tháng 02/2023`."""
    if len(due) != 1:
        return
    sentence, token = due[0]
    for held in sentence.tokens:
        if held.start <= token.end or held.sort not in (Sort.DATE, Sort.YEAR):
            continue
        text = sentence.passage.text
        named = _SESSION.search(text, max(token.end, held.start - 40), held.start)
        if named is None or not _FOR.search(text, token.end, held.start):
            continue
        if named['end'][0] in 'cC':
            if held.sort is not Sort.YEAR or len(held.numbers) != 1:
                continue
            latest, soon = date(int(held.numbers[0]), 12, 31), 12
        else:
            year, month, _ = held.date
            if held.sort is not Sort.DATE or not held.valid or year is None or month is None:
                continue
            latest, soon = last_day((year, month, None)), _SOON
        apart = 12 * (latest.year - _day(due[0]).year) + latest.month - _day(due[0]).month
        if apart < 0 or apart >= soon:
            kind = (
                f"sau phiên họp {held.text}" if apart < 0 else f"sớm hơn phiên họp {held.text} {apart} tháng"
            )
            yield _doubt(due[0], f"Hạn {token.text} {kind}, nơi báo cáo kết quả.", (sentence, held))


# --- who sums up ------------------------------------------------------------------------------------------------------

_TO_SUM_UP = regex(
    r'\s*,?\s+để\s+(?:[^;.:()\d]{0,80}\s)?(?:tổng\s+hợp|báo\s+cáo|trình)(?!\w)[^;.:()\d]{0,80}$',
    re.IGNORECASE,
)


def _summed_up(due: list[_Due]) -> Iterator[Conflict]:
    """`trước ngày 05/6/2026 để tổng hợp, báo cáo UBND xã trước ngày 15/6/2026`."""
    for one, other in pairwise(due):
        if one[0] is other[0] and _day(one) > _day(other):
            between = one[0].passage.text[one[1].end : other[1].start]
            if _TO_SUM_UP.match(between):
                problem = f"Hạn gửi {one[1].text} sau hạn tổng hợp, báo cáo {other[1].text}."
                yield _doubt(one, problem, other)


# --- the plans of others ----------------------------------------------------------------------------------------------

_MAKE_PLAN = regex(
    r'(?<!\w)(?:xây\s+dựng|ban\s+hành)\s[^;.]{0,40}?(?:kế\s+hoạch|chương\s+trình)(?!\w)',
    re.IGNORECASE,
)
#: what makes it a plan for the very paper
_FOR_ITSELF = regex(
    r'(?<!\w)(?:hành\s+động|cụ\s+thể|(?:quyết\s+định|chỉ\s+thị|kế\s+hoạch|chương\s+trình)\s+này)(?!\w)',
    re.IGNORECASE,
)
_OTHER_YEAR = regex(r'(?<!\w)(?:giai\s+đoạn|năm\s+sau|hàng\s+năm|hằng\s+năm|trung\s+hạn|5\s+năm)(?!\w)', re.I)


def _own_plan(paper: Paper, due: list[_Due]) -> Iterator[Conflict]:
    """A plan to carry out a paper on one year, due after that year."""
    year = year_of_tasks(paper)
    if year is None:
        return
    for one in due:
        sentence, token = one
        if (token.date[0] or 0) <= year[0]:
            continue
        start, end = next((s, e) for s, e in sentence.clauses() if s <= token.start <= e)
        text = sentence.passage.text
        made = _MAKE_PLAN.search(text, start, end)
        other = any(
            t.sort is Sort.YEAR and (len(t.numbers) > 1 or t.numbers[0] > year[0])
            for t in sentence.within(start, end)
        )
        if (
            made
            and _FOR_ITSELF.search(text, made.start(), end)
            and not other
            and not _OTHER_YEAR.search(text, start, end)
        ):
            problem = f"Kế hoạch để thực hiện văn bản của năm {year[0]} mà hạn ban hành là {token.text}."
            yield _doubt(one, problem, year[1:])


# --- lists of names ---------------------------------------------------------------------------------------------------

_LIST = regex(
    r'(?<!\w)gửi\s+(?:danh\s+sách|phiếu\s+đăng\s+ký|bản\s+đăng\s+ký|(?:văn\s+bản\s+)?góp\s+ý|ý\s+kiến)(?!\w)[^;.]*$',
    re.IGNORECASE,
)
_FAR = 300  # days


def _list_of_names(paper: Paper, due: list[_Due]) -> Iterator[Conflict]:
    """A letter that asks for names or opinions does so for the next weeks, not for another year."""
    if identity(paper).loai != 'công văn' or (dated := date_of(paper)) is None:
        return
    for one in due:
        sentence, token = one
        text = sentence.passage.text
        if (_day(one) - dated.day).days > _FAR and _LIST.search(text, sentence.start, token.start):
            problem = f"Hạn {token.text} còn rất xa ngày của công văn ({dated.day:%m/%Y})."
            yield _doubt(one, problem, (dated.sentence, dated.token))


# --- campaigns --------------------------------------------------------------------------------------------------------

_SHORT = regex(
    r'(?<!\w)(?:đợt|cao\s+điểm|chiến\s+dịch|tháng\s+(?:hành\s+động|thanh\s+niên)|tuần\s+lễ)(?!\w)',
    re.IGNORECASE,
)
_PERIOD = regex(r'\W*(?:thời\s+gian[^:\d]{0,30}:\s*)?từ\s+ngày\s+$', re.IGNORECASE)
_UNTIL = regex(r'\s*(?:đến|tới)\s+(?:hết\s+)?ngày\s+')
_RESULTS = regex(r'(?<!\w)(?:gửi|báo\s+cáo)\s+kết\s+quả(?!\w)[^;.]*$', re.IGNORECASE)
#: results that are not of its preparation
_OF_ITS_OWN = regex(r'\w+(?:\s+cáo)?\s+kết\s+quả\s+(?:thực\s+hiện|theo\s+mẫu|đợt)(?!\w)', re.IGNORECASE)
_PART = regex(
    r'(?<!\w)(?:đợt\s+\d|sơ\s+kết|hàng|hằng|định\s+kỳ|giữa|tiến\s+độ|chuẩn\s+bị|rà\s+soát|khảo\s+sát|bước)(?!\w)',
    re.I,
)
_LONGEST = 366  # days


@once
def _campaign(paper: Paper) -> tuple[Sentence, Token, Token] | None:
    """The period of a campaign (`Từ ngày 04/5/2026 đến hết ngày 29/5/2026`) where its plan tells it once, with the
    tokens of its first and last day."""
    if identity(paper).loai != 'kế hoạch' or (own := title(paper)) is None or not _SHORT.search(own.text):
        return None
    found = [
        (sentence, one, other)
        for sentence in paper.with_numerals
        for one, other in pairwise(sentence.tokens)
        if one.sort is other.sort is Sort.DATE
        and one.valid
        and other.valid
        and None not in (*one.date, *other.date)
        and _UNTIL.fullmatch(sentence.passage.text, one.end, other.start)
        and _PERIOD.fullmatch(sentence.passage.text, sentence.start, one.start)
    ]
    return found[0] if len(found) == 1 else None


def _long_campaign(paper: Paper) -> Iterator[Conflict]:
    campaign = _campaign(paper)
    if campaign is None:
        return
    sentence, one, other = campaign
    days = (first_day(other.date) - first_day(one.date)).days
    years = [year for year, _, _ in own.years] if (own := title(paper)) else []
    if days > _LONGEST and max(years, default=0) < (other.date[0] or 0):
        problem = f"Đợt cao điểm, chiến dịch kéo dài từ {one.text} đến {other.text}: {days + 1} ngày."
        yield _doubt((sentence, other), problem, (sentence, one))


def _before_its_end(paper: Paper, due: list[_Due]) -> Iterator[Conflict]:
    """The results of a campaign, due before its last day."""
    campaign = _campaign(paper)
    if campaign is None:
        return
    sentence, one, other = campaign
    for told in due:
        text = told[0].passage.text
        first = _RESULTS.search(text, told[0].start, told[1].start)
        if first and _day(told) < first_day(other.date) and not _PART.search(text):
            if _day(told) <= first_day(one.date) and not _OF_ITS_OWN.match(first[0]):
                continue
            problem = f"Hạn gửi kết quả {told[1].text} trước ngày kết thúc đợt {other.text}."
            yield _doubt(told, problem, (sentence, other))


# --- meetings ---------------------------------------------------------------------------------------------------------

_WHEN = regex(r'\W*(?:\d+[.)]\s*)?thời\s+gian[^:]{0,30}:', re.IGNORECASE)
_INVITED = 120  # days


def _meeting(paper: Paper) -> Iterator[Conflict]:
    """An invitation to a meeting that is past, or in another year."""
    head = identity(paper)
    if head.loai != "giấy mời" or head.ngay is None or (dated := date_of(paper)) is None:
        return
    for at, block in paper.numeral_blocks.items():
        if not _WHEN.match(paper.prose.passages[at].text):
            continue
        for sentence in block:
            for token in sentence.tokens:
                if token.sort is not Sort.DATE or not token.valid or None in token.date:
                    continue
                day = first_day(token.date)
                if day < head.ngay.first_day or (day - head.ngay.last_day).days > _INVITED:
                    kind = "đã qua" if day < head.ngay.first_day else "còn rất xa"
                    problem = f"Buổi họp ngày {token.text} {kind} khi gửi giấy mời ({dated.day:%m/%Y})."
                    yield _doubt((sentence, token), problem, (dated.sentence, dated.token))


def _doubt(due: _Due, problem: str, other: _Due) -> Conflict:
    spots = (due[0].spot(due[1]), other[0].spot(other[1]))
    return Conflict(
        'SL274', Level.CANH_BAO, spots, problem, "Đối chiếu hai mốc thời gian, rồi sửa mốc ghi nhầm."
    )
