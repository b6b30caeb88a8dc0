"""The imports of functions that nothing calls while the module is imported: all that counts of such a body."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property

from graphcheck.extract.host_syntax import bound_names
from graphcheck.extract.missing import catches_missing_module
from graphcheck.extract.plain.imports import inner_sites
from graphcheck.extract.plain.names import Function, has_type_parameters
from graphcheck.extract.plain.source import Source, Unplain
from graphcheck.model.imports import Guard, ImportSite, Timing

__all__ = ["unrun_sites"]

_IDLE = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return, ast.Raise, ast.Assert, ast.Delete, ast.Pass,
    ast.Break, ast.Continue,
)  # fmt: skip
"""Simple statements that import nothing, where no call does."""
_UNREADABLE = (ast.BinOp, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Dict)
"""Expressions whose value ``extract.evaluate`` never knows."""


def unrun_sites(function: Function, source: Source, bound: frozenset[str]) -> Iterator[ImportSite]:
    """``bound`` are the names that the module binds. Raises ``Unplain`` where the guard of an import takes more to
    tell."""
    yield from _Body(function, source, bound).block(function.body, _parameters(function), Guard.NONE)


class _Body:
    def __init__(self, function: Function, source: Source, bound: frozenset[str]) -> None:
        self._function = function
        self._source = source
        self._bound_outside = bound

    @cached_property
    def _bound(self) -> frozenset[str]:
        return self._bound_outside.union(bound_names(self._function))

    def block(self, body: Sequence[ast.stmt], unknown: frozenset[str], guard: Guard) -> Iterator[ImportSite]:
        """``unknown`` are the parameters: names whose value nobody knows."""
        for statement in body:
            match statement:
                case ast.Import() | ast.ImportFrom():
                    for site in inner_sites(statement, self._source):
                        yield site._replace(timing=Timing.DEFERRED, guard=guard)
                case ast.If(test, taken, orelse) | ast.While(test, taken, orelse):
                    sites = [*self.block(taken, unknown, guard), *self.block(orelse, unknown, guard)]
                    if sites and not _is_unknown(test, unknown):
                        raise Unplain
                    yield from sites
                case ast.For(body=taken, orelse=orelse) | ast.AsyncFor(body=taken, orelse=orelse):
                    yield from self.block(taken, unknown, guard)
                    yield from self.block(orelse, unknown, guard)
                case ast.With(body=taken) | ast.AsyncWith(body=taken) | ast.ClassDef(body=taken):
                    if any(True for _ in self.block(taken, unknown, guard)):
                        raise Unplain
                case ast.Try(taken, handlers, orelse, final):
                    swallowed = any(map(_imports, taken)) and self._swallows(handlers)
                    yield from self.block(taken, unknown, Guard.OPTIONAL if swallowed else guard)
                    for block in (*(handler.body for handler in handlers), orelse, final):
                        yield from self.block(block, unknown, guard)
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    yield from self.block(statement.body, _parameters(statement), Guard.NONE)
                case _ if not isinstance(statement, _IDLE):
                    raise Unplain

    def _swallows(self, handlers: Sequence[ast.ExceptHandler]) -> bool:
        """``extract.handlers.swallows_import_error`` in small."""
        for handler in handlers:
            if handler.type is None or catches_missing_module([*self._caught(handler.type)]):
                return not _ends_in_raise(handler.body)
        return False

    def _caught(self, expression: ast.expr) -> Iterator[str]:
        match expression:
            case ast.Name(name) if name not in self._bound:
                yield name
            case ast.Tuple(parts) if parts:
                for part in parts:
                    yield from self._caught(part)
            case _:
                raise Unplain


def _imports(statement: ast.stmt) -> bool:
    return any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(statement))


def _ends_in_raise(body: Sequence[ast.stmt]) -> bool:
    """Whether every way out of a block of simple statements is an exception."""
    for statement in body:
        match statement:
            case ast.Raise():
                return True
            case ast.Return() | ast.Break() | ast.Continue():
                return False
            case _ if not isinstance(statement, (*_IDLE, ast.Import, ast.ImportFrom)):
                raise Unplain
    return False


def _is_unknown(test: ast.expr, unknown: frozenset[str]) -> bool:
    """False also where it takes more to tell."""
    match test:
        case ast.Name(name):
            return name in unknown
        case ast.Attribute(part) | ast.Subscript(part) | ast.UnaryOp(_, part) | ast.IfExp(part):
            return _is_unknown(part, unknown)
        case ast.Call(ast.Name("bool")):
            return False
        case ast.Call(ast.Name(), [argument], []):
            return _is_unknown(argument, unknown)
        case ast.Call(ast.Name(), arguments, keywords):
            return bool(arguments or keywords)
        case ast.Call(ast.Attribute(owner)):
            return _is_unknown(owner, unknown)
        case ast.Compare(left, [_], [right]):
            return _is_unknown(left, unknown) or _is_unknown(right, unknown)
        case ast.BoolOp(_, parts):
            return all(_is_unknown(part, unknown) for part in parts)
        case _:
            return isinstance(test, _UNREADABLE)


def _parameters(function: Function) -> frozenset[str]:
    if has_type_parameters(function):
        raise Unplain
    given = function.args
    several = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
    return frozenset(each.arg for each in several if each is not None)
