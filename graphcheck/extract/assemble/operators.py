"""Operators, and how strongly they bind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import libcst as cst

from graphcheck.extract.assemble.nodes import maker, separator
from graphcheck.extract.assemble.tokens import Tokens

__all__ = ["COMPARES", "LEVELS", "NEGATES", "OPERATORS", "SIGNS", "negation", "read_comparing"]

negation = maker(cst.Not, "whitespace_after")
_not_in = maker(cst.NotIn, "whitespace_before", "whitespace_between", "whitespace_after")
_is_not = maker(cst.IsNot, "whitespace_before", "whitespace_between", "whitespace_after")
_in = maker(cst.In, "whitespace_before", "whitespace_after")
_is = maker(cst.Is, "whitespace_before", "whitespace_after")

COMPARES: Final = 4
NEGATES: Final = 3
"""Levels of comparisons and of ``not``."""
SIGNS: Final[Mapping[str, Callable[..., Any]]] = {
    mark: maker(kind, "whitespace_after") for mark, kind in (("-", cst.Minus), ("+", cst.Plus), ("~", cst.BitInvert))
}
LEVELS: Final[Mapping[str, int]] = {
    "or": 1, "and": 2, "==": 4, "!=": 4, "<": 4, ">": 4, "<=": 4, ">=": 4, "in": 4, "is": 4, "not": 4, "|": 5, "^": 6,
    "&": 7, "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "//": 10, "%": 10, "@": 10,
}  # fmt: skip
OPERATORS: Final[Mapping[str, Callable[..., Any]]] = {
    mark: separator(kind)
    for mark, kind in {
        "or": cst.Or, "and": cst.And, "==": cst.Equal, "!=": cst.NotEqual, "<": cst.LessThan, ">": cst.GreaterThan,
        "<=": cst.LessThanEqual, ">=": cst.GreaterThanEqual, "|": cst.BitOr, "^": cst.BitXor, "&": cst.BitAnd,
        "<<": cst.LeftShift, ">>": cst.RightShift, "+": cst.Add, "-": cst.Subtract, "*": cst.Multiply,
        "/": cst.Divide, "//": cst.FloorDivide, "%": cst.Modulo, "@": cst.MatrixMultiply, "**": cst.Power,
    }.items()
}  # fmt: skip


def read_comparing(tokens: Tokens) -> Any:
    """The operator of a comparison, which may be two words."""
    mark = tokens.mark or tokens.word
    before = tokens.space
    tokens.step()
    between = tokens.space
    match mark:
        case "not":
            tokens.take_word("in")
            return _not_in(before, between, tokens.space)
        case "is" if tokens.word == "not":
            tokens.step()
            return _is_not(before, between, tokens.space)
        case "is":
            return _is(before, between)
        case "in":
            return _in(before, between)
        case _:
            return OPERATORS[mark](before, between)
