"""Counts that may announce a list: what they count, and the mark that opens the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from baocao.checks.model import Paper, Sentence, once
from baocao.checks.reading.splitting import OPEN
from baocao.checks.reading.tokens import Sort, Token
from baocao.regexes import regex

#: what a place is: proper names may follow the word at once (`07 xã Tịnh Khê, Tịnh An`)
PLACES = frozenset((
    'xã', 'phường', 'thị trấn', 'huyện', 'quận', 'tỉnh', 'thành phố', 'thị xã', 'thôn', 'ấp', 'khóm', 'bản', 'làng', 'buôn',
    'tổ dân phố', 'khu phố', 'đặc khu',
))  # fmt: skip
#: what has a name of its own
BODIES = frozenset((
    'trường', 'sở', 'phòng', 'ban', 'ngành', 'đơn vị', 'cơ quan', 'địa phương', 'lực lượng', 'kcn', 'khu công nghiệp', 'ccn',
    'cụm công nghiệp', 'bệnh viện', 'chợ', 'cầu', 'tuyến đường', 'công trình', 'dự án', 'đồ án', 'khu', 'sản phẩm', 'di tích',
    'lễ hội', 'công viên', 'khu dân cư', 'khu đô thị', 'đường', 'doanh nghiệp', 'hợp tác xã', 'htx', 'cụm', 'tập thể',
))  # fmt: skip
#: what a paper sets out one by one
_MATTERS = frozenset((
    'chỉ tiêu', 'nhiệm vụ', 'giải pháp', 'nhóm', 'nội dung', 'trụ cột', 'khâu', 'đột phá', 'lĩnh vực', 'mục tiêu', 'tiêu chí',
    'chương trình', 'đề án', 'nguyên tắc', 'quan điểm', 'yêu cầu', 'chuyên đề', 'bước', 'hình thức', 'mô hình', 'hành lang',
    'vùng', 'loại', 'tiêu chuẩn', 'phần', 'vấn đề', 'tồn tại', 'hạn chế', 'nguyên nhân', 'kiến nghị', 'đề xuất', 'phương án',
    'biện pháp', 'công việc', 'định hướng', 'phương hướng', 'bài học', 'nhân tố', 'lợi thế', 'cấp', 'ngành', 'điểm',
))  # fmt: skip
PEOPLE = frozenset(('đồng chí', 'thành viên', 'ông', 'bà', 'cá nhân', 'đại biểu'))

#: more than any list names; the most that one may have which ends with `và các xã khác`
MANY = 200


def head_of(token: Token) -> str:
    """The noun of a count as far as lists are known of it; empty for people, days and what else is not listed."""
    for length in (3, 2, 1):
        head = ' '.join(token.noun[:length])
        if head in PLACES or head in BODIES or head in _MATTERS or head in PEOPLE:
            return head
    return ''


def is_matter(head: str) -> bool:
    """True for what is set out one by one in sentences (nhiệm vụ, giải pháp) or is a person."""
    return head in _MATTERS or head in PEOPLE


@once
def announced(paper: Paper) -> Mapping[int, tuple[tuple[Token, str], ...]]:
    """The counts of each sentence that may announce a list, with their nouns, by the id of the sentence; a sentence
    that has none is left out."""
    return {id(s): found for s in paper.with_numerals if (found := tuple(_announcers(s)))}


def _announcers(sentence: Sentence) -> Iterator[tuple[Token, str]]:
    text = sentence.passage.text
    for token in sentence.tokens:
        head = head_of(token) if is_announcer(token) else ''
        if head and text[token.end : token.end + 12].strip().casefold().startswith(head.split()[0]):
            yield token, head


def is_announcer(token: Token) -> bool:
    """True for an exact whole number small enough to be listed, of things that are named, also as done/total."""
    return (
        bool(token.noun)
        and token.sort is not Sort.RANGE
        and not token.hedge
        and not any(token.decimals)
        and token.numbers[0] < MANY
    )


def noun_end(text: str, token: Token, head: str) -> int:
    """Where the head noun ends."""
    noun = re.compile(r'\s+'.join(map(re.escape, head.split())), re.IGNORECASE).search(text, token.end)
    return noun.end() if noun else token.stop


_OPENER = regex(r'[(:;.…\n]|(?<=\s)(?:là|gồm|bao\s+gồm|gồm\s+có)(?=[\s:])')
#: what may follow a comma before the list is opened
_GOES_ON = regex(
    r'\s*(?:thành|thành\s+phố|phường|thị\s+trấn|thị\s+xã)(?!\w)[^,]*'
    r'|\s*(?:(?:nhiệm\s+vụ|giải\s+pháp|nội\s+dung|công\s+việc|mục\s+tiêu|biện\s+pháp)(?:\s+(?:trọng\s+tâm|chủ\s+yếu|cụ\s+thể|cơ\s+bản|lớn'
    r'|then\s+chốt|đột\s+phá|chính))*)?\s*,?\s*(?:cụ\s+thể|như\s+sau|sau\s+đây|sau|đó)?\s*',
    re.IGNORECASE,
)


#: a short form in brackets before the list: Chương trình mục tiêu quốc gia (CTMTQG), gồm; or any before a colon
_SHORT = regex(r'\((?:[A-ZĐ&]{2,9}\)|[^()]{2,60}\)(?=\s*:))')


_FIGURES = (Sort.AMOUNT, Sort.PAIR, Sort.RANGE, Sort.CITATION)


def opener(sentence: Sentence, token: Token) -> re.Match[str] | None:
    """The mark that opens the list of a count (a bracket, a colon, `gồm`, `là`), where nothing between turns away."""
    text = sentence.passage.text
    mark = _OPENER.search(text, token.stop, sentence.end)
    if mark and mark[0] == '(' and (short := _SHORT.match(text, mark.start())):
        mark = _OPENER.search(text, short.end(), sentence.end)
    if mark is None or mark[0] in ';.…\n' or not leads_on(sentence, token, mark.start()):
        return None
    return mark


def leads_on(sentence: Sentence, token: Token, stop: int) -> bool:
    """True where the words from a count to an offset only describe what is counted."""
    between = sentence.passage.text[token.stop : stop]
    if len(between) > 110 or len(between.split()) > 16 or OPEN.search(between):
        return False
    if any(token.end <= t.start < stop and t.sort in _FIGURES and not t.is_rate for t in sentence.tokens):
        return False
    _, comma, rest = between.partition(',')
    return not comma or _GOES_ON.fullmatch(rest) is not None
