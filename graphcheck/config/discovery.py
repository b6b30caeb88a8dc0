"""Which configuration file wrangler reads."""

from __future__ import annotations

from collections.abc import Iterable

from graphcheck.config.invocation import Invocation
from graphcheck.config.paths import ancestors, parent, resolve
from graphcheck.model.frozen import frozen
from graphcheck.model.tree import Entry, EntryKind, SourceTree

__all__ = ["CONFIG_NAMES", "Discovery", "discover", "find_config", "find_upwards", "pick_config", "search_folder"]

CONFIG_NAMES = ("wrangler.json", "wrangler.jsonc", "wrangler.toml")
"""In order of preference: the whole chain of folders is searched for each name before the next."""


@frozen
class Discovery:
    """``used`` is None where there is no configuration; ``ignored`` would have been found had ``used`` not existed.

    ``typed`` is True where the path was given with ``--config``.
    """

    used: str | None
    ignored: tuple[str, ...] = ()
    typed: bool = False


def discover(tree: SourceTree, invocation: Invocation) -> Discovery:
    """The user's configuration: ``--config``, else the search upwards that wrangler does."""
    if invocation.config is not None:
        return Discovery(resolve(invocation.folder, invocation.config), typed=True)
    folder = search_folder(invocation)
    found = [path for name in CONFIG_NAMES if (path := find_upwards(tree, folder, name)) is not None]
    if not found:
        return Discovery(None)
    return Discovery(found[0], tuple(path for path in found[1:] if len(parent(path)) >= len(parent(found[0]))))


def search_folder(invocation: Invocation) -> str:
    """Where the search begins: the folder of a positional script, else the current folder."""
    if invocation.script is None:
        return invocation.folder
    return parent(resolve(invocation.folder, invocation.script))


def find_upwards(tree: SourceTree, folder: str, name: str, *, last: str = "/") -> str | None:
    """The nearest regular file (or link to one) called ``name`` in ``folder`` or above it, up to ``last``."""
    for place in ancestors(folder):
        path = resolve(place, name)
        entry = tree.lookup(path)
        if entry is not None and entry.kind is EntryKind.FILE:
            return path
        if place == last:
            return None
    return None


def find_config(tree: SourceTree, invocation: Invocation) -> str | None:
    """The path of the configuration that wrangler would read."""
    return discover(tree, invocation).used


def pick_config(entries: Iterable[Entry]) -> str | None:
    """The configuration among the entries of one folder."""
    files = {entry.name for entry in entries if entry.kind in (EntryKind.FILE, EntryKind.SYMLINK)}
    return next((name for name in CONFIG_NAMES if name in files), None)
