"""Files by path: those of the disk, and those of a dict.

What is here is imported when it is asked for: the short way to a known answer needs little of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphcheck.tree.below import walk_folders
    from graphcheck.tree.disk import DiskTree
    from graphcheck.tree.memory import MemoryTree
    from graphcheck.tree.names import tree_path
    from graphcheck.tree.noted import NotedTree
    from graphcheck.tree.once import ListedTree
    from graphcheck.tree.overlay import OverlayTree
    from graphcheck.tree.recording import RecordingEnviron, RecordingTree

__all__ = [
    "DiskTree",
    "ListedTree",
    "MemoryTree",
    "NotedTree",
    "OverlayTree",
    "RecordingEnviron",
    "RecordingTree",
    "tree_path",
    "walk_folders",
]

_HOMES = {
    "DiskTree": "disk",
    "ListedTree": "once",
    "MemoryTree": "memory",
    "NotedTree": "noted",
    "OverlayTree": "overlay",
    "RecordingEnviron": "recording",
    "RecordingTree": "recording",
    "tree_path": "names",
    "walk_folders": "below",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
