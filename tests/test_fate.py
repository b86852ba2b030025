"""What becomes of every field: an office in which each field of each model has a text of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from office import NBSP, Office, office
from pydantic import BaseModel

from baocao.loading import HoSo
from baocao.loading.load import split_path
from baocao.models import CacVanBanDan, Fate, Khung, SoDangKy
from baocao.text import Data, Ref, Text
from baocao.vietnamese import Ngay, Quantity, long_date, short_date
from baocao.view import View

Field = tuple[str, str]

#: fields that print a value in another form than typed; the rest stand in the View letter by letter
_COMPUTED = {'so', 'ngay_ban_hanh', 'thoi_han', 'loai', 'du_thao'}


def _agency(mark: str, **changes: Any) -> dict[str, Any]:
    return {
        'ten': f"Ủy ban nhân dân Ten{mark}",
        'ten_tren_van_ban': [f"Dong{mark}1", f"Dong{mark}2"],
        'viet_tat': f'VT{mark}',
        'dia_danh': f'Dia{mark}',
        'hieu_luc_tu': '01/01/1999',
        'hieu_luc_den': '31/12/2098',
        'co_quan_chu_quan': [f'Chuquan{mark}'],
        'che_do': "tập thể",
        'nguoi_ky': [{'chuc_vu': f'Truong{mark}', 'ho_ten': f'Hoten{mark}'}],
        **changes,
    }


FIGURES = {
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


#: the registers: what they hold is cited by every sample
TO_CITE = {
    'van_ban_dan': [
        {
            'ma': 'mabimatv',
            'loai': 'loaiqv',
            'so': '77/SoqvA',
            'ngay': '05/11/2022',
            'co_quan': 'Coquanqv',
            'trich_yeu': 'Trichyeuqv',
            'hieu_luc_tu': '02/01/1999',
            'hieu_luc_den': '30/12/2098',
            'thay_the_boi': 'Thaytheqv',
        },
        {'ma': 'mabimatl', 'loai': "luật", 'ten': 'Tenluatqv', 'ngay': '06/11/2022'},
    ]
}
ISSUED = {
    'van_ban_da_ban_hanh': [
        {
            'ma': 'mabimath',
            'tep': 'vb/tepqv.yaml',
            'loai': 'loaiqh',
            'so': '78',
            'ky_hieu': 'KyhieuqhA',
            'ngay': '07/11/2022',
            'co_quan': 'ubnd',
            'tham_quyen': 'Thamquyenqh',
            'trich_yeu': 'Trichyeuqh',
        }
    ]
}
CITED = ['${vb.mabimatv}', '${vb.mabimatl}', '${vb.mabimath}']


def _task(mark: str, merged: bool = False) -> dict[str, Any]:
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


def _node(mark: str, merged: bool = False, **more: Any) -> dict[str, Any]:
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


def _nodes() -> list[dict[str, Any]]:
    """Children in which every field of a node is set."""
    targets = {'chi_tieu': "tất cả", 'danh_so_chi_tieu': '1.', 'dau_cuoi_dong': ';'}
    common = {
        'phan_cong_chung': _task('qcc'),
        'muc_con': ['Noidungqd', _node('qeeee'), {'noi_dung': 'Noidungqf', 'phan_cong': "không"}],
    }
    return [_node('qaaaaa', **targets), _node('qbbbbbb', merged=True, **common)]


DECISION = {
    'loai': "quyết định",
    'co_quan_ban_hanh': 'ubnd',
    'nam': '2023',
    'so': '4711',
    'ngay_ban_hanh': '17/10/2023',
    'du_thao': '7',
    'trich_yeu': 'Trichyeuqa[^ghichuqa]',
    'chu_thich': {'ghichuqa': 'Ghichuqa'},
    'noi_nhan': ['Noinhanqa', 'Lưu: VT, Noinhanqb'],
    'nguoi_ky': 'Truongqz',
    'can_cu': ['Cancuqa', 'Cancuqb', *CITED],
    'tham_quyen': 'Truongqz',
    'de_nghi': 'Denghiqa',
    'dieu': [
        {'noi_dung': 'Noidungqa', 'muc_con': _nodes()},
        {'tieu_de': 'Tieudeqb', 'noi_dung': 'Noidungqb'},
    ],
}

REPORT = {
    'loai': "báo cáo",
    'co_quan_ban_hanh': 'ubnd',
    'nam': '2023',
    'so': '5',
    'ngay_ban_hanh': '18/9/2023',
    'du_thao': '8',
    'trich_yeu': 'Trichyeuqa',
    'chu_thich': {'ghichuqa': 'Ghichuqa'},
    'noi_nhan': ['Noinhanqa', 'Lưu: VT, Noinhanqb'],
    'nguoi_ky': {'chuc_vu': 'Chanhqa', 'ho_ten': 'Nguoikyqa', 'hinh_thuc': "thừa lệnh"},
    'can_cu': ['Cancuqa', *CITED],
    'mo_dau': 'Modauqa[^ghichuqa]',
    'bo_cuc': [{'phan': 'Phanqa', 'noi_dung': 'Noidungqa', 'muc_con': _nodes()}],
    'ket_thuc': 'Ketthucqa',
}

#: the sample offices: paper and agency; where the paper names its signer, the agency knows no name
SAMPLES = {
    'decision': (DECISION, _agency('qz')),
    'report': (REPORT, _agency('qy', nguoi_ky=[{'chuc_vu': 'Truongqy'}])),
}


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(value: Any) -> str:
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    paper, agency = SAMPLES[request.param]
    return _office(tmp_path, paper, agency)


def _office(root: Path, paper: dict[str, Any], agency: dict[str, Any]) -> Office:
    files = {'van-ban-dan.yaml': _yaml(TO_CITE), 'so-dang-ky.yaml': _yaml(ISSUED)}
    return office(root, _yaml(paper), _yaml(agency), _yaml(FIGURES), files)


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
    """The fate of every field of every model."""
    return {
        (_owner(model, name), name): Fate(info.json_schema_extra['fate'])
        for model in _models(Khung)
        for name, info in model.model_fields.items()
    }


def everything(ho_so: HoSo) -> Iterator[tuple[Field, Any]]:
    registers = (CacVanBanDan.model_validate(TO_CITE), SoDangKy.model_validate(ISSUED))
    for model in (ho_so.van_ban, ho_so.co_quan, *ho_so.so_lieu.values(), *registers):
        yield from values(model)


def texts(value: Any) -> Iterator[Text]:
    """Every text of a View, wherever it stands."""
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)


def printed(view: View) -> str:
    return '\n'.join(t.plain for t in texts(view)).replace(NBSP, ' ').casefold()


def shown(value: Any) -> str:
    """What must stand in the View for a value."""
    if isinstance(value, Ngay):
        return short_date(value) if value.month == 11 else long_date(value)
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, int):
        return f'{value:02d}'
    return re.sub(r'\[\^\w+\]|\$\{[^}]*\}.*', '', value).strip(' .;').casefold()


def test_the_samples_set_every_field_of_every_model(tmp_path: Path) -> None:
    found: set[Field] = set()
    for key, (paper, agency) in SAMPLES.items():
        ho_so = _office(tmp_path / key, paper, agency).load()
        found |= {at for at, _ in everything(ho_so)}
    assert sorted(set(declared()) - found) == [], 'give these fields a value in the samples of this test'
    assert sorted(found - set(declared())) == []


def test_the_samples_are_drafted_without_a_finding(sample: Office) -> None:
    sample.view()


def test_what_shall_be_printed_is_printed(sample: Office) -> None:
    fate, text = declared(), printed(sample.view())
    leaves = [(at, value) for at, value in everything(sample.load()) if value is not None]
    due = [(at, shown(value)) for at, value in leaves if fate[at] is Fate.PRINTED]
    assert len(due) > 60
    assert [(at, v) for at, v in due if v.casefold() not in text] == []


def test_what_is_data_only_is_printed_nowhere(sample: Office) -> None:
    fate, text = declared(), printed(sample.view())
    kept = [value for at, value in everything(sample.load()) if value is not None and fate[at] is Fate.DATA]
    assert {str(v) for v in kept} == {
        *('nhiem_vu', 'mabimata', 'mabimatb', '01/01/1999', '31/12/2098', 'Thaytheqv', 'vb/tepqv.yaml'),
        *('mabimatv', 'mabimatl', 'mabimath', '02/01/1999', '30/12/2098'),
    }
    for value in kept:
        forms = [short_date(value), long_date(value)] if isinstance(value, Ngay) else [value]
        assert [form for form in forms if form.casefold() in text] == []


def test_nothing_typed_is_printed_twice(sample: Office) -> None:
    text = printed(sample.view())
    leaves = [
        v for at, v in everything(sample.load()) if isinstance(v, str) and declared()[at] is Fate.PRINTED
    ]
    own = [v for v in leaves if re.fullmatch(r'[A-Z][a-z]+q[a-z]+\d?', v)]
    assert len(own) > 40
    for token in own:
        count = len(re.findall(rf'\b{token.casefold()}\b', text))
        # a post stands with the authority and with the signature
        assert count == (2 if token == 'Truongqz' else 1), (token, count)


def test_every_piece_finds_its_place(sample: Office) -> None:
    ho_so, view = sample.load(), sample.view()
    pieces = [p for t in texts(view) for p in t]
    typed = [p for p in pieces if isinstance(p, Data)]
    assert len(typed) > 60
    for piece in typed:
        whole = ho_so.place(piece.path)
        source = ho_so.sources[split_path(piece.path)[0]]
        assert whole.line > 0 and source.line(whole.line).strip()
        if piece.path.rpartition('.')[2].rpartition(':')[2] in _COMPUTED:
            continue
        span = ho_so.place(piece.path, piece.at, len(piece.text))
        there = source.line(span.line)[span.column - 1 : span.end_column - 1]
        assert there.casefold() == piece.text.casefold(), (piece, there)
    cited = [p for p in pieces if isinstance(p, Ref) and p.path]
    assert {(p.figure, str(ho_so.van_ban.can_cu[int(p.path[7:])])) for p in cited} == {
        (typed[2:-1], typed) for typed in CITED
    }
    refs = [p for p in pieces if isinstance(p, Ref) and not p.path]
    assert {p.text.replace(NBSP, ' ') for p in refs} == {
        '3.331 tỷ đồng',
        '3.332 ha',
        '3.333 ha',
        'loikehoachqc',
    }
    targets = {c.ma: (key, i, c) for key, i, c in ho_so.targets() if c.ma}
    for ref in refs:
        ma, _, name = ref.figure.partition('.')
        key, i, chi_tieu = targets[ma]
        place, quantity = next((place, q) for n, place, q in chi_tieu.figures() if n == name)
        assert quantity.text == ref.text.replace(NBSP, ' ')
        span = ho_so.place('.'.join((f'{key}:chi_tieu.{i}', *(p for p in place if p))))
        assert quantity.text in ho_so.sources[key].line(span.line)
