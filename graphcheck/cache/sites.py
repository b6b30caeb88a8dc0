"""Import sites and spans as JSON lists and back.

Sites keep their places apart: in the JSON of a site each is a number, its index in ``places``.
"""

from __future__ import annotations

from sys import intern
from typing import Any

from graphcheck.model.imports import Guard, ImportedName, ImportKind, ImportSite, Timing
from graphcheck.model.location import Span

__all__ = ["decode_site", "decode_span", "encode_site", "encode_span", "put_place"]

_KINDS = tuple(ImportKind)
_TIMINGS = tuple(Timing)
_GUARDS = tuple(Guard)

_TOP_LINES = 50
_TOP_SPANS: dict[Span, Span] = {}
"""Where imports stand in the first lines of files: most of a large Worker's spans are these, and few of them differ."""


def encode_span(span: Span) -> list[int]:
    """Three numbers where it is on one line: most are, and share the number of the line then."""
    if span.line == span.end_line:
        return [span.line, span.column, span.end_column]
    return [span.line, span.column, span.end_line, span.end_column]


def decode_span(data: Any) -> Span:
    span = Span(data[0], data[1], data[0], data[2]) if len(data) == 3 else Span._make(data)
    return span if span.line > _TOP_LINES else _TOP_SPANS.setdefault(span, span)


def put_place(span: Span, places: list[Any]) -> int:
    places.append(encode_span(span))
    return len(places) - 1


def encode_site(site: ImportSite, places: list[Any]) -> list[Any]:
    """Appends to ``places``."""
    return [
        _KINDS.index(site.kind),
        site.module,
        site.level,
        [[name.name, name.bound, put_place(name.span, places)] for name in site.names],
        site.bound,
        put_place(site.span, places),
        site.statement,
        put_place(site.statement_span, places),
        _TIMINGS.index(site.timing),
        _GUARDS.index(site.guard),
    ]


def decode_site(data: Any, places: Any) -> ImportSite:
    kind, module, level, names, bound, span, statement, statement_span, timing, guard = data
    return ImportSite(
        _KINDS[kind],
        intern(module),
        level,
        tuple([ImportedName(intern(name), intern(as_), decode_span(places[where])) for name, as_, where in names]),
        bound and intern(bound),
        decode_span(places[span]),
        intern(statement),
        decode_span(places[statement_span]),
        _TIMINGS[timing],
        _GUARDS[guard],
    )
