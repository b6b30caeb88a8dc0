"""The names that one statement binds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, TypeGuard

import libcst as cst

from graphcheck.extract.expressions import find_in, target_names
from graphcheck.extract.facts import Reference
from graphcheck.extract.meaning import import_parts, name_text
from graphcheck.extract.tree import Statement, branches
from graphcheck.model.imports import ImportKind

__all__ = ["Bound", "bound_names", "captures"]

Bound: TypeAlias = tuple[str, cst.BaseExpression | cst.FunctionDef | cst.ClassDef | Reference | None]
"""A name with what it is bound to, None where that is not plain to see.

The call in a ``with`` item stands for what it hands out: most context managers return themselves.
"""


_BINDING = frozenset(
    {
        cst.Import, cst.ImportFrom, cst.Assign, cst.AnnAssign, cst.AugAssign, cst.FunctionDef, cst.TypeAlias,
        cst.ClassDef, cst.For, cst.With, cst.Try, cst.TryStar, cst.Match,
    }
)  # fmt: skip


def bound_names(statement: Statement, *, walrus: bool) -> Iterator[Bound]:
    """What ``statement`` binds by itself, its inner blocks left aside; assignment expressions only if ``walrus``."""
    if type(statement) in _BINDING:
        yield from _plainly_bound(statement)
    if walrus:
        yield from _walrus_names(statement)


def _plainly_bound(statement: Statement) -> Iterator[Bound]:
    if type(statement) is cst.Assign:
        for target in statement.targets:
            yield from _assigned(target.target, statement.value)
        return
    match statement:
        case cst.Import() | cst.ImportFrom():
            yield from _imported(statement)
        case cst.AnnAssign() if statement.value is not None:
            yield from _assigned(statement.target, statement.value)
        case cst.AugAssign():
            yield from _unknown(statement.target)
        case cst.FunctionDef() | cst.ClassDef():
            yield name_text(statement.name), statement
        case cst.TypeAlias():
            yield name_text(statement.name), None
        case cst.For():
            yield from _unknown(statement.target)
        case cst.With():
            for item in statement.items:
                if item.asname and isinstance(item.asname.name, cst.Name) and isinstance(item.item, cst.Call):
                    yield name_text(item.asname.name), item.item
                elif item.asname:
                    yield from _unknown(item.asname.name)
        case cst.Try() | cst.TryStar():
            for handler in statement.handlers:
                if handler.name:
                    yield from _unknown(handler.name.name)
        case cst.Match():
            for case in statement.cases:
                yield from ((name_text(name), None) for name in captures(case.pattern))
        case _:
            return


def _imported(statement: cst.Import | cst.ImportFrom) -> Iterator[Bound]:
    for part in import_parts(statement):
        origin = "." * part.level + part.module
        if part.kind is ImportKind.FROM:
            separator = "" if origin.endswith(".") else "."
            yield from ((bound, Reference(f"{origin}{separator}{name}")) for name, bound in part.names)
        elif part.bound is not None:
            whole = part.bound == part.module or part.bound != part.module.partition(".")[0]
            yield part.bound, Reference(part.module if whole else part.bound)


def _assigned(target: cst.BaseExpression, value: cst.BaseExpression) -> Iterator[Bound]:
    if isinstance(target, cst.Name):
        yield name_text(target), value
    elif _is_plain_display(target) and _is_plain_display(value) and len(target.elements) == len(value.elements):
        for left, right in zip(target.elements, value.elements, strict=True):
            yield from _assigned(left.value, right.value)
    else:
        yield from _unknown(target)


def _is_plain_display(node: cst.BaseExpression) -> TypeGuard[cst.Tuple | cst.List]:
    return isinstance(node, (cst.Tuple, cst.List)) and all(type(item) is cst.Element for item in node.elements)


def _unknown(target: cst.CSTNode) -> Iterator[Bound]:
    return ((name_text(name), None) for name in target_names(target))


def captures(pattern: cst.MatchPattern) -> Iterator[cst.Name]:
    """The names that a ``case`` pattern binds."""
    stack: list[cst.CSTNode] = [pattern]
    while stack:
        node = stack.pop()
        if isinstance(node, (cst.MatchAs, cst.MatchStar)) and node.name is not None:
            yield node.name
        if isinstance(node, cst.MatchMapping) and node.rest is not None:
            yield node.rest
        stack.extend(child for child in reversed(node.children) if not isinstance(child, cst.BaseExpression))


def _walrus_names(statement: Statement) -> Iterator[Bound]:
    for expression in _own_expressions(statement):
        for found in find_in(expression, lambda _: None):
            if not isinstance(found.node, cst.NamedExpr) or found.deferred:
                continue
            if found.certain:
                yield from _assigned(found.node.target, found.node.value)
            else:
                yield from _unknown(found.node.target)


def _own_expressions(statement: Statement) -> Iterator[cst.BaseExpression]:
    match statement:
        case cst.Expr() | cst.Assign() | cst.AugAssign():
            yield statement.value
        case cst.AnnAssign() | cst.Return() if statement.value is not None:
            yield statement.value
        case cst.If():
            yield from (test for test, _ in branches(statement) if test is not None)
        case cst.While() | cst.Assert():
            yield statement.test
        case cst.For():
            yield statement.iter
        case cst.With():
            yield from (item.item for item in statement.items)
        case cst.Match():
            yield statement.subject
        case _:
            return
