"""The syntax tree of the Python that runs this, for what is only asked where it is sure to be answered."""

from __future__ import annotations

import ast

__all__ = ["parse_with_host"]


def parse_with_host(source: bytes) -> ast.Module | None:
    """None for what that Python cannot parse: a newer grammar, or no program at all."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
