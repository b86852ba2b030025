"""Chapters and Điều, the text that a decision issues, and appendices."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from office import DEPARTMENT, FIGURES, NBSP, decision, office, report, rows

from baocao.errors import Finding, Level
from baocao.view import View
from baocao.view.model import Khoi

Row = tuple[str, str, str]


def blocks(found: tuple[Khoi, ...]) -> list[Row]:
    """Blocks as (kind, number, text), no-break spaces shown as spaces."""
    return [(b.kieu, b.so.plain, b.noi_dung.plain.replace(NBSP, ' ')) for b in found]


def numbers(found: list[Row], *kinds: str) -> list[str]:
    return [number for kind, number, _ in found if kind in kinds]


def one(root: Path, paper: str, **more: str) -> tuple[Finding, str]:
    """The only finding of a paper, and the line it names from its column on."""
    made = office(root, paper, **more)
    (found,) = made.findings()
    return found, made.line(found.span.line)[found.span.column - 1 :]


def issuing(text: str, **changes: str | None) -> str:
    """The YAML of a decision that issues a text, given as its outline."""
    attached = f'loai: quy chế\ntrich_yeu: Làm việc\nbo_cuc:\n{textwrap.indent(textwrap.dedent(text), "  ")}'
    return decision(
        **{'dieu': "- Ban hành kèm theo Quyết định này Quy chế", 'van_ban_kem_theo': attached, **changes}
    )


def attached(root: Path, text: str) -> list[Row]:
    kem_theo = office(root, issuing(text)).view().van_ban_kem_theo
    assert kem_theo is not None
    return blocks(kem_theo.noi_dung)


# Chương, Mục, Tiểu mục, Điều --------------------------------------------------------------------------------

CHAPTERS = """\
- chuong: Quy định chung
  muc_con:
    - tieu_de: Phạm vi
      noi_dung: Quy chế này quy định về tổ chức.
    - tieu_de: Nguyên tắc
      muc_con:
        - Tập trung.
        - noi_dung: Công khai.
          muc_con: [một, hai]
- chuong: Tổ chức
  muc_con:
    - muc: Lãnh đạo
      muc_con:
        - tieu_muc: Người đứng đầu
          muc_con: [Nội dung]
        - tieu_muc: Cấp phó
          muc_con: [Nội dung]
    - muc: Cơ quan
      muc_con:
        - tieu_muc: Văn phòng
          muc_con: [Nội dung]
- chuong: Thi hành
  muc_con:
    - muc: Hiệu lực
      muc_con: [Nội dung]
"""


def test_dieu_run_through_the_chapters_muc_through_one(tmp_path: Path) -> None:
    found = attached(tmp_path, CHAPTERS)
    assert numbers(found, 'chuong') == ['I', 'II', 'III']
    assert numbers(found, 'muc') == ['1', '2', '1']
    assert numbers(found, 'tieu_muc') == ['1', '2', '1']
    assert numbers(found, 'dieu', 'dieu_tieu_de') == ['1', '2', '3', '4', '5', '6']


def test_a_chapter_is_flattened_in_order(tmp_path: Path) -> None:
    assert attached(tmp_path, CHAPTERS)[:9] == [
        ('chuong', 'I', "QUY ĐỊNH CHUNG"),
        ('dieu_tieu_de', '1', "Phạm vi"),
        ('doan', '', "Quy chế này quy định về tổ chức."),
        ('dieu_tieu_de', '2', "Nguyên tắc"),
        ('khoan', '1.', "Tập trung."),
        ('khoan', '2.', "Công khai."),
        ('khoan', 'a)', "một"),
        ('khoan', 'b)', "hai"),
        ('chuong', 'II', "TỔ CHỨC"),
    ]


def test_chapters_run_through_the_parts(tmp_path: Path) -> None:
    text = '''\
        - phan: Một
          muc_con:
            - chuong: A
              muc_con: [x]
            - chuong: B
              muc_con: [x]
        - phan: Hai
          muc_con:
            - chuong: C
              muc_con: [x]
        '''
    found = attached(tmp_path, text)
    assert numbers(found, 'phan') == ['I', 'II']
    assert numbers(found, 'chuong') == ['I', 'II', 'III']
    assert numbers(found, 'dieu') == ['1', '2', '3']


def test_a_plan_may_have_chapters_too(tmp_path: Path) -> None:
    paper = report('- chuong: A\n  muc_con: [x]\n- chuong: B\n  muc_con: [y]')
    assert rows(office(tmp_path, paper).view()) == [
        ('chuong', 'I', "A"),
        ('dieu', '1', "x"),
        ('chuong', 'II', "B"),
        ('dieu', '2', "y./."),
    ]


def test_each_text_counts_for_itself(tmp_path: Path) -> None:
    appendix = '- tieu_de: P\n  muc_con:\n    - chuong: Của phụ lục\n      muc_con: [x]'
    view = office(tmp_path, issuing(CHAPTERS, phu_luc=appendix) + 'chu_thich: {}\n').build()[0]
    assert numbers(blocks(view.noi_dung), 'dieu') == ['1']
    assert numbers(blocks(view.phu_luc[0].noi_dung), 'chuong', 'dieu') == ['I', '1']


def test_styles_of_a_chapter_may_be_others(tmp_path: Path) -> None:
    text = '- chuong: A\n  kieu_danh_so: I. 1.\n  muc_con:\n    - tieu_de: B\n      muc_con: [x]\n'
    assert attached(tmp_path, text) == [
        ('chuong', 'I', "A"),
        ('muc_la_ma', 'I.', "B"),
        ('khoan', '1.', "x./."),
    ]


@pytest.mark.parametrize(
    ('text', 'code', 'at'),
    [
        ('- muc: A\n  muc_con:\n    - chuong: B\n      muc_con: [x]\n', 'DL055', "B"),
        ('- tieu_muc: A\n  muc_con:\n    - phan: B\n      muc_con: [x]\n', 'DL055', "B"),
        ('- chuong: A\n  muc_con:\n    - chuong: B\n      muc_con: [x]\n', 'DL055', "B"),
        ('- tieu_de: A\n  muc_con:\n    - muc: B\n      muc_con: [x]\n', 'DL055', "B"),
        ('- chuong: A\n  muc_con: [x]\n- tieu_de: B\n', 'DL053', "tieu_de: B"),
        ('- chuong: A\n  muc_con: [x]\n- muc: B\n  muc_con: [x]\n', 'DL053', "muc: B"),
        ('- chuong: A\n  tieu_de: B\n  muc_con: [x]\n', 'DL069', "B"),
        ('- chuong: A\n  muc: B\n  muc_con: [x]\n', 'DL091', "B"),
        ('- chuong: A\n  so: III\n  muc_con: [x]\n', 'DL054', "III"),
        ('- chuong: A\n  muc_con:\n    - noi_dung: x\n      so: 5\n', 'DL054', "5"),
    ],
)
def test_divisions_that_do_not_fit_are_said_at_their_place(
    text: str, code: str, at: str, tmp_path: Path
) -> None:
    found, there = one(tmp_path, issuing(text))
    assert (found.code, there, found.level) == (code, at, Level.CHAN)


@pytest.mark.parametrize('kind', ['phan', 'chuong', 'muc', 'tieu_muc'])
def test_an_dieu_of_a_decision_is_no_division(kind: str, tmp_path: Path) -> None:
    found, at = one(tmp_path, decision(f'- noi_dung: x\n  {kind}: B'))
    assert (found.code, at) == ('DL055', "B")


# The text that a decision issues, Mẫu 1.3 -------------------------------------------------------------------


def kem_theo(view: View) -> list[str]:
    """The lines "(Kèm theo …)" of a paper, its blanks as one sign."""
    every = (*((view.van_ban_kem_theo,) if view.van_ban_kem_theo else ()), *view.phu_luc)
    return [' '.join(part.kem_theo.plain.replace(NBSP * 7, '_').split()) for part in every]


def test_the_text_has_its_type_subject_and_decision(tmp_path: Path) -> None:
    text = office(tmp_path, issuing('- tieu_de: A\n')).view().van_ban_kem_theo
    assert text is not None
    assert (text.ten_loai.plain, text.trich_yeu.plain) == ("QUY CHẾ", "Làm việc")
    assert blocks(text.noi_dung) == [('muc_la_ma', 'I.', "A./.")]


def test_opening_and_closing_stand_around_the_outline(tmp_path: Path) -> None:
    paper = issuing('- tieu_de: A\n').replace(
        '  trich_yeu: Làm việc', '  trich_yeu: Làm việc\n  mo_dau: Mở\n  ket_thuc: Kết\n  kieu_danh_so: 1. -'
    )
    text = office(tmp_path, paper).view().van_ban_kem_theo
    assert text is not None
    assert blocks(text.noi_dung) == [('doan', '', "Mở"), ('muc_so', '1.', "A"), ('doan', '', "Kết./.")]


def test_a_type_that_is_none_is_refused(tmp_path: Path) -> None:
    found, at = one(tmp_path, issuing('- tieu_de: A\n').replace("loai: quy chế", "loai: quy che"))
    assert (found.code, at, found.remedy) == ('DL076', "quy che", "Có phải là «quy chế»?")


@pytest.mark.parametrize(
    'dieu',
    [
        "- Ban hành Quy chế kèm  theo Quyết định này",
        "- tieu_de: Ban hành kèm theo",
        "- noi_dung: Ban hành\n  muc_con:\n    - Quy chế kèm theo Quyết định này",
    ],
)
def test_an_dieu_says_that_the_text_is_issued(dieu: str, tmp_path: Path) -> None:
    assert office(tmp_path, issuing('- tieu_de: A\n', dieu=dieu)).codes() == []


def test_it_is_said_where_none_does(tmp_path: Path) -> None:
    found, _ = one(tmp_path, issuing('- tieu_de: A\n', dieu='- Giao việc'))
    assert (found.code, found.level) == ('TT003', Level.LOI)
    assert "Ban hành kèm theo Quyết định này Quy chế" in found.remedy


def test_only_decisions_issue_a_text(tmp_path: Path) -> None:
    found, _ = one(tmp_path, report() + 'van_ban_kem_theo:\n  loai: quy chế\n')
    assert found.code == 'DL031'


# "(Kèm theo …)" ---------------------------------------------------------------------------------------------

APPENDIX = '- tieu_de: Danh mục\n  noi_dung: x'
ISSUED = "(Kèm theo Quyết định số _/QĐ-UBND ngày tháng năm 2023 của "


@pytest.mark.parametrize(
    ('changes', 'issuer'),
    [
        ({}, "Ủy ban nhân dân huyện Minh Long)"),
        ({'tham_quyen': "Chủ tịch"}, "Chủ tịch Ủy ban nhân dân huyện Minh Long)"),
    ],
)
def test_a_decision_of_the_head_says_so_under_each_title(
    changes: dict[str, str | None], issuer: str, tmp_path: Path
) -> None:
    paper = issuing('- tieu_de: A\n', phu_luc=APPENDIX, **changes)
    assert kem_theo(office(tmp_path, paper).build()[0]) == [ISSUED + issuer] * 2


def test_a_department_issues_decisions_by_its_head_and_plans_by_itself(tmp_path: Path) -> None:
    changes = {'phu_luc': APPENDIX, 'nguoi_ky': "Giám đốc"}
    own = office(tmp_path / 'a', decision('- Xem Phụ lục', **changes), DEPARTMENT).view()
    assert kem_theo(own)[0].endswith("/QĐ-STC ngày tháng năm 2023 của Giám đốc Sở Tài chính)")
    plan = report('- noi_dung: Xem Phụ lục', loai="kế hoạch", **changes)
    assert kem_theo(office(tmp_path / 'b', plan, DEPARTMENT).view())[0].endswith("của Sở Tài chính)")


def test_a_letter_is_named_as_such(tmp_path: Path) -> None:
    own = {'loai': "công văn", 'don_vi_soan_thao': 'VX', 'kinh_gui': 'A', 'phu_luc': APPENDIX}
    view = office(tmp_path, report('- noi_dung: Xem Phụ lục', **own)).view()
    assert kem_theo(view)[0].startswith("(Kèm theo Công văn số _/UBND-VX ngày tháng năm 2023 của Ủy ban")


def test_number_and_day_stay_blank_the_year_is_that_of_the_paper(tmp_path: Path) -> None:
    dated = {'so': '7', 'ngay_ban_hanh': '20/12/2022', 'phu_luc': APPENDIX}
    view = office(tmp_path, report('- noi_dung: Xem Phụ lục', **dated)).view()
    assert kem_theo(view) == [
        "(Kèm theo Báo cáo số _/BC-UBND ngày tháng năm 2022 của Ủy ban nhân dân huyện Minh Long)"
    ]


def test_the_line_under_a_title_breaks_before_the_date_or_the_issuer_only(tmp_path: Path) -> None:
    view = office(tmp_path, report('- noi_dung: Xem Phụ lục', phu_luc=APPENDIX)).view()
    line = view.phu_luc[0].kem_theo.plain
    number, day, issuer = line.split(' ')[-3:]
    assert number.endswith("/BC-UBND")
    assert (day.startswith("ngày"), day.endswith("2023")) == (True, True)
    assert issuer.replace(NBSP, ' ') == "của Ủy ban nhân dân huyện Minh Long)"


# Appendices -------------------------------------------------------------------------------------------------


def with_appendices(phu_luc: str, text: str = "Xem Phụ lục I, II, III.") -> str:
    return report(f'- noi_dung: {text}', phu_luc=phu_luc)


def test_one_appendix_has_no_number(tmp_path: Path) -> None:
    (appendix,) = office(tmp_path, with_appendices(APPENDIX, "Xem Phụ lục")).view().phu_luc
    assert (appendix.so.plain, appendix.tieu_de.plain) == ('', "DANH MỤC")
    assert (appendix.ngang, appendix.kho) == (False, 'A4')


def test_several_are_numbered_in_roman(tmp_path: Path) -> None:
    every = '- tieu_de: A\n  noi_dung: x\n- tieu_de: B\n  huong: Ngang\n  kho: A3\n  noi_dung: x\n- tieu_de: C\n  noi_dung: x'
    view = office(tmp_path, with_appendices(every)).view()
    assert [(a.so.plain, a.tieu_de.plain, a.ngang, a.kho) for a in view.phu_luc] == [
        ('I', "A", False, 'A4'),
        ('II', "B", True, 'A3'),
        ('III', "C", False, 'A4'),
    ]


def test_one_that_is_sent_apart_keeps_its_number(tmp_path: Path) -> None:
    every = '- tieu_de: A\n  noi_dung: x\n- tieu_de: B\n  gui_rieng: có\n- tieu_de: C\n  noi_dung: x'
    view = office(tmp_path, with_appendices(every)).view()
    assert [(a.so.plain, a.tieu_de.plain) for a in view.phu_luc] == [('I', "A"), ('III', "C")]


@pytest.mark.parametrize(
    'content',
    [
        'noi_dung: x',
        'loi_dan: x',
        'chi_tieu: tất cả',
        'bang: {cot: [A], hang: [x]}',
        'bang_chi_tieu: tất cả',
        'bang_nhiem_vu: tất cả',
        'muc_con: [x]',
        'loi_ket: x',
    ],
)
def test_what_is_sent_apart_prints_nothing_here(content: str, tmp_path: Path) -> None:
    paper = with_appendices(f'- tieu_de: A\n  gui_rieng: có\n  {content}', "Xem Phụ lục")
    found, at = one(tmp_path, paper, figures=FIGURES)
    assert (found.code, found.level) == ('DL078', Level.LOI)
    assert at in content


def test_an_empty_appendix_is_said(tmp_path: Path) -> None:
    found, at = one(tmp_path, with_appendices('- tieu_de: A', "Xem Phụ lục"))
    assert (found.code, at) == ('DL077', "tieu_de: A")


@pytest.mark.parametrize(('key', 'typed'), [('huong', "chéo"), ('kho', 'A5'), ('gui_rieng', "rồi")])
def test_other_words_are_refused(key: str, typed: str, tmp_path: Path) -> None:
    found, at = one(tmp_path, with_appendices(f'{APPENDIX}\n  {key}: {typed}', "Xem Phụ lục"))
    assert (found.code, at) == ('DL007', typed)


def test_a_title_of_several_lines_keeps_them(tmp_path: Path) -> None:
    every = '- tieu_de: |\n    Danh mục\n    công trình\n  noi_dung: x'
    (appendix,) = office(tmp_path, with_appendices(every, "Xem Phụ lục")).view().phu_luc
    assert appendix.tieu_de.plain == "DANH MỤC\nCÔNG TRÌNH"


def test_an_appendix_holds_what_an_item_holds_in_its_order(tmp_path: Path) -> None:
    every = '''\
        - tieu_de: A
          noi_dung: Đoạn
          loi_dan: Dẫn
          chi_tieu: [thu]
          bang: {ten: Bảng, cot: [A], hang: [x]}
          bang_chi_tieu: [ngheo]
          kieu_danh_so: I. 1.
          muc_con:
            - tieu_de: Mục
              muc_con: [x]
          loi_ket: Kết
        '''
    paper = with_appendices(textwrap.dedent(every), "Xem Phụ lục")
    (appendix,) = office(tmp_path, paper, figures=FIGURES).view().phu_luc
    assert blocks(appendix.noi_dung) == [
        ('doan', '', "Đoạn"),
        ('doan', '', "Dẫn"),
        ('chi_tieu', '(1)', "Tổng thu đạt trên 7.000 tỷ đồng."),
        ('ten_bang', '', "Bảng"),
        ('bang', '', ""),
        ('bang', '', ""),
        ('muc_la_ma', 'I.', "MỤC"),
        ('khoan', '1.', "x"),
        ('doan', '', "Kết"),
    ]


def test_tasks_of_an_appendix_have_their_own_defaults(tmp_path: Path) -> None:
    every = '- tieu_de: A\n  phan_cong_chung:\n    chu_tri: Phòng Một\n  muc_con:\n    - Việc'
    (appendix,) = office(tmp_path, with_appendices(every, "Xem Phụ lục")).view().phu_luc
    assert blocks(appendix.noi_dung) == [('khoan', 'I.', "Việc"), ('chu_tri', '', "Phòng Một.")]


def test_an_appendix_does_not_end_the_paper(tmp_path: Path) -> None:
    view = office(tmp_path, with_appendices(APPENDIX, "Xem Phụ lục.")).view()
    assert view.noi_dung[-1].noi_dung.plain == "Xem Phụ lục./."
    assert view.phu_luc[0].noi_dung[-1].noi_dung.plain == 'x'


def test_a_hundred_items_stand_in_one_appendix(tmp_path: Path) -> None:
    items = ''.join(f'    - mục {i}\n' for i in range(1, 101))
    every = f'- tieu_de: A\n  kieu_danh_so: 1.\n  muc_con:\n{items}'
    (appendix,) = office(tmp_path, with_appendices(every, "Xem Phụ lục")).view().phu_luc
    assert [number for _, number, _ in blocks(appendix.noi_dung)] == [f'{i}.' for i in range(1, 101)]


def test_notes_stand_in_every_section(tmp_path: Path) -> None:
    paper = issuing(
        '- tieu_de: A[^b]\n',
        dieu="- Ban hành kèm theo Quyết định này[^a]; Phụ lục",
        phu_luc='- tieu_de: B\n  bang: {cot: ["A[^c]"], hang: ["x[^d]"]}',
        chu_thich='\na: 1\nb: 2\nc: 3\nd: 4',
    )
    assert office(tmp_path, paper).codes() == []
