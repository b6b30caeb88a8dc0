"""Distributions of one Worker, read once a run: vendored, installed in environments, declared and locked."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from graphcheck.config.lockfiles import read_lock
from graphcheck.model.package import LockFile, LockKind
from graphcheck.model.project import Dependency
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.resolve import closure
from graphcheck.resolve.installed import SitePackages
from graphcheck.rules.context import Context
from graphcheck.runtime.markers import holds

if TYPE_CHECKING:
    from packaging.requirements import Requirement

__all__ = [
    "closure_of",
    "declared_here",
    "environments",
    "lock_of",
    "locked_closure",
    "needs_of",
    "runtime_dependencies",
    "syncs_here",
    "vendored",
]

_ENVIRONMENTS = (ModuleOrigin.VENV_WORKERS, ModuleOrigin.MISSING)


@lru_cache(maxsize=2)
def vendored(context: Context) -> SitePackages:
    """The distributions in ``python_modules``."""
    return SitePackages(context.tree, posixpath.join(context.project.project_root, "python_modules"))


@lru_cache(maxsize=2)
def environments(context: Context) -> tuple[tuple[str, SitePackages], ...]:
    """Virtual environments of the project, each with the name that a reader knows it by."""
    found = (root for root in context.resolver.project.roots if root.origin in _ENVIRONMENTS)
    return tuple((root.label, SitePackages(context.tree, root.folder)) for root in found)


@lru_cache(maxsize=4)
def lock_of(context: Context, kind: LockKind) -> LockFile | None:
    return read_lock(context.tree, context.project, kind)


def runtime_dependencies(context: Context) -> tuple[Dependency, ...]:
    """``[project].dependencies`` that count in the Worker: those whose marker holds there."""
    return tuple(
        dependency
        for dependency in context.project.dependencies
        if dependency.group is None and holds(dependency.requirement.partition(";")[2].strip(), context.profile)
    )


def syncs_here(context: Context) -> bool:
    """Whether a sync makes this Worker's ``python_modules``: pywrangler makes it beside pyproject.toml."""
    path = context.project.pyproject_path
    return path is not None and posixpath.dirname(path) == context.project.project_root


def declared_here(context: Context, name: str) -> Dependency | None:
    """The declaration of a distribution that pywrangler reads, else one in an extra or a group."""
    declared = [dependency for dependency in context.project.dependencies if dependency.name == name]
    return min(declared, key=lambda dependency: dependency.group is not None, default=None)


def needs_of(packages: SitePackages, name: str, context: Context) -> Iterator[Requirement]:
    """What an installed distribution needs in the Worker, extras left out."""
    return closure.installed_needs(packages, name, partial(holds, profile=context.profile))


def closure_of(context: Context, packages: SitePackages, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """``names`` and all that they need by installed metadata, each with the chain of names that leads there."""
    return closure.installed_closure(packages, names, partial(holds, profile=context.profile))


def locked_closure(context: Context, lock: LockFile) -> dict[str, tuple[str, ...]]:
    """What pywrangler would vendor, as a lock file tells it: distributions with the chain of names that leads there."""
    holds_here = partial(holds, profile=context.profile)
    return closure.locked_closure(lock, closure.declared_needs(context.project.dependencies, holds_here), holds_here)
