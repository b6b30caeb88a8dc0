"""Lines of a file as Python counts them."""

from __future__ import annotations

__all__ = ["line_of"]


def line_of(content: bytes, line: int) -> str:
    """Without its end; empty where the file has no such line. Lines count from 1."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return lines[line - 1] if 0 < line <= len(lines) else ""
