"""The year that cited plans speak of: the odd one in a list, and plans dated far from their year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from baocao.checks.citations.alone import is_of_results
from baocao.checks.citations.reader import Citation, day_of, named
from baocao.checks.model import Conflict
from baocao.errors import Level
from baocao.regexes import regex

#: texts that set a year its targets, by how their subject opens
_PLAN = regex(
    r'(?:ban hành )?(?:(?:giao|phân bổ|phân khai|thực hiện) )?(?:(?:các|một số) )?'
    r'(?:chỉ tiêu|dự toán|kế hoạch phát triển|mục tiêu|nhiệm vụ)(?!\w)'
)
#: those that are not set late in the year itself
_EARLY = regex(r'(?<!\w)(?:kế hoạch phát triển|dự toán|nhiệm vụ,? (?:và )?giải pháp)(?!\w)')
_CHANGED = regex(r'(?<!\w)(?:điều chỉnh|bổ sung|quyết toán|kéo dài|chuyển nguồn)(?!\w)')
#: a plan is set between the summer before its year and the autumn of it
_FIRST, _LAST = (5, 1), (10, 31)
_LEAST = 4


def odd_years(cited: Sequence[Citation]) -> Iterator[Conflict]:
    """SL266: where all texts of one list speak of a year and one of the year before, and where a plan is dated far
    from its year."""
    lists: dict[object, list[Citation]] = defaultdict(list)
    for citation in cited:
        if citation.date and citation.speaks_of and not is_of_results(citation):
            lists[citation.passage.note or id(citation.passage)].append(citation)
    told: set[int] = set()
    for group in lists.values():
        found = _odd_one(group)
        if found:
            told.add(id(found[0]))
            yield _odd(*found)
    for group in lists.values():
        yield from (_far(c) for c in group if id(c) not in told and _is_far(c))


def _odd_one(group: list[Citation]) -> tuple[Citation, list[Citation], int] | None:
    """The one text of a list that speaks of the year before, the others, their year."""
    years = Counter(c.speaks_of for c in group)
    year, count = years.most_common(1)[0]
    if len(group) < _LEAST or count != len(group) - 1 or year is None:
        return None
    odd = next(c for c in group if c.speaks_of != year)
    others = [c for c in group if c is not odd]
    early = all(c.date and odd.date and odd.date < c.date for c in others)
    return (odd, others, year) if odd.speaks_of == year - 1 and early else None


def _odd(odd: Citation, others: list[Citation], year: int) -> Conflict:
    return Conflict(
        'SL266',
        Level.CANH_BAO,
        (odd.spot, others[0].spot),
        f"{named(odd)} nói về năm {year - 1}, trong khi {len(others)} văn bản khác của danh sách đều nói về năm {year}.",
        "Kiểm tra số, ngày và năm của văn bản này; nếu đúng thì giữ nguyên.",
    )


def _is_far(cited: Citation) -> bool:
    year, words = cited.speaks_of, ' '.join(cited.subject)
    if not year or not cited.date or not _PLAN.match(words) or _CHANGED.search(words):
        return False
    last = (year, *_LAST) if _EARLY.search(words) else (year, 12, 31)
    return not (year - 1, *_FIRST) <= cited.date <= last


def _far(cited: Citation) -> Conflict:
    return Conflict(
        'SL266',
        Level.CANH_BAO,
        (cited.day_spot,),
        f"{named(cited)} ghi ngày {day_of(cited)}, xa năm {cited.speaks_of} mà văn bản giao nhiệm vụ.",
        "Kiểm tra ngày của văn bản và năm được nói đến; nếu đúng thì giữ nguyên.",
    )
