"""Statements that change ``sys.modules``."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from graphcheck.extract.facts import MODULE_NAME, Reference
from graphcheck.extract.file import File
from graphcheck.extract.known_paths import known_path
from graphcheck.extract.surroundings import Surroundings
from graphcheck.model.steps import RegisterStep, Registration

__all__ = ["is_module_table", "registered_by_assignment", "registered_by_call", "registered_by_deletion"]


def is_module_table(node: cst.BaseExpression, around: Surroundings) -> bool:
    return isinstance(node, (cst.Attribute, cst.Name)) and around.evaluator.value(node, around.scope) == Reference(
        "sys.modules"
    )


def registered_by_assignment(
    statement: cst.Assign | cst.AnnAssign | cst.AugAssign, around: Surroundings, file: File
) -> Iterator[RegisterStep]:
    """``sys.modules["name"] = ...``, ``sys.modules["name"].__path__ = [...]``, each target of a chain."""
    if not file.may_change_modules or around.dead or statement.value is None or isinstance(statement, cst.AugAssign):
        return
    targets = (
        [target.target for target in statement.targets] if isinstance(statement, cst.Assign) else [statement.target]
    )
    for target in targets:
        name = _entry(target, around)
        if name:
            yield _registered(name, statement.value, around)
        elif isinstance(target, cst.Attribute) and target.attr.value == "__path__":
            yield from _folders(target.value, statement.value, around)


def registered_by_call(call: cst.Call, around: Surroundings, file: File) -> Iterator[RegisterStep]:
    """``sys.modules.setdefault(name, module)``, ``sys.modules.pop(name)``."""
    if not file.may_change_modules or around.dead or not isinstance(call.func, cst.Attribute):
        return
    if call.func.attr.value not in ("setdefault", "pop") or not is_module_table(call.func.value, around):
        return
    name = around.evaluator.value(call.args[0].value, around.scope) if call.args else None
    if isinstance(name, str) and name:
        if call.func.attr.value == "pop":
            yield RegisterStep(name, Registration.REMOVE)
        elif len(call.args) > 1:
            yield _registered(name, call.args[1].value, around)


def registered_by_deletion(statement: cst.Del, around: Surroundings, file: File) -> Iterator[RegisterStep]:
    """``del sys.modules["name"]``."""
    name = _entry(statement.target, around) if file.may_change_modules and not around.dead else None
    if name:
        yield RegisterStep(name, Registration.REMOVE)


def _registered(name: str, value: cst.BaseExpression, around: Surroundings) -> RegisterStep:
    if isinstance(value, cst.Name) and value.value == "None":
        return RegisterStep(name, Registration.BLOCK)
    source = _module_named_by(value, around)
    if source is None:
        return RegisterStep(name, Registration.OBJECT)
    return RegisterStep(name, Registration.MODULE, source)


def _module_named_by(value: cst.BaseExpression, around: Surroundings) -> str | None:
    """An imported name, or an entry of ``sys.modules``; the empty text for that of this module."""
    if _is_own_entry(value, around):
        return ""
    if entry := _entry(value, around):
        return entry
    known = around.evaluator.value(value, around.scope) if isinstance(value, (cst.Name, cst.Attribute)) else None
    if isinstance(known, Reference) and not known.path.startswith(".") and known.path.isprintable():
        return known.path
    return None


def _folders(owner: cst.BaseExpression, value: cst.BaseExpression, around: Surroundings) -> Iterator[RegisterStep]:
    name = _entry(owner, around) or _made_module(owner, around)
    if not name or not isinstance(value, (cst.List, cst.Tuple)):
        return
    paths = [known_path(element.value, around.scope, around.evaluator) for element in value.elements]
    known = tuple(path for path in paths if path is not None)
    if len(known) == len(paths):
        yield RegisterStep(name, Registration.FOLDERS, folders=known)


def _made_module(node: cst.BaseExpression, around: Surroundings) -> str | None:
    """The name given to ``types.ModuleType``, for a variable that holds its result."""
    if not isinstance(node, cst.Name):
        return None
    found = around.scope.lookup(node.value)
    for binding in found[1] if found else ():
        made = binding.value
        if (
            isinstance(made, cst.Call)
            and made.args
            and around.evaluator.value(made.func, around.scope) == Reference("types.ModuleType")
        ):
            name = around.evaluator.value(made.args[0].value, around.scope)
            return name if isinstance(name, str) else None
    return None


def _entry(node: cst.BaseExpression, around: Surroundings) -> str | None:
    """The constant key of ``sys.modules[...]``."""
    index = _index(node, around)
    name = around.evaluator.value(index, around.scope) if index is not None else None
    return name if isinstance(name, str) and name else None


def _is_own_entry(node: cst.BaseExpression, around: Surroundings) -> bool:
    index = _index(node, around)
    return index is not None and around.evaluator.value(index, around.scope) == MODULE_NAME


def _index(node: cst.BaseExpression, around: Surroundings) -> cst.BaseExpression | None:
    match node:
        case cst.Subscript(value=value, slice=[cst.SubscriptElement(slice=cst.Index(value=index))]) if is_module_table(
            value, around
        ):
            return index
        case _:
            return None
