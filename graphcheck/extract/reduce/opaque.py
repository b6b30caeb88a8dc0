"""Expressions in functions whose value nobody can know, by their text alone.

What a call returns is unknown to the evaluator, but for a few functions that are told apart here by their names. So the
arguments of such a call matter to nothing, and an assertion about its result can be neither true nor false.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from keyword import iskeyword, kwlist

from graphcheck.extract.facts import TEXT_METHODS
from graphcheck.extract.outline import GROUP
from graphcheck.extract.reduce.lines import TARGETS, Line
from graphcheck.extract.telling import STATE_WORDS

__all__ = ["Opaque"]

_RENAMED_BOOL = re.compile(r"(?:=|import)[ \t]*bool\b")
_CHAIN = re.compile(r"\w+(?:\.\w+|\(-?\)|\[-?\])*")
_CALLEE = re.compile(r"(\w+)\((-?)\)")
_ARITHMETIC = re.compile(r"\s*(?:[-+*%@&|^]|//?|<<|>>)")
_COMPARES = re.compile(r"[=!]=|[<>]=?|\b(?:in|is)\b")
_LOGIC = re.compile(r"\b(?:and|or|if|lambda)\b|:=")
_ASSERT = re.compile(r"assert\b\s*(?:not\s+)?")
_CALL = re.compile(rf"(?:return[ \t]+|{TARGETS.pattern})?(?P<name>[A-Za-z_]\w*)(?=\(\s*[^\s)#])")
_OTHER = frozenset((*kwlist, "match", "case"))
_INNER_EFFECT = re.compile(r":=|\b(?:yield|await)\b")


class Opaque:
    """``text`` is the whole file, ``words`` are its words."""

    def __init__(self, text: str, words: AbstractSet[str]) -> None:
        self._telling = {"bool", "find_spec", *TEXT_METHODS}
        self._renames_bool = "bool" in words and bool(_RENAMED_BOOL.search(text))
        self._asks_platform = "platform" in words
        self._asks_state = not words.isdisjoint(STATE_WORDS)

    def undecided(self, assertion: str) -> str | None:
        """Where nobody knows whether ``assertion`` holds: the plain name that it calls and tests, or nothing."""
        flat = GROUP.sub(_without_inside, assertion)
        start = _ASSERT.match(flat)
        compared = len(_COMPARES.findall(flat))
        if start is None or compared > 1 or _LOGIC.search(flat) or _INNER_EFFECT.search(assertion):
            return None
        if self._asks_state and not compared:
            return None
        chain = _CHAIN.match(flat, start.end())
        if chain is None:
            return None
        computed = _ARITHMETIC.match(flat, chain.end()) is not None
        if not computed and not self._calls_unknown(chain.group()):
            return None
        plain = None if computed or compared else _CALLEE.fullmatch(chain.group())
        return plain.group(1) if plain else ""

    def shorten_calls(self, lines: Sequence[Line]) -> None:
        """Calls of plain names that are a whole statement, or its value, lose their arguments."""
        if self._renames_bool or self._asks_state:
            return
        for line in lines[1:]:
            simple = line.code.endswith(")") and (line.word == "return" or line.word not in _OTHER)
            call = _CALL.match(line.code) if simple else None
            arguments = GROUP.match(line.code, call.end()) if call else None
            if call is None or arguments is None or arguments.end() < len(line.code):
                continue
            name = call.group("name")
            if iskeyword(name) or name in self._telling or _INNER_EFFECT.search(arguments.group()):
                continue
            line.code = line.code[: call.end()] + "(0, 0)"
            line.text = line.text[: line.indent] + line.code + "\n"

    def _calls_unknown(self, chain: str) -> bool:
        """Whether some call in a chain of attributes has an unknown result: then all of it is unknown."""
        return not self._renames_bool and any(
            name not in self._telling and (arguments or not self._asks_platform)
            for name, arguments in _CALLEE.findall(chain)
        )


def _without_inside(group: re.Match[str]) -> str:
    """``()`` and ``(-)``, the same for other brackets; a string is a name."""
    written = group.group()
    if written[0] not in "([{":
        return " " if written[0] == "\\" else "s"
    return written[0] + ("-" if written[1:-1].strip() else "") + written[-1]
