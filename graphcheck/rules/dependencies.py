"""Declared distributions against what is vendored."""

from __future__ import annotations

import posixpath

from packaging.utils import canonicalize_name

from graphcheck.model.project import Dependency
from graphcheck.model.tree import EntryKind, TreeError
from graphcheck.rules.context import Context

__all__ = ["declared_as", "has_python_modules", "is_declared", "unvendored_names", "vendored_distributions"]


def declared_as(context: Context, module: str) -> Dependency | None:
    """The declared dependency whose distribution has the name of the module's top-level package, if there is one.

    Names are compared as PEP 503 normalises them; a distribution whose modules are called otherwise is only found
    through the RECORD of an installation.
    """
    wanted = canonicalize_name(module.partition(".")[0])
    runtime = [dependency for dependency in context.project.dependencies if dependency.group is None]
    return next((dependency for dependency in runtime if dependency.name == wanted), None)


def is_declared(context: Context, module: str) -> bool:
    return declared_as(context, module) is not None


def has_python_modules(context: Context) -> bool:
    found = context.tree.lookup(posixpath.join(context.project.project_root, "python_modules"))
    return found is not None and found.kind is EntryKind.DIRECTORY


def vendored_distributions(context: Context) -> frozenset[str]:
    """Normalised names of the ``*.dist-info`` folders in ``python_modules``."""
    try:
        entries = context.tree.scan(posixpath.join(context.project.project_root, "python_modules"))
    except TreeError:
        return frozenset()
    return frozenset(
        canonicalize_name(entry.name.removesuffix(".dist-info").rpartition("-")[0])
        for entry in entries
        if entry.name.endswith(".dist-info")
    )


def unvendored_names(context: Context) -> tuple[str, ...]:
    """Declared runtime dependencies that ``python_modules`` has no metadata of, in the order of declaration."""
    vendored = vendored_distributions(context)
    return tuple(
        dependency.name
        for dependency in context.project.dependencies
        if dependency.group is None and dependency.name not in vendored
    )
