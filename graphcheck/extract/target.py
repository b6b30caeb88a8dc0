"""What the facts of a file depend on beside its bytes."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EXTRACTOR_VERSION", "Target"]

EXTRACTOR_VERSION = "9"
"""Changes whenever the same bytes give other facts, so that a cache forgets the old ones."""


@dataclass(frozen=True, slots=True)
class Target:
    """The Python that will run the file; ``python`` is its major and minor version, e.g. ``(3, 13)``.

    Calls of the runtime's functions named in ``watched`` (``random.random``) become steps.
    """

    python: tuple[int, int]
    watched: frozenset[str] = frozenset()
