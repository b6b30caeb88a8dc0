"""Numbers and strings."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import libcst as cst

from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.tokens import Tokens, Unread

__all__ = ["read_literal"]

_string = maker(cst.SimpleString, "value")
_joined = maker(cst.ConcatenatedString, "left", "right", "whitespace_between")
_integer = maker(cst.Integer, "value")
_float = maker(cst.Float, "value")
_imaginary = maker(cst.Imaginary, "value")


def read_literal(tokens: Tokens) -> Any:
    literal = tokens.literal
    last = literal[-1]
    if last not in "'\"":
        tokens.step()
        if last in "jJ":
            return _imaginary(literal)
        whole = literal[:2] in ("0x", "0X") or not ("." in literal or "e" in literal or "E" in literal)
        return (_integer if whole else _float)(literal)
    parts = []
    spaces = []
    while tokens.literal and tokens.literal[-1] in "'\"":
        spaces.append(tokens.space)
        parts.append(_read_string(tokens.literal))
        tokens.step()
    node = parts.pop()
    while parts:
        node = _joined(parts.pop(), node, spaces.pop())
    return node


def _read_string(literal: str) -> Any:
    if literal[0] in "'\"":
        return _string(literal)
    if "f" not in (prefix := literal[:2].lower()).rstrip("'\"") and "t" not in prefix.rstrip("'\""):
        return _string(literal)
    if "\n" in literal:
        raise Unread
    return _formatted(literal)


@lru_cache(maxsize=1024)
def _formatted(literal: str) -> Any:
    try:
        return cst.parse_expression(literal)
    except cst.ParserSyntaxError as error:
        raise Unread from error
