"""The house rules: form, types, floors, and pages of documentation that tell the truth."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    'command',
    [
        ['ruff', 'check', '.'],
        ['ruff', 'format', '--check', '.'],
        ['mypy'],
        ['lint-imports'],
    ],
    ids=' '.join,
)
def test_form_types_and_floors(command: list[str]) -> None:
    program = BIN / command[0]
    done = subprocess.run(
        [str(program), *command[1:]], cwd=ROOT, capture_output=True, text=True, encoding='utf-8'
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_the_root_stays_as_it_was_drawn() -> None:
    listed = subprocess.run(['git', 'ls-files'], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode and not os.environ.get('CI'):
        pytest.skip('not a checkout')
    assert listed.returncode == 0, listed.stderr
    tops = {name.split('/')[0] for name in listed.stdout.splitlines()}
    drawn = {'pyproject.toml', 'src', 'templates', 'data', 'tests', 'README.md', 'LICENSE', 'docs', 'bench'}
    assert {top for top in tops if not top.startswith('.')} <= drawn


def _exists(name: str) -> bool:
    if '/' in name:
        return (ROOT / name).exists() or name.startswith('out/')
    parts = name.split('.')
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module('.'.join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_every_name_in_the_architecture_page_exists() -> None:
    text = (ROOT / 'docs/architecture.md').read_text(encoding='utf-8')
    names = set(re.findall(r'`(baocao\.[\w.]+|[\w-]+/[\w./-]*)`', text))
    assert len(names) > 20
    assert sorted(n for n in names if not _exists(n)) == []


def test_the_handbook_names_every_key_of_the_models() -> None:
    from baocao import models as all_models
    from baocao.models import CoQuan, DotSoan, Khung

    text = (ROOT / 'docs/so-tay.md').read_text(encoding='utf-8')
    words = {*re.findall(r'[a-z][a-z_]+', text), *re.findall(r'`([a-z])`', text)}

    def models(model: type[Khung]) -> list[type[Khung]]:
        return [model, *(m for child in model.__subclasses__() for m in models(child))]

    for name in all_models.__all__:  # those that are loaded when asked for
        getattr(all_models, name)
    assert {CoQuan, DotSoan} <= {*models(Khung)}
    keys = {key for model in models(Khung) for key in model.model_fields}
    assert sorted(keys - words) == []


def test_the_handbook_lists_every_named_format() -> None:
    from baocao.vietnamese import FORMATS

    text = (ROOT / 'docs/so-tay.md').read_text(encoding='utf-8')
    for form in FORMATS.values():
        assert f'| `{form.name}` |' in text
        assert f'| {form.example_in} | {form.example_out} |' in text


def test_the_handbook_lists_every_field_of_the_templates() -> None:
    from baocao.view import FIELDS

    text = (ROOT / 'docs/so-tay.md').read_text(encoding='utf-8')
    for field, words in FIELDS.items():
        assert f'| `{field}` | {words} |' in text


def test_the_readme_commands_are_the_ones_that_ci_runs() -> None:
    text = (ROOT / 'README.md').read_text(encoding='utf-8')
    found = dict(re.findall(r'<!-- (\w+) -->\n```sh\n(.+?)\n```', text, re.DOTALL))
    assert found['draft'].endswith('&& baocao soan data/')
    assert found['test'].endswith('python -m pytest')


def test_the_readme_shows_lines_of_the_sample() -> None:
    text = (ROOT / 'README.md').read_text(encoding='utf-8')
    block = re.search(r'```yaml\n(.+?)```', text, re.DOTALL)
    assert block is not None
    sample = (ROOT / 'data/tp-quang-ngai-2023/quyet-dinh-nhiem-vu-giai-phap.yaml').read_text(encoding='utf-8')
    assert [line for line in block[1].splitlines() if line not in sample.splitlines()] == []
    assert (ROOT / 'docs/quyet-dinh-trang-1.png').stat().st_size > 10_000


def test_people_never_read_a_module_of_over_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / 'src').rglob('*.py')
        if (count := len(path.read_text(encoding='utf-8').splitlines())) > 420
    }
    assert long == {}
