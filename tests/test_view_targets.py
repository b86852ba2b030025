"""Targets: which are printed, under which group and number, and that no figure is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import FIGURES, decision, office, report, rows

from baocao.errors import Level
from baocao.text import Ref


def printed(root: Path, node: str, figures: str = FIGURES) -> list[tuple[str, str, str]]:
    """The blocks below the heading; a last heading takes the mark of the end."""
    paper = report(f'- tieu_de: A\n  {node}\n- tieu_de: Hết')
    return rows(office(root, paper, figures=figures).view())[1:-1]


def sentence(root: Path, cau: str, rest: str) -> list[tuple[str, int, int]] | str:
    """The sentence of one target without its full stop, or its findings."""
    rest = ''.join(f'    {line}\n' for line in rest.splitlines())
    figures = f'chi_tieu:\n  - ma: a\n    cau: |\n      {cau}\n{rest}'
    o = office(root, report('- tieu_de: A\n  chi_tieu: a\n- tieu_de: Hết'), figures=figures)
    found = o.findings()
    return [(f.code, f.span.line, f.span.column) for f in found] or rows(o.view())[1][2]


def test_all_targets_by_group_numbered_through(tmp_path: Path) -> None:
    assert printed(tmp_path, 'chi_tieu: tất cả') == [
        ('nhom_chi_tieu', '1.', "Kinh tế"),
        ('chi_tieu', '(1)', "Tổng thu đạt trên 7.000 tỷ đồng."),
        ('chi_tieu', '(2)', "Tăng trưởng 11,47%, trong đó dịch vụ 13,36%."),
        ('nhom_chi_tieu', '2.', "Xã hội"),
        ('chi_tieu', '(3)', "Hộ nghèo còn 0,98%."),
    ]


@pytest.mark.parametrize('typed', ['tất cả', 'Tất cả', 'TẤT  CẢ', '\n    - tất cả'])
def test_all_may_be_written_in_any_case(tmp_path: Path, typed: str) -> None:
    assert len(printed(tmp_path, f'chi_tieu: {typed}')) == 5


def test_targets_by_code_come_in_the_order_asked_for_without_groups(tmp_path: Path) -> None:
    assert printed(tmp_path, 'chi_tieu:\n    - ngheo\n    - thu') == [
        ('chi_tieu', '(1)', "Hộ nghèo còn 0,98%."),
        ('chi_tieu', '(2)', "Tổng thu đạt trên 7.000 tỷ đồng."),
    ]
    assert [so for _, so, _ in printed(tmp_path, 'chi_tieu: ngheo')] == ['(1)']


def test_groups_and_children_share_their_numbers(tmp_path: Path) -> None:
    node = 'chi_tieu: tất cả\n  kieu_danh_so: a) -\n  loi_dan: dẫn\n  loi_ket: kết\n  muc_con:\n    - tieu_de: con\n    - con'
    assert [(kind, so) for kind, so, _ in printed(tmp_path, node)] == [
        ('doan', ''),
        ('nhom_chi_tieu', 'a)'),
        ('chi_tieu', '(1)'),
        ('chi_tieu', '(2)'),
        ('nhom_chi_tieu', 'b)'),
        ('chi_tieu', '(3)'),
        ('muc_chu', 'c)'),
        ('khoan', 'd)'),
        ('doan', ''),
    ]


@pytest.mark.parametrize(
    ('style', 'labels'), [('(1)', ['(1)', '(2)', '(3)']), ('1.', ['1.', '2.', '3.']), ('"-"', ['-'] * 3)]
)
def test_the_numbers_of_targets(tmp_path: Path, style: str, labels: list[str]) -> None:
    found = printed(tmp_path, f'chi_tieu: tất cả\n  danh_so_chi_tieu: {style}')
    assert [so for kind, so, _ in found if kind == 'chi_tieu'] == labels


def test_lines_end_with_a_semicolon_but_the_last(tmp_path: Path) -> None:
    figures = FIGURES.replace("Tổng thu đạt ${ke_hoach}", "Tổng thu đạt ${ke_hoach}.").replace(
        "dịch vụ ${dich_vu}", "dịch vụ ${dich_vu};"
    )
    found = printed(tmp_path, 'chi_tieu: tất cả\n  dau_cuoi_dong: ";"', figures)
    assert [text[-2:] for kind, _, text in found if kind == 'chi_tieu'] == ['g;', '%;', '%.']
    found = printed(tmp_path, 'chi_tieu:\n    - ngheo\n    - thu\n  dau_cuoi_dong: ";"')
    assert [text[-1] for _, _, text in found] == [';', '.']


def test_targets_stand_in_a_decision(tmp_path: Path) -> None:
    paper = decision('- noi_dung: |\n    Các chỉ tiêu:\n  chi_tieu: tất cả\n- Hết')
    found = rows(office(tmp_path, paper, figures=FIGURES).view())
    assert [so for _, so, _ in found] == ['1', '1.', '(1)', '(2)', '2.', '(3)', '2']


@pytest.mark.parametrize(
    ('node', 'line', 'column', 'remedy'),
    [
        ('chi_tieu: thuu', 10, 13, "Có phải là «thu»?"),
        ('chi_tieu:\n    - thu\n    - xyz', 12, 7, "Dùng mã có trong tệp số liệu, hoặc viết «tất cả»."),
        ('chi_tieu:\n    - thu\n    - tất cả', 12, 7, "Viết «tất cả» một mình, hoặc chỉ liệt kê các mã."),
        ('chi_tieu_lien_quan:\n    - ngheoo', 11, 7, "Có phải là «ngheo»?"),
    ],
)
def test_an_unknown_code_is_said(tmp_path: Path, node: str, line: int, column: int, remedy: str) -> None:
    o = office(tmp_path, report(f'- tieu_de: A\n  {node}'), figures=FIGURES)
    assert [(f.code, f.span.line, f.span.column, f.remedy) for f in o.findings()] == [
        ('SL011', line, column + 2, remedy)
    ]


@pytest.mark.parametrize('figures', [None, 'chi_tieu:\n  - nhom: Rỗng\n'])
def test_no_figures_at_all(tmp_path: Path, figures: str | None) -> None:
    (found,) = office(tmp_path, report('- tieu_de: A\n  chi_tieu: tất cả'), figures=figures).findings()
    assert (found.code, found.span.line, found.span.column) == ('SL010', 10, 15)


def test_a_group_without_targets_is_left_out_and_said(tmp_path: Path) -> None:
    figures = FIGURES.replace('  - nhom: Xã hội\n', '  - nhom: Rỗng\n  - nhom: Xã hội\n') + '  - nhom: Cuối\n'
    o = office(tmp_path, report('- tieu_de: A\n  chi_tieu: tất cả'), figures=figures)
    view, findings = o.build()
    assert [(f.code, f.level, f.span.line, f.span.column) for f in findings] == [
        ('SL015', Level.CANH_BAO, 13, 11),
        ('SL015', Level.CANH_BAO, 18, 11),
    ]
    heads = [(so, text) for kind, so, text in rows(view) if kind == 'nhom_chi_tieu']
    assert heads == [('1.', "Kinh tế"), ('2.', "Xã hội")]


# the sentence


@pytest.mark.parametrize(
    ('cau', 'rest', 'expected'),
    [
        ("A ${ke_hoach}", "ke_hoach: 98", "A 98."),
        ("A ${ke_hoach}", "ke_hoach: < 7,5‰", "A < 7,5‰."),
        ("A ${ke_hoach}", "ke_hoach: 2,5-3,0%", "A 2,5-3,0%."),
        ("A ${ke_hoach}", "ke_hoach: 1,50%", "A 1,50%."),
        ("A ${ke_hoach}", "ke_hoach: đạt và vượt dự toán", "A đạt và vượt dự toán."),
        ("A ${ke_hoach}, lại ${ke_hoach}", "ke_hoach: 98", "A 98, lại 98."),
        ("A **${ke_hoach}**", "ke_hoach: 98", "A 98."),
        ("A ${ho|hai_chu_so} hộ", "chi_so:\n  ho:\n    ke_hoach: 5", "A 05 hộ."),
        ("A ${ ho | hai_chu_so } hộ", "chi_so:\n  ho:\n    ke_hoach: 12", "A 12 hộ."),
        (
            "A ${ke_hoach.hdnd}, tỉnh ${ke_hoach.tinh}",
            "ke_hoach:\n  hdnd: 9%\n  tinh: 8%",
            "A 9%, tỉnh 8%.",
        ),
        ("A ${x.hdnd}", "chi_so:\n  x:\n    ke_hoach:\n      hdnd: 9%", "A 9%."),
        # a figure that the sentence leaves out
        ("A", "ke_hoach: 98", [('SL012', 5, 15)]),
        ("A ${x}", "chi_so:\n  x:\n    ke_hoach: 1\n  y:\n    ke_hoach: 2", [('SL012', 9, 19)]),
        ("A ${ke_hoach.hdnd}", "ke_hoach:\n  hdnd: 9%\n  tinh: 8%", [('SL012', 7, 13)]),
        # names that do not exist
        ("A ${x}, ${ke_hoach}", "ke_hoach: 98", [('DL040', 4, 9)]),
        ("A ${ke_hoach}", "ke_hoach:\n  hdnd: 9%", [('DL040', 4, 9), ('SL012', 6, 13)]),
        ("A ${ke_hoach", "ke_hoach: 98", [('DL040', 4, 9), ('SL012', 5, 15)]),
        # formats
        ("A ${ke_hoach|khong_co}", "ke_hoach: 98", [('SL013', 4, 9)]),
        ("A ${ke_hoach|hai_chu_so}", "ke_hoach: đạt", [('SL014', 4, 9)]),
    ],
)
def test_a_sentence_and_its_figures(tmp_path: Path, cau: str, rest: str, expected) -> None:
    assert sentence(tmp_path, cau, rest) == expected


def test_a_printed_figure_says_where_it_comes_from(tmp_path: Path) -> None:
    view = office(tmp_path, report('- tieu_de: A\n  chi_tieu: tang'), figures=FIGURES).view()
    refs = [p for p in view.noi_dung[1].noi_dung if isinstance(p, Ref)]
    assert refs == [Ref('11,47%', 'tang.va', 'ke_hoach'), Ref('13,36%', 'tang.dich_vu', 'ke_hoach')]
