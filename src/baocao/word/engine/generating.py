"""Jinja's code generator, made to give bytes: constants are UTF-8 literals, values are printed at their sites.

Jinja's `CodeGenerator` is only half public, so pyproject.toml holds Jinja2 to the releases that the tests have
seen. What is used of it: `visit_Output`, `start_write`, `end_write`, `visit_Getattr`, `_output_const_repr`,
`debug_info`. Inside whatever is captured (macros, blocks that are set, called or filtered, recursive loops) the
code stays Jinja's own and gives str; only what goes straight to the output gives bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from types import CodeType, TracebackType
from typing import Any, TypeVar

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, operators
from jinja2.runtime import Context, new_context
from msgspec import Struct

from baocao.word.engine import bounds
from baocao.word.engine.bounds import BUDGET, Budget
from baocao.word.engine.emitting import Breaks, either, escaping, raw
from baocao.word.engine.sandbox import EngineEnvironment, is_plain

#: how docxtpl lets a template write the delimiters themselves
_DELIMITERS = (('{_{', '{{'), ('}_}', '}}'), ('{_%', '{%'), ('%_}', '%}'))
#: the filter that counts the turns of loops; its name cannot be typed in a template
_TURNS = ' turns'
_numbers = count(1)
_N = TypeVar('_N', bound=nodes.Node)


def constant(text: str) -> str:
    """A constant of a template with docxtpl's escaped delimiters resolved."""
    for written, meant in _DELIMITERS:
        text = text.replace(written, meant)
    return text


class Program(Struct, frozen=True):
    """A template as a function from values to pieces: bytes, or str for the reference."""

    environment: EngineEnvironment
    root: Callable[[Context], Iterator[Any]]
    blocks: Mapping[str, Callable[[Context], Iterator[Any]]]
    code_name: str
    #: number of the tag and line of the code from which on it holds
    lines: tuple[tuple[int, int], ...]

    def run(self, values: Mapping[str, Any], budget: Budget) -> Iterator[Any]:
        """The pieces. Whatever an expression raises comes through."""
        given = {**values, BUDGET: budget}
        return self.root(
            new_context(self.environment, None, dict(self.blocks), given, False, self.environment.globals)
        )

    def tag_of(self, trace: TracebackType | None) -> int:
        """The number of the tag at which an exception was raised; 0 where the trace does not lead through."""
        found = 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.code_name:
                found = next((tag for tag, line in reversed(self.lines) if line <= trace.tb_lineno), found)
            trace = trace.tb_next
        return found


def reference(environment: EngineEnvironment, tree: nodes.Template) -> Program:
    """The program that gives str as docxtpl would; what it gives still needs docxtpl's own finish."""
    return _program(environment, tree, _Generator(environment, None, None), {})


def direct(
    environment: EngineEnvironment,
    tree: nodes.Template,
    sites: Mapping[int, Breaks | None],
    rewritten: Callable[[str], str],
) -> Program:
    """The program that gives the bytes of the part.

    `sites` tells by `id(node)` how each value that goes straight to the output breaks lines; `rewritten` finishes
    the constants.
    """
    generator = _DirectGenerator(environment, sites, rewritten)
    return _program(environment, tree, generator, generator.emitters)


def measured(environment: EngineEnvironment, tree: nodes.Template) -> nodes.Template:
    """The tree with each of its loops going over what the budget counts."""
    environment.filters[_TURNS] = bounds.turns
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, _TURNS, [], [], None, None, lineno=loop.lineno)
        loop.iter.set_environment(environment)
    return tree


def _program(
    environment: EngineEnvironment, tree: nodes.Template, generator: _Generator, given: Mapping[str, Any]
) -> Program:
    generator.visit(tree)
    name = f'<template {next(_numbers)}>'  # only to be found in traces
    code: CodeType = compile(generator.stream.getvalue(), name, 'exec')  # type: ignore[attr-defined]
    space: dict[str, Any] = {'environment': environment}
    exec(code, space)
    space.update(given, weighed=bounds.weighed, markup_join=bounds.joined_markup, str_join=bounds.joined_text)
    return Program(environment, space['root'], space['blocks'], name, tuple(generator.debug_info))


class _Generator(CodeGenerator):
    def __init__(self, environment: EngineEnvironment, name: None, filename: None) -> None:
        super().__init__(environment, name, filename, optimized=True)

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:
        """Comparisons of two values that are no constants look at their size."""
        operands = [node.expr, *(operand.expr for operand in node.ops)]
        if sum(not isinstance(operand, nodes.Const) for operand in operands) < 2:
            super().visit_Compare(node, frame)
            return
        self.write('(weighed(')
        self.visit(node.expr, frame)
        for operand in node.ops:
            self.write(f') {operators[operand.op]} weighed(')
            self.visit(operand.expr, frame)
        self.write('))')

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        return repr(constant(''.join(group)))


class _DirectGenerator(_Generator):
    def __init__(
        self,
        environment: EngineEnvironment,
        sites: Mapping[int, Breaks | None],
        rewritten: Callable[[str], str],
    ) -> None:
        super().__init__(environment, None, None)
        self.sites, self.rewritten = sites, rewritten
        self.emitters: dict[str, Any] = {'join': b''.join, 'plain': environment.plain}
        self._known: dict[tuple[str, Breaks | None], str] = {}
        self._held: dict[int, str] = {}

    def emitter(self, node: nodes.Node, frame: Frame) -> str:
        """The source that opens the call which prints a node."""
        context = frame.eval_ctx
        kind = 'either' if context.volatile else 'escaping' if context.autoescape else 'raw'
        at = self.sites[id(node)]
        name = self._known.setdefault((kind, at), f'emit_{len(self._known)}')
        if kind == 'either':
            self.emitters[name] = either(escaping(at), raw(at))
            return f'{name}(context.eval_ctx.autoescape, '
        self.emitters[name] = escaping(at) if kind == 'escaping' else raw(at)
        return f'{name}('

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        super().start_write(frame, node)
        if frame.buffer is None and node is not None:
            self.write(self.emitter(node, frame))

    def end_write(self, frame: Frame) -> None:
        self.write(')')

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        items: list[bytes | nodes.Expr] = []
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData):
                items.append(child)
            elif data := self.rewritten(constant(child.data)).encode():
                items.append(data)
        if not items:
            return
        if len(items) == 1:
            self.writeline('yield ', node)
            self._item(items[0], frame)
            return
        self.writeline('yield join((')
        self.indent()
        for item in items:
            self.newline(None if isinstance(item, bytes) else item)
            self._item(item, frame)
            self.write(',')
        self.outdent()
        self.writeline('))')

    def _item(self, item: bytes | nodes.Expr, frame: Frame) -> None:
        if isinstance(item, bytes):
            self.write(repr(item))
            return
        self.write(self.emitter(item, frame))
        if isinstance(item, nodes.Const) and isinstance(item.value, str):
            self.write(repr(constant(item.value)))
        else:
            self.visit(item, frame)
        self.write(')')

    def visit_If(self, node: nodes.If, frame: Frame) -> None:
        """A value that the tests of a chain begin with, as in `if k.loai == 'a' ... elif k.loai == 'b'`, is read once."""
        tests = [node.test, *(other.test for other in node.elif_)]
        first = _leftmost(tests[0])
        if first is not None and len(tests) > 1 and all(map(_is_quiet, tests)):
            name = self.temporary_identifier()
            same = (n for test in tests for n in _nodes(test, nodes.Getattr) if n == first and n is not first)
            self._held.update({id(n): name for n in same})
            self._held[id(first)] = f'{name} := '
        super().visit_If(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        held = self._held.get(id(node), '')
        if held and not held.endswith('= '):
            self.write(held)
        elif is_plain(node.attr):
            self.write(f'({held}plain(')
            self.visit(node.node, frame)
            self.write(f', {node.attr!r}))')
        else:
            super().visit_Getattr(node, frame)


def _leftmost(test: nodes.Node) -> nodes.Getattr | None:
    """The attribute of a name that a test reads before anything else."""
    while not isinstance(test, nodes.Getattr):
        if isinstance(test, (nodes.And, nodes.Or)):
            test = test.left
        elif isinstance(test, nodes.Compare):
            test = test.expr
        elif isinstance(test, nodes.Not):
            test = test.node
        else:
            return None
    return test if isinstance(test.node, nodes.Name) and is_plain(test.attr) else None


def _is_quiet(test: nodes.Node) -> bool:
    """True for a test that calls nothing, so that it can change nothing."""
    return not any(isinstance(n, (nodes.Call, nodes.Filter, nodes.Test)) for n in _nodes(test, nodes.Expr))


def _nodes(tree: nodes.Node, kind: type[_N]) -> list[_N]:
    """The node itself and those within, of a kind."""
    return [*([tree] if isinstance(tree, kind) else []), *tree.find_all(kind)]
