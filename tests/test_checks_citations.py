"""Citations: number, date and subject of a cited text, told once or more, in one paper or in several."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from baocao.checks.citations.family import check, collect, compare
from baocao.checks.model import Conflict, Paper
from baocao.errors import Level
from baocao.prose import read_plain

SOURCES = Path(__file__).parents[2] / 'shared/seeds'
LOI, CANH_BAO = Level.LOI, Level.CANH_BAO


def _check(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


def _compare(*texts: str) -> list[Conflict]:
    claims = [collect(Paper(read_plain(text, f'{n}.txt'))) for n, text in enumerate(texts, 1)]
    return list(compare(pickle.loads(pickle.dumps(claims))))


def _only(found: list[Conflict]) -> tuple[str, Level, str]:
    (one,) = found
    return one.code, one.level, one.spots[0].text


HEAD = """\
ỦY BAN NHÂN DÂN
THÀNH PHỐ MINH CHÂU
Số: 31/KH-UBND
Minh Châu, ngày 09 tháng 02 năm 2023
KẾ HOẠCH
Cải cách hành chính năm 2023
"""


@pytest.mark.parametrize(
    ('text', 'words', 'told'),
    [
        ("theo Nghị định số 59/2020/NĐ-CP ngày 01/7/2019 của Chính phủ", '59/2020/NĐ-CP', 'năm 2020'),
        ("Nghị định 34/2016/NĐ-CP ngày 14 tháng 5 năm 2017", '34/2016/NĐ-CP', '2017'),
        ("Nghị định số 59/2019/NĐ-CP của Chính phủ ngày 01/7/2018 quy định", '59/2019/NĐ-CP', '2018'),
        ("Thông tư số 01/2018/TT-VPCP, ngày 23/11/2019 của Văn phòng Chính phủ", '01/2018/TT-VPCP', '2019'),
        ("Quyết định số 12/2021/QĐ-UBND (ngày 05/4/2022) của UBND tỉnh", '12/2021/QĐ-UBND', '2022'),
        ("Luật Kiến trúc số 40/2019/QH13", '40/2019/QH13', '2011 - 2016'),
        ("Nghị quyết số 88/NQ-UBTVQH14 ngày 02/3/2012", '88/NQ-UBTVQH14', '2016 - 2021'),
    ],
)
def test_the_year_in_a_number_is_that_of_its_date(text: str, words: str, told: str) -> None:
    found = _check(text)
    assert _only(found) == ('SL261', LOI, words)
    assert told in found[0].problem


@pytest.mark.parametrize(
    'text',
    [
        "Nghị định số 59/2019/NĐ-CP ngày 01/7/2019 của Chính phủ",
        "Nghị định số 59/2019/NĐ-CP có hiệu lực từ ngày 15/8/2020",
        "theo Nghị định số 59/2019/NĐ-CP, ngày 15/8/2020 tỉnh mở lớp bồi dưỡng",
        "Nghị định số 59/2019/NĐ-CP; ngày 15/8/2020 khai mạc hội nghị",
        "Luật Đầu tư công số 58/2024/QH15 ngày 29/11/2024",
        "Luật số 80/2015/QH13 ngày 22/6/2015 được sửa bởi Luật số 63/2020/QH14 ngày 18/6/2020",
        "Luật Tổ chức Quốc hội số 57/2014/QH13; Nghị quyết số 71/2026/QH15; Nghị quyết số 72/2026/QH16",
        "Nghị quyết số 30a/2008/NQ-CP ngày 27/12/2008 của Chính phủ",
        "Quyết định số 749/QĐ-TTg ngày 03/6/2020 phê duyệt Chương trình đến năm 2025, định hướng đến năm 2030",
        "tỷ lệ 1/2000 ngày 12/3/2023; giải quyết 22/23 vụ trong năm 2023",
        "Hợp đồng số 12/2024/HĐKT ký ngày 28/12/2023 giữa hai bên",
    ],
)
def test_a_number_and_its_own_date_agree(text: str) -> None:
    assert _check(text) == []


@pytest.mark.parametrize(
    ('text', 'level', 'words'),
    [
        (  # one year, one issuer: two days
            "Nghị quyết số 27/NQ-HĐND ngày 22/12/2022 của HĐND thành phố về kế hoạch năm 2023.\n"
            "Thực hiện Nghị quyết số 27/NQ-HĐND ngày 12/12/2022 của Hội đồng nhân dân thành phố Minh Châu, đạt 3 chỉ tiêu.",
            LOI,
            '12/12/2022',
        ),
        (  # the odd one of three is to be mended, wherever it stands
            "Quyết định số 712/QĐ-UBND ngày 27/7/2023.\nQuyết định số 712/QĐ-UBND ngày 26/7/2023.\n"
            "Quyết định số 712/QĐ-UBND ngày 26/7/2023.",
            CANH_BAO,
            '27/7/2023',
        ),
        (  # another year, but the same day of it
            "Nghị quyết số 11/NQ-CP ngày 30/01/2022 của Chính phủ.\nNghị quyết 11/NQ-CP ngày 30/01/2021 của Chính phủ.",
            CANH_BAO,
            '30/01/2021',
        ),
        (  # another year, one subject of one year
            "Nghị quyết số 27/NQ-HĐND ngày 22/12/2022 về Kế hoạch phát triển kinh tế - xã hội năm 2023.\n"
            "Nghị quyết số 27/NQ-HĐND ngày 20/10/2022 về Kế hoạch phát triển kinh tế xã hội năm 2023.",
            LOI,
            '20/10/2022',
        ),
        (  # the number holds the year, so any other day is wrong
            "Thông tư số 79/2021/TT-BTC ngày 04/8/2021.\nThông tư 79/2021/TT-BTC ngày 04/9/2021 của Bộ Tài chính.",
            LOI,
            '04/9/2021',
        ),
        (  # a law told by its name
            "Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\nLuật tổ chức chính quyền địa phương ngày 19/8/2015;",
            CANH_BAO,
            '19/8/2015',
        ),
    ],
)
def test_one_text_has_one_date(text: str, level: Level, words: str) -> None:
    found = _check(text)
    assert _only(found) == ('SL262', level, words)
    assert all(spot.text in found[0].problem for spot in found[0].spots)


@pytest.mark.parametrize(
    'text',
    [
        # every year has its number 01
        "Nghị quyết số 01/NQ-CP ngày 06/01/2023 của Chính phủ về nhiệm vụ, giải pháp chủ yếu năm 2023.\n"
        "Nghị quyết số 01/NQ-CP ngày 05/01/2024 của Chính phủ về nhiệm vụ, giải pháp chủ yếu năm 2024.",
        "Nghị quyết số 01/NQ-CP ngày 01/01/2019 của Chính phủ và Nghị quyết số 01/NQ-CP ngày 01/01/2020 của Chính phủ.",
        "Nghị quyết số 29-NQ/TW ngày 04/11/2013.\nNghị quyết số 29-NQ/TW ngày 17/11/2022.",
        # the province and the city number for themselves
        "Nghị quyết số 27/NQ-HĐND ngày 22/12/2022 của HĐND thành phố.\nNghị quyết số 27/NQ-HĐND ngày 09/12/2022 của HĐND tỉnh.",
        "Kế hoạch số 15/KH-UBND ngày 02/3/2023 của UBND xã Tịnh Khê.\nKế hoạch số 15/KH-UBND ngày 07/3/2023 của UBND xã Tịnh An.",
        # two subjects, issuers untold
        "Quyết định số 15/QĐ-UBND ngày 03/02/2023 về thành lập tổ công tác chuyển đổi số cấp xã.\n"
        "Quyết định số 15/QĐ-UBND ngày 10/01/2023 về phê duyệt điều chỉnh quy hoạch khu dân cư.",
        # the short form
        "Nghị quyết số 27/NQ-HĐND ngày 22/12/2022 của HĐND thành phố về kế hoạch.\nTheo Nghị quyết số 27/NQ-HĐND, còn 2.",
        # a law amended twice has two amending laws of one name
        "Luật Sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng ngày 14/6/2005;\n"
        "Luật sửa đổi, bổ sung một số điều của Luật thi đua, khen thưởng ngày 16/11/2013;",
        # decisions of one day, one after the other
        "Quyết định số: 7919/QĐ-UBND ngày 27/12/2022 về việc giao chỉ tiêu kế hoạch năm 2023; 7920/QĐ-UBND ngày 27/12/2022 về"
        " giao dự toán thu ngân sách năm 2023; 7921/QĐ-UBND ngày 27/12/2022 về việc phân khai kế hoạch đầu tư công năm 2023.",
        # decrees of one day: 59 and 69 of 01/7/2016 both exist
        "Nghị định số 59/2016/NĐ-CP ngày 01/7/2016 và Nghị định số 69/2016/NĐ-CP ngày 01/7/2016 của Chính phủ",
        # a decree and a resolution of one number
        "Nghị quyết số 01/NQ-CP ngày 06/01/2023; Nghị định số 01/NĐ-CP ngày 06/01/2023",
        # a list with one date behind it
        "các Quyết định số 15/QĐ-UBND, 16/QĐ-UBND ngày 12/3/2023 và 17/QĐ-UBND của UBND huyện",
        # two units of one office
        "Công văn số 1424/UBND-TH ngày 30/6/2025 và Công văn số 1424/UBND-NC ngày 30/6/2025 của Ủy ban nhân dân tỉnh",
        # the same number of two years
        "Nghị định số 24/2014/NĐ-CP ngày 04/4/2014 quy định tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân;"
        " Nghị định số 24/2018/NĐ-CP ngày 27/02/2018 quy định giải quyết khiếu nại trong lao động",
    ],
)
def test_two_texts_may_share_a_number(text: str) -> None:
    assert _check(text) == []


@pytest.mark.parametrize(
    ('text', 'words'),
    [
        (
            "Quyết định số 7919/QĐ-UBND ngày 27/12/2022.\nQuyết định số 7919/QĐ-UBNĐ ngày 27/12/2022.",
            '7919/QĐ-UBNĐ',
        ),
        (
            "Quyết định số 712/QĐ-UBND ngày 26/7/2023 của UBND tỉnh về phê duyệt quy hoạch khu trung tâm thành phố.\n"
            "Quyết định số 713/QĐ-UBND ngày 26/7/2023 của UBND tỉnh về phê duyệt quy hoạch khu trung tâm thành phố.",
            '713/QĐ-UBND',
        ),
        (
            "Nghị quyết số 11/NQ-CP ngày 30/01/2022 của Chính phủ về Chương trình phục hồi và phát triển.\n"
            "Triển khai Nghị quyết số 12/NQ-CP ngày 30/01/2022 của Chính phủ trên địa bàn tỉnh.",
            '12/NQ-CP',
        ),
        (
            "Nghị quyết số 80/NQ-HĐND ngày 09/12/2022 của HĐND thành phố về nhiệm vụ năm 2023.\nTheo Nghị quyết số 90/NQ-HĐND.",
            '90/NQ-HĐND',
        ),
    ],
)
def test_one_text_has_one_number_and_one_symbol(text: str, words: str) -> None:
    assert _only(_check(text)) == ('SL262', CANH_BAO, words)


@pytest.mark.parametrize(
    ('text', 'words', 'told'),
    [
        ("hoàn thành trước ngày 31/02/2023", '31/02/2023', "Tháng 2 năm 2023 chỉ có 28 ngày"),
        ("họp ngày 31 tháng 11 năm 2022.", '31 tháng 11 năm 2022', "chỉ có 30 ngày"),
        ("báo cáo trước ngày 15/13", '15/13', "Không có tháng 13"),
        ("Quyết định số 5/QĐ-UBND ngày 32/01/2023 của UBND tỉnh", '32/01/2023', "Không có ngày 32"),
        ("từ tháng 13/2023", '13/2023', "Không có tháng 13"),
        ("Quyết định số 5/QĐ-UBND ngày 22/12/1022 của UBND tỉnh", '22/12/1022', "năm 1022"),
    ],
)
def test_a_day_that_the_calendar_lacks_is_told(text: str, words: str, told: str) -> None:
    found = _check(text)
    assert _only(found) == ('SL263', LOI, words)
    assert told in found[0].problem


def test_a_year_far_ahead_is_doubted() -> None:
    assert _only(_check("nhiệm vụ năm 3023; giải pháp")) == ('SL263', CANH_BAO, '3023')


@pytest.mark.parametrize(
    'text',
    [
        "mỗi ngày 32/40 hồ sơ được trả đúng hạn",
        "nộp từ ngày 01-15 hàng tháng",
        "ngày 29/02/2024, ngày 30/4 và ngày 01/5",
        "số ngày 45/60 ngày công",
        "lương tháng 13; QCVN 01-39/2011/BTNMT",
        "từ ngày 20-21/12/2022",
        "ngày 45/60 xe đạt chuẩn",
        "mỗi năm 3000 lao động; năm 2500 tấn",
        "tầm nhìn đến năm 2100",
        "lễ hội ngày 30/02 (âm lịch) và ngày 30 tháng 2 năm 2023 âm lịch",
    ],
)
def test_what_is_no_date_has_no_calendar(text: str) -> None:
    assert _check(text) == []


@pytest.mark.parametrize(
    ('body', 'words'),
    [
        ("Căn cứ Nghị quyết số 01/NQ-CP ngày 06/3/2023 của Chính phủ;", '06/3/2023'),
        ("Thực hiện Chỉ thị số 05/CT-TTg ngày 10 tháng 02 năm 2023.", '10 tháng 02 năm 2023'),
        ("Theo Nghị định số 05/2024/NĐ-CP của Chính phủ.", '05/2024/NĐ-CP'),
        ("Căn cứ ý kiến tại Hội nghị ngày 12/11/2023 của Ban Chỉ đạo;", '12/11/2023'),
        (
            "Kế hoạch số 76-KH/TU ngày 28/9/2021 của Thành ủy về thực hiện Nghị quyết số 07-NQ/TU ngày 20/5/2022 của Tỉnh ủy.",
            '28/9/2021',
        ),
    ],
)
def test_what_is_cited_is_not_later_than_what_cites(body: str, words: str) -> None:
    assert _only(_check(HEAD + body)) == ('SL264', LOI, words)


@pytest.mark.parametrize(
    ('heading', 'level', 'words'),
    [
        ("(Kèm theo Kế hoạch số 31/KH-UBND ngày 08/02/2023 của UBND thành phố)", LOI, '08/02/2023'),
        (
            "*(Ban hành kèm theo Kế hoạch số 31/KH-UBND ngày 10 tháng 02 năm 2023)*",
            LOI,
            '10 tháng 02 năm 2023',
        ),
        ("(Kèm theo Kế hoạch số 13/KH-UBND ngày 09/02/2023 của UBND thành phố)", CANH_BAO, '13/KH-UBND'),
    ],
)
def test_an_appendix_names_its_paper_as_the_head_does(heading: str, level: Level, words: str) -> None:
    assert _only(_check(HEAD + heading)) == ('SL262', level, words)


@pytest.mark.parametrize(
    'text',
    [
        "(Kèm theo Kế hoạch số 31/KH-UBND ngày 09/02/2023 của UBND thành phố)",
        "(Kèm theo Kế hoạch số 31/KH-UBND ngày   tháng 02 năm 2023)",
        "(Kèm theo Công văn số 13/SNV-CCHC ngày 01/02/2023 của Sở Nội vụ)",
        "Quy chế ban hành kèm theo Kế hoạch số 13/KH-UBND ngày 01/02/2022",
    ],
)
def test_what_is_attached_elsewhere_is_let_alone(text: str) -> None:
    assert _check(HEAD + text) == []


@pytest.mark.parametrize(
    'text',
    [
        HEAD + "Căn cứ Quyết định số 5/QĐ-UBND ngày 09/02/2023 của UBND tỉnh;",
        HEAD + "UBND tỉnh sẽ ban hành Quyết định số 5/QĐ-UBND ngày 20/02/2023.",
        HEAD + "Căn cứ Nghị định số 30/2020/NĐ-CP có hiệu lực đến ngày 01/7/2025;",
        HEAD + "Báo cáo kết quả trước ngày 20/11/2023.",
        HEAD
        + "Căn cứ Kế hoạch này, các phòng xây dựng kế hoạch, gửi báo cáo trước ngày 20/3/2023; chậm nhất ngày 30/3/2023.",
        HEAD + "(Kèm theo Kế hoạch số 31/KH-UBND)",
        # a blank day is any day of the month
        "Minh Châu, ngày     tháng 01 năm 2023\nKẾ HOẠCH\nCăn cứ Nghị quyết số 01/NQ-CP ngày 31/01/2023;",
        "Minh Châu, ngày … tháng … năm 2023\nKẾ HOẠCH\nCăn cứ Nghị quyết số 01/NQ-CP ngày 31/12/2023;",
        # no date of its own, but a date in its subject
        "QUYẾT ĐỊNH\nSửa đổi Quyết định số 13/2018/QĐ-UBND, ngày 27 tháng 4 năm 2018 của Ủy ban nhân dân tỉnh\n"
        "Căn cứ Nghị định số 91/2020/NĐ-CP ngày 31/7/2020;",
        # what a plan rests on is not what it carries out
        "Thực hiện Nghị quyết số 01/NQ-CP ngày 06/01/2023 về nhiệm vụ năm 2023 theo Quyết định số 95/QĐ-UBND ngày 19/01/2023.",
        "Nghị định số 24/2014/NĐ-CP ngày 04/4/2014 được sửa đổi tại Nghị định số 107/2020/NĐ-CP ngày 14/9/2020.",
    ],
)
def test_what_is_not_later_is_not_told(text: str) -> None:
    assert _check(text) == []


@pytest.mark.parametrize(
    'text',
    [
        "Kết luận số 104-KL/TU ngày 20/12/2021 của Thành ủy về kết quả lãnh đạo, chỉ đạo thực hiện nhiệm vụ năm 2022;",
        "Báo cáo số 98/BC-UBND ngày 11/11/2005 của UBND tỉnh về tình hình thực hiện thu, chi ngân sách năm 2006.",
        "Báo cáo số 12/BC-UBND ngày 30/12/2022 sơ kết công tác 6 tháng đầu năm 2023",
    ],
)
def test_results_of_a_year_are_not_told_before_it(text: str) -> None:
    found = [c for c in _check(text) if c.code == 'SL265']
    assert [c.level for c in found] == [LOI]
    assert found[0].spots[2].text in found[0].problem


@pytest.mark.parametrize(
    'text',
    [
        "Kết luận số 2043-KL/TU ngày 05/12/2023 về tình hình thực hiện nhiệm vụ năm 2023; mục tiêu năm 2024;",
        "Quyết định số 1455/QĐ-UBND ngày 16/12/2022 về việc giao chỉ tiêu kế hoạch năm 2023;",
        "Báo cáo số 12/BC-UBND ngày 30/12/2022 về kết quả phân bổ vốn đầu tư công năm 2023.",
        "Báo cáo số 12/BC-UBND ngày 30/12/2022 về tình hình cung ứng hàng hóa dịp Tết Nguyên đán năm 2023.",
        "Thông báo số 12/TB-UBND ngày 30/12/2022 về kết quả xét thăng hạng viên chức năm 2023.",
        "Báo cáo số 12/BC-UBND ngày 30/10/2022 về tình hình xây dựng kế hoạch năm 2023.",
        "Công văn số 88/UBND-KT ngày 12/12/2022 về việc báo cáo kết quả thực hiện nhiệm vụ năm 2023.",
        "Quyết định số 88/QĐ-UBND ngày 12/12/2022 ban hành Quy định đánh giá kết quả thực hiện nhiệm vụ năm 2023.",
        "Báo cáo số 12/BC-UBND ngày 30/12/2022 về kết quả thực hiện Nghị quyết và nhiệm vụ giai đoạn 2021-2025, đến năm 2025.",
    ],
)
def test_plans_and_their_preparation_come_before_their_year(text: str) -> None:
    assert _check(text) == []


LIST = (
    "Quyết định số: 91/QĐ-UBND ngày 27/12/2022 về giao chỉ tiêu kế hoạch năm 2023; 92/QĐ-UBND ngày 28/12/2022 về giao dự toán"
    " ngân sách năm 2023; 15/QĐ-UBND ngày 17/01/{year} về nhiệm vụ, giải pháp chủ yếu năm {year}; Kế hoạch số 33/KH-UBND ngày"
    " 20/02/2023 về cải thiện môi trường kinh doanh năm 2023."
)


def test_the_odd_year_of_a_list_is_doubted() -> None:
    found = _check(LIST.format(year=2022))
    assert _only(found) == ('SL266', CANH_BAO, "15/QĐ-UBND")
    assert "3 văn bản khác" in found[0].problem


@pytest.mark.parametrize(
    'text',
    [
        LIST.format(year=2023),
        # results of the year before belong to the list
        LIST.format(year=2022).replace("nhiệm vụ, giải pháp chủ yếu", "kết quả thực hiện nhiệm vụ"),
        # three texts make no rule
        "Quyết định số 91/QĐ-UBND ngày 27/12/2022 về giao chỉ tiêu năm 2023; 92/QĐ-UBND ngày 28/12/2022 về giao dự toán năm 2023;"
        " 15/QĐ-UBND ngày 17/01/2022 về nhiệm vụ năm 2022.",
        "Quyết định số 379/QĐ-UBND ngày 30/7/2025 về giao dự toán thu ngân sách năm 2025 sau sắp xếp",
        "Quyết định số 79/QĐ-UBND ngày 20/12/2023 về giao kế hoạch vốn đầu tư công năm 2023 (đợt 3)",
        "Nghị quyết số 9/NQ-HĐND ngày 20/12/2023 về điều chỉnh dự toán ngân sách năm 2023",
    ],
)
def test_a_list_of_several_years_is_let_alone(text: str) -> None:
    assert _check(text) == []


@pytest.mark.parametrize('year', ['2012', '2023'])
def test_a_plan_dated_far_from_its_year_is_doubted(year: str) -> None:
    text = f"Quyết định số 19/QĐ-UBND ngày 27/12/{year} về việc giao chỉ tiêu kế hoạch phát triển kinh tế - xã hội năm 2023"
    assert _only(_check(text)) == ('SL266', CANH_BAO, f'27/12/{year}')


@pytest.mark.parametrize(
    ('days', 'words'),
    [
        (('27/12/2022', '28/12/2022', '27/12/2022'), '28/12/2022'),
        (('15/3/2023', '12/3/2023', '16/3/2023'), '12/3/2023'),
        (('27/12/2022', '27/12/2023', '27/12/2022'), '27/12/2023'),
    ],
)
def test_a_number_between_two_of_a_register_is_of_their_days(days: tuple[str, ...], words: str) -> None:
    text = "Quyết định số 119/QĐ-UBND ngày {}; 120/QĐ-UBND ngày {}; 121/QĐ-UBND ngày {}".format(*days)
    assert _only(_check(text)) == ('SL266', CANH_BAO, words)


@pytest.mark.parametrize(
    'text',
    [
        "Quyết định số 119/QĐ-UBND ngày 27/12/2022; 120/QĐ-UBND ngày 28/12/2022; 121/QĐ-UBND ngày 28/12/2022",
        "Quyết định số 119/QĐ-UBND ngày 27/12/2022; 248/QĐ-UBND ngày 17/01/2023; 260/QĐ-UBND ngày 15/01/2023",
        # Party texts and resolutions of the Government count from each congress and each year
        "Nghị quyết số 27-NQ/TW ngày 09/11/2022, Nghị quyết số 28-NQ/TW ngày 25/10/2017, Nghị quyết số 29-NQ/TW ngày 17/11/2022",
        "Nghị quyết số 01/NQ-CP ngày 05/01/2024, số 02/NQ-CP ngày 06/01/2023 và số 05/NQ-CP ngày 20/01/2024 của Chính phủ",
        "Quyết định số 119/QĐ-UBND ngày 12/3/2023 của UBND tỉnh; 120/QĐ-UBND ngày 08/01/2023 của UBND huyện;"
        " 121/QĐ-UBND ngày 12/3/2023 của UBND tỉnh",
    ],
)
def test_registers_of_several_years_and_offices_are_let_alone(text: str) -> None:
    assert _check(text) == []


def test_a_type_that_the_symbol_denies_is_doubted() -> None:
    found = _check("2 huyện theo Nghị định số 1791/QĐ-TTg ngày 01/10/2013 của Thủ tướng Chính phủ")
    assert _only(found) == ('SL268', CANH_BAO, "1791/QĐ-TTg")


@pytest.mark.parametrize(
    'text',
    [
        "Đề án 06 theo Quyết định số 06/QĐ-TTg ngày 06/01/2022",
        "Chương trình số 1719/QĐ-TTg; Quy định số 22-QĐ/TW; Kế hoạch 1813/QĐ-TTg; Nghị quyết số 43/2022/QH15",
        "triển khai Nghị định của Chính phủ và văn bản số 12/QĐ-UBND",
    ],
)
def test_a_type_that_fits_is_let_alone(text: str) -> None:
    assert _check(text) == []


def test_papers_that_date_one_text_differently_are_told() -> None:
    one = "Nghị quyết số 27/NQ-HĐND ngày 22/12/2022 của Hội đồng nhân dân thành phố Minh Châu về kế hoạch năm 2023"
    other = "Theo Nghị quyết số 27/NQ-HĐND ngày 23/12/2022 của HĐND TP. Minh Châu"
    found = _compare(one, other)
    assert _only(found) == ('SL262', LOI, '23/12/2022')
    assert '22/12/2022 (trong 1.txt)' in found[0].problem
    assert _compare(one, one.replace('22/12/2022', '22 tháng 12 năm 2022')) == []


def test_what_one_paper_contradicts_in_itself_is_not_told_again_between_papers() -> None:
    both = "Thông tư 79/2021/TT-BTC ngày 04/8/2021.\nThông tư 79/2021/TT-BTC ngày 04/9/2021."
    assert len(_check(both)) == 1
    assert _compare(both, "Thông tư 79/2021/TT-BTC ngày 04/8/2021.") == []


def test_a_paper_of_the_folder_is_known_by_its_own_head() -> None:
    citing = "Thực hiện Kế hoạch số 31/KH-UBND ngày 10/02/2023 của UBND thành phố Minh Châu."
    found = _compare(HEAD, citing)
    assert _only(found) == ('SL262', LOI, '10/02/2023')
    assert '09/02/2023' in found[0].problem
    assert _compare(HEAD, citing.replace('10/02', '09/02')) == []


def test_offices_of_two_places_number_for_themselves() -> None:
    other = HEAD.replace("MINH CHÂU", "HÒA AN").replace('09 tháng 02', '17 tháng 02')
    assert _compare(HEAD, other) == []
    text = "Quyết định số 15/QĐ-UBND ngày {day}/3/2023 của UBND tỉnh."
    assert _compare(HEAD + text.format(day='01'), other + text.format(day='02')) == []


def test_a_decree_of_two_years_is_told_where_its_date_says_which() -> None:
    wrong = "Nghị định số 59/2020/NĐ-CP ngày 01/7/2019 của Chính phủ"
    found = _compare(wrong, "theo quy định của Nghị định 59/2019/NĐ-CP của Chính phủ")
    assert _only(found) == ('SL267', CANH_BAO, '59/2019/NĐ-CP')
    assert [s.passage.where.span(0, 1).file for s in found[0].spots] == ['2.txt', '1.txt']
    assert '59/2020/NĐ-CP, ngày ký 01/7/2019 (trong 1.txt)' in found[0].problem


def test_a_decree_of_two_years_may_be_two_decrees() -> None:
    assert (
        _compare("Nghị định số 59/2020/NĐ-CP của Chính phủ", "Nghị định số 59/2019/NĐ-CP ngày 01/7/2019")
        == []
    )


def test_one_subject_under_two_years_is_doubted() -> None:
    text = "Nghị định số {number} quy định chi tiết một số điều của Luật Phòng, chống tham nhũng"
    one, other = text.format(number='59/2019/NĐ-CP ngày 01/7/2019'), text.format(number='59/2018/NĐ-CP')
    assert _only(_check(f'{one}.\n{other}.')) == ('SL267', CANH_BAO, '59/2018/NĐ-CP')


_with_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not at hand')


def _source(name: str) -> Paper:
    (path,) = SOURCES.glob(f'{name}-*.txt')
    return Paper(read_plain(path.read_text(encoding='utf-8'), path.name))


@_with_sources
@pytest.mark.parametrize(
    ('name', 'expected'),
    [
        ('000', [('SL265', LOI, '1045-KL/TU'), ('SL261', LOI, '59/2020/NĐ-CP')]),
        ('001', [('SL266', CANH_BAO, '248/QĐ-UBND')]),
        ('002', []),
        ('003', []),
        ('004', []),
    ],
)
def test_each_source_has_the_faults_that_are_known(name: str, expected: list[tuple[str, Level, str]]) -> None:
    assert [(c.code, c.level, c.spots[0].text) for c in check(_source(name))] == expected


@_with_sources
def test_the_sources_together_differ_in_one_decree() -> None:
    claims = [collect(_source(name)) for name in ('000', '001', '002', '003', '004')]
    (one,) = compare(claims)
    assert (one.code, [s.text for s in one.spots]) == ('SL267', ['59/2019/NĐ-CP', '59/2020/NĐ-CP'])
