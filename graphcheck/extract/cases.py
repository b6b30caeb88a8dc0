"""Which ``case`` a ``match`` takes when its subject is known."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from graphcheck.extract.facts import Value
from graphcheck.extract.operations import is_known
from graphcheck.extract.surroundings import Surroundings

__all__ = ["read_cases"]


def read_cases(statement: cst.Match, around: Surroundings) -> Iterator[bool | None]:
    """For each ``case`` whether it is the one; None where that is not known."""
    subject = around.evaluator.value(statement.subject, around.scope)
    reached: bool | None = True
    for case in statement.cases:
        fits = _fits(case.pattern, subject, around)
        if fits and case.guard:
            fits = around.truth(case.guard)
        yield False if fits is False or reached is False else (True if fits and reached else None)
        if fits is not False and reached is not False:
            reached = False if fits else None


def _fits(pattern: cst.MatchPattern, subject: Value, around: Surroundings) -> bool | None:
    match pattern:
        case cst.MatchAs(pattern=None):
            return True
        case cst.MatchAs(pattern=inner) if inner is not None:
            return _fits(inner, subject, around)
        case cst.MatchOr():
            found = [_fits(option.pattern, subject, around) for option in pattern.patterns]
            return True if True in found else None if None in found else False
        case cst.MatchValue() | cst.MatchSingleton():
            value = around.evaluator.value(pattern.value, around.scope)
            if not is_known(value) or not is_known(subject):
                return None
            return subject is value if isinstance(pattern, cst.MatchSingleton) else bool(subject == value)
        case _:
            return None
