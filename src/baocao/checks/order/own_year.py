"""The year that a paper is about, against its date, its appendices, its headings and what it calls for (SL274)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from baocao.checks.model import Conflict, Paper, Sentence, Spot, once
from baocao.checks.reading.identity import identity
from baocao.checks.reading.tokens import Sort, Token
from baocao.checks.repeats.titled import Title, title
from baocao.errors import Level
from baocao.prose import Kind, Passage
from baocao.regexes import regex

#: a year and where it stands
_Told = tuple[int, Sentence, Token]


def check(paper: Paper) -> Iterator[Conflict]:
    """Years that do not fit that of the paper."""
    own = title(paper)
    yield from _dated(paper)
    yield from _attached(paper)
    yield from _campaign_of(paper)
    yield from _cited_years(paper)
    if own is not None:
        yield from _next_year(own)
        yield from _parts(paper, own)
        yield from _appeal(paper)
        yield from _slip(paper, own)


# --- its date ---------------------------------------------------------------------------------------------------------

_SETS_TASKS = frozenset(('quyết định', 'chỉ thị', 'kế hoạch', 'chương trình'))
#: what is set before or in the year itself, shortly before it or long
_YEARLY = r'nhiệm\s+vụ(?:\s+và|,)?\s+giải\s+pháp|phát\s+triển\s+kinh\s+tế|chương\s+trình\s+công\s+tác|cải\s+cách\s+hành\s+chính'
_TASKS_OF_YEAR = regex(rf'(?<!\w)(?:{_YEARLY})(?!\w)', re.IGNORECASE)
_TASKS = regex(
    rf'(?<!\w)(?:{_YEARLY}|cao\s+điểm|chiến\s+dịch|tuyên\s+truyền|chuyển\s+đổi\s+số|phòng,?\s+chống)(?!\w)',
    re.IGNORECASE,
)
#: what looks back at a year, changes its plan late, or names another year's text or event
_NOT_AHEAD = regex(
    r'(?<!\w)(?:kết\s+quả|quyết\s+toán|khen|thưởng|công\s+nhận|tổng\s+kết|sơ\s+kết|đánh\s+giá|kiểm\s+điểm|điều\s+chỉnh|bổ\s+sung'
    r'|kéo\s+dài|công\s+bố|chỉ\s+số|tồn\s+tại|hạn\s+chế|điều\s+tra|khảo\s+sát'
    r'|đo\s+lường|thẩm\s+định|báo\s+cáo|kinh\s+phí|phân\s+bổ|chi\s+trả|danh\s+sách|(?<!nhiệm\s)(?<!dịch\s)vụ|mùa'
    r'|chuyển\s+nguồn|công\s+khai|hỗ\s+trợ|khắc\s+phục|hậu\s+quả|kiểm\s+tra|chấm|xếp\s+hạng|xác\s+định|phê\s+duyệt|luật'
    r'|nghị\s+quyết|nghị\s+định|thông\s+tư|pháp\s+lệnh|kết\s+luận|bãi\s+bỏ|thay\s+thế|xây\s+dựng\s+kế\s+hoạch|lập\s+kế\s+hoạch'
    r'|xây\s+dựng\s+dự\s+toán|lập\s+dự\s+toán|sửa\s+đổi|(?:chỉ\s+thị|quyết\s+định|kế\s+hoạch|chương\s+trình|công\s+điện)\s+số|kỷ\s+niệm|từ\s+năm|đến\s+năm|giai\s+đoạn|năm\s+học)(?!\w)',
    re.IGNORECASE,
)
#: how early in the year before the tasks of a year may be set
_FIRST_MONTH = 6


@once
def year_of_tasks(paper: Paper) -> _Told | None:
    """The one year of a paper that sets the tasks of a year to come or begun; None for others."""
    own = title(paper)
    if own is None or len(own.years) != 1 or identity(paper).loai not in _SETS_TASKS:
        return None
    return own.years[0] if _TASKS.search(own.text) and not _NOT_AHEAD.search(own.text) else None


def _dated(paper: Paper) -> Iterator[Conflict]:
    """A plan for 2023 that is dated 2024, or at the beginning of 2022."""
    told, head = year_of_tasks(paper), identity(paper)
    if told is None or head.ngay is None or head.dated is None:
        return
    year, sentence, token = told
    early = (head.ngay.year, head.ngay.month or 12) < (year - 1, _FIRST_MONTH) and _TASKS_OF_YEAR.search(
        sentence.passage.text
    )
    if head.ngay.year > year or early:
        kind = f"Văn bản giao việc của năm {year} mà ghi {head.dated.text}, " + (
            "quá sớm so với năm ấy." if early else "khi năm ấy đã hết."
        )
        yield _doubt((head.dated, sentence.spot(token)), kind)


# --- its appendices ---------------------------------------------------------------------------------------------------

_BLANK = r'[\s.…_]*'
_ATTACHED = regex(
    rf'[\s*_]*\([\s*_]*(?:ban\s+hành\s+)?kèm\s+theo\s[^\d/;]{{0,40}}?số{_BLANK}/{_BLANK}(?P<symbol>[A-ZĐ][\w.&]*(?:[-/][A-ZĐ][\w.&]*)*)'
    rf'{_BLANK},?\s*ngày{_BLANK}\d{{0,2}}{_BLANK}tháng{_BLANK}\d{{0,2}}{_BLANK}năm\s*(?P<year>\d{{4}})(?!\d)',
    re.IGNORECASE,
)


def _attached(paper: Paper) -> Iterator[Conflict]:
    """`(Kèm theo Quyết định số    /QĐ-UBND ngày   tháng   năm 2027)` of a decision dated 2026, the number of both still
    blank."""
    head = identity(paper)
    if head.ngay is None or head.dated is None or head.so is not None or head.ky_hieu is None:
        return
    for passage in paper.prose.passages:
        if not passage.text.lstrip(' \u00a0*_').startswith('('):
            continue
        found = _ATTACHED.match(passage.text)
        if found and found['symbol'] == head.ky_hieu and int(found['year']) != head.ngay.year:
            problem = f"Phần kèm theo ghi năm {found['year']}, còn đầu văn bản ghi {head.dated.text}."
            yield _doubt((Spot(passage, *found.span('year')), head.dated), problem)


# --- what it calls people to ------------------------------------------------------------------------------------------

_EVENT = regex(
    r'(?<!\w)(?P<to_come>(?:chuẩn\s+bị(?:\s+cho)?|hội\s+nghị\s+triển\s+khai)\s+)?(?:đợt\s+cao\s+điểm|cao\s+điểm|chiến\s+dịch|tháng\s+hành\s+động)(?!\w)[^;.\d]{0,120}\s+năm\s+$',
    re.I,
)
_LETTERS = frozenset(('công văn', 'giấy mời'))
_LAST_MONTH = 9


def _campaign_of(paper: Paper) -> Iterator[Conflict]:
    """A letter of spring that calls to the campaign of another year."""
    head = identity(paper)
    if head.loai not in _LETTERS or head.ngay is None or head.dated is None:
        return
    last = head.ngay.year + ((head.ngay.month or 12) > _LAST_MONTH)
    for sentence in paper.with_numerals:
        for token in sentence.tokens:
            year = _year(token)
            if year is None or head.ngay.year <= year <= last:
                continue
            event = _EVENT.search(sentence.passage.text, sentence.start, token.start)
            if event and (year > last or event['to_come']):
                problem = f"Văn bản ghi {head.dated.text} mà nói về đợt của năm {year}."
                yield _doubt((sentence.spot(token), head.dated), problem)


# --- the year and the next --------------------------------------------------------------------------------------------

_AND_NEXT = regex(
    r'\s*(?:,|;|và)?\s*(?:[^\W\d]+\s+){0,12}?(?:và\s+)?(?:một\s+số\s+)?(?:phương\s+hướng|nhiệm\s+vụ|mục\s+tiêu|chỉ\s+tiêu)(?!\w)[^\d;.]{0,80}?\s+năm\s+',
    re.IGNORECASE,
)
_PART_OF_YEAR = regex(r'(?<!\w)(?:tháng|quý|đầu|cuối|đến|tuần)(?!\w)', re.IGNORECASE)


_OTHER_TEXT = regex(
    r'(?<!\w)(?:luật|pháp\s+lệnh|nghị\s+quyết|nghị\s+định|chỉ\s+thị|quyết\s+định|kết\s+luận|từ\s+năm|giai\s+đoạn|tổng\s+kết)(?!\w)',
    re.IGNORECASE,
)


def _next_year(own: Title) -> Iterator[Conflict]:
    """`công tác năm 2023 và nhiệm vụ trọng tâm năm 2024`: the tasks are those of the next year."""
    if len(own.years) != 2:
        return
    (first, where, one), (second, there, other) = own.years
    if second == first + 1 or where.passage is not there.passage:
        return
    text = where.passage.text
    if _OTHER_TEXT.search(text, 0, one.start):
        return
    if _AND_NEXT.fullmatch(text, one.end, other.start) and not _PART_OF_YEAR.search(text, 0, other.start):
        problem = f"Kết quả của năm {first} đi với nhiệm vụ của năm {second}, không phải năm {first + 1}."
        yield _doubt((there.spot(other), where.spot(one)), problem)


#: the results that a cited text speaks of before the tasks of the next year
_RESULTS = regex(
    r'(?<!\w)(?:tình\s+hình|kết\s+quả)(?:\s+lãnh\s+đạo,?(?:\s+chỉ\s+đạo)?)?\s+thực\s+hiện\s+(?:các\s+)?nhiệm\s+vụ'
    r'(?:\s+phát\s+triển\s+kinh\s+tế\s*[-–]\s*xã\s+hội)?\s+năm\s+$',
    re.IGNORECASE,
)


def _cited_years(paper: Paper) -> Iterator[Conflict]:
    """`Kết luận … về tình hình thực hiện nhiệm vụ năm 2022; mục tiêu, nhiệm vụ năm 2024`."""
    for sentence in paper.with_numerals:
        if not any(t.sort is Sort.CITATION for t in sentence.tokens):
            continue
        for one, other in pairwise(sentence.tokens):
            first, second = _year(one), _year(other)
            if first is None or second is None or second == first + 1:
                continue
            if _is_results_and_tasks(sentence, one, other):
                problem = (
                    f"Kết quả của năm {first} đi với nhiệm vụ của năm {second}, không phải năm {first + 1}."
                )
                yield _doubt((sentence.spot(one), sentence.spot(other)), problem)


def _is_results_and_tasks(sentence: Sentence, one: Token, other: Token) -> bool:
    text = sentence.passage.text
    between = _AND_NEXT.fullmatch(text, one.end, other.start)
    if between is None or _PART_OF_YEAR.search(between[0]):
        return False
    return _RESULTS.search(text, max(sentence.start, one.start - 120), one.start) is not None


#: what a heading of the year behind opens with, and of the year ahead
_BEHIND = regex(
    r'(?:đánh\s+giá|kết\s+quả|tình\s+hình\s+thực\s+hiện|kiểm\s+điểm)(?!\w)'
    r'(?!.*(?<!\w)(?:dự\s+báo|dự\s+kiến|phương\s+hướng|mục\s+tiêu|xây\s+dựng|lập|giao|chuẩn\s+bị|phân\s+bổ|tuyển)(?!\w))',
    re.IGNORECASE | re.DOTALL,
)
_AHEAD = regex(
    r'(?:PHƯƠNG\s+HƯỚNG|NHIỆM\s+VỤ\s+TRỌNG\s+TÂM)(?!\w)(?!.*(?<!\w)(?:KẾT\s+QUẢ|THỰC\s+HIỆN|ĐƯỢC\s+GIAO)(?!\w))',
    re.DOTALL,
)
_LONGEST = 200  # letters of a heading


def _parts(paper: Paper, own: Title) -> Iterator[Conflict]:
    """The headings of a report on one year and the tasks of the next."""
    years = [year for year, _, _ in own.years]
    if identity(paper).loai != "báo cáo" or len(years) != 2 or years[1] != years[0] + 1:
        return
    if not _AND_NEXT.search(own.text) or _PART_OF_YEAR.search(own.text):
        return
    for position, block in paper.numeral_blocks.items():
        passage = paper.prose.passages[position]
        if position < own.last or passage.cell:
            continue
        told = [(y, s, t) for s in block for t in s.tokens if (y := _year(t)) is not None]
        if len(told) == 1 and _heads(passage):
            yield from _heading(passage, told[0], own)
        elif len(told) == 2 and passage.text.startswith("Trên đây là") and told[0][0] == told[1][0]:
            (year, sentence, one), (_, _, other) = told
            if _AND_NEXT.fullmatch(passage.text, one.end, other.start):
                which, at = (0, one) if year == years[1] else (1, other)
                yield _other_part(year, sentence.spot(at), own.years[which])


def _heads(passage: Passage) -> bool:
    return len(passage.text) <= _LONGEST and (passage.kind is Kind.HEADING or passage.text.isupper())


def _heading(passage: Passage, told: _Told, own: Title) -> Iterator[Conflict]:
    """A heading that speaks of the year behind by the year ahead, or of a later one, or the other way round."""
    if _PART_OF_YEAR.search(passage.text):
        return
    year, sentence, token = told
    opening = passage.text[passage.start :].lstrip(' *_\u00a0')
    behind, ahead = _BEHIND.match(opening), _AHEAD.match(opening)
    if behind and year > own.years[0][0]:
        yield _other_part(year, sentence.spot(token), own.years[0])
    elif ahead and year != own.years[1][0]:
        yield _other_part(year, sentence.spot(token), own.years[1])


def _other_part(year: int, spot: Spot, told: _Told) -> Conflict:
    problem = f"Ở đây ghi năm {year}, còn theo tên gọi của văn bản là năm {told[0]}."
    return _doubt((spot, told[1].spot(told[2])), problem)


# --- what it appeals for ----------------------------------------------------------------------------------------------

_APPEAL = regex(
    r'(?<!\w)(?:quyết\s+tâm|phấn\s+đấu|nỗ\s+lực|góp\s+phần)(?!\w)[^;.]*\s(?:thành\s+công|thắng\s+lợi)\s[^;.\d]*'
    r'kế\s+hoạch\s+phát\s+triển\s+kinh\s+tế[^;.\d]*\s+năm\s+$',
    re.IGNORECASE,
)


def _appeal(paper: Paper) -> Iterator[Conflict]:
    """`quyết tâm thực hiện thành công Kế hoạch phát triển kinh tế - xã hội năm 2024` in a directive on 2023."""
    told = year_of_tasks(paper)
    if told is None:
        return
    own, where, stands = told
    for sentence in paper.with_numerals:
        for token in sentence.tokens:
            year = _year(token)
            if year in (None, own) or sentence.passage is where.passage:
                continue
            if _APPEAL.search(sentence.passage.text, sentence.start, token.start):
                problem = f"Ở đây kêu gọi thực hiện kế hoạch năm {year}, còn văn bản nói về năm {own}."
                yield _doubt((sentence.spot(token), where.spot(stands)), problem)


# --- a slip of the finger ---------------------------------------------------------------------------------------------

_OF_YEAR = regex(r'(?P<word>\w+)\s+năm\s+$', re.IGNORECASE)
#: `mỗi năm 3023 hộ`, `kế hoạch năm 3023 lao động` tell amounts
_AMOUNTS = frozenset('mỗi một hàng hằng trong cả số hoạch bình giao từng toán'.split())


def _slip(paper: Paper, own: Title) -> Iterator[Conflict]:
    """`kinh tế - xã hội năm 3023`: one digit beside the year of the paper, and no year that can be meant."""
    for sentence in paper.with_numerals:
        for token in sentence.tokens:
            if (
                token.sort is not Sort.AMOUNT
                or len(token.text) != 4
                or token.unit
                or not token.text.isdigit()
            ):
                continue
            before = _OF_YEAR.search(
                sentence.passage.text, max(sentence.start, token.start - 20), token.start
            )
            if before is None or before['word'].casefold() in _AMOUNTS:
                continue
            for year, where, stands in own.years:
                if sum(a != b for a, b in zip(token.text, str(year), strict=True)) == 1:
                    problem = (
                        f"{token.text} chỉ khác năm {year} của văn bản một chữ số và là một năm còn rất xa."
                    )
                    yield _doubt((sentence.spot(token), where.spot(stands)), problem)
                    break


def _year(token: Token) -> int | None:
    return int(token.numbers[0]) if token.sort is Sort.YEAR and len(token.numbers) == 1 else None


def _doubt(spots: tuple[Spot, Spot], problem: str) -> Conflict:
    return Conflict('SL274', Level.CANH_BAO, spots, problem, "Đối chiếu hai chỗ, rồi sửa năm ghi nhầm.")
