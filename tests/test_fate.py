"""What becomes of every field: an office in which each field of each model has a text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from every_field import KEPT, PLACES, SAMPLES, Sample, agency, written
from msgspec import Struct
from office import NBSP, Office, office
from pydantic import BaseModel

import baocao.models
from baocao.loading import split_path
from baocao.models import CacVanBanDan, Fate, Khung, SoDangKy
from baocao.quy_dinh import MocNgay
from baocao.text import Data, Ref, Text
from baocao.vietnamese import Ngay, Quantity, long_date, short_date
from baocao.view import View
from baocao.view.figures import figures_of

Field = tuple[str, str]

#: fields that print a value in another form than typed; the rest stand in the View letter by letter
_COMPUTED = {'so', 'ngay_ban_hanh', 'thoi_han', 'loai', 'du_thao'}

#: the day of an entry that no longer holds
_OUTDATED = 9

#: fields of batch files and lists of units, and where the tasks of a unit stand; what becomes of them is proven with those
OF_A_BATCH = {
    (model, key)
    for model, keys in {
        'DotSoan': 'dot_soan',
        'Dot': 'van_ban don_vi ky_bao_cao ten_tep nhiem_vu_tu ca_phoi_hop nhiem_vu tinh_den sap_den_han',
        'KySoan': 'ky ngay_ban_hanh',
        'DanhSachDonVi': 'don_vi',
        'DonViSoan': 'ma ten co_quan_ban_hanh thong_tin',
        'ThanMuc': 'nhiem_vu_cua_don_vi',
    }.items()
    for key in keys.split()
}

#: fields of tables that come from a spreadsheet; what becomes of them is proven with those tables
FROM_A_SHEET = {('Bang', key) for key in ('tu_tep', 'trang_tinh', 'vung', 'hang_dau')}


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    return made(tmp_path, SAMPLES[request.param])


def made(root: Path, sample: Sample) -> Office:
    """The office of a sample, with a second agency beside its own."""
    paper, own, figures = sample.files()
    found = office(root, paper, own, figures, sample.registers())
    (root / 'co-quan/khac.yaml').write_text(
        written(agency('qq', nguoi_ky=sample.agency['nguoi_ky'])), 'utf-8'
    )
    return found


def values(value: Any, at: tuple[Field, ...] = ()) -> Iterator[tuple[Field, Any]]:
    """Every leaf of a model with the field it stands in (the innermost), and every field that is set."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            inner = getattr(value, name)
            if inner is not None and inner != () and inner != {} and name in value.model_fields_set:
                yield from values(inner, (*at, (_owner(type(value), name), name)))
            assert info.json_schema_extra, (type(value), name)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from values(inner, at)
    elif isinstance(value, tuple):
        for inner in value:
            yield from values(inner, at)
    else:
        yield at[-1], value
    if at and isinstance(value, BaseModel | dict | tuple):
        yield at[-1], None


def _owner(model: type[BaseModel], name: str) -> str:
    """The class that declares a field."""
    return next(c.__name__ for c in reversed(model.__mro__) if name in getattr(c, '__annotations__', {}))


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for child in model.__subclasses__():
        yield child
        yield from _models(child)


def declared() -> dict[Field, Fate]:
    """The fate of every field of every model, also of those that are loaded when asked for."""
    for name in baocao.models.__all__:
        getattr(baocao.models, name)
    return {
        (_owner(model, name), name): Fate(info.json_schema_extra['fate'])
        for model in _models(Khung)
        for name, info in model.model_fields.items()
    }


def everything(office: Office) -> Iterator[tuple[Field, Any]]:
    ho_so = office.load()
    for model in (ho_so.van_ban, ho_so.co_quan, *ho_so.so_lieu.values()):
        yield from values(model)
    for place, model in (('van-ban-dan.yaml', CacVanBanDan), ('so-dang-ky.yaml', SoDangKy)):
        if place in ho_so.inputs:
            yield from values(model.model_validate(office.workspace.source(PurePosixPath(place)).value()))


def texts(value: Any) -> Iterator[Text]:
    """Every text of a View, wherever it stands."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Struct):
        for one in value.__struct_fields__:
            yield from texts(getattr(value, one))
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)


def printed(view: View) -> str:
    return '\n'.join(t.plain for t in texts(view)).replace(NBSP, ' ').casefold()


def shown(value: Any) -> list[str]:
    """What must stand in the View for a value: each cell where it holds several."""
    if isinstance(value, Ngay):
        return [short_date(value) if value.month == 11 else long_date(value)]
    if isinstance(value, Quantity):
        return [value.text]
    if isinstance(value, MocNgay):
        return [f'{value.ngay:02d}/'] if value.ngay != _OUTDATED else []
    if isinstance(value, int):
        return [f'{value:02d}']
    cells = re.sub(r'\[\^\w+\]|\$\{[^}]*\}.*', '', value).split('|')
    return [cell.strip(' .;').casefold() for cell in cells]


def test_the_samples_set_every_field_of_every_model(tmp_path: Path) -> None:
    found: set[Field] = set()
    for key, sample in SAMPLES.items():
        found |= {at for at, _ in everything(made(tmp_path / key, sample))}
    missing = set(declared()) - found - FROM_A_SHEET - OF_A_BATCH
    assert sorted(missing) == [], 'give these fields a value in the samples of this test'
    assert sorted(found - set(declared())) == []


def test_the_samples_are_drafted_without_a_finding(sample: Office) -> None:
    sample.view()


def test_what_shall_be_printed_is_printed(sample: Office) -> None:
    fate, text = declared(), printed(sample.view())
    leaves = [(at, value) for at, value in everything(sample) if value is not None]
    due = [
        (at, part) for at, value in leaves if fate[at] in (Fate.PRINTED, Fate.ASKED) for part in shown(value)
    ]
    assert len(due) > 15
    assert [(at, v) for at, v in due if v.casefold() not in text] == []


def test_what_is_data_only_is_printed_nowhere(sample: Office) -> None:
    fate, text = declared(), printed(sample.view())
    kept = [value for at, value in everything(sample) if value is not None and fate[at] is Fate.DATA]
    assert kept and {str(v) for v in kept} <= KEPT
    for value in kept:
        forms = [short_date(value), long_date(value)] if isinstance(value, Ngay) else [value]
        assert [form for form in forms if form.casefold() in text] == []


def test_what_is_typed_is_printed_in_its_places(sample: Office) -> None:
    text = printed(sample.view())
    leaves = [v for at, v in everything(sample) if isinstance(v, str) and declared()[at] is Fate.PRINTED]
    own = [v for v in leaves if re.fullmatch(r'[A-Z][a-z]+q[a-z]+\d?', v)]
    assert len(own) > 10
    for token in own:
        count = len(re.findall(rf'\b{token.casefold()}\b', text))
        assert count == PLACES.get(token, 1), (token, count)


def test_every_piece_finds_its_place(sample: Office) -> None:
    ho_so, view = sample.load(), sample.view()
    pieces = [p for t in texts(view) for p in t]
    typed = [p for p in pieces if isinstance(p, Data)]
    assert len(typed) > 15
    for piece in typed:
        whole = ho_so.place(piece.path)
        source = ho_so.sources[split_path(piece.path)[0]]
        assert whole.line > 0 and source.line(whole.line).strip()
        if piece.path.rpartition('.')[2].rpartition(':')[2] in _COMPUTED:
            continue
        span = ho_so.place(piece.path, piece.at, len(piece.text))
        there = source.line(span.line)[span.column - 1 : span.end_column - 1]
        assert there.casefold() == piece.text.casefold(), (piece, there)
    targets = {c.ma: (key, i, c) for key, i, c in ho_so.targets() if c.ma}
    for ref in (p for p in pieces if isinstance(p, Ref)):
        if ref.path:
            span = ho_so.place(ref.path, ref.at, 2)
            assert ho_so.sources[''].line(span.line)[span.column - 1 :].startswith(f'${{{ref.figure}')
            continue
        if ref.field != 'ke_hoach':
            assert ref.figure in {**figures_of(ho_so), **targets}
            continue
        ma, _, name = ref.figure.partition('.')
        key, i, chi_tieu = targets[ma]
        place, quantity = next((place, q) for n, place, q in chi_tieu.figures() if n == name)
        assert quantity.text.startswith(ref.text.replace(NBSP, ' '))
        span = ho_so.place('.'.join((f'{key}:chi_tieu.{i}', *(p for p in place if p))))
        assert quantity.text in ho_so.sources[key].line(span.line)


#: the place of the tasks of the report
_TASKS = ('paper', 'bo_cuc', 0, 'muc_con')
_ADJUSTED = {'ngay': '01/02/2023', 'ke_hoach': '4.333 tỷ đồng', 'theo': 'Theovanban'}
#: an entry of the calendar that holds instead of the first one
_OVER_ALL = {
    'ky': "năm",
    'tu_ngay': '1',
    'den_ngay': '2',
    'han_nop': '3',
    'nguon': 'Nguonlichb',
    'hieu_luc_tu': '06/6/2023',
}

#: another value (None: the key taken out) for each field that chooses something: where it stands in which sample
_OTHERWISE: dict[Field, tuple[str, tuple[str | int, ...], Any]] = {
    ('VanBan', 'co_quan_ban_hanh'): ('decision', ('paper', 'co_quan_ban_hanh'), 'khac'),
    ('VanBan', 'tham_quyen'): ('decision', ('paper', 'tham_quyen'), None),
    ('VanBan', 'nam'): ('invitation', ('paper', 'nam'), '2024'),
    ('VanBan', 'du_thao'): ('decision', ('paper', 'du_thao'), "không"),
    ('VanBan', 'phu_luc'): ('letter', ('paper', 'phu_luc', 1), None),
    ('VanBan', 'nguoi_ky'): ('report', ('paper', 'nguoi_ky', 'ho_ten'), 'Khac'),
    ('NguoiKy', 'hinh_thuc'): ('report', ('paper', 'nguoi_ky', 'hinh_thuc'), "thừa ủy quyền"),
    ('QuyetDinh', 'dieu'): ('decision', ('paper', 'dieu', 1), None),
    ('QuyetDinh', 'van_ban_kem_theo'): ('decision', ('paper', 'van_ban_kem_theo'), None),
    ('VanBanKemTheo', 'kieu_danh_so'): (
        'decision',
        ('paper', 'van_ban_kem_theo'),
        {'loai': "quy chế", 'trich_yeu': 'x', 'kieu_danh_so': 'a)', 'bo_cuc': ['x']},
    ),
    ('VanBanKemTheo', 'bo_cuc'): ('decision', ('paper', 'van_ban_kem_theo', 'bo_cuc'), ['Khac']),
    ('_CoThan', 'kieu_danh_so'): ('letter', ('paper', 'kieu_danh_so'), '1. a)'),
    ('_CoThan', 'bo_cuc'): ('report', ('paper', 'bo_cuc', 0, 'muc_con', 0), None),
    ('ThanMuc', 'kieu_danh_so'): (
        'decision',
        ('paper', 'dieu', 0, 'muc_con', 1, 'kieu_danh_so'),
        '(1) -',
    ),
    ('ThanMuc', 'phan_cong_chung'): ('decision', ('paper', 'dieu', 0, 'muc_con', 1, 'phan_cong_chung'), None),
    ('ThanMuc', 'chi_tieu'): ('decision', ('paper', 'dieu', 0, 'muc_con', 0, 'chi_tieu'), ['mabimatb']),
    ('ThanMuc', 'danh_so_chi_tieu'): (
        'decision',
        ('paper', 'dieu', 0, 'muc_con', 0, 'danh_so_chi_tieu'),
        '-',
    ),
    ('ThanMuc', 'dau_cuoi_dong'): ('decision', ('paper', 'dieu', 0, 'muc_con', 0, 'dau_cuoi_dong'), '.'),
    ('ThanMuc', 'bang'): ('letter', ('paper', 'bo_cuc', 2, 'bang'), None),
    ('ThanMuc', 'bang_chi_tieu'): ('letter', ('paper', 'phu_luc', 0, 'bang_chi_tieu'), ['mabimata']),
    ('ThanMuc', 'bang_nhiem_vu'): ('letter', ('paper', 'phu_luc', 0, 'bang_nhiem_vu'), 'mamuc'),
    ('ThanMuc', 'muc_con'): ('decision', ('paper', 'dieu', 0, 'muc_con', 0), None),
    ('Muc', 'phan_cong'): (
        'decision',
        ('paper', 'dieu', 0, 'muc_con', 1, 'muc_con', 2, 'phan_cong'),
        None,
    ),
    ('TinhTrang', 'tinh_trang'): ('report', (*_TASKS, 2, 'tinh_trang'), "chưa thực hiện"),
    ('TinhTrang', 'ngay_hoan_thanh'): ('report', (*_TASKS, 3, 'ngay_hoan_thanh'), None),
    ('TinhTrang', 'gia_han_den'): ('report', (*_TASKS, 4, 'gia_han_den'), None),
    ('PhuLuc', 'huong'): ('letter', ('paper', 'phu_luc', 0, 'huong'), "dọc"),
    ('PhuLuc', 'kho'): ('letter', ('paper', 'phu_luc', 0, 'kho'), 'A4'),
    ('PhuLuc', 'gui_rieng'): (
        'letter',
        ('paper', 'phu_luc', 0),
        {'tieu_de': 'Tieudeqp', 'gui_rieng': "có"},
    ),
    ('Bang', 'cot'): ('letter', ('paper', 'bo_cuc', 2, 'bang', 'cot', 0), {'ten': 'Cotkhac'}),
    ('Bang', 'hang'): ('letter', ('paper', 'bo_cuc', 2, 'bang', 'hang', 1), None),
    ('Cot', 'rong'): ('letter', ('paper', 'bo_cuc', 2, 'bang', 'cot', 0, 'rong'), '9'),
    ('Cot', 'can'): ('letter', ('paper', 'bo_cuc', 2, 'bang', 'cot', 0, 'can'), "giữa"),
    ('Cot', 'cot_con'): ('letter', ('paper', 'bo_cuc', 2, 'bang', 'cot', 1, 'cot_con', 0), 'Cotkhac'),
    ('ChiTieu', 'chi_so'): ('letter', ('figures', 'chi_tieu', 2, 'chi_so', 'kia', 'ke_hoach'), '1 ha'),
    ('VanBan', 'ky_bao_cao'): ('invitation', ('paper', 'ky_bao_cao'), "quý III"),
    ('ConSo', 'dieu_chinh'): ('results', ('figures', 'chi_tieu', 0, 'dieu_chinh', 0), _ADJUSTED),
    ('DieuChinh', 'ngay'): ('results', ('figures', 'chi_tieu', 0, 'dieu_chinh', 0, 'ngay'), '01/02/2023'),
    ('DieuChinh', 'ke_hoach'): ('results', ('figures', 'chi_tieu', 0, 'dieu_chinh', 0), _ADJUSTED),
    ('ConSo', 'pham_vi_cung_ky'): ('results', ('figures', 'chi_tieu', 2, 'pham_vi_cung_ky'), 'Phamvikhac'),
    ('ConSo', 'so_sanh_duoc'): ('results', ('figures', 'chi_tieu', 0, 'so_sanh_duoc'), None),
    ('ConSo', 'chieu'): ('results', ('figures', 'chi_tieu', 2, 'chieu'), None),
    ('ChiTieu', 'danh_gia_theo'): ('results', ('figures', 'chi_tieu', 1, 'danh_gia_theo'), ['kia']),
    ('ChiTieu', 'danh_gia'): ('results', ('figures', 'chi_tieu', 3, 'danh_gia'), None),
    ('DanhGia', 'muc'): ('results', ('figures', 'chi_tieu', 3, 'danh_gia', 'muc'), "đạt"),
    ('DanhGia', 'ky'): ('results', ('figures', 'chi_tieu', 3, 'danh_gia', 'ky'), '9_thang'),
    ('SoLieuKhac', 'gom'): ('results', ('figures', 'so_lieu', 'sokhac', 'gom', 'mota'), '1.112 vụ'),
    ('SoLieu', 'so_lieu'): ('results', ('figures', 'so_lieu', 'sokhac', 'nguon'), 'Nguonkhac'),
    ('CoQuan', 'co_ban_dat'): ('results', ('agency', 'co_ban_dat'), None),
    ('CoQuan', 'lich_bao_cao'): ('results', ('agency', 'lich_bao_cao', 0, 'han_nop'), '16'),
    ('LichBaoCao', 'ky'): ('results', ('agency', 'lich_bao_cao', 1), _OVER_ALL),
    ('LichBaoCao', 'tu_ngay'): ('results', ('agency', 'lich_bao_cao', 0, 'tu_ngay'), '2'),
    ('LichBaoCao', 'den_ngay'): ('results', ('agency', 'lich_bao_cao', 0, 'den_ngay'), '2'),
    ('LichBaoCao', 'hieu_luc_tu'): ('results', ('agency', 'lich_bao_cao', 1), _OVER_ALL),
    ('LichBaoCao', 'hieu_luc_den'): ('results', ('agency', 'lich_bao_cao', 1), _OVER_ALL),
    ('CacVanBanDan', 'van_ban_dan'): ('citing', ('to_cite', 'van_ban_dan', 0, 'so'), '79/KhacA'),
    ('SoDangKy', 'van_ban_da_ban_hanh'): ('citing', ('issued', 'van_ban_da_ban_hanh', 0, 'so'), '79'),
    ('VanBanBanHanh', 'co_quan'): ('citing', ('issued', 'van_ban_da_ban_hanh', 0, 'co_quan'), 'khac'),
    ('CoQuan', 'ten'): ('decision', ('agency', 'ten'), "Ủy ban nhân dân Khac"),
    ('CoQuan', 'che_do'): ('letter', ('agency', 'che_do'), "thủ trưởng"),
    ('NguoiGiuChucVu', 'chuc_vu'): ('decision', ('agency', 'nguoi_ky', 0, 'ho_ten'), 'Khac'),
}
#: fields of the letter that show nothing while its head issues it in his own name
_WITHOUT_HEAD = {('CoQuan', 'che_do')}


def test_each_field_that_chooses_is_tried() -> None:
    choosing = {at for at, fate in declared().items() if fate is Fate.CHOOSES}
    assert choosing - set(_OTHERWISE) - FROM_A_SHEET - OF_A_BATCH == set()


@pytest.mark.parametrize('at', _OTHERWISE, ids='.'.join)
def test_what_chooses_changes_the_paper(at: Field, tmp_path: Path) -> None:
    name, (root, *path), value = _OTHERWISE[at]
    before = SAMPLES[name]
    if at in _WITHOUT_HEAD:
        before = before.changed('paper', 'tham_quyen')
    after = before.changed(root, *path, value=value)
    assert made(tmp_path / 'a', before).build()[0] != made(tmp_path / 'b', after).build()[0]
