"""Where something stands in a file. Lines and columns count from 1, columns in code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Origin", "Sourced", "Span"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``line``/``column`` up to, not including, ``end_line``/``end_column``."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a configuration value was written: file, key path (``env.staging.main``), and span where known."""

    path: str
    key: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T]):
    """A configuration value with its origin; ``origin`` is None for a default."""

    value: T
    origin: Origin | None = None
