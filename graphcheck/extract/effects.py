"""What evaluating an expression does: calls, dynamic imports, and names that it binds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import libcst as cst

from graphcheck.extract.code import call_source
from graphcheck.extract.dynamic import is_import_call, read_dynamic_import
from graphcheck.extract.expressions import Found, find_in
from graphcheck.extract.facts import Reference
from graphcheck.extract.file import File
from graphcheck.extract.meaning import name_text
from graphcheck.extract.registrations import registered_by_call
from graphcheck.extract.scopes import Scope, ScopeKind
from graphcheck.extract.search_path import changed_by_call
from graphcheck.extract.surroundings import Surroundings
from graphcheck.extract.text import fold
from graphcheck.model.conditions import Unknown
from graphcheck.model.imports import Guard, ImportKind, ImportSite, Timing
from graphcheck.model.steps import BindStep, CallStep, IfStep, ImportStep, RuntimeCallStep, Step

__all__ = ["decorator_steps", "expression_steps", "opens_names"]

Shown: TypeAlias = cst.BaseSmallStatement | cst.BaseExpression
"""What a reader is shown of a dynamic import."""

_INERT = frozenset({cst.Name, cst.SimpleString, cst.Integer, cst.Float, cst.Ellipsis})
_OPENERS = frozenset({"globals", "exec"})
_OWN_OPENERS = frozenset({"vars", "locals"})


def expression_steps(
    expression: cst.BaseExpression, around: Surroundings, file: File, statement: cst.BaseSmallStatement | None = None
) -> Iterator[Step]:
    """``statement`` is what a reader is shown for a dynamic import, the expression itself where it is None."""
    if type(expression) in _INERT:
        return
    if around.deferred and not file.nested_calls:
        if type(expression) is cst.Call:
            yield from _call_steps(Found(expression), expression, around, file)
        return
    for found in find_in(expression, around.truth):
        match found.node:
            case cst.Call():
                yield from _call_steps(found, found.node, around, file)
                yield from _watched_steps(found, found.node, around, file)
                yield from _state_steps(found, found.node, around, file)
                yield from _dynamic_steps(found, found.node, around, file, statement or expression)
            case cst.NamedExpr(target=cst.Name() as target) if not found.deferred:
                yield from _bound(name_text(target), around)
            case _:
                pass


def decorator_steps(decorator: cst.BaseExpression, around: Surroundings, file: File) -> Iterator[Step]:
    """A decorator is called with what it decorates."""
    yield from expression_steps(decorator, around, file)
    if isinstance(decorator, cst.Name) and not around.dead and _may_run_code(name_text(decorator), around, file):
        yield CallStep(name_text(decorator))


def opens_names(expression: cst.BaseExpression, around: Surroundings) -> bool:
    """Whether the expression is the dictionary of the module's names itself."""
    match expression:
        case cst.Call(func=cst.Name(value="globals")):
            return around.scope.lookup("globals") is None
        case cst.Call(func=cst.Name(value=name), args=[]) if name in _OWN_OPENERS:
            return around.scope.kind is ScopeKind.MODULE and around.scope.lookup(name) is None
        case _:
            return False


def _bound(name: str, around: Surroundings) -> Iterator[Step]:
    if around.scope.kind is ScopeKind.MODULE or name in around.scope.declared_global:
        yield BindStep((name,))


def _call_steps(found: Found, call: cst.Call, around: Surroundings, file: File) -> Iterator[Step]:
    if found.deferred or found.dead or around.dead or not isinstance(call.func, cst.Name):
        return
    name = name_text(call.func)
    if not around.deferred and (name in _OPENERS or opens_names(call, around)) and around.scope.lookup(name) is None:
        file.open(deferred=around.deferred)
    if _may_run_code(name, around, file):
        yield from _perhaps(found, CallStep(name, call_source(call, around)))


def _watched_steps(found: Found, call: cst.Call, around: Surroundings, file: File) -> Iterator[Step]:
    if not file.watched or found.deferred or found.dead or around.dead:
        return
    path = _called(call, around)
    if path in file.watched:
        span = file.places.of_expression(call)
        yield from _perhaps(found, RuntimeCallStep(path, len(call.args), span, _first_text(call)))


def _called(call: cst.Call, around: Surroundings) -> str:
    """``random.random``; ``threading.Thread().start`` for a method of an object made here or bound to a name.

    Its class may be one of this file that inherits the method.
    """
    function = around.evaluator.value(call.func, around.scope)
    if isinstance(function, Reference):
        return function.path
    if not isinstance(call.func, cst.Attribute):
        return ""
    made: object = call.func.value
    if isinstance(made, cst.Name):
        found = around.scope.lookup(name_text(made))
        made = found[1][0].value if found and len(found[1]) == 1 else None
    method = name_text(call.func.attr)
    made_by = made.func if isinstance(made, cst.Call) else None
    made_by = (_only_base(made_by, method, around) or made_by) if isinstance(made_by, cst.Name) else made_by
    owner = around.evaluator.value(made_by, around.scope) if made_by else None
    return f"{owner.path}().{method}" if isinstance(owner, Reference) else ""


def _only_base(name: cst.Name, method: str, around: Surroundings) -> cst.BaseExpression | None:
    """What a class of the module inherits ``method`` from, where that is beyond doubt."""
    found = around.scope.lookup(name_text(name))
    if not found or found[0].kind is not ScopeKind.MODULE or len(found[1]) != 1:
        return None
    match found[1][0].value:
        case cst.ClassDef(bases=[cst.Arg(value=base, star="")], keywords=[], decorators=[]) as node:
            own = Scope(node, found[0])
            return base if not own.own(method) and not own.own("__new__") else None
        case _:
            return None


def _first_text(call: cst.Call) -> str | None:
    match call.args:
        case [cst.Arg(value=cst.SimpleString() as text, star=""), *_]:
            value = text.evaluated_value
            return value if isinstance(value, str) else None
        case _:
            return None


def _state_steps(found: Found, call: cst.Call, around: Surroundings, file: File) -> Iterator[Step]:
    """Changes of ``sys.path`` and ``sys.modules``."""
    if found.deferred or found.dead:
        return
    changes: tuple[Step, ...] = (*changed_by_call(call, around, file), *registered_by_call(call, around, file))
    for step in changes:
        yield from _perhaps(found, step)


def _may_run_code(name: str, around: Surroundings, file: File) -> bool:
    """Whether ``name`` may be a function whose body is known: defined or imported here."""
    found = around.scope.lookup(name)
    if found is None:
        return file.has_star_import and not around.deferred
    return any(isinstance(binding.value, (Reference, cst.FunctionDef)) for binding in found[1])


def _perhaps(found: Found, step: Step) -> Iterator[Step]:
    yield step if found.certain else IfStep(Unknown(), (step,), ())


def _dynamic_steps(found: Found, call: cst.Call, around: Surroundings, file: File, statement: Shown) -> Iterator[Step]:
    if not file.may_import_dynamically:
        return
    imported = read_dynamic_import(call, around.scope, around.evaluator)
    if imported is None:
        if not around.dead and not found.dead and is_import_call(call, around.scope, around.evaluator):
            file.computed_imports.append(file.places.of_expression(call))
        return
    if isinstance(statement, cst.BaseSmallStatement):
        span = file.places.of_statement(statement)
    else:
        span = file.places.of_expression(statement)
    site = ImportSite(
        kind=ImportKind.DYNAMIC,
        module=imported.module,
        level=imported.level,
        names=(),
        bound=None,
        span=file.places.of_part(imported.literal, span),
        statement=fold(file.places.code(span)),
        statement_span=span,
        timing=Timing.DEFERRED if found.deferred else around.timing,
        guard=Guard.DEAD if found.dead else around.guard,
    )
    index = file.add(site)
    if not found.deferred and not found.dead:
        yield from _perhaps(found, ImportStep(index))
