"""Backslashes in wrangler's globs, which escape nothing.

glob-to-regexp 0.4.1 copies a backslash raw into a JavaScript regular expression, in front of whatever it makes of the
next character: ``\\w`` becomes a character class, ``a\\.txt`` demands a backslash (which no module name has) and
``\\*`` is a syntax error.
"""

from __future__ import annotations

import re

__all__ = ["InvalidGlob", "read_backslash"]

NEVER = "(?!)"

_CLASSES = {
    "d": "[0-9]",
    "D": "[^0-9]",
    "w": "[A-Za-z0-9_]",
    "W": "[^A-Za-z0-9_]",
    "s": r"\s",
    "S": r"\S",
    "b": r"(?a:\b)",
    "B": r"(?a:\B)",
    "t": "\t",
    "n": "\n",
    "r": "\r",
    "v": "\v",
    "f": "\f",
}


class InvalidGlob(ValueError):
    """A glob that wrangler turns into an invalid regular expression."""


def read_backslash(following: str) -> str:
    """The Python expression for a backslash before the character ``following``; "" is the end of the glob.

    Groups, code points and back references that a backslash can smuggle in are taken never to match.
    """
    if following in _CLASSES:
        return _CLASSES[following]
    if following == "":
        # The end anchor itself is escaped: a dollar sign, and then anything.
        return r"\$.*"
    if following == "?":
        # An optional backslash, which is never there.
        return ""
    if following in "*[":
        raise InvalidGlob("Invalid regular expression")
    if following in "/$^+.()=!|]{},\\" or (following.isascii() and following.isalnum()):
        return NEVER if following in "/$^+.()=!|]{},\\0123456789cxuk" else following
    return re.escape(following)
