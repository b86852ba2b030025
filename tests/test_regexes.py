"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import baocao.checks
import baocao.prose
from baocao.regexes import regex


def test_a_pattern_is_used_as_a_compiled_one() -> None:
    shape = regex(r'(?P<count>\d+)\s+xã', re.IGNORECASE)
    found = shape.search("gồm 12 XÃ và 3 xã")
    assert found is not None
    assert found['count'] == '12'
    assert shape.findall("gồm 12 XÃ và 3 xã") == ['12', '3']
    assert shape.pattern == r'(?P<count>\d+)\s+xã'
    assert shape.sub('…', "12 xã; 3 xã") == '…; …'


def test_nothing_is_compiled_before_the_first_use() -> None:
    broken = regex('(')
    with pytest.raises(re.error):
        broken.search("văn bản")


@pytest.mark.parametrize('package', [baocao.checks, baocao.prose])
def test_no_module_of_the_checks_compiles_patterns_when_it_is_imported(package: object) -> None:
    compiled = []
    for found in pkgutil.walk_packages(package.__path__, f'{package.__name__}.'):  # type: ignore[attr-defined]
        module = importlib.import_module(found.name)
        compiled += [
            f'{found.name}.{name}' for name, value in vars(module).items() if isinstance(value, re.Pattern)
        ]
    assert compiled == []
