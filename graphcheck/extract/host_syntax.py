"""The syntax tree of the Python that runs this, for what is only asked where it is sure to be answered."""

from __future__ import annotations

import ast
from collections.abc import Iterator

__all__ = ["bound_names", "dotted", "parse_with_host"]


def parse_with_host(source: bytes) -> ast.Module | None:
    """None for what that Python cannot parse: a newer grammar, or no program at all."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Every name that is bound anywhere in it, at any depth, but for the class that it is."""
    annotated = {id(node.target) for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) and node.value is None}
    for node in ast.walk(tree):
        match node:
            case ast.Name(name, ast.Store() | ast.Del()) | ast.arg(name) if id(node) not in annotated:
                yield name
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name) if node is not tree:
                yield name
            case ast.alias(name, None):
                yield name.partition(".")[0]
            case ast.alias(_, str(name)):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(str(name)):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name
            case ast.Global(names):
                yield from names
            case _:
                continue


def dotted(node: ast.expr) -> tuple[str, ...] | None:
    """The parts of a dotted name, None for any other expression."""
    match node:
        case ast.Name(name):
            return (name,)
        case ast.Attribute(base, name):
            before = dotted(base)
            return None if before is None else (*before, name)
        case _:
            return None
