"""The types of papers: which are drafted and how their frames differ, which are refused and with what words."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import AGENCY, DEPARTMENT, NBSP, decision, office, plains, report, rows

from baocao.errors import Finding
from baocao.quy_dinh import THE_LOAI

#: Điều 7: each type with its symbol where it is drafted, None where it is not yet
TYPES: dict[str, str | None] = {
    "nghị quyết": None,
    "quyết định": "/QĐ-UBND",
    "chỉ thị": "/CT-UBND",
    "quy chế": "/QC-UBND",
    "quy định": "/QyĐ-UBND",
    "thông cáo": "/TC-UBND",
    "thông báo": "/TB-UBND",
    "hướng dẫn": "/HD-UBND",
    "chương trình": "/CTr-UBND",
    "kế hoạch": "/KH-UBND",
    "phương án": "/PA-UBND",
    "đề án": "/ĐA-UBND",
    "dự án": "/DA-UBND",
    "báo cáo": "/BC-UBND",
    "biên bản": None,
    "tờ trình": "/TTr-UBND",
    "hợp đồng": None,
    "công văn": "/UBND-VX",
    "công điện": None,
    "bản ghi nhớ": None,
    "bản thỏa thuận": None,
    "giấy ủy quyền": "/GUQ-UBND",
    "giấy mời": "/GM-UBND",
    "giấy giới thiệu": None,
    "giấy nghỉ phép": None,
    "phiếu gửi": "/PG-UBND",
    "phiếu chuyển": "/PC-UBND",
    "phiếu báo": "/PB-UBND",
    "thư công": None,
}
DRAFTED = [name for name, symbol in TYPES.items() if symbol]


def letter(**changes: str | None) -> str:
    """The YAML of a letter; each keyword replaces a root key (None leaves it out)."""
    own = {'don_vi_soan_thao': 'VX', 'kinh_gui': "Sở Nội vụ", 'noi_dung': "Nội dung"}
    return report(**{'loai': "công văn", 'bo_cuc': None, **own, **changes})


def invitation(**changes: str | None) -> str:
    """The YAML of an invitation; each keyword replaces a root key (None leaves it out)."""
    own = {
        'kinh_moi': "Ông A",
        'toi_du': "Hội nghị",
        'thoi_gian': "08 giờ 00 ngày 05/3/2023",
        'dia_diem': "Hội trường",
    }
    return report(bo_cuc=None, **{'loai': "giấy mời", **own, **changes})


def of_type(name: str, **changes: str | None) -> str:
    """The YAML of a paper of a type that is drafted."""
    if name == "quyết định":
        return decision(**changes)
    if name == "giấy mời":
        return invitation(**changes)
    if name == "công văn":
        return letter(**changes)
    return report(loai=name, kinh_gui="HĐND huyện" if name == "tờ trình" else None, **changes)


def one(root: Path, paper: str, agency: str = AGENCY) -> Finding:
    """The only finding of a paper."""
    (found,) = office(root, paper, agency).findings()
    return found


def test_the_list_is_the_one_of_the_decree() -> None:
    assert list(TYPES) == [t.ten for t in THE_LOAI]


@pytest.mark.parametrize('name', DRAFTED)
def test_a_type_is_drafted_with_its_name_and_symbol(name: str, tmp_path: Path) -> None:
    view = office(tmp_path, of_type(name)).view()
    assert view.so_ky_hieu.plain.strip(NBSP) == TYPES[name]
    assert view.ten_loai.plain == ('' if name == "công văn" else name.upper())
    assert view.noi_dung[-1].noi_dung.plain.endswith('./.')


@pytest.mark.parametrize('name', sorted(set(TYPES) - set(DRAFTED)))
def test_other_types_of_the_decree_are_refused_with_the_list_of_those_that_are(
    name: str, tmp_path: Path
) -> None:
    found = one(tmp_path, report(loai=name))
    assert (found.code, found.span.line, found.span.column) == ('DL004', 1, 7)
    assert found.problem == f"Chưa soạn được loại văn bản «{name}»."
    assert all(drafted in found.remedy for drafted in DRAFTED)


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ('HD', "HƯỚNG DẪN"),
        ("ĐA", "ĐỀ ÁN"),
        ('DA', "DỰ ÁN"),
        ("Kế Hoạch", "KẾ HOẠCH"),
        ("giấy uỷ quyền", "GIẤY ỦY QUYỀN"),
    ],
)
def test_a_type_may_be_typed_short_or_in_any_case(typed: str, printed: str, tmp_path: Path) -> None:
    assert office(tmp_path, report(loai=typed)).view().ten_loai.plain == printed


def test_hop_dong_is_not_huong_dan(tmp_path: Path) -> None:
    assert one(tmp_path, report(loai="HĐ")).problem == "Chưa soạn được loại văn bản «hợp đồng»."


def test_an_abbreviation_in_another_case_is_no_type_but_is_understood(tmp_path: Path) -> None:
    found = one(tmp_path, report(loai='hd'))
    assert found.code == 'DL003'
    assert "«hướng dẫn»" in found.remedy and "«hợp đồng»" in found.remedy


@pytest.mark.parametrize(
    ('typed', 'reason'),
    [
        ("luật", "Luật Ban hành văn bản quy phạm pháp luật"),
        ("Nghị định", "Luật Ban hành văn bản quy phạm pháp luật"),
        ("thông tư", "Luật Ban hành văn bản quy phạm pháp luật"),
        ("kết luận", "Quy định số 399-QĐ/TW"),
    ],
)
def test_laws_and_papers_of_the_party_are_refused_with_the_reason(
    typed: str, reason: str, tmp_path: Path
) -> None:
    found = one(tmp_path, report(loai=typed))
    assert (found.code, found.span.line, found.span.column) == ('DL081', 1, 7)
    assert typed in found.problem and reason in found.problem


@pytest.mark.parametrize(
    ('typed', 'code'),
    [
        ('15/2026/QĐ-UBND', 'DL082'),
        ('15/2026', 'DL082'),
        ('05-QĐ/ĐU', 'DL083'),
        ('15/QĐ-UBND', 'DL014'),
        ('mười', 'DL014'),
    ],
)
def test_a_number_of_another_regime_is_refused(typed: str, code: str, tmp_path: Path) -> None:
    paper = office(tmp_path, report(so=typed))
    (found,) = paper.findings()
    assert (found.code, paper.line(found.span.line)) == (code, f'so: {typed}')
    assert found.span.column == 5


@pytest.mark.parametrize(
    'name',
    ["Đảng ủy xã Tịnh Khê", "Ban Chấp hành Đảng bộ tỉnh", "Tỉnh ủy Quảng Ngãi", "Thành uỷ", "Chi bộ thôn 1"],
)
def test_a_body_of_the_party_is_refused(name: str, tmp_path: Path) -> None:
    agency = AGENCY.replace("Ủy ban nhân dân huyện Minh Long", name)
    found = one(tmp_path, report(), agency)
    assert (found.code, found.span.file, found.span.line, found.span.column) == (
        'DL084',
        'co-quan/ubnd.yaml',
        1,
        6,
    )
    assert name in found.problem


def test_a_body_of_the_state_may_speak_of_the_party(tmp_path: Path) -> None:
    agency = AGENCY.replace("Ủy ban nhân dân huyện Minh Long", "Ban Quản lý Di tích Thành ủy")
    assert office(tmp_path, report(), agency).codes() == []


def test_the_chairman_issues_in_his_own_name(tmp_path: Path) -> None:
    of_body = office(tmp_path / 'a', decision()).view()
    own = office(tmp_path / 'b', decision(tham_quyen="Chủ tịch")).view()
    assert of_body.tham_quyen is not None and own.tham_quyen is not None
    assert of_body.tham_quyen.plain == "ỦY BAN NHÂN DÂN HUYỆN MINH LONG"
    assert own.tham_quyen.plain == "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MINH LONG"
    assert plains(of_body.quyen_han) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert plains(own.quyen_han) == ["CHỦ TỊCH"]


@pytest.mark.parametrize('name', ["chỉ thị", "tờ trình", "công văn", "giấy mời"])
def test_other_papers_of_the_chairman_are_signed_so_and_print_no_authority(name: str, tmp_path: Path) -> None:
    deputy = {'tham_quyen': "Chủ tịch", 'nguoi_ky': "Phó Chủ tịch"}
    view = office(tmp_path, of_type(name, **deputy)).view()
    assert view.tham_quyen is None
    assert plains(view.quyen_han) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_only_the_body_or_its_head_issues(tmp_path: Path) -> None:
    paper = office(tmp_path, report(tham_quyen="Chánh Văn phòng"))
    (found,) = paper.findings()
    assert (found.code, found.span.column) == ('DL060', 13)
    assert paper.line(found.span.line) == "tham_quyen: Chánh Văn phòng"


# Letters, Mẫu 1.5 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ("Báo cáo kết quả", "báo cáo kết quả"),
        ("V/v báo cáo kết quả", "báo cáo kết quả"),
        ("V/v: Báo cáo kết quả", "báo cáo kết quả"),
        ("Về việc báo cáo kết quả.", "báo cáo kết quả"),
        ("UBND huyện báo cáo", "UBND huyện báo cáo"),
        ("Ủy ban nhân dân huyện họp", "Ủy ban nhân dân huyện họp"),
        ("Sở Nội vụ họp", "Sở Nội vụ họp"),
        ("Sở hữu trí tuệ", "sở hữu trí tuệ"),
        ("Mời Sở Nội vụ họp", "mời Sở Nội vụ họp"),
    ],
)
def test_the_subject_of_a_letter_follows_v_v(typed: str, printed: str, tmp_path: Path) -> None:
    view = office(tmp_path, letter(trich_yeu=f'"{typed}"')).view()
    assert view.trich_yeu.plain.replace(NBSP, ' ') == printed
    assert view.thuoc_tinh.tieu_de == f"Công văn V/v {printed}"


def test_only_a_letter_has_v_v(tmp_path: Path) -> None:
    found = one(tmp_path, report(trich_yeu="V/v giao việc"))
    assert (found.code, found.span.line, found.span.column) == ('TT004', 4, 12)


def test_a_letter_has_its_number_before_the_agency_and_the_drafting_unit(tmp_path: Path) -> None:
    assert office(tmp_path, letter(so='7')).view().so_ky_hieu.plain == '07/UBND-VX'
    assert one(tmp_path / 'b', letter(don_vi_soan_thao=None)).code == 'DL030'


def test_one_addressee_stands_on_the_line_several_below_each_other(tmp_path: Path) -> None:
    alone = office(tmp_path / 'a', letter(kinh_gui="Sở Nội vụ;")).view()
    assert (alone.kinh_gui_mot and alone.kinh_gui_mot.plain, alone.kinh_gui) == ("Sở Nội vụ.", ())
    many = office(tmp_path / 'b', letter(kinh_gui='- Sở Nội vụ\n- "– Sở Tài chính"\n- Các xã.')).view()
    assert many.kinh_gui_mot is None
    assert plains(many.kinh_gui) == ["Sở Nội vụ;", "Sở Tài chính;", "Các xã."]


@pytest.mark.parametrize('name', ["công văn", "tờ trình"])
def test_what_is_always_addressed_says_to_whom(name: str, tmp_path: Path) -> None:
    found = one(tmp_path, of_type(name).replace("kinh_gui:", "#"))
    assert (found.code, found.span.line, found.span.column) == ('TT005', 1, 7)
    assert "kinh_gui" in found.remedy


def test_a_report_may_be_addressed(tmp_path: Path) -> None:
    assert office(tmp_path / 'a', report(kinh_gui="UBND tỉnh")).codes() == []
    assert office(tmp_path / 'b', report()).codes() == []


def test_a_plan_is_not_addressed(tmp_path: Path) -> None:
    paper = office(tmp_path, report(loai="kế hoạch", kinh_gui="UBND tỉnh"))
    (found,) = paper.findings()
    assert (found.code, found.span.column) == ('TT002', 11)
    assert paper.line(found.span.line) == "kinh_gui: UBND tỉnh"
    assert found.problem.startswith("Kế hoạch không ghi «Kính gửi»")


def test_as_above_opens_the_recipients_of_what_is_addressed(tmp_path: Path) -> None:
    given = '- Sở A\n- "Lưu: VT, VX"'
    view = office(tmp_path / 'a', letter(noi_nhan=given)).view()
    assert plains(view.noi_nhan) == ["Như trên;", "Sở A;", "Lưu: VT, VX."]
    typed = office(tmp_path / 'b', letter(noi_nhan=f'- Như trên\n{given}')).view()
    assert plains(typed.noi_nhan) == plains(view.noi_nhan)
    plan = office(tmp_path / 'c', report(noi_nhan=given)).view()
    assert plains(plan.noi_nhan) == ["Sở A;", "Lưu: VT, VX."]


def test_the_address_of_the_agency_stands_in_letters_only(tmp_path: Path) -> None:
    agency = AGENCY + 'lien_he:\n  - "Địa chỉ: Minh Long"\n  - "Điện thoại: 000"\n'
    view = office(tmp_path / 'a', letter(), agency).view()
    assert plains(view.lien_he) == ["Địa chỉ: Minh Long", "Điện thoại: 000"]
    assert office(tmp_path / 'b', report(), agency).view().lien_he == ()


@pytest.mark.parametrize('given', ['  - "**Địa chỉ**"', '  - "Địa chỉ[^a]"'])
def test_marks_in_the_address_are_said(given: str, tmp_path: Path) -> None:
    found = one(tmp_path, letter(), f'{AGENCY}lien_he:\n{given}\n')
    assert (found.code, found.span.file) == ('DL071', 'co-quan/ubnd.yaml')


def test_a_paper_without_content_is_refused(tmp_path: Path) -> None:
    assert one(tmp_path, letter(noi_dung=None)).code == 'DL028'


def test_content_and_outline_stand_in_their_order(tmp_path: Path) -> None:
    paper = letter(ket_thuc="Kết", bo_cuc='- tieu_de: Đề', noi_dung="Thân", mo_dau="Mở")
    assert rows(office(tmp_path, paper).view()) == [
        ('doan', '', "Mở"),
        ('doan', '', "Thân"),
        ('muc_la_ma', 'I.', "ĐỀ"),
        ('doan', '', "Kết./."),
    ]


# The usual recipients ---------------------------------------------------------------------------------------

USUAL = AGENCY + 'noi_nhan:\n  - UBND tỉnh (b/c)\n  - "Lưu: VT, VP"\n'


def test_the_usual_recipients_stand_where_a_paper_names_none(tmp_path: Path) -> None:
    view = office(tmp_path, report(noi_nhan=None), USUAL).view()
    assert plains(view.noi_nhan) == ["UBND tỉnh (b/c);", "Lưu: VT, VP."]


@pytest.mark.parametrize(
    ('own', 'printed'),
    [
        ('- Sở A\n- ${thuong_dung}', ["Sở A;", "UBND tỉnh (b/c);", "Lưu: VT, VP."]),
        (
            '- Sở A\n- ${thuong_dung}\n- "Lưu: VT, KT"',
            ["Sở A;", "UBND tỉnh (b/c);", "Lưu: VT, KT."],
        ),
    ],
)
def test_the_usual_recipients_join_those_of_the_paper(own: str, printed: list[str], tmp_path: Path) -> None:
    assert plains(office(tmp_path, report(noi_nhan=own), USUAL).view().noi_nhan) == printed


@pytest.mark.parametrize('own', [None, '- Sở A\n- ${thuong_dung}'])
def test_without_usual_recipients_there_are_none(own: str | None, tmp_path: Path) -> None:
    assert 'DL072' in office(tmp_path, report(noi_nhan=own)).codes()


# Invitations, Mẫu 1.7 --------------------------------------------------------------------------------------


def test_an_invitation_says_who_to_what_when_and_where(tmp_path: Path) -> None:
    paper = invitation(
        kinh_moi='- Ông A\n- Các phòng;', chu_tri="Chủ tịch", luu_y='|\n  Mang tài liệu.\n\n  Đến đúng giờ.'
    )
    assert rows(office(tmp_path, paper).view()) == [
        ('doan', '', "Ủy ban nhân dân huyện Minh Long trân trọng kính mời:"),
        ('gach', '-', "Ông A;"),
        ('gach', '-', "Các phòng."),
        ('doan', '', "Tới dự: Hội nghị."),
        ('doan', '', "Chủ trì: Chủ tịch."),
        ('doan', '', "Thời gian: 08 giờ 00 ngày 05/3/2023."),
        ('doan', '', "Địa điểm: Hội trường."),
        ('doan', '', "Mang tài liệu."),
        ('doan', '', "Đến đúng giờ./."),
    ]


def test_one_guest_stands_on_the_opening_line(tmp_path: Path) -> None:
    first, *_, last = rows(office(tmp_path, invitation()).view())
    assert first == ('doan', '', "Ủy ban nhân dân huyện Minh Long trân trọng kính mời: Ông A.")
    assert last == ('doan', '', "Địa điểm: Hội trường./.")


@pytest.mark.parametrize('key', ['kinh_moi', 'toi_du', 'thoi_gian', 'dia_diem'])
def test_an_invitation_lacks_nothing(key: str, tmp_path: Path) -> None:
    found = one(tmp_path, invitation(**{key: None}))
    assert found.code == 'DL030' and key in found.remedy


@pytest.mark.parametrize('key', ['bo_cuc', 'noi_dung', 'kinh_gui', 'dieu'])
def test_an_invitation_has_no_outline(key: str, tmp_path: Path) -> None:
    assert one(tmp_path, invitation() + f'{key}: x\n').code == 'DL031'


# Urgency, secrecy, codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize('name', DRAFTED)
def test_marks_of_urgency_and_secrecy_stand_on_every_type(name: str, tmp_path: Path) -> None:
    view = office(tmp_path, of_type(name, do_khan="Thượng  khẩn", do_mat="tối mật")).view()
    assert (view.do_khan and view.do_khan.plain) == "THƯỢNG KHẨN"
    assert (view.do_mat and view.do_mat.plain) == "TỐI MẬT"


@pytest.mark.parametrize(('key', 'typed'), [('do_khan', "gấp"), ('do_mat', "hỏa tốc")])
def test_other_marks_are_refused(key: str, typed: str, tmp_path: Path) -> None:
    found = one(tmp_path, report(**{key: typed}))
    assert found.code == 'DL007' and "Chọn một trong" in found.remedy


@pytest.mark.parametrize('code', ['H48', 'H48.12', 'H48.12.03', 'A01.1.2.3'])
def test_a_code_of_exchange_is_taken(code: str, tmp_path: Path) -> None:
    assert office(tmp_path, report(), f'{AGENCY}ma_dinh_danh: {code}\n').codes() == []


@pytest.mark.parametrize('code', ['h48', '48.12', 'H48-12', 'H48.12.03.04.05', 'H48.1234', "Đ48"])
def test_other_codes_of_exchange_are_refused(code: str, tmp_path: Path) -> None:
    found = one(tmp_path, report(), f'{AGENCY}ma_dinh_danh: {code}\n')
    assert (found.code, found.span.file, found.span.column) == ('DL029', 'co-quan/ubnd.yaml', 15)


def test_a_department_signs_without_tm(tmp_path: Path) -> None:
    view = office(tmp_path, letter(nguoi_ky="Phó Giám đốc"), DEPARTMENT).view()
    assert view.so_ky_hieu.plain.strip(NBSP) == '/STC-VX'
    assert plains(view.quyen_han) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
