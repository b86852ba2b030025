"""The schema and the models agree: what the models take the schema takes, faults of form both refuse."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml
from every_field import SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import BaseModel, ValidationError

from baocao.loading import DRAFTED
from baocao.quy_dinh import find
from baocao.schema import schema
from baocao.schema.whole import KINDS

VALIDATOR = Draft7Validator(schema())

#: faults that only our own checks find: what a month has, how a number is written, what words mean
OURS_ALONE = {
    'DL015',  # a day that the calendar does not have
    'SL001',  # a number that is not written the Vietnamese way
    'DL084',  # an agency of the Party
}

#: rules between lines: where a line stands there empty, only our own checks see that it counts for nothing
BETWEEN_LINES = {'DL024', 'DL025', 'DL026', 'DL027', 'DL028', 'DL113', 'DL114', 'SL002', 'SL003'}

_SHEET = {'tu_tep': 'bieu-1.xlsx', 'trang_tinh': 'Sheet1', 'vung': 'A1:F20', 'hang_dau': '2'}
_CITED = [
    {'ma': 'luat', 'loai': "luật", 'ten': "Tổ chức", 'ngay': '19/6/2015', 'hieu_luc_tu': '01/01/2016'},
    {
        'ma': 'nq',
        'loai': "nghị quyết",
        'so': '01/NQ-CP',
        'ngay': '06/01/2023',
        'co_quan': "Chính phủ",
        'trich_yeu': "về nhiệm vụ",
        'thay_the_boi': "Nghị quyết số 02/NQ-CP",
    },
]
_ISSUED = {
    'ma': 'qd',
    'tep': '2023/qd.yaml',
    'loai': "quyết định",
    'so': '5',
    'ky_hieu': 'QĐ-UBND',
    'ngay': '06/01/2023',
    'co_quan': 'ubnd',
    'trich_yeu': "Về việc thử",
}

TREES: list[dict[str, Any]] = [
    *(tree for s in SAMPLES.values() for tree in (s.paper, s.agency, s.figures) if tree),
    {**SAMPLES['report'].paper, 'bo_cuc': [{'tieu_de': 'A', 'bang': _SHEET}]},
    {'van_ban_dan': _CITED},
    {'van_ban_da_ban_hanh': [_ISSUED]},
]

_TEXTS = (
    *(
        '',
        ' ',
        'x',
        '1',
        '2',
        '05',
        '145',
        '2026',
        '1850',
        '1.',
        '(1)',
        '-',
        ';',
        '1.250',
        '90.45',
        '11,47%',
        'true',
    ),
    *(
        '05/3/2023',
        'NGÀY  05 tháng 3 năm 2023',
        '3/2023',
        'tháng 3 năm 2023',
        '31/02/2023',
        '2023-03-05',
        '12:30',
    ),
    *(
        "có",
        "không",
        "KHÔNG",
        "tất cả",
        "Ngang",
        'a4',
        "khẩn",
        "Hỏa  tốc",
        "thừa uỷ quyền",
        "trái",
        "lần 2",
        'no',
    ),
    *(
        "gạch",
        'I. 1. a)',
        'Điều 1. a) -',
        'a\n\nb',
        'a\nb\n',
        'tang_truong',
        'muc',
        'ubnd',
        'H48.12',
        '${a}',
        '[^a]',
    ),
    *(
        "báo cáo",
        'QĐ',
        "Công  văn",
        "giấy uỷ quyền",
        "luật",
        "thông tư",
        '01/NQ-CP',
        '2023/a.yaml',
        '../a.yaml',
    ),
    *(
        "9 tháng",
        "Quý  iii",
        "3 tháng",
        "15 tháng trước",
        '32',
        "giảm",
        "không xét",
        "vượt",
        '9_thang',
        'uoc_nam',
    ),
    *('bieu-1.xlsx', '.xlsx', 'A1:F20', 'A1', 'nhiem_vu'),
    *("Đã  hoàn thành", "đang thực hiện", "CHẬM", "gia hạn", "chưa thực hiện", "xong"),
)
_KEYS = sorted(
    {key for tree in TREES for key in tree}
    | set(KINDS)
    | {'noi_dung', 'tieu_de', 'tong', 'la_lam', 'muc', 'tinh_trang'}
)
_VALUES = st.one_of(
    st.sampled_from(_TEXTS),
    st.sampled_from([None, [], {}, ['x'], {'x': 'y'}, [None], {'tang_truong': '5%'}]),
)


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a tree below its root."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*at, key)
        yield from places(one, (*at, key))


def has_empty(value: Any) -> bool:
    """True where a line stands without a value."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value in (None, [], {}) or any(map(has_empty, inner))


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """A sample with a few values replaced, lines taken out, added or renamed."""
    tree = deepcopy(draw(st.sampled_from(TREES)))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(list(places(tree)) or [('x',)]))
        inner: Any = tree
        for step in way:
            inner = inner[step]
        what = draw(st.sampled_from(('replace', 'replace', 'remove', 'add', 'rename')))
        if what == 'replace' or isinstance(inner, list):
            inner[last] = deepcopy(draw(_VALUES))
        elif what == 'add':
            inner[draw(st.sampled_from(_KEYS))] = deepcopy(draw(_VALUES))
        elif last in inner:
            value = inner.pop(last)
            if what == 'rename':
                inner[draw(st.sampled_from(_KEYS))] = value
    return tree


class Editor(yaml.SafeLoader):
    """Reads as an editor does: numbers and truth values are no texts, dates are."""


Editor.yaml_implicit_resolvers = {
    sign: [(tag, shape) for tag, shape in known if not tag.endswith(':timestamp')]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_an_editor_reads(value: Any) -> Any:
    """The tree as an editor takes it when each text is typed without quotes where that can be."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(one) for one in value]
    if not isinstance(value, str) or '\n' in value:
        return value
    try:
        read = yaml.load(value, Editor)
    except yaml.YAMLError:
        return value
    return read if isinstance(read, int | float | bool) else value


def reader_of(tree: dict[str, Any]) -> type[BaseModel] | None:
    """The model that reads a file, as `loading` chooses it."""
    if 'loai' in tree:
        the_loai = find(tree['loai']) if isinstance(tree['loai'], str) else None
        return DRAFTED.get(the_loai.ten) if the_loai else None
    return next((model for key, model in KINDS.items() if key in tree), None)


def faults(tree: dict[str, Any]) -> set[str]:
    """The codes and types of all faults that the model finds; empty where it takes the file."""
    reader = reader_of(tree)
    if reader is None:
        return {'no model'}
    try:
        reader.model_validate(tree)
    except ValidationError as error:
        errors = error.errors()
        below = {e['loc'][:n] for e in errors for n in range(len(e['loc']))}
        # a list is also too short for the model where its only items are faulty
        own = [e for e in errors if e['type'] != 'too_short' or e['loc'] not in below]
        return {e['ctx']['code'] if e['type'] == 'baocao' else e['type'] for e in own}
    return set()


@given(trees())
@settings(max_examples=400)
def test_schema_and_models_agree(tree: dict[str, Any]) -> None:
    found = faults(tree)
    said = [(list(e.absolute_path), e.message[:150]) for e in VALIDATOR.iter_errors(tree)]
    if not found:
        assert said == []
        typed = as_an_editor_reads(tree)
        assert [(list(e.absolute_path), e.message[:150]) for e in VALIDATOR.iter_errors(typed)] == []
    elif found - OURS_ALONE - (BETWEEN_LINES if has_empty(tree) else set()):
        assert said, found


@pytest.mark.parametrize('tree', TREES, ids=str)
def test_the_samples_are_taken_by_both(tree: dict[str, Any]) -> None:
    assert faults(tree) == set()
    assert list(VALIDATOR.iter_errors(tree)) == []
    assert list(VALIDATOR.iter_errors(as_an_editor_reads(tree))) == []
