"""The shape of libcst's statement tree: what contains which block, in source order. Expressions are left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeGuard, cast

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
    found: list[Statement] = []
    for item in block.body:
        if type(item) is cst.SimpleStatementLine:
            found.extend(item.body)
        else:
            found.append(cast("Statement", item))
    return iter(found)


def branches(statement: cst.If) -> Iterator[Branch]:
    """``if``, each ``elif`` and ``else``; libcst nests an ``elif`` in the ``else`` of the one before."""
    current: cst.If | cst.Else | None = statement
    while type(current) is cst.If:
        yield current.test, current.body
        current = current.orelse
    if current is not None:
        yield None, current.body


def inner_blocks(statement: Statement) -> Sequence[cst.BaseSuite]:
    """The blocks directly inside a compound statement."""
    return _BLOCKS[type(statement)](statement) if type(statement) in _BLOCKS else ()


def _loop_blocks(statement: cst.For | cst.While) -> Sequence[cst.BaseSuite]:
    return (statement.body, statement.orelse.body) if statement.orelse else (statement.body,)


def _try_blocks(statement: cst.Try | cst.TryStar) -> Sequence[cst.BaseSuite]:
    blocks = [statement.body, *(handler.body for handler in statement.handlers)]
    if statement.orelse:
        blocks.append(statement.orelse.body)
    if statement.finalbody:
        blocks.append(statement.finalbody.body)
    return blocks


def _only_block(statement: cst.With | cst.FunctionDef | cst.ClassDef) -> Sequence[cst.BaseSuite]:
    return (statement.body,)


_BLOCKS: Mapping[type[cst.CSTNode], Callable[[Any], Sequence[cst.BaseSuite]]] = {
    cst.If: lambda statement: tuple(body for _, body in branches(statement)),
    cst.For: _loop_blocks,
    cst.While: _loop_blocks,
    cst.Try: _try_blocks,
    cst.TryStar: _try_blocks,
    cst.Match: lambda statement: tuple(case.body for case in statement.cases),
    cst.With: _only_block,
    cst.FunctionDef: _only_block,
    cst.ClassDef: _only_block,
}


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
            stack.extend(statements(inner) for inner in reversed(inner_blocks(statement)))


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
