"""Arithmetic on ``SourceTree`` paths: absolute, with ``/``, on Windows beginning with a drive."""

from __future__ import annotations

import posixpath
import re

__all__ = ["ancestors", "inside", "parent", "relative", "resolve"]

_DRIVE = re.compile(r"[A-Za-z]:/")


def resolve(folder: str, path: str) -> str:
    """``path`` as seen from ``folder``, without ``.``, ``..`` and double slashes; links are not looked at."""
    if not path.startswith("/") and not _DRIVE.match(path):
        path = f"{folder}/{path}"
    # POSIX gives a path with exactly two leading slashes a meaning of its own, and normpath keeps them.
    normal = posixpath.normpath(path)
    return normal[1:] if normal.startswith("//") else normal


def parent(path: str) -> str:
    """The folder of ``path``; a root is its own folder."""
    folder = path.rpartition("/")[0]
    if folder.endswith(":"):
        return folder + "/"
    return folder or "/"


def ancestors(folder: str) -> list[str]:
    """``folder``, its parent, and so on up to the root."""
    found = [folder]
    while parent(found[-1]) != found[-1]:
        found.append(parent(found[-1]))
    return found


def inside(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or below it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def relative(path: str, folder: str) -> str:
    """``path`` for a reader who stands in ``folder``; ``.`` for the folder itself."""
    if path[:1] != folder[:1]:
        return path
    return posixpath.relpath(path, folder)
