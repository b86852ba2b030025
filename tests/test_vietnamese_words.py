"""Numbers in words; an independent reader takes the words back to the number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.vietnamese import BadNumber, in_words, ordinal_in_words, sum_in_words

_UNITS = {
    'không': 0, 'một': 1, 'mốt': 1, 'hai': 2, 'ba': 3, 'bốn': 4, 'tư': 4, 'năm': 5, 'lăm': 5,
    'sáu': 6, 'bảy': 7, 'tám': 8, 'chín': 9,
}  # fmt: skip


def _read_whole(words: list[str]) -> int:
    """The number of the words: sums of groups, each raised by the nghìn, triệu and tỷ behind it."""
    total = chunk = group = 0
    for at, word in enumerate(words):
        if word in _UNITS:
            group += _UNITS[word]
        elif word == 'mười':
            group += 10
        elif word == 'mươi':
            group += 9 * (group % 10)
        elif word == 'trăm':
            group *= 100
        elif word in ('nghìn', 'ngàn', 'triệu'):
            chunk += group * (10**6 if word == 'triệu' else 1000)
            group = 0
        elif word == 'tỷ':
            value = chunk + group
            power = 1
            while words[at + power : at + power + 1] == ['tỷ']:
                power += 1
            if value:
                total += value * 10 ** (9 * power)
            chunk = group = 0
        else:
            assert word in ('linh', 'lẻ'), word
    return total + chunk + group


@given(
    st.one_of(st.integers(0, 10**4), st.integers(0, 10**12), st.integers(0, 10**30 - 1)),
    st.sampled_from(['linh', 'lẻ']),
    st.sampled_from(['nghìn', 'ngàn']),
    st.booleans(),
)
def test_words_read_back(number: int, linh: str, nghin: str, tu: bool) -> None:
    words = in_words(number, linh=linh, nghin=nghin, tu=tu)
    assert _read_whole(words.split()) == number
    assert in_words(-number) == ('âm ' if number else '') + in_words(number)


@given(st.sets(st.integers(0, 10**9), min_size=50))
def test_two_numbers_never_share_their_words(numbers: set[int]) -> None:
    assert len({in_words(number) for number in numbers}) == len(numbers)


@given(st.integers(0, 10**6), st.integers(1, 5))
def test_decimals_tell_apart_how_many_were_typed(digits: int, decimals: int) -> None:
    number = Decimal(digits).scaleb(-decimals)
    longer = Decimal(digits * 10).scaleb(-decimals - 1)
    assert ' phẩy ' in in_words(number)
    assert in_words(number) != in_words(longer)


@pytest.mark.parametrize(
    ('number', 'words'),
    [
        ('0', 'không'),
        ('10', 'mười'),
        ('11', 'mười một'),
        ('14', 'mười bốn'),
        ('15', 'mười lăm'),
        ('21', 'hai mươi mốt'),
        ('24', 'hai mươi tư'),
        ('55', 'năm mươi lăm'),
        ('101', 'một trăm linh một'),
        ('105', 'một trăm linh năm'),
        ('1001', 'một nghìn không trăm linh một'),
        ('1010', 'một nghìn không trăm mười'),
        ('2023', 'hai nghìn không trăm hai mươi ba'),
        ('1001000', 'một triệu không trăm linh một nghìn'),
        ('3050000', 'ba triệu không trăm năm mươi nghìn'),
        ('1050000000', 'một tỷ không trăm năm mươi triệu'),
        ('1650350000000', 'một nghìn sáu trăm năm mươi tỷ ba trăm năm mươi triệu'),
        ('1000000000005', 'một nghìn tỷ không trăm linh năm'),
        ('1000000000000000000', 'một tỷ tỷ'),
        ('1000000005000000000', 'một tỷ tỷ không trăm linh năm tỷ'),
        ('-5', 'âm năm'),
        ('1.5', 'một phẩy năm'),
        ('1.50', 'một phẩy năm mươi'),
        ('2.05', 'hai phẩy không năm'),
        ('75.04', 'bảy mươi lăm phẩy không bốn'),
        ('63.42', 'sáu mươi ba phẩy bốn mươi hai'),
        ('7.081', 'bảy phẩy không trăm tám mươi mốt'),
        ('502.467', 'năm trăm linh hai phẩy bốn trăm sáu mươi bảy'),
        ('-0.5', 'âm không phẩy năm'),
    ],
)
def test_readings(number: str, words: str) -> None:
    assert in_words(Decimal(number)) == words


def test_southern_forms() -> None:
    assert in_words(1001, linh='lẻ', nghin='ngàn') == 'một ngàn không trăm lẻ một'
    assert in_words(24, tu=False) == 'hai mươi bốn'


@pytest.mark.parametrize('number', [Decimal('NaN'), Decimal('Infinity'), 10**30, Decimal('1E+400')])
def test_what_cannot_be_read_aloud_is_refused(number: Decimal | int) -> None:
    with pytest.raises(BadNumber):
        in_words(number)


def test_sums_of_money() -> None:
    assert sum_in_words(1_050_000_000) == 'Một tỷ không trăm năm mươi triệu đồng'
    assert sum_in_words(Decimal('5000.00'), chan=True) == 'Năm nghìn đồng chẵn'
    with pytest.raises(BadNumber):
        sum_in_words(Decimal('5.5'))
    with pytest.raises(BadNumber):
        sum_in_words(Decimal('1E+999'))


def test_ranks() -> None:
    ranks = {
        1: 'thứ nhất',
        2: 'thứ hai',
        4: 'thứ tư',
        5: 'thứ năm',
        14: 'thứ mười bốn',
        21: 'thứ hai mươi mốt',
    }
    assert {n: ordinal_in_words(n) for n in ranks} == ranks
    with pytest.raises(BadNumber):
        ordinal_in_words(0)
