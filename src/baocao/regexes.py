"""Regular expressions that are compiled when they are first used: a paper needs few of those there are for all papers."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Regex:
    """A pattern that compiles itself when the first of its methods is asked for, and keeps those it was asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._source)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)  # the next call finds it at once
        return found


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The regular expression of a text, used as a compiled one is. Raises re.error where it is first used."""
    return cast('re.Pattern[str]', _Regex(pattern, flags))
