"""References of a text to the items of its own paper: what they print, and what is said where they name nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import FIGURES, NBSP, decision, office, plains, report, rows

from baocao.models.fields import RESERVED
from baocao.text import Data, Ref
from baocao.view import View

OUTLINE = """\
- tieu_de: A
- tieu_de: B
  ma: hai
  muc_con:
    - tieu_de: x
    - tieu_de: C
      ma: khoan
      muc_con:
        - noi_dung: D
          ma: diem
        - noi_dung: E
          so: không
          ma: khong_so
    - noi_dung: gạch
      ma: gach_ngang
      kieu_danh_so: "-"
      muc_con:
        - noi_dung: F
          ma: gach"""


def said(root: Path, text: str, outline: str = OUTLINE, **more: str | None) -> str:
    """What a text of the opening paragraph prints, no-break spaces shown as `_`."""
    view = office(root, report(outline, mo_dau=f'|\n{text}', **more)).view()
    return view.noi_dung[0].noi_dung.plain.replace(NBSP, '_')


def found(root: Path, paper: str) -> list[tuple[str, int, int]]:
    return [(f.code, f.span.line, f.span.column) for f in office(root, paper).findings()]


# items


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ('${muc.hai}', "Mục_II"),
        ('${ muc.hai }', "Mục_II"),
        ('${muc.khoan}', "khoản_2 Mục_II"),
        ('${muc.diem}', "điểm_a khoản_2 Mục_II"),
        ('${muc.hai|so}', "II"),
        ('${muc.khoan | so}', "2"),
        ('${muc.diem|so}', "a"),
        ('${muc.khoan|viet_hoa_dau} nêu', "Khoản_2 Mục_II nêu"),
        ('${muc.diem|so|hoa}', "A"),
        ('**${muc.hai}**', "Mục_II"),
        (r'\${muc.hai}', '${muc.hai}'),
    ],
)
def test_items_of_an_outline(tmp_path: Path, typed: str, printed: str) -> None:
    assert said(tmp_path, f'Theo {typed}') == f"Theo {printed}"


def test_items_below_parts_and_deeper_numbers(tmp_path: Path) -> None:
    outline = """\
- phan: P
- phan: Q
  ma: phan
  kieu_danh_so: I. 1. 1.1. 1.1. (1)
  muc_con:
    - tieu_de: A
      ma: muc
      muc_con:
        - tieu_de: B
          ma: khoan
          muc_con:
            - tieu_de: C
              ma: kep
              muc_con:
                - tieu_de: D
                  ma: ba
                  muc_con:
                    - noi_dung: E
                      ma: ngoac"""
    typed = ', '.join(f'${{muc.{code}}}' for code in ('phan', 'muc', 'khoan', 'kep', 'ba', 'ngoac'))
    assert said(tmp_path, typed, outline).split(', ') == [
        "Phần_II",
        "Mục_I Phần_II",
        "khoản_1 Mục_I Phần_II",
        "điểm_1.1 khoản_1 Mục_I Phần_II",
        "điểm_1.1.1 khoản_1 Mục_I Phần_II",
        "điểm_1 điểm_1.1.1 khoản_1 Mục_I Phần_II",
    ]
    assert said(tmp_path, '${muc.kep|so}', outline) == '1.1'


def test_articles_and_what_stands_below_them(tmp_path: Path) -> None:
    paper = decision("""\
        - Theo ${dieu.ba}, ${dieu.khoan}, ${dieu.diem} và ${muc.khoan}; số ${dieu.ba|so}
        - hai
        - noi_dung: Ba
          ma: ba
          muc_con:
            - Một
            - noi_dung: Hai
              ma: khoan
              muc_con:
                - noi_dung: a
                  ma: diem""")
    view = office(tmp_path, paper).view()
    assert rows(view)[0][2] == "Theo Điều 3, khoản 2 Điều 3, điểm a khoản 2 Điều 3 và khoản 2 Điều 3; số 3"


def test_an_item_in_another_text_is_named_with_it(tmp_path: Path) -> None:
    paper = decision(
        """\
        - noi_dung: Ban hành kèm theo Quyết định này Quy chế; xem ${dieu.hai}, ${muc.chuong}, ${muc.bieu}, ${phu_luc.a}.
          ma: mot
          muc_con:
            - Theo ${dieu.mot} và ${phu_luc.b}""",
        van_ban_kem_theo="""
            loai: quy chế
            trich_yeu: Làm việc
            bo_cuc:
              - chuong: Chung
                ma: chuong
                muc_con:
                  - tieu_de: Một
                  - tieu_de: Hai
                    ma: hai""",
        phu_luc="""
            - tieu_de: A
              ma: a
              muc_con:
                - tieu_de: Biểu
                  ma: bieu
            - tieu_de: B
              ma: b
              gui_rieng: có""",
    )
    first, second = (text for _, _, text in rows(office(tmp_path, paper).view())[:2])
    assert first == (
        "Ban hành kèm theo Quyết định này Quy chế; xem Điều 2 Quy chế kèm theo Quyết định này, "
        "Chương I Quy chế kèm theo Quyết định này, Mục I Phụ lục I, Phụ lục I."
    )
    assert second == "Theo Điều 1 và Phụ lục II./."


def test_an_appendix_alone(tmp_path: Path) -> None:
    appendix = '\n- tieu_de: A\n  ma: bieu\n  gui_rieng: có'
    assert said(tmp_path, 'Theo ${phu_luc.bieu}', phu_luc=appendix) == "Theo Phụ lục"


# everywhere


def _places(view: View) -> str:
    texts = [view.trich_yeu, *view.can_cu, *view.noi_nhan, *(b.noi_dung for b in view.noi_dung)]
    texts += [t for note in view.chu_thich for t in note.cac_doan]
    return '\n'.join(t.plain for t in texts).replace(NBSP, ' ')


def test_references_stand_in_every_text(tmp_path: Path) -> None:
    paper = report(
        """\
        - tieu_de: Như ${muc.x}
          noi_dung: |
            Đoạn[^a] ${muc.x}

            - ý ${muc.x}
          loi_dan: Dẫn ${muc.x}
          chi_tieu: tất cả
          loi_ket: Kết ${muc.x}
          muc_con:
            - noi_dung: Việc ${muc.x}
              chu_tri: Phòng nêu tại ${muc.x}
              tien_do: Theo ${muc.x}
        - tieu_de: X
          ma: x""",
        trich_yeu="Về ${muc.x}",
        can_cu='- Nghị quyết nêu tại ${muc.x}',
        noi_nhan='- Như ${muc.x}\n- "Lưu: VT, TCKH"',
        chu_thich='\na: Chú thích ${muc.x}',
    )
    figures = FIGURES.replace("Tổng thu", "Theo ${muc.x}, tổng thu").replace(
        "nhom: Kinh tế", "nhom: Kinh tế ${muc.x}"
    )
    made = office(tmp_path, paper, figures=figures).view()
    assert _places(made).casefold().count("mục ii") == 14
    assert '${' not in _places(made)


def test_the_bar_of_a_format_divides_no_cells(tmp_path: Path) -> None:
    paper = report("""\
        - tieu_de: A
          ma: a
          bang:
            cot: [Số, Nơi]
            hang:
              - ${muc.a|so} | theo ${muc.a|hoa} | x
              - 1 | ${muc.a}""")
    assert [(code, line) for code, line, _ in found(tmp_path, paper)] == [('DL074', 14)]
    (tmp_path / '2023/vb.yaml').write_text(paper.replace(' | x', ''), encoding='utf-8')
    o = office(tmp_path, paper.replace(' | x', ''))
    table = next(b.bang for b in o.view().noi_dung if b.bang)
    cells = [[cell.noi_dung[0].plain.replace(NBSP, ' ') for cell in row.o] for row in table.hang[1:]]
    assert cells == [["I", "theo MỤC I"], ["1", "Mục I"]]


def test_the_names_of_tasks_targets_and_recipients_stay_their_own(tmp_path: Path) -> None:
    paper = report(
        """\
        - tieu_de: A
          phan_cong_chung:
            phoi_hop: Các cơ quan của ${muc.b}
          muc_con:
            - noi_dung: Việc
              chu_tri: Phòng A
              phoi_hop: Phòng B; ${chung}
        - tieu_de: B
          ma: b
          chi_tieu: thu""",
        noi_nhan="- Như ${muc.b}\n- ${thuong_dung}",
    )
    agency = office.__globals__['AGENCY'] + "noi_nhan:\n  - Thường trực\n  - 'Lưu: VT, X'\n"
    view = office(tmp_path, paper, agency, FIGURES).view()
    texts = [text for _, _, text in rows(view)]
    assert "Phòng B; các cơ quan của Mục II." in texts
    assert "Tổng thu đạt trên 7.000 tỷ đồng./." in texts
    assert plains(view.noi_nhan) == ["Như Mục II;", "Thường trực;", "Lưu: VT, X."]


def test_a_reference_is_a_piece_with_its_place(tmp_path: Path) -> None:
    o = office(tmp_path, report(OUTLINE, mo_dau='|\nmột\nTheo ${muc.hai|so} và ${muc.hai}.'))
    pieces = [p for p in o.view().noi_dung[0].noi_dung if isinstance(p, Ref)]
    assert [(p.text, p.figure, p.field, p.format, p.path) for p in pieces] == [
        ('II', 'muc.hai', 'so', 'so', 'mo_dau'),
        (f'Mục{NBSP}II', 'muc.hai', 'dan', '', 'mo_dau'),
    ]
    ho_so = o.load()
    spans = [ho_so.place(p.path, p.at, 2) for p in pieces]
    assert [o.line(s.line)[s.column - 1 : s.column + 1] for s in spans] == ['${', '${']
    typed = ''.join(p.text for p in o.view().noi_dung[0].noi_dung if isinstance(p, Data))
    assert typed == "một Theo  và ."


# faults


def _said_of(root: Path, typed: str, **more: str | None) -> list[tuple[str, int, int, str]]:
    """Code, column and remedy of what is found in a text that stands below `mo_dau: |`, from its 3rd column."""
    o = office(root, report(OUTLINE, mo_dau=f'|\nx\n{typed}', **more))
    lines = (root / '2023/vb.yaml').read_text(encoding='utf-8').splitlines()
    at = lines.index(f'  {typed}') + 1
    return [(f.code, f.span.line - at, f.span.column, f.remedy) for f in o.findings()]


@pytest.mark.parametrize(
    ('typed', 'code', 'column', 'remedy'),
    [
        ('Theo ${muc.khoang}', 'DL101', 8, "Có phải là ${muc.khoan}?"),
        ('Theo ${muc.la_lam}', 'DL101', 8, "Ghi «ma: la_lam» ở mục"),
        ('Theo ${muc}', 'DL101', 8, "Viết ${muc.mã}"),
        ('Theo ${phu_luc.kia}', 'DL101', 8, "Ghi «ma: kia» ở phụ lục"),
        ('Theo ${muc.khong_so}', 'DL102', 8, "Đánh số mục đó"),
        ('Theo ${muc.gach}', 'DL102', 8, "Đánh số mục đó"),
        ('Theo ${phu_luc.hai}', 'DL103', 8, "Viết ${muc.hai}."),
        ('Theo ${dieu.hai}', 'DL103', 8, "Viết ${muc.hai}."),
        ('Theo ${muc.bieu}', 'DL103', 8, "Viết ${phu_luc.bieu}."),
        ('Theo ${phu_luc.bieu|so}', 'DL102', 8, "Bỏ «|so»"),
        ('Theo ${chung}', 'DL104', 8, "Viết thẳng nội dung"),
        ('Theo ${thuong_dung}', 'DL104', 8, "Viết thẳng nội dung"),
        ('Theo ${muc.hai|so|soo}', 'DL105', 8, "Có phải là «so»?"),
        ('Theo ${muc.hai|hoa|so}', 'DL105', 8, "Viết ${muc.hai|so…}."),
        ('Theo ${muc.hai|day_du}', 'DL105', 8, "Dùng một trong: so"),
        ('Theo ${muc.hai|nhom_nghin}', 'DL105', 8, ""),
        ('Theo ${hai}', 'DL040', 8, "Có phải là ${muc.hai}?"),
        ('Theo ${mucc.hai}', 'DL040', 8, "Có phải là ${muc.hai}?"),
        (
            'Theo ${gi_do}',
            'DL040',
            8,
            r"Sửa lại tên cho đúng; nếu muốn in chính các ký tự này thì viết \${gi_do}.",
        ),
        ('Theo ${Muc.hai}', 'DL100', 8, "Tên và dạng viết bằng chữ thường"),
        ('Theo ${mục.hai}', 'DL100', 8, "Tên và dạng viết bằng chữ thường"),
        ('Theo ${muc.hai|}', 'DL100', 8, "Tên và dạng viết bằng chữ thường"),
        ('Theo ${}', 'DL100', 8, "Tên và dạng viết bằng chữ thường"),
        ('Theo ${muc.hai', 'DL040', 8, "Thêm dấu }"),
    ],
)
def test_a_reference_that_names_nothing(
    tmp_path: Path, typed: str, code: str, column: int, remedy: str
) -> None:
    appendix = '\n- tieu_de: A\n  ma: bieu\n  gui_rieng: có'
    (only,) = [f for f in _said_of(tmp_path, typed, phu_luc=appendix) if f[0] != 'TT010']
    assert only[:3] == (code, 0, column)
    assert only[3].startswith(remedy)


def test_all_faults_of_all_texts_are_told_at_once_and_bounded(tmp_path: Path) -> None:
    paper = report('- tieu_de: ${muc.a}\n  noi_dung: ${muc.b} ${vb.c}', can_cu='- ${vb.d}')
    assert sorted(code for code, _, _ in found(tmp_path, paper)) == ['DL101', 'DL101', 'DL107', 'DL107']
    many = report('- tieu_de: A', mo_dau='|\n' + '${muc.khong}\n' * 3000)
    told = office(tmp_path, many).findings()
    assert len(told) == 21 and {f.code for f in told} == {'DL101'}


def test_a_code_used_twice_is_said_at_the_second(tmp_path: Path) -> None:
    paper = report('- tieu_de: A\n  ma: mot\n- tieu_de: B\n  ma: mot')
    assert found(tmp_path, paper) == [('DL106', 12, 9)]


@pytest.mark.parametrize('word', RESERVED)
def test_no_figure_bears_the_name_of_a_reference(tmp_path: Path, word: str) -> None:
    figures = FIGURES.replace('ma: thu', f'ma: {word}')
    told = office(tmp_path, report(), figures=figures).findings()
    assert [(f.code, f.span.line, f.span.column) for f in told] == [('SL050', 3, 9)]


# appendices


APPENDICES = """
- tieu_de: A
  ma: a
  gui_rieng: có
- tieu_de: B
  ma: b
  gui_rieng: có
- tieu_de: C
  gui_rieng: có"""


@pytest.mark.parametrize(
    ('text', 'missing'),
    [
        ('Theo ${phu_luc.a}, ${phu_luc.b} và Phụ lục III.', []),
        ('Theo các Phụ lục ${phu_luc.a|so}, ${phu_luc.b|so} và III.', []),
        ('Theo các Phụ lục I, II và III kèm theo.', []),
        ('Theo các phụ lục từ Phụ lục I đến Phụ lục III kèm theo Báo cáo này.', []),
        ('Theo Phụ lục I-III.', []),
        (
            'Theo Phụ lục I kèm theo Nghị định số 30/2020/NĐ-CP, Phụ lục II và Phụ lục III của Báo cáo này.',
            [1],
        ),
        ('Theo Nghị định số 30/2020/NĐ-CP, Phụ lục I; Phụ lục II; Phụ lục III.', [1, 2, 3]),
        ('Theo phụ lục kèm theo.', [1, 2, 3]),
    ],
)
def test_each_appendix_is_referred_to(tmp_path: Path, text: str, missing: list[int]) -> None:
    o = office(tmp_path, report(mo_dau=f'|\n{text}', phu_luc=APPENDICES))
    told = o.findings()
    assert [f.code for f in told] == ['TT010'] * len(missing)
    assert [o.line(f.span.line) for f in told] == [f'  - tieu_de: {"ABC"[n - 1]}' for n in missing]


@pytest.mark.parametrize('text', ['Theo ${phu_luc.a}.', 'Theo phụ lục đính kèm.', 'Chi tiết tại Phụ lục I.'])
def test_one_appendix_is_referred_to_with_or_without_its_number(tmp_path: Path, text: str) -> None:
    one = '\n- tieu_de: A\n  ma: a\n  gui_rieng: có'
    assert office(tmp_path, report(mo_dau=f'|\n{text}', phu_luc=one)).codes() == []
    assert office(tmp_path, report(mo_dau='|\nx', phu_luc=one)).codes() == ['TT010']


def test_an_appendix_that_only_appendices_mention_is_left_out(tmp_path: Path) -> None:
    papers = '\n- tieu_de: A\n  noi_dung: Theo Phụ lục II\n- tieu_de: B\n  noi_dung: x'
    assert office(tmp_path, report(mo_dau="Theo Phụ lục I", phu_luc=papers)).codes() == ['TT010']


def test_a_number_that_no_appendix_has(tmp_path: Path) -> None:
    text = '|\nTheo Phụ lục I, II, III và Phụ lục IV.'
    o = office(tmp_path, report(mo_dau=text, phu_luc=APPENDICES))
    (only,) = o.findings()
    assert only.code == 'TT011' and o.line(only.span.line)[only.span.column - 1 :].startswith("Phụ lục I")
    assert "Phụ lục IV nhưng văn bản chỉ có 3 phụ lục" in only.problem
    (none,) = office(tmp_path, report(mo_dau='|\nTheo Phụ lục II.')).findings()
    assert (none.code, none.level.value) == ('TT012', "cảnh báo")


@pytest.mark.parametrize(
    'text',
    [
        'Theo Phụ lục IV ban hành kèm theo Thông tư số 01/2023/TT-BNV.',
        'Theo Phụ lục IV Nghị định số 30/2020/NĐ-CP.',
        'Theo Nghị định số 30/2020/NĐ-CP, Phụ lục IV.',
        'Theo Phụ lục IV của Luật Đầu tư.',
    ],
)
def test_appendices_of_other_texts_are_none_of_ours(tmp_path: Path, text: str) -> None:
    assert office(tmp_path, report(mo_dau=f'|\n{text}')).codes() == []
