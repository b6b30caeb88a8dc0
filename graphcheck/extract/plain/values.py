"""What is known of a value that is bound in the module: ``extract.bound`` and ``extract.evaluate`` in small."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import NamedTuple

from graphcheck.extract.facts import TEXT_METHODS, platform_facts
from graphcheck.extract.outline import ANY_STRING
from graphcheck.extract.plain.source import Unplain
from graphcheck.extract.target import Target
from graphcheck.extract.telling import ASKING, LONGEST_NUMBER, LONGEST_VALUE, STATE_WORDS

__all__ = ["Known", "read_value", "telling_names"]

_STRING = re.compile(ANY_STRING, re.DOTALL)
_DOTTED = re.compile(r"\w+\.\w+")
_QUESTIONS = frozenset({"bool", "TYPE_CHECKING", *STATE_WORDS})


class Known(NamedTuple):
    """As in ``BindStep``."""

    truth: bool | None = None
    is_none: bool | None = None
    source: str = ""


@lru_cache(maxsize=4)
def telling_names(target: Target) -> frozenset[str]:
    """Names without which no constant of the platform is asked for, and no other condition that can be decided."""
    facts = {path.removesuffix("()").rpartition(".")[2] for path in platform_facts(target)}
    return frozenset({*facts, *TEXT_METHODS, *_QUESTIONS, "major", "minor"})


def read_value(value: ast.expr, code: str, assigned: frozenset[str]) -> Known:
    """``code`` is the value as written; ``assigned`` are names that the module binds to values of its own.

    Raises ``Unplain`` where the value may be known, and takes more than this to tell.
    """
    match value:
        case ast.Constant():
            return _constant(value.value, code)
        case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as number)) if len(code) <= LONGEST_NUMBER:
            return Known(bool(number), is_none=False)
        case ast.List(elements) | ast.Set(elements) | ast.Tuple(elements):
            plain = not any(isinstance(element, ast.Starred) for element in elements)
            return _display(len(elements), plain=plain, fixed=isinstance(value, ast.Tuple))
        case ast.Dict(keys):
            return _display(len(keys), plain=None not in keys, fixed=False)
        case ast.Lambda() | ast.GeneratorExp():
            return Known(truth=True, is_none=False)
        case ast.ListComp() | ast.SetComp() | ast.DictComp():
            return Known(is_none=False)
        case ast.JoinedStr() if _STRING.fullmatch(code):
            return Known(is_none=False)
        case ast.BinOp():
            return Known()
        case ast.Attribute(base):
            return _attribute(base, code)
        case ast.Subscript() if _root_of(value) not in assigned:
            return Known()
        case ast.Call(ast.Name() | ast.Attribute()) if not ASKING.search(code):
            return Known()
        case _:
            raise Unplain


def _constant(value: object, code: str) -> Known:
    match value:
        case bool() | None:
            return Known(bool(value), value is None)
        case int() | float() if len(code) <= LONGEST_NUMBER:
            return Known(bool(value), is_none=False)
        case str() | bytes():
            told = len(code) <= LONGEST_VALUE and _STRING.fullmatch(code) is not None
            return Known(bool(value), is_none=False, source=code if told else "")
        case _ if value is Ellipsis:
            return Known()
        case _:
            raise Unplain


def _attribute(base: ast.expr, code: str) -> Known:
    """Of a dotted name, which brackets may hide."""
    if _DOTTED.fullmatch(code):
        return Known(source=code if len(code) <= LONGEST_VALUE else "")
    if isinstance(base, ast.Name) or (isinstance(base, ast.Constant) and isinstance(base.value, bool | None)):
        raise Unplain
    return Known()


def _display(elements: int, *, plain: bool, fixed: bool) -> Known:
    """An empty one that others may fill is not known to be empty."""
    told = plain and (elements or fixed)
    return Known(bool(elements) if told else None, is_none=False)


def _root_of(value: ast.expr) -> str:
    while isinstance(value, (ast.Attribute, ast.Subscript)):
        value = value.value
    if not isinstance(value, ast.Name):
        raise Unplain
    return value.id
