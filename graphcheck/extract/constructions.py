"""Objects that a module certainly makes while it is executed, and the constructors of classes."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Sequence

from graphcheck.extract.host_syntax import dotted, parse_with_host
from graphcheck.model.location import Span
from graphcheck.model.uses import Construction, Constructor

__all__ = ["find_constructions", "find_constructor", "is_executed"]

_MAKES = frozenset({"__new__", "__init__"})
_MOST_LINES = 40


def find_constructions(source: bytes, starts: Sequence[int]) -> tuple[Construction, ...]:
    """Calls that seem to be all of a statement of the top level, or all of the value that it binds.

    ``starts`` are the lines that may begin one. Only ``is_executed`` tells whether they do: nothing here reads the
    whole file.
    """
    return tuple(found for start in starts if (found := _construction(source, start)))


def _construction(source: bytes, start: int) -> Construction | None:
    end = start
    for _ in range(_MOST_LINES):
        end = source.find(b"\n", end) + 1 or len(source)
        module = parse_with_host(source[start:end])
        if module is not None or end == len(source):
            break
    if module is None or len(module.body) != 1:
        return None
    match module.body[0]:
        case (
            ast.Expr(ast.Call() as call)
            | ast.Assign(value=ast.Call() as call)
            | ast.AnnAssign(value=ast.Call() as call)
        ):
            chain = dotted(call.func)
            line, column = source.count(b"\n", 0, start) + call.lineno, call.col_offset + 1
            return Construction(chain, ast.unparse(call), Span(line, column, line, column + 1)) if chain else None
        case _:
            return None


def is_executed(source: bytes, line: int) -> bool:
    """Whether a statement of the top level begins there."""
    module = parse_with_host(source)
    return module is not None and any(statement.lineno == line for statement in module.body)


def find_constructor(source: bytes, name: str) -> Constructor | None:
    """What makes objects of a class of the top level; None where a decorator, a metaclass or ``__new__`` may."""
    module = parse_with_host(source)
    classes = (
        [node for node in ast.walk(module) if isinstance(node, ast.ClassDef) and node.name == name] if module else []
    )
    if len(classes) != 1 or module is None or classes[0] not in module.body:
        return None
    node = classes[0]
    bases = [dotted(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases]
    known = tuple(base for base in bases if base is not None)
    if node.decorator_list or node.keywords or len(known) < len(bases):
        return None
    bound = [each for each in ast.walk(node) if isinstance(each, ast.FunctionDef) and each.name in _MAKES]
    if any(isinstance(each, ast.Name) and each.id in _MAKES for each in ast.walk(node)) or len(bound) > 1:
        return None
    if not bound:
        return Constructor(known, 0, "")
    own = bound[0]
    if own.name != "__init__" or own not in node.body or own.decorator_list:
        return None
    lines = source.decode("utf-8", "replace").splitlines()[own.lineno - 1 : own.end_lineno]
    return Constructor(known, own.lineno, textwrap.dedent("\n".join(lines)))
