"""An office folder of as many communes as are asked for, made from a seed: agencies, figures, three forms.

The names are put together from syllables, the figures are drawn within what a commune has; parts add up to their
totals, results lie below what was to be done, so that no paper gets a finding. The same number gives the same unit,
however many are made.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
#: the forms: papers whose agency is put in for each unit
FORMS = tuple(sorted((Path(__file__).parent / 'forms').glob('*.yaml')))
#: what stands in a form where the agency's code belongs
AGENCY = 'CO_QUAN'
#: the folder of the batch in the office folder, and the file that starts it
BATCH = 'quy-iii-2026'
BATCH_FILE = 'dot-quy-iii.yaml'

_FIRST = (
    *('An', 'Bình', 'Cẩm', 'Châu', 'Diên', 'Đại', 'Đông', 'Đức', 'Gia', 'Hà', 'Hải', 'Hòa', 'Hoằng', 'Hồng'),
    *('Hưng', 'Khánh', 'Kim', 'Lạc', 'Liên', 'Long', 'Lương', 'Mỹ', 'Nam', 'Nghĩa', 'Ngọc', 'Nhơn', 'Ninh'),
    *('Phú', 'Phước', 'Quang', 'Quảng', 'Quế', 'Sơn', 'Tam', 'Tân', 'Tây', 'Thanh', 'Thiện', 'Thọ', 'Thuận'),
    *('Tiên', 'Trà', 'Triệu', 'Trung', 'Tuy', 'Tường', 'Văn', 'Vạn', 'Viên', 'Vĩnh', 'Xuân', 'Yên'),
    *('Bắc', 'Cao', 'Chí', 'Điện', 'Giao', 'Kiến', 'Quỳnh', 'Thạch'),
)
_SECOND = (
    *(
        'An',
        'Ân',
        'Bằng',
        'Bảo',
        'Bình',
        'Cát',
        'Châu',
        'Dương',
        'Điền',
        'Định',
        'Giang',
        'Hà',
        'Hải',
        'Hiệp',
    ),
    *('Hòa', 'Hội', 'Hợp', 'Hưng', 'Khê', 'Lâm', 'Lạc', 'Lập', 'Lễ', 'Lộc', 'Lợi', 'Long', 'Lương', 'Mai'),
    *('Minh', 'Mỹ', 'Nghĩa', 'Nguyên', 'Nhuận', 'Ninh', 'Phong', 'Phú', 'Phúc', 'Phước', 'Phương', 'Quang'),
    *('Quý', 'Sơn', 'Tâm', 'Tân', 'Tây', 'Thắng', 'Thành', 'Thạnh', 'Thịnh', 'Thọ', 'Thủy', 'Tiến', 'Trạch'),
    *('Trị', 'Trung', 'Trường', 'Tú', 'Vân', 'Viên', 'Việt', 'Vinh', 'Xá', 'Xuân', 'Yên'),
)
_NAMES = tuple(f'{a} {b}' for b in _SECOND for a in _FIRST if a != b)


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune: its number from 1 on, its code, its name without the word for its kind."""

    number: int

    @property
    def code(self) -> str:
        return f'xa-{self.number:04}'

    @property
    def agency(self) -> str:
        """The code of its people's committee."""
        return f'ubnd-{self.code}'

    @property
    def name(self) -> str:
        """A name of its own for each of the first few thousand numbers, the neighbours' names unlike."""
        return _NAMES[self.number * 1009 % len(_NAMES)]


def units(count: int) -> list[Unit]:
    """The first units. Raises ValueError where there are not so many names."""
    if count > len(_NAMES):
        raise ValueError(f'only {len(_NAMES)} names')
    return [Unit(number) for number in range(1, count + 1)]


def make(folder: Path, count: int) -> Path:
    """Write the office folder of a batch; the place of its batch file."""
    batch = folder / BATCH
    _make_office(folder, batch, count)
    for form in FORMS:
        text = form.read_text(encoding='utf-8').replace(AGENCY, Unit(1).agency)
        (batch / form.name).write_text(text, encoding='utf-8')
    listed = ''.join(
        f'  - ma: {u.code}\n    ten: Xã {u.name}\n    co_quan_ban_hanh: {u.agency}\n' for u in units(count)
    )
    (batch / 'don-vi.yaml').write_text('don_vi:\n' + listed, encoding='utf-8')
    crossings = ''.join(
        f'  - van_ban: {form.stem.replace("-", "_")}\n    don_vi: tất cả\n'
        f'    ten_tep: ${{don_vi.ma}}/{form.stem}-iii\n'
        for form in FORMS
    )
    place = batch / BATCH_FILE
    place.write_text('dot_soan:\n' + crossings, encoding='utf-8')
    return place


def make_plain(folder: Path, count: int) -> Path:
    """Write an office folder whose units have a copy of each form beside their figures; the folder of the papers."""
    batch = folder / BATCH
    _make_office(folder, batch, count)
    for form in FORMS:
        text = form.read_text(encoding='utf-8')
        for unit in units(count):
            own = batch / unit.code / form.name
            own.write_text(text.replace(AGENCY, unit.agency), encoding='utf-8')
    return batch


def _make_office(folder: Path, batch: Path, count: int) -> None:
    agencies = folder / 'co-quan'
    agencies.mkdir(parents=True)
    shutil.copy(ROOT / 'data' / 'van-ban-dan.yaml', folder)
    for unit in units(count):
        (batch / unit.code).mkdir(parents=True)
        (batch / unit.code / 'so-lieu.yaml').write_text(figures(unit), encoding='utf-8')
        (agencies / f'{unit.agency}.yaml').write_text(profile(unit), encoding='utf-8')


def profile(unit: Unit) -> str:
    """The file of a commune's people's committee."""
    return (
        f'ten: Ủy ban nhân dân xã {unit.name}\n'
        'ten_tren_van_ban:\n'
        f'  - ỦY BAN NHÂN DÂN\n  - XÃ {unit.name.upper()}\n'
        f'viet_tat: UBND\ndia_danh: {unit.name}\nhieu_luc_tu: 01/7/2025\n'
        f'lien_he:\n  - "Địa chỉ: xã {unit.name}, tỉnh Quảng Ngãi"\n'
        'noi_nhan:\n  - TT Đảng ủy, TT HĐND xã\n  - CT, các PCT UBND xã\n  - "Lưu: VT, VP"\n'
        'nguoi_ky:\n  - chuc_vu: Chủ tịch\n  - chuc_vu: Phó Chủ tịch\n'
    )


def figures(unit: Unit) -> str:
    """The figures file of a unit: ten targets and five named figures with their parts, of the third quarter."""
    draw = Random(unit.number)
    lines = ['chi_tieu:', '  - nhom: Chỉ tiêu về kinh tế']
    plan = draw.randrange(12_000, 48_000)
    lines += _target(
        'thu_ngan_sach',
        'Thu ngân sách nhà nước trên địa bàn',
        *(_billions(n) for n in (plan, *_share(draw, plan))),
    )
    plan = draw.randrange(600, 2_400)
    lines += _target(
        'gieo_trong', 'Diện tích gieo trồng', *(f'{_whole(n)} ha' for n in (plan, *_share(draw, plan)))
    )
    lines.append('  - nhom: Chỉ tiêu về văn hóa - xã hội')
    plan = draw.randrange(240, 900)
    lines += _target(
        'viec_lam', 'Giải quyết việc làm mới', *(f'{_whole(n)} lao động' for n in (plan, *_share(draw, plan)))
    )
    for code, name, low, high in _RATES:
        if code == 'dung_han':
            lines.append('  - nhom: Chỉ tiêu về cải cách hành chính, quốc phòng')
        plan, now, before = (draw.randrange(low, high) for _ in range(3))
        lines += _target(code, name, *(f'{_tenths(n)}%' for n in (plan, now, before)))
        if code == 'suy_dinh_duong':
            lines.append('    chieu: giảm')
    lines += ['so_lieu:', *_sums(draw)]
    return '\n'.join(lines) + '\n'


#: targets that are rates, in tenths of a percent: code, name, the least and the largest
_RATES = (
    ('bao_hiem_y_te', 'Tỷ lệ tham gia bảo hiểm y tế', 921, 986),
    ('suy_dinh_duong', 'Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng', 52, 96),
    ('nuoc_sach', 'Tỷ lệ hộ dân sử dụng nước sạch', 702, 961),
    ('rac_thai', 'Tỷ lệ rác thải sinh hoạt được thu gom, xử lý', 781, 972),
    ('van_hoa', 'Tỷ lệ gia đình văn hóa', 861, 979),
    ('dung_han', 'Tỷ lệ hồ sơ giải quyết đúng hạn', 952, 998),
    ('dan_quan', 'Tỷ lệ huấn luyện dân quân', 951, 999),
)


def _target(code: str, name: str, plan: str, now: str, before: str) -> list[str]:
    return [
        f'  - ma: {code}',
        f'    ten: {name}',
        f'    cau: {name} đạt ${{ke_hoach}}',
        f'    ke_hoach: {plan}',
        f'    thuc_hien:\n      quy_3: {now}',
        f'    cung_ky:\n      quy_3: {before}',
    ]


def _share(draw: Random, plan: int) -> tuple[int, int]:
    """What was reached in the quarter, and in that of the year before, of a plan for the year."""
    return plan * draw.randrange(180, 340) // 1000, plan * draw.randrange(180, 340) // 1000


def _sums(draw: Random) -> list[str]:
    """The named figures with their parts."""

    def whole(low: int, high: int, unit: str) -> str:
        return _whole(draw.randrange(low, high)) + unit

    lines = _parts('vat_nuoi', {'trau_bo': whole(900, 4_000, ' con'), 'lon': whole(1_500, 9_000, ' con')})
    lines += _parts(
        'ho_so', {'truc_tuyen': whole(400, 2_800, ' hồ sơ'), 'truc_tiep': whole(60, 700, ' hồ sơ')}
    )
    costs = {'ngan_sach_xa': whole(110, 480, ' triệu đồng'), 'xa_hoi_hoa': whole(20, 95, ' triệu đồng')}
    lines += _parts('kinh_phi', costs)
    # what is left of all funds is never near the whole of one: the checks would take it for the same figure, mistyped
    funds = {'ngan_sach_tinh': draw.randrange(60_000, 90_000), 'ngan_sach_xa': draw.randrange(10_000, 18_000)}
    spent = {name: _billions(n * draw.randrange(450, 700) // 1000) for name, n in funds.items()}
    lines += _parts('giai_ngan', spent, {name: _billions(n) for name, n in funds.items()})
    cases = {'khieu_nai': draw.randrange(12, 24), 'to_cao': draw.randrange(12, 18)}
    settled = {name: f'{draw.randrange(10, n)} vụ' for name, n in cases.items()}
    return lines + _parts('don_thu', settled, {name: f'{n} vụ' for name, n in cases.items()})


def _parts(code: str, done: dict[str, str], total: dict[str, str] | None = None) -> list[str]:
    lines = [f'  {code}:', '    gom:']
    for name, value in done.items():
        lines += [f'      {name}:', f'        thuc_hien:\n          quy_3: {value}']
        if total is not None:
            lines.append(f'        tong_so:\n          quy_3: {total[name]}')
    return lines


def _whole(number: int) -> str:
    return f'{number:,}'.replace(',', '.')


def _billions(millions: int) -> str:
    return f'{_whole(millions // 1000)},{millions % 1000:03} tỷ đồng'


def _tenths(tenths: int) -> str:
    return f'{tenths // 10},{tenths % 10}'
