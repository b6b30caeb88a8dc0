"""Conditions as tests that the startup walk can decide, and the guard that a condition puts on what it governs."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.meaning import code_within, name_text
from graphcheck.extract.scopes import Scope, ScopeKind
from graphcheck.extract.state_tests import find_state_test
from graphcheck.model.conditions import (
    AllOf,
    AnyOf,
    CheckerTest,
    Constant,
    NameTest,
    Negation,
    Test,
    Unknown,
    WrittenTest,
)
from graphcheck.model.imports import Guard

__all__ = ["branch_guard", "read_test", "stronger"]

_DEEPEST = 40
_LONGEST = 200
_STRENGTH = {guard: rank for rank, guard in enumerate((Guard.NONE, Guard.OPTIONAL, Guard.TYPE_CHECKING, Guard.DEAD))}


def stronger(one: Guard, other: Guard) -> Guard:
    """Of several guards the one that makes an import least likely to run."""
    return max(one, other, key=_STRENGTH.__getitem__)


def branch_guard(test: cst.BaseExpression, *, truth: bool, taken_if: bool, scope: Scope, evaluator: Evaluator) -> Guard:
    """The guard of a block that runs when ``test``, which is ``truth``, is ``taken_if``."""
    if truth is taken_if:
        return Guard.NONE
    checked = evaluator.truth(test, scope, checking=True)
    return Guard.DEAD if checked is (not taken_if) else Guard.TYPE_CHECKING


def read_test(test: cst.BaseExpression, scope: Scope, evaluator: Evaluator, depth: int = 0) -> Test:
    truth = evaluator.truth(test, scope)
    if truth is not None:
        return Constant(truth)
    if depth > _DEEPEST:
        return Unknown()
    match test:
        case cst.Name() if _is_module_name(test, scope):
            return NameTest(name_text(test))
        case cst.UnaryOperation(operator=cst.Not()):
            return _negated(read_test(test.expression, scope, evaluator, depth + 1))
        case cst.Comparison(comparisons=[cst.ComparisonTarget(operator=cst.In() | cst.NotIn())]):
            asked = find_state_test(test, scope, evaluator)
            return _written(test, scope) if isinstance(asked, Unknown) else asked
        case cst.Comparison(left=cst.Name() as left, comparisons=[only]) if _is_module_name(left, scope):
            asked = _none_test(name_text(left), only)
            return _written(test, scope) if isinstance(asked, Unknown) else asked
        case cst.Call() | cst.Comparison():
            asked = find_state_test(test, scope, evaluator)
            return _written(test, scope) if isinstance(asked, Unknown) else asked
        case cst.BooleanOperation():
            parts = tuple(read_test(part, scope, evaluator, depth + 1) for part in _operands(test))
            if all(isinstance(part, Unknown) for part in parts):
                return Unknown()
            whole = AllOf(parts) if isinstance(test.operator, cst.And) else AnyOf(parts)
            checked = depth == 0 and evaluator.truth(test, scope, checking=True) is True
            return CheckerTest(whole) if checked else whole
        case _:
            return _written(test, scope)


def _written(test: cst.BaseExpression, scope: Scope) -> Test:
    if scope.kind is not ScopeKind.MODULE:
        return Unknown()
    code = code_within(test, _LONGEST)
    return WrittenTest(code) if code else Unknown()


def _is_module_name(node: cst.Name, scope: Scope) -> bool:
    found = scope.lookup(name_text(node))
    return found is not None and found[0].kind is ScopeKind.MODULE


def _none_test(name: str, comparison: cst.ComparisonTarget) -> Test:
    if not (isinstance(comparison.comparator, cst.Name) and comparison.comparator.value == "None"):
        return Unknown()
    match comparison.operator:
        case cst.Is() | cst.Equal():
            return NameTest(name, is_none=True)
        case cst.IsNot() | cst.NotEqual():
            return Negation(NameTest(name, is_none=True))
        case _:
            return Unknown()


def _negated(test: Test) -> Test:
    return test if isinstance(test, Unknown) else Negation(test)


def _operands(operation: cst.BooleanOperation) -> Iterator[cst.BaseExpression]:
    """``a and b and c`` as three, though libcst nests them to the left."""
    operands: list[cst.BaseExpression] = []
    node: cst.BaseExpression = operation
    while isinstance(node, cst.BooleanOperation) and type(node.operator) is type(operation.operator):
        operands.append(node.right)
        node = node.left
    operands.append(node)
    return reversed(operands)
