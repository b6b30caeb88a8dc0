"""Which handlers catch the error of a module that is not found."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["catches_missing_module"]

_CATCH_MISSING = frozenset({"ModuleNotFoundError", "ImportError", "Exception", "BaseException"})


def catches_missing_module(classes: Iterable[str]) -> bool:
    """``classes`` are names without the module that they come from."""
    return not _CATCH_MISSING.isdisjoint(classes)
