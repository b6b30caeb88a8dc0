"""Folders that hold tools, caches, environments and other programs, not the Worker."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from graphcheck.model.frozen import frozen
from graphcheck.model.reach import Reach
from graphcheck.resolve import module_name_of
from graphcheck.rules.context import Context
from graphcheck.rules.unknown_imports import unknown_imports
from graphcheck.rules.uploaded import app_files

__all__ = ["UNREACHED", "ForeignFolder", "find_foreign_folders", "foreign_part"]

# What each tool calls its folder by default (November 2026).
_TOOLS = {
    ".venv": "a virtual environment",
    ".venv-workers": "pywrangler's virtual environment",
    "venv": "a virtual environment",
    "node_modules": "npm's packages",
    ".git": "git's repository",
    ".hg": "Mercurial's repository",
    ".tox": "tox's environments",
    ".nox": "nox's environments",
    ".mypy_cache": "mypy's cache",
    ".pytest_cache": "pytest's cache",
    ".ruff_cache": "ruff's cache",
    ".uv-cache": "uv's cache",
    "__pycache__": "bytecode",
    "site-packages": "installed packages",
}
_TESTS = {"tests": "tests", "test": "tests"}
UNREACHED = "no import reaches it"
_DOUBTFUL = ("tests", UNREACHED)


@frozen
class ForeignFolder:
    """A folder by its name in the upload, with what is uploaded from it. ``certain``: nobody means to upload that."""

    name: str
    what: str
    files: int
    size: int
    certain: bool


def foreign_part(name: str) -> tuple[str, str] | None:
    """The outermost foreign folder in an uploaded file's name, and what it is; nothing below ``python_modules``."""
    parts = name.split("/")[:-1]
    if not parts or parts[0] == "python_modules":
        return None
    for index, part in enumerate(parts):
        what = _TOOLS.get(part) or (_TESTS.get(part) if index == 0 else None)
        if what:
            return "/".join(parts[: index + 1]), what
    return None


def find_foreign_folders(context: Context) -> tuple[ForeignFolder, ...]:
    """Those in the upload, the largest first. A folder with a ``pyvenv.cfg`` is an environment whatever its name."""
    unreached = _unreached(context)
    environments = _environments(context, {module.name.partition("/")[0] for module in app_files(context)})
    sums: dict[tuple[str, str], list[int]] = {}
    for module in app_files(context):
        top = module.name.partition("/")[0]
        part = (top, "a virtual environment") if top in environments else foreign_part(module.name)
        part = part or ((top, UNREACHED) if top in unreached else None)
        if part:
            entry = sums.setdefault(part, [0, 0])
            entry[0] += 1
            entry[1] += module.size
    found = (
        ForeignFolder(name, what, files, size, what not in _DOUBTFUL) for (name, what), (files, size) in sums.items()
    )
    return tuple(sorted(found, key=lambda folder: (-folder.size, folder.name)))


def _environments(context: Context, names: Iterable[str]) -> set[str]:
    root = context.project.module_root.rstrip("/")
    return {
        name
        for name in names
        if name != "python_modules" and context.tree.lookup(f"{root}/{name}/pyvenv.cfg") is not None
    }


def _unreached(context: Context) -> set[str]:
    """Folders beside that of ``main`` with programs of which no import reaches a single file.

    Only where the module root is more than the folder of the Worker's own code: what is unused there is another
    question. None where a module is imported by a name that files do not show.
    """
    project = context.project
    is_broad = project.module_root in (project.project_root, project.repository_root) or project.base_dir.value
    if not is_broad or any(unknown_imports(context)):
        return set()
    reached = {node.name for node in context.graph.nodes if node.reached is not Reach.NO}
    folders: dict[str, bool] = {}
    for module in app_files(context):
        top, inside, _ = module.name.partition("/")
        is_program = inside and module.name.endswith(".py")
        if is_program and foreign_part(module.name) is None:
            folders[top] = folders.get(top, False) or module_name_of(module.name) in reached
    own = posixpath.relpath(project.entry, project.module_root).partition("/")[0]
    return {top for top, is_used in folders.items() if not is_used and top != own}
