"""Dates and periods out of order."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.order.ordered import check
from baocao.errors import Level
from baocao.prose import read_plain

SOURCES = Path(__file__).parents[2] / 'shared/seeds'
HEAD = "Tịnh Khê, ngày 15 tháng 3 năm 2023\n"


def _check(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'spot', 'shown'),
    [
        ("mở lớp từ ngày 20/9/2023 đến ngày 15/9/2023", '15/9/2023', "Từ 20/9/2023 đến 15/9/2023"),
        ("từ ngày 20/9/2023 - 15/9/2023", '15/9/2023', "Từ 20/9/2023 đến 15/9/2023"),
        ("từ ngày 20/9 đến hết ngày 15/9/2023", '15/9/2023', "Từ 20/9 đến 15/9/2023"),
        ("từ ngày 05 tháng 9 năm 2023 đến ngày 05 tháng 8 năm 2023", '05 tháng 8 năm 2023', "mốc sau đứng trước"),
        ("thực hiện từ tháng 10/2023 đến tháng 3/2023", '3/2023', "Từ 10/2023 đến 3/2023"),
        ("từ năm 2025 đến năm 2021", '2021', "Từ 2025 đến 2021"),
        ("giai đoạn 2025-2021", '2025-2021', "2025 sau 2021"),
        ("tổng kết năm học 2023 - 2022", '2023 - 2022', "2023 sau 2022"),
        ("năm học 2023-2023", '2023-2023', "cách nhau 0 năm"),
        ("tỷ trọng đạt 71-70%", '71-70%', "71 lớn hơn 70"),
        ("bố trí 5-3,5 tỷ đồng", '5-3,5', "5 lớn hơn 3,5"),
        ("Kế hoạch phát triển kinh tế - xã hội 5 năm 2021-2026", '5', "2021-2026 gồm 6 năm"),
        ("kế hoạch 05 năm (2021-2024) của thành phố", '05', "2021-2024 gồm 4 năm"),
        ("kế hoạch sử dụng đất 05 năm thời kỳ 2021-2035", '05', "2021-2035 gồm 15 năm"),
        ("thời kỳ 2021-2030, kế hoạch sử dụng đất kỳ đầu (2022-2025)", '2022-2025', "bắt đầu từ 2022"),
        ("giai đoạn 2020-2030, giai đoạn 1 từ năm 2021 đến năm 2025", '2021', "2020-2030 bắt đầu từ 2020"),
        ("Quy hoạch thời kỳ 2021-2030, tầm nhìn đến năm 2025", '2025', "không vượt quá"),
        ("Các giai đoạn: 2016-2020, 2021-2025, 2030-2026.", '2030-2026', "2030 sau 2026"),
        ("trong 03 ngày, từ ngày 10/6/2025 đến hết ngày 15/6/2025", '03', "là 6 ngày"),
        ("trong 03 tháng (từ tháng 01/2025 đến tháng 6/2025)", '03', "là 6 tháng"),
        ("giai đoạn 0021-2025", '0021-2025', "không thể là mốc năm"),
        ("họp tháng 02/3023", '02/3023', "không thể là mốc năm"),
        ("ngày 30/01/3024, từng cơ quan", '30/01/3024', "không thể là mốc năm"),
    ],
)  # fmt: skip
def test_what_runs_backwards_is_an_error(text: str, spot: str, shown: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL273', Level.LOI, spot)
    assert shown in conflict.problem


@pytest.mark.parametrize(
    ('text', 'spot', 'shown'),
    [
        ("+ Thời hạn: 31/3/3026.", '31/3/3026', "không thể là mốc thời gian"),
        ("từ ngày 01/02 đến ngày 15/01 năm 2023", '15/01', "Từ 01/02 đến 15/01"),
        ("từ ngày 20 đến ngày 15/9/2023", '15/9/2023', "Từ 20 đến 15/9/2023"),
        ("tỷ lệ từ 71 đến 70%", '71 đến 70%', "71 lớn hơn 70"),
        ("năm học 2021-2023", '2021-2023', "cách nhau 2 năm"),
        ("Quý I (trước ngày 30/6/2023)", '30/6/2023', "các tháng 1 đến 3"),
        ("Quý III năm 2023 (tháng 5/2023)", '5/2023', "các tháng 7 đến 9"),
        ("cuối năm 3023.", '3023', "không thể là mốc năm"),
        (HEAD + "Các đơn vị hoàn thành trước ngày 31/3/2022.", '31/3/2022', "đã qua khi ban hành văn bản (03/2023)"),
        (HEAD + "- Trước ngày 15/02/2023, xây dựng kế hoạch của mình.", '15/02/2023', "đã qua"),
        (HEAD + "Chậm nhất ngày 30/01/2023, từng cơ quan lập kế hoạch.", '30/01/2023', "đã qua"),
        (HEAD + "Gửi danh sách theo mẫu về xã trước ngày 20/4/2033.", '20/4/2033', "còn 10 năm nữa"),
        (HEAD + "Nhà máy dự kiến hoàn thành trong tháng 02/2023.", '02/2023', "còn dự kiến"),
        (HEAD + "Họp vào ngày 28/4/2033 tại hội trường.", '28/4/2033', "còn 10 năm nữa"),
        (HEAD + "Về nhiệm vụ năm 2033", '15 tháng 3 năm 2023', "nói về năm 2033"),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_is_a_doubt(text: str, spot: str, shown: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL274', Level.CANH_BAO, spot)
    assert shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "nhiệm kỳ 2020-2025",
        "Nghị quyết khóa XII nhiệm kỳ 2021 - 2026",
        "Chương trình hành động nhiệm kỳ 5 năm 2021-2026 của UBND",
        "năm học 2022-2023",
        "các năm học 2020-2023",
        "hai năm học 2021-2023",
        "kế hoạch 5 năm 2021-2025",
        "kế hoạch tài chính - ngân sách 3 năm 2024-2026",
        "tổng kết 10 năm (2013-2023) thực hiện Nghị quyết",
        "từ ngày 15/12 đến ngày 14/01 năm 2024",
        "từ ngày 15/12 đến ngày 14/01",
        "từ ngày 01/01/2023 đến ngày 31/12/2023",
        "từ tháng 3/2023 đến tháng 3/2023",
        "từ năm 2021 đến năm 2025",
        "giai đoạn 2021-2030, giai đoạn 1 từ năm 2021 đến năm 2025",
        "thời kỳ 2021-2030, tầm nhìn đến năm 2050",
        "giảm từ 7 đến 5%",
        "hỗ trợ từ 5-3 triệu đồng tùy loại hộ",
        "lớp 2007-2005 đã khám sức khỏe",
        "trong 05 ngày, từ ngày 10/6/2025 đến ngày 15/6/2025",
        "trong 06 ngày, từ ngày 10/6 đến ngày 15/6/2025",
        "trong 10 ngày làm việc, từ ngày 10/6/2025 đến ngày 24/6/2025",
        "thắng với tỷ số 5-3",
        "xây dựng 5-7 sản phẩm",
        "khoảng 1.200-1.500 người",
        "báo cáo Quý I (trước ngày 10/4/2023)",
        "Quý IV năm 2023 (trước ngày 15/01/2024)",
        "trong năm 3023 hộ thoát nghèo",
        HEAD + "Các dự án đã hoàn thành trước ngày 31/3/2022.",
        HEAD + "hồ sơ được trình trước ngày 31/12/2022",
        HEAD + "đất sử dụng trước ngày 15/10/1993",
        HEAD + "Giấy phép có giá trị đến ngày 31/12/2035.",
        HEAD + "hoàn thành trước ngày 30/4/2023",
        HEAD + "Về kết quả năm 2022",
        HEAD + "Trồng cây xanh giai đoạn 2023 - 2030\nNâng tỷ lệ đất cây xanh lên 5,0 m²/người vào năm 2030",
        HEAD + "Về trồng cây xanh\nI. MỤC TIÊU\nNâng tỷ lệ đất cây xanh lên 5,0 m²/người vào năm 2030",
        HEAD + "Quy hoạch chung đến năm 2040",
        HEAD + "Tổng kết 10 năm thi hành Luật Đất đai năm 2013",
        HEAD + "SỬA ĐỔI NGHỊ QUYẾT SỐ 09/2018/NQ-HĐND NGÀY 14 THÁNG 7 NĂM 2018",
        "Hoàn thành trước ngày 31/3/2022.",
    ],
)  # fmt: skip
def test_what_may_be_is_left_alone(text: str) -> None:
    assert not _check(text)


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not here')
@pytest.mark.parametrize('seed', ['000', '001', '002', '003', '004'])
def test_the_sources_run_forwards(seed: str) -> None:
    (file,) = SOURCES.glob(f'{seed}-*.txt')
    assert not _check(file.read_text(encoding='utf-8'))
