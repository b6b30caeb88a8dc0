"""Which names the statements of a program bind, and how."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from graphcheck.extract.plain.source import Unplain

__all__ = ["Function", "bound_in", "bound_once", "for_checkers", "has_type_parameters", "imported_once", "names_in"]

_ALL = "__all__"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def bound_in(body: Sequence[ast.stmt]) -> tuple[set[str], set[str]]:
    """Names that are imported or defined as functions, and all others; one may be among both."""
    callables = {name for statement in body for name in _callables_of(statement)}
    if _ALL in callables:
        raise Unplain
    return callables, {name for statement in body for name in _others_of(statement)}


def names_in(target: ast.expr) -> Iterator[str]:
    """Those that an assignment to ``target`` binds."""
    match target:
        case ast.Name(name):
            yield name
        case ast.Tuple(parts) | ast.List(parts):
            for part in parts:
                yield from names_in(part)
        case ast.Starred(part):
            yield from names_in(part)
        case _:
            return


def for_checkers(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """What stands under conditions: a plain program has no other."""
    for statement in body:
        if isinstance(statement, ast.If):
            yield from statement.body


def imported_once(body: Sequence[ast.stmt]) -> frozenset[str]:
    """Names that nothing but one import binds, as far as imports go."""
    imports = [each for each in (*body, *for_checkers(body)) if isinstance(each, (ast.Import, ast.ImportFrom))]
    bound = Counter(name for each in imports for name in _imported(each))
    hidden = {alias.asname for each in imports for alias in each.names if alias.asname == "TYPE_CHECKING"}
    return frozenset(name for name, number in bound.items() if number == 1) - hidden


def bound_once(body: Sequence[ast.stmt]) -> frozenset[str]:
    """Names that one statement binds, to something that has this name where it comes from."""
    statements = (*body, *for_checkers(body))
    bound = Counter(name for each in statements for name in (*_callables_of(each), *_others_of(each)))
    own = {name for statement in statements for name in _own_names(statement)}
    return frozenset(name for name in own if bound[name] == 1)


def has_type_parameters(statement: Function | ast.ClassDef) -> bool:
    """``ast`` has them since Python 3.12."""
    return bool(getattr(statement, "type_params", ()))


def _imported(statement: ast.Import | ast.ImportFrom) -> Iterable[str]:
    return (alias.asname or alias.name.partition(".")[0] for alias in statement.names)


def _callables_of(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.Import() | ast.ImportFrom():
            yield from _imported(statement)
        case ast.FunctionDef(name) | ast.AsyncFunctionDef(name):
            yield name
        case _:
            return


def _others_of(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.ClassDef(name):
            yield name
        case ast.Assign(targets):
            for target in targets:
                yield from names_in(target)
        case ast.AnnAssign(ast.Name(name), _, ast.expr()):
            yield name
        case _:
            return


def _own_names(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.Import(names):
            yield from (alias.name for alias in names if alias.asname is None and "." not in alias.name)
        case ast.ImportFrom(_, names):
            yield from (alias.name for alias in names if alias.asname is None)
        case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
            yield name
        case _:
            return
