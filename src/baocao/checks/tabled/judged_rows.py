"""Rows of a table of targets that contradict themselves: plan, result, percentage and judgement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from baocao.checks.met.claimed import LOWER
from baocao.checks.model import Conflict
from baocao.checks.reading.fit import Fit, fit, rounded
from baocao.checks.reading.tokens import Sort, same_unit
from baocao.checks.tabled.target_rows import Row, Value
from baocao.errors import Level
from baocao.regexes import regex
from baocao.vietnamese import format_number

CERTAIN, DOUBT = 'SL243', 'SL244'

_BELOW = ('<', '≤', 'dưới', 'không quá', 'tối đa')
#: measures of which more is no success, or may be none
_EITHER = regex(
    r'nông\s+nghiệp|thấp\s+còi|nhẹ\s+cân|chết|bị\s+thương|tỷ\s+suất|tỷ\s+trọng|cơ\s+cấu|hao\s+hụt|số\s+vụ|mắc|nhiễm|bệnh'
    r'|lạm\s+phát|giá\s+tiêu\s+dùng|giải\s+thể|phá\s+sản|nghiện|thứ\s+(?:3|ba)|tồn|chậm|cháy|bội\s+chi|tiêu\s+hao|quá\s+hạn|biên\s+chế',
    re.IGNORECASE,
)
#: shares of which more is surely better
_HIGHER = regex(
    r'bao\s+phủ|che\s+phủ|tham\s+gia|được|đạt|sử\s+dụng|đào\s+tạo|đô\s+thị\s+hóa|thu\s+gom|tăng\s+trưởng|giải\s+ngân|hoàn\s+thành|đúng\s+hạn',
    re.IGNORECASE,
)
_JUDGED = regex(
    r'\W*(?:(?P<over>vượt)|(?P<met>đạt(?:\s+và\s+vượt)?|hoàn\s+thành)|(?P<no>(?:không|chưa)\s+(?:đạt|hoàn\s+thành)))'
    r'(?:\s+(?:kế\s+hoạch|KH|chỉ\s+tiêu|mục\s+tiêu|dự\s+toán))?(?:\s+năm)?\W*',
    re.IGNORECASE,
)


def check_rows(rows: Sequence[Row]) -> Iterator[Conflict]:
    """Rows whose judgement or whose percentage of plan the plan and the result beside it do not bear out."""
    for row in rows:
        yield from _judged(row)
    for _, table in groupby(rows, lambda row: row.table):
        yield from _rates([row for row in table if _is_plain(row)])


def _is_plain(row: Row) -> bool:
    """True where plan and result are one number each, of one unit, neither of them a percentage or a bound."""
    plain = len(row.plan) == len(row.done) == len(row.rate) == 1
    return plain and not any(
        v.token.is_rate or v.token.hedge or v.token.sort is not Sort.AMOUNT for v in (*row.plan, *row.done)
    )


def _judged(row: Row) -> Iterator[Conflict]:
    said = _JUDGED.fullmatch(row.judged.text) if row.judged else None
    if said is None or row.judged is None or len(row.plan) != 1 or len(row.done) != 1:
        return
    plan, done = row.plan[0], row.done[0]
    if plan.token.sort is not Sort.AMOUNT or done.token.sort is not Sort.AMOUNT or done.token.hedge:
        return
    if not _one_unit(plan, done):
        return
    lower = plan.token.hedge in _BELOW
    name = row.name.text
    if not plan.token.hedge and (LOWER.search(name) or _EITHER.search(name)):
        return  # less may be better: the row does not tell
    gap = plan.token.value - done.token.value if lower else done.token.value - plan.token.value
    strict = plan.token.hedge in ('<', 'dưới', '>', 'trên')
    wrong = gap < 0 or (gap == 0 and (said['over'] or strict)) if not said['no'] else gap > 0
    if gap == 0 and said['no'] and not strict:
        wrong = True
    if not wrong:
        return
    sense = "vượt" if gap > 0 else "bằng đúng" if gap == 0 else "chưa đạt"
    sure = gap != 0 and bool(plan.token.hedge or not plan.token.is_rate or _HIGHER.search(name))
    yield Conflict(
        CERTAIN if sure else DOUBT,
        Level.LOI if sure else Level.CANH_BAO,
        (row.judged.spot, done.spot, plan.spot),
        f"Hàng “{name}” ghi “{row.judged.text}” nhưng thực hiện {done.shown} so với kế hoạch"
        f" {_bound(plan)} là {sense} kế hoạch.",
        "Đối chiếu kế hoạch, kết quả của hàng này với số liệu gốc, rồi sửa số liệu hoặc lời đánh giá.",
    )


def _bound(plan: Value) -> str:
    return f'{plan.token.hedge} {plan.shown}'.strip()


def _one_unit(plan: Value, done: Value) -> bool:
    bare = not plan.token.unit and not plan.token.noun and not done.token.unit and not done.token.noun
    return bare or same_unit(plan.token, done.token)


def _rates(rows: Sequence[Row]) -> Iterator[Conflict]:
    """The only percentage of a table that does not fit, where the table has too few of them to prove its columns."""
    judged = [(row, found) for row in rows if row.plan[0].token.value and (found := _fit(row)) is not None]
    wrong = [row for row, found in judged if found is Fit.WRONG]
    if len(judged) > 2 or len(wrong) != 1:
        return
    row = wrong[0]
    plan, done, rate = row.plan[0], row.done[0], row.rate[0]
    decimals = rate.token.decimals[0]
    exact = format_number(rounded(done.token.value * 100 / plan.token.value, decimals), decimals)
    yield Conflict(
        DOUBT,
        Level.CANH_BAO,
        (rate.spot, done.spot, plan.spot),
        f"{done.shown}/{plan.shown} = {exact}%, không phải {rate.shown.rstrip(' %')}%.",
        "So lại kế hoạch, kết quả và tỷ lệ của hàng này với số liệu gốc, rồi sửa ô sai.",
    )


def _fit(row: Row) -> Fit | None:
    """How the percentage fits; None where it may be a difference instead of a share."""
    plan, done, rate = row.plan[0].token, row.done[0].token, row.rate[0].token
    if rate.sort is not Sort.AMOUNT or not _one_unit(row.plan[0], row.done[0]) or row.rate[0].sign:
        return None
    slack = tuple(t.half if t.decimals[0] or t.scale != 1 else t.half * 0 for t in (done, plan))
    found = fit(done.value, plan.value, (slack[0], slack[1]), rate.numbers[0], rate.decimals[0])
    over = fit(
        abs(done.value - plan.value), plan.value, (slack[0], slack[1]), rate.numbers[0], rate.decimals[0]
    )
    return None if found is not Fit.GOOD and over is Fit.GOOD else found
