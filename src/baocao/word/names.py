"""What a template may name: the shapes of the view's values, read from its type hints."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from difflib import get_close_matches
from enum import Enum
from functools import cache
from typing import Any

from msgspec import Struct

from baocao.text import Text


class Kind(Enum):
    """Kinds of values; the value is the word that people read."""

    TEXT = "một đoạn chữ"
    WORD = "một chuỗi chữ"
    NUMBER = "một số nguyên"
    TRUTH = "một giá trị đúng/sai"
    LIST = "một danh sách"
    RECORD = "một nhóm trường"
    NOTHING = "giá trị trống"
    OTHER = "một giá trị không in được"
    #: the shape of what could not be resolved: said once, then everything is allowed on it
    UNKNOWN = "một giá trị chưa rõ"


class Shape(Struct, frozen=True):
    """The static type of a value: its kind, whether it may be None, the item of a list, the class of a record."""

    kind: Kind
    optional: bool = False
    item: Shape | None = None
    record: type | None = None


UNKNOWN = Shape(Kind.UNKNOWN)
_SIMPLE = {Text: Kind.TEXT, str: Kind.WORD, int: Kind.NUMBER, bool: Kind.TRUTH, type(None): Kind.NOTHING}


@cache
def shape_of(hint: Any) -> Shape:
    """The shape that a type hint describes."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        rest = [a for a in arguments if a is not type(None)]
        if len(rest) != 1:
            return Shape(Kind.OTHER, optional=len(rest) < len(arguments))
        inner = shape_of(rest[0])
        return Shape(inner.kind, True, inner.item, inner.record)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return Shape(Kind.LIST, item=shape_of(arguments[0]))
    if origin is typing.Literal and all(isinstance(a, str) for a in arguments):
        return Shape(Kind.WORD)
    if hint in _SIMPLE:
        return Shape(_SIMPLE[hint])
    if isinstance(hint, type) and issubclass(hint, Struct):
        return Shape(Kind.RECORD, record=hint)
    return Shape(Kind.OTHER)


@cache
def fields_of(record: type) -> Mapping[str, Shape]:
    """The fields of a record with their shapes; names that start with `_` are left out."""
    hints = typing.get_type_hints(record)
    known = record.__struct_fields__ if issubclass(record, Struct) else ()
    return types.MappingProxyType({n: shape_of(hints[n]) for n in known if not n.startswith('_')})


def suggestion(name: str, known: typing.Iterable[str]) -> str:
    """A sentence with the nearest known name, or the whole list where none is near."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"có phải «{near[0]}» không?"
    return f"các tên dùng được: {', '.join(names)}." if names else "ở đây không có tên nào dùng được."
