"""Where things are kept, and what the terminal is like."""

from __future__ import annotations

import os
import sys

__all__ = ["default_cache_folder", "terminal_width", "usable_processors", "wants_color"]


def default_cache_folder() -> str:
    """``graphcheck`` below the user's cache folder (XDG Base Directory; LOCALAPPDATA on Windows)."""
    home = os.path.expanduser("~")
    default = os.environ.get("LOCALAPPDATA") or os.path.join(home, ".cache")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or default, "graphcheck")


def terminal_width() -> int:
    """In cells; text is hard to read in lines longer than 120."""
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def wants_color() -> bool:
    """On a terminal, unless NO_COLOR (no-color.org) or a dumb terminal says otherwise."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def usable_processors() -> int:
    """Those that this process may run on; a container or taskset may allow fewer than the machine has."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
