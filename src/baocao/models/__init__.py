"""The models of papers, figures and agencies, and (loaded when asked for) of batch files."""

from typing import TYPE_CHECKING

from baocao.deferred import deferred
from baocao.models.bang import Bang, Cot, HangBang
from baocao.models.chap_nhan import ChapNhan
from baocao.models.co_quan import CoQuan, LichBaoCao, NguoiGiuChucVu
from baocao.models.con_so import FIELDS, ConSo, DieuChinh, value_of
from baocao.models.fields import Fate, Khung, build_all
from baocao.models.muc import TASK_LINES, DonVi, Muc, PhanCong, PhuLuc, ThanMuc
from baocao.models.so_lieu import ChiSo, ChiTieu, DanhGia, SoLieu, SoLieuKhac, ThanhPhan
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

if TYPE_CHECKING:
    from baocao.models.dot_soan import (
        CHAM,
        CHUA_XONG,
        CO_QUAN_CHU_TRI,
        MOI_NHIEM_VU,
        SAP_DEN_HAN,
        TAT_CA,
        DanhSachDonVi,
        DonViSoan,
        Dot,
        DotSoan,
        KySoan,
    )

__getattr__ = deferred(
    __name__,
    {
        'dot_soan': (
            'CHAM',
            'CHUA_XONG',
            'CO_QUAN_CHU_TRI',
            'MOI_NHIEM_VU',
            'SAP_DEN_HAN',
            'TAT_CA',
            'DanhSachDonVi',
            'DonViSoan',
            'Dot',
            'DotSoan',
            'KySoan',
        )
    },
)

__all__ = [
    'CHAM',
    'CHUA_XONG',
    'CO_QUAN_CHU_TRI',
    'FIELDS',
    'MOI_NHIEM_VU',
    'SAP_DEN_HAN',
    'TASK_LINES',
    'TAT_CA',
    'Bang',
    'CacVanBanDan',
    'ChapNhan',
    'ChiSo',
    'ChiTieu',
    'CoQuan',
    'ConSo',
    'CongVan',
    'Cot',
    'DanhGia',
    'DanhSachDonVi',
    'DieuChinh',
    'DonVi',
    'DonViSoan',
    'Dot',
    'DotSoan',
    'Fate',
    'GiayMoi',
    'HangBang',
    'Khung',
    'KySoan',
    'LichBaoCao',
    'Muc',
    'NguoiGiuChucVu',
    'NguoiKy',
    'PhanCong',
    'PhuLuc',
    'QuyetDinh',
    'SoDangKy',
    'SoLieu',
    'SoLieuKhac',
    'ThanMuc',
    'ThanhPhan',
    'TinhTrang',
    'VanBan',
    'VanBanBanHanh',
    'VanBanCoTenLoai',
    'VanBanDan',
    'VanBanKemTheo',
    'build_all',
    'value_of',
]
