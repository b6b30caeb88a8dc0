"""The Python that will run the file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """``python`` is the major and minor version of the Worker's interpreter, e.g. ``(3, 13)``."""

    python: tuple[int, int]
