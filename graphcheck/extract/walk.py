"""Compound statements as steps: the walk through a module, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import libcst as cst

from graphcheck.extract.cases import read_cases
from graphcheck.extract.code import definition_source, is_code, wrap_code
from graphcheck.extract.conditions import read_test
from graphcheck.extract.effects import decorator_steps, expression_steps
from graphcheck.extract.file import File
from graphcheck.extract.functions import is_generator, returns_early
from graphcheck.extract.handlers import caught_classes, suppressed_classes, swallows_import_error
from graphcheck.extract.meaning import name_text
from graphcheck.extract.missing import catches_missing_module
from graphcheck.extract.scopes import ScopeKind
from graphcheck.extract.simple import name_steps, simple_steps
from graphcheck.extract.surroundings import Surroundings
from graphcheck.extract.tree import Block, Branch, Statement, branches, jumps, statements
from graphcheck.model.conditions import Constant, Unknown
from graphcheck.model.imports import Guard
from graphcheck.model.steps import DefineStep, Handler, IfStep, ScopeStep, Step, SuppressStep, TryStep

__all__ = ["walk_block"]

_DEEPEST = 100
"""CPython's MAXINDENT. An ``elif`` counts as a level, since the steps nest where the source does not."""


def walk_block(block: Block, around: Surroundings, file: File) -> tuple[Step, ...]:
    """The steps of a block; the import sites in it are noted in ``file``."""
    return tuple(step for statement in statements(block) for step in _steps(statement, around, file))


def _steps(statement: Statement, around: Surroundings, file: File) -> Iterable[Step]:
    return _WALKERS.get(type(statement), simple_steps)(statement, around, file)


def _chain_steps(statement: cst.If, around: Surroundings, file: File) -> Iterable[Step]:
    return _if_steps(tuple(branches(statement)), around, file)


def _if_steps(remaining: Sequence[Branch], around: Surroundings, file: File) -> tuple[Step, ...]:
    """From the last branch to the first, so that a chain of a thousand ``elif`` needs no recursion."""
    entered: list[tuple[Branch, Surroundings, tuple[Step, ...], tuple[Step, ...]]] = []
    for test, body in remaining:
        if test is None:
            entered.append(((test, body), around, (), walk_block(body, around, file)))
            continue
        asked = tuple(expression_steps(test, around, file))
        taken = around.when(test, taken_if=True)
        entered.append(((test, body), around, asked, walk_block(body, taken, file)))
        around = around.when(test, taken_if=False)
    orelse: tuple[Step, ...] = ()
    for (test, _), where, asked, steps in reversed(entered):
        if test is None:
            orelse = steps
        elif not steps and not orelse:
            orelse = asked
        elif where.depth > _DEEPEST:
            orelse = (*asked, IfStep(Unknown(), steps, ()), *orelse)
        else:
            orelse = (*asked, IfStep(read_test(test, where.scope, where.evaluator), steps, orelse))
    return orelse


def _try_steps(statement: cst.Try | cst.TryStar, around: Surroundings, file: File) -> Iterator[Step]:
    guarded = around.uncertain() if statement.handlers else around.deeper()
    if swallows_import_error(statement, around.scope, around.evaluator):
        guarded = guarded.guarded(Guard.OPTIONAL)
    body = walk_block(statement.body, guarded, file)
    handlers = tuple(_handler(handler, around, file) for handler in statement.handlers)
    after = around.uncertain() if statement.handlers else around.deeper()
    orelse = walk_block(statement.orelse.body, after, file) if statement.orelse else ()
    final = walk_block(statement.finalbody.body, around.deeper(), file) if statement.finalbody else ()
    if not handlers:
        yield from body if not final else (TryStep(body, (), orelse, final),)
    elif body or orelse or final or any(handler.body for handler in handlers):
        yield TryStep(body, handlers, orelse, final)


def _handler(handler: cst.ExceptHandler | cst.ExceptStarHandler, around: Surroundings, file: File) -> Handler:
    name = handler.name.name if handler.name else None
    caught = name_text(name) if isinstance(name, cst.Name) else None
    inside = around.catching(caught)
    return Handler(caught_classes(handler, around.scope), walk_block(handler.body, inside, file), caught)


def _with_steps(statement: cst.With, around: Surroundings, file: File) -> Iterator[Step]:
    suppressed: list[str] = []
    for item in statement.items:
        classes = suppressed_classes(item, around.scope, around.evaluator)
        if classes is None:
            yield from expression_steps(item.item, around, file)
        else:
            suppressed.extend(classes)
    yield from name_steps(statement, around)
    if not suppressed:
        yield from walk_block(statement.body, around.deeper(), file)
        return
    inside = around.uncertain()
    if catches_missing_module(suppressed):
        inside = inside.guarded(Guard.OPTIONAL)
    body = walk_block(statement.body, inside, file)
    if body:
        yield SuppressStep(tuple(suppressed), body)


def _for_steps(statement: cst.For, around: Surroundings, file: File) -> Iterator[Step]:
    asked = expression_steps(statement.iter, around, file)
    inside = around.uncertain()
    body = (*name_steps(statement, around), *walk_block(statement.body, inside, file))
    looped = (*_perhaps(body), *_loop_else_steps(statement, around, inside, file))
    if is_code(statement, around, file):
        yield from wrap_code(statement, (*asked, *looped), file)
    else:
        yield from asked
        yield from looped


def _while_steps(statement: cst.While, around: Surroundings, file: File) -> Iterator[Step]:
    yield from expression_steps(statement.test, around, file)
    inside = around.when(statement.test, taken_if=True).uncertain()
    block = tuple(statements(statement.body))
    certain = _runs_once(statement, block, around)
    once = tuple(step for each in block[:certain] for step in _steps(each, around.deeper(), file))
    rest = tuple(step for each in block[certain:] for step in _steps(each, inside, file))
    yield from once
    ends = certain < len(block) and isinstance(block[certain], cst.Break)
    yield from _perhaps(rest if ends else (*once, *rest))
    yield from _loop_else_steps(statement, around, inside, file)


def _runs_once(statement: cst.While, block: Sequence[Statement], around: Surroundings) -> int:
    """How many statements of ``while True`` run before anything can leave the loop.

    None in a function: the reduced text may lack the ``break``.
    """
    if around.scope.kind is not ScopeKind.MODULE or around.truth(statement.test) is not True:
        return 0
    jumping = (number for number, each in enumerate(block) if jumps((each,), (cst.Break, cst.Continue)))
    return next(jumping, len(block))


def _loop_else_steps(
    statement: cst.For | cst.While, around: Surroundings, inside: Surroundings, file: File
) -> Iterator[Step]:
    if not statement.orelse:
        return
    module = around.scope.kind is ScopeKind.MODULE
    if module and isinstance(statement, cst.For) and not jumps(statements(statement.body), (cst.Break,)):
        yield from walk_block(statement.orelse.body, around.deeper(), file)
    else:
        yield from _perhaps(walk_block(statement.orelse.body, inside, file))


def _perhaps(steps: tuple[Step, ...]) -> Iterator[Step]:
    if steps:
        yield IfStep(Unknown(), steps, ())


def _match_steps(statement: cst.Match, around: Surroundings, file: File) -> Iterator[Step]:
    yield from expression_steps(statement.subject, around, file)
    yield from _perhaps(tuple(name_steps(statement, around)))
    for case, taken in zip(statement.cases, read_cases(statement, around), strict=True):
        inside = around.uncertain() if taken is None else around.deeper()
        inside = inside.guarded(Guard.DEAD) if taken is False else inside
        guard = tuple(expression_steps(case.guard, inside, file)) if case.guard else ()
        body = (*guard, *walk_block(case.body, inside, file))
        if body:
            yield IfStep(Unknown() if taken is None else Constant(taken), body, ())


def _function_steps(statement: cst.FunctionDef, around: Surroundings, file: File) -> Iterator[Step]:
    yield from _decorator_steps(statement.decorators, around, file)
    for default in _defaults(statement.params):
        yield from expression_steps(default, around, file)
    for annotation in _annotations(statement) if file.annotations_run else ():
        yield from expression_steps(annotation, around, file)
    body = () if _only_passes(statement.body) else walk_block(statement.body, around.inside_function(statement), file)
    if body and (statement.asynchronous or (file.may_yield and is_generator(statement))):
        body = ()
    if id(statement) in file.unread:
        yield DefineStep(name_text(statement.name), None)
        return
    source, line = definition_source(statement, around, file)
    early = returns_early(statement)
    yield DefineStep(name_text(statement.name), body, returns_early=early, source=source, line=line)


def _only_passes(body: cst.BaseSuite) -> bool:
    """Of most functions nothing else is left."""
    return type(body) is cst.SimpleStatementSuite and len(body.body) == 1 and type(body.body[0]) is cst.Pass


def _class_steps(statement: cst.ClassDef, around: Surroundings, file: File) -> Iterator[Step]:
    yield from _decorator_steps(statement.decorators, around, file)
    for argument in (*statement.bases, *statement.keywords):
        yield from expression_steps(argument.value, around, file)
    body = walk_block(statement.body, around.inside_class(statement), file)
    yield ScopeStep(name_text(statement.name), body)


def _decorator_steps(decorators: Sequence[cst.Decorator], around: Surroundings, file: File) -> Iterator[Step]:
    for decorator in decorators:
        yield from decorator_steps(decorator.decorator, around, file)


def _defaults(parameters: cst.Parameters) -> Iterator[cst.BaseExpression]:
    for parameter in (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params):
        if parameter.default is not None:
            yield parameter.default


def _annotations(statement: cst.FunctionDef) -> Iterator[cst.BaseExpression]:
    parameters = statement.params
    stars = (star for star in (parameters.star_arg, parameters.star_kwarg) if isinstance(star, cst.Param))
    for parameter in (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params, *stars):
        if parameter.annotation is not None:
            yield parameter.annotation.annotation
    if statement.returns is not None:
        yield statement.returns.annotation


_WALKERS: Mapping[type[cst.CSTNode], Callable[[Any, Surroundings, File], Iterable[Step]]] = {
    cst.If: _chain_steps,
    cst.Try: _try_steps,
    cst.TryStar: _try_steps,
    cst.With: _with_steps,
    cst.For: _for_steps,
    cst.While: _while_steps,
    cst.FunctionDef: _function_steps,
    cst.ClassDef: _class_steps,
    cst.Match: _match_steps,
}
"""What is not in here is a simple statement."""
