"""A tree that lists each folder once, however many ask for it."""

from __future__ import annotations

import time

from graphcheck.model.tree import Entry, SourceTree, TreeError, TreeErrorKind

__all__ = ["ListedTree"]


class ListedTree(SourceTree):
    """Listings are those of the first question; everything else goes to ``base``. ``begin`` is before all of them, in
    nanoseconds since the epoch."""

    def __init__(self, base: SourceTree) -> None:
        self.begin = time.time_ns()
        self._base = base
        self._scans: dict[str, tuple[Entry, ...] | TreeErrorKind] = {}

    def scan(self, path: str) -> tuple[Entry, ...]:
        if path not in self._scans:
            try:
                self._scans[path] = self._base.scan(path)
            except TreeError as error:
                self._scans[path] = error.kind
        known = self._scans[path]
        if isinstance(known, TreeErrorKind):
            raise TreeError(known, path)
        return known

    def lookup(self, path: str, *, follow: bool = True) -> Entry | None:
        return self._base.lookup(path, follow=follow)

    def read(self, path: str) -> bytes:
        return self._base.read(path)

    def read_end(self, path: str, count: int) -> bytes:
        return self._base.read_end(path, count)

    def real_path(self, path: str) -> str:
        return self._base.real_path(path)
