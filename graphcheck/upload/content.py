"""What is sent of a file: the entry as text under its base name, a source map rewritten, all else as it is."""

from __future__ import annotations

from graphcheck.model.project import ModuleType, Project
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.model.upload import UploadedModule, UploadProblem
from graphcheck.upload.messages import unreadable
from graphcheck.upload.source_maps import SUFFIX, rewrite_source_map

__all__ = ["growth_as_text", "read_entry", "read_sent"]


def read_sent(tree: SourceTree, project: Project, module: UploadedModule) -> bytes:
    """The bytes of the part for ``module``. Raises ``TreeError``; ``ValueError`` for a source map that has changed."""
    content = tree.read(module.path)
    if module.type is ModuleType.SOURCE_MAP:
        return rewrite_source_map(content, module.name.removesuffix(SUFFIX))
    if module.path == project.entry and module.name == _name_of_entry(project):
        return _as_text(content)
    return content


def read_entry(tree: SourceTree, project: Project) -> tuple[UploadedModule, UploadProblem | None]:
    """The entry's part; a size of 0, and a fatal problem, where the file cannot be read."""
    name = _name_of_entry(project)
    try:
        growth = tree.look(project.entry, growth_as_text)
        entry = tree.lookup(project.entry)
        size = entry.size + growth if entry else 0
    except TreeError as error:
        problem = unreadable(error, call="open", project_root=project.project_root)
        return UploadedModule(name, ModuleType.PYTHON, project.entry, 0), problem
    return UploadedModule(name, ModuleType.PYTHON, project.entry, size), None


def growth_as_text(content: bytes) -> int:
    """By how many bytes the entry is longer as it is sent."""
    return len(_as_text(content)) - len(content)


def _name_of_entry(project: Project) -> str:
    return project.entry.rpartition("/")[2]


def _as_text(content: bytes) -> bytes:
    # wrangler reads the entry as UTF-8: each invalid sequence becomes U+FFFD, and a byte order mark stays.
    return content.decode("utf-8", "replace").encode()
