"""Types of documents and ways of signing as the Decree lists them."""

import unicodedata

import pytest

from baocao.quy_dinh import BAN_SAO, HINH_THUC_KY, THE_LOAI, find, find_hinh_thuc_ky, suggest


def test_the_list_of_the_decree() -> None:
    assert len(THE_LOAI) == 29
    assert len({t.ten for t in THE_LOAI}) == 29
    abbreviations = [t.viet_tat for t in THE_LOAI if t.viet_tat]
    assert len(abbreviations) == len(set(abbreviations)) == 27
    assert {t.ten for t in THE_LOAI if t.viet_tat is None} == {'công văn', 'thư công'}
    assert {t.viet_tat for t in BAN_SAO} == {'SY', 'TrS', 'SL'}


def test_every_type_is_found_by_its_names() -> None:
    for the_loai in THE_LOAI:
        for name in (
            the_loai.ten,
            the_loai.ten.upper(),
            unicodedata.normalize('NFD', the_loai.ten),
            the_loai.viet_tat,
        ):
            assert name is None or find(f' {name} ') is the_loai


@pytest.mark.parametrize(
    ('typed', 'name'),
    [
        ('Bản thoả thuận', 'bản thỏa thuận'),
        ('GIẤY UỶ QUYỀN', 'giấy ủy quyền'),
        ('Nghị quyết (cá biệt)', 'nghị quyết'),
        ('báo  cáo', 'báo cáo'),
        ('HĐ', 'hợp đồng'),
        ('HD', 'hướng dẫn'),
        ('ĐA', 'đề án'),
        ('DA', 'dự án'),
        ('QyĐ', 'quy định'),
    ],
)
def test_found(typed: str, name: str) -> None:
    found = find(typed)
    assert found is not None and found.ten == name


@pytest.mark.parametrize(
    'typed', ['', 'bc', 'QD', 'QyD', 'QCh', 'DAn', 'bao cao', 'quyết', 'sắc lệnh', 'báo cáo' * 10_000]
)
def test_not_found(typed: str) -> None:
    assert find(typed) is None


@pytest.mark.parametrize(
    ('typed', 'first'),
    [
        ('bao cao', 'báo cáo'),
        ('quyet dinh', 'quyết định'),
        ('quy dinh', 'quy định'),
        ('QD', 'quyết định'),
        ('kế hoạh', 'kế hoạch'),
    ],
)
def test_suggestions(typed: str, first: str) -> None:
    assert suggest(typed)[0].ten == first


def test_no_suggestion_for_something_else() -> None:
    assert suggest('xyz') == ()
    assert suggest('') == ()
    assert {t.ten for t in suggest('da')} >= {'đề án', 'dự án'}


def test_ways_of_signing() -> None:
    assert [h.ky_hieu for h in HINH_THUC_KY] == ['TM.', 'Q.', 'KT.', 'TL.', 'TUQ.']
    for hinh_thuc in HINH_THUC_KY:
        bare = hinh_thuc.ky_hieu.removesuffix('.')
        assert {find_hinh_thuc_ky(n) for n in (bare, bare.lower(), hinh_thuc.ky_hieu, hinh_thuc.ten)} == {
            hinh_thuc
        }
        assert f'“{hinh_thuc.ky_hieu}”' in hinh_thuc.quy_tac and hinh_thuc.nguon


@pytest.mark.parametrize('typed', ['T/M', 'K/T', '', 'ký', 'TM..'])
def test_party_forms_are_not_ways_of_signing_here(typed: str) -> None:
    assert find_hinh_thuc_ky(typed) is None
