"""What a template may cost: turns of loops, lengths of computed texts, the operators and filters that make them.

Jinja's sandbox keeps a template away from Python's insides, but not from time and memory: `'A' * 3000000000`,
`9 ** 9 ** 9`, `center(1000000000)` and nested loops pass it. Here each of them is measured before it is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from types import BuiltinMethodType
from typing import Any, Final

from jinja2.filters import FILTERS
from jinja2.runtime import Context, markup_join, str_join
from jinja2.tests import TESTS
from jinja2.utils import _PassArg, generate_lorem_ipsum, pass_context

#: turns of loops, calls and filters of one render; a paper of 10,000 tasks needs a tenth of it
MAX_TURNS: Final = 1_000_000
#: characters of one text that a template computes, items of one list
MAX_LENGTH: Final = 4_000_000
#: bits of a computed whole number
MAX_BITS: Final = 100_000
#: a width, an indent, a number of columns
MAX_WIDTH: Final = 100_000
#: characters that make up a turn when texts are computed
_CHARACTERS: Final = 1024
#: the key of the budget among the values of a render; no name in a template has a space
BUDGET: Final = ' budget'

_WIDE = re.compile(r'\d{6,}')
_PERCENT_WIDTH = re.compile(r'%[^a-zA-Z%]*(?:\d{6,}|\*)')


class Excess(Exception):
    """Something in a template costs more than it may; the text says what, in Vietnamese."""


class Budget:
    """The turns that one render has left."""

    __slots__ = ('left',)

    def __init__(self, turns: int = MAX_TURNS) -> None:
        self.left = turns

    def take(self, turns: int) -> None:
        """Take turns. Raises Excess where there are none left."""
        self.left -= turns
        if self.left < 0:
            raise Excess(f"vượt giới hạn {MAX_TURNS} lượt lặp, lượt gọi của một lần soạn")


def take(context: Context, turns: int) -> None:
    """Take turns from the budget of a render."""
    context.parent[BUDGET].take(turns)


def limit(length: int, most: int = MAX_LENGTH) -> int:
    """The length. Raises Excess where it is more than it may be."""
    if length > most:
        raise Excess(f"kết quả quá dài (giới hạn {most})")
    return length


def weight(value: object) -> int:
    """About the number of characters of a value printed, containers counted through. Raises Excess."""
    return _weight(value, MAX_LENGTH)


def _weight(value: object, left: int) -> int:
    if isinstance(value, str):
        total = len(value)
    elif isinstance(value, dict):
        total = sum(16 + _weight(key, left) for key in value)
        for item in value.values():
            total += _weight(item, left - total)
    elif isinstance(value, (list, tuple, set, frozenset)):
        total = 2
        for item in value:
            total += 2 + _weight(item, left - total)
    else:
        total = 16
    if total > left:
        raise Excess(f"danh sách quá lớn để in hoặc so sánh (giới hạn {MAX_LENGTH})")
    return total


def weighed(value: Any) -> Any:
    """The value, if it is not too large to be compared: lists within lists grow by powers. Raises Excess."""
    if isinstance(value, (list, tuple, dict)):
        weight(value)
    return value


@pass_context
def turns(context: Context, value: Any) -> Iterable[Any]:
    """What a loop goes over, its turns taken from the budget: at once where the number is known."""
    try:
        take(context, len(value))
    except TypeError:
        return _counted(context.parent[BUDGET], iter(value))
    return value  # type: ignore[no-any-return]


def _counted(budget: Budget, items: Iterator[Any]) -> Iterator[Any]:
    for item in items:
        budget.take(1)
        yield item


def concat(pieces: Iterable[str]) -> str:
    """The pieces as one text; what a macro, a block or a filter has captured."""
    found = pieces if isinstance(pieces, list) else list(pieces)
    limit(sum(map(len, found)), 16 * MAX_LENGTH)
    return ''.join(found)


def joined_markup(pieces: tuple[Any, ...]) -> str:
    """Jinja's `~` where text is escaped."""
    limit(sum(map(weight, pieces)))
    return markup_join(pieces)


def joined_text(pieces: tuple[Any, ...]) -> str:
    """Jinja's `~` where text is not escaped."""
    limit(sum(map(weight, pieces)))
    return str_join(pieces)


# ---------------------------------------------------------------- operators


def _is_text(value: object) -> bool:
    return isinstance(value, (str, bytes, list, tuple))


def add(context: Context, left: Any, right: Any) -> Any:
    if _is_text(left) and _is_text(right):
        take(context, limit(len(left) + len(right)) // _CHARACTERS)
    return left + right


def multiply(context: Context, left: Any, right: Any) -> Any:
    for text, number in ((left, right), (right, left)):
        if _is_text(text) and isinstance(number, int):
            take(context, limit(len(text) * max(number, 0)) // _CHARACTERS)
    if isinstance(left, int) and isinstance(right, int):
        limit(left.bit_length() + right.bit_length(), MAX_BITS)
    return left * right


def power(context: Context, left: Any, right: Any) -> Any:
    if isinstance(left, int) and isinstance(right, int):
        limit(left.bit_length() * max(right, 0), MAX_BITS)
    return left**right


def modulo(context: Context, left: Any, right: Any) -> Any:
    if isinstance(left, (str, bytes)):
        _check_percent(left if isinstance(left, str) else left.decode('latin-1'), right)
    return left % right


#: the operators that may cost much; the others cannot
OPERATORS: Final[Mapping[str, Callable[[Context, Any, Any], Any]]] = {
    '+': add, '*': multiply, '**': power, '%': modulo,
}  # fmt: skip


def _largest(values: Iterable[Any]) -> int:
    return max((weight(v) for v in values), default=0)


def _check_percent(text: str, values: Any) -> None:
    if _PERCENT_WIDTH.search(text):
        raise Excess("độ rộng khi định dạng quá lớn")
    items = (
        values if isinstance(values, tuple) else values.values() if isinstance(values, dict) else (values,)
    )
    limit(len(text) + text.count('%') * _largest(items))


def check_format(text: str, args: Iterable[Any], kwargs: Mapping[str, Any]) -> None:
    """Refuse `str.format` with widths that make a text huge."""
    values = (*args, *kwargs.values())
    nested = re.search(r':[^{}]*\{', text) is not None
    if _WIDE.search(text) or (nested and any(isinstance(v, int) and v > MAX_WIDTH for v in values)):
        raise Excess("độ rộng khi định dạng quá lớn")
    limit(len(text) + text.count('{') * _largest(values))


# ---------------------------------------------------------------- methods of texts and lists


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
        limit(len(owner) * max(1, _largest(args[0].values())))
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
            take(context, limit(measure(*args, **kwargs)) // _CHARACTERS)
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
    return limit(linecount, MAX_WIDTH) * _CHARACTERS >> 3


def _of_wrap(s: Any, width: int = 79, break_long_words: bool = True, wrapstring: Any = None, *_: Any) -> int:
    return len(_text(s)) * (1 + len(wrapstring or ''))


def _of_format(value: Any, *args: Any, **kwargs: Any) -> int:
    _check_percent(_text(value), kwargs or args)
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
        limit(sum(len(i) for i in items if _is_text(i)))
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
