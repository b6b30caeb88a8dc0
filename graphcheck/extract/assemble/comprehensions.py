"""``for`` in expressions, and what stands between ``for`` and ``in``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.pieces import NO_COMMA, NO_SPACE, comma, element, open_tuple
from graphcheck.extract.assemble.tokens import Tokens

__all__ = ["read_for_in", "read_open_tuple", "read_target_list"]

_for_in = maker(
    cst.CompFor, "target", "iter", "ifs", "inner_for_in", "whitespace_before", "whitespace_after_for",
    "whitespace_before_in", "whitespace_after_in",
)  # fmt: skip
_comp_if = maker(cst.CompIf, "test", "whitespace_before", "whitespace_before_test")


def read_for_in(tokens: Tokens) -> Any:
    before = tokens.space
    tokens.take_word("for")
    after_for = tokens.space
    target = read_target_list(tokens)
    before_in = tokens.space
    tokens.take_word("in")
    after_in = tokens.space
    iterated = tokens.disjunction()
    tests = []
    while tokens.word == "if":
        before_if = tokens.space
        tokens.step()
        after_if = tokens.space
        tests.append(_comp_if(tokens.disjunction(), before_if, after_if))
    inner = read_for_in(tokens) if tokens.word == "for" else None
    return _for_in(target, iterated, tests, inner, before, after_for, before_in, after_in)


def read_target_list(tokens: Tokens) -> Any:
    """What stands between ``for`` and ``in``."""
    first = tokens.primary()
    return read_open_tuple(tokens, first, tokens.primary) if tokens.mark == "," else first


def read_open_tuple(tokens: Tokens, first: Any, read: Callable[[], Any]) -> Any:
    elements = []
    value = first
    while tokens.mark == ",":
        before = tokens.space
        tokens.step()
        ends = not tokens.literal and not tokens.word and tokens.mark not in ("(", "[", "{", "-", "+", "~", "...")
        elements.append(element(value, comma(before, NO_SPACE if ends else tokens.space)))
        if ends or tokens.word == "in":
            return open_tuple(elements, [], [])
        value = read()
    elements.append(element(value, NO_COMMA))
    return open_tuple(elements, [], [])
