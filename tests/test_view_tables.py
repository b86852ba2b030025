"""Tables: heads, rows as people type them, sums, widths; tables of targets and of tasks."""

from __future__ import annotations

import tempfile
import textwrap
from pathlib import Path
from typing import Any

import pytest
from every_field import written
from hypothesis import given, settings
from hypothesis import strategies as st
from office import FIGURES, NBSP, Office, decision, office, report

from baocao.errors import Finding, Level
from baocao.text import Mark, Text
from baocao.view import View
from baocao.view.model import Bang, Hang

THREE = '- TT\n- Nội dung\n- Số'


def paper(rows: str, columns: str = THREE, **lines: str) -> str:
    """The YAML of a report with one table; each keyword is a line of the table beside its columns and rows."""
    more = ''.join(f'{key}: {value}\n' for key, value in lines.items())
    table = f'cot:\n{textwrap.indent(columns, "  ")}\n{more}hang:\n{textwrap.indent(rows, "  ")}'
    return report(f'- tieu_de: A\n  bang:\n{textwrap.indent(table, "    ")}')


def tables(view: View) -> list[Bang]:
    blocks = (view.noi_dung, *(appendix.noi_dung for appendix in view.phu_luc))
    return [block.bang for part in blocks for block in part if block.bang is not None]


def table(root: Path, yaml: str, **more: Any) -> Bang:
    """The only table of a paper."""
    (found,) = tables(office(root, yaml, **more).view())
    return found


def row(hang: Hang) -> list[str]:
    return ['\n'.join(text.plain.replace(NBSP, ' ') for text in cell.noi_dung) for cell in hang.o]


def body(bang: Bang) -> list[list[str]]:
    return [row(hang) for hang in bang.hang if not hang.dau]


def heads(bang: Bang) -> list[list[tuple[str, int, int]]]:
    """The cells of the head: text, columns, rows."""
    return [
        [(cell.noi_dung[0].plain, cell.so_cot, cell.so_hang) for cell in hang.o]
        for hang in bang.hang
        if hang.dau
    ]


def kinds(bang: Bang) -> list[str]:
    """The kinds of the cells of the last row."""
    return [cell.kieu for cell in bang.hang[-1].o]


def one(root: Path, yaml: str) -> tuple[Finding, str]:
    """The only finding of a paper, and the line it names from its column on."""
    paper = office(root, yaml)
    (found,) = paper.findings()
    return found, paper.line(found.span.line)[found.span.column - 1 :]


def is_bold(text: Text) -> bool:
    return all(piece.marks & Mark.BOLD for piece in text if piece.text.strip())  # type: ignore[union-attr]


# Heads ------------------------------------------------------------------------------------------------------


def test_a_head_of_one_row(tmp_path: Path) -> None:
    assert heads(table(tmp_path, paper('- 1 | Thu | 5'))) == [
        [("TT", 1, 1), ("Nội dung", 1, 1), ("Số", 1, 1)]
    ]


def test_a_shared_head_stands_over_its_columns_the_others_reach_down(tmp_path: Path) -> None:
    columns = '- TT\n- ten: Năm 2026\n  cot_con:\n    - Tỉnh giao\n    - HĐND giao\n- Số'
    assert heads(table(tmp_path, paper('- 1 | 2 | 3 | 4', columns))) == [
        [("TT", 1, 2), ("Năm 2026", 2, 1), ("Số", 1, 2)],
        [("Tỉnh giao", 1, 1), ("HĐND giao", 1, 1)],
    ]


def test_heads_of_three_rows(tmp_path: Path) -> None:
    columns = '- A\n- ten: B\n  cot_con:\n    - C\n    - ten: D\n      cot_con: [E, F]'
    assert heads(table(tmp_path, paper('- 1 | 2 | 3 | 4', columns))) == [
        [("A", 1, 3), ("B", 3, 1)],
        [("C", 1, 2), ("D", 2, 1)],
        [("E", 1, 1), ("F", 1, 1)],
    ]


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ("có", ['(1)', '(2)', '(3)']),
        ("(1) | (2) | (3=2/1)", ['(1)', '(2)', '(3=2/1)']),
        ("a | b | c", ['a', 'b', 'c']),
    ],
)
def test_columns_are_numbered_under_the_head(typed: str, printed: list[str], tmp_path: Path) -> None:
    bang = table(tmp_path, paper('- 1 | Thu | 5', so_cot=typed))
    assert row(bang.hang[1]) == printed
    assert bang.hang[1].dau and {cell.kieu for cell in bang.hang[1].o} == {'o_so_cot'}


def test_columns_need_no_numbers(tmp_path: Path) -> None:
    assert len(table(tmp_path, paper('- 1 | Thu | 5', so_cot="không")).hang) == 2


def test_numbers_of_columns_are_as_many_as_the_columns(tmp_path: Path) -> None:
    found, at = one(tmp_path, paper('- 1 | Thu | 5', so_cot="(1) | (2)"))
    assert (found.code, at) == ('DL074', "(1) | (2)")
    assert found.problem == "Hàng này có 2 ô, nhưng bảng có 3 cột."


def test_a_shared_head_has_no_width_of_its_own(tmp_path: Path) -> None:
    found, at = one(tmp_path, paper('- 1 | 2', '- A\n- ten: B\n  rong: 3\n  cot_con: [C]'))
    assert (found.code, at) == ('DL092', "ten: B")
    assert "rong" in found.problem


# Rows -------------------------------------------------------------------------------------------------------


def test_cells_are_divided_by_bars_and_may_be_empty(tmp_path: Path) -> None:
    assert body(table(tmp_path, paper('- 1 | Thu thuế | 5\n- 2 || \n- "| | 7"'))) == [
        ["1", "Thu thuế", "5"],
        ["2", "", ""],
        ["", "", "7"],
    ]


def test_a_bar_is_printed_behind_a_backslash(tmp_path: Path) -> None:
    assert body(table(tmp_path, paper(r'- 1 | A \| B | \|'))) == [["1", "A | B", "|"]]


def test_marks_and_notes_work_inside_cells(tmp_path: Path) -> None:
    yaml = paper(r'- 1 | **Đậm** m^2^[^a] \*x | 5') + 'chu_thich:\n  a: Nguồn\n'
    cell = table(tmp_path, yaml).hang[1].o[1].noi_dung[0]
    assert cell.plain == "Đậm m2 *x" and cell.notes == ('a',)
    assert [piece.marks for piece in cell if piece.text in ("Đậm", '2')] == [Mark.BOLD, Mark.SUPERSCRIPT]  # type: ignore[union-attr]


def test_a_group_of_one_cell_covers_all_columns(tmp_path: Path) -> None:
    bang = table(tmp_path, paper('- nhom: A. Thu nội địa\n- 1 | Thuế | 5'))
    group = bang.hang[1]
    assert [(cell.so_cot, cell.kieu) for cell in group.o] == [(3, 'o_chu')]
    assert is_bold(group.o[0].noi_dung[0]) and group.giu_voi_sau


def test_a_group_may_have_a_cell_for_each_column(tmp_path: Path) -> None:
    bang = table(tmp_path, paper('- nhom: A | Thu nội địa | 7\n- 1 | Thuế | 5'))
    assert row(bang.hang[1]) == ["A", "Thu nội địa", "7"]
    assert all(is_bold(cell.noi_dung[0]) for cell in bang.hang[1].o)
    assert not any(is_bold(cell.noi_dung[0]) for cell in bang.hang[2].o)


@pytest.mark.parametrize(
    ('total', 'cells', 'spans'),
    [
        ("Cộng | =", ["Cộng", "1.348,75"], [2, 1]),
        ("'| Cộng | ='", ["", "Cộng", "1.348,75"], [1, 1, 1]),
        ("Cộng | 1.400", ["Cộng", "1.400"], [2, 1]),
        ("Cộng | | tự tính", ["Cộng", "", "tự tính"], [1, 1, 1]),
        ("Cộng", ["Cộng"], [3]),
    ],
)
def test_a_total_is_summed_or_typed(total: str, cells: list[str], spans: list[int], tmp_path: Path) -> None:
    rows = f'- 1 | Thuế | 1.250,5\n- 2 | Phí | 98\n- 3 | Khác | 0,25\n- 4 | Chưa có | -\n- tong: {total}'
    bang = table(tmp_path, paper(rows))
    last = bang.hang[-1]
    assert (row(last), [cell.so_cot for cell in last.o]) == (cells, spans)
    assert all(is_bold(cell.noi_dung[0]) for cell in last.o)


def test_a_sum_keeps_the_most_decimals_and_leaves_groups_out(tmp_path: Path) -> None:
    rows = '- nhom: A | Nhóm | 999\n- 1 | a | 0,10\n- 2 | b | -5\n- tong: Cộng | =\n- 3 | c | 1\n- tong: Cộng | ='
    assert [line[-1] for line in body(table(tmp_path, paper(rows))) if len(line) == 2] == ["-4,90", "-3,90"]


@pytest.mark.parametrize(
    ('typed', 'remedy'), [('90.45', "Viết 90,45."), ('2 đồng', "1.250"), ('104%', "1.250")]
)
def test_what_is_no_number_is_not_summed(typed: str, remedy: str, tmp_path: Path) -> None:
    found, at = one(tmp_path, paper(f'- 1 | a | 5\n- 2 | b | {typed}\n- tong: Cộng | ='))
    assert (found.code, at) == ('SL020', f"2 | b | {typed}")
    assert f"«{typed}» ở cột 3" in found.problem.replace(NBSP, ' ') and remedy in found.remedy


@pytest.mark.parametrize(
    ('rows', 'at', 'count'),
    [
        ('- 1 | a', "1 | a", 2),
        ('- 1 | a | b | c', "1 | a | b | c", 4),
        ('- nhom: A | B', "A | B", 2),
        ('- tong: A | B | C | D', "A | B | C | D", 4),
    ],
)
def test_a_row_has_a_cell_for_each_column(rows: str, at: str, count: int, tmp_path: Path) -> None:
    found, there = one(tmp_path, paper(f'- 1 | Thu | 5\n{rows}'))
    assert (found.code, there) == ('DL074', at)
    assert found.problem == f"Hàng này có {count} ô, nhưng bảng có 3 cột."
    assert r"\|" in found.remedy


def test_all_wrong_rows_are_told_at_once(tmp_path: Path) -> None:
    assert office(tmp_path, paper('- 1\n- 1 | 2 | 3\n- 2', so_cot="x")).codes() == ['DL074'] * 3


@pytest.mark.parametrize(
    ('rows', 'code'),
    [
        ('- nhom: A\n  tong: B', 'DL024'),
        ('- {}', 'DL024'),
        ('- 1 | Lưu: a | 2', 'YM050'),
        ('- | a | 2', 'YM026'),
        ('- 1 | a # b | 2', 'YM053'),
    ],
)
def test_other_rows_are_refused(rows: str, code: str, tmp_path: Path) -> None:
    assert office(tmp_path, paper(rows)).codes() == [code]


def test_the_remedy_for_a_row_is_itself_right(tmp_path: Path) -> None:
    found, _ = one(tmp_path, paper('- nhom: A\n  tong: B'))
    lines = [part.split('»')[0] for part in found.remedy.split('«')[1:]]
    assert len(lines) == 2
    assert body(table(tmp_path / 'b', paper('\n'.join(lines)))) == [
        ["1", "Thu nội địa", "295"],
        ["Cộng", "295"],
    ]


@pytest.mark.parametrize('absent', ['cot', 'hang'])
def test_a_table_has_columns_and_rows(absent: str, tmp_path: Path) -> None:
    table = {'cot': ['A'], 'hang': ['1']}
    del table[absent]
    found, _ = one(tmp_path, report(f'\n- tieu_de: A\n  bang: {{{next(iter(table))}: [A]}}'))
    assert found.code == 'DL027'


# Kinds of cells ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('cells', 'kind'),
    [
        (("1.250,5", "98", ""), 'o_so'),
        (("104%", "-5,5%", "…"), 'o_so'),
        (("> 5", "2,5-3,0", "-"), 'o_so'),
        (("5", "x"), 'o_so'),
        (("5 ha", "6 ha"), 'o_chu'),
        (("Thu", "5"), 'o_chu'),
        (("", ""), 'o_chu'),
        (("2026", "2027"), 'o_giua'),
        (("2026-2028", "2026 - 2030"), 'o_giua'),
        (("05/3/2026", "3/2026"), 'o_giua'),
    ],
)
def test_a_column_stands_as_its_content_asks(cells: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    rows = '\n'.join(f'- "1 | {cell}"' for cell in cells)
    assert kinds(table(tmp_path, paper(rows, '- TT\n- Cột')))[1] == kind


@pytest.mark.parametrize('head', ["TT", "STT", "Số TT", "stt.", "Đơn vị tính", "ĐVT"])
def test_ordinals_and_units_are_centred(head: str, tmp_path: Path) -> None:
    assert kinds(table(tmp_path, paper('- 1 | a', f'- {head}\n- Tên')))[0] == 'o_giua'


@pytest.mark.parametrize(('typed', 'kind'), [("trái", 'o_chu'), ("Giữa", 'o_giua'), ("phải", 'o_so')])
def test_a_column_stands_as_the_paper_asks(typed: str, kind: str, tmp_path: Path) -> None:
    assert kinds(table(tmp_path, paper('- 1 | a', f'- ten: TT\n  can: {typed}\n- Tên')))[0] == kind


def test_another_place_is_refused(tmp_path: Path) -> None:
    found, at = one(tmp_path, paper('- 1 | a', '- ten: TT\n  can: dưới\n- Tên'))
    assert (found.code, at) == ('DL007', "dưới")


# Widths -----------------------------------------------------------------------------------------------------


def shares(root: Path, yaml: str) -> list[float]:
    """The part of the width that each column has, in percent."""
    rong = table(root, yaml).rong
    return [round(100 * width / sum(rong), 1) for width in rong]


def test_widths_are_those_that_are_asked_for(tmp_path: Path) -> None:
    columns = '- TT\n- ten: A\n  rong: 5\n- ten: B\n  rong: 2'
    assert table(tmp_path, paper('- 1 | a | b', columns)).rong == (1, 5, 2)


@pytest.mark.parametrize('typed', ['0', '101', '1,5', 'rộng', '-1'])
def test_other_widths_are_refused(typed: str, tmp_path: Path) -> None:
    found, at = one(tmp_path, paper('- 1 | a', f'- ten: TT\n  rong: {typed}\n- Tên'))
    assert (found.code, at) == ('DL021', typed)


def test_the_room_that_is_left_goes_to_the_columns_of_text(tmp_path: Path) -> None:
    few = shares(tmp_path / 'a', paper('- 1 | Thu nội địa | 1.250'))
    assert few[0] < 10 and few[1] > 75 and few[2] < 15


def test_a_long_text_takes_the_room_but_no_word_is_broken(tmp_path: Path) -> None:
    columns = '- TT\n- Nội dung\n' + '\n'.join(f'- Năm {2020 + i}' for i in range(4))
    rows = f'- 1 | {"Công trình giao thông " * 9} ' + '| 1.250.000' * 4
    rong = table(tmp_path, paper(rows, columns)).rong
    assert rong[1] == max(rong)
    letters = [width * 70 / sum(rong) for width in rong]
    assert min(letters[2:]) >= len('1.250.000')


@pytest.mark.parametrize('huong', ["dọc", "ngang"])
def test_a_page_that_lies_gives_long_texts_more_room(huong: str, tmp_path: Path) -> None:
    columns = ''.join(f'          - {head}\n' for head in ("TT", "Tên", "Một", "Hai", "Ba", "Bốn"))
    rows = f'          - 1 | {"công trình " * 12} ' + '| 1.250.000.000 ' * 4
    appendix = f'- tieu_de: A\n  huong: {huong}\n  bang:\n    cot:\n{columns}    hang:\n{rows}'
    paper = report('- noi_dung: Xem Phụ lục.', phu_luc=appendix)
    (bang,) = tables(office(tmp_path, paper).view())
    share = bang.rong[1] / sum(bang.rong)
    assert share < 0.15 if huong == "dọc" else share > 0.25


# What stands around a table ---------------------------------------------------------------------------------


def test_title_unit_and_notes_stand_around_the_table(tmp_path: Path) -> None:
    yaml = paper(
        '- 1 | a | 5', ten='"Bảng 1. Thu:"', don_vi='"Đơn vị tính: triệu đồng."', ghi_chu='"- ý một"'
    )
    view = office(tmp_path, yaml).view()
    assert [(block.kieu, block.noi_dung.plain) for block in view.noi_dung] == [
        ('muc_la_ma', "A"),
        ('ten_bang', "Bảng 1. Thu:"),
        ('don_vi_tinh', "triệu đồng"),
        ('bang', ""),
        ('ghi_chu_bang', "- ý một./."),
    ]


def test_a_paper_may_end_with_a_table(tmp_path: Path) -> None:
    view = office(tmp_path, paper('- 1 | a | 5\n- 2 | b | 6')).view()
    *_, block, last = view.noi_dung
    assert (last.noi_dung.plain, last.giu_voi_sau) == ('./.', True)
    assert block.bang is not None
    assert [hang.giu_voi_sau for hang in block.bang.hang] == [False, False, True]


def test_what_leads_to_a_table_stays_with_it(tmp_path: Path) -> None:
    table = 'bang: {cot: [A], hang: [x]}'
    paper = report(
        '\n- tieu_de: A\n  noi_dung: |\n    Một.\n\n    Như sau\n  ' + table + f'\n- tieu_de: B\n  {table}'
    )
    blocks = office(tmp_path, paper).view().noi_dung
    kept = {block.noi_dung.plain for block in blocks if block.giu_voi_sau}
    assert kept == {"Như sau", "B", './.'}


def test_a_colon_keeps_a_text_with_what_it_opens(tmp_path: Path) -> None:
    paper = report('- noi_dung: |\n    Gồm các việc sau:\n\n    - một;\n    - hai.\n- Khác.')
    blocks = office(tmp_path, paper).view().noi_dung
    assert [block.giu_voi_sau for block in blocks] == [True, False, False, True]


# Bounds -----------------------------------------------------------------------------------------------------


def test_the_widest_table_is_taken(tmp_path: Path) -> None:
    columns = '\n'.join(f'- C{i}' for i in range(40))
    assert len(table(tmp_path, paper('- ' + ' | '.join('1' * 40), columns)).rong) == 40


def test_a_wider_table_is_refused(tmp_path: Path) -> None:
    columns = '\n'.join(f'- C{i}' for i in range(41))
    found, at = one(tmp_path, paper('- ' + ' | '.join('1' * 41), columns))
    assert (found.code, at) == ('DL073', "cot:")
    assert "41 cột" in found.problem


def test_a_longer_table_is_refused(tmp_path: Path) -> None:
    found, _ = one(tmp_path, paper('\n'.join(['- 1 | 2 | 3'] * 5001)))
    assert found.code == 'DL073' and "5001 hàng" in found.problem


# Random tables ----------------------------------------------------------------------------------------------

_names = st.text('abcdđgh 0159,.;:!?()/<>&{}%#"\'=' + ''.join('\\*^~[$|+-'), min_size=1, max_size=8)
_columns = st.recursive(
    _names.map(lambda text: {'ten': text}),
    lambda inner: st.fixed_dictionaries({'ten': _names, 'cot_con': st.lists(inner, min_size=1, max_size=3)}),
    max_leaves=6,
)
_escaped = str.maketrans({c: f'\\{c}' for c in '\\*^~[$|+-'})


def _leaves(columns: list[dict[str, Any]]) -> int:
    return sum(_leaves(c['cot_con']) if 'cot_con' in c else 1 for c in columns)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[dict[str, Any], list[list[str]]]:
    """A table as typed, and the cells of its rows as they shall be printed."""
    columns = draw(st.lists(_columns, min_size=1, max_size=4))
    for column in _every(columns):
        column['ten'] = 'c' + column['ten'].translate(_escaped)
    count = _leaves(columns)
    rows: list[Any] = []
    printed: list[list[str]] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(['o', 'nhom', 'tong']))
        least = {'o': count, 'nhom': draw(st.sampled_from([1, count])), 'tong': draw(st.integers(1, count))}[
            kind
        ]
        cells = [f'r{number}c{i}' + draw(_names | st.just('')) for i in range(least)]
        rows.append({kind: ' | '.join(cell.translate(_escaped) for cell in cells)})
        printed.append(cells)
    return {'cot': columns, 'hang': rows}, printed


def _every(columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [c for column in columns for c in (column, *_every(column.get('cot_con', [])))]


def filled(bang: Bang) -> list[int]:
    """How often each place of the grid is covered, row by row."""
    width = len(bang.rong)
    places = [[0] * width for _ in bang.hang]
    for at, hang in enumerate(bang.hang):
        for cell in hang.o:
            column = places[at].index(0)
            for down in range(at, at + cell.so_hang):
                for across in range(column, column + cell.so_cot):
                    places[down][across] += 1
    return [count for line in places for count in line]


@given(_tables())
@settings(max_examples=120)
def test_any_table_fills_its_grid_and_prints_each_cell_once(
    made: tuple[dict[str, Any], list[list[str]]],
) -> None:
    typed, printed = made
    with tempfile.TemporaryDirectory() as folder:
        yaml = report(None) + written({'bo_cuc': [{'tieu_de': 'A', 'bang': typed}]})
        bang = table(Path(folder), yaml)
    assert set(filled(bang)) == {1}
    assert body(bang) == [[text.strip() for text in line] for line in printed]
    top = [cell.noi_dung[0].plain for hang in bang.hang if hang.dau for cell in hang.o]
    assert len(top) == len(_every(typed['cot']))


# Tables of targets ------------------------------------------------------------------------------------------

NAMED = """\
chi_tieu:
  - nhom: Kinh tế
  - ma: tang
    ten: Tăng trưởng
    cau: Tăng trưởng ${va}, trong đó dịch vụ ${dv}, nông nghiệp ${nong_nghiep}
    chi_so:
      va:
        ke_hoach: 11,47%
      dv:
        ten: Khu vực **dịch vụ**
        ke_hoach: 13,36%
      nong_nghiep:
        ke_hoach: 3%
  - ma: thu
    ten: Thu ngân sách
    cau: Thu ngân sách ${ke_hoach}, phần xã ${xa}
    ke_hoach:
      tinh: 7.000 tỷ đồng
      hdnd: 7.100 tỷ đồng
    chi_so:
      xa:
        ke_hoach: 5 tỷ đồng
"""
#: the same, each plan in the sentence
NAMED = NAMED.replace('${ke_hoach},', '${ke_hoach.tinh}; ${ke_hoach.hdnd},')


def target_rows(root: Path, figures: str, codes: str = "tất cả", extra: str = '') -> list[list[str]]:
    yaml = report(f'\n- tieu_de: A\n  bang_chi_tieu: {codes}{extra}')
    return body(table(root, yaml, figures=figures))


def test_targets_are_a_table_with_their_units_and_plans(tmp_path: Path) -> None:
    yaml = report('\n- tieu_de: A\n  bang_chi_tieu: tất cả')
    bang = table(tmp_path, yaml, figures=FIGURES)
    assert heads(bang) == [
        [("TT", 1, 1), ("Chỉ tiêu", 1, 1), ("Đơn vị tính", 1, 1), ("Kế hoạch năm 2023", 1, 1)]
    ]
    assert body(bang) == [
        ["Kinh tế"],
        ["1", "Tổng thu", "tỷ đồng", "trên 7.000"],
        ["2", "Tăng trưởng 11,47%, trong đó dịch vụ 13,36%", "", ""],
        ["Xã hội"],
        ["3", "Hộ nghèo", "%", "0,98"],
    ]
    assert [hang.giu_voi_sau for hang in bang.hang[1:]] == [True, False, False, True, True]


def test_named_figures_have_rows_of_their_own(tmp_path: Path) -> None:
    assert target_rows(tmp_path, NAMED) == [
        ["Kinh tế"],
        ["1", "Tăng trưởng", "%", "11,47"],
        ["", "- Khu vực dịch vụ", "%", "13,36"],
        ["", "- Nong nghiep", "%", "3"],
        ["2", "Thu ngân sách", "tỷ đồng", "7.000; 7.100"],
        ["", "- Xa", "tỷ đồng", "5"],
    ]


def test_chosen_targets_stand_in_the_order_asked_for_without_groups(tmp_path: Path) -> None:
    rows = target_rows(tmp_path, FIGURES, '[ngheo, thu]')
    assert rows == [["1", "Hộ nghèo", "%", "0,98"], ["2", "Tổng thu", "tỷ đồng", "trên 7.000"]]


def test_a_sentence_with_several_plans_stays_whole(tmp_path: Path) -> None:
    figures = FIGURES.replace(
        'Tổng thu đạt ${ke_hoach}\n    ke_hoach: trên 7.000 tỷ đồng',
        'Tổng thu tỉnh giao ${ke_hoach.tinh}, HĐND giao ${ke_hoach.hdnd}\n'
        '    ke_hoach: {tinh: 5 tỷ đồng, hdnd: 6 tỷ đồng}',
    )
    assert target_rows(tmp_path, figures, '[thu]') == [
        ["1", "Tổng thu tỉnh giao 5 tỷ đồng, HĐND giao 6 tỷ đồng", "tỷ đồng", "5; 6"]
    ]


def test_a_target_that_no_file_has_is_said_at_its_place(tmp_path: Path) -> None:
    paper = office(tmp_path, report('\n- tieu_de: A\n  bang_chi_tieu: [thu, ngheoo]'), figures=FIGURES)
    (found,) = paper.findings()
    assert (found.code, found.remedy) == ('SL011', "Có phải là «ngheo»?")
    assert paper.line(found.span.line)[found.span.column - 1 :] == "ngheoo]"


NOTED = FIGURES.replace("Tổng thu đạt", "Tổng thu[^a] đạt").replace("nhom: Xã hội", "nhom: Xã hội[^b]")
NOTES = 'chu_thich:\n  a: Nguồn\n  b: Nguồn\n'


@pytest.mark.parametrize('lines', ['  bang_chi_tieu: tất cả', '  chi_tieu: tất cả\n  bang_chi_tieu: tất cả'])
def test_a_note_of_a_target_stands_once(lines: str, tmp_path: Path) -> None:
    view = office(tmp_path, report(f'\n- tieu_de: A\n{lines}') + NOTES, figures=NOTED).view()
    cells = [text for bang in tables(view) for hang in bang.hang for cell in hang.o for text in cell.noi_dung]
    listed = [key for block in view.noi_dung for key in block.noi_dung.notes]
    assert sorted(listed + [key for text in cells for key in text.notes]) == ['a', 'b']


# Tables of tasks --------------------------------------------------------------------------------------------

TASKS = """\
- tieu_de: Việc
  ma: viec
  phan_cong_chung:
    chi_dao: Chủ tịch
    phoi_hop: Các phòng
  muc_con:
    - noi_dung: Làm đường[^a].
      chu_tri: Phòng Một
      thoi_han: 31/3/2023
      tien_do: Quý I
    - tieu_de: Xây trường
      chu_tri: [Phòng Hai, Phòng Ba]
- tieu_de: Việc khác
  ma: viec_khac
  muc_con:
    - noi_dung: Trồng cây;
      co_quan_tham_muu: Phòng Bốn
      co_quan_thuc_hien: Các xã
"""


def with_tasks(codes: str, where: str = 'phu_luc', tasks: str = TASKS) -> str:
    asked = f'- tieu_de: Bảng\n  bang_nhiem_vu: {codes}\n'
    notes = {'chu_thich': 'a: Nguồn'}
    if where == 'phu_luc':
        return report('- noi_dung: Xem Phụ lục.\n' + tasks, phu_luc=asked, chu_thich='\na: Nguồn')
    order = asked + tasks if where == 'before' else tasks + asked
    return report(order, chu_thich='\n' + notes['chu_thich'])


ROWS = [
    ["1", "Làm đường", "Phòng Một", "Các phòng", "31/3/2023\nQuý I"],
    ["2", "Xây trường", "Phòng Hai; Phòng Ba", "Các phòng", ""],
    ["3", "Trồng cây", "Phòng Bốn\nCác xã", "", ""],
]


def bodies(paper: Office) -> list[list[str]]:
    (bang,) = tables(paper.view())
    return body(bang)


@pytest.mark.parametrize('where', ['phu_luc', 'after'])
def test_tasks_are_a_table(where: str, tmp_path: Path) -> None:
    assert bodies(office(tmp_path, with_tasks("tất cả", where))) == ROWS


@pytest.mark.parametrize(
    ('codes', 'places'), [('viec', [0, 1]), ('[viec_khac, viec]', [2, 0, 1]), ('[viec, viec]', [0, 1])]
)
def test_the_tasks_of_some_items_only(codes: str, places: list[int], tmp_path: Path) -> None:
    expected = [[str(i), *ROWS[place][1:]] for i, place in enumerate(places, 1)]
    assert bodies(office(tmp_path, with_tasks(codes))) == expected


def test_a_column_of_products_stands_where_there_are_some(tmp_path: Path) -> None:
    tasks = TASKS.replace("thoi_han: 31/3/2023", "san_pham: Báo cáo.")
    (bang,) = tables(office(tmp_path, with_tasks("tất cả", tasks=tasks)).view())
    assert [cell[0] for cell in heads(bang)[0]] == [
        "TT",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời hạn, tiến độ",
        "Sản phẩm",
    ]
    assert [line[-1] for line in body(bang)] == ["Báo cáo", "", ""]


def test_a_note_of_a_task_stands_in_the_text_only(tmp_path: Path) -> None:
    view = office(tmp_path, with_tasks("tất cả")).view()
    assert [key for block in view.noi_dung for key in block.noi_dung.notes] == ['a']


@pytest.mark.parametrize(
    ('paper', 'code', 'at'),
    [
        (with_tasks("tất cả", 'before'), 'DL079', "bang_nhiem_vu: tất cả"),
        (with_tasks('viecc'), 'DL080', 'viecc'),
        (
            with_tasks('viec', tasks=TASKS + '- tieu_de: Hết\n  ma: het\n').replace('vu: viec', 'vu: het'),
            'DL080',
            'het',
        ),
    ],
)
def test_a_table_without_tasks_is_said(paper: str, code: str, at: str, tmp_path: Path) -> None:
    found, there = one(tmp_path, paper)
    assert found.code == code and at.endswith(there)


def test_a_table_before_some_of_its_tasks_says_how_many_it_lacks(tmp_path: Path) -> None:
    tasks = TASKS.replace(
        '- tieu_de: Việc khác', '- tieu_de: Bảng\n  bang_nhiem_vu: tất cả\n- tieu_de: Việc khác'
    )
    found, there = one(tmp_path, report(tasks, chu_thich='\na: Nguồn'))
    assert (found.code, found.level) == ('DL090', Level.LOI)
    assert found.problem == "Bảng này không có 1 nhiệm vụ đứng sau nó."
    assert there in "bang_nhiem_vu: tất cả"


def test_the_text_of_a_task_stays_with_who_does_it(tmp_path: Path) -> None:
    blocks = (
        office(
            tmp_path,
            decision(
                '- noi_dung: Giao\n  muc_con:\n    - noi_dung: Việc\n      chu_tri: A\n      tien_do: B'
            ),
        )
        .view()
        .noi_dung
    )
    assert [(b.kieu, b.giu_voi_sau) for b in blocks] == [
        ('dieu', False),
        ('khoan', True),
        ('chu_tri', False),
        ('tien_do', True),
    ]


def test_a_target_whose_only_reference_names_nothing_is_told_and_no_more(tmp_path: Path) -> None:
    figures = 'chi_tieu:\n  - ma: a\n    cau: ${vb.khong_co}\n'
    paper = office(tmp_path, report('\n- tieu_de: A\n  bang_chi_tieu: tất cả'), figures=figures)
    assert [(f.code, f.span.line) for f in paper.findings()] == [('DL107', 3)]
