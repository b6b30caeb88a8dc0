"""Rules as people write them: by code or by name, in any case."""

from __future__ import annotations

from collections.abc import Iterable

from graphcheck.resolve.nearest import nearest_modules
from graphcheck.rules import find_rule, find_rules

__all__ = ["code_of", "hint_for", "means"]


def code_of(written: str) -> str | None:
    rule = find_rule(written)
    return rule.RULE.code if rule else None


def means(written: Iterable[str], code: str) -> bool:
    return any(code_of(each) == code for each in written)


def hint_for(written: str) -> str:
    """The name that was probably meant. Codes are too alike for that."""
    near = nearest_modules(written.lower(), (rule.RULE.name for rule in find_rules()))
    return f"did you mean {near[0]}?" if near else "`graphcheck explain` lists all rules"
