"""Reads of attributes as compact JSON and back."""

from __future__ import annotations

import json
from collections.abc import Iterable

from graphcheck.cache.codec import DamagedFacts
from graphcheck.cache.sites import decode_span, encode_span
from graphcheck.model.uses import AttributeRead

__all__ = ["decode_reads", "encode_reads"]


def encode_reads(reads: Iterable[AttributeRead]) -> bytes:
    document = [[read.name, list(read.attributes), encode_span(read.span)] for read in reads]
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def decode_reads(text: bytes) -> tuple[AttributeRead, ...]:
    """Raises DamagedFacts for anything that ``encode_reads`` did not write."""
    try:
        return tuple(
            AttributeRead(name, tuple(attributes), decode_span(span)) for name, attributes, span in json.loads(text)
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise DamagedFacts(str(error)) from error
