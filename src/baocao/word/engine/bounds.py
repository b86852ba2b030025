"""What a template may cost: turns of loops, lengths of computed texts, and the operators that make them.

Jinja's sandbox keeps a template away from Python's insides, but not from time and memory: `'A' * 3000000000`,
`9 ** 9 ** 9`, `center(1000000000)` and nested loops pass it. Here each of them is measured before it is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from jinja2.runtime import Context, markup_join, str_join
from jinja2.utils import pass_context

#: turns of loops, calls and filters of one render; a paper of 10,000 tasks needs a tenth of it
MAX_TURNS: Final = 1_000_000
#: characters of one text that a template computes, items of one list
MAX_LENGTH: Final = 4_000_000
#: bits of a computed whole number
MAX_BITS: Final = 100_000
#: a width, an indent, a number of columns
MAX_WIDTH: Final = 100_000
#: characters that make up a turn when texts are computed
CHARACTERS: Final = 1024
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


def is_text(value: object) -> bool:
    """True for what `+` joins and `*` repeats."""
    return isinstance(value, (str, bytes, list, tuple))


def add(context: Context, left: Any, right: Any) -> Any:
    """`+`, its result not too long."""
    if is_text(left) and is_text(right):
        take(context, limit(len(left) + len(right)) // CHARACTERS)
    return left + right


def multiply(context: Context, left: Any, right: Any) -> Any:
    """`*`, its result not too long."""
    for text, number in ((left, right), (right, left)):
        if is_text(text) and isinstance(number, int):
            take(context, limit(len(text) * max(number, 0)) // CHARACTERS)
    if isinstance(left, int) and isinstance(right, int):
        limit(left.bit_length() + right.bit_length(), MAX_BITS)
    return left * right


def power(context: Context, left: Any, right: Any) -> Any:
    """`**`, its result not too large."""
    if isinstance(left, int) and isinstance(right, int):
        limit(left.bit_length() * max(right, 0), MAX_BITS)
    return left**right


def modulo(context: Context, left: Any, right: Any) -> Any:
    """`%`, as a remainder or as a format with no huge widths."""
    if isinstance(left, (str, bytes)):
        check_percent(left if isinstance(left, str) else left.decode('latin-1'), right)
    return left % right


#: the operators that may cost much; the others cannot
OPERATORS: Final[Mapping[str, Callable[[Context, Any, Any], Any]]] = {
    '+': add, '*': multiply, '**': power, '%': modulo,
}  # fmt: skip


def largest(values: Iterable[Any]) -> int:
    """The weight of the largest value; 0 for none."""
    return max((weight(v) for v in values), default=0)


def check_percent(text: str, values: Any) -> None:
    """Refuse formats of `%` that make a text huge."""
    if _PERCENT_WIDTH.search(text):
        raise Excess("độ rộng khi định dạng quá lớn")
    items = (
        values if isinstance(values, tuple) else values.values() if isinstance(values, dict) else (values,)
    )
    limit(len(text) + text.count('%') * largest(items))


def check_format(text: str, args: Iterable[Any], kwargs: Mapping[str, Any]) -> None:
    """Refuse `str.format` with widths that make a text huge."""
    values = (*args, *kwargs.values())
    nested = re.search(r':[^{}]*\{', text) is not None
    if _WIDE.search(text) or (nested and any(isinstance(v, int) and v > MAX_WIDTH for v in values)):
        raise Excess("độ rộng khi định dạng quá lớn")
    limit(len(text) + text.count('{') * largest(values))
