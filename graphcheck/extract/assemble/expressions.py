"""The expressions that code is mostly made of, as libcst's nodes.

Stars in displays, ``yield`` and asynchronous comprehensions are left to libcst.
"""

from __future__ import annotations

from typing import Any

import libcst as cst

from graphcheck.extract.assemble.calls import read_call
from graphcheck.extract.assemble.comprehensions import read_open_tuple
from graphcheck.extract.assemble.displays import read_braces, read_group, read_list
from graphcheck.extract.assemble.literals import read_literal
from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.operators import (
    COMPARES,
    LEVELS,
    NEGATES,
    OPERATORS,
    SIGNS,
    negation,
    read_comparing,
)
from graphcheck.extract.assemble.parameters import read_parameters
from graphcheck.extract.assemble.pieces import NO_SPACE, attribute, colon, dot, name
from graphcheck.extract.assemble.subscripts import read_subscript
from graphcheck.extract.assemble.tokens import HARD, Tokens, Unread

__all__ = ["Code", "dotted", "read_test_list"]

_ellipsis = maker(cst.Ellipsis)
_unary = maker(cst.UnaryOperation, "operator", "expression")
_binary = maker(cst.BinaryOperation, "left", "operator", "right")
_boolean = maker(cst.BooleanOperation, "left", "operator", "right")
_comparison = maker(cst.Comparison, "left", "comparisons")
_target = maker(cst.ComparisonTarget, "operator", "comparator")
_choice = maker(
    cst.IfExp, "test", "body", "orelse", "whitespace_before_if", "whitespace_after_if", "whitespace_before_else",
    "whitespace_after_else",
)  # fmt: skip
_named = maker(cst.NamedExpr, "target", "value", "whitespace_before_walrus", "whitespace_after_walrus")
_await = maker(cst.Await, "expression", "whitespace_after_await")
_lambda = maker(cst.Lambda, "params", "body", "colon", "whitespace_after_lambda")
_NO_PARAMETERS = cst.Parameters()
_ENDS = frozenset((",", ")", "]", "}", "=", ":", "\n"))


class Code(Tokens):
    """Tokens with the grammar of expressions, for the readers of its parts."""

    def expression(self) -> Any:
        return _read_expression(self)

    def disjunction(self) -> Any:
        return _operation(self, 1)

    def primary(self) -> Any:
        return _primary(self)


def read_test_list(tokens: Tokens) -> Any:
    """An expression, or a tuple without brackets."""
    first = tokens.expression()
    return read_open_tuple(tokens, first, tokens.expression) if tokens.mark == "," else first


def dotted(tokens: Tokens) -> Any:
    """``a.b.c``"""
    node = name(tokens.take_name())
    while tokens.mark == ".":
        before = tokens.space
        tokens.step()
        after = tokens.space
        node = attribute(node, name(tokens.take_name()), dot(before, after))
    return node


def _read_expression(tokens: Tokens) -> Any:
    word = tokens.word
    if word:
        if word == "lambda":
            return _read_lambda(tokens)
        if tokens.next_mark in _ENDS and word not in HARD:
            tokens.step()
            return name(word)
        if tokens.next_mark == ":=":
            return _read_named(tokens)
    body = tokens.disjunction()
    if tokens.word != "if":
        return body
    before_if = tokens.space
    tokens.step()
    after_if = tokens.space
    test = tokens.disjunction()
    before_else = tokens.space
    tokens.take_word("else")
    after_else = tokens.space
    return _choice(test, body, tokens.expression(), before_if, after_if, before_else, after_else)


def _read_named(tokens: Tokens) -> Any:
    target = name(tokens.take_name())
    before = tokens.space
    tokens.step()
    after = tokens.space
    return _named(target, tokens.expression(), before, after)


def _read_lambda(tokens: Tokens) -> Any:
    tokens.step()
    if tokens.mark == ":":
        after_lambda: Any = cst.MaybeSentinel.DEFAULT
        parameters = _NO_PARAMETERS
    else:
        after_lambda = tokens.space
        parameters = read_parameters(tokens, ":")
    before = NO_SPACE if tokens.mark == ":" and parameters is not _NO_PARAMETERS else tokens.space
    tokens.take(":")
    sign = colon(before, tokens.space)
    return _lambda(parameters, tokens.expression(), sign, after_lambda)


def _operation(tokens: Tokens, level: int) -> Any:
    if tokens.word == "not" and level <= NEGATES:
        tokens.step()
        after = tokens.space
        left = _unary(negation(after), _operation(tokens, NEGATES))
    else:
        left = _factor(tokens)
    while True:
        mark = tokens.mark or tokens.word
        next_level = LEVELS.get(mark, 0)
        if next_level < level or not next_level:
            return left
        if next_level == COMPARES:
            left = _read_comparison(tokens, left)
            continue
        before = tokens.space
        tokens.step()
        operator = OPERATORS[mark](before, tokens.space)
        right = _operation(tokens, next_level + 1)
        left = (_boolean if next_level < NEGATES else _binary)(left, operator, right)


def _read_comparison(tokens: Tokens, left: Any) -> Any:
    targets = []
    while LEVELS.get(tokens.mark or tokens.word) == COMPARES:
        operator = read_comparing(tokens)
        targets.append(_target(operator, _operation(tokens, COMPARES + 1)))
    return _comparison(left, targets)


def _factor(tokens: Tokens) -> Any:
    sign = SIGNS.get(tokens.mark)
    if sign is not None:
        tokens.step()
        operator = sign(tokens.space)
        return _unary(operator, _factor(tokens))
    base = _read_await(tokens) if tokens.word == "await" else tokens.primary()
    if tokens.mark != "**":
        return base
    before = tokens.space
    tokens.step()
    operator = OPERATORS["**"](before, tokens.space)
    return _binary(base, operator, _factor(tokens))


def _read_await(tokens: Tokens) -> Any:
    tokens.step()
    after = tokens.space
    return _await(tokens.primary(), after)


def _primary(tokens: Tokens) -> Any:
    node = _atom(tokens)
    while True:
        match tokens.mark:
            case ".":
                before = tokens.space
                tokens.step()
                after = tokens.space
                node = attribute(node, name(tokens.take_name()), dot(before, after))
            case "(":
                node = read_call(tokens, node)
            case "[":
                node = read_subscript(tokens, node)
            case _:
                return node


def _atom(tokens: Tokens) -> Any:
    if tokens.word:
        word = tokens.word
        if word in HARD:
            raise Unread
        tokens.step()
        return name(word)
    if tokens.literal:
        return read_literal(tokens)
    match tokens.mark:
        case "(":
            return read_group(tokens)
        case "[":
            return read_list(tokens)
        case "{":
            return read_braces(tokens)
        case "...":
            tokens.step()
            return _ellipsis()
        case _:
            raise Unread
