"""Fixing until nothing is left to fix: a repaired import brings others to light."""

from __future__ import annotations

import posixpath

from graphcheck.cli.files import read_text
from graphcheck.cli.options import ProjectOptions, examine_project
from graphcheck.fix import FileChange, choose_fixes, plan_changes
from graphcheck.model.errors import UsageError
from graphcheck.tree import DiskTree, OverlayTree

__all__ = ["plan_repair"]

# Each round repairs all that the one before it uncovered.
_MOST_ROUNDS = 8


def plan_repair(options: ProjectOptions, *, unsafe: bool, choice: str | None) -> tuple[str, tuple[FileChange, ...]]:
    """The folder that paths are relative to, and every change that the disk needs. Writes nothing."""
    changes: dict[str, FileChange] = {}
    root = ""

    def read(path: str) -> str:
        text = changes[path].after if path in changes else read_text(posixpath.join(root, path))
        if text is None:
            raise UsageError(f"{path} does not exist")
        return text

    for _ in range(_MOST_ROUNDS):
        texts = {posixpath.normpath(posixpath.join(root, path)): change.after for path, change in changes.items()}
        tree = OverlayTree(DiskTree(), {path: text.encode("utf-8") for path, text in texts.items()})
        examination = examine_project(options, gzip=False, tree=tree)
        root = examination.project.project_root
        fixes = choose_fixes(examination.analysis.findings, unsafe=unsafe, choice=choice)
        found = plan_changes(fixes, read)
        if not found:
            break
        for change in found:
            known = changes.get(change.path)
            before, edits = (known.before, known.edits) if known else (change.before, 0)
            changes[change.path] = FileChange(change.path, before, change.after, edits + change.edits)
    return root, tuple(changes[path] for path in sorted(changes) if changes[path].before != changes[path].after)
