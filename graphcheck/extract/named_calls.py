"""Calls of functions by their full name, wherever they stand in a file: for rules that ask about a few files."""

from __future__ import annotations

from collections.abc import Collection

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from graphcheck.extract.circumstances import walk_circumstances
from graphcheck.extract.file_names import FileNames
from graphcheck.extract.parse import parse_text
from graphcheck.extract.path_values import dotted_name
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ParseFailure
from graphcheck.model.location import Span

__all__ = ["NamedCall", "find_named_calls"]


@frozen
class NamedCall:
    """``deferred``: inside a function. ``handled``: an error of it, or a missing file, is expected there."""

    function: str
    span: Span
    deferred: bool
    handled: bool


def find_named_calls(source: bytes, functions: Collection[str]) -> tuple[NamedCall, ...]:
    """Calls of ``functions`` (``zoneinfo.ZoneInfo``) under any alias, in source order; nothing for a broken file."""
    try:
        module = parse_text(source.decode("utf-8-sig"))
        if isinstance(module, ParseFailure):
            return ()
        places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    except (UnicodeDecodeError, RecursionError):
        return ()
    imported = FileNames(module).imported
    found = [
        NamedCall(name, Span(start.line, start.column + 1, end.line, end.column + 1), state.deferred, state.handled)
        for node, state in walk_circumstances(module, imported)
        if isinstance(node, cst.Call) and (name := dotted_name(node.func, imported)) in functions and name
        for start, end in [(places[node].start, places[node].end)]
    ]
    return tuple(sorted(found, key=lambda call: call.span))
