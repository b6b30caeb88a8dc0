"""The syntax tree of the Python that runs this, for what is only asked where it is sure to be answered."""

from __future__ import annotations

import ast

__all__ = ["dotted", "parse_with_host"]


def parse_with_host(source: bytes) -> ast.Module | None:
    """None for what that Python cannot parse: a newer grammar, or no program at all."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


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
