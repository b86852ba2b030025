"""Prose of plain text: passages, signs, sentences, notes, places."""

from __future__ import annotations

import unicodedata

import pytest

from baocao.prose import Kind, leading_sign, read_plain, sentences


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


def test_a_sentence_ends_before_a_capital_but_not_after_an_abbreviation() -> None:
    text = "UBND TP. Quảng Ngãi đã duyệt 50 dự án. Trong năm, giải ngân đạt 75,04%. còn lại chuyển tiếp."
    assert _sentences(text) == [
        "UBND TP. Quảng Ngãi đã duyệt 50 dự án.",
        "Trong năm, giải ngân đạt 75,04%. còn lại chuyển tiếp.",
    ]


@pytest.mark.parametrize(
    ('text', 'sign', 'rest'),
    [
        ("- Thu ngân sách", '-', "Thu ngân sách"),
        ("(12) Tạo việc làm", '(12)', "Tạo việc làm"),
        ("a) Ban hành", 'a)', "Ban hành"),
        ("đ) Đánh giá", 'đ)', "Đánh giá"),
        ("2.3. Thực hiện", '2.3.', "Thực hiện"),
        ("III. Nhiệm vụ", 'III.', "Nhiệm vụ"),
        ("Điều 4. Chánh Văn phòng", 'Điều 4.', "Chánh Văn phòng"),
        ("40.937 tỷ đồng", '', "40.937 tỷ đồng"),
        ("03 xã đạt chuẩn", '', "03 xã đạt chuẩn"),
    ],
)
def test_the_sign_of_an_item_is_told_from_its_words(text: str, sign: str, rest: str) -> None:
    found, start = leading_sign(text)
    assert (found, text[start:]) == (sign, rest)


def test_a_line_that_a_known_superior_number_opens_is_a_note_with_its_items() -> None:
    text = "Giải ngân 6,4 tỷ đồng².\n\n² Trong đó:\n- Vốn tỉnh: 6 tỷ đồng;\n- Vốn xã: 0,4 tỷ đồng.\nHết."
    passages = read_plain(text, 'x.txt').passages
    assert [p.kind for p in passages] == [Kind.PARAGRAPH, Kind.NOTE, Kind.NOTE, Kind.NOTE, Kind.PARAGRAPH]
    assert passages[0].notes == ((passages[0].text.index('²'), '²'),)
    assert [p.note for p in passages] == ['', '²', '²', '²', '']


def test_a_place_counts_the_columns_of_the_file_also_where_it_is_decomposed() -> None:
    raw = unicodedata.normalize('NFD', "Tỷ lệ hộ nghèo: 0,92%")
    (passage,) = read_plain(f'\n{raw}', 'x.txt').passages
    assert passage.text == "Tỷ lệ hộ nghèo: 0,92%"
    at = passage.text.index('0,92')
    span = passage.where.span(at, at + 5)
    assert (span.line, raw[span.column - 1 : span.end_column - 1]) == (2, '0,92%')


def test_a_passage_equals_only_itself() -> None:
    one, other = read_plain("Đạt 92%.\nĐạt 92%.", 'x.txt').passages
    again = read_plain("Đạt 92%.\nĐạt 92%.", 'x.txt').passages[0]
    assert one != again
    assert len({one, other, again}) == 3
