"""Functions that do nothing but put values into attributes: ``other.module.Name = Mine``."""

from __future__ import annotations

import ast

from graphcheck.extract.host_syntax import dotted, parse_with_host
from graphcheck.model.uses import Placement

__all__ = ["find_placements"]


def find_placements(source: bytes) -> tuple[tuple[str, tuple[Placement, ...]], ...]:
    """Those of the top level that take no arguments, with what they put where.

    Nothing for a file that the Python that runs this cannot parse.
    """
    module = parse_with_host(source)
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)] if module else []
    defined = [node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)] if module else []
    alone = (each for each in functions if defined.count(each.name) == 1 and not each.decorator_list)
    found = ((function.name, _placements(function)) for function in alone)
    return tuple((name, placements) for name, placements in found if placements)


def _placements(function: ast.FunctionDef) -> tuple[Placement, ...]:
    """Nothing where the function does anything else as well."""
    placements: list[Placement] = []
    for statement in function.body:
        match statement:
            case ast.Expr(ast.Constant()) | ast.Pass():
                continue
            case ast.Assign([ast.Attribute(owner, name)], value):
                chain, placed = dotted(owner), dotted(value)
                if chain is None or placed is None:
                    return ()
                placements.append(Placement(chain, name, placed))
            case _:
                return ()
    return tuple(placements) if not any(ast.iter_child_nodes(function.args)) else ()
