"""The models of papers, figures and agencies."""

from baocao.models.bang import Bang, Cot, HangBang
from baocao.models.chap_nhan import ChapNhan
from baocao.models.co_quan import CoQuan, NguoiGiuChucVu
from baocao.models.fields import Fate, Khung
from baocao.models.muc import TASK_LINES, DonVi, Muc, PhanCong, PhuLuc, ThanMuc
from baocao.models.so_lieu import ChiSo, ChiTieu, SoLieu
from baocao.models.tinh_trang import TinhTrang
from baocao.models.van_ban import (
    CongVan,
    GiayMoi,
    NguoiKy,
    QuyetDinh,
    VanBan,
    VanBanCoTenLoai,
    VanBanKemTheo,
)
from baocao.models.van_ban_dan import CacVanBanDan, SoDangKy, VanBanBanHanh, VanBanDan

__all__ = [
    'TASK_LINES',
    'Bang',
    'CacVanBanDan',
    'ChapNhan',
    'ChiSo',
    'ChiTieu',
    'CoQuan',
    'CongVan',
    'Cot',
    'DonVi',
    'Fate',
    'GiayMoi',
    'HangBang',
    'Khung',
    'Muc',
    'NguoiGiuChucVu',
    'NguoiKy',
    'PhanCong',
    'PhuLuc',
    'QuyetDinh',
    'SoDangKy',
    'SoLieu',
    'ThanMuc',
    'TinhTrang',
    'VanBan',
    'VanBanBanHanh',
    'VanBanCoTenLoai',
    'VanBanDan',
    'VanBanKemTheo',
]
