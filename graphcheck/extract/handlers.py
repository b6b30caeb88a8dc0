"""What ``except`` clauses catch, and whether they let the program go on."""

from __future__ import annotations

from enum import Enum

import libcst as cst

from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.facts import Reference
from graphcheck.extract.meaning import dotted_name
from graphcheck.extract.missing import catches_missing_module
from graphcheck.extract.raises import is_exit
from graphcheck.extract.scopes import Scope
from graphcheck.extract.tree import Block, branches, statements

__all__ = ["caught_classes", "suppressed_classes", "swallows_import_error"]

_MOST_ALIASES = 5


def caught_classes(handler: cst.ExceptHandler | cst.ExceptStarHandler, scope: Scope) -> tuple[str, ...] | None:
    """``model.imports.Handler.catches`` of one clause; a tuple of classes that has a name is looked up."""
    return None if handler.type is None else _class_names(handler.type, scope)


def _class_names(expression: cst.BaseExpression, scope: Scope, aliases: int = 0) -> tuple[str, ...] | None:
    if isinstance(expression, (cst.Tuple, cst.List)):
        inner = (_class_names(element.value, scope, aliases) for element in expression.elements)
        names = tuple(name for part in inner if part for name in part)
        return names or (None if expression.elements else ())
    name = dotted_name(expression).rpartition(".")[2]
    if not name:
        return None
    found = scope.lookup(name) if isinstance(expression, cst.Name) and aliases < _MOST_ALIASES else None
    if found and len(found[1]) == 1:
        value = found[1][0].value
        if isinstance(value, Reference):
            return (value.path.rpartition(".")[2],)
        if isinstance(value, (cst.Tuple, cst.Name)):
            return _class_names(value, found[0], aliases + 1)
    return (name,)


def suppressed_classes(item: cst.WithItem, scope: Scope, evaluator: Evaluator) -> tuple[str, ...] | None:
    """What a ``with`` item suppresses, None where it is no ``contextlib.suppress``."""
    call = item.item
    if not isinstance(call, cst.Call) or evaluator.value(call.func, scope) != Reference("contextlib.suppress"):
        return None
    inner = (_class_names(argument.value, scope) for argument in call.args if not argument.star)
    return tuple(name for part in inner if part for name in part)


def swallows_import_error(statement: cst.Try | cst.TryStar, scope: Scope, evaluator: Evaluator) -> bool:
    """Whether a module that is not found leaves the program running: the first clause that catches it decides."""
    for handler in statement.handlers:
        classes = caught_classes(handler, scope)
        if classes is None or catches_missing_module(classes):
            return _endings(handler.body, scope, evaluator) != {_Ending.RAISES}
    return False


class _Ending(Enum):
    """How control may leave a block."""

    FALLS = "falls through"
    JUMPS = "returns, breaks or continues"
    RAISES = "raises"


def _endings(block: Block, scope: Scope, evaluator: Evaluator) -> set[_Ending]:
    endings = {_Ending.FALLS}
    for statement in statements(block):
        if _Ending.FALLS not in endings:
            break
        endings = (endings - {_Ending.FALLS}) | _ending(statement, scope, evaluator)
    return endings


def _ending(statement: cst.CSTNode, scope: Scope, evaluator: Evaluator) -> set[_Ending]:
    match statement:
        case cst.Raise():
            return {_Ending.RAISES}
        case cst.Expr() if is_exit(statement.value, scope, evaluator):
            return {_Ending.RAISES}
        case cst.Return() | cst.Break() | cst.Continue():
            return {_Ending.JUMPS}
        case cst.If():
            return _if_endings(statement, scope, evaluator)
        case cst.For() | cst.While():
            return {_Ending.FALLS, *(_endings(statement.body, scope, evaluator) - {_Ending.JUMPS})}
        case cst.With():
            return _endings(statement.body, scope, evaluator)
        case cst.Try() | cst.TryStar():
            return _try_endings(statement, scope, evaluator)
        case cst.Match():
            inner = (_endings(case.body, scope, evaluator) for case in statement.cases)
            return {_Ending.FALLS}.union(*inner)
        case _:
            return {_Ending.FALLS}


def _if_endings(statement: cst.If, scope: Scope, evaluator: Evaluator) -> set[_Ending]:
    endings: set[_Ending] = set()
    for test, body in branches(statement):
        truth = True if test is None else evaluator.truth(test, scope)
        if truth is not False:
            endings |= _endings(body, scope, evaluator)
        if truth is True:
            return endings
    return endings | {_Ending.FALLS}


def _try_endings(statement: cst.Try | cst.TryStar, scope: Scope, evaluator: Evaluator) -> set[_Ending]:
    endings = _endings(statement.body, scope, evaluator)
    if statement.orelse and _Ending.FALLS in endings:
        endings = (endings - {_Ending.FALLS}) | _endings(statement.orelse.body, scope, evaluator)
    for handler in statement.handlers:
        endings |= _endings(handler.body, scope, evaluator)
    if statement.finalbody:
        final = _endings(statement.finalbody.body, scope, evaluator)
        endings = endings | final if _Ending.FALLS in final else final
    return endings
