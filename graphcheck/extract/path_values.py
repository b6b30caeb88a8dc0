"""Expressions that say a path with constants alone, as the Worker's Python would compute it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Protocol

import libcst as cst

__all__ = ["PathNames", "PathValues", "dotted_name"]

_PATH_CLASSES = frozenset(("pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath"))
_JOINERS = _PATH_CLASSES | {"os.path.join", "posixpath.join"}
_SAME = frozenset(("os.fspath", "os.fsdecode", "str"))
_SAME_METHODS = frozenset(("absolute", "as_posix", "expanduser", "__fspath__"))
_NORMALISERS = frozenset(("os.path.abspath", "os.path.realpath", "os.path.normpath"))
_RESOURCE_FOLDERS = frozenset(("importlib.resources.files", "importlib_resources.files"))
_PACKAGE_NAMES = frozenset(("__package__", "__name__", "__spec__.parent"))
_CONSTANTS = {
    "os.pardir": "..", "os.path.pardir": "..", "os.curdir": ".", "os.path.curdir": ".",
    "os.sep": "/", "os.path.sep": "/",
}  # fmt: skip
_CURRENT_FOLDER = frozenset(("os.getcwd", "pathlib.Path.cwd"))
_MOST_STEPS = 50


def dotted_name(node: cst.BaseExpression, imported: Mapping[str, str]) -> str | None:
    """``a.b.c`` as its first name was imported: ``resources.files`` -> ``importlib.resources.files``."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return None
    return ".".join((imported.get(node.value, node.value), *reversed(parts)))


class PathNames(Protocol):
    """What names stand for in one file."""

    def full_name(self, name: str) -> str:
        """``name`` as it was imported; ``name`` itself where it was not."""

    def expression(self, name: str) -> cst.BaseExpression | None:
        """What ``name`` is assigned, where that is one expression."""


class PathValues:
    """``file`` is ``__file__``; ``root`` is the folder that app packages lie in."""

    def __init__(self, file: str, root: str, names: PathNames) -> None:
        self._file = file
        self._root = root
        self._names = names
        self._steps = 0

    def evaluate(self, node: cst.BaseExpression) -> str | None:
        """The path, absolute or relative; None where something in it is not known."""
        self._steps = 0
        return self._evaluate(node)

    def package_folder(self, node: cst.BaseExpression) -> str | None:
        """The folder of a package that is named by a constant, ``__package__`` or ``__name__``."""
        if self._dotted(node) in _PACKAGE_NAMES:
            return posixpath.dirname(self._file)
        name = self._evaluate(node)
        return posixpath.join(self._root, *name.split(".")) if name and "/" not in name else None

    def _evaluate(self, node: cst.BaseExpression) -> str | None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            return None
        match node:
            case cst.SimpleString() | cst.ConcatenatedString():
                value = node.evaluated_value
                return value if isinstance(value, str) else None
            case cst.Name():
                if node.value == "__file__":
                    return self._file
                assigned = self._names.expression(node.value)
                return (
                    _CONSTANTS.get(self._names.full_name(node.value)) if assigned is None else self._evaluate(assigned)
                )
            case cst.NamedExpr():
                return self._evaluate(node.value)
            case cst.FormattedString():
                return self._formatted(node)
            case cst.BinaryOperation(operator=cst.Divide() | cst.Add()):
                return self._binary(node)
            case cst.Attribute(attr=cst.Name(value="parent")):
                inner = self._evaluate(node.value)
                return posixpath.dirname(inner) if inner else None
            case cst.Attribute():
                return _CONSTANTS.get(self._dotted(node) or "")
            case cst.Subscript():
                return self._ancestor(node)
            case cst.Call():
                return self._call(node)
            case _:
                return None

    def _dotted(self, node: cst.BaseExpression) -> str | None:
        name = dotted_name(node, {})
        first, dot, rest = (name or "").partition(".")
        return f"{self._names.full_name(first)}{dot}{rest}" if name else None

    def _formatted(self, node: cst.FormattedString) -> str | None:
        """``f"{HERE}/lib"``, without conversions and formats."""
        parts: list[str | None] = []
        for part in node.parts:
            if isinstance(part, cst.FormattedStringText):
                parts.append(part.value if "\\" not in part.value else None)
            elif isinstance(part, cst.FormattedStringExpression):
                plain = part.format_spec is None and part.conversion is None
                parts.append(self._evaluate(part.expression) if plain else None)
        known = [part for part in parts if part is not None]
        return "".join(known) if len(known) == len(parts) else None

    def _binary(self, node: cst.BinaryOperation) -> str | None:
        left, right = self._evaluate(node.left), self._evaluate(node.right)
        if left is None or right is None:
            return None
        return left + right if isinstance(node.operator, cst.Add) else str(PurePosixPath(left, right))

    def _ancestor(self, node: cst.Subscript) -> str | None:
        """``path.parents[n]``."""
        match node:
            case cst.Subscript(
                value=cst.Attribute(value=base, attr=cst.Name(value="parents")),
                slice=[cst.SubscriptElement(slice=cst.Index(value=cst.Integer(value=number)))],
            ):
                if not (number.isdecimal() and len(number) == 1):
                    return None
                path = self._evaluate(base)
                for _ in range(int(number) + 1):
                    path = posixpath.dirname(path) if path else None
                return path
            case _:
                return None

    def _call(self, node: cst.Call) -> str | None:
        arguments = tuple(_positional(node.args))
        name = self._dotted(node.func)
        if name in _CURRENT_FOLDER and not arguments:
            return "/"
        if name in _RESOURCE_FOLDERS and len(arguments) == 1:
            return self.package_folder(arguments[0])
        if name in _JOINERS and arguments:
            joined = self._join(arguments)
            return str(PurePosixPath(joined)) if joined and name in _PATH_CLASSES else joined
        if name in _SAME and len(arguments) == 1:
            return self._evaluate(arguments[0])
        if name in _NORMALISERS and len(arguments) == 1:
            inner = self._evaluate(arguments[0])
            return posixpath.normpath(inner) if inner else None
        if name in ("os.path.dirname", "posixpath.dirname") and len(arguments) == 1:
            inner = self._evaluate(arguments[0])
            return posixpath.dirname(inner) if inner else None
        if isinstance(node.func, cst.Attribute):
            return self._method(node.func, arguments)
        return None

    def _method(self, func: cst.Attribute, arguments: Sequence[cst.BaseExpression]) -> str | None:
        base = self._evaluate(func.value)
        if base is None:
            return None
        if func.attr.value in _SAME_METHODS:
            return base
        if func.attr.value == "resolve":
            return posixpath.normpath(base)
        rest = self._join(arguments) if arguments else None
        if func.attr.value == "joinpath" and rest is not None:
            return posixpath.join(base, rest)
        if func.attr.value == "with_name" and rest is not None:
            return posixpath.join(posixpath.dirname(base), rest)
        return None

    def _join(self, arguments: Sequence[cst.BaseExpression]) -> str | None:
        parts = [self._evaluate(argument) for argument in arguments]
        known = [part for part in parts if part is not None]
        return posixpath.join(*known) if known and len(known) == len(parts) else None


def _positional(arguments: Sequence[cst.Arg]) -> Iterator[cst.BaseExpression]:
    for argument in arguments:
        if argument.keyword is None and not argument.star:
            yield argument.value
