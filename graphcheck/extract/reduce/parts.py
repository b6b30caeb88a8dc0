"""What is left of a program, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graphcheck.model.frozen import frozen

__all__ = ["Part", "Reduced", "join"]


class Part(NamedTuple):
    """Whole lines, and the line of the file where they begin; with ``made`` they all stand for that one line."""

    text: str
    line: int
    made: bool = False


@frozen
class Reduced:
    """``numbers`` are those of the lines in the program, counted from 1; None where ``text`` is all of it.

    ``definitions`` are the functions of the module as the program has them, each with its line, where their code
    matters word for word. ``unread`` are the numbers, among the functions of the module, of those of whose bodies
    ``text`` has nothing but the imports.
    """

    text: str
    numbers: Sequence[int] | None
    definitions: Sequence[tuple[str, int]] = ()
    unread: frozenset[int] = frozenset()


def join(parts: Iterable[Part], definitions: Sequence[tuple[str, int]], unread: frozenset[int]) -> Reduced:
    texts: list[str] = []
    numbers: list[int] = []
    for text, line, made in parts:
        lines = text.count("\n")
        numbers += (line,) * lines if made else range(line, line + lines)
        texts.append(text)
    return Reduced("".join(texts), numbers, definitions, unread)
