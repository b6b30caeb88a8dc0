"""A tree that remembers what it was asked, so that a later run can tell whether it would get the same answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphcheck.model.tree import Entry, Result, SourceTree, Stamp, TreeError, TreeErrorKind
from graphcheck.tree.once import ListedTree
from graphcheck.tree.views import NOTHING, WHOLE, View, digest_bytes, digest_value, end_view, view_of

__all__ = ["RecordingEnviron", "RecordingTree", "is_settled"]

# A file that was written in the same tick of the file system's clock in which it was read may have been written again
# since (git calls such an entry racy). The coarsest clock that is in use is FAT's: two seconds.
_TICK = 2_000_000_000


def is_settled(stamp: Stamp | None, now: int) -> bool:
    """Whether the file can only be written from now on with another stamp. ``now`` is in nanoseconds."""
    return stamp is not None and max(stamp[1], stamp[2]) < now - _TICK


class RecordingTree(SourceTree):
    """``base``, with everything that was asked and answered.

    ``views`` are what was wanted of each file, with digests of the answers; ``digests`` those of whole files, as far as
    they are known.

    ``known`` are digests of files by path with the stamp that the file had; those of unsettled files must not be in it.
    """

    def __init__(self, base: ListedTree, known: Mapping[str, tuple[Stamp, bytes]] | None = None) -> None:
        self.begin = base.begin
        self.scans: dict[str, tuple[Entry, ...] | TreeErrorKind] = {}
        self.lookups: dict[tuple[str, bool], Entry | None] = {}
        self.real_paths: dict[str, str] = {}
        self.digests: dict[str, bytes | TreeErrorKind] = {}
        self.views: dict[str, dict[View, bytes | TreeErrorKind]] = {}
        self.is_torn = False
        self._base = base
        self._known = known or {}
        self._stamps: dict[str, Stamp] = {}
        self._last: tuple[str, bytes] = ("", b"")
        self._unplaced: dict[str, dict[View, tuple[View, bytes]]] = {}

    def scan(self, path: str) -> tuple[Entry, ...]:
        known = self.scans.get(path)
        if known is None:
            known = self._scan(path)
        if isinstance(known, TreeErrorKind):
            raise TreeError(known, path)
        return known

    def lookup(self, path: str, *, follow: bool = True) -> Entry | None:
        question = (path, follow)
        if question not in self.lookups:
            self.lookups[question] = self._base.lookup(path, follow=follow)
        return self.lookups[question]

    def read(self, path: str) -> bytes:
        data = self.peek(path)
        self.note(path, WHOLE, digest_bytes(data))
        return data

    def read_end(self, path: str, count: int) -> bytes:
        data = self._end(path, count)
        self.note(path, end_view(count), digest_bytes(data))
        return data

    def look(self, path: str, function: Callable[..., Result], *arguments: Any, end: int | None = None) -> Result:
        result = function(self.peek(path) if end is None else self._end(path, end), *arguments)
        self.note(path, view_of(function, arguments, end), digest_value(result))
        return result

    def note(self, path: str, view: View, digest: bytes, unplaced: tuple[View, bytes] | None = None) -> None:
        """What became of bytes that somebody had by ``peek`` or by their digest. ``unplaced`` is the same without the
        places in the file."""
        if unplaced is not None:
            self._unplaced.setdefault(path, {})[view] = unplaced
        if self.views.setdefault(path, {}).setdefault(view, digest) != digest:
            # Somebody writes while we read: an answer made of both contents is no answer for later.
            self.is_torn = True

    def forget_places(self, are_shown: Callable[[str], bool]) -> None:
        """Depend no longer on where things stand in files, but in those whose places ``are_shown``.

        Nor where anything else was said of the file: its place may have been compared.
        """
        for path, known in self._unplaced.items():
            seen = self.views[path]
            if are_shown(path) or any(answer not in NOTHING for view, answer in seen.items() if view not in known):
                continue
            for view, (other, digest) in known.items():
                del seen[view]
                seen[other] = digest
        self._unplaced = {}

    def peek(self, path: str) -> bytes:
        """The bytes, of which one or more views will be noted."""
        if self._last[0] == path:
            return self._last[1]
        try:
            data = self._base.read(path)
        except TreeError as error:
            self._fail(path, WHOLE, error)
            self.digests[path] = error.kind
            raise
        digest = digest_bytes(data)
        if self.digests.setdefault(path, digest) != digest:
            self.is_torn = True
            self.digests[path] = digest
        self._last = (path, data)
        return data

    def real_path(self, path: str) -> str:
        if path not in self.real_paths:
            self.real_paths[path] = self._base.real_path(path)
        return self.real_paths[path]

    def digest(self, path: str) -> bytes:
        """Of the file's bytes; not read where its stamp is that of a digest known before. Raises ``TreeError``.

        Like ``peek`` this says nothing of what is wanted of the file.
        """
        digest = self.known_digest(path)
        if digest is None:
            self.peek(path)
            digest = self.known_digest(path)
            assert digest is not None
        return digest

    def known_digest(self, path: str) -> bytes | None:
        """``digest``, as far as nothing has to be read for it."""
        digest = self.digests.get(path)
        if digest is None:
            before = self._known.get(path)
            if before is not None and before[0] == self._stamps.get(path):
                digest = self.digests[path] = before[1]
        return digest if isinstance(digest, bytes) else None

    def stamp(self, path: str) -> Stamp | None:
        """That of a regular file in a folder that was listed."""
        return self._stamps.get(path)

    def _end(self, path: str, count: int) -> bytes:
        try:
            return self._base.read_end(path, count)
        except TreeError as error:
            self._fail(path, end_view(count), error)
            raise

    def _fail(self, path: str, view: View, error: TreeError) -> None:
        self.views.setdefault(path, {})[view] = error.kind

    def _scan(self, path: str) -> tuple[Entry, ...] | TreeErrorKind:
        try:
            entries = self._base.scan(path)
        except TreeError as error:
            self.scans[path] = error.kind
            return error.kind
        self.scans[path] = entries
        prefix = f"{path.rstrip('/')}/"
        for entry in entries:
            if entry.stamp is not None:
                self._stamps[prefix + entry.name] = entry.stamp
        return entries


class RecordingEnviron(Mapping[str, str]):
    """Environment variables; ``asked`` are those that were looked at, None where one was not set.

    ``whole``: all of them were.
    """

    def __init__(self, base: Mapping[str, str]) -> None:
        self._base = base
        self.asked: dict[str, str | None] = {}
        self.whole = False

    def __getitem__(self, name: str) -> str:
        self.asked[name] = self._base.get(name)
        return self._base[name]

    def __iter__(self) -> Iterator[str]:
        self.whole = True
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)
