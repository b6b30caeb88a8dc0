"""Which name means what: the bindings of a module, class or function body, and the lookup through enclosing ones."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TypeAlias

import libcst as cst

from graphcheck.extract.bindings import bound_names
from graphcheck.extract.facts import Reference
from graphcheck.extract.meaning import name_text
from graphcheck.extract.tree import Statement, branches, inner_blocks, is_compound, statements
from graphcheck.model.frozen import frozen

__all__ = ["Binding", "Conditions", "Scope", "ScopeKind", "ScopeNode"]

ScopeNode: TypeAlias = cst.Module | cst.ClassDef | cst.FunctionDef

Conditions: TypeAlias = tuple[tuple[cst.BaseExpression, bool], ...]
"""Tests and the truth that each must have."""


class ScopeKind(Enum):
    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"


@frozen
class Binding:
    """One place that binds a name, to ``value`` where that is known; ``under`` are the conditions around it."""

    value: cst.BaseExpression | cst.FunctionDef | cst.ClassDef | Reference | None
    under: Conditions = ()


_KINDS = {cst.Module: ScopeKind.MODULE, cst.ClassDef: ScopeKind.CLASS, cst.FunctionDef: ScopeKind.FUNCTION}


class Scope:
    """One body and the names it binds, read when the first name is asked for: most functions never ask.

    ``walrus`` says whether the file has assignment expressions at all.
    """

    def __init__(self, node: ScopeNode, parent: Scope | None = None, *, walrus: bool = True) -> None:
        self.kind = _KINDS[type(node)]
        self.parent = parent
        self._node = node
        self.walrus: bool = walrus if parent is None else parent.walrus
        self._bindings: dict[str, list[Binding]] | None = None
        self._elsewhere: set[str] = set()

    def lookup(self, name: str) -> tuple[Scope, tuple[Binding, ...]] | None:
        """The scope that ``name`` belongs to, and all that binds it there; None where nothing in the file does."""
        scope: Scope | None = self
        while scope is not None:
            if scope is self or scope.kind is not ScopeKind.CLASS:
                found = scope.own(name)
                if found:
                    return scope, found
            scope = scope.parent
        return None

    def own(self, name: str) -> tuple[Binding, ...]:
        bindings = self._read()
        return () if name in self._elsewhere else tuple(bindings.get(name, ()))

    @property
    def declared_global(self) -> frozenset[str]:
        """Names that a ``global`` or ``nonlocal`` statement gives to an outer scope."""
        self._read()
        return frozenset(self._elsewhere)

    @property
    def module(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def disown(self, names: set[str]) -> None:
        """``names`` are also bound by ``global`` statements of functions: nothing is known of their values."""
        bindings = self._read()
        for name in names:
            bindings.setdefault(name, []).append(Binding(None))

    def _read(self) -> dict[str, list[Binding]]:
        if self._bindings is None:
            self._bindings = {}
            if isinstance(self._node, cst.FunctionDef):
                for parameter in _parameters(self._node.params):
                    self._bindings.setdefault(name_text(parameter.name), []).append(Binding(None))
            body = self._node if isinstance(self._node, cst.Module) else self._node.body
            rewritten = False
            for statement, under in _with_conditions(body, ()):
                if type(statement) is cst.Global or type(statement) is cst.Nonlocal:
                    self._elsewhere.update(name_text(item.name) for item in statement.names)
                for name, value in bound_names(statement, walrus=self.walrus):
                    self._bindings.setdefault(name, []).append(Binding(value, under))
                rewritten = rewritten or (type(statement) is cst.Assign and _rewrites_names(statement))
            if rewritten:
                for bindings in self._bindings.values():
                    if any(isinstance(binding.value, cst.BaseExpression) for binding in bindings):
                        bindings.append(Binding(None))
        return self._bindings


def _with_conditions(block: cst.Module | cst.BaseSuite, under: Conditions) -> Iterator[tuple[Statement, Conditions]]:
    """The statements of one scope with the ``if`` tests that they stand under."""
    for statement in statements(block):
        yield statement, under
        if type(statement) is cst.If:
            passed = under
            for test, body in branches(statement):
                yield from _with_conditions(body, passed if test is None else (*passed, (test, True)))
                if test is not None:
                    passed = (*passed, (test, False))
        elif is_compound(statement) and not isinstance(statement, (cst.FunctionDef, cst.ClassDef)):
            for inner in inner_blocks(statement):
                yield from _with_conditions(inner, under)


def _rewrites_names(statement: cst.Assign) -> bool:
    """``globals()[NAME] = VALUE``: a name that no target shows."""
    for target in statement.targets:
        match target.target:
            case cst.Subscript(value=cst.Call(func=cst.Name(value="globals"), args=[])):
                return True
            case _:
                continue
    return False


def _parameters(parameters: cst.Parameters) -> Iterator[cst.Param]:
    yield from (*parameters.posonly_params, *parameters.params, *parameters.kwonly_params)
    for star in (parameters.star_arg, parameters.star_kwarg):
        if isinstance(star, cst.Param):
            yield star
