"""Functions that do nothing but put values into attributes: ``other.module.Name = Mine``."""

from __future__ import annotations

import ast
import re

from graphcheck.extract.host_syntax import dotted, parse_with_host
from graphcheck.model.uses import Placement

__all__ = ["find_placements"]

_OUTERMOST = re.compile(rb"^[^\s#)\]}]", re.MULTILINE)
_DEFINITION = rb"\bdef[ \t]+%s\b"


def find_placements(source: bytes, function: str, begin: int) -> tuple[Placement, ...]:
    """What the function of the top level that begins at ``begin`` puts where.

    Nothing where it takes arguments, is decorated, or does anything else as well; where the file may define another
    function of that name; and for what the Python that runs this cannot parse.
    """
    if len(re.findall(_DEFINITION % re.escape(function.encode()), source)) > 1 or _is_decorated(source, begin):
        return ()
    end = _OUTERMOST.search(source, begin + 1)
    module = parse_with_host(source[begin : end.start() if end else None])
    match module.body if module else []:
        case [ast.FunctionDef() as definition]:
            return _placements(definition)
        case _:
            return ()


def _is_decorated(source: bytes, begin: int) -> bool:
    before = [line.start() for line in _OUTERMOST.finditer(source, 0, begin)]
    return bool(before) and source.startswith(b"@", before[-1])


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
