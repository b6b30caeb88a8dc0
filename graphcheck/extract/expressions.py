"""The parts of an expression that can matter to imports: calls, assignment expressions and yields.

The walk keeps its own stack, since expressions nest deeper than Python's recursion limit. It compares types instead of
asking ``isinstance``: libcst's nodes are abstract base classes, which makes a negative answer ten times as slow.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

import libcst as cst

__all__ = ["Decide", "Found", "find_in", "target_names"]

_LEAVES = frozenset(
    {cst.Name, cst.SimpleString, cst.Integer, cst.Float, cst.Imaginary, cst.Ellipsis, cst.ConcatenatedString}
)
_WANTED = frozenset({cst.Call, cst.NamedExpr, cst.Yield})
_CONDITIONAL = frozenset(
    {cst.Lambda, cst.IfExp, cst.BooleanOperation, cst.ListComp, cst.SetComp, cst.GeneratorExp, cst.DictComp}
)
_NODES: dict[type[object], bool] = {}
"""Which types are those of nodes."""
_SEVERAL = 2
"""``attrgetter`` gives a tuple from here on."""
_LAYOUT = (
    "whitespace",
    "lpar",
    "rpar",
    "comma",
    "semicolon",
    "equal",
    "colon",
    "operator",
    "lbrace",
    "rbrace",
    "lbracket",
)


Decide: TypeAlias = Callable[[cst.BaseExpression], bool | None]
"""The truth of a condition, if it is known."""


class Found(NamedTuple):
    """``deferred``: inside a lambda. ``certain``: evaluated whenever the statement is. ``dead``: never evaluated."""

    node: cst.BaseExpression
    deferred: bool = False
    certain: bool = True
    dead: bool = False


def find_in(expression: cst.BaseExpression, decide: Decide) -> Iterator[Found]:
    """Calls, assignment expressions and yields, inner ones first."""
    stack: list[tuple[Found, cst.CSTNode, bool]] = [(Found(expression), expression, False)]
    while stack:
        state, node, finished = stack.pop()
        if finished:
            if isinstance(node, cst.BaseExpression):
                yield Found(node, state.deferred, state.certain, state.dead)
            continue
        kind = type(node)
        if kind in _LEAVES:
            continue
        if kind in _WANTED:
            stack.append((state, node, True))
        if kind in _CONDITIONAL:
            stack.extend((inner, child, False) for inner, child in reversed(tuple(_inside(state, node, decide))))
        else:
            stack.extend((state, child, False) for child in reversed(_children(node)))


def _inside(state: Found, node: cst.CSTNode, decide: Decide) -> Iterator[tuple[Found, cst.CSTNode]]:
    match node:
        case cst.Lambda():
            yield state, node.params
            yield state._replace(deferred=True), node.body
        case cst.IfExp():
            truth = decide(node.test)
            yield state, node.test
            yield _branch(state, taken=truth), node.body
            yield _branch(state, taken=None if truth is None else not truth), node.orelse
        case cst.BooleanOperation():
            yield state, node.left
            truth = decide(node.left)
            goes_on = truth if isinstance(node.operator, cst.And) or truth is None else not truth
            yield _branch(state, taken=goes_on), node.right
        case cst.ListComp() | cst.SetComp() | cst.GeneratorExp() | cst.DictComp():
            yield state, node.for_in.iter
            repeated = state._replace(certain=False)
            yield from ((repeated, child) for child in _children(node))
        case _:
            return


def _branch(state: Found, *, taken: bool | None) -> Found:
    return Found(state.node, state.deferred, state.certain and taken is True, state.dead or taken is False)


def _children(node: cst.CSTNode) -> list[cst.CSTNode]:
    children: list[cst.CSTNode] = []
    for value in _child_values(type(node))(node):
        if type(value) is list or type(value) is tuple:
            children.extend(value)
        elif _is_node(value):
            children.append(value)
    return children


def _is_node(value: object) -> bool:
    kind = type(value)
    known = _NODES.get(kind)
    return known if known is not None else _NODES.setdefault(kind, issubclass(kind, cst.CSTNode))


@cache
def _child_values(kind: type[cst.CSTNode]) -> Callable[[cst.CSTNode], tuple[Any, ...]]:
    names = tuple(field.name for field in dataclasses.fields(kind) if not field.name.startswith(_LAYOUT))
    if len(names) < _SEVERAL:
        return lambda node: tuple(getattr(node, name) for name in names)
    return attrgetter(*names)


def target_names(target: cst.CSTNode) -> Iterator[cst.Name]:
    """The plain names that an assignment target binds."""
    stack = [target]
    while stack:
        node = stack.pop()
        match node:
            case cst.Name():
                yield node
            case cst.Tuple() | cst.List():
                stack.extend(element.value for element in reversed(node.elements))
            case cst.StarredElement():
                stack.append(node.value)
            case _:
                continue
