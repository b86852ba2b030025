"""Names under out/: inside the folder, safe on Windows, never shared."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baocao.output import output_name, plan_names
from baocao.output.names import beside_name


def planned(*names: str) -> dict[str, str]:
    return {str(s): str(p) for s, p in plan_names([PurePosixPath(n) for n in names]).items()}


@pytest.mark.parametrize(
    ('source', 'place'),
    [
        ('bc_thang_6.yaml', 'bc_thang_6.docx'),
        ('thang_6/Báo cáo số 12.yml', 'thang_6/Báo cáo số 12.docx'),
        ('Ngh\u0069\u0323 quye\u0302\u0301t.yaml', 'Nghị quyết.docx'),
        ('bc.v1.2.yaml', 'bc.v1.2.docx'),
        ('khong_duoi', 'khong_duoi.docx'),
        ('con.yaml', 'con-.docx'),
        ('NUL.2020.yaml', 'NUL-.2020.docx'),
        ('com1/lpt9.yaml', 'com1-/lpt9-.docx'),
        ('aux .x.yaml', 'aux-.x.docx'),
        ('com0.yaml', 'com0-.docx'),
        ('cong.yaml', 'cong.docx'),
        ('a./b .yaml', 'a/b.docx'),
        ('a<b>c:d"e|f?g*h.yaml', 'a-b-c-d-e-f-g-h.docx'),
        ('a\nb\x00c\x7f.yaml', 'a-b-c-.docx'),
        ('gian\u202eyaml.yaml', 'gian-yaml.docx'),
        ('hỏng\udcff.yaml', 'hỏng-.docx'),
        ('a\u00a0b.yaml', 'a b.docx'),
        ('../../etc/passwd.yaml', 'etc/passwd.docx'),
        ('/etc/passwd.yaml', 'etc/passwd.docx'),
        ('C:\\Windows\\x.yaml', 'C--Windows-x.docx'),
        ('..\\..\\x.yaml', '-..-x.docx'),
        ('.../x.yaml', 'khong_ten/x.docx'),
        ('.yaml', 'yaml.docx'),
        ('.baocao/khoa.yaml', 'baocao/khoa.docx'),
        ('~$cu.yaml', '-cu.docx'),
        ('', 'khong_ten.docx'),
        ('bc (bản mới).yaml', 'bc -bản mới-.docx'),
        ('bc (BẢN MỚI 2).yaml', 'bc -BẢN MỚI 2-.docx'),
    ],
)
def test_natural_name(source: str, place: str) -> None:
    assert str(output_name(PurePosixPath(source))) == place


def test_long_names_are_cut_and_still_differ() -> None:
    one, two = (output_name(PurePosixPath('ệ' * 400 + end + '.yaml')) for end in 'ab')
    assert len(one.name.encode()) <= 200
    assert one.name.startswith('ệ' * 50)
    assert one != two


def test_collisions_get_numbers_and_well_named_papers_keep_their_names() -> None:
    assert planned('a.yml', 'a.yaml', 'A.YAML', 'a (2).yaml') == {
        'a.yaml': 'a.docx',
        'a (2).yaml': 'a (2).docx',
        'A.YAML': 'A (3).docx',
        'a.yml': 'a (4).docx',
    }


def test_a_badly_named_paper_never_moves_a_well_named_one() -> None:
    assert planned('0?.yaml', '0-.yaml')['0-.yaml'] == planned('0-.yaml')['0-.yaml'] == '0-.docx'


def test_papers_that_differ_by_case_or_form_only() -> None:
    places = planned('b/Á.yaml', 'B/á.yaml', 'b/A\u0301.yaml')
    assert len({unicodedata.normalize('NFC', p).casefold() for p in places.values()}) == 3


def test_a_paper_never_takes_the_name_of_a_folder() -> None:
    assert planned('a.yaml', 'a.docx/b.yaml') == {'a.yaml': 'a (2).docx', 'a.docx/b.yaml': 'a.docx/b.docx'}


def test_the_plan_does_not_depend_on_the_order() -> None:
    names = ['a.yml', 'A.yaml', 'a.yaml', 'x/a.yaml', 'X/A.yml', 'a?.yaml', 'a*.yaml']
    assert planned(*names) == planned(*reversed(names))


def test_the_names_beside_fit_the_disk_and_are_no_paper_s_name() -> None:
    place = output_name(PurePosixPath('x' * 300 + '.yaml'))
    beside = beside_name(place, 999)
    assert beside.name.endswith(" (bản mới 999).docx")
    assert len(beside.name.encode()) <= 255
    assert len(beside_name(PurePosixPath('y' * 250 + '.docx'), 1).name.encode()) <= 255
    assert (
        beside
        not in plan_names([PurePosixPath(str(beside_name(place, 999)).replace('.docx', '.yaml'))]).values()
    )


EVIL = st.sampled_from(
    [
        '..',
        '.',
        'con',
        'NUL',
        'a',
        'A',
        'á',
        'a\u0301',
        ' ',
        '.',
        '/',
        '\\',
        'C:',
        '*',
        '?',
        '\n',
        '\x00',
        '~$',
        '(2)',
        ' (bản mới)',
        '.docx',
        '.yaml',
        '.yml',
        'x' * 210,
        '\udc80',
        '\u202e',
        '\u00a0',
        'ß',
        'İ',
        '\ufffe',
    ]
)
NAMES = st.lists(st.one_of(EVIL, st.text(max_size=3)), max_size=7).map(''.join)
DEVICES = {'con', 'prn', 'aux', 'nul', 'clock$', 'conin$', 'conout$'}
DEVICES |= {f'{d}{n}' for d in ('com', 'lpt') for n in '0123456789¹²³'}


@given(st.lists(NAMES, max_size=12))
@example(['a.yaml', 'a.yml', 'A.yaml', 'a (2).yaml', 'a.docx/a.yaml', '../a.yaml'])
def test_planned_names_are_inside_unique_and_safe_on_windows(names: list[str]) -> None:
    plan = plan_names([PurePosixPath(n) for n in names])
    keys = [unicodedata.normalize('NFC', str(p)).casefold() for p in plan.values()]
    assert len(keys) == len(set(keys)) == len({PurePosixPath(n) for n in names})
    folders = {unicodedata.normalize('NFC', str(f)).casefold() for p in plan.values() for f in p.parents}
    assert not folders & set(keys)
    for place in plan.values():
        assert not place.is_absolute()
        assert not PureWindowsPath(str(place)).drive
        assert place.suffix == '.docx'
        for part in place.parts:
            assert part not in ('', '.', '..')
            assert not part.startswith(('.', ' ', '~$')) and not part.endswith(('.', ' '))
            assert not set(part) & set('<>:"|?*\\/')
            assert not {unicodedata.category(c) for c in part} & {'Cc', 'Cf', 'Cs', 'Zl', 'Zp'}
            assert part.split('.')[0].rstrip().casefold() not in DEVICES
            assert len(part.encode()) <= 200
            assert unicodedata.is_normalized('NFC', part)


@given(NAMES)
def test_a_planned_name_is_its_own_natural_name(name: str) -> None:
    place = output_name(PurePosixPath(name))
    assert output_name(place.with_name(place.name.removesuffix('.docx') + '.yaml')) == place
