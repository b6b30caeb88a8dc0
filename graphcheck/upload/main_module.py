"""The entry as it is uploaded: under its base name, as UTF-8 text."""

from __future__ import annotations

from graphcheck.model.project import ModuleType, Project
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.model.upload import UploadedModule, UploadProblem
from graphcheck.upload.messages import unreadable

__all__ = ["encode_main", "read_main"]


def encode_main(content: bytes) -> bytes:
    """The bytes that wrangler sends: it reads main as text, so that each invalid sequence becomes U+FFFD."""
    return content.decode("utf-8", "replace").encode()


def read_main(tree: SourceTree, project: Project) -> tuple[UploadedModule, UploadProblem | None]:
    """The first module of every upload; a size of 0, and a fatal problem, where the file cannot be read."""
    name = project.entry.rpartition("/")[2]
    try:
        size = len(encode_main(tree.read(project.entry)))
    except TreeError as error:
        problem = unreadable(error, call="open", project_root=project.project_root)
        return UploadedModule(name, ModuleType.PYTHON, project.entry, 0), problem
    return UploadedModule(name, ModuleType.PYTHON, project.entry, size), None
