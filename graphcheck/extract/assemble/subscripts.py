"""What stands in the brackets behind a value."""

from __future__ import annotations

from typing import Any

import libcst as cst

from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.pieces import NO_COMMA, NO_SPACE, colon, comma, left_bracket, right_bracket
from graphcheck.extract.assemble.tokens import Tokens, Unread

__all__ = ["read_subscript"]

_subscript = maker(cst.Subscript, "value", "slice", "lbracket", "rbracket", "whitespace_after_value")
_subscript_element = maker(cst.SubscriptElement, "slice", "comma")
_index = maker(cst.Index, "value")
_slice = maker(cst.Slice, "lower", "upper", "step", "first_colon", "second_colon")


def read_subscript(tokens: Tokens, value: Any) -> Any:
    after_value = tokens.space
    tokens.step()
    left = left_bracket(tokens.space)
    elements = []
    while tokens.mark != "]":
        part = _read_slice(tokens)
        if tokens.mark == "]":
            elements.append(_subscript_element(part, NO_COMMA))
            break
        before = tokens.space
        tokens.take(",")
        elements.append(_subscript_element(part, comma(before, tokens.space)))
    if not elements or (tokens.blank and type(elements[-1].slice) is cst.Slice):
        raise Unread
    right = right_bracket(NO_SPACE if type(elements[-1].comma) is cst.Comma else tokens.space)
    tokens.step()
    return _subscript(value, elements, left, right, after_value)


def _read_slice(tokens: Tokens) -> Any:
    lower = None if tokens.mark == ":" else tokens.expression()
    if tokens.mark != ":":
        return _index(lower)
    before = NO_SPACE if lower is None else tokens.space
    tokens.step()
    first_colon = colon(before, tokens.space)
    upper = step = None
    second_colon: Any = cst.MaybeSentinel.DEFAULT
    if tokens.mark not in (":", "]", ","):
        upper = tokens.expression()
    if tokens.mark == ":":
        before = tokens.space
        tokens.step()
        second_colon = colon(before, tokens.space)
        if tokens.mark not in ("]", ","):
            step = tokens.expression()
    return _slice(lower, upper, step, first_colon, second_colon)
