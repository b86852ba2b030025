"""A source as a model, with all its faults as findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from baocao.errors import Finding, Level
from baocao.loading.faults import finding, to_finding
from baocao.models import Khung
from baocao.source import Source

M = TypeVar('M', bound=Khung)


def validate(model: type[M], source: Source, findings: list[Finding]) -> M | None:
    """The model of a source, or None with all its faults added to the findings."""
    value = source.value()
    try:
        model_of_it = model.model_validate(value)
        findings += [_blank(source, loc) for loc in _blanks(value)]
        return model_of_it
    except ValidationError as error:
        errors = error.errors(include_url=False)
        findings += [to_finding(e, model, source) for e in errors if not _follows(e, errors)]
        return None


def _blanks(value: object, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The keys under which nothing was typed."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner is None:
                yield (*loc, key)
            elif not isinstance(inner, str):
                yield from _blanks(inner, (*loc, key))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            if not isinstance(inner, str):
                yield from _blanks(inner, (*loc, i))


def _blank(source: Source, loc: tuple[str | int, ...]) -> Finding:
    return finding(
        'DL018',
        source,
        source.span(loc, key=True),
        f"Dòng «{loc[-1]}» để trống nên coi như không có.",
        "Nhập nội dung, hoặc xóa cả dòng nếu không dùng đến.",
        Level.GOI_Y,
    )


def _follows(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """True for a list that is too short only because its items are faulty."""
    loc = error['loc']
    return error['type'] == 'too_short' and any(e['loc'][: len(loc)] == loc for e in errors if e is not error)
