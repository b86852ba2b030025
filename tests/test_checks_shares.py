"""Shares that are said to make a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.shares import check
from baocao.errors import Level
from baocao.prose import read_plain

SOURCES = Path(__file__).parents[2] / 'shared/seeds'


def _found(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'spot', 'sum_shown'),
    [
        (
            "Cơ cấu kinh tế: Dịch vụ chiếm 49,73%; Công nghiệp - Xây dựng chiếm 41,62%; Nông nghiệp chiếm 8,75%.",
            '49,73%', "49,73 + 41,62 + 8,75 = 100,10%, không phải 100%",
        ),
        ("Tỷ trọng CN-XD 41,6%; TM-DV 49,7%; nông nghiệp 7,7%.", '41,6%', "= 99,0%"),
        (
            "Cơ cấu: dịch vụ tăng 8,13%, chiếm 49,73%; công nghiệp - xây dựng tăng 9,91%, chiếm 41,62%; nông nghiệp tăng"
            " 1,98%, chiếm 7,65%.",
            '49,73%', "= 99,00%",
        ),
        (
            "Xếp loại đảng viên: hoàn thành xuất sắc 18,2%, hoàn thành tốt 71,5%, hoàn thành 9,1%, không hoàn thành 2,2%.",
            '18,2%',
            "= 101,0%",
        ),
        ("Cơ cấu nguồn vốn: ngân sách 45%, doanh nghiệp 30%, Nhân dân đóng góp 35%.", '45%', "= 110%"),
        ("Tỷ trọng ba khu vực lần lượt là 24,15%, 38,60% và 36,25%.", '24,15%', "= 99,00%"),
        ("Kết quả: rất hài lòng 61,5%, hài lòng 33,2%, chưa hài lòng 4,3% tổng số phiếu.", '61,5%', "= 99,0%"),
        ("Dân số thành thị chiếm 35%, nông thôn chiếm 66%.", '35%', "= 101%"),
        (
            "Cơ cấu kinh tế chuyển dịch như sau:\n- Dịch vụ: 49,73%;\n- Công nghiệp, xây dựng: 41,62%;\n"
            "- Nông, lâm, thủy sản: 8,05%.",
            '49,73%', "= 99,40%",
        ),
        (
            "Cơ cấu năm 2022: dịch vụ chiếm 48%, công nghiệp - xây dựng chiếm 42%, nông nghiệp chiếm 10%; năm 2023: dịch"
            " vụ chiếm 49%, công nghiệp - xây dựng chiếm 42%, nông nghiệp chiếm 7%.",
            '49%', "49 + 42 + 7 = 98%",
        ),
    ],
)  # fmt: skip
def test_shares_of_the_whole_that_do_not_make_100_are_an_error(text: str, spot: str, sum_shown: str) -> None:
    (conflict,) = _found(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL221', Level.LOI, spot)
    assert sum_shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Cơ cấu kinh tế: Dịch vụ chiếm 49,73%; Công nghiệp - Xây dựng chiếm 41,62%; Nông nghiệp chiếm 8,65%.",
        "Cơ cấu kinh tế: dịch vụ chiếm 33,3%; công nghiệp - xây dựng chiếm 33,3%; nông nghiệp chiếm 33,3%.",
        "Tỷ trọng khu vực công nghiệp - xây dựng chiếm 56,34%, khu vực dịch vụ và thuế sản phẩm chiếm 31,31% và khu vực"
        " nông, lâm nghiệp, thủy sản chiếm 12,35%.",
        # growth, rates of the plan, shares of different wholes
        "Tốc độ tăng trưởng 8,31% (trong đó: Dịch vụ là 8,13%; Công nghiệp - Xây dựng là 9,91%; Nông nghiệp là 1,98%).",
        "Cơ cấu kinh tế chuyển dịch tích cực; dịch vụ tăng 8%; công nghiệp - xây dựng tăng 9%; nông nghiệp tăng 2%.",
        "Cơ cấu: dịch vụ đạt 95,38% KH; công nghiệp - xây dựng đạt 98,75% KH; nông nghiệp đạt 100,45% KH.",
        "Hộ nghèo chiếm 3,14%; hộ cận nghèo chiếm 2,27%.",
        "Lao động nữ chiếm 45%; hộ nghèo chiếm 2%.",
        # no whole
        # two structures in one sentence
        "Cơ cấu lao động: nông nghiệp 38,4%, công nghiệp - xây dựng 31,7%, dịch vụ 29,9%; cơ cấu theo trình độ: đại học"
        " 12,5%, cao đẳng, trung cấp 18%, sơ cấp 23%, chưa qua đào tạo 46,5%.",
        "Xếp loại đảng viên: hoàn thành xuất sắc 18,2%, hoàn thành tốt 71,5%, hoàn thành 9,1%, không hoàn thành 1,2%.",
        "Cơ cấu cây trồng chủ yếu: lúa 60%, ngô 20%, lạc 10%.",
        "Cơ cấu cây trồng: lúa 60%, ngô 20%, lạc 10% và các cây khác.",
        "Dịch vụ chiếm 49,73%; công nghiệp - xây dựng chiếm 41,62%.",
        "Dịch vụ chiếm 49%; công nghiệp chế biến chiếm 20%; nông nghiệp chiếm 8%.",
        "Cơ cấu GRDP: nông nghiệp chiếm 10%; công nghiệp - xây dựng chiếm 40%; dịch vụ chiếm 42%.",
        "Tỷ trọng công nghiệp - xây dựng, dịch vụ trong GRDP chiếm khoảng 70-71%, trong đó, công nghiệp - xây dựng chiếm"
        " khoảng 43-44%.",
        "Cơ cấu kinh tế: dịch vụ chiếm khoảng 50%; công nghiệp - xây dựng chiếm 41%; nông nghiệp chiếm 8%.",
        "Cơ cấu kinh tế: dịch vụ chiếm 50-51%; công nghiệp - xây dựng chiếm 41%; nông nghiệp chiếm 8%.",
    ],
)  # fmt: skip
def test_what_makes_100_or_no_whole_is_left_alone(text: str) -> None:
    assert _found(text) == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not at hand')
@pytest.mark.parametrize('path', sorted(SOURCES.glob('*.txt')), ids=lambda p: p.name)
def test_the_shares_of_the_source_papers_make_100(path: Path) -> None:
    assert _found(path.read_text(encoding='utf-8')) == []
