"""Places: every node, key and part of a value is found again in the file."""

import unicodedata

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from baocao.errors import BaoCaoError
from baocao.source import Mapping, Scalar, Sequence, Source, read

TEXT = """\
loai: báo cáo
bo_cuc:
  - tieu_de: Kết quả
    noi_dung: |
      Đoạn một
        lùi thêm

      Đoạn hai có chữ
    chu_tri:
  - "nháy \\"kép\\" \\u0110à \\
     nối"
  - 'it''s
    đơn'
  - một dòng
    nối

    đoạn
  - >-
    gập
    lại

    đoạn mới
      lùi
    hết
nguoi_ky: Chủ tịch
"""


def source_of(text: str) -> Source:
    return read(text.encode(), 'f.yaml')


def cut(source: Source, span) -> str:
    """The text of a span."""
    lines = source.text.split('\n')
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    first, last = lines[span.line - 1][span.column - 1 :], lines[span.end_line - 1][: span.end_column - 1]
    return '\n'.join([first, *lines[span.line : span.end_line - 1], last])


@pytest.fixture(scope='module')
def source() -> Source:
    return source_of(TEXT)


@pytest.mark.parametrize(
    ('loc', 'key', 'expected'),
    [
        (['loai'], False, 'báo cáo'),
        (['loai'], True, 'loai'),
        (['bo_cuc', 0, 'tieu_de'], False, 'Kết quả'),
        (['bo_cuc'], True, 'bo_cuc'),
        (['bo_cuc', 0, 'chu_tri'], False, 'chu_tri'),  # nothing typed: its key
        (['bo_cuc', 0, 'phoi_hop'], False, 'tieu_de: Kết quả'),  # missing: the item, its first line
        (['nguoi_ky', 'ho_ten'], False, 'nguoi_ky'),  # missing: the parent's key
        (['bo_cuc', 9], False, 'bo_cuc'),
        (['bo_cuc', 9, 'tieu_de'], True, 'bo_cuc'),
        (['khong_co'], False, 'loai: báo cáo'),
        (['bo_cuc', 2], False, "'it''s\n    đơn'"),
        (['bo_cuc', 0, 'noi_dung'], False, '|\n      Đoạn một\n        lùi thêm\n\n      Đoạn hai có chữ'),
    ],
)
def test_span(source, loc, key, expected):
    assert cut(source, source.span(loc, key)) == expected


@pytest.mark.parametrize(
    ('loc', 'words', 'expected', 'line'),
    [
        (['bo_cuc', 0, 'noi_dung'], 'một', 'một', 5),
        (['bo_cuc', 0, 'noi_dung'], 'lùi thêm', 'lùi thêm', 6),
        (['bo_cuc', 0, 'noi_dung'], 'hai có', 'hai có', 8),
        (['bo_cuc', 0, 'noi_dung'], 'một\n  lùi', 'một\n        lùi', 5),
        (['bo_cuc', 1], '"kép"', '\\"kép\\"', 10),
        (['bo_cuc', 1], 'Đà', '\\u0110à', 10),
        (['bo_cuc', 1], 'nối', 'nối', 11),
        (['bo_cuc', 2], "it's", "it''s", 12),
        (['bo_cuc', 2], 'đơn', 'đơn', 13),
        (['bo_cuc', 3], 'nối', 'nối', 15),
        (['bo_cuc', 3], 'đoạn', 'đoạn', 17),
        (['bo_cuc', 4], 'lại', 'lại', 20),
        (['bo_cuc', 4], 'đoạn mới', 'đoạn mới', 22),
        (['bo_cuc', 4], 'hết', 'hết', 24),
        (['nguoi_ky'], 'tịch', 'tịch', 25),
    ],
)
def test_span_in(source, loc, words, expected, line):
    node = source.find(loc)
    offset = node.value.index(words)
    span = source.span_in(loc, offset, len(words))
    assert (cut(source, span), span.line) == (expected, line)


def test_span_in_decomposed_text_counts_in_the_composed_value():
    source = source_of('a: ' + unicodedata.normalize('NFD', 'Quyết định số một') + '\n')
    value = source.value()['a']
    span = source.span_in(['a'], value.index('định'), 4)
    assert unicodedata.normalize('NFC', cut(source, span)) == 'định'


def test_the_beginning_and_the_end_of_a_value_have_a_place_without_width():
    source = source_of('a: bc\n')
    start, end = source.span_in(['a'], 0, 0), source.span_in(['a'], 2, 0)
    assert (start.column, start.end_column) == (4, 4)
    assert (end.column, end.end_column) == (6, 6)


def test_find_line_and_excerpt(source):
    assert isinstance(source.find([]), Mapping)
    assert isinstance(source.find(['bo_cuc']), Sequence)
    assert source.find(['bo_cuc', 'x']) is None
    assert source.find(['bo_cuc', -1]) is None
    assert source.line(1) == 'loai: báo cáo'
    assert source.line(0) == source.line(999) == ''
    assert source.excerpt(source.span(['nguoi_ky'])) == 'nguoi_ky: Chủ tịch'


# Properties

LETTERS = st.characters(
    codec='utf-8', exclude_categories=('Cs', 'Cc', 'Cf', 'Co', 'Cn', 'Zl', 'Zp'), include_characters='\n'
)
TEXTS = st.text(st.one_of(LETTERS, st.sampled_from('aăẹđ :#-"\'[]{}|>*&!%,\n')), max_size=60)
KEYS = st.from_regex(r'[a-z][a-z0-9_]{0,12}', fullmatch=True)
DATA = st.dictionaries(
    KEYS,
    st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)),
    min_size=1,
    max_size=5,
)


def composed(value):
    if isinstance(value, str):
        return unicodedata.normalize('NFC', value)
    if isinstance(value, list):
        return [composed(one) for one in value]
    return {composed(key): composed(one) for key, one in value.items()}


def scalars(node, loc=()):
    if isinstance(node, Scalar):
        yield loc, node
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from scalars(item, (*loc, number))
    else:
        for key, item in node.entries:
            yield from scalars(item, (*loc, key.value))


def sound(data, **style) -> Source:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=False, sort_keys=False, **style)
    try:
        return source_of(text)
    except BaoCaoError as error:
        # what is refused for its characters is another test's matter
        assume(not any(f.code in ('YM060', 'YM062', 'YM066', 'YM067', 'YM069') for f in error.findings))
        raise


@settings(max_examples=250, deadline=None)
@given(DATA)
def test_what_yaml_writes_is_read_as_it_was(data):
    assert sound(data).value() == composed(data)


@settings(max_examples=150, deadline=None)
@given(DATA, st.sampled_from(['"', "'", None]), st.sampled_from([30, 80, 1000]))
def test_the_place_of_every_letter_holds_that_letter(data, style, width):
    source = sound(data, default_style=style, width=width)
    for loc, node in scalars(source.root):
        whole = source.span(list(loc))
        for offset, letter in enumerate(node.value or ''):
            span = source.span_in(loc, offset, 1)
            assert (whole.line, whole.column) <= (span.line, span.column)
            assert (span.end_line, span.end_column) <= (whole.end_line, whole.end_column)
            typed = cut(source, span)
            if not typed.startswith('\\') and letter not in ' \n':
                assert letter in unicodedata.normalize('NFC', typed)


WORDS = st.text(st.sampled_from('abcăâđêôơư ệ:#-"*.'), min_size=1, max_size=20).map(str.strip).filter(bool)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, st.just('')), min_size=1, max_size=6), st.integers(1, 6), st.booleans())
def test_blocks_of_prose_are_read_letter_by_letter(lines, indent, decomposed):
    assume(lines[0])
    prose = unicodedata.normalize('NFD' if decomposed else 'NFC', '\n'.join(lines))
    text = (
        'a: |\n' + '\n'.join(' ' * indent + line if line else '' for line in prose.split('\n')) + '\nb: c\n'
    )
    source = source_of(text)
    value = source.value()['a']
    assert value == unicodedata.normalize('NFC', prose.rstrip('\n') + '\n')
    for offset, letter in enumerate(value.rstrip('\n')):
        if letter != '\n':
            assert unicodedata.normalize('NFC', cut(source, source.span_in(['a'], offset, 1))) == letter


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab: -#\n"\'[]{}|>*&!%\t,?\u00a0：“”é\\0'), max_size=60))
def test_any_text_is_read_or_refused_and_never_crashes(text):
    try:
        source = source_of(text)
    except BaoCaoError as error:
        assert all(f.problem and f.remedy and f.span.file == 'f.yaml' for f in error.findings)
    else:
        assert isinstance(source.value(), dict)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data):
    try:
        read(data, 'f.yaml')
    except BaoCaoError as error:
        assert error.findings
