"""Letters of điểm, keys for matching, spaces at which a line must not break, and the named formats."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.vietnamese import (
    FORMATS,
    BadLetter,
    BadValue,
    fold,
    letter,
    lower_first,
    no_break,
    place_of,
    tone_key,
    upper_first,
)


def test_the_series_of_letters() -> None:
    series = [letter(n) for n in range(1, 24)]
    assert ' '.join(series) == 'a b c d đ e g h i k l m n o p q r s t u v x y'
    assert [place_of(sign) for sign in series] == list(range(1, 24))
    assert place_of('f') is None and place_of('') is None and place_of('ab') is None


@pytest.mark.parametrize('place', [0, -1, 24])
def test_there_is_nothing_after_y(place: int) -> None:
    with pytest.raises(BadLetter, match='từ a đến y'):
        letter(place)


def test_folding_keeps_d_apart_unless_asked() -> None:
    assert fold('ĐỀ ÁN Hòa Ưu') == 'đe an hoa uu'
    assert fold('Đề án', fold_d=True) == 'de an'
    assert fold('HĐ') != fold('HD')


@given(st.text(max_size=40))
def test_folding_does_not_depend_on_the_form(text: str) -> None:
    assert fold(unicodedata.normalize('NFD', text)) == fold(unicodedata.normalize('NFC', text))


@pytest.mark.parametrize(
    ('one', 'other'), [('hòa bình', 'Hoà  bình'), ('thủy', 'thuỷ'), ('ủy quyền', 'uỷ quyền'), ('quả', 'qủa')]
)
def test_both_placements_of_the_tone_match(one: str, other: str) -> None:
    assert tone_key(one) == tone_key(other)


@pytest.mark.parametrize(
    ('one', 'other'), [('hòa', 'hoa'), ('đa', 'da'), ('cơ', 'cờ'), ('hỏi', 'hói'), ('an', 'ăn')]
)
def test_other_accents_stay_apart(one: str, other: str) -> None:
    assert tone_key(one) != tone_key(other)


def test_first_letters() -> None:
    assert upper_first('đạt kế hoạch') == 'Đạt kế hoạch'
    assert upper_first(unicodedata.normalize('NFD', 'ủy ban')) == 'Ủy ban'
    assert lower_first('Ủy Ban') == 'ủy Ban'
    assert upper_first('') == ''


@pytest.mark.parametrize(
    'marked',
    [
        'đạt 7.000_tỷ đồng và 5_triệu USD',
        '1.650_nghìn tỷ đồng, 5_đồng',
        'điểm_đ khoản_2 Điều_103 Mục_5 Chương_XII Phần_I',
        'theo khoản_1, Khoản_2; Điểm_a.',
        'Phụ lục_II và Phụ lục_1',
        'Quý_III năm 2023; quý_4',
        '10,6_m²/người, 5_ha, 100_km2',
        'Mục tiêu 5 năm; Điều tra 3 hộ; mục 5',
        'điểm y tế, 5 đồng chí, 05 tỷ lệ, 10 triệu người',
        'Phần mềm; Chương trình; Mục Ic; Quý khách',
        'xây dựng 05 tuyến đường, 2 xã',
    ],
)
def test_lines_do_not_break_before_numbers_and_units(marked: str) -> None:
    text = marked.replace('_', ' ')
    assert no_break(text) == tuple(at for at, char in enumerate(marked) if char == '_')


@given(st.text(alphabet='Điều khoảnQuýPhầnmục0123456789IVXađ tỷngr.,', max_size=60))
def test_only_spaces_are_named(text: str) -> None:
    places = no_break(text)
    assert list(places) == sorted(set(places))
    assert all(text[at] == ' ' for at in places)


@pytest.mark.parametrize('name', FORMATS)
def test_each_format_does_what_its_example_says(name: str) -> None:
    form = FORMATS[name]
    assert form.name == name
    assert form.apply(form.example_in) == form.example_out
    assert form.title and form.description.endswith('.')


@pytest.mark.parametrize(
    ('name', 'typed', 'printed'),
    [
        ('hai_chu_so', 'trên 5 hộ', 'trên 05 hộ'),
        ('hai_chu_so', '5-7 xã', '05-07 xã'),
        ('hai_chu_so', '12', '12'),
        ('lam_tron_1', '2,25-3,04%', '2,3-3,0%'),
        ('bang_chu', '2,05%', 'hai phẩy không năm phần trăm'),
        ('tien_bang_chu', '1.050.000.000', 'Một tỷ không trăm năm mươi triệu đồng'),
        ('ngay_dai', 'tháng 3/2020', 'ngày\u00a0\u00a0\u00a0\u00a0\u00a0tháng 3 năm 2020'),
    ],
)
def test_formats_of_quantities(name: str, typed: str, printed: str) -> None:
    assert FORMATS[name].apply(typed) == printed


@pytest.mark.parametrize(
    ('name', 'typed'),
    [
        ('hai_chu_so', 'đạt kế hoạch'),
        ('phan_tram_1', '5 hộ'),
        ('bang_chu', '5-7'),
        ('tien_bang_chu', '5 hộ'),
        ('tien_bang_chu', '1,5 đồng'),
        ('tien_bang_chu', 'trên 5 đồng'),
        ('la_ma', '0'),
        ('la_ma', '1,5'),
        ('quy', '5'),
        ('thu_tu', '0'),
        ('ngay_dai', '31/02/2023'),
        ('thang_nam', '2023'),
        ('lam_tron_0', '90.45'),
    ],
)
def test_formats_refuse_what_does_not_fit(name: str, typed: str) -> None:
    with pytest.raises(BadValue) as caught:
        FORMATS[name].apply(typed)
    assert caught.value.problem and caught.value.remedy


@given(
    st.sampled_from(sorted(FORMATS)),
    st.one_of(st.text(max_size=30), st.text(alphabet='0123456789,.%- /', max_size=12)),
)
def test_a_format_prints_or_refuses(name: str, typed: str) -> None:
    try:
        FORMATS[name].apply(typed)
    except BadValue as bad:
        assert bad.problem and bad.remedy
