"""Parts against their total: in a sentence, a list, a note, a table; what is done and not done; sums of pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from baocao.checks.model import Conflict, Paper
from baocao.checks.reading.reckoning import added, shown
from baocao.checks.sums.columns import check_sum_columns
from baocao.checks.sums.formulas import check_row_formulas
from baocao.checks.sums.listing import listings
from baocao.checks.sums.outline import check_outlines
from baocao.checks.sums.pairs import check_pair_sums
from baocao.checks.sums.partitions import lacks_taxes, partition_of
from baocao.checks.sums.parts import Cover, Figure, Listing, Part, Row
from baocao.checks.sums.portions import check_plans, check_portions, is_of_plan, shares_make_whole
from baocao.checks.sums.states import check_states
from baocao.errors import Level
from baocao.regexes import regex


def check(paper: Paper) -> Iterator[Conflict]:
    """The totals that their parts do not make."""
    told: set[tuple[int, int]] = set()
    found = (conflict for listing in listings(paper) for conflict in _judged(listing))
    for conflict in chain(found, check_outlines(paper)):
        spot = conflict.spots[0]
        if (id(spot.passage), spot.start) not in told:
            told.add((id(spot.passage), spot.start))
            yield conflict
    yield from check_states(paper)
    yield from check_pair_sums(paper)
    yield from check_sum_columns(paper)
    yield from check_row_formulas(paper)


class Series(NamedTuple):
    """A total and the figure of each row that is a part of it. `others` are totals that may be meant instead; `sure`
    is False where the figure of a row is chosen among several; `made` is the total that the parts make."""

    total: Figure
    parts: tuple[Figure, ...]
    others: tuple[Figure, ...] = ()
    sure: bool = True
    made: Figure | None = None

    @property
    def sum(self) -> Decimal:
        """The sum of the parts."""
        return sum((p.value for p in self.parts), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What the parts leave of the total, as a share of it."""
        return 1 - self.sum / self.total.value if self.total.value else Decimal(0)

    @property
    def is_exact(self) -> bool:
        """True where the parts make the total, or another that may be meant."""
        return self.made is not None

    @property
    def is_near(self) -> bool:
        """True where rounding of the printed figures explains the difference."""
        return abs(self.sum - self.total.value) <= sum((p.half for p in self.parts), self.total.half)

    @property
    def digits(self) -> int:
        """How many significant digits the total has: how much an exact sum proves."""
        return len(str(self.total.number).replace('.', '').strip('0'))


def _judged(listing: Listing) -> Iterator[Conflict]:
    series = () if _AVERAGE.search(listing.lead) else tuple(_series(listing))
    if not series:
        return
    wrong = [one for one in series if not one.is_exact]
    if wrong:
        yield from _wrong(listing, series, wrong)
        return
    whole = listing.cover is Cover.WHOLE and listing.whole
    for one in series:
        if one.total.part is Part.AMOUNT and len(one.parts) > 1 and one.made is not None:
            yield from check_portions(one.made, one.parts)
            if is_of_plan(one.made):
                yield from _implied(listing, one.made, one.parts, whole)


def _implied(listing: Listing, total: Figure, parts: Sequence[Figure], whole: bool) -> Iterator[Conflict]:
    labels, texts = _words(listing)
    known = partition_of(labels) or partition_of(texts)
    if whole or (known and known.sure):
        yield from check_plans(total, parts)


#: sizes of which the whole is no sum
_AVERAGE = regex(
    r'(?<!\w)(?:bình\s+quân|trung\s+bình|đơn\s+giá|giá(?!\s+(?:trị|ss|so|hiện|cố))|năng\s+suất|mật\s+độ|lương|(?:cao|thấp)\s+nhất)(?!\w)',
    re.IGNORECASE,
)


def _wrong(listing: Listing, series: Sequence[Series], wrong: Sequence[Series]) -> Iterator[Conflict]:
    labels, texts = _words(listing)
    if _is_balance(listing, texts):
        return
    known = partition_of(labels) or partition_of(texts)
    proven = any(s.is_exact and s.digits >= 4 and len(s.parts) > 1 for s in series)
    remainder = len(labels) > 1 and bool(_REMAINDER.match(texts[-1]))
    whole = (listing.cover is Cover.WHOLE and listing.whole) or remainder
    proven = proven or any(shares_make_whole(one.parts) for one in series)
    likely = listing.cover is Cover.LIKELY and listing.whole
    for one in wrong:
        if _are_kinds(listing, one.total):
            continue
        if any(not p.like(one.total) for p in one.parts):
            yield from _unequal(one, False, False)
        elif len(one.parts) > 1 and (whole or likely or proven or known):
            short = one.sum < one.total.value
            if not whole and lacks_taxes(listing.lead, labels, one.left):
                continue
            sure = whole or proven or (known is not None and known.sure)
            certain = sure or (not short and (likely or known is not None))
            yield from _unequal(one, certain, whole)
        elif conflict := _exceeded(one, listing) or _exceeded_together(one, listing):
            yield conflict


def _are_kinds(listing: Listing, total: Figure) -> bool:
    """True where counts under several nouns make the total: `07 nhà máy, khu xử lý, gồm: đốt phát điện 03 nhà máy,
    chôn lấp 04 khu`."""
    counts = [[f for f in row.figures if f.token.is_count and not f.deep][:1] for row in listing.rows]
    made = sum((f.value for found in counts for f in found), Decimal(0))
    return total.token.is_count and all(counts) and made == total.value


_LACKS = regex(r'(?<!\w)(?:(?:còn\s+)?thiếu|hụt|âm|lỗ|bội\s+chi)(?!\w)')


def _is_balance(listing: Listing, texts: Sequence[str]) -> bool:
    """True where the total is what a surplus leaves behind a deficit: `còn dư 7, trong đó 2 đơn vị dư 10, 1 đơn vị
    thiếu 3`."""
    lacking = sum(bool(_LACKS.search(text)) for text in texts)
    return 0 < lacking < len(texts) and not _LACKS.search(listing.lead)


def _words(listing: Listing) -> tuple[list[str], list[str]]:
    """The names of the rows, and all their words, in small letters."""
    rows = listing.rows
    return [row.label for row in rows], [row.passage.text[row.start : row.end].lower() for row in rows]


_REMAINDER = regex(r'\s*(?:và\s+)?(?:số\s+)?còn\s+lại(?!\w)')


def _series(listing: Listing) -> Iterator[Series]:
    """The totals of a list with their parts, where every row has one."""
    for at, total in enumerate(listing.totals):
        if not total.token.is_exact or any(
            t.spot == total.spot and t.part is total.part for t in listing.totals[:at]
        ):
            continue
        rivals = [t for t in listing.totals if t.like(total)]
        columns = _columns(listing, total)
        if not columns:
            if kindred := _kindred(listing, total):
                yield Series(total, kindred, (), False, _made(kindred, (total,)))
            continue
        widths = {len(column) for column in columns}
        if len(rivals) > 1 and widths == {len(rivals)} and total.token.unit:
            place = rivals.index(total)
            parts, others, sure = [c[place] for c in columns], [], True
        else:
            if total is not rivals[-1] and listing.cover is Cover.WHOLE:
                continue  # the nearest is meant; the others may be
            parts, others = [c[0] for c in columns], [r for r in rivals if r is not total]
            sure = widths == {1}
        if all(p.token.is_exact for p in parts):
            yield Series(total, tuple(parts), tuple(others), sure, _made(parts, (total, *others)))


def _made(parts: Sequence[Figure], totals: Sequence[Figure]) -> Figure | None:
    """The total that parts make, also where it is rounded and they are not."""
    made = sum((p.value for p in parts), Decimal(0))
    finer = max(p.token.decimals[p.at] for p in parts)
    for total in totals:
        slack = total.half if total.token.decimals[total.at] < finer else Decimal(0)
        if abs(made - total.value) <= slack:
            return total
    return None


def _columns(listing: Listing, total: Figure) -> list[list[Figure]]:
    """The figures of each row that may be parts of a total; those rows behind the list that have none are left
    out, and nothing is returned where a row between has none."""
    columns = [_own(row, total) for row in listing.rows]
    if listing.cover is Cover.WHOLE and len(columns) > 2:
        while columns and not columns[-1]:
            columns.pop()
    cut = len(columns) < 2 < len(listing.rows)
    return columns if all(columns) and not cut else []


def _kindred(listing: Listing, total: Figure) -> tuple[Figure, ...]:
    """The counts of a list that names one thing in two ways: 05 cuộc thanh tra, trong đó 01 kết luận thanh tra ...,
    03 kết luận thanh tra ... và 01 cuộc ...: each opens its row, the last counts what the total counts."""
    counts = [row.figures[0] for row in listing.rows if row.figures]
    tail = ' '.join(total.token.noun[1:3])
    opened = all(
        not f.passage.text[r.start : f.token.start].strip() for r, f in zip(listing.rows, counts, strict=True)
    )
    if (
        len(counts) < 3
        or not listing.whole
        or not opened
        or len(total.token.noun) < 3
        or len(listing.totals) > 1
    ):
        return ()
    alike = all(f.like(total) or tail in ' '.join(f.token.noun) for f in counts)
    return tuple(counts) if alike and counts[-1].like(total) else ()


def _own(row: Row, total: Figure) -> list[Figure]:
    """The figures of a row that may be a part of a total, those outside of brackets where there are any."""
    alike = [f for f in row.figures if f.like(total)]
    return [f for f in alike if not f.deep] or alike[:1]


def _unequal(one: Series, certain: bool, whole: bool) -> Iterator[Conflict]:
    if one.others and not whole and one.total is not _nearest(one):
        return
    if any(
        sum((p.value for p in one.parts[:n]), Decimal(0)) == one.total.value for n in range(2, len(one.parts))
    ):
        return  # the list ends before
    if _is_excused(one):
        return
    # one of the parts may be a part of another
    overlaps = len(one.parts) > 2 and any(one.sum - p.value == one.total.value for p in one.parts)
    certain = certain and one.sure and not one.is_near and not overlaps
    spots = (one.total.spot, *(p.spot for p in one.parts))
    hint = " (có thể do làm tròn)" if one.is_near else ""
    yield Conflict(
        'SL211' if certain else 'SL216',
        Level.LOI if certain else Level.CANH_BAO,
        spots,
        f"{added(one.parts)}, không phải {shown(one.total)}{hint}.",
        "So lại tổng và từng thành phần với số liệu gốc, rồi sửa số sai."
        if certain
        else "So lại tổng và từng thành phần với số liệu gốc; nếu các thành phần chưa phải là tất cả thì nêu nốt phần còn lại.",
    )


def _nearest(one: Series) -> Figure:
    return min((one.total, *one.others), key=lambda t: abs(t.value - one.sum))


def _is_excused(one: Series) -> bool:
    text = one.total.passage.text
    return 'làm tròn' in text


def _exceeded(one: Series, listing: Listing) -> Conflict | None:
    """A part that is larger than every total that may be meant."""
    if one.total.part is not Part.AMOUNT or one.total is not _last(one, listing) or not listing.near:
        return None
    most = max(t.value + t.half for t in (one.total, *one.others))
    for part in one.parts:
        if part.value - part.half > most:
            return Conflict(
                'SL212',
                Level.LOI,
                (part.spot, one.total.spot),
                f"Thành phần {shown(part)} lớn hơn tổng {shown(one.total)}.",
                "So lại thành phần và tổng với số liệu gốc, rồi sửa số sai.",
            )
    return None


def _exceeded_together(one: Series, listing: Listing) -> Conflict | None:
    """Parts that make more than every total that may be meant: they may overlap, so it is a doubt."""
    sure = listing.whole and listing.near and one.sure and one.total.part is Part.AMOUNT
    if one.total is not _last(one, listing) or not sure or len(one.parts) < 2:
        return None
    if one.is_near or any(one.sum <= t.value for t in (one.total, *one.others)) or _is_excused(one):
        return None
    return Conflict(
        'SL216',
        Level.CANH_BAO,
        (one.total.spot, *(p.spot for p in one.parts)),
        f"Các thành phần cộng lại lớn hơn tổng: {added(one.parts)}, tổng là {shown(one.total)}.",
        "So lại tổng và các thành phần với số liệu gốc, trừ khi các thành phần có phần trùng nhau.",
    )


def _last(one: Series, listing: Listing) -> Figure:
    return [t for t in listing.totals if t in (one.total, *one.others)][-1]
