"""A distribution that is known, and not declared where pywrangler looks."""

from __future__ import annotations

import posixpath

import tomli

from graphcheck.model.finding import ConfigEdit, Fix
from graphcheck.model.tree import TreeError
from graphcheck.rules.context import Context

__all__ = ["declare_fix"]


def declare_fix(context: Context, requirement: str) -> Fix | None:
    """``requirement`` in ``[project].dependencies``. Unsafe: what is vendored next changes with it. None where the
    project's pyproject.toml has no such list to itself."""
    path = context.project.pyproject_path
    if (
        path is None
        or posixpath.dirname(path) != context.project.project_root
        or not _takes_dependencies(context, path)
    ):
        return None
    edit = ConfigEdit(context.display(path), ("project", "dependencies"), requirement, append=True)
    return Fix(f'"{requirement}" in [project].dependencies', safe=False, settings=(edit,))


def _takes_dependencies(context: Context, path: str) -> bool:
    """Not where a build backend computes them (``dynamic``)."""
    try:
        project = tomli.loads(context.tree.read(path).decode("utf-8")).get("project")
    except (TreeError, ValueError, RecursionError):
        return False
    return isinstance(project, dict) and "dependencies" not in project.get("dynamic", ())
