"""Faults of typed data: each one named in Vietnamese, at its line and column, all of them at once."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import AGENCY, FIGURES, decision, office, report
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core._pydantic_core import list_all_errors

from baocao.errors import Finding, Level
from baocao.loading.faults import to_finding
from baocao.models import CoQuan, Khung, QuyetDinh, SoLieu, VanBanCoTenLoai
from baocao.source import read

ENGLISH = re.compile(
    r'\b(input|should|valid|invalid|field|must|value|string|list|dictionary|error|type|required|got|None)\b'
)
VIETNAMESE = re.compile(r'[ăâđêôơưàảãạáầấậẩằắặẳèẻẹéềếệểìỉịíòỏọóồốộổờớợởùủụúừứựửỳỷỵý]', re.IGNORECASE)


def where(findings: tuple[Finding, ...]) -> list[tuple[str, int, int]]:
    return sorted((f.code, f.span.line, f.span.column) for f in findings)


@pytest.mark.parametrize('known', list_all_errors(), ids=lambda e: e['type'])
def test_every_error_type_of_pydantic_is_told_in_vietnamese(known) -> None:
    source = read(report().encode(), 'vb.yaml')
    locations = [('trich_yeu',), ('bo_cuc', 0, 'muc_con', 1), (), ('la_lam', 0)]
    for typed, loc in itertools.product(['x1', None, ['x1'], {'x1': 'x2'}], locations):
        if known['type'] == 'extra_forbidden' and not loc:
            continue
        error: ErrorDetails = {
            'type': known['type'],
            'loc': loc,
            'msg': known['example_message_python'],
            'input': typed,
            'ctx': dict(known.get('example_context') or {}),
        }
        found = to_finding(error, VanBanCoTenLoai, source)
        for sentence in (found.problem, found.remedy):
            assert VIETNAMESE.search(sentence), sentence
            assert not ENGLISH.search(sentence), sentence
            assert known['example_message_python'] not in sentence
            assert '{' not in sentence and '[' not in sentence, 'a Python value was shown'
            assert "«»" not in sentence and "  " not in sentence, sentence
        assert found.level is Level.CHAN
        assert found.span.file == 'vb.yaml' and found.span.line >= 1


@pytest.mark.parametrize(
    ('typed', 'meant'),
    [
        ('tieude', 'tieu_de'),
        ('tiêu đề', 'tieu_de'),
        ('TIEU_DE', 'tieu_de'),
        ('noidung', 'noi_dung'),
        ('Nội dung', 'noi_dung'),
        ('noi-dung', 'noi_dung'),
        ('muc con', 'muc_con'),
        ('Phối hợp', 'phoi_hop'),
        ('đánh số chỉ tiêu', 'danh_so_chi_tieu'),
        ('Chủ trì', 'chu_tri'),
    ],
)
def test_an_unknown_key_is_answered_with_the_one_that_was_meant(
    tmp_path: Path, typed: str, meant: str
) -> None:
    o = office(
        tmp_path, report(f'- so: "1."\n  tieu_de: A\n  muc_con:\n    - la: nhiem_vu\n      {typed}: x')
    )
    found = o.findings()
    assert [(f.code, f.remedy) for f in found] == [('DL031', f"Có phải là «{meant}»?")]
    assert (found[0].span.column, found[0].span.end_column) == (9, 9 + len(typed))
    assert o.line(found[0].span.line) == found[0].excerpt == f'        {typed}: x'


@pytest.mark.parametrize(
    ('paper', 'meant'),
    [
        (report('- tieu_de: A\n  phan_cong_chung:\n    chutri: x'), 'chu_tri'),
        (report('- tieu_de: A\n  chu_tri:\n    - co_quan: A\n      doivoi: x'), 'doi_voi'),
        (report(nguoi_ky='chuc_vu: Chủ tịch\nhoten: A'), 'ho_ten'),
        (decision('- noi_dung: A\n  muccon: b'), 'muc_con'),
        (decision(cancu='- Luật A'), 'can_cu'),
    ],
)
def test_the_meant_key_is_sought_in_the_model_it_stands_in(tmp_path: Path, paper: str, meant: str) -> None:
    assert [f.remedy for f in office(tmp_path, paper).findings()] == [f"Có phải là «{meant}»?"]


def test_the_meant_key_under_a_figure_whose_name_is_that_of_a_field(tmp_path: Path) -> None:
    figures = (
        'chi_tieu:\n  - ma: a\n    cau: x ${ke_hoach}\n    chi_so:\n      ke_hoach:\n        kehoach: 5\n'
    )
    found = office(tmp_path, figures=figures).findings()
    assert [(f.code, f.span.line, f.span.column) for f in found] == [('DL030', 6, 9), ('DL031', 6, 9)]
    assert found[1].remedy == "Có phải là «ke_hoach»?"


def test_a_key_that_resembles_none_lists_the_keys_that_may_stand_there(tmp_path: Path) -> None:
    (found,) = office(tmp_path, report(nguoi_ky='chuc_vu: Chủ tịch\nxyz: A')).findings()
    assert found.remedy == "Các tên dùng được ở đây: chuc_vu, ho_ten, hinh_thuc."


def test_missing_keys_name_what_is_missing_where_it_belongs(tmp_path: Path) -> None:
    left_out = dict.fromkeys(('trich_yeu', 'nguoi_ky', 'nam', 'co_quan_ban_hanh'))
    found = office(tmp_path, report(None, **left_out)).findings()
    assert {f.code for f in found} == {'DL030'}
    assert {(f.span.line, f.span.column) for f in found} == {(1, 1)}
    named = {re.search(r'\((\w+)\)', f.problem)[1] for f in found}
    assert named == set(left_out)
    assert all(f"«{key}: …»" in ' '.join(f.remedy for f in found) for key in named)


def test_a_missing_key_is_described_as_of_its_own_file(tmp_path: Path) -> None:
    (found,) = office(tmp_path, report(nguoi_ky=None)).findings()
    assert found.remedy.endswith("Chức vụ người ký; họ tên lấy ở hồ sơ cơ quan.")


PLACED = [
    # a scalar where a list belongs, and the reverse
    (report("A"), [('DL033', 8, 9)]),
    (report('\ntieu_de: A'), [('DL033', 9, 3)]),
    (report('- muc_con: abc'), [('DL033', 9, 14)]),
    (report('- tieu_de: A\n  chi_tieu_lien_quan: thu'), [('DL033', 10, 25)]),
    (report('- tieu_de:\n    - a'), [('DL032', 10, 7)]),
    (report('- noi_dung:\n    a: b'), [('DL032', 10, 7)]),
    (report('- tieu_de: A\n  chu_tri:\n    a: b'), [('DL033', 11, 7)]),
    (report('- tieu_de: A\n  phan_cong_chung: b'), [('DL034', 10, 22)]),
    (report(chu_thich='- a'), [('DL034', 11, 3)]),
    (report(noi_nhan='Lưu'), [('DL033', 5, 11)]),
    *((report(**{key: '\nngay: a'}), [('DL032', 11, 3)]) for key in ('so', 'ngay_ban_hanh', 'du_thao')),
    *((report(**{key: '\n- a'}), [('DL032', 11, 3)]) for key in ('so', 'ngay_ban_hanh', 'du_thao')),
    (report(ngay_ban_hanh='day: 1\nmonth: 2\nyear: 2023'), [('DL032', 11, 3)]),
    (report(nam='\n- a'), [('DL032', 4, 3)]),
    (report(nguoi_ky='\n- a'), [('DL034', 8, 3)]),
    (report('- tieu_de: A\n  kieu_danh_so:\n    - I.'), [('DL032', 11, 7)]),
    (report('- tieu_de: A\n  thoi_han:\n    day: 1'), [('DL032', 11, 7)]),
    # empty where something must stand
    (report(trich_yeu=''), [('DL006', 4, 1)]),
    (report(nam=''), [('DL006', 3, 1)]),
    (report(noi_nhan=''), [('DL006', 5, 1)]),
    (report(nguoi_ky=''), [('DL006', 7, 1)]),
    (report(trich_yeu='"   "'), [('DL006', 4, 12)]),
    (report('- '), [('DL006', 9, 4)]),
    (report('[]'), [('DL028', 1, 1)]),
    (decision('[]'), [('DL006', 8, 7)]),
    (report('- tieu_de: A\n  muc_con:'), [('DL006', 10, 5)]),
    (report('- tieu_de: A\n  chi_tieu: ""'), [('DL006', 10, 15)]),
    (report(chu_thich='\na:'), [('DL006', 11, 3)]),
    # choices
    (report('- la: mục tiêu\n  tieu_de: A'), [('DL007', 9, 9)]),
    (report('- tieu_de: A\n  danh_so_chi_tieu: (2)'), [('DL007', 10, 23)]),
    (report('- tieu_de: A\n  dau_cuoi_dong: "!"'), [('DL007', 10, 20)]),
    (report('- tieu_de: A\n  phan_cong: có'), [('DL007', 10, 16)]),
    (report(nguoi_ky='chuc_vu: A\nhinh_thuc: ký thay'), [('DL007', 9, 14)]),
    (report(du_thao='chưa'), [('DL007', 10, 10)]),
    (report(du_thao='0'), [('DL007', 10, 10)]),
    (report('- tieu_de: A\n  kieu_danh_so: I. 2.'), [('DL020', 10, 19)]),
    # dates, years, numbers
    (report(ngay_ban_hanh='31/02/2023'), [('DL015', 10, 16)]),
    (report(ngay_ban_hanh='1/13/2023'), [('DL015', 10, 16)]),
    (report(ngay_ban_hanh='29/2/2023'), [('DL015', 10, 16)]),
    (report(ngay_ban_hanh='2023-03-05'), [('DL015', 10, 16)]),
    (report('- tieu_de: A\n  thoi_han: 3/2023'), [('DL016', 10, 15)]),
    (report(nam='23'), [('DL013', 3, 6)]),
    (report(nam='２０２３'), [('DL013', 3, 6)]),
    (report(so='145/QĐ-UBND'), [('DL014', 10, 5)]),
    (report(so='0'), [('DL014', 10, 5)]),
    (report(so='-5'), [('DL014', 10, 5)]),
    # codes
    (report(co_quan_ban_hanh='UBND'), [('DL011', 2, 19)]),
    (report(chu_thich='\n"a b": x'), [('DL012', 11, 3)]),
    (report('- tieu_de: A\n  chi_tieu_lien_quan:\n    - Thu'), [('DL010', 11, 9)]),
    # one paragraph
    (report(trich_yeu='|\nMột\n\nHai'), [('DL009', 4, 12)]),
    (decision(can_cu='- |\n  Luật A\n\n  Luật B'), [('DL009', 11, 5)]),
]


@pytest.mark.parametrize(
    ('paper', 'expected'), PLACED, ids=[f'{i}-{e[0][0]}' for i, (_, e) in enumerate(PLACED)]
)
def test_each_fault_has_its_code_line_and_column(tmp_path: Path, paper: str, expected) -> None:
    assert where(office(tmp_path, paper).findings()) == expected


def test_figures_have_their_code_line_and_column(tmp_path: Path) -> None:
    figures = """\
chi_tieu:
  - ma: Thu
    cau: a ${ke_hoach}
    ke_hoach: 90.45
  - ma: b
    ke_hoach: 3.981
  - nhom: x
    ma: c
  - ma: d
    cau: x
    chi_so:
      A b:
        ke_hoach: 5
      e: 5
      f:
        ke_hoach: {}
      g:
        ke_hoach:
          Tinh: 5
          hdnd: 90.45
          huyen:
            value: 5
  - x
"""
    o = office(tmp_path, figures=figures)
    found = o.findings()
    assert where(found) == [
        ('DL006', 16, 19),
        ('DL010', 2, 9),
        ('DL010', 12, 7),
        ('DL010', 19, 11),
        ('DL032', 22, 13),
        ('DL034', 14, 10),
        ('DL034', 23, 5),
        ('SL001', 4, 15),
        ('SL001', 20, 17),
        ('SL002', 7, 5),
        ('SL003', 5, 5),
    ]
    assert {f.span.file for f in found} == {'2023/so-lieu.yaml'}
    assert [f.remedy for f in found if f.code == 'SL001'] == ["Viết 90,45."] * 2


def test_all_faults_of_all_three_files_are_told_at_once(tmp_path: Path) -> None:
    paper = report('- tieude: A\n- tieu_de: B\n  thoi_han: 30/2/2023\n  dau_cuoi_dong: x', nam='23', so='x')
    agency = AGENCY.replace('viet_tat', 'viettat').replace('chuc_vu: Chủ tịch', 'chucvu: Chủ tịch')
    o = office(tmp_path, paper, agency + 'hieu_luc_den: 31/9/2025\n', FIGURES.replace('0,98%', '0.98%'))
    assert [
        (f.span.file, f.code) for f in sorted(o.findings(), key=lambda f: (f.span.file, f.span.line))
    ] == [
        ('2023/so-lieu.yaml', 'SL001'),
        ('2023/vb.yaml', 'DL013'),
        ('2023/vb.yaml', 'DL031'),
        ('2023/vb.yaml', 'DL015'),
        ('2023/vb.yaml', 'DL007'),
        ('2023/vb.yaml', 'DL014'),
        ('co-quan/ubnd.yaml', 'DL030'),
        ('co-quan/ubnd.yaml', 'DL031'),
        ('co-quan/ubnd.yaml', 'DL030'),
        ('co-quan/ubnd.yaml', 'DL031'),
        ('co-quan/ubnd.yaml', 'DL015'),
    ]


def test_a_list_is_not_called_empty_because_its_only_item_is_faulty(tmp_path: Path) -> None:
    assert office(tmp_path, report('- tieu_de: A\n  dau_cuoi_dong: x')).codes() == ['DL007']


def test_an_optional_key_left_empty_is_said_and_stops_nothing(tmp_path: Path) -> None:
    o = office(tmp_path, report('- tieu_de: A\n  noi_dung:\n  la:', so=''))
    _, findings = o.build()
    assert [(f.code, f.level, f.span.line, f.span.column) for f in findings] == [
        ('DL018', Level.GOI_Y, 10, 5),
        ('DL018', Level.GOI_Y, 11, 5),
        ('DL018', Level.GOI_Y, 12, 1),
    ]
    assert findings[0].problem == "Dòng «noi_dung» để trống nên coi như không có."


def test_a_wrong_date_is_answered_with_what_can_be_right(tmp_path: Path) -> None:
    (found,) = office(tmp_path, report(ngay_ban_hanh='31/02/2023')).findings()
    assert found.problem.endswith("Tháng 02 năm 2023 không có ngày 31.") and '28' in found.remedy
    (found,) = office(tmp_path, report(ngay_ban_hanh='1/13/2023')).findings()
    assert found.remedy == "Viết ngày trước, tháng sau: 13/01/2023."


def test_short_forms_and_long_forms_are_the_same_model() -> None:
    short = {
        'loai': 'quyết định',
        'co_quan_ban_hanh': 'a',
        'nam': '2023',
        'trich_yeu': 'x',
        'noi_nhan': ['y'],
    }
    one = QuyetDinh.model_validate({**short, 'nguoi_ky': 'Chủ tịch', 'dieu': ['Một']})
    two = QuyetDinh.model_validate(
        {**short, 'nguoi_ky': {'chuc_vu': 'Chủ tịch'}, 'dieu': [{'noi_dung': 'Một'}]}
    )
    assert one == two
    with pytest.raises(ValidationError):
        one.so = 5


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    return [model, *(m for child in model.__subclasses__() for m in _models(child))]


def test_every_field_speaks_of_itself() -> None:
    for model in _models(Khung)[1:]:
        for key, info in model.model_fields.items():
            assert info.title and info.title[0].isupper(), (model, key)
            assert info.description and info.description.endswith('.'), (model, key)


_SCALARS = st.one_of(
    st.none(), st.text(max_size=6), st.sampled_from(['1', '5/3/2023', 'không', '${a}', '1.', '-'])
)
_KEYS = st.one_of(
    st.text(max_size=4),
    st.sampled_from(sorted({key for model in _models(Khung) for key in model.model_fields})),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(
    st.dictionaries(_KEYS, _VALUES, max_size=6), st.sampled_from([CoQuan, SoLieu, QuyetDinh, VanBanCoTenLoai])
)
def test_whatever_is_typed_becomes_findings_and_no_other_exception(value, model) -> None:
    source = read(b'loai: x\n', 'vb.yaml')
    try:
        model.model_validate(value)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            found = to_finding(one, model, source)
            assert VIETNAMESE.search(found.problem) and VIETNAMESE.search(found.remedy)
            assert found.code[:2] in ('DL', 'SL')
