"""Sample offices in which each field of each model has a text of its own, for the tests of what becomes of them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml

Tree = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """The data of one office: a paper, its agency, its figures, its registers."""

    paper: Tree
    agency: Tree
    figures: Tree | None = None
    to_cite: Tree | None = None
    issued: Tree | None = None

    def files(self) -> tuple[str, str, str | None]:
        """The YAML of the paper, the agency, the figures."""
        return written(self.paper), written(self.agency), self.figures and written(self.figures)

    def registers(self) -> dict[str, str]:
        """The YAML of the registers by their place in the office."""
        places = {'van-ban-dan.yaml': self.to_cite, 'so-dang-ky.yaml': self.issued}
        return {place: written(tree) for place, tree in places.items() if tree}

    def changed(self, root: str, *path: str | int, value: Any = None) -> Sample:
        """The sample with another value in one place of one of its files; None takes the key out."""
        other = deepcopy(self)
        inner: Any = getattr(other, root)
        for step in path[:-1]:
            inner = inner[step]
        if value is None:
            del inner[path[-1]]
        else:
            inner[path[-1]] = value
        return other


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(value: Any) -> str:
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


def agency(mark: str, **changes: Any) -> Tree:
    return {
        'ten': f"Ủy ban nhân dân Ten{mark}",
        'ten_tren_van_ban': [f"Dong{mark}1", f"Dong{mark}2"],
        'viet_tat': f'VT{mark}',
        'dia_danh': f'Dia{mark}',
        'hieu_luc_tu': '01/01/1999',
        'hieu_luc_den': '31/12/2098',
        'co_quan_chu_quan': [f'Chuquan{mark}'],
        'ma_dinh_danh': 'H48.12.03',
        'che_do': "tập thể",
        'nguoi_ky': [
            {
                'chuc_vu': f'Truong{mark}',
                'ho_ten': f'Hoten{mark}',
                'hieu_luc_tu': '02/01/1999',
                'hieu_luc_den': '30/12/2098',
            }
        ],
        **changes,
    }


FIGURES: Tree = {
    'chi_tieu': [
        {'nhom': 'Nhomqa'},
        {'ma': 'mabimata', 'cau': 'Cauqa ${ke_hoach}', 'ke_hoach': '3.331 tỷ đồng'},
        {
            'ma': 'mabimatb',
            'cau': 'Cauqb ${chiso.hdnd}, ${chiso.tinh}, ${kia}',
            'chi_so': {
                'chiso': {'ke_hoach': {'hdnd': '3.332 ha', 'tinh': '3.333 ha'}},
                'kia': {'ke_hoach': 'loikehoachqc'},
            },
        },
    ]
}

#: figures with the names that tables of targets print
NAMED_FIGURES: Tree = {
    'chi_tieu': [
        {'nhom': 'Nhomqt'},
        {'ma': 'mabimata', 'cau': 'Cauqa ${ke_hoach}', 'ke_hoach': '3.331 tỷ đồng'},
        {
            'ma': 'mabimatb',
            'ten': 'Tenqchitieu',
            'cau': 'Cauqb ${kia}, ${phu}',
            'chi_so': {
                'kia': {'ke_hoach': '3.334 ha'},
                'phu': {'ten': 'Tenqchiso', 'ke_hoach': '3.335 kg'},
            },
        },
    ]
}


def _task(mark: str, merged: bool = False) -> Tree:
    """Every line of a task; a lead and the lines that stand in for it never meet on one node."""
    led = {'chu_tri': [{'co_quan': f'Chutri{mark}1', 'doi_voi': f'Doivoi{mark}'}, f'Chutri{mark}2']}
    joined = {'co_quan_tham_muu': f'Thammuu{mark}', 'co_quan_thuc_hien': f'Thuchien{mark}'}
    return {
        'chi_dao': f'Chidao{mark}',
        **(joined if merged else led),
        'phoi_hop': [f'Phoihop{mark}1', f'Phoihop{mark}2'],
        'thoi_han': f'{len(mark)}/11/2023',
        'tien_do': f'Tiendo{mark}',
        'san_pham': f'Sanpham{mark}',
    }


def _states() -> list[Tree]:
    """Tasks of which each says one thing of how it goes."""
    said = {'tinh_trang': "đang thực hiện", 'ngay_hoan_thanh': '08/9/2023', 'gia_han_den': '09/11/2023'}
    return [{'tieu_de': f'Tieude{key}', 'chu_tri': f'Chutri{key}', key: value} for key, value in said.items()]


def _node(mark: str, merged: bool = False, **more: Any) -> Tree:
    return {
        'so': f'So{mark}.',
        'tieu_de': f'Tieude{mark}',
        'la': 'nhiem_vu',
        'noi_dung': f'Noidung{mark}',
        'nguyen_nhan': f'Nguyennhan{mark}',
        'loi_dan': f'Loidan{mark}',
        'loi_ket': f'Loiket{mark}',
        'kieu_danh_so': 'a) -',
        'chi_tieu_lien_quan': ['mabimata'],
        **_task(mark, merged),
        **more,
    }


def _nodes() -> list[Tree]:
    """Children in which every field of a node is set."""
    targets = {'chi_tieu': "tất cả", 'danh_so_chi_tieu': '1.', 'dau_cuoi_dong': ';'}
    common = {
        'phan_cong_chung': _task('qcc'),
        'muc_con': ['Noidungqd', _node('qeeee'), {'noi_dung': 'Noidungqf', 'phan_cong': "không"}],
    }
    return [_node('qaaaaa', **targets), _node('qbbbbbb', merged=True, **common)]


def _table() -> Tree:
    """A table in which every field of its own is set."""
    return {
        'ten': 'Tenbangqa',
        'don_vi': 'Donviqa',
        'cot': [
            {'ten': 'Cotqa', 'rong': '2', 'can': "phải"},
            {'ten': 'Cotqb', 'cot_con': ['Cotqc', {'ten': 'Cotqd', 'rong': '3'}]},
        ],
        'so_cot': 'Socotqa | Socotqb | Socotqc',
        'hang': [
            {'nhom': 'Nhomhangqa'},
            'Oqa | Oqb | Oqc',
            {'tong': 'Tongqa | Tongqb'},
        ],
        'ghi_chu': 'Ghichubangqa',
    }


DECISION = Sample(
    {
        'loai': "quyết định",
        'ma': 'mavanban',
        'co_quan_ban_hanh': 'ubnd',
        'nam': '2023',
        'so': '4711',
        'ngay_ban_hanh': '17/10/2023',
        'du_thao': '7',
        'do_khan': "hỏa tốc",
        'do_mat': "tối mật",
        'trich_yeu': 'Trichyeuqa[^ghichuqa]',
        'chu_thich': {'ghichuqa': 'Ghichuqa'},
        'noi_nhan': ['Noinhanqa', 'Lưu: VT, Noinhanqb'],
        'nguoi_ky': 'Truongqz',
        'can_cu': ['Cancuqa', 'Cancuqb'],
        'tham_quyen': 'Truongqz',
        'de_nghi': 'Denghiqa',
        'dieu': [
            {'noi_dung': 'Noidungqa kèm theo', 'muc_con': _nodes()},
            {'tieu_de': 'Tieudeqb', 'noi_dung': 'Noidungqb'},
        ],
        'van_ban_kem_theo': {
            'loai': "quy chế",
            'trich_yeu': 'Trichyeuqk',
            'mo_dau': 'Modauqk',
            'kieu_danh_so': '1. a)',
            'bo_cuc': [
                {
                    'chuong': 'Chuongqk',
                    'muc_con': [
                        {
                            'muc': 'Mucqk',
                            'muc_con': [
                                {'tieu_muc': 'Tieumucqk', 'muc_con': [{'tieu_de': 'Tieudeqk'}]},
                            ],
                        }
                    ],
                }
            ],
            'ket_thuc': 'Ketthucqk',
        },
    },
    agency('qz'),
    FIGURES,
)

REPORT = Sample(
    {
        'loai': "báo cáo",
        'co_quan_ban_hanh': 'ubnd',
        'nam': '2023',
        'so': '5',
        'ngay_ban_hanh': '18/9/2023',
        'du_thao': '8',
        'trich_yeu': 'Trichyeuqa',
        'chu_thich': {'ghichuqa': 'Ghichuqa'},
        'kinh_gui': ['Kinhguiqa', 'Kinhguiqb'],
        'noi_nhan': ['Noinhanqa', 'Lưu: VT, Noinhanqb'],
        'nguoi_ky': {'chuc_vu': 'Chanhqa', 'ho_ten': 'Nguoikyqa', 'hinh_thuc': "thừa lệnh"},
        'can_cu': ['Cancuqa'],
        'chap_nhan': [{'phat_hien': 'SL211', 'cho': 'choqa', 'ly_do': 'lydoqa'}],
        'mo_dau': 'Modauqa[^ghichuqa] ${nhiem_vu.tom_tat}',
        'kieu_danh_so': '1. a)',
        'bo_cuc': [{'phan': 'Phanqa', 'noi_dung': 'Noidungqa', 'muc_con': [*_nodes(), *_states()]}],
        'ket_thuc': 'Ketthucqa',
    },
    agency('qy', nguoi_ky=[{'chuc_vu': 'Truongqy'}]),
    FIGURES,
)

LETTER = Sample(
    {
        'loai': "công văn",
        'co_quan_ban_hanh': 'ubnd',
        'nam': '2023',
        'don_vi_soan_thao': 'DVqa',
        'tham_quyen': 'Truongqx',
        'trich_yeu': 'Trichyeuqa',
        'kinh_gui': 'Kinhguiqa',
        'noi_dung': 'Noidungqa tại Phụ lục I, Phụ lục II',
        'bo_cuc': [
            {'tieu_de': 'Tieudeqm', 'chi_tieu': "tất cả"},
            {'ma': 'mamuc', 'tieu_de': 'Tieudeqttt', **_task('qttt')},
            {'tieu_de': 'Tieudeqn', 'bang': _table()},
        ],
        'phu_luc': [
            {
                'ma': 'maphuluc',
                'tieu_de': 'Tieudeqp',
                'huong': "ngang",
                'kho': 'A3',
                'gui_rieng': "không",
                'noi_dung': 'Noidungqp',
                'bang_chi_tieu': "tất cả",
            },
            {'tieu_de': 'Tieudeqr', 'bang_nhiem_vu': 'mamuc'},
        ],
        'nguoi_ky': 'Truongqx',
    },
    agency('qx', noi_nhan=['Noinhanqx', 'Lưu: VT'], lien_he=['Lienheqx1', 'Lienheqx2']),
    NAMED_FIGURES,
)

INVITATION = Sample(
    {
        'loai': "giấy mời",
        'co_quan_ban_hanh': 'ubnd',
        'nam': '2023',
        'ky_bao_cao': "quý II",
        'trich_yeu': 'Trichyeuqa ${ky}',
        'kinh_moi': ['Kinhmoiqa', 'Kinhmoiqb'],
        'toi_du': 'Toiduqa',
        'chu_tri': 'Chutriqa',
        'thoi_gian': 'Thoigianqa',
        'dia_diem': 'Diadiemqa',
        'luu_y': 'Luuyqa',
        'noi_nhan': ['Noinhanqa', 'Lưu: VT'],
        'nguoi_ky': 'Truongqw',
    },
    agency('qw', che_do="thủ trưởng"),
)

CITING = Sample(
    {
        'loai': "quyết định",
        'co_quan_ban_hanh': 'ubnd',
        'nam': '2023',
        'trich_yeu': 'Trichyeuqa',
        'can_cu': ['${vb.mavanbandan}', '${vb.maluat}', '${vb.mabanhanh}'],
        'dieu': ['Noidungqa', 'Noidungqb'],
        'noi_nhan': ['Noinhanqa', 'Noinhanqb', 'Lưu: VT'],
        'nguoi_ky': {'chuc_vu': 'Chanhqa', 'ho_ten': 'Nguoikyqa', 'hinh_thuc': "thừa lệnh"},
    },
    agency('qv', nguoi_ky=[{'chuc_vu': 'Truongqv'}]),
    to_cite={
        'van_ban_dan': [
            {
                'ma': 'mavanbandan',
                'loai': 'loaiqv',
                'so': '77/SoqvA',
                'ngay': '05/11/2022',
                'co_quan': 'Coquanqv',
                'trich_yeu': 'Trichyeuqv',
                'hieu_luc_tu': '02/01/1999',
                'hieu_luc_den': '30/12/2098',
                'thay_the_boi': 'Thaythe',
            },
            {'ma': 'maluat', 'loai': "luật", 'ten': 'Tenluatqv', 'ngay': '06/11/2022'},
        ]
    },
    issued={
        'van_ban_da_ban_hanh': [
            {
                'ma': 'mabanhanh',
                'tep': '2022/banhanh.yaml',
                'loai': 'loaiqh',
                'so': '78',
                'ky_hieu': 'KyhieuqhA',
                'ngay': '07/11/2022',
                'co_quan': 'ubnd',
                'tham_quyen': 'Thamquyenqh',
                'trich_yeu': 'Trichyeuqh',
            }
        ]
    },
)

_PERIODIC = [
    {
        'ky': ["năm", "6 tháng"],
        'tu_ngay': "3 tháng trước",
        'den_ngay': '4',
        'han_nop': '17',
        'nguon': 'Nguonlicha',
        'hieu_luc_tu': '05/5/2023',
        'hieu_luc_den': '06/6/2024',
    },
    {
        'ky': "năm",
        'tu_ngay': '7',
        'den_ngay': '8',
        'han_nop': '9',
        'nguon': 'Nguonlichb',
        'hieu_luc_tu': '05/5/2020',
        'hieu_luc_den': '06/6/2021',
    },
]

#: a report of a year that asks for all that its figures hold
RESULTS = Sample(
    {
        'loai': "báo cáo",
        'co_quan_ban_hanh': 'ubnd',
        'nam': '2023',
        'ky_bao_cao': "năm",
        'ngay_ban_hanh': '18/9/2023',
        'trich_yeu': 'Trichyeuqa',
        'mo_dau': 'Ước ${mabimata}, ${mabimata.cung_ky}, ${mabimata.cong_bo.so_tinh}, ${mabimata.nguon}, '
        '${mabimatb.chiso}, ${mabimatb.kia}, ${mabimatc}, ${mabimatc.cung_ky}, ${mabimate}, ${sokhac.thuc_hien}, '
        '${sokhac.tong_so}, ${sokhac.mota}, ${sokhac.motb}, ${sokhac.cong_bo.tang_cung_ky}, ${sokhac.nguon}; ${ky.han_nop}, '
        '${ky.tu}, ${ky.den}',
        'ket_thuc': 'Ketthucqu',
        'bo_cuc': [
            {'tieu_de': 'Tieudequ', 'bang_chi_tieu': "tất cả"},
            {'tieu_de': 'Tieudeqw', 'chi_tieu': "tất cả"},
        ],
        'noi_nhan': ['Noinhanqa', 'Lưu: VT'],
        'nguoi_ky': 'Truongqu',
    },
    agency('qu', che_do="thủ trưởng", lich_bao_cao=_PERIODIC, co_ban_dat="có"),
    {
        'chi_tieu': [
            {
                'ma': 'mabimata',
                'cau': 'Cauqa ${ke_hoach}',
                'ke_hoach': '4.331 tỷ đồng',
                'dieu_chinh': [{'ngay': '29/12/2023', 'ke_hoach': '4.332 tỷ đồng', 'theo': 'Theovanban'}],
                'thuc_hien': {'uoc_nam': '4.200 tỷ đồng'},
                'cung_ky': '4.201 tỷ đồng',
                'cong_bo': {'so_tinh': '93,91%'},
                'nguon': 'Nguonqa',
                'pham_vi': 'Phamvimot',
                'pham_vi_cung_ky': 'Phamvihai',
                'so_sanh_duoc': "Lydososanh",
            },
            {
                'ma': 'mabimatb',
                'cau': 'Cauqb ${chiso}, ${kia}',
                'danh_gia_theo': ['chiso'],
                'chi_so': {
                    'chiso': {'ke_hoach': '5.331 ha', 'thuc_hien': '5.332 ha'},
                    'kia': {'ke_hoach': '6.331 ha', 'thuc_hien': '2.334 ha'},
                },
            },
            {
                'ma': 'mabimatc',
                'cau': 'Cauqc ${ke_hoach}',
                'ke_hoach': '7.331 kg',
                'chieu': "giảm",
                'thuc_hien': '7.332 kg',
                'cung_ky': '7.444 kg',
                'pham_vi': 'Phamviba',
                'pham_vi_cung_ky': 'Phamviba',
            },
            {
                'ma': 'mabimate',
                'cau': 'Cauqe ${ke_hoach}',
                'ke_hoach': 'kehoachbangloi',
                'thuc_hien': 'ketquabangloi',
                'danh_gia': {'muc': "vượt", 'ly_do': 'Lydobangtay', 'ky': 'nam'},
            },
        ],
        'so_lieu': {
            'sokhac': {
                'tong_so': '9.331 vụ',
                'cong_bo': {'tang_cung_ky': '8,76%'},
                'nguon': 'Nguonqb',
                'gom': {'mota': '1.111 vụ', 'motb': {'thuc_hien': '2.222 vụ'}},
            },
        },
    },
)

SAMPLES = {
    'results': RESULTS,
    'decision': DECISION,
    'report': REPORT,
    'letter': LETTER,
    'invitation': INVITATION,
    'citing': CITING,
}

#: what is printed in several places: heads of groups and tasks in the text and in the tables of an appendix; the
#: post of who issues with the authority, with the signature, and under the title of each section after it
PLACES = {
    'Truongqz': 3,
    'Truongqx': 3,
    'Nhomqt': 2,
    'Tieudeqttt': 2,
    'Chutriqttt1': 2,
    'Chutriqttt2': 2,
    'Doivoiqttt': 2,
    'Phoihopqttt1': 2,
    'Phoihopqttt2': 2,
    'Tiendoqttt': 2,
    'Sanphamqttt': 2,
}

#: fields that are kept and printed nowhere
KEPT = {
    'SL211',
    'choqa',
    'lydoqa',
    'mabimata',
    'mabimatb',
    'mabimatc',
    'mabimate',
    'Theovanban',
    'Phamvimot',
    'Phamviba',
    'Lydobangtay',
    'Nguonlicha',
    'Nguonlichb',
    'mavanban',
    'mamuc',
    'maphuluc',
    'mavanbandan',
    'maluat',
    'mabanhanh',
    '2022/banhanh.yaml',
    'Thaythe',
    'nhiem_vu',
    'H48.12.03',
    '01/01/1999',
    '31/12/2098',
    '02/01/1999',
    '30/12/2098',
}
