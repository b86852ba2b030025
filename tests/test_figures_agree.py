"""What the figures of a file say of each other: parts and totals, official rates, pairs; each finding shows the sum."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from office import office

from baocao.errors import Level
from baocao.loading import check


def found(root: Path, text: str) -> list[tuple[str, Level, int, str]]:
    o = office(root, figures=text)
    findings = check(o.workspace, PurePosixPath('2023/so-lieu.yaml'))
    assert all(f.problem.endswith('.') and f.remedy.endswith(('.', '?')) for f in findings)
    return [(f.code, f.level, f.span.line, f.problem) for f in findings]


def parts(total: str, *gom: str) -> str:
    lines = ''.join(f'      p{i}: {part}\n' for i, part in enumerate(gom))
    return f'so_lieu:\n  x:\n    thuc_hien: {total}\n    gom:\n{lines}'


@pytest.mark.parametrize(
    ('total', 'gom'),
    [
        ('361 nhiệm vụ', ('277 nhiệm vụ', '84 nhiệm vụ')),
        ('361 nhiệm vụ', ('277', '84')),
        ('528,547 tỷ đồng', ('6,4 tỷ đồng', '352,542 tỷ đồng', '169,605 tỷ đồng')),
        ('1,5 tỷ đồng', ('1 tỷ đồng', '500 triệu đồng')),
        ('100%', ('49,73%', '41,62%', '8,65%')),
        ('37 sản phẩm OCOP', ('03 sản phẩm', '34 sản phẩm')),
        ('nhiều nhiệm vụ', ('277', '84')),
        ('khoảng 400 hộ', ('150 hộ', '250 hộ')),
    ],
)
def test_parts_that_make_their_total_are_left_alone(tmp_path: Path, total: str, gom: tuple[str, ...]) -> None:
    assert found(tmp_path, parts(total, *gom)) == []


@pytest.mark.parametrize(
    ('total', 'gom', 'problem'),
    [
        (
            '36 vụ',
            ('22 vụ', '16 vụ'),
            "Số chung ghi 36 vụ, nhưng các thành phần cộng lại là 22 + 16 = 38.",
        ),
        (
            '40.938 tỷ đồng',
            ('16.480 tỷ đồng', '21.784 tỷ đồng', '2.673,5 tỷ đồng'),
            "Số chung ghi 40.938 tỷ đồng, nhưng các thành phần cộng lại là 16.480 + 21.784 + 2.673,5 = 40.937,5.",
        ),
    ],
)
def test_parts_that_make_another_total_are_said(
    tmp_path: Path, total: str, gom: tuple[str, ...], problem: str
) -> None:
    assert found(tmp_path, parts(total, *gom)) == [('SL028', Level.LOI, 3, problem)]


def test_parts_are_added_in_each_period_that_the_total_has(tmp_path: Path) -> None:
    text = """\
so_lieu:
  x:
    thuc_hien:
      9_thang: 30 xã
      uoc_nam: 50 xã
    gom:
      a:
        thuc_hien:
          9_thang: 10 xã
          nam: 20 xã
      b:
        thuc_hien:
          9_thang: 10 xã
          quy_1: 1 xã
"""
    assert [(code, line) for code, _, line, _ in found(tmp_path, text)] == [('SL028', 4), ('SL035', 5)]


def test_parts_in_another_unit_are_not_added(tmp_path: Path) -> None:
    ((code, level, _, _),) = found(tmp_path, parts('10 xã', '5 xã', '5 trường'))
    assert (code, level) == ('SL036', Level.CANH_BAO)


def rates(name: str, rate: str, result: str = '3.981,809 tỷ đồng', lines: str = '') -> str:
    return f"""\
so_lieu:
  x:
    ke_hoach:
      hdnd: 4.402 tỷ đồng
    thuc_hien: {result}
    cung_ky: 4.024,1 tỷ đồng
    cong_bo:
      {name}: {rate}
    nguon: Chi cục Thuế
{lines}"""


@pytest.mark.parametrize(
    ('name', 'rate'),
    [
        ('so_hdnd', '90,45%'),
        ('so_hdnd', '90%'),
        ('so_ke_hoach', '90,5%'),
        ('so_tinh', '12%'),  # nothing is known of that plan
        ('so_cung_ky', '98,95%'),
        ('giam_cung_ky', '1,05%'),
        ('giam_cung_ky', '1%'),
    ],
)
def test_official_rates_within_rounding_are_left_alone(tmp_path: Path, name: str, rate: str) -> None:
    assert found(tmp_path, rates(name, rate)) == []


@pytest.mark.parametrize(
    ('name', 'rate', 'told'),
    [
        ('so_hdnd', '90,55%', "«so_hdnd» ghi 90,55%, nhưng 3.981,809 : 4.402 bằng 90,45%."),
        ('so_cung_ky', '89,95%', "«so_cung_ky» ghi 89,95%, nhưng 3.981,809 : 4.024,1 bằng 98,95%."),
        (
            'tang_cung_ky',
            '1,05%',
            "«tang_cung_ky» ghi 1,05%, nhưng 3.981,809 : 4.024,1 cho mức tăng -1,05%.",
        ),
    ],
)
def test_official_rates_that_rounding_cannot_explain_are_said(
    tmp_path: Path, name: str, rate: str, told: str
) -> None:
    assert found(tmp_path, rates(name, rate)) == [('SL029', Level.CANH_BAO, 8, told)]


def test_what_cannot_be_divided_is_not_checked(tmp_path: Path) -> None:
    scope = '    pham_vi_cung_ky: xã cũ\n'
    assert found(tmp_path, rates('so_cung_ky', '50%', lines=scope)) == []
    assert found(tmp_path, rates('so_hdnd', '50%', result='tăng mạnh')) == []
    assert found(tmp_path, rates('so_hdnd', '50%', result='38 dự án')) == []
    growth = rates('tang_cung_ky', '5%', result='8,31%').replace('4.024,1 tỷ đồng', '9,5%')
    assert found(tmp_path, growth) == []


def test_a_rate_may_belong_to_an_adjusted_plan(tmp_path: Path) -> None:
    adjusted = """\
    dieu_chinh:
      - ngay: 31/7/2023
        ke_hoach:
          hdnd: 5.000 tỷ đồng
        theo: Nghị quyết số 31/NQ-HĐND
"""
    assert found(tmp_path, rates('so_hdnd', '79,64%', lines=adjusted)) == []
    assert found(tmp_path, rates('so_hdnd', '90,45%', lines=adjusted)) == []
    assert [code for code, *_ in found(tmp_path, rates('so_hdnd', '85%', lines=adjusted))] == ['SL029']


def test_more_done_than_there_is_is_doubted(tmp_path: Path) -> None:
    text = 'so_lieu:\n  x:\n    thuc_hien: 24 vụ\n    tong_so: 23 vụ\n'
    assert found(tmp_path, text) == [
        ('SL030', Level.CANH_BAO, 3, "Đã thực hiện 24 vụ, nhiều hơn tổng số 23 vụ.")
    ]


def test_results_are_doubted_as_plans_are(tmp_path: Path) -> None:
    assert [(c, line) for c, _, line, _ in found(tmp_path, 'so_lieu:\n  x: 12 %\n')] == [('SL004', 2)]


def test_a_name_stands_once_in_all_files(tmp_path: Path) -> None:
    target = 'chi_tieu:\n  - ma: x\n    cau: A\nso_lieu:\n  x: 5 xã\n'
    o = office(tmp_path, figures=target, files={'2023/khac.yaml': 'so_lieu:\n  x: 6 xã\n'})
    assert [(f.code, f.span.file, f.span.line) for f in o.findings()] == [
        ('SL005', '2023/so-lieu.yaml', 2),
        ('SL005', '2023/so-lieu.yaml', 5),
    ]
