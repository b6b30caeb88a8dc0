"""Lines of a file as Python counts them."""

from __future__ import annotations

__all__ = ["line_of"]


def line_of(content: bytes, line: int) -> str:
    """Without its end; empty where the file has no such line, and where that is no text. Lines count from 1."""
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = content.split(b"\n", line) if line > 0 else ()
    text = lines[line - 1].decode("utf-8", "replace") if line <= len(lines) and lines else ""
    if "\0" in text:
        return ""
    return text.removeprefix("\ufeff") if line == 1 else text
