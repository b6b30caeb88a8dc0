"""How wide text is on a terminal."""

from __future__ import annotations

__all__ = ["cell_len"]


def cell_len(text: str) -> int:
    """In cells: one for each printable character of ASCII. rich knows the others, and is asked where there are some."""
    if text.isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len as measure

    return measure(text)
