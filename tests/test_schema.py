"""The JSON Schema for editors: true to the models, good for every sample, deaf to no fault of form."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from office import AGENCY
from pydantic import BaseModel, ValidationError

from baocao import schema
from baocao.cli import main
from baocao.errors import BaoCaoError
from baocao.models import Khung
from baocao.schema.maker import Maker
from baocao.survey import survey

ROOT = Path(__file__).parents[1]
DATA = ROOT / 'data'
WRONG = sorted((ROOT / 'tests/material/sai').glob('*.yaml'))

#: wrong files in which only our own checks find the fault: what they need is outside the file, or inside a text
OURS_ALONE = {
    'khong-co-co-quan': "which agencies there are",
    'chu-thich-khong-co': "what a text refers to",
    'ngay-khong-co': "which days a month has",
    'gia-han-truoc-thoi-han': "which deadline a task inherits",
    'tinh-trang-o-tieu-de': "which items are tasks",
    'dem-nhiem-vu-la': "what a text refers to",
    'bang-thieu-cot': "how many cells a row of text holds",
    'so-lieu-so-sai': "how a number is written",
    'co-quan-cua-dang': "what an agency is",
    'so-lieu-khong-khop': "what figures say of each other",
}


class Editor(yaml.SafeLoader):
    """Parses as an editor does: numbers and truth values are no texts, dates are."""


Editor.yaml_implicit_resolvers = {
    sign: [(tag, shape) for tag, shape in known if not tag.endswith(':timestamp')]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope='module')
def validator() -> Draft7Validator:
    made = schema.schema()
    Draft7Validator.check_schema(made)
    return Draft7Validator(made)


def faults(validator: Draft7Validator, text: str) -> list[str]:
    return [
        f'{list(e.absolute_path)}: {e.message[:200]}' for e in validator.iter_errors(yaml.load(text, Editor))
    ]


@pytest.mark.parametrize('path', sorted(DATA.rglob('*.yaml')), ids=lambda p: p.stem)
def test_every_sample_fits_and_names_the_schema(validator: Draft7Validator, path: Path) -> None:
    text = path.read_text(encoding='utf-8')
    assert faults(validator, text) == []
    named = re.fullmatch(r'# yaml-language-server: \$schema=(\S+)', text.splitlines()[0])
    assert named is not None
    assert (path.parent / named[1]).resolve() == (DATA / 'luoc-do.json').resolve()


def test_the_schema_beside_the_samples_is_that_of_the_models() -> None:
    kept = (DATA / 'luoc-do.json').read_text(encoding='utf-8')
    assert kept == schema.text(), "renew it with: baocao luoc-do"


@pytest.mark.parametrize('path', WRONG, ids=lambda p: p.stem)
def test_every_wrong_file_has_the_faults_that_it_says(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding='utf-8')
    expected = sorted(
        (code, number)
        for number, line in enumerate(text.splitlines(), 1)
        for code in re.findall(r'[A-Z]{2}[0-9]{3}', line.rpartition(' # ')[2])
    )
    assert expected
    (tmp_path / 'co-quan').mkdir()
    (tmp_path / 'co-quan/ubnd.yaml').write_text(AGENCY, encoding='utf-8')
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    found = [f for looked in survey((str(copy),)) for f in looked.findings if f.level.is_fault]
    assert sorted((f.code, f.span.line) for f in found) == expected


@pytest.mark.parametrize('path', WRONG, ids=lambda p: p.stem)
def test_the_schema_refuses_every_structural_fault(validator: Draft7Validator, path: Path) -> None:
    found = faults(validator, path.read_text(encoding='utf-8'))
    assert bool(found) is (path.stem not in OURS_ALONE), found


@pytest.mark.parametrize(
    ('key', 'value'),
    [
        ('so', '145'),
        ('nam', '2026'),
        ('nam', '" 2026 "'),
        ('trich_yeu', '2026'),
        ('trich_yeu', 'no'),
        ('trich_yeu', '12:30'),
        ('do_khan', 'HỎA TỐC'),
        ('loai', 'BÁO CÁO'),
        ('loai', 'BC'),
        ('ngay_ban_hanh', '05/3/2026'),
        ('mo_dau', ''),
    ],
)
def test_what_an_editor_takes_for_a_number_or_a_truth_is_a_text(
    validator: Draft7Validator, key: str, value: str
) -> None:
    paper = {
        'loai': "báo cáo",
        'co_quan_ban_hanh': 'ubnd',
        'nam': '2026',
        'trich_yeu': "Tình hình",
        'nguoi_ky': "Chủ tịch",
        'noi_dung': "Chữ",
        key: value,
    }
    assert faults(validator, ''.join(f'{k}: {v}\n' for k, v in paper.items())) == []


def test_every_field_says_in_vietnamese_what_it_is() -> None:
    for name, made in schema.schema()['definitions'].items():
        for key, field in made['properties'].items():
            assert field['title'] and field['description'], (name, key)
            assert not field['title'].isascii() or field['title'] in ('Ma', 'So'), (name, key, field['title'])


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for child in model.__subclasses__():
        yield child
        yield from _models(child)


def test_every_model_has_a_title_that_people_know_it_by() -> None:
    titles = {model.__name__: model.model_config.get('title') or '' for model in _models(Khung)}
    assert [name for name, title in titles.items() if not title or title.isascii()] == []
    made = schema.schema()['definitions']
    assert len(made) > 15
    assert len({one['title'] for one in made.values()}) == len(made)


def _inside(value: Any, key: str) -> Iterator[Any]:
    """Every value under a key, wherever it stands in a schema."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if name == key:
            yield inner
        if isinstance(inner, dict | list):
            yield from _inside(inner, key)


def test_every_pattern_is_one_in_javascript_too() -> None:
    made = schema.schema()
    patterns = [p for p in _inside(made, 'pattern') if isinstance(p, str)]
    patterns += [p for group in _inside(made, 'patternProperties') for p in group]
    assert len(patterns) > 100
    for pattern in patterns:
        re.compile(pattern)
        assert re.findall(r'\\[^\^$\\.*+?()\[\]{}|/sSnxt0-9]', pattern.replace('\\\\', '')) == [], pattern
        assert '(?P' not in pattern and '(?i' not in pattern, pattern


def test_every_message_is_a_vietnamese_sentence() -> None:
    said = [m for m in _inside(schema.schema(), 'errorMessage') if isinstance(m, str)]
    assert len(said) > 200
    assert [m for m in said if m.isascii() or not m.endswith(('.', ').', '].'))] == []


def test_every_example_is_one_that_the_model_takes() -> None:
    seen = 0
    for model in _models(Khung):
        made = Maker()
        made.reference(model)
        for key, field in made.definitions[model.__name__]['properties'].items():
            examples = [e for way in field.get('anyOf', []) for e in way.get('examples', [])]
            assert len(examples) != 1, 'an editor fills in an example that is the only one'
            for example in examples:
                seen += 1
                try:
                    model.model_validate({key: example})
                except ValidationError as error:
                    assert [e['loc'] for e in error.errors() if key in e['loc']] == [], (key, example)
    assert seen > 30


def test_an_editor_is_offered_no_value_that_is_none() -> None:
    """`true` and `null` are let through by a `not`: a type that is named is offered at each value."""

    def named(value: Any) -> Iterator[str]:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key == 'type' and isinstance(inner, str | list) and not value.get('doNotSuggest'):
                yield from [inner] if isinstance(inner, str) else inner
            elif key != 'not' and isinstance(inner, dict | list):
                yield from named(inner)

    assert set(named(schema.schema())) == {'string', 'number', 'integer', 'array', 'object'}


def test_the_command_writes_once_and_spares_the_files_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / 'luoc-do.json'
    assert schema.write(path) is True
    assert schema.write(path) is False
    path.write_text(path.read_text(encoding='utf-8').replace('draft-07', 'draft-04'), encoding='utf-8')
    assert schema.write(path) is True
    assert [p.name for p in tmp_path.iterdir()] == ['luoc-do.json']
    other = tmp_path / 'khac.json'
    other.write_text('{}', encoding='utf-8')
    with pytest.raises(BaoCaoError) as caught:
        schema.write(other)
    assert [f.code for f in caught.value.findings] == ['HT220']
    assert other.read_text(encoding='utf-8') == '{}'
    with pytest.raises(BaoCaoError) as caught:
        schema.write(tmp_path / 'khong/co.json')
    assert [f.code for f in caught.value.findings] == ['HT221']


def test_the_command_says_where_it_wrote_and_how_to_use_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(['luoc-do', *args])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    monkeypatch.chdir(tmp_path)
    code, out, _ = run()
    assert (code, out.splitlines()[0]) == (0, "Đã viết: luoc-do.json")
    assert '# yaml-language-server: $schema=luoc-do.json' in out and '$schema=../luoc-do.json' in out
    assert run()[1].startswith("Không đổi: luoc-do.json")
    (tmp_path / 'data/co-quan').mkdir(parents=True)
    (tmp_path / 'data/2026').mkdir()
    assert run()[1].startswith(f"Đã viết: {Path('data', 'luoc-do.json')}")
    assert run('-o', '2026.json')[1].startswith("Đã viết: 2026.json")
    monkeypatch.chdir(tmp_path / 'data/2026')
    assert run()[1].startswith(f"Không đổi: {tmp_path / 'data/luoc-do.json'}")
    assert run('-o', '.')[1].startswith("Đã viết: luoc-do.json")
    (tmp_path / 'data/2026/x.json').write_text('{"$schema": "http://json-schema.org/draft-07/schema#"}')
    code, out, err = run('-o', 'x.json')
    assert (code, out) == (1, '') and err.startswith('x.json: chặn HT220: ')
    assert b'baocao' not in (tmp_path / 'data/2026/x.json').read_bytes()
    assert {p.read_bytes() for p in tmp_path.rglob('luoc-do.json')} == {schema.text().encode()}
