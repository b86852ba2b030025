"""Deadlines against what they are set for."""

from __future__ import annotations

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.order import due
from baocao.errors import Level
from baocao.prose import read_plain

DIRECTIVE = """ỦY BAN NHÂN DÂN
XÃ TỊNH KHÊ
Số: 02/CT-UBND
Tịnh Khê, ngày 19 tháng 01 năm 2023

CHỈ THỊ
Về nhiệm vụ, giải pháp chủ yếu thực hiện Kế hoạch phát triển kinh tế - xã hội năm 2023

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
"""
CAMPAIGN = """ỦY BAN NHÂN DÂN
XÃ TỊNH KHÊ
Số: 12/KH-UBND
Tịnh Khê, ngày 10 tháng 02 năm 2026

KẾ HOẠCH
Tổ chức đợt cao điểm hướng dẫn dịch vụ công trực tuyến năm 2026

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
"""
LETTER = """ỦY BAN NHÂN DÂN
XÃ TỊNH KHÊ
Số: 45/UBND-VHXH
V/v đăng ký người tham gia tập huấn
Tịnh Khê, ngày 05 tháng 3 năm 2026

Kính gửi: Các thôn.

"""
INVITATION = """ỦY BAN NHÂN DÂN
XÃ TỊNH KHÊ
Số: 45/GM-UBND
Tịnh Khê, ngày 15 tháng 4 năm 2026

GIẤY MỜI
Dự hội nghị triển khai đợt cao điểm

"""


def _check(text: str) -> list[Conflict]:
    return list(due.check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'spot', 'shown'),
    [
        ("Trước ngày 15/3/2023, gửi kế hoạch để tổng hợp, báo cáo tại phiên họp thường kỳ tháng 02/2023.",
         '15/3/2023', "sau phiên họp 02/2023"),
        ("Trước ngày 15/02/2024, gửi kế hoạch để báo cáo tại phiên họp tháng 02/2023.", '15/02/2024', "sau phiên họp"),
        ("Trước ngày 15/02/2023, gửi kế hoạch để báo cáo tại phiên họp thường kỳ tháng 12/2023.",
         '15/02/2023', "sớm hơn phiên họp 12/2023 10 tháng"),
        ("trước ngày 20/11/2024, gửi báo cáo để tổng hợp, trình phiên họp thường kỳ vào cuối năm 2023.",
         '20/11/2024', "sau phiên họp 2023"),
        ("trước ngày 20/11/2023, gửi báo cáo để tổng hợp, trình phiên họp cuối năm 2033.", '20/11/2023', "sớm hơn"),
        ("Gửi kết quả trước ngày 05/7/2026 để tổng hợp, báo cáo UBND xã trước ngày 15/6/2026.",
         '05/7/2026', "sau hạn tổng hợp, báo cáo 15/6/2026"),
        (DIRECTIVE + "- Chậm nhất ngày 30/01/2024, từng cơ quan ban hành kế hoạch của mình để thực hiện Chỉ thị này.",
         '30/01/2024', "văn bản của năm 2023"),
        (DIRECTIVE + "Trước ngày 15/02/2025, xây dựng, ban hành chương trình hành động.", '15/02/2025', "năm 2023"),
        (LETTER + "Gửi danh sách về Phòng Văn hóa - Xã hội trước ngày 20/3/2027.", '20/3/2027', "rất xa"),
        (CAMPAIGN + "Từ ngày 04/5/2026 đến hết ngày 29/5/2036, tại nhà văn hóa các thôn.", '29/5/2036', "ngày"),
        (CAMPAIGN + "Thời gian: từ ngày 04/5/2026 đến ngày 29/5/2027.", '29/5/2027', "391 ngày"),
        (CAMPAIGN + "Từ ngày 04/5/2026 đến hết ngày 29/6/2026.\nCác thôn gửi kết quả về xã trước ngày 05/6/2026.",
         '05/6/2026', "trước ngày kết thúc đợt 29/6/2026"),
        (CAMPAIGN + "Từ ngày 04/5/2026 đến hết ngày 29/5/2026.\nCác thôn gửi kết quả theo mẫu trước ngày 05/4/2026.",
         '05/4/2026', "trước ngày kết thúc đợt 29/5/2026"),
        (INVITATION + "Thời gian: 08 giờ 00 ngày 28/4/2027.", '28/4/2027', "còn rất xa"),
        (INVITATION + "Thời gian: 08 giờ 00 ngày 08/4/2026.", '08/4/2026', "đã qua"),
    ],
)  # fmt: skip
def test_a_deadline_that_does_not_serve_its_end_is_told(text: str, spot: str, shown: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL274', Level.CANH_BAO, spot)
    assert shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Trước ngày 15/02/2023, gửi kế hoạch để tổng hợp, báo cáo tại phiên họp thường kỳ tháng 02/2023.",
        "Trước ngày 15/02/2023, gửi kế hoạch để tổng hợp, báo cáo tại phiên họp thường kỳ tháng 3/2023.",
        "Trước ngày 25/12/2023, gửi báo cáo để trình phiên họp tháng 01/2024.",
        "trước ngày 20/11/2023, gửi báo cáo để tổng hợp, trình phiên họp thường kỳ vào cuối năm 2023.",
        "trước ngày 15/01/2023, gửi báo cáo để tổng hợp, trình phiên họp cuối năm 2023.",
        "Theo kết luận tại phiên họp tháng 01/2023, gửi báo cáo trước ngày 15/02/2023.",
        "Trước ngày 15/7/2023, hoàn thành các việc nêu tại thông báo kết luận phiên họp tháng 6/2023.",
        "Trước ngày 15/5/2023, gửi báo cáo lần 1; trước ngày 15/12/2023, báo cáo tại phiên họp tháng 12/2023.",
        "Gửi kết quả trước ngày 05/6/2026 để tổng hợp, báo cáo UBND xã trước ngày 15/6/2026.",
        "Gửi kết quả trước ngày 15/6/2026 để tổng hợp; lập danh sách trước ngày 05/6/2026.",
        "Báo cáo quý trước ngày 15/6/2026, báo cáo tháng trước ngày 05/6/2026.",
        DIRECTIVE + "- Chậm nhất ngày 30/01/2023, từng cơ quan ban hành kế hoạch của mình.",
        DIRECTIVE + "- Trước ngày 15/02/2024, xây dựng kế hoạch phát triển kinh tế - xã hội năm 2025.",
        DIRECTIVE + "- Trước ngày 31/01/2024, xây dựng kế hoạch tổ chức hội chợ.",
        DIRECTIVE + "- Trước ngày 31/3/2024, xây dựng kế hoạch trung hạn giai đoạn sau.",
        DIRECTIVE + "- Trước ngày 30/6/2024, hoàn thành công trình trường học.",
        DIRECTIVE + "- Trước ngày 15/01/2024, báo cáo kết quả thực hiện chỉ thị.",
        LETTER + "Gửi danh sách về Phòng Văn hóa - Xã hội trước ngày 20/3/2026.",
        LETTER + "Hoàn thành việc lắp đặt trước ngày 31/12/2027.",
        LETTER + "Gửi báo cáo kết quả trước ngày 15/3/2027.",
        CAMPAIGN + "Từ ngày 04/5/2026 đến hết ngày 29/5/2026, tại nhà văn hóa các thôn.",
        CAMPAIGN
        + "Từ ngày 04/5/2026 đến hết ngày 29/5/2026.\nCác thôn gửi kết quả về xã trước ngày 05/6/2026.",
        CAMPAIGN
        + "Từ ngày 04/5/2026 đến hết ngày 29/5/2026.\nBáo cáo kết quả chuẩn bị trước ngày 10/5/2026.",
        CAMPAIGN + "Từ ngày 04/5/2026 đến hết ngày 29/5/2026.\nBáo cáo kết quả định kỳ trước ngày 15/5/2026.",
        CAMPAIGN + "Từ ngày 04/5/2026 đến hết ngày 29/5/2026.\nGửi kết quả đăng ký trước ngày 10/4/2026.",
        CAMPAIGN + "Thực hiện dự án từ ngày 04/5/2026 đến ngày 31/12/2030.",
        INVITATION + "Thời gian: 08 giờ 00 ngày 28/4/2026.",
        INVITATION + "Thời gian: 08 giờ 00 ngày 15/4/2026.",
        INVITATION + "Nội dung: tổng kết từ ngày 01/01/2025.",
    ],
)
def test_deadlines_that_serve_their_end_are_left_alone(text: str) -> None:
    assert [c.problem for c in _check(text)] == []
