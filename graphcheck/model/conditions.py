"""Conditions that decide which imports run, as far as a file tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "AllOf",
    "AnyOf",
    "CheckerTest",
    "Constant",
    "ExistsTest",
    "FindableTest",
    "KnownPath",
    "LoadedTest",
    "NameTest",
    "Negation",
    "OnPathTest",
    "Test",
    "Unknown",
    "WrittenTest",
]


@dataclass(frozen=True, slots=True)
class KnownPath:
    """A path made of constants and ``__file__``: ``tail`` below the folder ``parents`` levels above the file (0 is the
    file itself), or ``tail`` as it stands where ``parents`` is None."""

    parents: int | None
    tail: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A condition whose value in the Worker is known (``sys.platform == "win32"``, ``TYPE_CHECKING``, ``0``)."""

    value: bool


@dataclass(frozen=True, slots=True)
class NameTest:
    """The truth of a module-level name, e.g. ``HAS_NUMPY`` or ``numpy``; ``is None`` tests are ``is_none``."""

    name: str
    is_none: bool = False


@dataclass(frozen=True, slots=True)
class LoadedTest:
    """``"name" in sys.modules``."""

    name: str


@dataclass(frozen=True, slots=True)
class FindableTest:
    """``importlib.util.find_spec("name") is not None``."""

    name: str


@dataclass(frozen=True, slots=True)
class OnPathTest:
    """``path in sys.path``."""

    path: KnownPath


@dataclass(frozen=True, slots=True)
class ExistsTest:
    """``os.path.exists(path)`` and its like."""

    path: KnownPath


@dataclass(frozen=True, slots=True)
class Negation:
    test: Test


@dataclass(frozen=True, slots=True)
class AllOf:
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class WrittenTest:
    """What only the values of names can decide: the expression itself, as Python source."""

    source: str


@dataclass(frozen=True, slots=True)
class CheckerTest:
    """``TYPE_CHECKING or test``: a block that is for type checkers wherever ``test`` stays undecided."""

    test: Test


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing in the file decides it."""


Test: TypeAlias = (
    Constant
    | NameTest
    | LoadedTest
    | FindableTest
    | OnPathTest
    | ExistsTest
    | WrittenTest
    | CheckerTest
    | Negation
    | AllOf
    | AnyOf
    | Unknown
)
