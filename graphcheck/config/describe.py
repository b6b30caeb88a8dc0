"""Which Worker this is, for a reader: paths relative to the project root."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from graphcheck.config.paths import relative
from graphcheck.model.project import Project
from graphcheck.model.runtime import RuntimeProfile
from graphcheck.model.worker import WorkerInfo

__all__ = ["describe_worker", "make_display"]


def make_display(project: Project) -> Callable[[str], str]:
    """A function from tree paths to paths relative to the project root, which is ``.`` itself."""
    root = project.project_root.rstrip("/") + "/"

    @cache
    def outside(path: str) -> str:
        return relative(path, project.project_root)

    def display(path: str) -> str:
        return path[len(root) :] if path.startswith(root) else outside(path)

    return display


def describe_worker(project: Project, profile: RuntimeProfile) -> WorkerInfo:
    display = make_display(project)
    return WorkerInfo(
        name=project.name,
        config=display(project.config_path) if project.config_path else None,
        main=project.main.value,
        entry=project.entry.rpartition("/")[2].partition(".")[0],
        module_root=display(project.module_root),
        project_root=".",
        env=project.env,
        pyodide=profile.pyodide,
        python=profile.python_version,
        selected_by=profile.selected_by,
    )
