"""Compiled templates as bytes, so that the next command need not compile them again, nor load what compiles them.

The form is JSON and holds data only: texts, numbers, and how the frozen parts of a template are put together from
them. Everything that is shared in a template is shared again when it is read, for the pen tells runs apart by
identity. Only the classes listed here are ever made.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from baocao.container import Packed
from baocao.errors import Finding, Level, Span
from baocao.word import formats, nodes, section, styles, values
from baocao.word.program import Program
from baocao.word.render import Kept, Template
from baocao.word.values import Filters

_CLASSES: Final[tuple[type[Any], ...]] = (
    Finding,
    Span,
    Kept,
    Packed,
    Program,
    formats.Format,
    formats.Item,
    styles.Look,
    section.Layout,
    section.Sections,
    nodes.Blocks,
    nodes.Constant,
    nodes.Fill,
    nodes.Fixed,
    nodes.For,
    nodes.If,
    nodes.KeepNext,
    nodes.MeasureClose,
    nodes.MeasureOpen,
    nodes.Notes,
    nodes.Print,
    nodes.Rule,
    nodes.WholeClose,
    nodes.WholeOpen,
    values.Absent,
    values.Attribute,
    values.Both,
    values.Compared,
    values.Constant,
    values.Either,
    values.Filtered,
    values.Member,
    values.Negated,
    values.Slot,
)
#: kinds of items: a list of a kind and of what it is made from; anything else is a plain value
_TUPLE, _MAPPING, _LEVEL, _TEXT, _BLOB, _FIRST = range(6)
_NUMBERS: Final = {kind: number for number, kind in enumerate(_CLASSES, _FIRST)}
_LEVELS: Final = {level.name: level for level in Level}
#: what is given anew when a template is read
_GIVEN: Final = 'view_type'


def dumps(template: Template) -> bytes:
    """The template as bytes; the type of its view and the filters are given again when it is read."""
    writer = _Writer()
    writer.add(tuple(getattr(template, name) for name in template.__struct_fields__ if name != _GIVEN))
    return json.dumps(writer.items, ensure_ascii=False, separators=(',', ':')).encode()


def loads(data: bytes, view_type: type, filters: Filters) -> Template:
    """The template of such bytes. Raises ValueError, LookupError or TypeError where they hold none."""
    objects: list[Any] = []
    for item in json.loads(data):
        if not isinstance(item, list):
            objects.append(item)
            continue
        kind, *parts = item
        if kind == _TEXT:
            objects.append(parts[0].encode())
        elif kind == _BLOB:
            objects.append(b64decode(parts[0], validate=True))
        else:
            objects.append(_made(kind, [objects[i] for i in parts], filters))
    names = (name for name in Template.__struct_fields__ if name != _GIVEN)
    return Template(view_type=view_type, **dict(zip(names, objects[-1], strict=True)))


def _made(kind: int, parts: list[Any], filters: Filters) -> Any:
    if kind == _TUPLE:
        return tuple(parts)
    if kind == _MAPPING:
        return MappingProxyType(dict(zip(parts[::2], parts[1::2], strict=True)))
    if kind == _LEVEL:
        return _LEVELS[parts[0]]
    made = _CLASSES[kind - _FIRST]
    return made(*parts, filters[parts[1]]) if made is values.Filtered else made(*parts)


class _Writer:
    """The items of a template, each after what it is made from; the same object, or an equal plain value, once."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._known: dict[tuple[Any, ...], int] = {}
        self._held: list[Any] = []  # an id is a name only as long as its object lives

    def add(self, value: Any) -> int:
        """The number of the item that stands for a value. Raises TypeError for what has no form here."""
        plain = value is None or isinstance(value, bool | int | float | str | bytes)
        key = (type(value), value) if plain else (id(value),)
        if key not in self._known:
            item = self._item(value)
            self._known[key] = len(self.items)
            self.items.append(item)
            self._held.append(value)
        return self._known[key]

    def _item(self, value: Any) -> Any:
        if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
            return value
        if isinstance(value, bytes):
            try:
                return [_TEXT, value.decode()]
            except UnicodeDecodeError:
                return [_BLOB, b64encode(value).decode()]
        if isinstance(value, tuple):
            return [_TUPLE, *map(self.add, value)]
        if isinstance(value, Mapping):
            return [_MAPPING, *(self.add(part) for pair in value.items() for part in pair)]
        if isinstance(value, Level):
            return [_LEVEL, self.add(value.name)]
        names = list(value.__struct_fields__)
        if isinstance(value, values.Filtered):
            names.remove('change')
        return [_NUMBERS[type(value)], *(self.add(getattr(value, name)) for name in names)]
