"""Done over total against the percentage that is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.ratios.pairs import check
from baocao.errors import Level
from baocao.prose import Cell, Kind, Passage, Prose, read_plain
from baocao.prose.plain import Line

SOURCES = Path(__file__).parents[2] / 'shared/seeds'


def _found(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'spot', 'sum_shown'),
    [
        ("Giải quyết khiếu nại 22/23 vụ đạt 96,65%.", '96,65%', "22/23 = 95,65%, không phải 96,65%"),
        ("Giải quyết khiếu nại 21/23 vụ, đạt 95,65%; tố cáo 16/16 vụ.", '95,65%', "21/23 = 91,30%"),
        ("Giải ngân 396,617/528,547 tỷ đồng², đạt 75,14% KHV.", '75,14%', "= 75,04%, không phải 75,14%"),
        ("Giải ngân 396,617 tỷ đồng/528,547 tỷ đồng, bằng 57,04% kế hoạch.", '57,04%', "= 75,04%"),
        ("Giải ngân 850 triệu đồng/1,7 tỷ đồng, đạt 60% kế hoạch.", '60%', "= 50%"),
        ("Vốn thành phố 240,672/352,542 tỷ đồng (đạt 86,27%).", '86,27%', "= 68,27%"),
        ("Tỷ lệ giải quyết đạt 95,56% (22/23 vụ).", '95,56%', "22/23 = 95,65%"),
        ("Đến nay đạt 96,2%, tương ứng 22/23 vụ.", '96,2%', "= 95,7%"),
        ("Đã giải quyết 22 vụ trên tổng số 23 vụ, đạt 95,56%.", '95,56%', "22/23 = 95,65%"),
        ("Trong tổng số 361 nhiệm vụ, có 277 nhiệm vụ hoàn thành, chiếm 67,73%.", '67,73%', "277/361 = 76,73%"),
        ("Đã hoàn thành 277/361 nhiệm vụ (76,3%).", '76,3%', "= 76,7%"),
        ("Hoàn thành 277/361 nhiệm vụ được giao trong năm 2023, đạt 67,73%.", '67,73%', "= 76,73%"),
        ("Kế hoạch 6.000 lao động, thực hiện 6.350 lao động, đạt 108,5%.", '108,5%', "6.350/6.000 = 105,8%"),
        ("Thực hiện 450 tỷ đồng, đạt 70% kế hoạch (600 tỷ đồng).", '70%', "450/600 = 75%"),
        ("Tạo việc làm cho 6.350 lao động (kế hoạch 6.000 lao động), đạt 150,8%.", '150,8%', "= 105,8%"),
        ("Đảng bộ có 286 đảng viên, trong đó nữ 98 đảng viên, chiếm 36,4%.", '36,4%', "98/286 = 34,3%"),
        ("Có 10/12 trường đạt chuẩn (trong đó 4/6 trường tiểu học, đạt 66,7%), đạt 93,3%.", '93,3%', "10/12 = 83,3%"),
        ("Có mặt 6/7 thành viên; 6/6 thành viên nhất trí (bằng 95,7% tổng số thành viên).", '95,7%', "6/6 = 100"),
        ("Gieo trồng 2.084,5 ha/2.060 ha kế hoạch, đạt 110,2%.", '110,2%', "= 101,2%"),
        ("Tiêm phòng 350/400 hộ đạt 97,5% số hộ.", '97,5%', "350/400 = 87,5%"),
        ("Giải quyết 22/23 vụ đạt 91,65%, còn 01 vụ đang giải quyết.", '91,65%', "22/23 = 95,65%"),
        ("Giải quyết 15/16 đơn, đạt 98%, riêng đơn số 9 chưa xong.", '98%', "15/16 = 94%"),
        ("Có 15/20 trường đạt chuẩn quốc gia mức độ 1, tỷ lệ 85%.", '85%', "15/20 = 75%"),
        ("Khiếu nại, tố cáo giải quyết 22/23 và 16/16 vụ, đạt 95,65% và 90%.", '90%', "16/16 = 100%"),
        ("Tiêm phòng 350/400 con, 35/40 đàn, đạt lần lượt: 87,5%. Nuôi 22/23 hộ = 59,65%.", '59,65%', "= 95,65%"),
    ],
)  # fmt: skip
def test_a_percentage_that_its_pair_does_not_make_is_an_error(text: str, spot: str, sum_shown: str) -> None:
    (conflict,) = _found(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL201', Level.LOI, spot)
    assert sum_shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        # rounding as far as the printed decimals allow
        "Giải quyết 36/39 vụ, đạt 92,3%; phản ánh 245/269 vụ đạt 91,1%.",
        "Giải quyết 36/39 vụ, đạt 92%.",
        "Giải ngân 390/520 tỷ đồng, đạt 75,04% kế hoạch.",  # both are rounded
        "Giải quyết 1/8 vụ, đạt 12,5%; 1/16 hồ sơ, đạt 6,3%; 3/16 đơn, đạt 18,7%.",
        "Giải ngân 6,4/6,4 tỷ đồng, đạt 100% KHV giao.",
        "Giải ngân 850 triệu đồng/1,7 tỷ đồng, đạt 50% kế hoạch.",
        # another base, another thing
        "Thu 105/100 tỷ đồng, vượt 5%.",
        "Giải quyết 22/23 vụ, tăng 8,74% so với cùng kỳ.",
        "Giải quyết 22/23 vụ, bằng 80% cùng kỳ năm 2022.",
        "Giải quyết 22/23 vụ, bằng 80% so với năm 2022.",
        "Hoàn thành 22/23 nhiệm vụ, tỷ lệ hộ nghèo đạt 2,5%.",
        "Hoàn thành 22/23 nhiệm vụ; đạt 80% kế hoạch về thu.",
        "Có 12/15 xã có tỷ lệ hộ nghèo dưới 5%, đạt 80%.",
        "Có 12/15 xã có tỷ lệ hộ nghèo đạt 2%.",
        "Giải ngân 396,6/528,5 tỷ đồng, trong đó vốn tỉnh 6,4 tỷ đồng, đạt 100%.",
        "Khiếu nại 22/23 vụ đạt 95,65% (20/23 vụ đúng hạn).",
        "Tăng 5% (22/440 hộ).",
        "Đạt 95,65% (trong đó có 16/16 vụ tố cáo).",
        "Vận động 22/23 hộ, đạt 60% số vốn cần có.",
        "Giải quyết khoảng 22/23 vụ, đạt 80%.",
        "Giải quyết 22/23 vụ, đạt trên 90%.",
        # no pairs
        "Lập quy hoạch phân khu tỷ lệ 1/2000 phần còn lại, đạt 80% khối lượng.",
        "Đến ngày 15/11, đạt 80% kế hoạch. Tháng 12/2023 đạt 90%.",
        "Theo Quyết định số 712/QĐ-UBND, đạt 80% kế hoạch.",
        "Theo Nghị định 59/2019/NĐ-CP, đạt 80%.",
        # several pairs, several percentages
        "Khiếu nại, tố cáo giải quyết 22/23 và 16/16 vụ, đạt 95,65% và 100%.",
        "Sử dụng 106/112 biên chế hành chính, 40/45 biên chế sự nghiệp, đạt 93%.",
        "Giải ngân 450/600 tỷ đồng, đạt 80% và 75% dự toán.",
        # wholes in words
        "Trong tổng số 361 nhiệm vụ, có 277 nhiệm vụ hoàn thành, đạt 95% kế hoạch tháng.",
        "Trong tổng số 361 nhiệm vụ có 277 nhiệm vụ hoàn thành (76,73%), 84 nhiệm vụ đang thực hiện (23,27%).",
        "Trong tổng số 361 nhiệm vụ có 277 nhiệm vụ hoàn thành, trong đó 200 nhiệm vụ đúng hạn, chiếm 72,2%.",
        "Tổng thu 1.000 tỷ đồng, trong đó thu nội địa 600 tỷ đồng, chiếm 5% GRDP.",
        "Tổng thu 1.000 tỷ đồng; thu nội địa 600 tỷ đồng, chiếm 55%.",
        "Ước thực hiện 40.937 tỷ đồng, đạt 97,47% KH, tăng 8,74% so với cùng kỳ.",
        "Thu 3.981,809 tỷ đồng, bằng 90,45% dự toán HĐND giao, đạt 91,2% dự toán tỉnh giao.",
        "Kế hoạch tỉnh giao 5.000 lao động, thành phố giao 6.000 lao động, thực hiện 6.350 lao động, đạt 127%.",
        "Kế hoạch 6.000 lao động, thực hiện 6.350 lao động, đạt 105,8% và tăng 3% so với cùng kỳ.",
        "Mức giảm tỷ lệ hộ nghèo 0,02% (tương đương 06 hộ).",
        "Khám cho 15 bác sĩ/10.000 dân, đạt 80% kế hoạch.",
        "Giữ trực 24/7, đạt 100% quân số; 10/10 phường, xã đạt tiêu chuẩn; 100% cơ sở y tế đạt chuẩn.",
        "Có 286 đảng viên, trong đó nữ 98 đảng viên, chiếm 36,4% số cán bộ; trong đó trẻ 20 đảng viên, chiếm 20,4%.",
        "Có 286 đảng viên, trong đó nữ 98 đảng viên, trẻ 20 đảng viên, chiếm 7,0%.",
        "Có 500 hộ, trong đó 60 hộ nghèo có 30 hộ dân tộc thiểu số, chiếm 50%.",
        # `trong đó` opens parts of a total told before; the first of them is no whole
        "Trong đó ngân sách xã 1.370 triệu đồng (20%), ngân sách huyện 4.795 triệu đồng (70%), dân góp 685 triệu đồng (10%).",
    ],
)  # fmt: skip
def test_what_fits_or_speaks_of_another_base_is_left_alone(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ('text', 'spot', 'said'),
    [
        ("Giải quyết 22/23 vụ, đạt 95,6%.", '95,6%', "cắt bớt"),
        ("Giải ngân 6,3/6,4 tỷ đồng, đạt 100% kế hoạch.", '100%', "= 98%"),
        ("Sử dụng 106/112 biên chế hành chính, 40/45 biên chế sự nghiệp, đạt 39,3%.", '39,3%', "40/45 = 88,9%"),
        ("Đã giải quyết 32/23 vụ khiếu nại.", '32/23', "lớn hơn tổng số"),
        (
            "Trong tổng số 361 nhiệm vụ có 277 nhiệm vụ hoàn thành (76,73%), 84 nhiệm vụ đang thực hiện (32,27%).",
            '32,27%',
            "84/361 = 23,27%",
        ),
    ],
)  # fmt: skip
def test_a_doubt_is_a_warning(text: str, spot: str, said: str) -> None:
    (conflict,) = _found(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL202', Level.CANH_BAO, spot)
    assert said in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Giải quyết việc làm cho 6.350/6.000 lao động, đạt 105,8%.",
        "Đã kiểm tra 25/20 xã, vượt kế hoạch.",
        "Lễ hội 30/4 xã tổ chức thi đấu.",
        "Huyết áp 120/80 khi đo.",
    ],
)
def test_more_than_the_total_is_no_doubt_where_it_may_be(text: str) -> None:
    assert _found(text) == []


def table(*rows: str, head: int = 1) -> Paper:
    """A paper of one table, its cells parted by bars."""
    passages = []
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split('|')):
            cell = Cell(0, row, column, head=row < head)
            passages.append(Passage(text.strip(), Line('x.txt', row + 1, line), Kind.CELL, cell=cell))
    return Paper(Prose('x.txt', tuple(passages)))


def test_a_column_whose_head_gives_a_formula_is_reckoned_row_by_row() -> None:
    paper = table(
        "Đơn vị | Kế hoạch | Thực hiện | Tỷ lệ (%)",
        "(1) | (2) | (3) | (4=3/2)",
        "Xã A | 120 | 90 | 75",
        "Xã B | 80,5 | 60,2 | 47,78",
        "Xã C | - | 5 | -",
    )
    (conflict,) = check(paper)
    assert (conflict.code, conflict.spots[0].text) == ('SL201', '47,78')
    assert "60,2/80,5 = 74,78%" in conflict.problem


def test_a_column_of_percentages_beside_plan_and_result_is_reckoned_where_most_rows_fit() -> None:
    rows = [
        "Chỉ tiêu | Kế hoạch | Thực hiện | Đạt (%)",
        "A | 200 | 150 | 75%",
        "B | 50 | 45 | 90%",
        "C | 60 | 45 | 57%",
    ]
    (conflict,) = check(table(*rows))
    assert (conflict.spots[0].text, conflict.level) == ('57%', Level.LOI)
    assert list(check(table(*rows[:3]))) == []
    assert list(check(table(rows[0], "A | 200 | 150 | 60%", "B | 50 | 45 | 70%", "C | 60 | 45 | 75%"))) == []


def test_a_row_in_which_less_is_better_may_divide_the_other_way() -> None:
    rows = [
        "Chỉ tiêu | Kế hoạch | Thực hiện | Đạt (%)",
        "A | 200 | 150 | 75",
        "B | 50 | 45 | 90",
        "Hộ nghèo | 0,98 | 0,92 | 106,5",
    ]
    assert list(check(table(*rows))) == []


def test_a_single_column_of_percentages_is_reckoned_where_its_rows_show_of_what() -> None:
    head = "Xã | Số trẻ phải tiêm | Số trẻ đã tiêm | Tỷ lệ (%)"
    rows = ["An Phú | 240 | 228 | 95,0", "An Bình | 310 | 279 | 90,0"]
    (conflict,) = check(table(head, *rows, "An Lộc | 185 | 166 | 92,7"))
    assert (conflict.code, conflict.spots[0].text) == ('SL201', '92,7')
    assert "166/185 = 89,7%" in conflict.problem
    # one row shows nothing, nor do whole ones
    assert list(check(table(head, rows[0], "An Lộc | 185 | 166 | 92,7"))) == []
    assert (
        list(
            check(
                table(head, "An Phú | 240 | 240 | 100", "An Hải | 50 | 50 | 100", "An Lộc | 185 | 166 | 92,7")
            )
        )
        == []
    )


def test_a_column_against_the_year_before_is_no_share_of_the_plan() -> None:
    rows = [
        "TT | Kế hoạch | Thực hiện | Tỷ lệ so cùng kỳ (%)",
        "1 | 200 | 150 | 75",
        "2 | 50 | 45 | 90",
        "3 | 9 | 9 | 80",
    ]
    assert list(check(table(*rows))) == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not at hand')
@pytest.mark.parametrize('path', sorted(SOURCES.glob('*.txt')), ids=lambda p: p.name)
def test_no_source_paper_has_a_percentage_that_does_not_fit(path: Path) -> None:
    assert _found(path.read_text(encoding='utf-8')) == []
