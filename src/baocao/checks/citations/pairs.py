"""Two citations held against each other: one text told with two dates, two numbers, two symbols or two years."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from baocao.checks.citations.issuers import Kin, is_central, kin
from baocao.checks.citations.reader import Citation, named, same_day
from baocao.checks.citations.variants import (
    Like,
    Scope,
    grouped,
    likeness,
    near_numbers,
    odd_ones,
    one_apart,
    same_subject,
    swapped,
)
from baocao.checks.model import Conflict
from baocao.errors import Level
from baocao.vietnamese.dates import Ngay, short_date

LOI, CANH_BAO = Level.LOI, Level.CANH_BAO


#: years in which councils and Party committees are elected and number their texts anew
_ELECTIONS = frozenset(range(2001, 2100, 5)) | frozenset(range(2000, 2100, 5))


def two_days(one: Citation, other: Citation, scope: Scope) -> Level | None:
    """How surely two citations of one number and symbol are one text told with two dates; None where they may well
    be two texts. Numbers start anew each year, so a text is told by number, symbol, issuer and year."""
    if not one.date or not other.date or one.date == other.date:
        return None
    issuers, like = scope.kin(one, other), likeness(one, other)
    years = one.speaks_of, other.speaks_of
    if issuers is Kin.OTHER or (years[0] and years[1] and years[0] != years[1]):
        return None
    one_year = one.date[0] == other.date[0]
    if not one.number:  # a law may be made anew under its name, even in the same year
        return CANH_BAO if one_year or same_day(one, other) else None
    if one.year:
        if {one.date[0], other.date[0]} != {one.year}:
            return None  # number and date of one disagree already
        return _level(issuers, like)
    if one_year:
        anew = one.date[0] in _ELECTIONS and ("HĐND" in one.symbol or '/' in one.symbol)
        level = _level(issuers, like)
        return CANH_BAO if level and anew and like is not Like.ALIKE else level
    if like is Like.ALIKE and years[0] and years[0] == years[1]:
        return LOI
    if _opens_a_year(one) and _opens_a_year(other):
        return None  # 01/NQ-CP was of 01/01 in 2018, 2019, 2020 and 2021
    return CANH_BAO if like is not Like.UNLIKE and same_day(one, other) else None


def _opens_a_year(cited: Citation) -> bool:
    return bool(cited.date and cited.date[1] == 1 and _value(cited) <= 10)


def _level(issuers: Kin, like: Like) -> Level | None:
    """For two dates of one number in one year."""
    if like is Like.ALIKE:
        return LOI
    if issuers is Kin.SAME:
        return LOI if like is Like.UNTOLD else CANH_BAO
    return CANH_BAO if like is Like.UNTOLD else None


def day_conflicts(cited: Iterable[Citation], scope: Scope) -> Iterator[Conflict]:
    """SL262: one text, two dates. Each date that is rarer than another or comes later is told once."""

    def judge(one: Citation, other: Citation) -> Level | None:
        return two_days(one, other, scope)

    for group in grouped(cited, lambda c: c.key if c.date else None):
        for odd, other, level in odd_ones(group, lambda c: c.date, judge, scope):
            yield Conflict(
                'SL262',
                level,
                (odd.day_spot, other.day_spot),
                f"{named(odd)} được ghi hai ngày khác nhau: {_day(odd)} và {_day(other)}{_file(odd, other)}.",
                "Đối chiếu với văn bản gốc, ghi thống nhất một ngày; nếu là hai văn bản khác nhau thì ghi thêm cơ quan ban hành.",
            )


#: where a paper cites more numbers of one day, that day had many
_MOST_OF_A_DAY = 6


def number_conflicts(cited: Iterable[Citation], scope: Scope) -> Iterator[Conflict]:
    """SL262: one text, two numbers: same symbol, date and subject; or same day, but numbers no day can hold."""

    def judge(one: Citation, other: Citation) -> Level | None:
        if scope.kin(one, other) is Kin.OTHER:
            return None
        if one.date and other.date and one.date != other.date:
            return None
        if same_subject(one, other):
            return CANH_BAO
        if not one.date or one.date != other.date:
            return None
        far = abs(_value(one) - _value(other)) >= 200  # on one day of July 2016 decrees 58 to 100 were issued
        return CANH_BAO if far or repeated(one, other) else None

    def repeated(one: Citation, other: Citation) -> bool:
        """One is told with its subject and the other, later, without: a text named again."""
        told = bool(one.subject) != bool(other.subject) and _follows(one, other)
        return scope.within and is_central(one.symbol) and told

    def of_one_day(cited: Citation) -> Hashable | None:
        told = cited.number and cited.date and not cited.passage.cell
        return (cited.symbol, cited.year, cited.date) if told else None

    def of_one_subject(cited: Citation) -> Hashable | None:
        return (cited.symbol, cited.year, cited.subject[:6]) if cited.number and cited.subject[5:] else None

    told: set[int] = set()
    days = (g for g in grouped(cited, of_one_day) if len({c.number for c in g}) <= _MOST_OF_A_DAY)
    groups = (*days, *grouped(cited, of_one_subject))
    for near in (n for group in groups for n in near_numbers(group)):
        for odd, other, level in odd_ones(near, lambda c: c.number, judge, scope):
            if id(odd) in told:
                continue
            told.add(id(odd))
            yield Conflict(
                'SL262',
                level,
                (odd.spot, other.spot),
                f"{named(odd)} và {named(other)}{_file(odd, other)} cùng {_shared(odd, other)} nhưng khác số.",
                "Đối chiếu với văn bản gốc; nếu là một văn bản thì ghi thống nhất một số.",
            )


def symbol_conflicts(cited: Iterable[Citation], scope: Scope) -> Iterator[Conflict]:
    """SL262: one number and date, two symbols that one letter tells apart."""

    def judge(one: Citation, other: Citation) -> Level | None:
        dated = bool(one.date and one.date == other.date)
        if not dated and ((one.date and other.date) or len(one.number) < 4):
            return None
        if one.loai and other.loai and one.loai != other.loai:
            return None
        if scope.kin(one, other) is Kin.OTHER:
            return None
        return CANH_BAO if one_apart(one.symbol, other.symbol) else None

    for group in grouped(cited, lambda c: (c.number, c.year) if c.number else None):
        for odd, other, level in odd_ones(group, lambda c: c.symbol, judge, scope):
            yield Conflict(
                'SL262',
                level,
                (odd.spot, other.spot),
                f"Số {odd.text} và số {other.text}{_file(odd, other)} chỉ khác nhau một chữ trong ký hiệu.",
                "Đối chiếu với văn bản gốc, ghi thống nhất một ký hiệu.",
            )


def year_conflicts(cited: Iterable[Citation], scope: Scope) -> Iterator[Conflict]:
    """SL267: one number and symbol with two years, where date or subject tell that it is one text. Within one paper a
    number against its own date is told elsewhere."""

    def judge(one: Citation, other: Citation) -> Level | None:
        if not one.year or not other.year or scope.kin(one, other) is Kin.OTHER:
            return None
        if _is_of(one, other.year) or _is_of(other, one.year):
            return None if scope.within else CANH_BAO
        years = one.speaks_of, other.speaks_of
        if (years[0] and years[1] and years[0] != years[1]) or (one.date and other.date):
            return None
        return CANH_BAO if same_subject(one, other) else None

    for group in grouped(cited, lambda c: (c.number, c.symbol) if c.number else None):
        for odd, other, level in odd_ones(group, lambda c: c.year, judge, scope):
            here, there = (other, odd) if _is_of(odd, other.year) else (odd, other)
            dated = f", ngày ký {_day(there)}" if there.date else ""
            yield Conflict(
                'SL267',
                level,
                (here.spot, there.spot),
                f"Có lẽ là một văn bản: nơi này ghi số {here.text}, nơi khác ghi số {there.text}{dated}{_file(here, there)}.",
                "Đối chiếu với văn bản gốc, ghi thống nhất năm trong số; năm ấy là năm ban hành.",
            )


def _is_of(cited: Citation, year: int | None) -> bool:
    """True where the date of a citation denies the year in its number and gives another."""
    return bool(cited.date and cited.year != cited.date[0] and cited.date[0] == year)


def short_conflicts(cited: Sequence[Citation]) -> Iterator[Conflict]:
    """SL262: a text of one's own province told by its number alone, where the only other citation with its symbol is full
    and differs by a digit. Central texts are known by their numbers."""
    for group in grouped(cited, lambda c: c.symbol if c.number and not is_central(c.symbol) else None):
        full = [c for c in group if c.date]
        if len(full) != 1 or len(group) != 2:  # a list of several has numbers of all kinds
            continue
        for short in group:
            if short.dated or short.subject or short.passage.cell or short.year != full[0].year:
                continue
            near = swapped(full[0].number, short.number) and full[0].sentence is not short.sentence
            if near and kin(full[0].issuer, short.issuer, '', True) is not Kin.OTHER:
                yield Conflict(
                    'SL262',
                    CANH_BAO,
                    (short.spot, full[0].spot),
                    f"{named(short)} không được viện dẫn đầy đủ ở đâu trong văn bản, chỉ có {named(full[0])} khác một chữ số.",
                    "Đối chiếu hai số; nếu là văn bản khác thì ghi thêm ngày và cơ quan ban hành.",
                )


def _follows(one: Citation, other: Citation) -> bool:
    """True where the citation without subject stands behind the one that has it."""
    told, again = (one, other) if one.subject else (other, one)
    return told.sentence is not again.sentence or told.start < again.start


def _value(cited: Citation) -> int:
    return int(cited.number.rstrip("abcdđeghiklmnopqrstuvxy") or 0)


def _day(cited: Citation) -> str:
    if cited.dated:
        return cited.dated.text
    return short_date(Ngay(*reversed(cited.date))) if cited.date else ''


def _file(here: Citation, there: Citation) -> str:
    """The paper of the other citation, where it is another."""
    one, other = (c.passage.where.span(c.start, c.end).file for c in (here, there))
    return '' if one == other else f" (trong {other})"


def _shared(one: Citation, other: Citation) -> str:
    said = ["ký hiệu"]
    said += ["ngày ký"] if one.date and one.date == other.date else []
    said += ["nội dung"] if same_subject(one, other) else []
    return ', '.join(said)
