"""The JSON Schema for editors: true to the models, good for every sample, deaf to no structural fault."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from every_field import SAMPLES
from jsonschema import Draft7Validator
from office import AGENCY

from baocao import schema
from baocao.errors import BaoCaoError
from baocao.loading import load
from baocao.view import build
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
DATA = ROOT / 'data'
WRONG = sorted((ROOT / 'tests/material/sai').glob('*.yaml'))

#: wrong files in which only our own checks find the fault: what they need is outside the file, or inside a text
OURS_ALONE = {
    'khong-co-co-quan': "which agencies there are",
    'chu-thich-khong-co': "what a text refers to",
    'ngay-khong-co': "which days a month has",
    'bang-thieu-cot': "how many cells a row of text holds",
    'bang-hang-hai-kieu': "two keys that exclude each other",
    'khong-co-noi-dung': "one of two keys is enough",
}


@pytest.fixture(scope='module')
def validator() -> Draft7Validator:
    made = schema.schema()
    Draft7Validator.check_schema(made)
    return Draft7Validator(made)


def as_an_editor_reads(text: str) -> Any:
    """The data as an editor parses it: numbers and truth values are no texts."""
    return yaml.safe_load(text)


def faults(validator: Draft7Validator, text: str) -> list[str]:
    return [
        f'{list(e.absolute_path)}: {e.message[:200]}' for e in validator.iter_errors(as_an_editor_reads(text))
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
        if '#' in line
        for code in re.findall(r'[A-Z]{2}[0-9]{3}', line.rpartition('#')[2])
    )
    (tmp_path / 'co-quan').mkdir()
    (tmp_path / 'co-quan/ubnd.yaml').write_text(AGENCY, encoding='utf-8')
    shutil.copy(path, tmp_path / 'vb.yaml')
    ((workspace, relative),) = open_paths((str(tmp_path / 'vb.yaml'),)).papers
    with pytest.raises(BaoCaoError) as caught:
        build(load(workspace, relative))
    assert sorted((f.code, f.span.line) for f in caught.value.findings) == expected
    assert expected


@pytest.mark.parametrize('path', WRONG, ids=lambda p: p.stem)
def test_the_schema_refuses_every_structural_fault(validator: Draft7Validator, path: Path) -> None:
    found = faults(validator, path.read_text(encoding='utf-8'))
    assert bool(found) is (path.stem not in OURS_ALONE), found


@pytest.mark.parametrize('name', SAMPLES)
def test_what_the_models_take_the_schema_takes(validator: Draft7Validator, name: str) -> None:
    sample = SAMPLES[name]
    for data in filter(None, (sample.paper, sample.agency, sample.figures)):
        assert faults(validator, yaml.safe_dump(json.loads(json.dumps(data)), allow_unicode=True)) == []


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
