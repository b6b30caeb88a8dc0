"""Operators, methods and built-in functions over things: Python's own answer where all that is needed is known."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from graphcheck.graph.startup.code.things import UNKNOWN, Some, Thing, is_known, may_hold, text_of, truth_of

__all__ = ["BUILT_IN", "METHODS", "attempt", "call_method", "combine", "compare", "format_field"]

_LARGEST = 100_000
_WIDE = re.compile(r"\d{5}")
"""A width or precision that nobody prints with, and that would fill the memory."""
_BINARY: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mod: operator.mod, ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
}  # fmt: skip
_ORDER: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], Any]]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}  # fmt: skip
METHODS: Final[Mapping[type, frozenset[str]]] = {
    str: frozenset(
        [
            "capitalize",
            "casefold",
            "count",
            "endswith",
            "find",
            "format",
            "index",
            "isidentifier",
            "join",
            "lower",
            "lstrip",
            "partition",
            "removeprefix",
            "removesuffix",
            "replace",
            "rfind",
            "rpartition",
            "rsplit",
            "rstrip",
            "split",
            "startswith",
            "strip",
            "title",
            "upper",
        ]
    ),
    dict: frozenset(["get", "items", "keys", "values", "copy", "update", "setdefault", "pop"]),
    list: frozenset(["append", "extend", "copy", "index", "count", "insert", "sort"]),
    tuple: frozenset(["index", "count"]),
    set: frozenset(["add", "union", "copy", "update", "intersection", "difference"]),
    frozenset: frozenset(["union", "intersection", "difference"]),
}
BUILT_IN: Final[Mapping[str, Callable[..., Any]]] = {
    "len": len, "tuple": tuple, "list": list, "dict": dict, "set": set, "frozenset": frozenset, "sorted": sorted,
    "enumerate": lambda *given: list(enumerate(*given)), "zip": lambda *given: list(zip(*given, strict=False)),
    "range": lambda *given: list(range(*given)[:1000]), "reversed": lambda given: list(reversed(given)),
    "any": any, "all": all, "int": int, "min": min, "max": max, "iter": list,
}  # fmt: skip


def call_method(receiver: Thing, name: str, given: list[Thing], named: dict[str, Thing]) -> Thing:
    """A method of a text or container whose name is among ``METHODS``."""
    if isinstance(receiver, dict) and name in ("get", "setdefault", "pop"):
        return _look_up(receiver, name, given)
    if isinstance(receiver, str) and name in ("format", "join"):
        texts = [each if is_known(each) else text_of(each) for each in given]
        values = {key: each if is_known(each) else text_of(each) for key, each in named.items()}
        if None in texts or None in values.values() or _WIDE.search(receiver) or "{:{" in receiver:
            return UNKNOWN
        return attempt(lambda: getattr(receiver, name)(*texts, **values))
    changes = isinstance(receiver, (list, dict, set))
    if not changes and not all(map(is_known, (*given, *named.values()))):
        return UNKNOWN
    if changes and not all(may_hold(receiver, each) for each in (*given, *named.values())):
        return UNKNOWN
    if changes and len(receiver) > _LARGEST:
        return UNKNOWN
    return attempt(lambda: getattr(receiver, name)(*given, **named))


def _look_up(receiver: dict[Any, Thing], name: str, given: list[Thing]) -> Thing:
    if not given or not is_known(given[0]) or isinstance(given[0], (dict, list, set)):
        return UNKNOWN
    if not all(may_hold(receiver, each) for each in given):
        return UNKNOWN
    if given[0] in receiver or len(given) > 1 or name == "get":
        return attempt(lambda: getattr(receiver, name)(*given[:2]))
    return UNKNOWN


def attempt(compute: Callable[[], Any]) -> Thing:
    """The result, or UNKNOWN where Python would raise or the result is too large to keep."""
    try:
        result = compute()
    except Exception:  # noqa: BLE001 - hostile operands may make Python raise anything
        return UNKNOWN
    if isinstance(result, type({}.keys()) | type({}.values()) | type({}.items())):
        result = list(result)
    return UNKNOWN if isinstance(result, (str, bytes, list, tuple)) and len(result) > _LARGEST else result


def combine(kind: ast.operator, left: Thing, right: Thing) -> Thing:
    compute = _BINARY.get(type(kind))
    if compute is None:
        return UNKNOWN
    if isinstance(kind, ast.Mod) and isinstance(left, str):
        if _WIDE.search(left) or "*" in left:
            return UNKNOWN
        parts = right if isinstance(right, tuple) else (right,)
        texts = tuple(part if is_known(part) else text_of(part) for part in parts)
        if not all(is_known(part) or text is not None for part, text in zip(parts, texts, strict=True)):
            return UNKNOWN
        return attempt(lambda: left % (texts if isinstance(right, tuple) else texts[0]))
    known = (isinstance(side, (list, tuple)) or is_known(side) for side in (left, right))
    return attempt(lambda: compute(left, right)) if all(known) else UNKNOWN


def compare(kind: ast.cmpop, left: Thing, right: Thing) -> bool | None:
    if isinstance(kind, (ast.Is, ast.IsNot)):
        same = _is_same(left, right)
        return None if same is None else same is isinstance(kind, ast.Is)
    if isinstance(kind, (ast.In, ast.NotIn)):
        inside = _is_inside(left, right)
        return None if inside is None else inside is isinstance(kind, ast.In)
    if not is_known(left) or not is_known(right):
        return None
    return truth_of(attempt(lambda: _ORDER[type(kind)](left, right)))


def _is_same(left: Thing, right: Thing) -> bool | None:
    for one, other in ((left, right), (right, left)):
        if one is None:
            return other.is_none if isinstance(other, Some) else other is None
    if isinstance(left, Some) or isinstance(right, Some):
        return None
    return left is right if is_known(left) and is_known(right) else None


def _is_inside(left: Thing, right: Thing) -> bool | None:
    if not is_known(left) or not isinstance(right, (str, tuple, list, dict, set, frozenset)):
        return None
    if isinstance(right, (tuple, list)) and not is_known(right):
        return True if any(is_known(item) and item == left for item in right) else None
    return truth_of(attempt(lambda: left in right))


def format_field(value: Thing, conversion: int, spec: str) -> str | None:
    """One field of an f-string."""
    if conversion == ord("r"):
        if not is_known(value):
            return None
        value = repr(value)
    elif not is_known(value) or conversion == ord("s"):
        value = text_of(value)
        if value is None:
            return None
    if _WIDE.search(spec):
        return None
    result = attempt(lambda: format(value, spec))
    return result if isinstance(result, str) else None
