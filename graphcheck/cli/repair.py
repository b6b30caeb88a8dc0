"""Fixing until nothing is left to fix: a repaired import brings others to light."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace

from graphcheck.cli.options import ProjectOptions, examine_project
from graphcheck.fix import FileChange, SourceText, choose_fixes, decode_file, plan_changes
from graphcheck.model.errors import UsageError
from graphcheck.model.finding import Finding, Fix
from graphcheck.model.frozen import frozen
from graphcheck.model.tree import TreeError
from graphcheck.pipeline import Examination
from graphcheck.tree import DiskTree, NotedTree, OverlayTree

__all__ = ["Repair", "plan_repair"]

# Each round repairs all that the one before it uncovered.
_MOST_ROUNDS = 8
# Installed by tools, which write them anew: nobody repairs those files.
_INSTALLED = frozenset({"python_modules", ".venv", "venv", ".venv-workers", "node_modules", "site-packages"})
_IS_INSTALLED = "it is installed"


@frozen
class Repair:
    """``root`` is the folder that paths are relative to, ``changes`` are all that the disk needs.

    ``refused`` says of files why they are left alone; ``left`` are findings whose fix would not have done what it
    says; ``findings`` are all that are there after the changes.
    """

    root: str
    changes: tuple[FileChange, ...]
    refused: tuple[tuple[str, str], ...] = ()
    left: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()


def plan_repair(options: ProjectOptions, *, unsafe: bool, choice: str | None) -> Repair:
    """Writes nothing. Raises ``UsageError`` for a file that changes while it is read."""
    workshop = _Workshop(NotedTree(DiskTree()))
    for _ in range(_MOST_ROUNDS):
        workshop.examine(options)
        fixes = (
            workshop.savings() if choice == "exclude" else choose_fixes(workshop.findings, unsafe=unsafe, choice=choice)
        )
        found = plan_changes(fixes, workshop.read)
        if not found:
            break
        for change in found:
            workshop.note(change)
    else:
        fixes = ()
    return workshop.result(fixes)


@dataclass(slots=True)
class _Workshop:
    """The project as it would be with the changes so far."""

    disk: NotedTree
    root: str = ""
    examination: Examination | None = None
    changes: dict[str, FileChange] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def examine(self, options: ProjectOptions) -> None:
        texts = {self._path(path): change.bytes_after for path, change in self.changes.items()}
        examination = examine_project(options, gzip=False, tree=OverlayTree(self.disk, texts))
        self.root = examination.project.project_root
        self.examination = examination

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.examination.analysis.findings if self.examination else ()

    def savings(self) -> tuple[Fix, ...]:
        from graphcheck.cli.savings import savings_fix

        fix = savings_fix(self.examination) if self.examination else None
        return (fix,) if fix else ()

    def read(self, path: str) -> SourceText | None:
        if path in self.changes:
            return replace(self.changes[path].source, text=self.changes[path].after)
        if path not in self.refused:
            reason = self._refusal(path)
            if reason is None:
                return self._from_disk(path)
            self.refused[path] = reason
        return None

    def note(self, change: FileChange) -> None:
        known = self.changes.get(change.path)
        if known:
            change = replace(known, after=change.after, edits=known.edits + change.edits)
        try:
            change.source.encode(change.after)
        except UnicodeEncodeError:
            self.refused[change.path] = f"its encoding, {change.source.encoding}, lacks a character of the new text"
        else:
            self.changes[change.path] = change

    def result(self, fixes: tuple[Fix, ...]) -> Repair:
        changed = (self.changes[path] for path in sorted(self.changes))
        refused = tuple(item for item in sorted(self.refused.items()) if item[1] != _IS_INSTALLED)
        left = tuple(finding for finding in self.findings if finding.fix in fixes and not self._is_refused(finding.fix))
        changes = tuple(each for each in changed if each.before != each.after)
        return Repair(self.root, changes, refused, left, self.findings)

    def _is_refused(self, fix: Fix) -> bool:
        return not fix.paths.isdisjoint(self.refused)

    def _refusal(self, path: str) -> str | None:
        real, root = self.disk.real_path(self._path(path)), self.disk.real_path(self.root)
        below = posixpath.relpath(real, root) if real[:1] == root[:1] else ".."
        if _INSTALLED & {*path.split("/"), *below.split("/")}:
            return _IS_INSTALLED
        if below.split("/")[0] == ".." or path.split("/")[0] == "..":
            return "it lies outside the project"
        return None

    def _from_disk(self, path: str) -> SourceText | None:
        try:
            data = self.disk.read(self._path(path))
        except TreeError as error:
            self.refused[path] = f"it cannot be read ({error.kind.value})"
            return None
        if not self.disk.is_as_read(self._path(path), data):
            raise UsageError(f"{path} has changed while it was read", hint="run the command again")
        source = decode_file(path, data)
        if source is None:
            self.refused[path] = "it is not text in the encoding that it declares"
        return source

    def _path(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(self.root, path))
