"""Classes whose attributes a file shows completely, and what could give a class more of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from graphcheck.extract.host_syntax import bound_names, parse_with_host

__all__ = ["count_stores", "find_plain_classes", "may_change_class"]

_DYNAMIC = frozenset({"exec", "eval", "locals", "vars", "globals", "setattr", "__slots__"})
_SETTERS = frozenset({"setattr", "delattr", "__setattr__", "__delattr__"})
_MANY = 100
_ASKING = frozenset({"isinstance", "issubclass", "hasattr", "getattr", "cast", "repr", "str", "id", "type"})
"""Functions that leave the class that they are given as it is."""


def find_plain_classes(source: bytes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of those of the top level, each with all names that it or a class above it may bind.

    A plain class has no decorator, no metaclass, and no base but ``object`` and plain classes of the same file; its
    body holds nothing but definitions and assignments that call nothing, since what is called may be told the class
    (``__set_name__``). Nothing for a file that the Python that runs this cannot parse.
    """
    module = parse_with_host(source)
    if module is None:
        return ()
    bound = list(bound_names(module))
    found: dict[str, frozenset[str]] = {}
    for node in module.body:
        if isinstance(node, ast.ClassDef) and bound.count(node.name) == 1 and "object" not in bound:
            above = [found.get(base.id) if isinstance(base, ast.Name) else None for base in _bases(node)]
            known = [names for names in above if names is not None]
            if len(known) == len(above) and _is_plain(node):
                found[node.name] = frozenset(bound_names(node)).union(*known)
    return tuple((name, tuple(sorted(names))) for name, names in found.items())


def may_change_class(source: bytes, names: Sequence[str], attribute: str) -> bool:
    """Whether something in the file may give ``attribute`` to the class that is known under ``names``.

    It may where the attribute is stored at all or named in a text, where an attribute with a computed name is set in a
    file that knows the class, and where the class is handed to a function.
    """
    knows = any(name.encode() in source for name in names)
    if not knows and attribute.encode() not in source:
        return False
    module = parse_with_host(source)
    if module is None or any(_names_it(node, attribute) for node in ast.walk(module)):
        return True
    if not knows:
        return False
    known = {*names, *_renamed(module, names)}
    return any(_may_set_computed(node) or _hands_over(node, known) for node in ast.walk(module))


def count_stores(source: bytes, name: str) -> int:
    """How often the file stores an attribute of that name in whatever object; many times for all that is known of what
    cannot be parsed."""
    if name.encode() not in source:
        return 0
    module = parse_with_host(source)
    return sum(_stores(node, name) for node in ast.walk(module)) if module else _MANY


def _bases(node: ast.ClassDef) -> list[ast.expr]:
    return [base for base in node.bases if not (isinstance(base, ast.Name) and base.id == "object")]


def _is_plain(node: ast.ClassDef) -> bool:
    if node.decorator_list or node.keywords or getattr(node, "type_params", None):
        return False
    if any(isinstance(each, ast.Name) and each.id in _DYNAMIC for each in ast.walk(node)):
        return False
    return all(_only_defines(statement) for statement in node.body)


def _only_defines(statement: ast.stmt) -> bool:
    match statement:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Pass() | ast.Expr(ast.Constant()):
            return True
        case ast.Assign(targets, value):
            return all(isinstance(target, ast.Name) for target in targets) and not _calls(value)
        case ast.AnnAssign(ast.Name(), _, value):
            return value is None or not _calls(value)
        case _:
            return False


def _calls(value: ast.expr) -> bool:
    return any(isinstance(node, (ast.Call, ast.Await, ast.Yield)) for node in ast.walk(value))


def _names_it(node: ast.AST, attribute: str) -> bool:
    return _stores(node, attribute) or (isinstance(node, ast.Constant) and node.value == attribute)


def _stores(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == name and not isinstance(node.ctx, ast.Load)


def _renamed(module: ast.Module, names: Sequence[str]) -> Iterator[str]:
    """Other names that the file has for it."""
    for node in ast.walk(module):
        match node:
            case ast.alias(name, str(other)) if name.rpartition(".")[2] in names:
                yield other
            case ast.Assign(targets, value) if _mentions(value, names):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case _:
                continue


def _may_set_computed(node: ast.AST) -> bool:
    """``setattr(other, computed, value)``; what an object does to itself changes no class."""
    match node:
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name), [first, second, *_]) if name in _SETTERS:
            own = isinstance(first, ast.Name) and first.id == "self"
            return not own and not isinstance(second, ast.Constant)
        case ast.Call(ast.Name(name) | ast.Attribute(attr=name)):
            return name in _SETTERS
        case _:
            return False


def _hands_over(node: ast.AST, names: set[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    return called not in _ASKING and any(_mentions(each, names) for each in given)


def _mentions(value: ast.expr, names: Sequence[str] | set[str]) -> bool:
    """Whether it is the class, or a container or choice with the class in it; not where something of it is asked."""
    match value:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name in names
        case ast.Call() | ast.Subscript():
            return False
        case _:
            return any(isinstance(each, ast.expr) and _mentions(each, names) for each in ast.iter_child_nodes(value))
