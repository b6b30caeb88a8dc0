"""How far a file may change without another answer."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import NamedTuple

__all__ = ["InertImports", "Latitude"]


class Latitude(NamedTuple):
    """What was wanted of one module's names.

    ``asked`` are those that somebody looked up in it, whether it had them or not. ``idle`` are names of what it called
    and that did nothing. ``acts``: it does something beside its imports, at a place between its statements.
    """

    asked: AbstractSet[str] = frozenset()
    idle: AbstractSet[str] = frozenset()
    acts: bool = False


class InertImports(NamedTuple):
    """``modules`` of the standard library whose import changes nothing, in the runtime that date and flags select."""

    date: str | None
    flags: tuple[str, ...]
    modules: frozenset[str]
