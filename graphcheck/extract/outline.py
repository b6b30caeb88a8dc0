"""A text cut into the statements of one block, at the speed of the regular expression engine.

The text must be a program that parses. What the expressions do not read (brackets deeper than any code that people
write, strings with quotes of their own kind inside) makes ``cut`` answer None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from graphcheck.extract.scan import TOKENS

__all__ = ["ALONE", "BRACKETS", "LINE", "NAMED_CALL", "cut", "has_long_line"]

_STRING = (
    r"""(?:\"\"\"(?:[^"\\]++|\\.|"(?!\"\"))*+\"\"\"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"""
    r"""|"(?!\"\")(?:[^"\\\n]++|\\.)*+"|'(?!'')(?:[^'\\\n]++|\\.)*+')"""
)
_DEEPEST = 9


def _brackets(depth: int) -> str:
    plain = rf"[^()\[\]{{}}\"'\#\\]++|{_STRING}|\#[^\n]*+|\\\n"
    inside = plain if depth == 1 else f"{plain}|{_brackets(depth - 1)}"
    return rf"[(\[{{](?:{inside})*+[)\]}}]"


BRACKETS = _brackets(_DEEPEST)
"""An expression for one bracket with all that it holds."""
_CODE = rf"(?:[^()\[\]{{}}\n\"'\#\\]++|{_STRING}|{BRACKETS}|\\\n)*+"
_REST = rf"{_CODE}(?:\#[^\n]*+)?\n"
_ANY_LINE = re.compile(_REST, re.DOTALL)
_BLANK = re.compile(r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+")

LINE = re.compile(rf"[ \t]*+(?:\#[^\n]*+)?\n|([ \t]*+)({_CODE})(?:\#[^\n]*+)?\n", re.DOTALL)
"""One logical line: its indentation and its code, or neither for a line without code."""
ALONE = re.compile(rf"[rRuUbB]?{_STRING}[ \t]*(?:\#[^\n]*)?(?:\n|\Z)", re.DOTALL)
"""A statement that is one string."""
NAMED_CALL = re.compile(r"(?<![\w.])([A-Za-z_]\w*+)[ \t]*+\(")
"""A call of a plain name, or what looks like one."""


@lru_cache(maxsize=16)
def _statement(indent: str) -> re.Pattern[str]:
    """A logical line that is indented by ``indent``, with all deeper, blank and comment lines behind it."""
    inner = rf"(?={indent}[ \t]|[ \t]*+[\#\n]){_REST}" if indent else rf"(?=[ \t\#\n]){_REST}"
    return re.compile(rf"{indent}(?=[^\s\#]){_REST}(?:{inner})*+", re.DOTALL)


def has_long_line(text: str, most: int) -> bool:
    """Whether some logical line has more than ``most`` characters of code; more in all than ``most`` branches, too.
    True where the lines cannot be read."""
    if len(text) > 100 * most:
        return True
    lines = _matches(_ANY_LINE, text if text.endswith("\n") else text + "\n", 0)
    return lines is None or any(len(line) > most and len(TOKENS.sub('""', line)) > most for line in lines)


def cut(text: str, start: int = 0, indent: str = "") -> tuple[int, Sequence[str]] | None:
    """Where the first statement from ``start`` on begins, and the statements, each with its inner block and the blank
    lines and comments behind it. Clauses (``else``) and decorators are pieces of their own."""
    blank = _BLANK.match(text, start)
    first = blank.end() if blank else start
    pieces = _matches(_statement(indent), text, first)
    return None if pieces is None else (first, pieces)


def _matches(pattern: re.Pattern[str], text: str, start: int) -> Sequence[str] | None:
    """``text`` from ``start`` on as matches side by side, or None: to search on behind what does not match would take
    the square of the time."""
    found = []
    while start < len(text):
        match = pattern.match(text, start)
        if match is None:
            return None
        found.append(match.group())
        start = match.end()
    return found
