"""Equal lists whose names differ."""

from __future__ import annotations

import pickle
import unicodedata
from pathlib import Path

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.names import check, collect, compare
from baocao.errors import Level
from baocao.prose import read_plain

SOURCES = Path(__file__).parents[2] / 'shared/seeds'


def _check(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


def _compare(*texts: str) -> list[Conflict]:
    papers = [Paper(read_plain(text, f'{i}.txt')) for i, text in enumerate(texts)]
    return list(compare([collect(paper) for paper in papers]))


@pytest.mark.parametrize(
    ('one', 'other', 'spots'),
    [
        ("04 xã An Đông, Bình Lộc, Tân Hội và Vĩnh An", "04 xã An Đồng, Bình Lộc, Tân Hội, Vĩnh An", ['An Đồng', 'An Đông']),
        ("các xã An Đông, Bình Lộc, Tân Hội, Vĩnh An", "04 xã An Đông, Bình Lộc, Tan Hội, Vĩnh An", ['Tan Hội', 'Tân Hội']),
        ("04 xã: An Phú, Bình Lộc, Tân Hội, Vĩnh An", "04 xã (An Phú, Bình Lộc, Tân Hợi, Vĩnh An)", ['Tân Hợi', 'Tân Hội']),
        ("04 xã An Dõng, Bình Lộc, Tân Hội, Vĩnh An", "04 xã An Đồng, Bình Lộc, Tân Hội, Vĩnh An", ['An Đồng', 'An Dõng']),
        ("04 xã An Phú, Bình Lộc, Tân Hội, Vĩnh An", "04 xã An Phú, Bình Lộ, Tân Hội, Vĩnh An", ['Bình Lộ', 'Bình Lộc']),
    ],
)  # fmt: skip
def test_a_name_that_is_nearly_that_of_an_equal_list_is_an_error(
    one: str, other: str, spots: list[str]
) -> None:
    (conflict,) = _check(f"Xây dựng {one} lên phường.\nĐầu tư tại {other}.")
    assert (conflict.code, conflict.level) == ('SL271', Level.LOI)
    assert [spot.text for spot in conflict.spots] == spots
    assert all(name in conflict.problem for name in spots)


def test_names_of_other_things_behind_a_colon_are_compared() -> None:
    (conflict,) = _check(
        "Hoàn thành các dự án: cầu Sông Vệ, cầu Trà Giang, kè Sa Kỳ, đường Cổ Lũy.\n"
        "Quyết toán các dự án: cầu Sông Vệ, cầu Trà Giang, kè Sa Kỳ, đường Cổ Lủy."
    )
    assert [spot.text for spot in conflict.spots] == ['đường Cổ Lủy', 'đường Cổ Lũy']


def test_what_is_said_of_places_may_stand_between_their_noun_and_a_colon() -> None:
    (conflict,) = _check(
        "Các xã đạt chuẩn nông thôn mới: Hòa Tiến, Hòa Châu, Hòa Phước, Hòa Nhơn.\n"
        "Các xã được thưởng công trình: Hòa Tiến, Hòa Châu, Hòa Phước, Hòa Nhân."
    )
    assert conflict.spots[0].text == 'Hòa Nhân'


def test_a_list_may_open_a_sentence() -> None:
    (conflict,) = _check(
        "Các xã An Phú, Bình Giang, Tân Hội, Vĩnh An rà soát.\nHỗ trợ các xã An Phú, Bình Giàng, Tân Hội, Vĩnh An."
    )
    assert conflict.spots[0].text == 'Bình Giàng'


def test_what_is_written_less_often_is_to_be_mended_and_told_once() -> None:
    wrong = "Đầu tư 04 xã An Đông, Bình Lộc, Tân Hội, Vĩnh An."
    right = "Xây dựng 04 xã An Đồng, Bình Lộc, Tân Hội, Vĩnh An."
    (conflict,) = _check(f"{wrong}\n{right}\n{right}")
    assert [spot.text for spot in conflict.spots] == ['An Đông', 'An Đồng', 'An Đồng']


def test_three_spellings_of_one_name_are_one_finding() -> None:
    lists = [f"04 xã An {x}, Bình Lộc, Tân Hội, Vĩnh An." for x in ("Dõng", "Đông", "Đồng")]
    (conflict,) = _check('\n'.join(lists))
    assert {spot.text for spot in conflict.spots} == {'An Dõng', 'An Đông', 'An Đồng'}


def test_short_lists_raise_a_doubt_only() -> None:
    (conflict,) = _check("03 xã An Đông, Bình Lộc, Tân Hội.\nTại 03 xã An Đồng, Bình Lộc, Tân Hội.")
    assert (conflict.code, conflict.level) == ('SL272', Level.CANH_BAO)


@pytest.mark.parametrize(
    'text',
    [
        # two communes, side by side in one list
        "04 xã An Dõng, An Dũng, Tân Hội, Vĩnh An.\n04 xã An Dõng, An Dũng, Tân Hội, Vĩnh An.",
        "05 xã An Dõng, An Dũng, Bình Lộc, Tân Hội, Vĩnh An.\n04 xã An Dõng, Bình Lộc, Tân Hội, Vĩnh An."
        "\n04 xã An Dũng, Bình Lộc, Tân Hội, Vĩnh An.",
        # one name: place of the tone, case, dashes
        "04 xã Hòa An, Bình Lộc, Tân Hội, Thụy Lôi.\n04 xã Hoà An, Bình Lộc, Tân Hội, Thuỵ Lôi.",
        "các xã Phù Long - Cát Bà, Bình Lộc, Tân Hội, Vĩnh An.\n04 xã Phù Long – Cát Bà, Bình Lộc, Tân Hội, Vĩnh An.",
        "04 xã Hòa An, BÌNH LỘC, Tân Hội, Vĩnh An.\n04 xã Hòa An, Bình Lộc, Tân Hội, Vĩnh An.",
        # another order, another kind, other lists
        "04 xã An Đông, Bình Lộc, Tân Hội, Vĩnh An.\n04 xã Bình Lộc, An Đồng, Tân Hội, Vĩnh An.",
        "04 xã An Đông, Bình Lộc, Tân Hội, Vĩnh An.\n04 phường An Đồng, Bình Lộc, Tân Hội, Vĩnh An.",
        "04 xã An Đông, Bình Lộc, Tân Hội, Vĩnh An.\n04 xã An Đồng, Bình Lợi, Tân Phú, Vĩnh An.",
        "04 xã An Đông, Bình Lộc, Tân Hội, Vĩnh An.\n04 xã An Thắng, Bình Lộc, Tân Hội, Vĩnh An.",
    ],
)  # fmt: skip
def test_other_names_are_left_alone(text: str) -> None:
    assert not _check(text)


def test_letters_are_compared_however_they_are_encoded() -> None:
    text = "04 xã An Đồng, Bình Lộc, Tân Hội, Vĩnh An.\n"
    assert not _check(text + unicodedata.normalize('NFD', text))


def test_nearly_one_name_in_aligned_lists_of_two_papers_is_a_doubt() -> None:
    (conflict,) = _compare(
        "Phát triển 04 xã An Phú, Bình Dõng, Bình Dũng, Tân Hội.",
        "Phát triển 05 xã An Phú, Bình Đông, Bình Dũng, Tân Hội, Vĩnh An.\n"
        "Tại 05 xã An Phú, Bình Đồng, Bình Dũng, Tân Hội, Vĩnh An.",
    )
    assert (conflict.code, conflict.level) == ('SL272', Level.CANH_BAO)
    assert [spot.text for spot in conflict.spots] == ['Bình Đông', 'Bình Đồng', 'Bình Dõng']
    assert "0.txt là Bình Dõng (An Phú, " in conflict.problem


def test_another_school_behind_nearly_the_same_words_is_a_doubt() -> None:
    (conflict,) = _compare(
        "Có 02 trường đạt chuẩn mức độ 2 (Trường mầm non Hoa Sen và Mầm non Hoa Mai).",
        "Xây dựng 02 trường đạt chuẩn quốc gia mức độ 2 (Mầm non Hoa Mai, THCS Lê Lợi).",
    )
    assert (conflict.code, conflict.spots[0].text) == ('SL272', 'THCS Lê Lợi')
    assert "Trường mầm non Hoa Sen, Mầm non Hoa Mai" in conflict.problem


SCHOOLS = "02 trường đạt chuẩn mức độ 2 (Mầm non Hoa Sen, Tiểu học Lê Lợi)"


@pytest.mark.parametrize(
    ('one', 'other'),
    [
        (SCHOOLS, "02 trường xây mới trong năm (Mầm non Hoa Sen, THCS Lê Lai)"),
        (SCHOOLS, "03 trường đạt chuẩn mức độ 2 (Mầm non Hoa Sen, THCS Lê Lai, Tiểu học Lê Lợi)"),
        (SCHOOLS, "02 trường đạt chuẩn mức độ 2 (Mầm non Họa Mi, THCS Lê Lai)"),
        (SCHOOLS, "02 trường đạt chuẩn mức độ 2 (Tiểu học Lê Lợi, Mầm non Hoa Sen)"),
        ("03 xã An Phú, Bình Lộc, Tân Hội", "03 xã An Phú, Bình Lộc, Vĩnh An"),
        ("04 xã An Phú, Bình Dõng, Bình Dũng, Tân Hội", "04 xã An Phú, Bình Dõng, Bình Dũng, Tân Hội"),
    ],
)  # fmt: skip
def test_lists_of_other_matters_are_not_compared(one: str, other: str) -> None:
    assert not _compare(f"Có {one}.", f"Có {other}.")


def test_lists_travel_between_processes() -> None:
    lists = collect(Paper(read_plain("Có 03 xã An Phú, Bình Lộc, Tân Hội.", 'x.txt')))
    (again,) = pickle.loads(pickle.dumps(lists))
    assert [name.text for name in again.names] == ['An Phú', 'Bình Lộc', 'Tân Hội']
    assert again.keys == lists[0].keys


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not here')
def test_the_source_with_two_names_for_one_commune_is_told_once() -> None:
    papers = [
        Paper(read_plain(file.read_text(encoding='utf-8'), file.name))
        for file in sorted(SOURCES.glob('*.txt'))
    ]
    found = [[s.text for s in c.spots] for paper in papers for c in check(paper)]
    assert found == [['Nghĩa Đồng', 'Nghĩa Đông']]
    across = list(compare([collect(paper) for paper in papers]))
    assert all(conflict.level is Level.CANH_BAO for conflict in across)
    assert sorted([s.text for s in c.spots] for c in across) == [
        ['Nghĩa Đông', 'Nghĩa Đồng', 'Nghĩa Dõng'],
        ['THCS Trần Hưng Đạo', 'Trường mầm non Trương Quang Trọng'],
    ]
