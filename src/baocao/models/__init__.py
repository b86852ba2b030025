"""The models of papers, figures and agencies."""

from baocao.models.co_quan import CoQuan, NguoiGiuChucVu
from baocao.models.fields import Fate, Khung
from baocao.models.so_lieu import ChiSo, ChiTieu, SoLieu
from baocao.models.van_ban import (
    TASK_LINES,
    DonVi,
    Muc,
    NguoiKy,
    PhanCong,
    QuyetDinh,
    VanBan,
    VanBanCoTenLoai,
)

__all__ = [
    'TASK_LINES',
    'ChiSo',
    'ChiTieu',
    'CoQuan',
    'DonVi',
    'Fate',
    'Khung',
    'Muc',
    'NguoiGiuChucVu',
    'NguoiKy',
    'PhanCong',
    'QuyetDinh',
    'SoLieu',
    'VanBan',
    'VanBanCoTenLoai',
]
