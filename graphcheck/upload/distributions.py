"""Which distribution a vendored file belongs to, as the RECORD files of ``python_modules`` say it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

from graphcheck.model.project import Project
from graphcheck.model.requirement import normal_name
from graphcheck.model.tree import EntryKind, SourceTree, TreeError

__all__ = ["read_distributions"]

_SUFFIX = ".dist-info"


def read_distributions(tree: SourceTree, project: Project) -> Mapping[str, str]:
    """``name version`` by uploaded name, for every file that a RECORD (PEP 376: path, hash, size) lists.

    The name is normalised (PEP 503). Where two claim a file, the first in byte order has it. A RECORD is read from the
    disk also where ``python_modules.exclude`` keeps it out of the upload.
    """
    folder = f"{project.project_root.rstrip('/')}/python_modules"
    try:
        entries = tree.scan(folder)
    except TreeError:
        return {}
    owners: dict[str, str] = {}
    for entry in entries:
        if entry.kind is EntryKind.DIRECTORY and entry.name.endswith(_SUFFIX):
            owner = _distribution(entry.name)
            for path in _recorded(tree, f"{folder}/{entry.name}/RECORD"):
                owners.setdefault(f"python_modules/{path}", owner)
            owners.setdefault(f"python_modules/{entry.name}/RECORD", owner)
    return owners


def _distribution(folder: str) -> str:
    name, _, version = folder.removesuffix(_SUFFIX).partition("-")
    return f"{normal_name(name)} {version}".strip()


def _recorded(tree: SourceTree, path: str) -> Iterable[str]:
    try:
        lines = tree.read(path).decode("utf-8", "surrogateescape").splitlines()
    except TreeError:
        return ()
    try:
        return [row[0] for row in csv.reader(lines) if row]
    except csv.Error:
        return [line.partition(",")[0] for line in lines]
