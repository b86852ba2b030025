"""Shares of a whole above 100%."""

from __future__ import annotations

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.ratios import beyond_whole
from baocao.errors import Level
from baocao.prose import read_plain


def _check(text: str) -> list[Conflict]:
    return list(beyond_whole.check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'spot'),
    [
        ("Tái công nhận 200% cơ sở y tế phường, xã đạt Bộ tiêu chí quốc gia.", '200%'),
        ("Bộ tiêu chí quốc gia về y tế xã được giữ vững ở 101% cơ sở y tế phường, xã.", '101%'),
        ("Cung cấp nước hợp vệ sinh cho 110% dân số nông thôn.", '110%'),
        ("Phấn đấu 105% hộ dân dùng nước sạch.", '105%'),
        ("Có 130% số xã, phường có bộ phận một cửa điện tử.", '130%'),
        ("Thu gom 101% chất thải rắn ở đô thị.", '101%'),
        ("Có 110% xã đạt chuẩn nông thôn mới.", '110%'),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 196,1%.", '196,1%'),
        ("tỷ lệ hộ nghèo còn 102,3%;", '102,3%'),
        ("Tỉ lệ che phủ rừng đạt 151%, giữ vững như năm trước", '151%'),
        ("Tỷ lệ người dân tham gia bảo hiểm y tế ước 195%", '195%'),
    ],
)
def test_no_share_of_a_whole_exceeds_it(text: str, spot: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL204', Level.CANH_BAO, spot)
    assert f"{spot} lớn hơn toàn bộ" in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Thu phí đạt 110% huyện giao, 104% xã khoán.",
        "Cung cấp nước hợp vệ sinh cho 100% dân số nông thôn.",
        "Thu ngân sách đạt 112% dự toán, bằng 103% so với cùng kỳ.",
        "Phát triển mới đạt 120% hộ tham gia bảo hiểm so với kế hoạch.",
        "Tốc độ tăng trưởng đạt 104,5%.",
        "Giá trị sản xuất bằng 107% năm trước.",
        "Tuyển quân đạt 101% chỉ tiêu.",
        "Tỷ lệ hộ nghèo giảm, đạt 120% kế hoạch.",
        "Tỷ lệ bao phủ bảo hiểm y tế đạt 96,1%, bằng 101% kế hoạch.",
        "Tỷ lệ bao phủ bảo hiểm y tế thực hiện đạt 102% chỉ tiêu giao.",
        "Tỷ lệ bao phủ bảo hiểm y tế tăng 105% so với năm 2020.",
        "Giải quyết 104% hồ sơ so với cùng kỳ.",
        "Huy động 102% trẻ 5 tuổi ra lớp.",
        "Công suất sử dụng giường bệnh đạt 115%.",
        "Tiếp nhận 104% đơn vị máu.",
        "Hỗ trợ bằng 150% mức của hộ nghèo.",
        "Số thu tăng 130% xã nộp vượt.",
        "Vận động vượt 120% hộ dân đăng ký.",
        "Kết nạp đạt 108% đảng viên mới.",
        "Phụ cấp bằng 200% cán bộ bán chuyên trách được hưởng.",
        "Tỷ lệ đô thị hóa đạt 45%; thu đạt 145% dự toán.",
        "Tỷ lệ hộ sử dụng điện 99,9%; sản lượng đạt 130%.",
    ],
)
def test_a_rate_of_something_else_may_exceed_one_hundred(text: str) -> None:
    assert _check(text) == []
