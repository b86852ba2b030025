"""Numbers, dates and texts as Excel shows them, printed the Vietnamese way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.sheet.formats import general, show, show_text
from baocao.vietnamese import parse_number

ACCOUNTING = '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'
DONG = '_-* #,##0\\ "₫"_-;\\-* #,##0\\ "₫"_-;_-* "-"??\\ "₫"_-;_-@_-'


@pytest.mark.parametrize(
    ('value', 'code', 'text'),
    [
        # decimals, grouping, half up on the decimal digits that Excel keeps
        ('1250', '0', '1250'),
        ('1250', '#,##0', '1.250'),
        ('1234567.5', '#,##0.00', '1.234.567,50'),
        ('999', '#,##0', '999'),
        ('2.5', '0', '3'),
        ('-2.5', '0', '-3'),
        ('0.125', '0.00', '0,13'),
        ('2.6749999999999998', '0.00', '2,68'),
        ('1.0049999999999999', '0.00', '1,01'),
        ('12', '000', '012'),
        ('1.5', '0.0#', '1,5'),
        ('1.25', '0.0#', '1,25'),
        ('5', '#.##', '5'),
        ('0.5', '#.##', '0,5'),
        ('5', '.00', '5,00'),
        ('0', '#,##0', '0'),
        ('0', '#,###', ''),
        ('0.4', '#', ''),
        # per cent without a space
        ('0.125', '0%', '13%'),
        ('0.125', '0.0%', '12,5%'),
        ('-0.05', '0%', '-5%'),
        ('0.5', '0 %', '50%'),
        ('12.5', '0.0"%"', '12,5%'),
        ('7.5', '0.0" ‰"', '7,5‰'),
        # without a format
        ('0.30000000000000004', 'General', '0,3'),
        ('0.1', 'General', '0,1'),
        ('2023', 'General', '2023'),
        ('1234567.891234', 'General', '1234567,891'),
        ('0.3333333333333333', 'General', '0,333333333'),
        ('12345678901234', 'General', '12345678901234'),
        ('1E+21', 'General', '1' + '0' * 21),
        ('1.5E-12', 'General', '0,0000000000015'),
        ('-7', 'General', '-7'),
        ('5', 'GENERAL" người"', '5 người'),
        ('5', '@', '5'),
        # the words around a number
        ('12.5', '0.0" tỷ đồng"', '12,5 tỷ đồng'),
        ('1234', '#,##0\\ \\đ', '1.234 đ'),
        ('1234', '#,##0 [$₫-42A]', '1.234 ₫'),
        ('1234', '[$$-409]#,##0', '$1.234'),
        ('1234', '[$-42A]#,##0', '1.234'),
        ('1', '"("0")"', '(1)'),
        ('3', '"Biểu số "00', 'Biểu số 03'),
        # accounting: the symbol and the number, no room for brackets
        ('1234.5', ACCOUNTING, '1.234,50'),
        ('-1234.5', ACCOUNTING, '(1.234,50)'),
        ('0', ACCOUNTING, '-'),
        ('1234', DONG, '1.234 ₫'),
        ('-1234', DONG, '-1.234 ₫'),
        ('-5', '#,##0_);(#,##0)', '(5)'),
        ('-5', '0;[Red]0', '-5'),
        ('-5', '0" đ";[Red]0" đ"', '-5 đ'),
        ('-5', '"tăng "0;"giảm "0', 'giảm 5'),
        ('-0.3', '0', '0'),
        ('-0.3', '0;-0', '0'),
        ('0', '0;-0;"không"', 'không'),
        ('0', '0;-0;;@', ''),
        ('5', ';;;', ''),
        ('-5', ';;;', ''),
        ('-5', '0;;0', ''),
        ('-5', '0;"âm"', 'âm'),
        ('5', '"- "0', '- 5'),
        ('-5', '"- "0', '-- 5'),
        # conditions, thousands left out, digits one by one
        ('1500', '[>=1000]#,##0;0.0', '1.500'),
        ('5', '[>=1000]#,##0;0.0', '5,0'),
        ('-5', '[<0][Red]-0;0', '-5'),
        ('1250000', '#,##0,', '1.250'),
        ('1250000', '0.0,," triệu"', '1,3 triệu'),
        ('123456789', '0000 000 000', '0123 456 789'),
        ('1250', '#"."000', '1.250'),
        ('125', '0","0', '12,5'),
        ('1250', '#\\.##0', '1.250'),
    ],
)
def test_a_number_is_printed_as_its_format_shows_it(value: str, code: str, text: str) -> None:
    shown = show(Decimal(value), code)
    assert (shown.text, shown.is_known, shown.is_number) == (text, True, True)


@pytest.mark.parametrize(
    ('value', 'code', 'text'),
    [
        ('44990', 'dd/mm/yyyy', '05/3/2023'),
        ('44990', 'd/m/yyyy', '05/3/2023'),
        ('44990', 'm/d/yyyy', '05/3/2023'),
        ('44990', 'yyyy-mm-dd', '05/3/2023'),
        ('44990', 'dd-mmm-yy', '05/3/2023'),
        ('44990', '[$-42A]dd\\.mm\\.yyyy;@', '05/3/2023'),
        ('44962', 'dd/mm/yyyy', '05/02/2023'),
        ('44990', 'mm/yyyy', '3/2023'),
        ('44990', 'mmm-yy', '3/2023'),
        ('44990', 'd-mmm', '05/3'),
        ('44990', 'yyyy', '2023'),
        ('44990', 'dd', '05'),
        ('44990', 'dddd, dd/mm/yyyy', 'Chủ nhật, 05/3/2023'),
        ('44990', '"ngày" dd "tháng" mm "năm" yyyy', 'ngày 05 tháng 03 năm 2023'),
        ('44990', '"Tháng "m', 'Tháng 3'),
        ('44990.3541666667', 'dd/mm/yyyy hh:mm', '05/3/2023 08:30'),
        ('44990.3541666667', 'h:mm dd/mm/yyyy', '8:30 05/3/2023'),
        ('44990.8541666667', 'h:mm AM/PM', '20:30'),
        ('44990.99999999', 'dd/mm/yyyy', '06/3/2023'),
        ('0.3541666667', 'hh"giờ"mm', '08giờ30'),
        ('0.0211111111', 'mm:ss', '30:24'),
        ('1.5', '[h]:mm', '36:00'),
        ('1', 'dd/mm/yyyy', '01/01/1900'),
        ('59', 'dd/mm/yyyy', '28/02/1900'),
        ('61', 'dd/mm/yyyy', '01/3/1900'),
    ],
)
def test_a_date_is_printed_as_offices_write_it(value: str, code: str, text: str) -> None:
    shown = show(Decimal(value), code)
    assert (shown.text, shown.is_known, shown.is_number) == (text, True, False)


def test_days_may_be_counted_from_1904() -> None:
    assert show(Decimal(43528), 'dd/mm/yyyy', since_1904=True).text == '05/3/2023'


@pytest.mark.parametrize(
    ('value', 'code'),
    [
        ('12345', '0.00E+00'),
        ('0.5', '# ?/?'),
        ('44990', 'mm:ss.0'),
        ('44990', '[$-1000000]e/m/d'),
        ('44990', 'b1yyyy'),
        ('60', 'dd/mm/yyyy'),  # 29/02/1900, which was no day
        ('-1', 'dd/mm/yyyy'),
        ('2958466', 'dd/mm/yyyy'),
        ('400000', 'dd/mm/yyyy'),  # a year past those that papers speak of
        ('5', '0.0.0'),
        ('5', '[DBNum1]0'),
        ('5', 'x0'),
        ('5', '0' * 256),
        ('5', '0;0;0;@;0'),
    ],
)
def test_a_format_that_cannot_be_told_shows_the_plain_number(value: str, code: str) -> None:
    shown = show(Decimal(value), code)
    assert (shown.text, shown.is_known) == (general(Decimal(value)), False)


@pytest.mark.parametrize(
    ('code', 'text'),
    [
        ('General', "Hành Đức"),
        ('0.00', "Hành Đức"),
        ('@', "Hành Đức"),
        ('"Ông "@', "Ông Hành Đức"),
        (ACCOUNTING, "Hành Đức"),
        ('0;-0;0;"xã "@', "xã Hành Đức"),
        ('0;@" (xã)"', "Hành Đức (xã)"),
        (';;;', ''),
    ],
)
def test_a_text_is_shown_with_the_words_of_its_format(code: str, text: str) -> None:
    assert show_text("Hành Đức", code) == text


_CODES = st.text(alphabet='0#?.,%;"\\[]_*@/:- dmyhsEe+AMPGneral<>=$(42)đx', max_size=24)
_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**308), max_value=10**308)


@given(_NUMBERS, _CODES)
def test_no_format_and_no_number_stops_the_reading(value: Decimal, code: str) -> None:
    shown = show(value, code)
    assert shown.text == shown.text.strip() and '\n' not in shown.text
    show_text("chữ", code)


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_what_is_printed_reads_as_the_same_number(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    code = '#,##0' + ('.' + '0' * places if places else '')
    assert parse_number(show(value, code).text).decimal == value
    assert parse_number(general(value.quantize(Decimal('0.1')))).decimal is not None
