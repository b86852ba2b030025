"""A mapping that keeps what was asked for last: a folder of ten thousand units costs no more memory than one of ten."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar('K')
V = TypeVar('V')


class Bounded(dict[K, V]):
    """At most `most` entries; a new one takes the place of the one that was neither set nor read for longest.

    Only `[]`, `in` and `pop` are meant to be used: no other way of reading counts as a use.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __getitem__(self, key: K) -> V:
        value = super().pop(key)
        super().__setitem__(key, value)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        super().pop(key, None)
        super().__setitem__(key, value)
        if len(self) > self._most:
            del self[next(iter(self))]
