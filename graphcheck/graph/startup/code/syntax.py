"""Source text and pieces of it as CPython's own trees."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache

__all__ = [
    "as_loaded", "assigned_names", "binding_fails", "caught_names", "is_generator", "parse_expression",
    "parse_function", "parse_statements",
]  # fmt: skip


@lru_cache(maxsize=256)
def parse_statements(source: str) -> list[ast.stmt]:
    """Nothing where the Python that runs us cannot read what the Worker's can."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


@lru_cache(maxsize=256)
def parse_expression(source: str) -> ast.expr | None:
    try:
        return ast.parse(f"({source}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parse_function(source: str) -> ast.FunctionDef | None:
    body = parse_statements(source) if source else []
    return body[0] if body and isinstance(body[0], ast.FunctionDef) else None


@lru_cache(maxsize=256)
def is_generator(node: ast.FunctionDef) -> bool:
    stack: list[ast.AST] = list(node.body)
    while stack:
        each = stack.pop()
        if isinstance(each, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack.extend(ast.iter_child_nodes(each))
    return False


def binding_fails(parameters: ast.arguments, given: Sequence[object], named: Mapping[str, object]) -> bool:
    """Whether a call with these arguments is a TypeError: one is missing, there is one too many, or given twice."""
    by_place = [each.arg for each in (*parameters.posonlyargs, *parameters.args)]
    by_name = {each.arg for each in (*parameters.args, *parameters.kwonlyargs)}
    needed = by_place[: len(by_place) - len(parameters.defaults)] + [
        each.arg for each, default in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True) if default is None
    ]
    filled = {*by_place[: len(given)], *named}
    return (
        not filled.issuperset(needed)
        or (len(given) > len(by_place) and parameters.vararg is None)
        or not named.keys().isdisjoint(by_place[: len(given)])
        or (parameters.kwarg is None and not by_name.issuperset(named))
    )


@lru_cache(maxsize=256)
def assigned_names(*body: ast.stmt) -> frozenset[str]:
    stored = (node for statement in body for node in ast.walk(statement))
    return frozenset(node.id for node in stored if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))


def as_loaded(target: ast.expr) -> ast.expr:
    """What an augmented assignment reads before it writes; an unknown value for anything but a name."""
    match target:
        case ast.Name(name):
            return ast.copy_location(ast.Name(name, ast.Load()), target)
        case _:
            return ast.copy_location(ast.Constant(...), target)


def caught_names(node: ast.expr | None) -> tuple[str, ...] | None:
    """The classes that an ``except`` clause names, last parts only; None where it may catch anything."""
    match node:
        case None:
            return None
        case ast.Tuple(items):
            return tuple(name for item in items for name in caught_names(item) or ())
        case ast.Name(name) | ast.Attribute(attr=name):
            return (name,)
        case _:
            return None
