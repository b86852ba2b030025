"""From files to a paper with all it names: the class by type, doubts that stop nothing, places found again."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from office import AGENCY, FIGURES, decision, office, report

from baocao.errors import BaoCaoError, Level
from baocao.loading import DRAFTED, check, split_path
from baocao.models import QuyetDinh, VanBanCoTenLoai
from baocao.quy_dinh import THE_LOAI


@pytest.mark.parametrize(
    ('loai', 'reader', 'symbol'),
    [
        ("quyết định", QuyetDinh, "QĐ"),
        ("Quyết  định (cá biệt)", QuyetDinh, "QĐ"),
        ("QĐ", QuyetDinh, "QĐ"),
        ("BÁO CÁO", VanBanCoTenLoai, 'BC'),
        ("kế hoạch", VanBanCoTenLoai, 'KH'),
        ("chỉ thị", VanBanCoTenLoai, 'CT'),
    ],
)
def test_the_type_chooses_the_class_that_reads_the_paper(
    tmp_path: Path, loai: str, reader: type, symbol: str
) -> None:
    paper = decision(loai=f'"{loai}"') if reader is QuyetDinh else report(loai=f'"{loai}"')
    ho_so = office(tmp_path, paper).load()
    assert type(ho_so.van_ban) is reader and ho_so.the_loai.viet_tat == symbol


@pytest.mark.parametrize('the_loai', [t for t in THE_LOAI if t.ten not in DRAFTED], ids=lambda t: t.ten)
def test_a_type_that_is_not_drafted_yet_says_which_are(tmp_path: Path, the_loai) -> None:
    (found,) = office(tmp_path, report(loai=the_loai.ten)).findings()
    assert (found.code, found.span.line, found.span.column) == ('DL004', 1, 7)
    assert all(name in found.remedy for name in DRAFTED)


@pytest.mark.parametrize(
    ('line', 'code', 'column', 'remedy'),
    [
        ("loai: báo cáoo", 'DL003', 7, "Có phải là «báo cáo»?"),
        ("loai: bao cao", 'DL003', 7, "Có phải là «báo cáo»?"),
        ("loai: quyet dinh", 'DL003', 7, "Có phải là «quyết định»"),
        ("loai: abc xyz", 'DL003', 7, "Dùng tên loại theo Điều 7 Nghị định 30/2020/NĐ-CP."),
        ("loai:", 'DL002', 1, "Viết tên loại, ví dụ: loai: báo cáo."),
        ("loai:\n  - báo cáo", 'DL002', 3, "Viết tên loại, ví dụ: loai: báo cáo."),
    ],
)
def test_a_type_that_is_none_is_said(tmp_path: Path, line: str, code: str, column: int, remedy: str) -> None:
    paper = report().replace("loai: báo cáo", line)
    (found,) = office(tmp_path, paper).findings()
    assert (found.code, found.span.column) == (code, column)
    assert found.remedy.startswith(remedy)


def test_the_faults_of_agency_and_figures_are_told_also_where_the_type_is_wrong(tmp_path: Path) -> None:
    o = office(
        tmp_path,
        report(loai='abc xyz'),
        AGENCY.replace('viet_tat', 'viettat'),
        FIGURES.replace('0,98', '0.98'),
    )
    assert sorted(o.codes()) == ['DL003', 'DL030', 'DL031', 'SL001']


def test_a_figure_that_is_hard_to_believe_is_doubted_and_stops_nothing(tmp_path: Path) -> None:
    figures = FIGURES.replace('0,98%', '5,0-2,5%')
    o = office(tmp_path, figures=figures)
    doubts = o.load().findings
    assert [(f.code, f.level, f.span.file, f.span.line, f.span.column) for f in doubts] == [
        ('SL004', Level.CANH_BAO, '2023/so-lieu.yaml', 16, 15)
    ]
    assert doubts[0].remedy == "Đổi lại thứ tự: 2,5-5,0%." and '5,0-2,5%' in doubts[0].excerpt
    assert check(o.workspace, PurePosixPath('2023/so-lieu.yaml')) == doubts


def test_figures_and_agencies_are_checked_by_themselves(tmp_path: Path) -> None:
    o = office(
        tmp_path, agency=AGENCY.replace('viet_tat', 'viettat'), figures=FIGURES.replace('0,98', '0.98')
    )
    assert sorted(f.code for f in check(o.workspace, PurePosixPath('co-quan/ubnd.yaml'))) == [
        'DL030',
        'DL031',
    ]
    assert [f.code for f in check(o.workspace, PurePosixPath('2023/so-lieu.yaml'))] == ['SL001']
    good = office(tmp_path / 'x', figures=FIGURES)
    assert check(good.workspace, PurePosixPath('co-quan/ubnd.yaml')) == ()
    assert check(good.workspace, PurePosixPath('2023/so-lieu.yaml')) == ()


def test_a_paper_with_faults_is_never_given_back(tmp_path: Path) -> None:
    with pytest.raises(BaoCaoError) as caught:
        office(tmp_path, report(nam='23')).load()
    assert [f.code for f in caught.value.findings] == ['DL013']


def test_the_hashes_change_with_the_bytes_of_the_file_and_only_its_own(tmp_path: Path) -> None:
    before = office(tmp_path, figures=FIGURES).load().inputs
    after = office(tmp_path, figures=FIGURES + '# thêm\n').load().inputs
    assert {k for k in before if before[k] != after[k]} == {'2023/so-lieu.yaml'}
    assert all(len(v) == 64 for v in after.values())


@pytest.mark.parametrize(
    ('path', 'split'),
    [
        ('trich_yeu', ('', ('trich_yeu',))),
        ('dieu.0.muc_con.12.noi_dung', ('', ('dieu', 0, 'muc_con', 12, 'noi_dung'))),
        ('so-lieu.yaml:chi_tieu.3.cau', ('so-lieu.yaml', ('chi_tieu', 3, 'cau'))),
        ('a:b.yaml:chi_tieu.3.cau', ('a:b.yaml', ('chi_tieu', 3, 'cau'))),
        ('co_quan:ten', ('co_quan', ('ten',))),
    ],
)
def test_a_path_is_a_file_and_a_location(path: str, split) -> None:
    assert split_path(path) == split


def test_a_path_finds_its_line_in_the_file_it_names(tmp_path: Path) -> None:
    paper = report('- |\n  Một hai\n- tieu_de: A\n  noi_dung: |\n    Một\n    hai ba')
    ho_so = office(tmp_path, paper, figures=FIGURES).load()
    for path, file, line, column in [
        ('trich_yeu', '2023/vb.yaml', 4, 12),
        ('bo_cuc.1.tieu_de', '2023/vb.yaml', 11, 14),
        ('bo_cuc.0.noi_dung', '2023/vb.yaml', 9, 5),
        ('co_quan:nguoi_ky.1.ho_ten', 'co-quan/ubnd.yaml', 11, 13),
        ('so-lieu.yaml:chi_tieu.4.ke_hoach', '2023/so-lieu.yaml', 16, 15),
        ('bo_cuc.1.khong_co', '2023/vb.yaml', 11, 5),
    ]:
        span = ho_so.place(path)
        assert (span.file, span.line, span.column) == (file, line, column), path
    span = ho_so.place('bo_cuc.1.noi_dung', len('Một\nhai '), 2)
    assert (span.line, span.column, span.end_column) == (14, 11, 13)
    assert ho_so.excerpt('bo_cuc.1.noi_dung', span) == '      hai ba'
    assert ho_so.place('bo_cuc.0.noi_dung', 4, 3).line == 10
