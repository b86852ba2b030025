"""Each field of a batch file and of a list of units does something: changed alone, it changes what is planned or printed."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from baocao.errors import BaoCaoError
from baocao.loading import load, plan
from baocao.view import build
from baocao.workspace import Workspace
from tests.office import AGENCY
from tests.test_fate import OF_A_BATCH, Field, declared, printed

TEP = PurePosixPath('dot.yaml')

FILES = {
    'co-quan/ubnd.yaml': AGENCY,
    'co-quan/xa-a.yaml': AGENCY.replace('huyện Minh Long', 'xã A'),
    'quyet-dinh.yaml': """\
loai: quyết định
co_quan_ban_hanh: ubnd
nam: 2026
ngay_ban_hanh: 1/2026
trich_yeu: Về nhiệm vụ
de_nghi: Chánh Văn phòng
can_cu: [Luật Tổ chức chính quyền địa phương ngày 16/6/2025]
dieu:
  - noi_dung: Giao nhiệm vụ.
    muc_con:
      - noi_dung: Thu ngân sách.
        chu_tri: Phòng A
        thoi_han: 10/4/2026
      - noi_dung: Sửa đường.
        chu_tri: Phòng B
        phoi_hop: Phòng A
        thoi_han: 17/4/2026
      - noi_dung: Trồng cây.
        chu_tri: Phòng A
        thoi_han: 30/12/2026
noi_nhan: ["Lưu: VT"]
nguoi_ky: Chủ tịch
""",
    'cong-van.yaml': """\
loai: công văn
co_quan_ban_hanh: ubnd
nam: 2026
ngay_ban_hanh: 4/2026
don_vi_soan_thao: VP
trich_yeu: Đôn đốc
kinh_gui: ${don_vi}
mo_dau: Gửi ${don_vi}, ${don_vi.noi}.
bo_cuc:
  - so: không
    nhiem_vu_cua_don_vi: danh sách
noi_nhan: ["Lưu: VT"]
nguoi_ky: Chủ tịch
""",
    'bao-cao.yaml': """\
loai: báo cáo
co_quan_ban_hanh: ubnd
nam: 2026
trich_yeu: Kết quả ${ky}
noi_dung: ${don_vi} báo cáo, ${don_vi.noi}.
noi_nhan: ["Lưu: VT"]
nguoi_ky: Chủ tịch
""",
    'don-vi.yaml': """\
don_vi:
  - ma: phong-a
    ten: Phòng A
    co_quan_ban_hanh: xa-a
    thong_tin:
      noi: tầng 1
""",
    'dot.yaml': """\
dot_soan:
  - van_ban: cong_van
    nhiem_vu_tu: quyet_dinh
    don_vi: tất cả
    nhiem_vu: chậm, sắp đến hạn
    tinh_den: 15/4/2026
    sap_den_han: 3 ngày
    ca_phoi_hop: không
    ten_tep: gui/${don_vi.ma}
  - van_ban: bao_cao
    don_vi: tất cả
    ky_bao_cao:
      - ky: quý I
        ngay_ban_hanh: 3/2026
    ten_tep: bao/${don_vi.ma}
""",
}

#: the list with one more unit
MORE = 'don_vi:\n  - ma: xa-b\n    ten: Phòng B\n    thong_tin:\n      noi: x\n'

#: each field with a change of one file: what is replaced by what
CHANGES: dict[Field, tuple[str, str, str]] = {
    ('DotSoan', 'dot_soan'): ('dot.yaml', 'van_ban: bao_cao', 'van_ban: cong_van\n    nhiem_vu_tu: quyet_dinh'),
    ('Dot', 'van_ban'): ('dot.yaml', 'van_ban: bao_cao', 'van_ban: quyet_dinh'),
    ('Dot', 'don_vi'): ('dot.yaml', 'don_vi: tất cả\n    ky', 'don_vi: [Phòng B]\n    ky'),
    ('Dot', 'ky_bao_cao'): ('dot.yaml', 'ky: quý I', 'ky: quý II'),
    ('Dot', 'ten_tep'): ('dot.yaml', 'bao/', 'bao-cao/'),
    ('Dot', 'nhiem_vu_tu'): ('dot.yaml', 'nhiem_vu_tu: quyet_dinh', 'nhiem_vu_tu: quyet_dinh_khac'),
    ('Dot', 'ca_phoi_hop'): ('dot.yaml', 'ca_phoi_hop: không\n    ten', 'ca_phoi_hop: có\n    ten'),
    ('Dot', 'nhiem_vu'): ('dot.yaml', 'chậm, sắp đến hạn', 'chưa hoàn thành'),
    ('Dot', 'tinh_den'): ('dot.yaml', 'tinh_den: 15/4/2026', 'tinh_den: 28/12/2026'),
    ('Dot', 'sap_den_han'): ('dot.yaml', '3 ngày', '300 ngày'),
    ('KySoan', 'ky'): ('dot.yaml', 'ky: quý I', 'ky: 6 tháng'),
    ('KySoan', 'ngay_ban_hanh'): ('dot.yaml', '3/2026', '4/2026'),
    ('DanhSachDonVi', 'don_vi'): ('don-vi.yaml', 'don_vi:\n', MORE),
    ('DonViSoan', 'ma'): ('don-vi.yaml', 'ma: phong-a', 'ma: phong-khac'),
    ('DonViSoan', 'ten'): ('don-vi.yaml', 'ten: Phòng A', 'ten: Phòng B'),
    ('DonViSoan', 'co_quan_ban_hanh'): ('don-vi.yaml', 'xa-a', 'ubnd'),
    ('DonViSoan', 'thong_tin'): ('don-vi.yaml', 'tầng 1', 'tầng 2'),
    ('ThanMuc', 'nhiem_vu_cua_don_vi'): ('cong-van.yaml', 'danh sách', 'bảng'),
}  # fmt: skip


def told(root: Path) -> list[tuple[str, str, str, str]]:
    """Each paper of the batch: its name, unit, period, and all that it prints; or what is wrong."""
    workspace = Workspace(root, '')
    found = []
    try:
        for one in plan(workspace, TEP).papers:
            view = build(load(workspace, one.paper, one.crossing))[0]
            kinds = ' '.join(block.kieu for block in view.noi_dung)
            found.append((str(one.name), one.don_vi, one.ky, f'{kinds}\n{printed(view)}'))
    except BaoCaoError as error:
        return [(f.code, f.problem, '', '') for f in error.findings]
    return found


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding='utf-8')


def test_the_batch_of_this_test_is_sound(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert [row[:3] for row in told(tmp_path)] == [
        ('gui/phong-a', 'Phòng A', ''),
        ('bao/phong-a', 'Phòng A', 'quý I'),
    ]


def test_every_field_is_tried() -> None:
    assert set(CHANGES) == OF_A_BATCH
    assert set(declared()) >= OF_A_BATCH


@pytest.mark.parametrize('at', CHANGES, ids='.'.join)
def test_a_field_changes_what_is_planned_or_printed(at: Field, tmp_path: Path) -> None:
    write(tmp_path, FILES)
    before = told(tmp_path)
    file, old, new = CHANGES[at]
    assert old in FILES[file]
    write(tmp_path, {**FILES, file: FILES[file].replace(old, new, 1)})
    assert told(tmp_path) != before
