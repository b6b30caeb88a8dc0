"""When a module is executed."""

from __future__ import annotations

from enum import Enum

__all__ = ["Reach"]


class Reach(Enum):
    """When the Worker executes a module, seen over both views: as if every failing import had been repaired."""

    IMPORT_TIME = "import-time"
    DEFERRED = "deferred"
    NO = "no"
