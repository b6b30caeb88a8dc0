"""Every Worker below one folder. Folders are relative to it, and the folder itself is ``.``."""

from __future__ import annotations

from graphcheck.model.analysis import Analysis
from graphcheck.model.errors import ConfigProblem
from graphcheck.model.frozen import frozen

__all__ = ["BrokenWorker", "Fleet", "FleetWorker", "SkippedWorker"]


@frozen
class FleetWorker:
    """``analysis`` has paths relative to its own project root, which is ``folder``."""

    folder: str
    analysis: Analysis


@frozen
class BrokenWorker:
    """A configuration that cannot be used; paths in ``problems`` are relative to ``folder``, or empty."""

    folder: str
    config: str
    problems: tuple[ConfigProblem, ...]


@frozen
class SkippedWorker:
    """No Python Worker, and why."""

    folder: str
    config: str
    reason: str


@frozen
class Fleet:
    """Each in the order of the folders."""

    workers: tuple[FleetWorker, ...]
    broken: tuple[BrokenWorker, ...]
    skipped: tuple[SkippedWorker, ...]
