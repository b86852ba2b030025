"""From one decision, to each agency the letter with its own tasks: whose they are, and how they are printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from baocao.errors import BaoCaoError
from baocao.loading import HoSo, load, plan
from baocao.loading.leads import leads_of, names_in
from baocao.text import Data
from baocao.view import View, build
from baocao.word import read_document
from baocao.workspace import Workspace
from tests.office import AGENCY, NBSP

DECISION = """\
loai: quyết định
co_quan_ban_hanh: ubnd
nam: 2026
ky_bao_cao: năm
ngay_ban_hanh: 1/2026
trich_yeu: Về nhiệm vụ năm 2026
de_nghi: Chánh Văn phòng
can_cu:
  - Luật Tổ chức chính quyền địa phương ngày 16/6/2025
dieu:
  - noi_dung: Giao nhiệm vụ năm 2026.
    phan_cong_chung:
      phoi_hop: Các cơ quan liên quan
      thoi_han: 30/6/2026
    muc_con:
      - noi_dung: |
          Thu ngân sách đạt ${thu}[^du-toan].

          - Chống thất thu.
        chu_tri: Phòng Tài chính huyện
        san_pham: Báo cáo thu
      - noi_dung: Sửa đường liên xã.
        chu_tri: Phòng Kinh tế huyện, Phòng Tài chính huyện
        thoi_han: 15/4/2026
        ngay_hoan_thanh: 10/4/2026
      - noi_dung: Tuyển quân.
        chu_tri: Ban Chỉ huy Quân sự huyện chủ trì, phối hợp với Công an huyện
        thoi_han: 31/3/2026
      - noi_dung: Vệ sinh môi trường.
        chu_tri: Các xã, thị trấn
chu_thich:
  du-toan: |
    Dự toán giao tại Nghị quyết số 5.
noi_nhan:
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
LETTER = """\
loai: công văn
co_quan_ban_hanh: ubnd
nam: 2026
ngay_ban_hanh: 2/2026
don_vi_soan_thao: VP
trich_yeu: Giao nhiệm vụ
kinh_gui: ${don_vi}
mo_dau: |
  Giao ${don_vi} ${nhiem_vu.tong} nhiệm vụ:
bo_cuc:
  - so: không
    nhiem_vu_cua_don_vi: danh sách
noi_nhan:
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
BATCH = """\
dot_soan:
  - van_ban: giao_viec
    nhiem_vu_tu: quyet_dinh
    don_vi: cơ quan chủ trì
"""
FIGURES = 'so_lieu:\n  thu:\n    thuc_hien: 70 tỷ đồng\n'
TEP = PurePosixPath('dot.yaml')


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        'co-quan/ubnd.yaml': AGENCY,
        'quyet-dinh.yaml': DECISION,
        'giao-viec.yaml': LETTER,
        'so-lieu.yaml': FIGURES,
        'dot.yaml': BATCH,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding='utf-8')
    return tmp_path


def letters(root: Path) -> Mapping[str, tuple[HoSo, View]]:
    """Each letter by its agency."""
    workspace = Workspace(root, '')
    found = {}
    for one in plan(workspace, TEP).papers:
        ho_so = load(workspace, one.paper, one.crossing)
        found[one.don_vi] = ho_so, build(ho_so)[0]
    return found


def body(view: View) -> list[str]:
    return [f'{b.so.plain} {b.noi_dung.plain}'.strip().replace(NBSP, ' ') for b in view.noi_dung]


def test_each_agency_gets_its_own_tasks_as_the_decision_says_them(root: Path) -> None:
    found = letters(root)
    assert {name: body(view)[1:] for name, (_, view) in found.items()} == {
        'Phòng Tài chính huyện': [
            '1. Thu ngân sách đạt 70 tỷ đồng.',
            '- Chống thất thu.',
            'Các cơ quan liên quan.',
            '30/6/2026.',
            'Báo cáo thu.',
            '2. Sửa đường liên xã.',
            'Phòng Kinh tế huyện, Phòng Tài chính huyện.',
            'Các cơ quan liên quan.',
            '15/4/2026./.',
        ],
        'Phòng Kinh tế huyện': [
            '1. Sửa đường liên xã.',
            'Phòng Kinh tế huyện, Phòng Tài chính huyện.',
            'Các cơ quan liên quan.',
            '15/4/2026./.',
        ],
        'Ban Chỉ huy Quân sự huyện': [
            '1. Tuyển quân.',
            'Các cơ quan liên quan.',
            '31/3/2026./.',
        ],
    }
    assert body(found['Phòng Tài chính huyện'][1])[0] == 'Giao Phòng Tài chính huyện 2 nhiệm vụ:'


def test_the_footnote_of_a_task_comes_with_it(root: Path) -> None:
    found = letters(root)
    notes = found['Phòng Tài chính huyện'][1].chu_thich
    assert [t.plain for n in notes for t in n.cac_doan] == ['Dự toán giao tại Nghị quyết số 5.']
    assert found['Phòng Kinh tế huyện'][1].chu_thich == ()


def test_the_footnote_is_a_real_one_in_word(root: Path) -> None:
    from baocao.mau import Templates
    from baocao.pipeline import draft

    workspace = Workspace(root, '')
    one = plan(workspace, TEP).papers[0]
    made = draft(workspace, one.paper, Templates(), crossing=one.crossing)
    texts = [p.text for p in read_document(made.data, 'x').prose.passages]
    assert any('Dự toán giao tại Nghị quyết số 5.' in text for text in texts)
    assert not made.findings


def test_every_word_of_a_task_leads_back_to_the_decision(root: Path) -> None:
    ho_so, view = letters(root)['Phòng Tài chính huyện']
    first = view.noi_dung[1].noi_dung.pieces[0]
    assert isinstance(first, Data)
    span = ho_so.place(first.path, first.at, 3)
    assert (span.file, span.line) == ('quyet-dinh.yaml', 17)


def test_names_that_mean_many_are_told_and_get_no_letter(root: Path) -> None:
    found = plan(Workspace(root, ''), TEP)
    assert [f.code for f in found.findings] == ['DL183']
    assert '«Các xã, thị trấn»' in found.findings[0].problem
    assert not any('xã' in p.don_vi for p in found.papers)


@pytest.mark.parametrize(
    ('asked', 'who'),
    [
        ('chậm', ['Ban Chỉ huy Quân sự huyện']),
        ('sắp đến hạn', []),
        ('chưa hoàn thành', ['Phòng Tài chính huyện', 'Ban Chỉ huy Quân sự huyện']),
        ('chậm, sắp đến hạn', ['Ban Chỉ huy Quân sự huyện']),
    ],
)
def test_reminders_go_to_those_who_are_late_or_soon_due(root: Path, asked: str, who: list[str]) -> None:
    text = f'{BATCH}    nhiem_vu: {asked}\n    tinh_den: 20/4/2026\n'
    (root / 'dot.yaml').write_text(text, encoding='utf-8')
    assert [p.don_vi for p in plan(Workspace(root, ''), TEP).papers] == who


def test_what_is_soon_due_depends_on_the_days_asked_for(root: Path) -> None:
    text = f'{BATCH}    nhiem_vu: sắp đến hạn\n    tinh_den: 20/6/2026\n    sap_den_han: 10 ngày\n'
    (root / 'dot.yaml').write_text(text, encoding='utf-8')
    assert [p.don_vi for p in plan(Workspace(root, ''), TEP).papers] == ['Phòng Tài chính huyện']
    (root / 'dot.yaml').write_text(text.replace('10 ngày', '9 ngày'), encoding='utf-8')
    found = plan(Workspace(root, ''), TEP)
    assert (found.papers, [f.code for f in found.findings]) == ((), ['DL184'])


def test_a_table_shows_the_columns_that_are_filled_and_the_states(root: Path) -> None:
    (root / 'giao-viec.yaml').write_text(LETTER.replace('danh sách', 'bảng'), encoding='utf-8')
    (root / 'dot.yaml').write_text(f'{BATCH}    nhiem_vu: chậm\n    tinh_den: 20/4/2026\n', encoding='utf-8')
    _, view = letters(root)['Ban Chỉ huy Quân sự huyện']
    table = next(b.bang for b in view.noi_dung if b.bang)
    cells = [[' '.join(t.plain for t in o.noi_dung) for o in row.o] for row in table.hang]
    assert cells == [
        ['TT', 'Nhiệm vụ', 'Cơ quan phối hợp', 'Thời hạn, tiến độ', 'Tình trạng'],
        ['1', 'Tuyển quân', 'Các cơ quan liên quan', '31/3/2026', 'Chậm'],
    ]


def test_helpers_too_where_the_batch_asks_for_them(root: Path) -> None:
    text = DECISION.replace('phoi_hop: Các cơ quan liên quan', 'phoi_hop: Công an huyện; ${chung}')
    text = DECISION.replace('        san_pham: Báo cáo thu\n', '        phoi_hop: Công an huyện\n')
    (root / 'quyet-dinh.yaml').write_text(text, encoding='utf-8')
    batch = BATCH.replace('cơ quan chủ trì', 'Công an huyện')
    (root / 'dot.yaml').write_text(batch, encoding='utf-8')
    with pytest.raises(BaoCaoError) as error:
        letters(root)
    assert 'DL193' in {f.code for f in error.value.findings}
    (root / 'dot.yaml').write_text(f'{batch}    ca_phoi_hop: có\n', encoding='utf-8')
    assert body(letters(root)['Công an huyện'][1])[1] == '1. Thu ngân sách đạt 70 tỷ đồng.'


def test_a_fault_of_the_decision_is_told_with_the_letter(root: Path) -> None:
    (root / 'so-lieu.yaml').write_text('so_lieu:\n  khac:\n    thuc_hien: 1 vụ\n', encoding='utf-8')
    with pytest.raises(BaoCaoError) as error:
        letters(root)
    assert ('DL040', 'quyet-dinh.yaml') in {(f.code, f.span.file) for f in error.value.findings}


@pytest.mark.parametrize(
    ('typed', 'names'),
    [
        ('Sở Tài chính', ('Sở Tài chính',)),
        ('Cục Thuế tỉnh, Cục Hải quan tỉnh', ('Cục Thuế tỉnh', 'Cục Hải quan tỉnh')),
        (
            'Sở Văn hóa, Thể thao và Du lịch; Công an tỉnh',
            ('Sở Văn hóa, Thể thao và Du lịch', 'Công an tỉnh'),
        ),
        ('Sở A chủ trì, phối hợp với Sở B', ('Sở A',)),
        ('Các sở, ban, ngành liên quan', ('Các sở, ban, ngành liên quan',)),
        ('UBND các xã, phường', ('UBND các xã, phường',)),
        ('  ', ()),
        (
            'Sở Xây dựng và Ban Quản lý Khu kinh tế A và các Khu công nghiệp B',
            ('Sở Xây dựng', 'Ban Quản lý Khu kinh tế A và các Khu công nghiệp B'),
        ),
        ('Sở Kế hoạch và Đầu tư', ('Sở Kế hoạch và Đầu tư',)),
        ('Phòng Lao động - Thương binh và Xã hội', ('Phòng Lao động - Thương binh và Xã hội',)),
        ('Văn phòng HĐND và UBND xã', ('Văn phòng HĐND và UBND xã',)),
        (
            'UBND thành phố A, thị xã B và huyện C; Phòng Y tế',
            ('UBND thành phố A', 'UBND thị xã B', 'UBND huyện C', 'Phòng Y tế'),
        ),
        ('Sở Tư pháp và các sở, ban ngành', ('Sở Tư pháp', 'các sở, ban ngành')),
    ],
)
def test_the_names_in_a_line(typed: str, names: tuple[str, ...]) -> None:
    assert names_in(typed) == names


@pytest.mark.parametrize(
    'typed', ['UBND cấp xã', 'UBND cấp huyện', 'ban, ngành', 'sở, ban, ngành', 'Sở ngành', 'Các phòng']
)
def test_a_name_that_means_many_is_nobodys(root: Path, typed: str) -> None:
    path = root / 'quyet-dinh.yaml'
    text = path.read_text(encoding='utf-8')
    assert text.count('Ban Chỉ huy Quân sự huyện') == 1
    path.write_text(text.replace('Ban Chỉ huy Quân sự huyện', typed), encoding='utf-8')
    lead = leads_of(load(Workspace(root, ''), PurePosixPath('quyet-dinh.yaml')).van_ban)[2]
    assert lead.leads == ()
    assert lead.many


def test_leads_follow_the_defaults_of_the_nodes_above(root: Path) -> None:
    ho_so = load(Workspace(root, ''), PurePosixPath('quyet-dinh.yaml'))
    found = leads_of(ho_so.van_ban)
    assert [lead.leads for lead in found] == [
        ('Phòng Tài chính huyện',),
        ('Phòng Kinh tế huyện', 'Phòng Tài chính huyện'),
        ('Ban Chỉ huy Quân sự huyện',),
        (),
    ]
    assert found[3].many == ('Các xã, thị trấn',)
    assert found[0].task.thoi_han is not None


def test_tasks_of_a_secret_decision_go_by_secret_letters_only(root: Path) -> None:
    secret = DECISION.replace('nam: 2026\n', 'nam: 2026\ndo_mat: mật\n', 1)
    (root / 'quyet-dinh.yaml').write_text(secret, encoding='utf-8')
    with pytest.raises(BaoCaoError) as error:
        plan(Workspace(root, ''), TEP)
    assert [(f.code, f.span.line) for f in error.value.findings] == [('DL173', 3)]
    letter = LETTER.replace('nam: 2026\n', 'nam: 2026\ndo_mat: mật\n', 1)
    (root / 'giao-viec.yaml').write_text(letter, encoding='utf-8')
    assert len(letters(root)) == 3
    told = plan(Workspace(root, ''), TEP).findings
    assert [(f.code, 'thị trấn' in f.problem) for f in told] == [('DL183', False)]
