"""wrangler's list of additional modules: the module root, then ``python_modules``, a name perhaps twice."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from graphcheck.model.project import ModuleType, Project
from graphcheck.model.tree import EntryKind, SourceTree, TreeError
from graphcheck.model.upload import DroppedFile, UploadedModule, UploadProblem
from graphcheck.model.wrangler import WranglerVersion
from graphcheck.upload.messages import unreadable
from graphcheck.upload.pattern import InvalidGlob, compile_glob
from graphcheck.upload.rules import RuleSet, make_rules
from graphcheck.upload.walk import Scan, WalkedFile, walk

__all__ = ["NOT_REGULAR", "RULE_ENDED", "UNSPEAKABLE", "Listing", "list_modules"]

NOT_REGULAR = "it is a FIFO, a socket or a device"
RULE_ENDED = "an earlier rule of its type lacks fallthrough = true"
UNSPEAKABLE = "wrangler sees it under another name, which does not exist"
"""Details of ``DroppedFile``s that no rule matches."""

_VENDORED = "python_modules"
_VENDORED_SCRIPTS = (".js", ".mjs")
_RELATIVE_CONFIG = "relative-config"


@dataclass(slots=True)
class Listing:
    """What was found so far, in wrangler's order. ``dropped`` may name files that a later pass has taken."""

    modules: list[UploadedModule] = field(default_factory=list)
    dropped: list[DroppedFile] = field(default_factory=list)
    problems: list[UploadProblem] = field(default_factory=list)


def list_modules(tree: SourceTree, project: Project, wrangler: WranglerVersion) -> Listing:
    """Everything that goes up beside the entry. Nothing is read but names, kinds and sizes."""
    lister = _Lister(tree, project, wrangler)
    lister.list_module_root()
    lister.list_vendored()
    return lister.listing


class _Lister:
    def __init__(self, tree: SourceTree, project: Project, wrangler: WranglerVersion) -> None:
        self._tree = tree
        self._project = project
        self._wrangler = wrangler
        # With python_modules inside the module root both passes list the same folders.
        self._scan: Scan = cache(tree.scan)
        self._skipped = f"{project.project_root.rstrip('/')}/.wrangler"
        self.listing = Listing()

    def list_module_root(self) -> None:
        project, root = self._project, self._project.module_root
        try:
            rules = make_rules(project.rules.value)
        except InvalidGlob as error:
            self._refuse_glob(error)
            return
        entry = posixpath.relpath(project.entry, root)
        config = None if any(notice.kind == _RELATIVE_CONFIG for notice in project.notices) else project.config_path
        names: set[str] = set()
        for file in walk(self._scan, root, self._skipped, self._fail_scan):
            if file.path == config:
                continue
            kind = rules.type_of(file.name)
            if kind is None:
                self._drop_unmatched(file, rules)
            elif file.name not in names and (module := self._module(file, file.name, root, kind)) is not None:
                names.add(file.name)
                if file.name != entry:
                    self.listing.modules.append(module)
            if self._wrangler.refuses_removed_rules and rules.removed:
                self._refuse_removed(file, rules)

    def list_vendored(self) -> None:
        project, tree = self._project, self._tree
        folder = f"{project.project_root.rstrip('/')}/{_VENDORED}"
        inner = f"{project.module_root.rstrip('/')}/{_VENDORED}"
        if inner != folder and tree.lookup(inner) is not None:
            message = "The 'python_modules' directory cannot exist in your module root. Delete it to continue."
            self.listing.problems.append(UploadProblem("python-modules-in-module-root", inner, message, fatal=True))
            return
        if tree.lookup(folder) is None:
            return
        try:
            excludes = [(compile_glob(glob), glob) for glob in project.python_modules_exclude.value]
        except InvalidGlob as error:
            self._refuse_glob(error)
            return
        for file in walk(self._scan, folder, self._skipped, self._fail_scan):
            if file.path == project.entry:
                continue
            module = self._module(file, f"{_VENDORED}/{file.name}", folder, _vendored_type(file.name))
            glob = _first_match(excludes, file.name)
            if glob is not None:
                self.listing.dropped.append(DroppedFile(file.path, "excluded", glob))
            elif module is not None:
                self.listing.modules.append(module)

    def _module(self, file: WalkedFile, name: str, root: str, kind: ModuleType) -> UploadedModule | None:
        """The module for a file that wrangler will read; None, and a problem, where that fails."""
        if file.entry.kind is EntryKind.FILE and file.entry.readable and not file.is_renamed:
            return UploadedModule(name, kind, file.path, file.entry.size)
        path = f"{root.rstrip('/')}/{file.name}"
        found = self._tree.lookup(path)
        if found is not None and found.kind is EntryKind.FILE and found.readable:
            return UploadedModule(name, kind, path, found.size)
        self._fail_read(file, path)
        return None

    def _fail_read(self, file: WalkedFile, path: str) -> None:
        try:
            self._tree.read(path)
        except TreeError as error:
            problem = unreadable(error, call="open", project_root=self._project.project_root)
            self.listing.problems.append(replace(problem, path=file.path))

    def _fail_scan(self, error: TreeError) -> None:
        problem = unreadable(error, call="scandir", project_root=self._project.project_root)
        self.listing.problems.append(problem)

    def _drop_unmatched(self, file: WalkedFile, rules: RuleSet) -> None:
        if file.entry.kind is EntryKind.SYMLINK:
            target = self._tree.lookup(file.path)
            if target is None or target.kind is EntryKind.DIRECTORY:
                reason = "dangling-link" if target is None else "directory-link"
                self.listing.dropped.append(DroppedFile(file.path, reason))
                return
        self.listing.dropped.append(DroppedFile(file.path, "no-rule", _detail(file, rules)))

    def _refuse_removed(self, file: WalkedFile, rules: RuleSet) -> None:
        message = rules.refusal_of(file.name)
        if message is not None:
            self.listing.problems.append(UploadProblem("removed-rule", file.path, message, fatal=True))

    def _refuse_glob(self, error: InvalidGlob) -> None:
        path = self._project.config_path or self._project.project_root
        self.listing.problems.append(UploadProblem("invalid-glob", path, str(error), fatal=True))


def _first_match(globs: Sequence[tuple[re.Pattern[str], str]], name: str) -> str | None:
    for pattern, glob in globs:
        if pattern.match(name):
            return glob
    return None


def _detail(file: WalkedFile, rules: RuleSet) -> str:
    if file.entry.kind is EntryKind.OTHER:
        return NOT_REGULAR
    if rules.removed and rules.removed_rule_for(file.name):
        return RULE_ENDED
    return UNSPEAKABLE if file.is_renamed else ""


def _vendored_type(name: str) -> ModuleType:
    """Scripts of the Python SDK are ES modules, everything else is data (since wrangler 4.83)."""
    if not name.startswith("workers/") or posixpath.splitext(name)[1] not in _VENDORED_SCRIPTS:
        return ModuleType.BUFFER
    return ModuleType.ESM
