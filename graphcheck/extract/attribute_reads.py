"""Attributes of imported names that a module certainly reads while it is executed, in the order of evaluation."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from graphcheck.extract.host_syntax import parse_with_host
from graphcheck.extract.target import LAZY_ANNOTATIONS
from graphcheck.model.location import Span
from graphcheck.model.uses import AttributeRead

__all__ = ["find_attribute_reads"]

_BLOCKS = ("body", "orelse", "finalbody")


def find_attribute_reads(source: bytes, python: tuple[int, int]) -> tuple[AttributeRead, ...]:
    """Those of the top level and of class bodies; nothing under a condition, in a loop, a handler or a ``with``.

    Nothing for a file that the Python that runs this cannot parse.
    """
    module = parse_with_host(source)
    if module is None:
        return ()
    reader = _Reader(_imported_names(module), eager=python < LAZY_ANNOTATIONS and not _defers_annotations(module))
    try:
        return tuple(reader.block(module.body, frozenset()))
    except RecursionError:
        return ()


def _imported_names(module: ast.Module) -> frozenset[str]:
    """Also those that functions import: one may do so for the module (``global``)."""
    imports = (node for node in _statements(module) if isinstance(node, (ast.Import, ast.ImportFrom)))
    aliases = (alias for node in imports for alias in node.names)
    return frozenset(alias.asname or alias.name.partition(".")[0] for alias in aliases)


def _statements(module: ast.Module) -> Iterator[ast.stmt]:
    """Every one of them, at any depth, in no order."""
    blocks = [module.body]
    while blocks:
        for statement in blocks.pop():
            yield statement
            for holder in (statement, *getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                blocks += [block for field in _BLOCKS if (block := getattr(holder, field, None))]


def _defers_annotations(module: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and node.module == "__future__" and node.names[0].name == "annotations"
        for node in module.body
    )


def _bound_in(statement: ast.ClassDef) -> Iterator[str]:
    for node in (each for inner in statement.body for each in ast.walk(inner)):
        match node:
            case ast.Name(name, ast.Store()) | ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                yield name
            case ast.alias(name, None):
                yield name.partition(".")[0]
            case ast.alias(_, str(name)):
                yield name
            case _:
                continue


class _Reader:
    def __init__(self, names: frozenset[str], *, eager: bool) -> None:
        self._names = names
        self._eager = eager

    def block(self, body: Sequence[ast.stmt], hidden: frozenset[str]) -> Iterator[AttributeRead]:
        """``hidden`` are names of the class around it."""
        for statement in body:
            for evaluated in self._evaluated(statement):
                yield from self._expression(evaluated, hidden)
            if isinstance(statement, ast.ClassDef):
                yield from self.block(statement.body, hidden | frozenset(_bound_in(statement)))

    def _evaluated(self, statement: ast.stmt) -> Iterator[ast.expr | None]:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from statement.decorator_list
                yield from (*statement.args.defaults, *statement.args.kw_defaults)
                yield from self._annotations(statement)
            case ast.ClassDef():
                yield from statement.decorator_list
                yield from statement.bases
                yield from (keyword.value for keyword in statement.keywords)
            case ast.AnnAssign():
                yield statement.value
                yield statement.annotation if self._eager else None
            case ast.Assign(_, value) | ast.AugAssign(_, _, value) | ast.Expr(value) | ast.Match(value):
                yield value
            case ast.If(test) | ast.While(test) | ast.Assert(test):
                yield test
            case ast.For():
                yield statement.iter
            case ast.With(items):
                yield items[0].context_expr
            case _:
                return

    def _annotations(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr | None]:
        if self._eager:
            given = function.args
            every = (*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg)
            yield from (each.annotation for each in every if each)
            yield function.returns

    def _expression(self, node: ast.AST | None, hidden: frozenset[str]) -> Iterator[AttributeRead]:
        match node:
            case ast.Attribute():
                read = self._read(node, hidden)
                if read:
                    yield read
                else:
                    yield from self._expression(node.value, hidden)
            case ast.Lambda():
                for default in (*node.args.defaults, *node.args.kw_defaults):
                    yield from self._expression(default, hidden)
            case ast.IfExp(test):
                yield from self._expression(test, hidden)
            case ast.BoolOp(_, values):
                yield from self._expression(values[0], hidden)
            case ast.Compare(left, _, comparators):
                yield from self._expression(left, hidden)
                yield from self._expression(comparators[0], hidden)
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                yield from self._expression(node.generators[0].iter, hidden)
            case ast.AST():
                for child in ast.iter_child_nodes(node):
                    yield from self._expression(child, hidden)
            case _:
                return

    def _read(self, node: ast.Attribute, hidden: frozenset[str]) -> AttributeRead | None:
        attributes: list[str] = []
        base: ast.expr = node
        while isinstance(base, ast.Attribute):
            attributes.append(base.attr)
            base = base.value
        if not isinstance(base, ast.Name) or base.id not in self._names or base.id in hidden:
            return None
        end = node.end_col_offset or node.col_offset
        span = Span(node.lineno, node.col_offset + 1, node.end_lineno or node.lineno, end + 1)
        return AttributeRead(base.id, tuple(reversed(attributes)), span)
