"""Python modules of the repository that lie outside the Worker's project."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from itertools import islice

from graphcheck.model.project import Project
from graphcheck.model.tree import Entry, EntryKind, SourceTree
from graphcheck.rules.context import Context
from graphcheck.tree import walk_folders

__all__ = ["find_in_repository", "modules_of_repository"]

# A repository may hold far more folders than that; what Workers share lies near the top.
_FOLDERS_LOOKED_AT = 1000


def find_in_repository(context: Context, top: str) -> str | None:
    """The file or package folder, a tree path, that would be the module ``top`` if its folder were on the path."""
    return _modules(context).get(top)


@lru_cache(maxsize=2)
def _modules(context: Context) -> dict[str, str]:
    return modules_of_repository(context.tree, context.project)


def modules_of_repository(tree: SourceTree, project: Project) -> dict[str, str]:
    """By name; of several the one nearest to the project. The Worker's own are left out."""
    own = project.module_root.rstrip("/") + "/"
    found: list[tuple[tuple[int, int], str, str]] = []
    for folder, entries in islice(walk_folders(tree, project.repository_root), _FOLDERS_LOOKED_AT):
        if f"{folder}/".startswith(own):
            continue
        steps = posixpath.relpath(folder, project.project_root).split("/")
        distance = (steps.count(".."), len(steps))
        if _is_package(entries):
            found.append((distance, folder, folder.rpartition("/")[2]))
            continue
        files = (entry.name for entry in entries if entry.kind is EntryKind.FILE and entry.name.endswith(".py"))
        found += [(distance, f"{folder}/{name}", name.removesuffix(".py")) for name in files]
    return {name: path for _, path, name in sorted(found, reverse=True)}


def _is_package(entries: tuple[Entry, ...]) -> bool:
    return any(entry.name == "__init__.py" for entry in entries)
