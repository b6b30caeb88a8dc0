"""How far files may change without another answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["InertImports", "Latitude", "Leeway", "Offer"]


class Offer(NamedTuple):
    """What a file may import from a module that it imports from: ``module`` and ``level`` are as it writes them,
    ``path`` is the file that has the ``names``. ``statements`` are the imports as they are now."""

    level: int
    module: str
    path: str
    names: AbstractSet[str]
    statements: tuple[str, ...] = ()


class Latitude(NamedTuple):
    """What was wanted of one module's names.

    ``asked`` are those that somebody looked up in it, whether it had them or not. ``idle`` are names of what it called
    and that did nothing. ``acts``: it does something beside its imports, at a place between its statements.
    ``offers`` hold as long as the files that make them stay as they are.
    """

    asked: AbstractSet[str] = frozenset()
    idle: AbstractSet[str] = frozenset()
    acts: bool = False
    offers: tuple[Offer, ...] = ()


class InertImports(NamedTuple):
    """``modules`` of the standard library whose import changes nothing, in the runtime that date and flags select."""

    date: str | None
    flags: tuple[str, ...]
    modules: frozenset[str]


class Leeway(NamedTuple):
    """Of one answer, all files together.

    ``margin``: by how many bytes, summed up, their sizes may differ. ``latitudes``, by path, say how far modules may
    change, and what ``find_inert`` gives, what they may import; without any, nothing.
    """

    margin: int = 0
    latitudes: Mapping[str, Latitude] = MappingProxyType({})
    find_inert: Callable[[], InertImports | None] = lambda: None
