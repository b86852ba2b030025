"""Batch files: one paper crossed with units and periods, each with its own figures, issuer, date and name."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from baocao.errors import BaoCaoError, Finding
from baocao.loading import Plan, load, plan
from baocao.mau import Templates
from baocao.pipeline import draft
from baocao.view import build
from baocao.word import read_document
from baocao.workspace import Workspace, open_paths
from tests.office import AGENCY, NBSP

FORM = """\
loai: báo cáo
co_quan_ban_hanh: ubnd
nam: 2026
trich_yeu: Tình hình thu ngân sách ${ky} của ${don_vi}
noi_dung: |
  ${don_vi} thu được ${thu} trong ${ky}.
noi_nhan:
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
UNITS = """\
don_vi:
  - ma: xa-a
    ten: xã A
    co_quan_ban_hanh: ubnd-xa-a
  - ma: xa-b
    ten: xã B/C
    thong_tin:
      noi: vùng cao
"""
BATCH = """\
dot_soan:
  - van_ban: bao_cao
    don_vi: tất cả
    ky_bao_cao:
      - quý I
      - ky: 6 tháng
        ngay_ban_hanh: 6/2026
    ten_tep: ${don_vi}/${van_ban} ${ky}
"""
FIGURES = """\
so_lieu:
  thu:
    thuc_hien:
      quy_1: {one} tỷ đồng
      6_thang: {two} tỷ đồng
"""
TEP = PurePosixPath('nam/dot.yaml')


class Office:
    """An office folder whose files are written over by each test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write('co-quan/ubnd.yaml', AGENCY)
        self.write('co-quan/ubnd-xa-a.yaml', AGENCY.replace('huyện Minh Long', 'xã A'))
        self.write('nam/bao-cao.yaml', FORM)
        self.write('nam/don-vi.yaml', UNITS)
        self.write('nam/dot.yaml', BATCH)
        self.write('nam/xa-a/so-lieu.yaml', FIGURES.format(one=11, two=21))
        self.write('nam/xa-b/so-lieu.yaml', FIGURES.format(one=12, two=22))

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root, '')

    def plan(self) -> Plan:
        return plan(self.workspace, TEP)

    def faults(self) -> dict[str, Finding]:
        with pytest.raises(BaoCaoError) as error:
            self.plan()
        return {f.code: f for f in error.value.findings}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_every_unit_gets_a_paper_for_every_period(office: Office) -> None:
    found = office.plan()
    assert [(p.don_vi, p.ky, str(p.name)) for p in found.papers] == [
        ('xã A', 'quý I', 'xã A/bao-cao quý I'),
        ('xã A', '6 tháng', 'xã A/bao-cao 6 tháng'),
        ('xã B/C', 'quý I', 'xã B-C/bao-cao quý I'),
        ('xã B/C', '6 tháng', 'xã B-C/bao-cao 6 tháng'),
    ]
    assert {p.paper for p in found.papers} == {PurePosixPath('nam/bao-cao.yaml')}
    assert found.findings == ()


def test_each_paper_prints_its_own_unit_period_and_figures(office: Office) -> None:
    workspace = office.workspace
    said = {}
    for one in plan(workspace, TEP).papers:
        made = draft(workspace, one.paper, Templates(), crossing=one.crossing)
        texts = [p.text for p in read_document(made.data, 'x').prose.passages]
        said[one.don_vi, one.ky] = next(t for t in texts if 'thu được' in t).replace(NBSP, ' ')
        assert any('6' in t and 'tháng 6 năm 2026' in t for t in texts) == (one.ky == '6 tháng')
        assert any(t == 'XÃ A' or 'xã A' in t for t in texts) == (one.don_vi == 'xã A')
    assert said == {
        ('xã A', 'quý I'): 'xã A thu được 11 tỷ đồng trong Quý I năm 2026./.',
        ('xã A', '6 tháng'): 'xã A thu được 21 tỷ đồng trong 6 tháng đầu năm 2026./.',
        ('xã B/C', 'quý I'): 'xã B/C thu được 12 tỷ đồng trong Quý I năm 2026./.',
        ('xã B/C', '6 tháng'): 'xã B/C thu được 22 tỷ đồng trong 6 tháng đầu năm 2026./.',
    }


def test_the_unit_issues_its_paper_where_it_has_an_agency(office: Office) -> None:
    workspace = office.workspace
    first, *_, last = plan(workspace, TEP).papers
    assert load(workspace, first.paper, first.crossing).co_quan.ten.endswith('xã A')
    assert load(workspace, last.paper, last.crossing).co_quan.ten.endswith('huyện Minh Long')


def test_a_fault_in_the_figures_of_a_unit_leads_to_its_file(office: Office) -> None:
    office.write('nam/xa-b/so-lieu.yaml', 'so_lieu:\n  thu:\n    thuc_hien: 1.2345\n')
    workspace = office.workspace
    one = plan(workspace, TEP).papers[-1]
    with pytest.raises(BaoCaoError) as error:
        build(load(workspace, one.paper, one.crossing))
    assert [(f.code, f.span.file, f.span.line) for f in error.value.findings] == [
        ('SL001', 'nam/xa-b/so-lieu.yaml', 3)
    ]


def hashes(office: Office) -> dict[str, str]:
    """What the batch file says of each paper, as digests by name."""
    return {p.crossing.name: p.crossing.hash for p in office.plan().papers}


def test_what_is_said_of_one_unit_does_not_change_with_another(office: Office) -> None:
    before = hashes(office)
    office.write('nam/don-vi.yaml', UNITS + '  - ma: xa-moi\n    ten: xã Mới\n')
    after = hashes(office)
    assert before.items() <= after.items()
    office.write('nam/don-vi.yaml', UNITS.replace('vùng cao', 'vùng xa'))
    changed = {name for name, value in hashes(office).items() if before[name] != value}
    assert {name.rpartition('.')[2] for name in changed} == {'xa-b'}


def test_units_typed_in_the_batch_file_and_codes_of_the_list(office: Office) -> None:
    text = 'dot_soan:\n  - van_ban: bao_cao\n    ky_bao_cao: quý I\n    don_vi:\n      - xa-b\n      - Phòng Kinh tế huyện\n'
    office.write('nam/dot.yaml', text)
    found = office.plan().papers
    assert [(p.crossing.don_vi, p.don_vi) for p in found] == [
        ('xa-b', 'xã B/C'),
        ('phong-kinh-te-huyen', 'Phòng Kinh tế huyện'),
    ]


def test_periods_alone(office: Office) -> None:
    office.write('nam/dot.yaml', 'dot_soan:\n  - van_ban: bao_cao\n    ky_bao_cao: [quý I, quý II]\n')
    assert [(p.don_vi, str(p.name)) for p in office.plan().papers] == [
        ('', 'bao-cao/quý I'),
        ('', 'bao-cao/quý II'),
    ]


@pytest.mark.parametrize(
    ('batch', 'code', 'line'),
    [
        ('dot_soan:\n  - van_ban: khong_co\n    ky_bao_cao: quý I\n', 'DL180', 2),
        ('dot_soan:\n  - van_ban: bao_cao\n    don_vi: cơ quan chủ trì\n', 'DL182', 3),
        (BATCH.replace(' ${ky}', ''), 'DL187', 8),
        (BATCH.replace('${van_ban}', '${ten}'), 'DL188', 8),
        (BATCH.replace('${van_ban}', '${don_vi.noi}'), 'DL171', 8),
        (
            'dot_soan:\n  - van_ban: bao_cao\n    ky_bao_cao: quý I\n    ten_tep: ${don_vi} ${ky}\n',
            'DL171',
            4,
        ),
        ('dot_soan:\n  - van_ban: bao_cao\n    don_vi: [xa-a]\n    ten_tep: ${don_vi} ${ky}\n', 'DL171', 4),
        ('dot_soan:\n  - van_ban: bao_cao\n    don_vi: [xa-bb]\n', 'DL172', 3),
        (BATCH.replace('tất cả', 'tất cả\n    nhiem_vu: chậm'), 'DL178', 2),
        ('dot_soan:\n  - van_ban: bao_cao\n    nhiem_vu_tu: bao_cao\n    nhiem_vu: chậm\n', 'DL179', 2),
        ('dot_soan:\n  - van_ban: bao_cao\n    don_vi: ["!!!"]\n', 'DL185', 3),
        ('dot_soan:\n  - van_ban: bao_cao\n    don_vi: [Xã C, xã c]\n', 'DL186', 3),
        ('dot_soan:\n  - van_ban: bao_cao\n    don_vi:\n      - ma: Xã C\n        ten: c\n', 'DL176', 4),
        ('dot_soan:\n  - van_ban: bao_cao\n    sap_den_han: mai\n    nhiem_vu_tu: bao_cao\n', 'DL177', 3),
    ],
)
def test_faults_are_told_at_their_place(office: Office, batch: str, code: str, line: int) -> None:
    office.write('nam/dot.yaml', batch)
    found = office.faults()
    assert code in found, found
    assert found[code].span.file == 'nam/dot.yaml'
    assert found[code].span.line == line


def test_a_name_says_which_units_lack_its_field(office: Office) -> None:
    office.write('nam/dot.yaml', BATCH.replace('${don_vi}/', '${don_vi.noi}/'))
    told = office.faults()['DL171']
    assert '«xã A»' in told.problem and 'xã B' not in told.problem
    office.write(
        'nam/don-vi.yaml', UNITS.replace('ubnd-xa-a\n', 'ubnd-xa-a\n    thong_tin:\n      noi: ven biển\n')
    )
    assert {p.name.parts[0] for p in office.plan().papers} == {'ven biển', 'vùng cao'}


def test_a_field_of_the_year_needs_the_year_of_the_form(office: Office) -> None:
    office.write('nam/dot.yaml', BATCH.replace('${van_ban}', '${nam}'))
    assert str(office.plan().papers[0].name) == 'xã A/2026 quý I'
    office.write('nam/bao-cao.yaml', FORM.replace('nam: 2026\n', ''))
    assert 'năm' in office.faults()['DL171'].problem


def test_a_mistyped_code_is_told_and_never_printed_as_a_name(office: Office) -> None:
    office.write('nam/dot.yaml', BATCH.replace('tất cả', '[xa-a, xa-bb]'))
    assert 'xa-b»' in office.faults()['DL172'].remedy


def test_no_list_of_units_beside(office: Office) -> None:
    (office.root / 'nam/don-vi.yaml').unlink()
    assert office.faults()['DL181'].span.line == 3


def test_a_form_is_not_drafted_by_itself(office: Office) -> None:
    found = open_paths((str(office.root),))
    assert [p for _, p in found.papers] == []
    named = open_paths((str(office.root / 'nam/bao-cao.yaml'),))
    assert [str(p) for _, p in named.papers] == ['nam/bao-cao.yaml']


def test_a_form_that_is_drafted_by_itself_says_what_it_lacks(office: Office) -> None:
    with pytest.raises(BaoCaoError) as error:
        build(load(office.workspace, PurePosixPath('nam/bao-cao.yaml')))
    told = [f for f in error.value.findings if f.code == 'DL190']
    assert [f.span.line for f in told] == [4, 6]
    assert 'soan-hang-loat' in told[0].remedy


def test_a_part_that_the_unit_lacks(office: Office) -> None:
    office.write('nam/bao-cao.yaml', FORM.replace('trong ${ky}', 'ở ${don_vi.noi}'))
    workspace = office.workspace
    first, *_, last = plan(workspace, TEP).papers
    build(load(workspace, last.paper, last.crossing))
    with pytest.raises(BaoCaoError) as error:
        build(load(workspace, first.paper, first.crossing))
    assert [f.code for f in error.value.findings] == ['DL191']
