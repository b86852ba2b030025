"""Compiled expressions: frozen values that are called with the frame of a render."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from msgspec import Struct

from baocao.text import Text

Frame = list[Any]

#: the deepest nesting of blocks in a template
DEEPEST = 10
#: the slot of the block while the shared fragment prints it; loops of the template stay below it
KHOI_SLOT = 2 * DEEPEST + 1
FRAME_SIZE = 2 * KHOI_SLOT + 2


Filters = Mapping[str, Callable[[str], str]]


#: the filters that every template has
FILTERS: Filters = MappingProxyType({'upper': str.upper, 'lower': str.lower})


class Expression(Protocol):
    """A compiled expression: called with the frame of the render, gives the value."""

    def __call__(self, frame: Frame) -> Any: ...


class Slot(Struct, frozen=True):
    index: int

    def __call__(self, frame: Frame) -> Any:
        return frame[self.index]


class Attribute(Struct, frozen=True):
    base: Expression
    name: str

    def __call__(self, frame: Frame) -> Any:
        return getattr(self.base(frame), self.name)


class Constant(Struct, frozen=True):
    value: Any

    def __call__(self, frame: Frame) -> Any:
        return self.value


class Compared(Struct, frozen=True):
    left: Expression
    right: Expression
    equal: bool

    def __call__(self, frame: Frame) -> bool:
        return (_plain(self.left(frame)) == _plain(self.right(frame))) is self.equal


class Member(Struct, frozen=True):
    left: Expression
    choices: tuple[Any, ...]
    inside: bool

    def __call__(self, frame: Frame) -> bool:
        return (_plain(self.left(frame)) in self.choices) is self.inside


class Both(Struct, frozen=True):
    left: Expression
    right: Expression

    def __call__(self, frame: Frame) -> bool:
        return bool(self.left(frame)) and bool(self.right(frame))


class Either(Struct, frozen=True):
    left: Expression
    right: Expression

    def __call__(self, frame: Frame) -> bool:
        return bool(self.left(frame)) or bool(self.right(frame))


class Negated(Struct, frozen=True):
    value: Expression

    def __call__(self, frame: Frame) -> bool:
        return not self.value(frame)


class Absent(Struct, frozen=True):
    """True for None: `is none`; its negation serves `is defined` too, since every name is known."""

    value: Expression

    def __call__(self, frame: Frame) -> bool:
        return self.value(frame) is None


class Filtered(Struct, frozen=True):
    value: Expression
    name: str
    change: Callable[[str], str]

    def __call__(self, frame: Frame) -> Any:
        found = self.value(frame)
        if found is None:
            return None
        return found.mapped(self.change) if isinstance(found, Text) else self.change(found)


def _plain(value: Any) -> Any:
    return value.plain if isinstance(value, Text) else value
