"""The arguments of calls."""

from __future__ import annotations

from typing import Any

import libcst as cst

from graphcheck.extract.assemble.comprehensions import read_for_in
from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.pieces import NO_COMMA, NO_SPACE, comma, equal, generator
from graphcheck.extract.assemble.tokens import Tokens, Unread

__all__ = ["read_arguments", "read_call"]

_call = maker(cst.Call, "func", "args", "whitespace_after_func", "whitespace_before_args")
_argument = maker(
    cst.Arg, "value", "keyword", "equal", "comma", "star", "whitespace_after_star", "whitespace_after_arg"
)


def read_call(tokens: Tokens, function: Any) -> Any:
    after_function = tokens.space
    tokens.step()
    before_arguments = tokens.space
    arguments = read_arguments(tokens)
    tokens.step()
    return _call(function, arguments, after_function, before_arguments)


def read_arguments(tokens: Tokens) -> list[Any]:
    """To the closing bracket, which is left."""
    arguments = []
    while tokens.mark != ")":
        arguments.append(_read_argument(tokens))
        if tokens.word == "for" and len(arguments) == 1:
            return [_read_generator(tokens, arguments[0])]
    return arguments


def _read_generator(tokens: Tokens, argument: Any) -> Any:
    """A generator expression that is the only argument."""
    if argument.keyword or argument.star:
        raise Unread
    node = generator(argument.value, read_for_in(tokens), [], [])
    after = tokens.space
    if tokens.mark != ")":
        raise Unread
    return _argument(node, None, cst.MaybeSentinel.DEFAULT, NO_COMMA, "", NO_SPACE, after)


def _read_argument(tokens: Tokens) -> Any:
    star = tokens.mark if tokens.mark in ("*", "**") else ""
    after_star: cst.BaseParenthesizableWhitespace = NO_SPACE
    if star:
        tokens.step()
        after_star = tokens.space
    value = tokens.expression()
    keyword = None
    sign: Any = cst.MaybeSentinel.DEFAULT
    if tokens.mark == "=" and type(value) is cst.Name and not star:
        keyword = value
        before = tokens.space
        tokens.step()
        sign = equal(before, tokens.space)
        value = tokens.expression()
    if tokens.mark == ")" or tokens.word == "for":
        return _argument(value, keyword, sign, NO_COMMA, star, after_star, tokens.space)
    before = tokens.space
    tokens.take(",")
    return _argument(value, keyword, sign, comma(before, tokens.space), star, after_star, NO_SPACE)
