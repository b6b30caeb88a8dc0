"""Conditions that decide which imports run, as far as a file tells them."""

from __future__ import annotations

from typing import TypeAlias

from graphcheck.model.frozen import frozen

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


@frozen
class KnownPath:
    """A path made of constants and ``__file__``: ``tail`` below the folder ``parents`` levels above the file (0 is the
    file itself), or ``tail`` as it stands where ``parents`` is None."""

    parents: int | None
    tail: str


@frozen
class Constant:
    """A condition whose value in the Worker is known (``sys.platform == "win32"``, ``TYPE_CHECKING``, ``0``)."""

    value: bool


@frozen
class NameTest:
    """The truth of a module-level name, e.g. ``HAS_NUMPY`` or ``numpy``; ``is None`` tests are ``is_none``."""

    name: str
    is_none: bool = False


@frozen
class LoadedTest:
    """``"name" in sys.modules``."""

    name: str


@frozen
class FindableTest:
    """``importlib.util.find_spec("name") is not None``."""

    name: str


@frozen
class OnPathTest:
    """``path in sys.path``."""

    path: KnownPath


@frozen
class ExistsTest:
    """``os.path.exists(path)`` and its like."""

    path: KnownPath


@frozen
class Negation:
    test: Test


@frozen
class AllOf:
    tests: tuple[Test, ...]


@frozen
class AnyOf:
    tests: tuple[Test, ...]


@frozen
class WrittenTest:
    """What only the values of names can decide: the expression itself, as Python source."""

    source: str


@frozen
class CheckerTest:
    """``TYPE_CHECKING or test``: a block that is for type checkers wherever ``test`` stays undecided."""

    test: Test


@frozen
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
