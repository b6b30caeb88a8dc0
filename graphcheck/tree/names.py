"""From the operating system's paths to those of a ``SourceTree``."""

from __future__ import annotations

import os

__all__ = ["tree_path"]


def tree_path(path: str) -> str:
    """The absolute path with ``/`` (on Windows ``C:/...``) for a path as a user types it; links are not resolved."""
    absolute = os.path.abspath(path)
    return absolute.replace("\\", "/") if os.sep == "\\" else absolute
