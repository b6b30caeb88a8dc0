"""``ModuleImports`` as two lines of compact JSON and back. Data only: a damaged text is refused, never executed."""

from __future__ import annotations

import json
from typing import Any

from graphcheck.cache.sites import decode_site, decode_span, encode_site, put_place
from graphcheck.cache.steps import decode_steps, encode_steps
from graphcheck.model.imports import ModuleImports, ParseFailure

__all__ = ["DamagedFacts", "decode_facts", "encode_facts", "meaning_of"]


class DamagedFacts(ValueError):
    """The text was not written by ``encode_facts`` of this version."""


def encode_facts(facts: ModuleImports) -> bytes:
    """Two lines: what the file means, and where that stands in it. JSON escapes line ends, and lone surrogates."""
    failure = facts.failure
    places: list[Any] = []
    document = [
        [encode_site(site, places) for site in facts.sites],
        encode_steps(facts.body, places),
        None if facts.exports is None else list(facts.exports),
        facts.open_names,
        None if failure is None else _encode_failure(failure),
        facts.registers_modules,
        facts.hook_decides,
        [put_place(span, places) for span in facts.computed_imports],
    ]
    return b"\n".join(json.dumps(part, separators=(",", ":")).encode("ascii") for part in (document, places))


def meaning_of(encoded: bytes) -> bytes:
    """The same for files that differ in nothing but where their statements stand."""
    return encoded[: encoded.find(b"\n")]


def decode_facts(text: bytes) -> ModuleImports:
    """Raises DamagedFacts for anything that ``encode_facts`` did not write."""
    try:
        meaning, _, written = text.partition(b"\n")
        sites, body, exports, open_names, failure, registers, hook_decides, computed = json.loads(meaning)
        places = json.loads(written)
        return ModuleImports(
            tuple([decode_site(site, places) for site in sites]),
            decode_steps(body, places),
            None if exports is None else tuple(exports),
            open_names,
            None if failure is None else _decode_failure(*failure),
            registers,
            hook_decides,
            tuple([decode_span(places[place]) for place in computed]),
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise DamagedFacts(str(error)) from error


def _encode_failure(failure: ParseFailure) -> list[object]:
    return [failure.message, failure.line, failure.column, failure.since, failure.text, failure.unread]


def _decode_failure(message: str, line: int, column: int, since: list[int] | None, *rest: Any) -> ParseFailure:
    major, minor = since or (0, 0)
    text, unread = rest
    return ParseFailure(message, line, column, (major, minor) if since else None, text, unread)
