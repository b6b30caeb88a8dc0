"""Paths relative to the file that says them: what a file contains does not tell where it lies."""

from __future__ import annotations

import libcst as cst

from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.facts import Reference
from graphcheck.extract.path_values import PathValues
from graphcheck.extract.scopes import Scope
from graphcheck.model.conditions import KnownPath

__all__ = ["is_path_object", "known_path"]

_LEVELS = tuple(f"\ue000{level}" for level in range(32))
_FILE = "/" + "/".join(_LEVELS)
"""A stand-in for ``__file__`` whose parents are recognised in a result; the characters are private to nobody else."""


_PATH_CLASSES = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.Path.cwd"})
_PATH_METHODS = frozenset({"resolve", "absolute", "expanduser", "joinpath", "with_name"})


class _ScopeNames:
    def __init__(self, scope: Scope, evaluator: Evaluator) -> None:
        self._scope = scope
        self._evaluator = evaluator

    def full_name(self, name: str) -> str:
        value = self._evaluator.value(cst.Name(name), self._scope) if name.isidentifier() else None
        return value.path if isinstance(value, Reference) else name

    def expression(self, name: str) -> cst.BaseExpression | None:
        found = self._scope.lookup(name)
        value = found[1][0].value if found and len(found[1]) == 1 else None
        return value if isinstance(value, cst.BaseExpression) else None


def known_path(node: cst.BaseExpression, scope: Scope, evaluator: Evaluator) -> KnownPath | None:
    """None where something in the expression is not known."""
    path = PathValues(_FILE, "/session/metadata", _ScopeNames(scope, evaluator)).evaluate(node)
    if path is None or "\0" in path:
        return None
    parts = path.split("/")[1:] if path.startswith("/") else []
    same = next((at for at, (one, other) in enumerate(zip(parts, _LEVELS, strict=False)) if one != other), None)
    same = min(len(parts), len(_LEVELS)) if same is None else same
    if same == 0:
        return KnownPath(None, path)
    return KnownPath(len(_LEVELS) - same, "/".join(parts[same:]))


def is_path_object(node: cst.BaseExpression, scope: Scope, evaluator: Evaluator) -> bool:
    """Whether an expression is an object of ``pathlib`` and no text."""
    names = _ScopeNames(scope, evaluator)
    for _ in range(len(_LEVELS)):
        match node:
            case cst.Name(value=name) if expression := names.expression(name):
                node = expression
            case cst.BinaryOperation(operator=cst.Divide(), left=left):
                node = left
            case cst.Attribute(attr=cst.Name(value="parent"), value=value):
                node = value
            case cst.Subscript(value=cst.Attribute(attr=cst.Name(value="parents"), value=value)):
                node = value
            case cst.Call(func=function):
                known = evaluator.value(function, scope)
                if isinstance(known, Reference):
                    return known.path in _PATH_CLASSES
                if not (isinstance(function, cst.Attribute) and function.attr.value in _PATH_METHODS):
                    return False
                node = function.value
            case _:
                return False
    return False
