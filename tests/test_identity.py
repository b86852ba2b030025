"""What a paper says of itself in its head."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.checks.model import Paper
from baocao.checks.reading.identity import Identity, identity
from baocao.prose import read_plain
from baocao.vietnamese.dates import Ngay

SOURCES = Path(__file__).parents[2] / 'shared/seeds'


def _of(text: str) -> Identity:
    return identity(Paper(read_plain(text, 'x.txt')))


DECISION = """\
ỦY BAN NHÂN DÂN
TỈNH MINH CHÂU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 245/QĐ-UBND
Minh Châu, ngày 09 tháng 02 năm 2024
QUYẾT ĐỊNH
Về việc giao chỉ tiêu kế hoạch phát triển kinh tế - xã hội năm 2024
ỦY BAN NHÂN DÂN TỈNH MINH CHÂU
Căn cứ Nghị quyết số 31/NQ-HĐND ngày 08 tháng 12 năm 2023 của HĐND tỉnh;
"""


def test_a_full_head_tells_everything() -> None:
    assert _of(DECISION) == Identity(
        "quyết định", '245', "QĐ-UBND", Ngay(9, 2, 2024), 2024, "ỦY BAN NHÂN DÂN TỈNH MINH CHÂU"
    )


def test_the_place_of_the_date_is_told() -> None:
    dated = _of(DECISION).dated
    assert dated is not None
    assert dated.text == "ngày 09 tháng 02 năm 2024"


def test_an_empty_paper_tells_nothing() -> None:
    assert _of("") == Identity()


@pytest.mark.parametrize(
    ('line', 'so', 'ky_hieu'),
    [
        ("Số:      /QĐ-UBND", None, "QĐ-UBND"),
        ("Số: ……/KH-UBND", None, 'KH-UBND'),
        ("Số: 09 /KH-UBND", '09', 'KH-UBND'),
        ("Số: 120/UBND-KT | Minh Châu, ngày 3 tháng 3 năm 2023", '120', 'UBND-KT'),
        ("Nghị định số: 59/2019/NĐ-CP", '59', "NĐ-CP"),
        ("Số 1045-KL/TU", '1045', 'KL/TU'),
        ("Luật số: 40/2019/QH14", '40', 'QH14'),
        ("Số hiệu: | 91/QĐ-UBND", None, None),
        ("Số: 12/KH-UBND   Minh Châu, ngày 3 tháng 3 năm 2023", '12', 'KH-UBND'),
        ("Quyết định số 12/QĐ-UBND ngày 03/3/2023 của UBND tỉnh", None, None),
    ],
)
def test_the_number_may_be_blank_or_spaced(line: str, so: str | None, ky_hieu: str | None) -> None:
    found = _of(line)
    assert (found.so, found.ky_hieu) == (so, ky_hieu)


@pytest.mark.parametrize(
    ('line', 'ngay'),
    [
        ("TP. Minh Châu,  ngày     tháng 01 năm 2023", Ngay(None, 1, 2023)),
        ("Minh Châu, ngày … tháng … năm 2023", Ngay(None, None, 2023)),
        ("Minh Châu, ngày 31 tháng 02 năm 2023", None),
        ("Hôm nay họp bàn ngày 12 tháng 3 năm 2023", None),
        ("| ngày 12 tháng 3 năm 2023", Ngay(12, 3, 2023)),
    ],
)
def test_the_date_of_issue_may_be_blank(line: str, ngay: Ngay | None) -> None:
    assert _of(line).ngay == ngay


@pytest.mark.parametrize(
    ('subject', 'nam'),
    [
        ("BÁO CÁO\nTình hình năm 2023 và nhiệm vụ trọng tâm năm 2024", 2023),
        ("BÁO CÁO\nTình hình thực hiện kế hoạch\nquý III/2023", 2023),
        ("BÁO CÁO kết quả công tác tháng 9 năm 2022", 2022),
        ("KẾ HOẠCH\nPhát triển nông nghiệp giai đoạn 2021 - 2025, đến năm 2030", None),
        ("V/v báo cáo số liệu năm 2022", 2022),
        ("V/v đăng ký tập huấn\nMinh Châu, ngày     tháng 3 năm 2026\nKính gửi: các thôn", None),
        ("## KẾ HOẠCH Phát triển kinh tế năm 2025", 2025),
        ("CHỈ THỊ\nVề mùa khô\nNăm 2020 hạn hán đến sớm.\nNăm 2021 cũng vậy.", None),
        ("QUYẾT ĐỊNH\nSỬA ĐỔI QUY CHẾ KÈM THEO QUYẾT ĐỊNH SỐ 13/2018/QĐ-UBND NGÀY 27 THÁNG 4 NĂM 2018", None),
        ("QUYẾT ĐỊNH\nSửa Quyết định số 12/2020/QĐ-UBND ngày 03/4/2020", None),
    ],
)
def test_the_year_is_the_first_that_the_subject_speaks_of(subject: str, nam: int | None) -> None:
    assert _of(subject).nam == nam


def test_the_issuer_is_the_last_agency_above_the_number() -> None:
    text = (
        "UBND TỈNH MINH CHÂU\nSỞ TÀI CHÍNH\nSố: 12/BC-STC\nBÁO CÁO\nTình hình thu ngân sách tháng 3 năm 2023"
    )
    assert _of(text).co_quan == "SỞ TÀI CHÍNH"
    assert _of(text).loai == "báo cáo"


def test_the_line_that_decides_is_fuller_than_the_head() -> None:
    text = (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 30/QĐ-UBND | Minh Châu, ngày 09 tháng 10 năm 2018 |\n"
        "QUYẾT ĐỊNH\nBAN HÀNH QUY ĐỊNH VỀ TRÁCH NHIỆM\nỦY BAN NHÂN DÂN THÀNH PHỐ MINH CHÂU\nCăn cứ Luật Viên chức;"
    )
    assert _of(text).co_quan == "ỦY BAN NHÂN DÂN THÀNH PHỐ MINH CHÂU"


def test_the_type_is_told_by_the_symbol_where_no_line_does() -> None:
    assert _of("Số: 12/TTr-STC").loai == "tờ trình"
    assert _of("Số: 12/UBND-NC").loai == "công văn"


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not at hand')
@pytest.mark.parametrize(
    ('source', 'expected'),
    [
        (
            '000-quyet-dinh-tp-quang-ngai-2023.txt',
            Identity(
                "quyết định",
                None,
                "QĐ-UBND",
                Ngay(None, 1, 2023),
                2023,
                "ỦY BAN NHÂN DÂN THÀNH PHỐ QUẢNG NGÃI",
            ),
        ),
        (
            '001-bao-cao-tp-quang-ngai-2023.txt',
            Identity("báo cáo", nam=2023),
        ),
        (
            '003-quyet-dinh-tinh-quang-ngai-2024.txt',
            Identity(
                "quyết định", '91', "QĐ-UBND", Ngay(19, 1, 2024), 2024, "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"
            ),
        ),
        (
            '004-ke-hoach-tp-tra-vinh-2023.txt',
            Identity("kế hoạch", '09', 'KH-UBND', Ngay(3, 2, 2023), 2023),
        ),
    ],
)
def test_the_source_papers_are_known(source: str, expected: Identity) -> None:
    assert _of((SOURCES / source).read_text(encoding='utf-8')) == expected
