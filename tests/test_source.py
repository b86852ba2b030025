"""Reading one YAML file: what comes back, and what is refused where."""

import codecs
import hashlib
import pickle
import time

import pytest
import yaml

from baocao.errors import BaoCaoError, Finding, Level
from baocao.source import SIZE_CAP, read
from baocao.source.compose import Composer
from baocao.source.nodes import plain
from baocao.source.place import Lines

NAME = 'data/bc.yaml'


def value(text: str):
    return read(text.encode(), NAME).value()


def refused(data: str | bytes) -> tuple[Finding, ...]:
    with pytest.raises(BaoCaoError) as caught:
        read(data.encode() if isinstance(data, str) else data, NAME)
    for one in caught.value.findings:
        assert one.problem.strip().endswith(('.', ')')), one.problem
        assert one.span.file == NAME
    return caught.value.findings


def places(data: str | bytes) -> list[tuple[str, int, int]]:
    return [(f.code, f.span.line, f.span.column) for f in refused(data) if f.level is Level.CHAN]


# What is read


def test_every_scalar_is_text_and_only_an_empty_one_is_absence():
    text = """\
a: no
b: 010
c: 12:30
d: 05/3/2020
e: 1.250
f: null
g: ~
h:
i: ''
j: "11,47"
k: 0x1F
l: 2023-01-31
m: =
n: .nan
"""
    assert value(text) == {
        'a': 'no', 'b': '010', 'c': '12:30', 'd': '05/3/2020', 'e': '1.250', 'f': 'null', 'g': '~', 'h': None,
        'i': '', 'j': '11,47', 'k': '0x1F', 'l': '2023-01-31', 'm': '=', 'n': '.nan',
    }  # fmt: skip


def test_values_and_keys_come_in_nfc_while_the_text_stays_as_in_the_file():
    nfd = 'ten: Quye\u0302\u0301t đi\u0323nh\n'
    source = read(nfd.encode(), NAME)
    assert source.value() == {'ten': 'Quyết định'}
    assert source.text == nfd


def test_byte_order_mark_and_windows_line_breaks_are_accepted_silently():
    data = codecs.BOM_UTF8 + b'a: b\r\nc: |\r\n  d\r\n\r\n  e\r\n'
    source = read(data, NAME)
    assert source.value() == {'a': 'b', 'c': 'd\n\ne\n'}
    assert source.findings == ()
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.span(['c']).line == 2


def test_old_mac_line_breaks_are_line_breaks():
    assert read(b'a: b\rc: d\r', NAME).value() == {'a': 'b', 'c': 'd'}


SOUND = [
    'a: "Lưu: VT, TCKH (H)"\n',
    'x:\n  - "Lưu: VT"\n  - UBND tỉnh (b/c)\n',
    'x:\n- |\n  Lưu: VT # 1\n- b\n',
    'hieu_luc: 30/6/2025        # cũng hieu_luc_tu\n',
    'a:   # ghi chú\n  b: c\n# hết\n',
    'a: |  # khối\n  b\n',
    'cau: Tăng ${va} (trong đó ${dich_vu|hai_chu_so}); còn lại\n',
    'muc_con:\n  - noi_dung: |\n      Một: hai\n\n        - ba\n    so: 6.2.\n  - chữ thường\n',
    'a: đoạn chữ dài\n  nối dòng dưới\n\n  và đoạn sau\nb: c\n',
    'a: "nhiều\n  dòng: có hai chấm\n  - gạch"\nb: c\n',
    "a: 'it''s'\n",
    'a: http://baocao.vn\nb: 7:30 sáng\n',
    'x:\n  - tel:0255\n  - lúc 7:30\n',
    '"khóa có cách": x\n',
    '---\na: b\n...\n',
    'a: [b, "c, d", {e: f}]\n',
    'a: [b,\n  c]\nd: {}\n',
    'a: x‍y\n'.replace('x‍y', '👨\u200d👩\u200d👧 gia đình'),
    'ke_hoach: -5\nb: 2,5-3,0%\nc: "< 7,5‰"\nd: < 7,5‰\n',
    'a: |\n  # không phải ghi chú\n  b\n',
    'a: |\n    sâu\n      hơn\n    lại\n',
    'a: x\tb\n',
    'a:\n- b\n- c\nd: e\n',
    'a: >\n  nối\n  dòng\n',
    'a:\n  nối\n  dòng\nb: c\n',
    'x:\n  - “Năm du lịch” quốc gia\n',
    'a: x – y\n',
]


@pytest.mark.parametrize('text', SOUND)
def test_sound_files_give_no_finding_and_the_value_of_yaml(text):
    source = read(text.encode(), NAME)
    assert source.findings == ()
    assert source.value() == yaml.load(text, yaml.CBaseLoader)


@pytest.mark.parametrize('text', [s for s in SOUND if '\t' not in s])
def test_both_scanners_of_pyyaml_give_the_same_nodes(text):
    lines = Lines(NAME, text)
    assert Composer(lines).run(yaml.SafeLoader) == Composer(lines).run(yaml.CSafeLoader)


# What is refused: text, expected (code, line, column) of every finding

WRONG = {
    # bytes
    'utf-16 with mark': ('a: b\n'.encode('utf-16'), [('YM002', 1, 1)]),
    'utf-16 without mark': ('loai: báo cáo\n'.encode('utf-16-le'), [('YM002', 1, 1)]),
    'utf-16 big': ('loai: báo cáo\n'.encode('utf-16-be'), [('YM002', 1, 1)]),
    'utf-32': ('a: b\n'.encode('utf-32'), [('YM002', 1, 1)]),
    'latin-1': ('loai: x\nten: bá đ'.encode('latin-1', 'replace').replace(b'?', b'd'), [('YM003', 2, 7)]),
    'windows-1258': (b'loai: x\r\nten: \xd0\xe0 N\xe3ng\r\n', [('YM003', 2, 6)]),
    'cut letter': ('ten: Huế'.encode()[:-1], [('YM003', 1, 8)]),
    'nul': (b'loai: x\nten: a\x00b\n', [('YM004', 2, 7)]),
    'word file': (b'PK\x03\x04\x14\x00\x06\x00', [('YM005', 1, 1)]),
    # shape
    'empty': ('', [('YM018', 1, 1)]),
    'comments only': ('# chưa có gì\n\n', [('YM018', 1, 1)]),
    'marker only': ('---\n', [('YM018', 1, 1)]),
    'list root': ('- a\n- b\n', [('YM006', 1, 1)]),
    'text root': ('báo cáo\n', [('YM006', 1, 1)]),
    'two documents': ('a: b\n---\nc: d\n', [('YM007', 2, 1)]),
    'after the end': ('a: b\n...\nc: d\n', [('YM043', 3, 1)]),
    'deep brackets': ('a: ' + '[' * 60 + ']' * 60 + '\n', [('YM008', 1, 53)]),
    # outside the subset
    'anchor, alias, tag, merge': (
        'a: &neo b\nc: *neo\nd: !!python/object/apply:os.system x\n<<: x\n',
        [('YM010', 1, 4), ('YM011', 2, 4), ('YM012', 3, 4), ('YM013', 4, 1)],
    ),
    'recursive alias': ('a: &a\n  b: *a\n', [('YM010', 1, 4), ('YM011', 2, 6)]),
    'anchor before a block': ('a: &x |\n  b: c: d\ne: f\n', [('YM010', 1, 4)]),
    'directive': ('%YAML 1.1\n---\na: b\n', [('YM014', 1, 1)]),
    'complex key': ('a: b\n? c\n: d\n', [('YM015', 2, 1)]),
    'empty key': ('a: b\n: d\n', [('YM016', 2, 1)]),
    'list as key': ('a: b\n[x, y]: d\n', [('YM034', 2, 1)]),
    'empty quoted key': ('a: b\n"": d\n', [('YM016', 2, 1)]),
    # blanks and colons
    'tab': ('a:\n\tb: c\n', [('YM020', 2, 1)]),
    'tabs on many lines': ('a:\n\tb: c\n\td: e\n', [('YM020', 2, 1), ('YM020', 3, 1)]),
    'tab after the dash': ('a:\n  -\tb\n', [('YM020', 2, 4)]),
    'tab after the colon': ('a:\tb\n', [('YM020', 1, 3)]),
    'tab in a block': ('a: |\n\tb\n', [('YM020', 2, 1)]),
    'nbsp indent': ('a:\n\u00a0\u00a0b: c\n', [('YM021', 2, 1)]),
    'ideographic space indent': ('a:\n\u3000b: c\n', [('YM021', 2, 1)]),
    'nbsp after the colon': ('loai:\u00a0báo cáo\n', [('YM021', 1, 1)]),
    'nbsp after the dash': ('x:\n  -\u00a0báo cáo\n', [('YM021', 2, 4)]),
    'nbsp in a block': ('a: |\n  b\n\u00a0 c\n', [('YM021', 3, 1)]),
    'full-width colon': ('loai：báo cáo\nnam: 2023\n', [('YM022', 1, 1)]),
    'no space after the colon': ('nam: 2023\nloai:báo cáo\n', [('YM023', 2, 1)]),
    'no space, in a list': ('x:\n  - ma:va\n    cau: b\n', [('YM023', 2, 5)]),
    # quotes
    'smart quotes': ('ten: “Ủy ban nhân dân”\n', [('YM024', 1, 6)]),
    'smart quotes on a key': ('“ten”: b\n', [('YM024', 1, 1)]),
    'unclosed double': ('a: b\nten: "Ủy ban\nc: d\n', [('YM028', 2, 6)]),
    'unclosed single': ("ten: 'Ủy ban\nc: 'd'\n", [('YM028', 1, 6)]),
    'unclosed at the end': ('a: b\nten: "Ủy ban\n', [('YM028', 2, 6)]),
    'text after the quote': ('a: "Đề án" năm 2023\n', [('YM027', 1, 11)]),
    'backslashes': ('a: "C:\\van_ban"\nb: "D:\\qd"\n', [('YM060', 1, 4), ('YM036', 2, 7)]),
    'surrogate escape': ('a: "\\ud83d"\n', [('YM061', 1, 5)]),
    # bare texts
    'colon inside': ('trich_yeu: Về việc: giao\n', [('YM025', 1, 19)]),
    'colon at the end': ('loi_dan: Ban hành như sau:\n', [('YM025', 1, 26)]),
    'colon in a continuation': ('a: một\n  Hai: ba\n', [('YM025', 2, 6)]),
    'bold at the start': ('a: **Đậm** rồi thường\n', [('YM026', 1, 4)]),
    'percent': ('x:\n  - % tăng\n', [('YM026', 2, 5)]),
    'at': ('a: @x\n', [('YM026', 1, 4)]),
    'backtick': ('a: `x`\n', [('YM026', 1, 4)]),
    'note at the start': ('a: [^1] xem chú thích\n', [('YM026', 1, 4)]),
    'greater than': ('a: > 5\n', [('YM026', 1, 4)]),
    'greater or equal': ('a: >= 5%\n', [('YM026', 1, 4)]),
    'dash in a value': ('a: - b\nc: d\n', [('YM026', 1, 4)]),
    'greater, becomes empty': ('a: >-5\nb: c\n', [('YM031', 1, 4)]),
    'greater tight': ('a: >5\nb: c\n', [('YM031', 1, 4)]),
    'pipe with text': ('a: | Ban hành\n  kế hoạch\n', [('YM030', 1, 4)]),
    'row of a table with an empty first cell': ('x:\n  - | Cộng | 295\n', [('YM026', 2, 5)]),
    'unclosed bracket': ('a: [b, c\nd: e\n', [('YM029', 1, 4)]),
    'unclosed brace': ('a: {b: c\nd: e\n', [('YM029', 1, 4)]),
    'less indented in a block': ('a: |\n    Một.\n  Hai.\nb: c\n', [('YM032', 3, 3)]),
    'blank lead of a block': ('a: |\n       \n  Một.\nb: c\n', [('YM033', 2, 1)]),
    'fell out of a block': ('a: |\n  Một.\nHai ba.\nb: c\n', [('YM034', 3, 1)]),
    'no colon': ('a: b\nloai báo cáo\nc: d\n', [('YM034', 2, 1)]),
    'key too deep': ('a: b\n  c: d\n', [('YM035', 2, 3)]),
    'key between columns': ('a:\n    b: c\n  d: e\nf: g\n', [('YM035', 3, 3)]),
    'text, then a key': ('x:\n  - Bám sát chỉ đạo\n    chu_tri: Sở A\n', [('YM045', 3, 5)]),
    'list and keys mixed': ('x:\n  - a\n  b: c\n', [('YM039', 3, 3)]),
    'list at the level of keys': ('a: b\n- c\n', [('YM039', 2, 1)]),
    # silent traps
    'list item as mapping': ('noi_nhan:\n  - UBND tỉnh\n  - Lưu: VT\n', [('YM050', 3, 5)]),
    'list item with an end colon': ('x:\n  - Nơi nhận:\n  - b\n', [('YM050', 2, 5)]),
    'number cut in braces': ('a: {ke_hoach: 11,47}\n', [('YM051', 1, 15)]),
    'number cut in brackets': ('a: [11,47, 5]\n', [('YM051', 1, 5)]),
    'words cut in braces': ('a: {dia_danh: Sơn Tịnh, Tư Nghĩa}\n', [('YM052', 1, 25)]),
    'hash': ('a: Quyết định #5\n', [('YM053', 1, 15)]),
    'hash, spaced': ('a: Quyết định # 5 của tỉnh\n', [('YM053', 1, 15)]),
    'hash in brackets': ('a: Văn bản (mục  # 5) của\n', [('YM053', 1, 18)]),
    'hash at the start': ('a: #5\nb: c\n', [('YM053', 1, 4)]),
    'hash at the start of an item': ('x:\n  - #5 b\n  - c\n', [('YM053', 2, 5)]),
    'nested list swallowed': ('a: Gồm\n  - b\n  - c\n', [('YM038', 2, 3), ('YM038', 3, 3)]),
    'items folded': ('a: >\n  Gồm\n  - b\n  - c\n', [('YM056', 3, 1)]),
    # keys
    'duplicate': ('a: b\nc: d\na: e\n', [('YM040', 3, 1)]),
    'duplicate in a list item': ('x:\n  - a: b\n    a: c\n', [('YM040', 3, 5)]),
    'duplicate after NFC': ('"á": b\n"a\u0301": e\n', [('YM040', 2, 1)]),
    'confusable by case': ('loai: b\nLoai: e\n', [('YM041', 2, 1)]),
    'confusable by width': ('loai: b\nｌoai: e\n', [('YM041', 2, 1)]),
    'confusable Cyrillic': ('loai: b\nlо\u0430i: e\n', [('YM041', 2, 1)]),
    'Cyrillic alone': ('l\u043eai: b\n', [('YM042', 1, 1)]),
    'several at once': (
        'loai：báo cáo\ntrich_yeu: Về: a\nx:\n\t- b\nten: "c\nd: e\nd: f\n',
        [('YM022', 1, 1), ('YM025', 2, 14), ('YM020', 4, 1), ('YM028', 5, 6), ('YM040', 7, 1)],
    ),
    'grammar faults far apart': (
        'x:\n    a: b\n  c: d\ny:\n    a: b\n  c: d\nz: 1\nz: 2\n',
        [('YM035', 3, 3), ('YM035', 6, 3), ('YM040', 8, 1)],
    ),
}  # fmt: skip


@pytest.mark.parametrize('case', WRONG)
def test_wrong_files_are_told_their_places(case):
    data, expected = WRONG[case]
    assert places(data) == expected


def test_a_comment_is_no_loss_but_a_doubtful_one_is_said():
    source = read('nam: 2023 # năm nay\nso: 5 #6\n'.replace('so: 5 #6\n', '').encode(), NAME)
    assert source.value() == {'nam': '2023'}
    assert [(f.code, f.level, f.span.column) for f in source.findings] == [('YM054', Level.CANH_BAO, 11)]


def test_an_empty_block_is_said():
    source = read(b'a: |\nb: c\n', NAME)
    assert source.value() == {'a': '', 'b': 'c'}
    assert [(f.code, f.span.line) for f in source.findings] == [('YM055', 1)]


CORRECTED = {
    'trich_yeu: Về việc: giao\n': 'trich_yeu: "Về việc: giao"',
    'x:\n  - Lưu: VT\n': '  - "Lưu: VT"',
    'a: **Đậm** "x"\n': "a: '**Đậm** \"x\"'",
    'a: ' + 'chữ ' * 30 + '"b": c\n': 'a: |\n  ' + 'chữ ' * 30 + '"b": c',
    'a: | Ban hành\n  kế hoạch\n': 'a: |\n  Ban hành\n  kế hoạch',
    'loai：báo cáo\n': 'loai: báo cáo',
    "a: 'it's'\n": 'a: "it\'s"',
    'a: "Đề án "X" năm"\n': "a: 'Đề án \"X\" năm'",
    'a: "Đề án" và "Kế hoạch"\n': "a: '\"Đề án\" và \"Kế hoạch\"'",
}


@pytest.mark.parametrize('text', CORRECTED)
def test_the_remedy_shows_the_corrected_lines(text):
    found = refused(text)[0]
    assert found.remedy.endswith(':\n' + CORRECTED[text])
    assert found.excerpt == text.splitlines()[found.span.line - 1]


def test_a_long_value_is_shortened_in_the_sentence():
    found = refused('a: ' + 'dài ' * 500 + 'b: c\n')[0]
    assert '…' in found.problem
    assert len(found.problem) < 220


def test_the_column_counts_letters_not_bytes():
    assert places('a: 😀 Ủy ban: x\n') == [('YM025', 1, 12)]


def test_indentation_fault_names_the_columns_that_fit():
    found = refused('a:\n    b: c\n  d: e\nf: g\n')[0]
    assert 'cột 1 (0 dấu cách) hoặc cột 5 (4 dấu cách)' in found.remedy


def test_the_same_fault_many_times_is_told_a_hundred_times_with_the_count():
    found = refused('x:\n' + '  - Lưu: VT\n' * 150)
    assert len(found) == 100
    assert '50' in found[-1].problem


def test_error_and_source_cross_processes():
    with pytest.raises(BaoCaoError) as caught:
        read(b'a: b: c\n', NAME)
    assert pickle.loads(pickle.dumps(caught.value)).findings == caught.value.findings
    source = read(b'a: b\n', NAME)
    again = pickle.loads(pickle.dumps(source))
    assert again == source
    assert again.span(['a']) == source.span(['a'])


# Bounds


def test_a_file_over_the_cap_is_refused_at_once():
    start = time.perf_counter()
    assert (
        places(b'a: b\n' * 5_000_000) == [('YM001', 0, 1)]
        or refused(b'a' * (SIZE_CAP + 1))[0].code == 'YM001'
    )
    assert time.perf_counter() - start < 2


def test_too_many_lines_are_refused():
    assert refused(b'\n' * 500_000)[0].code == 'YM019'


@pytest.mark.parametrize(
    'text',
    [
        'a: ' + '[' * 100_000 + ']' * 100_000,
        '[' * 5_000,
        'a: ' + '{b: ' * 5_000 + '}' * 5_000,
        'a:\n' + '- ' * 5_000 + 'x\n',
        ''.join(' ' * n + 'a:\n' for n in range(2_000)),
        'a: "' + '\\' * 1_000_000 + '\n',
        'a: b' + ' ' * 1_000_000 + 'c: d\n',
        'a: ' + 'x #' * 300_000 + '\n',
        'a: &a [' + '*a,' * 1_000 + ']\n',
    ],
)
def test_hostile_depth_and_length_are_answered_quickly(text):
    start = time.perf_counter()
    assert refused(text)
    assert time.perf_counter() - start < 5


def test_ten_thousand_tasks_are_read_fast():
    task = """\
  - noi_dung: |
      Kịp thời ban hành văn bản số %d về việc thực hiện nhiệm vụ phát triển kinh tế - xã hội.
    chu_tri: Phòng Tài chính - Kế hoạch thành phố
    phoi_hop: Các cơ quan, đơn vị liên quan
"""
    data = ('loai: báo cáo\nmuc_con:\n' + ''.join(task % n for n in range(10_000))).encode()
    assert len(data) > 2_000_000
    start = time.perf_counter()
    source = read(data, NAME)
    assert time.perf_counter() - start < 6  # about one second on an idle machine
    assert source.findings == ()
    assert len(source.value()['muc_con']) == 10_000
    assert source.span(['muc_con', 9_999, 'chu_tri']).line == 2 + 4 * 9_999 + 3


def test_plain_of_a_composed_text():
    root = Composer(Lines(NAME, 'a:\n  - b\n  - c: d\n')).run()
    assert root is not None
    assert plain(root) == {'a': ['b', {'c': 'd'}]}
