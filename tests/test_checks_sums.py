"""Parts against their total, in sentences, lists, notes and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.sums.totals import check
from baocao.errors import Level
from baocao.prose import Cell, Kind, Passage, Prose, read_plain
from baocao.prose.plain import Line

SOURCES = Path(__file__).parents[2] / 'shared/seeds'

NOTE = (
    "Tổng kế hoạch vốn năm 2023 là {total} tỷ đồng, bố trí cho {count} danh mục dự án. Đến cuối năm đã giải ngân"
    " {done}/{plan} tỷ đồng², đạt 75,04% KHV. Trong năm duyệt quyết toán 50 dự án.\n"
    "² Trong đó: - Vốn ngân sách tỉnh: kế hoạch giao 6,4 tỷ đồng cho 03 dự án, giải ngân 6,4/6,4 tỷ đồng, đạt 100%.\n"
    "- Vốn ngân sách thành phố: {city} tỷ đồng cho 300 dự án, giải ngân 240,672/352,542 tỷ đồng, đạt 68,27%\n"
    "- Vốn hỗ trợ: 169,605 tỷ đồng (phân bổ 39 dự án, gồm: 02 dự án quy hoạch, 03 cho các dự án chuyển tiếp, 03 dự án"
    " khởi công mới và 31 dự án khác), giải ngân 149,545/169,605 tỷ đồng, đạt 88,17%."
)


def _note(**changed: str) -> str:
    given = {'total': '528,547', 'count': '342', 'done': '396,617', 'plan': '528,547', 'city': '352,542'}
    return NOTE.format(**given | changed)


def _found(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'code', 'spot', 'sum_shown'),
    [
        # a list that covers the whole
        ("Có 39 dự án, gồm: 02 dự án quy hoạch, 03 dự án chuyển tiếp và 35 dự án mới.", 'SL211', '39', "= 40"),
        ("Thành phố có 37 sản phẩm OCOP (gồm: 03 sản phẩm đạt 04 sao và 33 sản phẩm đạt 03 sao).", 'SL211', '37', "= 36"),
        ("Tổng vốn 100 tỷ đồng, bao gồm: vốn tỉnh 60 tỷ đồng; vốn huyện 45 tỷ đồng.", 'SL211', '100', "60 + 45 = 105"),
        ("Tổng vốn 1,2 tỷ đồng, gồm vốn tỉnh 900 triệu đồng và vốn xã 400 triệu đồng.", 'SL211', '1,2', "= 1.300"),
        ("Có 20 hộ được hỗ trợ, chia ra: 12 hộ nghèo, 9 hộ cận nghèo.", 'SL211', '20', "12 + 9 = 21, không phải 20"),
        (
            "Xử lý 50 hồ sơ, trong đó giải quyết 30 hồ sơ; chuyển đi 12 hồ sơ; còn lại 9 hồ sơ trả lại.",
            'SL211', '50', "30 + 12 + 9 = 51",
        ),
        ("Đoàn có 45 người, gồm 28 nam và 16 nữ.", 'SL211', '45', "28 + 16 = 44, không phải 45 người"),
        ("Xã có 05 trường học, gồm 02 trường mầm non, 02 trường tiểu học và 02 trường THCS.", 'SL211', '05', "= 6"),
        ("Đã mở 06 cuộc kiểm tra: 04 cuộc đã kết luận, 03 cuộc đang dự thảo, 01 cuộc đang làm.", 'SL211', '06', "= 8"),
        ("Số danh mục dự án là 342, gồm 05 dự án tỉnh, 298 dự án huyện và 38 dự án xã.", 'SL211', '342', "= 341"),
        ("Có 250 hộ thoát nghèo, gồm 120 hộ ở phường và 150 hộ ở xã, trong đó 15 hộ chính sách.", 'SL211', '250', "= 270"),
        ("Có 04 đoàn kiểm tra, gồm 02 đoàn của tỉnh, 03 đoàn liên ngành, kiểm tra 15 đơn vị.", 'SL211', '04', "= 5"),
        (
            "Dư nợ 4.463 tỷ đồng; trong đó ngắn hạn 2.100 tỷ đồng, chiếm 45,2%; dài hạn 2.543 tỷ đồng, chiếm 54,8%.",
            'SL211', '4.463', "2.100 + 2.543 = 4.643",
        ),
        # parts that are known to make the whole
        (
            "Giá trị sản xuất ước 40.937 tỷ đồng, đạt 97,47% KH. Trong đó: Thương mại – dịch vụ 16.480 tỷ đồng, đạt"
            " 95,38% KH; công nghiệp – xây dựng 21.784 tỷ đồng; nông nghiệp ước 2.763 tỷ đồng.",
            'SL211', '40.937', "16.480 + 21.784 + 2.763 = 41.027",
        ),
        ("Có 52 đảng viên mới, trong đó 30 đảng viên chính thức và 21 đảng viên dự bị.", 'SL211', '52', "= 51"),
        ("Đã giải quyết 643 hồ sơ; trong đó đúng hạn 635 hồ sơ, quá hạn 7 hồ sơ.", 'SL211', '643', "= 642"),
        ("Có 37 sản phẩm (trong đó: 13 sản phẩm đạt 4 sao và 34 sản phẩm đạt 3 sao).", 'SL211', '37', "= 47"),
        # one part is larger than the whole
        ("Chi 528 tỷ đồng, trong đó vốn tỉnh 600 tỷ đồng.", 'SL212', '600', "lớn hơn tổng 528"),
        # items below a line
        (
            "Tổng kinh phí 950 triệu đồng, gồm:\n- Ngân sách tỉnh: 500 triệu đồng;\n- Ngân sách xã: 350 triệu đồng;\n"
            "+ Năm 2023: 100 triệu đồng;\n- Xã hội hóa: 110 triệu đồng.\nTổ chức thực hiện.",
            'SL211', '950', "500 + 350 + 110 = 960",
        ),
        # a note whose capital proves that it covers the whole
        (_note(count='343'), 'SL211', '343', "03 + 300 + 39 = 342, không phải 343"),
        (_note(done='396,671'), 'SL211', '396,671/528,547', "6,4 + 240,672 + 149,545 = 396,617"),
        (_note(total='538,547'), 'SL211', '538,547', "= 528,547"),
        (_note(city='353,542'), 'SL211', '528,547', "6,4 + 353,542 + 169,605 = 529,547"),
        # states
        ("Tổng số: 361 nhiệm vụ; đã hoàn thành 277 nhiệm vụ; đang thực hiện 74 nhiệm vụ.", 'SL215', '361', "= 351"),
        (
            "Trong 16 chỉ tiêu chủ yếu có 12 chỉ tiêu đạt kế hoạch đề ra và 02 chỉ tiêu không đạt (cụ thể: thu NSNN).",
            'SL215', '16', "12 + 02 = 14, không phải 16 chỉ tiêu (2 chưa được nêu)",
        ),
        ("Trong 16 chỉ tiêu có 17 chỉ tiêu đạt kế hoạch, 02 chỉ tiêu không đạt.", 'SL215', '16', "= 19"),
        ("Đã hoàn thành 277/361 nhiệm vụ, còn 94 nhiệm vụ đang thực hiện.", 'SL215', '277/361', "277 + 94 = 371"),
        ("Có 77 đơn thuộc thẩm quyền; đã giải quyết 66 đơn, còn 12 đơn đang giải quyết.", 'SL215', '77', "= 78"),
        ("Tỉnh giao 25 nhiệm vụ; đã hoàn thành 20 nhiệm vụ, đang thực hiện 3 nhiệm vụ.", 'SL215', '25', "= 23"),
        ("Trong 17 chỉ tiêu có 14 chỉ tiêu đạt; 2 chỉ tiêu không đạt là chỉ tiêu 1 và chỉ tiêu 5.", 'SL215', '17', "= 16"),
        # a product, of which the factors are no parts
        (
            "Kinh phí 550 triệu đồng, gồm: hỗ trợ 60 người x 4,2 triệu đồng = 252 triệu đồng; in ấn 288 triệu đồng.",
            'SL211', '550', "252 + 288 = 540",
        ),
        # pairs
        (
            "Giải quyết khiếu nại 22/23 vụ đạt 95,65%; tố cáo 16/16 vụ (tổng tỷ lệ giải quyết khiếu nại, tố cáo 36/39"
            " vụ, đạt 92,3%); phản ánh 245/269 vụ.",
            'SL213', '36/39', "22 + 16 = 38, không phải 36",
        ),
        (
            "Giải quyết khiếu nại, tố cáo 38/40 vụ, trong đó khiếu nại 22/23 vụ, tố cáo 16/16 vụ.",
            'SL213', '38/40', "23 + 16 = 39, không phải 40",
        ),
    ],
)  # fmt: skip
def test_parts_that_do_not_make_their_total_are_an_error(
    text: str, code: str, spot: str, sum_shown: str
) -> None:
    (conflict,) = _found(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == (code, Level.LOI, spot)
    assert sum_shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        _note(),
        # they add up
        "Có 39 dự án, gồm: 02 dự án quy hoạch, 03 dự án chuyển tiếp và 34 dự án mới.",
        "Tổng vốn 1,3 tỷ đồng, gồm vốn tỉnh 900 triệu đồng và vốn xã 400 triệu đồng.",
        "Tổng vốn 100 tỷ đồng, giải ngân 60 tỷ đồng; trong đó: vốn tỉnh 70 tỷ đồng, giải ngân 40 tỷ đồng; vốn huyện"
        " 30 tỷ đồng, giải ngân 20 tỷ đồng.",
        "Có 41 trường. Trong đó, 18 trường mầm non, gồm 9 trường mới, 3 trường mức 1 và 6 trường mức 2; 23 trường"
        " tiểu học, gồm 14 trường mức 1, 9 trường mức 2.",
        "Tổng số 582 dự án; trong đó: 40 dự án nước ngoài với vốn 573,6 triệu USD và 542 dự án trong nước.",
        # a selection
        "Tổng thu 592,642 tỷ đồng (trong đó thu nội địa 295 tỷ đồng).",
        "Có 361 nhiệm vụ, trong đó 200 nhiệm vụ đúng tiến độ, 20 nhiệm vụ phát sinh.",
        "Hoàn thành 35 xã nông thôn mới (bao gồm 05 xã thuộc huyện Cát Hải).",
        "Có 5.343/8.267 xã đạt chuẩn, trong đó có 351 xã nâng cao và 38 xã kiểu mẫu.",
        "Cả nước có 12 tỉnh, gồm: Hải Phòng, Hưng Yên; có 4 tỉnh được công nhận.",
        "Thành lập 5 tổ, gồm Tổ trưởng, 02 tổ phó và 03 thành viên.",
        # different units
        "Triển khai 05 cuộc thanh tra; đã ban hành 01 kết luận thanh tra; dự thảo 03 kết luận thanh tra.",
        "Mở 05 cuộc thanh tra, trong đó 01 kết luận thanh tra đã ban hành, 03 kết luận thanh tra được hoàn chỉnh và 01"
        " cuộc đang dự thảo báo cáo.",
        "Mở 26 cuộc thanh tra, trong đó 20 cuộc theo kế hoạch, 02 cuộc đột xuất và phát hiện 5 vi phạm.",
        "Tổ chức 05 lớp tập huấn, gồm 200 học viên và 30 cán bộ.",
        "Có 61 tỉnh công nhận 4.847 sản phẩm đạt 3 sao. Trong đó, 62,2% sản phẩm 3 sao, 36,1% sản phẩm 4 sao.",
        # not the whole of what stands before
        "Thu hút 8 đoàn gồm 178 người; tăng 20 dự án so với năm trước, trong đó 45 dự án khởi công.",
        "Tổng vốn 100 tỷ đồng, giải ngân 60 tỷ đồng; trong đó: vốn tỉnh 70 tỷ đồng; vốn huyện 30 tỷ đồng.",
        "Thu 12.221 tỷ đồng, đạt 51,8% (kế hoạch 23.600 tỷ đồng).",
        "Tổng vốn 100 tỷ đồng (chưa bao gồm vốn xã 20 tỷ đồng, vốn khác 90 tỷ đồng).",
        "Có 39 dự án gồm 05 dự án A và 34 dự án B; phê duyệt quyết toán 50 dự án hoàn thành.",
        "Có 10 dự án, gồm 05 dự án A, trong đó 02 dự án mới, 03 dự án cũ và 05 dự án B.",
        "Tổng sản phẩm (GRDP) 100.000 tỷ đồng, trong đó: nông nghiệp 10.000 tỷ đồng; công nghiệp - xây dựng 40.000 tỷ"
        " đồng; dịch vụ 42.000 tỷ đồng.",
        "Kinh phí 500 triệu đồng, gồm thiết bị 320 triệu đồng, tập huấn 120 triệu đồng và các khoản khác.",
        "Ngập 28.648 ha lúa, gồm xã A 182,2 ha, xã B 12.636 ha, xã C 5.775 ha và xã D 10.055 ha.",
        "Phạm pháp hình sự xảy ra 04 vụ², giảm 01 vụ.\n² Tháng 10/2025 xảy ra 05 vụ; tháng 11/2024 xảy ra 06 vụ.",
        # inexact
        "Khoảng 100 hộ, gồm 60 hộ nghèo và 45 hộ cận nghèo.",
        "Có 100 hộ, gồm gần 60 hộ nghèo và 45 hộ cận nghèo.",
        # states
        "Tổng số: 361 nhiệm vụ; hoàn thành 277 nhiệm vụ; đang thực hiện và dự kiến hoàn thành trong tháng 12/2023 là"
        " 84 nhiệm vụ.",
        "Trong 16 chỉ tiêu có 12 chỉ tiêu đạt, 02 chỉ tiêu không đạt, còn 02 chỉ tiêu chưa nêu đánh giá.",
        "Trong 16 chỉ tiêu có 12 chỉ tiêu đạt và 02 chỉ tiêu không đạt. Còn 02 chỉ tiêu chưa có số liệu.",
        "Trong 16 chỉ tiêu có 14 chỉ tiêu đạt và vượt (trong đó 5 chỉ tiêu vượt), 02 chỉ tiêu không đạt.",
        "Trong 16 chỉ tiêu có 14 chỉ tiêu đạt, trong đó 5 chỉ tiêu vượt; 02 chỉ tiêu không đạt.",
        "Trong 16 chỉ tiêu có 09 chỉ tiêu đạt, 05 chỉ tiêu vượt và 02 chỉ tiêu không đạt.",
        "Có 690 nhiệm vụ, trong đó đã hoàn thành 348 nhiệm vụ, chưa hoàn thành 39 nhiệm vụ, thực hiện thường xuyên 119"
        " nhiệm vụ, đang triển khai 184 nhiệm vụ.",
        "Hoàn thành 12/14 chỉ tiêu, 1 chỉ tiêu cơ bản hoàn thành, 1 chỉ tiêu chưa hoàn thành.",
        "Trong 10 xã, có 5 xã đạt chuẩn, 2 xã chưa đạt tiêu chí môi trường.",
        "Hoàn thành 277/361 nhiệm vụ, trong đó còn 5 nhiệm vụ đang chờ nghiệm thu.",
        "Trong 5 nhiệm vụ trọng tâm, có việc chậm; cả năm hoàn thành 277 nhiệm vụ, đang thực hiện 84 nhiệm vụ.",
        "Tiếp nhận 100 đơn, trong đó 77 đơn thuộc thẩm quyền; đã giải quyết 66 đơn, còn 11 đơn đang giải quyết.",
        "Có 77 đơn thuộc thẩm quyền; đã giải quyết 66 đơn, còn 11 đơn đang giải quyết.",
        # a surplus behind a deficit
        "Số còn dư 732,6 triệu đồng, trong đó 08 đơn vị còn dư 1.012,9 triệu đồng và 03 đơn vị còn thiếu 280,3 triệu đồng.",
        # a class that is named by its rate
        "Có 30.000 lượt, gồm miễn học phí 12.000 lượt, giảm 70% là 4.500 lượt, giảm 50% là 1.500 lượt và hỗ trợ 12.000 lượt.",
        # pairs
        "Khiếu nại 22/23 vụ; tố cáo 16/16 vụ (tổng khiếu nại, tố cáo 38/39 vụ); phản ánh 245/269 vụ.",
        "Khiếu nại 22/23 vụ; tố cáo 16/16 vụ; phản ánh 245/269 vụ.",
        "Sử dụng 106/112 biên chế hành chính, 40/45 biên chế sự nghiệp, tổng kinh phí 12/15 tỷ đồng.",
    ],
)  # fmt: skip
def test_what_adds_up_or_is_no_whole_is_left_alone(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ('text', 'spot', 'said'),
    [
        ("Tổng vốn 100,5 tỷ đồng, gồm vốn tỉnh 33,4 tỷ đồng, vốn huyện 33,5 tỷ đồng, vốn xã 33,5 tỷ đồng.", '100,5', "làm tròn"),
        ("Có 37 sản phẩm (trong đó: 03 sản phẩm 4 sao và 24 sản phẩm 3 sao).", '37', "03 + 24 = 27"),
        ("Đã mở 09 cuộc kiểm tra: 04 cuộc đã kết luận, 03 cuộc đang dự thảo, 01 cuộc đang làm.", '09', "= 8"),
        (
            "Mở 06 cuộc thanh tra, trong đó 01 kết luận thanh tra đã ban hành, 03 kết luận thanh tra được hoàn chỉnh và"
            " 01 cuộc đang dự thảo báo cáo.",
            '06', "01 + 03 + 01 = 5",
        ),
        ("Cho vay 100 hộ, trong đó 60 hộ nghèo và 50 hộ dân tộc thiểu số.", '100', "lớn hơn tổng"),
        ("Có 39 dự án, gồm 05 dự án A, 03 dự án B, 03 dự án C và 31 dự án D.", '39', "= 42"),
        (
            "Giá trị 40.937 tỷ đồng, đạt 79,47% kế hoạch. Trong đó: dịch vụ 16.480 tỷ đồng, đạt 95,38% kế hoạch; công"
            " nghiệp - xây dựng 21.784 tỷ đồng, đạt 98,75% kế hoạch; nông nghiệp 2.673 tỷ đồng, đạt 100,45% kế hoạch.",
            '79,47', "khoảng 41.999, của tổng khoảng 51.513",
        ),
        ("Khiếu nại 22/23 vụ, tố cáo 16/16 vụ, tổng cộng 39/39 vụ.", '39/39', "22 + 16 = 38, không phải 39"),
        ("Đã hoàn thành 277/361 nhiệm vụ; 80 nhiệm vụ đang thực hiện.", '277/361', "= 357"),
        ("Cả tỉnh có 18 nhà sập (xã A 12 nhà, xã B 8 nhà).", '18', "12 + 8 = 20"),
    ],
)  # fmt: skip
def test_a_doubt_is_a_warning(text: str, spot: str, said: str) -> None:
    (conflict,) = _found(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL216', Level.CANH_BAO, spot)
    assert said in conflict.problem


def test_the_share_said_of_a_part_is_that_of_the_total_which_the_parts_make() -> None:
    text = "Tổng vốn 6.319 tỷ đồng, gồm vốn nhà nước 1.250 tỷ đồng, chiếm {}%; vốn ngoài nhà nước 5.069 tỷ đồng, chiếm 80,2%."
    assert _found(text.format("19,8")) == []
    (conflict,) = _found(text.format("18,9"))
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL201', Level.LOI, '18,9')
    assert "1.250/6.319 = 19,8%, không phải 18,9%" in conflict.problem


BUDGET = """1. Tổng vốn năm 2024: 776.880 triệu đồng
Bao gồm:
1.1. Vốn cân đối địa phương: 643.780 triệu đồng
a. Vốn xây dựng tập trung: 343.780 triệu đồng
b. Vốn từ tiền sử dụng đất: 300.000 triệu đồng
1.2. Vốn trung ương hỗ trợ: 133.100 triệu đồng
- Chương trình mục tiêu: 38.100 triệu đồng
- Hỗ trợ theo mục tiêu: 95.000 triệu đồng
Điều 2. Tổ chức thực hiện."""


def test_an_outline_of_a_budget_is_summed_level_by_level() -> None:
    assert _found(BUDGET) == []
    (conflict,) = _found(BUDGET.replace('95.000', '96.000'))
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL211', Level.LOI, '133.100')
    assert "38.100 + 96.000 = 134.100, không phải 133.100 triệu đồng" in conflict.problem
    assert [c.spots[0].text for c in _found(BUDGET.replace('643.780', '653.780'))] == ['776.880', '653.780']


def test_an_outline_in_which_nothing_adds_up_is_left_alone() -> None:
    selection = "Tổng thu: 500 tỷ đồng\n- Thu đất: 100 tỷ đồng\n+ Xã A: 20 tỷ đồng\n+ Xã B: 30 tỷ đồng"
    assert _found(selection) == []


def table(*rows: str) -> list[Conflict]:
    """What is found in a table of one head row, its cells parted by bars."""
    passages = []
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split('|')):
            cell = Cell(0, row, column, head=row == 0)
            passages.append(Passage(text.strip(), Line('x.txt', row + 1, line), Kind.CELL, cell=cell))
    return list(check(Paper(Prose('x.txt', tuple(passages)))))


HEAD = "TT | Nguồn vốn | Kế hoạch | Giải ngân | Tỷ lệ (%)"


def test_a_column_is_held_to_its_total_where_another_column_proves_the_rows() -> None:
    (conflict,) = table(
        HEAD,
        "1 | Vốn tỉnh | 100,5 | 80,2 | 79,8",
        "2 | Vốn huyện | 50 | 45 | 90",
        "3 | Vốn xã | - | 5 | ",
        " | Tổng cộng | 150,5 | 131,2 | 87,2",
    )
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL214', Level.LOI, '131,2')
    assert "80,2 + 45 + 5 = 130,2, không phải 131,2" in conflict.problem


def test_a_column_that_its_head_gives_as_a_sum_is_reckoned_row_by_row() -> None:
    rows = (
        "Xã | Tổng số | Nam | Nữ",
        "1 | 2=3+4 | 3 | 4",
        "A | 45 | 28 | 17",
        "B | 30 | 30 | -",
        "C | 31 | 12 | 18",
    )
    (conflict,) = table(*rows)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL214', Level.LOI, '31')
    assert "12 + 18 = 30, không phải 31" in conflict.problem
    assert table(*rows[:2], "A | 45 | 28 | 16", "B | 31 | 12 | 18") == []


def test_a_single_column_that_misses_its_total_is_a_doubt() -> None:
    rows = ("TT | Xã | Số hộ", "1 | A | 1.204", "2 | B | 986", "3 | C | 1.377", "Tổng cộng | | 3.657")
    (conflict,) = table(*rows)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL216', Level.CANH_BAO, '3.657')
    assert "3.567, không phải 3.657" in conflict.problem


QUOTED = (
    "TT | Hàng hóa | Thành tiền",
    "1 | Máy in | 31.950.000",
    "2 | Bàn | 27.500.000",
    " | Cộng | 59.450.000",
    " | Thuế GTGT 8% | 4.756.000",
)


def test_a_tax_between_the_sum_and_the_total_is_added() -> None:
    assert table(*QUOTED, " | Tổng cộng (đã bao gồm thuế GTGT) | 64.206.000") == []
    (conflict,) = table(*QUOTED, " | Tổng cộng (đã bao gồm thuế GTGT) | 64.026.000")
    assert (conflict.code, conflict.spots[0].text) == ('SL216', '64.026.000')
    assert "64.206.000, không phải 64.026.000" in conflict.problem


def test_a_row_without_a_number_that_may_be_taken_off_leaves_the_total_open() -> None:
    assert table(*QUOTED[:4], " | Chiết khấu 2% | 1.189.000", " | Tổng cộng | 58.261.000") == []


def test_a_row_that_tells_of_which_is_no_part_of_a_single_column() -> None:
    rows = ("TT | Xã | Số hộ", "1 | A | 204", "2 | B | 186", " | Trong đó: hộ mới | 60", " | Tổng cộng | 390")
    assert table(*rows) == []


def test_groups_under_roman_numbers_are_summed_and_their_members_under_them() -> None:
    rows = [
        "TT | Chỉ tiêu | Số hộ | Số người",
        " | TỔNG SỐ | 300 | 1.200",
        "I | Phường | 120 | 500",
        "1 | Phường A | 70 | 300",
        "2 | Phường B | 50 | 200",
        "II | Xã | 180 | 700",
        "1 | Xã C | 100 | 400",
        "2 | Xã D | 80 | 310",
    ]
    (conflict,) = table(*rows)
    assert (conflict.spots[0].text, conflict.code) == ('700', 'SL214')
    assert "400 + 310 = 710" in conflict.problem
    assert table(*rows[:-1], "2 | Xã D | 80 | 300") == []


def test_a_column_of_amounts_of_one_year_is_added() -> None:
    rows = (
        "TT | Nội dung | Dự toán năm 2025 | Năm 2026",
        "I | Chi | 5.230 | {}",
        "1 | A | 2.950 | 3.108",
        "2 | B | 2.280 | 2.340",
    )
    assert table(*(r.format('5.448') for r in rows)) == []
    (conflict,) = table(*(r.format('5.484') for r in rows))
    assert (conflict.code, conflict.spots[0].text) == ('SL214', '5.484')


@pytest.mark.parametrize(
    'rows',
    [
        (
            "TT | Cầu | Chiều dài | Năm xây",
            "1 | A | 120 | 1998",
            "2 | B | 80 | 2001",
            " | Tổng số | 200 | 2025",
        ),
        # averages, rates, years; a single column proves nothing; words among the numbers
        (
            "TT | Xã | Số hộ | Thu nhập bình quân",
            "1 | A | 120 | 50",
            "2 | B | 80 | 60",
            " | Tổng số | 200 | 54",
        ),
        ("TT | Xã | Số hộ | Diện tích", "1 | A | 120 | 1,5", "2 | B | 80 | 2,5", " | Cộng | 200 | 2,1"),
        ("TT | Xã | Số hộ", "1 | A | 120", "2 | B | 80", " | Tổng số | 200"),
        ("Xã | Số hộ", "A | 120", "B | 80", "Tổng số | 210"),
        ("TT | Xã | Số hộ | Số tổ", "1 | A | 120 | 3", "2 | B | 80 | chưa có", " | Tổng số | 200 | 9"),
        (
            "TT | Xã | A | B | C | D",
            "1 | A | 0 | 0 | 0 | 5",
            "2 | B | 0 | 0 | 0 | 9",
            " | Tổng số | 0 | 0 | 0 | 15",
        ),
        ("TT | Xã | Vốn | Chi", "1 | A | 33,4 | 20", "2 | B | 33,4 | 25", " | Tổng số | 66,9 | 45"),
    ],
)
def test_columns_that_are_not_added_are_left_alone(rows: tuple[str, ...]) -> None:
    assert table(*rows) == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not at hand')
@pytest.mark.parametrize('path', sorted(SOURCES.glob('*.txt')), ids=lambda p: p.name)
def test_the_source_papers_have_two_wrong_sums_and_no_others(path: Path) -> None:
    found = [(c.code, c.spots[0].text) for c in _found(path.read_text(encoding='utf-8'))]
    assert found == ([('SL215', '16'), ('SL213', '36/39')] if path.name.startswith('001') else [])
