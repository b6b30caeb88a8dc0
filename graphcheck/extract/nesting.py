"""How deeply an expression may nest, bounded from above without parsing it.

The native parser recurses on the C stack, and its time grows with the square of the depth. What is measured here is,
for each open bracket, how much code has passed since its last comma: no tree can be deeper than their sum.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from graphcheck.extract.scan import STRING, longest_field
from graphcheck.model.imports import ParseFailure

__all__ = ["refuse_nesting"]

_MOST_BRACKETS = 200
"""CPython's MAXLEVEL (Parser/lexer/state.h)."""
_MOST_LEVELS = 6_000
"""CPython's MAXSTACK (Parser/pegen.h). Pyodide 0.28.2 dies of 5,000 nested unary operators."""
_MOST_BRANCHES = 50_000
_MANY_LAMBDAS = 1_000
_EVENT = re.compile(rf"\#[^\n]*+ | {STRING} | [(\[{{] | [)\]}}] | , | \n", re.VERBOSE | re.DOTALL)
_NESTS = re.compile(r"\b(?:not|and|or|if|else|lambda|await|in|is|for)\b|[-+*/%@&|^~<>=!.:]")


def refuse_nesting(text: str) -> ParseFailure | None:
    """CPython's refusal of too many brackets, and ours of code that is nested too deeply for any parser."""
    if text.count("elif") > _MOST_BRANCHES:
        return ParseFailure("too complex to parse", 1, 1)
    depth = _deepest(text, len)
    if isinstance(depth, int) and depth > _MOST_LEVELS:
        depth = _deepest(text, _nesting_tokens)
    if isinstance(depth, ParseFailure):
        return depth
    return ParseFailure("too complex to parse", 1, 1) if depth > _MOST_LEVELS else None


def _nesting_tokens(code: str) -> int:
    return len(_NESTS.findall(code))


def _deepest(text: str, weigh: Callable[[str], int]) -> int | ParseFailure:
    runs = [0]
    total = deepest = end = 0
    commas_end_runs = text.count("lambda") < _MANY_LAMBDAS
    for event in _EVENT.finditer(text):
        start = event.start()
        mark = text[start]
        weight = weigh(text[end:start]) if start > end else 0
        end = event.end()
        if event.lastgroup == "fields":
            weight += weigh(text[start : start + longest_field(event.group())[0]]) + 1
        elif mark in "\"'" or mark in "([{":
            weight += 1
        runs[-1] += weight
        total += weight
        deepest = max(deepest, total)
        if mark in "([{":
            runs.append(0)
            if len(runs) > _MOST_BRACKETS + 1:
                return _too_many_brackets(text, start)
        elif mark in ")]}" and len(runs) > 1:
            total -= runs.pop()
        elif (mark == "," and commas_end_runs) or (mark == "\n" and len(runs) == 1 and text[start - 1] != "\\"):
            total -= runs[-1]
            runs[-1] = 0
    return max(deepest, total + weigh(text[end:]))


def _too_many_brackets(text: str, offset: int) -> ParseFailure:
    line_start = text.rfind("\n", 0, offset) + 1
    return ParseFailure("too many nested parentheses", text.count("\n", 0, offset) + 1, offset - line_start + 1)
