"""What stands in brackets of its own: tuples, lists, sets, dictionaries, and their comprehensions."""

from __future__ import annotations

from typing import Any

import libcst as cst

from graphcheck.extract.assemble.comprehensions import read_for_in
from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.pieces import (
    NO_COMMA,
    NO_SPACE,
    comma,
    element,
    generator,
    left_bracket,
    left_paren,
    open_tuple,
    right_bracket,
    right_paren,
)
from graphcheck.extract.assemble.tokens import Tokens

__all__ = ["read_braces", "read_group", "read_list"]

_left_brace = maker(cst.LeftCurlyBrace, "whitespace_after")
_right_brace = maker(cst.RightCurlyBrace, "whitespace_before")
_list = maker(cst.List, "elements", "lbracket", "rbracket")
_set = maker(cst.Set, "elements", "lbrace", "rbrace")
_dict = maker(cst.Dict, "elements", "lbrace", "rbrace")
_entry = maker(cst.DictElement, "key", "value", "comma", "whitespace_before_colon", "whitespace_after_colon")
_list_comprehension = maker(cst.ListComp, "elt", "for_in", "lbracket", "rbracket")
_set_comprehension = maker(cst.SetComp, "elt", "for_in", "lbrace", "rbrace")
_dict_comprehension = maker(
    cst.DictComp, "key", "value", "for_in", "lbrace", "rbrace", "whitespace_before_colon", "whitespace_after_colon"
)


def read_group(tokens: Tokens) -> Any:
    tokens.step()
    left = left_paren(tokens.space)
    if tokens.mark == ")":
        tokens.step()
        return open_tuple([], [left], [right_paren(NO_SPACE)])
    node = tokens.expression()
    if tokens.mark == ",":
        elements = _read_elements(tokens, ")", node)
        right = right_paren(tokens.space)
        tokens.step()
        return open_tuple(elements, [left], [right])
    if tokens.word == "for":
        for_in = read_for_in(tokens)
        right = right_paren(tokens.space)
        tokens.take(")")
        return generator(node, for_in, [left], [right])
    right = right_paren(tokens.space)
    tokens.take(")")
    return node.with_changes(lpar=[left, *node.lpar], rpar=[*node.rpar, right])


def read_list(tokens: Tokens) -> Any:
    tokens.step()
    left = left_bracket(tokens.space)
    first = None if tokens.mark == "]" else tokens.expression()
    if tokens.word == "for":
        for_in = read_for_in(tokens)
        right = right_bracket(tokens.space)
        tokens.take("]")
        return _list_comprehension(first, for_in, left, right)
    elements = _read_elements(tokens, "]", first)
    right = right_bracket(tokens.space if elements else NO_SPACE)
    tokens.step()
    return _list(elements, left, right)


def _read_elements(tokens: Tokens, close: str, first: Any = None) -> list[Any]:
    """To the closing bracket, which is left."""
    elements = []
    while first is not None or tokens.mark != close:
        value = tokens.expression() if first is None else first
        first = None
        if tokens.mark == close:
            elements.append(element(value, NO_COMMA))
            break
        before = tokens.space
        tokens.take(",")
        after = NO_SPACE if tokens.mark == close else tokens.space
        elements.append(element(value, comma(before, after)))
    return elements


def read_braces(tokens: Tokens) -> Any:
    tokens.step()
    left = _left_brace(tokens.space)
    if tokens.mark == "}":
        tokens.step()
        return _dict([], left, _right_brace(NO_SPACE))
    first = tokens.expression()
    if tokens.word == "for":
        for_in = read_for_in(tokens)
        right = _right_brace(tokens.space)
        tokens.take("}")
        return _set_comprehension(first, for_in, left, right)
    if tokens.mark == ":":
        return _read_dict(tokens, left, first)
    elements = _read_elements(tokens, "}", first)
    right = _right_brace(tokens.space)
    tokens.step()
    return _set(elements, left, right)


def _read_dict(tokens: Tokens, left: Any, key: Any) -> Any:
    entries: list[Any] = []
    while tokens.mark == ":":
        before_colon = tokens.space
        tokens.step()
        after_colon = tokens.space
        value = tokens.expression()
        if tokens.word == "for" and not entries:
            for_in = read_for_in(tokens)
            right = _right_brace(tokens.space)
            tokens.take("}")
            return _dict_comprehension(key, value, for_in, left, right, before_colon, after_colon)
        if tokens.mark == "}":
            entries.append(_entry(key, value, NO_COMMA, before_colon, after_colon))
            break
        before = tokens.space
        tokens.take(",")
        after = NO_SPACE if tokens.mark == "}" else tokens.space
        entries.append(_entry(key, value, comma(before, after), before_colon, after_colon))
        if tokens.mark == "}":
            break
        key = tokens.expression()
    right = _right_brace(tokens.space)
    tokens.take("}")
    return _dict(entries, left, right)
