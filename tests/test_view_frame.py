"""The frame of a paper: header, number, date, draft mark, authority, bases, recipients, signature."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from office import AGENCY, DEPARTMENT, NBSP, decision, office, plains, report
from samples import PAPERS, sample_names

from baocao.errors import Level
from baocao.loading import load
from baocao.text import Data, Text
from baocao.view import View, build
from baocao.view.notes import printed, texts_of

TWO_DEPUTIES = AGENCY + '  - chuc_vu: Phó Chủ tịch\n    ho_ten: Hồ Văn Em\n'
ACTING = AGENCY.replace('chuc_vu: Chủ tịch', 'chuc_vu: Quyền Chủ tịch')


def signed(view: View) -> tuple[list[str], str | None]:
    return plains(view.quyen_han), view.ho_ten.plain if view.ho_ten else None


# who signs


@pytest.mark.parametrize('kind', [decision, report])
@pytest.mark.parametrize(
    ('nguoi_ky', 'lines', 'name'),
    [
        ("Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Đinh Văn An"),
        ("chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Đinh Văn An"),
        ("Phó Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Lê Thị Bình"),
        ('"Phó  Chủ tịch"', ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Lê Thị Bình"),
        (
            "chuc_vu: Phó Chủ tịch\nho_ten: Người Khác",
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            "Người Khác",
        ),
        (
            "chuc_vu: Phó Chủ tịch Thường trực\nho_ten: Người Khác",
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC"],
            "Người Khác",
        ),
        ("chuc_vu: Quyền Chủ tịch\nho_ten: Trần Q", ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"], "Trần Q"),
        ("chuc_vu: Q. Chủ tịch\nho_ten: Trần Q", ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"], "Trần Q"),
        (
            "chuc_vu: Chánh Văn phòng\nho_ten: Vũ G\nhinh_thuc: thừa lệnh",
            ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
            "Vũ G",
        ),
        (
            "chuc_vu: Phó Chánh Văn phòng\nho_ten: Vũ G\nhinh_thuc: Thừa lệnh",
            ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
            "Vũ G",
        ),
        (
            "chuc_vu: Trưởng phòng Nội vụ\nho_ten: Vũ G\nhinh_thuc: thừa ủy quyền",
            ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ"],
            "Vũ G",
        ),
    ],
)
def test_a_committee_is_signed_for(tmp_path: Path, kind, nguoi_ky: str, lines: list[str], name: str) -> None:
    assert signed(office(tmp_path, kind(nguoi_ky=nguoi_ky)).view()) == (lines, name)


@pytest.mark.parametrize(
    ('nguoi_ky', 'lines', 'name'),
    [
        ("Chủ tịch", ["CHỦ TỊCH"], "Đinh Văn An"),
        ("Phó Chủ tịch", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Lê Thị Bình"),
        ("chuc_vu: Quyền Chủ tịch\nho_ten: Trần Q", ["Q. CHỦ TỊCH"], "Trần Q"),
    ],
)
def test_the_chairman_decides_in_his_own_name(
    tmp_path: Path, nguoi_ky: str, lines: list[str], name: str
) -> None:
    view = office(tmp_path, decision(nguoi_ky=nguoi_ky, tham_quyen="Chủ tịch")).view()
    assert signed(view) == (lines, name)
    assert view.tham_quyen and view.tham_quyen.plain == "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MINH LONG"


@pytest.mark.parametrize(
    ('nguoi_ky', 'lines', 'name'),
    [
        ("Giám đốc", ["GIÁM ĐỐC"], "Phạm Văn Cường"),
        ("Phó Giám đốc", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Võ Thị Dung"),
        ("chuc_vu: Quyền Giám đốc\nho_ten: Trần Q", ["Q. GIÁM ĐỐC"], "Trần Q"),
        (
            "chuc_vu: Chánh Thanh tra\nho_ten: Vũ G\nhinh_thuc: thừa lệnh",
            ["TL. GIÁM ĐỐC", "CHÁNH THANH TRA"],
            "Vũ G",
        ),
    ],
)
def test_a_department_is_signed_by_its_head(
    tmp_path: Path, nguoi_ky: str, lines: list[str], name: str
) -> None:
    view = office(tmp_path, decision(nguoi_ky=nguoi_ky), DEPARTMENT).view()
    assert signed(view) == (lines, name)
    assert view.tham_quyen and view.tham_quyen.plain == "GIÁM ĐỐC SỞ TÀI CHÍNH"
    assert plains(view.co_quan_chu_quan) == ["ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"]


def test_the_regime_may_be_set_against_the_name(tmp_path: Path) -> None:
    view = office(tmp_path / 'a', decision(nguoi_ky="Giám đốc"), DEPARTMENT + 'che_do: tập thể\n').view()
    assert signed(view)[0] == ["TM. SỞ TÀI CHÍNH", "GIÁM ĐỐC"] and view.tham_quyen.plain == "SỞ TÀI CHÍNH"
    view = office(tmp_path / 'b', report(), AGENCY + 'che_do: thủ trưởng\n').view()
    assert signed(view)[0] == ["CHỦ TỊCH"]


@pytest.mark.parametrize(
    ('tham_quyen', 'lines', 'authority'),
    [
        (None, ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"], "ỦY BAN NHÂN DÂN HUYỆN MINH LONG"),
        ("Chủ tịch", ["Q. CHỦ TỊCH"], "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MINH LONG"),
    ],
)
def test_an_acting_head_in_the_agency_file_is_the_head(tmp_path: Path, tham_quyen, lines, authority) -> None:
    o = office(tmp_path, decision(nguoi_ky="Quyền Chủ tịch", tham_quyen=tham_quyen), ACTING)
    assert signed(o.view()) == (lines, "Đinh Văn An")
    assert o.view().tham_quyen.plain == authority
    view = office(tmp_path, decision(nguoi_ky="Q. Chủ tịch", tham_quyen=tham_quyen), ACTING).view()
    assert signed(view) == (lines, "Đinh Văn An")
    view = office(tmp_path, decision(nguoi_ky="Phó Chủ tịch"), ACTING).view()
    assert signed(view)[0] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_of_two_deputies_one_must_be_named(tmp_path: Path) -> None:
    (found,) = office(tmp_path, report(nguoi_ky="Phó Chủ tịch"), TWO_DEPUTIES).findings()
    assert found.code == 'DL063' and "Lê Thị Bình, Hồ Văn Em" in found.problem
    view = office(tmp_path, report(nguoi_ky="chuc_vu: Phó Chủ tịch\nho_ten: Hồ Văn Em"), TWO_DEPUTIES).view()
    assert signed(view) == (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Hồ Văn Em")


def test_a_name_that_is_not_known_stays_blank_and_a_strange_post_is_said(tmp_path: Path) -> None:
    o = office(tmp_path, report(nguoi_ky="Quyền Chủ tịch"))
    view, (found,) = o.build()
    assert (found.code, found.level, found.span.line, found.span.column) == ('DL064', Level.CANH_BAO, 7, 11)
    assert view.ho_ten is None
    agency = AGENCY.replace('    ho_ten: Đinh Văn An\n', '')
    assert office(tmp_path, report(), agency).view().ho_ten is None


@pytest.mark.parametrize(
    ('nguoi_ky', 'codes'),
    [
        ("Giám đốc", ['DL064', 'DL062']),
        ("chuc_vu: Chánh Văn phòng\nho_ten: A", ['DL062']),
        ("chuc_vu: Phó Giám đốc\nho_ten: A", ['DL062']),
        ("chuc_vu: Chủ tịch\nhinh_thuc: thừa lệnh", ['DL068']),
        ("chuc_vu: Phó Chủ tịch\nhinh_thuc: thừa lệnh", ['DL068']),
        ("chuc_vu: Quyền Chủ tịch\nho_ten: A\nhinh_thuc: thừa ủy quyền", ['DL068']),
    ],
)
def test_who_may_not_sign_this_way_is_said(tmp_path: Path, nguoi_ky: str, codes: list[str]) -> None:
    o = office(tmp_path, report(nguoi_ky=nguoi_ky))
    assert o.codes() == codes


# the line of authority


@pytest.mark.parametrize('agency', [AGENCY, DEPARTMENT, ACTING])
def test_an_authority_that_is_neither_body_nor_head_is_said(tmp_path: Path, agency: str) -> None:
    post = "Giám đốc" if agency == DEPARTMENT else "Phó Chủ tịch"
    (found,) = office(tmp_path, decision(nguoi_ky=post, tham_quyen="Trưởng ban"), agency).findings()
    assert (found.code, found.span.line, found.span.column) == ('DL060', 10, 13)


def test_the_body_may_be_named_as_the_authority(tmp_path: Path) -> None:
    view = office(tmp_path, decision(tham_quyen="Ủy ban nhân dân huyện Minh Long")).view()
    assert view.tham_quyen.plain == "ỦY BAN NHÂN DÂN HUYỆN MINH LONG"
    assert signed(view)[0] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert office(tmp_path, report()).view().tham_quyen is None


# number, date, draft mark


@pytest.mark.parametrize(
    ('so', 'printed'),
    [
        (None, NBSP * 7),
        ('5', '05'),
        ('05', '05'),
        ('9', '09'),
        ('10', '10'),
        ('145', '145'),
        ('1234', '1234'),
    ],
)
def test_number_and_symbol(tmp_path: Path, so: str | None, printed: str) -> None:
    assert office(tmp_path, decision(so=so)).view().so_ky_hieu.plain == f'{printed}/QĐ-UBND'
    assert office(tmp_path, report(so=so)).view().so_ky_hieu.plain == f'{printed}/BC-UBND'


@pytest.mark.parametrize(
    ('day', 'printed', 'full'),
    [
        (None, "ngày     tháng     năm 2023", None),
        ('01/2023', "ngày     tháng 01 năm 2023", None),
        ('10/2023', "ngày     tháng 10 năm 2023", None),
        ('5/3/2023', "ngày 05 tháng 3 năm 2023", (2023, 3, 5)),
        ('05/02/2023', "ngày 05 tháng 02 năm 2023", (2023, 2, 5)),
        ('30/12/2023', "ngày 30 tháng 12 năm 2023", (2023, 12, 30)),
    ],
)
def test_place_and_date(tmp_path: Path, day: str | None, printed: str, full) -> None:
    view = office(tmp_path, report(ngay_ban_hanh=day)).view()
    assert view.dia_danh_ngay.plain.replace(NBSP, ' ') == f"Minh Long, {printed}"
    assert view.thuoc_tinh.ngay == full
    if full is None:
        assert NBSP * 5 in view.dia_danh_ngay.plain


def test_a_date_far_from_the_year_of_the_paper_is_doubted(tmp_path: Path) -> None:
    assert office(tmp_path, report(ngay_ban_hanh='5/1/2024')).codes() == []
    (found,) = office(tmp_path, report(ngay_ban_hanh='5/1/2032')).findings()
    assert (found.code, found.level, found.span.line) == ('DL066', Level.CANH_BAO, 10)


@pytest.mark.parametrize(
    ('changes', 'mark'),
    [
        ({}, "DỰ THẢO"),
        ({'so': '5'}, "DỰ THẢO"),
        ({'so': '5', 'ngay_ban_hanh': '3/2023'}, "DỰ THẢO"),
        ({'ngay_ban_hanh': '5/3/2023'}, "DỰ THẢO"),
        ({'so': '5', 'ngay_ban_hanh': '5/3/2023'}, None),
        ({'so': '5', 'ngay_ban_hanh': '5/3/2023', 'du_thao': 'có'}, "DỰ THẢO"),
        ({'du_thao': 'không'}, None),
        ({'du_thao': 'Không'}, None),
        ({'du_thao': '2'}, "Dự thảo lần 2"),
        ({'du_thao': '1'}, "Dự thảo lần 1"),
        ({'du_thao': 'lần 3'}, "Dự thảo lần 3"),
        ({'so': '5', 'ngay_ban_hanh': '5/3/2023', 'du_thao': '2'}, "Dự thảo lần 2"),
    ],
)
def test_the_draft_mark(tmp_path: Path, changes: dict[str, str], mark: str | None) -> None:
    view = office(tmp_path, decision(**changes)).view()
    assert (view.du_thao.plain if view.du_thao else None) == mark


def test_header_and_properties(tmp_path: Path) -> None:
    view = office(tmp_path, decision(trich_yeu="|\nVề việc\n  giao **nhiệm vụ** năm 2023.")).view()
    assert view.ten_loai.plain == "QUYẾT ĐỊNH"
    assert view.trich_yeu.plain.split() == ["Về", "việc", "giao", "nhiệm", "vụ", "năm", "2023"]
    assert plains(view.co_quan) == ["ỦY BAN NHÂN DÂN", "HUYỆN MINH LONG"] and view.co_quan_chu_quan == ()
    assert view.thuoc_tinh.tac_gia == "Ủy ban nhân dân huyện Minh Long"
    assert view.thuoc_tinh.chu_de == "Quyết định"
    assert view.thuoc_tinh.tieu_de.startswith("Quyết định Về việc giao")


# bases


def bases(root: Path, *lines: str, **changes: str) -> list[str]:
    listed = {'can_cu': ''.join(f'- |\n  {line}\n' for line in lines)} if lines else {}
    return plains(office(root, decision(**listed, **changes)).view().can_cu)


def test_bases_end_as_they_must_whatever_was_typed(tmp_path: Path) -> None:
    assert bases(tmp_path, "Luật A;", "Luật B.", "Luật C,", "Luật D") == [
        "Căn cứ Luật A;",
        "Căn cứ Luật B;",
        "Căn cứ Luật C;",
        "Căn cứ Luật D.",
    ]
    assert bases(tmp_path, "Luật A;") == ["Căn cứ Luật A."]
    assert bases(tmp_path) == []


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ("Căn cứ Luật A", "Căn cứ Luật A."),
        ("căn cứ Luật A;", "Căn cứ Luật A."),
        ("- Luật A", "Căn cứ Luật A."),
        ("- Căn cứ Luật A", "Căn cứ Luật A."),
        ("– Luật A", "Căn cứ Luật A."),
        ("Thực hiện Kết luận số 5;", "Thực hiện Kết luận số 5."),
        ("Xét Tờ trình số 5", "Xét Tờ trình số 5."),
        ("Theo Nghị quyết số 5", "Theo Nghị quyết số 5."),
        ("Luật **A**;", "Căn cứ Luật A."),
    ],
)
def test_the_word_that_opens_a_basis_stands_once(tmp_path: Path, typed: str, printed: str) -> None:
    assert bases(tmp_path, typed) == [printed]


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ("Trưởng phòng Nội vụ", "Theo đề nghị của Trưởng phòng Nội vụ."),
        ("Trưởng phòng Nội vụ,", "Theo đề nghị của Trưởng phòng Nội vụ."),
        ("Theo đề nghị của Trưởng phòng Nội vụ;", "Theo đề nghị của Trưởng phòng Nội vụ."),
        ("theo đề nghị của Trưởng phòng Nội vụ", "Theo đề nghị của Trưởng phòng Nội vụ."),
        ("Đề nghị của Trưởng phòng Nội vụ", "Theo đề nghị của Trưởng phòng Nội vụ."),
        ("Xét đề nghị của Trưởng phòng Nội vụ.", "Xét đề nghị của Trưởng phòng Nội vụ."),
    ],
)
def test_the_proposal_is_the_last_line(tmp_path: Path, typed: str, printed: str) -> None:
    assert bases(tmp_path, "Luật A.", de_nghi=typed) == ["Căn cứ Luật A;", printed]


# recipients


def recipients(root: Path, *lines: str, dieu: int = 1) -> list[str]:
    return plains(office(root, _listed(*lines, dieu=dieu)).build()[0].noi_nhan)


def _listed(*lines: str, dieu: int = 1) -> str:
    return decision('- Giao việc\n' * dieu, noi_nhan=''.join(f'- |\n  {line}\n' for line in lines))


def test_recipients_end_as_they_must_whatever_was_typed(tmp_path: Path) -> None:
    typed = ("Như Điều 1;", "- UBND tỉnh (b/c)", "– Các phòng, ban,", "Lưu: VT, TCKH.")
    assert recipients(tmp_path, *typed) == [
        "Như Điều 1;",
        "UBND tỉnh (b/c);",
        "Các phòng, ban;",
        "Lưu: VT, TCKH.",
    ]


def test_a_dash_that_is_wanted_stays(tmp_path: Path) -> None:
    assert recipients(tmp_path, r'\- UBND', "Lưu: VT") == ["- UBND;", "Lưu: VT."]


def test_a_fault_behind_a_typed_dash_has_its_right_column(tmp_path: Path) -> None:
    o = office(tmp_path, decision(noi_nhan='- "– Sở ${a}"\n- "- Sở ${b}"\n- "Lưu: VT"'))
    assert [(f.code, f.span.line, f.span.column) for f in o.findings()] == [
        ('DL040', 6, 11),
        ('DL040', 7, 11),
    ]
    view = office(tmp_path, decision(noi_nhan='- "– Sở"\n- "- Sở"\n- "Lưu: VT"')).view()
    pieces = [p for line in view.noi_nhan[:2] for p in line if isinstance(p, Data)]
    assert [(p.text, p.at) for p in pieces] == [("Sở", 2), ("Sở", 2)]


@pytest.mark.parametrize('last', ["Lưu VT", "Lưu: TCKH", "UBND tỉnh", "LƯU: VT", "Lưu: VTX"])
def test_a_last_recipient_that_is_not_the_archive_is_warned_of(tmp_path: Path, last: str) -> None:
    (found,) = office(tmp_path, _listed("UBND tỉnh", last)).findings()
    assert (found.code, found.level, found.span.line) == ('TT001', Level.CANH_BAO, 8)


@pytest.mark.parametrize('last', ["Lưu: VT", "Lưu: VT, TCKH (2)", "Lưu:  VT."])
def test_the_archive_is_known(tmp_path: Path, last: str) -> None:
    assert office(tmp_path, _listed("UBND tỉnh", last)).codes() == []


@pytest.mark.parametrize(
    ('line', 'right'),
    [
        ("Như Điều 4", True),
        ("Như Điều 9", False),
        ("Như điều 5", False),
        ("Như các Điều 2, 3", True),
        ("Như Điều 2, Điều 7", False),
        ("Như Điều 2 và 7 (b/c)", False),
        ("Như Điều 3; Điều 4", True),
        ("Như Điều 3 (02 bản)", True),
        ("Như Điều 3 Quyết định số 145", True),
    ],
)
def test_a_recipient_of_an_article_needs_that_article(tmp_path: Path, line: str, right: bool) -> None:
    found = office(tmp_path, _listed(line, "Lưu: VT", dieu=4)).findings()
    assert [(f.code, f.level, f.span.line) for f in found] == ([] if right else [('DL061', Level.LOI, 6)])
    assert right or "4 Điều" in found[0].problem


TWO_CHAIRMEN = AGENCY.replace(
    '  - chuc_vu: Chủ tịch\n    ho_ten: Đinh Văn An\n',
    '  - chuc_vu: Chủ tịch\n    ho_ten: Đinh Văn An\n    hieu_luc_den: 30/6/2023\n'
    '  - chuc_vu: Chủ tịch\n    ho_ten: Phan Văn Đông\n    hieu_luc_tu: 01/7/2023\n    hieu_luc_den: 31/12/2024\n',
)


@pytest.mark.parametrize(
    ('day', 'name'),
    [('30/6/2023', "Đinh Văn An"), ('01/7/2023', "Phan Văn Đông"), ('8/2023', "Phan Văn Đông")],
)
def test_the_name_is_that_of_who_holds_the_post_at_the_time_of_the_paper(
    tmp_path: Path, day: str, name: str
) -> None:
    view = office(tmp_path, report(ngay_ban_hanh=day), TWO_CHAIRMEN).view()
    assert view.ho_ten is not None and view.ho_ten.plain == name


def test_a_post_that_nobody_holds_at_the_time_of_the_paper_is_said(tmp_path: Path) -> None:
    found = office(tmp_path, report(ngay_ban_hanh='05/3/2025', nam='2025'), TWO_CHAIRMEN).findings()
    assert [(f.code, f.span.line) for f in found] == [('DL085', 7)]
    named = report(ngay_ban_hanh='05/3/2025', nam='2025', nguoi_ky='\nchuc_vu: Chủ tịch\nho_ten: Hồ Văn Em')
    view = office(tmp_path, named, TWO_CHAIRMEN).view()
    assert view.ho_ten is not None and view.ho_ten.plain == "Hồ Văn Em"


def test_a_year_alone_does_not_tell_who_of_two_signs(tmp_path: Path) -> None:
    assert office(tmp_path, report(), TWO_CHAIRMEN).codes() == ['DL063']


@pytest.mark.parametrize('name', sample_names())
def test_the_texts_of_a_view_are_those_of_all_its_fields(name: str) -> None:
    view, _ = build(load(*PAPERS[name]))

    def texts(value: Any) -> Iterator[Text]:
        if isinstance(value, Text):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                yield from texts(item)
        elif isinstance(value, Struct):
            for name in value.__struct_fields__:
                yield from texts(getattr(value, name))

    of_notes = [text for note in view.chu_thich for text in note.cac_doan]
    every = texts_of(view)
    assert list(map(id, every)) == list(map(id, texts(view)))
    assert len(printed(view)) == len(every) - len(of_notes)
