"""The ``__all__`` of a module, as long as it can be read without running it."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.expressions import target_names
from graphcheck.extract.meaning import ImportPart
from graphcheck.extract.scopes import Scope

__all__ = ["Exports"]

_NAME = "__all__"


class Exports:
    """Follows ``__all__`` through the module; ``names`` is None where there is none, or where it is computed."""

    def __init__(self, evaluator: Evaluator, scope: Scope) -> None:
        self._evaluator = evaluator
        self._scope = scope
        self._names: tuple[str, ...] | None = None
        self._computed = False

    @property
    def names(self) -> tuple[str, ...] | None:
        return None if self._computed else self._names

    def imported(self, part: ImportPart) -> None:
        """An ``__all__`` that another module brings."""
        self._computed = self._computed or any(bound == _NAME for _, bound in part.names)

    def follow(self, statement: cst.BaseSmallStatement, *, certain: bool, dead: bool, function: bool) -> None:
        """``certain`` is False where nobody knows whether ``statement`` runs, or how often."""
        if dead:
            return
        certain = certain and not function
        match statement:
            case cst.Assign():
                if any(_is_all(target.target) for target in statement.targets):
                    self._change(statement.value, certain=certain, keep=False)
            case cst.AnnAssign(value=cst.BaseExpression()) if _is_all(statement.target):
                self._change(statement.value, certain=certain, keep=False)
            case cst.AugAssign() if _is_all(statement.target):
                self._change(statement.value, certain=certain, keep=True)
            case cst.Expr(value=cst.Call() as call):
                self._call(call, certain=certain)
            case _:
                pass

    def _call(self, call: cst.Call, *, certain: bool) -> None:
        argument = call.args[0].value if len(call.args) == 1 else None
        match call.func:
            case cst.Attribute(value=cst.Name(value="__all__"), attr=cst.Name(value="extend")) if argument:
                self._change(argument, certain=certain, keep=True)
            case cst.Attribute(value=cst.Name(value="__all__"), attr=cst.Name(value="append")) if argument:
                self._add(self._strings((cst.Element(argument),)), certain=certain, keep=True)
            case cst.Attribute(value=cst.Name(value="__all__"), attr=cst.Name(value="sort")):
                pass
            case cst.Attribute(value=cst.Name(value="__all__")):
                self._computed = True
            case _:
                self._computed = self._computed or any(_is_all(passed.value) for passed in call.args)

    def _change(self, value: cst.BaseExpression | None, *, certain: bool, keep: bool) -> None:
        self._add(None if value is None else self._read(value), certain=certain, keep=keep)

    def _add(self, names: tuple[str, ...] | None, *, certain: bool, keep: bool) -> None:
        if names is None or not certain or (keep and self._names is None):
            self._computed = True
        else:
            self._names = (*(self._names or ()), *names) if keep else names

    def _read(self, value: cst.BaseExpression) -> tuple[str, ...] | None:
        """A display of strings, or a sum of such."""
        parts: list[tuple[str, ...]] = []
        while isinstance(value, cst.BinaryOperation) and isinstance(value.operator, cst.Add):
            right = self._display(value.right)
            if right is None:
                return None
            parts.append(right)
            value = value.left
        left = self._display(value)
        return None if left is None else tuple(name for part in (left, *reversed(parts)) for name in part)

    def _display(self, value: cst.BaseExpression) -> tuple[str, ...] | None:
        if isinstance(value, cst.Name) and value.value == _NAME:
            return self._names
        return self._strings(value.elements) if isinstance(value, (cst.List, cst.Tuple)) else None

    def _strings(self, elements: Sequence[cst.BaseElement]) -> tuple[str, ...] | None:
        names: list[str] = []
        for element in elements:
            value = self._evaluator.value(element.value, self._scope) if isinstance(element, cst.Element) else None
            if not isinstance(value, str):
                return None
            names.append(value)
        return tuple(names)


def _is_all(node: cst.BaseExpression) -> bool:
    return any(name.value == _NAME for name in target_names(node))
