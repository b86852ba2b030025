"""The figures of a paper by name: what each is worth in a period, with its plans and its totals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from baocao.loading import HoSo
from baocao.models import ConSo, SoLieuKhac, ThanhPhan, value_of
from baocao.vietnamese import (
    ESTIMATE,
    Kind,
    Quantity,
    format_number,
    pad_count,
    parse_quantity,
    rate_sign,
    scale,
)


class Figure(Struct, frozen=True):
    """A figure with its name in references, its place in the data, and its source."""

    name: str
    path: str
    con_so: ConSo
    nguon: str | None


class Value(Struct, frozen=True):
    """What a figure is worth: the quantity, and whether it is an estimate."""

    quantity: Quantity
    is_estimate: bool = False


def figures_of(ho_so: HoSo) -> Mapping[str, Figure]:
    """Every figure of the files beside the paper by its name: `code` of a target with one figure, `code.figure`,
    the name of another figure, and `name.part`."""
    found: list[Figure] = []
    for key, model in ho_so.so_lieu.items():
        for i, chi_tieu in enumerate(model.chi_tieu):
            path, own = f'{key}:chi_tieu.{i}', chi_tieu.nguon
            if chi_tieu.ma and (chi_tieu.has_figures or not chi_tieu.chi_so):
                found.append(Figure(chi_tieu.ma, path, chi_tieu, own))
            found += [
                Figure(f'{chi_tieu.ma}.{code}', f'{path}.chi_so.{code}', chi_so, chi_so.nguon or own)
                for code, chi_so in chi_tieu.chi_so.items()
            ]
        for name, figure in model.so_lieu.items():
            path = f'{key}:so_lieu.{name}'
            found.append(Figure(name, path, figure, figure.nguon))
            found += [
                Figure(f'{name}.{code}', f'{path}.gom.{code}', part, part.nguon or figure.nguon)
                for code, part in figure.gom.items()
            ]
    return {figure.name: figure for figure in found}


def result(con_so: ConSo, ky: str) -> Value | None:
    """The result of a period, of a pair that which is done; the sum of the parts where no total is typed. None where
    it is not known."""
    return _value(con_so, 'thuc_hien', ky)


def total(con_so: ConSo, ky: str) -> Value | None:
    """The total of a pair in a period, None where the figure is none."""
    return _value(con_so, 'tong_so', ky) if isinstance(con_so, ThanhPhan) else None


def is_pair(con_so: ConSo) -> bool:
    """True where the figure, or a part of it, tells what is done of a total."""
    parts = con_so.gom.values() if isinstance(con_so, SoLieuKhac) else ()
    return bool(isinstance(con_so, ThanhPhan) and con_so.tong_so) or any(part.tong_so for part in parts)


def same_period(con_so: ConSo, ky: str) -> Value | None:
    """The result of the same period of the year before, None where it is not known."""
    return _value(con_so, 'cung_ky', ky)


def done_of_total(con_so: ConSo, ky: str) -> Value | None:
    """What a reference to the figure prints: the result, of a pair both numbers (`22/23 vụ`)."""
    done = result(con_so, ky)
    if done is None or not is_pair(con_so):
        return done
    whole = total(con_so, ky)
    if whole is None:
        return None
    one, two = done.quantity, whole.quantity
    shown = (
        one.with_numbers(lambda number: f'{number.text}/{two.numbers[0].text}')
        if one.unit or not two.unit
        else two.with_numbers(lambda number: f'{one.numbers[0].text}/{number.text}')
    )
    return Value(parse_quantity(shown), done.is_estimate or whole.is_estimate)


def _value(con_so: ConSo, field: str, ky: str) -> Value | None:
    found = value_of(getattr(con_so, field), ky)
    if found is not None:
        return Value(found[1], found[0].startswith(ESTIMATE))
    if not isinstance(con_so, SoLieuKhac) or not con_so.gom:
        return None
    parts = [_value(part, field, ky) for part in con_so.gom.values()]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    added = _summed(tuple([part.quantity for part in known]))
    return None if added is None else Value(added, any(part.is_estimate for part in known))


# A pure function of quantities; body, table and judgement of a paper ask for the same sums.
@lru_cache(maxsize=256)
def _summed(parts: tuple[Quantity, ...]) -> Quantity | None:
    """The sum of numbers in one unit, with as many decimals as any of them; None for anything else."""
    first = parts[0]
    sum_of = Decimal(0)
    for part in parts:
        if part.kind is not Kind.ONE or scale(part.unit, first.unit) != 1:
            return None
        sum_of += part.numbers[0].decimal
    places = max(part.numbers[0].decimals for part in parts)
    shown = format_number(sum_of, places)
    if not places and not rate_sign(first.unit):
        shown = pad_count(shown)
    return parse_quantity(first.with_numbers(lambda _: shown)[first.spans[0][0] :])
