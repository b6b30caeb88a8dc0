"""Links by which files from outside the project are uploaded."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.frozen import frozen
from graphcheck.model.project import Project
from graphcheck.model.tree import EntryKind, SourceTree, TreeError
from graphcheck.model.upload import UploadSet

__all__ = ["LeavingLink", "find_leaving_links"]


@frozen
class LeavingLink:
    """A link to ``target`` outside the repository. Both are tree paths; ``vendored`` is at or below python_modules."""

    path: str
    target: str
    vendored: bool


def find_leaving_links(tree: SourceTree, project: Project, upload: UploadSet) -> Iterator[LeavingLink]:
    """First the folders that wrangler walks, where they are or lie behind such a link, then files in its order.

    No target is read. Where there is no repository, the project is what a link may not leave.
    """
    root = tree.real_path(project.repository_root).rstrip("/") + "/"
    vendored = f"{project.project_root.rstrip('/')}/python_modules"
    for folder in dict.fromkeys((project.module_root, vendored)):
        target = tree.real_path(folder)
        if not f"{target}/".startswith(root):
            yield LeavingLink(folder, target, folder == vendored)
    links = set(_links(tree, {module.path.rpartition("/")[0] for module in upload.modules}))
    for module in upload.modules if links else ():
        if module.path in links:
            target = tree.real_path(module.path)
            if not target.startswith(root):
                yield LeavingLink(module.path, target, module.path.startswith(vendored + "/"))


def _links(tree: SourceTree, folders: set[str]) -> Iterator[str]:
    symlink = EntryKind.SYMLINK
    for folder in folders:
        try:
            entries = tree.scan(folder or "/")
        except TreeError:
            continue
        for entry in entries:
            if entry.kind is symlink:
                yield f"{folder}/{entry.name}"
