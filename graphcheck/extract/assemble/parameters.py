"""The parameters of functions and lambdas."""

from __future__ import annotations

from typing import Any

import libcst as cst

from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.pieces import NO_COMMA, NO_SPACE, annotation, comma, equal, name
from graphcheck.extract.assemble.tokens import Tokens

__all__ = ["read_parameters"]

_parameters = maker(
    cst.Parameters, "params", "star_arg", "kwonly_params", "star_kwarg", "posonly_params", "posonly_ind"
)
_parameter = maker(
    cst.Param, "name", "annotation", "equal", "default", "comma", "star", "whitespace_after_star",
    "whitespace_after_param",
)  # fmt: skip
_star = maker(cst.ParamStar, "comma")
_slash = maker(cst.ParamSlash, "comma")


def read_parameters(tokens: Tokens, close: str) -> Any:
    """To ``close``, which is left; those of a lambda have no annotations."""
    plain: list[Any] = []
    only_positional: list[Any] = []
    only_named: list[Any] = []
    slash: Any = NO_COMMA
    star: Any = NO_COMMA
    rest = None
    while tokens.mark != close:
        mark = tokens.mark
        if mark == "/":
            tokens.step()
            slash = _slash(_read_comma(tokens, close))
            only_positional, plain = plain, []
            continue
        if mark in ("*", "**"):
            tokens.step()
            if tokens.mark == ",":
                star = _star(_read_comma(tokens, close))
                continue
            read = _read_parameter(tokens, close, mark, tokens.space)
            if mark == "*":
                star = read
            else:
                rest = read
            continue
        read = _read_parameter(tokens, close, "", NO_SPACE)
        (plain if star is NO_COMMA else only_named).append(read)
    return _parameters(plain, star, only_named, rest, only_positional, slash)


def _read_parameter(tokens: Tokens, close: str, star: str, after_star: Any) -> Any:
    called = name(tokens.take_name())
    noted = default = None
    sign: Any = NO_COMMA
    if tokens.mark == ":" and close != ":":
        before = tokens.space
        tokens.step()
        after = tokens.space
        noted = annotation(tokens.expression(), before, after)
    if tokens.mark == "=":
        before = tokens.space
        tokens.step()
        sign = equal(before, tokens.space)
        default = tokens.expression()
    if tokens.mark == close:
        return _parameter(called, noted, sign, default, NO_COMMA, star, after_star, tokens.space)
    return _parameter(called, noted, sign, default, _read_comma(tokens, close), star, after_star, NO_SPACE)


def _read_comma(tokens: Tokens, close: str) -> Any:
    if tokens.mark == close:
        return NO_COMMA
    before = tokens.space
    tokens.take(",")
    return comma(before, tokens.space)
