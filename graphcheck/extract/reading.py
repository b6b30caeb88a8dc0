"""One file from its text to ``ModuleImports``: the scan that decides how much of it libcst has to read.

libcst is imported where a text needs it.
"""

from __future__ import annotations

from graphcheck.extract.certificate import is_certain
from graphcheck.extract.later_grammar import may_be_later_grammar
from graphcheck.extract.mentions import find_mentions
from graphcheck.extract.nesting import MOST_LEVELS, has_many_branches, refuse_nesting
from graphcheck.extract.outline import Outline, cut, has_long_line
from graphcheck.extract.plain import read_plain
from graphcheck.extract.reduce import reduce_text
from graphcheck.extract.target import Target
from graphcheck.model.imports import ModuleImports

__all__ = ["read_program"]


def read_program(text: str, target: Target) -> ModuleImports:
    """What ``text``, with ``\\n`` at the end of each line, does at import time."""
    if not target.full_parse:
        return _read_reduced(text, target) or _read_all(text, target)
    facts = _read_all(text, target)
    return (_read_reduced(text, target) if facts.failure and facts.failure.unread else None) or facts


def _read_reduced(text: str, target: Target) -> ModuleImports | None:
    """None where only a full parse can tell."""
    mentions = find_mentions(text, target.watched)
    outline = None if may_be_later_grammar(text, target) else cut(text if text.endswith("\n") else text + "\n")
    certain = outline is not None and not _may_nest_deeply(text, outline) and is_certain(text)
    reduced = reduce_text(text, outline, mentions, outer=target.outer) if outline is not None and certain else None
    if reduced is None:
        return None
    plain = read_plain(reduced, mentions, target)
    if plain is not None:
        return plain
    from graphcheck.extract.module import read_reduced

    return read_reduced(reduced, text, mentions, target)


def _read_all(text: str, target: Target) -> ModuleImports:
    from graphcheck.extract.module import read_all

    return read_all(text, target)


def _may_nest_deeply(text: str, outline: Outline) -> bool:
    """A level takes a character at least, and ``cut`` refuses many brackets in each other."""
    if has_long_line(outline.pieces, MOST_LEVELS):
        return refuse_nesting(text) is not None
    return has_many_branches(text)
