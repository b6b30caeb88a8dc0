"""Distributions: as a lock file pins them, and where pyproject.toml takes them from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from graphcheck.model.frozen import frozen
from graphcheck.model.location import Origin

__all__ = ["DependencySource", "LockFile", "LockKind", "LockedNeed", "LockedPackage", "SourceKind"]


class SourceKind(Enum):
    """Keys of a table under ``[tool.uv.sources]`` that take a distribution from somewhere else than an index."""

    PATH = "path"
    WORKSPACE = "workspace"
    GIT = "git"
    URL = "url"


@frozen
class DependencySource:
    """One entry of ``[tool.uv.sources]``. ``name`` is normalised (PEP 503); ``value`` is the path, or what is there."""

    name: str
    kind: SourceKind
    value: str
    origin: Origin


class LockKind(Enum):
    """``pylock.toml`` (PEP 751) is what pywrangler installs from; ``uv.lock`` is uv's own, for every platform."""

    PYLOCK = "pylock.toml"
    UV = "uv.lock"


@frozen
class LockedNeed:
    """What a locked distribution needs. ``marker`` is as written, "" where it always holds."""

    name: str
    marker: str = ""
    extras: tuple[str, ...] = ()
    version: str | None = None


@frozen
class LockedPackage:
    """One pinned distribution. ``wheels`` are file names; ``local`` is a path in the file system that it is built from.

    ``markers``: it counts where one of them holds, always where there are none. ``extras`` are the needs by extra.
    """

    name: str
    version: str | None
    needs: tuple[LockedNeed, ...] = ()
    extras: Mapping[str, tuple[LockedNeed, ...]] = field(default_factory=dict)
    markers: tuple[str, ...] = ()
    wheels: tuple[str, ...] = ()
    sdist: bool = False
    local: str | None = None


@frozen
class LockFile:
    """``path`` is a ``SourceTree`` path. A name may be locked in several versions, for different markers."""

    path: str
    kind: LockKind
    packages: Mapping[str, tuple[LockedPackage, ...]]
