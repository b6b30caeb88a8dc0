"""Files by path: those of the disk, and those of a dict."""

from __future__ import annotations

from graphcheck.tree.disk import DiskTree
from graphcheck.tree.memory import MemoryTree
from graphcheck.tree.names import tree_path

__all__ = ["DiskTree", "MemoryTree", "tree_path"]
