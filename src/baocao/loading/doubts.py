"""Figures that can be read but are hard to believe: said aloud, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from baocao.errors import Finding, Level
from baocao.loading.faults import existing, finding
from baocao.models import ChiTieu, SoLieu
from baocao.source import Source
from baocao.vietnamese import Quantity, So, doubts

#: a whole number with dots that is this many times its sibling was perhaps meant as a decimal number
_OUT_OF_PROPORTION = 100


def doubted(model: SoLieu, source: Source) -> Iterator[Finding]:
    """The doubtful figures of a figures file, each at its place."""
    for i, chi_tieu in enumerate(model.chi_tieu):
        for _, place, quantity in chi_tieu.figures():
            for problem, remedy in doubts(quantity):
                span = source.span(existing(source, ('chi_tieu', i, *place)))
                yield finding('SL004', source, span, problem, remedy, Level.CANH_BAO)
        for place, number, sibling in _out_of_proportion(chi_tieu):
            span = source.span(existing(source, ('chi_tieu', i, *place)))
            yield finding(
                'SL006',
                source,
                span,
                f"Số «{number.text}» đọc là {int(number.decimal)}, quá chênh lệch với «{sibling.text}» bên cạnh.",
                f"Nếu là số thập phân thì viết dấu phẩy: {number.text.replace('.', ',')}. "
                "Nếu đúng là số lớn như vậy thì để nguyên.",
                Level.CANH_BAO,
            )


def _out_of_proportion(chi_tieu: ChiTieu) -> Iterator[tuple[tuple[str, ...], So, So]]:
    """Grouped whole numbers beside a plan of the same figure, in the same unit, that is far smaller."""
    plans: list[tuple[tuple[str, ...], Mapping[str, Quantity]]] = []
    if chi_tieu.ke_hoach:
        plans.append((('ke_hoach',), chi_tieu.ke_hoach))
    plans += [(('chi_so', key, 'ke_hoach'), chi_so.ke_hoach) for key, chi_so in chi_tieu.chi_so.items()]
    for place, by_giver in plans:
        for giver, quantity in by_giver.items():
            for number in quantity.numbers:
                if not (number.is_grouped and number.is_whole):
                    continue
                others = [
                    n
                    for g, q in by_giver.items()
                    if g != giver and q.unit == quantity.unit
                    for n in q.numbers
                ]
                others += [n for n in quantity.numbers if n is not number]
                near = next(
                    (n for n in others if Decimal(0) < n.decimal * _OUT_OF_PROPORTION < number.decimal), None
                )
                if near is not None:
                    yield (*place, giver), number, near
