"""The rules of the Decree as data: types of documents and ways of signing."""

from baocao.quy_dinh.hinh_thuc_ky import HINH_THUC_KY, HinhThucKy
from baocao.quy_dinh.hinh_thuc_ky import find as find_hinh_thuc_ky
from baocao.quy_dinh.the_loai import (
    BAN_SAO,
    EFFECTIVE_FROM,
    NGOAI_PHAM_VI,
    THE_LOAI,
    TheLoai,
    beyond,
    find,
    pattern,
    suggest,
)

__all__ = [
    'BAN_SAO',
    'EFFECTIVE_FROM',
    'HINH_THUC_KY',
    'NGOAI_PHAM_VI',
    'THE_LOAI',
    'HinhThucKy',
    'TheLoai',
    'beyond',
    'find',
    'find_hinh_thuc_ky',
    'pattern',
    'suggest',
]
