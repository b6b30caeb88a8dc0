"""What libcst reads and the target's compiler refuses: later grammar, and rules that are no grammar.

Wording and places were recorded by compiling such files in Pyodide 0.28.2 (Python 3.13.2) and 314.0.6 (3.14.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from graphcheck.extract.meaning import dotted_name
from graphcheck.extract.target import Target
from graphcheck.extract.tree import Statement, inner_blocks, statements

__all__ = ["Refusal", "first_refusal"]

_BARE_EXCEPT_TUPLES = (3, 14)
"""PEP 758."""
_FUTURES = frozenset(
    [
        "nested_scopes",
        "generators",
        "division",
        "absolute_import",
        "with_statement",
        "print_function",
        "unicode_literals",
        "barry_as_FLUFL",
        "generator_stop",
        "annotations",
    ]
)
"""``__future__.all_feature_names``, the same in 3.12, 3.13 and 3.14."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """``node`` is where the compiler points."""

    node: cst.CSTNode
    message: str


def first_refusal(module: cst.Module, target: Target) -> Refusal | None:
    """The first in source order; None for a module that compiles, as far as this module can tell."""
    return next(_refusals(module, target), None)


def _refusals(module: cst.Module, target: Target) -> Iterator[Refusal]:
    yield from _late_futures(module)
    stack: list[tuple[Iterator[Statement], type[cst.CSTNode]]] = [(statements(module), cst.Module)]
    while stack:
        block, owner = stack[-1]
        statement = next(block, None)
        if statement is None:
            stack.pop()
            continue
        match statement:
            case cst.ImportFrom():
                yield from _import_refusals(statement, owner)
            case cst.Return() if owner is not cst.FunctionDef:
                yield Refusal(statement, "'return' outside function")
            case cst.Try() | cst.TryStar() if target.python < _BARE_EXCEPT_TUPLES:
                for handler in statement.handlers:
                    if isinstance(handler.type, cst.Tuple) and not handler.type.lpar:
                        yield Refusal(handler.type, "multiple exception types must be parenthesized")
            case _:
                pass
        inner_owner = type(statement) if isinstance(statement, (cst.FunctionDef, cst.ClassDef)) else owner
        stack.extend((statements(inner), inner_owner) for inner in reversed(tuple(inner_blocks(statement))))


def _import_refusals(statement: cst.ImportFrom, owner: type[cst.CSTNode]) -> Iterator[Refusal]:
    if isinstance(statement.names, cst.ImportStar):
        if _is_future(statement):
            yield Refusal(statement.names, "future feature * is not defined")
        elif owner is not cst.Module:
            yield Refusal(statement.names, "import * only allowed at module level")
    elif _is_future(statement):
        for alias in statement.names:
            feature = dotted_name(alias.name)
            if feature not in _FUTURES:
                message = "not a chance" if feature == "braces" else f"future feature {feature} is not defined"
                yield Refusal(alias.name, message)


def _late_futures(module: cst.Module) -> Iterator[Refusal]:
    """Only a docstring and other future imports may stand before one."""
    for number, statement in enumerate(early := list(statements(module))):
        is_docstring = not number and isinstance(statement, cst.Expr)
        if not is_docstring and not _is_future(statement):
            late = (each for each in early[number:] if _is_future(each))
            yield from (
                Refusal(each, "from __future__ imports must occur at the beginning of the file") for each in late
            )
            return


def _is_future(statement: Statement) -> bool:
    return (
        isinstance(statement, cst.ImportFrom)
        and not statement.relative
        and isinstance(statement.module, cst.Name)
        and statement.module.value == "__future__"
    )
