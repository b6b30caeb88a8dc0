"""From an import as written to an absolute module name, as ``importlib._bootstrap._resolve_name`` does it."""

from __future__ import annotations

from graphcheck.model.resolution import Outcome

__all__ = ["RelativeImportError", "absolute_name", "package_of", "parents_of"]


class RelativeImportError(Exception):
    """A relative import without a package to be relative to. ``str()`` is Python's own message."""

    def __init__(self, outcome: Outcome, message: str) -> None:
        super().__init__(message)
        self.outcome = outcome


def package_of(module: str, *, is_package: bool) -> str:
    """The ``__package__`` of a module; empty for a plain top-level module."""
    return module if is_package else module.rpartition(".")[0]


def absolute_name(written: str, level: int, package: str) -> str:
    """The absolute name of ``written`` with ``level`` leading dots inside ``package``. Raises RelativeImportError."""
    if level == 0:
        return written
    if not package:
        raise RelativeImportError(Outcome.NO_PARENT_PACKAGE, "attempted relative import with no known parent package")
    parts = package.split(".")
    if level > len(parts):
        raise RelativeImportError(Outcome.BEYOND_TOP_LEVEL, "attempted relative import beyond top-level package")
    base = ".".join(parts[: len(parts) - level + 1])
    return f"{base}.{written}" if written else base


def parents_of(name: str) -> tuple[str, ...]:
    """``a.b.c`` -> ``("a", "a.b")``."""
    parts = name.split(".")
    return tuple(".".join(parts[:end]) for end in range(1, len(parts)))
