"""Offsets of a text as lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from graphcheck.model.location import Span

__all__ = ["Lines", "fold"]

_MOST_FOLDED = 200
_STRING_OR_GAP = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?:[ \t\f\n]|\\\n|\#[^\n]*)+""",
)
_UNFOLDED = re.compile(r"[\"'#()\[\]\\\n\t\f]|  |\A | \Z")
_INSIDE_OPENING = re.compile(r"([(\[]) ")
_BEFORE_CLOSING = re.compile(r",? ([)\]])")


class Lines:
    """Line and column, both from 1, of an offset in a text whose lines end in ``\\n``.

    ``numbers`` are those of the lines, if the text is made of some lines of a longer one.
    """

    def __init__(self, text: str, numbers: Sequence[int] | None = None) -> None:
        self._starts = [0, *(end.end() for end in re.finditer("\n", text))]
        self._numbers = range(1, len(self._starts) + 1) if numbers is None else (*numbers, 0)
        self._indexes = None if numbers is None else {number: index for index, number in enumerate(numbers)}

    def span(self, start: int, end: int) -> Span:
        first = bisect_right(self._starts, start)
        last = bisect_right(self._starts, end, lo=first - 1)
        column, end_column = start - self._starts[first - 1] + 1, end - self._starts[last - 1] + 1
        return Span(self._numbers[first - 1], column, self._numbers[last - 1], end_column)

    def offset(self, line: int, column: int) -> int:
        index = line - 1 if self._indexes is None else self._indexes[line]
        return self._starts[index] + column - 1

    def number(self, line: int) -> int:
        """The number of the ``line``-th line of the text."""
        return self._numbers[line - 1]


def fold(code: str) -> str:
    """``code`` on one line, without comments, cut to 200 characters."""
    if len(code) <= _MOST_FOLDED and not _UNFOLDED.search(code):
        return code
    folded = _STRING_OR_GAP.sub(lambda found: found.group(1) or " ", code).strip()
    folded = _BEFORE_CLOSING.sub(r"\1", _INSIDE_OPENING.sub(r"\1", folded))
    return folded if len(folded) <= _MOST_FOLDED else folded[: _MOST_FOLDED - 3] + "..."
