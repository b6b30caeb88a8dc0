"""The value of a module-level condition, as far as the walk knows the names in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, assert_never

from graphcheck.model.conditions import (
    AllOf,
    AnyOf,
    CheckerTest,
    Constant,
    ExistsTest,
    FindableTest,
    LoadedTest,
    NameTest,
    Negation,
    OnPathTest,
    Test,
    Unknown,
    WrittenTest,
)
from graphcheck.model.frozen import frozen

__all__ = ["UNKNOWN_VALUE", "StateTest", "Value", "evaluate"]

StateTest: TypeAlias = LoadedTest | FindableTest | OnPathTest | ExistsTest | WrittenTest
"""What the import system, the upload and what the walk knows of values answer, and the truth of no name does."""


@frozen
class Value:
    """What is known of a bound name: its truth, whether it is None, and what it stands for where that is known.

    ``thing`` is one of ``startup.code.things``.
    """

    truth: bool | None = None
    is_none: bool | None = None
    thing: Any = None


UNKNOWN_VALUE = Value()


def evaluate(test: Test, names: Mapping[str, Value], ask: Callable[[StateTest], bool | None]) -> bool | None:
    """True, False, or None where neither the steps nor ``ask`` decide it."""
    match test:
        case Constant(value):
            return value
        case NameTest(name, is_none):
            known = names.get(name, UNKNOWN_VALUE)
            return known.is_none if is_none else known.truth
        case Negation(inner):
            result = evaluate(inner, names, ask)
            return None if result is None else not result
        case AllOf(tests):
            return _combine((evaluate(inner, names, ask) for inner in tests), decisive=False)
        case AnyOf(tests):
            return _combine((evaluate(inner, names, ask) for inner in tests), decisive=True)
        case LoadedTest() | FindableTest() | OnPathTest() | ExistsTest() | WrittenTest():
            return ask(test)
        case CheckerTest(inner):
            return evaluate(inner, names, ask)
        case Unknown():
            return None
        case _:
            assert_never(test)


def _combine(results: Iterable[bool | None], *, decisive: bool) -> bool | None:
    known = list(results)
    if decisive in known:
        return decisive
    return None if None in known else not decisive
