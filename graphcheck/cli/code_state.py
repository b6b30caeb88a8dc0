"""What graphcheck itself is: another program may give another answer."""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder

__all__ = ["code_state"]

_LIBRARIES = ("click", "libcst", "networkx", "packaging", "pathspec", "rich", "tomli", "tomlkit")


def code_state() -> str | None:
    """Equal texts mean equal programs: the interpreter, our own files and the libraries, by size, times and inode.

    None where that cannot be told: our files are not on a disk, or the system has no time of the last change.
    """
    if os.sep == "\\":
        return None
    try:
        return "\n".join((sys.version, *_own_files(os.path.dirname(os.path.dirname(__file__))), *_libraries()))
    except OSError:
        return None


def _own_files(folder: str) -> list[str]:
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                found += [] if entry.name == "__pycache__" else _own_files(entry.path)
            else:
                found.append(f"{entry.path} {_stamp(entry.stat())}")
    return sorted(found)


def _libraries() -> list[str]:
    """A library is replaced as a whole: its first file tells."""
    specs = (PathFinder.find_spec(name) for name in _LIBRARIES)
    return [f"{spec.origin} {_stamp(os.stat(spec.origin))}" for spec in specs if spec is not None and spec.origin]


def _stamp(status: os.stat_result) -> tuple[int, int, int, int]:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
