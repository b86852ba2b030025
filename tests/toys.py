"""Works for the tests of the executors, in a module that children can import."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct


class Squares(Struct, frozen=True):
    def start(self) -> Callable[[int], tuple[int, int]]:
        return lambda job: (job, job * job)
