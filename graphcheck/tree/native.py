"""From a path as typed on this machine to a ``SourceTree`` path."""

from __future__ import annotations

import os

__all__ = ["tree_path"]


def tree_path(path: str) -> str:
    """Absolute, normalised, with ``/``; links are kept."""
    absolute = os.path.abspath(path)
    return absolute.replace("\\", "/") if os.sep == "\\" else absolute
