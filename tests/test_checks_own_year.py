"""The year of a paper against its date, its appendices, its headings and its appeals."""

from __future__ import annotations

import pytest

from baocao.checks.model import Conflict, Paper
from baocao.checks.order import own_year
from baocao.errors import Level
from baocao.prose import read_plain

TASKS = "nhiệm vụ, giải pháp chủ yếu thực hiện Kế hoạch phát triển kinh tế - xã hội năm 2023"


def _paper(
    loai: str, subject: str, day: str, body: str = '', symbol: str = 'KH-UBND', number: str = '12'
) -> str:
    head = f"ỦY BAN NHÂN DÂN\nXÃ TỊNH KHÊ\nSố: {number}/{symbol}\nTịnh Khê, {day}\n\n{loai}\n{subject}\n\n"
    return f"{head}Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\n\n{body}"


def _report(subject: str, body: str = '') -> str:
    return _paper("BÁO CÁO", subject, "ngày 15 tháng 12 năm 2023", body, 'BC-UBND')


def _check(text: str) -> list[Conflict]:
    return list(own_year.check(Paper(read_plain(text, 'x.txt'))))


CITED = "Kết luận số 2043-KL/TU ngày 05/12/2023 về tình hình thực hiện nhiệm vụ năm {}; mục tiêu, chỉ tiêu, nhiệm vụ năm {};"
YEAR_AND_NEXT = "Kiểm điểm công tác chỉ đạo, điều hành năm 2023 và nhiệm vụ trọng tâm năm 2024"
BLANK = "ngày    tháng    năm 20{} của Chủ tịch Ủy ban nhân dân xã Tịnh Khê)"


@pytest.mark.parametrize(
    ('text', 'spot', 'shown'),
    [
        (_paper("KẾ HOẠCH", "Thực hiện phát triển kinh tế - xã hội năm 2023", "ngày 03 tháng 02 năm 2024"),
         'ngày 03 tháng 02 năm 2024', "việc của năm 2023"),
        (_paper("QUYẾT ĐỊNH", f"Về {TASKS}", "ngày     tháng 01 năm 2024", symbol='QĐ-UBND'),
         'ngày     tháng 01 năm 2024', "năm ấy đã hết"),
        (_paper("CHỈ THỊ", f"Về {TASKS}", "ngày 19 tháng 01 năm 2022", symbol='CT-UBND'),
         'ngày 19 tháng 01 năm 2022', "quá sớm"),
        (_paper("QUYẾT ĐỊNH", "Ban hành Quy chế", "ngày    tháng 3 năm 2026",
                f"(Kèm theo Quyết định số     /QĐ-UBND {BLANK.format(27)}", 'QĐ-UBND', ''), '2027', "năm 2027"),
        (_paper("GIẤY MỜI", "Dự hội nghị triển khai đợt cao điểm", "ngày 15 tháng 4 năm 2026",
                "Tới dự: Hội nghị triển khai đợt cao điểm hướng dẫn người dân năm 2027.", 'GM-UBND'), '2027', "đợt của năm 2027"),
        (_paper("GIẤY MỜI", "Dự hội nghị triển khai đợt cao điểm", "ngày 15 tháng 4 năm 2026",
                "Tới dự: Hội nghị triển khai đợt cao điểm hướng dẫn người dân năm 2025.", 'GM-UBND'), '2025', "đợt của năm 2025"),
        (_report("Kiểm điểm công tác chỉ đạo, điều hành năm 2024 và nhiệm vụ trọng tâm năm 2024"), '2024', "không phải năm 2025"),
        (_report("Kết quả công tác cải cách hành chính năm 2023, phương hướng, nhiệm vụ năm 2034"), '2034', "năm 2024"),
        (CITED.format(2022, 2024), '2022', "không phải năm 2023"),
        (CITED.format(2024, 2024), '2024', "không phải năm 2025"),
        (_report(YEAR_AND_NEXT, "ĐÁNH GIÁ CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH NĂM 2024\n"), '2024', "là năm 2023"),
        (_report(YEAR_AND_NEXT, "NHIỆM VỤ TRỌNG TÂM TRONG CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH NĂM 2025\n"), '2025', "là năm 2024"),
        (_report(YEAR_AND_NEXT, "NHIỆM VỤ TRỌNG TÂM CỦA NĂM 2023\n"), '2023', "là năm 2024"),
        (_report(YEAR_AND_NEXT, "Trên đây là Báo cáo kiểm điểm công tác năm 2024 của Ủy ban nhân dân xã và một số nhiệm vụ "
                                "trọng tâm năm 2024./."), '2024', "là năm 2023"),
        (_paper("CHỈ THỊ", f"Về {TASKS}", "ngày 19 tháng 01 năm 2023", "quyết tâm thực hiện thành công Kế hoạch phát triển kinh "
                "tế - xã hội và Dự toán ngân sách nhà nước năm 2024.", 'CT-UBND'), '2024', "kế hoạch năm 2024"),
        (_paper("CHỈ THỊ", f"Về {TASKS}", "ngày 19 tháng 01 năm 2023", "để kế hoạch phát triển kinh tế - xã hội năm 3023 mang "
                "lại hiệu quả.", 'CT-UBND'), '3023', "khác năm 2023"),
    ],
)  # fmt: skip
def test_a_year_that_is_not_that_of_the_paper_is_told(text: str, spot: str, shown: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level, conflict.spots[0].text) == ('SL274', Level.CANH_BAO, spot)
    assert shown in conflict.problem


@pytest.mark.parametrize(
    'text',
    [
        _paper("KẾ HOẠCH", "Thực hiện phát triển kinh tế - xã hội năm 2023", "ngày 03 tháng 02 năm 2023"),
        _paper("KẾ HOẠCH", "Thực hiện phát triển kinh tế - xã hội năm 2023", "ngày 28 tháng 12 năm 2022"),
        _paper("KẾ HOẠCH", "Thực hiện phát triển kinh tế - xã hội năm 2023", "ngày    tháng    năm 2023"),
        _paper("KẾ HOẠCH", "Cải cách hành chính giai đoạn 2021-2025", "ngày 03 tháng 02 năm 2026"),
        _paper("KẾ HOẠCH", "Tổng kết công tác cải cách hành chính năm 2023", "ngày 03 tháng 01 năm 2024"),
        _paper("KẾ HOẠCH", "Khắc phục hạn chế trong cải cách hành chính năm 2023", "ngày 03 tháng 4 năm 2024"),
        _paper("KẾ HOẠCH", "Tuyên truyền Luật Đất đai năm 2024", "ngày 03 tháng 4 năm 2025"),
        _paper("KẾ HOẠCH", "Xây dựng kế hoạch phát triển kinh tế - xã hội năm 2025", "ngày 03 tháng 4 năm 2024"),
        _paper("KẾ HOẠCH", "Thực hiện Chỉ thị số 19/CT-TTg năm 2022 về phòng, chống thiên tai", "ngày 03 tháng 4 năm 2024"),
        _paper("KẾ HOẠCH", "Tuyên truyền Tổng điều tra nông thôn năm 2025", "ngày 24 tháng 01 năm 2024"),
        _paper("KẾ HOẠCH", "Phòng, chống thiên tai năm 2025", "ngày 24 tháng 5 năm 2024"),
        _paper("KẾ HOẠCH", "Khắc phục Chỉ số cải cách hành chính năm 2023", "ngày 24 tháng 5 năm 2024"),
        _paper("QUYẾT ĐỊNH", "Về cấp kinh phí phòng, chống dịch năm 2021", "ngày 24 tháng 5 năm 2022", symbol='QĐ-UBND'),
        _paper("QUYẾT ĐỊNH", "Về công bố công khai quyết toán phát triển kinh tế năm 2022", "ngày 03 tháng 4 năm 2024"),
        _paper("QUYẾT ĐỊNH", "Về khen thưởng thành tích năm 2022", "ngày 03 tháng 4 năm 2024", symbol='QĐ-UBND'),
        _report("Kết quả thực hiện nhiệm vụ, giải pháp năm 2022"),
        _paper("QUYẾT ĐỊNH", "Ban hành Quy chế", "ngày    tháng 3 năm 2026",
               f"(Kèm theo Quyết định số     /QĐ-UBND {BLANK.format(26)}", 'QĐ-UBND', ''),
        _paper("QUYẾT ĐỊNH", "Ban hành Quy chế", "ngày    tháng 3 năm 2026",
               f"(Kèm theo Quyết định số     /QĐ-SNV {BLANK.format(25)}", 'QĐ-UBND', ''),
        _paper("GIẤY MỜI", "Dự hội nghị", "ngày 15 tháng 4 năm 2026",
               "Tới dự: Hội nghị tổng kết đợt cao điểm hướng dẫn người dân năm 2024.", 'GM-UBND'),
        _paper("GIẤY MỜI", "Dự hội nghị", "ngày 15 tháng 12 năm 2026",
               "Tới dự: Hội nghị triển khai đợt cao điểm hướng dẫn người dân năm 2027.", 'GM-UBND'),
        _paper("GIẤY MỜI", "Dự hội nghị", "ngày 15 tháng 4 năm 2026",
               "Tới dự: Hội nghị góp ý dự toán ngân sách năm 2027.", 'GM-UBND'),
        _report(YEAR_AND_NEXT, "ĐÁNH GIÁ CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH NĂM 2023\n\nNHIỆM VỤ TRỌNG TÂM NĂM 2024\n"),
        CITED.format(2023, 2024),
        CITED.format(2023, 2025).replace("mục tiêu", "9 tháng của năm sau; mục tiêu"),
        CITED.format(2020, 2025).replace("nhiệm vụ năm 2020", "Nghị quyết 05 năm 2020"),
        "Báo cáo số 12/BC-UBND về tình hình thực hiện nhiệm vụ năm 2022, các văn bản của năm 2024.",
        _paper("GIẤY MỜI", "Dự hội nghị", "ngày 15 tháng 4 năm 2026",
               "Nội dung: kết quả triển khai đợt cao điểm năm 2025.", 'GM-UBND'),
        _report(YEAR_AND_NEXT, "KẾT QUẢ XÂY DỰNG KẾ HOẠCH NĂM 2024\n"),
        _report(YEAR_AND_NEXT, "KẾT QUẢ THỰC HIỆN NĂM 2022\n"),
        _report(YEAR_AND_NEXT, "KẾT QUẢ DỰ KIẾN CỦA NĂM 2024\n"),
        _report(YEAR_AND_NEXT, "NHIỆM VỤ TRỌNG TÂM ĐƯỢC GIAO NĂM 2023\n"),
        _report(YEAR_AND_NEXT, "NHIỆM VỤ TRỌNG TÂM 6 THÁNG ĐẦU NĂM 2023\n"),
        _report(YEAR_AND_NEXT, "Trên đây là Báo cáo kiểm điểm công tác năm 2023 và nhiệm vụ trọng tâm năm 2024./."),
        _report("Tình hình tháng 10 năm 2023 và nhiệm vụ tháng 11 năm 2023"),
        _report("Kết quả 9 tháng đầu năm 2023, nhiệm vụ 3 tháng cuối năm 2023"),
        _report("Thực hiện Luật Đất đai năm 2013 và nhiệm vụ năm 2024"),
        _report("Tổng kết công tác năm 2020 và nhiệm vụ năm 2024"),
        _paper("CHỈ THỊ", f"Về {TASKS}", "ngày 19 tháng 01 năm 2023", "quyết tâm thực hiện thành công Kế hoạch phát triển "
               "kinh tế - xã hội năm 2023.", 'CT-UBND'),
        _paper("CHỈ THỊ", f"Về {TASKS}", "ngày 19 tháng 01 năm 2023", "Thành phố đã thực hiện Kế hoạch phát triển kinh tế - xã "
               "hội năm 2022.", 'CT-UBND'),
        _paper("CHỈ THỊ", f"Về {TASKS}", "ngày 19 tháng 01 năm 2023", "Mỗi năm 3023 hộ; kế hoạch năm 2923 lao động; "
               "giảm trong năm 2223 hộ; cả năm 2823 lượt.", 'CT-UBND'),
    ],
)  # fmt: skip
def test_years_that_fit_the_paper_are_left_alone(text: str) -> None:
    assert [c.problem for c in _check(text)] == []
