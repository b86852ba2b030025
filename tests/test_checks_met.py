"""Plans said to be met or missed, and changes told with both values."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from baocao.checks import met
from baocao.checks.model import Conflict, Paper
from baocao.errors import Level
from baocao.prose import read_plain

SOURCES = Path(__file__).parents[1].parent / 'shared/seeds'


def _paper(text: str, name: str = 'x.txt') -> Paper:
    return Paper(read_plain(text, name))


def _check(text: str) -> list[Conflict]:
    return list(met.check(_paper(text)))


def _across(*texts: str) -> list[Conflict]:
    told = [met.collect(_paper(t, f'{i}.txt')) for i, t in enumerate(texts)]
    return list(met.compare(pickle.loads(pickle.dumps(told))))


@pytest.mark.parametrize(
    ('text', 'spot', 'shown'),
    [
        ("Giá trị sản xuất đạt 97,47% KH, tăng 8,74% so với cùng kỳ, vượt kế hoạch.", 'vượt kế hoạch', '97,47% KH'),
        ("Thu ngân sách bằng 90,45% dự toán HĐND giao, đạt và vượt dự toán.", 'đạt và vượt dự toán', '90,45% dự toán'),
        ("Thu ngân sách vượt dự toán, bằng 90,45% dự toán được giao.", 'vượt dự toán', '90,45% dự toán'),
        ("Sản lượng đạt 105% kế hoạch nhưng chưa đạt chỉ tiêu đề ra.", 'chưa đạt chỉ tiêu', '105% kế hoạch'),
        ("Sản lượng lúa đạt 105% kế hoạch nhưng chưa đạt.", 'chưa đạt', '105% kế hoạch'),
        ("Thu bằng 98% dự toán huyện giao, bằng 95,2% dự toán tỉnh giao, vượt dự toán.", 'vượt dự toán', '95,2% dự toán'),
        ("Giải quyết việc làm cho 6.350 lao động (kế hoạch 7.000 lao động), vượt kế hoạch.", 'vượt kế hoạch', '7.000'),
        ("Giải ngân 240,6/352,5 tỷ đồng kế hoạch vốn, vượt kế hoạch.", 'vượt kế hoạch', '240,6/352,5 tỷ đồng kế hoạch'),
        ("Kế hoạch trồng 120 ha rừng; đã thực hiện được 98 ha, hoàn thành kế hoạch.", 'hoàn thành kế hoạch', '98'),
        ("Diện tích đạt 97,2% kế hoạch của huyện, hoàn thành 100% kế hoạch.", 'hoàn thành 100% kế hoạch', '97,2%'),
        ("Giảm 144 hộ nghèo (kế hoạch 198), vượt kế hoạch.", 'vượt kế hoạch', '198'),
        ("Tỷ lệ hộ nghèo còn 1,2% (kế hoạch 0,98%), đạt và vượt kế hoạch.", 'đạt và vượt kế hoạch', '0,98%'),
        ("Thu nhập bình quân đầu người đạt 56,8 triệu đồng, vượt kế hoạch (58 triệu đồng).", 'vượt kế hoạch', '58'),
        ("Độ che phủ rừng đạt 52,4%, không đạt kế hoạch đề ra (52%).", 'không đạt kế hoạch', '52%'),
        ("Tỷ lệ hộ nghèo còn 2,8%, đạt chỉ tiêu (còn dưới 2,5%).", 'đạt chỉ tiêu', '2,5%'),
        ("- Thu ngân sách đạt 112% dự toán.\n- Thu ngân sách không đạt chỉ tiêu tỉnh giao.", 'không đạt chỉ tiêu', '112%'),
        (
            "- Tổng thu NSNN bằng 103,5% dự toán.\n- Có 02 chỉ tiêu không đạt (cụ thể: Tốc độ tăng trưởng, Tổng thu NSNN).",
            'không đạt',
            '103,5%',
        ),
    ],
)  # fmt: skip
def test_a_claim_must_fit_its_plan(text: str, spot: str, shown: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level) == ('SL251', Level.LOI)
    assert conflict.spots[0].text == spot
    assert spot in conflict.problem
    assert shown in conflict.problem


@pytest.mark.parametrize(
    ('text', 'spot', 'shown'),
    [
        ("Thu nhập bình quân tăng từ 52 lên 48 triệu đồng/người.", '48', "48 nhỏ hơn 52"),
        ("Số vụ giảm từ 40 vụ xuống còn 45 vụ.", '45', "45 lớn hơn 40"),
        ("Doanh thu tăng từ 100 tỷ đồng lên 120 tỷ đồng, tăng 25%.", '25%', "tăng 20,0%, không phải 25%"),
        ("Số hộ giảm 15,5%, từ 240 hộ xuống 200 hộ.", '15,5%', "giảm 16,7%, không phải 15,5%"),
    ],
)
def test_a_change_must_fit_its_two_values(text: str, spot: str, shown: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level) == ('SL251', Level.LOI)
    assert conflict.spots[0].text == spot
    assert shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        "Giá trị sản xuất đạt 97,47% KH, tăng 8,74% so với cùng kỳ năm 2022.",
        "Thu ngân sách bằng 104,5% dự toán, vượt dự toán giao.",
        "Thu ngân sách bằng 90,45% dự toán, không đạt chỉ tiêu.",
        # a wish, a plan for later, a plan for a part of the year
        "Thu ngân sách đạt 75% dự toán năm, phấn đấu cả năm vượt dự toán.",
        "Đến nay đạt 97% kế hoạch, dự kiến hết năm vượt kế hoạch.",
        "Sáu tháng đạt 56% kế hoạch năm, vượt kế hoạch quý II.",
        "Khối lượng đạt 80% kế hoạch, vượt tiến độ đề ra.",
        "Đã thực hiện 97% kế hoạch; tập trung các giải pháp để thu ngân sách đạt và vượt chỉ tiêu tỉnh giao.",
        # how much the plan is surpassed by
        "Diện tích gieo trồng đạt 12.500 ha, vượt 5,2% kế hoạch.",
        "Sản lượng đạt 97% so với cùng kỳ, vượt kế hoạch.",
        # another subject stands between
        "Thu ngân sách bằng 90,45% dự toán, sản lượng lúa vượt kế hoạch.",
        "Thu ngân sách đạt 80% dự toán năm, hiện có 5 chỉ tiêu đạt và vượt kế hoạch.",
        "Thu nội địa bằng 98% dự toán; thu tiền sử dụng đất đạt và vượt dự toán.",
        # one giver's plan is met, another's is not
        "Thu bằng 98% dự toán tỉnh giao, bằng 102% dự toán HĐND giao, vượt dự toán HĐND giao.",
        "Thu bằng 98% dự toán tỉnh giao, vượt dự toán huyện giao.",
        "Đã cơ bản hoàn thành kế hoạch, đạt 98,5% kế hoạch.",
        "Đến nay giải ngân đạt 75% kế hoạch năm, hoàn thành kế hoạch giải ngân quý III.",
        "Giải ngân được 240,672/352,542 tỷ đồng kế hoạch vốn, chưa đạt kế hoạch.",
        "Sáu tháng đạt 45% dự toán, tập trung hoàn thành dự toán năm.",
        "Sáu tháng đạt 45% dự toán, các ngành hoàn thành kế hoạch được giao.",
        "BÁO CÁO\nKết quả 9 tháng năm 2024\n- Thu ngân sách đạt 78% dự toán.\n- Thu ngân sách vượt dự toán.",
        "- Thu ngân sách đạt 78% dự toán.\n- Ước cả năm thu ngân sách vượt dự toán.",
        "KẾ HOẠCH\nThu ngân sách năm 2024\n- Thu ngân sách đạt 78% dự toán.\n- Thu ngân sách đạt và vượt dự toán.",
        "Tỷ lệ giải ngân đạt 35% kế hoạch (vượt kế hoạch 30% Thủ tướng Chính phủ giao).",
        "Chín tháng đạt 82,4% dự toán, dự báo cả năm hoàn thành dự toán.",
        "Chín tháng đạt 78,5% dự toán, ước cả năm vượt dự toán Trung ương giao.",
        "Thu đạt 95% dự toán (loại trừ tiền sử dụng đất thì đạt 104%, vượt dự toán).",
        "Có 10/15 chỉ tiêu đạt và vượt kế hoạch, 5 chỉ tiêu chưa đạt kế hoạch (đạt từ 85% đến 98% kế hoạch).",
        # fewer is better
        "Giảm 144 hộ nghèo (kế hoạch 98), vượt kế hoạch.",
        "Tỷ lệ hộ nghèo còn 0,92% (kế hoạch 0,98%), vượt kế hoạch.",
        "Số vụ tai nạn giao thông bằng 90% kế hoạch kéo giảm, đạt và vượt chỉ tiêu.",
        "Tốc độ tăng trưởng kinh tế đạt 8,31% (kế hoạch 11,47%), không đạt kế hoạch.",
        # not plans
        "Công tác thu hút đầu tư chưa đạt kỳ vọng, đạt 105% kế hoạch vốn vay.",
        "Công tác cải cách hành chính chưa đạt yêu cầu đề ra.",
        "- Thu ngân sách huyện đạt 112% dự toán.\n- Thu tiền sử dụng đất không đạt dự toán.",
        "- Thu ngân sách đạt 98% dự toán tỉnh giao.\n- Thu ngân sách đạt 102% dự toán huyện giao.\n- Thu ngân sách vượt dự toán.",
        # changes
        "Doanh thu tăng từ 100 tỷ đồng lên 120 tỷ đồng, tăng 20%.",
        "Số hộ giảm 16,67%, từ 240 hộ xuống 200 hộ.",
        "Tỷ lệ tăng từ 50% lên 60%, tăng 10%.",
        "Tỷ lệ tăng từ 50% lên 60%, tăng 20%.",
        "Thu nhập tăng từ 52,3 lên 58,1 triệu đồng, tăng 11,1%.",
        "Thu nhập tăng từ 52,3 triệu đồng năm 2020 lên 68,5 triệu đồng năm 2024, bình quân tăng 7,0%/năm.",
        "Doanh thu tăng từ 100,5 tỷ đồng lên 120,6 tỷ đồng, tăng 35% so với cùng kỳ.",
        "Chỉ số cải cách hành chính tăng hạng, từ vị trí 30 lên vị trí 25.",
        "Xếp thứ từ 12 lên 9.",
        "Rút ngắn thời gian từ 15 ngày xuống còn 7 ngày.",
        "Xây dựng từ 5 đến 7 sản phẩm.",
        # `trở lên` makes the first a bound
        "Sản lượng lương thực từ 5.200 tấn trở lên, trong đó thóc 4.850 tấn.",
        "Tỷ lệ hồ sơ nộp trực tuyến từ 90% trở lên, thanh toán trực tuyến trên 70%.",
        "Doanh thu tăng từ 100 tỷ đồng lên 120 tỷ đồng, tăng 21% so với kế hoạch.",
        # the plan in brackets behind the claim
        "Tỷ lệ hộ nghèo 3,1%, thấp hơn kế hoạch (3,5%); tỷ lệ thất nghiệp 2,2%, đạt chỉ tiêu (dưới 2,5%).",
        "Thu nhập bình quân đạt 58,8 triệu đồng, vượt kế hoạch (58 triệu đồng).",
        "Tỷ lệ hộ nghèo còn 2,4%, đạt chỉ tiêu (còn dưới 2,5%); che phủ rừng 52%, đạt kế hoạch (52%).",
        "Thu nhập đạt 56,8 triệu đồng, vượt kế hoạch (58 triệu đồng vào năm 2026).",
    ],
)  # fmt: skip
def test_an_innocent_claim_is_let_stand(text: str) -> None:
    assert [c.problem for c in _check(text)] == []


PLAN = """ỦY BAN NHÂN DÂN THÀNH PHỐ AN BÌNH

QUYẾT ĐỊNH
Về nhiệm vụ, giải pháp thực hiện kế hoạch phát triển kinh tế - xã hội năm 2023

Căn cứ Luật Tổ chức chính quyền địa phương;

II. Chỉ tiêu chủ yếu
(1) Tốc độ tăng trưởng kinh tế (VA) tăng 11,47%.
(2) Tạo việc làm mới và tăng thêm việc làm cho 6.000 lao động.
(3) Giảm 98 hộ nghèo, tỷ lệ hộ nghèo cuối năm 0,98%.
(4) Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng: < 5%.
"""
REPORT = """ỦY BAN NHÂN DÂN THÀNH PHỐ {area}

BÁO CÁO
Kết quả thực hiện nhiệm vụ năm {year} và phương hướng năm sau

I. Kết quả
"""


def _report(body: str, area: str = "AN BÌNH", year: int = 2023) -> str:
    return REPORT.format(area=area, year=year) + body


@pytest.mark.parametrize(
    ('body', 'shown'),
    [
        (
            "- Đã phối hợp giải quyết việc làm cho 5.350 lao động, vượt kế hoạch đề ra.",
            ('5.350 lao động', '6.000 lao động'),
        ),
        (
            "- Tốc độ tăng trưởng kinh tế (VA) là 12,31%.\n- Tốc độ tăng trưởng kinh tế không đạt kế hoạch đề ra.",
            ('12,31%', '11,47%'),
        ),
        ("- Đã giảm 89 hộ nghèo, vượt kế hoạch.", ('89 hộ nghèo', '98 hộ nghèo')),
        ("- Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng là 5,2%, đạt và vượt kế hoạch.", ('5,2%', '5%')),
    ],
)
def test_a_claim_of_a_report_must_fit_the_plan_of_its_folder(body: str, shown: tuple[str, str]) -> None:
    (conflict,) = _across(PLAN, _report(body))
    assert (conflict.code, conflict.level) == ('SL252', Level.LOI)
    assert all(words in conflict.problem for words in (*shown, '0.txt'))
    assert len(conflict.spots) == 3


@pytest.mark.parametrize(
    'report',
    [
        _report("- Đã phối hợp giải quyết việc làm cho 6.350 lao động, vượt kế hoạch đề ra."),
        _report(
            "- Giải quyết việc làm cho 350 lao động là người khuyết tật, vượt kế hoạch.",
        ),
        _report(
            "- Tốc độ tăng trưởng kinh tế (VA) là 8,31%.\n- Tốc độ tăng trưởng kinh tế không đạt kế hoạch."
        ),
        _report("- Giảm 144 hộ nghèo, vượt kế hoạch; tỷ lệ hộ nghèo còn 0,92%, vượt kế hoạch."),
        _report("- Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng là 4,8%, đạt và vượt kế hoạch."),
        _report("- Giải quyết việc làm cho 5.350 lao động, vượt kế hoạch.", area="PHÚ LỘC"),
        _report("- Giải quyết việc làm cho 5.350 lao động, vượt kế hoạch.", year=2022),
        _report("- Giải quyết việc làm cho 5.350 lao động, vượt kế hoạch.").replace(
            "vụ năm", "vụ 9 tháng năm"
        ),
        _report("- Giải quyết việc làm cho 5.350 lao động."),
    ],
)
def test_a_report_that_fits_or_is_of_another_plan_is_let_stand(report: str) -> None:
    assert [c.problem for c in _across(PLAN, report)] == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source papers do not lie beside the checkout")
def test_the_source_papers_claim_what_their_figures_show() -> None:
    papers = [_paper(p.read_text(encoding='utf-8'), p.name) for p in sorted(SOURCES.glob('*.txt'))]
    assert papers
    assert [c.problem for p in papers for c in met.check(p)] == []
    assert [c.problem for c in met.compare([met.collect(p) for p in papers])] == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source papers do not lie beside the checkout")
@pytest.mark.parametrize(
    ('old', 'new', 'shown'),
    [
        ("cho khoảng 6.350 lao động", "cho khoảng 5.350 lao động", '6.000 lao động'),
        ("(VA) là 8,31%", "(VA) là 18,31%", '11,47%'),
    ],
)
def test_another_result_in_the_source_report_contradicts_its_claim(old: str, new: str, shown: str) -> None:
    plan, report = (p.read_text(encoding='utf-8') for p in sorted(SOURCES.glob('00[01]*.txt')))
    assert old in report
    found = _across(plan, report.replace(old, new))
    assert found
    assert all(c.code == 'SL252' and shown in c.problem for c in found)
