"""One citation by itself: its number against its date, its date against the paper, its subject against its date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.checks.citations.reader import Citation, day_of, named
from baocao.checks.model import Conflict, Spot
from baocao.checks.reading.identity import Identity
from baocao.errors import Level
from baocao.regexes import regex

#: terms of the National Assembly: years in which its texts are passed, the year of the change belonging to both
_TERMS = {10: (1997, 2002), 11: (2002, 2007), 12: (2007, 2011), 13: (2011, 2016), 14: (2016, 2021), 15: (2021, 2026),
          16: (2026, 2031)}  # fmt: skip
_OF_TERM = regex(r'QH(\d+)$')
_FIRST_YEAR, _LAST_YEAR = 1945, 2099


#: contracts, minutes, permits: the year in their number is not always that of their date
_NO_TEXT = regex(r"HĐ(?!ND)|BB|GP|GCN|TL|BBTT")

#: types by the sign that opens the symbol
_SIGNS = {
    "nghị định": "NĐ", "nghị quyết": 'NQ', "quyết định": "QĐ", "chỉ thị": 'CT', "thông tư": 'TT', "kết luận": 'KL',
    "tờ trình": 'TTr', "thông báo": 'TB', "kế hoạch": 'KH', "báo cáo": 'BC',
}  # fmt: skip
#: those that are issued with a decision and often bear its number
_ISSUED_WITH = frozenset(("kế hoạch", "báo cáo"))


def type_and_symbol(cited: Citation) -> Iterator[Conflict]:
    """SL268: a type that its symbol denies (`Nghị định số 1791/QĐ-TTg`)."""
    sign = re.split('[-/]', cited.symbol)[0]
    due = _SIGNS.get(cited.loai)
    if due is None or sign == due or sign not in _SIGNS.values() or cited.loai in _ISSUED_WITH:
        return
    before = cited.passage.text[max(0, cited.start - 40) : cited.start].casefold()
    if not re.search(rf'{cited.loai}(?: số)?:?\s*$', ' '.join(before.split())):
        return
    yield Conflict(
        'SL268',
        Level.CANH_BAO,
        (cited.spot,),
        f"{named(cited)}: ký hiệu {sign} không phải của {cited.loai} ({due}).",
        "Đối chiếu với văn bản gốc, sửa tên loại hoặc ký hiệu.",
    )


def number_and_date(cited: Citation) -> Iterator[Conflict]:
    """SL261: the year in a number is that of its date, and lies in the term of the National Assembly that the symbol
    names. SL263: no text is of a year before 1945."""
    year, date = cited.year, cited.date
    if _NO_TEXT.match(cited.symbol):
        return
    if date and year and date[0] != year:
        yield Conflict(
            'SL261',
            Level.LOI,
            (cited.spot, cited.day_spot),
            f"{named(cited)} mang năm {year} nhưng ghi ngày ký {day_of(cited)}, thuộc năm {date[0]}.",
            "Năm trong số là năm ban hành: đối chiếu với văn bản gốc, sửa số hoặc sửa ngày.",
        )
        return
    told = year or (date[0] if date else None)
    if told is None:
        return
    if not _FIRST_YEAR <= told <= _LAST_YEAR:
        spot = cited.spot if year else cited.day_spot
        problem = f"{named(cited)} ghi năm {told}, không phải năm ban hành của văn bản nào."
        yield Conflict('SL263', Level.LOI, (spot,), problem, "Sửa năm theo văn bản gốc.")
        return
    term = _OF_TERM.search(cited.symbol)
    first, last = _TERMS.get(int(term[1]), (told, told)) if term else (told, told)
    if term and not first <= told <= last:
        yield Conflict(
            'SL261',
            Level.LOI,
            (cited.spot,),
            f"{named(cited)}: Quốc hội khóa {term[1]} ban hành văn bản trong các năm {first} - {last}, không phải năm {told}.",
            "Đối chiếu với văn bản gốc, sửa năm hoặc khóa Quốc hội trong số.",
        )


_ATTACHED = regex(r'[\s*_]*\([\s*_]*(?:ban\s+hành\s+)?kèm\s+theo\s', re.IGNORECASE)


def own_heading(cited: Citation, own: Identity) -> Iterator[Conflict]:
    """SL262: an appendix that names its paper by another number or date than the head does (`(Kèm theo Quyết định số
    91/QĐ-UBND ngày …)`)."""
    if not own.so or cited.symbol != own.ky_hieu or not _ATTACHED.match(cited.passage.text):
        return
    if not is_of(cited, own):
        yield Conflict(
            'SL262',
            Level.CANH_BAO,
            (cited.spot,),
            f"Phần kèm theo ghi số {cited.text}, còn đầu văn bản ghi số {own.so}/{own.ky_hieu}.",
            "Nếu phần này kèm theo chính văn bản thì sửa số cho giống phần đầu.",
        )
    elif cited.date and own.dated and own.ngay and own.ngay.full not in (None, cited.date):
        yield Conflict(
            'SL262',
            Level.LOI,
            (cited.day_spot, own.dated),
            f"Phần kèm theo ghi {named(cited)} ngày {day_of(cited)}, còn đầu văn bản ghi {own.dated.text}.",
            "Sửa ngày ở phần kèm theo hoặc ở đầu văn bản cho giống nhau.",
        )


def is_of(cited: Citation, own: Identity) -> bool:
    """True for the number and symbol of the paper itself."""
    return own.so is not None and cited.number == own.so.lstrip('0') and cited.symbol == own.ky_hieu


_TO_COME = regex(r'(?<!\w)(?:sẽ|dự\s+kiến|sắp|chuẩn\s+bị)(?!\w)[^;.]*$', re.IGNORECASE)


def later(cited: Citation, own: Identity) -> Iterator[Conflict]:
    """SL264: a text issued after the paper that cites it. A day that the head leaves blank is the last of its
    month."""
    if own.ngay is None or own.dated is None or is_of(cited, own):
        return
    text = cited.passage.text
    if _TO_COME.search(text, max(0, cited.start - 80), cited.start):
        return
    if cited.date and cited.date > (last := own.ngay.last_day.timetuple()[:3]):
        day, month, year = (f'{n:02d}' for n in reversed(last))
        upto = own.dated.text if own.ngay.day else f"muộn nhất là {day}/{month}/{year}"
    elif cited.date is None and cited.year and cited.year > own.ngay.year:
        upto = f"năm {own.ngay.year}"
    else:
        return
    told = f"ngày {day_of(cited)}" if cited.date else f"của năm {cited.year}"
    yield Conflict(
        'SL264',
        Level.LOI,
        (cited.day_spot, own.dated),
        f"{named(cited)} {told} lại muộn hơn văn bản viện dẫn nó ({upto}).",
        "Đối chiếu ngày của văn bản được viện dẫn với văn bản gốc, hoặc sửa ngày của văn bản này.",
    )


_RESULTS = regex(
    r'(?:báo cáo )?(?:sơ kết|tổng kết|kiểm điểm|(?:đánh giá )?(?:kết quả|tình hình))(?!\w)', re.IGNORECASE
)
#: results of what prepares a year, told before it
_BEFORE_YEAR = regex(
    r'(?<!\w)(?:xây dựng|giao|phân bổ|phân khai|thẩm định|lập|đăng ký|lựa chọn|tuyển|thi|hiệp thương|bầu|thỏa thuận|dự kiến'
    r'|chuẩn bị|rà soát|mục tiêu|chỉ tiêu|phương hướng|nhiệm vụ và giải pháp'
    r'|phê duyệt|dự toán|dự báo|đấu giá|đấu thầu|cho ý kiến|xét|tết|đông xuân'
    r'|vụ mùa|vụ xuân|gọi công dân)(?!\w)',
    re.IGNORECASE,
)
#: the work of a year, or a part of a year
_WORK = regex(
    r'(?<!\w)(?:thực hiện|lãnh đạo|chỉ đạo|điều hành|công tác|hoạt động|kinh tế|phát triển|thu|ngân sách|nhiệm vụ|kế hoạch'
    r'|giải ngân|tháng|quý|sơ kết|tổng kết|kiểm điểm)(?!\w)',
    re.IGNORECASE,
)
_REPORTING = frozenset(("báo cáo", "kết luận", "nghị quyết", "thông báo"))


def is_of_results(cited: Citation) -> bool:
    """True where the subject opens with the results of a period."""
    return _RESULTS.match(' '.join(cited.subject)) is not None


def results_too_early(cited: Citation) -> Iterator[Conflict]:
    """SL265: a text about the results of a year later than its date."""
    token = cited.spoken
    if not token or not cited.date or cited.loai not in _REPORTING or not is_of_results(cited):
        return
    year = int(token.numbers[0])
    between = ' '.join(cited.passage.text[cited.about : token.start].split())
    if year <= cited.date[0] or _BEFORE_YEAR.search(between) or not _WORK.search(between):
        return
    yield Conflict(
        'SL265',
        Level.LOI,
        (cited.spot, cited.day_spot, Spot(cited.passage, token.start, token.end)),
        f"{named(cited)} ngày {day_of(cited)} không thể nói về kết quả của năm {year}.",
        "Đối chiếu ngày của văn bản với văn bản gốc, hoặc sửa năm được nói đến.",
    )
