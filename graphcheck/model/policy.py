"""Which findings a team hides or ranks otherwise. None of it changes what the runtime does."""

from __future__ import annotations

from dataclasses import field

from graphcheck.model.finding import Severity
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Sourced

__all__ = ["PathIgnore", "Policy", "Selection"]


@frozen
class PathIgnore:
    """``rules`` say nothing about files that match ``glob``, which is relative to ``Policy.folder``."""

    glob: str
    rules: tuple[Sourced[str], ...]


@frozen
class Policy:
    """The part of ``[tool.graphcheck]`` that is about findings. Rules stand by code or by name, as written.

    ``assume`` are modules that exist only at run time. ``baseline`` is a ``SourceTree`` path. ``folder`` is that of
    the file that says all this.
    """

    ignore: tuple[Sourced[str], ...] = ()
    severity: tuple[tuple[Sourced[str], Severity], ...] = ()
    per_path_ignores: tuple[PathIgnore, ...] = ()
    assume: Sourced[tuple[str, ...]] = field(default_factory=lambda: Sourced(()))
    baseline: Sourced[str | None] = field(default_factory=lambda: Sourced(None))
    folder: str = ""


@frozen
class Selection:
    """What was typed. ``select`` empty means all rules. ``baseline`` is a ``SourceTree`` path that replaces the
    setting; with ``use_baseline`` off no baseline counts."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: str | None = None
    use_baseline: bool = True
