"""Jinja's filters, tests and globals, and the methods of built-in values, each with its cost measured before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from types import BuiltinMethodType
from typing import Any, Final

from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.tests import TESTS
from jinja2.utils import _PassArg, generate_lorem_ipsum, pass_context

from baocao.word.engine.bounds import (
    CHARACTERS,
    MAX_TURNS,
    MAX_WIDTH,
    check_percent,
    is_text,
    largest,
    limit,
    take,
    turns,
    weighed,
    weight,
)


def check_method(context: Context, method: BuiltinMethodType, args: tuple[Any, ...]) -> None:
    """Measure the call of a built-in method before it is made."""
    owner, name = method.__self__, method.__name__
    if isinstance(owner, Sized) and not isinstance(owner, type):
        take(context, len(owner) >> 8)
    if isinstance(owner, (list, tuple, dict)):
        for value in args:
            weighed(value)
    if name in ('center', 'ljust', 'rjust', 'zfill', 'to_bytes') and args and isinstance(args[0], int):
        limit(args[0], MAX_WIDTH)
    elif name == 'expandtabs':
        limit(
            len(owner) * max((a for a in args if isinstance(a, int)), default=8)
            if isinstance(owner, Sized)
            else 0
        )
    elif name == 'replace' and isinstance(owner, (str, bytes)) and len(args) > 1:
        limit(_replaced(owner, args[0], args[1]))
    elif name == 'join' and isinstance(owner, (str, bytes)) and args:
        found = args[0] if isinstance(args[0], (list, tuple)) else ()
        limit(sum(map(weight, found)) + len(found) * len(owner))
    elif name == 'translate' and isinstance(owner, str) and args and isinstance(args[0], dict):
        limit(len(owner) * max(1, largest(args[0].values())))
    elif name == 'extend' and isinstance(owner, list) and args and isinstance(args[0], Sized):
        limit(len(owner) + len(args[0]))


def _replaced(text: Any, old: Any, new: Any) -> int:
    try:
        return int(len(text) + text.count(old) * len(new))
    except TypeError:
        return len(text)


# ---------------------------------------------------------------- filters and globals


def _measured(filter_: Callable[..., Any], measure: Callable[..., int] | None) -> Callable[..., Any]:
    """The filter with its cost taken from the budget before it is called."""
    kind = _PassArg.from_obj(filter_)

    def measured(context: Context, *args: Any, **kwargs: Any) -> Any:
        value = args[0] if args else None
        take(context, 1 + (len(value) >> 8 if isinstance(value, Sized) else 0))
        if filter_ not in _LIGHT:
            weighed(value)
        if measure is not None:
            take(context, limit(measure(*args, **kwargs)) // CHARACTERS)
        if kind is None:
            return filter_(*args, **kwargs)
        given = {_PassArg.context: context, _PassArg.eval_context: context.eval_ctx}
        return filter_(given.get(kind, context.environment), *args, **kwargs)

    return pass_context(measured)


def _text(value: object) -> str:
    weight(value)
    return str(value)


def _of_center(value: Any, width: int = 80) -> int:
    return limit(width, MAX_WIDTH)


def _of_indent(s: Any, width: int | str = 4, *_: Any, **__: Any) -> int:
    size = len(width) if isinstance(width, str) else limit(width, MAX_WIDTH)
    text = _text(s)
    return len(text) + (text.count('\n') + 1) * size


def _of_replace(s: Any, old: Any, new: Any, *_: Any, **__: Any) -> int:
    return _replaced(_text(s), str(old), str(new))


def _of_batch(value: Any, linecount: int, *_: Any, **__: Any) -> int:
    return limit(linecount, MAX_WIDTH) * CHARACTERS >> 3


def _of_wrap(s: Any, width: int = 79, break_long_words: bool = True, wrapstring: Any = None, *_: Any) -> int:
    return len(_text(s)) * (1 + len(wrapstring or ''))


def _of_format(value: Any, *args: Any, **kwargs: Any) -> int:
    check_percent(_text(value), kwargs or args)
    return 0


def _of_json(value: Any, indent: int | None = None) -> int:
    return weight(value) * (1 + limit(indent or 0, 100))


def _of_links(
    value: Any, trim: Any = None, nofollow: Any = False, target: Any = '', rel: Any = '', *_: Any
) -> int:
    return len(_text(value)) * (1 + limit(len(target or '') + len(rel or ''), 1000))


#: filters whose result may be much longer than what they are given, and how long
_MEASURES: Final[Mapping[str, Callable[..., int]]] = {
    'center': _of_center, 'indent': _of_indent, 'replace': _of_replace, 'batch': _of_batch, 'slice': _of_batch,
    'wordwrap': _of_wrap, 'format': _of_format, 'tojson': _of_json, 'urlize': _of_links,
}  # fmt: skip
#: filters that neither print nor compare the items of a container
_LIGHT: Final = frozenset(
    FILTERS[name]
    for name in (
        *(
            'length',
            'first',
            'last',
            'list',
            'map',
            'select',
            'reject',
            'selectattr',
            'rejectattr',
            'batch',
            'slice',
        ),
        *('reverse', 'items', 'random', 'default', 'attr'),
    )
)


@pass_context
def _join(context: Context, value: Any, d: Any = '', attribute: Any = None) -> Any:
    items = list(turns(context, value))
    if attribute is not None:
        items = list(
            context.environment.call_filter('map', items, kwargs={'attribute': attribute}, context=context)
        )
    limit(sum(map(weight, items)) + len(items) * len(str(d)))
    return FILTERS['join'](context.eval_ctx, items, d)


@pass_context
def _sum(context: Context, iterable: Any, attribute: Any = None, start: Any = 0) -> Any:
    items = list(turns(context, iterable))
    if attribute is None:
        limit(sum(len(i) for i in items if is_text(i)))
    return FILTERS['sum'](context.environment, items, attribute, start)


def filters() -> dict[str, Callable[..., Any]]:
    """Jinja's filters, each with its cost measured."""
    found = {name: _measured(filter_, _MEASURES.get(name)) for name, filter_ in FILTERS.items()}
    return {**found, 'join': _join, 'sum': _sum}


def tests() -> dict[str, Callable[..., Any]]:
    """Jinja's tests; those that compare look at the size of what they compare."""
    known: Mapping[str, Any] = TESTS
    return {name: _compared(test) if name in _COMPARING else test for name, test in known.items()}


_COMPARING: Final = frozenset([*'eq == equalto ne != lt < lessthan le <= gt > greaterthan ge >= in'.split()])


def _compared(test: Callable[..., Any]) -> Callable[..., Any]:
    def compared(*values: Any) -> Any:
        return test(*map(weighed, values))

    return compared


@pass_context
def bounded_range(context: Context, *args: int) -> range:
    """Python's `range`, not longer than the budget."""
    found = range(*args)
    take(context, len(found) >> 3 if len(found) < MAX_TURNS else MAX_TURNS + 1)
    return found


def bounded_lipsum(n: int = 5, html: bool = True, min: int = 20, max: int = 100) -> str:
    """Jinja's `lipsum`, not longer than a page or so."""
    limit(n, 100)
    limit(max, 1000)
    return generate_lorem_ipsum(n, html, min, max)
