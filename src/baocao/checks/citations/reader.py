"""The texts that a paper cites: number, symbol, issuer, year, date and what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from baocao.checks.citations.issuers import UNTOLD, Issuer, read_issuer
from baocao.checks.model import Paper, Sentence, Spot, once
from baocao.checks.reading.tokens import Sort, Token
from baocao.prose import Passage
from baocao.regexes import regex

Day = tuple[int, int, int]


class Citation(NamedTuple):
    """A cited text. `number` has no leading zeros and is empty for a law that only its name tells; `year` is that
    in the number (`59/2019/NĐ-CP`), `symbol` has no spaces, and Đ for Ð (eth). `loai` is the type in small letters, empty where
    neither a word nor a list tells it. `date` is year, month, day, and `dated` where it stands. `subject` are the
    first words of what it is about, in small letters, and `spoken` the first year that they speak of, one that they
    look ahead to (`đến năm 2030`) left out. `sentence` is where it is cited, `about` the offset where the subject begins.
    """

    sentence: Sentence
    start: int
    end: int
    loai: str = ''
    number: str = ''
    year: int | None = None
    symbol: str = ''
    name: str = ''
    issuer: Issuer = UNTOLD
    date: Day | None = None
    dated: Token | None = None
    subject: tuple[str, ...] = ()
    spoken: Token | None = None
    about: int = 0

    @property
    def passage(self) -> Passage:
        """The passage that cites."""
        return self.sentence.passage

    @property
    def key(self) -> tuple[str, int | None, str, str]:
        """What two citations of one text share, besides issuer and year of issue."""
        return self.number, self.year, self.symbol, '' if self.number else self.name

    @property
    def speaks_of(self) -> int | None:
        """The year that the subject speaks of."""
        return int(self.spoken.numbers[0]) if self.spoken else None

    @property
    def spot(self) -> Spot:
        """The number and symbol, or the name."""
        return Spot(self.passage, self.start, self.end)

    @property
    def day_spot(self) -> Spot:
        """The date; the number where there is none."""
        return Spot(self.passage, self.dated.start, self.dated.end) if self.dated else self.spot

    @property
    def text(self) -> str:
        """The number and symbol as written, without spaces, or the name."""
        words = self.passage.text[self.start : self.end]
        return re.sub(r'\s', '', words) if self.number else ' '.join(words.split())


def day_of(cited: Citation) -> str:
    """The date as written; empty where there is none."""
    return cited.dated.text if cited.dated else ''


def same_day(one: Citation, other: Citation) -> bool:
    """True where both are dated, on one day and month of whatever year."""
    return bool(one.date and other.date and one.date[1:] == other.date[1:])


_UP_TO = regex(
    r'(?:đến|tới|tầm\s+nhìn|định\s+hướng|khóa|khoá|trước|sau)(?:\s+(?:hết|cuối))?(?:\s+năm)?\s*$', re.I
)


def named(cited: Citation) -> str:
    """The text as a sentence names it: type and number, or the name of the law."""
    if not cited.number:
        return cited.text
    loai = cited.loai or "văn bản"
    return f"{loai[0].upper()}{loai[1:]} số {cited.text}"


_NUMBER = regex(r'(\d+)([a-zđ]?)(?:\s?/\s?(\d{4}))?\s?[/-]\s?(.+)', re.DOTALL)
_TYPES = (
    "thông tư liên tịch", "nghị quyết liên tịch", "quyết định", "nghị quyết", "nghị định", "thông tư", "chỉ thị", "kế hoạch",
    "kết luận", "công văn", "báo cáo", "bộ luật", "luật", "pháp lệnh", "hướng dẫn", "tờ trình", "thông báo", "chương trình",
    "đề án", "quy định", "quy chế", "công điện", "phương án", "hiến pháp", "thông tri", "văn bản",
)  # fmt: skip
_TYPE = regex(rf'(?<!\w)(?:{"|".join(t.replace(" ", chr(92) + "s+") for t in _TYPES)})(?!\w)', re.I)
_JOINED = regex(r'[;,(\s*_]*(?:và\s+)?(?:số:?\s*)?$', re.IGNORECASE)
_TO_DATE = regex(
    r'[\s*_]*(?P<comma>,?)\s*\(?(?:của\s+(?P<issuer>(?:(?!\sngày\s|\svề\s)[^;,:().]){2,70}))?\s*(?:(?:ký|ban\s+hành)\s+)?(?:vào\s+)?'
    r'ngày\s+',
    re.IGNORECASE,
)
_AFTER_COMMA = regex(r'[\s*_]*(?:của|do|về|v/v|quy|sửa|hướng|phê|ban\s+hành|[;,.)]|$)', re.IGNORECASE)
_OF = regex(r'[\s,)*_]*(?:(?:của|do)\s+)?', re.IGNORECASE)
_ABOUT = regex(
    r'(?P<between>(?:(?!\s(?:gửi|báo\s+cáo|trình|đến|cho|theo|đã|được|thì|nhằm|để|phải|cụ\s+thể)\s)[^;.:"“]){0,100}?)'
    r'(?<!\w)(?:(?:về\s+)?việc|về|v/v)\s+',
    re.IGNORECASE,
)
_VERB = regex(
    r'[\s,)*_]*(?=(?:ban\s+hành|phê\s+duyệt|quy\s+định|sửa\s+đổi|bổ\s+sung|giao|công\s+bố|hướng\s+dẫn|thành\s+lập|triển\s+khai'
    r'|thực\s+hiện|điều\s+chỉnh|sơ\s+kết|tổng\s+kết|kiểm\s+điểm)\s)',
    re.IGNORECASE,
)
_OPEN_LAW = regex(r'(?<!\w)(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s+(?=\w)')
_LAW_DATED = regex(r'[\s,(]+ngày\s+$')
_WORD = regex(r'\w+')
_MARK = regex('[;()]')
_MOST_WORDS = 24


@once
def citations(paper: Paper) -> tuple[Citation, ...]:
    """Every text cited in the paper, in reading order; in one sentence the laws that only have a name first."""
    found: list[Citation] = []
    for sentence in paper.with_numerals:
        marks = [i for i, t in enumerate(sentence.tokens) if t.sort is Sort.CITATION]
        if marks:
            found += _numbered_texts(sentence, marks)
        elif "uật " in sentence.passage.text or "Pháp lệnh " in sentence.passage.text:
            found += _named_laws(sentence, marks)
    return tuple(found)


def _numbered_texts(sentence: Sentence, marks: list[int]) -> Iterator[Citation]:
    yield from _named_laws(sentence, marks)
    before: Citation | None = None
    leads = [_lead(sentence, i) for i in marks]
    for n, (begin, loai) in enumerate(leads):
        stop = leads[n + 1][0] if n + 1 < len(marks) else sentence.end
        at = sentence.tokens[marks[n]].start
        if not loai and before and _JOINED.search(sentence.passage.text, max(before.end, begin), at):
            loai = before.loai
        found = _numbered(sentence, marks[n], loai, stop)
        if found:
            before = found
            yield found


def _lead(sentence: Sentence, i: int) -> tuple[int, str]:
    """Where the words begin that lead a citation in (its type, if it is told), and that type."""
    at = sentence.tokens[i].start
    text = sentence.passage.text
    floor = max(sentence.start, at - 90, sentence.tokens[i - 1].end if i else 0)
    floor = max(floor, text.rfind(';', floor, at) + 1)
    last = _last(_TYPE, text, floor, at)
    if last is None or (text[last.end() : at].count(',') and last[0].islower()):
        return at, ''
    loai = ' '.join(last[0].casefold().split())
    return last.start(), '' if loai == "văn bản" else loai


def _numbered(sentence: Sentence, i: int, loai: str, stop: int) -> Citation | None:
    token = sentence.tokens[i]
    parts = _NUMBER.fullmatch(token.text)
    if parts is None:
        return None
    text = sentence.passage.text
    clause = _clause_end(text, token.start, stop)
    name = ''
    if loai in ("luật", "bộ luật", "pháp lệnh"):
        name = _law_name(text[max(sentence.start, token.start - 90) : token.start])
    dated, issuer, at = _issued(sentence, i, clause)
    about, subject, spoken = _subject(sentence, at, clause)
    return Citation(
        sentence,
        token.start,
        token.end,
        loai,
        number=parts[1].lstrip('0') + parts[2],
        year=int(parts[3]) if parts[3] else None,
        symbol=''.join(parts[4].split()).replace('\N{LATIN CAPITAL LETTER ETH}', 'Đ'),
        name=name,
        issuer=issuer,
        date=_full(dated) if dated else None,
        dated=dated,
        subject=subject,
        spoken=spoken,
        about=about,
    )


def _law_name(before: str) -> str:
    last = _last(_OPEN_LAW, before, 0, len(before))
    return _plain(re.sub(r'\s+số:?\s*$', '', before[last.start() :])) if last else ''


def _last(shape: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return next(reversed(tuple(shape.finditer(text, start, end))), None)


def _plain(text: str) -> str:
    return ' '.join(_WORD.findall(text.casefold()))


def _clause_end(text: str, start: int, stop: int) -> int:
    """Where what is said of a citation ends: a semicolon, a bracket that it stands in, the next citation."""
    depth = 0
    for mark in _MARK.finditer(text, start, stop):
        depth += {'(': 1, ')': -1}.get(mark[0], 0)
        if mark[0] == ';' or depth < 0:
            return mark.start()
    return stop


def _issued(sentence: Sentence, i: int, clause: int) -> tuple[Token | None, Issuer, int]:
    """Date and issuer of the citation at a token, and where they end."""
    text, tokens = sentence.passage.text, sentence.tokens
    at = tokens[i].end
    dated, issuer = None, UNTOLD
    token = tokens[i + 1] if i + 1 < len(tokens) else None
    if token and token.sort is Sort.DATE and token.start < clause:
        lead = _TO_DATE.fullmatch(text, at, token.start)
        if lead and (not lead['comma'] or _AFTER_COMMA.match(text, token.end)):
            dated, at = token, token.end
            issuer = read_issuer(text, lead.start('issuer'))[0] if lead['issuer'] else issuer
    of = _OF.match(text, at)
    if of and not issuer.organ:
        issuer, end = read_issuer(text, of.end(), clause)
        at = end if issuer.organ else at
    return dated, issuer, at


def _full(token: Token) -> Day | None:
    """The day of a date that has all its parts and that the calendar has."""
    year, month, day = token.date
    return (year, month, day) if year and month and day and token.valid else None


def _subject(sentence: Sentence, at: int, clause: int) -> tuple[int, tuple[str, ...], Token | None]:
    """Where the subject begins behind date and issuer, its first words, and the year that it speaks of."""
    text = sentence.passage.text
    lead = _VERB.match(text, at, clause) or _ABOUT.match(text, at, clause)
    if lead is None:
        return 0, (), None
    begin = lead.end()
    words = _WORD.findall(text[begin : min(clause, begin + 160)].casefold())
    spoken = next((t for t in sentence.tokens if begin <= t.start < clause and _is_year(text, t)), None)
    return begin, tuple(words[:_MOST_WORDS]), spoken


def _is_year(text: str, token: Token) -> bool:
    """True for a single year that is not one to look ahead to (`đến năm 2030`)."""
    return (
        token.sort is Sort.YEAR
        and len(token.numbers) == 1
        and not _UP_TO.search(text, max(0, token.start - 24), token.start)
    )


def _named_laws(sentence: Sentence, marks: list[int]) -> Iterator[Citation]:
    """Laws told by name and date: `Luật Tổ chức chính quyền địa phương ngày 19/6/2015`."""
    text = sentence.passage.text
    floor = sentence.start
    for i, token in enumerate(sentence.tokens):
        if token.sort is Sort.DATE and (day := _full(token)) and (i - 1) not in marks:
            begin = max(floor, text.rfind(';', floor, token.start) + 1, token.start - 200)
            law = _OPEN_LAW.search(text, begin, token.start)
            lead = _LAW_DATED.search(text, begin, token.start)
            if law and lead and law.end() < lead.start():
                yield Citation(
                    sentence,
                    law.start(),
                    lead.start(),
                    law[0].split()[-1].casefold(),
                    name=_plain(text[law.start() : lead.start()]),
                    date=day,
                    dated=token,
                )
        floor = token.end
