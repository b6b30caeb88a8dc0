"""A text cut into the statements of one block, at the speed of the regular expression engine.

The text must be a program that parses. What the expressions do not read (brackets deeper than any code that people
write, strings with quotes of their own kind inside) makes ``cut`` answer None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from graphcheck.extract.scan import TOKENS
from graphcheck.model.frozen import frozen

__all__ = [
    "ALONE",
    "ANY_STRING",
    "BRACKETS",
    "GROUP",
    "LINE",
    "NAMED_CALL",
    "STRING_LITERAL",
    "Outline",
    "cut",
    "has_long_line",
]

STRING_LITERAL = (
    r"""(?:\"\"\"(?:[^"\\]++|\\.|"(?!\"\"))*+\"\"\"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"""
    r"""|"(?!\"\")(?:[^"\\\n]++|\\.)*+"|'(?!'')(?:[^'\\\n]++|\\.)*+')"""
)
ANY_STRING = rf"(?:[rRbBuUfFtT]{{1,2}})?{STRING_LITERAL}"
_DEEPEST = 12
_SIGNS = b"()[]{}|^&<>=!:+-*/%@~.\"'"
_SPELLED = ("not", "and", "or", "if", "else", "lambda", "in", "is", "await")
"""Operators, ``or`` that of ``for``, and what else takes a level of an expression."""


def _brackets(depth: int) -> str:
    plain = rf"[^()\[\]{{}}\"'\#\\]++|{STRING_LITERAL}|\#[^\n]*+|\\\n"
    inside = plain if depth == 1 else f"{plain}|{_brackets(depth - 1)}"
    return rf"[(\[{{](?:{inside})*+[)\]}}]"


BRACKETS = _brackets(_DEEPEST)
"""An expression for one bracket with all that it holds."""
GROUP = re.compile(rf"{BRACKETS}|{STRING_LITERAL}|\\\n", re.DOTALL)
"""What has no part in the structure of a statement: brackets, strings, continuations."""
_CODE = rf"(?:[^()\[\]{{}}\n\"'\#\\]++|{STRING_LITERAL}|{BRACKETS}|\\\n)*+"
_REST = rf"{_CODE}(?:\#[^\n]*+)?\n"
_BLANK = re.compile(r"(?:[ \t]*+(?:\#[^\n]*+)?\n)*+")

LINE = re.compile(rf"[ \t]*+(?:\#[^\n]*+)?\n|([ \t]*+)({_CODE})(?:\#[^\n]*+)?\n", re.DOTALL)
"""One logical line: its indentation and its code, or neither for a line without code."""
ALONE = re.compile(rf"[rRuUbB]?{STRING_LITERAL}[ \t]*(?:\#[^\n]*)?(?:\n|\Z)", re.DOTALL)
"""A statement that is one string."""
NAMED_CALL = re.compile(r"(?<![\w.])(?<!def )([A-Za-z_]\w*+)[ \t]*+\(")
"""A call of a plain name, or what looks like one: no definition as it is mostly written."""


@lru_cache(maxsize=16)
def _statement(indent: str) -> re.Pattern[str]:
    """A logical line that is indented by ``indent``, with all deeper, blank and comment lines behind it."""
    inner = rf"(?={indent}[ \t]|[ \t]*+[\#\n]){_REST}" if indent else rf"(?=[ \t\#\n]){_REST}"
    return re.compile(rf"{indent}(?=[^\s\#]){_REST}(?:{inner})*+", re.DOTALL)


def has_long_line(pieces: Sequence[str], most: int) -> bool:
    """Whether some logical line in what ``cut`` gives has more than ``most`` characters of code, and as many operators
    in its piece. True where the lines cannot be read."""
    return any(len(piece) > most and _operators(piece) > most and _has_long_line(piece, most) for piece in pieces)


def _operators(piece: str) -> int:
    """At least as many as there are, in code and beside it."""
    code = piece.encode()
    signs = len(code) - len(code.translate(None, _SIGNS))
    return signs + sum(map(piece.count, _SPELLED))


@cache
def _any_line() -> re.Pattern[str]:
    """Made when it is needed: few files have such long lines, and it takes milliseconds."""
    return re.compile(_REST, re.DOTALL)


def _has_long_line(piece: str, most: int) -> bool:
    lines = _matches(_any_line(), piece, 0)
    return lines is None or any(len(line) > most and len(TOKENS.sub(_without_text, line)) > most for line in lines)


def _without_text(token: re.Match[str]) -> str:
    """The fields of an f-string are code."""
    return token.group() if token.lastgroup == "fields" else '""'


@frozen
class Outline:
    """The statements of one block, each with its inner block and the blank lines and comments behind it; the first one
    begins at ``start``. Clauses (``else``) and decorators are pieces of their own."""

    start: int
    pieces: Sequence[str]


def cut(text: str, start: int = 0, indent: str = "") -> Outline | None:
    """``text`` from ``start`` on, which ends with a line."""
    blank = _BLANK.match(text, start)
    first = blank.end() if blank else start
    pieces = _matches(_statement(indent), text, first)
    return None if pieces is None else Outline(first, pieces)


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
