"""The same measure told twice with different values."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.repeats import measured as repeats
from baocao.errors import Level
from baocao.prose import read_plain

SOURCES = Path(__file__).parents[1].parent / 'shared/seeds'


def _paper(text: str, name: str = 'x.txt') -> Paper:
    return Paper(read_plain(text, name))


def _check(text: str) -> list[Conflict]:
    return list(repeats.check(_paper(text)))


def _across(*texts: str) -> list[Conflict]:
    claims = [repeats.collect(_paper(t, f'{i}.txt')) for i, t in enumerate(texts)]
    return list(repeats.compare(pickle.loads(pickle.dumps(claims))))


@pytest.mark.parametrize(
    ('text', 'spot', 'shown'),
    [
        (
            "- Tỷ lệ người dân tham gia bảo hiểm y tế đạt 94,44%.\n"
            "- Vận động Nhân dân mua thẻ, phấn đấu tỷ lệ bao phủ BHYT so với dân số đạt 94,45%.",
            '94,45%',
            '94,44%',
        ),
        (
            "- Duy trì tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng ở mức 4,19%.\n"
            "- Tiêm chủng đầy đủ; duy trì tỷ lệ trẻ em suy dinh dưỡng dưới 5 tuổi còn 4,91%.",
            '4,91%',
            '4,19%',
        ),
        (
            "- Giải quyết việc làm cho 2.950 lao động.\n"
            "- Phối hợp mở sàn giao dịch, phấn đấu tạo việc làm cho 2.850 lao động.",
            '2.850',
            '2.950 lao động',
        ),
        (
            "- Phát triển 160 doanh nghiệp.\n"
            "- Đẩy mạnh chuyển đổi số trong các loại hình, phấn đấu phát triển mới 190 doanh nghiệp.",
            '190',
            '160 doanh nghiệp',
        ),
        (
            "- Tổng thu NSNN trên địa bàn ước thực hiện đến 31/12/2023 là 3.981,809 tỷ đồng.\n"
            "- Đáng chú ý, tổng thu ngân sách nhà nước năm 2023 ước đạt 4.102,5 tỷ đồng.",
            '4.102,5',
            '3.981,809 tỷ đồng',
        ),
        (
            "- Tổng thu ngân sách nhà nước trên địa bàn ước đạt 3.981,809 tỷ đồng.\n"
            "- Tổng thu NSNN trên địa bàn ước đạt gần 3.892 tỷ đồng.",
            '3.892',
            '3.981,809 tỷ đồng',
        ),
        (
            "- Tốc độ tăng trưởng kinh tế (VA) là 8,31%.\n- Kinh tế thành phố (VA) tăng trưởng với tốc độ 8,13%.",
            '8,13%',
            '8,31%',
        ),
        (
            "Đến cuối năm 2024, tỷ lệ hộ nghèo của huyện còn 3,42%.\n"
            "Công tác giảm nghèo được quan tâm, đến cuối năm 2024, tỷ lệ hộ nghèo của huyện còn 3,24%.",
            '3,24%',
            '3,42%',
        ),
    ],
)  # fmt: skip
def test_a_measure_told_twice_must_keep_its_value(text: str, spot: str, shown: str) -> None:
    (conflict,) = _check(text)
    assert conflict.code == 'SL241'
    assert conflict.spots[0].text == spot
    assert spot in conflict.problem
    assert shown in conflict.problem
    assert conflict.remedy


@pytest.mark.parametrize(
    ('text', 'level', 'shown'),
    [
        (
            "Kế hoạch vốn được giao là 352,542 tỷ đồng cho 300 dự án, ước giải ngân được 240,672/353,542 tỷ đồng.",
            Level.LOI,
            ('353,542 tỷ đồng', '352,542 tỷ đồng'),
        ),
        (
            "Tổng kế hoạch vốn năm 2023 là 528,547 tỷ đồng. Tính đến nay giải ngân được 396,617/528,574 tỷ đồng.",
            Level.LOI,
            ('528,574 tỷ đồng', '528,547 tỷ đồng'),
        ),
        (
            "Kế hoạch vốn được giao là 6,4 tỷ đồng, ước giải ngân được 6,4/6,5 tỷ đồng, đạt 100%.",
            Level.LOI,
            ('6,5 tỷ đồng', '6,4 tỷ đồng'),
        ),
    ],
)  # fmt: skip
def test_the_total_of_a_pair_repeats_the_amount_told_before(
    text: str, level: Level, shown: tuple[str, str]
) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level) == ('SL241', level)
    assert all(words in conflict.problem for words in shown)
    assert len(conflict.spots) == 2


@pytest.mark.parametrize(
    ('text', 'spot'),
    [
        (
            "Phát triển 07 xã An Bình, An Hòa, Phú Lộc, Phú Thọ và Tân Mỹ thành phường.\n"
            "Đầu tư hạ tầng đối với 06 xã An Bình, An Hòa, Phú Lộc, Phú Thọ, Tân Mỹ.",
            '06',
        ),
        (
            "Triển khai 02 nhiệm vụ đột phá và 02 nhiệm vụ trọng tâm.\n"
            "Hoàn thành 03 nhiệm vụ đột phá và 02 nhiệm vụ trọng tâm tại Nghị quyết Đại hội.",
            '03',
        ),
        (
            "Cơ cấu lại nền kinh tế theo 03 trụ cột chủ yếu là công nghiệp công nghệ cao, cảng biển, du lịch.\n"
            "Phát triển 04 trụ cột chủ yếu: công nghiệp công nghệ cao, cảng biển, du lịch.",
            '04',
        ),
        (
            "Rà soát kế hoạch đầu tư công trung hạn giai đoạn 2021-2025.\n"
            "Kế hoạch trung hạn giai đoạn 2022-2025 được điều chỉnh.",
            '2022-2025',
        ),
    ],
)  # fmt: skip
def test_a_named_set_and_a_named_span_keep_their_numbers(text: str, spot: str) -> None:
    (conflict,) = _check(text)
    assert conflict.code == 'SL241'
    assert conflict.spots[0].text == spot


@pytest.mark.parametrize(
    'text',
    [
        # growth and share of one branch
        "Tốc độ tăng trưởng của dịch vụ là 8,13%.\nDịch vụ chiếm 49,73%.",
        "Tỷ trọng dịch vụ chiếm 48,13%.\nDịch vụ tăng 48,12%.",
        # rounded, hedged
        "Tổng thu ngân sách nhà nước trên địa bàn đạt 3.981,809 tỷ đồng.\nTổng thu NSNN trên địa bàn gần 3.982 tỷ đồng.",
        "Tổng thu ngân sách nhà nước trên địa bàn đạt 3.981,809 tỷ đồng.\nTổng thu NSNN trên địa bàn đạt 3.981,8 tỷ đồng.",
        "Tổng thu ngân sách nhà nước trên địa bàn đạt 3.981,809 tỷ đồng.\nTổng thu NSNN trên địa bàn hơn 3.900 tỷ đồng.",
        # plan and result
        "Kế hoạch tổng thu ngân sách nhà nước trên địa bàn là 4.402 tỷ đồng.\n"
        "Tổng thu ngân sách nhà nước trên địa bàn ước thực hiện 4.302 tỷ đồng.",
        # other time
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng năm 2022 là 4,29%.\nTỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng năm 2023 là 4,19%.",
        "Tổng số vụ tai nạn giao thông trong 6 tháng là 128 vụ.\nTổng số vụ tai nạn giao thông trong 9 tháng là 188 vụ.",
        # other place, other kind of people
        "Tỷ lệ dân số được cấp nước sạch ở phường đạt 86,5%.\nTỷ lệ dân số được cấp nước sạch ở xã đạt 86,2%.",
        "Tỷ lệ tử vong của trẻ em dưới 1 tuổi là 12,4‰.\nTỷ lệ tử vong của trẻ em dưới 5 tuổi là 12,5‰.",
        "Tỷ lệ học sinh bậc mầm non đến trường 98,5%.\nTỷ lệ học sinh bậc trung học cơ sở đến trường 99,5%.",
        "Tỷ lệ hộ nghèo còn 0,92%.\nTỷ lệ hộ cận nghèo còn 0,91%.",
        "Tổng thu ngân sách nhà nước 592,642 tỷ đồng.\nTổng chi ngân sách nhà nước 582,642 tỷ đồng.",
        # of the plan of one giver and of another; of the plan and of the year before
        "Tổng thu ngân sách đạt 98,75% dự toán tỉnh giao.\nTổng thu ngân sách bằng 98,95% so với cùng kỳ năm 2022.",
        "Tổng thu ngân sách đạt 98,75% dự toán tỉnh giao.\nTổng thu ngân sách đạt 98,95% dự toán HĐND thành phố giao.",
        # occasions
        "Mở 120 lớp tập huấn kỹ thuật cho nông dân xã An Hòa.\nMở 130 lớp tập huấn kỹ thuật cho nông dân xã An Bình.",
        "Tổ chức 02 lớp tập huấn về chuyển đổi số cho cán bộ.\nTổ chức 03 lớp tập huấn về chuyển đổi số cho cán bộ.",
        # what was reached and what is planned, each under its heading
        "BÁO CÁO\nKết quả 9 tháng năm 2024, nhiệm vụ 3 tháng cuối năm 2024\nI. KẾT QUẢ\n"
        "- Tỷ lệ lao động tham gia bảo hiểm xã hội đạt 32,5%.\nII. NHIỆM VỤ 3 THÁNG CUỐI NĂM 2024\n"
        "1. Tỷ lệ lao động tham gia bảo hiểm xã hội đạt 35,2%.",
        "KẾ HOẠCH\nPhát triển kinh tế - xã hội năm 2025\nI. KẾT QUẢ NĂM 2024\n"
        "- Giải quyết việc làm cho 2.850 lao động.\nII. CHỈ TIÊU NĂM 2025\n- Giải quyết việc làm cho 2.950 lao động.",
        "Chỉ số sản xuất công nghiệp tháng 8 tăng 8,21%; tính chung 8 tháng tăng 8,12%.\n"
        "Chỉ số sản xuất công nghiệp tháng 9 tăng 8,31%.",
        "GRDP 9 tháng tăng 7,25% so với cùng kỳ.\nQuý III năm 2024, GRDP tăng 7,52%.",
        # parts of the paper for one unit each
        "1. Huyện An Biên\n- Tổng thu ngân sách nhà nước trên địa bàn đạt 512,5 tỷ đồng.\n"
        "2. Huyện An Minh\n- Tổng thu ngân sách nhà nước trên địa bàn đạt 412,5 tỷ đồng.",
        "Kinh tế cả nước tăng trưởng 5,05%.\nKinh tế thành phố tăng trưởng 7,25%.",
        "Tổng chi ngân sách 500,5 tỷ đồng.\nTổng chi ngân sách (không kể chi chuyển nguồn) 420,3 tỷ đồng.",
        "Xảy ra 1.250 vụ tai nạn giao thông (cùng kỳ 1.260 vụ).\nTrong năm xảy ra 1.250 vụ tai nạn giao thông.",
        "Xảy ra 1.250 vụ tai nạn giao thông.\nCùng kỳ năm trước xảy ra 1.260 vụ tai nạn giao thông.",
        "- Thôn 1: tỷ lệ hộ nghèo đa chiều là 9,85%.\n- Thôn 2: tỷ lệ hộ nghèo đa chiều là 9,95%.",
        "Tổng kế hoạch vốn đầu tư công là 352,5 tỷ đồng.\nTổng kế hoạch vốn đầu tư công sau điều chỉnh là 362,5 tỷ đồng.",
        "Tỷ lệ lao động qua đào tạo đạt 78,32%.\nTỷ lệ lao động qua đào tạo có văn bằng, chứng chỉ đạt 78,12%.",
        "Tỷ lệ lao động nam trong độ tuổi tham gia bảo hiểm xã hội đạt 32,5%.\n"
        "Tỷ lệ lao động nữ trong độ tuổi tham gia bảo hiểm xã hội đạt 33,5%.",
        # a column
        "- Xã An Hòa thu ngân sách đạt 12,51 tỷ đồng.\n- Xã An Bình thu ngân sách đạt 12,52 tỷ đồng.",
        # the pair is of something else
        "Kế hoạch vốn được giao là 352,542 tỷ đồng cho 300 dự án, ước giải ngân được 240,672/352,542 tỷ đồng.",
        "Tổng kế hoạch vốn là 528,547 tỷ đồng, trong đó ngân sách tỉnh đã giải ngân 149,545/169,605 tỷ đồng.",
        "Giải quyết 22/23 vụ khiếu nại; tố cáo 16/16 vụ, tổng cộng 38/39 vụ.",
        "Tổng số có 25 xã, thị trấn, trong đó 22/24 xã đạt chuẩn nông thôn mới.",
        # the same words of two places, two times
        "Tại xã An Hòa, đến cuối năm 2024, hộ nghèo còn 3,42%.\nTại xã An Lộc, đến cuối năm 2024, hộ nghèo còn 3,24%.",
        "- Đến cuối năm 2024, tỷ lệ hộ nghèo của xã còn 3,42%.\n- Đến cuối năm 2024, tỷ lệ hộ nghèo của xã còn 3,24%.",
        "Đến cuối năm 2024, tỷ lệ hộ nghèo của huyện còn 3,42%.\nĐến cuối năm 2025, tỷ lệ hộ nghèo của huyện còn 3,24%.",
        # sets that are others
        "Triển khai 03 đột phá chiến lược của cả nước.\nTập trung 04 nhiệm vụ trọng tâm.",
        "Có 07 xã An Bình, An Hòa, Phú Lộc, Phú Thọ, Tân Mỹ, Tân Lập, Mỹ Xuân.\nCó 03 xã Long Phú, Long Mỹ, Long Hòa.",
        "Quy hoạch thời kỳ 2021-2030.\nKế hoạch 5 năm 2021-2025.\nNghị quyết nhiệm kỳ 2020-2025.",
        "Kế hoạch trung hạn 2021-2025.\nKế hoạch trung hạn 2026-2030.",
        # one figure for two measures
        "Hộ cận nghèo cuối kỳ: 263 hộ.\nTổng số hộ nghèo và hộ cận nghèo: 663 hộ.",
        "Hộ cận nghèo cuối kỳ có 1.263 hộ.\nHộ nghèo và hộ cận nghèo là 1.663 hộ.",
    ],
)  # fmt: skip
def test_other_measures_may_have_other_values(text: str) -> None:
    assert [c.problem for c in _check(text)] == []


TITLED = "KẾ HOẠCH\nPhát triển kinh tế - xã hội năm 2024\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\n"
REPORTED = "BÁO CÁO\nKết quả công tác năm 2023 và nhiệm vụ trọng tâm năm 2024\n\nI. KẾT QUẢ\n\n"


@pytest.mark.parametrize(
    ('text', 'spot'),
    [
        (TITLED + "Ủy ban nhân dân ban hành Kế hoạch phát triển kinh tế - xã hội năm 2025 như sau:", '2025'),
        (TITLED + "II. PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2124", '2124'),
        (REPORTED + "Trên đây là Báo cáo kết quả công tác năm 2022 và nhiệm vụ trọng tâm năm 2024.", '2022'),
        (
            "Dồn sức cho Chủ đề năm 2023 của thành phố “Chỉnh trang đô thị”.\n"
            "4. Thực hiện Chủ đề năm 2024 của thành phố “Chỉnh trang đô thị”.",
            '2024',
        ),
    ],
)  # fmt: skip
def test_the_years_of_the_subject_are_told_again_alike(text: str, spot: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level) == ('SL241', Level.LOI)
    assert conflict.spots[0].text == spot
    assert spot in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        TITLED + "I. ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2023",
        TITLED + "II. PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2025",
        TITLED + "Căn cứ kết quả thực hiện Kế hoạch phát triển kinh tế - xã hội năm 2023, Ủy ban nhân dân nêu như sau:",
        TITLED + "Theo Kế hoạch phát triển kinh tế - xã hội năm 2023 và năm 2024, nội dung như sau:",
        TITLED + "Trên đây là Kế hoạch năm 2024, định hướng năm 2025.",
        TITLED + "Quyết định số 12/QĐ-UBND ngày 05/01/2023 về Kế hoạch phát triển kinh tế - xã hội năm 2023 như sau:",
        REPORTED + "Trên đây là Báo cáo kết quả công tác năm 2023 và nhiệm vụ trọng tâm năm 2024.",
        "Chủ đề năm 2023 của thành phố “Chỉnh trang đô thị”.\nChủ đề năm 2024 của thành phố “Chuyển đổi số”.",
    ],
)  # fmt: skip
def test_a_paper_may_speak_of_other_years(text: str) -> None:
    assert [c.problem for c in _check(text)] == []


HEAD = "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ {0}\n\nSố: 12/{1}\n\n{2}\n\nKết quả năm 2023 của thành phố\n\n"


def test_papers_of_one_place_and_year_must_agree() -> None:
    (conflict,) = _across(
        HEAD.format("BIÊN HÒA", 'BC-UBND', "BÁO CÁO") + "- Tổng thu ngân sách nhà nước trên địa bàn đạt 3.981,809 tỷ đồng.",
        HEAD.format("BIÊN HÒA", 'BC-UBND', "BÁO CÁO") + "- Tổng thu NSNN trên địa bàn năm 2023 đạt 3.981,909 tỷ đồng.",
    )  # fmt: skip
    assert conflict.code == 'SL242'
    assert {spot.text for spot in conflict.spots} == {'3.981,809', '3.981,909'}


@pytest.mark.parametrize(
    ('one', 'other'),
    [
        (HEAD.format("BIÊN HÒA", 'BC-UBND', "BÁO CÁO"), HEAD.format("VŨNG TÀU", 'BC-UBND', "BÁO CÁO")),
        (HEAD.format("BIÊN HÒA", 'BC-UBND', "BÁO CÁO"), HEAD.format("BIÊN HÒA", 'QĐ-UBND', "QUYẾT ĐỊNH")),
        (
            HEAD.format("BIÊN HÒA", 'BC-UBND', "BÁO CÁO"),
            HEAD.format("BIÊN HÒA", 'BC-UBND', "BÁO CÁO").replace("Kết quả", "Kết quả 9 tháng"),
        ),
        (
            HEAD.format("BIÊN HÒA", 'BC-UBND', "BÁO CÁO"),
            HEAD.format("BIÊN HÒA", 'BC-UBND', "BÁO CÁO").replace('2023', '2022'),
        ),
    ],
)
def test_papers_of_other_places_times_and_stages_may_differ(one: str, other: str) -> None:
    told = "- Tổng thu ngân sách nhà nước trên địa bàn là 3.981,{} tỷ đồng."
    assert _across(one + told.format('809'), other + told.format('909')) == []


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source papers do not lie beside the checkout")
def test_the_source_papers_repeat_themselves_rightly() -> None:
    papers = [_paper(p.read_text(encoding='utf-8'), p.name) for p in sorted(SOURCES.glob('*.txt'))]
    assert papers
    assert [c.problem for p in papers for c in repeats.check(p)] == []
    assert [c.problem for c in repeats.compare([repeats.collect(p) for p in papers])] == []
