"""An office with a paper of every layout, and templates changed as an office changes them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
TEMPLATES = Path(__file__).parents[1] / 'templates'

AGENCY = """\
ten: Ủy ban nhân dân xã An Phú
ten_tren_van_ban:
  - Ủy ban nhân dân
  - xã An Phú
co_quan_chu_quan:
  - Ủy ban nhân dân tỉnh Quảng Ngãi
viet_tat: UBND
dia_danh: An Phú
lien_he:
  - Địa chỉ số 1 đường Hùng Vương, xã An Phú
nguoi_ky:
  - chuc_vu: Chủ tịch
    ho_ten: Đinh Văn An
"""
DECISION = """\
loai: quyết định
co_quan_ban_hanh: an-phu
nam: 2026
do_khan: hỏa tốc
trich_yeu: Ban hành Quy chế làm việc
can_cu:
  - Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025
dieu:
  - Ban hành kèm theo Quyết định này Quy chế làm việc[^so].
  - Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này.
chu_thich:
  so: |
    Thay cho Quy chế cũ.
van_ban_kem_theo:
  loai: quy chế
  trich_yeu: Làm việc của Ủy ban nhân dân xã An Phú
  kieu_danh_so: Điều 1. a)
  bo_cuc:
    - tieu_de: Phạm vi
      noi_dung: |
        Quy chế này quy định nguyên tắc làm việc.
    - tieu_de: Trách nhiệm
      muc_con:
        - Văn phòng là đầu mối.
noi_nhan:
  - Như Điều 2
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
REPORT = """\
loai: báo cáo
co_quan_ban_hanh: an-phu
nam: 2026
so: 12
ngay_ban_hanh: 5/3/2026
trich_yeu: Tình hình kinh tế - xã hội
kinh_gui: Ủy ban nhân dân tỉnh Quảng Ngãi
bo_cuc:
  - tieu_de: Kết quả
    noi_dung: |
      Kinh tế ổn định; số liệu ở Phụ lục.
    bang:
      ten: Bảng kết quả
      cot:
        - Nội dung
        - Số lượng
      hang:
        - Hộ nghèo | 12
phu_luc:
  - tieu_de: Biểu số liệu
    huong: ngang
    noi_dung: |
      Số liệu chi tiết của báo cáo.
noi_nhan:
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
LETTER = """\
loai: công văn
co_quan_ban_hanh: an-phu
don_vi_soan_thao: VX
nam: 2026
trich_yeu: báo cáo tình hình
kinh_gui:
  - Sở Tài chính
  - Sở Nội vụ
noi_dung: |
  Ủy ban nhân dân xã đề nghị quý cơ quan cho ý kiến.
noi_nhan:
  - Như trên
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
INVITATION = """\
loai: giấy mời
co_quan_ban_hanh: an-phu
nam: 2026
trich_yeu: Họp giao ban
kinh_moi: Các đồng chí trưởng thôn
toi_du: cuộc họp giao ban tháng 3
thoi_gian: 08 giờ 00 ngày 05/3/2026
dia_diem: Hội trường xã
noi_nhan:
  - "Lưu: VT"
nguoi_ky: Chủ tịch
"""
PAPERS = {'quyet-dinh': DECISION, 'bao-cao': REPORT, 'cong-van': LETTER, 'giay-moi': INVITATION}


def office(folder: Path, **papers: str) -> Path:
    """The data folder of an office with a paper of every layout, or with the papers given."""
    data = folder / 'data'
    (data / 'co-quan').mkdir(parents=True)
    (data / '2026').mkdir()
    (data / 'co-quan/an-phu.yaml').write_text(AGENCY, encoding='utf-8')
    for name, text in (papers or PAPERS).items():
        (data / f'2026/{name}.yaml').write_text(text, encoding='utf-8')
    return data


def own(folder: Path, source: str, *changes: tuple[str, str], name: str = '', part: str = 'document') -> Path:
    """A built-in template copied into a folder with every place of a text replaced; a text that is not there fails."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[f'word/{part}.xml'].decode()
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        parts[f'word/{part}.xml'] = text.encode()

    return changed(TEMPLATES / source, folder / (name or source), change)


def changed(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A Word file rewritten with its parts changed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    parts = parts_of(source)
    change(parts)
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words(path: Path) -> list[str]:
    """The paragraphs with text of a draft, body, headers and footers, notes."""
    found = []
    for name, data in sorted(parts_of(path).items()):
        if re.fullmatch(r'word/(document|header\d+|footer\d+|footnotes)\.xml', name):
            for paragraph in etree.fromstring(data).iter(f'{W}p'):
                found.append(''.join(t.text or '' for t in paragraph.iter(f'{W}t')))
    return [text for text in found if text.strip()]
