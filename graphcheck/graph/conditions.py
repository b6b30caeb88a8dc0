"""The value of a module-level condition, as far as the walk knows the names in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from graphcheck.model.imports import AllOf, AnyOf, Constant, NameTest, Negation, Step, Test, Unknown

__all__ = ["UNKNOWN_VALUE", "Value", "evaluate"]


@dataclass(frozen=True, slots=True)
class Value:
    """What is known of a bound name: its truth, whether it is None, and a function's body and module."""

    truth: bool | None = None
    is_none: bool | None = None
    body: tuple[Step, ...] | None = None
    home: str = ""
    returns_early: bool = False


UNKNOWN_VALUE = Value()


def evaluate(test: Test, names: Mapping[str, Value]) -> bool | None:
    """True, False, or None where the steps do not decide it."""
    match test:
        case Constant(value):
            return value
        case NameTest(name, is_none):
            known = names.get(name, UNKNOWN_VALUE)
            return known.is_none if is_none else known.truth
        case Negation(inner):
            result = evaluate(inner, names)
            return None if result is None else not result
        case AllOf(tests):
            return _combine((evaluate(inner, names) for inner in tests), decisive=False)
        case AnyOf(tests):
            return _combine((evaluate(inner, names) for inner in tests), decisive=True)
        case Unknown():
            return None
        case _:
            assert_never(test)


def _combine(results: Iterable[bool | None], *, decisive: bool) -> bool | None:
    known = list(results)
    if decisive in known:
        return decisive
    return None if None in known else not decisive
