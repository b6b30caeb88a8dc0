"""Operations on values that may be unknown: Python's own answer where the operands are known."""

from __future__ import annotations

import operator
import re
import warnings
from ast import literal_eval
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import libcst as cst

from graphcheck.extract.facts import UNKNOWN, ModuleName, Reference, UnknownValue, Value, VersionInfo
from graphcheck.extract.telling import LONGEST_NUMBER

__all__ = [
    "attempt", "combine", "compare", "is_known", "read_display", "read_number", "read_text", "subscript", "truth_of",
    "unary",
]  # fmt: skip

Ask: TypeAlias = Callable[[cst.BaseExpression], Value]
"""The value of a part of an expression."""
_Order: TypeAlias = Callable[[Any, Any], bool]

_MOST_ELEMENTS = 64
_PLAIN = re.compile(r"'[^'\\\n]*'|\"[^\"\\\n]*\"")
_ORDER: Final[Mapping[type[cst.BaseCompOp], _Order]] = {
    cst.Equal: operator.eq, cst.NotEqual: operator.ne, cst.LessThan: operator.lt, cst.LessThanEqual: operator.le,
    cst.GreaterThan: operator.gt, cst.GreaterThanEqual: operator.ge,
}  # fmt: skip
_MIRRORED: Final[Mapping[_Order, _Order]] = {
    operator.eq: operator.eq, operator.ne: operator.ne, operator.lt: operator.gt, operator.le: operator.ge,
    operator.gt: operator.lt, operator.ge: operator.le,
}  # fmt: skip


def is_known(value: Value) -> bool:
    """Whether the value itself is known, not only where it comes from."""
    return not isinstance(value, (UnknownValue, Reference, ModuleName))


def truth_of(value: Value) -> bool | None:
    return bool(value) if is_known(value) else None


def attempt(compute: Callable[[], object]) -> Value:
    """What Python itself answers for known operands; unknown where it would raise."""
    try:
        result = compute()
    except (TypeError, ValueError, IndexError, OverflowError):
        return UNKNOWN
    return result if isinstance(result, (str, bytes, int, bool, tuple)) else UNKNOWN


def read_number(written: str) -> Value:
    if len(written) > LONGEST_NUMBER:
        return UNKNOWN
    return int(written) if written.isdecimal() else literal_eval(written)


def read_text(node: cst.BaseExpression, ask: Ask) -> Value:
    """A string whose parts are all constant; f-string fields may be, if they have neither conversion nor format."""
    parts: list[Value] = []
    while isinstance(node, cst.ConcatenatedString):
        parts.append(_text_part(node.left, ask))
        node = node.right
    parts.append(_text_part(node, ask))
    if all(isinstance(part, str) for part in parts):
        return "".join(str(part) for part in parts)
    return (
        attempt(lambda: b"".join(part for part in parts if isinstance(part, bytes))) if _all_bytes(parts) else UNKNOWN
    )


def _all_bytes(parts: list[Value]) -> bool:
    return all(isinstance(part, bytes) for part in parts)


def _text_part(node: cst.BaseExpression, ask: Ask) -> Value:
    if isinstance(node, cst.SimpleString):
        return _literal(node.value)
    if not isinstance(node, cst.FormattedString):
        return UNKNOWN
    parts: list[str] = []
    for part in node.parts:
        if isinstance(part, cst.FormattedStringText):
            value = _literal(
                node.start.lower().replace("f", "") + part.value.replace("{{", "{").replace("}}", "}") + node.end
            )
        elif isinstance(part, cst.FormattedStringExpression) and not (
            part.conversion or part.format_spec or part.equal
        ):
            value = ask(part.expression)
        else:
            return UNKNOWN
        if not isinstance(value, (str, int)):
            return UNKNOWN
        parts.append(str(value))
    return "".join(parts)


def _literal(written: str) -> Value:
    if _PLAIN.fullmatch(written):
        return written[1:-1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = literal_eval(written)
        except (SyntaxError, ValueError, MemoryError):
            return UNKNOWN
    return value if isinstance(value, (str, bytes)) else UNKNOWN


def read_display(node: cst.Tuple | cst.List | cst.Set, ask: Ask) -> Value:
    if len(node.elements) > _MOST_ELEMENTS or any(type(item) is not cst.Element for item in node.elements):
        return UNKNOWN
    values = tuple(ask(item.value) for item in node.elements)
    return values if all(map(is_known, values)) else UNKNOWN


def subscript(base: Value, elements: Sequence[cst.SubscriptElement], ask: Ask) -> Value:
    key = _key(elements[0].slice, ask) if len(elements) == 1 else None
    if key is None:
        return UNKNOWN
    if isinstance(base, VersionInfo):
        return _version_part(base, key)
    return attempt(lambda: base[key]) if isinstance(base, (str, tuple)) else UNKNOWN


def _key(place: cst.BaseSlice, ask: Ask) -> int | slice | None:
    if isinstance(place, cst.Index):
        index = ask(place.value)
        return index if isinstance(index, int) else None
    if not isinstance(place, cst.Slice):
        return None
    bounds = tuple(None if end is None else ask(end) for end in (place.lower, place.upper, place.step))
    return slice(*bounds) if all(isinstance(bound, int | None) for bound in bounds) else None


def _version_part(version: VersionInfo, key: int | slice) -> Value:
    if isinstance(key, int):
        return version.known[key] if 0 <= key < len(version.known) else UNKNOWN
    if key.start not in (None, 0) or key.step not in (None, 1):
        return UNKNOWN
    if key.stop is not None and 0 <= key.stop <= len(version.known):
        return version.known[: key.stop]
    return version if key.stop is None or key.stop > len(version.known) else UNKNOWN


def unary(sign: cst.BaseUnaryOp, value: Value) -> Value:
    if isinstance(sign, cst.Not):
        truth = truth_of(value)
        return UNKNOWN if truth is None else not truth
    if isinstance(sign, cst.Minus) and isinstance(value, (int, float)):
        return -value
    return UNKNOWN


def combine(operation: cst.BaseBooleanOp, left: Value, right: Callable[[], Value]) -> Value:
    """Either side may settle the truth, even if the other is unknown."""
    settled = isinstance(operation, cst.Or)
    truth = truth_of(left)
    if truth is not None:
        return left if truth is settled else right()
    other = truth_of(right())
    return settled if other is settled else UNKNOWN


def compare(node: cst.Comparison, ask: Ask) -> Value:
    left = ask(node.left)
    known = True
    for target in node.comparisons:
        right = ask(target.comparator)
        truth = truth_of(_compare(left, target.operator, right))
        if truth is False:
            return False
        known = known and truth is True
        left = right
    return True if known else UNKNOWN


def _compare(left: Value, comparison: cst.BaseCompOp, right: Value) -> Value:
    order = _ORDER.get(type(comparison))
    if isinstance(left, ModuleName) or isinstance(right, ModuleName):
        return isinstance(comparison, cst.NotEqual) if order and "__main__" in (left, right) else UNKNOWN
    if not is_known(left) or not is_known(right):
        return UNKNOWN
    if isinstance(left, VersionInfo):
        return _compare_version(left, order, right) if order else UNKNOWN
    if isinstance(right, VersionInfo):
        mirrored = _MIRRORED.get(order) if order else None
        return _compare_version(right, mirrored, left) if mirrored else UNKNOWN
    match comparison:
        case cst.Is() | cst.IsNot() if left in (None, True, False) or right in (None, True, False):
            return (type(left) is type(right) and left == right) is isinstance(comparison, cst.Is)
        case cst.In() | cst.NotIn() if isinstance(right, (str, tuple)):
            return attempt(lambda: (left in right) is isinstance(comparison, cst.In))
        case _:
            return attempt(lambda: order(left, right)) if order else UNKNOWN


def _compare_version(version: VersionInfo, order: _Order, other: Value) -> Value:
    """As five-part tuples are compared: a shorter one with the same beginning is smaller."""
    if not isinstance(other, tuple):
        return UNKNOWN
    width = min(len(other), len(version.known))
    if version.known[:width] != other[:width]:
        return attempt(lambda: order(version.known[:width], other[:width]))
    return order(1, 0) if len(other) <= len(version.known) else UNKNOWN
