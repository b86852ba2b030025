"""The fields of the View in the words of those who make templates."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: path of a field -> what it is; "ô" are the places of Decree 30/2020, Phụ lục I, Phần I, Mục IV
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        'co_quan_chu_quan': "các dòng tên cơ quan chủ quản trực tiếp, ô 2",
        'co_quan': "các dòng tên cơ quan ban hành, ô 2",
        'so_ky_hieu': "số và ký hiệu sau chữ «Số:», ô 3",
        'dia_danh_ngay': "địa danh và thời gian ban hành, ô 4",
        'du_thao': "dấu dự thảo",
        'do_mat': "dấu chỉ độ mật, ô 10a",
        'do_khan': "dấu chỉ mức độ khẩn, ô 10b",
        'ten_loai': "tên loại văn bản, ô 5a",
        'trich_yeu': "trích yếu nội dung, ô 5a (công văn: ô 5b)",
        'tham_quyen': "thẩm quyền ban hành của quyết định",
        'kinh_gui_mot': "nơi kính gửi khi chỉ có một nơi, ô 9a",
        'kinh_gui': "các dòng kính gửi khi có nhiều nơi, ô 9a",
        'can_cu': "các căn cứ ban hành",
        'noi_dung': "nội dung văn bản, ô 6",
        'noi_nhan': "các dòng nơi nhận, ô 9b",
        'quyen_han': "các dòng quyền hạn, chức vụ của người ký, ô 7a",
        'ho_ten': "họ và tên của người ký, ô 7b",
        'lien_he': "các dòng thông tin liên hệ ở chân trang, ô 13",
        'chu_thich': "chú thích cuối trang (chương trình tự in)",
        'van_ban_kem_theo': "văn bản kèm theo quyết định",
        'van_ban_kem_theo.ten_loai': "tên loại của văn bản kèm theo",
        'van_ban_kem_theo.trich_yeu': "trích yếu của văn bản kèm theo",
        'van_ban_kem_theo.kem_theo': "dòng «Kèm theo …» của văn bản kèm theo",
        'van_ban_kem_theo.noi_dung': "nội dung của văn bản kèm theo",
        'phu_luc': "các phụ lục",
        'phu_luc.so': "số của phụ lục, khi có từ hai phụ lục",
        'phu_luc.tieu_de': "tiêu đề của phụ lục",
        'phu_luc.kem_theo': "dòng «Kèm theo …» của phụ lục",
        'phu_luc.noi_dung': "nội dung của phụ lục",
        'khoi.so': "số hoặc dấu đầu dòng của khối",
        'khoi.noi_dung': "chữ của khối",
    }
)
