"""Walking a repository without its dependencies."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.tree import Entry, EntryKind, SourceTree, TreeError

__all__ = ["walk_folders"]

_SKIPPED = frozenset({"node_modules", "python_modules", "__pycache__", ".git", ".wrangler", ".venv-workers"})
# PEP 405: what makes a folder a virtual environment.
_ENVIRONMENT = "pyvenv.cfg"


def walk_folders(tree: SourceTree, top: str) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """``top`` and the folders below it, each with its entries, a folder before those inside it, in byte order.

    Links are not followed. Installed packages, virtual environments and the folders of git and wrangler are not
    entered; a folder that cannot be listed is left out.
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            entries = tree.scan(folder)
        except TreeError:
            continue
        if folder != top and any(entry.name == _ENVIRONMENT for entry in entries):
            continue
        yield folder, entries
        waiting += [
            f"{folder.rstrip('/')}/{entry.name}"
            for entry in reversed(entries)
            if entry.kind is EntryKind.DIRECTORY and entry.name not in _SKIPPED
        ]
