"""The JSON Schema of the data files, for editors: made of the models, so that it never says anything else.

Draft 7, the one that the YAML extension of VS Code reads best. A schema may let through what only our own
checks can judge; it never refuses what the models take.
"""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, WithJsonSchema
from pydantic.fields import FieldInfo

from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.loading import DRAFTED
from baocao.models import CacVanBanDan, CoQuan, SoDangKy, SoLieu
from baocao.models.fields import Choice, ShortForm, text_as_list
from baocao.output import disk_fault, renew
from baocao.quy_dinh import THE_LOAI

#: what tells a schema of this program from any other file
MARK = "Do baocao viết ra; lệnh «baocao luoc-do» viết lại tệp này."
DRAFT = 'http://json-schema.org/draft-07/schema#'

Schema = dict[str, Any]

#: models of the files that are no papers, by the root key that tells them
KINDS: Mapping[str, type[BaseModel]] = {
    'chi_tieu': SoLieu,
    'ten_tren_van_ban': CoQuan,
    'van_ban_dan': CacVanBanDan,
    'van_ban_da_ban_hanh': SoDangKy,
}

#: an editor reads `145`, `no` and `12:30` as what they are not; the models read them as text
_TEXT = ['string', 'number', 'boolean']
_EXAMPLE = re.compile(r'ví dụ: ([^;.]+)')


def text() -> str:
    """The schema of all data files as JSON, the same each time."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=False) + '\n'


def write(path: Path) -> bool:
    """Write the schema of all data files; False where it stands there already.

    Raises BaoCaoError where the file is another's, or the disk refuses; the file then stands as it was.
    """
    after = text().encode()
    if not path.parent.is_dir():
        remedy = "Tạo thư mục đó trước, hoặc chọn chỗ khác sau -o."
        raise BaoCaoError(
            Finding('HT221', Level.CHAN, Span(str(path)), "Chưa có thư mục chứa tệp này.", remedy)
        )
    try:
        before = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise BaoCaoError(disk_fault(error, path)) from error
    if before == after:
        return False
    if before is not None and MARK.encode() not in before:
        raise BaoCaoError(
            Finding(
                'HT220',
                Level.CHAN,
                Span(str(path)),
                "Tệp này không phải là lược đồ do baocao viết, nên được giữ nguyên.",
                "Chọn tên khác sau -o, ví dụ: baocao luoc-do -o data/luoc-do.json",
            )
        )
    renew(path, before, after, keep=False)
    return True


def schema() -> Schema:
    """The schema of all data files: which part of it holds is told by `loai` or by the root key."""
    made = _Maker()
    readers = dict.fromkeys(DRAFTED.values())
    papers = {reader: made.reference(reader) for reader in readers}
    rules: list[Schema] = [
        {
            'if': {'required': ['loai'], 'properties': {'loai': {'pattern': _any_case(names)}}},
            'then': papers[reader],
        }
        for reader in readers
        if (names := _names(reader))
    ]
    for key, model in KINDS.items():
        others = [k for k in ('loai', *KINDS) if k != key][: 1 + list(KINDS).index(key)]
        rules.append(
            {
                'if': {'required': [key], 'not': {'anyOf': [{'required': [k]} for k in others]}},
                'then': made.reference(model),
            }
        )
    return {
        '$schema': DRAFT,
        '$comment': MARK,
        'title': "Tệp dữ liệu của baocao",
        'type': 'object',
        'anyOf': [{'required': [key]} for key in ('loai', *KINDS)],
        'properties': {'loai': _kinds()},
        'allOf': rules,
        'definitions': made.definitions,
    }


def _names(reader: type[BaseModel]) -> list[str]:
    """Names and abbreviations of the types that a class reads."""
    kinds = [t for t in THE_LOAI if DRAFTED.get(t.ten) is reader]
    return [name for t in kinds for name in (t.ten, f'{t.ten} (cá biệt)')] + [
        str(t.viet_tat) for t in kinds if t.viet_tat
    ]


def _kinds() -> Schema:
    """The types that can be written after `loai`; those that are refused are no suggestion and no match."""
    refused = [name for t in THE_LOAI if t.ten not in DRAFTED for name in (t.ten, t.viet_tat) if name]
    return {
        'title': "Loại văn bản",
        'description': "Tên loại theo Điều 7 Nghị định 30/2020/NĐ-CP.",
        'type': 'string',
        'anyOf': [{'enum': list(DRAFTED)}, {'not': {'pattern': _any_case(refused)}}],
    }


def _any_case(names: list[str]) -> str:
    """A pattern for the names in any case; abbreviations, which hold a capital, only as the Decree writes them."""
    return f'^\\s*({"|".join(name if not name.islower() else _cased(name) for name in names)})\\s*$'


def _cased(name: str) -> str:
    return ''.join(f'[{c}{c.upper()}]' if c.isalpha() else re.escape(c) for c in name)


class _Maker:
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
        fields = model.model_fields
        required = [name for name, field in fields.items() if field.is_required()]
        made: Schema = {
            'type': 'object',
            'properties': {name: self._field(field) for name, field in fields.items()},
            'additionalProperties': False,
        }
        return {**made, 'required': required} if required else made

    def _field(self, field: FieldInfo) -> Schema:
        made = self.of(field.annotation, tuple(field.metadata))
        words: Schema = {'title': field.title or '', 'description': field.description or ''}
        found = _EXAMPLE.search(field.description or '')
        if found:
            words['examples'] = [found[1].strip()]
        return {**words, **made}

    def of(self, annotation: Any, metadata: tuple[Any, ...] = ()) -> Schema:
        """The schema of a type with what its validators say of the form that people type."""
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is typing.Annotated:
            return self.of(arguments[0], (*arguments[1:], *metadata))
        before = [m.func for m in metadata if isinstance(m, BeforeValidator)]
        rest = tuple(m for m in metadata if not isinstance(m, BeforeValidator))
        if text_as_list in before:
            whole = self.of(annotation, rest)
            return {'anyOf': [whole, *_flat(whole['items'])]}
        if any(isinstance(f, ShortForm) for f in before):
            return {'anyOf': [self.of(annotation, rest), {'type': _TEXT}]}
        if origin in (typing.Union, types.UnionType):
            inner = [a for a in arguments if a is not type(None)]
            made = {'type': _TEXT, **_words(metadata)} if before else self.of(inner[0], metadata)
            return _or_null(made) if type(None) in arguments else made
        if before:
            return {'type': _TEXT, **_words(metadata)}
        return self._plain(annotation, origin, arguments, metadata)

    def _plain(
        self, annotation: Any, origin: Any, arguments: tuple[Any, ...], metadata: tuple[Any, ...]
    ) -> Schema:
        if origin is tuple:
            least = next((m.min_length for m in metadata if hasattr(m, 'min_length')), 0)
            made: Schema = {'type': 'array', 'items': self.of(arguments[0])}
            return {**made, 'minItems': least} if least else made
        if origin is dict:
            made = {'type': 'object', 'additionalProperties': self.of(arguments[1])}
            names = self.of(arguments[0]).get('pattern')
            return {**made, 'propertyNames': {'pattern': names}} if names else made
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.reference(annotation)
        return {'type': _TEXT, **_words(metadata)}


def _words(metadata: tuple[Any, ...]) -> Schema:
    """What validators say of a text: the words that it may be (in any case), its pattern."""
    made: Schema = {}
    for item in metadata:
        if isinstance(item, WithJsonSchema) and item.json_schema:
            made |= item.json_schema
        if isinstance(item, AfterValidator) and isinstance(item.func, Choice):
            listed = list(item.func.words)
            made |= {'anyOf': [{'enum': listed}, {'pattern': _any_case([w.lower() for w in listed])}]}
    return made


def _flat(made: Schema) -> Iterator[Schema]:
    yield from made.get('anyOf', [made])


def _or_null(made: Schema) -> Schema:
    if isinstance(made.get('type'), list):
        allowed = {**made, 'type': [*made['type'], 'null']}
        if 'anyOf' in made:
            allowed['anyOf'] = [*made['anyOf'], {'type': 'null'}]
        return allowed
    return {'anyOf': [*_flat(made), {'type': 'null'}]}
