"""Offsets of a text as lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right

from graphcheck.model.location import Span

__all__ = ["Lines", "fold"]

_MOST_FOLDED = 200
_STRING_OR_GAP = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?:[ \t\f\n]|\\\n|\#[^\n]*)+""",
)
_INSIDE_OPENING = re.compile(r"([(\[]) ")
_BEFORE_CLOSING = re.compile(r",? ([)\]])")


class Lines:
    """Line and column, both from 1, of an offset in a text whose lines end in ``\\n``."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        first = bisect_right(self._starts, start)
        last = bisect_right(self._starts, end, lo=first - 1)
        return Span(first, start - self._starts[first - 1] + 1, last, end - self._starts[last - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1


def fold(code: str) -> str:
    """``code`` on one line, without comments, cut to 200 characters."""
    folded = _STRING_OR_GAP.sub(lambda found: found.group(1) or " ", code).strip()
    folded = _BEFORE_CLOSING.sub(r"\1", _INSIDE_OPENING.sub(r"\1", folded))
    return folded if len(folded) <= _MOST_FOLDED else folded[: _MOST_FOLDED - 3] + "..."
