"""Pydantic's validators for functions of one argument.

Pydantic looks up the signature of every function at every field, which is an eighth of what building the models takes;
ours take the value alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class After(AfterValidator):
    """Judges the value that the type of the field made."""

    func: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source_type: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.func, handler(source_type))


class Before(BeforeValidator):
    """Makes of the value as it was read what the type of the field takes."""

    func: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source_type: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.func, handler(source_type))
