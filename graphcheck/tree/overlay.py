"""Another tree with some of its files changed: what would be, if they were written."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.model.tree import Entry, EntryKind, SourceTree

__all__ = ["OverlayTree"]


class OverlayTree(SourceTree):
    """``files`` replace files that ``base`` has, by path; none are added."""

    def __init__(self, base: SourceTree, files: Mapping[str, bytes]) -> None:
        self._base = base
        self._files = files

    def scan(self, path: str) -> tuple[Entry, ...]:
        return tuple(self._resized(f"{path.rstrip('/')}/{entry.name}", entry) for entry in self._base.scan(path))

    def lookup(self, path: str, *, follow: bool = True) -> Entry | None:
        entry = self._base.lookup(path, follow=follow)
        return self._resized(path, entry) if entry else None

    def read(self, path: str) -> bytes:
        return self._files[path] if path in self._files else self._base.read(path)

    def read_end(self, path: str, count: int) -> bytes:
        return self._files[path][-count:] if path in self._files else self._base.read_end(path, count)

    def real_path(self, path: str) -> str:
        return self._base.real_path(path)

    def _resized(self, path: str, entry: Entry) -> Entry:
        if path in self._files and entry.kind is EntryKind.FILE:
            return entry._replace(size=len(self._files[path]), stamp=None)
        return entry
