"""The value that an expression is known to have in the Worker, as far as constants and platform checks go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import libcst as cst

from graphcheck.extract.facts import MODULE_NAME, TEXT_METHODS, UNKNOWN, Reference, Value, VersionInfo, platform_facts
from graphcheck.extract.meaning import name_text
from graphcheck.extract.operations import (
    attempt,
    combine,
    compare,
    is_known,
    read_display,
    read_number,
    read_text,
    subscript,
    truth_of,
    unary,
)
from graphcheck.extract.scopes import Binding, Scope
from graphcheck.extract.target import Target

__all__ = ["Evaluator"]

_DEEPEST = 40
_READABLE = frozenset(
    {
        cst.Name, cst.Integer, cst.Float, cst.SimpleString, cst.ConcatenatedString, cst.FormattedString, cst.Tuple,
        cst.List, cst.Set, cst.Attribute, cst.Subscript, cst.UnaryOperation, cst.BooleanOperation, cst.Comparison,
        cst.IfExp, cst.NamedExpr, cst.Call,
    }
)  # fmt: skip
_CHECKING = "TYPE_CHECKING"
_CONSTANTS: Final[Mapping[str, Value]] = {
    "True": True, "False": False, "None": None, "__debug__": True, "__name__": MODULE_NAME,
}  # fmt: skip


class Evaluator:
    """Values in the Worker that ``target`` describes.

    ``checking`` asks for the value that a type checker would see, where ``TYPE_CHECKING`` holds.
    """

    def __init__(self, target: Target) -> None:
        self._facts = platform_facts(target)
        self._names: dict[tuple[Scope, str, bool], Value] = {}
        self._depth = 0

    def truth(self, expression: cst.BaseExpression, scope: Scope, *, checking: bool = False) -> bool | None:
        return truth_of(self.value(expression, scope, checking=checking))

    def value(self, expression: cst.BaseExpression, scope: Scope, *, checking: bool = False) -> Value:
        if self._depth >= _DEEPEST or type(expression) not in _READABLE:
            return UNKNOWN
        self._depth += 1
        try:
            return self._value(expression, scope, checking)
        finally:
            self._depth -= 1

    def _value(self, node: cst.BaseExpression, scope: Scope, checking: bool) -> Value:  # noqa: FBT001
        def ask(part: cst.BaseExpression) -> Value:
            return self.value(part, scope, checking=checking)

        if type(node) is cst.Name:
            return self._name(name_text(node), scope, checking)
        if type(node) is cst.Attribute:
            return self._attribute(ask(node.value), name_text(node.attr), checking)
        if type(node) is cst.Call:
            return self._call(node, ask, checking)
        match node:
            case cst.Comparison():
                return compare(node, ask)
            case cst.SimpleString() | cst.ConcatenatedString() | cst.FormattedString():
                return read_text(node, ask)
            case cst.Integer() | cst.Float():
                return read_number(node.value)
            case cst.Tuple() | cst.List() | cst.Set():
                return read_display(node, ask)
            case cst.Subscript():
                return subscript(ask(node.value), node.slice, ask)
            case cst.UnaryOperation():
                return unary(node.operator, ask(node.expression))
            case cst.BooleanOperation():
                return combine(node.operator, ask(node.left), lambda: ask(node.right))
            case cst.IfExp():
                truth = truth_of(ask(node.test))
                return UNKNOWN if truth is None else ask(node.body if truth else node.orelse)
            case cst.NamedExpr():
                return ask(node.value)
            case _:
                return UNKNOWN

    def _name(self, name: str, scope: Scope, checking: bool) -> Value:  # noqa: FBT001
        if name == _CHECKING and checking:
            return True
        found = scope.lookup(name)
        if found is None:
            return False if name == _CHECKING else _CONSTANTS.get(name, Reference(name))
        owner, bindings = found
        key = (owner, name, checking)
        if key not in self._names:
            self._names[key] = UNKNOWN
            self._names[key] = self._agreed(bindings, owner, checking)
        return self._names[key]

    def _agreed(self, bindings: tuple[Binding, ...], scope: Scope, checking: bool) -> Value:  # noqa: FBT001
        """The one value that all live bindings have in common."""
        agreed: list[Value] = []
        for binding in bindings:
            if any(self.truth(test, scope, checking=checking) is (not wanted) for test, wanted in binding.under):
                continue
            bound = binding.value
            if type(bound) is Reference:
                value = self._fact(bound.path, checking)
            elif bound is None or isinstance(bound, (cst.FunctionDef, cst.ClassDef, Reference)):
                return UNKNOWN
            else:
                value = self.value(bound, scope, checking=checking)
            if agreed and not _same(value, agreed[0]):
                return UNKNOWN
            agreed.append(value)
        return agreed[0] if agreed else UNKNOWN

    def _fact(self, path: str, checking: bool) -> Value:  # noqa: FBT001
        """Any module may hand on ``TYPE_CHECKING``; the name says what it is."""
        if path.rpartition(".")[2] == _CHECKING:
            return checking
        return self._facts.get(path, Reference(path))

    def _attribute(self, base: Value, name: str, checking: bool) -> Value:  # noqa: FBT001
        match base:
            case Reference():
                return self._fact(f"{base.path}.{name}", checking)
            case VersionInfo():
                return {"major": base.known[0], "minor": base.known[1]}.get(name, UNKNOWN)
            case _:
                return UNKNOWN

    def _call(self, node: cst.Call, ask: Callable[[cst.BaseExpression], Value], checking: bool) -> Value:  # noqa: FBT001
        arguments = tuple(ask(argument.value) for argument in node.args if not argument.star and not argument.keyword)
        if len(arguments) != len(node.args):
            return UNKNOWN
        if isinstance(node.func, cst.Attribute):
            base, name = ask(node.func.value), name_text(node.func.attr)
            method = TEXT_METHODS.get(name)
            if isinstance(base, str) and method:
                return attempt(lambda: method(base, *arguments)) if all(map(is_known, arguments)) else UNKNOWN
            function = self._attribute(base, name, checking)
        else:
            function = ask(node.func)
        if not isinstance(function, Reference):
            return UNKNOWN
        if function.path == "bool" and len(arguments) == 1:
            truth = truth_of(arguments[0])
            return UNKNOWN if truth is None else truth
        return self._facts.get(f"{function.path}()", UNKNOWN) if not arguments else UNKNOWN


def _same(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other
