"""How deeply code may nest, bounded from above without parsing it.

The native parser recurses on the C stack, and its time grows with the square of the depth: 8,000 additions in a row
take 27 seconds. So code that is nested deeper than anybody writes is refused before it is parsed. Of the code known to
be in use, ``pydoc_data.topics`` of the standard library goes deepest: it joins some 2,200 strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from graphcheck.extract.scan import STRING, longest_field
from graphcheck.model.imports import ParseFailure

__all__ = ["MOST_LEVELS", "has_many_branches", "refuse_nesting"]

_MOST_BRACKETS = 200
"""CPython's MAXLEVEL (Parser/lexer/state.h)."""
MOST_LEVELS = 5_000
"""Pyodide 0.28.2 dies of 5,000 nested unary operators."""
_MOST_BRANCHES = 50_000
_MANY_LAMBDAS = 500
_EVENT = re.compile(rf"\#[^\n]*+ | {STRING} | [(\[{{] | [)\]}}] | , | \n", re.VERBOSE | re.DOTALL)
_OPERATOR = re.compile(
    r"(?P<low>\b(?:not|and|or|if|else|lambda|in|is|for)\b|[|^&<>=!:]|(?<=[\w)\]}'\" ]) ?[-+] )|\bawait\b|[-+*/%@~.]"
)


def refuse_nesting(text: str) -> ParseFailure | None:
    """CPython's refusal of too many brackets, and ours of code that is nested too deeply for any parser."""
    if len(text) <= MOST_LEVELS and sum(map(text.count, "([{")) <= _MOST_BRACKETS:
        return None
    depth = _depth(text, _Level.add_characters)
    if isinstance(depth, int) and depth > MOST_LEVELS:
        depth = _depth(text, _Level.add_operators)
    if isinstance(depth, ParseFailure):
        return depth
    if depth > MOST_LEVELS or has_many_branches(text):
        return ParseFailure("too complex to parse", 1, 1, unread=True)
    return None


def has_many_branches(text: str) -> bool:
    """A chain of ``elif`` nests, though it takes no brackets."""
    return len(text) > _MOST_BRANCHES and text.count("elif") > _MOST_BRANCHES


@dataclass(slots=True)
class _Level:
    """What is inside one open bracket, since its last comma.

    A path down the tree passes operators of low precedence anywhere, then those of one term, then one inner bracket.
    """

    low: int = 0
    term: int = 0
    inner: int = 0
    deepest_term: int = 0
    deepest_element: int = 0

    @property
    def depth(self) -> int:
        return max(self.deepest_element, self.low + max(self.deepest_term, self.term + self.inner))

    def end_term(self) -> None:
        self.deepest_term = max(self.deepest_term, self.term + self.inner)
        self.term = self.inner = 0

    def end_element(self) -> None:
        self.deepest_element = self.depth
        self.low = self.term = self.inner = self.deepest_term = 0

    def add_characters(self, code: str) -> None:
        self.term += len(code)

    def add_operators(self, code: str) -> None:
        for operator in _OPERATOR.finditer(code):
            if operator.lastgroup == "low":
                self.low += 1
                self.end_term()
            else:
                self.term += 1


def _depth(text: str, add: Callable[[_Level, str], None]) -> int | ParseFailure:
    """Of the deepest expression; ParseFailure for too many brackets."""
    levels = [_Level()]
    end = 0
    commas_separate = text.count("lambda") < _MANY_LAMBDAS
    for event in _EVENT.finditer(text):
        start = event.start()
        mark = text[start]
        level = levels[-1]
        if start > end:
            add(level, text[end:start])
        end = event.end()
        if mark in "([{":
            if len(levels) > _MOST_BRACKETS:
                return _too_many_brackets(text, start)
            levels.append(_Level())
        elif mark in ")]}" and len(levels) > 1:
            closed = levels.pop()
            levels[-1].inner = max(levels[-1].inner, closed.depth)
            levels[-1].term += 1
        elif (mark == "," and commas_separate) or (mark == "\n" and len(levels) == 1 and text[start - 1] != "\\"):
            level.end_element()
        elif event.lastgroup == "fields":
            add(level, text[start : start + longest_field(event.group())[0]])
        elif mark not in "#,\n":
            level.term += 1
    add(levels[-1], text[end:])
    return sum(level.depth for level in levels)


def _too_many_brackets(text: str, offset: int) -> ParseFailure:
    line_start = text.rfind("\n", 0, offset) + 1
    return ParseFailure("too many nested parentheses", text.count("\n", 0, offset) + 1, offset - line_start + 1)
