"""Totals and their parts: the figures of a sentence, the entries of a list inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from baocao.checks.model import Sentence, Spot
from baocao.checks.reading.fit import divides
from baocao.checks.reading.tokens import Sort, Token
from baocao.prose import Passage
from baocao.regexes import regex


class Cover(Enum):
    """Whether the words that open a list say that it holds the whole."""

    WHOLE = 'whole'  # gồm, bao gồm, chia ra
    LIKELY = 'likely'  # a colon only
    SOME = 'some'  # trong đó, cụ thể: it may be a selection


class Part(Enum):
    """Which number of its token a figure is."""

    AMOUNT = 'amount'
    DONE = 'done'
    ALL = 'all'


class Figure(NamedTuple):
    """An amount, or one side of a pair, in its unit."""

    passage: Passage
    token: Token
    part: Part
    deep: bool = False  # in brackets inside its row

    @property
    def at(self) -> int:
        """Which number of the token."""
        return 1 if self.part is Part.ALL else 0

    @property
    def number(self) -> Decimal:
        """The number as written."""
        return self.token.numbers[self.at]

    @property
    def value(self) -> Decimal:
        """The number in its unit (money in đồng)."""
        return self.number * self.token.scale

    @property
    def half(self) -> Decimal:
        """How far rounding may have moved the value; 0 for counts."""
        decimals = self.token.decimals[self.at]
        if not decimals and not self.token.unit:
            return Decimal(0)
        return Decimal(5).scaleb(-decimals - 1) * self.token.scale

    @property
    def spot(self) -> Spot:
        """The numeral in the text."""
        return Spot(self.passage, self.token.start, self.token.end)

    def like(self, total: Figure) -> bool:
        """True where the figure may be a part of a total: the same side of a pair, the same unit or thing counted."""
        if self.part is not total.part or self.token.unit != total.token.unit:
            return False
        if self.token.unit:
            return True
        if total.token.noun or not self.token.noun:
            return _same_thing(self.token.noun, total.token.noun)
        # `số danh mục dự án là 342, bao gồm 05 dự án ...`: what is counted stands before the total
        before = total.passage.text[max(0, total.token.start - 60) : total.token.start].lower()
        return ' '.join(self.token.noun[:2]) in before


#: words that alone tell what is counted, whatever follows: `05 trường học, gồm 02 trường mầm non ...`
_COUNTERS = frozenset(
    'trường cuộc vụ đơn hộ xã phường người con chiếc ca lớp nhà đoàn tổ thôn máy xe tàu đội nhóm phiếu lượt suất tin'.split()
)
_PERSONS = frozenset(
    (
        'người', 'đồng chí', 'đại biểu', 'học sinh', 'học viên', 'thành viên', 'cán bộ', 'lao động', 'đảng viên',
        'công dân', 'thanh niên', 'giáo viên', 'hội viên', 'đoàn viên',
    )
)  # fmt: skip


def _same_thing(noun: tuple[str, ...], of_total: tuple[str, ...]) -> bool:
    """True where things are counted under one name, which of the total may be longer (`danh mục dự án`)."""
    if not noun or not of_total:
        return not noun and not of_total
    if noun[0] == of_total[0] and (noun[0] in _COUNTERS or min(len(noun), len(of_total)) == 1):
        return True
    if noun[0] in ('nam', 'nữ'):
        return of_total[0] in _PERSONS or ' '.join(of_total[:2]) in _PERSONS
    head = noun[:2]
    return any(of_total[i : i + len(head)] == head for i in range(len(of_total)) if i in (0, 2))


class Row(NamedTuple):
    """One entry of a list with its figures in order; `end` closes its words."""

    passage: Passage
    start: int
    end: int
    figures: tuple[Figure, ...]

    @property
    def label(self) -> str:
        """The words before the first figure, or all where a figure opens the row, in small letters."""
        first = self.figures[0].token.start if self.figures else self.end
        begin = self.passage.text[self.start : first].strip(' :-–+*_(')
        return (begin or self.passage.text[self.start : self.end]).lower()


class Listing(NamedTuple):
    """Totals, the nearest to the list last, and the rows said to be parts of them. `lead` are the words before the
    list; `whole` is True where every entry of the list has a figure and the list surely ends where it was read to;
    `near` where the totals stand in its own sentence or the words that open it announce a list."""

    lead: str
    totals: tuple[Figure, ...]
    rows: tuple[Row, ...]
    cover: Cover
    whole: bool = True
    near: bool = True


#: a colon behind a count, before its parts: `09 cuộc kiểm tra: 04 cuộc ..., 03 cuộc ...`
COLON = regex(r'[^,;:.()\d]{0,30}:\s*(?=\d)')
OPENER = regex(
    r'(?<!\w)(?:(?P<whole>(?:(?<!không\s)(?<!chưa\s)bao\s+|(?<!bao\s)(?<!không\s)(?<!chưa\s))gồm(?!\s+cả)|(?:được\s+)?chia\s+(?:ra|theo|thành))'
    r'|(?P<some>trong\s+(?:số\s+)?đó|cụ\s+thể(?=\s*:|\s+là\s|\s+như\s+sau)))(?!\w),?(?:\s+(?:có|là|như\s+sau))?\s*:?\s*',
    re.IGNORECASE,
)
#: words that say how far a value moved or what it is compared with, not what it is
_MOVED = regex(
    r'(?<!\w)(?:tăng|giảm|vượt|hơn|thêm|bớt|hụt|tăng\s+thu|mỗi|bình\s+quân)(?:\s+(?:lên|được|thêm|xuống|mức|khoảng))?\s*$'
    r'|(?:so\s+với|cùng\s+kỳ)[^,;()]{0,40}$',
    re.IGNORECASE,
)


#: letters of which every opener has some, for a quick look
_LETTERS = ('gồm', 'Gồm', 'GỒM', 'đó', 'ĐÓ', 'hia ', 'HIA ', 'thể', 'THỂ')
#: what a numeral before these words tells is a name or a time, no count
_NAMING = frozenset('sao tuổi tháng năm ngày giờ phút lần cấp hạng mức quý tuần độ'.split())


#: what stands between the factors of a product
_TIMES = (' x', ' ×', ' X')


def may_open(text: str, start: int, end: int) -> bool:
    """False where no words that open a list can stand in a part of a text."""
    return any(text.find(letters, start, end) >= 0 for letters in _LETTERS)


def figures(passage: Passage, tokens: Sequence[Token], begin: int = 0) -> Iterator[Figure]:
    """The figures among tokens that are sizes of something; what only tells a change or a rate is left out."""
    for token in tokens:
        if (
            token.sort not in (Sort.AMOUNT, Sort.PAIR)
            or token.is_rate
            or (token.noun[:1] and token.noun[0] in _NAMING)
        ):
            continue
        if passage.text[token.stop : token.stop + 2].lstrip().startswith('/'):
            continue  # so much for each
        if passage.text[begin : token.start].rstrip().endswith(_TIMES):
            continue  # a factor; what is made stands behind
        if _MOVED.search(passage.text, max(begin, token.start - 48), token.start):
            continue
        if token.sort is Sort.AMOUNT:
            yield Figure(passage, token, Part.AMOUNT)
        elif divides(token):
            yield Figure(passage, token, Part.DONE)
            yield Figure(passage, token, Part.ALL)


_BRACKET = regex(r'[()]')


def brackets(text: str, start: int, at: int, end: int) -> tuple[int, int]:
    """Where the bracket around an offset opens (-1 where none does) and closes (else the end of the sentence)."""
    opened: list[int] = []
    for mark in _BRACKET.finditer(text, start, at):
        if mark[0] == '(':
            opened.append(mark.start())
        elif opened:
            opened.pop()
    if not opened:
        return -1, end
    return opened[-1], closing(text, at, end)


def closing(text: str, at: int, end: int) -> int:
    """Where the bracket around an offset closes; the end where it does not."""
    depth = 1
    for mark in _BRACKET.finditer(text, at, end):
        depth += 1 if mark[0] == '(' else -1
        if depth == 0:
            return mark.start()
    return end


def entries(sentence: Sentence, start: int, end: int) -> tuple[tuple[Row, ...], bool]:
    """The entries of a list inside a sentence, and whether each of them has a figure."""
    text = sentence.passage.text
    rows, whole = _entries(sentence, start, end)
    if rows and _AND_OTHERS.search(text, rows[-1].figures[-1].token.stop, end):
        whole = False
    return rows, whole


#: what says that more is not told
_AND_OTHERS = regex(
    r'(?<!\w)(?:và|cùng)\s+(?:các|một\s+số|những|nhiều)\s|(?<!\w)v\.\s?v|còn\s+lại|\.\.\.|…', re.IGNORECASE
)


def _entries(sentence: Sentence, start: int, end: int) -> tuple[tuple[Row, ...], bool]:
    text = sentence.passage.text
    pieces = _split(text, start, end, ';')
    if len(pieces) == 1 or _opens_commas(sentence, pieces):
        return _comma_entries(sentence, *pieces[0])
    rows = [entry(sentence, *piece) for piece in pieces if text[slice(*piece)].strip()]
    for at, row in enumerate(rows):
        if at and _TURN.match(text, row.start):
            rows = rows[:at]
            break
    return tuple(r for r in rows if r.figures), all(r.figures for r in rows)


#: words that open a new statement behind a list
_TURN = regex(
    r'\s*(?:đã|đang|tổng|tiếp\s+tục|tổ\s+chức|ban\s+hành|phê\s+duyệt|thẩm\s+định|triển\s+khai|trong\s+năm|ngoài\s+ra|đồng\s+thời|bên\s+cạnh'
    r'|cùng\s+với|tính\s+đến|đến\s+nay|chỉ\s+đạo|phối\s+hợp|tham\s+mưu|kiểm\s+tra|xử\s+phạt|thu\s+hồi|cấp\s|hỗ\s+trợ)(?!\w)',
    re.IGNORECASE,
)


def _opens_commas(sentence: Sentence, pieces: Sequence[tuple[int, int]]) -> bool:
    """True where the first of several clauses is a list with commas of its own: it has figures of one kind, and the
    clauses behind it have not as many each."""
    first = _alike(sentence, *pieces[0])
    return first > 1 and any(_alike(sentence, *piece) != first for piece in pieces[1:])


def _alike(sentence: Sentence, start: int, end: int) -> int:
    """How many figures of a clause are like its first, outside of brackets and lists inside of it."""
    row = entry(sentence, start, end)
    flat = [f for f in row.figures if not f.deep]
    return sum(f.like(flat[0]) for f in flat) if flat else 0


def _comma_entries(sentence: Sentence, start: int, end: int) -> tuple[tuple[Row, ...], bool]:
    text = sentence.passage.text
    # a list inside the last entry does not cut the list short
    opened = next((a for a, close in _nested(text, start, end) if close == end), end)
    pieces = [p for p in _split(text, start, opened, ',') if text[slice(*p)].strip()]
    rows: list[Row] = []
    whole = opened == end or bool(pieces and _AND.search(text, max(start, pieces[-1][0] - 4), pieces[-1][0]))
    closing = False
    for begin, stop in pieces:
        row = entry(sentence, begin, stop)
        if closing and row.figures:
            break  # behind the entry that `và` adds the sentence goes on
        more = bool(rows) and (_continues(text, begin) or all(f.deep for f in row.figures))
        if row.figures and not more:
            rows.append(row)
            closing = bool(_AND.search(text, max(start, begin - 4), begin))
        elif not rows or not _goes_on(text, begin, rows):
            whole = False
    return tuple(rows), whole


#: words that say more of the entry before
_CONTINUES = regex(
    r'\s*(?:ước\s+)?(?:đạt|bằng|chiếm|tăng|giảm|vượt|so\s|(?:tỷ|tỉ)\s+lệ)(?!\w)', re.IGNORECASE
)
#: a rate that names a class of its own, with its count: `miễn 120 lượt, giảm 70% là 45 lượt`
_CLASS_BY_RATE = regex(r'\s*(?:tăng|giảm)\s+\d+(?:,\d+)?\s?%\s*(?:là|có|cho|:)\s*\d', re.IGNORECASE)
_AND = regex(r'(?<!\w)và\s*$')


def _continues(text: str, begin: int) -> bool:
    return bool(_CONTINUES.match(text, begin)) and not _CLASS_BY_RATE.match(text, begin)


def _goes_on(text: str, begin: int, rows: Sequence[Row]) -> bool:
    """True where words without a figure say more of the entry before: they do not name one more of the things."""
    noun = rows[0].figures[0].token.noun
    first = re.match(r'\s*([^\W\d_]+)', text[begin : begin + 24])
    return not (noun and first and first[1].lower() == noun[0])


def _split(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """The pieces between marks outside of brackets; a comma list is also parted by `và`."""
    pieces: list[tuple[int, int]] = []
    depth, begin = 0, start
    for found in (_COMMAS if mark == ',' else _SEMICOLONS).finditer(text, start, end):
        if found[0] in '()':
            depth += 1 if found[0] == '(' else -1
        elif depth == 0:
            pieces.append((begin, found.start()))
            begin = found.end()
    return [*pieces, (begin, end)]


_SEMICOLONS = regex(r'[();]')
_COMMAS = regex(r'[()]|,(?!\d)|(?<=\s)và(?=\s)')


def _nested(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lists inside an entry: from the words that open each to the end of its bracket, or of the entry."""
    if not may_open(text, start, end):
        return []
    found = []
    for opener in OPENER.finditer(text, start, end):
        found.append((opener.start(), brackets(text, start, opener.start(), end)[1]))
    return found


def entry(sentence: Sentence, start: int, end: int) -> Row:
    """An entry with its figures, without those of lists inside of it."""
    text = sentence.passage.text
    nested = _nested(text, start, end)
    own: list[Figure] = []
    for figure in figures(sentence.passage, sentence.within(start, end), start):
        at = figure.token.start
        if not any(a <= at < b for a, b in nested):
            own.append(
                Figure(figure.passage, figure.token, figure.part, brackets(text, start, at, end)[0] >= 0)
            )
    return Row(sentence.passage, start, end, tuple(own))
