"""Numbers and quantities are read the Vietnamese way, strictly, and refused with the form to write."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from baocao.vietnamese import (
    BadNumber,
    Bound,
    Kind,
    doubts,
    format_number,
    format_per_mille,
    format_percent,
    pad_count,
    parse_number,
    parse_quantity,
)
from baocao.vietnamese.numbers import corrected


@pytest.mark.parametrize(
    ('typed', 'value', 'decimals'),
    [
        ('1.250', '1250', 0),
        ('1250', '1250', 0),
        ('1.198,5', '1198.5', 1),
        ('3.981,809', '3981.809', 3),
        ('1.650,350', '1650.350', 3),
        ('0,98', '0.98', 2),
        ('3,0', '3.0', 1),
        ('-5', '-5', 0),
        ('−5,25', '-5.25', 2),
        ('05', '5', 0),
        ('010', '10', 0),
        (' 7.000 ', '7000', 0),
    ],
)
def test_a_number_keeps_its_value_its_text_and_its_decimals(typed: str, value: str, decimals: int) -> None:
    number = parse_number(typed)
    assert str(number.decimal) == value
    assert (number.text, number.decimals) == (typed.strip(), decimals)


@pytest.mark.parametrize(
    ('typed', 'mended'),
    [
        ('90.45', '90,45'),
        ('1.25', '1,25'),
        ('0.125', '0,125'),
        ('3981.8', '3.981,8'),
        ('3981.809', '3.981,809'),
        ('12.345.67', '12.345,67'),
        ('1,250.5', '1.250,5'),
        ('1,250,000', '1.250.000'),
        ('1 250', '1.250'),
        ('1\u00a0250,5', '1.250,5'),
        ('05.000', '5.000'),
        ('٣', '3'),
        ('１２', '12'),
        ('1e5', '100.000'),
        ('1_000', '1.000'),
        ("1'000", '1.000'),
        ('.5', '0,5'),
        (',5', '0,5'),
        ('5,', '5'),
        ('+5', '5'),
        ('–5', '-5'),
        ('--5', '-5'),
    ],
)
def test_a_wrong_form_is_refused_with_the_right_one(typed: str, mended: str) -> None:
    with pytest.raises(BadNumber) as caught:
        parse_number(typed)
    assert caught.value.remedy == f"Viết {mended}."
    assert caught.value.problem and typed.split()[0] in caught.value.problem
    assert parse_number(mended)


@pytest.mark.parametrize('typed', ['', 'NaN', 'inf', '0x1F', '1e400', '1.2.3', '½', '1,2,3', '5%', 'một'])
def test_what_is_no_number_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(BadNumber, match=r'1\.198,5'):
        parse_number(typed)


def test_very_long_numbers_are_refused_and_shown_short() -> None:
    with pytest.raises(BadNumber) as caught:
        parse_number('9' * 400)
    assert len(str(caught.value)) < 200
    assert parse_number('9' * 30).decimal == Decimal('9' * 30)


@given(st.text(alphabet='0123456789.,-+eE_ \u00a0٣x', max_size=12))
def test_a_correction_is_always_well_written(typed: str) -> None:
    mended = corrected(typed)
    assert mended is None or parse_number(mended)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**15), max_value=10**15))
def test_what_is_printed_reads_back(number: Decimal) -> None:
    again = parse_number(format_number(number))
    assert (again.decimal, again.decimals) == (number, 3)


@given(st.integers(-(10**6), 10**6), st.integers(0, 3))
def test_rounding_is_half_up(thousandths: int, decimals: int) -> None:
    number = Decimal(thousandths).scaleb(-3)
    printed = parse_number(format_number(number, decimals)).decimal
    assert printed == number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ('value', 'decimals', 'printed'),
    [
        ('1650.350', None, '1.650,350'),
        ('92.25', 1, '92,3'),
        ('0.25', 1, '0,3'),
        ('2.5', 0, '3'),
        ('-0.001', 2, '0,00'),
        ('-1234.5', None, '-1.234,5'),
        ('1E+3', None, '1.000'),
        ('9' * 30 + '.5', 0, '1' + '.000' * 10),
    ],
)
def test_printing(value: str, decimals: int | None, printed: str) -> None:
    assert format_number(Decimal(value), decimals) == printed


def test_percent_per_mille_and_ungrouped() -> None:
    assert format_percent(Decimal('75.0391'), 2) == '75,04%'
    assert format_per_mille(Decimal('7.5')) == '7,5‰'
    assert format_number(2023, group=False) == '2023'
    with pytest.raises(BadNumber):
        format_number(Decimal('NaN'))


@pytest.mark.parametrize(
    ('typed', 'padded'), [('5', '05'), ('05', '05'), ('0', '0'), ('12', '12'), ('5,5', '5,5')]
)
def test_counts_are_padded(typed: str, padded: str) -> None:
    assert pad_count(typed) == padded


@pytest.mark.parametrize(
    ('typed', 'kind', 'values', 'bound', 'unit'),
    [
        ('98', Kind.ONE, ['98'], Bound.EXACT, ''),
        ('11,47%', Kind.ONE, ['11.47'], Bound.EXACT, '%'),
        ('trên 7.000 tỷ đồng', Kind.ONE, ['7000'], Bound.ABOVE, 'tỷ đồng'),
        ('khoảng 0,98%', Kind.ONE, ['0.98'], Bound.ABOUT, '%'),
        ('Ít  nhất 05 xã', Kind.ONE, ['5'], Bound.AT_LEAST, 'xã'),
        ('đạt trên 50%', Kind.ONE, ['50'], Bound.ABOVE, '%'),
        ('không quá 5%', Kind.ONE, ['5'], Bound.AT_MOST, '%'),
        ('không dưới 5%', Kind.ONE, ['5'], Bound.AT_LEAST, '%'),
        ('< 7,5‰', Kind.ONE, ['7.5'], Bound.BELOW, '‰'),
        ('≥5', Kind.ONE, ['5'], Bound.AT_LEAST, ''),
        ('>-5', Kind.ONE, ['-5'], Bound.ABOVE, ''),
        ('từ 80% trở lên', Kind.ONE, ['80'], Bound.AT_LEAST, '%'),
        ('02 vụ trở xuống', Kind.ONE, ['2'], Bound.AT_MOST, 'vụ'),
        ('10,6 m2/người', Kind.ONE, ['10.6'], Bound.EXACT, 'm2/người'),
        ('10,6 m²/người', Kind.ONE, ['10.6'], Bound.EXACT, 'm²/người'),
        ('100% kế hoạch', Kind.ONE, ['100'], Bound.EXACT, '% kế hoạch'),
        ('2,5-3,0%', Kind.RANGE, ['2.5', '3.0'], Bound.EXACT, '%'),
        ('2,5% - 3,0%', Kind.RANGE, ['2.5', '3.0'], Bound.EXACT, '%'),
        ('1,58–1,6%', Kind.RANGE, ['1.58', '1.6'], Bound.EXACT, '%'),
        ('-2--1', Kind.RANGE, ['-2', '-1'], Bound.EXACT, ''),
        ('từ 5 đến 7 sản phẩm', Kind.RANGE, ['5', '7'], Bound.EXACT, 'sản phẩm'),
        ('38.000-39.000 tỷ đồng', Kind.RANGE, ['38000', '39000'], Bound.EXACT, 'tỷ đồng'),
        ('từ 5 triệu đến 7 triệu đồng', Kind.RANGE, ['5', '7'], Bound.EXACT, 'triệu đồng'),
        ('396,617/528,547 tỷ đồng', Kind.PAIR, ['396.617', '528.547'], Bound.EXACT, 'tỷ đồng'),
        ('đạt và vượt chỉ tiêu dự toán tỉnh giao', Kind.WORDS, [], Bound.EXACT, ''),
        ('giảm lượng CO2', Kind.WORDS, [], Bound.EXACT, ''),
        ('từ 900 triệu đồng đến 1,2 tỷ đồng', Kind.MIXED, ['900', '1.2'], Bound.EXACT, ''),
        ('trước ngày 30/6/2023', Kind.MIXED, ['30', '6', '2023'], Bound.EXACT, ''),
        ('5 xã, 3 phường', Kind.MIXED, ['5', '3'], Bound.EXACT, ''),
    ],
)
def test_quantities(typed: str, kind: Kind, values: list[str], bound: Bound, unit: str) -> None:
    quantity = parse_quantity(f' {typed}\n')
    assert quantity.text == typed
    assert quantity.kind is kind
    assert [str(number.decimal) for number in quantity.numbers] == values
    assert (quantity.bound, quantity.unit) == (bound, unit)
    assert [typed[start:end] for start, end in quantity.spans] == [number.text for number in quantity.numbers]
    assert quantity.with_numbers(lambda number: number.text) == typed


@pytest.mark.parametrize(
    ('typed', 'mended'),
    [
        ('trên 90.45 tỷ đồng', 'trên 90,45 tỷ đồng'),
        ('5-7.5%', '5-7,5%'),
        ('1 250 hộ', '1.250 hộ'),
        ('đạt 1,250.5 tấn', 'đạt 1.250,5 tấn'),
        ('٣ hộ', '3 hộ'),
        ('1e5 đồng', '100.000 đồng'),
        ('1_000 hộ', '1.000 hộ'),
        ('đạt90.45%', 'đạt90,45%'),
        ('trước 30.6.2023', '30/6/2023'),
    ],
)
def test_a_badly_written_number_in_a_quantity_is_refused(typed: str, mended: str) -> None:
    with pytest.raises(BadNumber) as caught:
        parse_quantity(typed)
    assert caught.value.remedy == f"Viết {mended}."


@pytest.mark.parametrize('typed', ['NaN', 'inf', '#N/A', 'null', '0x1F', '9' * 400, 'NaN%'])
def test_what_a_machine_left_is_refused(typed: str) -> None:
    with pytest.raises(BadNumber):
        parse_quantity(typed)


@pytest.mark.parametrize(
    ('typed', 'part_of_remedy'),
    [
        ('1.250%', '1,250%'),
        ('50 %', '50%'),
        ('5-3%', '3-5%'),
        ('5ha', '5 ha'),
        ('1,250 hộ', '1.250 hộ'),
        ('50,6%.', '50,6%'),
    ],
)
def test_doubts(typed: str, part_of_remedy: str) -> None:
    found = doubts(parse_quantity(typed))
    assert len(found) == 1
    assert part_of_remedy in found[0][1]


@pytest.mark.parametrize(
    'typed', ['150%', '1,58-1,6%', 'trên 7.000 tỷ đồng', '1.250 hộ', '10,6 m²', 'đạt', '2021-2025']
)
def test_no_doubt_where_all_is_well(typed: str) -> None:
    assert doubts(parse_quantity(typed)) == []


@given(st.text(max_size=60))
def test_any_text_is_a_quantity_or_refused_calmly(typed: str) -> None:
    try:
        quantity = parse_quantity(typed)
    except BadNumber as bad:
        assert bad.problem and bad.remedy
    else:
        assert [quantity.text[a:b] for a, b in quantity.spans] == [n.text for n in quantity.numbers]
        assert all(problem and remedy for problem, remedy in doubts(quantity))


@pytest.mark.parametrize(
    'typed', ['5' + ' ' * 200_000 + '%', '1.' * 100_000, '5 a' * 100_000, '5-' * 100_000]
)
def test_huge_quantities_are_answered_quickly(typed: str) -> None:
    try:
        assert parse_quantity(typed).numbers
    except BadNumber as bad:
        assert len(str(bad)) < 400


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**18), max_value=10**18),
    st.integers(0, 6),
    st.booleans(),
)
def test_a_number_is_written_as_cldr_writes_it(value: Decimal, places: int, group: bool) -> None:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    shape = ('#,##0' if group else '0') + ('.' + '0' * places if places else '')
    expected = format_decimal(rounded or abs(rounded), format=shape, locale='vi')
    assert format_number(value, places, group) == expected


WORDS_BEFORE = (
    '',
    'trên ',
    'từ khoảng ',
    '<',
    '≥ ',
    '~',
    '-',
    '- ',
    'Có ',
    'CO',
    'm',
    '(',
    'nan ',
    'không quá\u00a0',
)
NUMBERS = (
    '1',
    '02',
    '1.250,5',
    '0,98',
    '1.25',
    '１２',
    '1e5',
    '0x1',
    '1' * 31,
    '22/23',
    '1/2/3',
    '2,5-3,0',
    '12.3.2023',
)
WORDS_BEHIND = (
    '',
    '%',
    ' %',
    '% so với 5',
    ' tỷ đồng',
    'tỷ',
    ' m2',
    ' trở lên',
    '% trở xuống',
    ' vụ.',
    '.',
    ' e',
    ' 5',
    '\n',
)


@pytest.mark.parametrize('number', NUMBERS)
def test_the_short_way_reads_a_quantity_as_the_long_one(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(text: str) -> object:
        try:
            return parse_quantity(text)
        except BadNumber as bad:
            return bad.args

    texts = [f'{before}{number}{behind}' for before in WORDS_BEFORE for behind in WORDS_BEHIND]
    shortly = [read(text) for text in texts]
    monkeypatch.setattr('baocao.vietnamese.quantity._usual', lambda typed: None)
    assert shortly == [read(text) for text in texts]
