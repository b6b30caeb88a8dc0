"""Long displays of constants and names, by their text alone: all that the walk sees of one is that it is not empty."""

from __future__ import annotations

import re

from graphcheck.extract.outline import ANY_STRING, GROUP

__all__ = ["shorten_display"]

_LONG = 400
_MOST_READ = 64
"""Elements of a list, tuple or set that ``operations.read_display`` takes."""
_TARGET = re.compile(r"\s*[A-Za-z_]\w*(?:[ \t]*:[^=\n\"']+)?[ \t]*=[ \t]*(?=[(\[{])")
_STRINGS = re.compile(rf"{ANY_STRING}|\#[^\n]*", re.DOTALL)
_EFFECT = re.compile(r"[\w\])]\s*\(|[*]|:=|\b(?:for|lambda|yield|await)\b")
_MAY_BE_STRING = re.compile(r"['\"]")


def shorten_display(statement: str) -> str | None:
    """``NAME = {...}`` with another display that means the same to the walk; None for any other statement."""
    if len(statement) < _LONG or "__all__" in statement:
        return None
    target = _TARGET.match(statement)
    value = GROUP.match(statement, target.end()) if target else None
    if target is None or value is None or statement[value.end() :].strip():
        return None
    code = _STRINGS.sub(_without_text, value.group())
    if _EFFECT.search(code) or _MAY_BE_STRING.search(code):
        return None
    inside = GROUP.sub("", code[1:-1])
    opening, closing = code[0], code[-1]
    if opening == "{" and ":" in inside:
        return f"{target.group()}{{0: 0}}\n"
    if inside.count(",") > _MOST_READ:
        return f"{target.group()}{opening}{'0, ' * (_MOST_READ + 1)}{closing}\n"
    return None


def _without_text(string: re.Match[str]) -> str:
    """A string with fields stays: there is code in it."""
    written = string.group()
    if written[0] == "#":
        return ""
    return written if {"f", "F", "t", "T"}.intersection(written[:2].partition("'")[0].partition('"')[0]) else "s"
