"""The characters of values and keys: refused, kept with a doubt, or fine."""

import pytest

from baocao.errors import BaoCaoError, Level
from baocao.source import read
from baocao.source.chars import BLOCKING, check, may_be_odd, skeleton
from baocao.source.legacy import legacy


def findings(text: str):
    try:
        return read(text.encode(), 'f.yaml').findings
    except BaoCaoError as error:
        return error.findings


REFUSED = {
    'control in a bare text': ('a: x\x07y\n', 'YM060', 1, 5, 'U+0007'),
    'escape in a block': ('a: |\n  x\x1b[31m\n', 'YM060', 2, 4, 'U+001B'),
    'delete': ('a: x\x7fy\n', 'YM060', 1, 5, 'U+007F'),
    'C1': ('a: x\x9by\n', 'YM060', 1, 5, 'U+009B'),
    'next line': ('a: x\x85y\n', 'YM060', 1, 5, 'U+0085'),
    'stray carriage return': ('a: x\ry\nb: c\n', 'YM060', 1, 5, 'U+000D'),
    'vertical tab': ('a: x\x0by\n', 'YM060', 1, 5, 'U+000B'),
    'NUL escape': ('a: "x\\0"\n', 'YM060', 1, 4, 'U+0000'),
    'escape escape': ('b: c\na: "x\\x1b"\n', 'YM060', 2, 4, 'U+001B'),
    'unicode escape': ('a: "\\u0008"\n', 'YM060', 1, 4, 'U+0008'),
    'next line escape': ('a: "\\N"\n', 'YM060', 1, 4, 'U+0085'),
    'non-character': ('a: x\ufdd0\n', 'YM069', 1, 5, 'U+FDD0'),
    'non-character of a high plane': ('a: x\U0001fffe\n', 'YM069', 1, 5, 'U+1FFFE'),
    'reversed mark': ('a: x\ufffe\n', 'YM069', 1, 5, 'U+FFFE'),
    'override': ('a: x\u202ey\n', 'YM062', 1, 5, 'U+202E'),
    'isolate': ('a: |\n  x\u2066y\n', 'YM062', 2, 4, 'U+2066'),
    'right-to-left mark': ('a: \u200fx\n', 'YM062', 1, 4, 'U+200F'),
    'Arabic letter mark': ('a: x\u061c\n', 'YM062', 1, 5, 'U+061C'),
    'override by escape': ('a: "x\\u202ey"\n', 'YM062', 1, 6, 'U+202E'),
    'override in a key': ('a\u202eb: x\n', 'YM062', 1, 2, 'U+202E'),
    'override in a comment': ('a: b  # x\u202ey\n', 'YM062', 1, 10, 'U+202E'),
    'line separator': ('a: x\u2028b\n', 'YM066', 1, 5, 'U+2028'),
    'line feed in a key': ('"a\\nb": c\n', 'YM060', 1, 1, 'U+000A'),
    'tab in a key': ('"a\\tb": c\n', 'YM060', 1, 1, 'U+0009'),
    'TCVN3': ('a: Céng hßa x· héi chñ nghÜa\n', 'YM067', 1, 9, 'Cộng hòa xã hội chủ nghĩa'),
    'VNI': ('a: Ñoäc laäp - Töï do\n', 'YM067', 1, 4, 'Độc lập - Tự do'),
    'VNI capitals': ('a: UÛY BAN NHAÂN DAÂN\n', 'YM067', 1, 4, 'ỦY BAN NHÂN DÂN'),
}


@pytest.mark.parametrize('case', REFUSED)
def test_refused_characters_are_named_with_their_place(case):
    text, code, line, column, said = REFUSED[case]
    (one,) = findings(text)
    assert (one.code, one.level, one.span.line, one.span.column) == (code, Level.CHAN, line, column)
    assert said in one.problem + one.remedy


def test_a_lone_surrogate_is_refused_by_the_bytes_and_by_the_check():
    assert [o.code for o in check('x\ud800')] == ['YM069']
    with pytest.raises(BaoCaoError) as caught:
        read(b'a: x\xed\xa0\x80\n', 'f.yaml')
    assert caught.value.findings[0].code == 'YM003'


KEPT = {
    'zero width space': ('a: x\u200by\n', 'YM063', 1, 5),
    'joiner between letters': ('a: x\u200dy\n', 'YM063', 1, 5),
    'word joiner': ('a: |\n  xy\u2060\n', 'YM063', 2, 5),
    'soft hyphen': ('a: x\u00ady\n', 'YM063', 1, 5),
    'byte order mark inside': ('a: x\ufeffy\n', 'YM063', 1, 5),
    'Mongolian separator': ('a: x\u180ey\n', 'YM063', 1, 5),
    'private use': ('a: \uf0b7 x\n', 'YM064', 1, 4),
    'replacement': ('a: Hu\ufffd\n', 'YM065', 1, 6),
    'old encoding, one word': ('a: HuÕ\n', 'YM068', 1, 4),
}


@pytest.mark.parametrize('case', KEPT)
def test_doubtful_characters_are_kept_and_said(case):
    text, code, line, column = KEPT[case]
    source = read(text.encode(), 'f.yaml')
    (one,) = source.findings
    assert (one.code, one.level, one.span.line, one.span.column) == (code, Level.CANH_BAO, line, column)
    value = source.value()['a']
    assert isinstance(value, str)
    assert value.strip() in text


@pytest.mark.parametrize(
    'text',
    [
        'Ủy ban nhân dân – “Kế hoạch”… 7,5‰ m² \u00a0½ ≥ 5 °C ×',
        'gia đình 👨\u200d👩\u200d👧\u200d👦, 🧑🏽\u200d💻, ❤\ufe0f\u200d🔥, 👁\ufe0f\u200d🗨\ufe0f',
        '🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f',
        'क्\u200dष می\u200cخواهم',
        'Cà phê, Hà Nam, Có ít nhà, Và, Giá, tê, cô',
        'Köln, Señor, café, Müller, Brasília, naïve, São Paulo, Français',
        '10 µm, 5 µg, © 2023, «trích», § 3, ± 2, ¼',
        'một\nhai\tba',
    ],
)
def test_what_papers_carry_is_fine(text):
    assert check(text) == []


def test_a_character_is_told_once_a_value_at_its_first_place():
    assert [(o.offset, o.length) for o in check('a\u200bb\u200bc')] == [(1, 1)]


def test_several_faults_of_one_text_are_all_told():
    assert sorted(o.code for o in check('a\x07\u202e\u200b\ue000\ufffd')) == [
        'YM060',
        'YM062',
        'YM063',
        'YM064',
        'YM065',
    ]


OLD = {
    '§éc lËp - Tù do - H¹nh phóc': 'Độc lập - Tự do - Hạnh phúc',
    'UBND thµnh phè Qu¶ng Ng·i': 'UBND thành phố Quảng Ngãi',
    'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam': 'Cộng hòa xã hội chủ nghĩa Việt Nam',
    'Uûy ban nhaân daân tænh': 'Ủy ban nhân dân tỉnh',
}


@pytest.mark.parametrize('old', OLD)
def test_old_encodings_are_recognised_and_converted_in_the_remedy(old):
    found = legacy(old)
    assert found is not None
    assert found.sure
    assert OLD[old] in found.remedy


def test_text_with_one_letter_of_unicode_is_unicode():
    assert legacy('x· héi và Độc lập') is None


def test_skeleton_joins_what_looks_alike_and_keeps_what_differs():
    assert skeleton('Loai') == skeleton('l\u043eai') == skeleton('ｌoai') == skeleton('lo\u200bai')
    assert skeleton('đa') != skeleton('da')
    assert skeleton('tháng') != skeleton('thang')


def test_a_text_without_odd_signs_is_told_at_once_and_no_odd_sign_escapes():
    """The two short tests of a whole text against the exact ones, over every code point."""
    for number in range(0x110000):
        sign = chr(number)
        assert not BLOCKING.match(sign) or not sign.isprintable(), hex(number)
        assert may_be_odd(sign) or not [odd for odd in check(sign) if odd.code < 'YM067'], hex(number)
    assert not may_be_odd("Ủy ban nhân dân xã: 50,6% – “Đề án” (ha, m²)…\n")
