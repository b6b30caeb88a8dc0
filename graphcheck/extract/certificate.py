"""Whether a text is a program, asked of the parser that the Python which runs us brings: many times as fast as libcst.

What it accepts, libcst accepts too, but for the layouts and the grammar that are named here: these, and whatever it
refuses, are left to libcst.
"""

from __future__ import annotations

import re
import sys
import warnings

from graphcheck.extract.scan import STRING, TOKENS, longest_field

__all__ = ["is_certain"]

_IMPOSSIBLE = "from __future__ import braces\n"
"""The compiler looks at future imports before anything else: all that it does to the rest is to parse it."""
_ODD_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TAB_AFTER_SPACES = re.compile(r"^ +\t|\t +\S", re.MULTILINE)
_ODD_CONTINUATION = re.compile(r"^[ \t]*\\$|\\\n[ \t]*(?:\#|$|\\)|\#[^\n]*\\$|\\\n?\Z", re.MULTILINE)
_STRINGS = re.compile(rf"(?P<comment>\#[^\n]*+)|{STRING}", re.VERBOSE | re.DOTALL)
_BARE_TUPLE = re.compile(r"\bexcept\b[^\n:(]*,")
_HOST_NESTS_QUOTES = sys.version_info >= (3, 12)
_HOST_TAKES_BARE_TUPLES = sys.version_info >= (3, 14)
_LONGEST = 5_000_000


def is_certain(text: str) -> bool:
    """False also where it is not worth the doubt. ``text`` has ``\\n`` at the end of each line."""
    if len(text) > _LONGEST or _is_odd(text):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(_IMPOSSIBLE + text, "", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error.msg == "not a chance" and error.lineno == 1
    except (ValueError, OverflowError, RecursionError, MemoryError):
        return False
    return False


def _is_odd(text: str) -> bool:
    if _ODD_CHARACTER.search(text) or ("\t" in text and _TAB_AFTER_SPACES.search(text)):
        return True
    if "\\\n" in text and _ODD_CONTINUATION.search(text) and _ODD_CONTINUATION.search(_without_strings(text)):
        return True
    if not text.isascii() and not TOKENS.sub("", text).isascii():
        return True
    if _HOST_TAKES_BARE_TUPLES and "except" in text and _BARE_TUPLE.search(text):
        return True
    return _HOST_NESTS_QUOTES and any(
        not longest_field(token.group())[1] for token in TOKENS.finditer(text) if token.lastgroup == "fields"
    )


def _without_strings(text: str) -> str:
    return _STRINGS.sub(lambda token: token.group("comment") or '""', text)
