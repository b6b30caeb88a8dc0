"""The headers of compound statements, up to the colon."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from graphcheck.extract.assemble.calls import read_arguments
from graphcheck.extract.assemble.comprehensions import read_target_list
from graphcheck.extract.assemble.expressions import read_test_list
from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.parameters import read_parameters
from graphcheck.extract.assemble.pieces import annotation, comma, name
from graphcheck.extract.assemble.simple import read_as_name
from graphcheck.extract.assemble.tokens import Tokens, Unread

__all__ = [
    "ASYNCHRONOUS",
    "decorator",
    "read_class",
    "read_except",
    "read_for",
    "read_function",
    "read_test",
    "read_with",
]

_function = maker(cst.FunctionDef, "name", "params", "body", "decorators", "returns", "asynchronous")
_class = maker(cst.ClassDef, "name", "body", "bases", "keywords", "decorators", "lpar", "rpar")
_decorator = maker(cst.Decorator, "decorator")
_handler = maker(cst.ExceptHandler, "body", "type", "name")
_item = maker(cst.WithItem, "item", "asname", "comma")
_with = maker(cst.With, "items", "body", "asynchronous")
_for = maker(cst.For, "target", "iter", "body", "orelse", "asynchronous")

ASYNCHRONOUS = cst.Asynchronous()
_DEFAULT = cst.MaybeSentinel.DEFAULT
_LEFT = cst.LeftParen()
_RIGHT = cst.RightParen()


def read_test(tokens: Tokens) -> Any:
    """Of ``if``, ``elif`` and ``while``."""
    tokens.step()
    return tokens.expression()


def decorator(tokens: Tokens) -> Any:
    tokens.take("@")
    return _decorator(tokens.expression())


def read_for(tokens: Tokens) -> Callable[[Any, Any], Any]:
    """A function from the body and the ``else`` clause to the statement."""
    asynchronous = _read_asynchronous(tokens)
    tokens.take_word("for")
    target = read_target_list(tokens)
    tokens.take_word("in")
    iterated = read_test_list(tokens)
    return lambda body, orelse: _for(target, iterated, body, orelse, asynchronous)


def read_with(tokens: Tokens) -> Callable[[Any], Any]:
    """Without brackets around the items."""
    asynchronous = _read_asynchronous(tokens)
    tokens.take_word("with")
    items: list[Any] = []
    while True:
        item = tokens.expression()
        named = read_as_name(tokens)
        if tokens.mark != ",":
            if not items and named is None and item.lpar:
                raise Unread  # brackets of the statement, around one or several items
            items.append(_item(item, named, _DEFAULT))
            break
        before = tokens.space
        tokens.step()
        items.append(_item(item, named, comma(before, tokens.space)))
    return lambda body: _with(items, body, asynchronous)


def read_except(tokens: Tokens) -> Callable[[Any], Any]:
    tokens.step()
    kind = named = None
    if tokens.mark != ":":
        kind = tokens.expression()
        named = read_as_name(tokens)
    return lambda body: _handler(body, kind, named)


def read_class(tokens: Tokens) -> Callable[[Any, Any], Any]:
    """A function from the body and the decorators to the statement."""
    tokens.step()
    called = name(tokens.take_name())
    bases: list[Any] = []
    keywords: list[Any] = []
    left: Any = _DEFAULT
    right: Any = _DEFAULT
    if tokens.mark == "(":
        left, right = _LEFT, _RIGHT
        tokens.step()
        for argument in read_arguments(tokens):
            (keywords if argument.keyword or argument.star == "**" else bases).append(argument)
            if keywords and argument.star == "*":
                raise Unread
        tokens.take(")")
    return lambda body, decorators: _class(called, body, bases, keywords, decorators, left, right)


def read_function(tokens: Tokens) -> Callable[[Any, Any], Any]:
    asynchronous = _read_asynchronous(tokens)
    tokens.take_word("def")
    called = name(tokens.take_name())
    tokens.take("(")
    parameters = read_parameters(tokens, ")")
    tokens.take(")")
    returns = None
    if tokens.mark == "->":
        before = tokens.space
        tokens.step()
        after = tokens.space
        returns = annotation(tokens.expression(), before, after)
    return lambda body, decorators: _function(called, parameters, body, decorators, returns, asynchronous)


def _read_asynchronous(tokens: Tokens) -> cst.Asynchronous | None:
    if tokens.word != "async":
        return None
    tokens.step()
    return ASYNCHRONOUS
