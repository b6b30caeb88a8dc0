"""The imports of functions that nothing calls while the module is imported: all that counts of such a body."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from graphcheck.extract.plain.imports import import_sites
from graphcheck.extract.plain.source import Source, Unplain
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import Guard, ImportKind, ImportSite, Timing

__all__ = ["Unrun"]

_CATCH_MISSING = frozenset({"ModuleNotFoundError", "ImportError", "Exception", "BaseException"})
_IDLE = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Return, ast.Raise, ast.Assert, ast.Delete, ast.Pass,
    ast.Break, ast.Continue,
)  # fmt: skip
"""Simple statements that import nothing, where no call does."""
_UNREADABLE = (ast.BinOp, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Dict)
"""Expressions whose value ``extract.evaluate`` never knows."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@frozen
class _Scope:
    """A function in another one. ``parameters`` are names whose value nobody knows."""

    function: _Function
    parameters: frozenset[str]
    around: _Scope | None = None

    def binds(self, name: str) -> bool:
        own = name in self.parameters or any(_binds(node, name) for node in ast.walk(self.function))
        return own or (self.around is not None and self.around.binds(name))


@frozen
class Unrun:
    """``bound`` are the names that the module binds. Raises ``Unplain`` where the guard of an import takes more to
    tell."""

    source: Source
    bound: frozenset[str]

    def sites(self, function: _Function) -> Iterator[ImportSite]:
        yield from self._block(function.body, _Scope(function, _parameters(function)), Guard.NONE)

    def _block(self, body: Sequence[ast.stmt], scope: _Scope, guard: Guard) -> Iterator[ImportSite]:
        for statement in body:
            match statement:
                case ast.Import() | ast.ImportFrom():
                    yield from self._import(statement, guard)
                case ast.If(test, taken, orelse) | ast.While(test, taken, orelse):
                    sites = [*self._block(taken, scope, guard), *self._block(orelse, scope, guard)]
                    if sites and not _is_unknown(test, scope.parameters):
                        raise Unplain
                    yield from sites
                case ast.For(body=taken, orelse=orelse) | ast.AsyncFor(body=taken, orelse=orelse):
                    yield from self._block(taken, scope, guard)
                    yield from self._block(orelse, scope, guard)
                case ast.With(body=taken) | ast.AsyncWith(body=taken) | ast.ClassDef(body=taken):
                    if any(True for _ in self._block(taken, scope, guard)):
                        raise Unplain
                case ast.Try():
                    yield from self._try(statement, scope, guard)
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    inner = _Scope(statement, _parameters(statement), scope)
                    yield from self._block(statement.body, inner, Guard.NONE)
                case _ if not isinstance(statement, _IDLE):
                    raise Unplain

    def _import(self, statement: ast.Import | ast.ImportFrom, guard: Guard) -> Iterator[ImportSite]:
        for site in import_sites(statement, self.source):
            if site.kind is ImportKind.STAR or site.module == "__future__":
                raise Unplain
            yield site._replace(timing=Timing.DEFERRED, guard=guard)

    def _try(self, statement: ast.Try, scope: _Scope, guard: Guard) -> Iterator[ImportSite]:
        guarded = list(self._block(statement.body, scope, guard))
        if guarded and self._swallows(statement.handlers, scope):
            guarded = [site._replace(guard=Guard.OPTIONAL) for site in guarded]
        yield from guarded
        for block in (*(handler.body for handler in statement.handlers), statement.orelse, statement.finalbody):
            yield from self._block(block, scope, guard)

    def _swallows(self, handlers: Sequence[ast.ExceptHandler], scope: _Scope) -> bool:
        """``extract.handlers.swallows_import_error`` in small."""
        for handler in handlers:
            caught = () if handler.type is None else tuple(self._caught(handler.type, scope))
            if handler.type is None or not _CATCH_MISSING.isdisjoint(caught):
                return not _ends_in_raise(handler.body)
        return False

    def _caught(self, expression: ast.expr, scope: _Scope) -> Iterator[str]:
        match expression:
            case ast.Name(name) if name not in self.bound and not scope.binds(name):
                yield name
            case ast.Tuple(parts) if parts:
                for part in parts:
                    yield from self._caught(part, scope)
            case _:
                raise Unplain


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


def _parameters(function: _Function) -> frozenset[str]:
    if getattr(function, "type_params", ()):
        raise Unplain
    given = function.args
    several = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
    return frozenset(each.arg for each in several if each is not None)


def _binds(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Name(id=other, ctx=ast.Store()) | ast.FunctionDef(name=other) | ast.AsyncFunctionDef(name=other):
            return other == name
        case ast.ClassDef(name=other) | ast.ExceptHandler(name=other):
            return other == name
        case ast.alias(imported, other):
            return name in (other, imported.partition(".")[0], "*")
        case _:
            return False
