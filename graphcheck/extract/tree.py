"""The shape of libcst's statement tree: what contains which block, in source order. Expressions are left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, TypeGuard

import libcst as cst

__all__ = [
    "Block",
    "Branch",
    "Statement",
    "branches",
    "every_statement",
    "inner_blocks",
    "is_compound",
    "jumps",
    "statements",
]

Statement: TypeAlias = cst.BaseSmallStatement | cst.BaseCompoundStatement
Block: TypeAlias = cst.Module | cst.BaseSuite
Branch: TypeAlias = tuple[cst.BaseExpression | None, cst.BaseSuite]
"""The test, None for ``else``, and what it guards."""


_COMPOUND = frozenset(
    {cst.If, cst.For, cst.While, cst.Try, cst.TryStar, cst.With, cst.FunctionDef, cst.ClassDef, cst.Match}
)


def is_compound(statement: Statement) -> TypeGuard[cst.BaseCompoundStatement]:
    """``isinstance`` of libcst's abstract classes is slow where the answer is no."""
    return type(statement) in _COMPOUND


def statements(block: Block) -> Iterator[Statement]:
    """Those of one block, the small ones of a line one by one."""
    for item in block.body:
        if isinstance(item, cst.SimpleStatementLine):
            yield from item.body
        elif isinstance(item, (cst.BaseSmallStatement, cst.BaseCompoundStatement)):
            yield item


def branches(statement: cst.If) -> Iterator[Branch]:
    """``if``, each ``elif`` and ``else``; libcst nests an ``elif`` in the ``else`` of the one before."""
    current: cst.If | cst.Else | None = statement
    while isinstance(current, cst.If):
        yield current.test, current.body
        current = current.orelse
    if current is not None:
        yield None, current.body


def inner_blocks(statement: Statement) -> Iterator[cst.BaseSuite]:
    """The blocks directly inside a compound statement."""
    match statement:
        case cst.If():
            for _, body in branches(statement):
                yield body
        case cst.For() | cst.While():
            yield statement.body
            if statement.orelse:
                yield statement.orelse.body
        case cst.Try() | cst.TryStar():
            yield statement.body
            for handler in statement.handlers:
                yield handler.body
            if statement.orelse:
                yield statement.orelse.body
            if statement.finalbody:
                yield statement.finalbody.body
        case cst.Match():
            for case in statement.cases:
                yield case.body
        case cst.With() | cst.FunctionDef() | cst.ClassDef():
            yield statement.body
        case _:
            return


def every_statement(block: Block) -> Iterator[Statement]:
    """All statements of a block at any depth, in source order."""
    stack = [statements(block)]
    while stack:
        statement = next(stack[-1], None)
        if statement is None:
            stack.pop()
            continue
        yield statement
        if is_compound(statement):
            stack.extend(statements(inner) for inner in reversed(tuple(inner_blocks(statement))))


def jumps(body: Iterable[Statement], kinds: tuple[type[cst.BaseSmallStatement], ...]) -> bool:
    """Whether a ``break`` or ``continue`` (``kinds``) in ``body`` leaves the loop around it or its round."""
    stack = list(body)
    while stack:
        statement = stack.pop()
        if isinstance(statement, kinds):
            return True
        if isinstance(statement, (cst.For, cst.While)):
            stack.extend(statements(statement.orelse.body) if statement.orelse else ())
        elif is_compound(statement) and not isinstance(statement, (cst.FunctionDef, cst.ClassDef)):
            stack.extend(each for inner in inner_blocks(statement) for each in statements(inner))
    return False
