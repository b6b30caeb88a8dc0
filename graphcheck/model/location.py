"""Where something stands in a file. Lines and columns count from 1, columns in code points."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from graphcheck.model.frozen import frozen

__all__ = ["Origin", "SiteRef", "Sourced", "Span"]

T = TypeVar("T")


class Span(NamedTuple):
    """From ``line``/``column`` up to, not including, ``end_line``/``end_column``."""

    # A frozen dataclass takes four times as long to make and to hash, and a large Worker has half a million of them.
    line: int
    column: int
    end_line: int
    end_column: int


@frozen
class Origin:
    """Where a configuration value was written: file, key path (``env.staging.main``), and span where known."""

    path: str
    key: str
    span: Span | None = None


@frozen
class Sourced(Generic[T]):
    """A configuration value with its origin; ``origin`` is None for a default."""

    value: T
    origin: Origin | None = None


class SiteRef(NamedTuple):
    """A quotable import statement. ``path`` is relative to the project root, ``span`` covers the module as written."""

    module: str
    path: str
    span: Span
    statement: str
