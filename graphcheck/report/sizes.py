"""Figures as a reader says them."""

from __future__ import annotations

__all__ = ["format_size", "plural"]


def plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def format_size(size: int) -> str:
    """Bytes in the largest unit that keeps the figure at 1 or more: ``2.5 KiB``. The sign stays."""
    if size < 0:
        return "-" + format_size(-size)
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{_short(size / 1024)} KiB"
    return f"{_short(size / 1024 / 1024)} MiB"


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") if value < 100 else f"{value:.0f}"
