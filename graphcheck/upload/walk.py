"""Every file below a folder, in wrangler's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graphcheck.model.tree import Entry, EntryKind, TreeError, TreeErrorKind

__all__ = ["Scan", "WalkedFile", "walk"]

Scan = Callable[[str], tuple[Entry, ...]]


@dataclass(slots=True)
class WalkedFile:
    """A file, link or FIFO. ``name`` is relative to the walked folder, as wrangler sees it: a backslash has become a
    slash and an undecodable byte U+FFFD. ``path`` is where it really is."""

    name: str
    path: str
    entry: Entry

    @property
    def is_renamed(self) -> bool:
        """Whether wrangler looks for the file under a name that it does not have."""
        return not self.path.endswith(self.name)


def walk(scan: Scan, root: str, skipped: str, fail: Callable[[TreeError], None]) -> Iterator[WalkedFile]:
    """Depth first, the entries of one folder in byte order, files and folders mixed; links are not followed.

    The folder ``skipped`` is left out. A folder that cannot be listed goes to ``fail``, and the walk goes on.
    """
    base, directory = root.rstrip("/"), EntryKind.DIRECTORY
    folders = [("", iter(_list(scan, root, fail)))]
    while folders:
        prefix, entries = folders[-1]
        for entry in entries:
            name = prefix + entry.name
            path = f"{base}/{name}"
            if entry.kind is not directory:
                yield WalkedFile(_as_node_reads(name), path, entry)
            elif path != skipped:
                if _has_undecodable(entry.name):
                    fail(TreeError(TreeErrorKind.NOT_FOUND, path))
                    continue
                folders.append((f"{prefix}{entry.name}/", iter(_list(scan, path, fail))))
                break
        else:
            folders.pop()


def _list(scan: Scan, path: str, fail: Callable[[TreeError], None]) -> tuple[Entry, ...]:
    try:
        return scan(path)
    except TreeError as error:
        fail(error)
        return ()


def _as_node_reads(name: str) -> str:
    if not name.isascii():
        name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return name.replace("\\", "/") if "\\" in name else name


def _has_undecodable(name: str) -> bool:
    return not name.isascii() and any("\udc80" <= character <= "\udcff" for character in name)
