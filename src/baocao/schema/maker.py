"""Models -> definitions of a JSON Schema: what people may type for each field, with what editors say of it."""

from __future__ import annotations

import re
import types
import typing
from typing import Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from baocao.models.fields import Choice, ShortForm, fields_of, group_as_list, text_as_list
from baocao.models.forms import Schema

_TYPES = ('string', 'number', 'boolean', 'null', 'object', 'array')
#: an editor reads `145` and `true` as what they are not; the models read them as text
_TEXT = ('string', 'number', 'boolean')
_NUMBER = re.compile(r'[0-9]+\.?')


class Maker:
    """Makes the definitions of the models that are referred to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def reference(self, model: type[BaseModel]) -> Schema:
        """The reference to a model, whose definition is made once."""
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._model(model)
        return {'$ref': f'#/definitions/{name}'}

    def _model(self, model: type[BaseModel]) -> Schema:
        fields = fields_of(model)
        wanted = [
            {'required': [name], 'errorMessage': f"Thiếu «{field.title}» ({name}). {field.description}"}
            for name, field in fields.items()
            if field.is_required()
        ]
        extra = model.model_config.get('json_schema_extra')
        between: list[Any] = []
        if isinstance(extra, dict) and isinstance(extra.get('allOf'), list):
            between = typing.cast(list[Any], extra['allOf'])
        made: Schema = {
            'title': model.model_config.get('title'),
            'type': 'object',
            'properties': {name: self._field(name, field) for name, field in fields.items()},
            'additionalProperties': False,
            'errorMessage': f"Chỗ này chỉ nhận các dòng «tên: nội dung» có tên: {', '.join(fields)}.",
        }
        if len(wanted) > 1:
            keys = [key for one in wanted for key in one['required']]
            body = {key: f'${at}' for at, key in enumerate(keys, 1)}
            made['defaultSnippets'] = [{'label': f"{made['title']}: các dòng bắt buộc", 'body': body}]
        return {**made, 'allOf': [*wanted, *between]} if wanted or between else made

    def _field(self, name: str, field: FieldInfo) -> Schema:
        said = f"«{field.title}» ({name})"
        ways, loose = self._ways(field.annotation, tuple(field.metadata), said)
        for way in ways:
            if field.examples and 'pattern' in way:
                way['examples'] = list(field.examples)
        made = _joined(ways, loose)
        return {'title': field.title, 'description': field.description, **made}

    def _item(self, annotation: Any, said: str) -> Schema:
        ways, loose = self._ways(annotation, (), said)
        return ways[0] if len(ways) == 1 and not loose else _joined(ways, loose)

    def _ways(self, annotation: Any, metadata: tuple[Any, ...], said: str) -> tuple[list[Schema], set[str]]:
        """The ways in which people may write a value, and what else an editor may take it for."""
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Annotated:
            return self._ways(arguments[0], (*arguments[1:], *metadata), said)
        if any(isinstance(m, WithJsonSchema) for m in metadata):
            return _text(metadata, said)
        before = [m.func for m in metadata if isinstance(m, BeforeValidator)]
        if origin in (typing.Union, types.UnionType):
            (inner,) = (a for a in arguments if a is not type(None))
            ways, loose = self._ways(inner, metadata, said)
            return ways, loose | {'null'}
        short = next((f for f in before if isinstance(f, ShortForm)), None)
        if short is not None:
            return self._short(short, annotation, arguments, metadata, said)
        if text_as_list in before or group_as_list in before:
            ways, loose = self._ways(arguments[0], (), said)
            return [self._list(arguments, metadata, said, ['array']), *ways], loose
        if origin is tuple:
            return [self._list(arguments, metadata, said, 'array')], {'null'} if before else set()
        if origin is dict:
            return [self._named(arguments, metadata, said)], set()
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return [self.reference(annotation)], set()
        return _text(metadata, said)

    def _short(
        self,
        form: ShortForm,
        annotation: Any,
        arguments: tuple[Any, ...],
        metadata: tuple[Any, ...],
        said: str,
    ) -> tuple[list[Schema], set[str]]:
        """A group of lines, or the text that may stand for it."""
        if arguments:  # a dictionary: the text stands for the value of one key
            ways, loose = self._ways(arguments[1], (), said)
            return [self._named(arguments, metadata, said), *ways], loose
        field = fields_of(annotation)[form.key]
        ways, loose = self._ways(field.annotation, tuple(field.metadata), said)
        texts = [way for way in ways if way.get('type') != 'object']
        return [self.reference(annotation), *texts], loose - {'null'}

    def _list(self, arguments: tuple[Any, ...], metadata: tuple[Any, ...], said: str, kind: Any) -> Schema:
        least = _least(metadata)
        made: Schema = {'type': kind, 'items': self._item(arguments[0], said)}
        rule = {'errorMessage': f"{said} là danh sách: viết mỗi ý một dòng, mở đầu bằng «- »."}
        return {**made, **({'minItems': least} if least else {}), **rule}

    def _named(self, arguments: tuple[Any, ...], metadata: tuple[Any, ...], said: str) -> Schema:
        """Lines whose names are codes."""
        (key, *_), _ = _text(typing.get_args(arguments[0])[1:], said)
        least = _least(metadata)
        return {
            'type': 'object',
            'patternProperties': {key['pattern']: self._item(arguments[1], said)},
            'additionalProperties': False,
            **({'minProperties': least} if least else {}),
            'errorMessage': f"{said} là các dòng «mã: nội dung». {_form(typing.get_args(arguments[0]))['errorMessage']}",
        }


def _least(metadata: tuple[Any, ...]) -> int:
    return next((m.min_length for m in metadata if hasattr(m, 'min_length')), 0)


def _form(metadata: tuple[Any, ...]) -> Schema:
    """The form of a text, of all that its validators say; a second pattern is asked for besides the first."""
    made: Schema = {}
    for item in metadata:
        form: Schema = {}
        if isinstance(item, WithJsonSchema) and item.json_schema:
            form = dict(item.json_schema)
        elif isinstance(item, AfterValidator) and isinstance(item.func, Choice):
            form = item.func.form
        if 'pattern' in made and 'pattern' in form:
            first = {key: made[key] for key in ('pattern', 'errorMessage') if key in made}
            made['allOf'] = [*made.get('allOf', []), first]
        made |= form
    return made


def _text(metadata: tuple[Any, ...], said: str) -> tuple[list[Schema], set[str]]:
    """A text: its words to choose from, its pattern, the numbers that an editor takes it for."""
    form: Schema = {'type': _TEXT, **_form(metadata)}
    kinds, words = form.pop('type'), form.pop('words', ())
    bounds: Schema = {key: form.pop(key) for key in ('minimum', 'maximum') if key in form}
    rule = {'errorMessage': f"{said}: {form.pop('errorMessage', '') or 'viết chữ.'}"}
    plain = [kind for kind in kinds if kind == 'string' or (kind == 'number' and not bounds)]
    ways: list[Schema] = [{'enum': list(words), **rule}] if words else []
    ways.append({'type': plain, **form, **rule})
    if bounds:
        ways.append({'type': ['integer'], **bounds, **rule})
    for word in words:
        if _NUMBER.fullmatch(word):
            ways.append(
                {'type': ['number'], 'minimum': int(word.rstrip('.')), 'maximum': int(word.rstrip('.'))}
            )
    return ways, {'boolean'} & set(kinds)


def _joined(ways: list[Schema], loose: set[str]) -> Schema:
    """One of the ways. What else is let through is no suggestion to be offered."""
    if not loose and len(ways) == 1 and ways[0].get('type') in ('array', 'object'):
        return ways[0]
    other = [{'not': {'type': [kind for kind in _TYPES if kind not in loose]}}] if loose else []
    return {'anyOf': [*ways, *other]}
