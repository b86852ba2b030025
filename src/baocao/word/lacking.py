"""What one template prints and another does not: the field, where its tag belongs, and how the tag is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from baocao.view.model import Khoi
from baocao.word.names import Kind, Shape, fields_of, shape_of
from baocao.word.render import Template


class Lack(Struct, frozen=True):
    """A field that a template does not print, by its path in `Template.prints`.

    `field` is its name for people (without the kind of block), `needed` is True where every view has it, `place`
    is where the tag belongs in the template, `remedy` how to add it.
    """

    path: str
    field: str
    needed: bool
    place: str
    remedy: str


def lacks(template: Template, model: Template, wanted: Collection[str]) -> Iterator[Lack]:
    """The wanted fields that the model prints and the template does not, in the order of the model."""
    for path in model.prints:
        if path in wanted and path not in template.prints:
            shape, needed = _declared(path, template.view_type)
            place, where = _spot(path, template.prints, model.prints)
            yield Lack(path, _field(path), needed, place, f"Hãy thêm {_tag(path, shape)} {where}.")


def _field(path: str) -> str:
    """The path as it stands in a tag."""
    first, *rest = path.rpartition('/')[2].split('.')
    return '.'.join((first, *rest[-1:]) if first == 'khoi' else (first, *rest))


def _declared(path: str, view_type: type) -> tuple[Shape, bool]:
    """The shape of a field, and whether its class gives it no value by itself."""
    record, shape, needed = view_type, Shape(Kind.OTHER), False
    for name in _field(path).split('.'):
        if name == 'khoi':
            shape, needed, record = shape_of(Khoi), True, Khoi
            continue
        shape = fields_of(record)[name]
        needed = any(
            f.name == name and f.default is NODEFAULT and f.default_factory is NODEFAULT
            for f in fields(record)
        )
        inner = shape.item if shape.item is not None else shape
        record = inner.record or record
    return shape, needed


def _spot(path: str, own: Mapping[str, str], model: Mapping[str, str]) -> tuple[str, str]:
    """Where a tag belongs: beside its nearest neighbour of the model's cell that the template prints too, else in
    the cell of the model."""
    order, container = list(model), _container(model[path])
    at = order.index(path)
    near = [
        p for p in order if _container(model[p]) == container and p in own and _source(p) == _source(path)
    ]
    before = [p for p in near if order.index(p) < at]
    if near:
        beside = before[-1] if before else near[0]
        same = model[beside] == model[path]
        side = ("sau" if same else "dưới") if before else ("trước" if same else "trên")
        return own[beside], f"{side} chỗ in «{_field(beside)}»"
    return container, f"vào {container}, như ở mẫu có sẵn"


def _container(place: str) -> str:
    """The cell or part around a paragraph."""
    return place.rpartition(', đoạn ')[0] or place


def _source(path: str) -> str:
    """What tells the fields of one file from those of the other files that a template prints with."""
    first = path.partition('/')[0].split('.')
    return '.'.join(first[:2]) if first[0] == 'khoi' else first[0] if len(first) > 1 or '/' in path else ''


def _tag(path: str, shape: Shape) -> str:
    """The tag that prints a field, or the paragraphs with tags."""
    name = _field(path)
    item = shape.item
    if shape.kind is Kind.LIST and item is not None:
        if item.record is Khoi:
            return f"đoạn {{{{p {name} }}}}"
        return f"ba đoạn {{%p for dong in {name} %}}, {{{{ dong }}}}, {{%p endfor %}}"
    if shape.optional:
        return f"ba đoạn {{%p if {name} %}}, {{{{ {name} }}}}, {{%p endif %}}"
    return f"{{{{ {name} }}}}"
