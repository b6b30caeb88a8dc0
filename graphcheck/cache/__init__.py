"""Facts of files that were read before, kept by the digest of their bytes."""

from __future__ import annotations

from graphcheck.cache.codec import decode_facts, encode_facts
from graphcheck.cache.store import FactsCache

__all__ = ["FactsCache", "decode_facts", "encode_facts"]
