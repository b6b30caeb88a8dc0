"""Calls that import the module whose name they are given as a literal."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst

from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.facts import Reference
from graphcheck.extract.scopes import Scope
from graphcheck.model.frozen import frozen

__all__ = ["DynamicImport", "is_import_call", "read_dynamic_import"]

_IMPORT_MODULE = frozenset({"importlib.import_module"})
_DUNDER_IMPORT = frozenset({"__import__", "builtins.__import__", "importlib.__import__"})
_FIND_SPEC = frozenset({"importlib.util.find_spec"})
_RESOURCES = frozenset(
    f"importlib.resources.{name}"
    for name in ("files", "contents", "is_resource", "open_binary", "open_text", "path", "read_binary", "read_text")
)
_OWN_PACKAGE = frozenset({"__package__", "__name__"})
_STRINGS = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)


@frozen
class DynamicImport:
    """``literal`` is the string that names the module."""

    module: str
    level: int
    literal: cst.BaseExpression


def is_import_call(call: cst.Call, scope: Scope, evaluator: Evaluator) -> bool:
    """Whether the call imports a module, named by a literal or not."""
    function = evaluator.value(call.func, scope)
    return isinstance(function, Reference) and function.path in _IMPORT_MODULE | _DUNDER_IMPORT


def read_dynamic_import(call: cst.Call, scope: Scope, evaluator: Evaluator) -> DynamicImport | None:
    """``importlib.import_module("a.b")``, ``__import__("a")``, ``importlib.resources.files("a")``.

    None for other calls and for computed names.
    """
    function = evaluator.value(call.func, scope)
    if not isinstance(function, Reference) or any(argument.star for argument in call.args):
        return None
    if function.path in _IMPORT_MODULE:
        arguments = _by_name(call, ("name", "package"))
    elif function.path in _DUNDER_IMPORT:
        arguments = _by_name(call, ("name", "globals", "locals", "fromlist", "level"))
    elif function.path in _RESOURCES:
        return _anchor(call, scope, evaluator)
    elif function.path in _FIND_SPEC:
        return _parent_of_spec(call, scope, evaluator)
    else:
        return None
    literal = arguments.get("name")
    name = evaluator.value(literal, scope) if isinstance(literal, _STRINGS) else None
    if literal is None or not isinstance(name, str) or not name.strip("."):
        return None
    if function.path in _DUNDER_IMPORT:
        level = evaluator.value(arguments["level"], scope) if "level" in arguments else 0
        return DynamicImport(name, level, literal) if type(level) is int and level >= 0 else None
    module = name.lstrip(".")
    return _relative(module, len(name) - len(module), literal, arguments.get("package"), scope, evaluator)


def _parent_of_spec(call: cst.Call, scope: Scope, evaluator: Evaluator) -> DynamicImport | None:
    """``find_spec("a.b")`` imports ``a`` to ask it for its path."""
    literal = call.args[0].value if len(call.args) == 1 else None
    name = evaluator.value(literal, scope) if isinstance(literal, _STRINGS) else None
    if literal is None or not isinstance(name, str) or "." not in name.strip("."):
        return None
    return DynamicImport(name.rpartition(".")[0], 0, literal) if not name.startswith(".") else None


def _anchor(call: cst.Call, scope: Scope, evaluator: Evaluator) -> DynamicImport | None:
    """The package or module whose files are asked for is imported; its first parameter was renamed in 3.12."""
    literal = next((argument.value for argument in call.args if argument.keyword is None), None)
    name = evaluator.value(literal, scope) if isinstance(literal, _STRINGS) else None
    if literal is None or not isinstance(name, str) or not name or name.startswith("."):
        return None
    return DynamicImport(name, 0, literal)


def _by_name(call: cst.Call, parameters: tuple[str, ...]) -> Mapping[str, cst.BaseExpression]:
    positional = [argument.value for argument in call.args if argument.keyword is None]
    named = {argument.keyword.value: argument.value for argument in call.args if argument.keyword is not None}
    return {**dict(zip(parameters, positional, strict=False)), **named}


def _relative(
    module: str,
    level: int,
    literal: cst.BaseExpression,
    package: cst.BaseExpression | None,
    scope: Scope,
    evaluator: Evaluator,
) -> DynamicImport | None:
    if not level:
        return DynamicImport(module, 0, literal)
    if isinstance(package, cst.Name) and package.value in _OWN_PACKAGE:
        return DynamicImport(module, level, literal)
    base = evaluator.value(package, scope) if package is not None else None
    if not isinstance(base, str) or base.count(".") < level - 1 or not base:
        return None
    parts = base.split(".")
    return DynamicImport(".".join((*parts[: len(parts) - level + 1], module)), 0, literal)
