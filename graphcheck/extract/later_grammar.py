"""Whether a text may need a later grammar than the target's, by its words alone."""

from __future__ import annotations

import re
from functools import cache

from graphcheck.extract.outline import BRACKETS
from graphcheck.extract.scan import TOKENS
from graphcheck.extract.target import Target

__all__ = ["BARE_EXCEPT_TUPLES", "MAY_BE_TEMPLATE", "TEMPLATES", "TYPE_DEFAULTS", "may_be_later_grammar"]

BARE_EXCEPT_TUPLES = (3, 14)
"""PEP 758."""
TEMPLATES = (3, 14)
"""PEP 750."""
TYPE_DEFAULTS = (3, 13)
"""PEP 696."""
MAY_BE_TEMPLATE = re.compile(r"[tT](?:['\"](?:(?<!\w..)|(?<=[rR]..)(?<!\w...))|[rR]['\"](?<!\w...))", re.DOTALL)
"""How a template may begin. The letter comes first, and what must not stand before it last: most texts are full of
words."""
_TYPE_PARAMETERS = re.compile(r"\b(?:class|def|type)[ \t]+\w+[ \t]*\[")

_INNER_CLASS = re.compile(r"\n([ \t]+)class\b[^\n]*(?:\n[ \t]*(?:\#[^\n]*)?)*\n(\1[ \t]+)(?=[^\s\#])")
"""The header of a class, and how the first line of its body is indented."""


def may_be_later_grammar(text: str, target: Target) -> bool:
    """False where the words of ``text`` rule out what ``grammar.first_refusal`` looks for inside of any statement."""
    if target.python < TEMPLATES and MAY_BE_TEMPLATE.search(text) and _has_template(text):
        return True
    if target.python < BARE_EXCEPT_TUPLES and "except" in text and _has_bare_tuple(text):
        return True
    if target.python < TYPE_DEFAULTS and _TYPE_PARAMETERS.search(text):
        return True
    return "\nnonlocal" in text or text.startswith("nonlocal") or _may_return_from_class(text)


def _may_return_from_class(text: str) -> bool:
    """From one that is indented; what the module's own classes do is read."""
    if "return" not in text or not any(before + "class " in text for before in ("  ", "\t", "\n ")):
        return False
    for header in _INNER_CLASS.finditer(text):
        start, indent = header.end(1), header.group(2)
        found = re.compile(rf"\n{indent}return\b").search(text, start)
        end = re.compile(rf"\n(?!{indent}|[ \t]*(?:\#|\n|\Z))").search(text, start) if found else None
        if found and (end is None or found.start() < end.start()):
            return True
    return False


def _has_bare_tuple(text: str) -> bool:
    clauses = _may_be_bare_tuple().finditer(text)
    return any(not text[text.rfind("\n", 0, clause.start()) + 1 : clause.start()].strip(" \t") for clause in clauses)


@cache
def _may_be_bare_tuple() -> re.Pattern[str]:
    return re.compile(rf"except\b(?:[^()\[\]{{}}\n\"'\#\\:,]++|{BRACKETS}|[\"'\\])*+,", re.DOTALL)


def _has_template(text: str) -> bool:
    """``"t"`` is none: no text stands side by side with a template."""
    begins = (found.start() for found in MAY_BE_TEMPLATE.finditer(text))
    if all(begin and text[begin - 1] == text[begin + 1] for begin in begins):
        return False
    strings = (token for token in TOKENS.finditer(text) if token.lastgroup == "fields")
    return any("t" in string.group("fields").lower() for string in strings)
