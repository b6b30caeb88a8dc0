"""Sizes in messages."""

from __future__ import annotations

__all__ = ["MIB", "distance_to_another_text", "mib"]

MIB = 1024 * 1024


def mib(size: int) -> str:
    return f"{size / MIB:.1f} MiB"


def distance_to_another_text(size: int) -> float:
    """How much larger or smaller a size has to be, at least, for ``mib`` to say something else."""
    tenths = size * 10 / MIB
    return abs(tenths - int(tenths) - 0.5) * MIB / 10
