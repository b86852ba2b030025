"""Expressions of tags: parsed by Jinja2, allowed one by one, resolved against the view, run by us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, TemplateError, nodes
from msgspec import Struct
from msgspec.structs import replace

from baocao.word.names import UNKNOWN, Kind, Shape, fields_of, suggestion
from baocao.word.values import (
    Absent,
    Attribute,
    Both,
    Compared,
    Constant,
    Either,
    Expression,
    Filtered,
    Filters,
    Member,
    Negated,
    Slot,
)

LONGEST = 400
_LOOP = {
    'first': Kind.TRUTH,
    'last': Kind.TRUTH,
    'index': Kind.NUMBER,
    'index0': Kind.NUMBER,
    'length': Kind.NUMBER,
}
_ALLOWED = (
    "trong thẻ chỉ dùng: tên và trường của dữ liệu (a.b), hằng, so sánh ==, !=, in, not in, "
    "and, or, not, «is none», «is defined» và bộ lọc; việc tính toán do chương trình làm sẵn."
)


class ExpressionFault(Exception):
    """One fault of an expression: code, problem, remedy. Never leaves the room."""

    def __init__(self, code: str, problem: str, remedy: str) -> None:
        super().__init__(code, problem, remedy)
        self.code, self.problem, self.remedy = code, problem, remedy


class Scope(Struct, frozen=True):
    """The names in sight, the slot of the loop in sight, and the paths known not to be None."""

    names: Mapping[str, tuple[Expression, Shape]]
    loop: int | None = None
    sure: frozenset[str] = frozenset()

    def binding(self, name: str, slot: int, shape: Shape) -> Scope:
        """The scope inside a loop over items of that shape."""
        sure = frozenset(p for p in self.sure if p.partition('.')[0] != name)
        return Scope({**self.names, name: (Slot(slot), shape)}, slot + 1, sure)

    def knowing(self, paths: frozenset[str]) -> Scope:
        """The scope where these paths are known not to be None."""
        return replace(self, sure=self.sure | paths)


class Compiled(Struct, frozen=True):
    """An expression with its shape. `path` is its dotted name where it is one; `yes` and `no` are the paths
    that are not None where it holds and where it does not."""

    value: Expression
    shape: Shape
    path: str = ''
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()


def root_scope(view_type: type) -> Scope:
    """The scope of a template over a view in slot 0."""
    return Scope({n: (Attribute(Slot(0), n), s) for n, s in fields_of(view_type).items()})


def compile_expression(source: str, scope: Scope, filters: Filters) -> Compiled:
    """The expression compiled. Raises ExpressionFault with what is wrong in it."""
    if len(source) > LONGEST:
        raise ExpressionFault(
            'MB242', f"Biểu thức trong thẻ dài {len(source)} ký tự, quá {LONGEST}.", "Hãy viết thẻ ngắn lại."
        )
    try:
        tree = Environment().parse('{{ ' + source + ' }}')
    except (TemplateError, RecursionError) as fault:
        raise _syntax(source) from fault
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise _syntax(source)
    return _Compiler(scope, filters).expression(output.nodes[0])


def _syntax(source: str) -> ExpressionFault:
    return ExpressionFault(
        'MB228',
        f"Không đọc được biểu thức «{source}»." if source else "Thẻ không có tên nào bên trong.",
        "Hãy viết theo dạng {{ ten }}, {{ ten.truong }} hoặc {{ ten|bo_loc }}.",
    )


_TYPES = {bool: Kind.TRUTH, int: Kind.NUMBER, str: Kind.WORD, type(None): Kind.NOTHING}


class _Compiler:
    """Walks the syntax tree of one expression."""

    def __init__(self, scope: Scope, filters: Filters) -> None:
        self.scope, self.filters = scope, filters

    def expression(self, node: nodes.Node) -> Compiled:
        method = getattr(self, f'on_{type(node).__name__.lower()}', None)
        if method is None:
            raise ExpressionFault('MB229', _refusal(node), f"Hãy bỏ phần đó; {_ALLOWED}")
        found: Compiled = method(node)
        return found

    def on_name(self, node: nodes.Name) -> Compiled:
        if node.name == 'loop' and self.scope.loop is not None:
            return Compiled(Slot(self.scope.loop), Shape(Kind.OTHER), 'loop')
        found = self.scope.names.get(node.name)
        if found is None:
            raise ExpressionFault(
                'MB230',
                f"Không có tên «{node.name}» trong dữ liệu in ra.",
                f"Hãy sửa lại tên: {suggestion(node.name, self.scope.names)}",
            )
        return self._named(found[0], found[1], node.name)

    def on_getattr(self, node: nodes.Getattr) -> Compiled:
        base = self.expression(node.node)
        if isinstance(node.node, nodes.Name) and base.path == 'loop':
            if node.attr in _LOOP:
                return Compiled(Attribute(base.value, node.attr), Shape(_LOOP[node.attr]))
            raise _attribute_fault('loop', node.attr, _LOOP)
        if base.shape.kind is Kind.UNKNOWN:
            return Compiled(base.value, UNKNOWN)
        if node.attr.startswith('_') or base.shape.record is None or not base.path:
            raise _attribute_fault(base.path or "biểu thức", node.attr, _fields(base.shape))
        fields = fields_of(base.shape.record)
        if node.attr not in fields:
            raise _attribute_fault(base.path, node.attr, fields)
        require(base)
        return self._named(Attribute(base.value, node.attr), fields[node.attr], f'{base.path}.{node.attr}')

    def _named(self, value: Expression, shape: Shape, path: str) -> Compiled:
        if path in self.scope.sure:
            shape = replace(shape, optional=False)
        return Compiled(value, shape, path, yes=frozenset((path,)))

    def on_const(self, node: nodes.Const) -> Compiled:
        kind = _TYPES.get(type(node.value))
        if kind is None:
            raise ExpressionFault(
                'MB229', f"Hằng «{node.value}» không dùng được trong thẻ.", f"Lưu ý: {_ALLOWED}"
            )
        return Compiled(Constant(node.value), Shape(kind))

    def on_compare(self, node: nodes.Compare) -> Compiled:
        if len(node.ops) != 1 or node.ops[0].op not in ('eq', 'ne', 'in', 'notin'):
            raise ExpressionFault(
                'MB229',
                "Thẻ so sánh hơn kém hoặc so sánh nhiều vế liền nhau.",
                f"Hãy tách thành từng phép so sánh; {_ALLOWED}",
            )
        left, operand = self.expression(node.expr), node.ops[0]
        if operand.op in ('in', 'notin'):
            return self._member(left, operand)
        right = self.expression(operand.expr)
        _comparable(left, right)
        equal = operand.op == 'eq'
        paths = frozenset(
            side.path
            for side, other in ((left, right), (right, left))
            if side.path and other.shape.kind is Kind.NOTHING
        )
        value = Compared(left.value, right.value, equal)
        return Compiled(
            value, Shape(Kind.TRUTH), yes=frozenset() if equal else paths, no=paths if equal else frozenset()
        )

    def _member(self, left: Compiled, operand: nodes.Operand) -> Compiled:
        if not isinstance(operand.expr, nodes.Tuple | nodes.List):
            raise ExpressionFault(
                'MB229',
                "Sau «in» phải là một dãy hằng trong ngoặc.",
                "Hãy viết như: khoi.kieu in ('doan', 'gach').",
            )
        choices = [self.expression(item) for item in operand.expr.items]
        for choice in choices:
            if not isinstance(choice.value, Constant):
                raise ExpressionFault(
                    'MB229', "Trong ngoặc sau «in» chỉ được có hằng.", "Hãy viết như: ('doan', 'gach')."
                )
            _comparable(left, choice)
        values = tuple(c.value.value for c in choices if isinstance(c.value, Constant))
        return Compiled(Member(left.value, values, operand.op == 'in'), Shape(Kind.TRUTH))

    def on_and(self, node: nodes.And) -> Compiled:
        left = self.truth(node.left)
        right = _Compiler(self.scope.knowing(left.yes), self.filters).truth(node.right)
        return Compiled(
            Both(left.value, right.value), Shape(Kind.TRUTH), yes=left.yes | right.yes, no=left.no & right.no
        )

    def on_or(self, node: nodes.Or) -> Compiled:
        left = self.truth(node.left)
        right = _Compiler(self.scope.knowing(left.no), self.filters).truth(node.right)
        return Compiled(
            Either(left.value, right.value),
            Shape(Kind.TRUTH),
            yes=left.yes & right.yes,
            no=left.no | right.no,
        )

    def on_not(self, node: nodes.Not) -> Compiled:
        inner = self.truth(node.node)
        return Compiled(Negated(inner.value), Shape(Kind.TRUTH), yes=inner.no, no=inner.yes)

    def on_test(self, node: nodes.Test) -> Compiled:
        if (
            node.name not in ('none', 'defined')
            or node.args
            or node.kwargs
            or node.dyn_args
            or node.dyn_kwargs
        ):
            raise ExpressionFault(
                'MB229', f"Phép thử «is {node.name}» không dùng được.", f"Lưu ý: {_ALLOWED}"
            )
        inner = self.expression(node.node)
        absent = Absent(inner.value)
        paths = frozenset((inner.path,)) if inner.path else frozenset()
        if node.name == 'none':
            return Compiled(absent, Shape(Kind.TRUTH), no=paths)
        return Compiled(Negated(absent), Shape(Kind.TRUTH), yes=paths)

    def on_filter(self, node: nodes.Filter) -> Compiled:
        change = self.filters.get(node.name)
        if change is None:
            raise ExpressionFault(
                'MB235', f"Không có bộ lọc «{node.name}».", f"Hãy sửa: {suggestion(node.name, self.filters)}"
            )
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs or node.node is None:
            raise ExpressionFault(
                'MB236', f"Bộ lọc «{node.name}» không nhận tham số.", f"Hãy viết {{{{ ten|{node.name} }}}}."
            )
        inner = self.expression(node.node)
        if inner.shape.kind not in (Kind.TEXT, Kind.WORD, Kind.UNKNOWN):
            raise ExpressionFault(
                'MB236',
                f"Bộ lọc «{node.name}» chỉ dùng cho chữ, nhưng «{inner.path}» là {inner.shape.kind.value}.",
                "Hãy bỏ bộ lọc, hoặc dùng nó cho một tên chứa chữ.",
            )
        require(inner)
        return Compiled(Filtered(inner.value, node.name, change), inner.shape)

    def truth(self, node: nodes.Node) -> Compiled:
        """An expression used as a condition."""
        return _condition(self.expression(node))


def compile_condition(source: str, scope: Scope, filters: Filters) -> Compiled:
    """An expression compiled for use as a condition. Raises ExpressionFault."""
    return _condition(compile_expression(source, scope, filters))


def _condition(found: Compiled) -> Compiled:
    if found.shape.kind is Kind.OTHER or (found.shape.kind is Kind.RECORD and not found.shape.optional):
        raise ExpressionFault(
            'MB237',
            f"«{found.path}» là {found.shape.kind.value}, không dùng làm điều kiện được.",
            "Hãy dùng một trường cụ thể của nó.",
        )
    return found


def require(found: Compiled) -> None:
    """Raise ExpressionFault where a value that may be absent is used without a guard."""
    if found.shape.optional:
        raise ExpressionFault(
            'MB234',
            f"«{found.path}» có thể trống, nhưng được dùng mà không hỏi trước.",
            f"Hãy đặt thẻ trong {{% if {found.path} %}} … {{% endif %}}.",
        )


def _fields(shape: Shape) -> Mapping[str, Shape]:
    return fields_of(shape.record) if shape.record else {}


def _attribute_fault(path: str, name: str, known: Mapping[str, Any]) -> ExpressionFault:
    hint = suggestion(name, known) if known else f"«{path}» không có trường nào; hãy bỏ phần «.{name}»."
    return ExpressionFault('MB231', f"«{path}» không có trường «{name}».", f"Hãy sửa lại tên: {hint}")


def _comparable(left: Compiled, right: Compiled) -> None:
    words = {Kind.TEXT, Kind.WORD}
    kinds = {left.shape.kind, right.shape.kind}
    if Kind.UNKNOWN in kinds or kinds <= words or kinds in ({Kind.NUMBER}, {Kind.TRUTH}):
        return
    if Kind.NOTHING in kinds:
        return
    raise ExpressionFault(
        'MB237',
        f"Không so sánh được {left.shape.kind.value} với {right.shape.kind.value}.",
        "Hãy so sánh chữ với chữ, số với số.",
    )


def _refusal(node: nodes.Node) -> str:
    name = {
        'call': "lời gọi hàm",
        'getitem': "phần tử trong ngoặc vuông",
        'condexpr': "điều kiện «a if b else c»",
        'concat': "phép nối chữ ~",
        'templatedata': "chữ ngoài biểu thức",
        'dict': "từ điển",
        'list': "danh sách",
        'tuple': "dãy giá trị",
    }.get(type(node).__name__.lower(), "phép tính số học")
    return f"Thẻ dùng {name}, là thứ không được phép."
