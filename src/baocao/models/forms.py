"""What an editor may know of the form of the data before we read it: JSON Schema beside the validators.

Never stricter than the validator that it stands beside. `errorMessage` and `doNotSuggest` are words of the
YAML language server.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ConfigDict, WithJsonSchema

from baocao.vietnamese import spelled

Schema = dict[str, Any]

_FILLED: Schema = {'not': {'enum': [None, [], {}]}}


def typed(rule: str = '', pattern: str = '', examples: tuple[str, ...] = (), **more: Any) -> WithJsonSchema:
    """The form of a text: the sentence that is said where the pattern does not fit, texts to choose from, and
    (`type`, `minimum`, `maximum`) what an editor may take it for."""
    said = {'errorMessage': rule, 'pattern': pattern, 'examples': list(examples)}
    return WithJsonSchema({**{key: value for key, value in said.items() if value}, **more})


def rules(*all_of: Schema) -> ConfigDict:
    """The configuration of a model whose keys depend on each other."""
    return ConfigDict(json_schema_extra={'allOf': list(all_of)})


def any_of(rule: str, *sets: tuple[str, ...]) -> Schema:
    """All keys of one of the sets must be there."""
    return {'anyOf': [{'required': list(keys), 'errorMessage': rule} for keys in sets]}


def not_together(rule: str, keys: tuple[str, ...], other: str) -> Schema:
    """None of the keys beside the other one; the fault stands at the key."""
    both = [_all((_filled(key), _filled(other))) for key in keys]
    return _all(
        {'if': one, 'then': {'properties': {key: absent(rule)}}} for key, one in zip(keys, both, strict=True)
    )


def needs(rule: str, keys: tuple[str, ...], other: str) -> Schema:
    """Each of the keys only beside the other one."""
    return {'if': {'anyOf': [_filled(key) for key in keys]}, 'then': any_of(rule, (other,))}


def one_of(rule: str, keys: tuple[str, ...], other: str, *words: str) -> Schema:
    """Where one of the keys stands, the other one, if there, holds one of the words."""
    fits = f'^\\s*(?:{"|".join(map(spelled, words))})\\s*$'
    beside = {'properties': {other: {'pattern': fits, 'errorMessage': rule}}}
    return {'if': {'anyOf': [_filled(key) for key in keys]}, 'then': beside}


def absent(rule: str) -> Schema:
    """A value that must be empty; an editor does not offer the key."""
    return {'type': ['null'], 'errorMessage': rule, 'doNotSuggest': True}


def _all(schemas: Iterable[Schema]) -> Schema:
    return {'allOf': list(schemas)}


def _filled(key: str) -> Schema:
    return {'required': [key], 'properties': {key: _FILLED}}
