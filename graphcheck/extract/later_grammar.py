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
MAY_BE_TEMPLATE = re.compile(r"\b(?:[tT]|[rR][tT]|[tT][rR])['\"]")
_TYPE_PARAMETERS = re.compile(r"\b(?:class|def|type)[ \t]+\w+[ \t]*\[")


def may_be_later_grammar(text: str, target: Target) -> bool:
    """False where the words of ``text`` rule out what ``grammar.first_refusal`` looks for inside of any statement."""
    if target.python < TEMPLATES and MAY_BE_TEMPLATE.search(text) and _has_template(text):
        return True
    if target.python < BARE_EXCEPT_TUPLES and "except" in text and _may_be_bare_tuple().search(text):
        return True
    has_parameters = target.python < TYPE_DEFAULTS and _TYPE_PARAMETERS.search(text)
    return bool(has_parameters) or "\nnonlocal" in text or text.startswith("nonlocal")


@cache
def _may_be_bare_tuple() -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*except\b(?:[^()\[\]{{}}\n\"'\#\\:,]++|{BRACKETS}|[\"'\\])*+,", re.MULTILINE | re.DOTALL)


def _has_template(text: str) -> bool:
    """``"t"`` has none."""
    strings = (token for token in TOKENS.finditer(text) if token.lastgroup == "fields")
    return any("t" in string.group("fields").lower() for string in strings)
