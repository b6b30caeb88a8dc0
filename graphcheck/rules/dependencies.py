"""Declared distributions against what is vendored."""

from __future__ import annotations

import posixpath

from graphcheck.model.tree import EntryKind
from graphcheck.rules.context import Context
from graphcheck.rules.packages import runtime_dependencies, syncs_here, vendored

__all__ = ["has_python_modules", "unvendored_names"]


def has_python_modules(context: Context) -> bool:
    found = context.tree.lookup(posixpath.join(context.project.project_root, "python_modules"))
    return found is not None and found.kind is EntryKind.DIRECTORY


def unvendored_names(context: Context) -> tuple[str, ...]:
    """Declared runtime dependencies that ``python_modules`` has no metadata of, in the order of declaration; none where
    no sync makes that folder."""
    if not syncs_here(context):
        return ()
    known = vendored(context).distributions
    return tuple(dict.fromkeys(each.name for each in runtime_dependencies(context) if each.name not in known))
