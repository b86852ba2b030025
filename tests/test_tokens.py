"""The numerals of a text as people mean them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from baocao.checks.reading.tokens import MONEY, PERCENT, Sort, Token, read, same_unit


def _only(text: str) -> Token:
    (token,) = read(text)
    return token


@pytest.mark.parametrize(
    ('text', 'value', 'unit', 'noun', 'hedge'),
    [
        ("đạt 3.981,809 tỷ đồng, bằng", Decimal('3981809000000'), MONEY, (), ''),
        ("hơn 52,5 tỷ đồng", Decimal('52500000000'), MONEY, (), 'hơn'),
        ("khoảng 6.350 lao động trên địa bàn", Decimal(6350), '', ('lao', 'động'), 'khoảng'),
        ("bổ sung từ cấp trên 3.430 triệu đồng", Decimal('3430000000'), MONEY, (), ''),
        ("Tổng số: 361 nhiệm vụ", Decimal(361), '', ('nhiệm', 'vụ'), ''),
        ("chiếm 49,73%; công nghiệp", Decimal('49.73'), PERCENT, (), ''),
        ("03 cho các dự án chuyển tiếp", Decimal(3), '', ('dự', 'án', 'chuyển', 'tiếp'), ''),
        ("07 xã Tịnh Khê, Tịnh An", Decimal(7), '', ('xã',), ''),
        ("thu hoạch 1.250,5 ha lúa", Decimal('1250.5'), 'ha', (), ''),
        ("giải ngân 528,547 tỷ đồng², đạt", Decimal('528547000000'), MONEY, (), ''),
        ("thành lập 342² dự án³", Decimal(342), '', (), ''),
        ("thành lập 342 dự án³, gồm", Decimal(342), '', ('dự', 'án'), ''),
        ("diện tích 120 m²", Decimal(120), 'm²', (), ''),
        ("01 triệu căn hộ", Decimal(1), '', ('triệu', 'căn', 'hộ'), ''),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_its_unit(
    text: str, value: Decimal, unit: str, noun: tuple[str, ...], hedge: str
) -> None:
    token = _only(text)
    assert (token.sort, token.value, token.unit, token.noun, token.hedge) == (
        Sort.AMOUNT,
        value,
        unit,
        noun,
        hedge,
    )


@pytest.mark.parametrize(
    ('text', 'sort', 'shown'),
    [
        ("Quyết định số 7919/QĐ-UBND", Sort.CITATION, '7919/QĐ-UBND'),
        ("Nghị định 59/2019/NĐ-CP", Sort.CITATION, '59/2019/NĐ-CP'),
        ("Luật số 40/2019/QH14", Sort.CITATION, '40/2019/QH14'),
        ("Kết luận số 1045-KL/TU", Sort.CITATION, '1045-KL/TU'),
        ("Kế hoạch số 09 /KH-UBND", Sort.CITATION, '09 /KH-UBND'),
        ("Nghị quyết số 30a/2008/NQ-CP", Sort.CITATION, '30a/2008/NQ-CP'),
        ("Nghị quyết 30c/NQ-CP", Sort.CITATION, '30c/NQ-CP'),
        ("Nghị quyết 30a của Chính phủ", Sort.OTHER, '30'),
        (
            "Nghị định 15/2021/N\N{LATIN CAPITAL LETTER ETH}-CP",
            Sort.CITATION,
            '15/2021/N\N{LATIN CAPITAL LETTER ETH}-CP',
        ),
        ("quy hoạch phân khu tỷ lệ 1/2000", Sort.OTHER, '1/2000'),
        ("quy hoạch chi tiết 1/500", Sort.OTHER, '1/500'),
        ("đến ngày 15/11/2023", Sort.DATE, '15/11/2023'),
        ("ngày 22 tháng 12 năm 2022", Sort.DATE, '22 tháng 12 năm 2022'),
        ("tháng 12/2023", Sort.DATE, '12/2023'),
        ("trước ngày 10/11", Sort.DATE, '10/11'),
        ("trong năm 2023", Sort.YEAR, '2023'),
        ("giai đoạn 2021 – 2025", Sort.YEAR, '2021 – 2025'),
        ("nêu tại khoản 2", Sort.OTHER, '2'),
        ("KCN Tràng Duệ 3, KCN An Dương", Sort.OTHER, '3'),
        ("dịch Covid-19", Sort.OTHER, '19'),
        ("lúc 8 giờ 30 phút", Sort.OTHER, '8 giờ 30 phút'),
        ("đạt 70-71%", Sort.RANGE, '70-71%'),
        ("từ 5 đến 7 sản phẩm", Sort.RANGE, '5 đến 7'),
        ("giải quyết 22/23 vụ", Sort.PAIR, '22/23'),
        ("được 396,617/528,547 tỷ đồng", Sort.PAIR, '396,617/528,547'),
    ],
)
def test_a_numeral_is_what_its_place_says(text: str, sort: Sort, shown: str) -> None:
    token = _only(text)
    assert (token.sort, token.text) == (sort, shown)


def test_a_total_number_is_an_amount_and_no_number_of_a_text() -> None:
    token = _only("trong tổng số 361 nhiệm vụ")
    assert (token.sort, token.value) == (Sort.AMOUNT, 361)


def test_a_day_that_the_calendar_lacks_is_known() -> None:
    assert not _only("ngày 31/02/2023").valid
    assert _only("ngày 29/02/2024").valid


def test_amounts_of_one_unit_are_told_from_others() -> None:
    one, two, money = read("02 dự án quy hoạch, 03 dự án khởi công mới, 5 tỷ đồng")
    assert same_unit(one, two)
    assert not same_unit(one, money)


def test_the_mark_of_a_note_is_no_letter_of_the_noun() -> None:
    token = _only("thực hiện 02 nhiệm vụ đột phá² trong năm")
    assert token.noun == ('nhiệm', 'vụ', 'đột', 'phá')
    assert _only("công nhận 02 xã¹ đạt chuẩn").noun == ('xã',)


def test_what_rests_on_a_number_of_things_is_no_more_than_that_number() -> None:
    assert _only("dựa trên 03 trụ cột").is_exact
    assert not _only("có trên 03 trụ cột").is_exact


def test_a_date_in_a_title_of_capitals_is_a_date() -> None:
    assert _only("NGHỊ QUYẾT NGÀY 14 THÁNG 7 NĂM 2022").date == (2022, 7, 14)
    assert _only("BÁO CÁO THÁNG 7 NĂM 2022").date == (2022, 7, None)


@pytest.mark.parametrize(
    ('text', 'sort', 'shown'),
    [
        ("xử lý 22 vụ/23 vụ", Sort.PAIR, '22 vụ/23'),
        ("chi 20 triệu đồng / 30 triệu đồng", Sort.PAIR, '20 triệu đồng / 30'),
        ("chi 20 đồng/30 đồng", Sort.PAIR, '20 đồng/30'),
        ("tăng 8% - 9%", Sort.RANGE, '8% - 9%'),
        ("đạt 12 tới 15 tấn", Sort.RANGE, '12 tới 15'),
        ("lúc 7 h 15", Sort.OTHER, '7 h 15'),
        ("có 7 hộ", Sort.AMOUNT, '7'),
        ("gọi 0255 382 2862", Sort.OTHER, '0255 382 2862'),
        ("mã 05 – 7 xã", Sort.RANGE, '05 – 7'),
        ("còn 2023 tỷ đồng", Sort.AMOUNT, '2023'),
        ("năm 2021 - 2025", Sort.YEAR, '2021 - 2025'),
        ("năm 2023;", Sort.YEAR, '2023'),
        ("số tiền 12,5.", Sort.AMOUNT, '12,5'),
    ],
)
def test_what_stands_behind_a_number_makes_it_more_than_an_amount(text: str, sort: Sort, shown: str) -> None:
    token = read(text)[0]
    assert (token.sort, token.text) == (sort, shown)
