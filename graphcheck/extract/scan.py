"""One regular expression that tells code from strings and comments, and finds the keywords of imports and raises.

``import`` and ``raise`` are keywords: as tokens they occur once in each statement of their kind and nowhere else, so
that the n-th token belongs to the n-th statement. Only f-strings and t-strings with fields of their own quotes escape
the expression; ``scan_keywords`` says when it may have been misled.
"""

from __future__ import annotations

import re

from graphcheck.model.frozen import frozen

__all__ = [
    "STRING",
    "TOKENS",
    "Keywords",
    "end_of_statement",
    "is_ascii_code",
    "longest_field",
    "scan_keywords",
    "without_texts",
]

_QUOTED = r"""
(?: \"\"\" (?:[^"\\]++|\\.|"(?!\"\"))*+ (?:\"\"\"|\Z)
  | ''' (?:[^'\\]++|\\.|'(?!''))*+ (?:'''|\Z)
  | " (?:[^"\\\n]++|\\.)*+ (?:"|(?=\n)|\Z)
  | ' (?:[^'\\\n]++|\\.)*+ (?:'|(?=\n)|\Z)
)"""
STRING = rf"(?:\b(?P<fields>[rR]?[fFtT][rR]?))? {_QUOTED}"
TOKENS = re.compile(rf"\#[^\n]*+ | {STRING} | \b(?P<keyword>import|from|raise)\b", re.VERBOSE | re.DOTALL)
"""Comments, strings and the keywords that matter, in order; what lies between is other code."""

_ASCII_CODE = re.compile(rf"(?:[^\"'\#\x80-\U0010ffff]++ | \#[^\n]*+ | {_QUOTED})*+", re.VERBOSE | re.DOTALL)
_ENDS = re.compile(rf"\#[^\n]*+ | {STRING} | \\\n | [()\[\]{{}};\n]", re.VERBOSE | re.DOTALL)
_BRACE = re.compile(r"[{}]")


@frozen
class Keywords:
    """Offsets of the keywords. ``froms`` holds, for each ``import``, the nearest ``from`` before it, or -1."""

    imports: tuple[int, ...]
    froms: tuple[int, ...]
    raises: tuple[int, ...]
    certain: bool


def scan_keywords(text: str) -> Keywords:
    """``text`` must be a program that parses."""
    imports: list[int] = []
    froms: list[int] = []
    raises: list[int] = []
    last_from = -1
    certain = True
    for token in TOKENS.finditer(text):
        match token.lastgroup:
            case "keyword":
                word = token.group("keyword")
                if word == "import":
                    imports.append(token.start())
                    froms.append(last_from)
                elif word == "from":
                    last_from = token.start()
                else:
                    raises.append(token.start())
            case "fields":
                certain = certain and longest_field(token.group())[1]
            case _:
                pass
    return Keywords(tuple(imports), tuple(froms), tuple(raises), certain)


def is_ascii_code(text: str) -> bool:
    """Whether there are none but ASCII characters outside of comments and strings."""
    code = _ASCII_CODE.match(text)
    return code is not None and code.end() == len(text)


def without_texts(text: str) -> str:
    """``text`` with nothing in its comments and strings, but for those strings that may have code in them."""
    return TOKENS.sub(_code, text)


def _code(token: re.Match[str]) -> str:
    whole = token.group()
    if token.lastgroup in ("keyword", "fields"):
        return whole
    return "#" if whole[0] == "#" else '""'


def longest_field(literal: str) -> tuple[int, bool]:
    """The length of the longest replacement field, and whether every field that the literal opens ends inside it."""
    depth = longest = start = at = 0
    while brace := _BRACE.search(literal, at):
        at = brace.end()
        if not depth and literal.startswith(brace.group(), at):
            at += 1
        elif brace.group() == "{":
            start = start if depth else brace.start()
            depth += 1
        elif not depth:
            return len(literal), False
        else:
            depth -= 1
            longest = longest if depth else max(longest, at - start)
    return (longest, True) if not depth else (len(literal) - start, False)


def end_of_statement(text: str, start: int) -> int:
    """Where the simple statement that begins at ``start`` ends: before a comment, a ``;`` or the end of the line."""
    depth = 0
    end = seen = start
    for token in _ENDS.finditer(text, start):
        code = text[seen : token.start()].rstrip(" \t\f")
        end = seen + len(code) if code else end
        seen = token.end()
        mark = text[token.start()]
        if not depth and mark in "#;\n":
            return end
        if mark in "([{":
            depth += 1
        elif mark in ")]}":
            depth -= 1
        if mark not in "#\n\\":
            end = token.end()
    return len(text.rstrip())
