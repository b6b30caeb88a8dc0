"""Another tree that remembers what was read from it."""

from __future__ import annotations

from hashlib import blake2b

from graphcheck.model.tree import Entry, SourceTree

__all__ = ["NotedTree"]


class NotedTree(SourceTree):
    """Tells afterwards whether a file is still the one that was read."""

    def __init__(self, base: SourceTree) -> None:
        self._base = base
        self._digests: dict[str, bytes] = {}

    def scan(self, path: str) -> tuple[Entry, ...]:
        return self._base.scan(path)

    def lookup(self, path: str, *, follow: bool = True) -> Entry | None:
        return self._base.lookup(path, follow=follow)

    def read(self, path: str) -> bytes:
        data = self._base.read(path)
        self._digests.setdefault(path, _digest(data))
        return data

    def read_end(self, path: str, count: int) -> bytes:
        return self._base.read_end(path, count)

    def real_path(self, path: str) -> str:
        return self._base.real_path(path)

    def is_as_read(self, path: str, data: bytes) -> bool:
        """Whether ``data`` is what was first read at ``path``; also where nothing was."""
        known = self._digests.get(path)
        return known is None or known == _digest(data)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
