"""What stays of a statement, by its kind."""

from __future__ import annotations

from graphcheck.extract.outline import LINE, cut
from graphcheck.extract.reduce.classes import reduce_class
from graphcheck.extract.reduce.clues import Clues
from graphcheck.extract.reduce.displays import shorten_display
from graphcheck.extract.reduce.functions import reduce_function
from graphcheck.extract.reduce.lines import first_word, inner_indent, is_string
from graphcheck.extract.reduce.parts import Part

__all__ = ["reduce_statement"]

_BRANCHES = frozenset(("if", "elif", "else", "try", "except", "finally"))


def reduce_statement(kind: str, piece: str, line: int, clues: Clues, indent: str = "") -> list[Part]:
    """``kind`` is the first word of ``piece``, which is indented by ``indent``."""
    match kind:
        case "class":
            return reduce_class(piece, line, indent, clues)
        case "@":
            return [Part(piece, line)] if clues.decorator_matters(piece[len(indent) :]) else []
        case "def":
            return reduce_function(piece, line, indent, clues)
        case _ if is_string(kind, piece[len(indent) :]):
            return [Part(f'{indent}""\n', line, made=True)]
        case _ if clues.every_value_counts:
            return [Part(piece, line)]
        case _ if kind in _BRANCHES:
            return _reduce_clause(piece, line, clues) or [_reduce_simple(piece, line)]
        case _:
            return [_reduce_simple(piece, line)]


def _reduce_simple(piece: str, line: int) -> Part:
    short = shorten_display(piece)
    return Part(piece, line) if short is None else Part(short, line, made=True)


def _reduce_clause(piece: str, line: int, clues: Clues) -> list[Part]:
    """The statements of one clause, one by one; nothing where it has none of their own lines."""
    first = LINE.match(piece)
    indent = inner_indent(piece, first.end()) if first and first.group(2).endswith(":") else ""
    inner = cut(piece, first.end(), indent) if first and indent else None
    if first is None or inner is None:
        return []
    parts = [Part(first.group(), line)]
    line += piece.count("\n", 0, inner.start)
    for each in inner.pieces:
        parts += reduce_statement(first_word(each[len(indent) :]), each, line, clues, indent)
        line += each.count("\n")
    return parts
