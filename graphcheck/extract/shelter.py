"""Room for recursion: libcst's parser recurses on the C stack, and its nodes in Python when they are written out.

libcst 1.9 nests each string of ``"a" "b" "c"`` in the right side of the one before.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from graphcheck.extract.nesting import MOST_LEVELS

__all__ = ["call_deeply", "call_on_large_stack"]

_T = TypeVar("_T")
_STACK_BYTES = 64 * 1024 * 1024
_CALLS_A_LEVEL = 5
"""Of Python, where libcst writes out what is nested: two and a context manager."""


def call_on_large_stack(function: Callable[[], _T]) -> _T:
    """Raises MemoryError where there is no room for the stack, and whatever ``function`` raises."""
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(function())
        except BaseException as error:  # noqa: BLE001 - raised where it belongs
            errors.append(error)

    previous = threading.stack_size(_STACK_BYTES)
    try:
        thread = threading.Thread(target=run)
        thread.start()
    except RuntimeError as error:
        raise MemoryError from error
    finally:
        threading.stack_size(previous)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


def call_deeply(function: Callable[[], _T]) -> _T:
    """The same for what recurses in Python through a tree of at most ``MOST_LEVELS``."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, MOST_LEVELS * _CALLS_A_LEVEL))
    try:
        return call_on_large_stack(function)
    finally:
        sys.setrecursionlimit(limit)
