"""How far up a search may go."""

from __future__ import annotations

from graphcheck.config.paths import ancestors, inside, resolve
from graphcheck.model.tree import SourceTree

__all__ = ["find_repository_root"]


def find_repository_root(tree: SourceTree, project_root: str, module_root: str) -> str:
    """The nearest folder at or above the project that holds ``.git``, else the outer one of the two roots.

    Without a repository nothing above the project is taken for the team's own.
    """
    for folder in ancestors(project_root):
        if tree.lookup(resolve(folder, ".git")) is not None:
            return folder
    return module_root if inside(project_root, module_root) else project_root
