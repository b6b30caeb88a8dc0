"""Names that a program may bind otherwise than by plain statements, or that change what these mean."""

from __future__ import annotations

import ast
import re

from graphcheck.extract.mentions import Mentions
from graphcheck.extract.scan import without_texts

__all__ = ["changes_names", "may_change_names"]

_NAMES = frozenset(
    {"globals", "exec", "vars", "locals", "exit", "_exit", "quit", "__getattr__", "__path__", "__class__"}
)
_WORDS = frozenset({"global", "nonlocal", "lambda", *_NAMES})
_CHANGES = re.compile(rf"\b(?:global|nonlocal|{'|'.join(sorted(_NAMES))})\b|\blambda:\w|:=")


def may_change_names(text: str, mentions: Mentions) -> bool:
    """Judged by the words of its code."""
    if mentions.words.isdisjoint(_WORDS) and ":=" not in text:
        return False
    return _CHANGES.search(text) is not None and _CHANGES.search(without_texts(text)) is not None


def changes_names(module: ast.Module) -> bool:
    """Methods may have these names, and attributes that of ``__getattr__``: those are nobody's but their class's."""
    own = {each.name for each in module.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    return not own.isdisjoint(_NAMES) or any(map(_changes_names, ast.walk(module)))


def _changes_names(node: ast.AST) -> bool:
    match node:
        case ast.Global() | ast.Nonlocal() | ast.NamedExpr():
            return True
        case ast.Name(name):
            return name in _NAMES
        case ast.Attribute(attr=name):
            return name in _NAMES and name != "__getattr__"
        case ast.alias(name, other):
            return name in _NAMES or other in _NAMES
        case _:
            return False
