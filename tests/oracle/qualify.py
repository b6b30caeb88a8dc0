"""Another spelling of imports: ``from a.b import c`` as ``import a.b``, and each use of ``c`` as ``a.b.c``."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

__all__ = ["qualify"]


def qualify(text: str, own: AbstractSet[str], prefix: str) -> tuple[str, int]:
    """``text`` with its top-level from-imports of ``own`` modules spelt that way, and how many there were.

    ``prefix`` (``src.`` or "") stands before each module's name. A statement stays where one of its names is bound
    anywhere else, or used in an f-string, whose insides have no position before Python 3.12.
    """
    tree = ast.parse(text)
    bound = Counter(_bindings(tree))
    unplaced = {node.id for outer in ast.walk(tree) if isinstance(outer, ast.JoinedStr) for node in _names(outer)}
    edits: list[tuple[int, int, int, int, str]] = []
    meant: dict[str, str] = {}
    for statement in tree.body:
        module = statement.module if isinstance(statement, ast.ImportFrom) and not statement.level else None
        if module is None or module not in own or not isinstance(statement, ast.ImportFrom):
            continue
        names = {alias.asname or alias.name: f"{module}.{alias.name}" for alias in statement.names}
        tops = {module.partition(".")[0], f"{prefix}{module}".partition(".")[0]}
        if "*" in names or any(bound[name] != 1 or name in unplaced for name in names) or any(map(bound.get, tops)):
            continue
        modules = dict.fromkeys(name if name in own else module for name in names.values())
        place = (statement.lineno, statement.col_offset, statement.end_lineno or 0, statement.end_col_offset or 0)
        edits.append((*place, "import " + ", ".join(f"{prefix}{module}" for module in modules)))
        meant |= names
    for node in _names(tree):
        if node.id in meant:
            place = (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)
            edits.append((*place, f"{prefix}{meant[node.id]}"))
    statements = sum(edit[-1].startswith("import ") for edit in edits)
    return _apply(text, edits), statements


def _names(tree: ast.AST) -> Iterator[ast.Name]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Name))


def _bindings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=asname):
                yield asname or name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield name
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                yield from names
            case _:
                pass


def _apply(text: str, edits: list[tuple[int, int, int, int, str]]) -> str:
    lines = text.encode().split(b"\n")
    for line, column, end_line, end_column, new in sorted(edits, reverse=True):
        head, tail = lines[line - 1][:column], lines[end_line - 1][end_column:]
        lines[line - 1 : end_line] = [head + new.encode() + tail]
    return b"\n".join(lines).decode()
