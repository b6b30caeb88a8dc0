"""Every Worker below one folder. Folders are relative to it, and the folder itself is ``.``."""

from __future__ import annotations

from dataclasses import dataclass

from graphcheck.model.analysis import Analysis
from graphcheck.model.errors import ConfigProblem

__all__ = ["BrokenWorker", "Fleet", "FleetWorker", "SkippedWorker"]


@dataclass(frozen=True, slots=True)
class FleetWorker:
    """``analysis`` has paths relative to its own project root, which is ``folder``."""

    folder: str
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class BrokenWorker:
    """A configuration that cannot be used; paths in ``problems`` are relative to ``folder``, or empty."""

    folder: str
    config: str
    problems: tuple[ConfigProblem, ...]


@dataclass(frozen=True, slots=True)
class SkippedWorker:
    """No Python Worker, and why."""

    folder: str
    config: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fleet:
    """Each in the order of the folders."""

    workers: tuple[FleetWorker, ...]
    broken: tuple[BrokenWorker, ...]
    skipped: tuple[SkippedWorker, ...]
