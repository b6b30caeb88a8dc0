"""The one port to files: list, read, look up. A disk and a memory tree implement it in the ``tree`` room."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple, Protocol, TypeAlias, TypeVar

__all__ = ["Entry", "EntryKind", "SourceTree", "Stamp", "TreeError", "TreeErrorKind"]

Result = TypeVar("Result")

Stamp: TypeAlias = tuple[int, int, int, int]
"""Size, time of the last write, time of the last change (both in nanoseconds) and inode of a file: another content
gives another stamp, unless it was written within the same tick of the file system's clock."""


class EntryKind(Enum):
    FILE = "file"
    DIRECTORY = "directory"
    SYMLINK = "symlink"
    OTHER = "other"
    """A FIFO, socket or device: reading it could block for ever."""


class Entry(NamedTuple):
    """One directory entry. ``size`` is in bytes and meaningful for files only.

    ``readable`` is False where it is known that this process may not read the file. ``stamp`` is None where the file
    system does not say when a file was last changed; entries that differ in nothing else are equal.
    """

    # No dataclass: to import that module costs a hook more than all the rest of its way to a known answer.
    name: str
    kind: EntryKind
    size: int = 0
    readable: bool = True
    stamp: Stamp | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self[:4] == other[:4]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:4])


class TreeErrorKind(Enum):
    """The POSIX error a reader meets, under the name Node reports it by."""

    NOT_FOUND = "ENOENT"
    NOT_A_DIRECTORY = "ENOTDIR"
    IS_A_DIRECTORY = "EISDIR"
    NO_PERMISSION = "EACCES"
    NOT_REGULAR = "ENXIO"
    LINK_LOOP = "ELOOP"
    OTHER = "EIO"


class TreeError(Exception):
    """A path could not be listed or read."""

    def __init__(self, kind: TreeErrorKind, path: str) -> None:
        super().__init__(f"{kind.value}: {path}")
        self.kind = kind
        self.path = path


class SourceTree(Protocol):
    """Read-only files under absolute, normalised paths with ``/`` (on Windows ``C:/...``).

    A file name that is not valid UTF-8 keeps its undecodable bytes as lone surrogates (PEP 383).
    """

    def scan(self, path: str) -> tuple[Entry, ...]:
        """Entries of a directory, links not followed, in byte order of their UTF-8 names. Raises ``TreeError``."""

    def lookup(self, path: str, *, follow: bool = True) -> Entry | None:
        """What is at ``path``, or None. With ``follow`` links are resolved; a dangling link is then None."""

    def read(self, path: str) -> bytes:
        """The bytes of a regular file (links followed). Raises ``TreeError``; never blocks on a FIFO."""

    def read_end(self, path: str, count: int) -> bytes:
        """At most the last ``count`` bytes of a regular file. Raises like ``read``."""

    def look(self, path: str, function: Callable[..., Result], *arguments: Any, end: int | None = None) -> Result:
        """What ``function``, public and pure, says of the bytes at ``path``, or of at most the last ``end`` of them.

        To ``read`` is to depend on every byte; this is to depend on what ``function`` says. ``arguments`` are JSON's.
        Raises like ``read``.
        """
        return function(self.read(path) if end is None else self.read_end(path, end), *arguments)

    def real_path(self, path: str) -> str:
        """``path`` with every link resolved, as far as it exists."""
