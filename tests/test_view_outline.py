"""The body of a paper: numbers of all levels, headings and items, lead-ins and closings, ending marks."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import FIGURES, NBSP, decision, office, plains, report, rows

from baocao.errors import BaoCaoError
from baocao.text import Data, NoteRef
from baocao.vietnamese.letters import SERIES
from baocao.view import KINDS, build
from baocao.view.labels import Counter


def body(root: Path, paper: str, figures: str | None = None) -> list[tuple[str, str, str]]:
    return rows(office(root, paper, figures=figures).view())


def numbers(root: Path, paper: str) -> list[str]:
    return [so for _, so, _ in body(root, paper)]


# labels


@pytest.mark.parametrize(
    ('style', 'first'),
    [
        ('I.', ['I.', 'II.', 'III.', 'IV.']),
        ('1.', ['1.', '2.', '3.', '4.']),
        ('1.1.', ['1.1.', '1.2.', '1.3.', '1.4.']),
        ('a)', ['a)', 'b)', 'c)', 'd)']),
        ('(1)', ['(1)', '(2)', '(3)', '(4)']),
        ('-', ['-', '-', '-', '-']),
        ('+', ['+', '+', '+', '+']),
        ("gạch", ['-', '-', '-', '-']),
    ],
)
def test_each_style_of_numbers_on_headings_and_on_items(tmp_path: Path, style: str, first: list[str]) -> None:
    for child in ('tieu_de: x', 'noi_dung: x'):
        paper = report(f'- tieu_de: A\n  kieu_danh_so: "{style}"\n  muc_con:\n' + f'    - {child}\n' * 4)
        found = body(tmp_path, paper)
        assert [so for _, so, _ in found[1:]] == first
        assert all(kind in KINDS for kind, _, _ in found)


def test_points_follow_the_vietnamese_alphabet_and_end_with_it(tmp_path: Path) -> None:
    def paper(count: int) -> str:
        return decision('- noi_dung: A\n  kieu_danh_so: a)\n  muc_con:\n' + '    - x\n' * count)

    assert numbers(tmp_path, paper(23))[1:] == [f'{c})' for c in SERIES]
    assert numbers(tmp_path, paper(7))[1:] == ['a)', 'b)', 'c)', 'd)', 'đ)', 'e)', 'g)']
    found = office(tmp_path, paper(25)).findings()
    assert [(f.code, f.span.line) for f in found] == [('DL057', 35), ('DL057', 36)]


def test_the_levels_of_a_report(tmp_path: Path) -> None:
    paper = report("""\
        - tieu_de: Kết quả
          muc_con:
            - tieu_de: Kinh tế
              muc_con:
                - tieu_de: Thu
                  muc_con:
                    - tieu_de: Nội địa
                      muc_con:
                        - tieu_de: Huyện
                          muc_con:
                            - tieu_de: Sáu
                              muc_con:
                                - Bảy
            - Xã hội
        - tieu_de: Nhiệm vụ""")
    assert body(tmp_path, paper) == [
        ('muc_la_ma', 'I.', "KẾT QUẢ"),
        ('muc_so', '1.', "Kinh tế"),
        ('muc_chu', 'a)', "Thu"),
        ('muc_gach', '-', "Nội địa"),
        ('muc_gach', '+', "Huyện"),
        ('muc_gach', '-', "Sáu"),
        ('cong', '+', "Bảy"),
        ('khoan', '2.', "Xã hội"),
        ('muc_la_ma', 'II.', "NHIỆM VỤ./."),
    ]


def test_dotted_numbers_carry_the_numbers_above_them(tmp_path: Path) -> None:
    paper = report("""\
        - tieu_de: A
          kieu_danh_so: 1. 1.1. 1.1. a)
          muc_con:
            - tieu_de: b
            - tieu_de: c
              muc_con:
                - tieu_de: d
                - tieu_de: e
                  muc_con:
                    - noi_dung: f
                      muc_con:
                        - g""")
    assert numbers(tmp_path, paper) == ['I.', '1.', '2.', '2.1.', '2.2.', '2.2.1.', 'a)']


@pytest.mark.parametrize(
    ('style', 'typed', 'printed'),
    [
        ('I.', 'IV.', ['I.', 'IV.', 'V.', 'VI.']),
        ('I.', 'III', ['I.', 'III', 'IV.', 'V.']),
        ('1.', '6.', ['1.', '6.', '7.', '8.']),
        ('1.', '9', ['1.', '9', '10.', '11.']),
        ('1.', '6.2.', ['1.', '6.2.', '3.', '4.']),
        ('1.', "Một.", ['1.', "Một.", '3.', '4.']),
        ('1.1.', '1.5.', ['1.1.', '1.5.', '1.6.', '1.7.']),
        ('1.1.', '6.2.', ['1.1.', '6.2.', '6.3.', '6.4.']),
        ('a)', 'đ)', ['a)', 'đ)', 'e)', 'g)']),
        ('a)', 'f)', ['a)', 'f)', 'c)', 'd)']),
        ('(1)', '(7)', ['(1)', '(7)', '(8)', '(9)']),
        ('-', '*', ['-', '*', '-', '-']),
        ('1.', "không", ['1.', '', '2.', '3.']),
        ('a)', "Không", ['a)', '', 'b)', 'c)']),
    ],
)
def test_a_number_set_by_hand_and_how_it_goes_on(
    tmp_path: Path, style: str, typed: str, printed: list[str]
) -> None:
    paper = report(f"""\
        - tieu_de: A
          kieu_danh_so: "{style}"
          muc_con:
            - x
            - so: "{typed}"
              noi_dung: x
            - x
            - x""")
    assert numbers(tmp_path, paper)[1:] == printed


def test_below_a_number_set_by_hand_the_dotted_numbers_are_its_own(tmp_path: Path) -> None:
    paper = report("""\
        - tieu_de: A
          kieu_danh_so: 1.1. 1.1.
          muc_con:
            - so: "6.2."
              tieu_de: x
              muc_con:
                - y
                - z""")
    assert numbers(tmp_path, paper)[1:] == ['6.2.', '6.2.1.', '6.2.2.']


@given(st.sampled_from(['I.', '1.', '1.1.', '(1)', 'a)']), st.lists(st.booleans(), max_size=22))
def test_a_number_typed_as_it_would_be_printed_changes_nothing(style: str, by_hand: list[bool]) -> None:
    plain, mixed = Counter((style,), (3,)), Counter((style,), (3,))
    for typed in by_hand:
        expected = plain.next()
        assert (mixed.given(expected.text) if typed else mixed.next()) == expected


# parts


def test_parts(tmp_path: Path) -> None:
    paper = report("""\
        - phan: Đánh giá, ước năm.
          kieu_danh_so: 1. a)
          noi_dung: Mở phần
          muc_con:
            - tieu_de: Một
              muc_con:
                - hai
        - phan: Nhiệm vụ
          muc_con:
            - tieu_de: Chung""")
    assert body(tmp_path, paper) == [
        ('phan', 'I', "ĐÁNH GIÁ, ƯỚC NĂM"),
        ('doan', '', "Mở phần"),
        ('muc_so', '1.', "Một"),
        ('khoan', 'a)', "hai"),
        ('phan', 'II', "NHIỆM VỤ"),
        ('muc_la_ma', 'I.', "CHUNG./."),
    ]


@pytest.mark.parametrize(
    ('paper', 'expected'),
    [
        (report('- phan: A\n- tieu_de: B\n- phan: C'), [('DL053', 10, 5)]),
        (report('- tieu_de: B\n- phan: C'), [('DL053', 9, 5)]),
        (report('- tieu_de: B\n  muc_con:\n    - phan: C\n      tieu_de: D'), [('DL055', 11, 15)]),
        (decision('- phan: C\n  noi_dung: D'), [('DL055', 9, 11)]),
        (report('- phan: A\n  tieu_de: B'), [('DL069', 10, 14)]),
        (report('- phan: A\n  so: II'), [('DL054', 10, 9)]),
        (decision('- noi_dung: A\n  so: "2"'), [('DL054', 10, 9)]),
    ],
)
def test_parts_and_articles_stand_where_they_belong(tmp_path: Path, paper: str, expected) -> None:
    found = office(tmp_path, paper).findings()
    assert [(f.code, f.span.line, f.span.column) for f in found] == expected


# articles


def test_articles_with_and_without_a_title(tmp_path: Path) -> None:
    paper = decision("""\
        - noi_dung: |
            Giao việc như sau:

            Đoạn hai.
            - gạch
            + cộng
          muc_con:
            - Khoản một
            - noi_dung: |
                Khoản hai

                Đoạn tiếp
                - ý
              muc_con:
                - Điểm a
                - noi_dung: Điểm b
                  muc_con:
                    - gạch
            - tieu_de: Khoản có tên.
              noi_dung: Lời của khoản
        - tieu_de: Tổ chức thực hiện;
          noi_dung: |
            - gạch đứng ngay sau tiêu đề
        - Có hiệu lực từ ngày ký.""")
    assert body(tmp_path, paper) == [
        ('dieu', '1', "Giao việc như sau:"),
        ('doan', '', "Đoạn hai."),
        ('gach', '-', "gạch"),
        ('cong', '+', "cộng"),
        ('khoan', '1.', "Khoản một"),
        ('khoan', '2.', "Khoản hai"),
        ('doan', '', "Đoạn tiếp"),
        ('gach', '-', "ý"),
        ('khoan', 'a)', "Điểm a"),
        ('khoan', 'b)', "Điểm b"),
        ('gach', '-', "gạch"),
        ('muc_so', '3.', "Khoản có tên"),
        ('doan', '', "Lời của khoản"),
        ('dieu_tieu_de', '2', "Tổ chức thực hiện"),
        ('gach', '-', "gạch đứng ngay sau tiêu đề"),
        ('dieu', '3', "Có hiệu lực từ ngày ký./."),
    ]


@pytest.mark.parametrize(
    ('paper', 'expected'),
    [
        (decision('- muc_con:\n    - b'), [('DL052', 9, 5)]),
        (decision('- noi_dung: |\n    - gạch'), [('DL052', 9, 5)]),
        (decision('- noi_dung: x\n  muc_con:\n    - |\n      - gạch'), [('DL058', 11, 9)]),
        (report('- la: nhiem_vu'), [('DL059', 9, 5)]),
        (report('- tieu_de: A\n  muc_con:\n    - muc_con:\n        - a'), [('DL059', 11, 9)]),
    ],
)
def test_a_number_needs_words_behind_it(tmp_path: Path, paper: str, expected) -> None:
    found = office(tmp_path, paper).findings()
    assert [(f.code, f.span.line, f.span.column) for f in found] == expected


def test_dash_items_below_a_dash_are_not_numbered_twice(tmp_path: Path) -> None:
    paper = report(
        '- tieu_de: A\n  kieu_danh_so: "-"\n  muc_con:\n    - |\n      - một\n      - hai\n    - ba'
    )
    assert body(tmp_path, paper)[1:] == [('gach', '-', "một"), ('gach', '-', "hai"), ('gach', '-', "ba./.")]


def test_the_order_inside_a_node(tmp_path: Path) -> None:
    paper = report(
        """\
        - tieu_de: A
          loi_ket: kết
          muc_con:
            - con
          loi_dan: dẫn
          chi_tieu: thu
          chu_tri: Phòng B
          nguyen_nhan: nguyên nhân
          noi_dung: nội dung""",
        mo_dau="|\nMở 1\n\nMở 2\n- gạch",
        ket_thuc="Kết thúc",
    )
    assert [text for _, _, text in body(tmp_path, paper, FIGURES)] == [
        "Mở 1",
        "Mở 2",
        "gạch",
        "A",
        "nội dung",
        "nguyên nhân",
        "Phòng B.",
        "dẫn",
        "Tổng thu đạt trên 7.000 tỷ đồng.",
        "con",
        "kết",
        "Kết thúc./.",
    ]


# the end of the body


@pytest.mark.parametrize(
    ('paper', 'last'),
    [
        (report('- A'), ('khoan', 'I.', "A./.")),
        (report('- A', ket_thuc="|\nMột\n- hai;"), ('gach', '-', "hai./.")),
        (report('- tieu_de: A\n  loi_ket: "Kết."'), ('doan', '', "Kết./.")),
        (report('- tieu_de: A\n  chu_tri: Phòng B.'), ('chu_tri', '', "Phòng B./.")),
        (report('- tieu_de: A\n  chi_tieu: ngheo'), ('chi_tieu', '(1)', "Hộ nghèo còn 0,98%./.")),
        (report('- tieu_de: A'), ('muc_la_ma', 'I.', "A./.")),
        (decision('- Hiệu lực'), ('dieu', '1', "Hiệu lực./.")),
        (decision('- tieu_de: Hiệu lực'), ('dieu_tieu_de', '1', "Hiệu lực./.")),
    ],
)
def test_the_body_ends_with_its_mark_whatever_stands_last(tmp_path: Path, paper: str, last) -> None:
    view = office(tmp_path, paper, figures=FIGURES).view()
    assert rows(view)[-1] == last
    assert view.noi_dung[-1].giu_voi_sau
    assert sum(b.noi_dung.plain.count('./.') for b in view.noi_dung) == 1


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ("Kết", "Kết./."),
        ("Kết.", "Kết./."),
        ("Kết./.", "Kết./."),
        ("Kết ./. ", "Kết./."),
        ("Kết;", "Kết./."),
        ("Kết (a).", "Kết (a)./."),
        ("Kết **đậm.**", "Kết đậm./."),
        ("Kết?", "Kết?./."),
        ("Kết …", "Kết …./."),
        ("tỷ lệ 5,5%.", "tỷ lệ 5,5%./."),
    ],
)
def test_the_mark_at_the_end_is_never_doubled(tmp_path: Path, typed: str, printed: str) -> None:
    assert body(tmp_path, report(ket_thuc=f'|\n{typed}'))[-1][2] == printed


def test_the_mark_at_the_end_stands_behind_a_note_and_leaves_its_full_stop(tmp_path: Path) -> None:
    view = office(tmp_path, report(ket_thuc="|\nKết.[^a]", chu_thich='\na: Ghi chú.')).view()
    last = view.noi_dung[-1].noi_dung
    assert last.plain == "Kết./." and last.notes == ('a',)
    assert [(n.ma, plains(n.cac_doan)) for n in view.chu_thich] == [('a', ["Ghi chú."])]


# letters and spaces


def test_headings_of_the_first_level_are_in_capitals_with_all_accents(tmp_path: Path) -> None:
    view = office(tmp_path, report('- tieu_de: Đường, ưu điểm, ơ, ỷ, **đậm** và H~2~O.')).view()
    assert view.noi_dung[0].noi_dung.plain == "ĐƯỜNG, ƯU ĐIỂM, Ơ, Ỷ, ĐẬM VÀ H2O./."


def test_numbers_keep_to_their_words(tmp_path: Path) -> None:
    view = office(
        tmp_path, report('- tieu_de: A\n  noi_dung: Theo Điều 4, khoản 2, đạt 7.000 tỷ đồng và 5 ha')
    ).view()
    text = view.noi_dung[1].noi_dung
    assert text.plain == "Theo Điều 4, khoản 2, đạt 7.000 tỷ đồng và 5 ha./.".replace(
        "Điều 4", f"Điều{NBSP}4"
    ).replace("khoản 2", f"khoản{NBSP}2").replace("7.000 tỷ", f"7.000{NBSP}tỷ").replace("5 ha", f"5{NBSP}ha")
    typed = "Theo Điều 4, khoản 2, đạt 7.000 tỷ đồng và 5 ha"
    for piece in text:
        if isinstance(piece, Data):
            assert typed[piece.at : piece.at + len(piece.text)] == piece.text


# notes


def test_notes_stand_where_they_were_typed(tmp_path: Path) -> None:
    paper = report(
        '- tieu_de: A[^mot]\n  noi_dung: x[^hai] y',
        chu_thich='\nhai: |\n  Một\n\n  Hai\n  - ba\nmot: "**đậm**"',
    )
    view = office(tmp_path, paper).view()
    assert [type(p) for p in view.noi_dung[0].noi_dung][-1] is NoteRef
    assert view.noi_dung[1].noi_dung.notes == ('hai',)
    assert {n.ma: plains(n.cac_doan) for n in view.chu_thich} == {
        'hai': ["Một", "Hai", "- ba"],
        'mot': ["đậm"],
    }


def test_a_note_in_a_note_and_a_note_without_text_are_said(tmp_path: Path) -> None:
    paper = report('- A[^mot] B[^khong]', chu_thich='\nmot: Hai[^mot]')
    found = office(tmp_path, paper).findings()
    assert ('DL065', 11, 8) in [(f.code, f.span.line, f.span.column) for f in found]
    assert ('DL041', 9, 14) in [(f.code, f.span.line, f.span.column) for f in found]


# marks that are not understood, and any prose at all


@pytest.mark.parametrize(
    ('typed', 'line', 'column'),
    [("a ${b} c", 10, 17), ("|\n    một\n    hai ${b} c", 12, 11)],
)
def test_a_reference_in_prose_is_refused_at_its_place(
    tmp_path: Path, typed: str, line: int, column: int
) -> None:
    (found,) = office(tmp_path, report(f'- tieu_de: A\n  noi_dung: {typed}')).findings()
    assert (found.code, found.span.line, found.span.column) == ('DL040', line, column)
    assert found.span.end_column == column + 4


_WORD = st.text(
    st.characters(
        exclude_categories=('Cs', 'Cc', 'Cf', 'Co', 'Cn', 'Zl', 'Zp'), exclude_characters='\\*^~[$'
    ),
    min_size=1,
    max_size=8,
).filter(lambda word: not word.isspace() and word[0] not in '-+|' and '\ufeff' not in word)


@given(st.lists(st.lists(_WORD, min_size=1, max_size=6), min_size=1, max_size=4))
def test_no_word_of_any_prose_is_lost_moved_or_added(tmp_path_factory, paragraphs: list[list[str]]) -> None:
    text = '\n\n'.join(f'        {" ".join(words)}' for words in paragraphs)
    paper = report('- tieu_de: A') + f'mo_dau: |\n        x\n\n{text}\n\n        x\n'
    try:
        ho_so = office(tmp_path_factory.mktemp('o'), paper).load()
    except BaoCaoError as error:
        # letters that the reader refuses by name (invisible ones, other widths) never reach the View
        assert all(f.code.startswith('YM') for f in error.findings)
        return
    blocks = [b for b in build(ho_so)[0].noi_dung if b.kieu in ('doan', 'gach', 'cong')]
    typed = [unicodedata.normalize('NFC', ' '.join(words)).split() for words in paragraphs]
    assert [b.noi_dung.plain.split() for b in blocks] == [['x'], *[t for t in typed if t], ['x']]
    for block in blocks[1:-1]:
        for piece in block.noi_dung:
            if isinstance(piece, Data):
                value = ho_so.van_ban.mo_dau
                assert value[piece.at : piece.at + len(piece.text)].split() == piece.text.split()
