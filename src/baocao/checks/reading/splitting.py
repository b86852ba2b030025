"""Names of a list told from each other: at commas, semicolons and `và` that part them, up to where the sentence turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from baocao.checks.model import Sentence
from baocao.checks.reading.tokens import Sort
from baocao.regexes import regex

#: start and end of each name, how many they may be, and whether that is sure
Reading = tuple[list[tuple[int, int]], frozenset[int], bool]

#: an item numbered inside a sentence
NUMBERED = regex(r'(?P<open>\(?)(?P<first>1|i|a)\)')

#: words that leave a list open
OPEN = regex(
    r'…|\.\.|(?<!\w)(?:v\.\s?v|vv|như(?!\s+sau)|nhất\s+là|trong\s+đó|tiêu\s+biểu|điển\s+hình|đặc\s+biệt|chẳng\s+hạn|ví\s+dụ'
    r'|một\s+số|khác|còn\s+lại|liên\s+quan|lân\s+cận|trong\s+số|ngoài\s+ra)(?!\w)',
    re.IGNORECASE,
)
_OPEN_AFTER = regex(
    r'[\s,]*(?:…|\.\.|v\.\s?v|vv(?!\w)|và\s+(?:các|những|một\s+số|nhiều)(?!\w))', re.IGNORECASE
)

#: what begins the name of an office written in capitals
_OFFICES = frozenset('Ủy Uỷ Ban Sở Phòng Chi Cục Đảng Văn'.split())
#: words that open no name inside brackets
NO_NAMES = frozenset(
    'Theo Trong Đạt Bằng Không Chưa Đã Đang Kể Tính Ước Nguồn Do Tăng Giảm Vượt Tại Từ Đến Có Phụ Biểu Xem Kèm So Năm Tháng Quý'
    ' Giai Quyết Nghị Tổng Riêng Hiện Nay Thuộc Với Trên Dưới Còn'.split()
)
#: what a clause begins with that takes up a new matter
_TURNS = frozenset((
    'tập trung', 'chủ động', 'đồng thời', 'qua đó', 'tiếp tục', 'tăng cường', 'đẩy mạnh', 'triển khai', 'chỉ đạo', 'phối hợp',
    'thực hiện', 'hoàn thành', 'xây dựng', 'nâng cao', 'tổ chức', 'phấn đấu', 'trong đó', 'ban hành', 'kịp thời', 'quan tâm',
    'chú trọng', 'khẩn trương', 'rà soát', 'bảo đảm', 'đảm bảo', 'kiểm tra', 'duy trì', 'hỗ trợ', 'giải quyết', 'quản lý',
    'khuyến khích', 'đến nay', 'hướng dẫn', 'yêu cầu', 'góp phần', 'từng bước', 'kết quả', 'cùng với', 'bên cạnh', 'ngoài ra',
    'theo đó', 'phát huy', 'hoàn thiện', 'thường xuyên', 'nghiên cứu', 'đề xuất', 'tham mưu', 'tạo điều', 'thu hút', 'mở rộng',
))  # fmt: skip
_TURN_WORDS = frozenset('đã đang sẽ còn đưa tạo nhằm để qua thu chi cấp giao trình và'.split())

_LEVELS = regex(
    r'(?:các\s+)?(?:trường\s+)?(?:mầm non|mẫu giáo|tiểu học|thcs|thpt|trung học cơ sở|trung học phổ thông|nhà trẻ|th|mn)',
    re.I,
)
#: a comma inside one name: phòng, chống; Văn hóa, Thể thao và Du lịch; Kinh tế, Hạ tầng và Đô thị
_JOINED = regex(
    r'phòng,\s+(?:chống|ngừa)|văn\s+h(?:óa|oá),\s+(?:thể\s+thao|khoa\s+học|thông\s+tin|xã\s+hội)|lao\s+động,\s+thương\s+binh'
    r'|kinh\s+tế,\s+hạ\s+tầng|khen\s+thưởng,|thể\s+dục,\s+thể\s+thao|an\s+ninh,\s+trật\s+tự|quốc\s+phòng,\s+an\s+ninh'
    r'|tai\s+nạn,|văn\s+h(?:óa|oá),\s+văn\s+nghệ|đào\s+tạo,\s+bồi\s+dưỡng|sản\s+xuất,\s+kinh\s+doanh|nông\s+nghiệp,\s+nông\s+thôn'
    r'|khiếu\s+nại,\s+tố\s+cáo|nhiệm\s+vụ,\s+giải\s+pháp|tham\s+nhũng,',
    re.IGNORECASE,
)


_HEADS = regex(r'(?:xã|phường|thị trấn|huyện|quận|tỉnh|thành phố|thị xã|thôn|ấp|khóm|bản|làng)\s+')
_JOINT = regex(r'\s*(?:\([^()]*\)\s*)?(?:(?P<comma>,)|(?P<and>\s*và\s))\s*')


def names(text: str, at: int, stop: int, head: str) -> tuple[list[tuple[int, int]], int, int]:
    """Proper names from `at` on, how many of another kind stand behind them (`phường Trần Phú` after xã), and where
    the list ends."""
    names: list[tuple[int, int]] = []
    others = 0
    end = at
    closed = last = False  # a name after `và` is the last
    while at < stop:
        kind = _HEADS.match(text, at)
        begin = kind.end() if kind else at
        name_end = proper(text, begin, stop)
        if name_end == begin or _is_office(text, begin, name_end):
            break
        if others or closed or (kind and kind[0].split() != head.split()):
            others += 1
        else:
            names.append((begin, name_end))
        end = name_end
        joint = _JOINT.match(text, name_end, stop)
        if joint is None:
            break
        closed, last = last, last or joint['and'] is not None
        at = joint.end()
    return names, others, end


def is_open(text: str, stop: int) -> bool:
    """True where a list that ends there leaves others out: `...`, `và các xã khác`; not where others are only added to
    the counted (`và bổ sung các xã`)."""
    return bool(_OPEN_AFTER.match(text, stop)) and 'bổ sung' not in text[stop : stop + 60]


def _is_office(text: str, start: int, end: int) -> bool:
    """True for what is no place, so that the sentence goes on with it: UBND, Công an huyện, Ban Quản lý."""
    first, *rest = text[start:end].split()
    small = text[end + 1 : end + 2].islower() and text[end : end + 1].isspace()
    if rest:
        return first in _OFFICES and small
    return (small and text[end:].split()[0] not in _AFTER_NAME) or (len(first) > 2 and first.isupper())


#: what may follow a name of one word
_AFTER_NAME = frozenset('và đạt đã được đến trong là có thuộc'.split())
_WORD = regex(r'\s?([^\W_]+)')
_DASH = regex(r'\s?[-–]\s?(?=[^\W\d_])')


def proper(text: str, at: int, stop: int) -> int:
    """Where a proper name that begins at `at` ends: words with capitals, and numbers behind them; `at` if none."""
    end = at
    while word := _WORD.match(text, end, stop):
        number = word[1].isdigit() and end > at and len(word[1]) < 3
        if not word[1][0].isupper() and not number:
            break
        end = word.end()
        dash = _DASH.match(text, end, stop)
        if dash and text[dash.end()].isupper():
            end = dash.end()
    return end


def read_list(sentence: Sentence, begin: int, stop: int, head: str, told: bool) -> Reading | None:
    """The names of an inline list, how many they may be, and whether that is sure; None where it is open, made of
    amounts or no list."""
    text = sentence.passage.text
    while stop > begin and text[stop - 1] in ' \u00a0*_./':
        stop -= 1
    clauses = list(parts(text, begin, stop, ';'))
    if not clauses or NUMBERED.match(text, clauses[0][0]):
        return None
    items = until_turn(text, list(parts(text, *clauses[0], ',')))
    if len(clauses) > 1 and (_turns(text, *clauses[1]) or _names_before(text, items, clauses[1][0])):
        clauses = clauses[:1]
    if not items or OPEN.search(text, begin, clauses[-1][1]) or is_open(text, items[-1][1]):
        return None
    if len(clauses) > 1:
        return _of_clauses(sentence, clauses, items)
    return of_commas(sentence, items, head, told)


def _names_before(text: str, items: list[tuple[int, int]], after: int) -> bool:
    """True where commas part names, and what follows the semicolon begins with a small letter."""
    return len(items) > 1 and text[after].islower() and all(text[s].isupper() for s, _ in items)


def _of_clauses(
    sentence: Sentence, clauses: list[tuple[int, int]], items: list[tuple[int, int]]
) -> Reading | None:
    """The list whose items semicolons part; where one takes up a new matter, all ends are possible."""
    text = sentence.passage.text
    if any(text[s:e].strip()[:1].isdigit() for s, e in clauses):
        return None
    turn = next((i for i, c in enumerate(clauses) if i and _turns(text, *c)), len(clauses))
    most = sum(_most_names(text, *clause) for clause in clauses)
    counts = set(range(turn, max(len(clauses), most) + 1))
    if len(items) > 1:
        counts |= _with_and(text, items)[0]
    return clauses, frozenset(counts), False


def _most_names(text: str, start: int, end: int) -> int:
    """How many names a clause may hold at most: those parted by its commas and `và` that begin with capitals."""
    pieces = [p for item in parts(text, start, end, ',') for p in _at_and(text, *item)]
    return max(1, sum(text[s].isupper() or _HEADS.match(text, s) is not None for s, _ in pieces))


def of_commas(sentence: Sentence, items: list[tuple[int, int]], head: str, told: bool) -> Reading | None:
    text = sentence.passage.text
    counts, items, certain = _with_and(text, items)
    words = [text[s:e] for s, e in items]
    if any(w[:1].isdigit() for w in words) or _counts_inside(sentence, items):
        return None
    if all(_LEVELS.fullmatch(w) for w in words) or any(len(w) > 120 for w in words):
        return None
    if any(re.search(r'(?<!\w)(?:các|những)(?!\w)', w) for w in words):
        return None
    sure = certain and all(_is_name(w, head) for w in words)
    if not sure and any(len(w.split()) > 12 for w in words):
        return None
    if any(set(w.split()[:1]) & NO_NAMES for w in words) and not told:
        return None
    return items, counts, sure


def _counts_inside(sentence: Sentence, items: list[tuple[int, int]]) -> bool:
    begin, stop = items[0][0], items[-1][1]
    return any(t.is_count or t.sort is Sort.CITATION for t in sentence.within(begin, stop))


def has_name(words: str) -> bool:
    """True where one of the first words begins with a capital."""
    return any(word[0].isupper() for word in words.split()[:4])


def _is_name(words: str, head: str) -> bool:
    if words[:1] in '“"':
        return True
    if words[:1].isupper():
        return True
    rest = words[len(head) :].lstrip()
    return bool(head) and words.casefold().startswith(head) and rest[:1].isupper()


def until_turn(text: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items before the first that does not begin as the others do: a small letter after names."""
    if not items or not text[items[0][0]].isupper():
        return items
    for i, (start, _) in enumerate(items):
        if not text[start].isupper() and text[start] not in '“"' and not _HEADS.match(text, start):
            return items[:i]
    return items


#: what ends the name of one office after `và`: Nông nghiệp và Môi trường, Giáo dục và Đào tạo
_SECOND_HALF = regex(
    r'(?:Môi\s+trường|Phát\s+triển|Đào\s+tạo|Công\s+nghệ|Đầu\s+tư|Thông\s+tin|Du\s+lịch|Truyền\s+thông|Xã\s+hội|Tôn\s+giáo|Đô\s+thị'
    r'|Ủy\s+ban|Uỷ\s+ban|UBND|Hạ\s+tầng|Thể\s+thao|Trẻ\s+em|Xây\s+dựng|Bảo\s+vệ|Thú\s+y|Thủy\s+sản|Kiểm\s+soát|Dịch\s+vụ|Kỹ\s+thuật'
    r'|Phát\s+thanh|Bồi\s+dưỡng|Thương\s+mại|Môi\s+sinh|Tìm\s+kiếm|Quản\s+lý|Nông\s+thôn|Gia\s+đình|Quy\s+hoạch)(?!\w)'
)


def _with_and(text: str, items: list[tuple[int, int]]) -> tuple[frozenset[int], list[tuple[int, int]], bool]:
    """How many the items may be, the items themselves, divided at each `và` that parts two names, and whether that is
    sure: the last `và` of a list is taken to part, but for the names of offices that hold one."""
    least, most, certain = 0, 0, True
    divided: list[tuple[int, int]] = []
    for start, end in items:
        pieces = list(_at_and(text, start, end))
        apart = len(pieces) == 1 or all(_apart(text[s:e]) for s, e in pieces)
        last = len(items) > 1 and (start, end) == items[-1] and len(pieces) == 2
        if not apart and last and all(has_name(text[s:e]) for s, e in pieces):
            apart = not _SECOND_HALF.match(text, pieces[1][0])
            certain = certain and not apart
        divided += pieces if apart else [(start, end)]
        least += len(pieces) if apart else 1
        most += len(pieces)
    return frozenset(range(least, most + 1)), divided, certain


def _at_and(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    capital = text[start : start + 1].isupper()
    for joint in _AND.finditer(text, start, end):
        at = joint.end()
        depth = text.count('(', start, joint.start()) - text.count(')', start, joint.start())
        if depth or (capital and not text[at:end][:1].isupper() and not _HEADS.match(text, at, end)):
            continue
        yield begin, joint.start()
        begin = at
    yield begin, end


_AND = regex(r'\s+(?:và|&)\s+')


#: what begins the name of a body, so that no `và` joins it to the one before
_BODY = regex(
    r'(?:Trường|Mầm\s+non|Mẫu\s+giáo|Tiểu\s+học|TH|MN|THCS|THPT|Sở|UBND|Công\s+an|Bệnh\s+viện|Công\s+ty|Chi\s+cục|KCN|CCN|Đồn)(?!\w)'
)


def is_body(words: str) -> bool:
    """True for a name that begins as those of bodies do: Trường, Sở, UBND."""
    return _BODY.match(words) is not None


def _apart(words: str) -> bool:
    """True for a name that no `và` joins to another: of capitals only, or begun as the name of a body."""
    if is_body(words):
        return True
    bare = _HEADS.sub('', re.sub(r'\([^()]*\)', '', words), count=1)
    found = re.findall(r'[^\W_]+', bare)
    return bool(found) and all(w[0].isupper() or w.isdigit() for w in found)


def _turns(text: str, start: int, end: int) -> bool:
    """True where a clause takes up a new matter."""
    words = text[start:end].casefold().split()
    return bool(words) and (' '.join(words[:2]) in _TURNS or words[0] in _TURN_WORDS)


def parts(text: str, start: int, stop: int, mark: str) -> Iterator[tuple[int, int]]:
    """The parts of a stretch between the marks that stand in no bracket, no quotation, no numeral and no name, without
    white space around them."""
    depth, quoted, begin = 0, False, start
    for sign in _SIGNS[mark].finditer(text, start, stop):
        char, i = sign[0], sign.start()
        if char in '“”"':
            quoted = char == '“' or (char == '"' and not quoted)
        elif char in '()':
            depth = max(0, depth + (1 if char == '(' else -1))
        elif not depth and not quoted and not (mark == ',' and _inside(text, i)):
            yield _trim(text, begin, i)
            begin = i + 1
    if text[begin:stop].strip():
        yield _trim(text, begin, stop)


#: the mark itself, and what it does not part inside of
_SIGNS = {mark: regex(f'[“”"(){mark}]') for mark in ',;'}


def _inside(text: str, at: int) -> bool:
    if text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit():
        return True
    return any(
        m.start() <= at - max(0, at - 14) < m.end() for m in _JOINED.finditer(text[max(0, at - 14) : at + 16])
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in '*_'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '*_'):
        end -= 1
    return start, end
