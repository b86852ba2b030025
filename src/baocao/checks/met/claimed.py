"""Claims that a plan is met or missed, as a paper words them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from baocao.checks.model import Paper, Sentence, Spot, once
from baocao.checks.reading.tokens import Token
from baocao.checks.reading.words import matter, subject, words_of
from baocao.regexes import regex

_PLAN = (
    r'(?:(?:các\s+|mức\s+)?(?:chỉ\s+tiêu|mục\s+tiêu|kế\s+hoạch|KHV?|dự\s+toán|nghị\s+quyết)(?!\w)(?:\s+vốn)?)'
)
#: words that judge; what is judged stands before them
_CLAIM = regex(
    rf'(?<!\w)(?:(?P<no>(?:không|chưa)\s+(?:đạt|hoàn\s+thành)(?:\s+(?:được\s+)?{_PLAN}|(?=\s*(?:[,.;)(]|$)))'
    rf'|thấp\s+hơn\s+(?:so\s+với\s+)?{_PLAN})'
    rf'|(?P<yes>(?:đạt\s+và\s+|hoàn\s+thành\s+(?:và\s+)?)?vượt\s+(?:so\s+với\s+)?{_PLAN}|đạt\s+và\s+vượt(?=\s*(?:[,.;)]|$))'
    rf'|(?:hoàn\s+thành(?:\s+100\s?%)?|đạt)\s+{_PLAN}))',
    re.IGNORECASE,
)
#: words before a claim that make it a wish, a doubt or the claim of another time
_WISH = regex(
    r'(?<!\w)(?:ph[ấâ]n\s+đấu|quyết\s+tâm|dự\s+kiến|khả\s+năng|sẽ|để|nhằm|cần|nếu|tiếp\s+tục|bảo\s+đảm|đảm\s+bảo|giải\s+pháp'
    r'|tập\s+trung|dự\s+báo|dự\s+ước|kỳ\s+vọng|quyết\s+liệt|đẩy\s+(?:nhanh|mạnh)|chỉ\s+đạo|đôn\s+đốc|nỗ\s+lực|cố\s+gắng|hướng\s+tới|triển\s+khai'
    r'|chưa|không|nguy\s+cơ|khó|mục\s+tiêu|cơ\s+bản|gần|phải|yêu\s+cầu)(?!\w)',
    re.IGNORECASE,
)
#: what leads to a claim of a plan that is just reached; else the words may ask for it
_SAID = regex(r'(?:^|,)\s*(?:(?:đã|và|vẫn|nhưng|được\s+đánh\s+giá)\s+)*$', re.IGNORECASE)
#: the end of a time of which the figures before it are a part
_LATER = regex(r'(?<!\w)(?:ước|(?:cả|hết|cuối)\s+(?:năm|quý))(?!\w)', re.IGNORECASE)
#: a plan told as a number of its own, or one for a part of the time that the figure may not be of
_PART = regex(
    r'\s*(?:là\s*)?\d|[^,;.()]{0,24}(?<!\w)(?:giai\s+đoạn|quý|tháng|tiến\s+độ|nhiệm\s+kỳ|5\s+năm)',
    re.IGNORECASE,
)
#: words that may stand between a figure and the claim that judges it: the givers of plans, what the figure is compared with
_BETWEEN = frozenset(
    'kế hoạch|dự toán|mục tiêu|vốn|hđnd|ubnd|nghị|quyết|trung ương|phủ|bộ|tài|nhân|dân|hội|đồng|nhà nước|nhưng|tuy|song'
    '|vậy|nhiên|đánh|giá|tức|nghĩa|mặc|dù|vẫn|hết|hàng'.split('|')
)


class Claim(NamedTuple):
    """A claim in a sentence: whether it tells of success, where its words stand, and how it goes on."""

    sentence: Sentence
    start: int
    end: int
    met: bool

    @property
    def spot(self) -> Spot:
        """Where the words stand."""
        return Spot(self.sentence.passage, self.start, self.end)

    @property
    def strict(self) -> bool:
        """True where the plan is said to be surpassed, not only reached."""
        words = self.spot.text.casefold()
        return self.met and 'vượt' in words and 'đạt' not in words


def claims(sentence: Sentence) -> Iterator[Claim]:
    """The claims of a sentence that speak of what was reached."""
    text = sentence.passage.text
    for found in _CLAIM.finditer(text, sentence.start, sentence.end):
        lead = text[max(sentence.start, found.start() - 60) : found.start()]
        clause = re.split(r'[;(]', lead)[-1]
        if _WISH.search(clause) or _PART.match(text, found.end()) or _LATER.search(clause.split(',')[-1]):
            continue
        if found['no'] is None and 'vượt' not in found[0].casefold() and not _SAID.search(clause):
            continue
        yield Claim(sentence, found.start(), found.end(), found['no'] is None)


_OBJECTS = ('kế', 'KH', 'chỉ tiêu', 'mục', 'dự toán', 'nghị')
#: letters that a claim has, by the verb in them; most passages have none of the verbs
_SIGNS = {
    'vượt': ('vượt',),
    'thấp': ('thấp hơn',),
    'đạt': ('không đạt', 'chưa đạt', *(f'đạt {plan}' for plan in _OBJECTS)),
    'hoàn': (
        'không hoàn',
        'chưa hoàn',
        *(f'hoàn thành {plan}' for plan in _OBJECTS),
        'hoàn thành 100',
    ),
}


@once
def claiming(paper: Paper) -> tuple[Sentence, ...]:
    """The sentences that may claim something."""
    return tuple(_claiming(paper))


def _claiming(paper: Paper) -> Iterator[Sentence]:
    for at, passage in enumerate(paper.prose.passages):
        text = passage.text
        signs = [s for verb, own in _SIGNS.items() if verb in text for s in own if s in text]
        if not signs:
            continue
        block = paper.blocks[at]
        for sentence in block:
            if len(block) == 1 or any(text.find(sign, sentence.start, sentence.end) >= 0 for sign in signs):
                yield sentence


def _nothing_between(text: str) -> bool:
    """True where a text between a figure and a claim names nothing else that the claim could judge: after the clause
    of the figure itself."""
    comma = text.find(',')
    own = text[comma:] if 0 <= comma <= _CLAUSE else text
    return ';' not in text and matter(own) <= _BETWEEN


#: how long the rest of the clause of a figure may be
_CLAUSE = 60


def subjects(claim: Claim) -> tuple[frozenset[str], ...]:
    """What a claim without a figure beside it judges: the words that lead to it in its clause, and those of the list
    behind it. Nothing for an estimate (ước cả năm vượt dự toán)."""
    text = claim.sentence.passage.text[claim.sentence.start : claim.start]
    clause = re.split(r'[;,.:(]\s|\s(?:và|còn|nhưng)\s', text)[-1]
    if re.search(r'(?<!\w)ước(?!\w)', text[-80:], re.IGNORECASE):
        return ()
    return subject(words_of(clause))[0], *_listed(claim)


_LISTED = regex(
    r'\s*(?:kế\s+hoạch|đề\s+ra|\s)*[(:]\s*(?:[*_]*\s*)(?:(?:cụ\s+thể|gồm|là|đó\s+là)\s*:?\s*)?([^();.]+)',
    re.IGNORECASE,
)


def _listed(claim: Claim) -> tuple[frozenset[str], ...]:
    """What a claim judges in a list behind it: `02 chỉ tiêu không đạt (cụ thể: …, …)`."""
    found = _LISTED.match(claim.sentence.passage.text, claim.end, claim.sentence.end)
    if found is None:
        return ()
    return tuple(matter(item) for item in re.split(r',|;|\svà\s', found[1]))


def run(claim: Claim) -> Iterator[Token]:
    """The figures that a claim may judge: nothing else stands between it and them."""
    text, sentence = claim.sentence.passage.text, claim.sentence
    end = claim.start
    for token in reversed([t for t in sentence.tokens if t.end <= claim.start]):
        if token.noun[:2] == ('chỉ', 'tiêu') or not _nothing_between(text[token.stop : end]):
            break
        yield token
        end = token.start
    start = claim.end
    for token in (t for t in sentence.tokens if t.start >= claim.end):
        if not _nothing_between(text[start : token.start]):
            break
        yield token
        start = token.stop


#: who gives plans
_GIVERS = regex(
    r'(?<!\w)(?:tỉnh|huyện|thành\s+phố|HĐND|hội\s+đồng\s+nhân\s+dân|trung\s+ương|TW|chính\s+phủ|thủ\s+tướng|bộ|sở|xã|tổng\s+cục|cục)(?!\w)',
    re.IGNORECASE,
)


def givers(text: str, at: int) -> frozenset[str]:
    """Who gave the plan that is named right before an offset."""
    clause = re.split(r'[,;.()]', text[at : at + 40], maxsplit=1)[0]
    return frozenset(' '.join(name.casefold().split()) for name in _GIVERS.findall(clause))


#: measures that are the better the smaller they are
LOWER = regex(
    r'hộ\s+(?:cận\s+)?nghèo|suy\s+dinh\s+dưỡng|tử\s+vong|thất\s+nghiệp|tai\s+nạn|tội\s+phạm|tăng\s+dân\s+số|tăng\s+tự\s+nhiên|sinh\s+con'
    r'|nợ|thất\s+thoát|vi\s+phạm|mức\s+sinh|bỏ\s+học|phát\s+thải|thất\s+thu|thời\s+gian|chi\s+phí|giảm|tồn\s+đọng|ô\s+nhiễm',
    re.IGNORECASE,
)  # fmt: skip
