"""The rules of the Decree as data: types of documents and ways of signing."""

from baocao.quy_dinh.hinh_thuc_ky import HINH_THUC_KY, HinhThucKy
from baocao.quy_dinh.hinh_thuc_ky import find as find_hinh_thuc_ky
from baocao.quy_dinh.the_loai import BAN_SAO, EFFECTIVE_FROM, THE_LOAI, TheLoai, find, suggest

__all__ = [
    'BAN_SAO',
    'EFFECTIVE_FROM',
    'HINH_THUC_KY',
    'THE_LOAI',
    'HinhThucKy',
    'TheLoai',
    'find',
    'find_hinh_thuc_ky',
    'suggest',
]
