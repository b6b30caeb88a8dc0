"""Import sites and spans as JSON lists and back."""

from __future__ import annotations

from sys import intern
from typing import Any

from graphcheck.model.imports import Guard, ImportedName, ImportKind, ImportSite, Timing
from graphcheck.model.location import Span

__all__ = ["decode_site", "decode_span", "encode_site", "encode_span"]

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


def encode_site(site: ImportSite) -> list[Any]:
    return [
        _KINDS.index(site.kind),
        site.module,
        site.level,
        [[name.name, name.bound, *encode_span(name.span)] for name in site.names],
        site.bound,
        encode_span(site.span),
        site.statement,
        encode_span(site.statement_span),
        _TIMINGS.index(site.timing),
        _GUARDS.index(site.guard),
    ]


def decode_site(data: Any) -> ImportSite:
    kind, module, level, names, bound, span, statement, statement_span, timing, guard = data
    return ImportSite(
        _KINDS[kind],
        intern(module),
        level,
        tuple([ImportedName(intern(name), intern(as_), decode_span(where)) for name, as_, *where in names]),
        bound and intern(bound),
        decode_span(span),
        intern(statement),
        decode_span(statement_span),
        _TIMINGS[timing],
        _GUARDS[guard],
    )
