"""Tasks: defaults inherited from above, what a node says itself, and what contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import FIGURES, decision, office, report, rows

from baocao.errors import Level
from baocao.models import TASK_LINES

COMMON = """\
- tieu_de: A
  phan_cong_chung:
    chi_dao: Phó Chủ tịch
    chu_tri: Phòng Một
    phoi_hop: Các phòng, ban
    tien_do: Quý I
  muc_con:
"""
DEFAULT = [
    ('chi_dao', "Phó Chủ tịch."),
    ('chu_tri', "Phòng Một."),
    ('phoi_hop', "Các phòng, ban."),
    ('tien_do', "Quý I."),
]


def tasks(
    root: Path, *children: str, common: str = COMMON, extra: str = '- tieu_de: Hết'
) -> list[tuple[str, str]]:
    """The task lines, and the items they stand below."""
    paper = report(f'{common}{"".join(children)}\n{extra}')
    return [
        (kind, text) for kind, _, text in rows(office(root, paper).view()) if kind in (*TASK_LINES, 'khoan')
    ]


def node(text: str, **lines: str) -> str:
    return f'    - noi_dung: {text}\n' + ''.join(f'      {key}: {value}\n' for key, value in lines.items())


def test_every_leaf_inherits(tmp_path: Path) -> None:
    assert tasks(tmp_path, '    - a\n', '    - b\n') == [('khoan', "a"), *DEFAULT, ('khoan', "b"), *DEFAULT]


def test_a_node_with_children_prints_no_default_but_its_own(tmp_path: Path) -> None:
    group = '    - noi_dung: nhóm\n      muc_con:\n        - a\n'
    assert tasks(tmp_path, group) == [('khoan', "nhóm"), ('khoan', "a"), *DEFAULT]
    own = '    - noi_dung: nhóm\n      tien_do: Quý II\n      muc_con:\n        - a\n'
    changed = [*DEFAULT[:3], ('tien_do', "Quý II.")]
    assert tasks(tmp_path, own) == [('khoan', "nhóm"), *changed, ('khoan', "a"), *DEFAULT]


@pytest.mark.parametrize(
    ('key', 'typed', 'printed'),
    [
        ('chi_dao', "Chủ tịch.", "Chủ tịch."),
        ('chu_tri', "Phòng Hai;", "Phòng Hai."),
        ('phoi_hop', "Phòng Ba", "Phòng Ba."),
        ('tien_do', "Quý II", "Quý II."),
    ],
)
def test_a_line_of_its_own_replaces_the_default(tmp_path: Path, key: str, typed: str, printed: str) -> None:
    expected = [(k, printed if k == key else v) for k, v in DEFAULT]
    assert tasks(tmp_path, node('a', **{key: typed})) == [('khoan', "a"), *expected]


def test_lines_come_in_one_order_whatever_the_order_typed(tmp_path: Path) -> None:
    own = node('a', san_pham="Quyết định", thoi_han='5/3/2023')
    assert [kind for kind, _ in tasks(tmp_path, own)] == [
        'khoan',
        'chi_dao',
        'chu_tri',
        'phoi_hop',
        'thoi_han',
        'tien_do',
        'san_pham',
    ]


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ("${chung}", "Các phòng, ban."),
        ("${chung}; Phòng B", "Các phòng, ban; Phòng B."),
        ("Phòng B; ${chung}", "Phòng B; các phòng, ban."),
        ("Phòng B và ${ chung }.", "Phòng B và các phòng, ban."),
        ("**Phòng B**; ${chung}", "Phòng B; các phòng, ban."),
        ("**${chung}**", "Các phòng, ban."),
    ],
)
def test_the_default_inside_a_line(tmp_path: Path, typed: str, printed: str) -> None:
    assert ('phoi_hop', printed) in tasks(tmp_path, node('a', phoi_hop=f'"{typed}"'))


def test_a_name_keeps_its_capital_inside_a_line(tmp_path: Path) -> None:
    common = COMMON.replace("Các phòng, ban", "Phòng Hai")
    assert ('phoi_hop', "Phòng B; Phòng Hai.") in tasks(
        tmp_path, node('a', phoi_hop='Phòng B; ${chung}'), common=common
    )


def test_the_default_in_a_list_of_agencies(tmp_path: Path) -> None:
    own = '    - noi_dung: a\n      chu_tri:\n        - ${chung}\n        - Phòng B.\n'
    assert ('chu_tri', "Phòng Một; Phòng B.") in tasks(tmp_path, own)


def test_defaults_further_down_fill_those_above(tmp_path: Path) -> None:
    group = (
        '    - noi_dung: nhóm\n      phan_cong_chung:\n        phoi_hop: Phòng B; ${chung}\n        tien_do: Quý III\n'
        '      muc_con:\n        - a\n    - b\n'
    )
    inner = [*DEFAULT[:2], ('phoi_hop', "Phòng B; các phòng, ban."), ('tien_do', "Quý III.")]
    assert tasks(tmp_path, group) == [('khoan', "nhóm"), ('khoan', "a"), *inner, ('khoan', "b"), *DEFAULT]


@pytest.mark.parametrize('key', ['co_quan_tham_muu', 'co_quan_thuc_hien'])
def test_a_merged_line_replaces_lead_and_helper(tmp_path: Path, key: str) -> None:
    expected = [('chi_dao', "Phó Chủ tịch."), (key, "Cả hai."), ('tien_do', "Quý I.")]
    assert tasks(tmp_path, node('a', **{key: "Cả hai"})) == [('khoan', "a"), *expected]


def test_a_lead_replaces_a_merged_default(tmp_path: Path) -> None:
    common = COMMON.replace('chu_tri: Phòng Một', 'co_quan_tham_muu: Phòng Một').replace(
        '    phoi_hop: Các phòng, ban\n', ''
    )
    found = tasks(tmp_path, '    - a\n', node('b', chu_tri="Phòng Hai"), common=common)
    assert found == [
        ('khoan', "a"),
        ('chi_dao', "Phó Chủ tịch."),
        ('co_quan_tham_muu', "Phòng Một."),
        ('tien_do', "Quý I."),
        ('khoan', "b"),
        ('chi_dao', "Phó Chủ tịch."),
        ('chu_tri', "Phòng Hai."),
        ('tien_do', "Quý I."),
    ]


def test_no_task_on_a_leaf_and_on_all_below(tmp_path: Path) -> None:
    off = (
        node('nhóm', phan_cong="không")
        + '      muc_con:\n        - noi_dung: x\n          muc_con:\n            - y\n'
    )
    found = tasks(tmp_path, node('a', phan_cong="không"), off, '    - b\n')
    assert [text for kind, text in found if kind == 'khoan'] == ["a", "nhóm", "x", "b"]
    assert found[3:] == [('khoan', "b"), *DEFAULT]


def test_several_agencies_are_numbered_where_they_answer_for_parts(tmp_path: Path) -> None:
    several = (
        '    - noi_dung: a\n      chu_tri:\n        - co_quan: Phòng A.\n          doi_voi: thu;\n'
        '        - co_quan: Phòng B\n          doi_voi: chi\n        - Phòng C\n'
    )
    assert ('chu_tri', "(1) Phòng A đối với thu; (2) Phòng B đối với chi; (3) Phòng C.") in tasks(
        tmp_path, several
    )
    one = '    - noi_dung: a\n      chu_tri:\n        - co_quan: Phòng A\n          doi_voi: thu\n'
    assert ('chu_tri', "Phòng A đối với thu.") in tasks(tmp_path, one)


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [('5/3/2023', "05/3/2023."), ('31/12/2023', "31/12/2023."), ('01/02/2024', "01/02/2024.")],
)
def test_a_day_to_be_kept(tmp_path: Path, typed: str, printed: str) -> None:
    assert ('thoi_han', printed) in tasks(tmp_path, node('a', thoi_han=typed))


def test_without_defaults_nothing_is_printed_and_nothing_warned_of(tmp_path: Path) -> None:
    tree = '- tieu_de: A\n  muc_con:\n    - a\n    - noi_dung: b\n      muc_con:\n        - c'
    for paper in (report(tree), decision(tree)):
        view = office(tmp_path, paper).view()
        assert not [b for b in view.noi_dung if b.kieu in TASK_LINES]


def test_targets_are_no_task(tmp_path: Path) -> None:
    paper = report(COMMON + '    - tieu_de: b\n      chi_tieu: thu\n    - c')
    found = rows(office(tmp_path, paper, figures=FIGURES).view())
    assert [kind for kind, _, _ in found] == [
        'muc_la_ma',
        'muc_so',
        'chi_tieu',
        'khoan',
        *(k for k, _ in DEFAULT),
    ]


def test_tasks_stand_in_a_decision_too(tmp_path: Path) -> None:
    found = rows(office(tmp_path, decision(COMMON + '    - a\n- Hết')).view())
    assert [kind for kind, _, _ in found] == ['dieu_tieu_de', 'khoan', *(k for k, _ in DEFAULT), 'dieu']


@pytest.mark.parametrize(
    ('bo_cuc', 'code', 'level', 'line', 'column'),
    [
        ('- tieu_de: A\n  chu_tri: ${chung}', 'DL051', Level.CHAN, 10, 14),
        ('- tieu_de: A\n  chu_tri:\n    - B\n    - co_quan: C; ${chung}', 'DL051', Level.CHAN, 12, 18),
        (COMMON + '    - noi_dung: a\n      san_pham: ${chung}', 'DL051', Level.CHAN, 17, 19),
        ('- tieu_de: A\n  phan_cong_chung:\n    chu_tri: ${chung}', 'DL051', Level.CHAN, 11, 16),
        (COMMON + '    - noi_dung: a\n      phoi_hop: ${khac}', 'DL040', Level.CHAN, 17, 19),
        ('- tieu_de: A\n  chi_dao: B', 'DL050', Level.CANH_BAO, 9, 5),
        ('- tieu_de: A\n  phan_cong: không\n  chu_tri: B', 'DL056', Level.CHAN, 10, 16),
        (
            '- tieu_de: A\n  phan_cong: không\n  phan_cong_chung:\n    chu_tri: B\n  muc_con:\n    - a',
            'DL056',
            Level.CHAN,
            10,
            16,
        ),
    ],
)
def test_what_contradicts_itself_is_said(
    tmp_path: Path, bo_cuc: str, code, level, line: int, column: int
) -> None:
    found = office(tmp_path, report(bo_cuc)).findings()
    assert (code, level, line, column) in [(f.code, f.level, f.span.line, f.span.column) for f in found]
    assert {f.code for f in found} == {code}


def test_a_lead_beside_a_merged_line_is_a_contradiction(tmp_path: Path) -> None:
    own = node('a', chu_tri="Phòng Hai", co_quan_tham_muu="Phòng Ba")
    made = office(tmp_path, report(f'{COMMON}{own}\n- tieu_de: Hết'))
    assert made.codes() == ['DL070']
