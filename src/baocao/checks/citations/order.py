"""Citations in their order of time: what a text rests on or carries out is older than it, and one register counts on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from baocao.checks.citations.issuers import Kin, is_central, kin
from baocao.checks.citations.reader import Citation, day_of, named, same_day
from baocao.checks.model import Conflict, Paper
from baocao.checks.reading.identity import Identity
from baocao.checks.reading.tokens import Sort
from baocao.errors import Level
from baocao.regexes import regex

_CARRIES_OUT = regex(
    r'(?:ban hành )?(?:(?:kế hoạch|chương trình(?: hành động)?) )?(?:tổ chức )?'
    r'(?:(?:triển khai|thực hiện|hướng dẫn|thi hành|quán triệt|sửa đổi|bổ sung|của|cụ thể h(?:óa|oá)|và),? )+'
    r'(?:một số điều (?:của )?)?(?:các )?(?:[^\W\d_]+ ){2}số:?',
    re.IGNORECASE,
)
_BASIS = regex(r'[\s\W]*(?:căn\s+cứ|xét|theo\s+đề\s+nghị)(?!\w)', re.IGNORECASE)
#: what has been held or written on the day that follows; a deadline or a day in force is told otherwise
_HELD = regex(
    r'(?:hội\s+nghị|cuộc\s+họp|phiên\s+họp|kỳ\s+họp|biên\s+bản|tờ\s+trình|công\s+văn|báo\s+cáo|ý\s+kiến)(?!\w)'
    r'(?:(?!trước|đến|tới|từ|sau|chậm|hạn|vào|sẽ|hiệu\s+lực)[^;.,]){0,60}?ngày\s+$',
    re.IGNORECASE,
)


def carried_out_too_early(cited: Sequence[Citation]) -> Iterator[Conflict]:
    """SL264: a text that carries out one issued after it (`Kế hoạch số 76-KH/TU ngày … thực hiện Nghị quyết số …`)."""
    for one, other in pairwise(cited):
        if one.sentence is not other.sentence or not one.subject or not one.date or not other.date:
            continue
        joined = ' '.join(one.passage.text[one.about : other.start].split())
        if one.date < other.date and _CARRIES_OUT.fullmatch(joined):
            yield Conflict(
                'SL264',
                Level.LOI,
                (one.day_spot, other.day_spot),
                f"{named(one)} ngày {day_of(one)} lại sớm hơn {named(other)} ngày {day_of(other)} mà nó thực hiện.",
                "Đối chiếu ngày của hai văn bản với văn bản gốc.",
            )


def bases_later(paper: Paper, own: Identity, cited: Sequence[Citation]) -> Iterator[Conflict]:
    """SL264: a basis of the paper, other than a cited text, of a day after the paper."""
    if own.ngay is None or own.dated is None:
        return
    last = own.ngay.last_day
    told = {(id(c.passage), c.dated.start) for c in cited if c.dated}
    for at, block in paper.numeral_blocks.items():
        passage = paper.prose.passages[at]
        if at >= 80 or not _BASIS.match(passage.text):
            continue
        for token in (t for sentence in block for t in sentence.tokens if t.sort is Sort.DATE and t.valid):
            if not all(token.date) or (id(passage), token.start) in told:
                continue
            if token.date <= (last.year, last.month, last.day) or not _HELD.search(
                passage.text[: token.start]
            ):
                continue
            yield Conflict(
                'SL264',
                Level.LOI,
                (block[0].spot(token), own.dated),
                f"Căn cứ ghi ngày {token.text}, muộn hơn chính văn bản ({own.dated.text}).",
                "Sửa ngày của căn cứ, hoặc sửa ngày của văn bản này.",
            )


def out_of_register(cited: Sequence[Citation]) -> Iterator[Conflict]:
    """SL266: a number between two near ones of one register, with a day that is not between theirs."""
    registers: dict[tuple[str, int | None], list[Citation]] = defaultdict(list)
    for citation in cited:
        if citation.date and citation.number.isdigit():
            registers[citation.symbol, citation.year].append(citation)
    for register in registers.values():
        ordered = sorted({int(c.number): c for c in reversed(register)}.items())
        for (low, one), (_, odd), (high, other) in zip(ordered, ordered[1:], ordered[2:], strict=False):
            if high - low > 5 or not _is_outside(one, odd, other):
                continue
            yield Conflict(
                'SL266',
                Level.CANH_BAO,
                (odd.day_spot, one.day_spot, other.day_spot),
                f"{named(odd)} ghi ngày {day_of(odd)}, không nằm giữa ngày của hai số kề bên: {one.text} ngày {day_of(one)},"
                f" {other.text} ngày {day_of(other)}.",
                "Kiểm tra số và ngày của văn bản này; nếu đúng thì giữ nguyên.",
            )


def _is_outside(one: Citation, odd: Citation, other: Citation) -> bool:
    if not one.date or not odd.date or not other.date or one.date > other.date:
        return False
    if one.date <= odd.date <= other.date:
        return False
    kins = (kin(c.issuer, odd.issuer, odd.symbol, within=True) for c in (one, other))
    return Kin.OTHER not in kins and (_is_of_one_year(one, odd, other) or _is_list(one, odd, other))


def _is_of_one_year(*register: Citation) -> bool:
    return len({c.date[0] for c in register if c.date}) == 1


def _is_list(one: Citation, odd: Citation, other: Citation) -> bool:
    """True where three numbers follow each other in one sentence and only the year of the middle one differs."""
    in_row = int(other.number) - int(one.number) == 2 and one.sentence is odd.sentence is other.sentence
    return in_row and not is_central(odd.symbol) and same_day(one, odd) and one.date == other.date
