"""Requirement files of pip, which no tool of Workers reads any more: what they name is declared, and not vendored."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from graphcheck.config.discovery import find_upwards
from graphcheck.model.location import Origin, Span
from graphcheck.model.project import Dependency
from graphcheck.model.requirement import normal_name, parse_requirement
from graphcheck.model.tree import SourceTree, TreeError

__all__ = ["FILES", "read_requirements"]

FILES = ("requirements.txt", "cf-requirements.txt")
_MOST_BYTES = 1024 * 1024
_LONGEST_LINE = 1000
# pip's own: a comment follows a blank, options of one requirement begin with two dashes, and a line may go on.
_ENDS = ("#", "--", "\\")


def read_requirements(tree: SourceTree, folder: str, last: str) -> tuple[Dependency, ...]:
    """Those of the nearest file of each name in ``folder`` or above it, up to ``last``; the name is their group."""
    found: list[Dependency] = []
    for name in FILES:
        path = find_upwards(tree, folder, name, last=last)
        found += _read(tree, path, name) if path else ()
    return tuple(found)


def _read(tree: SourceTree, path: str, name: str) -> Iterator[Dependency]:

    entry = tree.lookup(path)
    if entry is None or entry.size > _MOST_BYTES:
        return
    try:
        text = tree.read(path).decode("utf-8-sig", "replace")
    except TreeError:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        words = takewhile(lambda word: not word.startswith(_ENDS), line.split()) if len(line) <= _LONGEST_LINE else ()
        requirement = " ".join(words)
        parsed = parse_requirement(requirement)
        if parsed is None:
            continue
        column = len(line) - len(line.lstrip()) + 1
        span = Span(number, column, number, column + len(requirement))
        yield Dependency(normal_name(parsed.name), requirement, Origin(path, "", span), name)
