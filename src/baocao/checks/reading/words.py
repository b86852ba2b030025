"""The words of a measure, made alike: small letters, one placement of tones, abbreviations written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from baocao.regexes import regex

_WORD = regex(r'[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹]+')

#: the capital letters, for a class of a regular expression
CAPITALS = 'A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ'

#: abbreviations of papers -> the words they stand for
_SHORT: Mapping[str, str] = {
    'nsnn': 'ngân sách nhà nước', 'nstw': 'ngân sách trung ương', 'nsđp': 'ngân sách địa phương', 'kh': 'kế hoạch',
    'khv': 'kế hoạch vốn', 'bhyt': 'bảo hiểm y tế', 'bhxh': 'bảo hiểm xã hội', 'bhtn': 'bảo hiểm thất nghiệp',
    'grdp': 'sản phẩm', 'gtsx': 'giá trị sản xuất', 'ntm': 'nông thôn mới', 'đtc': 'đầu tư công', 'htx': 'hợp tác xã',
    'dn': 'doanh nghiệp', 'mtqg': 'mục tiêu quốc gia', 'ctmtqg': 'chương trình mục tiêu quốc gia', 'cn': 'công nghiệp',
    'xd': 'xây dựng', 'ttcn': 'tiểu thủ công nghiệp', 'tm': 'thương mại', 'dv': 'dịch vụ', 'tthc': 'thủ tục hành chính',
    'sxkd': 'sản xuất kinh doanh', 'thcs': 'trung học cơ sở', 'thpt': 'trung học phổ thông', 'sl': 'sản lượng',
    'hđnd': 'hđnd', 'gpmb': 'giải phóng mặt bằng', 'tp': 'thành phố', 'vsmt': 'vệ sinh môi trường',
}  # fmt: skip
#: the older placement of the tone in open syllables (hoá, thuỷ) -> the newer (hóa, thủy)
_TONES = tuple(
    (old + new[2:], new)
    for old, new in zip(
        ('oà', 'oá', 'oả', 'oã', 'oạ', 'oè', 'oé', 'oẻ', 'oẽ', 'oẹ', 'uỳ', 'uý', 'uỷ', 'uỹ', 'uỵ'),
        ('òa', 'óa', 'ỏa', 'õa', 'ọa', 'òe', 'óe', 'ỏe', 'õe', 'ọe', 'ùy', 'úy', 'ủy', 'ũy', 'ụy'),
        strict=True,
    )
)
_OLD_TONES = dict(_TONES)
_LETTERS: Mapping[str, str] = {
    'tỉ': 'tỷ', 'kĩ': 'kỹ', 'kì': 'kỳ', 'lí': 'lý', 'mĩ': 'mỹ', 'ngàn': 'nghìn', 'hằng': 'hàng',
}  # fmt: skip

#: words that say nothing of what is measured: the verb, the time, the kind of figure are told apart by themselves
EMPTY = frozenset(
    'là đạt được bằng có còn ở mức khoảng trên dưới hơn gần ước tính thực hiện cả cuối đầu năm tháng quý ngày đến từ vào trong'
    ' của cho các những và với so sánh cùng kỳ theo đã đang sẽ tiếp tục phấn phân đấu phải tối thiểu đa ít nhất không quá số tỷ'
    ' lệ thì mà tại do ra lên xuống thêm nữa chiếm tăng giảm tốc độ trưởng trọng cơ cấu về đối địa bàn nay này đó nêu khi kết quả'
    ' duy trì hoàn thành dự kiến nhằm để giữ vững nâng tỉnh thành phố huyện thị trấn toàn như sau cụ thể thời điểm hết'
    ' giao phân bổ đề gồm bao kể lũy luỹ kế qua chỉ tiêu trở tương đương bình quân tích cực tập trung đảm bảo chính quyền'
    ' riêng chung việc một lần liền trước'.split()
)  # fmt: skip
#: pairs that are one word: what is emptied alone matters in them
_COMPOUNDS = {
    (words.split()[0], words.split()[1]): words
    for words in (
        'bảo hiểm|nông thôn|kế hoạch|bình quân|hợp tác|quá hạn|đúng hạn|trước hạn|trung ương|chưa đạt|không đạt|việc làm'
        '|chính sách|hoàn thiện|trọng điểm|trung học|tiểu học|trung bình|trung tâm|kinh tế|xã hội|hợp đồng|giao thông|ngân sách'
        '|hệ số|chỉ số|thu hồi|chuyển đổi|tự nguyện|thành lập|thành niên|thành thị|đô thị|tạm giữ|chưa qua|toàn diện|an toàn'
        '|hành chính|giao đất|bàn giao|giao quân|phổ thông|thực phẩm|nhà nước|địa phương|công nghiệp|nông nghiệp|lâm nghiệp'
        '|doanh nghiệp|thất nghiệp|nội địa|dịch vụ|xây dựng|thương mại|hộ nghèo|cận nghèo|dự toán|phát triển|trọng tâm|nhiệm vụ'
        '|đột phá|mục tiêu|quốc gia|chương trình|công nghệ|chuyên nghiệp'
        '|đầu tư|lao động|y tế|sản xuất|sản phẩm'
    ).split('|')
}
#: one word for those who are counted as the population
_PEOPLE = {('dân', 'số'), ('người', 'dân'), ('toàn', 'dân'), ('nhân', 'dân')}
#: words for a territory
_SCOPES = frozenset('tỉnh huyện xã phường quận thôn khóm ấp vùng'.split())
_SCOPE_PAIRS = {('thành', 'phố'), ('cả', 'nước'), ('thị', 'trấn'), ('thị', 'xã'), ('toàn', 'quốc')}
PEOPLE = 'dân số'
#: words that one telling may have and another may lack, the measure being the same
WEAK = frozenset({'mới', 'tổng', 'tham', 'gia', 'bao', 'phủ', 'mức', 'phát triển', 'thêm', PEOPLE})


#: words of the one who acts, which lead to what is counted
ACTORS = frozenset('giải|quyết|tạo|phối|hợp|quan|ngành|đơn|vị|các|giao'.split('|'))


@lru_cache(maxsize=1024)
def _alike(word: str) -> tuple[str, ...]:
    written = _SHORT.get(word)
    if written is not None:
        return tuple(written.split())
    word = _LETTERS.get(word, word)
    if not word.startswith('qu') and word[-2:] in _OLD_TONES:
        word = word[:-2] + _OLD_TONES[word[-2:]]
    return (word,)


#: letters of a text that is kept: a name, a clause; papers of one form share most of them
_KEPT = 160


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in order, made alike."""
    return _words_kept(text) if len(text) <= _KEPT else _words(text)


def _words(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in _WORD.findall(text.casefold()):
        found += _alike(word)
    return tuple(found)


_words_kept = lru_cache(maxsize=512)(_words)


def matter(text: str) -> frozenset[str]:
    """The words of a text that tell what is measured."""
    return _matter_kept(text) if len(text) <= _KEPT else subject(words_of(text))[0]


@lru_cache(maxsize=2048)
def _matter_kept(text: str) -> frozenset[str]:
    return subject(words_of(text))[0]


def subject(words: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """What is measured, and of which territories: the words that matter, the words of scope."""
    matter: set[str] = set()
    scope: set[str] = set()
    last = len(words) - 1
    at = 0
    while at <= last:
        word = words[at]
        pair = (word, words[at + 1]) if at < last else ('', '')
        if pair in _COMPOUNDS:
            matter.add(_COMPOUNDS[pair])
        elif pair in _PEOPLE:
            matter.add(PEOPLE)
        elif pair in _SCOPE_PAIRS:
            scope.add(f'{word} {pair[1]}')
        else:
            at -= 1
            if word in _SCOPES:
                scope.add(word)
            elif word not in EMPTY:
                matter.add(word)
        at += 2
    return frozenset(matter), frozenset(scope)
