"""The circumstances of every node of a file: when it runs, and whether a missing file is expected there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import libcst as cst

from graphcheck.extract.path_values import dotted_name
from graphcheck.model.frozen import frozen

__all__ = ["Circumstances", "walk_circumstances"]

_CATCHERS = frozenset(("OSError", "IOError", "FileNotFoundError", "EnvironmentError", "Exception", "BaseException"))
_TESTS = frozenset(("exists", "is_file", "is_dir", "isfile", "isdir"))


@frozen
class Circumstances:
    """What is known of the place of a node: inside a function, under a condition, with a missing file expected."""

    deferred: bool = False
    branched: bool = False
    handled: bool = False


def walk_circumstances(module: cst.Module, imported: Mapping[str, str]) -> Iterator[tuple[cst.CSTNode, Circumstances]]:
    """Every node once, in no particular order. ``imported`` are full names by local name."""
    pending: list[tuple[cst.CSTNode, Circumstances]] = [(module, Circumstances())]
    while pending:
        node, state = pending.pop()
        yield node, state
        pending += ((child, _inside(node, child, state, imported)) for child in node.children)


def _inside(node: cst.CSTNode, child: cst.CSTNode, state: Circumstances, imported: Mapping[str, str]) -> Circumstances:
    """The state of ``child``, a direct child of ``node``."""
    match node:
        case cst.FunctionDef():
            return replace(state, deferred=True, handled=state.handled or (child is node.body and _asks_first(child)))
        case cst.Lambda():
            return replace(state, deferred=True)
        case cst.If() | cst.IfExp():
            return replace(state, branched=True, handled=state.handled or _asks_first(node.test))
        case cst.For() | cst.While() | cst.Match() | cst.BaseComp():
            return replace(state, branched=True)
        case cst.BooleanOperation():
            return replace(state, branched=state.branched or child is node.right)
        case cst.Try():
            return replace(state, branched=True, handled=state.handled or (child is node.body and _swallows(node)))
        case cst.With():
            return replace(state, handled=state.handled or _suppresses(node, imported))
        case _:
            return state


def _suppresses(node: cst.With, imported: Mapping[str, str]) -> bool:
    calls = [item.item for item in node.items if isinstance(item.item, cst.Call)]
    return any(
        dotted_name(call.func, imported) == "contextlib.suppress" and any(_catches(each.value) for each in call.args)
        for call in calls
    )


def _asks_first(node: cst.CSTNode) -> bool:
    """Whether some file's existence is tested inside."""
    return any(isinstance(each, cst.Attribute) and each.attr.value in _TESTS for each in _below(node))


def _below(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    pending = [node]
    while pending:
        each = pending.pop()
        yield each
        pending += each.children


def _swallows(node: cst.Try) -> bool:
    """Whether a handler catches a missing file and does not raise again."""
    return any(_catches(handler.type) and not _raises(handler.body) for handler in node.handlers)


def _catches(kind: cst.BaseExpression | None) -> bool:
    if kind is None:
        return True
    if isinstance(kind, cst.Tuple):
        return any(_catches(element.value) for element in kind.elements)
    name = dotted_name(kind, {}) or ""
    return name.rpartition(".")[2] in _CATCHERS


def _raises(body: cst.BaseSuite) -> bool:
    last = body.body[-1] if body.body else None
    small = last.body if isinstance(last, cst.SimpleStatementLine) else ()
    return any(isinstance(statement, cst.Raise) for statement in small)
