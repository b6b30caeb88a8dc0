"""Conditions on ``sys.modules``, ``sys.path``, on what can be found, and on files that were uploaded."""

from __future__ import annotations

import libcst as cst

from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.facts import Reference
from graphcheck.extract.known_paths import known_path
from graphcheck.extract.scopes import Scope
from graphcheck.model.conditions import ExistsTest, FindableTest, LoadedTest, Negation, OnPathTest, Test, Unknown

__all__ = ["find_state_test"]

_FINDERS = frozenset({"importlib.util.find_spec"})
_EXISTENCE = frozenset({"os.path.exists", "os.path.isdir", "os.path.isfile"})
_EXISTENCE_METHODS = frozenset({"exists", "is_dir", "is_file"})


def find_state_test(test: cst.Call | cst.Comparison, scope: Scope, evaluator: Evaluator) -> Test:
    """``Unknown`` for any other call or comparison."""
    if isinstance(test, cst.Call):
        return _call(test, scope, evaluator) or Unknown()
    if len(test.comparisons) != 1:
        return Unknown()
    operator, right = test.comparisons[0].operator, test.comparisons[0].comparator
    match operator:
        case cst.In() | cst.NotIn():
            found = _membership(test.left, right, scope, evaluator)
            negated = isinstance(operator, cst.NotIn)
        case cst.Is() | cst.IsNot() | cst.Equal() | cst.NotEqual():
            is_none = isinstance(right, cst.Name) and right.value == "None"
            found = _spec(test.left, scope, evaluator) if is_none and isinstance(test.left, cst.Call) else None
            negated = isinstance(operator, (cst.Is, cst.Equal))
        case _:
            return Unknown()
    if found is None:
        return Unknown()
    return Negation(found) if negated else found


def _membership(left: cst.BaseExpression, right: cst.BaseExpression, scope: Scope, evaluator: Evaluator) -> Test | None:
    if not isinstance(right, (cst.Attribute, cst.Name)):
        return None
    container = evaluator.value(right, scope)
    if container == Reference("sys.modules"):
        name = evaluator.value(left, scope)
        return LoadedTest(name) if isinstance(name, str) else None
    if container == Reference("sys.path"):
        path = known_path(left, scope, evaluator)
        return OnPathTest(path) if path else None
    return None


def _call(call: cst.Call, scope: Scope, evaluator: Evaluator) -> Test | None:
    return _spec(call, scope, evaluator) or _existence(call, scope, evaluator)


def _spec(call: cst.Call, scope: Scope, evaluator: Evaluator) -> Test | None:
    function = evaluator.value(call.func, scope)
    if not isinstance(function, Reference) or function.path not in _FINDERS or len(call.args) != 1:
        return None
    name = evaluator.value(call.args[0].value, scope)
    return FindableTest(name) if isinstance(name, str) and name.strip(".") == name and name else None


def _existence(call: cst.Call, scope: Scope, evaluator: Evaluator) -> Test | None:
    function = evaluator.value(call.func, scope)
    if isinstance(function, Reference) and function.path in _EXISTENCE and len(call.args) == 1:
        path = known_path(call.args[0].value, scope, evaluator)
        return ExistsTest(path) if path else None
    if isinstance(call.func, cst.Attribute) and call.func.attr.value in _EXISTENCE_METHODS and not call.args:
        path = known_path(call.func.value, scope, evaluator)
        return ExistsTest(path) if path else None
    return None
