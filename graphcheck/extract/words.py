"""The words of a text: what no word tells needs no look at the text."""

from __future__ import annotations

__all__ = ["words_of"]

_BLANKS = {number: " " for number in range(128) if not (chr(number).isalnum() or chr(number) == "_")}


def words_of(text: str) -> frozenset[str]:
    """Every name and keyword of a program is among them, whatever else is."""
    return frozenset(text.translate(_BLANKS).split())
