"""Function bodies: which of them run when they are called, and which steps in them matter to nobody."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from graphcheck.extract.expressions import find_in
from graphcheck.extract.tree import Statement, branches, inner_blocks, statements

__all__ = ["is_generator", "returns_early"]


def is_generator(function: cst.FunctionDef) -> bool:
    """Calling a generator function runs nothing of its body."""
    stack = [statements(function.body)]
    while stack:
        statement = next(stack[-1], None)
        if statement is None:
            stack.pop()
        elif not isinstance(statement, (cst.FunctionDef, cst.ClassDef)):
            if any(_yields(expression) for expression in _expressions(statement)):
                return True
            stack.extend(statements(inner) for inner in inner_blocks(statement))
    return False


def returns_early(function: cst.FunctionDef) -> bool:
    """Whether a ``return`` stands in an inner block: a call then may not run every statement of the body."""
    if type(function.body) is not cst.IndentedBlock:
        return False
    stack = [inner for statement in statements(function.body) for inner in _blocks_of(statement)]
    while stack:
        for statement in statements(stack.pop()):
            if isinstance(statement, cst.Return):
                return True
            stack.extend(_blocks_of(statement))
    return False


def _blocks_of(statement: Statement) -> tuple[cst.BaseSuite, ...]:
    """Inner blocks that run as part of the function itself."""
    return () if isinstance(statement, (cst.FunctionDef, cst.ClassDef)) else tuple(inner_blocks(statement))


def _yields(expression: cst.BaseExpression) -> bool:
    found = find_in(expression, lambda _: None)
    return any(isinstance(part.node, cst.Yield) and not part.deferred for part in found)


def _expressions(statement: Statement) -> Iterator[cst.BaseExpression]:
    if isinstance(statement, cst.If):
        yield from (test for test, _ in branches(statement) if test is not None)
    elif isinstance(statement, cst.With):
        yield from (item.item for item in statement.items)
    else:
        yield from (child for child in statement.children if isinstance(child, cst.BaseExpression))
