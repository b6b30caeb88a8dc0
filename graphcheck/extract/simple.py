"""Simple statements as steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import libcst as cst

from graphcheck.extract.bindings import bound_names
from graphcheck.extract.bound import bind_steps
from graphcheck.extract.code import is_code, wrap_code
from graphcheck.extract.conditions import read_test
from graphcheck.extract.effects import expression_steps, opens_names
from graphcheck.extract.file import File
from graphcheck.extract.meaning import code_of, import_parts, name_text
from graphcheck.extract.raises import is_exit, raised
from graphcheck.extract.registrations import registered_by_assignment, registered_by_deletion
from graphcheck.extract.scopes import ScopeKind
from graphcheck.extract.search_path import changed_by_assignment, changed_by_deletion
from graphcheck.extract.surroundings import Surroundings
from graphcheck.extract.text import fold
from graphcheck.extract.tree import Statement
from graphcheck.model.conditions import Constant, Negation, Unknown, WrittenTest
from graphcheck.model.imports import ImportedName, ImportSite
from graphcheck.model.steps import BindStep, IfStep, ImportStep, RaiseStep, Step

__all__ = ["name_steps", "simple_steps"]

_GLOBALS_CHANGERS = frozenset({"update", "setdefault", "__setitem__"})


def simple_steps(statement: cst.BaseSmallStatement, around: Surroundings, file: File) -> tuple[Step, ...]:
    steps = tuple(_steps_of(statement, around, file))
    return wrap_code(statement, steps, file) if is_code(statement, around, file) else steps


def _steps_of(statement: cst.BaseSmallStatement, around: Surroundings, file: File) -> Iterable[Step]:
    reader = _READERS.get(type(statement))
    return () if reader is None else reader(statement, around, file)


def _return_steps(statement: cst.Return, around: Surroundings, file: File) -> Iterable[Step]:
    return () if statement.value is None else expression_steps(statement.value, around, file, statement)


def _deletion_steps(statement: cst.Del, around: Surroundings, file: File) -> Iterator[Step]:
    yield from changed_by_deletion(statement, around, file)
    yield from registered_by_deletion(statement, around, file)


def name_steps(statement: Statement, around: Surroundings) -> Iterator[Step]:
    """The names that a statement binds in the module, when nothing is known of their values."""
    names = tuple(name for name, _ in bound_names(statement, walrus=False))
    visible = tuple(name for name in names if _is_visible(name, around))
    if visible:
        yield BindStep(visible)


def _is_visible(name: str, around: Surroundings) -> bool:
    return around.scope.kind is ScopeKind.MODULE or name in around.scope.declared_global


def _import_steps(statement: cst.Import | cst.ImportFrom, around: Surroundings, file: File) -> Iterator[Step]:
    place = file.places.of_import(statement)
    code = fold(file.places.code(place.statement))
    for part, where in zip(import_parts(statement), place.parts, strict=True):
        names = zip(part.names, where.names, strict=True)
        site = ImportSite(
            kind=part.kind,
            module=part.module,
            level=part.level,
            names=tuple(ImportedName(name, bound, span) for (name, bound), span in names),
            bound=part.bound,
            span=where.module,
            statement=code,
            statement_span=place.statement,
            timing=around.timing,
            guard=around.guard,
        )
        yield ImportStep(file.add(site))
        if around.scope.kind is ScopeKind.MODULE:
            file.exports.imported(part)


def _raise_steps(statement: cst.Raise, around: Surroundings, file: File) -> Iterator[Step]:
    if statement.exc is not None:
        yield from expression_steps(statement.exc, around, file, statement)
    if not around.dead:
        kind, message = raised(statement.exc, around.caught, around.scope, around.evaluator)
        source = code_of(statement.exc) if statement.exc is not None and message is None and kind else ""
        yield RaiseStep(kind, message, file.places.of_statement(statement), source)


def _expression_statement(statement: cst.Expr, around: Surroundings, file: File) -> Iterator[Step]:
    yield from expression_steps(statement.value, around, file, statement)
    file.exports.follow(statement, certain=around.certain, dead=around.dead, function=around.deferred)
    if not isinstance(statement.value, cst.Call) or around.dead:
        return
    function = statement.value.func
    changes = isinstance(function, cst.Attribute) and function.attr.value in _GLOBALS_CHANGERS
    if changes and isinstance(function, cst.Attribute) and opens_names(function.value, around):
        file.open(deferred=around.deferred)
    starred = file.has_star_import and isinstance(function, cst.Name) and not around.scope.lookup(name_text(function))
    if not starred and is_exit(statement.value, around.scope, around.evaluator):
        kind, message = raised(statement.value, None, around.scope, around.evaluator)
        yield RaiseStep(kind, message, file.places.of_statement(statement))


def _assignment_steps(
    statement: cst.Assign | cst.AnnAssign | cst.AugAssign, around: Surroundings, file: File
) -> Iterator[Step]:
    if statement.value is None:
        return
    yield from expression_steps(statement.value, around, file, statement)
    yield from changed_by_assignment(statement, around, file)
    yield from registered_by_assignment(statement, around, file)
    file.exports.follow(statement, certain=around.certain, dead=around.dead, function=around.deferred)
    if not around.dead and _reaches_globals(statement, around):
        file.open(deferred=around.deferred)
    visible = [bound for bound in bound_names(statement, walrus=False) if _is_visible(bound[0], around)]
    yield from bind_steps(visible, around, file)


def _reaches_globals(statement: cst.Assign | cst.AnnAssign | cst.AugAssign, around: Surroundings) -> bool:
    targets = (
        [target.target for target in statement.targets] if isinstance(statement, cst.Assign) else [statement.target]
    )
    dictionaries = [target.value for target in targets if isinstance(target, cst.Subscript)]
    if statement.value is not None:
        dictionaries.append(statement.value)
    return any(opens_names(dictionary, around) for dictionary in dictionaries)


def _assert_steps(statement: cst.Assert, around: Surroundings, file: File) -> Iterator[Step]:
    yield from expression_steps(statement.test, around, file, statement)
    test = read_test(statement.test, around.scope, around.evaluator)
    if around.dead or test == Constant(value=True) or isinstance(test, (Unknown, WrittenTest)):
        return
    message = "" if statement.msg is None else around.evaluator.value(statement.msg, around.scope)
    failure = RaiseStep(
        "AssertionError", message if isinstance(message, str) else None, file.places.of_statement(statement)
    )
    yield IfStep(Negation(test), (failure,), ())


_READERS: Mapping[type[cst.CSTNode], Callable[[Any, Surroundings, File], Iterable[Step]]] = {
    cst.Import: _import_steps,
    cst.ImportFrom: _import_steps,
    cst.Raise: _raise_steps,
    cst.Expr: _expression_statement,
    cst.Assign: _assignment_steps,
    cst.AnnAssign: _assignment_steps,
    cst.AugAssign: _assignment_steps,
    cst.Assert: _assert_steps,
    cst.Return: _return_steps,
    cst.Del: _deletion_steps,
    cst.TypeAlias: lambda statement, around, _file: name_steps(statement, around),
}
