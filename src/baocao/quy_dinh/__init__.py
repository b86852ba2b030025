"""The rules as dated data: types of documents, ways of signing, the calendar of reports, thresholds of judgement."""

from baocao.quy_dinh.danh_gia import NGUONG_DANH_GIA, NguongDanhGia, thresholds
from baocao.quy_dinh.hinh_thuc_ky import HINH_THUC_KY, HinhThucKy
from baocao.quy_dinh.hinh_thuc_ky import find as find_hinh_thuc_ky
from baocao.quy_dinh.lich_bao_cao import (
    DAY_MARK_PATTERN,
    DAY_MARK_RULE,
    LICH_BAO_CAO,
    KhoangSoLieu,
    KyHan,
    MocNgay,
    parse_day_mark,
    window,
)
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
    'DAY_MARK_PATTERN',
    'DAY_MARK_RULE',
    'EFFECTIVE_FROM',
    'HINH_THUC_KY',
    'LICH_BAO_CAO',
    'NGOAI_PHAM_VI',
    'NGUONG_DANH_GIA',
    'THE_LOAI',
    'HinhThucKy',
    'KhoangSoLieu',
    'KyHan',
    'MocNgay',
    'NguongDanhGia',
    'TheLoai',
    'beyond',
    'find',
    'find_hinh_thuc_ky',
    'parse_day_mark',
    'pattern',
    'suggest',
    'thresholds',
    'window',
]
