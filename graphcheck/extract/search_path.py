"""Statements that change ``sys.path``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from graphcheck.extract.conditions import read_test
from graphcheck.extract.facts import Reference
from graphcheck.extract.file import File
from graphcheck.extract.known_paths import is_path_object, known_path
from graphcheck.extract.surroundings import Surroundings
from graphcheck.model.conditions import KnownPath
from graphcheck.model.location import Span
from graphcheck.model.steps import IfStep, PathChange, SearchPathStep

__all__ = ["changed_by_assignment", "changed_by_call", "changed_by_deletion", "is_search_path"]

_CHANGERS = frozenset({"insert", "append", "extend", "remove", "pop", "clear", "reverse", "sort", "__setitem__"})
_SEQUENCES = (cst.List, cst.Tuple)


def is_search_path(node: cst.BaseExpression, around: Surroundings) -> bool:
    return isinstance(node, (cst.Attribute, cst.Name)) and around.evaluator.value(node, around.scope) == Reference(
        "sys.path"
    )


def changed_by_call(call: cst.Call, around: Surroundings, file: File) -> Iterator[SearchPathStep | IfStep]:
    """``sys.path.insert(0, ...)``, ``site.addsitedir(...)``."""
    if not file.may_change_search or around.dead:
        return
    arguments = [argument.value for argument in call.args if not argument.star and argument.keyword is None]
    if len(arguments) == len(call.args) and isinstance(call.func, (cst.Attribute, cst.Name)):
        if around.evaluator.value(call.func, around.scope) == Reference("site.addsitedir") and arguments:
            yield _insert(arguments[:1], None, file.places.of_expression(call), around)
        elif isinstance(call.func, cst.Attribute) and is_search_path(call.func.value, around):
            yield from _method(call.func.attr.value, arguments, file.places.of_expression(call), around)


def _method(
    name: str, arguments: Sequence[cst.BaseExpression], span: Span, around: Surroundings
) -> Iterator[SearchPathStep | IfStep]:
    number = around.evaluator.value(arguments[0], around.scope) if arguments else None
    match name, arguments:
        case "insert", [_, inserted] if type(number) is int:
            yield _insert([inserted], number, span, around)
        case "append", [inserted]:
            yield _insert([inserted], None, span, around)
        case "extend", [cst.List() | cst.Tuple() as inserted]:
            yield _insert([element.value for element in inserted.elements], None, span, around)
        case "extend", [
            cst.BinaryOperation(
                left=cst.Comparison() as test, operator=cst.Multiply(), right=cst.List() | cst.Tuple() as inserted
            )
        ]:  # a truth value times a list: the list or an empty one
            step = _insert([element.value for element in inserted.elements], None, span, around)
            yield IfStep(read_test(test, around.scope, around.evaluator), (step,), ())
        case "remove", [removed]:
            path = known_path(removed, around.scope, around.evaluator)
            yield SearchPathStep(PathChange.REMOVE if path else PathChange.UNKNOWN, (path,) if path else (), None, span)
        case "pop", [] | [_] if not arguments or type(number) is int:
            yield SearchPathStep(PathChange.POP, (), number if type(number) is int else None, span)
        case "clear", []:
            yield SearchPathStep(PathChange.CLEAR, (), None, span)
        case _ if name in _CHANGERS:
            yield SearchPathStep(PathChange.UNKNOWN, (), None, span)
        case _:
            return


def changed_by_assignment(
    statement: cst.Assign | cst.AnnAssign | cst.AugAssign, around: Surroundings, file: File
) -> Iterator[SearchPathStep]:
    """``sys.path = [...] + sys.path``, ``sys.path[:0] = [...]``, ``sys.path += [...]``."""
    if not file.may_change_search or around.dead or statement.value is None:
        return
    targets = (
        [target.target for target in statement.targets] if isinstance(statement, cst.Assign) else [statement.target]
    )
    for target in targets:
        inner = target.value if isinstance(target, cst.Subscript) else target
        if not is_search_path(inner, around) or isinstance(target, cst.Name):
            continue
        span = file.places.of_expression(target)
        whole = not isinstance(target, cst.Subscript) or _bounds(target) == (None, None)
        if isinstance(statement, cst.AugAssign):
            yield from _appended(statement, span, around)
        elif whole:
            yield from _replaced(statement.value, span, around)
        elif isinstance(target, cst.Subscript):
            yield _spliced(target, statement.value, span, around)


def changed_by_deletion(statement: cst.Del, around: Surroundings, file: File) -> Iterator[SearchPathStep]:
    """``del sys.path[0]``."""
    match statement.target:
        case cst.Subscript(value=value, slice=[cst.SubscriptElement(slice=cst.Index(value=index))]) if (
            file.may_change_search and not around.dead and is_search_path(value, around)
        ):
            number = around.evaluator.value(index, around.scope)
            known = type(number) is int
            change = PathChange.POP if known else PathChange.UNKNOWN
            span = file.places.of_expression(statement.target)
            yield SearchPathStep(change, (), number if type(number) is int else None, span)
        case _:
            return


def _appended(statement: cst.AugAssign, span: Span, around: Surroundings) -> Iterator[SearchPathStep]:
    if isinstance(statement.operator, cst.AddAssign) and isinstance(statement.value, _SEQUENCES):
        yield _insert([element.value for element in statement.value.elements], None, span, around)
    else:
        yield SearchPathStep(PathChange.UNKNOWN, (), None, span)


def _spliced(target: cst.Subscript, value: cst.BaseExpression, span: Span, around: Surroundings) -> SearchPathStep:
    bounds = _bounds(target)
    if bounds is None or not isinstance(value, _SEQUENCES) or (bounds[0] or "0") != bounds[1]:
        return SearchPathStep(PathChange.UNKNOWN, (), None, span)
    return _insert([element.value for element in value.elements], int(bounds[1]), span, around)


def _bounds(target: cst.Subscript) -> tuple[str | None, str | None] | None:
    """``[1:2]`` as written; None for an index, and where a bound is no number."""
    match target.slice:
        case [cst.SubscriptElement(slice=cst.Slice(lower=lower, upper=upper, step=None))]:
            numbers = [
                bound.value if isinstance(bound, cst.Integer) and bound.value.isdecimal() else bound
                for bound in (lower, upper)
            ]
            if all(number is None or isinstance(number, str) for number in numbers):
                return numbers[0], numbers[1]  # type: ignore[return-value]
            return None
        case _:
            return None


def _replaced(value: cst.BaseExpression, span: Span, around: Surroundings) -> Iterator[SearchPathStep]:
    """A new list; what stands before and after the old path in it goes in at either end."""
    parts = _parts(value)
    old = [at for at, part in enumerate(parts) if part is not None and is_search_path(part, around)]
    if any(part is None for part in parts) or len(old) > 1:
        yield SearchPathStep(PathChange.UNKNOWN, (), None, span)
        return
    known = [part for part in parts if part is not None]
    before, after = (known[: old[0]], known[old[0] + 1 :]) if old else ([], known)
    if not old:
        yield SearchPathStep(PathChange.CLEAR, (), None, span)
    if before:
        yield _insert(before, 0, span, around)
    if after:
        yield _insert(after, None, span, around)


def _parts(value: cst.BaseExpression) -> list[cst.BaseExpression | None]:
    """The entries of ``[a, *sys.path] + [b]``; None for what is no display."""
    match value:
        case cst.List() | cst.Tuple():
            return [element.value for element in value.elements]
        case cst.BinaryOperation(operator=cst.Add()):
            return [*_parts(value.left), *_parts(value.right)]
        case cst.Call(func=cst.Name(value="list"), args=[cst.Arg(value=inner)]):
            return _parts(inner)
        case cst.Attribute() | cst.Name():
            return [value]
        case cst.Subscript(value=inner) if _bounds(value) == (None, None):
            return _parts(inner)
        case _:
            return [None]


def _insert(
    entries: Sequence[cst.BaseExpression], index: int | None, span: Span, around: Surroundings
) -> SearchPathStep:
    paths: list[KnownPath | None] = [known_path(entry, around.scope, around.evaluator) for entry in entries]
    known = tuple(path for path in paths if path is not None)
    if len(known) < len(paths) or any(isinstance(entry, cst.StarredElement) for entry in entries):
        return SearchPathStep(PathChange.UNKNOWN, (), None, span)
    if any(is_path_object(entry, around.scope, around.evaluator) for entry in entries):
        return SearchPathStep(PathChange.IGNORED, known, index, span)
    return SearchPathStep(PathChange.INSERT, known, index, span)
