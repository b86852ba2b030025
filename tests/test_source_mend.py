"""The mend of traps: what changes, what stays, and that no word is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baocao.errors import BaoCaoError
from baocao.source import mend, read

MENDED = {
    'colon': ('a: Về việc: giao\n', 'a: "Về việc: giao"\n'),
    'colon with quotes': ('a: Về "việc": giao\n', "a: 'Về \"việc\": giao'\n"),
    'both quotes': ('a: "b" it\'s: c\nd: e\n', 'a: |\n  "b" it\'s: c\nd: e\n'),
    'hash': ('a: Quyết định #5\n', 'a: "Quyết định #5"\n'),
    'hash in brackets': ('a: (mục # 5)\n', 'a: "(mục # 5)"\n'),
    'comment kept': ('a: b: c  # ghi chú\n', 'a: "b: c"  # ghi chú\n'),
    'special sign': ('x:\n  - **Đậm** thường\n', 'x:\n  - "**Đậm** thường"\n'),
    'long': ('  a: ' + 'chữ ' * 30 + 'b: c\n', '  a: |\n    ' + 'chữ ' * 30 + 'b: c\n'),
    'several lines': ('a: một: hai\n   ba\n\n   bốn\nb: c\n', 'a: |\n  một: hai\n  ba\n\n  bốn\nb: c\n'),
    'list item': ('x:\n- b\n- Lưu: VT, TCKH (H)\n', 'x:\n- b\n- "Lưu: VT, TCKH (H)"\n'),
    'tab': ('a:\n\tb: c\n\td: e\n', 'a:\n  b: c\n  d: e\n'),
    'tabs, four wide': ('a:\n    b: c\n\td: e\n', 'a:\n    b: c\n    d: e\n'),
    'tab in a block': ('a: |\n\tb\n\tc\n', 'a: |\n  b\n  c\n'),
    'nbsp': ('a:\n\u00a0\u00a0b: c\n', 'a:\n  b: c\n'),
    'wide colon': ('loai：báo cáo\n', 'loai: báo cáo\n'),
    'wide colon and a second': ('loai：báo: cáo\n', 'loai: "báo: cáo"\n'),
    'no space': ('a: b\nloai:báo cáo\n', 'a: b\nloai: báo cáo\n'),
    'smart quotes on a number': ('nam: “2023”\n', 'nam: "2023"\n'),
    'smart quotes around a trap': ('x:\n  - “Lưu: VT”\n', 'x:\n  - "Lưu: VT"\n'),
    'smart key': ('“nam”: 2023\n', 'nam: 2023\n'),
    'apostrophe': ("a: 'it's'\n", 'a: "it\'s"\n'),
    'pipe with text': ('a: | Ban hành\n  kế hoạch\n', 'a: |\n  Ban hành\n  kế hoạch\n'),
    'empty first cell of a row': ('x:\n  - | Cộng | 295\n', 'x:\n  - "| Cộng | 295"\n'),
    'empty first cell of a long row': (
        'x:\n  - | ' + 'chữ ' * 30 + '| 295\n',
        'x:\n  - |\n    | ' + 'chữ ' * 30 + '| 295\n',
    ),
    'greater': ('a: >-5\nb: > 5%\n', 'a: ">-5"\nb: "> 5%"\n'),
    'block line out': ('a: |\n    Một.\n  Hai.\nb: c\n', 'a: |\n    Một.\n    Hai.\nb: c\n'),
    'block line lost': ('a: |\n  Một.\nHai ba.\nb: c\n', 'a: |\n  Một.\n  Hai ba.\nb: c\n'),
    'windows line breaks': ('a: b: c\r\nd: |\r\n  e\r\n', 'a: "b: c"\r\nd: |\r\n  e\r\n'),
    'windows, a new block': (
        'a: ' + 'chữ ' * 30 + 'b: c\r\nd: e\r\n',
        'a: |\r\n  ' + 'chữ ' * 30 + 'b: c\r\nd: e\r\n',
    ),
    'no line break at the end': ('a: b: c', 'a: "b: c"'),
    'mark kept': ('\ufeffa: b: c\n', '\ufeffa: "b: c"\n'),
    'NFD kept': ('a: Ve\u0302\u0300: b\n', 'a: "Ve\u0302\u0300: b"\n'),
}


@pytest.mark.parametrize('case', MENDED)
def test_traps_are_mended(case):
    before, after = MENDED[case]
    mended = mend(before.encode(), 'f.yaml')
    assert mended.text.decode() == after
    assert mended.changes
    assert read(mended.text, 'f.yaml').value()
    assert mend(mended.text, 'f.yaml').text == mended.text


UNTOUCHED = {
    'sound': 'a: b  # c\nx:\n  - "Lưu: VT"\n',
    'unclosed quote': 'a: "b\nc: d\n',
    'words in smart quotes': 'ten: “Ủy ban nhân dân”\n',
    'key too deep': 'a: b\n  c: d\n',
    'duplicate': 'a: b\na: c\n',
    'bracket': 'a: [b\nc: d\n',
    'number cut': 'a: {b: 11,47}\n',
    'no colon': 'a: b\nchữ\nc: d\n',
}


@pytest.mark.parametrize('case', UNTOUCHED)
def test_what_is_sound_or_unsure_stays(case):
    data = UNTOUCHED[case].encode()
    assert mend(data, 'f.yaml').text == data
    assert mend(data, 'f.yaml').changes == ()


def test_a_change_names_its_line_before_and_after():
    mended = mend('a: b\nx:\n  - c\n  - Lưu: VT\n'.encode(), 'f.yaml')
    (change,) = mended.changes
    assert (change.line, change.before, change.after) == (4, '  - Lưu: VT', '  - "Lưu: VT"')


def test_of_a_long_block_only_the_bad_line_is_a_change():
    mended = mend('a: |\n    Một.\n    Hai.\n  Ba.\n    Bốn.\n'.encode(), 'f.yaml')
    (change,) = mended.changes
    assert (change.line, change.before, change.after) == (4, '  Ba.', '    Ba.')


def test_one_mend_goes_on_beside_a_fault_that_stays():
    mended = mend('a: "b\nx:\n  - Lưu: VT\nc: d: e\n'.encode(), 'f.yaml')
    assert mended.text.decode() == 'a: "b\nx:\n  - "Lưu: VT"\nc: "d: e"\n'


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(BaoCaoError):
        mend(b'\xff\xfea\x00', 'f.yaml')


def words(data: bytes) -> list[str]:
    return re.findall(r'\w+', data.decode())


SIGNS = st.text(st.sampled_from('ab: #-\n"\'[]{}|>*\t\u00a0：“”,5é'), max_size=50)
LINE = st.builds(
    '{}{}{}{}'.format,
    st.sampled_from(['', '  ', '    ', '\t', '\u00a0\u00a0']),
    st.sampled_from(['', '- ', 'a: ', 'b:', '- ma: ', 'c：', '- Lưu: ', 'd: |']),
    st.sampled_from(
        ['', 'chữ', '"chữ', '"chữ" b', 'b: c', '# chú', 'b #e', '**f**', '“g”', '> 5', '[x', '[^1] h', "'"]
    ),
    st.sampled_from(['', ' x', ':', '  # ghi']),
)
FILES = st.lists(LINE, max_size=8).map('\n'.join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(FILES, SIGNS))
def test_no_word_is_lost_and_a_second_mend_changes_nothing(text):
    data = text.encode()
    mended = mend(data, 'f.yaml')
    assert words(mended.text) == words(data)
    again = mend(mended.text, 'f.yaml')
    assert again.text == mended.text
    assert bool(mended.changes) == (mended.text != data)


@settings(max_examples=200, deadline=None)
@given(FILES)
def test_lines_outside_the_changes_stay(text):
    mended = mend(text.encode(), 'f.yaml')
    lines, after = text.split('\n'), mended.text.decode().split('\n')
    for change in reversed(mended.changes):
        at = change.line - 1
        count = len(change.before.split('\n'))
        assert '\n'.join(lines[at : at + count]) == change.before
        lines[at : at + count] = change.after.split('\n')
    assert lines == after


def typed(text: str) -> list[tuple[str, bool]]:
    """The words of a file, each with whether it stands where a comment may stand."""
    found = []
    for line in text.split('\n'):
        comment = re.search(r'(^|^- |[ \t]{2,}|: |:\t)#( |$)', line.strip())
        start = comment.start() if comment else len(line) + 1
        found += [(m.group(), m.start() >= start) for m in re.finditer(r'\w+', line.strip())]
    return found


def told(value) -> list[str]:
    if isinstance(value, dict):
        return [word for key, one in value.items() for word in re.findall(r'\w+', key) + told(one)]
    if isinstance(value, list):
        return [word for one in value for word in told(one)]
    return re.findall(r'\w+', value or '')


@settings(max_examples=400, deadline=None)
@given(FILES)
def test_a_file_that_is_read_after_the_mend_lost_no_word(text):
    mended = mend(text.encode(), 'f.yaml').text
    try:
        source = read(mended, 'f.yaml')
    except BaoCaoError:
        return
    if any(f.code == 'YM054' for f in source.findings):
        return  # a doubtful comment was said
    words_read = iter(told(source.value()))
    expected = next(words_read, None)
    for word, comment in typed(mended.decode()):
        if word == expected:
            expected = next(words_read, None)
        else:
            assert comment, word
    assert expected is None
