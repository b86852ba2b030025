"""The Jinja environment of the engine: docxtpl's own (autoescape on), within a sandbox and with bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import BuiltinMethodType
from typing import Any, Final

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import (
    UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
    UNSAFE_COROUTINE_ATTRIBUTES,
    UNSAFE_GENERATOR_ATTRIBUTES,
    SandboxedEnvironment,
)

from baocao.word.engine import bounds
from baocao.word.engine import filters as filters_of
from baocao.word.engine.emitting import printable

#: attributes that need a look at the value before they are given away
_RISKY: Final = frozenset(
    {'mro', 'format', 'format_map', *dir(dict), *UNSAFE_GENERATOR_ATTRIBUTES}
    | UNSAFE_COROUTINE_ATTRIBUTES
    | UNSAFE_ASYNC_GENERATOR_ATTRIBUTES
)

#: turns that a call takes from the budget: macros may call themselves twice
_CALL: Final = 8


def is_plain(name: str) -> bool:
    """True for the name of an attribute that is harmless on any value and that no dict has."""
    return not name.startswith('_') and name not in _RISKY


class TagNumbers(Extension):
    """Gives every token the number of its tag in place of its line, so that what fails can be told by its tag."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        number = 0
        for token in stream:
            number += token.type in ('variable_begin', 'block_begin')
            yield Token(number, token.type, token.value)


class EngineEnvironment(SandboxedEnvironment):
    """The sandbox with bounded operators, calls and filters. Holds nothing of any render."""

    intercepted_binops = frozenset(bounds.OPERATORS)
    concat = staticmethod(bounds.concat)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        return bounds.OPERATORS[operator](context, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        bounds.take(__context, _CALL)
        if isinstance(__obj, BuiltinMethodType) and __obj.__self__ is not None:
            filters_of.check_method(__context, __obj, args)
        return super().call(__context, __obj, *args, **kwargs)

    def plain(self, value: Any, name: str) -> Any:
        """What `getattr` gives for a plain name: the attribute, else the item, else undefined."""
        if type(value) is dict:
            try:
                return value[name]
            except KeyError:
                return self.undefined(obj=value, name=name)
        try:
            return getattr(value, name)
        except AttributeError:
            try:
                return value[name]
            except (TypeError, LookupError):
                return self.undefined(obj=value, name=name)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return super().getitem(obj, bounds.weighed(argument))

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        raise SecurityError(attribute)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        found = super().wrap_str_format(value)
        if found is None:
            return None
        wrapped, text = found, str(value.__self__)

        def bounded(*args: Any, **kwargs: Any) -> str:
            named = args[0] if value.__name__ == 'format_map' and args else kwargs
            bounds.check_format(text, () if named is not kwargs else args, named)
            return wrapped(*args, **kwargs)

        return bounded


def environment(strict: bool, filters: Mapping[str, Callable[..., Any]]) -> EngineEnvironment:
    """A new environment. `strict`: an undefined name stops; else it prints nothing. `filters` are added as given."""
    made = EngineEnvironment(
        autoescape=True,
        undefined=StrictUndefined if strict else Undefined,
        finalize=printable,
        extensions=[TagNumbers],
    )
    made.filters.clear()
    made.filters.update(filters_of.filters())
    made.filters.update(filters)
    made.tests.update(filters_of.tests())
    made.globals['range'] = filters_of.bounded_range
    made.globals['lipsum'] = filters_of.bounded_lipsum
    return made
