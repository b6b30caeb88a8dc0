"""Files by path: those of the disk, and those of a dict."""

from __future__ import annotations

from graphcheck.tree.below import walk_folders
from graphcheck.tree.disk import DiskTree
from graphcheck.tree.memory import MemoryTree
from graphcheck.tree.names import tree_path
from graphcheck.tree.noted import NotedTree
from graphcheck.tree.overlay import OverlayTree

__all__ = ["DiskTree", "MemoryTree", "NotedTree", "OverlayTree", "tree_path", "walk_folders"]
