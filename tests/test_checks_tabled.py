"""Body against table, rows against themselves, remainders."""

from __future__ import annotations

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.run import check
from baocao.checks.tabled import against_body as tabled
from baocao.errors import Level
from baocao.prose import Cell, Kind, Passage, Prose, leading_sign, read_plain
from baocao.prose.plain import Line

HEAD = (
    "TT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm 2023|Thực hiện 9 tháng đầu năm 2023|So với kế hoạch (%)"
    "|So với cùng kỳ năm trước|Đánh giá"
)
ROWS = (
    "1|Tổng thu NSNN trên địa bàn|tỷ đồng|đạt và vượt chỉ tiêu dự toán tỉnh giao|2.915,4|66,23; 66,77||Chưa nêu đánh giá",
    "2|Tạo việc làm mới và tăng thêm việc làm|lao động|6.000|4.720|78,67|tăng 4,61%|Chưa nêu đánh giá",
    "3|Tỷ lệ bao phủ bảo hiểm y tế|%|96|96,1||tăng 1,8 điểm %|Vượt",
    "4|Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng|%|< 5|4,6||giảm 0,3 điểm %|Đạt",
    "5|Tỷ lệ đô thị hóa|%|50,6|Chưa có|||Chưa nêu đánh giá",
)
TITLE = "BÁO CÁO\nTình hình thực hiện một số chỉ tiêu 9 tháng đầu năm 2023\nI. KẾT QUẢ\n"
TASK = "Tập huấn cho tổ công nghệ số cộng đồng ở các thôn"


def paper(body: str, *rows: str, head: int = 1) -> Paper:
    """A paper of a text and one table, its cells parted by bars."""
    passages = list(read_plain(body, 'x.txt').passages)
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split('|')):
            sign, start = leading_sign(text)
            where = Line('x.txt', 1000 + row, text)
            cell = Cell(0, row, column, head=row < head)
            if text:
                passages.append(Passage(text, where, Kind.CELL, sign, start, cell=cell))
    return Paper(Prose('x.txt', tuple(passages)))


def found(body: str, *rows: str) -> list[Conflict]:
    return list(tabled.check(paper(body, *rows)))


def of_targets(sentence: str, *rows: str) -> list[Conflict]:
    """What is found of a sentence of the report beside the table of targets, some of its rows replaced."""
    changed = {row.split('|')[1]: row for row in rows}
    return found(TITLE + sentence, HEAD, *(changed.get(row.split('|')[1], row) for row in ROWS))


@pytest.mark.parametrize(
    ('sentence', 'spot', 'said'),
    [
        (
            "- Tạo việc làm mới và tăng thêm việc làm cho 4.730 lao động, đạt 78,67% kế hoạch năm, tăng 4,61% so với cùng kỳ.",
            "4.730",
            "là 4.730 lao động, trong bảng (cột thực hiện) là 4.720",
        ),
        (
            "- Tạo việc làm mới và tăng thêm việc làm cho 4.720 lao động, đạt 79,67% kế hoạch năm.",
            "79,67%",
            "là 79,67%, trong bảng (cột so với kế hoạch) là 78,67",
        ),
        (
            "- Tạo việc làm mới và tăng thêm việc làm cho 4.720 lao động, tăng 4,16% so với cùng kỳ năm 2022.",
            "4,16%",
            "là tăng 4,16%, trong bảng (cột so với cùng kỳ) là tăng 4,61%",
        ),
        (
            "- Tạo việc làm mới và tăng thêm việc làm cho 4.820/6.000 lao động, đạt 78,67%.",
            "4.820",
            "là 4.820 lao động, trong bảng (cột thực hiện) là 4.720",
        ),
        (
            "- Tạo việc làm mới và tăng thêm việc làm cho 4.720/7.000 lao động, đạt 78,67%.",
            "7.000",
            "là 7.000 lao động, trong bảng (cột kế hoạch) là 6.000",
        ),
        (
            "- Tạo việc làm mới và tăng thêm việc làm cho 4.720/6.000 lao động, đạt 76,67%.",
            "76,67%",
            "là 76,67%, trong bảng (cột so với kế hoạch) là 78,67",
        ),
        (
            "- Tổng thu ngân sách nhà nước trên địa bàn đạt 2.951,4 tỷ đồng.",
            "2.951,4",
            "là 2.951,4 tỷ đồng, trong bảng (cột thực hiện) là 2.915,4",
        ),
        (
            "- Tổng thu ngân sách nhà nước trên địa bàn đạt 2.915,4 tỷ đồng, bằng 66,33% dự toán Hội đồng nhân dân (HĐND)"
            " thành phố giao và 66,77% dự toán tỉnh giao.",
            "66,33%",
            "trong bảng (cột so với kế hoạch) là 66,23",
        ),
        (
            "- Tỷ lệ bao phủ bảo hiểm y tế đạt 96,1%, vượt kế hoạch năm, tăng 1,9 điểm % so với cùng kỳ; tỉ lệ trẻ em dưới 5"
            " tuổi suy dinh dưỡng là 4,6%, giảm 0,3 điểm %.",
            "1,9 điểm %",
            "là tăng 1,9 điểm %, trong bảng (cột so với cùng kỳ) là tăng 1,8 điểm %",
        ),
        (
            "- Công tác y tế được quan tâm: Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng là 4,6%, tăng 0,3 điểm %.",
            "0,3 điểm %",
            "là tăng 0,3 điểm %, trong bảng (cột so với cùng kỳ) là giảm 0,3 điểm %",
        ),
    ],
)  # fmt: skip
def test_a_figure_that_the_table_has_otherwise_is_told(sentence: str, spot: str, said: str) -> None:
    (conflict,) = of_targets(sentence)
    assert (conflict.code, conflict.level) == ('SL243', Level.LOI)
    assert conflict.spots[0].text == spot
    assert said in conflict.problem


def test_a_result_far_from_that_of_the_table_is_a_doubt_where_nothing_else_agrees() -> None:
    (conflict,) = of_targets("- Tạo việc làm mới và tăng thêm việc làm cho 5.300 lao động.")
    assert (conflict.code, conflict.level) == ('SL244', Level.CANH_BAO)
    assert conflict.spots[1].text == "4.720"


@pytest.mark.parametrize(
    'sentence',
    [
        # the same, rounded, hedged, in another order
        "- Tạo việc làm mới và tăng thêm việc làm cho 4.720 lao động, đạt 78,67% kế hoạch năm, tăng 4,61% so với cùng kỳ.",
        "- Tạo việc làm mới và tăng thêm việc làm cho 4.720 lao động, đạt 78,7% kế hoạch, tăng 4,6% so với cùng kỳ.",
        "- Tạo việc làm mới và tăng thêm việc làm cho hơn 4.700 lao động.",
        "- Tạo việc làm mới và tăng thêm việc làm cho 4.700 lao động.",
        "- Tổng thu ngân sách nhà nước trên địa bàn đạt 2.915 tỷ đồng, bằng 66,77% dự toán tỉnh giao.",
        "- Tổng thu NSNN trên địa bàn đạt 2.915,4 tỷ đồng, bằng 66,77% dự toán tỉnh giao và 66,23% dự toán HĐND thành phố giao.",
        "- Tạo việc làm mới và tăng thêm việc làm cho 4.720/6.000 lao động, đạt 78,67%, tăng 4,61%.",
        # of another time
        "- Trong tháng 9, tổng thu NSNN trên địa bàn đạt 350 tỷ đồng.",
        "- Năm 2022, tổng thu NSNN trên địa bàn đạt 4.120 tỷ đồng.",
        "- Quý III, tạo việc làm mới và tăng thêm việc làm cho 1.520 lao động.",
        "II. NHIỆM VỤ 3 THÁNG CUỐI NĂM 2023\n- Tạo việc làm mới và tăng thêm việc làm cho 1.280 lao động.",
        "- Phấn đấu cả năm tạo việc làm mới và tăng thêm việc làm cho 6.100 lao động.",
        "- Ước cả năm 2023: Tổng thu NSNN trên địa bàn đạt 4.300 tỷ đồng.",
        # of something else
        "- Tổng thu NSNN trên địa bàn từ đất đạt 915,4 tỷ đồng.",
        "- Tổng thu NSNN trên địa bàn xã Tịnh Khê đạt 15,4 tỷ đồng.",
        "- Tạo việc làm mới và tăng thêm việc làm cho 2.100 lao động nữ.",
        "- Tạo việc làm mới và tăng thêm việc làm cho 950 thanh niên.",
        "- Tổng thu NSNN trên địa bàn (không tính thu tiền sử dụng đất) đạt 1.915,4 tỷ đồng.",
        "- Tổng thu NSNN trên địa bàn cấp xã đạt 115,4 tỷ đồng.",
        "- Xã Tịnh Khê: Tổng thu NSNN trên địa bàn đạt 15,4 tỷ đồng.",
        "- Tổng thu NSNN trên địa bàn tăng bình quân 5,2%/năm.",
        "- Tỷ lệ bao phủ bảo hiểm y tế trong học sinh đạt 99,1%.",
        "- Tốc độ tăng tỷ lệ bao phủ bảo hiểm y tế đạt 1,9%.",
        "- Tỷ lệ bao phủ bảo hiểm y tế của các xã: xã A đạt 95%, xã B đạt 97,2%.",
        "- Tỷ lệ bao phủ bảo hiểm y tế tăng 2,5 điểm % so với đầu nhiệm kỳ.",
        "- Tỷ lệ bao phủ bảo hiểm y tế đạt 96,1%, cao hơn kế hoạch 0,1 điểm %; tỷ lệ hộ nghèo giảm 0,4 điểm %.",
        "- Tỷ lệ bao phủ bảo hiểm y tế đạt 96,1%, tăng 0,1 điểm % so với kế hoạch.",
        "- Kế hoạch năm: Tạo việc làm mới và tăng thêm việc làm cho 6.000 lao động.",
        "- Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi là 8,6%.",
        "- Tỷ lệ trẻ em dưới 2 tuổi suy dinh dưỡng là 3,1%.",
    ],
)  # fmt: skip
def test_the_same_figure_and_another_one_are_left_alone(sentence: str) -> None:
    assert of_targets(sentence) == []


def test_a_name_that_two_rows_have_is_no_measure_of_the_paper() -> None:
    rows = (
        HEAD,
        "1|Diện tích gieo trồng lúa|ha|600|550|91,67||",
        "2|Diện tích gieo trồng lúa|ha|500|480|96,00||",
    )
    assert found(TITLE + "- Diện tích gieo trồng lúa đạt 1.030 ha.", *rows) == []


def test_the_unit_may_stand_behind_the_name_or_in_the_head() -> None:
    head = "TT|Chỉ tiêu|Kế hoạch 2023|Thực hiện 9 tháng đầu năm 2023 (ha)"
    sentence = TITLE + "- Diện tích gieo trồng lúa đạt 1.130 ha."
    (conflict,) = found(sentence, head, "1|Diện tích gieo trồng lúa|1.500|1.030")
    assert conflict.spots[0].text == "1.130"
    (conflict,) = found(sentence, head.replace(" (ha)", ""), "1|1. Diện tích gieo trồng lúa (ha)|1.500|1.030")
    assert conflict.spots[0].text == "1.130"


def test_a_unit_of_one_of_something_is_that_of_the_body() -> None:
    row = "1|Thu nhập bình quân đầu người|triệu đồng/người/năm|70|65,2|93,14||"
    sentence = TITLE + "- Thu nhập bình quân đầu người đạt 66,2 triệu đồng/người/năm, đạt 93,14% kế hoạch."
    (conflict,) = found(sentence, HEAD, row)
    assert conflict.spots[0].text == "66,2"


def test_a_part_of_a_row_is_told_only_where_another_figure_agrees() -> None:
    row = "|- Diện tích cây ăn quả|ha|160|150|93,75||"
    assert found(TITLE + "- Diện tích cây ăn quả đạt 350 ha.", HEAD, row) == []
    assert found(TITLE + "- Diện tích cây ăn quả đạt 350 ha, đạt 93,75% kế hoạch.", HEAD, row) != []


@pytest.mark.parametrize(
    'row',
    [
        "1|Tỷ lệ lao động nông nghiệp|%|32,1|31,5|||Đạt",
        "1|Số vụ cháy|vụ|10|8|||Vượt",
        "1|Tỷ trọng công nghiệp|%|41|40|||Đạt",
    ],
)
def test_less_may_be_a_success(row: str) -> None:
    assert found(TITLE, HEAD, row) == []


def test_a_share_of_which_more_may_be_worse_is_only_a_doubt() -> None:
    (conflict,) = found(TITLE, HEAD, "1|Tỷ lệ hộ kinh doanh cá thể|%|32,1|31,5|||Đạt")
    assert conflict.level is Level.CANH_BAO


def test_an_estimate_of_the_year_is_compared_in_a_report_of_the_year() -> None:
    year = "BÁO CÁO\nKết quả thực hiện nhiệm vụ năm 2023\n"
    head = "TT|Chỉ tiêu|ĐVT|KH 2023|Ước thực hiện năm 2023|TH 2023/KH 2023 (%)|So với năm trước (%)|Ghi chú"
    row = "1|Tổng thu NSNN trên địa bàn|tỷ đồng|4.402|3.981,8|90,45|98,95|"
    sentence = "- Tổng thu NSNN trên địa bàn ước đạt 3.981,8 tỷ đồng, bằng 90,45% dự toán, bằng 98,95% so với năm trước."
    assert found(year + sentence, head, row) == []
    (conflict,) = found(year + sentence.replace("3.981,8", "3.891,8"), head, row)
    assert conflict.spots[0].text == "3.891,8"
    (conflict,) = found(year + sentence.replace("90,45", "94,45"), head, row)
    assert conflict.spots[1].text == "90,45"
    (conflict,) = found(year + sentence.replace("98,95", "97,95"), head, row)
    assert "là 97,95%, trong bảng (cột so với cùng kỳ) là 98,95" in conflict.problem
    assert found(TITLE + sentence.replace("3.981,8", "2.915,4"), head, row) == []


@pytest.mark.parametrize(
    ('told', 'cell', 'agrees'),
    [
        ("tăng 8,74%", "108,74", True),
        ("giảm 1,05%", "98,95", True),
        ("bằng 108,74%", "tăng 8,74%", True),
        ("tăng 8,74%", "8,74", True),
        ("bằng 108,74%", "8,74", True),
        ("tăng 8,74%", "107,74", False),
        ("bằng 98,95%", "tăng 1,05%", False),
    ],
)
def test_a_change_may_be_told_as_a_percentage_of_the_year_before(told: str, cell: str, agrees: bool) -> None:
    head = HEAD.replace("cùng kỳ năm trước", "cùng kỳ năm trước (%)")
    row = f"1|Diện tích trồng mới cây ăn quả|ha|160|150|93,75|{cell}|"
    sentence = f"- Diện tích trồng mới cây ăn quả đạt 150 ha, {told} so với cùng kỳ năm trước."
    assert (found(TITLE + sentence, head, row) == []) is agrees


def test_a_table_of_another_time_is_not_compared() -> None:
    head = HEAD.replace("9 tháng đầu năm 2023", "6 tháng đầu năm 2023")
    assert (
        found(TITLE + "- Tỷ lệ bao phủ bảo hiểm y tế đạt 96,1%.", head, ROWS[2].replace("96,1", "95,1")) != []
    )
    year = TITLE.replace("9 tháng đầu năm 2023", "năm 2024")
    assert found(year + "- Tỷ lệ bao phủ bảo hiểm y tế đạt 97,1%.", HEAD, *ROWS) == []


# --- rows ---


@pytest.mark.parametrize(
    ('row', 'level', 'said'),
    [
        ("3|Tỷ lệ bao phủ bảo hiểm y tế|%|97|96,1||tăng 1,8 điểm %|Vượt", Level.LOI, "là chưa đạt kế hoạch"),
        ("3|Tỷ lệ bao phủ bảo hiểm y tế|%|97|96,1|||Đạt", Level.LOI, "thực hiện 96,1 so với kế hoạch 97"),
        ("3|Tỷ lệ bao phủ bảo hiểm y tế|%|96|96,1|||Không đạt", Level.LOI, "là vượt kế hoạch"),
        ("3|Tỷ lệ bao phủ bảo hiểm y tế|%|96,1|96,1|||Vượt", Level.CANH_BAO, "là bằng đúng kế hoạch"),
        ("4|Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng|%|< 5|5,6|||Đạt", Level.LOI, "kế hoạch < 5 là chưa đạt"),
        ("4|Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng|%|< 5|4,6|||Chưa đạt", Level.LOI, "là vượt kế hoạch"),
        (
            "2|Tạo việc làm mới và tăng thêm việc làm|lao động|7.000|4.720|78,67||Chưa nêu đánh giá",
            Level.CANH_BAO,
            "4.720/7.000 = 67,43%, không phải 78,67%",
        ),
    ],
)  # fmt: skip
def test_a_row_that_contradicts_itself_is_told(row: str, level: Level, said: str) -> None:
    (conflict,) = of_targets("- Không có gì.", row)
    assert conflict.level is level
    assert said in conflict.problem


@pytest.mark.parametrize(
    'row',
    [
        "3|Tỷ lệ bao phủ bảo hiểm y tế|%|96|96,1|||Đạt",
        "3|Tỷ lệ bao phủ bảo hiểm y tế|%|96|96|||Đạt kế hoạch",
        "3|Tỷ lệ bao phủ bảo hiểm y tế|%|97|96,1|||Cơ bản đạt",
        "3|Tỷ lệ bao phủ bảo hiểm y tế|%|97|96,1|||Không đạt kế hoạch",
        "4|Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng|%|5|4,6|||Đạt",
        "5|Tỷ lệ đô thị hóa|%|50,6|51,2|||Đạt",
        "4|Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng|%|≤ 5|5,0|||Đạt",
        "4|Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng|%|giảm 0,3|4,6|||Đạt",
        "2|Tạo việc làm mới và tăng thêm việc làm|lao động|6.000|4.720|-21,33||Không đạt",
        "2|Tạo việc làm mới và tăng thêm việc làm|lao động|6.000|6.720|12||Vượt",
        "2|Tạo việc làm mới và tăng thêm việc làm|lao động|≥ 6.000|6.720|112||Vượt",
        "3|Tỷ lệ bao phủ bảo hiểm y tế|%|96|96,1|0,1||Vượt",
    ],
)  # fmt: skip
def test_a_row_that_may_be_right_is_left_alone(row: str) -> None:
    assert of_targets("- Không có gì.", row) == []


# --- deadlines ---

TASKS = "TT|Nhiệm vụ|Cơ quan chủ trì|Thời hạn, tiến độ"


def of_task(deadline: str, cell: str, name: str = TASK) -> list[Conflict]:
    body = (
        f"1. Chọn thủ tục hành chính để hướng dẫn.\n+ Thời hạn: 31/3/2026.\n2. {name}.\n"
        f"+ Cơ quan chủ trì tham mưu: Phòng Văn hóa - Xã hội xã.\n{deadline}\n3. Tổng kết đợt cao điểm."
    )
    rows = ("1|Chọn thủ tục hành chính để hướng dẫn|Trung tâm|31/3/2026", f"2|{TASK}|Phòng Văn hóa|{cell}")
    return found(body, TASKS, *rows)


@pytest.mark.parametrize(
    ('deadline', 'cell', 'spot'),
    [
        ("+ Thời hạn: 20/4/2026.", "30/4/2026", "20/4/2026"),
        ("+ Thời hạn: 20/4/2027.", "20/4/2026", "20/4/2027"),
        ("+ Thời hạn: 20/4/3026.", "20/4/2026", "20/4/3026"),
        ("+ Thời hạn hoàn thành: Trước ngày 20/5/2026.", "20/4/2026", "20/5/2026"),
        ("+ Thời gian thực hiện: Tháng 5/2026.", "Tháng 4/2026", "5/2026"),
    ],
)
def test_a_deadline_that_the_table_of_tasks_has_otherwise_is_told(
    deadline: str, cell: str, spot: str
) -> None:
    (conflict,) = of_task(deadline, cell)
    assert (conflict.code, conflict.level) == ('SL243', Level.LOI)
    assert conflict.spots[0].text == spot
    assert f"trong bảng là {conflict.spots[1].text}" in conflict.problem


@pytest.mark.parametrize(
    ('deadline', 'cell', 'name'),
    [
        ("+ Thời hạn: 20/4/2026.", "20/4/2026", TASK),
        ("+ Thời hạn: Ngày 20 tháng 4 năm 2026.", "20/4/2026", TASK),
        ("+ Thời hạn: 20/4/2026.", "Trước ngày 20/4", TASK),
        ("+ Thời hạn: 20/4/2026.", "Tháng 4/2026", TASK),
        ("+ Thời hạn: Từ ngày 04/5/2026 đến ngày 29/5/2026.", "29/5/2026", TASK),
        ("+ Tiến độ thực hiện: Trong đợt cao điểm.", "20/4/2026", TASK),
        ("+ Thời hạn: 20/5/2026.", "20/4/2026", "Tập huấn cho đoàn thanh niên các thôn"),
        ("+ Thời hạn báo cáo: 20/5/2026.", "20/4/2026", TASK),
        ("+ Thời hạn: 20/4/2026.", "Đã hoàn thành ngày 15/4/2026", TASK),
        ("+ Thời hạn: 20/5/2026 (gia hạn).", "20/4/2026", TASK),
        ("+ Sản phẩm: Báo cáo ngày 20/5/2026.", "20/4/2026", TASK),
    ],
)
def test_a_deadline_that_agrees_or_is_of_another_task_is_left_alone(
    deadline: str, cell: str, name: str
) -> None:
    assert of_task(deadline, cell, name) == []


# --- remainders ---


@pytest.mark.parametrize(
    ('text', 'level', 'said'),
    [
        (
            "Vốn đầu tư công giải ngân được 270,495/528,547 tỷ đồng, đạt 51,18%; còn 268,052 tỷ đồng phải giải ngân.",
            Level.LOI,
            "528,547 - 270,495 = 258,052, không phải 268,052 tỷ đồng.",
        ),
        (
            "Giải ngân 270,495/528,547 tỷ đồng, còn lại 258,051 tỷ đồng.",
            Level.CANH_BAO,
            "528,547 - 270,495 = 258,052, không phải 258,051 tỷ đồng.",
        ),
        ("Đã giải quyết 27/31 vụ, còn 06 vụ.", Level.LOI, "31 - 27 = 4, không phải 06 vụ."),
        ("Đã cấp 270/528 hộ, còn lại 285 hộ chưa cấp.", Level.LOI, "528 - 270 = 258, không phải 285 hộ"),
        (
            "Tổng vốn được giao 528,5 tỷ đồng, đã giải ngân 270,5 tỷ đồng, còn lại 285 tỷ đồng.",
            Level.LOI,
            "528,5 - 270,5 = 258, không phải 285 tỷ đồng.",
        ),
        (
            "Thu được 12/30 tỷ đồng tiền thuế, hiện còn 12 tỷ đồng đang khiếu nại.",
            Level.CANH_BAO,
            "30 - 12 = 18, không phải 12 tỷ đồng.",
        ),
        ("Có 15/20 xã đạt chuẩn, còn 06 xã chưa đạt chuẩn.", Level.LOI, "20 - 15 = 5, không phải 06 xã."),
        (
            "Giải quyết khiếu nại 15/18 vụ, tố cáo 12/13 vụ; tính chung 27/31 vụ.\nGiải quyết xong 05 vụ khiếu nại, tố cáo"
            " còn lại trong năm.",
            Level.CANH_BAO,
            "ghi còn lại 05 vụ, nhưng số đã nêu để lại: 18 - 15 = 3; 13 - 12 = 1; 31 - 27 = 4.",
        ),
    ],
)  # fmt: skip
def test_a_remainder_that_does_not_fit_is_told(text: str, level: Level, said: str) -> None:
    (conflict,) = found(text)
    assert conflict.level is level
    assert said in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Giải ngân được 270,495/528,547 tỷ đồng; còn 258,052 tỷ đồng phải giải ngân trong 3 tháng cuối năm.",
        "Giải ngân được 270,495/528,547 tỷ đồng; còn 258 tỷ đồng phải giải ngân.",
        "Giải ngân được 270,495/528,547 tỷ đồng; còn khoảng 260 tỷ đồng phải giải ngân.",
        "Giải ngân được 270,495/528,547 tỷ đồng; còn 12 dự án chưa khởi công.",
        "Giải ngân được 270,495/528,547 tỷ đồng; còn 120 tỷ đồng vốn kéo dài.",
        "Có 15/20 xã đạt chuẩn nông thôn mới, còn 2 xã nghèo đang được hỗ trợ.",
        "Thu hồi 12,5/30 ha, bàn giao 10/30 ha, còn 17,5 ha chưa thu hồi.",
        "Đã cấp giấy cho 120/150 hộ; năm trước còn 45 hộ chưa cấp.",
        "Giải quyết 27/31 vụ; tỷ lệ tồn đọng giảm còn 5%.",
        "Giải quyết 27/31 vụ; số vụ mới giảm còn 12 vụ.",
        "Giải quyết 27/31 vụ, còn 03 vụ đang giải quyết, 01 vụ quá hạn.",
        "Giải quyết khiếu nại 15/18 vụ, tố cáo 12/13 vụ, còn 04 vụ đang giải quyết.",
        "Giải ngân 270,5/528,5 tỷ đồng, trong đó vốn thành phố 168,9/352,5 tỷ đồng; còn lại 258 tỷ đồng.",
        "Hiện còn 14 bộ giải ngân dưới mức trung bình; đã giao 270/528 tỷ đồng.",
        "Mặc dù còn nhiều khó khăn, xã đã giải quyết 27/31 vụ và hoàn thành 15 chỉ tiêu.",
        "Tổng vốn 528,5 tỷ đồng, thanh toán 270,5 tỷ đồng, còn lại 258 tỷ đồng.",
        "Tổng thu 528,5 tỷ đồng, tổng chi 270,5 tỷ đồng; vốn còn lại 120 tỷ đồng của năm trước.",
        "Giải quyết khiếu nại 15/18 vụ, tố cáo 12/13 vụ; tính chung 27/31 vụ.\nGiải quyết xong 04 vụ khiếu nại, tố cáo còn lại"
        " trong năm.",
        "Giải quyết khiếu nại 15/18 vụ, tố cáo 12/13 vụ.\nGiải quyết 06 vụ khiếu nại, tố cáo còn lại của năm trước.",
    ],
)  # fmt: skip
def test_a_remainder_that_fits_or_is_of_something_else_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_remainder_of_counts_is_told_once_with_its_states() -> None:
    told = check(paper("Đã giải quyết 27/31 vụ việc, còn lại 06 vụ việc đang giải quyết."))
    assert len(told) == 1


# --- what is judged one by one ---


@pytest.mark.parametrize(
    'text',
    [
        "Trong 16 chỉ tiêu có 02 chỉ tiêu vượt kế hoạch, 01 chỉ tiêu đạt kế hoạch; còn 14 chỉ tiêu chưa nêu đánh giá.",
        "Trong 16 chỉ tiêu có 01 chỉ tiêu vượt kế hoạch, 02 chỉ tiêu đạt kế hoạch; còn 14 chỉ tiêu chưa nêu đánh giá.",
        "Trong 16 chỉ tiêu có 01 chỉ tiêu vượt kế hoạch, 01 chỉ tiêu đạt kế hoạch; còn 15 chỉ tiêu chưa nêu đánh giá.",
    ],
)
def test_targets_that_surpass_and_that_reach_their_plan_are_counted_apart(text: str) -> None:
    assert [(c.code, c.level) for c in check(paper(text))] == [('SL216', Level.CANH_BAO)]


def test_targets_that_no_reading_makes_the_whole_of_are_a_contradiction() -> None:
    text = "Trong 16 chỉ tiêu có 03 chỉ tiêu vượt kế hoạch, 02 chỉ tiêu đạt kế hoạch; còn 12 chỉ tiêu chưa nêu đánh giá."
    (conflict,) = check(paper(text))
    assert (conflict.code, conflict.level) == ('SL215', Level.LOI)
    assert "03 + 02 + 12 = 17, không phải 16" in conflict.problem
