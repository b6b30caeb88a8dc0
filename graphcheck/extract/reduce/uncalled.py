"""Functions that a module does not call itself while it is imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphcheck.extract.reduce.clues import Clues, mentioned
from graphcheck.extract.reduce.functions import function_name, in_header

__all__ = ["find_uncalled"]


def find_uncalled(functions: Sequence[str], others: Iterable[str], clues: Clues) -> frozenset[int]:
    """Numbers of those of ``functions``, the module's, that nothing but other modules may call; ``others`` is the code
    beside them."""
    names = [function_name(function) for function in functions]
    calls = {name for text in others for name in mentioned(text)}
    unread = set()
    for number, function in enumerate(functions):
        if names[number] is None or function.startswith("async") or clues.reaches_further(function):
            calls.update(mentioned(function))
        else:
            unread.add(number)
            calls.update(mentioned(in_header(function)))
    while called := {number for number in unread if names[number] in calls}:
        unread -= called
        calls = {name for number in called for name in mentioned(functions[number])}
    return frozenset(unread)
