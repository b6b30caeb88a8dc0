"""Facts of files that were read before, kept by the digest of their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from graphcheck.cache.file import CacheFile, seal, unseal

__all__ = ["FactsCache", "FactsKey"]

FactsKey: TypeAlias = bytes
"""Of the bytes, the target and the extractor's version together: equal keys mean equal facts."""

_WRITE_SIZE = 256


class FactsCache:
    """Encoded facts in a cache file. ``version`` says which extractor read for which target: facts of another one are
    not found. What is put is written in groups, the last one by ``flush``."""

    def __init__(self, file: CacheFile, version: str) -> None:
        self._file = file
        self._version = version.encode()
        self._pending: dict[FactsKey, bytes] = {}

    def key(self, digest: bytes, kind: bytes = b"") -> FactsKey:
        """``digest`` is that of the file's bytes, ``kind`` what is known of them: by default ``ModuleImports``."""
        return hashlib.blake2b(digest + self._version + kind, digest_size=16).digest()

    def get_many(self, keys: Iterable[FactsKey]) -> Iterator[tuple[FactsKey, bytes]]:
        """The facts of those keys that are known, as they were put, one after the other."""
        wanted = set(keys)
        yield from ((key, self._pending[key]) for key in wanted & self._pending.keys())
        for key, data in self._file.read_many(
            "SELECT key, data FROM facts WHERE key IN", wanted - self._pending.keys()
        ):
            text = unseal(data)
            if text is not None:
                yield key, text

    def put(self, key: FactsKey, facts: bytes) -> None:
        if not self._file.is_usable:
            return
        self._pending[key] = facts
        if len(self._pending) >= _WRITE_SIZE:
            self.flush()

    def flush(self) -> None:
        """Write what is pending, or nothing at all where the folder does not let us."""
        rows = [(key, seal(facts)) for key, facts in self._pending.items()]
        self._file.write("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)
        self._pending = {}
