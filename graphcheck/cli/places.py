"""Where things are kept, and what the terminal is like."""

from __future__ import annotations

import os
import sys

__all__ = ["default_cache_folder", "terminal_columns", "terminal_width", "usable_processors", "wants_color"]


def default_cache_folder() -> str:
    """``graphcheck`` below the user's cache folder (XDG Base Directory; LOCALAPPDATA on Windows)."""
    home = os.path.expanduser("~")
    default = os.environ.get("LOCALAPPDATA") or os.path.join(home, ".cache")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or default, "graphcheck")


def terminal_width() -> int:
    """In cells; text is hard to read in lines longer than 120."""
    try:
        wanted = int(os.environ.get("COLUMNS", "0"))
    except ValueError:
        wanted = 0
    return min(wanted if wanted > 0 else terminal_columns() or 100, 120)


def terminal_columns() -> int:
    """Those of the terminal; 0 where there is none. ``shutil``, which asks the same, takes 3 ms to import."""
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
    except (OSError, ValueError):
        return 0


def wants_color() -> bool:
    """On a terminal, unless NO_COLOR (no-color.org) or a dumb terminal says otherwise."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def usable_processors() -> int:
    """Those that this process may run on; a container or taskset may allow fewer than the machine has."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
