"""Statements that raise, and the text that the exception will carry."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.facts import Reference
from graphcheck.extract.meaning import dotted_name
from graphcheck.extract.scopes import Scope
from graphcheck.model.graph import PLATFORM_ERROR

__all__ = ["is_exit", "raised"]

_EXITS = frozenset({"sys.exit", "os._exit"})
_SITE_EXITS = frozenset({"exit", "quit"})
"""What ``site`` adds to the builtins. Without an argument these raise ``SystemExit(None)``."""
_EXIT_NAMES = frozenset(path.rpartition(".")[2] for path in _EXITS)


def is_exit(expression: cst.BaseExpression, scope: Scope, evaluator: Evaluator) -> bool:
    """``sys.exit(...)`` under any alias of it, ``exit()`` and ``quit()``."""
    if not isinstance(expression, cst.Call) or not isinstance(expression.func, (cst.Name, cst.Attribute)):
        return False
    if isinstance(expression.func, cst.Attribute) and expression.func.attr.value not in _EXIT_NAMES:
        return False
    function = evaluator.value(expression.func, scope)
    return isinstance(function, Reference) and function.path in _EXITS | _SITE_EXITS


def raised(
    expression: cst.BaseExpression | None, caught: str | None, scope: Scope, evaluator: Evaluator
) -> tuple[str | None, str | None]:
    """Type and message of ``raise expression``; ``raise e`` of the exception ``caught`` as ``e`` is a bare raise."""
    if expression is None or (isinstance(expression, cst.Name) and expression.value == caught):
        return None, None
    if is_exit(expression, scope, evaluator) and isinstance(expression, cst.Call):
        leaves = evaluator.value(expression.func, scope)
        if isinstance(leaves, Reference) and leaves.path == "os._exit":
            status = _message(PLATFORM_ERROR, expression.args, scope, evaluator)
            return PLATFORM_ERROR, f"Program terminated with exit({status})"
        if not expression.args and isinstance(leaves, Reference) and leaves.path in _SITE_EXITS:
            return "SystemExit", "None"
        return "SystemExit", _message("SystemExit", expression.args, scope, evaluator)
    function, arguments = (expression.func, expression.args) if isinstance(expression, cst.Call) else (expression, ())
    name = dotted_name(function).rpartition(".")[2]
    if not name:
        return "Exception", None
    return name, _message(name, arguments, scope, evaluator)


def _message(kind: str, arguments: Sequence[cst.Arg], scope: Scope, evaluator: Evaluator) -> str | None:
    """``str()`` of the exception: that of its only argument, but the ``repr`` of it for a KeyError."""
    if any(argument.star for argument in arguments):
        return None
    positional = [argument.value for argument in arguments if argument.keyword is None]
    if not positional:
        return "" if not arguments else None
    value = evaluator.value(positional[0], scope) if len(positional) == 1 else None
    if not isinstance(value, (str, int)):
        return None
    return repr(value) if kind == "KeyError" else str(value)
