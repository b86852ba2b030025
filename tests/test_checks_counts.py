"""A stated count against the list that follows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from baocao.checks.counts.counted import check
from baocao.checks.model import Conflict, Paper
from baocao.errors import Level
from baocao.prose import Kind, Passage, Prose, read_plain
from baocao.prose.plain import Line

SOURCES = Path(__file__).parents[2] / 'shared/seeds'


def _check(text: str) -> list[Conflict]:
    return list(check(Paper(read_plain(text, 'x.txt'))))


@pytest.mark.parametrize(
    ('text', 'count', 'counted'),
    [
        ("Hoàn thành công nhận 04 xã An Phú, Bình Lộc, Hòa Thạnh đạt chuẩn nông thôn mới.", '04', 3),
        ("Xây dựng 04 xã An Phú, Bình Lộc, Hòa Thạnh, Tân Hội và Long Mỹ đến năm 2025 lên phường;", '04', 5),
        ("Trong năm có 03 xã Phúc Chu và Trung Hội được công nhận.", '03', 2),
        ("Đã công nhận 03 trường đạt chuẩn mức độ 1 (Mầm non Họa Mi, Tiểu học Lê Lợi).", '03', 2),
        ("Có 3 trường đạt chuẩn (Trường Mầm non Họa Mi và Trường Tiểu học Lê Lợi).", '3', 2),
        ("Còn 03 chỉ tiêu chưa đạt (gồm: Thu ngân sách, Tỷ lệ che phủ rừng).", '03', 2),
        ("phối hợp giữa 02 lực lượng: Công an, Quân sự, Biên phòng; chủ động nắm tình hình.", '02', 3),
        ("lập 3 KCN mới: KCN Nam Sơn, KCN Bắc Hà, KCN Tân Lập 3, KCN Phú Lộc 2; tập trung giao đất", '3', 4),
        ("lập 05 khu công nghiệp (KCN) mới là KCN Nam Sơn, KCN Bắc Hà, KCN Tân Lập 3; dồn sức giao đất", '05', 3),
        ("gồm 5 phường: An Phú, An Lộc, Tân An, Long Mỹ và 3 xã: Tân Hòa, Tân Lập, Bình Minh.", '5', 4),
        ("Ngày ấy 4 xã: An Phú, An Lộc, Tân An, Long Mỹ và Tân Hòa được tách ra để lập huyện.", '4', 5),
        ("khen 04 tập thể gồm Trạm Y tế xã An Phú, Trường Tiểu học An Lộc, Ủy ban nhân dân xã Tân An.", '04', 3),
        ("Có 05 tỉnh, thành có 100% số xã đạt chuẩn gồm: Hà Nam, Nam Định, Thái Bình.", '05', 3),
        ("Kế hoạch gồm 04 nội dung sau:\n1. Rà soát.\n2. Đào tạo.\n3. Kiểm tra.\nII. Thực hiện", '04', 3),
        ("Kế hoạch gồm 04 nội dung sau:\n- Rà soát;\n- Đào tạo;\n- Kiểm tra.\nCác đơn vị làm.", '04', 3),
        ("Tập trung 06 nhóm giải pháp: (1) Thể chế; (2) hạ tầng; (3) đào tạo; (4) kiểm tra.", '06', 4),
        ("Kế hoạch gồm 04 nội dung: a) rà soát;\nb) đào tạo;\nc) kiểm tra.", '04', 3),
        ("Tổ công tác có 02 thành viên sau:\n1. Ông A, Tổ trưởng.\n2. Bà B.\n3. Bà C.", '02', 3),
        ("Thực hiện 03 nhiệm vụ đột phá¹ trong năm.\n¹ - Đầu tư hạ tầng.\n- Đào tạo cán bộ.", '03', 2),
        ("Đến nay có 04/11 xã đạt chuẩn: An Phú, Bình Lộc, Hòa Thạnh.", '04/11', 3),
        ("Sở báo cáo kết quả tại 03 xã như sau:\n1. Xã Tân An: đạt\n2. Xã Long Mỹ: đạt", '03', 2),
    ],
)  # fmt: skip
def test_a_count_that_does_not_fit_its_list_is_an_error(text: str, count: str, counted: int) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level) == ('SL231', Level.LOI)
    assert conflict.spots[0].text == count
    assert f"danh sách có {counted} (" in conflict.problem
    assert len(conflict.spots) == counted + 1


def test_items_under_groups_are_counted_through() -> None:
    text = "II. Các chỉ tiêu (04 chỉ tiêu)\n1. Kinh tế\n(1) Tăng trưởng.\n(2) Thu.\n2. Xã hội\n(3) Việc làm.\nIII. Giải pháp"
    assert "có 2 đến 3 (Tăng trưởng; Thu; Việc làm), không phải 4" in _check(text)[0].problem
    assert not _check(text.replace('04', '03'))


def test_names_before_an_open_end_are_at_least_so_many() -> None:
    text = "Đầu tư 05 xã An Phú, Bình Lộc, Hòa Thạnh, Tân Hội, Long Mỹ, Vĩnh An và những xã đủ điều kiện"
    assert "có ít nhất 6 (" in _check(text)[0].problem
    assert not _check(text.replace('05', '08'))


@pytest.mark.parametrize(
    ('text', 'count'),
    [
        ("theo 04 trụ cột chủ yếu là công nghiệp công nghệ cao, cảng biển - logistics, du lịch - thương mại.", '04'),
        ("theo 02 trụ cột chủ yếu là công nghiệp công nghệ cao, cảng biển - logistics, du lịch - thương mại.", '02'),
        ("dựa trên 04 trụ cột, gồm công nghiệp công nghệ cao, cảng biển - logistics và du lịch - thương mại.", '04'),
        ("còn 03 chỉ tiêu không đạt (cụ thể: tốc độ tăng trưởng kinh tế, tổng thu ngân sách trên địa bàn).", '03'),
        ("02 chỉ tiêu đạt, 03 chỉ tiêu không đạt kế hoạch (tốc độ tăng trưởng kinh tế, tổng thu ngân sách); còn lại", '03'),
        ("thực hiện 04 chương trình: xây dựng nông thôn mới; giảm nghèo bền vững; phát triển vùng đồng bào.", '04'),
        ("quy chế giữa 04 lực lượng Công an, Ban Chỉ huy Quân sự, Đồn Biên phòng phải được thực hiện", '04'),
        ("Thực hiện 02 nhiệm vụ sau:\n- Rà soát.\n- Đào tạo.\n- Kiểm tra.", '02'),
        ("tại 5 đơn vị gồm: Sở Y tế; Bệnh viện tỉnh; Trung tâm A và Trung tâm B", '5'),
        ("khởi công 02 dự án là đường Phía Tây, cầu Sông Vệ và kè Sông Trà.", '02'),
        ("quy chế giữa 03 lực lượng Công an, Quân sự, Đồn Biên phòng và Hải quan được thực hiện", '03'),
        ("Có 01 trường đạt chuẩn (Mầm non Hoa Sen, Tiểu học Lê Lợi).", '01'),
        ("Có 12 trường đạt chuẩn mức độ 2 (Mầm non Hoa Sen, Tiểu học Lê Lợi).", '12'),
    ],
)  # fmt: skip
def test_a_list_that_may_be_read_otherwise_is_a_doubt(text: str, count: str) -> None:
    (conflict,) = _check(text)
    assert (conflict.code, conflict.level) == ('SL232', Level.CANH_BAO)
    assert conflict.spots[0].text == count


@pytest.mark.parametrize(
    'text',
    [
        "cùng 03 sở: Tài chính, Nông nghiệp và Môi trường, Xây dựng.",
        "cùng 02 sở: Nông nghiệp và Môi trường, Giáo dục và Đào tạo",
        "cùng 03 ngành: Văn hóa, Thể thao và Du lịch; Y tế; Giáo dục",
        "Họp với 03 phòng Nội vụ, Tài chính - Kế hoạch, Văn hóa và Thông tin thành phố.",
        "Có 25 hộ dân thôn Tân An, thôn Phú Bình bị ảnh hưởng.",
        "đầu tư 05 xã như: An Phú, Bình Lộc, Hòa Thạnh.",
        "đầu tư 05 xã (An Phú, Bình Lộc, …) trong năm",
        "đầu tư 05 xã (An Phú, Bình Lộc...) trong năm",
        "Có 39 dự án, gồm: 02 dự án quy hoạch, 03 dự án chuyển tiếp và 34 dự án mới",
        "16 trường (Mầm non, Tiểu học, THCS) trên địa bàn",
        "đầu tư 03 xã An Phú, Bình Lộc, Tân Hội và bổ sung các xã đủ điều kiện",
        "tại 03 xã An Phú, Bình Lộc, Hòa Thạnh, UBND thành phố đã chỉ đạo",
        "tại 03 xã An Phú, Bình Lộc, Hòa Thạnh, Công an huyện đã kiểm tra",
        "tại 03 phường Nghĩa Chánh, Trần Phú, phường Lê Hồng Phong",
        "02 xã An Phú, Bình Lộc và 03 phường Một, Hai, Ba",
        "thực hiện 03 Chương trình mục tiêu quốc gia (CTMTQG): Nông thôn mới; giảm nghèo; phát triển vùng, giai đoạn 1.",
        "thực hiện 03 Chương trình mục tiêu quốc gia, tập trung các nội dung sau:\n- A;\n- B.",
        "- Thực hiện 02 nhiệm vụ sau:\n- Rà soát;\n- Đào tạo;\n- Kiểm tra công tác khác.",
        "1. Thực hiện 02 nhiệm vụ sau:\n1. Rà soát\n2. Đào tạo\n2. Việc khác",
        "04 lực lượng phối hợp (Quyết định số 12/QĐ-UBND, Kế hoạch số 5/KH-UBND).",
        "có 02 đồng chí: Nguyễn Văn A, Chủ tịch UBND xã; Trần Thị B, Phó Chủ tịch",
        "có 01 đồng chí: Nguyễn Văn A, Bí thư Đảng ủy, Chủ tịch HĐND xã, Trưởng ban",
        "tại 6 đơn vị gồm: Sở Y tế; Bệnh viện tỉnh; Trung tâm A; Trung tâm B; Trung tâm C và Trung tâm D, phát hiện",
        "tại 4 đơn vị gồm: Sở Y tế, Sở Nội vụ; UBND huyện A, UBND huyện B",
        "Có 15 chỉ tiêu (Phụ lục I, Phụ lục II)",
        "Thành phố có 07 đơn vị hành chính, gồm 4 phường: An Phú, An Lộc, Tân An, Long Mỹ và 3 xã: Tân Hòa, Tân Lập, Bình Minh.",
        "gồm 4 phường: An Phú, An Lộc, Tân An, Long Mỹ và xã Bình Minh.",
        "Huyện có 03 xã và 01 thị trấn, gồm các xã: An Phú, An Lộc, Tân An và thị trấn Bình Minh.",
        "Huyện có 05 đơn vị cấp xã, gồm thị trấn Bình Minh (huyện lỵ) và 4 xã: An Phú, An Lộc, Tân An, Long Mỹ.",
        "03 thị xã được thành lập từ 01/01/2025, bao gồm: thị xã An Lộc (Tân An), thị xã Long Mỹ, thị xã Bình Minh.",
        "có 3 đơn vị được đưa lên thị trấn gồm: Xã Tân An thuộc huyện A; xã Long Mỹ thuộc huyện B và xã Tân Hòa thuộc huyện C.",
        "9 phòng được tổ chức thống nhất gồm: Phòng Nội vụ; Phòng Tư pháp; Phòng Tài chính; Phòng Giáo dục và Đào tạo;"
        " Phòng Kinh tế, Hạ tầng và Đô thị; Phòng Văn hóa, Khoa học và Thông tin; Phòng Y tế; Thanh tra; Văn phòng.",
        "công nhận 05 xã: An Phú, An Lộc đạt 19 tiêu chí, Tân An, Long Mỹ, Bình Minh đạt 17 tiêu chí.",
        "công nhận 03 xã: An Phú (A), An Lộc - xã đảo, Tân An.",
        "với 3 nhóm: (i) Xương sống: Bắc - Nam; (ii) Quốc tế (12 tuyến) và (iii) Liên vùng (17 tuyến).",
        "Có 02 xã (Tịnh Khê, Tịnh Kỳ) và 01 phường (Trương Quang Trọng) đạt chuẩn",
        "có 12 chỉ tiêu (đạt 85% kế hoạch giao, tăng so với cùng kỳ)",
        "có 12 chỉ tiêu (trong đó có tổng thu ngân sách, tỷ lệ hộ nghèo)",
        "đầu tư 02 dự án (Khu dân cư Phía Nam, phường Chánh Lộ)",
        "Tổ công tác gồm 07 thành viên: 01 Tổ trưởng, 02 Tổ phó, 04 ủy viên",
        "10 xã, thị trấn (Bình Thuận, Bình Đông, Bình Trị, Bình Hải, Bình Hòa, Bình Phước, Bình An, Bình Khương,"
        " Bình Minh, Châu Ổ)",
        "16 chỉ tiêu là kết quả của sự nỗ lực, cố gắng của cả hệ thống chính trị.",
        "khách sạn 5 sao HYATT Cát Bà, tuyến cáp treo Phù Long - Cát Bà",
        "Trong 5 năm qua đã thực hiện các nội dung sau:\n- A;\n- B.",
        "chia làm 03 cấp (tỉnh, huyện, xã).",
        "Bố trí cho 24 dự án: hoàn thành 07, chuyển tiếp 11, khởi công mới 06.",
        "có 11 trường: mầm non 04 trường, tiểu học 04 trường, THCS 03 trường; tổng số 218 nhóm, lớp với 6.842 trẻ.",
        "03 khâu đột phá là cải cách hành chính, phát triển hạ tầng, đô thị, nâng cao chất lượng nguồn nhân lực.",
        "gồm 02 nội dung:\n- Phòng bệnh:\n+ Tiêm chủng;\n+ Truyền thông.\n- Chữa bệnh.",
        "Có 02 nhóm vấn đề: phòng, chống thiên tai; an sinh xã hội.",
        "trên địa bàn 02 huyện đảo Lý Sơn, Cồn Cỏ",
        "Thành phố có 23 xã, phường, kết quả như sau:\n- Tịnh An: đạt;\n- Tịnh Khê: đạt.",
        "Có 02 chỉ tiêu không đạt, nguyên nhân như sau:\n- A;\n- B;\n- C.",
        "Sở báo cáo kết quả rà soát hộ nghèo tại 06 xã, phường như sau:\n1. Kết quả chung\n2. Số liệu chi tiết",
        "UBND xã báo cáo tình hình thực hiện 12 chỉ tiêu như sau:\n1. Kết quả đạt được\n2. Tồn tại\n3. Giải pháp",
        "01 xã (Bình Châu, huyện Bình Sơn) đạt chuẩn",
        "01 xã (Bình Châu, Bình Sơn) đạt chuẩn",
        "02 xã (Bình Châu, huyện Bình Sơn; Tịnh Kỳ, thành phố Quảng Ngãi)",
        "tuyến đường tỉnh 914 thuộc xã Đôn Châu, Đôn Xuân (huyện Trà Cú)",
        "khoảng 05 xã An Phú, Bình Lộc bị ngập",
        "Thực hiện 03 nhiệm vụ¹ trong năm.\n¹ Theo Nghị quyết số 05/NQ-HĐND.",
        "Thực hiện 03 nhiệm vụ¹ trong năm.\n¹ Trong đó: - Nguồn vốn tỉnh.\n- Nguồn vốn thành phố.",
    ],
)  # fmt: skip
def test_what_is_no_list_of_the_counted_is_left_alone(text: str) -> None:
    assert not _check(text)


@pytest.mark.parametrize(
    'lead',
    [
        "Giao 03 chỉ tiêu, trong đó có 01 chỉ tiêu kinh tế và 02 chỉ tiêu môi trường:",
        "Trong 03 chỉ tiêu có 01 chỉ tiêu đạt, 02 chỉ tiêu chưa đạt, cụ thể:",
        # only those worth telling are listed
        "Qua rà soát 12 chỉ tiêu, có 07 chỉ tiêu vượt, 03 chỉ tiêu đạt và 02 chỉ tiêu không đạt kế hoạch, cụ thể:",
    ],
)
def test_a_list_below_several_counts_of_one_noun_is_not_that_of_the_last(lead: str) -> None:
    assert (
        _check(f"{lead}\n1. Thu ngân sách 8.240 triệu đồng.\n2. Hộ nghèo 34 hộ.\n3. Che phủ rừng 41%.") == []
    )


def test_a_list_below_the_last_of_two_counts_is_its_own_where_the_sentence_goes_on_to_it() -> None:
    text = "Trong 24 nhiệm vụ được giao, tập trung 02 nhiệm vụ sau:\n1. Giải ngân.\n2. Thu hồi đất.\n3. Giảm nghèo."
    (conflict,) = _check(text)
    assert conflict.spots[0].text == '02'


def test_a_note_of_a_word_file_is_counted() -> None:
    def passage(text: str, **more: object) -> Passage:
        return Passage(text, Line('x.docx', 1, text), **more)  # type: ignore[arg-type]

    body = "cụ thể hóa 02 nhiệm vụ đột phá và 03 nhiệm vụ trọng tâm; tăng cường phòng, chống thiên tai"
    marks = ((body.index(" và"), 'n1'), (body.index(";"), 'n2'))
    paper = Prose(
        'x.docx',
        (
            passage(body, notes=marks),
            passage("- Đầu tư hạ tầng.", kind=Kind.NOTE, sign='-', start=2, note='n1'),
            passage("- Đào tạo cán bộ.", kind=Kind.NOTE, sign='-', start=2, note='n1'),
            passage("- Nâng cao dịch vụ.", kind=Kind.NOTE, sign='-', start=2, note='n2'),
            passage("- Quản lý đô thị.", kind=Kind.NOTE, sign='-', start=2, note='n2'),
        ),
    )
    (conflict,) = check(Paper(paper))
    assert conflict.problem == (
        "Nêu 03 nhiệm vụ trọng tâm nhưng danh sách có 2 (Nâng cao dịch vụ; Quản lý đô thị), không phải 3."
    )


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not here')
@pytest.mark.parametrize('seed', ['000', '001', '002', '003', '004'])
def test_the_lists_of_the_sources_are_whole(seed: str) -> None:
    (file,) = SOURCES.glob(f'{seed}-*.txt')
    assert not _check(file.read_text(encoding='utf-8'))


@pytest.mark.skipif(not SOURCES.is_dir(), reason='the source papers are not here')
@pytest.mark.parametrize(
    ('seed', 'words'),
    [
        ('000', "02 trường đạt chuẩn mức độ 2 ("),
        ('000', "06 xã Tịnh Khê"),
        ('001', "02 chỉ tiêu không đạt ("),
        ('001', "07 xã Tịnh Khê, Tịnh Ấn Tây, Nghĩa Đông"),
        ('001', "07 xã Tịnh Khê, Tịnh Ấn Tây, Nghĩa Đồng"),
        ('001', "02 trường đạt chuẩn quốc gia"),
        ('001', "03 lực lượng: Công an"),
        ('002', "03 trụ cột chủ yếu là"),
        ('002', "03 trụ cột chủ yếu:"),
        ('002', "4 KCN mới:"),
        ('003', "03 Chương trình mục tiêu quốc gia (CTMTQG):"),
    ],
)  # fmt: skip
def test_another_digit_in_a_count_of_the_sources_is_seen(seed: str, words: str) -> None:
    (file,) = SOURCES.glob(f'{seed}-*.txt')
    text = file.read_text(encoding='utf-8')
    digit = text.index(words) + words.index(' ') - 1
    for other in set('3456789') - {text[digit]}:
        (conflict,) = _check(text[:digit] + other + text[digit + 1 :])
        assert conflict.spots[0].text == words.split()[0][:-1] + other
