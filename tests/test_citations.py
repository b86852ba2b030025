"""Texts that a paper cites: from the registers, from the papers that were issued, from papers with a number."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from office import DEPARTMENT, FIGURES, NBSP, Office, decision, office, plains, report

from baocao.errors import BaoCaoError
from baocao.loading import check
from baocao.text import Ref
from baocao.workspace import open_paths

TO_CITE = """\
van_ban_dan:
  - ma: luat_tccq
    loai: luật
    ten: Tổ chức chính quyền địa phương
    ngay: 19/6/2015
    hieu_luc_den: 28/02/2025
    thay_the_boi: Luật Tổ chức chính quyền địa phương ngày 16/6/2025
  - ma: nq_01
    loai: Nghị quyết
    so: 01/NQ-CP
    ngay: 06/01/2023
    co_quan: Chính phủ
    trich_yeu: |
      Về nhiệm vụ, giải pháp chủ yếu thực hiện Kế hoạch
      phát triển kinh tế - xã hội.
  - ma: kl_1045
    loai: kết luận
    so: 1045-KL/TU
    ngay: 20/12/2022
    co_quan: Hội nghị Thành ủy lần thứ 11 (khóa XVI)
    trich_yeu: về kết quả lãnh đạo năm 2022
    hieu_luc_tu: 01/02/2023
"""

FULL = (
    "Nghị quyết số 01/NQ-CP ngày 06/01/2023 của Chính phủ về nhiệm vụ, giải pháp chủ yếu thực hiện Kế hoạch "
    "phát triển kinh tế - xã hội"
)

ISSUED = """\
van_ban_da_ban_hanh:
  - ma: qd_giao
    tep: 2023/qd-giao.yaml
    loai: quyết định
    so: "7"
    ky_hieu: QĐ-UBND
    ngay: 05/02/2023
    co_quan: ubnd
    trich_yeu: Về việc giao nhiệm vụ
"""


def cited(root: Path, paper: str, **files: str) -> Office:
    return office(root, paper, files={'van-ban-dan.yaml': TO_CITE, **files}, figures=FIGURES)


def texts(o: Office) -> list[str]:
    view = o.view()
    return [*plains(view.can_cu), *(b.noi_dung.plain.replace(NBSP, ' ') for b in view.noi_dung)]


def told(o: Office) -> list[tuple[str, str]]:
    """The code of each finding, and the text of the paper at its place."""
    found = []
    for f in o.findings():
        lines = (o.root / f.span.file).read_text(encoding='utf-8').splitlines()
        found.append((f.code, lines[f.span.line - 1][f.span.column - 1 : f.span.end_column - 1]))
    return found


# forms


def test_a_basis_cites_in_full_and_a_law_by_name_and_date(tmp_path: Path) -> None:
    paper = decision(
        can_cu='- ${vb.luat_tccq}\n- ${vb.nq_01}\n- Kế hoạch và ${vb.nq_01}', ngay_ban_hanh='03/2023'
    )
    assert plains(cited(tmp_path, paper).view().can_cu) == [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;",
        f"Căn cứ {FULL};",
        f"Căn cứ Kế hoạch và {FULL}.",
    ]


def test_the_text_cites_in_full_once_and_then_short(tmp_path: Path) -> None:
    paper = report(
        '- tieu_de: A\n  noi_dung: Theo ${vb.nq_01}[^a].\n  muc_con:\n    - Như ${vb.nq_01}.',
        mo_dau="|\nThực hiện ${vb.nq_01} và ${vb.luat_tccq}; ${vb.luat_tccq}.",
        ket_thuc="${vb.kl_1045}",
        chu_thich='\na: Xem ${vb.kl_1045|ngan}, ${vb.kl_1045|day_du|hoa}.',
        ngay_ban_hanh='3/2023',
    )
    o = cited(tmp_path, paper)
    assert texts(o) == [
        f"Thực hiện {FULL} và Luật Tổ chức chính quyền địa phương; Luật Tổ chức chính quyền địa phương.",
        "A",
        "Theo Nghị quyết số 01/NQ-CP.",
        "Như Nghị quyết số 01/NQ-CP.",
        "Kết luận số 1045-KL/TU ngày 20/12/2022 của Hội nghị Thành ủy lần thứ 11 (khóa XVI) về kết quả lãnh đạo "
        "năm 2022./.",
    ]
    (note,) = o.view().chu_thich
    assert plains(note.cac_doan) == [
        "Xem Kết luận số 1045-KL/TU, KẾT LUẬN SỐ 1045-KL/TU NGÀY 20/12/2022 CỦA HỘI NGHỊ THÀNH ỦY LẦN THỨ 11 "
        "(KHÓA XVI) VỀ KẾT QUẢ LÃNH ĐẠO NĂM 2022."
    ]


def test_a_basis_counts_as_the_first_citation_and_a_note_as_the_last(tmp_path: Path) -> None:
    paper = decision(
        '- Theo ${vb.nq_01}[^a]',
        can_cu='- ${vb.nq_01}',
        chu_thich='\na: Tức ${vb.nq_01}.',
        ngay_ban_hanh='3/2023',
    )
    o = cited(tmp_path, paper)
    assert texts(o) == [f"Căn cứ {FULL}.", "Theo Nghị quyết số 01/NQ-CP./."]
    assert plains(o.view().chu_thich[0].cac_doan) == ["Tức Nghị quyết số 01/NQ-CP."]
    noted = decision(
        '- Một[^a]\n- Theo ${vb.nq_01}', chu_thich='\na: Tức ${vb.nq_01}.', ngay_ban_hanh='3/2023'
    )
    o = cited(tmp_path, noted)
    assert texts(o)[1] == f"Theo {FULL}./."
    assert plains(o.view().chu_thich[0].cac_doan) == ["Tức Nghị quyết số 01/NQ-CP."]


@pytest.mark.parametrize(
    ('typed', 'printed'),
    [
        ('${vb.nq_01|ngan}', "Nghị quyết số 01/NQ-CP"),
        ('${vb.nq_01|day_du}', FULL),
        ('${vb.luat_tccq|day_du}', "Luật Tổ chức chính quyền địa phương ngày 19/6/2015"),
        ('${vb.luat_tccq|ngan}', "Luật Tổ chức chính quyền địa phương"),
        ('${vb.nq_01|ngan|hoa}', "NGHỊ QUYẾT SỐ 01/NQ-CP"),
        ('${vb.nq_01|viet_thuong_dau}', 'n' + FULL[1:]),
    ],
)
def test_forms_that_are_asked_for(tmp_path: Path, typed: str, printed: str) -> None:
    paper = report(mo_dau=f'|\nTheo {typed}', ngay_ban_hanh='3/2023')
    assert texts(cited(tmp_path, paper))[0] == f"Theo {printed}"


def test_a_law_whose_name_has_its_type_is_not_called_twice(tmp_path: Path) -> None:
    register = TO_CITE.replace("ten: Tổ", "ten: Luật Tổ")
    o = office(tmp_path, decision(can_cu='- ${vb.luat_tccq}'), files={'2023/van-ban-dan.yaml': register})
    assert plains(o.view().can_cu) == ["Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015."]


def test_a_citation_is_a_piece_with_its_place(tmp_path: Path) -> None:
    o = cited(tmp_path, decision(can_cu='- ${vb.nq_01|day_du}', ngay_ban_hanh='3/2023'))
    (piece,) = [p for p in o.view().can_cu[0] if isinstance(p, Ref)]
    assert (piece.figure, piece.field, piece.format) == ('vb.nq_01', 'day_du', 'day_du')
    assert (piece.path, piece.at, piece.text) == ('can_cu.0', 0, FULL)


# dates


def test_a_text_that_is_younger_than_the_paper(tmp_path: Path) -> None:
    for day, codes in (
        ('05/01/2023', ['DL115']),
        ('06/01/2023', []),
        ('01/2023', []),
        ('12/2022', ['DL115']),
    ):
        paper = decision('- Theo ${vb.nq_01}', ngay_ban_hanh=day)
        assert told(cited(tmp_path, paper)) == [(c, '${vb.nq_01}') for c in codes]
    assert told(cited(tmp_path, decision('- Theo ${vb.nq_01}', nam='2022'))) == []


def test_a_text_that_is_not_in_force_at_the_date_of_the_paper(tmp_path: Path) -> None:
    for day, codes in (('28/02/2025', []), ('02/2025', []), ('01/3/2025', ['DL116'])):
        paper = decision('- Theo ${vb.luat_tccq}', ngay_ban_hanh=day, nam='2025')
        assert told(cited(tmp_path, paper)) == [(c, '${vb.luat_tccq}') for c in codes]
    (found,) = cited(tmp_path, paper).findings()
    assert found.level.value == "cảnh báo"
    assert found.remedy == "Dẫn văn bản thay thế: Luật Tổ chức chính quyền địa phương ngày 16/6/2025."
    assert told(cited(tmp_path, decision('- Theo ${vb.kl_1045}', ngay_ban_hanh='31/01/2023'))) == [
        ('DL116', '${vb.kl_1045}')
    ]


# where texts come from


def test_registers_stand_at_the_root_and_beside_the_paper(tmp_path: Path) -> None:
    beside = "van_ban_dan:\n  - ma: bo_luat\n    loai: bộ luật\n    ten: Lao động\n    ngay: 20/11/2019\n"
    paper = decision(can_cu='- ${vb.bo_luat}\n- ${vb.luat_tccq}')
    o = cited(tmp_path, paper, **{'2023/so-rieng.yaml': beside, '2024/so-khac.yaml': 'van_ban_dan: ['})
    assert plains(o.view().can_cu) == [
        "Căn cứ Bộ luật Lao động ngày 20/11/2019;",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015.",
    ]
    assert {'van-ban-dan.yaml', '2023/so-rieng.yaml'} <= set(o.load().inputs)


def test_registers_are_read_only_for_papers_that_cite(tmp_path: Path) -> None:
    o = cited(tmp_path, report())
    assert 'van-ban-dan.yaml' not in o.load().inputs
    assert PurePosixPath('van-ban-dan.yaml') not in o.workspace.read_files
    o = office(tmp_path, report(mo_dau=r'Giá \${vb.nq_01}'), files={'van-ban-dan.yaml': 'hỏng: ['})
    assert o.codes()[0].startswith('YM')


def test_a_code_stands_once_over_all_registers(tmp_path: Path) -> None:
    twice = TO_CITE + "  - ma: nq_01\n    loai: luật\n    ten: A\n    ngay: 20/11/2019\n"
    paper = decision('- Theo ${vb.luat_tccq}', ngay_ban_hanh='3/2023')
    o = office(tmp_path / 'a', paper, files={'van-ban-dan.yaml': twice})
    assert told(o) == [('DL119', 'nq_01')]
    o = office(tmp_path / 'b', paper, files={'van-ban-dan.yaml': TO_CITE, '2023/so.yaml': TO_CITE})
    assert sorted(told(o)) == [('DL119', code) for code in ('kl_1045', 'luat_tccq', 'nq_01')]


def test_an_issued_paper_is_cited_by_its_code(tmp_path: Path) -> None:
    paper = decision('- Theo ${vb.qd_giao}; ${vb.qd_giao}', ngay_ban_hanh='3/2023')
    o = office(tmp_path, paper, files={'so-dang-ky.yaml': ISSUED})
    assert texts(o) == [
        "Theo Quyết định số 07/QĐ-UBND ngày 05/02/2023 của Ủy ban nhân dân huyện Minh Long về việc giao nhiệm vụ; "
        "Quyết định số 07/QĐ-UBND./."
    ]
    assert 'so-dang-ky.yaml' in o.load().inputs


@pytest.mark.parametrize(
    ('changes', 'issuer'),
    [
        ({'tham_quyen': "Chủ tịch"}, "Chủ tịch Ủy ban nhân dân huyện Minh Long"),
        ({'tham_quyen': "Ủy ban nhân dân huyện Minh Long"}, "Ủy ban nhân dân huyện Minh Long"),
        ({'co_quan': 'so-tai-chinh'}, "Giám đốc Sở Tài chính"),
        ({'co_quan': 'so-tai-chinh', 'loai': "báo cáo"}, "Sở Tài chính"),
    ],
)
def test_who_issued_it(tmp_path: Path, changes: dict[str, str], issuer: str) -> None:
    lines = ISSUED
    for key, value in changes.items():
        lines = '\n'.join(line for line in lines.splitlines() if not line.startswith(f'    {key}:'))
        lines += f'\n    {key}: {value}\n'
    files = {'so-dang-ky.yaml': lines, 'co-quan/so-tai-chinh.yaml': DEPARTMENT}
    o = office(tmp_path, decision('- Theo ${vb.qd_giao}', ngay_ban_hanh='3/2023'), files=files)
    assert f" của {issuer} về việc giao nhiệm vụ" in texts(o)[0]


def test_another_paper_with_a_number_is_cited_by_its_code_or_its_file(tmp_path: Path) -> None:
    other = decision(so='12', ngay_ban_hanh='05/02/2023', trich_yeu='|\nVề việc **giao**\nnhiệm vụ')
    paper = decision('- Theo ${vb.qd_giao}; ${vb.ke_hoach}', ngay_ban_hanh='3/2023')
    files = {
        '2022/qd-giao.yaml': other,
        '2022/tep.yaml': report(loai="kế hoạch", ma='ke_hoach', so='5', ngay_ban_hanh='01/02/2023'),
        '2022/hong.yaml': 'ma: qd_giao\nloai: [',
        '2022/so.yaml': 'ma: qd_giao\nchi_tieu: a',
    }
    o = office(tmp_path, paper, files=files)
    assert texts(o) == [
        "Theo Quyết định số 12/QĐ-UBND ngày 05/02/2023 của Ủy ban nhân dân huyện Minh Long về việc giao nhiệm vụ; "
        "Kế hoạch số 05/KH-UBND ngày 01/02/2023 của Ủy ban nhân dân huyện Minh Long về việc thử./."
    ]
    assert {'2022/qd-giao.yaml', '2022/tep.yaml'} <= set(o.load().inputs)


def test_papers_are_looked_through_only_for_a_code_that_stands_nowhere_else(tmp_path: Path) -> None:
    o = cited(tmp_path, decision('- Theo ${vb.nq_01}'), **{'2022/khac.yaml': report()})
    o.load()
    assert PurePosixPath('2022/khac.yaml') not in o.workspace.read_files
    assert o.workspace.codes == {}


@pytest.mark.parametrize(
    ('files', 'code', 'said'),
    [
        ({}, 'DL107', "Không có văn bản nào mang mã «qd_giao»"),
        ({'2022/qd-giao.yaml': decision()}, 'DL108', "2022/qd-giao.yaml chưa có số và ngày ban hành"),
        ({'2022/qd-giao.yaml': decision(so='2', ngay_ban_hanh='3/2023')}, 'DL108', "chưa đủ hay chưa đúng"),
        (
            {'2022/qd-giao.yaml': decision(co_quan_ban_hanh='la', so='2', ngay_ban_hanh='01/3/2023')},
            'DL108',
            "",
        ),
        (
            {f'{n}/qd-giao.yaml': decision(so='2', ngay_ban_hanh='01/3/2023') for n in (2021, 2022)},
            'DL108',
            "có nhiều văn bản mang mã này: 2021/qd-giao.yaml, 2022/qd-giao.yaml",
        ),
        (
            {'so-dang-ky.yaml': ISSUED + ISSUED.partition('\n')[2].replace('qd-giao', 'b')},
            'DL108',
            "có nhiều",
        ),
        (
            {'so-dang-ky.yaml': ISSUED.replace(': ubnd', ': khong-co')},
            'DL108',
            "không đọc được hồ sơ cơ quan",
        ),
        ({'so-dang-ky.yaml': ISSUED.replace('"7"', 'bảy')}, 'DL108', "sổ đăng ký văn bản đã ban hành có lỗi"),
    ],
)
def test_a_code_that_cannot_be_cited(tmp_path: Path, files: dict[str, str], code: str, said: str) -> None:
    o = office(tmp_path, decision('- Theo ${vb.qd_giao}', so='9', ngay_ban_hanh='3/3/2023'), files=files)
    (found,) = o.findings()
    assert told(o) == [(code, '${vb.qd_giao}')]
    assert said in found.problem


def test_a_paper_does_not_cite_itself(tmp_path: Path) -> None:
    paper = decision('- Theo ${vb.vb}', so='9', ngay_ban_hanh='3/3/2023')
    assert told(office(tmp_path, paper)) == [('DL107', '${vb.vb}')]


def test_what_was_perhaps_meant(tmp_path: Path) -> None:
    (found,) = cited(tmp_path, decision('- Theo ${vb.nq_1}', ngay_ban_hanh='3/2023')).findings()
    assert (found.code, found.remedy) == ('DL107', "Có phải là ${vb.nq_01}?")
    (found,) = cited(tmp_path, decision('- Theo ${nq_01} \n\n  ${vb.nq_01}')).findings()
    assert (found.code, found.remedy) == ('DL040', "Có phải là ${vb.nq_01}?")


# the register of texts to cite


@pytest.mark.parametrize(
    ('before', 'after', 'expected'),
    [
        ('so: 01/NQ-CP', 'so: số 01/NQ-CP', ('DL110', 'số 01/NQ-CP')),
        ('so: 01/NQ-CP', 'so: NQ-CP', ('DL110', 'NQ-CP')),
        ('co_quan: Chính phủ', 'co_quan: Chính phủ[^a]', ('DL111', 'Chính phủ[^a]')),
        ('co_quan: Chính phủ', 'co_quan: ${vb.a}', ('DL111', '${vb.a}')),
        ('ngay: 06/01/2023', 'ngay: 01/2023', ('DL016', '01/2023')),
        ('ngay: 06/01/2023', 'ngay: 30/02/2023', ('DL015', '30/02/2023')),
        ('ma: nq_01', 'ma: NQ', ('DL010', 'NQ')),
        ('    so: 01/NQ-CP\n', '', ('DL114', 'ma: nq_01')),
        ('ten: Tổ chức chính quyền địa phương', 'so: 77/2015/QH13', ('DL113', 'ma: luat_tccq')),
        ('loai: Nghị quyết', 'loai: Nghị quyết\n    ten: A', ('DL113', 'ma: nq_01')),
        ('co_quan: Chính phủ', 'coquan: Chính phủ', ('DL031', 'coquan: Chính phủ')),
    ],
)
def test_faults_of_a_register_stand_at_their_place(
    tmp_path: Path, before: str, after: str, expected: tuple[str, str]
) -> None:
    assert before in TO_CITE
    o = office(tmp_path, report(), files={'van-ban-dan.yaml': TO_CITE.replace(before, after)})
    found = check(o.workspace, PurePosixPath('van-ban-dan.yaml'))
    text = TO_CITE.replace(before, after).splitlines()
    shown = [
        (f.code, text[f.span.line - 1][f.span.column - 1 :].partition('\n')[0])
        for f in found
        if f.level.stops
    ]
    assert expected in shown
    assert all(f.span.file == 'van-ban-dan.yaml' and f.remedy.endswith(('.', '?')) for f in found)


def test_a_register_is_no_paper_and_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    o = cited(tmp_path, report(), **{'so-dang-ky.yaml': ISSUED})
    monkeypatch.chdir(tmp_path)
    found = open_paths(('.',), papers_only=False)
    assert [str(p) for _, p in found.papers] == ['2023/vb.yaml']
    assert {str(p) for _, p in found.others} >= {'van-ban-dan.yaml', 'so-dang-ky.yaml'}
    assert found.failed == ()
    ((_, error),) = open_paths(('van-ban-dan.yaml',)).failed
    assert [f.code for f in error.findings] == ['HT008']
    assert check(o.workspace, PurePosixPath('so-dang-ky.yaml')) == ()


def test_the_register_of_issued_papers_gives_each_number_and_file_once(tmp_path: Path) -> None:
    again = ISSUED.partition('\n')[2]
    o = office(tmp_path, report(), files={'so-dang-ky.yaml': ISSUED + again})
    found = check(o.workspace, PurePosixPath('so-dang-ky.yaml'))
    assert [(f.code, f.span.line, f.span.column) for f in found] == [('DL118', 11, 10), ('DL118', 13, 9)]
    other = again.replace('2023/qd-giao', '2024/qd').replace('/2023', '/2024')
    o = office(tmp_path, report(), files={'so-dang-ky.yaml': ISSUED + other})
    assert check(o.workspace, PurePosixPath('so-dang-ky.yaml')) == ()


@pytest.mark.parametrize(
    'tep', ['../a.yaml', '/a.yaml', 'a/../b.yaml', 'a', 'a\\b.yaml', './a.yaml', 'a//b.yaml']
)
def test_an_issued_paper_stands_in_the_root(tmp_path: Path, tep: str) -> None:
    register = ISSUED.replace('2023/qd-giao.yaml', f"'{tep}'")
    o = office(tmp_path, report(), files={'so-dang-ky.yaml': register})
    assert [f.code for f in check(o.workspace, PurePosixPath('so-dang-ky.yaml'))] == ['DL112']


# the number of an issued paper


OF_THIS = ISSUED.replace('qd-giao.yaml', 'vb.yaml')


def test_an_issued_paper_carries_its_number_and_date(tmp_path: Path) -> None:
    for own in ({}, {'ngay_ban_hanh': '02/2023'}, {'so': '7', 'ngay_ban_hanh': '05/02/2023'}):
        o = office(tmp_path, decision(**own), files={'so-dang-ky.yaml': OF_THIS})
        view = o.view()
        assert view.so_ky_hieu.plain == '07/QĐ-UBND'
        assert view.dia_danh_ngay.plain.replace(NBSP, ' ') == "Minh Long, ngày 05 tháng 02 năm 2023"
        assert view.du_thao is None
        assert 'so-dang-ky.yaml' in o.load().inputs
    o = office(tmp_path, decision(), files={'so-dang-ky.yaml': ISSUED})
    assert o.load().van_ban.so is None
    assert 'so-dang-ky.yaml' not in o.load().inputs


def test_a_number_or_date_of_its_own_that_is_another_is_a_fault(tmp_path: Path) -> None:
    paper = decision(so='8', ngay_ban_hanh='3/2023')
    o = office(tmp_path, paper, files={'so-dang-ky.yaml': OF_THIS})
    assert told(o) == [('DL117', '8'), ('DL117', '3/2023')]
    assert {f.level.value for f in o.findings()} == {"lỗi"}


def test_a_faulty_register_of_issued_papers_stops_no_other_paper(tmp_path: Path) -> None:
    broken = {'so-dang-ky.yaml': 'van_ban_da_ban_hanh: [a'}
    o = office(tmp_path, decision(), files=broken)
    assert o.codes() == ['DL120']
    assert office(tmp_path, decision(so='1', ngay_ban_hanh='01/3/2023'), files=broken).codes() == []
    with pytest.raises(BaoCaoError):
        check(o.workspace, PurePosixPath('so-dang-ky.yaml'))
